"""What the buttons of the pages about sheets send."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.forms import Count, DayOrNone, Form, Line, LineOrNone

MOST_COLUMNS = 600  # of all the headers of one file
QUESTIONS = 50  # on a page


class SentSheet(Form):
    """A sheet, which comes as a file, and what it is said to hold."""

    what: Literal["members", "claims", "contributions", "papers", "year"]


class SheetQuery(Form):
    """Which kind of mess, or of finding, and which page of it. `corso`: a page that renews itself asks."""

    corso: LineOrNone = ""
    genere: LineOrNone = ""
    pagina: Annotated[Count, Field(ge=1)] = 1


class SaidColumns(Form):
    """What each column of a sheet means, header by header, and what is said once for every row."""

    several: ClassVar[frozenset[str]] = frozenset({"column"})
    most: ClassVar[int] = MOST_COLUMNS + 20
    file: Line
    column: Annotated[list[LineOrNone], Field(max_length=MOST_COLUMNS, default_factory=list)]
    plan: LineOrNone = ""
    assistance: LineOrNone = ""
    since: DayOrNone = None


class SaidHouseholds(Form):
    """Yes or no to the households that are proposed, person by person; `all`: yes to every one."""

    several: ClassVar[frozenset[str]] = frozenset({"who", "answer", "kinship"})
    most: ClassVar[int] = 3 * QUESTIONS + 20
    file: Line
    who: Annotated[list[LineOrNone], Field(max_length=QUESTIONS, default_factory=list)]
    answer: Annotated[list[Literal["", "yes", "no"]], Field(max_length=QUESTIONS, default_factory=list)]
    kinship: Annotated[list[LineOrNone], Field(max_length=QUESTIONS, default_factory=list)]
    all: Literal["", "yes"] = ""


class BringSheet(Form):
    """The sheet as it was looked at (`seen`) comes in; `good_rows`: what was read, without the rest."""

    file: Line
    seen: Line
    good_rows: Literal["", "yes"] = ""


class SheetFile(Form):
    """A workbook about the sheet: the report, or the rows to put right."""

    file: Line
    which: Literal["report", "aside"]
