"""A list of requests brought in: lines of one request together, once, and decided like any other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

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
from services.societies import Society, small_society

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
        list(pool.map(bring_in, plans))
    with society.archive.reader.begin() as connection:
        assert len(pending_claims(connection)) == 2
    assert verify(society.archive) == []
