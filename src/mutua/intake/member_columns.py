"""Rows of a list of members of which there is nothing to say, read column by column, many rows at once.

Whatever looks like anything but a plain value of its column is ODD: that row is read by `member_sheet`, cell by cell,
which alone tells mistakes. So a list is read the same, to the letter, only faster. What a cell of a column means is
asked of the same readers, once for each different cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any

from mutua.domain.asked import PlanAsked
from mutua.domain.identifiers.fiscal_code import FiscalCode, quick_birth, read_fiscal_code
from mutua.domain.identifiers.iban import read_iban
from mutua.domain.identifiers.municipalities import read_postal_code
from mutua.domain.identifiers.names import letters_of_given_name, letters_of_surname
from mutua.domain.identifiers.vat_number import read_vat_number
from mutua.domain.italian import FIRST_YEAR, LAST_YEAR, italian_yes_no
from mutua.domain.member_life import MemberKind
from mutua.domain.records import CoverTold, FactTold, Identity, PersonTold
from mutua.intake.municipalities import shipped_municipalities
from mutua.intake.sheet import RowReader, Sheet
from mutua.intake.tabular import Cell, CellKind, SheetRow

ROWS_AT_ONCE = 1000
ODD: Any = object()
_EMPTY = frozenset(("", None))
_SEPARATOR = "|"
# A blank at either end, the start of a formula or of a mark, a number that a spreadsheet wrote anew.
_NOT_PLAIN = re.compile(r"(?:^|\|)[ ='|]| (?:\||$)|[0-9][eE]\+?[0-9]")
_Read = Callable[[RowReader, Cell], Any]


class MemberColumns:
    """Reads rows of a sheet many at a time; what it gives is placed in order by who reads the sheet."""

    def __init__(
        self, sheet: Sheet, plans: Mapping[str, PlanAsked], today: date, kinships: Sequence[str],
        kinds: Mapping[str, MemberKind], longest_name: int,
    ) -> None:  # fmt: skip
        self._sheet, self._plans, self._today = sheet, plans, today
        self._kinships, self._kinds, self._longest = kinships, kinds, longest_name
        self._probe = RowReader(Sheet(sheet.table, sheet.titles), SheetRow(0, ()))
        self._memos: dict[str, dict[Cell, Any]] = {}
        self._names: dict[str, bool] = {}
        self._places: dict[tuple[str, str], bool] = {}
        self._covers: dict[tuple[str, str], Any] = {}
        self._columns: Sequence[tuple[Cell, ...]] = ()
        self._count = 0

    def read(self, rows: Sequence[SheetRow]) -> list[Any]:
        """Of each row the person it tells, with what was said of dependence and first day; ODD for the others.

        Whether a person was told before is not looked at here.
        """
        self._count = len(rows)
        self._columns = list(zip(*[row.cells for row in rows], strict=True))
        texts = {key: self._texts(key) for key in _TEXTS}
        days = {key: self._days(key) for key in _DAYS}
        checked = [self._checked(key, parse) for key, parse in _CHECKED]
        codes = self._codes()
        choices = [self._memoised("kinship", self._kinship), self._memoised("sex", self._sex),
                   self._memoised("member_kind", self._kind), self._memoised("fiscally_dependent", _yes_no)]
        facts = self._facts(texts["plan_code"])
        made = map(self._one, *texts.values(), codes, *days.values(), *checked, *choices, facts)
        return list(made)

    # ------------------------------------------------------------ one row

    def _one(
        self, household: Any, card: Any, surname: Any, given: Any, plan: Any, assistance: Any, firm: Any, address: Any,
        municipality: Any, phone: Any, email: Any, code: Any, born: Any, since: Any, until: Any, cover_from: Any,
        cover_until: Any, joined: Any, facts_from: Any, member_since: Any, postal: Any, vat: Any, iban: Any,
        kinship: Any, sex: Any, kind: Any, dependent: Any, answers: Any,
    ) -> Any:  # fmt: skip
        """The person of a row, ODD where anything is."""
        values = (household, card, surname, given, plan, assistance, firm, address, municipality, phone, email, code,
                  born, since, until, cover_from, cover_until, joined, facts_from, member_since, postal, vat, iban,
                  kinship, sex, kind, dependent, answers)  # fmt: skip
        if ODD in values or not (household and surname and given and kinship and (code or card)):
            return ODD
        cover = None
        if plan or assistance or cover_from or cover_until:
            cover = self._cover(plan, assistance, cover_from or since, cover_until, joined)
        first = since or (cover.effective_from if cover else None)
        if cover is ODD or first is None or not (self._is_name(surname) and self._is_name(given)):
            return ODD
        if code and not self._agrees(code, surname, given, born, sex):
            return ODD
        if born is not None and (born > self._today or born > first or _before(member_since, born)):
            return ODD
        if cover is not None and (_before(cover_until, cover.effective_from) or _before(cover.effective_from, joined)
                                  or _before(joined, born) or _before(cover.effective_from, born)):  # fmt: skip
            return ODD
        if _before(until, first) or (postal and municipality and not self._usual(municipality, postal)):
            return ODD
        if member_since is None:
            if kind is not None:
                return ODD
        elif member_since > self._today:
            return ODD
        if vat and vat == code:
            return ODD
        who = Identity(
            surname, given, code, card, born, sex, address, postal, municipality, phone, email, iban
        )
        facts = tuple([FactTold(name, value, facts_from, of) for name, value, of in answers]) if answers else ()
        told = PersonTold(
            household, who, kinship, first, until, bool(dependent), (cover,) if cover else (), facts, vat, firm,
            member_since, kind,
        )  # fmt: skip
        return told, dependent is not None, since is not None

    def _is_name(self, name: str) -> bool:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = len(name) <= self._longest and any(letter.isalpha() for letter in name)
        return found

    def _agrees(self, code: str, surname: str, given: str, born: date | None, sex: str) -> bool:
        """Whether a code, surely, disagrees in nothing with the person."""
        birth = quick_birth(code)
        if birth is None or code[:3] != letters_of_surname(surname) or code[3:6] != letters_of_given_name(given):
            return False
        year, month, day, told_sex = birth
        if born is not None and (born.day != day or born.month != month or born.year % 100 != year):
            return False
        return not sex or sex == told_sex

    def _usual(self, municipality: str, postal_code: str) -> bool:
        pair = (municipality, postal_code)
        found = self._places.get(pair)
        if found is None:
            known = shipped_municipalities().called(municipality)
            found = self._places[pair] = known is None or known.postal_code in ("", postal_code)
        return found

    def _cover(self, plan: str, assistance: str, since: date | None, until: date | None, joined: date | None) -> Any:
        pair = (plan, assistance)
        named = self._covers.get(pair)
        if named is None:
            asked = self._plans.get(plan)
            named = ODD
            if asked is not None and not asked.covers:
                named = ODD if assistance else ""
            elif asked is not None and (assistance in asked.covers or (not assistance and len(asked.covers) == 1)):
                named = assistance or asked.covers[0]
            self._covers[pair] = named
        return ODD if named is ODD or since is None else CoverTold(plan, named, since, until, joined)

    # ------------------------------------------------------------ columns

    def _cells(self, key: str) -> tuple[Cell, ...] | None:
        at = self._sheet.at.get(key)
        return None if at is None else self._columns[at]

    def _texts(self, key: str) -> Any:
        """The texts of a column."""
        cells = self._cells(key)
        return repeat("", self._count) if cells is None else self._plain(cells)

    def _plain(self, cells: Sequence[Cell]) -> Sequence[Any]:
        texts = [cell[0] for cell in cells]
        if all([cell[1] is CellKind.TEXT for cell in cells]) and _are_plain(_SEPARATOR.join(texts)):
            return texts
        return [self._text(cell) for cell in cells]

    def _text(self, cell: Cell) -> Any:
        text, kind = cell
        if kind is CellKind.TEXT and _are_plain(text):
            return text
        return self._asked(lambda reader, cell: reader.plain_text(cell), cell)

    def _asked(self, read: _Read, cell: Cell) -> Any:
        """What the reader of one cell says; ODD where it has anything to tell."""
        found = read(self._probe, cell)
        if self._probe.sheet.mistakes:
            self._probe.sheet.mistakes.clear()
            return ODD
        return found

    def _memoised(self, key: str, read: _Read, name: str = "") -> Any:
        """The values of a column, each different cell asked once."""
        cells = self._cells(key)
        return repeat(self._asked(read, Cell("")), self._count) if cells is None else self._remembered(key, cells, read)

    def _remembered(self, key: str, cells: Sequence[Cell], read: _Read) -> list[Any]:
        memo = self._memos.setdefault(key, {})
        for cell in {*cells} - memo.keys():
            memo[cell] = self._asked(read, cell)
        return [memo[cell] for cell in cells]

    def _days(self, key: str) -> Any:
        return self._memoised(key, _day)

    def _codes(self) -> Any:
        """The fiscal codes of a column, as they were given out."""
        cells = self._cells("fiscal_code")
        if cells is None:
            return repeat("", self._count)
        return [text if text is ODD or not text else _code(text) for text in self._plain(cells)]

    def _checked(self, key: str, parse: Callable[[str], Any]) -> Any:
        return self._memoised(key, lambda reader, cell: _checked(reader, cell, parse))

    def _kinship(self, reader: RowReader, cell: Cell) -> Any:
        return reader.chosen(cell, self._kinships)

    def _sex(self, reader: RowReader, cell: Cell) -> Any:
        return reader.chosen(cell, ("F", "M"))

    def _kind(self, reader: RowReader, cell: Cell) -> Any:
        word = reader.chosen(cell, tuple(self._kinds))
        return self._kinds[word] if word else None

    def _facts(self, plans: Any) -> Any:
        """The answers of each row: name, value, whether of the household. Which kind they are, the row's plan says."""
        if not self._sheet.facts:
            return repeat((), self._count)
        found: list[Any] = [[] for _ in range(self._count)]
        for name, at in self._sheet.facts.items():
            asking = [plan.person_facts[name] for plan in self._plans.values() if name in plan.person_facts]
            for row, (plan, cell) in enumerate(zip(plans, self._columns[at], strict=True)):
                own = self._plans[plan].person_facts.get(name) if plan in self._plans else None
                fact = own or asking[0]
                (value,) = self._remembered(
                    f"{name}|{plan if own else ''}", (cell,), lambda reader, cell, fact=fact: reader.typed(fact, cell, "")
                )
                if value is ODD or found[row] is ODD:
                    found[row] = ODD
                elif value is not None:
                    found[row].append((name, value, fact.of_household))
        return found


_TEXTS = ("household_code", "card_number", "surname", "given_name", "plan_code", "assistance", "firm_name", "address",
          "municipality", "phone", "email")  # fmt: skip
_DAYS = ("born_on", "effective_from", "ends_on", "cover_from", "cover_ends_on", "joined_on", "facts_from",
         "member_since")  # fmt: skip
_CHECKED: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("postal_code", read_postal_code), ("firm_vat_number", read_vat_number), ("iban", read_iban),
)  # fmt: skip


def _are_plain(text: str) -> bool:
    """Whether nothing in a text, or in many joined by a bar, is read as anything but itself."""
    return (
        text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))
        and _NOT_PLAIN.search(text) is None
    )  # fmt: skip


def _code(text: str) -> Any:
    read = read_fiscal_code(text)
    return read.text if isinstance(read, FiscalCode) else ODD


def _checked(reader: RowReader, cell: Cell, parse: Callable[[str], Any]) -> Any:
    """The text of a number that is right and of which there is no doubt, "" where there is none."""
    text = reader.plain_text(cell)
    value = parse(text) if text else ""
    if isinstance(value, list) or (not isinstance(value, str) and any(value.doubts())):
        reader.report("odd")
    return value if isinstance(value, str) else value.text if not isinstance(value, list) else ""


def _yes_no(reader: RowReader, cell: Cell) -> Any:
    return reader.parsed(cell, italian_yes_no)


def _day(reader: RowReader, cell: Cell) -> Any:
    text, kind = cell
    if kind is CellKind.TEXT and len(text) == 10 and text.isascii() and text[2] == text[5] == "/":
        day, month, year = text[:2], text[3:5], text[6:]
        if (day + month + year).isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR:
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                return ODD
    return reader.day_of(cell)


def _before(one: date | None, other: date | None) -> bool:
    """Whether both days are told and the first comes before the second."""
    return one is not None and other is not None and one < other
