"""Covers that firms give go on from those before: since when seniority runs, and what is told of who changes plan.

The same rule decides as where somebody changes plan alone (`cambio_piano` of the plan left). The use of ceilings is
carried by whoever decides the next request (`cover_carry`): what a firm tells reaches no ceiling.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mutua.domain.case import Cover
from mutua.domain.continuity import GoneOn, Key, Passage, go_on
from mutua.domain.cover_life import CoverChange, CoverReason, Held
from mutua.domain.firms import Enrolment, FirmCover, FirmPlan
from mutua.rules.engine.versions import version_on
from mutua.services.plan_book import PlanBook
from mutua.store.covers import ChangeTold, standing_changes

Plans = Mapping[int, Sequence[FirmPlan]]


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """What the plans say of who leaves them for another one; each is asked once."""

    book: PlanBook
    _kept: dict[tuple[str, date], bool] = field(default_factory=dict)

    def keeps(self, plan_code: str, day: date) -> bool:
        """Whether seniority goes on, by the version in force on the day; not where nobody knows the rules."""
        key = (plan_code, day)
        if key not in self._kept:
            booked = self.book.get(plan_code)
            rules = None if booked is None else version_on(booked.plan, day)
            self._kept[key] = rules is not None and (rules.plan_change is None or rules.plan_change.keeps_seniority)
        return self._kept[key]


@dataclass(frozen=True, slots=True)
class Stand:
    """The covers of somebody through firms, and the enrolments and plans from which they follow."""

    covers: tuple[FirmCover, ...]
    enrolments: Iterable[Enrolment]
    plans: Plans

    @property
    def by_key(self) -> dict[Key, FirmCover]:
        return {(one.plan_code, one.assistance, one.effective_from): one for one in self.covers}

    def gone_on(self, rules: ChangeRules, own: Sequence[Held]) -> GoneOn:
        """What the covers go on from. `own`: those that no firm gives."""
        if len(self.covers) == 1 and not own:
            (only,) = self.covers
            return GoneOn({(only.plan_code, only.assistance, only.effective_from): only.effective_from})
        left_on = {one.enrolment_id: one.left_on for one in self.enrolments}
        agreed = {plan.plan_id: plan for some in self.plans.values() for plan in some}
        return go_on(
            self.covers, own, left_on=left_on, keeps=rules.keeps,
            gap=lambda one: agreed[one.plan_id].on(one.effective_from).seniority_days,
        )  # fmt: skip


def own_covers(covers: Iterable[tuple[str, Cover]], of_firms: Collection[Key]) -> list[Held]:
    """The covers of somebody that no firm gives."""
    return [Held(plan, one) for plan, one in covers if (plan, one.assistance, one.effective_from) not in of_firms]


def key_of(one: Held) -> Key:
    return one.plan_code, one.cover.assistance, one.cover.effective_from


def changes_of(
    person_id: int, passages: Iterable[Passage], told: Iterable[ChangeTold], of_firms: Collection[Key], today: date
) -> list[CoverChange]:
    """What is to be told of passages: those that were not told yet, and those told that are none any more.

    `of_firms`: the covers that firms give, or gave; what was told of others is left as it is.
    """
    wanted = {(key_of(one.before), key_of(one.after)): one for one in passages}
    there = {
        (one.before, one.after) for one in standing_changes(told)
        if one.reason is CoverReason.EMPLOYER and one.after in of_firms and one.before and one.after
    }  # fmt: skip
    gone = sorted(there - wanted.keys())
    return [
        *[CoverChange(person_id, CoverReason.TAKEN_BACK, today, after[2], _bare(after), _bare(before))
          for before, after in gone],
        *[CoverChange(person_id, CoverReason.EMPLOYER, one.left_on, both[1][2], one.before, one.after)
          for both, one in wanted.items() if both not in there],
    ]  # fmt: skip


def _bare(key: Key) -> Held:
    """A cover by what names it."""
    return Held(key[0], Cover(key[1], key[2]))
