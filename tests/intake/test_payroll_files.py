"""Lists as payroll programs give them: titles above the header, columns by their short names, numbers cut, days short;
and files that do harm, refused before they are read through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intake.files import codes, xlsx
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.staff_rows import Mode
from mutua.intake.staff_file import StaffFile, read_staff_file
from mutua.intake.staff_table import read_staff_table
from mutua.services.apart import ReadAs, read_apart
from mutua.services.apart_values import opened

ANNA = compute_fiscal_code("Rossi", "Anna", date(1980, 1, 1), "F", "G674")
BRUNO = compute_fiscal_code("Bianchi", "Bruno", date(1981, 2, 2), "M", "G674")
FIRMS = {"00123450017": 1, "00488410010": 2}


def read(*rows: str, raw: bytes = b"", firm_id: int = 1, **more: Any) -> StaffFile:
    table = read_staff_table(raw or "\r\n".join(rows).encode())
    return read_staff_file(table, Mode.MOVEMENTS, firm_id=firm_id, **more)


def wrong(file: StaffFile) -> list[tuple[str, int, str]]:
    return [(one.code, one.row, one.column) for one in file.mistakes if not one.warning]


# ---------------------------------------------------------------- VAT numbers


@pytest.mark.parametrize("cell", [123450017, "123450017", "00123450017", "0123450017"])
def test_a_vat_number_that_lost_its_noughts_is_read_with_them(cell: Any) -> None:
    header = ["codice fiscale", "cognome", "nome", "data di assunzione", "P.IVA azienda"]
    file = read(raw=xlsx(header, [ANNA, "Rossi", "Anna", "01/02/2026", cell]), firm_id=0, firms=FIRMS)
    assert wrong(file) == []
    assert [one.firm_id for one in file.rows] == [1]


def test_a_vat_number_that_checks_wrong_with_noughts_too_is_refused() -> None:
    header = "codice fiscale;cognome;nome;data di assunzione;P.IVA azienda"
    file = read(header, f"{ANNA};Rossi;Anna;01/02/2026;123450018", firm_id=0, firms=FIRMS)
    assert wrong(file) == [("vat_number", 2, "P.IVA azienda")]


# ---------------------------------------------------------------- titles above the header

TITLES = [["Elenco dipendenti al 30/11/2026"], ["Ditta: Rossi S.r.l.", "Pagina 1"], []]


def test_titles_above_the_header_are_left_aside_and_said() -> None:
    header = ["Cod.Fisc.", "Cognome", "Nome", "Data Ass.", "Data Cess."]
    file = read(raw=xlsx(*TITLES, header, [ANNA, "Rossi", "Anna", date(2026, 2, 1), None]))
    assert codes(file) == [("staff_rows_above", 4, "")]
    assert [(one.number, one.fiscal_code, one.hired_on) for one in file.rows] == [(5, ANNA, date(2026, 2, 1))]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_titles_above_the_header_of_a_csv_say_nothing_of_its_separator(mark: str) -> None:
    header = mark.join(["Codice fiscale", "Cognome", "Nome", "Data assunzione", "Data cessazione"])
    row = mark.join([ANNA, "Rossi", "Anna", "01/02/2026", ""])
    file = read("Ditta Rossi, Pinerolo; via Roma", "", header, row)
    assert wrong(file) == []
    assert [one.number for one in file.rows] == [4]


def test_a_row_that_tells_of_somebody_above_the_header_is_never_left_aside() -> None:
    file = read(f"{ANNA};Rossi;Anna;01/02/2026", "Codice fiscale;Cognome;Nome;Data assunzione",
                f"{BRUNO};Bianchi;Bruno;01/02/2026")  # fmt: skip
    assert not file.usable
    assert file.rows == []


def test_a_header_of_words_that_nobody_knows_is_the_first_row_as_before() -> None:
    file = read("a;b", "1;2")
    assert wrong(file) == [("staff_code_column", 1, "")]


# ---------------------------------------------------------------- what columns are called


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Data Ass.", "hired_on"), ("Dt.Ass.", "hired_on"), ("Dt. Assunz.", "hired_on"), ("DATA_ASS", "hired_on"),
        ("Data assunzione rapporto", "hired_on"), ("DataAssunzione", "hired_on"), ("Ass. il", "hired_on"),
        ("Data assunzione (gg/mm/aaaa)", "hired_on"), ("Inizio rapp.", "hired_on"), ("Data Inizio Rapp.", "hired_on"),
        ("Data Cess.", "left_on"), ("Dt.Cess.", "left_on"), ("Data cessazione rapporto", "left_on"),
        ("Data Fine Rapp.", "left_on"), ("Data lic.", "left_on"), ("DATACESSAZIONE", "left_on"),
        ("Cod.Fisc.", "fiscal_code"), ("CodFis", "fiscal_code"), ("COD_FIS", "fiscal_code"), ("C.F.", "fiscal_code"),
        ("Codice Fisc.", "fiscal_code"), ("Cod. Fiscale Dip.", "fiscal_code"), ("CodiceFiscale", "fiscal_code"),
        ("Matr.", "payroll_number"), ("Nr. Matr.", "payroll_number"), ("Cod.Dip.", "payroll_number"),
        ("N° matricola", "payroll_number"), ("Codice dipendente", "payroll_number"),
        ("Cognome e nome", "full_name"), ("Cognome/Nome", "full_name"), ("Nominativo dipendente", "full_name"),
        ("Cogn. e Nome", "full_name"), ("Cognome dip.", "surname"), ("Nome dip.", "given_name"),
        ("P.IVA", "firm_vat"), ("Part. IVA", "firm_vat"), ("P.Iva Ditta", "firm_vat"), ("Categ.", "category"),
    ],
)  # fmt: skip
def test_columns_are_known_by_the_short_names_of_payroll_programs(title: str, key: str) -> None:
    file = read(f"{title};Boh", f"{ANNA};x")
    assert file.columns.keys == (key, "")


@pytest.mark.parametrize(
    "title",
    ["Data nascita", "Residenza", "Qualifica", "Sede", "Ditta", "Ore", "Data", "Nome padre", "Codice", "Data scatto"],
)
def test_a_column_that_only_sounds_like_one_is_left_aside(title: str) -> None:
    assert read(f"CF;{title}", f"{ANNA};x").columns.keys == ("fiscal_code", "")


def test_the_column_of_codes_that_is_not_found_is_asked_for_and_never_suggested_by_its_own_name() -> None:
    file = read("Codice fiscala;Cognome;Nome", f"{ANNA};Rossi;Anna")
    (one,) = [one for one in file.mistakes if not one.warning]
    assert (one.code, one.suggestion) == ("staff_code_column", "Codice fiscala")


def test_what_a_column_means_is_said_by_its_place() -> None:
    rows = "Chi;Chi;Quando", f"{ANNA};Rossi Anna;01/02/2026"
    file = read(*rows, chosen={0: "fiscal_code", 1: "full_name", 2: "hired_on"})
    assert wrong(file) == []
    assert [(one.surname, one.hired_on) for one in file.rows] == [("Rossi", date(2026, 2, 1))]
    again = read("CF;Nominativo;Dal", rows[1], chosen={2: ""})
    assert again.columns.keys == ("fiscal_code", "full_name", "")
    assert read(*rows, chosen={0: "nobody", 9: "surname"}).columns.keys == ("", "", "")


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15/06/26", date(2026, 6, 15)), ("1/6/26", date(2026, 6, 1)), ("1-6-26", date(2026, 6, 1)),
        ("15.06.2026", date(2026, 6, 15)), ("15/06/98", date(1998, 6, 15)), ("15/06/27", date(2027, 6, 15)),
        ("15/06/28", date(1928, 6, 15)), ("15/06/2026", date(2026, 6, 15)), ("2026-06-15", date(2026, 6, 15)),
    ],
)  # fmt: skip
def test_days_in_a_list_are_read_as_in_the_form(cell: str, day: date) -> None:
    file = read("CF;Nominativo;Assunto il", f"{ANNA};Rossi Anna;{cell}", on=date(2026, 6, 30))
    assert wrong(file) == []
    assert [one.hired_on for one in file.rows] == [day]


def test_no_day_is_guessed_where_the_month_comes_first() -> None:
    assert wrong(read("CF;Nominativo;Assunto il", f"{ANNA};Rossi Anna;06/15/26")) == [("day_turned", 2, "Assunto il")]


# ---------------------------------------------------------------- files that do harm

HEADER = b"codice fiscale;cognome;nome;data di assunzione;data di cessazione\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
HOSTILE: list[tuple[str, bytes, tuple[str, int]]] = [
    ("millions of cells in the header", b"1;" * 4_000_000 + b"1", ("too_many_columns", 1)),
    ("millions of cells in a row", HEADER + b"1;" * 4_000_000 + b"1\n", ("too_many_columns", 2)),
    ("millions of empty cells", HEADER + b";" * 8_000_000, ("only_header", 0)),
    ("millions of quoted nothings", HEADER + b'"";' * 2_000_000, ("too_many_columns", 2)),
    ("millions of rows", HEADER + b"1\n" * 4_000_000, ("too_many_rows", 100_002)),
    ("a word without an end", b"a" * 8_000_000, ("cell_too_long", 1)),
    ("a word without an end in a row", HEADER + b"1;" + b"a" * 8_000_000, ("cell_too_long", 2)),
    ("a long word of a header", b"CF;" + b"a" * 3_000 + b"\n1;2\n", ("cell_too_long", 1)),
    ("a word longer than readers take", HEADER + b"1;" + b"a" * 150_000 + b"\n", ("cell_too_long", 2)),
    ("a quote never closed", HEADER + b'"' + b"a;\n" * 2_000_000, ("quote_open", 2)),
    ("an old workbook", OLE, ("file_xls", 0)),
    ("a workbook older yet", b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 3_000, ("file_xls", 0)),
    ("an old workbook that is locked", OLE + "EncryptedPackage".encode("utf-16-le"), ("file_password", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "found"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_a_file_that_does_harm_is_refused_for_what_it_is(raw: bytes, found: tuple[str, int]) -> None:
    table = opened(read_apart(raw, ReadAs.STAFF)).table
    assert [(one.code, one.row) for one in table.mistakes] == [found]
    assert table.rows == []


def test_a_row_with_many_empty_cells_at_its_end_is_as_wide_as_the_others() -> None:
    file = read(HEADER.decode().strip() + ";" * 250, f"{ANNA};Rossi;Anna;01/02/2026" + ";" * 250)
    assert wrong(file) == []
    assert len(file.rows) == 1
