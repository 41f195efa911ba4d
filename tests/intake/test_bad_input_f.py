"""Bad input, list F: files as they come from outside, number by number; each a clear no, or read for what it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest

from intake.files import codes, csv, xlsx
from mutua.domain.asked import FactAsked, PlanAsked
from mutua.domain.kinds import FactKind
from mutua.intake.member_sheet import MemberSheet, read_members
from mutua.intake.tabular import MOST_BYTES, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Table, read_table
from mutua.wording.intake import mistake_sentence

HEADER = "nucleo;tessera;cognome;nome;parentela;dal"
TODAY = date(2026, 11, 29)
ANNA = "N1;1;Rossi;Anna;titolare;01/01/2024"
PLANS = {
    "s/p": PlanAsked("s/p", ("base", "oltre"), {"reddito": FactAsked("reddito", FactKind.MONEY, of_household=True)}),
    "s/uno": PlanAsked("s/uno", ("base",)),
    "s/senza": PlanAsked("s/senza"),
}


def members(*rows: str, header: str = HEADER) -> MemberSheet:
    return read_members(csv(header, *rows), PLANS, today=TODAY)


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part more, or with that part instead of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, content)
    return stream.getvalue()


def part(book: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.read(name)


BOOK = xlsx(HEADER.split(";"), ANNA.split(";"))
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def many_rows() -> bytes:
    return (HEADER + "\n" + (ANNA + "\n") * (MOST_ROWS + 1)).encode()


def far_cell() -> bytes:
    row = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    return with_part(BOOK, SHEET, part(BOOK, SHEET).replace(b"</sheetData>", row + b"</sheetData>"))


def wide_cell() -> bytes:
    sheet = part(BOOK, SHEET).replace(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>')
    return with_part(BOOK, SHEET, sheet)


def failed_formula() -> bytes:
    sheet = part(BOOK, SHEET).replace(
        b"</sheetData>", b'<row r="3"><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    return with_part(BOOK, SHEET, sheet)


def with_formula(inside: bytes, kind: bytes = b"") -> bytes:
    """The workbook with a formula in F3, as a program writes it that computes nothing."""
    cells = b"".join(b'<c r="%c3" t="inlineStr"><is><t>%s</t></is></c>' % (65 + at, text.encode())
                     for at, text in enumerate(("N2", "2", "Bianchi", "Bea", "titolare")))  # fmt: skip
    row = b'<row r="3">' + cells + b'<c r="F3"' + kind + b">" + inside + b"</c></row></sheetData>"
    return with_part(BOOK, SHEET, part(BOOK, SHEET).replace(b"</sheetData>", row))


def open_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return stream.getvalue()


def macros() -> bytes:
    types = part(BOOK, "[Content_Types].xml").replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    return with_part(BOOK, "[Content_Types].xml", types)


FILES: list[tuple[int, str, Callable[[], bytes], str]] = [
    (59, "nothing", lambda: b"", "file_empty"),
    (59, "blanks", lambda: b" \r\n\r\n", "file_empty"),
    (59, "a mark of UTF-8 alone", lambda: b"\xef\xbb\xbf\r\n", "file_empty"),
    (59, "empty workbook", lambda: xlsx(), "file_empty"),
    (59, "header alone", lambda: HEADER.encode(), "only_header"),
    (59, "header alone in a workbook", lambda: xlsx(HEADER.split(";")), "only_header"),
    (59, "300 columns", lambda: (";".join(["x"] * 300) + "\n").encode(), "too_many_columns"),
    (59, "too many rows", many_rows, "too_many_rows"),
    (59, "too many bytes", lambda: b"x" * (MOST_BYTES + 1), "file_too_big"),
    (59, "too long a cell", lambda: f"{HEADER}\n{'x' * (MOST_CHARACTERS + 1)};1".encode(), "cell_too_long"),
    (60, "separators mixed", lambda: b"nucleo;tessera,cognome\n1;2,3", "separators_mixed"),
    (60, "a quote never closed", lambda: f'{HEADER}\n"N1;1;Rossi;Anna\n{ANNA}'.encode(), "quote_open"),
    (60, "NUL", lambda: f"{HEADER}\n{ANNA}\n".encode() + b"N2\0;2", "character_nul"),
    (60, "no alphabet at all", lambda: f"{HEADER}\n".encode() + b"\x81\x8d", "alphabet_unknown"),
    (60, "UTF-16", lambda: f"{HEADER}\n{ANNA}".encode("utf-16"), "file_utf16"),
    (60, "more cells than columns", lambda: f"{HEADER}\n{ANNA};9".encode(), "cells_too_many"),
    (60, "a row cut short", lambda: f"{HEADER}\nN1;1;Rossi\n{ANNA}\n".encode(), "cells_too_few"),
    (60, "a last row that lacks a cell", lambda: f"{HEADER}\n{ANNA}\nN2;2;Bianchi\n".encode(), "cells_too_few"),
    (60, "a file cut halfway", lambda: f"{HEADER}\n{ANNA}\nN2;2;Bian".encode(), "file_cut"),
    (66, "old .xls", lambda: OLE, "file_xls"),
    (66, "password", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "file_password"),
    (66, ".ods", open_document, "file_ods"),
    (66, "macros", macros, "file_macros"),
    (66, "macros hidden", lambda: with_part(BOOK, "xl/vbaProject.bin", b"x"), "file_macros"),
    (66, "external links", lambda: with_part(BOOK, "xl/externalLinks/externalLink1.xml", b"<x/>"), "external_links"),
    (66, "a formula gone wrong", failed_formula, "formula_error"),
    (66, "a formula never computed", lambda: with_formula(b"<f>50+30</f><v></v>"), "formula_without_result"),
    (66, "the same without a value", lambda: with_formula(b"<f>50+30</f>"), "formula_without_result"),
    (66, "the same, shared", lambda: with_formula(b'<f t="shared" si="0"/><v/>'), "formula_without_result"),
    (66, "two sheets", lambda: xlsx(HEADER.split(";"), Altro=[["a"], ["b"]]), "sheets_many"),
    (66, "a web page", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "file_not_a_table"),
    (66, "a PDF", lambda: b"%PDF-1.7\n", "file_not_a_table"),
    (66, "another kind of package", lambda: with_part(zip_of({"a.txt": b"x"}), "b.txt", b"y"), "file_not_a_table"),
    (66, "a broken package", lambda: BOOK[: len(BOOK) // 2], "workbook_damaged"),
    (66, "a binary workbook", lambda: zip_of({"xl/workbook.bin": b"x"}), "file_xlsb"),
    (78, "a document type", lambda: with_part(BOOK, SHEET, b"<!DOCTYPE x>" + part(BOOK, SHEET)), "workbook_damaged"),
    (78, "one that grows", lambda: zip_of({"xl/workbook.xml": b" " * 80_000_000}), "workbook_bomb"),
    (78, "a thousand parts", lambda: zip_of({f"p{at}": b"" for at in range(1_001)}), "workbook_bomb"),
    (78, "a cell at the end of the world", far_cell, "too_many_rows"),
    (78, "a cell at the edge of the world", wide_cell, "too_many_columns"),
]


def zip_of(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(("number", "what", "make", "code"), FILES, ids=[f"{one[0]}-{one[1]}" for one in FILES])
def test_f59_f60_f66_g78_a_file_that_is_no_table_is_refused_with_what_to_do(
    number: int, what: str, make: Callable[[], bytes], code: str
) -> None:
    table = read_table(make())
    assert [one.code for one in table.mistakes if not one.warning] == [code]
    assert all(mistake_sentence(one, language) for one in table.mistakes for language in ("it", "en"))


READ: list[tuple[int, str, Callable[[], Table]]] = [
    (60, "semicolons", lambda: csv(HEADER, ANNA)),
    (60, "commas", lambda: csv(HEADER.replace(";", ","), ANNA.replace(";", ","))),
    (60, "tabs", lambda: csv(HEADER.replace(";", "\t"), ANNA.replace(";", "\t"))),
    (60, "CR only", lambda: csv(HEADER, ANNA, end="\r")),
    (60, "BOM", lambda: csv(HEADER, ANNA, encoding="utf-8-sig")),
    (60, "empty rows between", lambda: csv("", HEADER, ";;;", ANNA, "")),
    (66, "a workbook", lambda: read_table(BOOK)),
    (66, "with a hidden sheet", lambda: read_table(xlsx(HEADER.split(";"), ANNA.split(";"), hidden1=[["x"]]))),
]


@pytest.mark.parametrize(("number", "what", "make"), READ, ids=[f"{one[0]}-{one[1]}" for one in READ])
def test_f60_f66_each_way_to_write_a_table_is_read_alike(number: int, what: str, make: Callable[[], Table]) -> None:
    table = make()
    assert table.mistakes == []
    (person,) = read_members(table, {}, today=TODAY).people
    assert (person.told.identity.surname, person.told.effective_from) == ("Rossi", date(2024, 1, 1))


def test_f66_a_formula_without_result_is_told_in_its_place_and_one_with_it_is_read() -> None:
    assert codes(read_table(with_formula(b"<f>50+30</f><v></v>"))) == [("formula_without_result", 3, "F")]
    assert "salvarlo e riprovare" in mistake_sentence(read_table(with_formula(b"<f>1+1</f>")).mistakes[0], "it")
    computed = read_table(with_formula(b"<f>40000+5292</f><v>45292</v>"))
    assert (computed.mistakes, computed.rows[1].cells[5].text) == ([], "45292")
    nothing = read_table(with_formula(b'<f>""</f><v></v>', b' t="str"'))  # computed, and it is an empty text
    assert (nothing.mistakes, nothing.rows[1].cells[5].text) == ([], "")


def test_f60_a_column_that_no_row_has_is_empty_and_one_row_without_it_is_cut() -> None:
    assert csv(f"{HEADER};al", ANNA, ANNA, end="\n").mistakes == []
    assert codes(csv(f"{HEADER};al", ANNA + ";", ANNA, "")) == [("cells_too_few", 3, "")]


def test_f60_windows_letters_are_read_and_told() -> None:
    sheet = read_members(csv(HEADER, ANNA.replace("Anna", "Niccolò"), encoding="cp1252"), {}, today=TODAY)
    assert codes(sheet) == [("read_as_windows", 0, "")]
    assert sheet.people[0].told.identity.given_name == "Niccolò"


def test_f60_decomposed_accents_count_as_the_others() -> None:
    (person,) = members(ANNA.replace("Anna", "Niccolo\u0300")).people
    assert person.told.identity.given_name == "Niccolò"


HEADERS: list[tuple[int, str, str, str, str]] = [
    (59, "nucleo;tessera;cognome;nome;parentela;tessera", "column_twice", "tessera", ""),
    (59, "nucleo;tessera;cognome;nome;parentela;nascta", "column_unknown", "nascta", "nascita"),
    (59, "nucleo;tessera;cognome;nome;;dal", "column_unnamed", "5", ""),
    (59, "nucleo;tessera;cognome;nome;dal", "column_missing", "parentela", ""),
]


@pytest.mark.parametrize(("number", "header", "code", "column", "meant"), HEADERS)
def test_f59_a_header_with_a_mistake_is_told(number: int, header: str, code: str, column: str, meant: str) -> None:
    sheet = members(";".join(["x"] * (header.count(";") + 1)), header=header)
    assert [(one.code, one.column, one.suggestion) for one in sheet.mistakes] == [(code, column, meant)]


def test_f59_a_header_repeated_among_the_rows_is_no_person() -> None:
    sheet = read_members(csv(HEADER, ANNA, HEADER), PLANS, today=TODAY)
    assert {row for _, row, _ in codes(sheet)} == {3}


def test_f59_capitals_accents_and_signs_of_a_header_mean_nothing() -> None:
    header = "NUCLEO;Tessera;COGNOME;Nome;Parentela;DAL;Codice_Fiscale;ANZIANITA' DAL"
    assert members(ANNA + ";;", header=header).mistakes == []


CELLS: list[tuple[int, str, str, str, str]] = [
    (60, "cognome", '"Ros\nsi"', "character_newline", ""),
    (60, "cognome", "Ros\u202esi", "character_hidden", ""),
    (60, "cognome", "Ros\u200bsi", "character_hidden", ""),
    (62, "nascita", "31/02/2020", "date_unreal", ""),
    (62, "nascita", "29/02/2027", "date_unreal", ""),
    (62, "nascita", "02/13/2020", "day_turned", "13/02/2020"),
    (62, "nascita", "1.2.2020", "day_italian", "01/02/2020"),
    (62, "nascita", "01/02/26", "day_italian", ""),
    (62, "nascita", "3 maggio 1980", "day_italian", ""),
    (62, "nascita", "01/01/0000", "date_unreal", ""),
    (62, "nascita", "31/12/9999", "date_far", ""),
    (62, "nascita", "46023", "day_italian", ""),
    (63, "tessera", "1,23E+10", "number_rewritten", ""),
    (63, "partita iva azienda", "1.23E+10", "number_rewritten", ""),
    (63, "partita iva azienda", "1234567890", "vat_number", ""),
    (63, "partita iva azienda", "7643520567", "vat_number", "07643520567"),
    (63, "partita iva azienda", "12345678901", "vat_number_check", ""),
    (63, "codice fiscale", "RSSMRA80A01H5O1U", "fiscal_code_digits", "RSSMRA80A01H501U"),
    (63, "codice fiscale", "RSSMRA80A01H501", "fiscal_code_cut", ""),
    (63, "codice fiscale", "RSSMRA80A01H501U RSSMRA80A01H501U", "fiscal_code_several", ""),
    (63, "codice fiscale", "RSSMRA80A01H501X", "fiscal_code_check", ""),
    (63, "codice fiscale", "12345678901", "fiscal_code_provisional_check", ""),
    (63, "codice fiscale", "RSSMRA80F01H501U", "fiscal_code_month", ""),
    (63, "iban", "IT60X0542811101000000123457", "iban_check", ""),
    (63, "cap", "100", "postal_code", "00100"),
    (66, "cognome", "=cmd()", "cell_formula", ""),
    (41, "nome", "12", "name_without_letters", ""),
    (41, "nome", "x" * 121, "name_too_long", ""),
    (41, "nome", '"   "', "cell_missing", ""),
]


@pytest.mark.parametrize(("number", "column", "text", "code", "meant"), CELLS)
def test_c41_f60_f62_f63_f66_a_cell_with_a_mistake_is_told_in_its_place(
    number: int, column: str, text: str, code: str, meant: str
) -> None:
    names = HEADER.split(";")
    cells = dict(zip(names, ANNA.split(";"), strict=True)) | {column: text}
    sheet = members(";".join(cells.values()), header=";".join(cells))
    assert [(one.code, one.row, one.column, one.suggestion) for one in sheet.mistakes] == [(code, 2, column, meant)]
    assert sheet.people[0].wrong


ACCEPTED: list[tuple[int, str, str, str, object]] = [
    (63, "codice fiscale", " rssnna80a41 h501l", "fiscal_code", "RSSNNA80A41H501L"),
    (63, "codice fiscale", "RSSNNA80A41H5LMO", "fiscal_code", "RSSNNA80A41H5LMO"),  # letters in place of digits
    (63, "iban", "it60 x054 2811 1010 0000 0123 456", "iban", "IT60X0542811101000000123456"),
    (62, "nascita", "01/02/2020", "born_on", date(2020, 2, 1)),  # the first of February: in Italy the day comes first
    (62, "nascita", "29/02/2020", "born_on", date(2020, 2, 29)),
    (41, "nome", "D'Angelo", "given_name", "D'Angelo"),
    (41, "nome", "Null", "given_name", "Null"),
    (41, "nome", "ß", "given_name", "ß"),
    (41, "nome", "'=cmd()", "given_name", "=cmd()"),  # marked as a text: it comes back as it was
]


@pytest.mark.parametrize(("number", "column", "text", "name", "read"), ACCEPTED)
def test_c41_f62_f63_a_cell_is_right_although_it_looks_odd(
    number: int, column: str, text: str, name: str, read: object
) -> None:
    cells = dict(zip(HEADER.split(";"), ANNA.split(";"), strict=True)) | {column: text}
    sheet = members(";".join(cells.values()), header=";".join(cells))
    assert sheet.mistakes == []
    assert getattr(sheet.people[0].told.identity, name) == read


@pytest.mark.parametrize("from_1904", [False, True])
def test_f62_serial_dates_count_from_the_day_that_the_workbook_says(from_1904: bool) -> None:
    serial = (date(2024, 1, 1) - (date(1904, 1, 1) if from_1904 else date(1899, 12, 30))).days
    start = ANNA.split(";")[:5]
    book = xlsx(HEADER.split(";"), [*start, serial], [*start, date(2024, 1, 1)], from_1904=from_1904)
    table = read_table(book)
    assert table.from_1904 is from_1904
    sheet = read_members(table, {}, today=TODAY)
    assert codes(sheet) == [("row_twice", 3, "")]  # both rows say the same day
    assert sheet.people[0].told.effective_from == date(2024, 1, 1)


def test_f62_a_workbook_number_too_early_to_be_sure_of_is_refused() -> None:
    table = read_table(xlsx(HEADER.split(";"), [*ANNA.split(";")[:5], 59]))
    assert codes(read_members(table, {}, today=TODAY)) == [("day_serial", 2, "dal")]


def test_f63_a_workbook_number_in_a_column_of_texts() -> None:
    rest = ["titolare", "01/01/2024"]
    rows = [["N1", 123.5, "Rossi", "Anna", *rest], ["N2", date(2024, 3, 12), "Bo", "Ada", *rest]]
    table = read_table(xlsx(HEADER.split(";"), *rows))
    told = codes(read_members(table, {}, today=TODAY))
    assert told == [("number_rewritten", 2, "tessera"), ("cell_rewritten", 3, "tessera")]


PEOPLE: list[tuple[int, tuple[str, ...], list[tuple[str, int, str]]]] = [
    (61, (ANNA, ANNA), [("row_twice", 3, "")]),
    (61, (ANNA, ANNA.replace("Anna", "Ada")), [("person_differs", 3, "nome")]),
    (61, (ANNA, ANNA.replace("N1", "N2")), [("person_differs", 3, "nucleo")]),
    (61, (ANNA, ANNA.replace("01/01/2024", "02/01/2024")), [("person_differs", 3, "dal")]),
]


@pytest.mark.parametrize(("number", "rows", "told"), PEOPLE)
def test_f61_the_same_person_twice_is_told_with_both_rows(
    number: int, rows: tuple[str, ...], told: list[tuple[str, int, str]]
) -> None:
    sheet = members(*rows)
    assert codes(sheet) == told
    assert sheet.mistakes[0].values["row"] == "2"


def test_f61_two_people_with_the_same_fiscal_code() -> None:
    header = HEADER + ";codice fiscale"
    code, other = ";RSSNNA80A41H501L", ANNA.replace(";1;", ";2;")
    sheet = members(ANNA + code, other + code, header=header)
    assert codes(sheet) == [("person_differs", 3, "tessera")]
    mixed = members(ANNA + ";", other + code, ANNA + code, header=header)
    assert ("people_mixed", 4, "codice fiscale") in codes(mixed)


def test_f61_an_answer_about_the_household_is_one() -> None:
    header = HEADER + ";piano;assistenza;reddito"
    child = ANNA.replace(";1;", ";2;").replace("titolare", "figlio")
    rows = (ANNA + ";s/p;base;1.000,00", child + ";s/p;base;1.000,01")
    assert codes(members(*rows, header=header)) == [("household_differs", 3, "reddito")]


def test_f59_the_edges_of_rows_and_columns() -> None:
    wide = ";".join(f"c{at}" for at in range(MOST_COLUMNS))
    assert read_table(f"{wide}\n{wide}".encode()).mistakes == []


COVERS: list[tuple[str, str, str, str]] = [
    ("s/p", "oltre", "oltre", ""),
    ("s/p", "", "base", "choice_missing"),
    ("s/p", "altra", "", "choice_unknown"),
    ("s/uno", "", "base", ""),
    ("s/senza", "", "", ""),
    ("s/senza", "base", "", "assistance_not_there"),
    ("s/nessuno", "base", "", "plan_unknown"),
    ("", "base", "", "cover_without_plan"),
]


@pytest.mark.parametrize(("plan", "written", "read", "code"), COVERS)
def test_the_assistance_is_one_of_the_plan(plan: str, written: str, read: str, code: str) -> None:
    sheet = members(f"{ANNA};{plan};{written};01/02/2024", header=HEADER + ";piano;assistenza;decorrenza")
    assert [one.code for one in sheet.mistakes][:1] == ([code] if code else [])
    if not code:
        assert [cover.assistance for cover in sheet.people[0].told.covers] == [read]


def test_utf8_with_one_wrong_byte_is_not_taken_for_another_alphabet() -> None:
    """One bad byte must not turn every accent of the file into two strange letters."""
    for start in (b"", b"\xef\xbb\xbf"):
        table = read_table(start + "nucleo;nome\nN1;Nicolò\nN2;Niccol".encode() + b"\xf2\n")
        assert [(one.code, one.row) for one in table.mistakes if not one.warning] == [("alphabet_unknown", 3)]


def test_a_plan_without_any_first_day_is_told_and_does_not_break_the_reader() -> None:
    header = "nucleo;tessera;cognome;nome;parentela;piano;assistenza"
    (mistake, *_) = members("N1;1;Rossi;Anna;titolare;s/p;base", header=header).mistakes
    assert mistake.row == 2
    assert "decorrenza" in mistake_sentence(mistake)
