"""What is sent about a decision: an exception proposed or settled, an objection filed or answered."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.forms import Day, FigureOrNone, Form, Line, Paragraph

Words = Annotated[Paragraph, Field(min_length=1)]


class ProposeOverride(Form):
    """What each line is paid instead, in the order of the lines; `seen`: the stamp of the rules' answer shown.

    `cents`: hundredths of euros; of a line in kind hundredths of its unit, so that 2,50 is two hours and a half.
    """

    several: ClassVar[frozenset[str]] = frozenset({"cents"})
    cents: Annotated[list[FigureOrNone], Field(min_length=1, max_length=100)]
    motive: Line
    basis: Line
    seen: Line


class FileAppeal(Form):
    filed_on: Day
    channel: Literal["counter", "post", "email"]
    said: Words


class AddToAppeal(Form):
    added_on: Day
    channel: Literal["counter", "phone", "post", "email"]
    more: Words


class AnswerAppeal(Form):
    """`heard`: of all that the member said, as the page showed it."""

    outcome: Literal["upheld", "rejected", "withdrawn"]
    heard: Line
    motive: Line
