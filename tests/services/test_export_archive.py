"""What leaves the society: tables one can read, that come back exactly, and that no spreadsheet takes for formulas."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mutua.domain.records import ContributionTold
from mutua.intake.marks import dangerous, marked, unmarked
from mutua.intake.tabular import read_file
from mutua.rules.model import Unit
from mutua.services import import_members
from mutua.services.export_archive import WORKBOOK, export
from mutua.services.register import register_contribution
from mutua.services.table_writer import Kind, OutColumn, OutTable, write_csv, write_workbook, xml_text
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import audit
from mutua.store.unit_of_work import unit_of_work
from mutua.wording.export_words import TABLES, unit_word
from services.societies import Society, small_society

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
SIGNS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", " =", "''", "'-"])
DANGEROUS = st.tuples(SIGNS, ANY_TEXT).map("".join)
TEXTS = st.lists(st.one_of(ANY_TEXT, DANGEROUS), min_size=1, max_size=6)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    first = made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    made.decide(made.claim("Anna", "VIS", 50000, numero_fattura="=1+1"))
    made.decide(made.claim("Anna", "VIS", 10000))
    made.decide(made.claim("Bruno", "VIS", 10000))
    made.claim("Carla", "OSPEDALE", quantità=90)
    due = ContributionTold("N1", made.plan_code, date(2026, 1, 31), 30000, date(2026, 2, 1))
    work = lambda unit: register_contribution(unit, first, due)  # noqa: E731
    unit_of_work(archive, [first], work, actor_id=made.actor_id, now=made.now)
    return made


def written(society: Society, folder: Path, kind: str) -> list[Path]:
    return export(
        society.archive, folder, kind, plans=society.plans, actor_id=society.actor_id, now=society.now,  # type: ignore[arg-type]
    )  # fmt: skip


def column(folder: Path, name: str, title: str) -> list[str]:
    table = read_file(folder / f"{name}.csv")
    at = table.header.index(title)
    return [row.cells[at].text for row in table.rows]


def test_every_table_is_written_and_readable(society: Society, tmp_path: Path) -> None:
    folder = tmp_path / "fuori"
    files = written(society, folder, "csv")
    assert [path.stem for path in files] == list(TABLES)
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in files)
    assert column(folder, "righe", "importo") == ["500,00", "100,00", "100,00", ""]
    assert column(folder, "righe", "fattura n.")[0] == "'=1+1"
    assert column(folder, "righe", "quantità") == ["", "", "", "1 ora e 30 minuti"]
    assert column(folder, "decisioni", "esito") == ["pagata", "ridotta", "respinta"]
    assert column(folder, "decisioni", "riconosciuto") == ["350,00", "50,00", "0,00"]
    assert "titolare" in column(folder, "decisioni", "motivi")[2]
    assert column(folder, "movimenti dei plafond", "di chi") == ["Rossi Anna", "Rossi Anna"]
    assert column(folder, "movimenti dei plafond", "consumato") == ["350,00", "50,00"]
    assert column(folder, "movimenti dei plafond", "impegnato") == ["0,00", "0,00"]
    assert column(folder, "movimenti dei plafond", "unità") == ["euro", "euro"]
    assert sorted(column(folder, "scritture", "importo")) == sorted(
        ["350,00", "-350,00", "50,00", "-50,00", "300,00", "-300,00", "300,00", "-300,00"]
    )
    assert column(folder, "richieste", "stato") == ["decisa", "decisa", "decisa", "in attesa"]
    assert column(folder, "contributi", "importo") == ["300,00"]
    assert column(folder, "soci", "nascita")[0] == "17/05/1980"
    assert (folder / "soci.csv").read_bytes().startswith(b"\xef\xbb\xbfnucleo;tessera;")
    assert verify(society.archive) == []


def test_what_was_exported_comes_in_again_and_changes_nothing(society: Society, tmp_path: Path) -> None:
    written(society, tmp_path / "fuori", "csv")
    for name, rows in (("soci", 3), ("coperture", 3)):
        with society.archive.reader.begin() as connection:
            table = read_file(tmp_path / "fuori" / f"{name}.csv")
            plan = import_members.preview(connection, society.plans, table, now=society.now)
        assert (plan.mistakes, len(plan.unchanged_rows)) == ((), rows)


def test_the_workbook_has_a_sheet_for_each_table_and_true_numbers(society: Society, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    (path,) = written(society, tmp_path, "xlsx")
    assert path.name == WORKBOOK
    with CalamineWorkbook.from_path(path) as book:
        assert book.sheet_names == list(TABLES)
        head, *rows = book.get_sheet_by_name("scritture").to_python()
        amounts = [row[head.index("importo")] for row in rows]
        assert sorted(amounts) == [-350, -300, -300, -50, 50, 300, 300, 350]
        head, first, *_ = book.get_sheet_by_name("soci").to_python()
        assert first[head.index("nascita")] == date(1980, 5, 17)


def test_only_their_owner_reads_what_was_written(society: Society, tmp_path: Path) -> None:
    (tmp_path / ".soci.csv.part").touch(mode=0o644)  # left by a power cut
    for path in (*written(society, tmp_path, "csv"), *written(society, tmp_path, "xlsx")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_who_exports_leaves_a_trace(society: Society, tmp_path: Path) -> None:
    written(society, tmp_path, "xlsx")
    with society.archive.reader.begin() as connection:
        rows = list(connection.execute(select(audit.c.kind, audit.c.motive, audit.c.at)))
    assert rows == [("export", "xlsx", society.now)]


# ---------------------------------------------------------------- the writer


def test_counts_are_written_in_their_unit(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    rows = [((7500, Unit.EURO),), ((-90, Unit.HOURS),), ((750, Unit.HOURS),), ((1, Unit.TIMES),), ((7, None),)]
    table = OutTable("limiti", (OutColumn("consumato", Kind.COUNTED),), rows)
    write_csv(tmp_path, table)
    assert column(tmp_path, "limiti", "consumato") == ["75,00", "-1:30", "12:30", "1", "7"]
    with CalamineWorkbook.from_path(write_workbook(tmp_path / "limiti.xlsx", [table])) as book:
        told = [row[0] for row in book.get_sheet_by_name("limiti").to_python()[1:]]
    assert told == [75, "-1:30", timedelta(hours=12, minutes=30), 1, 7]
    assert [unit_word(unit) for unit in (Unit.EURO, Unit.HOURS, Unit.TIMES, None)] == ["euro", "ore", "volte", None]


@given(ANY_TEXT)
def test_a_mark_is_taken_away_exactly(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not marked(text).lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


@given(DANGEROUS)
def test_h79_every_dangerous_text_is_marked(text: str) -> None:
    assert dangerous(text)
    assert marked(text) == f"'{text}"


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_h80_texts_come_back_exactly_even_the_third_time(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    told = texts
    for _ in range(3):
        told = _through_csv(folder, told)
        assert told == texts


def _through_csv(folder: Path, texts: list[str]) -> list[str]:
    columns = (OutColumn("n", Kind.WHOLE), OutColumn("testo"))
    table = read_file(write_csv(folder, OutTable("t", columns, list(enumerate(texts)))))
    assert table.mistakes == []
    return [unmarked(row.cells[1].text) for row in table.rows]


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_texts_come_back_from_a_workbook_too(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "t.xlsx"
    columns = (OutColumn("n", Kind.WHOLE), OutColumn("testo"))
    told = [xml_text(text) for text in texts]
    for _ in range(3):
        write_workbook(path, [OutTable("t", columns, list(enumerate(told)))])
        table = read_file(path)
        assert table.mistakes == []
        told = [unmarked(row.cells[1].text) for row in table.rows]
        assert told == [xml_text(text) for text in texts]


def test_numbers_and_days_are_never_marked(tmp_path: Path) -> None:
    kinds = (Kind.MONEY, Kind.WHOLE, Kind.DAY, Kind.INSTANT, Kind.YES_NO)
    columns = tuple(OutColumn(kind.value, kind) for kind in kinds)
    row = (-123456, -5, date(1899, 1, 2), datetime(2026, 7, 1, 22, 30, tzinfo=UTC), False)
    path = write_csv(tmp_path, OutTable("t", columns, [row]))
    assert path.read_text("utf-8-sig").splitlines()[1] == "-1.234,56;-5;02/01/1899;02/07/2026 00:30;no"
    table = read_file(write_workbook(tmp_path / "t.xlsx", [OutTable("t", columns, [row])]))
    assert [cell.text for cell in table.rows[0].cells] == ["-1234.56", "-5", "02/01/1899", "02/07/2026 00:30", "no"]


def test_nobody_ever_finds_half_a_table(tmp_path: Path) -> None:
    path = write_csv(tmp_path, OutTable("t", (OutColumn("a"),), [("vecchio",)]))

    def breaks() -> object:
        yield ("nuovo",)
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        write_csv(tmp_path, OutTable("t", (OutColumn("a"),), breaks()))  # type: ignore[arg-type]
    assert "vecchio" in path.read_text("utf-8-sig")
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]
