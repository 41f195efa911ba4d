"""Who is covered through which firm on which day, where several tell of the same person.

A day belongs to the firm that has asked for it longest without a break. So a firm that told first and later puts its
days right takes none that another covers since; what it gives up another may have, and does not lose again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from mutua.domain.cover_life import same_assistance
from mutua.domain.firms import NOW, Enrolment, FirmCover, FirmPlan, Span, wanted, without
from mutua.domain.months import ONE_DAY

Told = TypeVar("Told", Enrolment, FirmPlan)


class _Since(NamedTuple):
    """Since when days are asked for; between two of the same moment whose enrolment was told first, then its number."""

    order: int
    told: int
    enrolment_id: int
    plan: int


class _Asked(NamedTuple):
    """Days asked for by an enrolment under a plan, of an assistance, since a moment."""

    since: _Since
    one: Enrolment
    plan: FirmPlan
    assistance: str
    days: Span


def told_anew(before: Told, after: Told) -> Told:
    """What is being told now of something that stood otherwise before; `before` is as it was read."""
    return replace(after, order=NOW, earlier=(*before.earlier, replace(before, earlier=())))


def covers_of(enrolments: Iterable[Enrolment], plans: Mapping[int, Sequence[FirmPlan]]) -> tuple[FirmCover, ...]:
    """The covers of one person through all their firms; `plans` by firm.

    Nobody has the same assistance twice on a day: the firm that has asked for the day longest carries it, whatever
    first day another one tells; that one covers the days that are left. A change of firm leaves neither a gap nor a
    month charged twice.
    """
    pairs = [(one, at, plan) for one in enrolments for at, plan in enumerate(plans.get(one.firm_id, ()))]
    asked = [told for one, at, plan in pairs for told in _asked(one, plan, at, alone=len(pairs) == 1)]
    taken: dict[str, list[tuple[str, Span]]] = {}
    given: dict[tuple[int, int, str], list[Span]] = {}
    for told in sorted(asked, key=lambda told: (told.since, told.days[0])):
        before = taken.setdefault(told.plan.plan_code, [])
        others = [span for assistance, span in before if same_assistance(assistance, told.assistance)]
        for span in without(told.days, others):
            given.setdefault((told.one.enrolment_id, told.plan.plan_id, told.assistance), []).append(span)
            before.append((told.assistance, span))
    relatives = {one.enrolment_id: one.category.is_relative for one, _, _ in pairs}
    codes = {plan.plan_id: plan.plan_code for _, _, plan in pairs}
    found = [
        FirmCover(id_, plan_id, codes[plan_id], assistance, start, end, relatives[id_])
        for (id_, plan_id, assistance), spans in given.items() for start, end in _joined(spans)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda told: (told.plan_code, told.assistance, told.effective_from)))


def _asked(one: Enrolment, plan: FirmPlan, at: int, *, alone: bool) -> list[_Asked]:
    """The days asked for by an enrolment under a plan, each since it has been without a break. `alone`: nobody else
    asks, and since when does not matter."""
    assistances = _assistances(plan)
    ones = (one,) if alone else (*one.earlier, one)
    agreed = (plan,) if alone else (*plan.earlier, plan)
    held: dict[str, list[tuple[_Since, Span]]] = {assistance: [] for assistance in assistances}
    for order in sorted({told.order for told in ones} | {terms.order for terms in agreed}):
        then, terms = _as_of(ones, order), _as_of(agreed, order)
        if then is None or terms is None:
            continue
        days, since = wanted(then, terms), _Since(order, then.order, one.enrolment_id, at)
        covered = _assistances(terms)
        for assistance in assistances:
            held[assistance] = _still(held[assistance], days if assistance in covered else [], since)
    return [_Asked(since, one, plan, assistance, days) for assistance, some in held.items() for since, days in some]


def _assistances(plan: FirmPlan) -> dict[str, None]:
    return dict.fromkeys(rate.assistance for terms in plan.terms for rate in terms.rates)


def _as_of(versions: Sequence[Told], order: int) -> Told | None:
    """How something stood at a moment; None: nobody had told it yet."""
    return next((told for told in reversed(versions) if told.order <= order), None)


def _still(held: Sequence[tuple[_Since, Span]], days: Sequence[Span], now: _Since) -> list[tuple[_Since, Span]]:
    """Days asked for so far and still, since they are; and those that are asked for only now."""
    kept = [(since, both) for since, span in held for one in days for both in _both(span, one)]
    fresh = [(now, left) for one in days for left in without(one, [span for _, span in held])]
    return kept + fresh


def _both(one: Span, other: Span) -> list[Span]:
    """The days that two spans have in common."""
    start = max(one[0], other[0])
    ends = [end for end in (one[1], other[1]) if end is not None]
    end = min(ends) if ends else None
    return [(start, end)] if end is None or start <= end else []


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same days, of which those that follow one another are one span."""
    found: list[Span] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        last = found[-1][1] if found else None
        if last is not None and start == last + ONE_DAY:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
