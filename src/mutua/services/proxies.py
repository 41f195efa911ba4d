"""A member lets another one look after their matters: given, ended, and who acts for whom.

Only an adult gives one, to an adult, for themselves alone; whoever got one gives no other on it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.italian import written_day
from mutua.rules.engine.calendar import age_on, day_in_rome
from mutua.rules.model import TimeRules
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.locks import Moved, until_nobody_moves
from mutua.store.database import Archive
from mutua.store.members import read_deaths
from mutua.store.people import households_of, read_people
from mutua.store.proxies import Proxy, read_proxies, tell_proxy
from mutua.store.tables import person
from mutua.store.tables_doors import BY_THEMSELVES
from mutua.store.tables_doors import ON_PAPER as ON_PAPER
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import read_identities

ADULT = 18  # years
_AGES = TimeRules()


class ProxyShown(NamedTuple):
    """A proxy with the names of both. `parted`: they were of one household when it was given, or the day before or
    later, and live on in two."""

    proxy: Proxy
    grantor: str
    delegate: str
    grantor_public_id: str
    parted: bool


def is_adult(born_on: date | None, on: date) -> bool:
    """Whether somebody of that birth is of age on the day; somebody whose birth nobody told is."""
    return born_on is None or (born_on <= on and age_on(born_on, on, _AGES) >= ADULT)


def give_proxy(
    at: Desktop, grantor_id: int, delegate_id: int, how: str, *, until: date | None = None
) -> Proxy | Refusal:
    """From today. Refuses oneself, a child on either side, the dead, a day that is over, and one that is there."""
    today = day_in_rome(at.now)

    def work(unit: UnitOfWork) -> Proxy | Refusal:
        home = _home(unit, grantor_id)
        refusal = _why_not(unit.connection, grantor_id, delegate_id, today, until)
        if refusal is not None:
            return refusal
        made = Proxy(at.ids.number(), grantor_id, delegate_id, how, today, until)
        tell_proxy(unit.entry(home, "proxy"), made)
        return made

    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)


def end_proxy(at: Desktop, grantor_id: int, proxy_id: int) -> Proxy | Refusal:
    """Over at once: the delegate sees nothing from the next page on. Refuses one that is not the grantor's, or over."""
    today = day_in_rome(at.now)

    def work(unit: UnitOfWork) -> Proxy | Refusal:
        home = _home(unit, grantor_id)
        found = next((
            one for one in read_proxies(unit.connection, [grantor_id])
            if (one.proxy_id, one.grantor_id) == (proxy_id, grantor_id)
        ), None)  # fmt: skip
        if found is None or (found.ends_on is not None and found.ends_on < today):
            return Refusal("proxy_unknown")
        never = found.effective_from >= today
        ended = found if never else found._replace(ends_on=today - timedelta(days=1))
        tell_proxy(unit.entry(home, "proxy"), ended, void=never)
        return ended

    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)


def _home(unit: UnitOfWork, grantor_id: int) -> int:
    """A household of the grantor, on whose chain it is told, locked with all of theirs."""
    homes = households_of(unit.connection, [grantor_id]).get(grantor_id, set())
    unit.lock(homes)
    if households_of(unit.connection, [grantor_id]).get(grantor_id, set()) != homes:
        raise Moved
    return min(homes)


def _why_not(
    connection: Connection, grantor_id: int, delegate_id: int, today: date, until: date | None
) -> Refusal | None:
    if grantor_id == delegate_id:
        return Refusal("proxy_to_oneself")
    who = read_identities(connection, [grantor_id, delegate_id])
    dead = read_deaths(connection, [grantor_id, delegate_id])
    if len(who) < 2:
        return Refusal("proxy_unknown_person")
    for person_id in dead:
        one = who[person_id]
        return Refusal("proxy_of_dead", f"{one.given_name} {one.surname}".strip())
    if not all(is_adult(one.born_on, today) for one in who.values()):
        return Refusal("proxy_of_child")
    if until is not None and until < today:
        return Refusal("proxy_over")
    there = read_proxies(connection, [grantor_id])
    if any((one.grantor_id, one.delegate_id) == (grantor_id, delegate_id) and one.holds_on(today) for one in there):
        return Refusal("proxy_there")
    return None


def proxies_of(connection: Connection, person_id: int, today: date) -> list[ProxyShown]:
    """The proxies that hold today and that the person gave or got."""
    found = [one for one in read_proxies(connection, [person_id]) if one.holds_on(today)]
    ids = {id_ for one in found for id_ in (one.grantor_id, one.delegate_id)}
    who = read_identities(connection, ids)
    named = {id_: f"{one.given_name} {one.surname}".strip() for id_, one in who.items()}
    query = select(person.c.id, person.c.public_id).where(person.c.id.in_(ids))
    public = {row.id: row.public_id for row in connection.execute(query)} if ids else {}
    return [
        ProxyShown(one, named.get(one.grantor_id, ""), named.get(one.delegate_id, ""), public.get(one.grantor_id, ""),
                   _are_parted(connection, one, today))
        for one in found
    ]  # fmt: skip


def parted_from(archive: Archive, person_id: int, today: date) -> list[ProxyShown]:
    """The proxies that the person gave to somebody who left their household since."""
    with archive.reader.begin() as connection:
        given = proxies_of(connection, person_id, today)
    return [one for one in given if one.parted and one.proxy.grantor_id == person_id]


def _are_parted(connection: Connection, one: Proxy, today: date) -> bool:
    both = [one.grantor_id, one.delegate_id]
    if read_deaths(connection, both):
        return False
    homes = households_of(connection, both)
    shared = homes.get(one.grantor_id, set()) & homes.get(one.delegate_id, set())
    people = read_people(connection, sorted(shared))
    mine, theirs = ([place for place in people.places.get(id_, ()) if place.household_id in shared] for id_ in both)

    def together(first: date, last: date) -> bool:
        return any(
            a.household_id == b.household_id
            and max(a.effective_from, b.effective_from, first) <= min(a.ends_on or last, b.ends_on or last, last)
            for a in mine for b in theirs
        )  # fmt: skip

    # One given from their pages was given within the household, whatever day was told of the parting afterwards.
    were = one.how == BY_THEMSELVES or together(one.effective_from - timedelta(days=1), today)
    return were and not together(today, today)


def proxies_left(
    connection: Connection, person_id: int, others: Collection[int] | None, today: date
) -> list[tuple[str, str]]:
    """What to know of the open proxies between somebody who leaves a household and the `others` who stay; None: of all
    of theirs, after their death. Leaving takes none back: that is for whoever gave it."""
    notices: list[tuple[str, str]] = []
    open_ones = [one for one in read_proxies(connection, [person_id]) if one.ends_on is None or one.ends_on >= today]
    who = read_identities(connection, {id_ for one in open_ones for id_ in (one.grantor_id, one.delegate_id)})
    for one in open_ones:
        given = one.grantor_id == person_id
        other = one.delegate_id if given else one.grantor_id
        if other not in who or (others is not None and other not in others):
            continue
        name = f"{who[other].given_name} {who[other].surname}".strip()
        name += f" ({written_day(one.ends_on)})" if one.ends_on is not None else ""
        if others is not None and given:
            notices.append(("proxy_given_stays", name))
        elif others is not None:
            notices.append(("proxy_got_stays", name))
        elif given:
            notices.append(("proxy_given_over", name))
        else:
            notices.append(("proxy_got_over", name))
    return notices
