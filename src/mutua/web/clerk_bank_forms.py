"""What the buttons of the bank's pages send."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.dues_forms import OutsideRegime
from mutua.web.forms import Form, Line, LineOrNone

MOST_COLUMNS = 100


class SentStatement(Form):
    """A statement, which comes as a file; `account`: whose it is, where the file does not say."""

    account: LineOrNone = ""


class SaidStatement(Form):
    """What was said about a file that is here already: whose account, and what each of its columns is."""

    several: ClassVar[frozenset[str]] = frozenset({"column"})
    file: Line
    account: LineOrNone = ""
    column: Annotated[list[LineOrNone], Field(max_length=MOST_COLUMNS, default_factory=list)]


class ThatFile(Form):
    """A file that is here already, as it was shown."""

    file: Line


class ShownAnswer(Form):
    """A bank's answer that is here already, as it was shown."""

    file: Line
    stamp: Line


class ShownLines(Form):
    """The proposals that were shown, each `movement.stamp`."""

    several: ClassVar[frozenset[str]] = frozenset({"one"})
    one: Annotated[list[Line], Field(max_length=100, default_factory=list)]


class ShownProposal(Form):
    """`paid_by`, `regime`: who paid, where it is nobody of the archive, and as which source for the tax."""

    stamp: Line
    paid_by: LineOrNone = ""
    regime: OutsideRegime = ""


class SharedOut(Form):
    """A movement shared out: who was chosen, what each part pays, and its amount beside it ("" where it pays nothing).

    `do`: look for somebody, take them into the page, or share out.
    """

    several: ClassVar[frozenset[str]] = frozenset({"payer", "what", "amount"})
    most: ClassVar[int] = 700
    do: Literal["search", "share"] = "search"
    words: LineOrNone = ""
    add: LineOrNone = ""
    paid_by: LineOrNone = ""
    regime: OutsideRegime = ""
    payer: Annotated[list[Line], Field(max_length=20, default_factory=list)]
    what: Annotated[list[Line], Field(max_length=300, default_factory=list)]
    amount: Annotated[list[LineOrNone], Field(max_length=300, default_factory=list)]
