"""Another IBAN of a person: proposed by one, approved by another; until then the old one stays and is paid to.

What is kept for ever holds a salted digest alone; the IBAN that is proposed, and the salt, go when it is settled or the
person is erased.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, select, update

from mutua.domain.four_eyes import Matter, State, reasons_for_account
from mutua.domain.identifiers.iban import Iban
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import four_eyes
from mutua.services.approve_decision import Live
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import Asked, digest_of_shown, require_approval
from mutua.services.mail import tell_account_changed
from mutua.store.approvals import Proposal, new_salt, open_proposals, read_rules, staff_families, who_acts
from mutua.store.database import Archive
from mutua.store.people import households_of, who_is
from mutua.store.tables import identity
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AccountChange:
    """The IBAN that is proposed instead of the one there is; "" is none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """It was changed at once: the society asks for one person only."""

    person_id: int


def account_of(connection: Connection, person_id: int) -> str | None:
    """The IBAN of a person as it is now, "" where there is none; None of nobody, or of who was erased."""
    return connection.scalar(select(identity.c.iban).where(identity.c.person_id == person_id))


def _digest(person_id: int, told: AccountChange, salt: bytes) -> str:
    return digest_of_shown(Matter.ACCOUNT.value, str(person_id), told.before, told.after, salt.hex())


def told_of(one: Proposal) -> AccountChange | None:
    """What a proposal says, as long as it says it."""
    if not one.content:
        return None
    told = json.loads(one.content)
    return AccountChange(told["before"], told["after"])


def propose_account(unit: UnitOfWork, person_id: int, after: str) -> Proposal | Changed | Refusal:
    """Proposes another IBAN, in a unit of work that may hold more; changes it at once where one person is enough.

    The same that waits already is not proposed again.
    """
    before = account_of(unit.connection, person_id)
    if before is None:
        return Refusal("person_gone", str(person_id))
    if before == after:
        return Refusal("account_same")
    staff = person_id in staff_families(unit.connection)
    why = reasons_for_account(read_rules(unit.connection), day_in_rome(unit.now), staff=staff)
    if not why:
        _write(unit, person_id, after)
        return Changed(person_id)
    why_not = four_eyes.may_propose(unit, who_acts(unit.connection, unit.actor_id), person_id)
    if why_not is not None:
        return why_not
    told, salt = AccountChange(before, after), new_salt()
    for waiting in open_proposals(unit.connection, Matter.ACCOUNT, str(person_id)):
        if told_of(waiting) == told:
            return waiting
    content = json.dumps({"before": before, "after": after})
    asked = Asked(
        Matter.ACCOUNT, str(person_id), _digest(person_id, told, salt), why, person_id, content=content, salt=salt
    )
    return four_eyes.propose(unit, asked)


def ask_for_account(at: Desktop, person_id: int, iban: Iban) -> Proposal | Changed | Refusal:
    """Proposes another IBAN of a person, as somebody at the counter does."""

    def work(unit: UnitOfWork) -> Proposal | Changed | Refusal:
        return propose_account(unit, person_id, iban.text)

    return _with_homes(at, person_id, work)


def _with_homes(at: Desktop, person_id: int, work: Callable[[UnitOfWork], T]) -> T:
    with at.archive.reader.begin() as connection:
        homes = households_of(connection, [person_id]).get(person_id, set())
    return unit_of_work(at.archive, homes, work, actor_id=at.actor_id, now=at.now)


def _write(unit: UnitOfWork, person_id: int, iban: str) -> None:
    unit.connection.execute(update(identity).where(identity.c.person_id == person_id).values(iban=iban))
    tell_account_changed(unit, person_id)


def _live(connection: Connection, one: Proposal) -> Live:
    told = told_of(one)
    now = None if one.person_id is None else account_of(connection, one.person_id)
    if told is None or now is None or one.person_id is None:
        return Live("", None, Refusal("approval_unknown", str(one.id)))
    return Live(_digest(one.person_id, AccountChange(now, told.after), one.salt), told)


def live_account(at: Desktop, one: Proposal) -> Live:
    """What a proposal would change now: void if the IBAN there is was changed otherwise meanwhile."""
    with at.archive.reader.begin() as connection:
        return _live(connection, one)


def approve_account(at: Desktop, one: Proposal, *, seen: str) -> Changed | Proposal | Refusal:
    """Approves the IBAN that was shown (`seen`, its digest), which is the person's from then on; or nothing."""

    def work(unit: UnitOfWork) -> Changed | Proposal | Refusal:
        live = _live(unit.connection, one)
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live.digest)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = require_approval(unit, Matter.ACCOUNT, one.subject, live.digest)
        if isinstance(held, Refusal):
            return held
        told = told_of(one)
        assert told is not None
        assert one.person_id is not None
        _write(unit, one.person_id, told.after)
        return Changed(one.person_id)

    return _with_homes(at, one.person_id or 0, work)


def open_account(archive: Archive, person_id: int) -> Proposal | None:
    """The change of IBAN that waits for a person, if one does."""
    with archive.reader.begin() as connection:
        found = open_proposals(connection, Matter.ACCOUNT, str(person_id))
    return found[-1] if found else None


def waiting_among(archive: Archive, person_ids: Collection[int]) -> int:
    """Of how many of these people a change of IBAN waits."""
    if not person_ids:
        return 0
    wanted = {str(one) for one in person_ids}
    with archive.reader.begin() as connection:
        return len({one.subject for one in open_proposals(connection, Matter.ACCOUNT) if one.subject in wanted})


def account_now(archive: Archive, person_id: int) -> tuple[str, str]:
    """The IBAN of a person as it is, and how they are called."""
    with archive.reader.begin() as connection:
        surname, given, _ = who_is(connection, person_id)
        return account_of(connection, person_id) or "", f"{surname} {given}".strip()
