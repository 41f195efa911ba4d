"""What the buttons of bank day send."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.services.payment_draft import MOST_LINES
from mutua.web.forms import Count, Day, DayOrNone, Form, Line, LineOrNone, ProvedAgain


class PaymentQuery(Form):
    """On which day something is paid, where it is not the usual one."""

    giorno: DayOrNone = None


class PreparePayments(Form):
    """The draft as it was shown, by its stamp; the requests left out this time, those that came back and go again."""

    several: ClassVar[frozenset[str]] = frozenset({"but", "again"})
    most: ClassVar[int] = 2 * MOST_LINES + 20
    day: Day
    form: Literal["cbi", "iso"]
    seen: Line
    but: Annotated[list[Line], Field(max_length=MOST_LINES, default_factory=list)]
    again: Annotated[list[Line], Field(max_length=MOST_LINES, default_factory=list)]


class ApproveRun(ProvedAgain):
    """The run as it was shown, by its digest."""

    seen: Line


class AdviceOf(Form):
    """Which advice letters of a run are printed: that of one request by its public name, else all from the first on."""

    request: LineOrNone = ""
    first: Count = 1
