"""The requests of one person: the newest, those in which something is still to be done, how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from mutua.domain.person_sheet import RequestNow
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import version_on
from mutua.rules.procedure import clocks
from mutua.services.claim_states import joined, owed_cents, states
from mutua.services.explain_claim import awaited_of
from mutua.services.granted_in_kind import asked_in_kind, granted_in_kind
from mutua.services.list_claims import lines_of_claims
from mutua.services.money_told import due_in_force, sent_of
from mutua.services.papers_to_come import papers_to_come_of
from mutua.services.plan_book import PlanBook
from mutua.services.society import payment_day
from mutua.store.base import read_instant, stored
from mutua.store.payment_runs import came_back
from mutua.store.tables import claim, decision
from mutua.wording.numbers import Language

# The states in which somebody still has something to do, besides paying.
OPEN = frozenset({"waiting", "parked", "suspended", "to-bring", "to-recover"})
LATEST, MOST = 5, 300  # told at once; looked at


class Requests(NamedTuple):
    """The newest requests, those in which something is to be done (the oldest first), and how many there are in all.

    `open` holds what somebody must decide, complete, look at or recover; `to_pay` what only waits for its payment.
    """

    latest: tuple[RequestNow, ...] = ()
    open: tuple[RequestNow, ...] = ()
    to_pay: tuple[RequestNow, ...] = ()
    total: int = 0

    @property
    def to_pay_cents(self) -> int:
        return sum(one.owed_cents for one in self.to_pay)


def requests_of_person(
    connection: Connection, plans: PlanBook, person_id: int, today: date, language: Language
) -> Requests:
    """Of the 300 newest requests."""
    total = connection.scalar(_HOW_MANY, {"person_id": person_id}) or 0
    if not total:
        return Requests()
    names, query = _newest(today)
    rows = connection.execute(query, {"person_id": person_id}).all()
    told = [(row, _holding(names, row[_FIRST_STATE:])) for row in rows]
    latest = told[:LATEST]
    back = {one.claim_id: one for one in came_back(connection, [row.claim_id for row, _ in told])}
    opened = [one for one in reversed(told) if OPEN & set(one[1]) or ("to-pay" in one[1] and one[0].claim_id in back)]
    to_pay = [one for one in reversed(told) if "to-pay" in one[1] and one not in opened]
    found = {row.claim_id: (row, holding) for row, holding in (*latest, *opened, *to_pay)}
    shown = _shown(connection, plans, found, today, language)
    for claim_id, line in back.items():
        if claim_id in shown and "to-pay" in shown[claim_id].states:
            shown[claim_id] = shown[claim_id]._replace(back_on=line.event_on, back_reason=line.reason)
    latest_now, open_now, to_pay_now = (
        tuple(shown[row.claim_id] for row, _ in some) for some in (latest, opened, to_pay)
    )
    return Requests(latest_now, open_now, to_pay_now, total)


_COLUMNS = (
    claim.c.claim_id, claim.c.public_id, claim.c.reference, claim.c.plan_code,
    stored(claim.c.received_at).label("received"), decision.c.decided_on,
)  # fmt: skip
_FIRST_STATE = len(_COLUMNS)


_OF_PERSON = claim.c.person_id == bindparam("person_id")
_HOW_MANY = select(func.count()).select_from(claim).where(_OF_PERSON)


def request_now(
    connection: Connection, plans: PlanBook, claim_id: int, today: date, language: Language
) -> RequestNow | None:
    """How far one request is; None where there is none."""
    names, query = _one(today)
    row = connection.execute(query, {"claim_id": claim_id}).one_or_none()
    if row is None:
        return None
    states = _holding(names, row[_FIRST_STATE:])
    found = _shown(connection, plans, {claim_id: (row, states)}, today, language)[claim_id]
    back = [one for one in came_back(connection, [claim_id]) if "to-pay" in states]
    return found._replace(back_on=back[0].event_on, back_reason=back[0].reason) if back else found


@lru_cache(maxsize=4)
def _one(today: date) -> tuple[tuple[str, ...], Select[Any]]:
    names, query = _asked(today)
    return names, query.where(claim.c.claim_id == bindparam("claim_id"))


@lru_cache(maxsize=4)
def _newest(today: date) -> tuple[tuple[str, ...], Select[Any]]:
    """The states and the statement that asks them of a person's newest requests; made once a day, it is a long one."""
    names, query = _asked(today)
    return names, query.where(_OF_PERSON).order_by(claim.c.received_at.desc(), claim.c.claim_id.desc()).limit(MOST)


def _asked(today: date) -> tuple[tuple[str, ...], Select[Any]]:
    named = states(today, few=True)
    holding = [condition.label(f"state_{at}") for at, condition in enumerate(named.values())]
    return tuple(named), select(*_COLUMNS, *holding).select_from(joined())


def _holding(named: Iterable[str], holds: Iterable[Any]) -> tuple[str, ...]:
    return tuple(name for name, one in zip(named, holds, strict=True) if one)


def _shown(
    connection: Connection, plans: PlanBook, found: dict[int, tuple[Any, tuple[str, ...]]], today: date,
    language: Language,
) -> dict[int, RequestNow]:  # fmt: skip
    lines = lines_of_claims(connection, list(found))
    owed = owed_cents(connection, list(found), today)
    paid, due = sent_of(connection, list(found)), due_in_force(connection, list(found))
    waits = awaited_of(
        connection, [claim_id for claim_id, (_, holding) in found.items() if "suspended" in holding], language
    )
    to_come = [claim_id for claim_id, (_, holding) in found.items() if "to-bring" in holding]
    waits |= papers_to_come_of(connection, to_come, language) if to_come else {}
    plan_of = {claim_id: row.plan_code for claim_id, (row, _) in found.items()}
    in_kind = granted_in_kind(connection, plans, plan_of, language)
    wanted = asked_in_kind(connection, plans, plan_of, language)
    to_pay = any("to-pay" in holding for _, holding in found.values())
    day = payment_day(connection, today) if to_pay else None
    shown = {}
    for claim_id, (row, holding) in found.items():
        benefits, asked = lines[claim_id]
        received = day_in_rome(read_instant(row.received))
        sent = paid.get(claim_id, ())
        by = _promised(plans, row, received, benefits, holding)
        shown[claim_id] = RequestNow(
            claim_id, row.public_id, row.reference, received, _titles(plans, row.plan_code, benefits), holding, asked,
            due.get(claim_id), owed.get(claim_id, 0), row.decided_on, sent[-1].on if sent else None,
            sum(one.cents for one in sent), by,
            waits.get(claim_id, ()), in_kind.get(claim_id, ""), on_its_way=bool(sent) and sent[-1].on_its_way,
            asked_in_kind=wanted.get(claim_id, ""),
            pays_on=day if "to-pay" in holding and (by is None or by < today) else None,
        )  # fmt: skip
    return shown


def _titles(plans: PlanBook, plan_code: str, benefits: Iterable[str]) -> tuple[str, ...]:
    """By the newest rules that know each."""
    booked = plans.get(plan_code)
    versions = tuple(reversed(booked.plan.versions)) if booked is not None else ()
    return tuple(
        next((one.benefits[code].title for one in versions if code in one.benefits), code) for code in benefits
    )


def _promised(
    plans: PlanBook, row: Any, received: date, benefits: Sequence[str], holding: Sequence[str]
) -> date | None:
    """The day promised for the payment of what is to be paid, or for the decision of what waits; None: no rule."""
    booked = plans.get(row.plan_code)
    rules = None if booked is None else version_on(booked.plan, received)
    if rules is None or rules.procedure is None or not {"to-pay", "waiting"} & set(holding):
        return None
    facts: dict[str, Any] = {"richiesta": received, "completata": received, "prestazione": next(iter(benefits), "")}
    if row.decided_on is not None:
        facts["decisa"] = row.decided_on
    found = clocks(rules, facts)
    return found.pay_by if "to-pay" in holding else found.decide_by
