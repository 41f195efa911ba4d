"""Bad input, list F, for staff lists: number by number, each a clear no, or read for what it is."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest

from intake.files import codes, csv, xlsx
from mutua.domain.firms import Category
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.staff_list import compare
from mutua.domain.staff_rows import Mode, Worker, roster_of
from mutua.intake.staff_columns import columns_of, encode_columns, signature_of
from mutua.intake.staff_file import StaffFile, read_staff_file
from mutua.intake.staff_table import read_staff_table
from mutua.intake.tabular import MOST_ROWS, Table, read_table

HEADER = "codice fiscale;cognome;nome;data di assunzione;data di cessazione"
ANNA = compute_fiscal_code("Rossi", "Anna", date(1980, 1, 1), "F", "G674")
BRUNO = compute_fiscal_code("Bianchi", "Bruno", date(1981, 2, 2), "M", "G674")
ROW = f"{ANNA};Rossi;Anna;01/02/2026;"
TODAY = date(2026, 8, 2)


def read(table: Table, mode: Mode = Mode.MOVEMENTS, **more: Any) -> StaffFile:
    return read_staff_file(table, mode, firm_id=1, **more)


def staff(*rows: str, header: str = HEADER, **more: Any) -> StaffFile:
    return read(csv(header, *rows), **more)


def wrong(file: StaffFile) -> list[tuple[str, int, str]]:
    return [(one.code, one.row, one.column) for one in file.mistakes if not one.warning]


# ---------------------------------------------------------------- 59

FILES_59: list[tuple[str, bytes, list[str]]] = [
    ("empty", b"", ["file_empty"]),
    ("header only", HEADER.encode(), ["only_header"]),
    ("wrong header", b"a;b\n1;2", ["staff_code_column"]),
    ("header twice", f"{HEADER};CF\n{ROW};{ANNA}".encode(), ["column_twice"]),
    (
        "300 columns",
        (";".join(f"c{at}" for at in range(300)) + "\n" + ";".join("1" * 300)).encode(),
        ["too_many_columns"],
    ),
    ("200,000 rows", (HEADER + "\n" + (ROW + "\n") * (MOST_ROWS + 1)).encode(), ["too_many_rows"]),
]


@pytest.mark.parametrize(("raw", "found"), [one[1:] for one in FILES_59], ids=[one[0] for one in FILES_59])
def test_f59_files_that_are_no_list(raw: bytes, found: list[str]) -> None:
    file = read(read_table(raw))
    assert [one[0] for one in wrong(file)] == found
    assert file.rows == []
    assert not file.usable


# ---------------------------------------------------------------- 60

FILES_60: list[tuple[str, bytes, list[str], int]] = [
    ("mixed separators", f"codice fiscale;cognome,nome\n{ROW}".encode(), ["separators_mixed"], 0),
    ("quote never closed", f'{HEADER}\n"{ROW}\n'.encode(), ["quote_open"], 0),
    ("newline in a cell", f'{HEADER}\n{ANNA};"Ros\nsi";Anna;01/02/2026;\n'.encode(), ["character_newline"], 0),
    ("CR only", f"{HEADER}\r{ROW}\r".encode(), [], 1),
    ("byte order mark", b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode(), [], 1),
    ("commas", f"{HEADER}\n{ROW}\n".replace(";", ",").encode(), [], 1),
    ("Windows-1252", f"{HEADER}\n{ANNA};Rossi;Annà;01/02/2026;\n".encode("cp1252"), [], 1),
]


@pytest.mark.parametrize(("raw", "found", "rows"), [one[1:] for one in FILES_60], ids=[one[0] for one in FILES_60])
def test_f60_separators_ends_and_alphabets(raw: bytes, found: list[str], rows: int) -> None:
    file = read(read_table(raw))
    assert [one[0] for one in wrong(file)] == found
    assert len(file.rows) == rows


# ---------------------------------------------------------------- 61


def look(*rows: str, roster: tuple[Worker, ...] = (), mode: Mode = Mode.MOVEMENTS) -> list[tuple[str, int]]:
    file = staff(*rows, mode=mode)
    plan = compare(mode, roster_of(roster), file.rows, on=TODAY, today=TODAY, firm_ids=[1], unread=file.unread)
    return [(one.code, one.row) for one in plan.problems if not one.warning]


def test_f61_the_same_person_twice_with_different_data() -> None:
    other = ROW.replace("01/02/2026", "01/03/2026")
    assert look(ROW, other) == [("staff_twice", 2), ("staff_twice", 3)]
    assert look(ROW, ROW) == []


def test_f61_two_people_with_the_same_code() -> None:
    assert look(ROW, ROW.replace("Anna", "Lia")) == [("staff_code_of_two", 2), ("staff_code_of_two", 3)]


# ---------------------------------------------------------------- 62

DAYS_62: list[tuple[str, Any, date | None, str]] = [
    ("a serial number", 46054, date(2026, 2, 1), ""),
    ("a day of the spreadsheet", date(2026, 2, 1), date(2026, 2, 1), ""),
    ("a text", "01/02/2026", date(2026, 2, 1), ""),
    ("day before month, always", "01/02/2026", date(2026, 2, 1), ""),
    ("month before day", "02/13/2026", None, "day_turned"),
    ("a short year", "01/02/26", date(2026, 2, 1), ""),
    ("points", "01.02.2026", date(2026, 2, 1), ""),
    ("no such day", "31/02/2026", None, "date_unreal"),
    ("a serial number too early", 12, None, "day_serial"),
]


@pytest.mark.parametrize(("cell", "day", "code"), [one[1:] for one in DAYS_62], ids=[one[0] for one in DAYS_62])
def test_f62_days_of_spreadsheets(cell: Any, day: date | None, code: str) -> None:
    file = read(read_table(xlsx(HEADER.split(";"), [ANNA, "Rossi", "Anna", cell, None])))
    assert [one.hired_on for one in file.rows] == ([day] if day else [])
    assert [one[0] for one in wrong(file)] == ([code] if code else [])


def test_f62_days_counted_from_1904() -> None:
    raw = xlsx(HEADER.split(";"), [ANNA, "Rossi", "Anna", 44592, None], from_1904=True)
    assert [one.hired_on for one in read(read_table(raw)).rows] == [date(2026, 2, 1)]


# ---------------------------------------------------------------- 63

CODES_63: list[tuple[str, str, str]] = [
    ("O for nought", ANNA[:6] + ANNA[6:8].replace("0", "O") + ANNA[8:], "fiscal_code_digits"),
    ("cut at fifteen", ANNA[:15], "fiscal_code_cut"),
    ("two in one cell", f"{ANNA} {BRUNO}", "fiscal_code_several"),
    ("a wrong last letter", ANNA[:15] + ("A" if ANNA[15] != "A" else "B"), "fiscal_code_check"),
    ("rewritten as a number", "1.23E+10", "number_rewritten"),
]


@pytest.mark.parametrize(("text", "code"), [one[1:] for one in CODES_63], ids=[one[0] for one in CODES_63])
def test_f63_fiscal_codes_that_are_none(text: str, code: str) -> None:
    file = staff(ROW.replace(ANNA, text))
    assert wrong(file)[0] == (code, 2, "codice fiscale")
    assert file.unread == [2]
    assert file.usable  # the file is readable: one row of it is wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [("1.23E+10", "number_rewritten"), ("1234560018", "vat_number"), ("12345678901", "vat_number_check")],
)
def test_f63_vat_numbers_that_a_spreadsheet_rewrote(text: str, code: str) -> None:
    file = staff(f"{ROW};{text}", header=f"{HEADER};partita iva azienda")
    assert wrong(file)[0][0] == code


# ---------------------------------------------------------------- 64

def test_f64_a_row_of_another_firm_is_refused_and_tells_nothing_of_it() -> None:
    header = f"{HEADER};partita iva azienda"
    mine = {"00743110157": 1}
    file = read_staff_file(csv(header, f"{ROW};00743110157"), Mode.FULL, firm_id=1, firms=mine)
    assert wrong(file) == []
    file = read_staff_file(csv(header, f"{ROW};00488410010"), Mode.FULL, firm_id=1, firms=mine)
    assert wrong(file) == [("staff_other_firm", 2, "partita iva azienda")]


def test_f64_a_consultants_list_serves_the_firms_that_delegated_and_no_third_one() -> None:
    header = f"{HEADER};P.IVA azienda"
    firms = {"00743110157": 1, "00488410010": 2}
    rows = [f"{ROW};00743110157", f"{BRUNO};Bianchi;Bruno;01/02/2026;;00488410010", f"{ROW};00905811006"]
    file = read_staff_file(csv(header, *rows), Mode.FULL, firm_id=0, firms=firms)
    assert [(one.number, one.firm_id) for one in file.rows] == [(2, 1), (3, 2)]
    assert wrong(file) == [("staff_other_firm", 4, "P.IVA azienda")]
    without = read_staff_file(csv(HEADER, ROW), Mode.FULL, firm_id=0, firms=firms)
    assert wrong(without) == [("column_missing", 1, "partita iva azienda")]


# ---------------------------------------------------------------- 65


def test_f65_a_list_that_removes_everybody_only_asks() -> None:
    there = tuple(
        Worker(at, 1, f"P{at}", "Rossi", "Anna", "", Category.EMPLOYEE, date(2026, 1, 1)) for at in range(1, 6)
    )
    file = staff(ROW, mode=Mode.FULL)
    plan = compare(Mode.FULL, roster_of(there), file.rows, on=TODAY, today=TODAY, firm_ids=[1])
    assert len(plan.endings) == 5
    assert plan.endings_code


# ---------------------------------------------------------------- 66


def renamed(raw: bytes, part: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info))
        new.writestr(part, content)
    return stream.getvalue()


BOOK = xlsx(HEADER.split(";"), [ANNA, "Rossi", "Anna", date(2026, 2, 1), None])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
FILES_66: list[tuple[str, bytes, str]] = [
    ("a macro", renamed(BOOK, "xl/vbaProject.bin", b"\0"), "file_macros"),
    ("external links", renamed(BOOK, "xl/externalLinks/externalLink1.xml", b"<x/>"), "external_links"),
    ("password", OLE + "EncryptedPackage".encode("utf-16-le"), "file_password"),
    ("an old .xls", OLE, "file_xls"),
]


@pytest.mark.parametrize(("raw", "code"), [one[1:] for one in FILES_66], ids=[one[0] for one in FILES_66])
def test_f66_workbooks_that_carry_more_than_a_table(raw: bytes, code: str) -> None:
    assert [one[0] for one in wrong(read(read_table(raw)))] == [code]


def test_f66_an_ods_by_another_name() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<x/>")
    assert [one[0] for one in wrong(read(read_table(stream.getvalue())))] == ["file_ods"]


def test_f66_a_formula_in_a_csv_is_no_name() -> None:
    assert [one[0] for one in wrong(staff(ROW.replace("Rossi", "=A1")))] == ["cell_formula"]


def test_f66_invisible_sheets_are_not_read() -> None:
    raw = xlsx(HEADER.split(";"), [ANNA, "Rossi", "Anna", date(2026, 2, 1), None], hidden=[["a"], ["b"]])
    assert len(read(read_table(raw)).rows) == 1


# ---------------------------------------------------------------- columns, names


def test_columns_are_told_by_what_firms_write_and_others_are_named() -> None:
    file = staff(f"7;Rossi Anna;{ANNA};01/02/2026;Torino", header="Matr.;Cognome e nome;C.F.;Assunto il;Sede")
    assert [one[0] for one in codes(file)] == ["staff_columns_unused"]
    (row,) = file.rows
    assert (row.payroll_number, row.surname, row.given_name, row.hired_on) == ("7", "Rossi", "Anna", date(2026, 2, 1))


@pytest.mark.parametrize(
    "title",
    ["Licenziato il", "LICENZIATA IL", "Data cessazione", "Data fine rapporto", "Data di fine rapporto", "Uscito il",
     "uscita il", "Dimissioni", "Data dimissioni", "Cessato il", "Data licenziamento", "Data uscita", "Ultimo giorno",
     "Fine contratto"],
)  # fmt: skip
def test_the_end_of_an_employment_is_known_by_what_firms_write(title: str) -> None:
    file = staff(f"{ANNA};Rossi Anna;01/02/2026;31/03/2026", header=f"C.F.;Cognome e nome;Assunto il;{title}")
    assert codes(file) == []
    assert [one.left_on for one in file.rows] == [date(2026, 3, 31)]


def test_columns_said_once_are_remembered_for_the_header() -> None:
    table = csv("Codice;Chi;Da quando", f"{ANNA};Rossi Anna;01/02/2026")
    said = {"Codice": "codice fiscale", "Chi": "cognome e nome", "Da quando": "data di assunzione"}
    columns, mistakes = columns_of(table, {}, said)
    assert [one for one in mistakes if not one.warning] == []
    kept = {signature_of(table.header): encode_columns(columns)}
    assert [one.hired_on for one in read(table, remembered=kept).rows] == [date(2026, 2, 1)]
    _, mistakes = columns_of(table, {}, {"Boh": "cognome", "Chi": "soprannome"})
    assert {one.code for one in mistakes} >= {"staff_title_unknown", "staff_meaning_unknown"}


@pytest.mark.parametrize("whole", ["Rossi Anna", "Anna Rossi"])
def test_a_whole_name_is_split_by_the_letters_of_the_code(whole: str) -> None:
    file = staff(f"{ANNA};{whole};01/02/2026", header="cf;dipendente;dal")
    assert [(one.surname, one.given_name) for one in file.rows] == [("Rossi", "Anna")]
    file = staff(f"{BRUNO};{whole};01/02/2026", header="cf;dipendente;dal")
    assert [one[0] for one in wrong(file)] == ["staff_name_whole"]


def test_a_name_that_the_code_does_not_tell_is_a_doubt() -> None:
    file = staff(ROW.replace("Rossi", "Bruni"))
    assert [(one.code, one.warning) for one in file.mistakes] == [("fiscal_code_surname", True)]
    assert len(file.rows) == 1


def test_a_correction_may_say_that_somebody_is_still_there() -> None:
    file = staff(f"{ANNA};;;;nessuna", mode=Mode.CORRECTION)
    assert [one.still_here for one in file.rows] == [True]


# ---------------------------------------------------------------- one row that is amiss, totals


@pytest.mark.parametrize("ending", ["", "\n"])
@pytest.mark.parametrize(
    ("bent", "code"), [(f"{BRUNO};Bianchi", "cells_too_few"), (f"{BRUNO};Bianchi;Bruno;;;;9", "cells_too_many")]
)
def test_a_row_with_too_few_or_too_many_cells_alone_is_wrong(bent: str, code: str, ending: str) -> None:
    """Every other row is read, and the wrong one is kept as it stands, to be given back."""
    raw = f"{HEADER}\n{bent}\n{ROW}{ending}".encode()
    table = read_staff_table(raw)
    file = read(table)
    assert [one.fiscal_code for one in file.rows] == [ANNA]
    assert (file.unread, [one[0] for one in wrong(file)], file.usable) == ([2], [code], True)
    assert ";".join(cell.text for cell in table.rows[0].cells).rstrip(";") == bent


@pytest.mark.parametrize("total", ["Totale dipendenti: 1", "Totale;1", "TOTALE;;;;1", "Totale dipendenti;1\nTot.;1"])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_totals_at_the_end_are_left_aside_and_named(total: str, ending: str) -> None:
    file = read(read_staff_table(f"{HEADER}\n{ROW}\n{total}{ending}".encode()))
    assert [one.fiscal_code for one in file.rows] == [ANNA]
    assert (file.unread, wrong(file)) == ([], [])
    told = [(one.code, one.values["rows"]) for one in file.mistakes]
    assert told == [("staff_totals_aside", "3, 4" if "\n" in total else "3")]


def test_of_a_file_that_cannot_be_read_the_columns_are_told_all_the_same() -> None:
    file = read(read_staff_table(f"{HEADER}\n{ROW}{'x' * 3000}\n".encode()))
    assert not file.usable
    assert set(file.columns.at) >= {"fiscal_code", "surname", "given_name", "hired_on"}
