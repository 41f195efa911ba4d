"""Which cover through a firm goes on from which one before it, and since when its seniority runs.

Under the same assistance of the same plan it goes on by itself. Under another one that is a change, as where somebody
changes plan alone, and the rules of the plan left say what is kept. What follows here follows from days alone, so that
what takes them back takes it back too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mutua.domain.case import Cover
from mutua.domain.cover_life import Held, same_assistance
from mutua.domain.firms import FirmCover
from mutua.domain.months import ONE_DAY, last_of

Key = tuple[str, str, date]  # plan, assistance, first day


class Passage(NamedTuple):
    """Somebody passes from one cover to another one, of another plan or assistance. `left_on`: the last day on which
    the cover before was the only one of the two; the rules in force on it say what is kept."""

    before: Held
    after: Held
    left_on: date


@dataclass(frozen=True, slots=True)
class GoneOn:
    """Since when the seniority of each cover through a firm runs, and who passed from which one to which."""

    since: Mapping[Key, date]
    passages: tuple[Passage, ...] = ()


class _Span(NamedTuple):
    """A cover before. `gone`: the day with which who had it was gone (None: not yet), which may be before its last."""

    plan: str
    cover: Cover
    gone: date | None
    since: date
    own: bool

    @property
    def assistance(self) -> tuple[str, str]:
        return self.plan, self.cover.assistance


def go_on(
    firm: Iterable[FirmCover], own: Iterable[Held], *, left_on: Mapping[int, date | None],
    gap: Callable[[FirmCover], int], keeps: Callable[[str, date], bool],
) -> GoneOn:  # fmt: skip
    """Since when the seniority of the covers through firms of one person runs.

    `own`: the covers that no firm gives; these are gone on from only without a gap. `left_on`: by enrolment the last
    day of work. `gap`: how many days may lie between a firm's cover and the one before. `keeps`: whether the rules of a
    plan, in force on the day, keep the seniority of who leaves it for another.
    """
    in_order = sorted(firm, key=lambda one: (one.effective_from, one.plan_code, one.assistance))
    before = [_Span(one.plan_code, one.cover, one.cover.ends_on, one.cover.seniority_from, True) for one in own]
    everything = [*[(one.plan, one.cover) for one in before],
                  *[(one.plan_code, _cover(one, one.effective_from)) for one in in_order]]  # fmt: skip
    since: dict[Key, date] = {}
    passages: list[Passage] = []
    for one in in_order:
        near = [other for other in before if _reaches(other, one, 0 if other.own else gap(one))]
        runs = [other.since for other in near if _same(other, one)]
        for other in _left(one, near, everything, passages):
            assert other.cover.ends_on is not None  # nobody leaves what goes on
            day = min(other.cover.ends_on, one.effective_from - ONE_DAY)
            after = Held(one.plan_code, _cover(one, one.effective_from))
            passages.append(Passage(Held(other.plan, other.cover), after, day))
            if keeps(other.plan, day):
                runs.append(other.since)
        first = min([one.effective_from, *runs])
        since[one.plan_code, one.assistance, one.effective_from] = first
        gone = one.ends_on and min(one.ends_on, left_on.get(one.enrolment_id) or one.ends_on)
        before.append(_Span(one.plan_code, _cover(one, first), gone, first, False))
    return GoneOn(since, tuple(passages))


def _cover(one: FirmCover, since: date) -> Cover:
    return Cover(one.assistance, one.effective_from, one.ends_on, since)


def _same(other: _Span, one: FirmCover) -> bool:
    """Whether a cover before is of the same assistance of the same plan."""
    return other.plan == one.plan_code and same_assistance(other.cover.assistance, one.assistance)


def _reaches(other: _Span, one: FirmCover, days: int) -> bool:
    """Whether a cover began before the other one and ended no more than so many days before it, or goes on."""
    cover = other.cover
    if cover.effective_from >= one.effective_from:
        return False
    return cover.ends_on is None or (one.effective_from - cover.ends_on).days - 1 <= days


def _left(
    one: FirmCover, near: Sequence[_Span], everything: Iterable[tuple[str, Cover]], passages: Iterable[Passage]
) -> list[_Span]:
    """The covers that somebody leaves for this one, one of each plan: of the same assistance, else the oldest.

    Who left by the end of the month in which this one begins has left for it; who has both for longer has two. A plan
    that goes on through another firm, or that somebody left for another cover before, is not left for this one; and
    who has this plan already passes to it from no other.
    """
    eve = one.effective_from - ONE_DAY
    held = any(other.plan == one.plan_code and other.cover.holds_on(eve) for other in near)
    found: dict[str, _Span] = {}
    for other in sorted(near, key=lambda each: (each.cover.assistance != one.assistance, each.since, *each.assistance)):
        if _same(other, one) or (held and other.plan != one.plan_code):
            continue
        if other.gone is None or other.gone > last_of(one.effective_from):
            continue
        if not _goes_on(other, one, everything) and not _passed_on(other, one, passages):
            found.setdefault(other.plan, other)
    return list(found.values())


def _goes_on(other: _Span, one: FirmCover, everything: Iterable[tuple[str, Cover]]) -> bool:
    """Whether a cover goes on as another one of the same assistance by the time this one has begun."""
    assert other.cover.ends_on is not None  # it is gone
    until = max(one.effective_from, other.cover.ends_on + ONE_DAY)
    return any(
        (plan, cover.assistance) == other.assistance and other.cover.effective_from < cover.effective_from <= until
        for plan, cover in everything
    )


def _passed_on(other: _Span, one: FirmCover, passages: Iterable[Passage]) -> bool:
    """Whether somebody left the plan for another cover already, before this one begins."""
    return any(
        told.before.plan_code == other.plan
        and other.cover.effective_from < told.after.cover.effective_from < one.effective_from
        for told in passages
    )
