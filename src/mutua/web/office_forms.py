"""What the buttons of traces and of people's rights send."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mutua.web.deeds import Sure
from mutua.web.forms import Count, DayOrNone, Form, Line, LineOrNone, Paragraph
from mutua.web.member_forms import Yes


class TraceQuery(Form):
    """Which entries: days, by whom, of which kind, about whom. Sent as a form: a name stands in no address."""

    since: DayOrNone = None
    until: DayOrNone = None
    by: LineOrNone = ""
    kind: LineOrNone = ""
    words: LineOrNone = ""
    page: Annotated[Count, Field(ge=1)] = 1


class EraseForGood(Form):
    """The person is to be erased: why, and that it was read that there is no way back."""

    motive: Line
    sure: Literal["yes"]


class SocietyTold(Sure):
    """What the society says of itself, part by part; an empty part is taken out."""

    name: LineOrNone = ""
    address: LineOrNone = ""
    postal_code: LineOrNone = ""
    municipality: LineOrNone = ""
    fiscal_code: LineOrNone = ""
    registers: Paragraph = ""
    phone: LineOrNone = ""
    email: LineOrNone = ""
    website: LineOrNone = ""
    bank: LineOrNone = ""
    hours: LineOrNone = ""
    payment_days: LineOrNone = ""
    creditor_identifier: LineOrNone = ""
    cuc: LineOrNone = ""
    notice_days: LineOrNone = ""
    name_clerks: Yes = ""
