"""Reads a firm's staff list, CSV or XLSX: rows and everything that is wrong with them. It looks at no archive.

Of a person three facts are asked: fiscal code, name, first day. Birth and sex are read from the code.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mutua.domain.faults import Fault
from mutua.domain.firms import Category
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.identifiers.names import given_name_letters, surname_letters
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.identifiers.vat_number import VatNumber, read_cut_vat_number
from mutua.domain.italian import LAST_YEAR
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.header import is_total
from mutua.intake.sheet import RowReader, Sheet, plain_header
from mutua.intake.staff_columns import TITLES, StaffColumns, columns_of
from mutua.intake.tabular import Cell, CellKind, SheetRow, Table

# What firms call those who work for them.
_CATEGORIES: Mapping[str, Category] = {
    "dipendente": Category.EMPLOYEE, "impiegato": Category.EMPLOYEE, "impiegata": Category.EMPLOYEE,
    "operaio": Category.EMPLOYEE, "operaia": Category.EMPLOYEE, "apprendista": Category.EMPLOYEE,
    "quadro": Category.EMPLOYEE, "dirigente": Category.EXECUTIVE, "amministratore": Category.DIRECTOR,
    "amministratrice": Category.DIRECTOR, "collaboratorefamiliare": Category.FAMILY_COLLABORATOR,
    "coadiuvante": Category.FAMILY_COLLABORATOR, "altro": Category.OTHER,
}  # fmt: skip
CATEGORY_WORDS = ("dipendente", "dirigente", "amministratore", "collaboratore familiare", "altro")
_EMPTY = Cell("")
_OF_ONE_ROW = frozenset({"cells_too_few", "cells_too_many", "file_cut"})  # of a list such a row alone is wrong
_NO_LEAVE = ("nessuna", "nessuno", "annullata", "ancora in forza")


@dataclass(slots=True)
class StaffFile:
    """The rows that can be read, the numbers of those that cannot, every mistake; what columns were taken for.

    `whose`: of each row that cannot be read the firm, 0 where it is not known, and the name that stands there.
    """

    columns: StaffColumns
    rows: list[StaffRow] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    digest: str = ""
    whose: dict[int, tuple[int, str]] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether the file as a whole could be read."""
        return all(one.warning or one.row in self.unread for one in self.mistakes)


def read_staff_file(
    table: Table, mode: Mode, *, firm_id: int, firms: Mapping[str, int] | None = None,
    remembered: Mapping[str, str] | None = None, said: Mapping[str, str] | None = None,
    chosen: Mapping[int, str] | None = None, on: date | None = None, closed: Mapping[str, int] | None = None,
) -> StaffFile:  # fmt: skip
    """The rows of a list. `firm_id`: whose list it is, 0 where it is of several; `firms`: those that its column of VAT
    numbers may name; `closed`: those whose people whoever sends it does not tell. `remembered`, `said`, `chosen`:
    what columns mean, see `columns_of`. `on`: the day of the list; a year of two figures is at most the one after it,
    else of the century before."""
    bent = {one.row: one for one in table.mistakes if one.code in _OF_ONE_ROW}
    whole = [one for one in table.mistakes if one.code not in _OF_ONE_ROW]
    if not table.header:
        return StaffFile(StaffColumns((), ()), mistakes=whole, digest=table.digest)
    columns, mistakes = columns_of(table, remembered or {}, said, chosen)
    if not all(one.warning for one in whole):
        return StaffFile(columns, mistakes=whole, digest=table.digest)
    rows, aside = _totals_aside(table.rows)
    if aside:
        values = {"rows": ", ".join(str(row.number) for row in aside)}
        mistakes.append(Mistake("staff_totals_aside", aside[0].number, values=values, warning=True))
    titles = {**TITLES, **{key: columns.titles[at].strip() for key, at in columns.at.items()}}
    sheet = Sheet(table, titles, columns.at, mistakes=[*whole, *mistakes])
    found = StaffFile(columns, digest=table.digest)
    if firm_id == 0 and "firm_vat" not in columns.at:
        sheet.mistakes.append(Mistake("column_missing", table.header_row, TITLES["firm_vat"]))
    if sheet.usable:
        reading = _Reading(sheet, mode, firm_id, firms or {}, on, closed or {})
        for row in rows:
            told = None if row.number in bent else reading.row(row)
            if row.number in bent:
                sheet.mistakes.append(bent[row.number])
            if told is None:
                found.unread.append(row.number)
                found.whose[row.number] = reading.whose(row)
            else:
                found.rows.append(told)
    found.mistakes = sheet.mistakes
    return found


def _totals_aside(rows: list[SheetRow]) -> tuple[list[SheetRow], list[SheetRow]]:
    """The rows of a list, and those at its end that only sum up the others."""
    kept = len(rows)
    while kept and is_total([text for cell in rows[kept - 1].cells if (text := cell.text.strip())]):
        kept -= 1
    return rows[:kept], rows[kept:]


class _Reading:
    """The rows of one list, one after the other."""

    def __init__(
        self, sheet: Sheet, mode: Mode, firm_id: int, firms: Mapping[str, int], on: date | None,
        closed: Mapping[str, int],
    ) -> None:  # fmt: skip
        self.sheet, self.mode, self.firm_id, self.firms, self.closed = sheet, mode, firm_id, firms, closed
        self._latest_year = LAST_YEAR if on is None else on.year + 1
        self._at = sheet.at
        self._plain: dict[str, str] = {}  # what stands in ordinary cells: lists tell the same names over and over
        self._days: dict[Cell, date] = {}
        self._letters: dict[tuple[str, str], str] = {}

    def row(self, row: SheetRow) -> StaffRow | None:
        """What a row tells; None where something in it is wrong."""
        reader = RowReader(self.sheet, row)
        code = self._code(reader, "fiscal_code")
        if code is None and not reader.wrong:
            reader.report("cell_missing", "fiscal_code")
        surname, given_name = self._names(reader, code)
        still_here = False
        if self.mode is Mode.CORRECTION and plain_header(self._cell(row, "left_on").text) in map(
            plain_header, _NO_LEAVE
        ):
            still_here, left_on = True, None
        else:
            left_on = self._day(reader, "left_on")
        hired_on = self._day(reader, "hired_on")
        category = self._category(reader)
        payroll = self._text(reader, "payroll_number")
        new_code = self._code(reader, "new_code") if self.mode is Mode.CORRECTION else None
        firm_id = self._firm(reader)
        if reader.wrong or code is None:
            return None
        if new_code is None:  # a code that is put right is looked at beside the name once the roster's is known
            self._doubts(reader, code, surname, given_name)
        return StaffRow(
            row.number, firm_id, code.text, surname, given_name, hired_on, left_on, category, payroll,
            "" if new_code is None else new_code.text, still_here,
        )  # fmt: skip

    def whose(self, row: SheetRow) -> tuple[int, str]:
        """Of which firm a row is that cannot be read, and the name, or the code, that stands in it."""
        keys = ("surname", "given_name") if self._cell(row, "surname").text.strip() else ("full_name",)
        name = " ".join(" ".join(self._cell(row, key).text for key in keys).split())
        number = read_cut_vat_number(self._cell(row, "firm_vat").text)
        ours = {**self.closed, **self.firms}
        named = ours.get(number.text, 0) if isinstance(number, VatNumber) else self.firm_id
        return named, name or self._cell(row, "fiscal_code").text.strip()

    def _cell(self, row: SheetRow, key: str) -> Cell:
        index = self._at.get(key)
        return _EMPTY if index is None else row.cells[index]

    def _code(self, reader: RowReader, key: str) -> FiscalCode | None:
        cell = self._cell(reader.row, key)
        if cell.kind is CellKind.TEXT and len(cell.text) == 16:  # nearly every cell
            found = read_fiscal_code(cell.text)
            if isinstance(found, FiscalCode):
                return found
        return reader.checked(key, read_fiscal_code)

    def _text(self, reader: RowReader, key: str) -> str:
        index = self._at.get(key)
        if index is None:
            return ""
        text, kind = reader.row.cells[index]
        if not text:
            return ""
        if kind is CellKind.TEXT and text.isascii():  # nearly every cell
            if text.isdigit():
                return text
            kept = self._plain.get(text)
            if kept is None and text.replace(" ", "a").isalpha():
                kept = self._plain[text] = text.strip()
            if kept is not None:
                return kept
        return unicodedata.normalize("NFC", reader.text(key))

    def _day(self, reader: RowReader, key: str) -> date | None:
        cell = self._cell(reader.row, key)
        if not cell.text:
            return None
        kept = self._days.get(cell)
        if kept is None:
            kept = reader.day(key, at_hand=self._latest_year)
            if kept is not None:
                self._days[cell] = kept
        return kept

    def _names(self, reader: RowReader, code: FiscalCode | None) -> tuple[str, str]:
        surname, given_name = self._text(reader, "surname"), self._text(reader, "given_name")
        if "full_name" not in self.sheet.at or (surname and given_name):
            return surname, given_name
        whole = self._text(reader, "full_name")
        if not whole or code is None:
            return surname, given_name
        split = split_name(whole, code)
        if split is None:
            reader.report("staff_name_whole", "full_name", whole)
            return surname, given_name
        return split

    def _category(self, reader: RowReader) -> Category | None:
        text = self._text(reader, "category")
        if not text:
            return None
        found = _CATEGORIES.get(plain_header(text))
        if found is None:
            reader.report("choice_unknown", "category", text, values={"known": ", ".join(CATEGORY_WORDS)})
        return found

    def _firm(self, reader: RowReader) -> int:
        """Whose row it is, by the VAT number where the list has such a column."""
        if "firm_vat" not in self.sheet.at:
            return self.firm_id
        number = reader.checked("firm_vat", read_cut_vat_number)
        if number is None:
            if not reader.wrong and not self.firm_id:
                reader.report("cell_missing", "firm_vat")
            return self.firm_id
        if number.text in self.closed:
            reader.report("staff_not_delegated", "firm_vat", number.text)
            return 0
        firm_id = self.firms.get(number.text)
        if firm_id is None or (self.firm_id and firm_id != self.firm_id):
            reader.report("staff_other_firm", "firm_vat", number.text)
            return 0
        return firm_id

    def _doubts(self, reader: RowReader, code: FiscalCode, surname: str, given_name: str) -> None:
        """What the code and the name say otherwise; most agree, and are not looked at any closer."""
        if not code.is_provisional:
            mine = self._letters.get(("s", surname)), self._letters.get(("g", given_name))
            if None in mine:
                mine = surname_letters(surname), given_name_letters(given_name)
                self._letters["s", surname], self._letters["g", given_name] = mine
            agrees = (not surname or mine[0] == code.surname_letters) and (
                not given_name or mine[1] == code.given_name_letters
            )
            if agrees and not code.state_unknown:
                return
        found: Sequence[Fault] = doubts(code, surname=surname, given_name=given_name)
        reader.doubt("fiscal_code", found)


def of_code(code: FiscalCode, surname: str, given: str) -> tuple[bool, bool]:
    """Whether the surname gives the letters of the code, and whether the given name does."""
    return surname_letters(surname) == code.surname_letters, given_name_letters(given) == code.given_name_letters


def split_name(whole: str, code: FiscalCode) -> tuple[str, str] | None:
    """Surname and given name of a text that holds both, in either order, as the letters of the code tell them apart;
    None where they do not, or in two ways."""
    words, found = whole.split(), set()
    for at in range(1, len(words)):
        for surname, given in ((words[:at], words[at:]), (words[at:], words[:at])):
            told = " ".join(surname), " ".join(given)
            if all(of_code(code, *told)):
                found.add(told)
    return found.pop() if len(found) == 1 else None
