"""What was paid beside the ceilings and waits of a regulation: the engine says their size, nothing is decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from mutua.domain.case import Case, Cover, Line
from mutua.domain.italian import written_day, written_money
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.payments import PaymentSeen
from mutua.rules.found_limits import Limit, limits_of
from mutua.services.desk import Desk
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.services.year_people import KnownPerson
from mutua.store.claims import ClaimRecord, LineRecord
from mutua.store.people import People


class Beyond(NamedTuple):
    """A payment beyond a limit, and the cents that are."""

    row: int
    name: str
    cents: int
    values: Mapping[str, str]


@dataclass(slots=True)
class LimitsLooked:
    """What went beyond a limit, and what could not be looked at: words that name no benefit, benefits with ceilings
    that a missing fact chooses, payments under no plan."""

    above: list[Beyond] = field(default_factory=list)
    early: list[Beyond] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # a word of the list -> the benefit it was taken for
    unknown_words: Counter[str] = field(default_factory=Counter)
    not_whole: Counter[str] = field(default_factory=Counter)
    looked_at: int = 0


def look_at_limits(
    plans: PlanBook, plan: BookedPlan | None, payments: Sequence[PaymentSeen],
    known: Mapping[int, KnownPerson], people: People,
) -> LimitsLooked:  # fmt: skip
    """Every payment to a known person beside the limits of the plan: the one named, else the one in the row."""
    found = LimitsLooked()
    desk = Desk(plans, people, {}, {})
    spent: dict[tuple[str, str, str, date], int] = defaultdict(int)
    for one in sorted(payments, key=lambda one: (one.on or date.max, one.row)):
        person, booked = known.get(one.row), plans.get(one.plan_code) or plan if one.plan_code else plan
        served = one.service_on or one.invoiced_on
        if person is None or booked is None or served is None or one.cents is None:
            continue
        code = _benefit(one.benefit, booked, found)
        if code:
            _look(found, desk, booked, one, person, code, served, spent)
    return found


def _benefit(word: str, booked: BookedPlan, found: LimitsLooked) -> str:
    """The benefit that a word of the list names: by code, by title, or as the only title that holds all its words."""
    if not word:
        return ""
    titles = {code: one.title for version in booked.plan.versions for code, one in version.benefits.items()}
    said = plain_name(word)
    exact = [code for code, title in titles.items() if said in (plain_name(code), plain_name(title))]
    holding = [code for code, title in titles.items() if set(said.split()) <= set(plain_name(title).split())]
    some = exact or holding
    if len(some) != 1:
        found.unknown_words[word] += 1
        return ""
    if not exact:
        found.words[word] = f"{titles[some[0]]} ({some[0]})"
    return some[0]


def _look(
    found: LimitsLooked, desk: Desk, booked: BookedPlan, one: PaymentSeen, person: KnownPerson, code: str, served: date,
    spent: dict[tuple[str, str, str, date], int],
) -> None:  # fmt: skip
    case, line = _case(desk, booked, one, person, code, served)
    limits = limits_of(case, line, booked.plan)
    found.looked_at += 1
    if not limits.whole:
        found.not_whole[code] += 1
    if limits.first_day is not None and (one.cents or 0) > 0:
        values = {"day": written_day(served), "first": written_day(limits.first_day), "article": limits.article}
        found.early.append(Beyond(one.row, person.name, one.cents or 0, values))
    most: Beyond | None = None
    for limit in limits.limits:
        key = (booked.code, limit.pot, limit.holder, limit.period)
        before = spent[key]
        spent[key] += one.cents or 0
        over = min(one.cents or 0, spent[key] - limit.size_cents)
        if over > 0 and (most is None or over > most.cents):
            most = Beyond(one.row, person.name, over, _values(limit, before + (one.cents or 0)))
    if most is not None:
        found.above.append(most)


def _values(limit: Limit, total: int) -> dict[str, str]:
    return {"pot": limit.title or limit.pot, "size": written_money(limit.size_cents), "total": written_money(total),
            "article": limit.article, "year": str(limit.period.year)}  # fmt: skip


def _case(
    desk: Desk, booked: BookedPlan, one: PaymentSeen, person: KnownPerson, code: str, served: date
) -> tuple[Case, Line]:
    """The payment as a request that might have been, with everything the archive knows of the person."""
    expense = one.expense_cents if one.expense_cents is not None else one.cents
    line = LineRecord(
        1, code, served, max(0, expense or 0), one.invoice_number or None, one.invoiced_on or served, None, None, "{}"
    )
    at = datetime.combine(max(served, one.invoiced_on or served), time(12), UTC)
    record = ClaimRecord(
        0, f"riga-{one.row}", person.household_id, person.person_id, booked.code, at, False, None, None, "{}", [line]
    )
    case = desk.decide(record).case
    if not case.covers and person.joined is not None:  # a list of members without covers: since when they are members
        benefits = (version.benefits.get(code) for version in reversed(booked.plan.versions))
        assistance = next((benefit.cover for benefit in benefits if benefit is not None), "")
        case = replace(case, covers=(Cover(assistance or "", person.joined, person.left),))
    return case, case.lines[0]
