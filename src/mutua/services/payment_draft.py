"""What can be paid: the requests with something owed, each with its account; who is left out of it, and why.

One transfer pays one request: what comes back is then the money of that request alone, whoever reads the statement of
the account finds each by its number, and nobody of a household sees a sum that is somebody else's too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.credit_transfer import MOST_CENTS
from mutua.domain.contact import PartChange
from mutua.domain.four_eyes import Matter, State
from mutua.domain.payment_text import HOLDER_DECEASED
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.appeals import open_appeals
from mutua.services.claim_life import Desktop
from mutua.services.claim_states import joined, owed_cents, states
from mutua.services.payees import Payee, payees
from mutua.store.approvals import open_proposals, read_proposals
from mutua.store.bulk import among
from mutua.store.payment_runs import LineTold, came_back, claims_in_runs
from mutua.store.settings import read_setting, write_setting
from mutua.store.society_changes import lock_society, tell_society
from mutua.store.tables import approval, claim, decision, parked_household, pending_claim
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities

MINIMUM = "payment_minimum_cents"  # the setting: less is not sent, it waits for more
MOST_LINES = 500  # of a run: whoever else writes waits while its payments are recorded
AT_LEAST = 100  # requests looked at together
# A word of the office's own number that tells nothing: a few letters, figures and strokes.
_PLAIN_NUMBER = re.compile(r"[A-Za-z]{0,4}[./-]?[0-9][0-9./-]*[A-Za-z]{0,2}")


class Payable(NamedTuple):
    """A request that can be paid now. `who`: who asked, for the office alone; `holder` and `iban`: where it goes."""

    claim_id: int
    public_id: str
    number: str
    household_id: int
    person_id: int
    who: str
    holder: str
    iban: str
    cents: int
    decided_on: date | None
    payee_id: int = 0  # whose account it is


class LeftOut(NamedTuple):
    """A request with something owed that is not paid now; `why`: a code of `wording.payments.LEFT_OUT`."""

    claim_id: int
    public_id: str
    number: str
    who: str
    cents: int
    why: str
    person_id: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be paid. `of_family`: requests of whoever looks, or of their family, which a colleague pays.

    `later`: with something owed, but not looked at: the run is full before it comes to them.
    """

    lines: tuple[Payable, ...]
    left: tuple[LeftOut, ...]
    of_family: int = 0
    later: int = 0
    back: tuple[Payable, ...] = ()  # came back the last time: paid again once the account was looked at

    @property
    def total_cents(self) -> int:
        return sum(one.cents for one in self.lines)


def draft(connection: Connection, on: date, *, family: Collection[int] = ()) -> Draft:
    """What would be paid on a day, the oldest requests first; nothing is written.

    What was put off until then is owed too. Nobody is looked at for whom the run has no room.
    """
    query = select(claim.c.claim_id, claim.c.person_id).where(states(on)["to-pay"])
    owed = connection.execute(query.order_by(claim.c.received_at, claim.c.claim_id)).all()
    others = [claim_id for claim_id, person_id in owed if person_id not in family]
    returned = {one.claim_id: one.event_on for one in came_back(connection)}
    lines: list[Payable] = []
    left: list[LeftOut] = []
    back: list[Payable] = []
    looked = 0
    while looked < len(others) and len(lines) < MOST_LINES:
        some = others[looked : looked + max(AT_LEAST, MOST_LINES - len(lines))]
        more, without = looked_at(connection, some, on)
        held = _still_doubtful(connection, [one for one in more if one.claim_id in returned], returned)
        back += [one for one in more if one.claim_id in held]
        more = [one for one in more if one.claim_id not in held]
        lines, left, looked = lines + more, left + without, looked + len(some)
    if len(lines) > MOST_LINES:  # the last ones looked at have no room: they are as if nobody had looked
        first = lines[MOST_LINES].claim_id
        looked = others.index(first)
        unseen = set(others[looked:])
        lines, left = lines[:MOST_LINES], [one for one in left if one.claim_id not in unseen]
        back = [one for one in back if one.claim_id not in unseen]
    return Draft(tuple(lines), tuple(left), len(owed) - len(others), len(others) - looked, tuple(back))


def _still_doubtful(connection: Connection, some: Sequence[Payable], returned: Mapping[int, date | None]) -> set[int]:
    """Of what came back, that of which nobody approved another account since."""
    if not some:
        return set()
    changed = _accounts_changed(connection, {one.payee_id for one in some})
    return {
        one.claim_id for one in some
        if (on := returned[one.claim_id]) is None or changed.get(one.payee_id, date.min) < on
    }  # fmt: skip


def _accounts_changed(connection: Connection, person_ids: Collection[int]) -> dict[int, date]:
    """When another account of each of these people was approved last."""
    about = (approval.c.matter == Matter.ACCOUNT.value) & approval.c.person_id.in_(sorted(person_ids))
    changed: dict[int, date] = {}
    for one in read_proposals(connection, about):
        if one.state is State.DONE and one.person_id is not None:
            changed[one.person_id] = max(changed.get(one.person_id, date.min), day_in_rome(one.at[-1]))
    return changed


def _of_the_dead(connection: Connection, to: Mapping[int, int]) -> set[int]:
    """Of requests, each with whose account it would go to, those whose payment came back because its holder died.

    Not once another account was approved since; that somebody looked at the account sends none of them again.
    """
    died = {one.claim_id: one.event_on for one in came_back(connection) if one.reason == HOLDER_DECEASED}
    some = {claim_id: payee for claim_id, payee in to.items() if claim_id in died}
    if not some:
        return set()
    changed = _accounts_changed(connection, set(some.values()))
    return {
        claim_id for claim_id, payee in some.items()
        if (on := died[claim_id]) is None or changed.get(payee, date.min) < on
    }  # fmt: skip


def looked_at(
    connection: Connection, claim_ids: Sequence[int], on: date, in_runs: Mapping[int, int] | None = None
) -> tuple[list[Payable], list[LeftOut]]:
    """Which of some requests can be paid, and which not and why; the oldest first. `in_runs`: those in a run that has
    not ended, where that is known already."""
    return _sorted_out(connection, connection.execute(_IN_ORDER, {"ids": list(claim_ids)}).all(), on, in_runs)


def came_back_doubtful(connection: Connection, on: date) -> list[Payable]:
    """What could be paid, but came back the last time and waits until somebody looked at the account."""
    returned = {one.claim_id: one.event_on for one in came_back(connection)}
    lines, _ = looked_at(connection, list(returned), on) if returned else ([], [])
    held = _still_doubtful(connection, lines, returned)
    return [one for one in lines if one.claim_id in held]


_NOTHING_TO_DO = ("in_run", "nothing_owed", "account_waits", "waits", "dispute", "parked")  # somebody else's turn


def to_send_again(
    connection: Connection, on: date, claim_ids: Sequence[int] | None = None, *, family: Collection[int] = ()
) -> dict[int, LineTold]:
    """What came back and goes again only once somebody looked at the account, by request; None: of all."""
    returned = {one.claim_id: one for one in came_back(connection, claim_ids)}
    if not returned:
        return {}
    rows = connection.execute(_CANDIDATES.where(among(claim.c.claim_id)), {"ids": list(returned)}).all()
    lines, left = _sorted_out(connection, [row for row in rows if row.person_id not in family], on)
    held = _still_doubtful(connection, lines, {number: one.event_on for number, one in returned.items()})
    held |= {one.claim_id for one in left if one.why not in _NOTHING_TO_DO}
    return {number: one for number, one in returned.items() if number in held}


_CANDIDATES = select(
    claim.c.claim_id, claim.c.public_id, claim.c.reference, claim.c.chain_id, claim.c.person_id,
    decision.c.decided_on, pending_claim.c.claim_id.label("waits"), parked_household.c.household_id.label("parked"),
).select_from(joined())  # fmt: skip
_IN_ORDER = _CANDIDATES.where(among(claim.c.claim_id)).order_by(claim.c.received_at, claim.c.claim_id)


def payable_again(connection: Connection, claim_ids: Sequence[int], on: date) -> dict[int, Payable | LeftOut]:
    """The same of some requests, whichever run they stand in: as things are at this moment."""
    rows = connection.execute(_CANDIDATES.where(among(claim.c.claim_id)), {"ids": list(claim_ids)}).all()
    lines, left = _sorted_out(connection, rows, on, in_runs={})
    found: dict[int, Payable | LeftOut] = {one.claim_id: one for one in lines}
    return found | {one.claim_id: one for one in left}


def _sorted_out(
    connection: Connection, rows: Sequence[Any], on: date, in_runs: Mapping[int, int] | None = None
) -> tuple[list[Payable], list[LeftOut]]:
    owed = owed_cents(connection, [row.claim_id for row in rows], on)
    people = {row.person_id for row in rows}
    to, who = payees(connection, people, on), read_identities(connection, people)
    held = claims_in_runs(connection) if in_runs is None else in_runs
    disputed = open_appeals(connection, [row.claim_id for row in rows])
    changing = {one.person_id for one in open_proposals(connection, Matter.ACCOUNT)}
    lines: list[Payable] = []
    left: list[LeftOut] = []
    dead = _of_the_dead(connection, {row.claim_id: to[row.person_id].person_id or 0 for row in rows})
    least = minimum(connection)
    for row in rows:
        cents, payee = owed.get(row.claim_id, 0), to[row.person_id]
        known = who.get(row.person_id)
        name = f"{known.surname} {known.given_name}".strip() if known is not None else ""
        why = _why_not(row, cents, payee, least, held) or (
            "dispute" if row.claim_id in disputed
            else "account_waits" if {payee.person_id, row.person_id} & changing
            else "holder_deceased" if row.claim_id in dead
            else ""
        )  # fmt: skip
        number = row.reference or str(row.claim_id)
        if why:
            left.append(LeftOut(row.claim_id, row.public_id, number, name, cents, why, row.person_id))
        else:
            lines.append(Payable(row.claim_id, row.public_id, number, row.chain_id, row.person_id, name, payee.holder,
                                 payee.iban, cents, row.decided_on, payee.person_id or 0))  # fmt: skip
    return lines, left


def _why_not(row: Any, cents: int, payee: Payee, least: int, held: Mapping[int, int]) -> str:
    """Why a request is not paid now, by what weighs most; "" where it is."""
    if row.claim_id in held:
        return "in_run"
    if row.waits is not None:
        return "waits" if row.parked is None else "parked"
    if cents <= 0:
        return "nothing_owed"
    if payee.why_not:
        return payee.why_not
    if cents > MOST_CENTS:
        return "too_much"
    return "below_minimum" if cents < least else ""


def minimum(connection: Connection) -> int:
    """The least that is sent by a transfer, in cents: what the society says, else one cent."""
    told = read_setting(connection, MINIMUM)
    return int(told) if told.isascii() and told.isdigit() else 1


def change_minimum(at: Desktop, cents: int) -> None:
    """Keeps the least that is sent by a transfer."""

    def work(unit: UnitOfWork) -> None:
        lock_society(unit)
        tell_society(unit, [PartChange("payment_minimum", str(minimum(unit.connection)), str(cents))])
        write_setting(unit.connection, MINIMUM, str(cents))

    unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def text_of(number: str, claim_id: int) -> str:
    """What stands in the payment: the number of the request, and nothing that a word could tell about health."""
    plain = all(_PLAIN_NUMBER.fullmatch(word) for word in number.split()) and len(number) <= 40
    return f"Rimborso pratica {number if plain and number.strip() else claim_id}"
