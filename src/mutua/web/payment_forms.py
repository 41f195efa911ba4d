"""What the buttons of bank day send."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.services.payment_draft import MOST_LINES
from mutua.web.forms import Count, Day, DayOrNone, Form, Line, LineOrNone, PageQuery, ProvedAgain


class PaymentQuery(PageQuery):
    """On which day something is paid, where it is not the usual one; whether all that cannot be paid is shown."""

    giorno: DayOrNone = None
    fuori: Literal["tutte", ""] = ""


class PreparePayments(Form):
    """The page as it was shown, by its stamp; the requests left out this time, those that came back and go again.

    `go`: to another page, with what was said on this one; nothing is prepared yet.
    """

    several: ClassVar[frozenset[str]] = frozenset({"but", "again"})
    most: ClassVar[int] = 2 * MOST_LINES + 20
    day: Day
    form: Literal["cbi", "iso"]
    seen: Line
    page: Annotated[Count, Field(ge=1)] = 1
    go: Count = 0
    but: Annotated[list[Line], Field(max_length=MOST_LINES, default_factory=list)]
    again: Annotated[list[Line], Field(max_length=MOST_LINES, default_factory=list)]


class ApproveRun(ProvedAgain):
    """The run as it was shown, by its digest."""

    seen: Line


class AdviceOf(Form):
    """Which advice letters of a run are printed: that of one request by its public name, else all from the first on."""

    request: LineOrNone = ""
    first: Count = 1
