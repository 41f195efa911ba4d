"""Whatever stands in a sheet, each of its rows ends in one place, and reading it again says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archives import Ready
from intake.ugly.own.people import ANNA, BRUNO, CARLO, DINA, GINO, book
from mutua.intake.rough.payments import see_payments
from mutua.services.bring_members import look_at_members
from mutua.services.plan_book import PlanBook
from mutua.services.sheet_mappings import open_rough
from mutua.store.database import Archive

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
TITLES = ("Cognome", "Nome", "Nominativo", "C.F.", "Nucleo", "Parentela", "Capofamiglia", "Dal", "Nascita", "Tessera",
          "Coniuge", "C.F. coniuge", "Figli", "Indirizzo", "Note", "Rimborsato", "Data fattura", "N. fatt.", "Mah",
          "")  # fmt: skip
PEOPLE = (ANNA, BRUNO, CARLO, DINA, GINO)
CELLS = (
    "", " ", "Provetti", "Anna", "Provetti Anna", "Provetti Anna e Bruno", "titolare", "moglie", "figlio", "boh",
    "idem", '"', "01/01/2020", "1/2/20", "31/02/2020", "43831", "1.234", "12,50", "€ 84,00", "-50", "Totale",
    "TOT.", "Via Roma 1", "1", "2", "101", "=1+1", "'=1", "\u202e", "Cognome", "C.F.", f"{ANNA.code}/{BRUNO.code}",
    ANNA.code[:15],
    *(one.code for one in PEOPLE),
)  # fmt: skip

tables = st.tuples(
    st.integers(0, 2),
    st.lists(st.sampled_from(TITLES), min_size=1, max_size=8),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=9), max_size=8),
)


def test_each_row_ends_in_one_place_whatever_stands_there(ready: Ready, tmp_path: Path) -> None:
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive, archive.reader.begin() as connection:

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(tables)
        def look(table: tuple[int, list[str], list[list[str]]]) -> None:
            before, titles, rows = table
            raw = book(Soci=[["Libro dei soci"]] * before + [titles, *rows])
            for kind in ("members", "claims"):
                file = open_rough(connection, raw, kind)
                every = {row.number for row in file.grid.rows}
                if kind == "members":
                    plan = look_at_members(connection, PlanBook(lambda code: None), file, now=NOW)
                    ends = [set(plan.ended.read), set(plan.ended.set_aside), set(plan.ended.not_data)]
                    told = {one.row for one in plan.mistakes if not one.warning}
                else:
                    seen = see_payments(file, NOW.date())
                    ends = [set(seen.read), set(seen.set_aside), set(file.not_data)]
                    told = {one.row for one in seen.mistakes if not one.warning}
                assert sorted(number for end in ends for number in end) == sorted(every)
                assert ends[1] <= told, "a row is set aside without a reason"

        look()
