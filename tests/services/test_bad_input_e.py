"""Bad input, list E: deciding what must not be decided, and regulations that must not decide anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mutua.domain.case import Arrears
from mutua.rules.library import load
from mutua.services.claim_life import Desktop, pay
from mutua.services.decide_claim import Changed, Recorded, Refusal, decide, propose
from mutua.services.plan_book import book_of
from mutua.services.readjudicate import approve_readjudication, plan_readjudication
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.claims import no_longer_pending, tell_withdrawal
from mutua.store.database import Archive
from mutua.store.ledger import balances_of_claim
from mutua.store.owed import keep_owed
from mutua.store.people import tell_contribution
from mutua.store.tables import decision, rules_snapshot
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from rules.broken_rulesets import BROKEN, copied
from services.societies import Society, small_society
from small_plan import VERSION, plan_folder


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    return made


def decisions(society: Society) -> int:
    with society.archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(decision)) or 0


def try_to_decide(society: Society, claim_id: int, seen: str) -> Recorded | Changed | Refusal:
    return decide(
        society.archive, society.plans, claim_id, seen=seen, actor_id=society.actor_id, now=society.now, ids=society.ids
    )


def decided(society: Society, claim_id: int) -> None:
    society.decide(claim_id)


def withdrawn(society: Society, claim_id: int) -> None:
    household_id = society.households[society.people["Anna"]]

    def work(unit: UnitOfWork) -> None:
        tell_withdrawal(unit.entry(household_id, "withdrawal"), claim_id, "rinuncia")
        no_longer_pending(unit, [claim_id])

    unit_of_work(society.archive, [household_id], work, actor_id=society.actor_id, now=society.now)


def without_rules(society: Society, claim_id: int) -> None:
    society.plans = book_of(Path("/nessuno"))


def as_it_is(society: Society, claim_id: int) -> None:
    pass


REFUSED: list[tuple[int, str, Callable[[Society, int], None], int, str]] = [
    (53, "decided twice", decided, 0, "claim_not_pending"),
    (53, "decided after it was withdrawn", withdrawn, 0, "claim_not_pending"),
    (53, "decided before it arrived", as_it_is, 1000, "claim_unknown"),
    (53, "decided without its rules", without_rules, 0, "plan_unknown"),
]


@pytest.mark.parametrize(("number", "what", "happens", "further", "code"), REFUSED)
def test_a_request_that_cannot_be_decided_is_refused_politely(
    society: Society, number: int, what: str, happens: Callable[[Society, int], None], further: int, code: str
) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    seen = propose(society.archive, society.plans, claim)
    assert not isinstance(seen, Refusal)
    happens(society, claim)
    before = decisions(society)
    for answer in (propose(society.archive, society.plans, claim + further),
                   try_to_decide(society, claim + further, seen.stamp)):  # fmt: skip
        assert isinstance(answer, Refusal)
        assert answer.code == code
    assert decisions(society) == before
    assert verify(society.archive) == []


def test_e53_an_old_page_decides_nothing_and_gives_the_new_one(society: Society) -> None:
    one, other = society.claim("Anna", "VIS", 50000), society.claim("Anna", "VIS", 50000)
    seen = propose(society.archive, society.plans, one)
    assert not isinstance(seen, Refusal)
    society.decide(other)
    answer = try_to_decide(society, one, seen.stamp)
    assert isinstance(answer, Changed)
    again = try_to_decide(society, one, answer.proposal.stamp)
    assert isinstance(again, Recorded)
    assert again.draft.answer.granted_cents == 5000  # 400.00 a year, less the 350.00 of the other


RULES: list[tuple[int, str, str, str]] = [
    (54, "a rate of 110 %", "quota: 70%", "quota: 110%"),
    (54, "a rate below nought", "quota: 70%", "quota: -1%"),
    (54, "a pot that is not there", "consuma: [visite]", "consuma: [vacanze]"),
    (54, "no first day", "in_vigore: dal 2026-01-01", "in_vigore: dal 2026-13-01"),
    (57, "a call to Python", "quota: 70%", "quota: __import__('os')"),
    (57, "a huge power", "misura: 400 euro", "misura: 9**9**9 euro"),
]


@pytest.mark.parametrize(("number", "what", "right", "wrong"), RULES)
def test_rules_with_a_mistake_decide_nothing(
    society: Society, tmp_path: Path, number: int, what: str, right: str, wrong: str
) -> None:
    claim = society.claim("Anna", "VIS", 10000)
    assert right in VERSION
    plan_folder(tmp_path / "other", version=VERSION.replace(right, wrong))
    society.plans = book_of(tmp_path / "other")
    assert propose(society.archive, society.plans, claim) == Refusal("plan_unknown", society.plan_code)
    assert decisions(society) == 0


BROKEN_PLANS = [
    (54, "versions-overlap"), (54, "versions-gap"), (54, "end-before-start"), (54, "circular"),
    (54, "circular-dates"), (54, "circular-benefits"), (54, "bands-gap"), (54, "bands-overlap"),
    (54, "share-too-big"), (54, "share-minus-one"), (57, "money-formula-import"), (57, "money-formula-power"),
    (57, "too-many-terms"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "name"), BROKEN_PLANS)
def test_a_plan_with_a_mistake_is_not_in_the_book(tmp_path: Path, number: int, name: str) -> None:
    folder = copied(BROKEN / name, tmp_path)
    assert book_of(tmp_path).get(f"{folder.parent.name}/{folder.name}") is None
    assert not all(problem.warning for problem in load(folder)[1])


def test_56_a_fact_told_late_changes_no_decision_until_somebody_approves(society: Society) -> None:
    at = Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)
    claim = society.claim("Anna", "VIS", 10000)
    society.decide(claim)
    pay(at, claim, on=society.now.date(), reference="x")
    home = society.households[society.people["Anna"]]

    def never_paid(unit: UnitOfWork) -> None:
        due = Arrears(date(2026, 1, 31), None)
        tell_contribution(unit.entry(home, "contribution"), 1, society.plan_code, 10000, due)
        unit.when_done(keep_owed, home)

    unit_of_work(society.archive, [home], never_paid, actor_id=society.actor_id, now=society.now)
    assert replay(society.archive).different == []
    plan = plan_readjudication(at, [home])
    assert [(one.before_cents, one.after_cents) for one in plan.changes] == [(7000, 0)]
    assert decisions(society) == 1
    _, recorded = approve_readjudication(at, [home], seen=plan.stamp, motive="x")
    assert (recorded, decisions(society)) == (True, 2)
    with society.archive.reader.begin() as connection:
        assert balances_of_claim(connection, claim) == {"bank": -7000, "recoverable:generale": 7000}
    assert verify(society.archive) == []


def test_55_a_version_edited_in_place_changes_no_old_decision(society: Society, tmp_path: Path) -> None:
    before = society.decide(society.claim("Anna", "VIS", 10000))
    plan_folder(tmp_path / "edited", version=VERSION.replace("quota: 70%", "quota: 60%"))
    society.plans = book_of(tmp_path / "edited")
    after = society.decide(society.claim("Anna", "VIS", 10000))
    assert (before.draft.answer.granted_cents, after.draft.answer.granted_cents) == (7000, 6000)
    with society.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(rules_snapshot)) == 2
    assert replay(society.archive).different == []
    assert verify(society.archive) == []
