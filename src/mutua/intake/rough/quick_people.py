"""Rows of a society's own sheet that tell of one person and say nothing odd, read many at once.

Which rows these are is decided narrowly: one right tax code, surname and name in cells of their own, days written day
first, no «as above», nothing in columns without a meaning that might be a note. Every other row is read by `people`,
which alone tells mistakes; what both read is the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import repeat
from typing import Any

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode, is_right
from mutua.domain.italian import FIRST_YEAR, LAST_YEAR
from mutua.intake.member_columns import columns_of
from mutua.intake.rough.grid import NOTHING, RoughRow
from mutua.intake.rough.mapping import NOT_USED, SheetMapping
from mutua.intake.rough.names import names_several
from mutua.intake.rough.readings import (
    DITTO,
    NOTHING_SAID,
    DayOrder,
    read_kinship,
    read_sex,
)
from mutua.intake.tabular import Cell, CellKind

ROWS_AT_ONCE = 1000
ODD: Any = object()
_new: Any = tuple.__new__
_DAYS = ("born_on", "effective_from", "ends_on", "joined_on", "member_since")
_TEXTS = ("surname", "given_name", "fiscal_code", "card_number", "household_code", "head_number")
_SPECIAL = NOTHING_SAID | DITTO
_NOT_PLAIN = ("| ", " |", "  ", "|'")
_REWRITTEN = re.compile(r"\|[0-9](?:[.,][0-9]+)?[eE]")
_OTHERS = ("full_name", "surname_first", "given_first")  # a name in one cell is taken apart with care


class QuickPeople:
    """The people of ordinary rows of a sheet. `cells`: the columns of the importer that are taken as they stand."""

    def __init__(
        self, mapping: SheetMapping, orders: Mapping[int, DayOrder], today: date, cells: Sequence[str]
    ) -> None:
        self._mapping, self._today, self._cells = mapping, today, cells
        self._width = len(mapping.columns)
        self._memos: dict[str, dict[Any, Any]] = {}
        places = {key: mapping.at(key) for key in (*_DAYS, *cells, *_TEXTS, "kinship", "sex", "phone")}
        self._places = places
        several = [key for key, at in places.items() if len(at) > 1 and key != "phone"]
        named = len(places["surname"]) == len(places["given_name"]) == len(places["fiscal_code"]) == 1
        whole = any(mapping.at(key) for key in _OTHERS)
        turned = any(orders[at].month_first for key in _DAYS for at in places[key])
        self.any = named and not (whole or several or turned or mapping.relatives)
        self._silent = [at for at, one in enumerate(mapping.columns) if one.key in NOT_USED]
        self._nothing = dict.fromkeys(("ends_on", *cells, "phone"), NOTHING) | {"sex": Cell("")}

    def read(self, rows: Sequence[RoughRow]) -> list[Any]:
        """Of each row surname, name, code, card, kinship, household, head, birth and cells; ODD for the others."""
        count = len(rows)
        if not self.any or not rows:
            return [ODD] * count
        columns = columns_of(rows)
        if len(columns) < self._width:
            return [ODD] * count
        odd: set[int] = set()
        for at in self._silent:
            self._mark(odd, columns[at], lambda one: "" if one == "" else ODD, f"silent {at}")
        texts = {key: self._texts(odd, columns, key, count) for key in _TEXTS}
        for key in ("surname", "given_name"):
            self._mark(odd, texts[key], lambda name: ODD if not name or names_several(name) else name, key)
        kins = self._words(odd, columns, "kinship", read_kinship, count)
        sexes = self._words(odd, columns, "sex", read_sex, count)
        days = {key: self._days(odd, columns, key) for key in _DAYS if self._places[key]}
        taken = {key: self._taken(odd, columns, key) for key in self._cells if self._places[key]}
        phones = [self._taken(odd, columns, "phone", at) for at in self._places["phone"]]
        self._right(odd, texts["fiscal_code"])
        return self._people(odd, texts, (kins, sexes), days, {**taken, **self._phones(odd, phones)})

    def _people(
        self, odd: set[int], texts: Mapping[str, Sequence[Any]], words: tuple[Sequence[Any], Sequence[Any]],
        days: Mapping[str, Sequence[Any]], taken: Mapping[str, Sequence[Any]],
    ) -> list[Any]:  # fmt: skip
        made: list[Any] = []
        born = days.get("born_on") or repeat(None)
        keys = [*taken, *days]
        columns = [*taken.values(), *[[None if one is None or one is ODD else one[1] for one in day]
                                    for day in days.values()]]  # fmt: skip
        cells_of = zip(*columns, strict=True) if keys else repeat(())
        some = [key for key, values in days.items() if None in values]
        rows = zip(*texts.values(), *words, born, cells_of, strict=False)
        for at, (surname, given, code, card, household, head, kin, sex, birth, told) in enumerate(rows):
            if at in odd:
                made.append(ODD)
                continue
            cells = {**self._nothing, **dict(zip(keys, told, strict=True))}
            for key in some:
                if cells[key] is None:
                    cells[key] = NOTHING
                    if key != "ends_on":
                        del cells[key]
            if sex:
                cells["sex"] = Cell(sex)
            day = birth[0] if birth is not None else self._birth(code)
            made.append((surname, given, code, card, kin, household, head, day, cells))
        return made

    def _phones(self, odd: set[int], columns: Sequence[Sequence[Any]]) -> dict[str, Sequence[Any]]:
        """The one telephone of each row; where there are several, the row is odd."""
        if len(columns) < 2:
            return {"phone": columns[0]} if columns else {}
        found: list[Any] = []
        for at, row in enumerate(zip(*columns, strict=True)):
            told = [one for one in row if one is ODD or one.text]
            found.append(told[0] if told else NOTHING)
            if len(told) > 1:
                odd.add(at)
        return {"phone": found}

    # ------------------------------------------------------------ columns

    def _remembered(self, key: str, column: Sequence[Any], read: Any) -> list[Any]:
        memo = self._memos.setdefault(key, {})
        for one in {*column} - memo.keys():
            memo[one] = ODD if one is ODD else read(one)
        return [memo[one] for one in column]

    def _mark(self, odd: set[int], column: Sequence[Any], read: Any, key: str) -> list[Any]:
        values = self._remembered(key, column, read)
        odd.update([at for at, value in enumerate(values) if value is ODD])
        return values

    def _texts(self, odd: set[int], columns: Sequence[Sequence[Any]], key: str, count: int) -> Sequence[Any]:
        if not self._places[key]:
            return [""] * count
        column = columns[self._places[key][0]]
        if {*map(type, column)} == {str}:
            together = "|".join(column)
            if _is_plain(together) and _SPECIAL.isdisjoint(together.lower().split("|")):
                return column
        values = [_text(one) for one in column]
        odd.update([at for at, value in enumerate(values) if value is ODD])
        return values

    def _words(self, odd: set[int], columns: Sequence[Sequence[Any]], key: str, read: Any, count: int) -> Sequence[Any]:
        """The words of a closed list; a cell that is no such word is odd."""
        if not self._places[key]:
            return [""] * count
        return self._mark(odd, columns[self._places[key][0]], partial(_word, read=read), key)

    def _days(self, odd: set[int], columns: Sequence[Sequence[Any]], key: str) -> list[Any]:
        return self._mark(odd, columns[self._places[key][0]], _day, "day")

    def _taken(self, odd: set[int], columns: Sequence[Sequence[Any]], key: str, at: int | None = None) -> list[Any]:
        column = columns[self._places[key][0] if at is None else at]
        if {*map(type, column)} == {str}:
            together = "|".join(column)
            if _is_plain(together) and _SPECIAL.isdisjoint(together.lower().split("|")):
                return [_cell(one) for one in column]
        values = [_cell(one) if (one := _text(each)) is not ODD and each.__class__ is str else ODD for each in column]
        odd.update([at for at, value in enumerate(values) if value is ODD])
        return values

    def _right(self, odd: set[int], codes: Sequence[Any]) -> None:
        odd.update([at for at, code in enumerate(codes) if code is ODD or not is_right(code)])

    def _birth(self, code: str) -> date | None:
        """The only day on which somebody can have been born, as the code tells it; None where it may be two."""
        births = FiscalCode(code).births(self._today)
        return births[0] if len(births) == 1 else None


def _is_plain(text: str) -> bool:
    """Whether a text, or many joined by a bar, is read as itself."""
    between = f"|{text}|"
    return (
        text.isprintable() and not any(sign in between for sign in _NOT_PLAIN) and _REWRITTEN.search(between) is None
    )


def _cell(text: str) -> Cell:
    return _new(Cell, (text, CellKind.TEXT)) if text else NOTHING


def _text(one: Any) -> Any:
    """A text that is read as itself, ODD for any other; a number of a spreadsheet is its digits."""
    text = one if one.__class__ is str else one.text if one.kind is CellKind.NUMBER else ODD
    if text is ODD or not _is_plain(text) or "|" in text or text.lower() in _SPECIAL:
        return ODD
    return text


def _word(one: Any, read: Any) -> Any:
    text = _text(one)
    if text is ODD or not text:
        return text
    found = read(text)
    return ODD if isinstance(found, Fault) else found


def _day(one: Any) -> Any:
    """The day of a cell with the cell that the importer reads, None where it is empty."""
    if one.__class__ is not str:
        if one.kind is not CellKind.DAY:
            return ODD
        day = date.fromisoformat(one.text)
        return (day, Cell(day.isoformat(), CellKind.DAY))
    if not one:
        return None
    figures = one[:2] + one[3:5] + one[6:]
    if len(one) != 10 or one[2] != "/" or one[5] != "/" or not (figures.isascii() and figures.isdigit()):
        return ODD
    try:
        day = date(int(one[6:]), int(one[3:5]), int(one[:2]))
    except ValueError:
        return ODD
    return (day, Cell(day.isoformat(), CellKind.DAY)) if FIRST_YEAR <= day.year <= LAST_YEAR else ODD
