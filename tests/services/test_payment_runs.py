"""Payment runs: what is in one and what is not, two people, exactly what was approved, once; the file again."""

from __future__ import annotations

import random
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bank.cbi_payment_order import payments_in, wrong_places
from bank.test_status_report import answer, transaction
from mutua.bank.status_report import read_status_report
from mutua.domain.access import Role
from mutua.domain.identifiers.iban import masked
from mutua.domain.kinds import Looked
from mutua.letters.advice import advice
from mutua.letters.advice_papers import PaymentAdvice
from mutua.services.appeals import AppealTold, answer_appeal, file_appeal
from mutua.services.claim_life import Done, complete, pay, reverse
from mutua.services.collect_debits import CUC, change_creditor
from mutua.services.decide_claim import Refusal
from mutua.services.issue_papers import Printed
from mutua.services.member_endings import record_death
from mutua.services.money_told import sent_of
from mutua.services.payment_advice import print_advice, wanted_of_claim, wanted_of_run
from mutua.services.payment_draft import MINIMUM, text_of
from mutua.services.payment_returns import take_payment_answers
from mutua.services.payment_runs import (
    Released,
    Wanted,
    approve_run,
    drop,
    file_of,
    prepare,
    release,
)
from mutua.services.run_whole import Payee, paid_most, run_table
from mutua.services.show_payments import run_opened
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal
from mutua.store.database import Archive
from mutua.store.ledger import trial_balance
from mutua.store.payment_runs import RunTold, file_kept
from mutua.store.settings import write_setting
from mutua.store.tables import claim_paper, file_access, identity, letter_file, paper_issued
from services.member_helpers import desk
from services.payment_helpers import ANNAS, CARLAS, PAY_ON, BankDay, bank_day, login
from services.societies import NOW


@pytest.fixture
def day(archive: Archive, tmp_path: Path) -> BankDay:
    return bank_day(archive, tmp_path)


def left(day: BankDay) -> dict[int, str]:
    return {one.claim_id: one.why for one in day.draft().left}


def test_a_run_from_the_draft_to_the_file(day: BankDay) -> None:
    """R17: sum of the file = sum of the lines = what the books say; the same bytes again; nothing twice."""
    first, second = day.granted("Anna", 10_000), day.granted("Carla", 20_000)
    child = day.society.claim("Elio", "CICLO", 8_500, gruppo="x")
    day.society.decide(child)
    shown = day.draft()
    assert [(one.claim_id, one.cents, one.iban, one.holder) for one in shown.lines] == [
        (first, 7_000, ANNAS, "Rossi Anna"), (second, 14_000, CARLAS, "Rossi Carla"),
        (child, 3_500, ANNAS, "Rossi Anna"),  # whose account it is, not who was treated
    ]  # fmt: skip
    run = day.prepared(seen=day.page().stamp)
    assert (run.state, run.line_count, run.total_cents, run.prepared_by) == ("prepared", 3, 24_500, "Clara")
    assert left(day) == dict.fromkeys((first, second, child), "in_run")
    assert pay(day.desk(day.clerk), first, on=NOW.date(), reference="a mano") == Refusal("claim_in_run", "1")
    assert day.books(first) == {"cost:generale": 7_000, "payable:generale": -7_000}  # nothing is paid yet
    assert day.approved(run).state.value == "approved"
    done = day.released(run)
    assert (done.run.state, done.run.ended_on, done.run.ended_by) == ("released", NOW.date(), "Clara")
    assert wrong_places(done.content) == []
    paid = payments_in(done.content)
    assert [(one.end_to_end, one.cents, one.iban, one.holder, one.text) for one in paid] == [
        ("SCT-000001-00001", 7_000, ANNAS, "Rossi Anna", f"Rimborso pratica {first}"),
        ("SCT-000001-00002", 14_000, CARLAS, "Rossi Carla", f"Rimborso pratica {second}"),
        ("SCT-000001-00003", 3_500, ANNAS, "Rossi Anna", f"Rimborso pratica {child}"),
    ]  # fmt: skip
    with day.archive.reader.begin() as connection:
        balances = trial_balance(connection)
    assert balances["benefits", "bank"] == -sum(one.cents for one in paid) == -run.total_cents
    assert balances.get(("benefits", "payable:generale"), 0) == 0
    assert file_of(day.archive, day.vault, run.run_id) == done.content
    with day.archive.reader.begin() as connection:
        _, stored = file_kept(connection, run.run_id) or (b"", b"")
    assert stored
    assert b"Rossi" not in stored
    # Once and for all: neither again, nor dropped, nor approved anew.
    for again in (
        release(day.desk(day.clerk), day.vault, 1), drop(day.desk(day.clerk), 1),
        approve_run(day.desk(day.approver), 1, seen=run.content_digest),
    ):  # fmt: skip
        assert again == Refusal("run_released", "1")
    assert day.draft().lines == ()
    assert [one.code for one in mistakes(prepare(day.desk(day.clerk), Wanted(PAY_ON)))] == ["transfer_nothing"]


def test_r17_whatever_is_dropped_released_or_given_back_files_lines_and_books_sum_to_the_same(day: BankDay) -> None:
    """Rounds at random, by a seed: what the files paid, less what came back, is what left the bank's account."""
    chance, out, seen, messages = random.Random(1852), 0, set[str](), set[bytes]()
    for round_ in range(5):
        for _ in range(chance.randrange(1, 4)):
            name = chance.choice(["Anna", "Bruno", "Elio", "Carla"])
            cents, group = 5_000 + chance.randrange(1, 60_000), f"g{chance.random()}"
            claim_id = day.society.claim(name, "CICLO", cents, gruppo=group)
            day.society.decide(claim_id)
        run = day.prepared(form=chance.choice(["cbi", "iso"]))
        lines = day.lines(run.run_id)
        assert sum(one.amount_cents for one in lines) == run.total_cents
        assert not seen & {one.end_to_end for one in lines}
        seen |= {one.end_to_end for one in lines}
        if chance.random() < 0.3:
            assert isinstance(drop(day.desk(day.clerk), run.run_id), RunTold)
            continue
        day.approved(run)
        content = day.released(run).content
        named = set(re.findall(rb"MsgId>(SCT-[^<]+)<", content))
        assert named, "the file has a name of its own"
        assert not named & messages, "which no other has"
        messages |= named
        paid = payments_in(content)
        assert [(one.end_to_end, one.cents) for one in paid] == [(one.end_to_end, one.amount_cents) for one in lines]
        out += run.total_cents
        if round_ % 2:
            back = chance.choice(lines)
            raw = answer(transaction(back.end_to_end, amount="")).replace(b"SDD-", b"SCT-")
            take_payment_answers(day.desk(day.clerk), read_status_report(raw))
            out -= back.amount_cents
        with day.archive.reader.begin() as connection:
            assert trial_balance(connection)["benefits", "bank"] == -out


def mistakes(found: object) -> list[object]:
    assert isinstance(found, list), found
    return found


def test_who_is_left_out_and_why(day: BankDay) -> None:
    day.society.household("N4", "Fabio", "Gina")
    day.society.household("N5", "Ugo")
    day.iban("Ugo", "IT90O0300203280429513916296")
    missing, wrong, waits = day.granted("Dario", 10_000), day.granted("Ugo", 10_000), day.granted("Carla", 1_000)
    complete(day.desk(day.clerk), waits, facts={"spesa": 1_100}, line=1)
    dead, small = day.granted("Fabio", 10_000), day.granted("Anna", 100)
    day.iban("Fabio", ANNAS)
    record_death(desk(day.society, NOW.date()), day.society.people["Fabio"], died_on=date(2026, 5, 30))
    with day.archive.writer.begin() as connection:
        write_setting(connection, MINIMUM, "71")
    wanted = {missing: "account_missing", wrong: "account_wrong", waits: "waits", dead: "heirs", small: "below_minimum"}
    assert left(day) == wanted
    assert day.draft().lines == ()
    day.iban("Ugo", "BR1800360305000010009795493C1")
    assert left(day)[wrong] == "account_outside"
    with day.archive.writer.begin() as connection:
        write_setting(connection, MINIMUM, "70")
    assert [one.claim_id for one in day.draft().lines] == [small]
    told = AppealTold(NOW.date(), "counter", "Mi spettava di più")
    assert file_appeal(day.desk(day.clerk), small, told) == Done(small)
    assert left(day)[small] == "dispute"
    done = answer_appeal(day.desk(day.approver), small, "rejected", "così dice il regolamento", seen="1-0")
    assert done == Done(small)
    assert [one.claim_id for one in day.draft().lines] == [small]
    run = prepare(day.desk(day.clerk), Wanted(PAY_ON, but=frozenset({small})))
    assert [one.code for one in mistakes(run)] == ["transfer_nothing"]  # type: ignore[attr-defined]


def test_i86_whatever_changes_after_the_approval_stops_the_release(day: BankDay) -> None:
    """An account, an amount, a decision, the society's own data: nothing is paid, and it is to be made again."""
    first, second = day.granted("Anna", 10_000), day.granted("Carla", 20_000)
    at = day.desk(day.clerk)
    for number, (change, undo) in enumerate([
        (lambda: day.iban("Anna", CARLAS), lambda: day.iban("Anna", ANNAS)),
        (lambda: change_creditor(at, {CUC: "ZZZZ9999"}), lambda: change_creditor(at, {CUC: "ABCD1234"})),
        (lambda: complete(at, second, facts={"spesa": 30_000}, line=1), lambda: day.society.decide(second)),
        (lambda: reverse(at, first, "errore"), lambda: None),
    ], 1):  # fmt: skip
        run = day.prepared()
        assert run.run_id == number  # numbers are never used again
        day.approved(run)
        change()
        assert release(at, day.vault, number) == Refusal("run_changed", str(number))
        undo()
        # Void for good, also where everything is as it was before.
        assert isinstance(release(at, day.vault, number), Refusal)
        assert isinstance(file_of(day.archive, day.vault, number), Refusal)
        dropped = drop(at, number)
        assert isinstance(dropped, RunTold)
        assert dropped.state == "dropped"
        assert release(at, day.vault, number) == Refusal("run_dropped", str(number))
    with day.archive.reader.begin() as connection:
        assert ("benefits", "bank") not in trial_balance(connection)
    assert [one.claim_id for one in day.draft().lines] == [second]


def test_i89_s10_two_people_or_nothing(day: BankDay) -> None:
    day.granted("Anna", 10_000)
    both = login(day.society, "bea", Role.CLERK, Role.APPROVER)
    annas = login(day.society, "bruna", Role.APPROVER, person="Bruno")
    run = prepare(day.desk(both), Wanted(PAY_ON))
    assert isinstance(run, RunTold)

    def approves(actor_id: int, seen: str = run.content_digest) -> object:
        return approve_run(day.desk(actor_id), 1, seen=seen)

    at = day.desk(both)
    assert release(at, day.vault, 1) == Refusal("approval_missing")
    assert approves(both) == Refusal("approval_by_maker")
    assert approves(day.clerk) == Refusal("approval_without_role")
    assert approves(annas) == Refusal("approval_own_family")
    assert approves(day.approver, "0" * 64) == Refusal("approval_outdated")  # of another page
    assert release(at, day.vault, 1) == Refusal("approval_missing")
    assert isinstance(approves(day.approver), Proposal)
    day.disable(day.approver)
    assert release(at, day.vault, 1) == Refusal("approval_people")
    # Whoever is of the family neither prepares it.
    assert day.draft().total_cents == 0
    drop(at, 1)
    assert [one.code for one in mistakes(prepare(day.desk(annas), Wanted(PAY_ON)))] == ["transfer_nothing"]  # type: ignore[attr-defined]


def test_i88_a_run_approved_too_late_is_not_released(day: BankDay) -> None:
    day.granted("Anna", 10_000)
    for on, code in [
        (date(2026, 5, 29), "transfer_past"), (date(2026, 6, 6), "debit_no_bank_day"),
        (date(2028, 6, 1), "transfer_too_far"),
    ]:  # fmt: skip
        told = mistakes(prepare(day.desk(day.clerk), Wanted(on)))
        assert [one.code for one in told] == [code]  # type: ignore[attr-defined]
    run = day.prepared(form="iso")
    day.approved(run)
    late = datetime(2026, 6, 4, 8, tzinfo=NOW.tzinfo)
    told = mistakes(release(day.desk(day.clerk, late), day.vault, 1))
    assert [one.code for one in told] == ["transfer_past"]  # type: ignore[attr-defined]
    early = release(day.desk(day.clerk, NOW + timedelta(days=1)), day.vault, 1)
    assert isinstance(early, Released)
    assert b"pain.001.001.09" in early.content


def test_an_outdated_draft_is_not_prepared_and_nothing_without_a_place_for_keys(day: BankDay) -> None:
    day.granted("Anna", 10_000)
    stamp = day.page().stamp
    day.iban("Anna", CARLAS)
    assert prepare(day.desk(day.clerk), Wanted(PAY_ON, seen=stamp)) == Refusal("run_outdated")
    run = day.prepared()
    day.approved(run)
    assert release(day.desk(day.clerk), None, 1) == Refusal("payment_no_vault")
    assert file_of(day.archive, day.vault, 1) == Refusal("run_not_released", "1")
    assert file_of(day.archive, day.vault, 2) == Refusal("run_unknown", "2")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2026-000123", "2026-000123"), ("PR 12/26", "9"), ("PR12/26", "PR12/26"), ("psichiatria", "9"),
        ("oncologia 3", "9"), ("3oncologia", "9"), ("", "9"), ("1" * 41, "9"), ("26.17 bis", "9"),
        ("26/17 2", "26/17 2"),
    ],
)  # fmt: skip
def test_the_text_of_a_payment_holds_a_number_alone(number: str, text: str) -> None:
    assert text_of(number, 9) == f"Rimborso pratica {text}"


def letters(day: BankDay, run_id: int, only: int | None = None) -> Any:
    with day.archive.snapshot() as connection:
        found = wanted_of_run(connection, day.vault, run_id, only=only)
        return found if isinstance(found, Refusal) else [one.make(connection, NOW.date()) for one in found]


def test_the_letter_of_a_payment_stands_with_each_of_its_requests(day: BankDay) -> None:
    """Two requests of Anna's and one of her child's in one letter: the history of each has it, with its file."""
    hers = [day.granted("Anna", spent) for spent in (10_000, 20_000)]
    with day.archive.writer.begin() as connection:
        elio = identity.c.person_id == day.society.people["Elio"]
        connection.execute(update(identity).where(elio).values(born_on=date(2020, 5, 1)))
    child = day.society.claim("Elio", "CICLO", 8_500, gruppo="x")
    day.society.decide(child)
    run = day.prepared()
    day.approved(run)
    day.released(run)
    for _ in range(2):
        assert not isinstance(print_advice(day.desk(day.clerk), day.vault, run.run_id), Refusal)
    same = (paper_issued.c.chain_id == claim_paper.c.chain_id) & (paper_issued.c.position == claim_paper.c.position)
    kept = (letter_file.c.chain_id == claim_paper.c.chain_id) & (letter_file.c.position == claim_paper.c.position)
    query = select(claim_paper.c.claim_id, paper_issued.c.sha256, letter_file.c.attachment_sha256)
    with day.archive.snapshot() as connection:
        rows = list(connection.execute(query.select_from(claim_paper.join(paper_issued, same).join(letter_file, kept))))
        looked = set(connection.scalars(select(file_access.c.person_id).where(file_access.c.what == Looked.PAPER)))
    assert sorted(row[0] for row in rows) == sorted([*hers, child]), "once each, printed twice"
    assert len({row[1:] for row in rows}) == 1, "the same letter"
    assert looked == {day.society.people["Anna"], day.society.people["Elio"]}
    assert verify(day.archive) == []


def test_each_person_paid_by_a_run_has_one_letter_with_their_requests(day: BankDay) -> None:
    """The child's with who stands for the household; the account masked; nothing of what came back."""
    for name, spent in (("Anna", 10_000), ("Anna", 20_000), ("Carla", 30_000)):
        day.granted(name, spent)
    with day.archive.writer.begin() as connection:
        elio = identity.c.person_id == day.society.people["Elio"]
        connection.execute(update(identity).where(elio).values(born_on=date(2020, 5, 1)))
    child = day.society.claim("Elio", "CICLO", 8_500, gruppo="x")
    day.society.decide(child)
    assert letters(day, 1) == Refusal("run_unknown", "1")
    run = day.prepared()
    assert letters(day, run.run_id) == Refusal("run_not_released", str(run.run_id))
    day.approved(run)
    day.released(run)
    annas, carlas = letters(day, run.run_id)
    assert (annas.to.name, annas.paid_on, annas.on_its_way, annas.total_cents) == ("Anna Rossi", PAY_ON, True, 24_500)
    told = [(one.person, one.account, one.amount_cents) for one in annas.lines]
    assert told == [("", "IT89…296", 7_000), ("", "IT89…296", 14_000), ("Rossi Elio", "IT89…296", 3_500)]
    assert [(one.account, one.amount_cents) for one in carlas.lines] == [("IT48…341", 21_000)]
    [alone] = letters(day, run.run_id, only=child)
    assert alone == annas
    words = str(advice(annas)).lower()
    assert not [one for one in ("visita", "ciclo", "fattura", ANNAS.lower()) if one in words]
    printed = print_advice(day.desk(day.clerk), day.vault, run.run_id)
    assert not isinstance(printed, Refusal)
    again = print_advice(day.desk(day.clerk), day.vault, run.run_id)
    assert not isinstance(again, Refusal)
    assert [one.again for one in (*printed, *again) if isinstance(one, Printed)] == [False, False, True, True]
    with day.archive.snapshot() as connection:
        sent = sent_of(connection, [child])[child][-1]
    raw = answer(transaction(sent.reference, amount="")).replace(b"SDD-", b"SCT-")
    take_payment_answers(day.desk(day.clerk), read_status_report(raw))
    annas, _ = letters(day, run.run_id)
    assert annas.total_cents == 21_000
    by_hand = day.granted("Carla", 1_000)
    assert pay(day.desk(day.clerk), by_hand, on=PAY_ON, reference="a mano") == Done(by_hand, 700)
    with day.archive.snapshot() as connection:
        found = wanted_of_claim(connection, day.vault, by_hand)
        assert not isinstance(found, Refusal)
        letter = found[0].make(connection, PAY_ON)
    assert isinstance(letter, PaymentAdvice)
    assert (letter.on_its_way, letter.lines[0].account, letter.total_cents) == (False, "", 700)


def test_a_run_as_a_whole_says_who_is_paid_most_and_lists_every_transfer(day: BankDay) -> None:
    for name, spesa in (("Anna", 10_000), ("Carla", 25_000), ("Anna", 20_000)):
        day.granted(name, spesa)
    run = day.prepared()
    assert paid_most(day.archive, day.approver, run.run_id) == (
        Payee("Rossi Anna", 2, 7_000 + 14_000, 14_000), Payee("Rossi Carla", 1, 17_500, 17_500),
    )  # fmt: skip
    opened = run_opened(day.archive, day.approver, run.run_id, 1)
    assert opened is not None
    assert opened.largest_cents == 17_500, "though not of who is paid most in all"
    table = run_table(day.archive, day.approver, run.run_id, {})
    assert table is not None
    rows = [tuple(one) for one in table.rows]
    assert sum(one[-1] for one in rows) == run.total_cents
    assert rows[0] == ("SCT-000001-00001", "1", "Rossi Anna", "Rossi Anna", masked(ANNAS), "in distinta", 7_000)
    assert ANNAS not in repr(rows)
    approver = login(day.society, "bruna", Role.APPROVER, person="Bruno")
    family = run_table(day.archive, approver, run.run_id, {})
    assert family is not None
    assert [tuple(one)[1:5] for one in family.rows if tuple(one)[1] is None] == [(None,) * 4] * 2
    assert paid_most(day.archive, approver, run.run_id)[0].name is None
