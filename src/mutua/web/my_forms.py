"""What the pages of a member may send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from mutua.web.clerk_claim_forms import CellForm, PaperName, PublicId, Version, WindowMark
from mutua.web.forms import Cents, Count, DayOrNone, Form, Line, LineOrNone, Paragraph, Year
from mutua.web.my_cells import asked_anew


class AskLink(Form):
    """Fiscal code, card number or mail address."""

    said: Line


class ReadNotice(Form):
    """The notice that was shown, by its number; the tick that it was read."""

    version: Count
    read: Literal["sì"]


class PaidElsewhere(Form):
    """What is paid elsewhere in a year."""

    year: Year
    amount: Cents


class TryOut(CellForm):
    """Expenses to be tried; `step`: one more, one less, or the questions of a benefit that was chosen anew."""

    step: Annotated[str, Field(pattern=r"^(|add|ask|drop-[0-9]{1,2})$")] = ""

    @classmethod
    def looking_again(cls, sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]] | None:
        """Nothing is kept of a trial; answers to what is not asked any more are gone."""
        cells, anew = asked_anew(dict(sent))
        return [*((name, told) for name, told in cells.items() if name != "step" or not anew),
                *([("step", "ask")] if anew else [])]  # fmt: skip


class Refund(CellForm):
    """A refund being asked for: which draft, from which window, at which of the three steps it is sent.

    `step`: an expense or an invoice more, an expense less, a file taken away, both writings kept where two windows
    wrote.
    `seen`: what is odd was looked at.
    """

    draft: PublicId
    version: Version
    window: WindowMark
    stage: Literal["1", "2", "3"]
    step: Annotated[str, Field(pattern=r"^(|compute|add|bill|both|drop-[0-9]{1,2}|unfile-[0-9a-f]{64})$")] = ""
    seen: Literal["", "yes"] = ""
    file_paper: PaperName = ""


class Bring(Form):
    """A paper that was missing; `key`: of the page, so that it is recorded once."""

    key: Line
    paper: Line
    dated_on: DayOrNone = None


class AnswerIt(Form):
    """An answer that a request waits for."""

    key: Line
    fact: Line
    answer: Line


class Object(Form):
    """The member does not agree, in their words."""

    words: Annotated[Paragraph, Field(min_length=1)]


class AddMore(Form):
    """More about an objection that nobody answered yet."""

    more: Annotated[Paragraph, Field(min_length=1)]


class GiveProxy(Form):
    """To whom of the household, and until when."""

    to: Line
    until: DayOrNone = None


class EndProxy(Form):
    proxy: Annotated[str, Field(pattern=r"^[0-9]{1,18}$")]


class PaperProxy(Form):
    """A proxy signed on paper: to whom, until when."""

    to: Line
    until: DayOrNone = None
    signed: Literal["yes"]


class TellNewborn(Form):
    """A child was born: what the society is told. `step`: looked at first, then sent; or back to what was typed."""

    given_name: Line
    surname: Line
    born_on: DayOrNone = None
    fiscal_code: LineOrNone = ""
    step: Literal["", "send", "back"] = ""

    @classmethod
    def looking_again(cls, sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]] | None:
        return [one for one in sent if one != ("step", "send")]


class CloseBirth(Form):
    """A birth the office has seen to; `told`: why it is set aside, empty where the child is recorded."""

    birth: PublicId
    told: Paragraph = ""


class CertificateOf(Form):
    year: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
