"""What is typed of covers: joining, changing, leaving, taking back, exemptions; with answers to what the rules ask."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from mutua.web.deeds import Sure
from mutua.web.forms import Day, DayOrNone, Line, LineOrNone
from mutua.web.member_forms import Evidence, Yes

_MOST = 40


class WithAnswers(Sure):
    """Answers, each with whom it is about and to which question, in the same order."""

    several: ClassVar[frozenset[str]] = frozenset({"whose", "fact", "answer"})
    whose: Annotated[list[Line], Field(max_length=_MOST, default_factory=list)]
    fact: Annotated[list[Line], Field(max_length=_MOST, default_factory=list)]
    answer: Annotated[list[LineOrNone], Field(max_length=_MOST, default_factory=list)]


class JoinPlan(WithAnswers):
    plan: Line
    cover: LineOrNone = ""
    household: Yes = ""
    continues: Yes = ""
    on: Day


class ChangePlan(WithAnswers):
    """`held`: the cover that is left, as the page names it."""

    held: Line
    plan: Line
    cover: LineOrNone = ""
    reason: Literal["request", "employer"]
    effective_on: DayOrNone = None
    household: Yes = ""
    on: Day


class LeavePlan(WithAnswers):
    held: Line
    reason: Literal["request", "employment_ended"]
    household: Yes = ""
    on: Day


class TakeCoverBack(Sure):
    held: Line


class Exempt(Sure):
    plan: Line
    evidence: Evidence
    on: Day
    until: DayOrNone = None


class EndExemption(Sure):
    plan: Line
    until: DayOrNone = None


class MoveSenior(Sure):
    plan: Line
    on: Day


class CarryUse(Sure):
    """Nothing to fill in."""
