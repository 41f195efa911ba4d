"""Statements come in: shown first, kept once, whatever overlaps; what is missing between two is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bank.statements import ACCOUNT, Move, camt
from intake.files import xlsx
from mutua.services.bank_import import apply
from mutua.services.society import change_letterhead
from mutua.store.bank_lines import lines_in_state
from mutua.store.database import Archive
from mutua.store.tables import bank_line
from services.bank_helpers import bring, look, states
from services.dues_helpers import at
from services.societies import Society, small_society

PAID = Move(5000, text="quota", name="ROSSI ANNA", reference="B1")
TABLE = "Data;Importo;Descrizione\n02/03/2026;50,00;BONIFICO ROSSI ANNA\n03/03/2026;-2,00;SPESE\n"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    return small_society(archive, tmp_path)


def count(society: Society) -> int:
    with society.archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(bank_line)) or 0


def test_a_look_writes_nothing_and_what_was_shown_is_kept(society: Society) -> None:
    plan = look(society, camt(PAID, Move(-300, reference="B2")))
    assert (plan.new_count, count(society)) == (2, 0)
    assert len(apply(at(society), plan).line_ids) == 2
    with society.archive.reader.begin() as connection:
        (waiting,) = lines_in_state(connection, "open")
    shown = plan.statements[0].statement.lines[0]
    assert (waiting.account, waiting.line) == (ACCOUNT, replace(shown, place=waiting.line_id))


def test_j91_the_same_file_twice_is_nothing(society: Society) -> None:
    raw = camt(PAID)
    assert len(bring(society, raw)) == 1
    again = look(society, raw)
    assert (again.known, again.new_count) == (True, 0)
    assert bring(society, raw) == []
    assert count(society) == 1


def test_two_people_who_saw_the_same_file_as_new_bring_it_in_once(society: Society) -> None:
    one, other = look(society, camt(PAID)), look(society, camt(PAID, days=("2026-03-01", "2026-03-30")))
    assert (one.new_count, other.new_count) == (1, 1)
    assert len(apply(at(society), one).line_ids) == 1
    assert apply(at(society), other).line_ids == ()  # another file with the same movement


def test_statements_that_overlap_bring_in_what_is_new(society: Society) -> None:
    bring(society, camt(PAID, days=("2026-03-01", "2026-03-15")))
    later = camt(PAID, Move(700, day="2026-03-20", reference="B9"), days=("2026-03-01", "2026-03-31"))
    assert len(bring(society, later)) == 1


def test_two_equal_transfers_of_one_day_stay_two_and_a_third_comes_in(society: Society) -> None:
    twin = replace(PAID, reference="")
    assert len(bring(society, camt(twin, twin))) == 2
    assert len(bring(society, camt(twin, twin, days=("2026-03-01", "2026-03-30")))) == 0
    assert len(bring(society, camt(twin, twin, twin))) == 1


def test_the_same_movement_in_the_banks_table_is_not_taken_for_new(society: Society) -> None:
    bring(society, camt(PAID, Move(-200, day="2026-03-03")))
    plan = look(society, TABLE.encode(), ACCOUNT)
    assert (plan.new_count, len(plan.statements[0].told.known_otherwise)) == (0, 2)
    two = TABLE + "02/03/2026;50,00;BONIFICO BIANCHI\n"
    assert len(bring(society, two.encode(), ACCOUNT)) == 1  # a second one of the same sum is another


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_read_in_each_alphabet(society: Society, encoding: str) -> None:
    table = TABLE.replace("ANNA", "NICOLÒ")
    bring(society, table.encode(encoding), ACCOUNT)
    with society.archive.reader.begin() as connection:
        (waiting,) = lines_in_state(connection, "open")
    assert waiting.line.text == "BONIFICO ROSSI NICOLÒ"


def test_a_table_may_be_a_spreadsheet(society: Society) -> None:
    book = xlsx(["Conto", "", ""], ["Data", "Importo", "Causale"], [date(2026, 3, 2), 50.5, "quota"],
                [date(2026, 3, 3), -1234, "spese"])  # fmt: skip
    plan = look(society, book, ACCOUNT)
    assert [(one.booked_on, one.amount_cents) for one in plan.statements[0].statement.lines] == [
        (date(2026, 3, 2), 5050), (date(2026, 3, 3), -123400),
    ]  # fmt: skip


def test_a_table_without_account_is_of_the_societys_own(society: Society) -> None:
    assert not look(society, TABLE.encode()).right
    with society.archive.writer.begin() as connection:
        assert change_letterhead(connection, {"iban": ACCOUNT}) == []
    assert look(society, TABLE.encode()).statements[0].statement.account == ACCOUNT


def test_columns_said_once_are_remembered(society: Society) -> None:
    raw = TABLE.replace("Data", "Giorno").replace("Importo", "Euro").encode()
    assert not look(society, raw, ACCOUNT).right
    plan = look(society, raw, ACCOUNT, {"data": "Giorno", "importo": "Euro"})
    apply(at(society), plan, remember=True)
    other = raw.replace(b"50,00", b"60,00")
    assert look(society, other, ACCOUNT).right


def test_a_gap_between_two_statements_is_told(society: Society) -> None:
    bring(society, camt(PAID, opening=1000, days=("2026-03-01", "2026-03-10")))
    follows = look(society, camt(Move(1, day="2026-03-20"), opening=6000, days=("2026-03-11", "2026-03-31")))
    assert follows.statements[0].gaps == ()
    (gap,) = look(
        society, camt(Move(1, day="2026-03-20"), opening=6001, days=("2026-03-15", "2026-03-31"))
    ).statements[0].gaps  # fmt: skip
    assert (gap.after, gap.before, gap.closing_cents, gap.opening_cents) == (
        date(2026, 3, 10), date(2026, 3, 15), 6000, 6001,
    )  # fmt: skip


def test_j92_the_statement_of_an_account_that_is_not_ours_is_doubted(society: Society) -> None:
    """Another society's statement looks like ours; a second account of ours looks like another's."""
    strange = camt(PAID).replace(ACCOUNT.encode(), b"IT48N0300203280543765183341")
    assert look(society, strange).reading.mistakes == []  # nothing is known yet
    bring(society, camt(PAID))
    doubted = look(society, strange)
    assert [(one.code, one.found, one.warning) for one in doubted.reading.mistakes] == [
        ("bank_account_strange", "IT48…341", True)
    ]
    assert (doubted.right, len(bring(society, strange))) == (True, 1)
    assert look(society, strange).reading.mistakes == []  # somebody said yes to it


@pytest.mark.parametrize(
    "raw", [b"<a/>", b"", b"%PDF-1.7", b"\x00\x01", camt(PAID, off=1), b"Data;Importo\n01/03/2026;x\n"],
    ids=["other xml", "empty", "pdf", "bytes", "does not add up", "no amount"],
)  # fmt: skip
def test_a_file_with_mistakes_brings_in_nothing(society: Society, raw: bytes) -> None:
    plan = look(society, raw, ACCOUNT)
    assert not plan.right
    assert [one for one in (*plan.reading.mistakes, *plan.file_mistakes) if not one.warning]
    with pytest.raises(ValueError, match="mistakes"):
        apply(at(society), plan)
    assert count(society) == 0


def test_what_went_out_waits_for_nobody(society: Society) -> None:
    ids = bring(society, camt(Move(-500, reference="B2"), PAID, Move(-700, reason="AM04", end_to_end="SDD-1-1")))
    assert states(society, *ids) == ["not_ours", "open", "open"]
