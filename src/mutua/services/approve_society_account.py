"""Another account of the society: proposed by one, approved by another; until then the old one stands everywhere.

It stands on every notice, is debited for every refund and credited by every direct debit: whoever changed it alone
could have all the contributions paid to themselves. The terminal says it at once: it is whoever has the machine.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection

from mutua.domain.contact import PartChange
from mutua.domain.four_eyes import Matter, State, reasons_for_account
from mutua.domain.identifiers.iban import Iban
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import four_eyes
from mutua.services.approve_account import AccountChange, told_of
from mutua.services.approve_decision import Live
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import Asked, digest_of_shown, require_approval
from mutua.services.society import change_letterhead, letterhead
from mutua.store.approvals import Proposal, open_proposals, read_rules, who_acts
from mutua.store.society_changes import lock_society, tell_society
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

SUBJECT = "society"


def _digest(told: AccountChange) -> str:
    return digest_of_shown(Matter.SOCIETY_ACCOUNT.value, told.before, told.after)


def ask_for_society_account(at: Desktop, iban: Iban) -> Proposal | Refusal | None:
    """Proposes another account; None where it was changed at once, in a society that asks for one person only."""

    def work(unit: UnitOfWork) -> Proposal | Refusal | None:
        before = letterhead(unit.connection).iban
        if before == iban.text:
            return Refusal("account_same")
        refused = four_eyes.may_propose(unit, who_acts(unit.connection, unit.actor_id), None)
        if refused is not None:
            return refused
        why = reasons_for_account(read_rules(unit.connection), day_in_rome(unit.now), staff=False)
        if not why:
            _write(unit, iban.text)
            return None
        told = AccountChange(before, iban.text)
        content = json.dumps({"before": told.before, "after": told.after})
        return four_eyes.propose(unit, Asked(Matter.SOCIETY_ACCOUNT, SUBJECT, _digest(told), why, content=content))

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _write(unit: UnitOfWork, iban: str) -> None:
    lock_society(unit)
    tell_society(unit, [PartChange("iban", letterhead(unit.connection).iban, iban)])
    faults = change_letterhead(unit.connection, {"iban": iban})
    assert not faults, "an account is checked before it is proposed"


def _live(connection: Connection, one: Proposal) -> Live:
    told = told_of(one)
    if told is None:
        return Live("", None, Refusal("approval_unknown", str(one.id)))
    return Live(_digest(AccountChange(letterhead(connection).iban, told.after)), told)


def live_society_account(at: Desktop, one: Proposal) -> Live:
    """What would be changed now: void if the account was changed otherwise meanwhile."""
    with at.archive.reader.begin() as connection:
        return _live(connection, one)


def approve_society_account(at: Desktop, one: Proposal, *, seen: str) -> Proposal | Refusal:
    """Approves the account that was shown, which is the society's from then on; or nothing."""

    def work(unit: UnitOfWork) -> Proposal | Refusal:
        live = _live(unit.connection, one)
        approved = four_eyes.approve(unit, one.id, seen=seen, live=live.digest)
        if isinstance(approved, Refusal) or approved.state is State.WAITING:
            return approved
        held = require_approval(unit, Matter.SOCIETY_ACCOUNT, one.subject, live.digest)
        told = told_of(one)
        if not isinstance(held, Refusal) and told is not None:
            _write(unit, told.after)
        return held

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def society_account_asked(connection: Connection) -> Proposal | None:
    """The change that waits, if one does."""
    found = open_proposals(connection, Matter.SOCIETY_ACCOUNT, SUBJECT)
    return found[-1] if found else None
