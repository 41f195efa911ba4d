"""Papers that come later, withdrawals, reversals, payments that come back: ceilings and books always agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.domain.case import Arrears
from mutua.domain.four_eyes import Rule
from mutua.domain.records import ContributionTold
from mutua.services.calendar_work import release_expired
from mutua.services.claim_life import (
    Desktop,
    Done,
    complete,
    pay,
    release,
    returned,
    withdraw,
)
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Refusal, propose
from mutua.services.four_eyes import change_rules
from mutua.services.readjudicate import approve_readjudication, plan_readjudication
from mutua.services.register import register_contribution
from mutua.services.replay import replay
from mutua.services.reverse_claim import reverse
from mutua.services.to_approve import Opened, approve_one, open_one, what_waits
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force
from mutua.store.ledger import balances_of_claim, trial_balance
from mutua.store.owed import keep_owed
from mutua.store.people import tell_contribution
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.login_helpers import login
from services.societies import Society, small_society

DAY = date(2026, 6, 1)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Iterator[Society]:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    yield made
    assert verify(archive) == []
    assert replay(archive).different == []


@pytest.fixture
def at(society: Society) -> Desktop:
    return Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)


def accounts(society: Society, claim: int) -> dict[str, int]:
    with society.archive.reader.begin() as connection:
        return balances_of_claim(connection, claim)


def test_a_paper_that_comes_later_lets_the_request_be_decided_anew(society: Society, at: Desktop) -> None:
    claim = society.claim("Anna", "VIS", 10000, papers={"fattura": date(2026, 5, 4)})
    assert society.decide(claim).draft.answer.lines[0].outcome.value == "suspended"
    assert complete(at, claim, papers={"prescrizione": date(2026, 5, 1)}) == Done(claim)
    again = society.decide(claim)
    assert (again.sequence, again.draft.answer.granted_cents) == (2, 7000)
    assert accounts(society, claim) == {"cost:generale": 7000, "payable:generale": -7000}


def test_a_decision_taken_anew_replaces_what_it_drew(society: Society, at: Desktop) -> None:
    claim = society.claim("Anna", "VIS", 50000)
    society.decide(claim)
    complete(at, claim, facts={"spesa": 20000}, line=1)
    assert society.decide(claim).draft.answer.granted_cents == 14000
    assert society.decide(society.claim("Anna", "VIS", 50000)).draft.answer.granted_cents == 40000 - 14000


def test_a_reversal_frees_the_ceiling_and_writes_the_opposite_entry(society: Society, at: Desktop) -> None:
    claim = society.claim("Anna", "VIS", 50000)
    society.decide(claim)
    assert reverse(at, claim, "fattura annullata") == Done(claim, 35000)
    assert accounts(society, claim) == {}
    assert society.decide(society.claim("Anna", "VIS", 50000)).draft.answer.granted_cents == 35000
    assert reverse(at, claim, "di nuovo") == Refusal("claim_not_decided", str(claim))
    assert complete(at, claim, papers={"fattura": DAY}) == Refusal("claim_reversed", str(claim))


def test_a_payment_that_comes_back_is_owed_again_and_paid_again(society: Society, at: Desktop) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    assert pay(at, claim, on=DAY, reference="a") == Refusal("nothing_owed", str(claim))
    society.decide(claim)
    assert pay(at, claim, on=DAY, reference="a") == Done(claim, 7000)
    assert pay(at, claim, on=DAY, reference="a") == Refusal("nothing_owed", str(claim))
    assert returned(at, claim, on=DAY, reference="a") == Done(claim, 7000)
    assert returned(at, claim, on=DAY, reference="a") == Refusal("nothing_paid", str(claim))
    assert accounts(society, claim) == {"cost:generale": 7000, "payable:generale": -7000}
    assert pay(at, claim, on=DAY, reference="b") == Done(claim, 7000)


def test_what_was_paid_and_is_no_longer_due_is_to_be_recovered(society: Society, at: Desktop) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    society.decide(claim)
    pay(at, claim, on=DAY, reference="a")
    reverse(at, claim, "errore")
    assert accounts(society, claim) == {"bank": -7000, "recoverable:generale": 7000}
    assert returned(at, claim, on=DAY, reference="a") == Done(claim, 7000)
    assert accounts(society, claim) == {}


def test_a_request_is_withdrawn_once_and_only_before_it_is_decided(society: Society, at: Desktop) -> None:
    claim, decided = society.claim("Anna", "VIS", 10000), society.claim("Anna", "VIS", 10000)
    society.decide(decided)
    assert withdraw(at, claim, "ci ripensa") == Done(claim)
    assert withdraw(at, claim, "ci ripensa") == Refusal("claim_withdrawn", str(claim))
    assert withdraw(at, decided, "ci ripensa") == Refusal("claim_decided", str(decided))
    assert withdraw(at, 999, "") == Refusal("claim_unknown", "999")


def test_an_authorisation_that_is_not_used_gives_its_hours_back(society: Society, at: Desktop) -> None:
    authorisation = society.claim("Anna", "CASA", public_id="aut", quantità=10 * 60, authorises=True)
    society.decide(authorisation)
    society.decide(society.claim("Anna", "CASA", authorised_by="aut", quantità=4 * 60))
    assert reverse(at, authorisation, "errore") == Refusal("authorisation_used", str(authorisation))
    assert release(at, authorisation) == Done(authorisation)
    assert release(at, authorisation) == Done(authorisation)
    rest = society.decide(society.claim("Bruno", "CASA", quantità=12 * 60))
    assert rest.draft.answer.lines[0].quantity_granted == 8 * 60


def test_a_late_contribution_yields_a_plan_that_a_person_approves(society: Society, at: Desktop) -> None:
    first = society.claim("Anna", "VIS", 10000, on=date(2026, 3, 10))
    second = society.claim("Anna", "VIS", 50000, on=date(2026, 5, 10))
    society.decide(first)
    assert society.decide(second).draft.answer.granted_cents == 33000  # 400.00 less the 70.00
    household = society.households[society.people["Anna"]]
    assert plan_readjudication(at, [household]).changes == ()

    told = ContributionTold("N1", society.plan_code, date(2026, 1, 31), 30000, date(2026, 3, 20))
    work = lambda unit: register_contribution(unit, household, told)  # noqa: E731
    unit_of_work(society.archive, [household], work, actor_id=society.actor_id, now=society.now)
    plan = plan_readjudication(at, [household])
    assert [(one.claim_id, one.before_cents, one.after_cents) for one in plan.changes] == [
        (first, 7000, 0),
        (second, 33000, 35000),
    ]
    assert plan.difference_cents == -5000
    assert approve_readjudication(at, [household], seen="altro", motive="x") == (plan, False)
    assert approve_readjudication(at, [household], seen=plan.stamp, motive="contributo in ritardo") == (plan, True)
    assert plan_readjudication(at, [household]).changes == ()
    with society.archive.reader.begin() as connection:
        kept = decision_in_force(connection, first)
        assert kept is not None
        assert (kept.kind, kept.sequence, kept.motive) == ("correction", 2, "contributo in ritardo")
        assert trial_balance(connection)["contributions", "bank"] == 30000


def test_a_fact_told_wrongly_is_taken_back(society: Society, at: Desktop) -> None:
    household = society.households[society.people["Anna"]]

    def work(unit: UnitOfWork) -> None:
        due = Arrears(date(2026, 1, 31))
        tell_contribution(unit.entry(household, "contribution"), 1, society.plan_code, 0, due)
        tell_contribution(unit.entry(household, "contribution"), 1, society.plan_code, 0, due, void=True)
        unit.when_done(keep_owed, household)

    unit_of_work(society.archive, [household], work, actor_id=society.actor_id, now=society.now)
    assert society.decide(society.claim("Anna", "VIS", 10000)).draft.answer.granted_cents == 7000


def test_the_evidence_of_a_correction_is_the_state_it_read(society: Society, at: Desktop) -> None:
    """Hours exchanged: the household's second request, decided anew after the first one was taken back."""
    first = society.claim("Bruno", "CASA", quantità=600, on=date(2026, 3, 3))
    society.decide(first)
    society.decide(society.claim("Anna", "CASA", quantità=900, autorizzata=True, on=date(2026, 5, 3)))
    assert reverse(at, first, "errore") == Done(first, 0)
    household = society.households[society.people["Anna"]]
    plan = plan_readjudication(at, [household])
    assert len(plan.changes) == 1
    assert approve_readjudication(at, [household], seen=plan.stamp, motive="errore")[1]
    assert replay(society.archive).different == []


@pytest.mark.parametrize("by", ["clerk", "batch"])
def test_a_released_authorisation_that_is_decided_anew_sets_nothing_aside(
    society: Society, at: Desktop, by: str
) -> None:
    """A paper comes after the hours were given back: the new decision stands, the hours stay free."""
    given = society.claim("Anna", "CASA", public_id="aut", quantità=600, authorises=True)
    society.decide(given)
    release(at, given)
    complete(at, given, papers={"referto": date(2026, 5, 1)})
    if by == "clerk":
        society.decide(given)
    else:
        decide_pending(society.archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids)
    assert society.decide(society.claim("Bruno", "CASA", quantità=720)).draft.answer.lines[0].quantity_granted == 720


def test_a_released_authorisation_sets_nothing_aside_again(society: Society, at: Desktop) -> None:
    household = society.households[society.people["Anna"]]
    authorisation = society.claim("Anna", "CASA", public_id="aut", quantità=600, authorises=True)
    society.decide(authorisation)
    used = society.claim("Anna", "CASA", authorised_by="aut", quantità=240)
    society.decide(used)
    release(at, authorisation)
    assert plan_readjudication(at, [household]).changes == ()
    complete(at, used, facts={"quantità": 60}, line=1)
    society.decide(used)
    rest = society.decide(society.claim("Bruno", "CASA", quantità=720))
    assert rest.draft.answer.lines[0].quantity_granted == 720 - 60
    assert reverse(at, used, "errore") == Done(used, 0)
    assert society.decide(society.claim("Bruno", "CASA", quantità=720)).draft.answer.lines[0].quantity_granted == 60


def test_an_authorisation_gives_its_hours_back_after_its_last_day(society: Society, at: Desktop) -> None:
    last = date(2026, 5, 31)
    given = society.claim("Anna", "CASA", public_id="aut", quantità=600, authorises=True, expires_on=last)
    society.decide(given)
    assert release_expired(at, last) == []
    assert society.decide(society.claim("Bruno", "CASA", quantità=720)).draft.answer.lines[0].quantity_granted == 120
    assert release_expired(at, date(2026, 6, 1)) == [given]
    assert release_expired(at, date(2026, 6, 1)) == []
    assert society.decide(society.claim("Bruno", "CASA", quantità=720)).draft.answer.lines[0].quantity_granted == 600


@pytest.mark.parametrize("what", ["ordinary", "reversed", "withdrawn", "refused", "another's"])
def test_only_an_authorisation_in_force_of_the_same_person_opens_the_exchange(
    society: Society, at: Desktop, what: str
) -> None:
    if what == "ordinary":
        society.claim("Anna", "VIS", 10000, public_id="aut")
    elif what == "another's":
        society.decide(society.claim("Bruno", "CASA", public_id="aut", quantità=60, authorises=True))
    elif what == "refused":
        society.decide(society.claim("Anna", "VIS", 10000, public_id="aut", on=date(2023, 1, 1), authorises=True))
    else:
        given = society.claim("Anna", "CASA", public_id="aut", quantità=60, authorises=True)
        if what == "withdrawn":
            withdraw(at, given, "ci ripensa")
        else:
            society.decide(given)
            reverse(at, given, "errore")
    asked = society.decide(society.claim("Anna", "CASA", authorised_by="aut", quantità=1500))
    left = 720 - (60 if what == "another's" else 0)
    assert asked.draft.answer.lines[0].quantity_granted == left  # no exchange: only the hours at home


def test_an_authorisation_that_is_used_is_not_decided_anew(society: Society, at: Desktop) -> None:
    authorisation = society.claim("Anna", "CASA", public_id="aut", quantità=600, authorises=True)
    society.decide(authorisation)
    complete(at, authorisation, facts={"quantità": 300}, line=1)
    society.decide(society.claim("Anna", "CASA", authorised_by="aut", quantità=480))
    refused = propose(society.archive, society.plans, authorisation)
    assert refused == Refusal("authorisation_used", str(authorisation))
    assert complete(at, authorisation, facts={"quantità": 1}, line=1) == refused
    other = society.claim("Bruno", "CASA", quantità=60)
    result = decide_pending(
        society.archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids
    )
    assert (result.decided, result.parked) == (1, [])
    with society.archive.reader.begin() as connection:
        assert decision_in_force(connection, other) is not None


def test_a_correction_that_needs_two_people_waits_and_the_others_are_recorded(society: Society, at: Desktop) -> None:
    home, other = society.households[society.people["Anna"]], society.household("N2", "Dora")

    def owes(void: bool) -> None:
        def work(unit: UnitOfWork) -> None:
            for one in (home, other):
                due = Arrears(date(2026, 1, 31))
                tell_contribution(unit.entry(one, "contribution"), 1, society.plan_code, 0, due, void=void)
                unit.when_done(keep_owed, one)

        unit_of_work(society.archive, [home, other], work, actor_id=society.actor_id, now=society.now)

    owes(void=False)
    small, big = (society.claim("Anna", "VIS", cents, on=date(2026, 3, 10)) for cents in (10000, 40000))
    colleague = society.claim("Dora", "VIS", 5000, on=date(2026, 3, 10))
    for one in (small, big, colleague):
        assert society.decide(one).draft.answer.granted_cents == 0
    owes(void=True)
    carla, enzo = (login(society, name, Role.APPROVER) for name in ("carla", "enzo"))
    login(society, "dora", Role.CLERK, person="Dora")
    limits = [(Rule.DECISION_LIMIT, 20000)]
    today = society.now.date()
    assert change_rules(society.archive, limits, since=today, actor_id=society.actor_id, now=society.now) is None

    plan = plan_readjudication(at, [home, other])
    assert [(one.claim_id, one.after_cents) for one in plan.changes] == [(small, 7000)]
    assert [(one.claim_id, one.after_cents) for one in plan.waiting] == [(big, 28000), (colleague, 3500)]
    for _ in range(2):  # the same told again waits once
        done, recorded = approve_readjudication(at, [home, other], seen=plan.stamp, motive="rata saldata")
        assert recorded
        assert [one.claim_id for one in done.waiting] == [big, colleague]
        plan = plan_readjudication(at, [home, other])
        assert (plan.changes, len(plan.waiting)) == ((), 2)
    assert [granted_of(society, one) for one in (small, big, colleague)] == [7000, 0, 0]

    first, second = what_waits(society.archive, carla)
    assert (first.number, first.wanted, second.number) == (str(big), 2, str(colleague))
    for actor, state in ((carla, 0), (enzo, 28000)):
        by = replace(at, actor_id=actor)
        opened = open_one(by, first.proposal.public_id)
        assert isinstance(opened, Opened)
        assert not opened.outdated
        done_now = approve_one(by, first.proposal.public_id, seen=opened.live.digest)
        assert not isinstance(done_now, Refusal), done_now
        assert granted_of(society, big) == state
    owes(void=False)  # what was shown of the other is no more so: it is not recorded
    late = open_one(replace(at, actor_id=carla), second.proposal.public_id)
    assert isinstance(late, Opened)
    assert late.outdated
    told = approve_one(replace(at, actor_id=carla), second.proposal.public_id, seen=second.proposal.digest)
    assert told == Refusal("approval_outdated")
    assert granted_of(society, colleague) == 0


def granted_of(society: Society, claim_id: int) -> int:
    """What the decision in force grants, in cents."""
    with society.archive.reader.begin() as connection:
        kept = decision_in_force(connection, claim_id)
    assert kept is not None
    return kept.granted_cents
