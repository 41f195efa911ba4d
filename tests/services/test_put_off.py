"""Sums put off to later periods: they stand in the books by the day they begin to be owed, and are then paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from beancount import loader

from mutua.domain.four_eyes import Rule
from mutua.letters.papers import DecisionLetter
from mutua.services.benefit_figures import owed_by_area
from mutua.services.calendar_work import Begun, fall_due
from mutua.services.claim_file import claim_file
from mutua.services.claim_left import claim_left
from mutua.services.claim_life import Desktop, Done, complete, pay, returned
from mutua.services.decide_claim import Refusal, decide, propose
from mutua.services.explain_claim import explain_claim
from mutua.services.export_ledger import journal
from mutua.services.four_eyes import change_rules
from mutua.services.list_claims import Page, Wanted, list_claims
from mutua.services.readjudicate import plan_readjudication
from mutua.services.replay import replay
from mutua.services.request_letters import decision_letter, letters_page
from mutua.services.reverse_claim import reverse
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.ledger import balances_of_claim
from services.societies import Society, small_society
from small_plan import VERSION

# 300.00 a year, what is above is due in the following years of the four, 1,000.00 in all.
PUTS_OFF = VERSION.replace(
    "plafond:\n",
    "plafond:\n"
    "  quadriennio: {titolo: quattro anni, misura: 1000 euro, di: persona, ogni: 4 anni solari dal 2025,"
    " articolo: art. 12}\n"
    "  annuo: {titolo: nell'anno, misura: 300 euro, di: persona, ogni: anno, oltre: {rinvia_entro: quadriennio},"
    " articolo: art. 12}\n",
).replace(
    "prestazioni:\n",
    "prestazioni:\n"
    "  PROTESI:\n    titolo: Protesi\n    articolo: art. 12\n    passi: [spesa]\n    consuma: [quadriennio, annuo]\n",
)
NEXT, AFTER = "deferred:generale:2027-01-01", "deferred:generale:2028-01-01"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Iterator[Society]:
    made = small_society(archive, tmp_path, version=PUTS_OFF)
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


def decided(society: Society, cents: int = 80000) -> int:
    claim = society.claim("Anna", "PROTESI", cents)
    society.decide(claim)
    return claim


def test_each_period_has_an_account_of_its_own(society: Society) -> None:
    claim = decided(society)
    assert accounts(society, claim) == {"cost:generale": 80000, "payable:generale": -30000, NEXT: -30000, AFTER: -20000}


def test_a_limit_counts_what_is_put_off_too(society: Society, at: Desktop) -> None:
    """300.00 now and 500.00 in the years after are 800.00: above a limit of 500.00."""
    limits = [(Rule.DECISION_LIMIT, 50000)]
    told = change_rules(society.archive, limits, since=at.now.date(), actor_id=at.actor_id, now=at.now)
    assert told is None
    claim = society.claim("Anna", "PROTESI", 80000)
    shown = propose(society.archive, society.plans, claim)
    assert not isinstance(shown, Refusal)
    assert shown.draft.answer.granted_cents == 30000
    alone = decide(at.archive, at.plans, claim, seen=shown.stamp, actor_id=at.actor_id, now=at.now, ids=at.ids)
    assert isinstance(alone, Refusal)
    assert alone.code == "decision_needs_two"


@pytest.mark.parametrize(
    ("on", "owed", "later"),
    [
        (date(2026, 12, 31), 30000, 50000),
        (date(2027, 1, 1), 60000, 20000),
        (date(2027, 12, 31), 60000, 20000),
        (date(2028, 1, 1), 80000, 0),
    ],
)
def test_what_was_put_off_is_owed_from_the_first_day_of_its_period(
    society: Society, at: Desktop, on: date, owed: int, later: int
) -> None:
    claim = decided(society)
    with society.archive.reader.begin() as connection:
        assert owed_by_area(connection, on) == {"generale": (owed, later)}
    assert fall_due(at, on) == ([Begun(claim, owed - 30000)] if owed > 30000 else [])
    assert accounts(society, claim)["payable:generale"] == -owed
    with society.archive.reader.begin() as connection:
        assert owed_by_area(connection, on) == {"generale": (owed, later)}
    assert fall_due(at, on) == []


def test_paying_pays_what_has_begun_without_anybody_moving_it_first(society: Society, at: Desktop) -> None:
    claim = decided(society)
    assert pay(at, claim, on=date(2026, 7, 1), reference="B1") == Done(claim, 30000)
    assert pay(at, claim, on=date(2026, 12, 31), reference="B2") == Refusal("nothing_owed", str(claim))
    assert pay(at, claim, on=date(2027, 1, 1), reference="B3") == Done(claim, 30000)
    assert returned(at, claim, on=date(2027, 1, 5), reference="R3") == Done(claim, 30000)
    assert pay(at, claim, on=date(2028, 3, 1), reference="B4") == Done(claim, 50000)
    assert accounts(society, claim) == {"cost:generale": 80000, "bank": -80000}


def test_a_correction_that_grants_less_sets_what_was_paid_against_what_was_put_off(
    society: Society, at: Desktop
) -> None:
    claim = decided(society)
    pay(at, claim, on=date(2026, 7, 1), reference="B1")
    complete(at, claim, facts={"spesa": 20000}, line=1)
    society.decide(claim)
    assert accounts(society, claim) == {"cost:generale": 20000, "bank": -30000, "recoverable:generale": 10000}
    complete(at, claim, facts={"spesa": 35000}, line=1)
    society.decide(claim)
    assert accounts(society, claim) == {"cost:generale": 35000, "bank": -30000, NEXT: -5000}


def test_what_begins_is_set_against_what_the_member_owes_us(society: Society, at: Desktop) -> None:
    claim = decided(society)
    assert pay(at, claim, on=date(2027, 2, 1), reference="B1") == Done(claim, 60000)
    complete(at, claim, facts={"spesa": 70000}, line=1)
    society.decide(claim)  # in June 2026: of 700.00, 300.00 now, 300.00 from 2027, 100.00 from 2028
    found = accounts(society, claim)
    assert found == {"cost:generale": 70000, "bank": -60000, NEXT: -30000, AFTER: -10000, "recoverable:generale": 30000}
    assert fall_due(at, date(2027, 6, 1)) == [Begun(claim, 0)]
    assert accounts(society, claim) == {"cost:generale": 70000, "bank": -60000, AFTER: -10000}
    assert fall_due(at, date(2028, 6, 1)) == [Begun(claim, 10000)]


def test_a_decision_taken_when_the_period_has_begun_owes_it_at_once(society: Society, at: Desktop) -> None:
    society.now = datetime(2027, 2, 1, 8, tzinfo=UTC)
    claim = decided(society)
    assert accounts(society, claim) == {"cost:generale": 80000, "payable:generale": -60000, AFTER: -20000}
    later = replace(at, now=society.now)
    assert fall_due(later, date(2027, 2, 1)) == []
    assert plan_readjudication(later, [society.households[society.people["Anna"]]]).changes == ()


def test_a_reversal_after_it_was_owed_leaves_nothing(society: Society, at: Desktop) -> None:
    claim = decided(society)
    fall_due(at, date(2028, 1, 1))
    assert reverse(at, claim, "errore") == Done(claim, 30000)
    assert accounts(society, claim) == {}
    assert fall_due(at, date(2030, 1, 1)) == []


def test_everybody_begins_in_one_go_and_only_once(society: Society, at: Desktop) -> None:
    society.household("N2", "Carla")
    society.household("N3", "Dario")
    claims = [society.claim(name, "PROTESI", 40000) for name in ("Anna", "Carla", "Dario")]
    for claim in claims:
        society.decide(claim)
    assert fall_due(at, date(2027, 1, 1)) == [Begun(claim, 10000) for claim in claims]
    assert fall_due(at, date(2027, 1, 1)) == []


def test_beancount_reads_the_books_and_agrees_with_them(society: Society, at: Desktop) -> None:
    claim = decided(society)
    pay(at, claim, on=date(2027, 2, 1), reference="B1")
    with society.archive.reader.begin() as connection:
        text = "\n".join(journal(connection))
    _, errors, _ = loader.load_string(text)
    assert errors == []
    assert "Liabilities:Benefits:Deferred:Generale:2028-01-01  -200.00 EUR" in text


@pytest.mark.parametrize(
    ("on", "owed", "later"),
    [
        (date(2026, 12, 31), 30000, {date(2027, 1, 1): 30000, date(2028, 1, 1): 20000}),
        (date(2027, 1, 1), 60000, {date(2028, 1, 1): 20000}), (date(2028, 1, 1), 80000, {}),
    ],
)  # fmt: skip
def test_lists_count_what_begins_to_be_owed_although_nobody_booked_it_yet(
    society: Society, on: date, owed: int, later: dict[date, int]
) -> None:
    claim = decided(society)
    left = claim_left(society.archive, society.plans, claim, on)
    assert (left.owed_cents, dict(left.deferred)) == (owed, later)
    page = list_claims(society.archive, Wanted(state="to-pay"), today=on)
    assert isinstance(page, Page)
    assert [(one.claim_id, one.owed_cents, one.states) for one in page.claims] == [
        (claim, owed, ("deferred", "to-pay"))
    ]


def test_what_is_paid_is_to_be_paid_again_when_its_next_part_is_due(society: Society, at: Desktop) -> None:
    claim = decided(society)
    assert pay(at, claim, on=date(2026, 6, 1), reference="a") == Done(claim, 30000)
    for on, states, owed in (
        (date(2026, 12, 31), ("deferred", "paid"), 0), (date(2027, 1, 1), ("deferred", "to-pay"), 30000),
    ):  # fmt: skip
        page = list_claims(society.archive, Wanted(), today=on)
        assert isinstance(page, Page)
        assert [(one.states, one.owed_cents) for one in page.claims] == [(states, owed)]


def test_page_letter_and_list_tell_one_sum_where_a_later_period_had_begun(society: Society, at: Desktop) -> None:
    """Of 800.00 of 2026, decided in February 2027: 600.00 at once, 200.00 from 2028."""
    society.now = datetime(2027, 2, 1, 8, tzinfo=UTC)
    claim = decided(society)

    def told(on: date) -> tuple[object, ...]:
        with society.archive.snapshot() as connection:
            letter = decision_letter(connection, on, plans=society.plans, claim_id=claim)
            assert isinstance(letter, DecisionLetter)
            money = " ".join(letter.money).replace("\u00a0", " ")
            [one] = letters_page(connection, society.now.date(), 1).letters
        page = list_claims(society.archive, Wanted(), today=on)
        assert isinstance(page, Page)
        [listed] = [each.granted_cents for each in page.claims if each.claim_id == claim]
        sums = [each.cents for each in claim_file(society.archive, society.plans, claim, on).history if each.cents]
        return money, one.granted_cents, listed, sums

    assert told(date(2027, 2, 1)) == ("Riceverà 600,00 € con bonifico.", 60000, 60000, [60000])
    pay(at, claim, on=date(2027, 3, 1), reference="B1")
    paid = "Le abbiamo pagato 600,00 € il 1° marzo 2027."
    assert told(date(2027, 3, 2)) == (paid, 60000, 60000, [60000, 60000])
    fall_due(at, date(2028, 1, 1))
    assert told(date(2028, 1, 2))[0] == f"{paid} Riceverà altri 200,00 € con bonifico."
    explained = explain_claim(society.archive, claim, "it")
    assert not isinstance(explained, Refusal)
    assert explained.granted_cents == 60000
