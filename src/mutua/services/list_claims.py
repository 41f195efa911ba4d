"""Requests in a list: whose each is, how far it is, what was granted and what is owed; by person, state and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    or_,
    select,
)

from mutua.domain.italian import ROME
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_states import (
    BY_LIST,
    IS_OPEN,
    STAYS_OPEN,
    joined,
    open_of,
    owed_cents,
    states,
    states_among,
    what_is_open,
)
from mutua.services.counted import Counted
from mutua.services.decide_claim import Refusal
from mutua.services.money_told import due_in_force
from mutua.store.base import read_instant, stored
from mutua.store.bulk import among
from mutua.store.claim_open import still_holds
from mutua.store.claim_taken import held_by
from mutua.store.database import Archive
from mutua.store.tables import (
    claim,
    claim_line,
    claim_open,
    decision,
)
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
        source = claim if not wanted.state or wanted.state in BY_LIST else joined()
        return select(claim.c.claim_id).select_from(source).where(*conditions)
    if _of_few(wanted):
        return select(claim.c.claim_id).where(open_of(what, few=True), *conditions)
    both = claim_open.join(claim, claim.c.claim_id == claim_open.c.claim_id) if conditions else claim_open
    listed = select(claim_open.c.claim_id).select_from(both).where(what, IS_OPEN, *conditions)
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
        found.append(STAYS_OPEN if wanted.state == "suspended" else and_(STAYS_OPEN, still_holds(today)))
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
).select_from(joined()).where(among(claim.c.claim_id))  # fmt: skip


def _page(connection: Connection, people: People, wanted: Wanted, page: int, today: date) -> Iterable[Listed]:
    some = list(connection.scalars(_in_order(wanted, people, today, page)))
    by_number = {row[0]: row for row in connection.execute(_LISTED_ROWS, {"ids": some})}
    rows = [by_number[claim_id] for claim_id in some]
    ids = [row[0] for row in rows]
    who_asked = read_identities(connection, {row[2] for row in rows})
    lines = lines_of_claims(connection, ids)
    owed, told = owed_cents(connection, ids, today), states_among(connection, ids, today)
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
