"""How a society's own cells and rows are read: leniently, but never by choosing between two meanings."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from intake.ugly.own.people import (
    ANNA,
    BRUNO,
    CARLO,
    DINA,
    ELIO,
    GINO,
    LUCA,
    NINO,
    OLGA,
    PIO,
    REMO,
    SARA,
    Somebody,
    book,
    csv,
)
from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.intake.rough.families import Archived
from mutua.intake.rough.grid import read_grid
from mutua.intake.rough.header import NotData
from mutua.intake.rough.mapping import decode_mapping, encode_mapping, known_meanings
from mutua.intake.rough.mapping_file import read_mappings, written_mappings
from mutua.intake.rough.proposals import Answer, address_key
from mutua.intake.rough.readings import ITALIAN, DayOrder, codes_in, read_day, read_kinship, read_money
from mutua.intake.rough.strict import MembersSeen, RoughFile, see_members, strict_table, understand
from mutua.intake.rough.words import meaning
from mutua.intake.tabular import Cell, CellKind
from mutua.wording.intake_sheets import kind_of

TODAY = date(2026, 6, 1)
HEADER = ["Cognome", "Nome", "Cod. Fisc.", "Fam.", "Parentela", "Dal"]


def members(raw: bytes, **answers: Answer) -> MembersSeen:
    return see_members(
        understand(read_grid(raw), "members", {}), TODAY, known=lambda people: Archived(), answers=answers
    )


def told(seen: MembersSeen | RoughFile) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in seen.mistakes]


def households(seen: MembersSeen) -> list[list[str]]:
    return [[f"{one.name}: {one.kinship}" for one in family.people] for family in seen.families.families]


def row(one: Any, family: object = "", kinship: str = "titolare", since: object = "01/01/2020") -> list[Any]:
    return [one.surname, one.given, one.code, family, kinship, since]


# ---------------------------------------------------------------- days (bad input 35, 62)

MONTH_FIRST = DayOrder(month_first=True)


@pytest.mark.parametrize(
    ("written", "order", "expected"),
    [
        ("17/05/1980", ITALIAN, date(1980, 5, 17)),
        ("17.5.80", ITALIAN, date(1980, 5, 17)),
        ("17-05-1980 00:00:00", ITALIAN, date(1980, 5, 17)),
        ("17 maggio 1980", ITALIAN, date(1980, 5, 17)),
        ("1° mag. 1980", ITALIAN, date(1980, 5, 1)),
        ("17-mag-80", ITALIAN, date(1980, 5, 17)),
        ("1980/05/17", ITALIAN, date(1980, 5, 17)),
        ("17051980", ITALIAN, date(1980, 5, 17)),
        ("19800517", ITALIAN, date(1980, 5, 17)),
        ("29358", ITALIAN, date(1980, 5, 17)),
        ("nata a Pinerolo il 17/05/1980", ITALIAN, date(1980, 5, 17)),
        ("5/17/1980", MONTH_FIRST, date(1980, 5, 17)),
        ("07/07/1971", MONTH_FIRST, date(1971, 7, 7)),
        ("n.d.", ITALIAN, None),
        ("01/02/1980", MONTH_FIRST, "day_ambiguous"),
        ("01/02/20", ITALIAN, "day_ambiguous"),
        ("1980", ITALIAN, "day_incomplete"),
        ("maggio 1980", ITALIAN, "day_incomplete"),
        ("05/1980", ITALIAN, "day_incomplete"),
        ("29/02/2027", ITALIAN, "date_unreal"),
        ("31/02/1980", ITALIAN, "date_unreal"),
        ("05/17/1980", ITALIAN, "day_turned"),
        ("1/1/1980 e 2/2/1982", ITALIAN, "days_several"),
        ("ieri", ITALIAN, "day_unreadable"),
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it_or_told(written: str, order: DayOrder, expected: object) -> None:
    found = read_day(Cell(written), order=order, first=date(1905, 1, 1), last=TODAY)
    assert (found.code if isinstance(found, Fault) else found) == expected


def test_a_short_year_is_the_one_that_can_be() -> None:
    assert read_day(Cell("01/01/20"), first=date(1980, 5, 17), last=TODAY) == date(2020, 1, 1)
    assert read_day(Cell("01/01/27"), first=date(1905, 1, 1), last=TODAY) == date(1927, 1, 1)


def test_the_tax_code_says_which_of_two_days_is_meant() -> None:
    among = (date(1978, 3, 2),)
    assert read_day(Cell("3/2/1978"), order=MONTH_FIRST, last=TODAY, among=among) == date(1978, 3, 2)
    assert isinstance(read_day(Cell("3/2/1978"), order=MONTH_FIRST, last=TODAY, among=(date(1950, 1, 1),)), Fault)


def test_numbers_of_days_count_from_the_year_of_the_workbook() -> None:
    cell = Cell("29358", CellKind.NUMBER)
    assert read_day(cell) == date(1980, 5, 17)
    assert read_day(cell, from_1904=True) == date(1984, 5, 18)
    assert isinstance(read_day(Cell("1980", CellKind.NUMBER)), Fault)


# ---------------------------------------------------------------- amounts


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.234,56", 123456), ("1234,5", 123450), ("1234.56", 123456), ("1,234.56", 123456), ("€ 120", 12000),
        ("120,00 €", 12000), ("euro 120,-", 12000), ("1'234,50", 123450), ("1.234.567", 123456700), ("12.5", 1250),
        ("-50,00", -5000), ("(50)", -5000), ("0", 0), ("", None), ("-", None),
        ("1.234", "money_ambiguous"), ("1,234", "money_ambiguous"), ("0.500", "money_ambiguous"),
        ("84+42", "money_unreadable"), ("circa 100", "money_unreadable"), ("1.23E+10", "money_unreadable"),
        ("٣٤", "money_unreadable"), ("99999999999", "money_too_big"),
    ],
)  # fmt: skip
def test_an_amount_is_read_with_comma_or_point_never_guessed(written: str, expected: object) -> None:
    found = read_money(Cell(written))
    assert (found.code if isinstance(found, Fault) else found) == expected


@pytest.mark.parametrize(
    ("digits", "expected"),
    [("84.10000000000001", 8410), ("84.1", 8410), ("33.333", "money_decimals"), ("1.234", "money_decimals")],
)
def test_what_a_spreadsheet_reckons_wrong_is_no_decimal(digits: str, expected: object) -> None:
    found = read_money(Cell(digits, CellKind.NUMBER))
    assert (found.code if isinstance(found, Fault) else found) == expected


# ---------------------------------------------------------------- codes (bad input 36, 63)


OTHER = "A" if ANNA.code[-1] != "A" else "B"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (ANNA.code, [ANNA.code]), (ANNA.code.lower(), [ANNA.code]), (f"C.F. {ANNA.code}", [ANNA.code]),
        (f"{ANNA.code}/{BRUNO.code}", [ANNA.code, BRUNO.code]),
        (f"{ANNA.code} e {BRUNO.code}", [ANNA.code, BRUNO.code]),
        (f"{ANNA.code}\n{BRUNO.code}", [ANNA.code, BRUNO.code]), (ANNA.code + BRUNO.code, [ANNA.code, BRUNO.code]),
        (f"{ANNA.code[:6]} {ANNA.code[6:]} - {BRUNO.code}", [ANNA.code, BRUNO.code]),
        (f"{ANNA.code} / {BRUNO.code[:15]}", "fiscal_code_several"), (ANNA.code[:15], "fiscal_code_cut"), ("n.d.", []),
        ("manca", "fiscal_code"), (f"{ANNA.code}?", [ANNA.code]), (f"{ANNA.code} (?)", [ANNA.code]),
        ("manca " * 50, "fiscal_code"),
        (f"{ANNA.code[:15]}?", "fiscal_code_cut"), (f"{ANNA.code[:15]}{OTHER} ?", "fiscal_code_check"),
        (f"{ANNA.code[:3]}?{ANNA.code[4:]}", "fiscal_code_sign"), (f"{ANNA.code[:9]}\u0410{ANNA.code[10:]}",
                                                                  "fiscal_code_sign"),
    ],
)  # fmt: skip
def test_the_codes_of_a_cell_are_all_read_or_all_told(written: str, expected: object) -> None:
    found = codes_in(Cell(written))
    read = [one.text for one in found if isinstance(one, FiscalCode)]
    assert (found[0].code if found and isinstance(found[0], Fault) else read) == expected
    assert all(kind_of(one.code) == "codes" for one in found if isinstance(one, Fault)), "told among the tax codes"


# ---------------------------------------------------------------- columns and headers (bad input 59, 60)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Cod. Fisc.", "fiscal_code"), ("C.F.", "fiscal_code"), ("CODICE_FISCALE DEL SOCIO", "fiscal_code"),
        ("N° tessera", "card_number"), ("Tess. nr.", "card_number"), ("Cognome e nome", "surname_first"),
        ("Data di nascita", "born_on"), ("Nato/a il", "born_on"), ("Luogo di nascita", "unused"),
        ("Nucleo familiare", "household_code"), ("Grado di parentela", "kinship"), ("Iscritto dal", "effective_from"),
        ("Cellulare", "phone"), ("Colore preferito", ""), ("N.", "unused"), ("Cognome da nubile", "unused"),
        ("N. componenti nucleo", "unused"), ("Totale nucleo", "unused"), ("Luogo e data di nascita", "born_on"),
        ("Tessera sanitaria", "unused"), ("Nominativo capofamiglia", "head_number"),
        ("Socio dal", "member_since"),
        ("Data di ammissione", "member_since"), ("Ammessa il", "member_since"), ("Socia dal", "member_since"),
        ("Data adesione", "effective_from"), ("Ex soci dal", "unused"),
        ("Fam. (n. capo)", "head_number"), ("N. capo", "head_number"),
    ],
)  # fmt: skip
def test_a_title_means_what_societies_mean_by_it(title: str, expected: str) -> None:
    assert meaning(title, "members") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Rimborsato €", "paid_cents"), ("% rimborso", "unused"), ("Importo non rimborsato", "unused"),
        ("Importo fattura", "expense"), ("Pagato il", "paid_on"), ("Data fatt.", "invoiced_on"), ("Fatt. n.",
        "invoice_number"),
        ("Massimale residuo", "unused"),
    ],
)  # fmt: skip
def test_a_title_about_money_is_never_taken_for_its_contrary(title: str, expected: str) -> None:
    assert meaning(title, "claims") == expected


def test_a_column_of_few_words_means_what_stands_in_it() -> None:
    header = ["Cognome", "Nome", "C.F.", "Tipo", "Titolare", "Dal"]
    rows = [header, *([one.surname, one.given, one.code, "ordinario", "sì", "01/01/2020"] for one in (ANNA, DINA))]
    (mapping,) = understand(read_grid(book(Soci=rows)), "members", {}).mappings
    assert [one.key for one in mapping.columns][3:] == ["unused", "unused", "effective_from"]


def test_a_household_of_very_many_is_told_not_made() -> None:
    people = [[f"Provetti{at}", "Anna", "", 2, "titolare", "01/01/2020", at] for at in range(16)]
    seen = members(book(Soci=[[*HEADER, "Tessera"], *people]))
    assert {code for _, code in told(seen)} == {"household_too_big"}
    assert len(told(seen)) == 16


@pytest.mark.parametrize("title", ["EX SOCI", "Soci cessati nel 2025", "DIMESSI"])
def test_nobody_comes_in_from_among_those_who_left_without_a_day(title: str) -> None:
    header = [*HEADER, "Uscito il"]
    rows = [header, [*row(ANNA), ""], [("merge", 7, title)], [*row(DINA), "31/12/2025"], [*row(ELIO), ""]]
    assert told(members(book(Soci=rows))) == [(5, "left_without_day")]
    assert told(members(book(**{"Soci": [header, [*row(ANNA), ""]], "Ex soci": [header, [*row(ELIO), ""]]}))) == [
        (1_000_002, "left_without_day")
    ]  # fmt: skip


def test_a_header_met_twice_is_one_and_another_header_begins_another_table() -> None:
    raw = book(Soci=[
        HEADER, row(ANNA), HEADER, row(DINA), ["Nome", "Cognome", "Codice fiscale", "Socio dal"],
        [ELIO.given, ELIO.surname, ELIO.code, "01/01/2020"],
    ])  # fmt: skip
    seen = members(raw)
    assert seen.file.not_data == {1: NotData.HEADING, 3: NotData.HEADING, 5: NotData.HEADING}
    assert [one.name for one in seen.people] == ["Provetti Anna", "De Campione Dina", "Esempi Elio"]


def test_words_like_titles_in_a_row_of_a_person_are_no_header() -> None:
    seen = members(book(Soci=[HEADER, row(ANNA), ["Titolare", "Socio", DINA.code, "1", "titolare", "01/01/2020"]]))
    assert seen.file.not_data == {1: NotData.HEADING}


def test_somebody_called_somma_is_no_sum() -> None:
    header = ["Tessera", "Cognome", "Nome", "Dal"]
    file = understand(
        read_grid(book(Soci=[header, [1, "Somma", "Ada", ""], ["", "Somma", "", 12], ["Totale", "", "", 2]])),
        "members",
        {},
    )
    assert file.not_data == {1: NotData.HEADING, 3: NotData.TOTAL, 4: NotData.TOTAL}


def test_a_header_whose_words_nobody_knows_is_found_by_what_stands_below() -> None:
    file = understand(
        read_grid(book(Soci=[["Libro"], ["Chi", "Codice suo", "Entrato"], ["Provetti Anna", ANNA.code, ""]])),
        "members",
        {},
    )
    assert [one.written for one in file.mappings[0].columns] == ["non usata", "codice fiscale", "non usata"]


def test_a_sheet_without_any_header_loses_no_row() -> None:
    file = understand(
        read_grid(book(Soci=[["Provetti Anna", ANNA.code], ["Provetti Bruno", BRUNO.code]])), "members", {}
    )
    assert told(file) == [(1, "header_not_found"), (2, "header_not_found")]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_cells_may_be_apart_by_any_sign_and_titles_have_commas(mark: str) -> None:
    raw = csv("Libro soci, al 31/12/2025", mark.join(HEADER), mark.join(map(str, row(ANNA, "1"))))
    assert households(members(raw)) == [["Provetti Anna: titolare"]]


def test_a_quote_that_stands_alone_is_as_above() -> None:
    lines = [";".join(map(str, row(one, "1", kin))) for one, kin in ((ANNA, "titolare"), (BRUNO, "coniuge"))]
    seen = members(csv(";".join(HEADER), lines[0], lines[1].replace("01/01/2020", '"')))
    assert households(seen) == [["Provetti Anna: titolare", "Provetti Bruno: coniuge"]]
    assert seen.people[1].cells["effective_from"].text == "2020-01-01"


def test_a_mapping_reads_back_as_it_was_written_and_kept() -> None:
    file = understand(
        read_grid(book(Soci=[[*HEADER, "Coniuge", "C.F. coniuge"], [*row(ANNA), "Provetti Bruno", BRUNO.code]])),
        "members",
        {},
    )
    (mapping,) = file.mappings
    (again,), mistakes = read_mappings(written_mappings([("", mapping)]), [("", mapping)])
    assert (again.columns, mistakes) == (mapping.columns, [])
    assert decode_mapping("members", encode_mapping(mapping)) == mapping


def test_a_day_of_membership_is_of_the_members_book_only_where_somebody_says_so() -> None:
    header = ["Cognome", "Nome", "Cod. Fisc.", "Fam.", "Parentela", "Iscr. dal"]
    rows = [header, row(ANNA, "1"), row(BRUNO, "1", "coniuge", "02/02/2021")]
    file = understand(read_grid(book(Soci=rows)), "members", {})
    (mapping,) = file.mappings
    assert mapping.columns[5].key == "effective_from"
    assert "socio dal" in known_meanings("members")
    written = written_mappings([("", mapping)]).replace("Iscr. dal;dal", "Iscr. dal;socio dal")
    (told_so,), mistakes = read_mappings(written, [("", mapping)])
    assert (told_so.columns[5].key, mistakes) == ("member_since", [])
    file.mapped(told_so)
    seen = see_members(file, TODAY, known=lambda people: Archived(), answers={})
    table, _ = strict_table(seen, lambda family: "N1")
    since, book_day = table.header.index("dal"), table.header.index("socio dal")
    assert [(one.cells[since].text, one.cells[book_day].text) for one in table.rows] == [
        ("2020-01-01", "2020-01-01"), ("2021-02-02", ""),
    ]  # fmt: skip


def test_all_that_is_wrong_with_a_row_is_told_at_once() -> None:
    header = [*HEADER, "Nascita"]
    bad = ["", "", "PRVNNA80E57G67", "1", "titolare", "gennaio 2010", "31/02/1970"]
    seen = members(book(Soci=[header, [*row(ANNA, "2"), ""], bad]))
    assert {one.column for one in seen.mistakes if one.row == 3} >= {"Cod. Fisc.", "Cognome", "Dal", "Nascita"}


# ---------------------------------------------------------------- families


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Via Roma, 12", "V.Roma n. 12", True), ("via Roma 12", "VIA ROMA, N. 12", True),
        ("Via Roma 12", "Via Roma 12/B", False),
        ("C.so Torino 3", "Corso Torino 3", True),
    ],
)  # fmt: skip
def test_addresses_are_one_only_where_they_say_the_same_house(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


def test_a_household_that_is_only_a_surname_is_proposed_never_made() -> None:
    rows = [HEADER, row(ANNA, "Provetti", ""), row(GINO, "PROVETTI", ""), row(DINA, "De Campione", "")]
    seen = members(book(Soci=rows))
    assert households(seen) == [["De Campione Dina: titolare"]]
    assert [(one.person.name, one.why.value) for one in seen.proposed] == [
        ("Provetti Anna", "name"), ("Provetti Gino", "name"),
    ]  # fmt: skip
    yes = members(book(Soci=rows), **{ANNA.code: Answer(True), GINO.code: Answer(True, "fratello")})
    assert households(yes)[0] == ["Provetti Anna: titolare", "Provetti Gino: fratello"]
    no = members(book(Soci=rows), **{ANNA.code: Answer(False), GINO.code: Answer(False)})
    assert households(no)[:2] == [["Provetti Anna: titolare"], ["Provetti Gino: titolare"]]


def test_two_codes_in_the_sheet_are_never_one_household() -> None:
    header = ["Tessera", "Cognome", "Nome", "C.F.", "Nucleo", "Capofamiglia", "Parentela", "Dal"]
    rows = [
        header, [1, ANNA.surname, ANNA.given, ANNA.code, "A", "", "titolare", "01/01/2020"],
        [2, DINA.surname, DINA.given, DINA.code, "B", 1, "titolare", "01/01/2020"],
    ]  # fmt: skip
    seen = members(book(Soci=rows))
    assert told(seen) == [(3, "household_two_codes")]
    assert len(seen.families.families) == 2


def test_relatives_in_columns_without_their_own_words_follow_the_one_before() -> None:
    header = ["Cognome", "Nome", "C.F.", "Coniuge", "C.F.", "Figlio", "C.F.", "Figlio", "C.F.", "Dal"]
    rows = [
        header,
        [BRUNO.surname, BRUNO.given, BRUNO.code, "Provetti Anna", ANNA.code, "Carlo", CARLO.code, "", "", "01/01/2020"],
    ]
    assert households(members(book(Soci=rows))) == [
        ["Provetti Bruno: titolare", "Provetti Anna: coniuge", "Provetti Carlo: figlio"]
    ]


def test_children_in_one_cell_are_told_apart_by_their_codes() -> None:
    header = ["Cognome", "Nome", "C.F.", "Figli", "C.F. figli", "Dal"]
    rows = [header, [NINO.surname, NINO.given, NINO.code, "Olga Maria", OLGA.code, "1/1/2020"],
            [BRUNO.surname, BRUNO.given, BRUNO.code, "Carlo, Anna", f"{ANNA.code} {CARLO.code}", "1/1/20"]]  # fmt: skip
    assert households(members(book(Soci=rows)))[1] == [
        "Provetti Bruno: titolare", "Provetti Anna: figlio", "Provetti Carlo: figlio"
    ]  # fmt: skip


def test_a_first_name_alone_hangs_on_the_head_above_where_its_code_says_so() -> None:
    header = ["Fam.", "Nominativo", "C.F.", "Rel.", "Dal"]
    rows = [
        header, [1, "Provetti Anna", ANNA.code, "socio", "01/01/2020"],
        [1, "Esempi Elio", ELIO.code, "marito", "01/01/2020"], ["", "Carlo", CARLO.code, "figlio", "01/01/2020"],
    ]  # fmt: skip
    assert households(members(book(Soci=rows))) == [
        ["Provetti Anna: titolare", "Esempi Elio: coniuge", "Provetti Carlo: figlio"]
    ]


def test_a_household_left_blank_among_many_that_are_told_is_asked_for() -> None:
    rows = [HEADER, row(ANNA, "1"), row(DINA, "2"), row(ELIO, "", "")]
    assert told(members(book(Soci=rows))) == [(4, "household_unknown")]
    assert told(members(book(Soci=[HEADER, row(ANNA, "1"), row(DINA, "", ""), row(ELIO, "", "")]))) == []


def test_two_people_in_the_name_with_one_code_are_told() -> None:
    rows = [HEADER, ["Provetti", "Anna e Bruno", ANNA.code, "1", "titolare", "01/01/2020"]]
    assert told(members(book(Soci=rows))) == [(2, "several_in_name")]


def test_a_second_list_beside_the_first_is_read_too() -> None:
    rows = [[*HEADER, "", *HEADER], [*row(ANNA, "1"), "", *row(DINA, "2")], [*row(BRUNO, "3"), "", *[""] * 6]]
    seen = members(book(Soci=rows))
    assert {one.code for one in seen.people} == {ANNA.code, BRUNO.code, DINA.code}
    assert told(seen) == []


def test_a_second_list_with_other_columns_beside_the_first_is_not_lost() -> None:
    """Nobody tells whether it is a list: what it says twice is told."""
    other = [HEADER[1], HEADER[0], *HEADER[2:]]
    rows = [[*HEADER, "", *other], [*row(ANNA, "1"), "", *row(DINA, "2")], [*row(BRUNO, "3"), "", *[""] * 6]]
    seen = members(book(Soci=rows))
    assert {code for number, code in told(seen) if number == 2} == {"column_said_twice"}
    assert [code for number, code in told(seen) if number == 3] == []


# ---------------------------------------------------------------- what stands beside the cells


def workbook(
    rows: Sequence[Sequence[Any]], *, coloured: Sequence[int] = (), struck: Sequence[int] = (), comment: str = ""
) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Soci")
        colour, line = made.add_format({"bg_color": "#FF0000"}), made.add_format({"font_strikeout": True})
        for at, cells in enumerate(rows, 1):
            for column, value in enumerate(cells):
                sheet.write(at - 1, column, value, colour if at in coloured else line if at in struck else None)
        if comment:
            sheet.write_comment(1, 0, comment)
        hidden = made.add_worksheet("Vecchi")
        hidden.write(0, 0, "qualcosa")
        hidden.hide()
    return stream.getvalue()


def test_colours_lines_comments_and_hidden_sheets_are_told_and_change_nothing() -> None:
    rows = [HEADER, row(ANNA, "1"), row(DINA, "2"), row(ELIO, "3"), row(GINO, "4")]
    seen = members(workbook(rows, coloured=[3], struck=[4], comment="deceduta?"))
    assert told(seen) == [(0, "sheets_hidden"), (2, "row_commented"), (3, "row_coloured"), (4, "row_struck")]
    assert next(one.found for one in seen.mistakes if one.code == "row_commented").endswith("deceduta?")
    assert all(one.warning for one in seen.mistakes)
    assert len(seen.families.families) == 4


def test_a_formula_that_fails_is_told_of_its_row_alone() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Soci")
        for at, cells in enumerate([HEADER, row(ANNA, "1"), row(DINA, "2")]):
            sheet.write_row(at, 0, cells)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    seen = members(stream.getvalue())
    assert told(seen) == [(2, "formula_error")]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Moglie", "coniuge"), ("figlia", "figlio"), ("FIGLIO/A", "figlio"), ("suocera", "altro"),
     ("capo famiglia", "titolare"),
     ("figlio di primo letto", "kinship_unknown"), ("X", "kinship_unknown"), ("moglie o figlia", "kinship_unknown")],
)  # fmt: skip
def test_a_kinship_is_one_we_know_or_told(word: str, expected: str) -> None:
    found = read_kinship(word)
    assert (found.code if isinstance(found, Fault) else found) == expected


# ---------------------------------------------------------------- one kinship for several people of a row


def several(kinship: str, *, above: bool = True, name: str = "") -> MembersSeen:
    name = name or f"{REMO.surname} {REMO.given} e {SARA.surname} {SARA.given}"
    lines = [f"1;{PIO.surname} {PIO.given};{PIO.code};titolare;01/01/2001"] if above else []
    raw = csv("Tessera;Cognome e Nome;C.F.;Parentela;Iscritto dal", *lines,
              f";{name};{REMO.code} {SARA.code};{kinship};01/01/2001")  # fmt: skip
    found = see_members(understand(read_grid(raw), "members", {}), TODAY, known=lambda people: Archived(), answers={})
    yes = see_members(understand(read_grid(raw), "members", {}), TODAY, known=lambda people: Archived(), answers={},
                      accept_all=True)  # fmt: skip
    assert households(found) == ([["Campioni Pio: titolare"]] if above else [])  # nothing without a yes
    return yes


@pytest.mark.parametrize("kinship", ["figli", "figlio", "Figli a carico"])
def test_siblings_in_one_cell_are_children_of_the_head_above_and_no_couple(kinship: str) -> None:
    assert households(several(kinship)) == [
        ["Campioni Pio: titolare", "Campioni Remo: figlio", "Campioni Sara: figlio"]
    ]


def test_a_kinship_beside_both_names_is_of_both() -> None:
    seen = several("", name=f"{REMO.surname} {REMO.given} e {SARA.given} (figli)")
    assert households(seen) == [["Campioni Pio: titolare", "Campioni Remo: figlio", "Campioni Sara: figlio"]]


def test_siblings_below_nobody_are_told_and_nothing_is_proposed() -> None:
    seen = several("figli", above=False)
    assert households(seen) == []
    assert seen.families.proposed == []
    assert told(seen) == [(2, "household_unknown"), (2, "household_unknown")]


@pytest.mark.parametrize("kinship", ["moglie", "figlio e nipote", "di primo letto"])
def test_a_kinship_that_cannot_be_of_all_in_a_cell_is_told_and_nothing_is_proposed(kinship: str) -> None:
    seen = several(kinship)
    assert households(seen) == [["Campioni Pio: titolare"]]
    assert seen.families.proposed == []
    assert [code for row, code in told(seen) if row == 3] == ["kinship_of_several"]


@pytest.mark.parametrize("kinship", ["", "titolare", "coniugi", "titolare e coniuge"])
def test_a_couple_in_one_cell_is_proposed_as_before(kinship: str) -> None:
    both = f"{BRUNO.surname} {BRUNO.given} e {ANNA.surname} {ANNA.given};{BRUNO.code} {ANNA.code}"
    raw = csv("Cognome e Nome;C.F.;Parentela;Iscritto dal", f"{both};{kinship};01/01/2001")
    seen = see_members(understand(read_grid(raw), "members", {}), TODAY, known=lambda people: Archived(), answers={},
                       accept_all=True)  # fmt: skip
    assert households(seen) == [["Provetti Bruno: titolare", "Provetti Anna: coniuge"]]


# ---------------------------------------------------------------- two days of birth for two people of a cell


def born(written: object, *, turned: bool = False) -> MembersSeen:
    """Remo and Sara in one row, with what stands under their birth."""
    codes = (SARA.code, REMO.code) if turned else (REMO.code, SARA.code)
    return members(book(Soci=[
        ["Cognome e nome", "Nato il", "Codice fiscale", "Grado", "Nucleo", "Dal"],
        [f"{PIO.surname} {PIO.given}", PIO.born, PIO.code, "titolare", "1", "01/01/2010"],
        [f"{REMO.surname} {REMO.given} / {SARA.surname} {SARA.given}", written, " ".join(codes), "figli", "1",
         "01/01/2010"],
    ]))  # fmt: skip


@pytest.mark.parametrize("written", ["08/04/2001 - 03/11/2004", "8.4.2001 / 3.11.2004", "08/04/2001 03/11/2004",
                                     "8 aprile 2001 e 3 novembre 2004", "08/04/2001; 03/11/2004",
                                     "8/4/2001/3/11/2004", "08/04/2001\n03/11/2004"])  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_two_births_of_two_people_are_each_theirs(written: str, turned: bool) -> None:
    seen = born(written, turned=turned)
    assert {one.given_name: one.cells["born_on"].text for one in seen.people[1:]} == {
        REMO.given: REMO.born.isoformat(), SARA.given: SARA.born.isoformat(),
    }  # fmt: skip
    assert told(seen) == []


@pytest.mark.parametrize("written", ["2001 - 2004", "boh", "08/04/2001 - 03/11/2004 - 01/01/2005", "01/01/2005"])
def test_births_that_cannot_be_told_apart_are_never_passed_over(written: str) -> None:
    """«boh» says that nothing is known: there is nothing to tell."""
    assert told(born(written)) == ([] if written == "boh" else [(3, "births_unread")])


def test_a_birth_that_is_not_that_of_the_code_goes_to_the_importer_who_tells_it() -> None:
    seen = born("08/04/2001 - 04/11/2004")
    assert [one.cells["born_on"].text for one in seen.people[1:]] == ["2001-04-08", "2004-11-04"]


# ---------------------------------------------------------------- whose family somebody is, by name

BABY = Somebody("Provetti", "Ugo", date(2026, 3, 1), "M")


@pytest.mark.parametrize("title", ["fam. di", "Familiare di", "Famiglia di", "Nucleo", "Capofamiglia"])
def test_a_column_of_names_tells_whose_family_somebody_is_and_no_household_bears_a_name(title: str) -> None:
    seen = members(book(Soci=[
        ["Tessera", "Nominativo", "Codice fiscale", "Nato il", "Dal", title],
        [1, f"{ANNA.surname} {ANNA.given}", ANNA.code, ANNA.born, "01/01/2020", None],
        [2, f"{BABY.surname} {BABY.given}", BABY.code, BABY.born, "01/04/2026", f"{ANNA.surname} {ANNA.given}"],
    ]))  # fmt: skip
    assert [one.written for one in seen.file.mappings[0].columns][-1] == "capofamiglia"
    assert {family.code for family in seen.families.families} == {""}
    assert [(one.person.given_name, one.kinship, one.others) for one in seen.proposed] == [
        (BABY.given, "figlio", f"{ANNA.surname} {ANNA.given}")
    ]


@pytest.mark.parametrize(("title", "meaning"), [("Fam.", "nucleo"), ("Nucleo", "nucleo"), ("Nucleo fam.", "nucleo")])
def test_a_column_of_codes_is_still_that_of_households(title: str, meaning: str) -> None:
    file = understand(read_grid(book(Soci=[
        ["Cognome", "Nome", "Codice fiscale", "Dal", title],
        [ANNA.surname, ANNA.given, ANNA.code, "01/01/2020", "A"],
        [BRUNO.surname, BRUNO.given, BRUNO.code, "01/01/2020", "Provetti"],
    ])), "members", {})  # fmt: skip
    assert file.mappings[0].columns[-1].written == meaning


def test_a_household_called_as_a_person_is_no_code_though_the_column_is_said_to_hold_codes() -> None:
    rows = [row(ANNA, ""), row(BABY, f"{ANNA.surname} {ANNA.given}", "figlio"), row(DINA, "D"), row(GINO, "G")]
    seen = members(book(Soci=[HEADER, *rows]))
    assert {family.code for family in seen.families.families} <= {"", "D", "G"}


def test_a_baby_who_would_be_a_member_of_their_own_is_told() -> None:
    rows = [[*row(BABY, "A"), BABY.born], [*row(ANNA, "B"), ANNA.born]]
    seen = members(book(Soci=[[*HEADER, "Nato il"], *rows]))
    assert [(one.row, one.code, one.warning) for one in seen.mistakes] == [(2, "head_very_young", True)]


# ---------------------------------------------------------------- a child's name and code in one cell of the head's row


def beside_head(*cells: str) -> MembersSeen:
    return members(book(Soci=[
        [None, ("merge", 3, "SOCIO"), None, ("merge", 2, "FIGLI")],
        ["Nr", "Cogn.", "Nome", "C.F.", "Iscr.", "Nome e C.F. 1", "Nome e C.F. 2"],
        [1, PIO.surname, PIO.given, PIO.code, "01/01/2010", *cells],
    ]))  # fmt: skip


def test_a_childs_name_beside_its_code_has_the_heads_surname_where_the_code_says_so() -> None:
    caterina = Somebody(PIO.surname, "Caterina", date(2008, 6, 7), "F")
    seen = beside_head(f"{SARA.given} {SARA.code}", f"{caterina.given}, c.f. {caterina.code}")
    assert told(seen) == []
    assert households(seen) == [["Campioni Pio: titolare", "Campioni Sara: figlio", "Campioni Caterina: figlio"]]


@pytest.mark.parametrize(("cell", "found"), [(f"{LUCA.given} {LUCA.code}", LUCA.given), (LUCA.code, LUCA.code)])
def test_a_child_of_another_surname_is_told_with_its_cell_and_its_name(cell: str, found: str) -> None:
    (one,) = beside_head(cell).mistakes
    assert (one.code, one.column, one.found) == ("surname_missing", "FIGLI Nome e C.F. 1", found)
