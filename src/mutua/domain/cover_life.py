"""How covers begin, change and end: the reasons there are, and what each of them may do.

Neither age nor health is a reason for which a cover ends: who grows older may be moved to another plan (`SENIOR`),
and is then covered by that one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from mutua.domain.case import Cover

ONE_DAY = timedelta(days=1)


class CoverStep(StrEnum):
    JOIN = "join"  # nothing before, a cover after
    CHANGE = "change"  # one cover before, another one after
    LEAVE = "leave"  # a cover before, none after


class CoverReason(StrEnum):
    REQUEST = "request"  # the person asked
    EMPLOYER = "employer"  # another employer, with another plan or its own
    EMPLOYMENT_ENDED = "employment_ended"  # who was covered as a worker works there no more
    SENIOR = "senior"  # the rules move who reaches an age to another plan
    NEWBORN = "newborn"
    MEMBERSHIP_ENDED = "membership_ended"
    DIED = "died"
    TAKEN_BACK = "taken_back"  # what was recorded last was a mistake


# What each reason may do. No reason that ends a cover without another one is age or health.
STEPS: Mapping[CoverReason, frozenset[CoverStep]] = MappingProxyType(
    {
        CoverReason.REQUEST: frozenset(CoverStep),
        CoverReason.EMPLOYER: frozenset({CoverStep.JOIN, CoverStep.CHANGE}),
        CoverReason.EMPLOYMENT_ENDED: frozenset({CoverStep.LEAVE}),
        CoverReason.SENIOR: frozenset({CoverStep.CHANGE}),
        CoverReason.NEWBORN: frozenset({CoverStep.JOIN}),
        CoverReason.MEMBERSHIP_ENDED: frozenset({CoverStep.LEAVE}),
        CoverReason.DIED: frozenset({CoverStep.LEAVE}),
        CoverReason.TAKEN_BACK: frozenset(CoverStep),
    }
)

# How one knows that somebody need not join with the household.
EXEMPTION_EVIDENCE = ("declaration", "certificate", "unknown")


@dataclass(frozen=True, slots=True)
class Held:
    """A cover under a plan."""

    plan_code: str
    cover: Cover


@dataclass(frozen=True, slots=True)
class CoverChange:
    """Something that happened to a cover of a person: the cover before and the one after (None: there is none).

    `effective_on` is the first day on which it is as it is afterwards; `asked_on` the day on which it was asked.
    """

    person_id: int
    reason: CoverReason
    asked_on: date
    effective_on: date
    before: Held | None
    after: Held | None

    @property
    def step(self) -> CoverStep:
        if self.before is None:
            return CoverStep.JOIN
        return CoverStep.LEAVE if self.after is None else CoverStep.CHANGE


def same_assistance(one: str, other: str) -> bool:
    """Whether two covers of one plan are of the same assistance: one without a name is of the plan as a whole."""
    return one == other or not one or not other


def overlap(one: Cover, other: Cover) -> date | None:
    """The first day on which both cover; None where there is none."""
    first = max(one.effective_from, other.effective_from)
    return first if one.holds_on(first) and other.holds_on(first) else None


def shortened(cover: Cover, last_day: date) -> tuple[Cover, bool]:
    """The cover with its last day, and whether it never was: one that would begin after it is taken back."""
    if cover.effective_from > last_day:
        return cover, True
    return Cover(cover.assistance, cover.effective_from, last_day, cover.joined_on), False


def continued(before: Cover, first_day: date, assistance: str, *, keeps: bool) -> Cover:
    """The cover that follows another one from the day: with its seniority, where that is kept."""
    return Cover(assistance, first_day, None, before.seniority_from if keeps else None)
