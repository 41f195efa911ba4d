"""A clerk decides a request from the archive: cents, ceilings, books, and a polite no when things changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.decisions import Outcome
from mutua.services.decide_claim import Changed, Refusal, decide, propose
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force
from mutua.store.ledger import balances_of_claim, trial_balance
from services.societies import Society, small_society


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno", "Carla")
    return made


def test_a_request_is_decided_to_the_cent_and_kept(society: Society) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    done = society.decide(claim)
    assert [line.outcome for line in done.draft.answer.lines] == [Outcome.PAID]
    with society.archive.reader.begin() as connection:
        kept = decision_in_force(connection, claim)
        assert kept is not None
        assert (kept.sequence, kept.granted_cents, kept.lines[0].granted_cents) == (1, 7000, (10000 * 70) // 100)
        assert balances_of_claim(connection, claim) == {"cost:generale": 7000, "payable:generale": -7000}


def test_the_ceiling_remembers_what_earlier_requests_drew(society: Society) -> None:
    first, second, third = (society.claim("Anna", "VIS", spesa) for spesa in (50000, 10000, 10000))
    granted = [society.decide(claim).draft.answer.granted_cents for claim in (first, second, third)]
    assert granted == [35000, 5000, 0]  # 400.00 a year: 350.00, then the 50.00 left, then nothing


def test_hours_are_drawn_by_the_household_and_exchanged(society: Society) -> None:
    claim = society.claim("Anna", "OSPEDALE", quantità=60 * 60)
    assert society.decide(claim).draft.answer.lines[0].quantity_granted == 60 * 60
    other = society.claim("Bruno", "CASA", quantità=20 * 60)
    assert society.decide(other).draft.answer.lines[0].quantity_granted == 12 * 60  # no authorisation, no exchange
    assert verify(society.archive) == []


def test_an_authorisation_sets_hours_aside_and_the_request_uses_them(society: Society) -> None:
    society.claim("Anna", "CASA", public_id="aut", quantità=10 * 60, authorises=True)
    authorisation = society.claim("Anna", "CASA", public_id="aut", quantità=10 * 60, authorises=True)
    society.decide(authorisation)
    others = society.decide(society.claim("Bruno", "CASA", quantità=12 * 60))
    assert others.draft.answer.lines[0].quantity_granted == 2 * 60  # ten of the twelve hours are set aside
    used = society.decide(society.claim("Anna", "CASA", authorised_by="aut", quantità=8 * 60))
    assert used.draft.answer.lines[0].quantity_granted == 8 * 60
    assert verify(society.archive) == []
    assert replay(society.archive).different == []


def test_lines_of_a_cycle_count_together_across_requests(society: Society) -> None:
    one = society.decide(society.claim("Anna", "CICLO", 20000, gruppo="c1"))
    two = society.decide(society.claim("Anna", "CICLO", 100000, gruppo="c1"))
    assert one.draft.answer.granted_cents == 20000 - 5000
    assert two.draft.answer.granted_cents == 100000 - 15000  # 1,150.00 in all, at most 1,000.00, less the 150.00 given


def test_history_is_asked_of_what_was_paid(society: Society) -> None:
    before = society.decide(society.claim("Anna", "CONTROLLO", 10000))
    society.decide(society.claim("Anna", "VIS", 10000))
    after = society.decide(society.claim("Anna", "CONTROLLO", 10000))
    assert (before.draft.answer.granted_cents, after.draft.answer.granted_cents) == (0, 3000)


def test_a_dependant_is_told_apart_from_the_member(society: Society) -> None:
    done = society.decide(society.claim("Bruno", "VIS", 10000))
    assert done.draft.answer.lines[0].outcome is Outcome.REFUSED
    assert done.draft.answer.lines[0].reasons[0].code == "requirement_not_met"


def test_a_missing_paper_suspends_and_costs_nothing(society: Society) -> None:
    claim = society.claim("Anna", "VIS", 10000, papers={"fattura": date(2026, 5, 4)})
    done = society.decide(claim)
    assert done.draft.answer.lines[0].outcome is Outcome.SUSPENDED
    with society.archive.reader.begin() as connection:
        assert balances_of_claim(connection, claim) == {}
        assert trial_balance(connection) == {}


def test_a_decision_fails_politely_when_the_proposal_changed_meanwhile(society: Society) -> None:
    one, other = society.claim("Anna", "VIS", 50000), society.claim("Anna", "VIS", 50000)
    seen = propose(society.archive, society.plans, one)
    assert not isinstance(seen, Refusal)
    society.decide(other)
    answer = decide(
        society.archive,
        society.plans,
        one,
        seen=seen.stamp,
        actor_id=society.actor_id,
        now=society.now,
        ids=society.ids,
    )
    assert isinstance(answer, Changed)
    assert answer.proposal.draft.answer.granted_cents == 5000
    with society.archive.reader.begin() as connection:
        assert decision_in_force(connection, one) is None


def test_a_request_is_not_decided_twice(society: Society) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    society.decide(claim)
    assert propose(society.archive, society.plans, claim) == Refusal("claim_not_pending", str(claim))
    assert propose(society.archive, society.plans, 999) == Refusal("claim_unknown", "999")


def test_the_same_request_told_twice_is_one_request(society: Society) -> None:
    assert society.claim("Anna", "VIS", 10000, public_id="x") == society.claim("Anna", "VIS", 10000, public_id="x")


def test_all_is_well_and_every_decision_comes_out_again(society: Society) -> None:
    for name, benefit, spesa in (("Anna", "VIS", 50000), ("Anna", "VIS", 10000), ("Bruno", "VIS", 9000)):
        society.decide(society.claim(name, benefit, spesa, numero_fattura="7"))
    society.decide(society.claim("Carla", "CICLO", 9000, gruppo="à"))
    assert verify(society.archive) == []
    replayed = replay(society.archive)
    assert (replayed.decisions, replayed.different) == (4, [])
