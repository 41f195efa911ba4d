"""Taking a decision back: alone where one person may decide, by two where the decision takes two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from mutua.domain.access import Role
from mutua.domain.four_eyes import Matter, Rule, State, Why
from mutua.services.appeals import AppealTold, file_appeal
from mutua.services.approve_decision import approve_decision, open_decision, propose_decision
from mutua.services.claim_life import Desktop, Done, pay
from mutua.services.decide_claim import Changed, Refusal, propose
from mutua.services.four_eyes import change_rules
from mutua.services.replay import replay
from mutua.services.reverse_claim import open_reversal, reverse
from mutua.services.to_approve import approve_one, open_one, refuse_one
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal
from mutua.store.database import Archive
from mutua.store.decisions import decisions_of
from services.login_helpers import login
from services.societies import Society, small_society


class Office(NamedTuple):
    """A society that decides above 100 euro by two people, two approvers, and a request of 140 decided by both."""

    society: Society
    one: Desktop
    two: Desktop
    claim_id: int

    @property
    def kinds(self) -> list[str]:
        with self.society.archive.reader.begin() as connection:
            return [one.kind for one in decisions_of(connection, self.claim_id)]

    def waiting(self) -> Proposal:
        found = open_reversal(self.society.archive, self.claim_id)
        assert found is not None
        return found


@pytest.fixture
def office(archive: Archive, tmp_path: Path) -> Iterator[Office]:
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    one, two = (
        Desktop(archive, society.plans, login(society, name, Role.CLERK, Role.APPROVER), society.now, society.ids)
        for name in ("uno", "due")
    )
    limit, today = [(Rule.DECISION_LIMIT, 10000)], society.now.date()
    assert change_rules(archive, limit, since=today, actor_id=society.actor_id, now=society.now) is None
    claim_id = society.claim("Anna", "VIS", 20000)
    found = propose(archive, society.plans, claim_id)
    assert not isinstance(found, Refusal)
    assert found.draft.answer.given_cents == (20000 * 70) // 100
    assert not isinstance(propose_decision(one, claim_id, seen=found.stamp), (Refusal, Changed))
    waiting = open_decision(archive, claim_id)
    assert waiting is not None
    assert not isinstance(approve_decision(two, waiting, seen=waiting.digest), Refusal)
    yield Office(society, one, two, claim_id)
    assert verify(archive) == []
    assert replay(archive).different == []


def test_what_two_people_decided_is_taken_back_by_two(office: Office) -> None:
    proposed = reverse(office.one, office.claim_id, "fattura doppia")
    assert isinstance(proposed, Proposal)
    assert (proposed.matter, proposed.why, proposed.cents) == (Matter.REVERSAL, (Why.LIMIT,), 14000)
    assert office.kinds == ["decision"], "nothing is done yet"
    found = open_one(office.two, proposed.public_id)
    assert not isinstance(found, Refusal)
    assert not found.outdated
    assert found.live.told.motive == "fattura doppia"  # type: ignore[attr-defined]
    assert approve_one(office.one, proposed.public_id, seen=found.live.digest) == Refusal("approval_by_maker")
    assert approve_one(office.two, proposed.public_id, seen="0" * 64) == Refusal("approval_outdated")
    assert office.kinds == ["decision"]
    assert approve_one(office.two, proposed.public_id, seen=found.live.digest) == Done(office.claim_id, 14000)
    assert office.kinds == ["decision", "reversal"]
    assert open_reversal(office.society.archive, office.claim_id) is None
    assert reverse(office.one, office.claim_id, "ancora") == Refusal("claim_not_decided", str(office.claim_id))


def test_a_reversal_that_was_refused_leaves_the_decision(office: Office) -> None:
    proposed = reverse(office.one, office.claim_id, "fattura doppia")
    assert isinstance(proposed, Proposal)
    assert not isinstance(refuse_one(office.two, proposed.public_id, reason="wrong", words="no"), Refusal)
    assert office.kinds == ["decision"]
    assert open_reversal(office.society.archive, office.claim_id) is None


@pytest.mark.parametrize("what", ["paid", "objected"])
def test_whatever_changes_meanwhile_voids_the_proposal(office: Office, what: str) -> None:
    """Paid meanwhile the member would owe what they got; objected to, the objection is answered first."""
    proposed = reverse(office.one, office.claim_id, "fattura doppia")
    assert isinstance(proposed, Proposal)
    today = office.society.now.date()
    if what == "paid":
        assert isinstance(pay(office.one, office.claim_id, on=today, reference="b1"), Done)
    else:
        told = AppealTold(today, "counter", "Non sono per niente d'accordo.")
        assert isinstance(file_appeal(office.one, office.claim_id, told), Done)
    found = open_one(office.two, proposed.public_id)
    assert not isinstance(found, Refusal)
    assert found.outdated
    why_not = "approval_outdated" if what == "paid" else "appeal_open"
    assert approve_one(office.two, proposed.public_id, seen=proposed.digest) == Refusal(why_not)
    assert open_reversal(office.society.archive, office.claim_id) is None, "it is void"
    assert office.kinds == ["decision"]


def test_the_terminal_proposes_and_two_people_approve(office: Office) -> None:
    terminal = replace(office.one, actor_id=office.society.actor_id)
    proposed = reverse(terminal, office.claim_id, "fattura doppia")
    assert isinstance(proposed, Proposal)
    first = approve_one(office.one, proposed.public_id, seen=proposed.digest)
    assert isinstance(first, Proposal)
    assert first.state is State.WAITING
    assert office.kinds == ["decision"]
    assert approve_one(office.two, proposed.public_id, seen=proposed.digest) == Done(office.claim_id, 14000)


def test_a_small_decision_is_taken_back_by_one(office: Office) -> None:
    small = office.society.claim("Anna", "VIS", 5000)
    office.society.decide(small)
    assert reverse(office.one, small, "errore") == Done(small, 3500)


def test_another_motive_is_another_proposal(office: Office) -> None:
    first = reverse(office.one, office.claim_id, "fattura doppia")
    again = reverse(office.one, office.claim_id, "fattura doppia")
    other = reverse(office.one, office.claim_id, "fattura di un altro")
    assert isinstance(first, Proposal)
    assert isinstance(again, Proposal)
    assert isinstance(other, Proposal)
    assert first.id == again.id != other.id
    assert office.waiting().id == other.id, "the first is void"
