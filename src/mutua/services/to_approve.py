"""What waits for a second person: each with what would be done now, and approving it, by what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.four_eyes import OF_REQUESTS, Matter, Someone, State, looked_by, same_person, still_wanted
from mutua.services import four_eyes
from mutua.services.approve_account import approve_account, live_account
from mutua.services.approve_correction import approve_correction, is_correction, live_correction
from mutua.services.approve_decision import Live, approve_decision, live_decision
from mutua.services.approve_rules import approve_rules, live_rules
from mutua.services.approve_society_account import approve_society_account, live_society_account
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.override_claim import approve_override, live_override
from mutua.services.reverse_claim import approve_reversal, live_reversal
from mutua.services.two_people import approve_two_people, live_two_people
from mutua.store.accounts import Account
from mutua.store.approvals import Proposal, proposal_named, someone, who_acts
from mutua.store.database import Archive
from mutua.store.payment_runs import runs_told
from mutua.store.people import who_is
from mutua.store.tables import claim, person
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


class Handler(NamedTuple):
    """What is known of a matter: what there is now, and approving what was shown; it may be carried out with it."""

    live: Callable[[Desktop, Proposal], Live]
    approve: Callable[..., object]  # (at, proposal, *, seen) -> Proposal, a Refusal, or what was done


def _live_decision(at: Desktop, one: Proposal) -> Live:
    return live_correction(at, one) if is_correction(one) else live_decision(at, one)


def _approve_decision(at: Desktop, one: Proposal, *, seen: str) -> object:
    return (approve_correction if is_correction(one) else approve_decision)(at, one, seen=seen)


# Who adds a matter adds it here.
HANDLERS: Mapping[Matter, Handler] = {
    Matter.DECISION: Handler(_live_decision, _approve_decision),
    Matter.ACCOUNT: Handler(live_account, approve_account),
    Matter.SOCIETY_ACCOUNT: Handler(live_society_account, approve_society_account),
    Matter.RULES: Handler(live_rules, approve_rules),
    Matter.OVERRIDE: Handler(live_override, lambda at, one, *, seen: approve_override(at, int(one.subject), seen=seen)),
    Matter.REVERSAL: Handler(live_reversal, approve_reversal),
    Matter.TWO_PEOPLE: Handler(live_two_people, approve_two_people),
}


class Shown(NamedTuple):
    """Something that waits. `mine`: whoever looks proposed it; `may`: they may approve or refuse it."""

    proposal: Proposal
    name: str  # of the person it is about, "" of nobody
    person_public_id: str
    subject_public_id: str  # of the request
    number: str  # of the request, or of whatever it is
    mine: bool
    wanted: int  # how many people still have to look at it
    may: bool


class Opened(NamedTuple):
    """What waits, with what would be done now. `outdated`: something changed since it was proposed."""

    shown: Shown
    live: Live
    outdated: bool


def what_waits(archive: Archive, actor_id: int) -> list[Shown]:
    """All that waits for somebody, the oldest first, save what is of the family of whoever looks."""
    with archive.reader.begin() as connection:
        who = who_acts(connection, actor_id)
        return [_shown(connection, one, who) for one in four_eyes.waiting(connection, who) if _waits(one)]


def _waits(one: Proposal) -> bool:
    return one.state is State.WAITING


def count_waiting(archive: Archive, who: Account) -> int:
    """How much waits for somebody, save what is of the family of whoever looks."""
    with archive.reader.begin() as connection:
        return len([one for one in four_eyes.waiting(connection, someone(who)) if _waits(one)])


def _shown(connection: Connection, one: Proposal, who: Someone) -> Shown:
    name = public = asked = number = ""
    if one.person_id is not None:
        surname, given, _ = who_is(connection, one.person_id)
        name = f"{surname} {given}".strip()
        public = str(connection.scalar(select(person.c.public_id).where(person.c.id == one.person_id)))
    if one.matter in OF_REQUESTS:
        query = select(claim.c.public_id, claim.c.reference).where(claim.c.claim_id == int(one.subject))
        asked, number = connection.execute(query).one()
        number = number or one.subject
    elif one.matter not in (Matter.ACCOUNT, Matter.SOCIETY_ACCOUNT):
        number = one.subject
    mine = same_person(one.acts[0].by, who)
    may = four_eyes.may_approve(who) and not looked_by(one.acts, who)
    return Shown(one, name, public, asked, number, mine, still_wanted(one.acts), may)


def open_one(at: Desktop, public_id: str) -> Opened | Refusal:
    """What waits under this name, with what would be done now; refused where it is settled."""
    with at.archive.reader.begin() as connection:
        one = proposal_named(connection, public_id)
        if one is None or one.state not in (State.WAITING, State.APPROVED):
            return Refusal("approval_settled")
        shown = _shown(connection, one, who_acts(connection, at.actor_id))
    handler = HANDLERS.get(one.matter)
    live = handler.live(at, one) if handler is not None else Live(one.digest)
    return Opened(shown, live, live.digest != one.digest)


def run_of_proposal(archive: Archive, public_id: str) -> str:
    """The public name of the payment run that a proposal is about, "" where it is about something else."""
    with archive.reader.begin() as connection:
        one = proposal_named(connection, public_id)
        if one is None or one.matter is not Matter.PAYMENT_RUN:
            return ""
        return next((run.public_id for run in runs_told(connection, [int(one.subject)])), "")


def approve_one(at: Desktop, public_id: str, *, seen: str) -> object | Refusal:
    """Approves what was shown; what its matter does then is done. A `Proposal`: somebody else still has to look."""
    with at.archive.reader.begin() as connection:
        one = proposal_named(connection, public_id)
    handler = None if one is None else HANDLERS.get(one.matter)
    if one is None or handler is None:
        return Refusal("approval_settled")
    return handler.approve(at, one, seen=seen)


def refuse_one(at: Desktop, public_id: str, *, reason: str, words: str) -> Proposal | Refusal:
    """It is not done; whoever proposed it reads why."""
    return _on(at, public_id, lambda unit, one: four_eyes.refuse(unit, one.id, reason=reason, words=words))


def withdraw_one(at: Desktop, public_id: str) -> Proposal | Refusal:
    """Whoever proposed it takes it back."""
    return _on(at, public_id, lambda unit, one: four_eyes.withdraw(unit, one.id))


def _on(
    at: Desktop, public_id: str, do: Callable[[UnitOfWork, Proposal], Proposal | Refusal]
) -> Proposal | Refusal:  # fmt: skip
    def work(unit: UnitOfWork) -> Proposal | Refusal:
        one = proposal_named(unit.connection, public_id)
        return Refusal("approval_settled") if one is None else do(unit, one)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def refused_to(archive: Archive, actor_id: int) -> list[Shown]:
    """What whoever looks proposed and a colleague refused lately, the newest first."""
    with archive.reader.begin() as connection:
        who = who_acts(connection, actor_id)
        return [_shown(connection, one, who) for one in four_eyes.refused_lately(connection, who)[:10]]
