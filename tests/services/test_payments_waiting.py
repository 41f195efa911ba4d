"""What waits to be paid, a page at a time: the same requests as the draft, counted and added up, put off ones too."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from mutua.services.decide_claim import Refusal
from mutua.services.payment_draft import draft
from mutua.services.payment_runs import Wanted, approve_run, prepare
from mutua.services.payments_waiting import AT_ONCE, WaitingToPay, waiting_to_pay
from mutua.services.show_payments import RunOpened, run_opened
from mutua.store.approvals import Proposal
from mutua.store.database import Archive
from mutua.store.payment_runs import RunTold
from mutua.store.tables import identity
from services.payment_helpers import ANNAS, CARLAS, PAY_ON, BankDay, bank_day
from services.societies import small_society
from services.test_put_off import PUTS_OFF


@pytest.fixture
def day(archive: Archive, tmp_path: Path) -> BankDay:
    return bank_day(archive, tmp_path)


def owed(day: BankDay, name: str, count: int) -> list[int]:
    made = [day.society.claim(name, "CICLO", 8_500 + number, gruppo=f"{name}{number}") for number in range(count)]
    for one in made:
        day.society.decide(one)
    return made


def ids(page: WaitingToPay) -> list[int]:
    return [one.claim_id for one in page.lines]


def test_pages_hold_what_the_draft_holds_and_tell_the_sum_of_all(day: BankDay) -> None:
    owed(day, "Dario", 1)  # who has no account stands on the first page, with why
    claims = owed(day, "Carla", AT_ONCE + 2)
    first, second, third = day.page(1), day.page(2), day.page(3)
    assert (len(first.lines), [one.why for one in first.left]) == (AT_ONCE - 1, ["account_missing"])
    assert (len(second.lines), second.left) == (3, ())
    assert [*ids(first), *ids(second)] == claims == [one.claim_id for one in day.draft().lines]
    assert (first.total, first.pages) == (second.total, second.pages) == (AT_ONCE + 3, 2)
    assert first.cents == day.draft().total_cents + sum(one.cents for one in first.left)
    assert (third.lines, third.left, third.total) == ((), (), AT_ONCE + 3)


def test_a_run_is_made_of_all_that_waits_but_what_was_left_out_and_is_bound_to_the_page_shown(day: BankDay) -> None:
    claims = owed(day, "Carla", AT_ONCE + 2)
    but = frozenset({claims[0], claims[-1]})  # one of each page
    made = prepare(day.desk(day.clerk), Wanted(PAY_ON, but=but, seen=day.page(2).stamp, page=2))
    assert isinstance(made, RunTold), made
    assert {one.claim_id for one in day.lines(made.run_id)} == set(claims) - but
    left = day.page()
    assert (ids(left), left.total, left.in_run) == (sorted(but), 2, AT_ONCE)
    first = left.stamp
    owed(day, "Anna", 1)
    assert day.page().stamp != first
    assert prepare(day.desk(day.clerk), Wanted(PAY_ON, seen=first)) == Refusal("run_outdated")
    now = day.page().stamp
    assert prepare(day.desk(day.clerk), Wanted(PAY_ON, seen=now, page=2)) == Refusal("run_outdated")
    day.iban("Carla", ANNAS)
    assert prepare(day.desk(day.clerk), Wanted(PAY_ON, seen=now)) == Refusal("run_outdated")


def test_nobody_of_the_family_is_listed_or_counted(day: BankDay) -> None:
    owed(day, "Anna", 2)
    [carlas] = owed(day, "Carla", 1)
    family: Collection[int] = {day.society.people["Anna"]}
    with day.archive.reader.begin() as connection:
        found = waiting_to_pay(connection, PAY_ON, family=family)
        whole = draft(connection, PAY_ON, family=family)
    assert (ids(found), found.total, found.of_family) == ([carlas], 1, 2)
    assert (found.cents, found.of_family) == (whole.total_cents, whole.of_family)


def test_what_was_put_off_is_added_once_its_day_has_come(archive: Archive, tmp_path: Path) -> None:
    """300.00 now, 300.00 from the next year, 200.00 from the one after."""
    society = small_society(archive, tmp_path, version=PUTS_OFF)
    society.household("N1", "Anna")
    society.household("N2", "Carla")
    for name, cents in (("Anna", 80_000), ("Carla", 10_000)):
        society.decide(society.claim(name, "PROTESI", cents))
    with archive.writer.begin() as connection:
        connection.execute(update(identity).values(iban=CARLAS))
    with archive.reader.begin() as connection:
        for on, cents in ((date(2026, 12, 31), 40_000), (date(2027, 1, 4), 70_000), (date(2028, 1, 3), 90_000)):
            found, whole = waiting_to_pay(connection, on), draft(connection, on)
            assert (found.total, found.cents) == (2, cents)
            assert (list(found.lines), found.cents) == (list(whole.lines), whole.total_cents)


def opened(day: BankDay, run_id: int, number: int, *, whole: bool = False) -> RunOpened:
    found = run_opened(day.archive, day.approver, run_id, number, whole=whole)
    assert found is not None
    return found


def test_a_run_of_several_pages_is_looked_at_whole_before_it_is_approved(day: BankDay) -> None:
    owed(day, "Anna", AT_ONCE)
    owed(day, "Carla", 1)
    run = day.prepared()
    first, second = opened(day, run.run_id, 1), opened(day, run.run_id, 2)
    assert [len(one.lines) for one in (first, second)] == [AT_ONCE, 1]
    assert (first.state, first.may, first.seen, first.people, first.pages) == (
        "prepared", True, run.content_digest, 2, 2,
    )  # fmt: skip
    assert (second.lines[0].iban, first.whole) == (CARLAS, False)
    day.iban("Carla", "")
    at = day.desk(day.approver, datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert opened(day, run.run_id, 1).state == "prepared", "nothing of this page changed"
    assert (opened(day, run.run_id, 2).state, opened(day, run.run_id, 2).lines[0].state) == ("changed", "changed")
    assert not isinstance(approve_run(at, run.run_id, seen=first.seen), Proposal)
    whole = opened(day, run.run_id, 1, whole=True)
    assert (whole.state, whole.may, whole.lines[0].state) == ("changed", False, "changed"), "what changed stands first"
