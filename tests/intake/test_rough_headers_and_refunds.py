"""Headers in two rows, refunds beside expenses, heads and kinships in words: read where they are sure, else asked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from intake.ugly.own.people import ANNA, BRUNO, CARLO, DINA, ELIO, NINO, book
from mutua.domain.faults import Fault
from mutua.intake.rough.families import Archived
from mutua.intake.rough.grid import read_grid
from mutua.intake.rough.head_words import is_oneself, may_be_called, number_in
from mutua.intake.rough.payments import PaymentsSeen, see_payments
from mutua.intake.rough.proposals import Why
from mutua.intake.rough.readings import ITALIAN, read_day
from mutua.intake.rough.strict import MembersSeen, see_members, understand
from mutua.intake.tabular import Cell

TODAY = date(2026, 6, 1)


def members(rows: Sequence[Sequence[Any]], *, accept_all: bool = False, raw: bytes = b"") -> MembersSeen:
    file = understand(read_grid(raw or book(Soci=rows)), "members", {})
    return see_members(file, TODAY, known=lambda people: Archived(), answers={}, accept_all=accept_all)


def payments(rows: Sequence[Sequence[Any]]) -> PaymentsSeen:
    return see_payments(understand(read_grid(book(Rimborsi=rows)), "claims", {}), TODAY)


def cents(seen: PaymentsSeen) -> list[int | None]:
    return [one.cents for one in seen.payments]


def told(seen: MembersSeen | PaymentsSeen) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in seen.mistakes]


def households(seen: MembersSeen) -> list[list[str]]:
    return [[f"{one.name}: {one.kinship}" for one in family.people] for family in seen.families.families]


def whole(one: Any) -> str:
    return f"{one.surname} {one.given}"


# ---------------------------------------------------------------- headers

UPPER = ["N.", "SOCIO", "", "NASCITA", "", "Cod.Fisc.", "Data", "Note"]
LOWER = ["tess.", "Cognome", "Nome", "data", "luogo", "", "amm.", ""]


def two_rows(lower: Sequence[Any]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.merge_range(0, 1, 0, 2, "")
        sheet.merge_range(0, 3, 0, 4, "")
        row = ["1", ANNA.surname, ANNA.given, "17/05/1980", "Pinerolo", ANNA.code, "01/01/2020", ""]
        for at, cells in enumerate((UPPER, lower, row, LOWER, row)):
            for place, text in enumerate(cells):
                if text:
                    sheet.write_string(at, place, text)
    return stream.getvalue()


def test_a_header_in_two_rows_is_one_and_comes_again_in_one() -> None:
    seen = members([], raw=two_rows(LOWER))
    assert [(one.row, one.name, one.card, one.birth) for one in seen.people] == [
        (3, whole(ANNA), "1", date(1980, 5, 17))
    ]
    assert sorted(seen.file.not_data) == [1, 2, 4]
    assert told(seen) == [(5, "row_again")]


def test_somebody_below_the_header_is_no_second_row_of_it() -> None:
    seen = members([], raw=two_rows(["", ELIO.surname, ELIO.given, "", "", ELIO.code, "01/01/2020"]))
    assert 2 not in seen.file.not_data
    assert (2, "name_unsplit") in told(seen)


def test_a_sentence_above_the_header_names_no_relatives() -> None:
    rows = [["i figli portano il cognome del padre"], ["Tessera", "Cognome", "Nome", "C.F.", "Dal"],
            ["7", ANNA.surname, ANNA.given, ANNA.code, "01/01/2020"]]  # fmt: skip
    assert [(one.name, one.card) for one in members(rows).people] == [(whole(ANNA), "7")]


# ---------------------------------------------------------------- refunds

PAID = ["Socio", "Prestazione", "Data prest.", "Importo"]


def paid(*amounts: Any) -> list[Any]:
    return [whole(ANNA), "visita", "03/02/2025", *amounts]


def test_a_column_that_is_the_share_in_its_title_is_the_refund() -> None:
    rows = [[*PAID, "60%"], paid("100", "60"), paid("75,50", "45,30"), paid("33,33", "20,00"), paid("10,00", "")]
    seen = payments(rows)
    assert cents(seen) == [6000, 4530, 2000]
    assert told(seen) == [(5, "amount_missing")]


def test_a_share_that_the_cells_do_not_hold_is_asked_for() -> None:
    seen = payments([[*PAID, "60%"], paid("100", "50"), paid("80", "30"), paid("60", "60")])
    assert cents(seen) == []
    assert told(seen) == [(2, "refund_unsure"), (3, "refund_unsure"), (4, "refund_unsure")]


def test_amounts_without_a_name_beside_the_expense_are_asked_for_never_left_aside() -> None:
    assert told(payments([[*PAID, "noi"], paid("100", "50"), paid("80", "30")])) == [
        (2, "refund_unsure"), (3, "refund_unsure"),
    ]  # fmt: skip
    assert cents(payments([[*PAID, "noi"], paid("100", "sì"), paid("80", "no")])) == [10000, 8000]


def test_a_second_column_counts_where_the_first_is_empty_and_never_against_it() -> None:
    rows = [[*PAID, "Rimborso", "Liquidato"], paid("100", "", "50"), paid("80", "40", "40,00"), paid("80", "40", "45")]
    seen = payments(rows)
    assert cents(seen) == [5000, 4000]
    assert told(seen) == [(4, "column_said_twice")]


def test_a_paid_on_that_says_how_is_no_day() -> None:
    seen = payments([[*PAID, "Rimborso", "Pagato il"], paid("100", "50", "BB 2/25"), paid("80", "40", "BB")])
    assert (cents(seen), told(seen)) == ([5000, 4000], [])


def test_what_is_a_part_of_a_total_is_no_payment() -> None:
    rows = [["Cognome", "Nome", "Data prest.", "Rimborso"], [ANNA.surname, ANNA.given, "03/02/2025", "50"],
            ["di cui storni", "", "", "-240"]]  # fmt: skip
    assert cents(payments(rows)) == [5000]


# ---------------------------------------------------------------- heads, kinships, households

HEADS = ["N. tess.", "Cognome e Nome", "Capofamiglia", "C.F.", "Dal"]


def headed(card: str, one: Any, head: str) -> list[str]:
    return [card, whole(one), head, one.code, "01/01/2020"]


def test_oneself_and_a_number_in_words_are_heads() -> None:
    seen = members([HEADS, headed("14", ANNA, "sé"), headed("15", ELIO, "v. n. 14")], accept_all=True)
    assert households(seen) == [[f"{whole(ANNA)}: titolare", f"{whole(ELIO)}: genitore"]]
    assert told(seen) == []


PLAIN = ["N.", "Cognome e Nome", "Capo fam.", "C.F.", "Dal"]


def test_a_plain_number_is_the_card_where_the_column_of_the_head_means_it() -> None:
    rows = [PLAIN, headed("1", ANNA, "1"), headed("2", CARLO, "1"), headed("3", DINA, "3"), headed("4", ELIO, "")]
    seen = members(rows, accept_all=True)
    assert [[one.card for one in family.people] for family in seen.families.families] == [["1", "2"], ["3"], ["4"]]
    assert told(seen) == []


@pytest.mark.parametrize("last", [("2", ""), ("3", "9"), ("3", "sé"), ("3", "")])
def test_a_plain_number_stays_a_place_in_the_list_where_no_head_surely_means_it(last: tuple[str, str]) -> None:
    """Twice the same number, a head that is none of them, a head in words, nobody named: «N.» is not the card."""
    heads = ("", "") if last == ("3", "") else ("1", "1")
    rows = [PLAIN, headed("1", ANNA, heads[0]), headed("2", CARLO, heads[1]), headed(last[0], ELIO, last[1])]
    file = understand(read_grid(book(Soci=rows)), "members", {})
    assert file.mappings[0].columns[0].key == "unused"


@pytest.mark.parametrize("head", ["idem", f"{ANNA.surname} {ANNA.given[0]}."])
def test_as_above_below_oneself_and_initials_are_proposed_never_made(head: str) -> None:
    rows = [HEADS, headed("14", ANNA, "sé"), headed("15", ELIO, head)]
    assert [(one.person.name, one.why) for one in members(rows).proposed] == [(whole(ELIO), Why.HEAD_NAME)]
    assert households(members(rows)) == [[f"{whole(ANNA)}: titolare"]]


@pytest.mark.parametrize(
    ("text", "oneself", "number"),
    [
        ("sé", True, ""),
        ("se stessa", True, ""),
        ("n. 14", False, "14"),
        ("vedi tess. 7", False, "7"),
        ("14", False, ""),
    ],
)
def test_what_a_head_says_in_words(text: str, oneself: bool, number: str) -> None:
    assert (is_oneself(text), number_in(text)) == (oneself, number)


def test_initials_stand_for_names_in_their_order_beside_one_whole_word() -> None:
    assert may_be_called("Rossi M.", "Rossi Mario")
    assert not may_be_called("Rossi M.", "Rossi Carlo")
    assert not may_be_called("R. M.", "Rossi Mario")
    assert not may_be_called("Rossi M.", "Rossi Mario Carlo")


def test_a_kinship_beside_the_name_is_left_where_the_code_says_so() -> None:
    rows = [
        ["Soci", "C.F.", "Dal"], [whole(ANNA), ANNA.code, "01/01/2020"],
        [f"marito: {whole(ELIO)}", ELIO.code, "01/01/2020"],
    ]  # fmt: skip
    seen = members(rows)
    assert [(one.name, one.kinship) for one in seen.people] == [(whole(ANNA), "titolare"), (whole(ELIO), "coniuge")]
    assert [(one.person.name, one.why) for one in seen.proposed] == [(whole(ELIO), Why.ORDER)]
    assert households(members(rows, accept_all=True)) == [[f"{whole(ANNA)}: titolare", f"{whole(ELIO)}: coniuge"]]


def test_nobody_hangs_on_a_head_above_a_row_that_is_not_read() -> None:
    rows = [
        ["Soci", "C.F.", "Dal"], [whole(ANNA), ANNA.code, "01/01/2020"], ["Bo Ada Lia", "", "01/01/2020"],
        [f"marito: {whole(ELIO)}", ELIO.code, "01/01/2020"],
    ]  # fmt: skip
    assert households(members(rows, accept_all=True)) == [[f"{whole(ANNA)}: titolare"]]


def test_a_blank_household_among_many_is_a_household_of_one_only_after_a_yes() -> None:
    header = ["Cognome", "Nome", "C.F.", "Nucleo", "Parentela", "Dal"]
    rows = [header, *(
        [one.surname, one.given, one.code, code, kin, "01/01/2020"]
        for one, code, kin in ((ANNA, "1", "titolare"), (DINA, "2", "titolare"), (BRUNO, "", ""))
    )]  # fmt: skip
    seen = members(rows)
    assert [(one.person.name, one.why) for one in seen.proposed] == [(whole(BRUNO), Why.ALONE)]
    assert told(seen) == [(4, "household_unknown")]
    assert households(members(rows, accept_all=True))[-1] == [f"{whole(BRUNO)}: titolare"]


# ---------------------------------------------------------------- cells


def test_a_month_in_roman_figures_is_a_month_and_a_doubt_is_no_day() -> None:
    assert read_day(Cell("3 X 1952"), order=ITALIAN, last=TODAY) == date(1952, 10, 3)
    assert read_day(Cell("8 VII 25"), order=ITALIAN, first=date(2020, 1, 1), last=TODAY) == date(2025, 7, 8)
    doubt = read_day(Cell("18/12/58 o 59"), order=ITALIAN, last=TODAY)
    assert isinstance(doubt, Fault)
    assert doubt.code == "day_unreadable"


def test_a_day_with_its_month_first_and_a_missing_code_are_told_and_hold_nobody_back() -> None:
    header = ["Tessera", "Cognome", "Nome", "C.F.", "Dal"]
    rows = [header, ["1", ANNA.surname, ANNA.given, ANNA.code, "12/21/2019"],
            ["2", CARLO.surname, CARLO.given, CARLO.code, "05/05/2019"],
            ["3", NINO.surname, NINO.given, "", "06/06/2019"]]  # fmt: skip
    seen = members(rows)
    assert told(seen) == [(2, "day_month_first"), (4, "fiscal_code_missing")]
    assert len(seen.families.families) == 3


def test_a_note_of_who_left_is_told_where_no_day_of_leaving_stands() -> None:
    header = ["Cognome", "Nome", "C.F.", "Dal", "Uscito il", "Note"]
    rows = [
        header,
        [ANNA.surname, ANNA.given, ANNA.code, "01/01/2020", "", "DISDETTO con lettera"],
        [ELIO.surname, ELIO.given, ELIO.code, "01/01/2020", "31/12/2024", "uscito"],
        [DINA.surname, DINA.given, DINA.code, "01/01/2020", "", "paga la figlia"],
    ]
    seen = members(rows)
    assert told(seen) == [(2, "left_in_note")]
    assert all(one.warning for one in seen.mistakes)


def test_a_telephone_that_a_spreadsheet_spoiled_is_told_and_left_out() -> None:
    rows = [["Cognome", "Nome", "C.F.", "Dal", "Cell"],
            [ANNA.surname, ANNA.given, ANNA.code, "01/01/2020", "3,39E+09"]]  # fmt: skip
    seen = members(rows)
    assert told(seen) == [(2, "number_rewritten")]
    assert all(one.warning for one in seen.mistakes)
    assert seen.people[0].cells["phone"].text == ""
