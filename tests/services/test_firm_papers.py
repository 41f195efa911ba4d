"""The papers of firms: what they say, noted once, the same bytes for the same data; nothing that a firm may not see."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from letters.papers import text_of
from mutua.domain.firms import Rate
from mutua.domain.pact import AdhesionEvent
from mutua.letters.papers import OfferLetter
from mutua.services.adhesions import About, AdhesionDone, tell_adhesion
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import answer_offer
from mutua.services.firm_papers import adhesions_wanted, offers_wanted, statements_wanted
from mutua.services.firm_statements import issue_statements
from mutua.services.issue_papers import Issued, NotIssued, issue
from mutua.services.outside_key import outside_key
from mutua.services.outside_names import WORKER, OutsideNames
from mutua.services.search import search
from mutua.services.statement_money import pay_statement
from mutua.store.database import Archive
from mutua.store.tables import paper_issued
from services.firm_helpers import NAMES, Firms, small_firms

JAN, MARCH = date(2026, 1, 1), date(2026, 3, 2)
BY = About(body="steering_committee", resolution="3/2026", themes=("work",))


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path, MARCH)
    made.firm("Alfa", rates=(Rate("base", 1234),), firm_share=7000, fund_share=250)
    made.apply(made.told("Alfa", made.rows("Alfa", NAMES[:3])), JAN)
    return made


def printed(firms: Firms, some: list[Any], folder: Path, day: date = MARCH) -> list[Issued | NotIssued]:
    return list(issue(firms.at(day), some, folder))


def one_of(found: list[Issued | NotIssued]) -> Issued:
    (one,) = found
    assert isinstance(one, Issued), one
    return one


def noted(firms: Firms) -> list[tuple[str, int | None]]:
    with firms.archive.reader.begin() as connection:
        rows = connection.execute(select(paper_issued.c.kind, paper_issued.c.year)).all()
    return sorted((row.kind, row.year) for row in rows)


def tell(firms: Firms, event: AdhesionEvent, on: date, about: About = BY) -> None:
    done = tell_adhesion(firms.at(), firms.firms["Alfa"], event, on=on, about=about)
    assert isinstance(done, AdhesionDone), done


def test_the_certificate_of_adhesion_is_of_who_is_in_the_pact(firms: Firms, tmp_path: Path) -> None:
    alfa = firms.firms["Alfa"]

    def wanted(only: list[int] | None, today: date = MARCH) -> list[Any]:
        with firms.archive.reader.begin() as connection:
            return adhesions_wanted(connection, today, only)

    assert wanted(None) == []
    (refused,) = printed(firms, wanted([alfa]), tmp_path)
    assert isinstance(refused, NotIssued)
    assert refused.refusal == Refusal("no_adhesion_no_certificate", "Alfa")
    tell(firms, AdhesionEvent.APPLIED, date(2026, 1, 10), About(themes=("work",), text_version="1"))
    tell(firms, AdhesionEvent.COMPLETED, date(2026, 1, 20))
    tell(firms, AdhesionEvent.ADMITTED, date(2026, 2, 10))
    first = one_of(printed(firms, wanted(None), tmp_path))
    found = text_of(first.path.read_bytes())
    for told in ("Alfa", "10 febbraio 2026", "Cabina di regia n. 3/2026", "Testo del patto 1", "lavoro"):
        assert told in found, told
    again = one_of(printed(firms, wanted([alfa]), tmp_path / "b", date(2026, 3, 9)))
    assert (again.again, again.issued_on, again.path.read_bytes()) == (True, MARCH, first.path.read_bytes())
    assert noted(firms) == [("adhesion", None)]
    tell(firms, AdhesionEvent.EXCLUDED, date(2026, 3, 2), About(body="board", resolution="9", motive="contratto"))
    assert wanted(None) == []
    assert isinstance(printed(firms, wanted([alfa]), tmp_path)[0], NotIssued)


def test_a_statement_says_what_the_firm_may_see_and_changes_when_it_is_paid(firms: Firms, tmp_path: Path) -> None:
    made = issue_statements(firms.at(JAN), firms.firms["Alfa"], JAN)
    assert not isinstance(made, Refusal)

    def wanted(month: date = JAN) -> list[Any]:
        with firms.archive.reader.begin() as connection:
            return statements_wanted(connection, month, None)

    assert wanted(date(2026, 2, 1)) == []
    first = one_of(printed(firms, wanted(), tmp_path))
    assert first.path.name.startswith("estratto-azienda-2026-01-")
    found = text_of(first.path.read_bytes())
    for told in (*NAMES[:3], "8,64 €", "3,70 €", "Totale da versare 37,95 €", "Causale RF", "Entro il 31/01/2026"):
        assert told in found, told
    assert one_of(printed(firms, wanted(), tmp_path)).again
    pay_statement(firms.at(), made[0].statement_id, cents=3795, received_on=MARCH)
    paid = one_of(printed(firms, wanted(), tmp_path))
    assert not paid.again
    assert "Risulta saldato il 2 marzo 2026" in text_of(paid.path.read_bytes())
    assert noted(firms) == [("firm_statement", made[0].statement_id)] * 2


def test_who_left_is_written_to_while_the_offer_is_open(firms: Firms, tmp_path: Path) -> None:
    firms.move("Alfa", firms.row("Alfa", NAMES[0], None, date(2026, 2, 10), at=2))

    def wanted(only: list[int] | None, today: date = MARCH) -> list[Any] | Refusal:
        with firms.archive.reader.begin() as connection:
            return offers_wanted(connection, firms.society.plans, today, only)

    some = wanted(None)
    assert not isinstance(some, Refusal)
    (one,) = some
    assert (one.person_id, one.year, one.file) == (firms.person(NAMES[0], 2), 20260228, "offerta-1")
    name = OutsideNames(outside_key(firms.archive)).of(WORKER, 1)
    with firms.archive.reader.begin() as connection:
        letter = one.make(connection, MARCH)
        found = [search(connection, words).people for words in (name, f" {name[:4]} {name[4:].upper()}", name[:25])]
    assert isinstance(letter, OfferLetter)
    assert letter.number == name, "which tells no number of the society's"
    assert [[who.surname for who in people] for people in found] == [["Rossi"], ["Rossi"], []], "the clerk finds whose"
    # sixty days from 2 March, when it was told
    assert (letter.firm, letter.cover_until, letter.answer_by) == ("Alfa", date(2026, 2, 28), date(2026, 5, 1))
    assert [line.rpartition(": ")[2] for line in letter.covers] == ["base"]
    first = one_of(printed(firms, some, tmp_path))
    assert one_of(printed(firms, some, tmp_path)).again
    assert "Anna Rossi" in text_of(first.path.read_bytes())
    assert noted(firms) == [("offer", 20260228)]
    assert wanted([99]) == Refusal("offer_unknown", "99")
    assert wanted([1], date(2026, 5, 2)) == Refusal("offer_over", "01/05/2026")
    assert not isinstance(answer_offer(firms.at(), 1, accept=False), Refusal)
    assert wanted([1]) == Refusal("offer_answered")
    assert wanted(None) == []
