"""Requests in a list: whose each is, how far it is, what was granted and what is owed; by person, state and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from mutua.domain.italian import ROME
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.counted import Counted
from mutua.services.decide_claim import Refusal
from mutua.services.money_told import due_in_force
from mutua.store.base import read_instant, stored
from mutua.store.bulk import among
from mutua.store.claim_open import still_holds
from mutua.store.claim_taken import held_by
from mutua.store.database import Archive
from mutua.store.ledger import owed_of
from mutua.store.tables import (
    claim,
    claim_appeal,
    claim_appeal_answer,
    claim_line,
    claim_open,
    claim_withdrawal,
    decision,
    decision_line,
    parked_household,
    payment,
    pending_claim,
)
from mutua.store.tables_work import PAPERS, SUSPENDED
from mutua.store.who import people_by_number, read_identities

AT_ONCE = 20  # of a page
People = frozenset[int] | None  # whom a number names


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests: of a person (card number or fiscal code, "" for all), in a state, received from day to day.

    `person_id` names the person too. `authorisation`: only those, or none of them. `without`: of nobody of these
    people. `but`: none of these requests. `after`: those that come after this request in the order of requests.
    `oldest_first`: in that order, otherwise the newest first. `among`: only of these people. `counted_to`: how far
    they are counted. `taken_by`: only those that this login has taken on.
    """

    member: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    authorisation: bool | None = None
    without: frozenset[int] = frozenset()
    but: frozenset[int] = frozenset()
    after: int | None = None
    oldest_first: bool = False
    at_once: int = AT_ONCE  # of a page
    person_id: int | None = None
    among: frozenset[int] | None = None
    counted_to: int | None = None
    taken_by: int | None = None


class Listed(NamedTuple):
    """A request of the list; `states` are all that hold of it. `granted_cents`: what was due by the decision,
    later periods that had begun included; None where nobody decided yet."""

    claim_id: int
    reference: str
    surname: str
    given_name: str
    card_number: str
    received_on: date
    benefits: tuple[str, ...]
    states: tuple[str, ...]
    asked_cents: int
    granted_cents: int | None
    owed_cents: int
    public_id: str
    plan_code: str
    person_id: int
    decided_on: date | None


class Page(NamedTuple):
    """Some of the requests, in the order wanted, and how many there are in all."""

    claims: tuple[Listed, ...]
    total: int
    number: int
    pages: int
    more: bool = False  # than `total`


# ---------------------------------------------------------------- how far a request is

_every = decision.alias("every_decision")
_LAST = select(func.max(_every.c.sequence)).where(_every.c.claim_id == claim.c.claim_id).scalar_subquery()
_FROM = (
    claim.outerjoin(decision, and_(decision.c.claim_id == claim.c.claim_id, decision.c.sequence == _LAST))
    .outerjoin(pending_claim, pending_claim.c.claim_id == claim.c.claim_id)
    .outerjoin(parked_household, parked_household.c.household_id == pending_claim.c.household_id)
    .outerjoin(claim_withdrawal, claim_withdrawal.c.claim_id == claim.c.claim_id)
)


def joined() -> FromClause:
    """The requests with their last decision and what tells how far each is: where the conditions of `states` hold."""
    return _FROM


def _with_line(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the last decision has such a line."""
    of_decision = and_(
        decision_line.c.chain_id == decision.c.chain_id, decision_line.c.position == decision.c.position
    )
    return select(literal(1)).where(of_decision, wanted).correlate(decision).exists()


# Written out, not given as a value: the database has to see that its short indexes, of what is open alone, serve.
_IS_OPEN = claim_open.c.amount != literal_column("0")
_IN_WORDS: ColumnElement[str] = literal_column(f"'{SUSPENDED}'")
_IS_MONEY = and_(claim_open.c.what != _IN_WORDS, _IS_OPEN)  # or papers to come


def _open(wanted: ColumnElement[bool], *, few: bool = False) -> ColumnElement[bool]:
    """Whether something of the kind is open of the request. `few`: looked up for each one."""
    listed = select(claim_open.c.claim_id).where(wanted, _IS_OPEN)
    if few:
        return listed.where(claim_open.c.claim_id == claim.c.claim_id).correlate(claim).exists()
    return claim.c.claim_id.in_(listed)


def _money_out(*, few: bool = False) -> ColumnElement[bool]:
    """Whether more was paid because of the request than came back."""
    signed = case((payment.c.kind == "payment", payment.c.amount_cents), else_=-payment.c.amount_cents)
    if few:
        out = select(func.coalesce(func.sum(signed), 0)).where(payment.c.claim_id == claim.c.claim_id)
        return out.correlate(claim).scalar_subquery() > 0
    return claim.c.claim_id.in_(select(payment.c.claim_id).group_by(payment.c.claim_id).having(func.sum(signed) > 0))


_WAITS = pending_claim.c.claim_id.is_not(None)
_waiting = pending_claim.alias("waiting")
_LISTED = select(_waiting.c.claim_id)  # what waits, looked up from the side of what waits: it is little
_ASIDE = _LISTED.where(_waiting.c.household_id.in_(select(parked_household.c.household_id)))
_WITHDRAWN = select(claim_withdrawal.c.claim_id)
_STAYS_OPEN = and_(claim.c.claim_id.not_in(_LISTED), claim.c.claim_id.not_in(_WITHDRAWN))
_DECIDED = and_(~_WAITS, claim_withdrawal.c.claim_id.is_(None), decision.c.kind.in_(["decision", "correction"]))
_HOURS_ALONE = and_(decision.c.granted_cents == 0, _with_line(decision_line.c.quantity_granted > 0))
_SOMETHING = _with_line(or_(decision_line.c.granted_cents > 0, decision_line.c.quantity_granted > 0))

_answered = select(literal(1)).where(
    claim_appeal_answer.c.claim_id == claim_appeal.c.claim_id, claim_appeal_answer.c.sequence == claim_appeal.c.sequence
)
_OBJECTED = claim.c.claim_id.in_(select(claim_appeal.c.claim_id).where(~_answered.exists()))

# Several states may hold at once: a request that waits for a paper may have a sum to be paid.
_STATES: Mapping[str, ColumnElement[bool]] = {
    "waiting": and_(claim.c.claim_id.in_(_LISTED), claim.c.claim_id.not_in(_ASIDE)),
    "parked": claim.c.claim_id.in_(_ASIDE),
    "withdrawn": claim_withdrawal.c.claim_id.is_not(None),
    "reversed": and_(~_WAITS, decision.c.kind == "reversal"),
    "appealed": _OBJECTED,
    "refused": and_(_DECIDED, ~_with_line(decision_line.c.outcome != "refused")),
    "authorised": and_(_DECIDED, claim.c.authorisation == 1, _SOMETHING),
    "granted": and_(_DECIDED, claim.c.authorisation == 0, _HOURS_ALONE),
}
# Those that need nothing but the request and the lists of what waits.
_BY_LIST = frozenset({"waiting", "parked", "appealed"})
STATES: tuple[str, ...] = (*_STATES, "suspended", "to-bring", "deferred", "to-recover", "to-pay", "paid")


@lru_cache(maxsize=8)
def states(today: date, *, few: bool = False) -> Mapping[str, ColumnElement[bool]]:
    """Each state with when it holds, as things stand today: what was put off to a day that has come is to be paid.

    `few`: asked of few requests, each looked up by itself. Put together once a day.
    """
    listed = {state: _open(wanted, few=few) for state, wanted in what_is_open(today).items()}
    return {
        **_STATES, **listed, "suspended": and_(listed["suspended"], _STAYS_OPEN),
        "to-bring": and_(listed["to-bring"], _STAYS_OPEN, still_holds(today)),
        "paid": and_(_money_out(few=few), ~listed["to-pay"]),
    }


@lru_cache(maxsize=4)
def what_is_open(today: date) -> Mapping[str, ColumnElement[bool]]:
    """The states that the list of what is open tells, with what it then says."""
    what = claim_open.c.what
    begun = func.substr(what, func.length(what) - 9) <= today.isoformat()
    return {
        "suspended": what == _IN_WORDS, "to-bring": and_(_IS_MONEY, what == PAPERS),
        "deferred": and_(_IS_MONEY, what.startswith("deferred:")),
        "to-recover": and_(_IS_MONEY, what.startswith("recoverable:")),
        "to-pay": and_(_IS_MONEY, or_(what.startswith("payable:"), and_(what.startswith("deferred:"), begun))),
    }  # fmt: skip


def states_of(connection: Connection, claim_id: int, today: date) -> tuple[str, ...]:
    """All that holds of one request today."""
    return _states_among(connection, [claim_id], today)[claim_id]


def _states_among(connection: Connection, claim_ids: Sequence[int], today: date) -> dict[int, tuple[str, ...]]:
    """All that holds of each of some requests."""
    names, query = _states_query(today)
    rows = connection.execute(query, {"ids": list(claim_ids)})
    return {row[0]: tuple(name for name, holds in zip(names, row[1:], strict=True) if holds) for row in rows}


@lru_cache(maxsize=4)
def _states_query(today: date) -> tuple[tuple[str, ...], Select[Any]]:
    """The states and the statement that asks them of some requests; made once a day, it is a long one."""
    named = states(today, few=True)
    holding = [condition.label(f"state_{at}") for at, condition in enumerate(named.values())]
    return tuple(named), select(claim.c.claim_id, *holding).select_from(_FROM).where(among(claim.c.claim_id))


# ---------------------------------------------------------------- the list


def list_claims(archive: Archive, wanted: Wanted, page: int = 1, *, today: date) -> Page | Refusal:
    """A page of the requests, in the order wanted. Refuses a number that is nobody's. A page too far has none."""
    with archive.snapshot() as connection:
        people = _people(connection, wanted)
        if isinstance(people, Refusal):
            return people
        total, more = _count(connection, people, wanted, today, page)
        found = tuple(_page(connection, people, wanted, page, today))
    return Page(found, total, page, -(-total // wanted.at_once) + more, more)


def count_claims(archive: Archive, wanted: Wanted, *, today: date) -> int:
    """How many there are; none where the number is nobody's."""
    with archive.snapshot() as connection:
        return how_many(connection, wanted, today).number


def how_many(connection: Connection, wanted: Wanted, today: date) -> Counted:
    """The same, in what is being read."""
    people = _people(connection, wanted)
    return Counted(0, False) if isinstance(people, Refusal) else _count(connection, people, wanted, today)


def _count(connection: Connection, people: People, wanted: Wanted, today: date, page: int = 1) -> Counted:
    most = None if wanted.counted_to is None else max(wanted.counted_to, page * wanted.at_once)
    found = connection.scalar(_counting(wanted, people, today, most)) or 0
    return Counted(found, False) if most is None else Counted(min(found, most), found > most)


@lru_cache(maxsize=64)  # putting a statement together takes longer than most of them take
def _counting(wanted: Wanted, people: People, today: date, most: int | None) -> Select[Any]:
    which = _which(wanted, people, today)
    return select(func.count()).select_from((which if most is None else which.limit(most + 1)).subquery())


@lru_cache(maxsize=64)
def _in_order(wanted: Wanted, people: People, today: date, page: int) -> Select[Any]:
    which = _which(wanted, people, today).order_by(*_order(wanted, today))
    return which.limit(wanted.at_once).offset((page - 1) * wanted.at_once)


def _which(wanted: Wanted, people: People, today: date) -> Select[Any]:
    """The requests by number: nothing is joined that is not needed. What is open is gone through by its list, which
    stands in the order of requests; of few people it is looked up for each request."""
    conditions = _conditions(wanted, people, today)
    what = what_is_open(today).get(wanted.state)
    if what is None:
        source = claim if not wanted.state or wanted.state in _BY_LIST else _FROM
        return select(claim.c.claim_id).select_from(source).where(*conditions)
    if _of_few(wanted):
        return select(claim.c.claim_id).where(_open(what, few=True), *conditions)
    both = claim_open.join(claim, claim.c.claim_id == claim_open.c.claim_id) if conditions else claim_open
    listed = select(claim_open.c.claim_id).select_from(both).where(what, _IS_OPEN, *conditions)
    if wanted.state == "suspended":
        return listed
    return listed.group_by(claim_open.c.received_at, claim_open.c.claim_id)  # it may stand there more than once


def _of_few(wanted: Wanted) -> bool:
    return bool(wanted.member) or wanted.person_id is not None or wanted.among is not None


def _order(wanted: Wanted, today: date) -> tuple[ColumnElement[Any], ...]:
    """The order of requests, by the columns of what `_which` goes through."""
    listed = wanted.state in what_is_open(today) and not _of_few(wanted)
    order = (claim_open.c.received_at, claim_open.c.claim_id) if listed else (claim.c.received_at, claim.c.claim_id)
    return order if wanted.oldest_first else tuple(one.desc() for one in order)


def _people(connection: Connection, wanted: Wanted) -> frozenset[int] | Refusal | None:
    """Whom the number names; None where there is none. Refuses one that is nobody's."""
    if not wanted.member:
        return None
    people = frozenset(person_ids(connection, wanted.member))
    return people or Refusal("member_unknown", wanted.member)


def _conditions(wanted: Wanted, people: People, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if people is not None:
        found.append(claim.c.person_id.in_(sorted(people)))
    if wanted.person_id is not None:
        found.append(claim.c.person_id == wanted.person_id)
    if wanted.state in ("suspended", "to-bring"):
        found.append(_STAYS_OPEN if wanted.state == "suspended" else and_(_STAYS_OPEN, still_holds(today)))
    elif wanted.state and wanted.state not in what_is_open(today):
        found.append(states(today)[wanted.state])
    if wanted.since is not None:
        found.append(claim.c.received_at >= _midnight(wanted.since))
    if wanted.until is not None:
        found.append(claim.c.received_at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.authorisation is not None:
        found.append(claim.c.authorisation == int(wanted.authorisation))
    if wanted.without:
        found.append(claim.c.person_id.not_in(sorted(wanted.without)))
    if wanted.among is not None:
        found.append(claim.c.person_id.in_(sorted(wanted.among)))
    if wanted.but:
        found.append(claim.c.claim_id.not_in(sorted(wanted.but)))
    if wanted.taken_by is not None:
        found.append(claim.c.claim_id.in_(held_by(wanted.taken_by)))
    if wanted.after is not None:
        found.append(_after(wanted.after))
    return found


def _after(claim_id: int) -> ColumnElement[bool]:
    """Those that come after the request: by instant received, then number."""
    one = claim.alias("before")
    instant = select(one.c.received_at).where(one.c.claim_id == claim_id).scalar_subquery()
    at_once = and_(claim.c.received_at == instant, claim.c.claim_id > claim_id)
    return or_(claim.c.received_at > instant, at_once)


def person_ids(connection: Connection, number: str) -> set[int]:
    """Who has the card number or the fiscal code; empty where nobody has."""
    plain = "".join(number.split())
    found = people_by_number(connection, {number.strip(), plain}, {plain.upper()})
    return {id_ for ids in found.values() for id_ in ids}


def _midnight(day: date) -> datetime:
    """The first moment of a day in Italy."""
    return datetime.combine(day, time.min, ROME).astimezone(UTC)


_LISTED_ROWS = select(
    claim.c.claim_id, claim.c.reference, claim.c.person_id, stored(claim.c.received_at), claim.c.chain_id,
    claim.c.public_id, claim.c.plan_code, stored(decision.c.decided_on),
).select_from(_FROM).where(among(claim.c.claim_id))  # fmt: skip


def _page(connection: Connection, people: People, wanted: Wanted, page: int, today: date) -> Iterable[Listed]:
    some = list(connection.scalars(_in_order(wanted, people, today, page)))
    by_number = {row[0]: row for row in connection.execute(_LISTED_ROWS, {"ids": some})}
    rows = [by_number[claim_id] for claim_id in some]
    ids = [row[0] for row in rows]
    who_asked = read_identities(connection, {row[2] for row in rows})
    lines = lines_of_claims(connection, ids)
    owed, told = owed_cents(connection, ids, today), _states_among(connection, ids, today)
    due = due_in_force(connection, ids)
    for row in rows:
        who = who_asked.get(row[2])
        names = (who.surname, who.given_name, who.card_number) if who is not None else ("", "", "")
        benefits, asked = lines[row[0]]
        granted = due.get(row[0])
        yield Listed(
            row[0], row[1], *names, day_in_rome(read_instant(row[3])), benefits, told[row[0]], asked, granted,
            owed.get(row[0], 0), row[5], row[6], row[2], None if row[7] is None else date.fromisoformat(row[7]),
        )  # fmt: skip


def lines_of_claims(connection: Connection, claim_ids: Sequence[int]) -> dict[int, tuple[tuple[str, ...], int]]:
    """The benefits of each request, each once, and what was asked in all."""
    found: dict[int, tuple[tuple[str, ...], int]] = dict.fromkeys(claim_ids, ((), 0))
    for claim_id, benefit, cents in connection.execute(_LINES_OF, {"ids": list(claim_ids)}):
        benefits, asked = found[claim_id]
        found[claim_id] = (tuple(dict.fromkeys((*benefits, benefit))), asked + (cents or 0))
    return found


_LINES_OF = (
    select(claim_line.c.claim_id, claim_line.c.benefit, claim_line.c.expense_cents)
    .where(among(claim_line.c.claim_id))
    .order_by(claim_line.c.claim_id, claim_line.c.number)
)


def owed_cents(connection: Connection, claim_ids: Sequence[int], today: date) -> dict[int, int]:
    """What is owed today for each of the requests."""
    accounts: dict[int, dict[str, int]] = {}
    for claim_id, account, cents in connection.execute(_OPEN_OF, {"ids": list(claim_ids)}):
        accounts.setdefault(claim_id, {})[account] = cents
    return {claim_id: owed_of(of_claim, today) for claim_id, of_claim in accounts.items()}


_OPEN_OF = select(claim_open.c.claim_id, claim_open.c.what, claim_open.c.amount).where(
    among(claim_open.c.claim_id), _IS_MONEY
)
