"""What people declare and are told: paid elsewhere, under one ceiling (art. 51 TUIR); the notice on their data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from mutua.domain.dues import Allocation, Channel, Receipt
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference
from mutua.letters.certificates import certificate as letter_of
from mutua.letters.papers import FirmYearList, YearCertificate
from mutua.rules.library import shipped_path
from mutua.rules.paper_notes import CertificateLaw
from mutua.services.decide_claim import Refusal
from mutua.services.declare import (
    BY_THEMSELVES,
    LONGEST,
    ON_PAPER,
    NoticeOf,
    declare_elsewhere,
    give_notice,
    notice_of,
    notice_on,
    take_notice_back,
    write_notice,
)
from mutua.services.export_person import as_csv, raw_rows, readable_tables
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.firm_to_confirm import to_confirm
from mutua.services.paper_values import certificate, firm_list
from mutua.services.receive_money import receive
from mutua.services.tax_ceiling import YearUsed, ceiling_used, ceilings_of, near_the_ceiling
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.declared import Elsewhere, Notice, NoticeGiven
from mutua.store.personal import erase_rows, what_is_left
from mutua.store.tables import entry, firm, identity, paid_elsewhere
from mutua.store.wall import FIRM_TABLES
from services.dues_helpers import FIRST, YEAR, at, charged, received
from services.firm_helpers import NAMES, TERMS, Firms, small_firms
from services.societies import Society, small_society

LIMIT = 361520  # € 3.615,20
JAN, MAY, TODAY = date(2026, 1, 1), date(2026, 5, 4), date(2026, 8, 2)
ANNA = NAMES[0]


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path / "s")
    made.household("N1", "Anna", "Bruno")
    return made


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    """Anna works at Alfa: 10,00 € a month."""
    made = small_firms(archive, tmp_path, TODAY)
    made.firm("Alfa", TERMS)
    made.move("Alfa", made.row("Alfa", ANNA, JAN), today=JAN)
    return made


def said(firms: Firms, cents: int, year: int = 2026, on: date = MAY, how: str = ON_PAPER) -> Elsewhere:
    found = declare_elsewhere(firms.at(), firms.person(ANNA), year, cents, how, on=on)
    assert isinstance(found, Elsewhere), found
    return found


def used(firms: Firms, year: int = 2026) -> list[YearUsed]:
    with firms.archive.reader.begin() as connection:
        return ceiling_used(connection, ceilings_of(connection, shipped_path()), firms.person(ANNA), [year])


def near(firms: Firms, least: int) -> list[tuple[int, int, int]]:
    with firms.archive.reader.begin() as connection:
        found = near_the_ceiling(connection, 2026, least)
    return [(one.asked_cents, one.elsewhere_cents, one.cents) for one in found]


def month(firms: Firms, of: date) -> None:
    found = issue_statements(firms.at(of.replace(day=2)), firms.firms["Alfa"], of)
    assert not isinstance(found, Refusal)
    assert all(isinstance(one, Issued) for one in found)


# ---------------------------------------------------------------- paid elsewhere


def test_what_is_paid_elsewhere_counts_in_the_one_ceiling_of_article_51(firms: Firms) -> None:
    """10,00 of January and what is declared: at 3.615,20 nothing is left, one cent above is above."""
    month(firms, JAN)
    assert [(one.cents, one.left_cents) for one in used(firms)] == [(1000, LIMIT - 1000)]
    assert near(firms, LIMIT) == []
    said(firms, LIMIT - 1000 - 1)
    assert near(firms, LIMIT) == []
    said(firms, LIMIT - 1000)
    assert near(firms, LIMIT) == [(1000, LIMIT - 1000, LIMIT)]
    assert [one.left_cents for one in used(firms)] == [0]
    said(firms, LIMIT - 999)
    (one,) = used(firms)
    assert (one.left_cents, one.ceiling is not None and "art. 51, comma 2" in one.ceiling.source) == (-1, True)


def test_a_later_declaration_takes_the_place_of_an_earlier_one_and_both_stay_in_history(firms: Firms) -> None:
    """The newest telling counts, whatever day it names; nought: nothing. The same again is told once."""
    said(firms, 50000)
    said(firms, 70000, on=date(2026, 3, 1), how=BY_THEMSELVES)
    said(firms, 70000)
    assert [one.elsewhere for one in used(firms)] == [
        Elsewhere(firms.person(ANNA), 2026, 70000, date(2026, 3, 1), BY_THEMSELVES)
    ]
    said(firms, 0)
    assert [one.cents for one in used(firms)] == [0]
    with firms.archive.reader.begin() as connection:
        told = select(paid_elsewhere.c.amount_cents, paid_elsewhere.c.declared_on, entry.c.actor_id).join(
            entry, (entry.c.chain_id == paid_elsewhere.c.chain_id) & (entry.c.position == paid_elsewhere.c.position)
        )
        rows = connection.execute(told.order_by(entry.c.position)).all()
    assert [row[0] for row in rows] == [50000, 70000, 0]
    assert {row[2] for row in rows} == {firms.society.actor_id}
    assert verify(firms.archive) == []


def test_years_are_apart_and_those_declared_are_shown_too(firms: Firms) -> None:
    month(firms, JAN)
    said(firms, 900, year=2025)
    assert [(one.year, one.asked_cents, one.cents) for one in used(firms)] == [(2026, 1000, 1000), (2025, 0, 900)]


@pytest.mark.parametrize(("year", "on", "code"), [
    (2026, date(2026, 8, 3), "declared_in_future"), (2027, TODAY, "declared_year_to_come"),
])  # fmt: skip
def test_what_has_not_come_is_not_declared(firms: Firms, year: int, on: date, code: str) -> None:
    found = declare_elsewhere(firms.at(), firms.person(ANNA), year, 100, ON_PAPER, on=on)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert [one.elsewhere for one in used(firms)] == [None]


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_what_is_left_is_the_ceiling_less_both_whatever_they_are(asked: int, elsewhere: int) -> None:
    """Art. 51, c. 2, lett. a, TUIR: one ceiling, employer, worker and elsewhere together."""
    from mutua.rules.model import ParameterFigure

    figure = ParameterFigure(date(2025, 1, 1), None, LIMIT, "art. 51, comma 2, lett. a, del TUIR")
    one = YearUsed(2026, asked, Elsewhere(1, 2026, elsewhere, MAY, ON_PAPER), figure)
    assert one.cents == asked + elsewhere
    assert one.left_cents == LIMIT - asked - elsewhere
    assert replace_elsewhere(one, None).left_cents == LIMIT - asked


def replace_elsewhere(one: YearUsed, told: Elsewhere | None) -> YearUsed:
    return one._replace(elsewhere=told)


def test_the_certificate_says_what_was_declared_and_the_firm_s_list_does_not(
    society: Society, archive: Archive
) -> None:
    """100,00 through the firm and 3.600,00 elsewhere are 84,80 above 3.615,20; the firm reads its own 100,00."""
    with archive.writer.begin() as connection:
        connection.execute(firm.insert().values(id=5, public_id="f5", name="Officina", vat_number="01234567897"))
    dues = charged(society, "Anna", (FIRST, 10000), firm_id=5, statement_id=1,
                   reference=make_reference(ReferenceKind.STATEMENT, 1))  # fmt: skip
    paid = Receipt(Channel.TRANSFER, FIRST, 10000, payer_firm_id=5, reference="X")
    received(receive(at(society), paid, [Allocation(dues[0].due_id, 10000)]))
    before = text_of(society, YEAR)
    assert "altrove" not in before
    with archive.reader.begin() as connection:
        firm_before = firm_list(connection, FIRST, firm_id=5, year=YEAR)
    told = declare_elsewhere(at(society), society.people["Anna"], YEAR, 360000, ON_PAPER, on=FIRST)
    assert isinstance(told, Elsewhere), told
    said_now = text_of(society, YEAR)
    for part in ("altri 3.600,00", "sono 3.700,00", "di 3.615,20", "art. 51, comma 2, lett. a", "per 84,80"):
        assert part in said_now, said_now
    assert "altrove" not in text_of(society, YEAR - 1)
    with archive.reader.begin() as connection:
        firm_after = firm_list(connection, FIRST, firm_id=5, year=YEAR)
    assert isinstance(firm_after, FirmYearList)
    assert firm_after == firm_before


def text_of(society: Society, year: int) -> str:
    with society.archive.reader.begin() as connection:
        law = CertificateLaw((), ceilings_of(connection, shipped_path()))
        paper = certificate(connection, FIRST, plans=society.plans, law=law, person_id=society.people["Anna"],
                            year=year)  # fmt: skip
    assert isinstance(paper, YearCertificate), paper
    return str(letter_of(paper)).replace("\N{NO-BREAK SPACE}", " ")


def test_no_page_of_a_firm_can_reach_what_was_declared_or_got() -> None:
    assert {"paid_elsewhere", "notice_given", "privacy_notice"} & FIRM_TABLES == set()


# ---------------------------------------------------------------- the notice


def write(firms: Firms, words: str = "Come trattiamo i dati.", since: date = JAN) -> Notice:
    found = write_notice(firms.at(), words, since=since)
    assert isinstance(found, Notice), found
    return found


def give(firms: Firms, on: date = MAY, how: str = ON_PAPER) -> NoticeGiven | Refusal:
    return give_notice(firms.at(), firms.person(ANNA), how, on=on)


def standing(firms: Firms, day: date = TODAY) -> NoticeOf:
    with firms.archive.reader.begin() as connection:
        return notice_of(connection, firms.person(ANNA), day)


def lacking(firms: Firms) -> list[tuple[str, ...]]:
    with firms.archive.reader.begin() as connection:
        return [one.missing for one in to_confirm(connection, TODAY, firms.firms["Alfa"])]


def test_who_never_got_the_notice_is_still_to_be_confirmed_and_covered_all_the_same(firms: Firms) -> None:
    """Art. 13 GDPR. Where the society wrote none, nobody waits for it."""
    assert lacking(firms) == [("iban", "contact")]
    write(firms)
    assert lacking(firms) == [("notice", "iban", "contact")]
    assert firms.covers(ANNA)[0].effective_from == JAN
    assert give(firms) == NoticeGiven(firms.person(ANNA), 1, MAY, ON_PAPER)
    assert lacking(firms) == [("iban", "contact")]
    write(firms, "Come trattiamo i dati, da giugno.", date(2026, 6, 1))
    assert lacking(firms) == [("iban", "contact")]  # they got one: the new one is told where they enter
    taken = take_notice_back(firms.at(), firms.person(ANNA))
    assert taken == NoticeGiven(firms.person(ANNA), 1, MAY, ON_PAPER)
    assert lacking(firms) == [("notice", "iban", "contact")]
    assert take_notice_back(firms.at(), firms.person(ANNA)) == Refusal("notice_not_got")
    assert verify(firms.archive) == []


def test_versions_stay_and_what_is_got_is_that_of_its_day(firms: Firms) -> None:
    one = write(firms)
    assert write(firms) == one  # the same text again
    two = write(firms, "Un altro testo.\r\n\r\nDue righe.  ", date(2026, 6, 1))
    assert (two.version, two.words) == (2, "Un altro testo.\n\nDue righe.")
    assert write_notice(firms.at(), "Prima", since=date(2026, 5, 31)) == Refusal("notice_before_last", "01/06/2026")
    with firms.archive.reader.begin() as connection:
        days = (date(2025, 12, 31), JAN, date(2026, 5, 31), date(2026, 6, 1))
        assert [notice_on(connection, day) for day in days] == [None, one, one, two]
    assert give(firms, date(2025, 12, 31)) == Refusal("notice_none", "31/12/2025")
    assert give(firms, date(2026, 8, 3)) == Refusal("declared_in_future", "03/08/2026")
    assert give(firms, date(2026, 5, 31)) == NoticeGiven(firms.person(ANNA), 1, date(2026, 5, 31), ON_PAPER)
    assert standing(firms).got is None
    assert isinstance(give(firms, date(2026, 6, 1), BY_THEMSELVES), NoticeGiven)
    assert [(one.version, one.how) for one in standing(firms).given] == [(1, ON_PAPER), (2, BY_THEMSELVES)]
    assert give(firms, TODAY) == Refusal("notice_got", "01/06/2026")


@pytest.mark.parametrize("words", ["", " \n ", "x" * (LONGEST + 1)])
def test_a_notice_has_a_text_that_can_be_read(firms: Firms, words: str) -> None:
    assert write_notice(firms.at(), words, since=JAN) == Refusal("notice_length", str(LONGEST))
    assert standing(firms).now is None


# ---------------------------------------------------------------- one's own data


def test_both_are_handed_over_with_a_person_s_data_and_name_nobody_after_erasure(firms: Firms) -> None:
    write(firms)
    said(firms, 45678)
    assert isinstance(give(firms), NoticeGiven)
    anna = firms.person(ANNA)
    with firms.archive.reader.begin() as connection:
        told = {one.name: as_csv(one).decode() for one in readable_tables(connection, firms.society.plans, anna)}
        raw = raw_rows(connection, anna)
    assert "2026;456,78;04/05/2026;allo sportello" in told["versati altrove"]
    assert "1;04/05/2026;su carta" in told["informative ricevute"]
    assert "Come trattiamo i dati." in told["informative"]
    assert (raw["paid_elsewhere"][0]["amount_cents"], raw["notice_given"][0]["version"]) == (45678, 1)
    with firms.archive.writer.begin() as connection:
        erase_rows(connection, anna)
    with firms.archive.reader.begin() as connection:
        assert what_is_left(connection, anna) == []
        assert connection.scalars(select(identity.c.person_id).where(identity.c.person_id == anna)).all() == []
    again = declare_elsewhere(firms.at(), anna, 2026, 1, ON_PAPER, on=MAY)
    assert again == Refusal("erased_already")
    assert give_notice(firms.at(), anna, ON_PAPER, on=date(2026, 6, 1)) == Refusal("erased_already")
