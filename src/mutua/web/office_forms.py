"""What the buttons of traces and of people's rights send."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mutua.web.forms import Count, DayOrNone, Form, Line, LineOrNone


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
