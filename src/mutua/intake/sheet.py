"""A table whose columns have names: each cell becomes a text, a day, an amount, an answer, or a mistake in its place.

Names of columns are told apart without capitals, accents, spaces and signs: «Codice Fiscale» is «codice_fiscale».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar, Union

from mutua.domain.asked import FactAsked
from mutua.domain.case import Scalar
from mutua.domain.faults import Fault, suggest
from mutua.domain.italian import (
    FIRST_YEAR,
    LAST_YEAR,
    day_at_hand,
    italian_day,
    italian_decimal,
    italian_instant,
    italian_money,
    italian_yes_no,
)
from mutua.domain.kinds import FactKind
from mutua.domain.written_names import hidden_character
from mutua.intake.marks import unmarked
from mutua.intake.mistakes import Mistake
from mutua.intake.tabular import Cell, CellKind, SheetRow, Table

T = TypeVar("T")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{2,}")
_DIGITS = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
EXACT_DIGITS = 15  # of which a spreadsheet keeps numbers
_BASE_1900, _BASE_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FIRST_SERIAL = 61  # before it the year 1900 of spreadsheets has a 29 February that never was


class Column(NamedTuple):
    """A column: how the program calls it, its Italian header, whether a file must have it."""

    key: str
    title: str
    required: bool = False


@dataclass(slots=True)
class Sheet:
    """A table whose header is understood: where each column stands, those of answers by the name of the answer."""

    table: Table
    titles: Mapping[str, str]
    at: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        return all(one.warning for one in self.mistakes)


def plain_header(text: str) -> str:
    """A name of a column as it is compared."""
    plain = unicodedata.normalize("NFKD", unmarked(text.strip()).casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def cells_under(table: Table, title: str) -> list[str]:
    """The different texts under a header, "" left out; none where there is no such column."""
    at = [index for index, name in enumerate(table.header) if plain_header(name) == plain_header(title)]
    return sorted({row.cells[at[0]].text.strip() for row in table.rows} - {""}) if at else []


def open_sheet(
    table: Table, columns: Sequence[Column], facts: Sequence[str], others: Sequence[Column] = (), other_kind: str = ""
) -> Sheet:
    """The sheet of a table; its mistakes are those of the file and of the header.

    `others`: the columns of the other kind of file; where most of the header is of that kind, only `other_kind`, the
    code of that mistake, is told.
    """
    sheet = Sheet(table, {one.key: one.title for one in columns}, mistakes=list(table.mistakes))
    if not table.usable:
        return sheet
    known = {plain_header(one.title): one.key for one in columns}
    if _is_of(others, table.header) > _is_of(columns, table.header):
        sheet.mistakes.append(Mistake(other_kind, table.header_row))
        return sheet
    answers = {plain_header(name): name for name in facts if plain_header(name) not in known}
    for index, title in enumerate(table.header):
        name = plain_header(title)
        place: dict[str, int] | None = sheet.at if name in known else sheet.facts if name in answers else None
        key = known.get(name) or answers.get(name, "")
        if not name:
            _refuse(sheet, "column_unnamed", str(index + 1), "")
        elif place is None:
            titles = [one.title for one in columns if one.key not in sheet.at]
            meant = suggest(title.strip().lower(), [*titles, *facts])
            _refuse(sheet, "column_unknown", title.strip(), meant)
        elif key in place:
            _refuse(sheet, "column_twice", title.strip(), "")
        else:
            place[key] = index
    if any(one.code == "column_unknown" and not one.suggestion for one in sheet.mistakes):
        told = ", ".join([*(one.title for one in columns), *facts])
        sheet.mistakes.append(Mistake("columns_known", table.header_row, values={"known": told}, warning=True))
    if sheet.usable:
        for one in columns:
            if one.required and one.key not in sheet.at:
                _refuse(sheet, "column_missing", one.title, "")
    return sheet


def _is_of(columns: Sequence[Column], header: Sequence[str]) -> int:
    """How many names of a header are columns of that kind of file."""
    known = {plain_header(one.title) for one in columns}
    return sum(plain_header(title) in known for title in header)


def _refuse(sheet: Sheet, code: str, column: str, meant: str) -> None:
    sheet.mistakes.append(Mistake(code, sheet.table.header_row, column, suggestion=meant))


@dataclass(slots=True)
class RowReader:
    """One row, read column by column; `wrong` once something in it is a mistake."""

    sheet: Sheet
    row: SheetRow
    wrong: bool = False

    # ------------------------------------------------------------ mistakes

    def report(
        self, code: str, column: str = "", found: str = "", suggestion: str = "",
        *, values: Mapping[str, str] | None = None, warning: bool = False,
    ) -> None:  # fmt: skip
        """A mistake of the row; `column` by its key or, for an answer, by its name."""
        title = self.sheet.titles.get(column, column)
        self.sheet.mistakes.append(Mistake(code, self.row.number, title, found, values or {}, suggestion, warning))
        self.wrong = self.wrong or not warning

    def _parsed(self, column: str, value: Union[T, Fault]) -> T | None:
        if isinstance(value, Fault):
            self.report(value.code, column, value.found, value.suggestion, values=value.values)
            return None
        return value

    # ------------------------------------------------------------ cells

    def _cell(self, key: str) -> Cell:
        index = self.sheet.at.get(key)
        return Cell("") if index is None else self.row.cells[index]

    def is_empty(self, key: str) -> bool:
        """Whether nothing stands in a cell, or the file has no such column."""
        return not self._cell(key).text.strip()

    def text(self, key: str, *, required: bool = False) -> str:
        """The text of a cell, "" where it is empty or wrong."""
        found = self._text(self._cell(key), key)
        if required and self.is_empty(key):
            self.report("cell_missing", key)
        return found

    def day(self, key: str, *, at_hand: int = 0) -> date | None:
        """The day of a cell, None where it is empty or wrong. `at_hand`: as it is typed in a hurry too, two figures
        being a year up to this one (`day_at_hand`)."""
        return self._day(self._cell(key), key, at_hand)

    def money(self, key: str) -> int | None:
        return self._money(self._cell(key), key)

    def yes_no(self, key: str) -> bool | None:
        return self._plain(self._cell(key), key, italian_yes_no)

    def instant(self, key: str) -> datetime | None:
        cell = self._cell(key)
        if cell.kind is CellKind.NUMBER:
            day = self._day(cell, key)
            cell = Cell("" if day is None else day.isoformat(), CellKind.DAY)
        return self._plain(cell, key, italian_instant)

    def checked(self, key: str, parse: Callable[[str], Union[T, list[Fault]]]) -> T | None:
        """A text that has a form of its own (a fiscal code), None where it is empty or wrong."""
        text = self.text(key)
        value = parse(text) if text else []
        if isinstance(value, list):
            for fault in value:
                self.report(fault.code, key, fault.found, fault.suggestion, values=fault.values)
            return None
        return value

    def doubt(self, key: str, faults: Iterable[Fault]) -> None:
        """Warnings about a cell that is right in itself."""
        for fault in faults:
            self.report(fault.code, key, fault.found, values=fault.values, warning=True)

    def decimal(self, key: str) -> int | None:
        """Hundredths of a number."""
        return self._decimal(self._cell(key), key)

    def answer(self, fact: FactAsked) -> Scalar | None:
        """The answer to what a plan asks, in its smallest unit; None where the cell is empty or wrong."""
        index = self.sheet.facts.get(fact.name)
        cell, name = Cell("") if index is None else self.row.cells[index], fact.name
        return self.typed(fact, cell, name)

    def typed(self, fact: FactAsked, cell: Cell, name: str) -> Scalar | None:
        """What a cell says as an answer of its kind."""
        match fact.kind:
            case FactKind.YES_NO:
                return self._plain(cell, name, italian_yes_no)
            case FactKind.DAY:
                return self._day(cell, name)
            case FactKind.MONEY:
                return self._money(cell, name)
            case FactKind.INSTANT:
                return self._plain(cell, name, italian_instant)
            case FactKind.DECIMAL:
                return self._decimal(cell, name)
            case FactKind.NUMBER:
                hundredths = self._decimal(cell, name)
                if hundredths is not None and hundredths % 100:
                    self.report("number_whole", name, cell.text)
                    return None
                return None if hundredths is None else hundredths // 100
            case FactKind.CHOICE:
                return self._choice(cell, name, fact.choices)
            case _:
                return self._text(cell, name) or None

    def choice(self, key: str, choices: Sequence[str]) -> str:
        """One of the choices, "" where the cell is empty or wrong."""
        return self._choice(self._cell(key), key, choices) or ""

    # ------------------------------------------------------------ a cell of any column

    def plain_text(self, cell: Cell) -> str:
        return self._text(cell, "")

    def chosen(self, cell: Cell, choices: Sequence[str]) -> str:
        return self._choice(cell, "", choices) or ""

    def parsed(self, cell: Cell, parse: Callable[[str], Union[T, Fault]]) -> T | None:
        return self._plain(cell, "", parse)

    def day_of(self, cell: Cell) -> date | None:
        return self._day(cell, "")

    # ------------------------------------------------------------ what a cell says

    def _text(self, cell: Cell, column: str) -> str:
        said = cell.text.strip()
        if not said:
            return ""
        if cell.kind is CellKind.TEXT and said.startswith("="):
            self.report("cell_formula", column, said)
            return ""
        text = unicodedata.normalize("NFC", unmarked(said)).strip()
        hidden = hidden_character(text)
        if hidden:
            self.report("character_newline" if hidden in ("U+000A", "U+000D") else "character_hidden", column, hidden)
            return ""
        whole = text.isdigit() and len(text) <= EXACT_DIGITS
        if _SCIENTIFIC.fullmatch(text) or (cell.kind is CellKind.NUMBER and not whole):
            self.report("number_rewritten", column, text)
            return ""
        if cell.kind not in (CellKind.TEXT, CellKind.NUMBER):
            self.report("cell_rewritten", column, text)
            return ""
        return text

    def _plain(self, cell: Cell, column: str, parse: Callable[[str], Union[T, Fault]]) -> T | None:
        if not cell.text.strip():
            return None
        if cell.kind in (CellKind.TEXT, CellKind.NUMBER):
            text = self._text(Cell(cell.text), column)
            return self._parsed(column, parse(text)) if text else None
        return self._parsed(column, parse(cell.text))

    def _day(self, cell: Cell, column: str, at_hand: int = 0) -> date | None:
        if cell.kind is not CellKind.NUMBER:
            read = (lambda text: italian_day(day_at_hand(text, at_hand))) if at_hand else italian_day
            return self._plain(cell, column, read)
        return self._parsed(column, serial_day(cell.text, self.sheet.table.from_1904))

    def _money(self, cell: Cell, column: str) -> int | None:
        if cell.kind is CellKind.NUMBER:
            return self._parsed(column, sheet_hundredths(cell.text))
        return self._plain(cell, column, _signed_money)

    def _decimal(self, cell: Cell, column: str) -> int | None:
        if cell.kind is CellKind.NUMBER:
            return self._parsed(column, sheet_hundredths(cell.text))
        return self._plain(cell, column, italian_decimal)

    def _choice(self, cell: Cell, column: str, choices: Sequence[str]) -> str | None:
        text = self._text(cell, column)
        for choice in choices:
            if plain_header(choice) == plain_header(text):
                return choice
        if text:
            self.report(
                "choice_unknown", column, text, suggest(text.lower(), choices), values={"known": ", ".join(choices)}
            )
        return None


def _signed_money(text: str) -> int | Fault:
    """Cents; a sum below nought has a reason of its own."""
    if text.startswith(("-", "−", "(")):
        return Fault("amount_negative", text)
    return italian_money(text)


def sheet_hundredths(digits: str) -> int | Fault:
    """Cents of a number of a spreadsheet, `1234.5`; more than two decimals are refused, never rounded."""
    match = _DIGITS.fullmatch(digits)
    if not match or len(match[2]) > EXACT_DIGITS:
        return Fault("money_too_big", digits)
    if match[1]:
        return Fault("amount_negative", digits)
    if len(match[3] or "") > 2:
        return Fault("money_decimals", digits)
    if len(match[2]) > 7:
        return Fault("money_too_big", digits)
    return int(match[2]) * 100 + int((match[3] or "").ljust(2, "0"))


def serial_day(digits: str, from_1904: bool) -> date | Fault:
    """The day of a spreadsheet's count of days, `46023`; one with an hour, or too early to be sure of, is refused."""
    if not digits.isdigit() or len(digits) > 7:
        return Fault("day_italian", digits)
    count = int(digits)
    if not from_1904 and count < _FIRST_SERIAL:
        return Fault("day_serial", digits)
    found = (_BASE_1904 if from_1904 else _BASE_1900) + timedelta(days=min(count, 200_000))
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else Fault("date_far", digits)
