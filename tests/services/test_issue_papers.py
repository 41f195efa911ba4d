"""What the papers say of one person, household, firm; the same paper again is the same bytes, noted once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from letters.papers import text_of
from mutua.domain.dues import Allocation, Channel, Receipt
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference
from mutua.letters.papers import FirmYearList, HouseholdStatement, YearCertificate
from mutua.rules.library import shipped_path
from mutua.rules.paper_notes import CertificateLaw
from mutua.services import papers_wanted
from mutua.services.claim_life import Done, pay, returned
from mutua.services.issue_papers import Issued, NotIssued, file_name, issue
from mutua.services.paper_values import certificate, firm_list, statement
from mutua.services.person_money import people_with_money
from mutua.services.receive_money import give_back, receive
from mutua.services.retention import notes_of
from mutua.services.society import change_letterhead
from mutua.services.tax_ceiling import ceilings_of
from mutua.store.database import Archive
from mutua.store.tables import file_access, firm, paper_issued
from services.dues_helpers import FIRST, SECOND, YEAR, at, charged, received, transfer
from services.member_helpers import LAW, member
from services.rights_helpers import desk
from services.societies import Society, small_society

ISSUED = date(2027, 2, 1)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    """Anna with her spouse Bruno; the society has said who it is."""
    made = small_society(archive, tmp_path / "s")
    made.household("N1", "Anna", "Bruno")
    with archive.writer.begin() as connection:
        assert change_letterhead(connection, {"name": "Mutua di Prova", "municipality": "Pinerolo"}) == []
    return made


def certified(society: Society, name: str, year: int = YEAR) -> YearCertificate:
    with society.archive.reader.begin() as connection:
        law = CertificateLaw(notes_of(connection, shipped_path()), ceilings_of(connection, shipped_path()))
        found = certificate(
            connection, ISSUED, plans=society.plans, law=law, person_id=society.people[name], year=year
        )
    assert isinstance(found, YearCertificate), found
    return found


def paid(paper: YearCertificate) -> list[tuple[date, str, str, bool, int]]:
    return [(one.paid_on, one.payer, one.means, one.traceable, one.amount_cents) for one in paper.payments]


def wanted(society: Society, year: int = YEAR, only: Any = None) -> list[Any]:
    with society.archive.reader.begin() as connection:
        return papers_wanted.certificates(connection, society.plans, CertificateLaw(), year, only)


def printed(society: Society, some: list[Any], folder: Path, day: date = ISSUED) -> list[Issued]:
    found = list(issue(desk(society, day), some, folder))
    assert [one for one in found if isinstance(one, NotIssued)] == []
    return [one for one in found if isinstance(one, Issued)]


# ---------------------------------------------------------------- the certificate


def test_what_each_paid_for_is_certified_by_day_payer_and_means(society: Society) -> None:
    """Cash is told apart (art. 83 CTS, art. 23 D.Lgs 241/1997); what Bruno paid for Anna names him."""
    dues = charged(society, "Anna", (FIRST, 10000), (SECOND, 5000))
    received(receive(at(society), transfer(society, "Bruno", 10000), [Allocation(dues[0].due_id, 10000)]))
    cash = Receipt(Channel.CASH, SECOND, 5000, society.people["Anna"])
    received(receive(at(society), cash, [Allocation(dues[1].due_id, 5000)]))
    paper = certified(society, "Anna")
    assert paid(paper) == [
        (FIRST, "Rossi Bruno", "bonifico", True, 10000), (SECOND, "la persona stessa", "contanti", False, 5000),
    ]  # fmt: skip
    assert paid(certified(society, "Bruno")) == []
    assert paid(certified(society, "Anna", YEAR + 1)) == []
    assert any("1.300,00 €" in note and "art. 83" in note for note in paper.notes)


def test_a_year_that_has_not_begun_has_no_paper(society: Society, tmp_path: Path) -> None:
    only, day = [society.people["Anna"]], date(YEAR, 12, 31)
    for year, why in ((YEAR + 1, ["paper_year_not_begun"]), (YEAR, [])):
        found = list(issue(desk(society, day), wanted(society, year, only), tmp_path))
        assert [one.refusal.code for one in found if isinstance(one, NotIssued)] == why
        assert len(found) == 1


def test_money_that_went_back_is_not_certified(society: Society) -> None:
    charged(society, "Anna", (FIRST, 10000))
    got = received(receive(at(society), transfer(society, "Anna", 10000)))
    received(give_back(at(society), got.receipt.receipt_id, on=date(2026, 3, 1)))
    assert paid(certified(society, "Anna")) == []


def test_what_the_employer_pays_is_told_apart_and_never_certified(society: Society, archive: Archive) -> None:
    """Art. 51 c. 2 a) TUIR: the employer tells it."""
    with archive.writer.begin() as connection:
        connection.execute(firm.insert().values(id=5, public_id="f5", name="Officina", vat_number="01234567897"))
    dues = charged(
        society, "Anna", (FIRST, 10000), firm_id=5, statement_id=1, reference=make_reference(ReferenceKind.STATEMENT, 1)
    )
    told = Receipt(Channel.TRANSFER, FIRST, 10000, payer_firm_id=5, reference="X")
    received(receive(at(society), told, [Allocation(dues[0].due_id, 10000)]))
    charged(society, "Bruno", (SECOND, 7000), firm_id=5, statement_id=2,
            reference=make_reference(ReferenceKind.STATEMENT, 2))  # fmt: skip
    told = Receipt(Channel.TRANSFER, SECOND, 3000, payer_firm_id=5, reference="Y")
    received(receive(at(society), told))  # a part of a statement
    paper = certified(society, "Anna")
    assert paid(paper) == []
    assert paper.by_employer_cents == 10000
    with archive.reader.begin() as connection:
        found = firm_list(connection, ISSUED, firm_id=5, year=YEAR)
        assert isinstance(found, FirmYearList)
        assert [(one.person, one.firm_cents, one.worker_cents) for one in found.lines] == [
            ("Rossi Anna", 10000, 0), ("Rossi Bruno", 3000, 0),
        ]  # fmt: skip
        assert found.open_cents == 4000
        empty = firm_list(connection, ISSUED, firm_id=5, year=YEAR + 1)
        assert isinstance(empty, FirmYearList)
        assert empty.lines == ()


def test_refunds_are_told_by_year_of_expense_and_of_payment(society: Society) -> None:
    """An expense of 2026 refunded in 2027 is told apart (separate taxation). 70 % of 500.00 and of 200.00."""
    society.now = datetime(2027, 2, 1, 8, tzinfo=UTC)
    old = society.claim("Anna", "VIS", 50000, on=date(2026, 12, 15))
    new = society.claim("Anna", "VIS", 20000, on=date(2027, 1, 10))
    for one in (old, new):
        society.decide(one)
        done = pay(desk(society, date(2027, 2, 2)), one, on=date(2027, 2, 2), reference=f"E{one}")
        assert isinstance(done, Done), done
    lines = certified(society, "Anna", 2027).refunds
    assert [(one.spent_year, one.paid_on, one.spent_cents, one.refunded_cents) for one in lines] == [
        (2026, date(2027, 2, 2), 50000, (50000 * 70) // 100), (2027, date(2027, 2, 2), 20000, (20000 * 70) // 100),
    ]  # fmt: skip
    assert certified(society, "Anna", 2026).refunds == ()
    assert isinstance(returned(desk(society, date(2027, 7, 1)), new, on=date(2027, 7, 1), reference="B2"), Done)
    assert [one.spent_year for one in certified(society, "Anna", 2027).refunds] == [2026]


def test_all_of_a_year_are_those_who_paid_or_were_paid(society: Society, archive: Archive) -> None:
    charged(society, "Anna", (FIRST, 10000))
    with archive.reader.begin() as connection:
        assert people_with_money(connection, YEAR) == []
    received(receive(at(society), transfer(society, "Anna", 10000)))
    claim_id = society.claim("Bruno", "CICLO", 50000, gruppo="g")
    society.decide(claim_id)
    assert isinstance(pay(desk(society, date(2026, 6, 1)), claim_id, on=date(2026, 6, 1), reference="A"), Done)
    with archive.reader.begin() as connection:
        assert people_with_money(connection, YEAR) == sorted([society.people["Anna"], society.people["Bruno"]])
        assert people_with_money(connection, YEAR + 1) == []


# ---------------------------------------------------------------- the statement


def test_a_statement_tells_what_was_owed_and_paid_with_the_balance_before(society: Society, archive: Archive) -> None:
    charged(society, "Anna", (FIRST, 10000), (SECOND, 5000))
    received(receive(at(society), transfer(society, "Anna", 12000)))
    home = society.households[society.people["Anna"]]
    with archive.reader.begin() as connection:
        found = statement(connection, ISSUED, plans=society.plans, household_id=home, year=YEAR)
        later = statement(connection, ISSUED, plans=society.plans, household_id=home, year=YEAR + 1)
    assert isinstance(found, HouseholdStatement)
    assert [(one.on, one.due_cents, one.paid_cents) for one in found.lines] == [
        (FIRST, 10000, 0), (FIRST, 0, 12000), (SECOND, 5000, 0),
    ]  # fmt: skip
    assert isinstance(later, HouseholdStatement)
    assert (later.before_cents, later.lines) == (3000, ())


def test_a_statement_tells_money_that_came_before_the_same_money_that_went_back(
    society: Society, archive: Archive
) -> None:
    came = received(receive(at(society), transfer(society, "Anna", 12000)))
    received(give_back(at(society), came.receipt.receipt_id, on=came.receipt.received_on))
    home = society.households[society.people["Anna"]]
    with archive.reader.begin() as connection:
        found = statement(connection, ISSUED, plans=society.plans, household_id=home, year=YEAR)
    assert isinstance(found, HouseholdStatement)
    assert [one.paid_cents for one in found.lines] == [12000, -12000]


# ---------------------------------------------------------------- issuing


def test_the_same_paper_again_is_the_same_bytes_and_noted_once(society: Society, tmp_path: Path) -> None:
    charged(society, "Anna", (FIRST, 10000))
    received(receive(at(society), transfer(society, "Anna", 10000)))
    (first,) = printed(society, wanted(society), tmp_path / "a")
    (second,) = printed(society, wanted(society), tmp_path / "b", date(2027, 5, 5))
    assert (first.again, second.again) == (False, True)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.path.name == "attestazione-2026-N1-0.pdf"
    assert (second.issued_on, second.sha256) == (ISSUED, first.sha256)
    with society.archive.reader.begin() as connection:
        rows = connection.execute(select(paper_issued.c.kind, paper_issued.c.sha256, paper_issued.c.year)).all()
        looked = connection.scalars(select(file_access.c.what)).all()
    assert rows == [("certificate", first.sha256, YEAR)]
    assert looked == ["paper", "paper"]


def test_where_its_data_changed_a_new_paper_bears_the_new_day(society: Society, tmp_path: Path) -> None:
    dues = charged(society, "Anna", (FIRST, 10000), (SECOND, 5000))
    received(receive(at(society), transfer(society, "Anna", 10000)))
    printed(society, wanted(society), tmp_path)
    received(receive(at(society), transfer(society, "Anna", 5000, SECOND), [Allocation(dues[1].due_id, 5000)]))
    (new,) = printed(society, wanted(society), tmp_path, date(2027, 3, 3))
    assert (new.again, new.issued_on) == (False, date(2027, 3, 3))
    text = text_of(new.path.read_bytes())
    assert "Pinerolo, 3 marzo 2027" in text
    assert "150,00 €" in text
    with society.archive.reader.begin() as connection:
        assert len(connection.execute(select(paper_issued.c.sha256)).all()) == 2


def test_stopped_and_begun_again_the_run_notes_each_paper_once(society: Society, tmp_path: Path) -> None:
    for name in ("Anna", "Bruno"):
        charged(society, name, (FIRST, 10000))
    received(receive(at(society), transfer(society, "Anna", 20000)))
    run = issue(desk(society, ISSUED), wanted(society), tmp_path)
    next(run)
    run.close()  # noted, and one file written
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    found = printed(society, wanted(society), tmp_path)
    assert [one.again for one in found] == [True, True]
    with society.archive.reader.begin() as connection:
        assert len(connection.execute(select(paper_issued.c.sha256)).all()) == 2


def test_no_two_numbers_make_one_file_name() -> None:
    numbers = ["1/2", "1_2", "1.2", "1//2", "1 2", "1-2", "12", "1_2f_2", "../1"]
    assert len({file_name("tessera", one) for one in numbers}) == len(numbers)
    assert file_name("attestazione", 2026, "N1-1") == "attestazione-2026-N1-1"


def test_cards_are_for_members(society: Society, archive: Archive, tmp_path: Path) -> None:
    member(society, "Anna")
    with archive.reader.begin() as connection:
        everybody = papers_wanted.cards(connection, ISSUED, None)
        bruno = papers_wanted.cards(connection, ISSUED, [society.people["Bruno"]])
    (one,) = printed(society, everybody, tmp_path)
    text = text_of(one.path.read_bytes())
    assert "N1-0" in text
    assert "10/01/2026" in text
    (refused,) = issue(desk(society, ISSUED), bruno, tmp_path)
    assert isinstance(refused, NotIssued)
    assert refused.refusal.code == "no_member_no_card"


def test_the_book_is_printed_as_of_a_day_with_its_resolutions(society: Society, tmp_path: Path) -> None:
    member(society, "Anna")
    (one,) = printed(society, papers_wanted.members_book(LAW, date(2026, 12, 31)), tmp_path)
    text = text_of(one.path.read_bytes())
    assert "Libro soci al 31 dicembre 2026" in text
    assert "Rossi Anna" in text
    assert "0110/Anna del 10/01/2026" in text
    assert "Soci: 1" in text
    assert one.path.name == "libro-soci-2026-12-31.pdf"
