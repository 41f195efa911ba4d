"""A list of requests brought in: lines of one request together, once, and decided like any other."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.files import codes, csv, xlsx
from mutua.intake.claims_file import public_id_of
from mutua.intake.tabular import Table, read_table
from mutua.services import import_claims
from mutua.services.import_claims import ClaimsPlan
from mutua.services.import_members import Applied
from mutua.services.verify_archive import verify
from mutua.store.claims import claim_by_public_id, pending_claims, read_claims
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.people import Place, tell_place
from mutua.store.tables import audit
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import JOINED, Society, small_society

HEADER = (
    "pratica;tessera;piano;prestazione;ricevuta il;data prestazione;importo;quantità;fattura n.;fattura del;"
    "altri rimborsi;documenti;struttura"
)
PLAN = "mutua-di-prova/prova"
VISIT = f"2026/1;N1-0;{PLAN};VIS;11/05/2026 09:30;04/05/2026;100,00;;12/A;04/05/2026;;fattura, prescrizione 02/05/2026;"
HOURS = f"2026/2;N1-1;{PLAN};OSPEDALE;12/05/2026;05/05/2026;;12,5;;;;;Ospedale Prova"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    return made


def look(society: Society, table: Table) -> ClaimsPlan:
    with society.archive.reader.begin() as connection:
        return import_claims.preview(connection, society.plans, table, now=society.now)


def bring(society: Society, table: Table, **how: bool) -> Applied:
    return import_claims.apply(
        society.archive, look(society, table), actor_id=society.actor_id, now=society.now, ids=society.ids, **how
    )


def claim_of(society: Society, key: str) -> int:
    with society.archive.reader.begin() as connection:
        found = claim_by_public_id(connection, public_id_of(key))
    assert found is not None
    return found


def test_requests_come_in_once_and_are_decided_to_the_cent(society: Society) -> None:
    table = csv(HEADER, VISIT, HOURS)
    assert (look(society, table).new_rows, bring(society, table)) == ((2, 3), Applied(2))
    again = look(society, table)
    assert (again.new_rows, again.unchanged_rows, again.mistakes) == ((), (2, 3), ())
    assert bring(society, table) == Applied(0)
    visit = claim_of(society, "2026/1")
    with society.archive.reader.begin() as connection:
        (record,) = read_claims(connection, [visit])
        assert record.received_at == datetime(2026, 5, 11, 7, 30, tzinfo=UTC)  # half past nine in Rome
        assert record.lines[0].papers == {"fattura": date(2026, 5, 4), "prescrizione": date(2026, 5, 2)}
        assert len(pending_claims(connection)) == 2
    assert society.decide(visit).draft.answer.granted_cents == 7000
    hours = society.decide(claim_of(society, "2026/2")).draft.answer.lines[0]
    assert hours.quantity_granted == 12 * 60 + 30
    assert look(society, table).unchanged_rows == (2, 3)
    assert verify(society.archive) == []


def test_rows_with_the_same_number_are_lines_of_one_request(society: Society) -> None:
    other = VISIT.replace("100,00", "80,00").replace("12/A", "13/A")
    assert bring(society, csv(HEADER, VISIT, HOURS, other)) == Applied(2)
    with society.archive.reader.begin() as connection:
        (record,) = read_claims(connection, [claim_of(society, "2026/1")])
    assert [line.expense_cents for line in record.lines] == [10000, 8000]


def test_a_request_told_otherwise_is_a_mistake_and_nothing_changes(society: Society) -> None:
    bring(society, csv(HEADER, VISIT))
    table = csv(HEADER, VISIT.replace("100,00", "120,00"), HOURS)
    assert codes(look(society, table)) == [("request_told_otherwise", 2, "pratica")]
    assert bring(society, table) == Applied(0)
    assert bring(society, table, accept_good_rows=True) == Applied(1)


def test_every_mistake_of_a_file_is_told_at_once_with_its_place(society: Society) -> None:
    table = csv(
        HEADER,
        VISIT.replace("100,00", "1.234").replace("VIS;", "VSI;"),
        VISIT.replace("N1-0", "X-9").replace("2026/1", "a"),
        VISIT.replace("VIS;", "VISITA;").replace("2026/1", "b"),
        VISIT.replace("prescrizione 02/05/2026", "ricetta").replace("2026/1", "c"),
        VISIT.replace("11/05/2026 09:30", "").replace("2026/1", "d"),
        VISIT.replace("/prova", "/altro").replace("2026/1", "e"),
        VISIT.replace("N1-0", "N1-1"),
    )
    plan = look(society, table)
    assert codes(plan) == [
        ("money_ambiguous", 2, "importo"),
        ("benefit_unknown", 2, "prestazione"),
        ("person_unknown", 3, "tessera"),
        ("benefit_unknown", 4, "prestazione"),
        ("paper_unknown", 5, "documenti"),
        ("cell_missing", 6, "ricevuta il"),
        ("plan_unknown", 7, "piano"),
        ("request_differs", 8, "tessera"),
    ]
    assert plan.wrong_rows == (2, 3, 4, 5, 6, 7, 8)
    assert plan.mistakes[0].suggestion == "1.234,00"


def test_a_workbook_says_the_same_as_a_csv(society: Society) -> None:
    bring(society, csv(HEADER, VISIT))
    book = xlsx(
        HEADER.split(";"),
        ["2026/1", "N1-0", PLAN, "VIS", datetime(2026, 5, 11, 9, 30),  # noqa: DTZ001 - a cell has no zone
         date(2026, 5, 4), 100, None, "12/A",
         date(2026, 5, 4), None, "fattura, prescrizione 02/05/2026"],
    )  # fmt: skip
    assert look(society, read_table(book)).unchanged_rows == (2,)


def test_answers_that_a_plan_asks_are_columns_of_their_name(society: Society) -> None:
    table = csv(HEADER + ";gruppo;causa", VISIT.replace("VIS;", "CICLO;") + ";c1;Infortunio")
    assert bring(society, table) == Applied(1)
    with society.archive.reader.begin() as connection:
        (record,) = read_claims(connection, [claim_of(society, "2026/1")])
    assert (record.lines[0].group_code, record.lines[0].facts) == ("c1", '{"causa":"tinfortunio"}')
    assert codes(look(society, csv(HEADER + ";causa", VISIT.replace("2026/1", "x") + ";noia"))) == [
        ("choice_unknown", 2, "causa")
    ]


def test_two_clerks_with_the_same_file_receive_it_once(society: Society) -> None:
    table = csv(HEADER, VISIT, HOURS)
    plans = [look(society, table) for _ in range(2)]
    barrier = threading.Barrier(2)

    def bring_in(plan: ClaimsPlan) -> Applied:
        barrier.wait()
        return import_claims.apply(society.archive, plan, actor_id=society.actor_id, now=society.now, ids=Ids())

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(bring_in, plans))
    assert sum(one.done for one in done) == 2  # each counts what it brought in itself
    assert sum(one.there_already for one in done) == 2
    with society.archive.reader.begin() as connection:
        assert len(pending_claims(connection)) == 2
    assert verify(society.archive) == []


# ---------------------------------------------------------------- authorisations

WITH_AUTHORISATION = (
    "pratica;tessera;piano;prestazione;ricevuta il;data prestazione;quantità;autorizzazione;scade il;autorizzata da"
)
ASKED = f"A/1;N1-0;{PLAN};CASA;01/05/2026;10/06/2026;10;sì;30/06/2026;"
USES = f"2026/3;N1-0;{PLAN};CASA;12/05/2026;05/05/2026;4;;;A/1"


def test_an_authorisation_and_the_request_that_uses_it_come_in_together_and_once(society: Society) -> None:
    table = csv(WITH_AUTHORISATION, ASKED, USES)
    assert bring(society, table) == Applied(2)
    again = look(society, table)
    assert (again.unchanged_rows, again.mistakes) == ((2, 3), ())
    given, user = claim_of(society, "A/1"), claim_of(society, "2026/3")
    with society.archive.reader.begin() as connection:
        authorisation, request = read_claims(connection, [given, user])
    assert (authorisation.authorisation, authorisation.expires_on) == (True, date(2026, 6, 30))
    assert (request.authorisation, request.authorisation_id) == (False, given)
    society.decide(given)
    assert society.decide(user).draft.answer.lines[0].quantity_granted == 4 * 60


def test_an_authorisation_may_be_in_the_archive_already(society: Society) -> None:
    assert bring(society, csv(WITH_AUTHORISATION, ASKED)) == Applied(1)
    table = csv(WITH_AUTHORISATION, USES)
    assert bring(society, table) == Applied(1)
    assert look(society, table).unchanged_rows == (2,)
    other = csv(WITH_AUTHORISATION, USES.removesuffix("A/1"))
    assert codes(look(society, other)) == [("request_told_otherwise", 2, "pratica")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (USES.replace("A/1", "A/9"), "authorisation_unknown", "autorizzata da"),
        (USES.replace("N1-0", "N1-1"), "authorisation_of_another", "autorizzata da"),
        (USES.replace("A/1", "2026/9"), "authorisation_not_one", "autorizzata da"),
        (USES.replace(";;;A/1", ";sì;;A/1"), "authorisation_of_itself", "autorizzata da"),
        (USES.replace(";;;A/1", ";;30/06/2026;A/1"), "expiry_without_authorisation", "scade il"),
    ],
)  # fmt: skip
def test_an_authorisation_that_does_not_fit_is_told(society: Society, row: str, code: str, column: str) -> None:
    plain = f"2026/9;N1-0;{PLAN};CASA;12/05/2026;04/05/2026;1;;;"
    bring(society, csv(WITH_AUTHORISATION, ASKED, plain))
    found = look(society, csv(WITH_AUTHORISATION, row))
    assert (codes(found), found.new_rows) == ([(code, 2, column)], ())


def test_an_authorisation_told_below_the_request_that_uses_it_is_not_known_yet(society: Society) -> None:
    found = look(society, csv(WITH_AUTHORISATION, USES, ASKED))
    assert codes(found) == [("authorisation_unknown", 2, "autorizzata da")]


def test_an_authorisation_of_another_household_of_the_person_is_imported_first(society: Society) -> None:
    """Households come in one after the other: what a request uses must not come in after it."""
    anna, home = society.people["Anna"], society.households[society.people["Carla"]]

    def move(unit: UnitOfWork) -> None:
        tell_place(unit.entry(home, "people"), 1, Place(anna, home, "coniuge", False, date(2026, 6, 5), None))

    unit_of_work(society.archive, [home], move, actor_id=society.actor_id, now=society.now)
    first = society.households[anna]

    def leave(unit: UnitOfWork) -> None:
        tell_place(unit.entry(first, "people"), 1, Place(anna, first, "titolare", False, JOINED, date(2026, 6, 4)))

    unit_of_work(society.archive, [first], leave, actor_id=society.actor_id, now=society.now)
    assert codes(look(society, csv(WITH_AUTHORISATION, ASKED, USES))) == [("authorisation_first", 3, "autorizzata da")]
    assert bring(society, csv(WITH_AUTHORISATION, ASKED)) == Applied(1)
    assert bring(society, csv(WITH_AUTHORISATION, USES)) == Applied(1)


# ---------------------------------------------------------------- odd days, and the trace


def test_what_is_odd_is_told_and_comes_in_all_the_same(society: Society) -> None:
    header = "pratica;tessera;piano;prestazione;ricevuta il;data prestazione;dal;al;importo;quantità;documenti"
    table = csv(
        header,
        f"1;N1-0;{PLAN};VIS;03/05/2026;04/05/2026;;;100,00;;fattura 04/05/2026",  # before the service
        f"2;N1-0;{PLAN};OSPEDALE;11/05/2026;;04/05/2026;02/06/2026;;5;",  # it is 1 June
        f"3;N1-0;{PLAN};VIS;11/05/1850;;;;100,00;;",
        f"4;N1-0;{PLAN};OSPEDALE;11/05/2026;04/05/2026;;;;0;",
        f"5;N1-0;{PLAN};VIS;11/05/2026;04/05/2026;;;90,00;;prescrizione 02/05/2062",
    )
    found = look(society, table)
    assert codes(found) == [
        ("received_before_service", 2, "data prestazione"), ("stay_ends_in_future", 3, "al"),
        ("received_long_ago", 4, "ricevuta il"), ("quantity_zero", 5, "quantità"), ("paper_in_future", 6, "documenti"),
    ]  # fmt: skip
    assert (found.right, found.new_rows) == (True, (2, 3, 4, 5, 6))
    assert bring(society, table) == Applied(5)
    assert look(society, table).unchanged_rows == (2, 3, 4, 5, 6)


def test_the_other_side_of_what_is_odd_is_quiet(society: Society) -> None:
    header = "pratica;tessera;piano;prestazione;ricevuta il;data prestazione;dal;al;importo;quantità;documenti"
    table = csv(
        header,
        f"1;N1-0;{PLAN};VIS;04/05/2026;04/05/2026;;;100,00;;fattura 04/05/2026",
        f"2;N1-0;{PLAN};OSPEDALE;11/05/2026;;04/05/2026;01/06/2026;;5;",
        f"3;N1-0;{PLAN};VIS;11/05/2016;;;;100,00;;",
        f"5;N1-0;{PLAN};VIS;11/05/2026;05/05/2026;;;90,00;;prescrizione 01/06/2026",
    )
    assert codes(look(society, table)) == []


def test_an_import_leaves_a_trace_without_the_name_of_the_file(society: Society) -> None:
    raw = "\r\n".join([HEADER, VISIT, HOURS]).encode()
    bring(society, read_table(raw))
    bring(society, read_table(raw))  # nothing comes in: no trace
    with society.archive.reader.begin() as connection:
        rows = connection.execute(select(audit)).all()
    assert [(one.kind, one.object_kind, one.object_id, one.motive, one.at, one.actor_id) for one in rows] == [
        ("import", "claims", hashlib.sha256(raw).hexdigest(), "new 2, changed 0, unchanged 0, wrong 0", society.now,
         society.actor_id)
    ]  # fmt: skip
