"""Exceptions: decided otherwise than the rules say by two people; ceilings, books, replay and corrections know it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.access import Role
from mutua.rules.model import Unit
from mutua.services.claim_life import Desktop, Done, complete
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Proposal, Recorded, Refusal, decide, propose
from mutua.services.explain_claim import Explained, explain_claim
from mutua.services.override_claim import (
    ByRules,
    Override,
    approve_override,
    as_typed,
    by_rules,
    propose_override,
    refuse_override,
    waiting_override,
    withdraw_override,
)
from mutua.services.readjudicate import approve_readjudication, plan_readjudication
from mutua.services.replay import replay
from mutua.services.reverse_claim import reverse
from mutua.services.to_approve import approve_one
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal as Proposed
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force, decisions_of, movements_in_force
from mutua.store.ledger import balances_of_claim
from mutua.store.tables import claim_override
from services.login_helpers import login
from services.societies import Society, small_society

WHY, BY = "la visita è stata chiesta dal medico della mutua", "delibera n. 4/2026"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Iterator[Society]:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    yield made
    assert verify(archive) == []
    assert replay(archive).different == []


def desk(society: Society, actor_id: int) -> Desktop:
    return Desktop(society.archive, society.plans, actor_id, society.now, society.ids)


def seen(society: Society, claim_id: int) -> str:
    found = by_rules(society.archive, society.plans, claim_id)
    assert isinstance(found, ByRules), found
    return found.stamp


def shown(society: Society, claim_id: int) -> str:
    waiting = waiting_override(society.archive, society.plans, claim_id)
    assert waiting is not None
    assert waiting.refusal is None
    return waiting.proposal.digest


def agreed(society: Society, claim_id: int, two: tuple[int, int], **cents: int) -> Recorded:
    """An exception that both agree on; the lines as `r1`, `r2`."""
    told = Override({int(name[1:]): value for name, value in cents.items()}, WHY, BY)
    made = propose_override(desk(society, two[0]), claim_id, told, seen=seen(society, claim_id))
    assert isinstance(made, Proposed), made
    done = approve_override(desk(society, two[1]), claim_id, seen=shown(society, claim_id))
    assert isinstance(done, Recorded), done
    return done


def used(society: Society, claim_id: int) -> list[tuple[str, int]]:
    with society.archive.reader.begin() as connection:
        return [(one.pot, one.used) for one in movements_in_force(connection, claim_id)]


def test_two_people_decide_otherwise_and_everything_follows_the_other_amount(society: Society) -> None:
    one, two = login(society, "uno", Role.APPROVER), login(society, "due", Role.APPROVER)
    clerk = login(society, "tre", Role.CLERK)
    claim_id = society.claim("Anna", "VIS", 18000)
    told = Override({1: 15000}, WHY, BY)
    at, mark = desk(society, one), seen(society, claim_id)
    for wrong, code in (
        (Override({1: 15000}, " ", BY), "override_without_motive"),
        (Override({1: 15000}, WHY, ""), "override_without_basis"),
        (Override({1: 18001}, WHY, BY), "override_too_much"), (Override({1: -1}, WHY, BY), "override_too_much"),
        (Override({2: 100}, WHY, BY), "line_unknown"), (Override({1: 12600}, WHY, BY), "override_same"),
    ):  # fmt: skip
        found = propose_override(at, claim_id, wrong, seen=mark)
        assert isinstance(found, Refusal)
        assert found.code == code
    assert propose_override(at, claim_id, told, seen="0" * 32) == Refusal("approval_outdated")
    assert isinstance(propose_override(at, claim_id, told, seen=mark), Proposed)
    digest = shown(society, claim_id)
    waits = Refusal("override_waiting", str(claim_id))
    assert propose(society.archive, society.plans, claim_id) == waits, "nobody decides past a proposal that waits"
    assert decide(
        society.archive, society.plans, claim_id, seen=mark, actor_id=clerk, now=society.now, ids=society.ids
    ) == waits
    assert decide_pending(society.archive, society.plans, ids=society.ids, now=society.now, actor_id=clerk).aside == [
        claim_id
    ]
    for who, code in ((one, "approval_by_maker"), (clerk, "approval_without_role")):
        assert approve_override(desk(society, who), claim_id, seen=digest) == Refusal(code)
    assert approve_override(desk(society, two), claim_id, seen="0" * 64) == Refusal("approval_outdated")
    assert isinstance(approve_override(desk(society, two), claim_id, seen=digest), Recorded)
    assert approve_override(desk(society, two), claim_id, seen=digest) == Refusal("approval_unknown"), "once"
    with society.archive.reader.begin() as connection:
        last = decision_in_force(connection, claim_id)
        assert last is not None
        assert (last.granted_cents, last.motive, last.lines[0].outcome) == (15000, WHY, "paid")
        assert [one[1:6] for one in last.overrides] == [("paid", 12600, 0, 0, BY)]
        assert balances_of_claim(connection, claim_id)["payable:generale"] == -15000
    assert used(society, claim_id) == [("visite", 15000)]
    proposal = propose(society.archive, society.plans, society.claim("Anna", "VIS", 50000))
    assert isinstance(proposal, Proposal)
    assert proposal.draft.answer.granted_cents == 25000, "400,00 less the 150,00 of the exception"
    explained = explain_claim(society.archive, claim_id, "it")
    assert isinstance(explained, Explained)
    sentences = [one.replace("\u00a0", " ") for one in explained.sentences]
    assert sentences[0] == (
        f"Visita specialistica: le regole danno 126,00 €; l'ufficio ha deciso 150,00 € perché {WHY} ({BY})."
    )
    assert "In tutto restano a suo carico 30,00 €." in sentences
    assert "Limite «visite» 2026: questa domanda ne prende 150,00 €." in sentences
    assert replay(society.archive).overridden == 1


def test_what_the_rules_refuse_is_paid_what_they_pay_is_refused_and_more_than_the_ceiling(society: Society) -> None:
    two = (login(society, "uno", Role.APPROVER), login(society, "due", Role.APPROVER))
    refused, paid, large = (society.claim(who, "VIS", cents) for who, cents in (
        ("Bruno", 5000), ("Anna", 10000), ("Anna", 90000),
    ))  # fmt: skip
    agreed(society, refused, two, r1=5000)
    assert used(society, refused) == [("visite", 5000)]
    agreed(society, paid, two, r1=0)
    assert used(society, paid) == []
    agreed(society, large, two, r1=70000)
    assert used(society, large) == [("visite", 70000)]
    with society.archive.reader.begin() as connection:
        found = {
            row.claim_id: (row.rules_outcome, row.rules_granted_cents)
            for row in connection.execute(select(claim_override))
        }
        outcomes = [decisions_of(connection, one)[-1].lines[0].outcome for one in (refused, paid, large)]
    assert found == {refused: ("refused", 0), paid: ("paid", 7000), large: ("reduced", 40000)}
    assert outcomes == ["paid", "refused", "paid"]
    hours = society.claim("Anna", "CASA", quantità=60)
    told = Override({1: 100}, WHY, BY)
    at = desk(society, two[0])
    assert propose_override(at, hours, told, seen=seen(society, hours)) == Refusal("override_in_kind")


def test_hours_are_decided_otherwise_and_their_ceilings_follow(society: Society) -> None:
    two = (login(society, "uno", Role.APPROVER), login(society, "due", Role.APPROVER))
    more, refused = (society.claim("Anna", "CASA", quantità=minutes) for minutes in (900, 120))
    at = desk(society, two[0])
    mark = seen(society, more)
    for typed, code in (({1: 1501}, "override_not_whole"), ({1: 2000}, "override_too_many"),
                        ({2: 100}, "line_unknown"), ({1: 1200}, "override_same")):  # fmt: skip
        ruled = by_rules(society.archive, society.plans, more)
        assert isinstance(ruled, ByRules)
        assert (ruled.most, ruled.units) == ((900,), (Unit.HOURS,))
        told = as_typed(ruled, typed, WHY, BY)
        found = told if isinstance(told, Refusal) else propose_override(at, more, told, seen=mark)
        assert isinstance(found, Refusal)
        assert found.code == code, typed
    money = society.claim("Anna", "VIS", 10000)
    wrong = Override({}, WHY, BY, {1: 60})
    assert propose_override(at, money, wrong, seen=seen(society, money)) == Refusal("override_in_money")

    ruled = by_rules(society.archive, society.plans, more)
    assert isinstance(ruled, ByRules)
    told = as_typed(ruled, {1: 1450}, WHY, BY)
    assert isinstance(told, Override)
    assert isinstance(propose_override(at, more, told, seen=mark), Proposed)
    digest = shown(society, more)
    assert isinstance(approve_override(desk(society, two[1]), more, seen=digest), Recorded)
    assert used(society, more) == [("casa", 870)], "beyond the twelve hours of the ceiling"
    with society.archive.reader.begin() as connection:
        last = decision_in_force(connection, more)
        assert last is not None
        assert (last.granted_cents, last.lines[0].outcome, last.lines[0].quantity_granted) == (0, "paid", 870)
        assert [one[1:5] for one in last.overrides] == [("reduced", 0, 0, 720)]
        assert balances_of_claim(connection, more) == {}
    explained = explain_claim(society.archive, more, "it")
    assert isinstance(explained, Explained)
    sentences = [one.replace("\u00a0", " ") for one in explained.sentences]
    assert sentences[0] == (
        f"Assistenza a casa: le regole danno 12 ore; l'ufficio ha deciso 14 ore e 30 minuti perché {WHY} ({BY})."
    )
    assert any("questa domanda ne prende 14 ore e 30 minuti" in one for one in sentences), sentences
    assert any("non è riconosciuto: 30 minuti" in one for one in sentences), sentences

    # What the rules refuse, the ceiling being used up, is given all the same and drawn.
    told = Override({}, WHY, BY, {1: 120})
    assert isinstance(propose_override(at, refused, told, seen=seen(society, refused)), Proposed)
    done = approve_override(desk(society, two[1]), refused, seen=shown(society, refused))
    assert isinstance(done, Recorded)
    assert used(society, refused) == [("casa", 120)]
    told = Override({}, WHY, BY, {1: 0})
    assert isinstance(propose_override(at, more, told, seen=seen(society, more)), Proposed)
    assert isinstance(approve_override(desk(society, two[1]), more, seen=shown(society, more)), Recorded)
    assert used(society, more) == []


def test_neither_correction_nor_batch_nor_readjudication_undoes_an_exception(society: Society) -> None:
    two = (login(society, "uno", Role.APPROVER), login(society, "due", Role.APPROVER))
    before, claim_id = society.claim("Anna", "VIS", 20000), society.claim("Anna", "VIS", 18000)
    society.decide(before)
    agreed(society, claim_id, two, r1=15000)
    after = society.claim("Anna", "VIS", 30000)
    society.decide(after)
    assert used(society, after) == [("visite", 11000)]
    at = desk(society, society.actor_id)
    assert isinstance(complete(at, claim_id, papers={"prescrizione": date(2026, 5, 1)}), Done)
    stands = Refusal("override_stands", str(claim_id))
    assert propose(society.archive, society.plans, claim_id) == stands
    done = decide_pending(society.archive, society.plans, actor_id=at.actor_id, now=at.now, ids=at.ids)
    assert (done.decided, done.excepted) == (0, [claim_id])
    home = [society.households[society.people["Anna"]]]
    plan = plan_readjudication(at, home)
    assert (plan.changes, plan.excepted) == ((), (claim_id,)), "the others come out as they did"
    assert isinstance(complete(at, before, facts={"spesa": 10000}, line=1), Done)
    assert [one.claim_id for one in plan_readjudication(at, home).changes] == [before, after]
    plan = plan_readjudication(at, home)
    assert approve_readjudication(at, home, seen=plan.stamp, motive="spesa corretta")[1]
    assert used(society, claim_id) == [("visite", 15000)]
    # An approver may keep it, or end it: by two people again.
    agreed(society, claim_id, two, r1=14000)
    assert used(society, claim_id) == [("visite", 14000)]
    agreed(society, claim_id, two)
    assert used(society, claim_id) == [("visite", 12600)]
    with society.archive.reader.begin() as connection:
        last = decision_in_force(connection, claim_id)
        assert last is not None
        assert (last.sequence, last.overrides, last.motive) == (3, [], f"{WHY} ({BY})")
    agreed(society, claim_id, two, r1=15000)
    back = reverse(desk(society, two[0]), claim_id, "errore")
    assert isinstance(back, Proposed), "what two people decided otherwise is taken back by two"
    assert isinstance(approve_one(desk(society, two[1]), back.public_id, seen=back.digest), Done)
    assert used(society, claim_id) == []
    found = by_rules(society.archive, society.plans, claim_id)
    assert found == Refusal("claim_reversed", str(claim_id))


def test_what_changed_since_it_was_proposed_voids_it_and_who_does_not_agree_says_why(society: Society) -> None:
    one, two = login(society, "uno", Role.APPROVER), login(society, "due", Role.APPROVER)
    claim_id, other = society.claim("Anna", "VIS", 18000), society.claim("Anna", "VIS", 40000)
    at, told = desk(society, one), Override({1: 15000}, WHY, BY)
    assert isinstance(propose_override(at, claim_id, told, seen=seen(society, claim_id)), Proposed)
    digest = shown(society, claim_id)
    society.decide(other)
    waiting = waiting_override(society.archive, society.plans, claim_id)
    assert waiting is not None
    assert waiting.refusal == Refusal("approval_outdated")
    assert approve_override(desk(society, two), claim_id, seen=digest) == Refusal("approval_outdated")
    assert waiting_override(society.archive, society.plans, claim_id) is None
    with society.archive.reader.begin() as connection:
        assert decisions_of(connection, claim_id) == []
    assert isinstance(propose_override(at, claim_id, told, seen=seen(society, claim_id)), Proposed)
    assert refuse_override(at, claim_id, "no") == Refusal("approval_by_maker")
    assert isinstance(refuse_override(desk(society, two), claim_id, "non lo prevede la delibera"), Proposed)
    assert isinstance(propose_override(at, claim_id, told, seen=seen(society, claim_id)), Proposed)
    assert withdraw_override(desk(society, two), claim_id) == Refusal("approval_of_others")
    assert isinstance(withdraw_override(at, claim_id), Proposed)
