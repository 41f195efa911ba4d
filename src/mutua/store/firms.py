"""Firms in the archive: who works where by the word of a firm, its plans, and the book of firms on which they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.firms import (
    NOW,
    RELATIVES,
    Absence,
    Cadence,
    Category,
    Enrolment,
    EntryRule,
    ExitRule,
    FamilyRule,
    FirmPlan,
    LegalBasis,
    Rate,
    Terms,
)
from mutua.domain.pact import PlanEvent
from mutua.domain.staff_rows import Worker
from mutua.store.bulk import among, insert_unless_there
from mutua.store.chain import beginning
from mutua.store.members import read_deaths
from mutua.store.people import households_of
from mutua.store.tables import chain, death, employment
from mutua.store.tables_firms import (
    absence,
    enrolment,
    firm_plan,
    firm_plan_event,
    firm_plan_rate,
)
from mutua.store.tables_kept import FIRMS_CHAIN, FIRMS_NAME
from mutua.store.tables_roster import supplied_identity
from mutua.store.tellings import BEFORE_ALL, first_told, read_order
from mutua.store.unit_of_work import Entry, UnitOfWork


class Recorded(NamedTuple):
    """An enrolment as it stands, with the number of its newest row and the list that told it (None: no list)."""

    one: Enrolment
    sequence: int
    list_id: int | None


# ---------------------------------------------------------------- writing


def open_firms(unit: UnitOfWork, household_ids: Iterable[int] = ()) -> None:
    """Locks the households and the book of firms, which is made the first time. Who has it open is alone with it."""
    first = beginning(FIRMS_CHAIN, "book", FIRMS_NAME)
    insert_unless_there(
        unit.connection, chain, id=FIRMS_CHAIN, kind="book", name=FIRMS_NAME, position=0, head=first
    )  # fmt: skip
    unit.lock([*household_ids, FIRMS_CHAIN])


def tell_enrolment(
    entry: Entry, number: int, one: Enrolment, sequence: int, list_id: int | None, *, void: bool = False
) -> None:
    entry.add(
        enrolment, number, one.enrolment_id, sequence, one.person_id, one.firm_id, one.category.value,
        one.hired_on.isoformat(), iso(one.left_on), one.reason, list_id, int(void),
    )  # fmt: skip


def tell_terms(entry: Entry, plan_id: int, sequence: int, firm_id: int, plan_code: str, terms: Terms) -> None:
    """The terms of a plan from a day on, with what each assistance costs."""
    entry.add(
        firm_plan, plan_id, sequence, firm_id, plan_code, terms.valid_from.isoformat(), terms.category.value,
        terms.legal_basis.value, iso(terms.legal_basis_on), terms.legal_basis_sha256, terms.firm_share,
        terms.fund_share, terms.family_rule.value, terms.entry_rule.value, terms.exit_rule.value, terms.cadence.value,
        int(terms.suspends_unpaid_leave), terms.due_days, terms.grace_days, terms.restore_days, terms.offer_days,
        terms.seniority_days,
    )  # fmt: skip
    for number, rate in enumerate(terms.rates, 1):
        entry.add(firm_plan_rate, number, plan_id, rate.assistance, rate.monthly_cents)


def tell_plan_event(
    entry: Entry, plan_id: int, sequence: int, event: PlanEvent, happened_on: date, effective_on: date, motive: str = ""
) -> None:
    entry.add(
        firm_plan_event, plan_id, sequence, event.value, happened_on.isoformat(), effective_on.isoformat(), motive
    )  # fmt: skip


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


# ---------------------------------------------------------------- plans


def read_plans(connection: Connection, firm_ids: Iterable[int] | None = None) -> dict[int, list[FirmPlan]]:
    """The plans of these firms (None: of all), by firm, with their terms and the days on which they are in force."""
    query = select(firm_plan).order_by(firm_plan.c.plan_id, firm_plan.c.sequence)
    if firm_ids is None:
        rows = connection.execute(query).all()
    else:
        rows = connection.execute(query.where(among(firm_plan.c.firm_id)), {"ids": sorted(set(firm_ids))}).all()
    if not rows:
        return {}
    rates: dict[tuple[int, int], list[Rate]] = {}
    plan_ids = sorted({row.plan_id for row in rows})
    priced = select(firm_plan_rate).where(among(firm_plan_rate.c.plan_id)).order_by(
        firm_plan_rate.c.position, firm_plan_rate.c.number
    )  # fmt: skip
    for row in connection.execute(priced, {"ids": plan_ids}):
        rates.setdefault((row.chain_id, row.position), []).append(Rate(row.assistance, row.monthly_cents))
    first = first_told(connection) or NOW
    terms: dict[int, list[tuple[int, Terms]]] = {}
    heads: dict[int, Any] = {}
    for row in rows:
        told = _terms(row, rates.get((row.chain_id, row.position), ()))
        terms.setdefault(row.plan_id, []).append((row.position, told))
        heads[row.plan_id] = row
    events = _plan_events(connection, plan_ids)
    found: dict[int, list[FirmPlan]] = {}
    for plan_id, row in heads.items():
        moments = {at for at, _ in terms[plan_id]} | {at for at, _, _ in events.get(plan_id, ())}
        versions = [
            _plan_as_of(row, terms[plan_id], events.get(plan_id, ()), at, at if at >= first else BEFORE_ALL)
            for at in sorted(moments)
        ]
        found.setdefault(row.firm_id, []).append(replace(versions[-1], earlier=tuple(versions[:-1])))
    return found


def _plan_as_of(
    row: Any, terms: Sequence[tuple[int, Terms]], events: Sequence[tuple[int, PlanEvent, date]], at: int, order: int
) -> FirmPlan:
    """A plan as it stood at a position of the book of firms. Before its first terms it stands by them."""
    told = [(event, on) for position, event, on in events if position <= at]
    starts = next((on for event, on in told if event is PlanEvent.ACTIVATED), None)
    ends = next((on for event, on in told if event is PlanEvent.ENDED), None)
    agreed = tuple(one for position, one in terms if position <= at) or (terms[0][1],)
    return FirmPlan(row.plan_id, row.firm_id, row.plan_code, agreed, starts, ends, order)


def _terms(row: Any, rates: Sequence[Rate]) -> Terms:
    return Terms(
        row.valid_from, tuple(rates), Category(row.category), LegalBasis(row.legal_basis), row.legal_basis_on,
        row.legal_basis_sha256, row.firm_share, row.fund_share, FamilyRule(row.family_rule), EntryRule(row.entry_rule),
        ExitRule(row.exit_rule), Cadence(row.cadence), bool(row.suspends_unpaid_leave), row.due_days, row.grace_days,
        row.restore_days, row.offer_days, row.seniority_days,
    )  # fmt: skip


def read_plan_events(connection: Connection, plan_ids: Iterable[int]) -> dict[int, list[tuple[PlanEvent, date]]]:
    """What happened to the plans, in order, each with the day from which (or, of an end, until which) it counts."""
    return {
        plan_id: [(event, on) for _, event, on in some] for plan_id, some in _plan_events(connection, plan_ids).items()
    }


def _plan_events(connection: Connection, plan_ids: Iterable[int]) -> dict[int, list[tuple[int, PlanEvent, date]]]:
    """The same, each with its position in the book of firms."""
    found: dict[int, list[tuple[int, PlanEvent, date]]] = {}
    c = firm_plan_event.c
    query = select(c.position, c.plan_id, c.event, c.effective_on).where(among(c.plan_id))
    for at, plan_id, event, on in connection.execute(
        query.order_by(c.plan_id, c.sequence), {"ids": sorted(set(plan_ids))}
    ):
        found.setdefault(plan_id, []).append((at, PlanEvent(event), on))
    return found


# ---------------------------------------------------------------- enrolments


_OF_PEOPLE = select(enrolment).where(among(enrolment.c.person_id))


def enrolments_of_people(connection: Connection, person_ids: Iterable[int]) -> dict[int, Recorded]:
    """Every enrolment of these people, at whatever firm, as it stands now, by its number; what is void is left out."""
    return _newest(connection, _OF_PEOPLE, sorted(set(person_ids)))


def enrolments_of_firms(connection: Connection, firm_ids: Iterable[int]) -> dict[int, Recorded]:
    """Every enrolment at these firms as it stands now, by its number, without what was told before; what is void is
    left out."""
    query = select(enrolment).where(among(enrolment.c.firm_id))
    return _newest(connection, query, sorted(set(firm_ids)), ordered=False)


def every_enrolment(connection: Connection) -> dict[int, Recorded]:
    return _newest(connection, select(enrolment), None)


def rows_of_enrolments(connection: Connection, enrolment_ids: Iterable[int]) -> dict[int, list[tuple[Recorded, bool]]]:
    """All that was told of these enrolments, the oldest first, with whether it took the enrolment back."""
    found: dict[int, list[tuple[Recorded, bool]]] = {}
    query = select(enrolment).where(among(enrolment.c.enrolment_id))
    rows = connection.execute(query, {"ids": sorted(set(enrolment_ids))}).all()
    for row in sorted(rows, key=lambda one: (one.enrolment_id, one.sequence)):
        found.setdefault(row.enrolment_id, []).append((_recorded(row, ()), bool(row.void)))
    return found


def _newest(
    connection: Connection, query: Any, ids: Sequence[int] | None, *, ordered: bool = True
) -> dict[int, Recorded]:  # fmt: skip
    """`ordered`: with what was told before, and in which order, of people who have more than one enrolment."""
    rows = connection.execute(query, {} if ids is None else {"ids": ids}).all()
    if not rows:
        return {}
    told: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda one: (one.enrolment_id, one.sequence)):
        told.setdefault(row.enrolment_id, []).append(row)
    told = {id_: some for id_, some in told.items() if not some[-1].void}
    away = _absences(connection, None if ids is None else list(told))
    those = {some[-1].person_id for some in told.values()}
    deaths = every_death(connection) if ids is None else read_deaths(connection, those)
    found = {
        id_: _recorded(some[-1], _as_they_stand(away.get(id_, ())), deaths.get(some[-1].person_id))
        for id_, some in told.items()
    }
    if ordered:
        people = [some[-1].person_id for some in told.values()]
        twice = {one for one, times in Counter(people).items() if times > 1}
        of_two = {id_: some for id_, some in told.items() if some[-1].person_id in twice}
        found.update(_in_order(connection, of_two, away, deaths))
    return found


def _in_order(
    connection: Connection, told: Mapping[int, Sequence[Any]], away: Mapping[int, Sequence[Any]],
    deaths: Mapping[int, date],
) -> dict[int, Recorded]:  # fmt: skip
    """The same enrolments, each with how it stood before and when it was told so."""
    if not told:
        return {}
    absences = {id_: away.get(id_, ()) for id_ in told}
    order = read_order(connection, [row for some in (*told.values(), *absences.values()) for row in some])
    found: dict[int, Recorded] = {}
    for id_, some in told.items():
        versions, at = [], BEFORE_ALL
        for row in some:
            at = order.of(row, at)
            known = [one for one in absences[id_] if order.of(one, BEFORE_ALL) <= at]
            one = _recorded(row, _as_they_stand(known), deaths.get(row.person_id))
            versions.append(replace(one.one, order=at))
        found[id_] = one._replace(one=replace(versions[-1], earlier=tuple(versions[:-1])))
    return found


def _recorded(
    row: Any, away: Sequence[tuple[Absence, date, date | None]], died_on: date | None = None
) -> Recorded:  # fmt: skip
    """A row as an enrolment; who died at work left with that day, whoever told it."""
    left_on, reason = row.left_on, row.reason
    if died_on is not None and row.hired_on <= died_on and (left_on is None or left_on > died_on):
        left_on, reason = died_on, "death"
    one = Enrolment(
        row.enrolment_id, row.person_id, row.firm_id, Category(row.category), row.hired_on, left_on, reason,
        tuple(away), died_on,
    )  # fmt: skip
    return Recorded(one, row.sequence, row.list_id)


def every_death(connection: Connection) -> dict[int, date]:
    """The days on which people died, as they count now: they are few beside the living."""
    rows = connection.execute(select(death).order_by(death.c.chain_id, death.c.position, death.c.number)).all()
    newest: dict[int, Any] = {row.person_id: row for row in rows}
    return {id_: row.died_on for id_, row in newest.items() if not row.void}


def _absences(connection: Connection, enrolment_ids: Sequence[int] | None) -> dict[int, list[Any]]:
    """All that was told of absences, by enrolment, in order."""
    query = select(absence)
    if enrolment_ids is None:
        rows = connection.execute(query).all()
    else:
        rows = connection.execute(query.where(among(absence.c.enrolment_id)), {"ids": enrolment_ids}).all()
    found: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda one: (one.chain_id, one.position, one.number)):
        found.setdefault(row.enrolment_id, []).append(row)
    return found


def _as_they_stand(rows: Iterable[Any]) -> list[tuple[Absence, date, date | None]]:
    """Absences of one enrolment: of those with the same kind and first day the newest counts."""
    newest = {(row.kind, row.effective_from): row for row in rows}
    return [(Absence(kind), since, row.ends_on) for (kind, since), row in sorted(newest.items()) if not row.void]


# ---------------------------------------------------------------- the roster


def supplied_names(connection: Connection, enrolment_ids: Iterable[int]) -> dict[int, tuple[str, str, str, str]]:
    """Surname, given name, fiscal code and payroll number by the word of the firm, by enrolment; erased ones: none."""
    query = select(supplied_identity).where(among(supplied_identity.c.enrolment_id))
    rows = connection.execute(query, {"ids": sorted(set(enrolment_ids))})
    return {id_: (surname, given, code, payroll) for id_, surname, given, code, payroll in rows}


def relatives_at_home(connection: Connection, household_ids: Iterable[int]) -> dict[int, Recorded]:
    """The enrolments of relatives of who works somewhere, told in these households, as they stand, by number."""
    query = select(enrolment.c.person_id).where(
        among(enrolment.c.chain_id) & enrolment.c.category.in_([one.value for one in RELATIVES])
    )
    persons = set(connection.scalars(query.distinct(), {"ids": sorted(set(household_ids))}))
    if not persons:
        return {}
    found = enrolments_of_people(connection, persons)
    return {id_: one for id_, one in found.items() if one.one.category.is_relative}


def homes_with_relatives(connection: Connection, person_ids: Iterable[int]) -> set[int]:
    """Every household that the people were ever in, and those of relatives who are covered with them."""
    homes = {home for theirs in households_of(connection, person_ids).values() for home in theirs}
    relatives = {one.one.person_id for one in relatives_at_home(connection, homes).values()}
    return homes | {home for theirs in households_of(connection, relatives).values() for home in theirs}


def workers_of(recorded: Mapping[int, Recorded], names: Mapping[int, tuple[str, str, str, str]]) -> list[Worker]:
    """The roster: enrolments with the names that the firm supplied; relatives of who works there are not on it."""
    found = []
    for id_, (one, _, _) in recorded.items():
        if one.category.is_relative:
            continue
        surname, given_name, code, payroll = names.get(id_, ("", "", "", ""))
        found.append(
            Worker(
                id_, one.firm_id, code, surname, given_name, payroll, one.category, one.hired_on, one.left_on,
                one.reason,
            )
        )  # fmt: skip
    return found


def employment_chains(connection: Connection, person_ids: Iterable[int]) -> dict[tuple[int, int, date], set[int]]:
    """On which chains each employment of the people was told: by person, firm and first day."""
    found: dict[tuple[int, int, date], set[int]] = {}
    key = (employment.c.person_id, employment.c.firm_id, employment.c.effective_from)
    query = select(*key, employment.c.chain_id).where(among(employment.c.person_id))
    for person_id, firm_id, since, chain_id in connection.execute(query, {"ids": sorted(set(person_ids))}):
        found.setdefault((person_id, firm_id, since), set()).add(chain_id)
    return found


def last_sequence(connection: Connection, table: Any, column: Any, id_: int) -> int:
    """The highest `sequence` of a table told for one number; 0 where there is none."""
    return int(connection.scalar(select(func.max(table.c.sequence)).where(column == id_)) or 0)
