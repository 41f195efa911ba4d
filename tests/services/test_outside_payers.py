"""Somebody outside paid: who, as which source; certified to nobody, told to the household, erased with it."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bank.statements import Move
from mutua.domain.dues import Channel, Outsider, Receipt, Regime
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.letters import certificates
from mutua.letters.papers import HouseholdStatement, ReceiptLetter, YearCertificate
from mutua.rules.paper_notes import CertificateLaw
from mutua.services.bank_desk import shares_of
from mutua.services.confirm_lines import Part, confirm, split, undo
from mutua.services.counter_money import Already, receive_once
from mutua.services.decide_claim import Refusal
from mutua.services.export_archive import export
from mutua.services.outside_payers import outsider_told
from mutua.services.paper_values import certificate, statement
from mutua.services.person_money import own_contributions
from mutua.services.receipt_paper import receipt_letter
from mutua.services.receive_money import give_back, receive
from mutua.services.society import change_letterhead
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.dues import read_receipts
from mutua.store.personal import erase_rows, what_is_left
from mutua.store.tables import bank_line, receipt_payer
from mutua.wording.archive import refusal_sentence
from services.bank_helpers import done, found, moves, states
from services.dues_helpers import FIRST, SECOND, YEAR, at, books, charged, open_of, received, transfer
from services.societies import Society, small_society

AUNT = Outsider("Rosa Neri", Regime.THIRD_PARTY)
SHOP = Outsider("Bottega Verdi", Regime.EMPLOYER)
TOWN = Outsider("Fondazione Valle", Regime.FUND)
IBAN = "IT89O0300203280429513916296"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path / "s")
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    with archive.writer.begin() as connection:
        assert change_letterhead(connection, {"name": "Mutua di Prova", "municipality": "Pinerolo"}) == []
    return made


def brought(society: Society, by: Outsider, cents: int, on: date = FIRST, name: str = "Anna") -> int:
    told = Receipt(Channel.TRANSFER, on, cents, outsider=by)
    home = society.households[society.people[name]]
    return received(receive(at(society), told, household_id=home)).receipt.receipt_id


def kept(society: Society) -> list[tuple[int, str, str]]:
    with society.archive.reader.begin() as connection:
        rows = connection.execute(select(receipt_payer).order_by(receipt_payer.c.receipt_id))
        return [tuple(row) for row in rows]


def certified(society: Society, name: str) -> YearCertificate:
    with society.archive.reader.begin() as connection:
        told = certificate(connection, date(2027, 2, 1), plans=society.plans, law=CertificateLaw(),
                           person_id=society.people[name], year=YEAR)  # fmt: skip
    assert isinstance(told, YearCertificate), told
    return told


@pytest.mark.parametrize(
    ("name", "regime", "expected"),
    [
        ("", "", None), ("  ", "", None), (" Rosa Neri ", "", AUNT), ("Fondazione Valle", "fund", TOWN),
        ("", "fund", "outsider_unnamed"), ("Rosa", "member", "outsider_regime"), ("Rosa", "x", "outsider_regime"),
        ("=cmd()", "", "cell_formula"), ("12", "", "name_without_letters"), ("A\nB", "", "character_newline"),
        ("x" * 300, "", "name_too_long"),
    ],
)  # fmt: skip
def test_what_was_typed_is_somebody_nobody_or_one_sentence(
    name: str, regime: str, expected: Outsider | str | None
) -> None:
    told = outsider_told(name, regime)
    if isinstance(told, Refusal):
        assert told.code == expected
        assert refusal_sentence(told.code, told.found).endswith(".")
    else:
        assert told == expected


def test_money_somebody_outside_paid_pays_as_any_other_and_keeps_who_and_which_regime(society: Society) -> None:
    charged(society, "Anna", (FIRST, 10000))
    number = brought(society, AUNT, 10000)
    assert open_of(society, "Anna") == []
    assert books(society) == {"bank": 10000, f"income:{society.plan_code}": -10000}
    assert kept(society) == [(number, "Rosa Neri", "third_party")]
    with society.archive.reader.begin() as connection:
        (one,) = read_receipts(connection, [number])
    assert (one.receipt.outsider, one.receipt.payer_person_id, one.receipt.payer_firm_id) == (AUNT, None, None)
    assert verify(society.archive) == []


def test_without_a_payer_told_nothing_is_other_than_before(society: Society) -> None:
    charged(society, "Anna", (FIRST, 10000))
    received(receive(at(society), transfer(society, "Anna", 10000)))
    assert kept(society) == []
    paper = certified(society, "Anna")
    assert ([one.amount_cents for one in paper.payments], paper.by_others_cents) == ([10000], 0)


def test_a_person_beside_somebody_outside_is_a_mistake_and_a_firm_is_refused(society: Society) -> None:
    with pytest.raises(ValueError, match="of the archive or outside"):
        receive(at(society), Receipt(Channel.CASH, FIRST, 100, society.people["Anna"], outsider=AUNT))
    told = receive(at(society), Receipt(Channel.CASH, FIRST, 100, payer_firm_id=5, outsider=AUNT))
    assert isinstance(told, Refusal)
    assert told.code == "outsider_of_firm"
    assert kept(society) == []


def test_only_who_paid_may_deduct_so_others_are_left_out_of_the_certificate(society: Society) -> None:
    """Art. 83 c. 5 CTS: the member's own contribution; art. 51 c. 2 a) TUIR is the employer's to tell."""
    charged(society, "Anna", (FIRST, 10000), (SECOND, 20000))
    received(receive(at(society), transfer(society, "Anna", 4000)))
    brought(society, AUNT, 6000)
    brought(society, SHOP, 5000, SECOND)
    brought(society, TOWN, 7000, SECOND)
    paper = certified(society, "Anna")
    assert [(one.payer, one.amount_cents) for one in paper.payments] == [("la persona stessa", 4000)]
    assert (paper.by_others_cents, paper.by_employer_cents) == (6000 + 7000, 5000)
    said = str(certificates.certificate(paper))
    assert "130,00" in said
    assert "la detrazione spetta soltanto per ciò che si è versato" in said


def test_what_went_back_to_somebody_outside_is_left_out_too(society: Society) -> None:
    charged(society, "Anna", (FIRST, 10000))
    number = brought(society, AUNT, 10000)
    back = received(give_back(at(society), number, on=SECOND))
    with society.archive.reader.begin() as connection:
        own = own_contributions(connection, society.people["Anna"], YEAR)
        records = read_receipts(connection, [number, back.receipt.receipt_id])
    assert (own.parts, own.by_others_cents) == ((), 0)
    assert [one.receipt.outsider for one in records] == [AUNT, AUNT]
    assert [one.open_cents for one in open_of(society, "Anna")] == [10000]
    assert verify(society.archive) == []


def test_the_household_reads_who_paid_on_its_statement_and_its_receipt(society: Society) -> None:
    charged(society, "Anna", (FIRST, 10000))
    number = brought(society, AUNT, 10000)
    home = society.households[society.people["Anna"]]
    with society.archive.reader.begin() as connection:
        paper = statement(connection, date(2027, 2, 1), plans=society.plans, household_id=home, year=YEAR)
        letter = receipt_letter(connection, date(2027, 2, 1), plans=society.plans, receipt_id=number)
    assert isinstance(paper, HouseholdStatement)
    assert paper.lines[-1].what == "Versamento, bonifico: Rosa Neri (altri per il socio)"
    assert isinstance(letter, ReceiptLetter)
    assert letter.payer == "Rosa Neri (altri per il socio)"


def test_the_same_wish_is_once_and_another_payer_is_another_wish(society: Society) -> None:
    home = society.households[society.people["Anna"]]
    told = Receipt(Channel.CASH, FIRST, 100, outsider=AUNT)
    received(receive_once(at(society), told, key="k1", household_id=home, meant=True))
    assert isinstance(receive_once(at(society), told, key="k1", household_id=home, meant=True), Already)
    other = receive_once(at(society), Receipt(Channel.CASH, FIRST, 100, outsider=SHOP), key="k1", household_id=home)
    assert isinstance(other, Refusal)
    assert other.code == "key_taken"
    assert len(kept(society)) == 1


# ---------------------------------------------------------------- the bank


def test_a_movement_is_confirmed_as_somebody_outsides(society: Society) -> None:
    dues = charged(society, "Anna", (FIRST, 12000), (SECOND, 12000))
    text = f"QUOTA {written_reference(dues[0].reference)}"
    one, later = moves(society, Move(12000, text=text, name="NERI ROSA", iban=IBAN),
                       Move(12000, iban=IBAN, name="NERI ROSA", day="2026-06-30"))  # fmt: skip
    (told,) = done(confirm(at(society), one, by=AUNT)).received
    assert (told.receipt.payer_person_id, told.receipt.outsider) == (None, AUNT)
    with society.archive.reader.begin() as connection:
        ((share,),) = shares_of(connection, [one], "it").values()
    assert share.outsider == AUNT
    assert found(society)[later].proposals == [], "her account is not the household's"
    done(undo(at(society), one))
    assert states(society, one) == ["open"]
    assert verify(society.archive) == []


def test_a_movement_is_shared_out_as_somebody_outsides(society: Society) -> None:
    annas, carlas = charged(society, "Anna", (FIRST, 12000)), charged(society, "Carla", (FIRST, 8000))
    (line,) = moves(society, Move(20000, name="FONDAZIONE VALLE"))
    parts = [Part(12000, annas[0].due_id), Part(8000, carlas[0].due_id)]
    told = done(split(at(society), line, parts, TOWN)).received
    assert [one.receipt.outsider for one in told] == [TOWN, TOWN]
    assert [name for _, name, _ in kept(society)] == ["Fondazione Valle"] * 2


# ---------------------------------------------------------------- handed over, erased


def test_it_is_exported(society: Society, tmp_path: Path) -> None:
    charged(society, "Anna", (FIRST, 10000))
    brought(society, AUNT, 10000)
    files = export(society.archive, tmp_path / "fuori", "csv", plans=society.plans, actor_id=society.actor_id,
                   now=society.now)  # fmt: skip
    (table,) = [path for path in files if path.stem == "ricevute"]
    (row,) = csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig")), delimiter=";")
    assert (row["pagata da fuori da"], row["regime fiscale"]) == ("Rosa Neri", "altri per il socio")


@pytest.mark.parametrize(("name", "gone"), [("Anna", True), ("Bruno", False), ("Carla", False)])
def test_the_name_goes_with_whom_it_was_paid_for_and_the_regime_stays(
    society: Society, name: str, *, gone: bool
) -> None:
    dues = charged(society, "Anna", (FIRST, 10000))
    text = f"QUOTA {written_reference(dues[0].reference)}"
    (line,) = moves(society, Move(10000, text=text, name="NERI ROSA", iban=IBAN))
    done(confirm(at(society), line, by=AUNT))
    with society.archive.writer.begin() as connection:
        erase_rows(connection, society.people[name])
        assert what_is_left(connection, society.people[name]) == []
        bank = connection.scalar(select(bank_line.c.other_name).where(bank_line.c.id == line))
    ((_, left, regime),) = kept(society)
    assert (left, bank) == (("", "") if gone else ("Rosa Neri", "NERI ROSA"))
    assert regime == "third_party"


def test_money_on_account_of_the_household_loses_its_name_with_the_head(society: Society) -> None:
    brought(society, AUNT, 500)
    with society.archive.writer.begin() as connection:
        erase_rows(connection, society.people["Bruno"])
    assert [name for _, name, _ in kept(society)] == ["Rosa Neri"]
    with society.archive.writer.begin() as connection:
        erase_rows(connection, society.people["Anna"])
    assert [name for _, name, _ in kept(society)] == [""]
