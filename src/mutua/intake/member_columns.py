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
from functools import partial
from typing import TYPE_CHECKING, Any

from mutua.domain.asked import FactAsked, PlanAsked
from mutua.domain.identifiers.fiscal_code import is_right, quick_birth
from mutua.domain.identifiers.iban import read_iban
from mutua.domain.identifiers.municipalities import read_postal_code
from mutua.domain.identifiers.names import letters_of_given_name, letters_of_surname
from mutua.domain.identifiers.vat_number import read_vat_number
from mutua.domain.italian import FIRST_YEAR, LAST_YEAR, italian_yes_no
from mutua.domain.member_life import MemberKind
from mutua.domain.records import CoverTold, FactTold, Identity, PersonTold
from mutua.intake.municipalities import shipped_municipalities
from mutua.intake.sheet import RowReader, Sheet
from mutua.intake.tabular import Cell, CellKind, SheetRow, TextCells

if TYPE_CHECKING:
    from mutua.intake.rough.grid import RoughRow

ROWS_AT_ONCE = 1000
ODD: Any = object()
_SEPARATOR = "|"
# A blank at either end, the start of a formula or of a mark, a number that a spreadsheet wrote anew.
_NOT_PLAIN = re.compile(r"(?:^|\|)(?:[ ='|]|[0-9](?:[.,][0-9]+)?[eE])| (?:\||$)")
_Read = Callable[[RowReader, Cell], Any]


class MemberColumns:
    """Reads rows of a sheet many at a time; what it gives is placed in order by who reads the sheet.

    A column here is a list of texts, with a whole cell only where a spreadsheet took it for something else.
    """

    def __init__(
        self, sheet: Sheet, plans: Mapping[str, PlanAsked], today: date, kinships: Sequence[str],
        kinds: Mapping[str, MemberKind], longest_name: int,
    ) -> None:  # fmt: skip
        self._sheet, self._plans, self._today = sheet, plans, today
        self._kinships, self._kinds, self._longest = kinships, kinds, longest_name
        self._probe = RowReader(Sheet(sheet.table, sheet.titles), SheetRow(0, ()))
        self._memos: dict[str, dict[Any, Any]] = {}
        self._odd_memos: set[str] = set()
        self._places: dict[tuple[str, str], bool] = {}
        self._covers: dict[tuple[str, str], Any] = {}
        self._rows: Sequence[SheetRow] = ()
        self._columns: Sequence[Sequence[Any]] = ()
        self._odd: set[int] = set()  # places among the rows

    def read(self, rows: Sequence[SheetRow]) -> list[Any]:
        """Of each row the person it tells, with what was said of dependence and first day; ODD for the others.

        Whether a person was told before is not looked at here.
        """
        self._rows, self._odd = rows, set()
        self._columns = columns_of(rows)
        texts = {key: self._texts(key) for key in _TEXTS}
        for key in ("household_code", "surname", "given_name"):
            self._only_with(texts[key])
        for key in ("surname", "given_name"):
            self._remembered(key, texts[key], self._name)  # only whether it is one
        codes = self._texts("fiscal_code")
        days = {key: self._memoised(key, _day) for key in _DAYS}
        checked = [self._memoised(key, partial(_checked, parse=parse)) for key, parse in _CHECKED]
        kinships = self._memoised("kinship", self._kinship)
        self._only_with(kinships)
        more = [self._memoised("sex", self._sex), self._memoised("member_kind", self._kind),
                self._memoised("fiscally_dependent", _yes_no), self._facts(texts["plan_code"])]  # fmt: skip
        made = list(map(self._one, *texts.values(), codes, *days.values(), *checked, kinships, *more))
        for at in self._odd:
            made[at] = ODD
        return made

    # ------------------------------------------------------------ one row

    def _one(
        self, household: Any, card: Any, surname: Any, given: Any, plan: Any, assistance: Any, firm: Any, address: Any,
        municipality: Any, phone: Any, email: Any, code: Any, born: Any, since: Any, until: Any, cover_from: Any,
        cover_until: Any, joined: Any, facts_from: Any, member_since: Any, postal: Any, vat: Any, iban: Any,
        kinship: Any, sex: Any, kind: Any, dependent: Any, answers: Any,
    ) -> Any:  # fmt: skip
        """The person of a row; ODD where its cells do not go together. What stands in odd cells does not matter."""
        if code:
            if code is ODD or not is_right(code) or vat == code:
                return ODD
            if born is ODD or not _agrees(code, surname, given, born, sex):
                return ODD
        elif not card:
            return ODD
        cover = None
        if plan or assistance or cover_from or cover_until:
            cover = self._cover(plan, assistance, cover_from or since, cover_until, joined, born)
        if cover is ODD:
            return ODD
        first = since or (cover.effective_from if cover else None)
        if first is None or first is ODD:
            return ODD
        if born is not None and (born is ODD or born > self._today or born > first):
            return ODD
        if until is not None and (until is ODD or until < first):
            return ODD
        if postal and municipality and not self._usual(municipality, postal):
            return ODD
        if (kind is not None or member_since is not None) and not self._member(member_since, born):
            return ODD
        who = Identity(surname, given, code, card, born, sex, address, postal, municipality, phone, email, iban)
        facts = tuple([FactTold(name, value, facts_from, of) for name, value, of in answers]) if answers else ()
        told = PersonTold(
            household, who, kinship, first, until, bool(dependent), (cover,) if cover else (), facts, vat, firm,
            member_since, kind,
        )  # fmt: skip
        return told, dependent is not None, since is not None

    def _member(self, since: Any, born: Any) -> bool:
        """Whether a membership is told with a day that may be."""
        return since is not None and since is not ODD and since <= self._today and not _before(since, born)

    def _usual(self, municipality: Any, postal_code: Any) -> bool:
        if municipality is ODD or postal_code is ODD:
            return False
        pair = (municipality, postal_code)
        found = self._places.get(pair)
        if found is None:
            known = shipped_municipalities().called(municipality)
            found = self._places[pair] = known is None or known.postal_code in ("", postal_code)
        return found

    def _cover(self, plan: Any, assistance: Any, since: Any, until: Any, joined: Any, born: Any) -> Any:
        if ODD in (plan, assistance, since, until, joined, born) or since is None:
            return ODD
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
        turned = _before(until, since) or _before(since, joined) or _before(joined, born) or _before(since, born)
        return ODD if named is ODD or turned else CoverTold(plan, named, since, until, joined)

    # ------------------------------------------------------------ columns

    def _only_with(self, values: Sequence[Any]) -> None:
        """Rows in which nothing stands where something must are odd."""
        if "" in values:
            self._odd.update([at for at, value in enumerate(values) if value == ""])

    def _mark_odd(self, values: Sequence[Any]) -> None:
        self._odd.update([at for at, value in enumerate(values) if value is ODD])

    def _texts(self, key: str) -> Sequence[Any]:
        """The texts of a column."""
        at = self._sheet.at.get(key)
        if at is None:
            return [""] * len(self._rows)
        column = self._columns[at]
        if _are_texts(column) and _are_plain(_SEPARATOR.join(column)):
            return column
        values = [self._text(one) for one in column]
        self._mark_odd(values)
        return values

    def _text(self, one: Any) -> Any:
        if one.__class__ is str and _are_plain(one):
            return one
        return self._asked(_plain_text, one)

    def _asked(self, read: _Read, one: Any) -> Any:
        """What the reader of one cell says; ODD where it has anything to tell."""
        found = read(self._probe, Cell(one) if one.__class__ is str else one)
        if self._probe.sheet.mistakes:
            self._probe.sheet.mistakes.clear()
            return ODD
        return found

    def _memoised(self, key: str, read: _Read) -> Sequence[Any]:
        """The values of a column, each different cell asked once."""
        at = self._sheet.at.get(key)
        if at is None:
            return [self._asked(read, "")] * len(self._rows)
        return self._remembered(key, self._columns[at], read)

    def _remembered(self, key: str, column: Sequence[Any], read: _Read) -> Sequence[Any]:
        memo = self._memos.setdefault(key, {})
        for one in {*column} - memo.keys():
            memo[one] = found = ODD if one is ODD else self._asked(read, one)
            if found is ODD:
                self._odd_memos.add(key)
        values = [memo[one] for one in column]
        if key in self._odd_memos:
            self._mark_odd(values)
        return values

    def _name(self, reader: RowReader, cell: Cell) -> Any:
        name = cell.text
        return name if len(name) <= self._longest and any(letter.isalpha() for letter in name) else ODD

    def _kinship(self, reader: RowReader, cell: Cell) -> Any:
        return reader.chosen(cell, self._kinships)

    def _sex(self, reader: RowReader, cell: Cell) -> Any:
        return reader.chosen(cell, ("F", "M"))

    def _kind(self, reader: RowReader, cell: Cell) -> Any:
        word = reader.chosen(cell, tuple(self._kinds))
        return self._kinds[word] if word else None

    def _facts(self, plans: Sequence[Any]) -> Sequence[Any]:
        """The answers of each row: name, value, whether of the household. Which kind they are, the row's plan says."""
        found: list[Any] = [()] * len(self._rows)
        for name, at in self._sheet.facts.items():
            asking = [plan.person_facts[name] for plan in self._plans.values() if name in plan.person_facts]
            for row, (code, one) in enumerate(zip(plans, self._columns[at], strict=True)):
                plan = self._plans.get(code)
                own = None if plan is None else plan.person_facts.get(name)
                fact = own or asking[0]
                memo = self._memos.setdefault(f"{name}|{code if own else ''}", {})
                if one not in memo:
                    memo[one] = self._asked(partial(_answer, fact=fact), one)
                if memo[one] is ODD:
                    self._odd.add(row)
                elif memo[one] is not None:
                    found[row] = (*found[row], (name, memo[one], fact.of_household))
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


def _are_texts(column: Sequence[Any]) -> bool:
    return {*map(type, column)} == {str}


def columns_of(rows: Sequence[SheetRow | RoughRow]) -> Sequence[Sequence[Any]]:
    """The columns of some rows: texts, and whole cells where they were taken for something else."""
    cells = [row.cells for row in rows]
    if {*map(type, cells)} == {TextCells}:
        return list(zip(*map(tuple.__iter__, cells), strict=True))
    return [
        [cell[0] if cell[1] is CellKind.TEXT else cell for cell in column] for column in zip(*cells, strict=True)
    ]  # fmt: skip


def _agrees(code: str, surname: Any, given: Any, born: date | None, sex: Any) -> bool:
    """Whether a code, surely, disagrees in nothing with the person."""
    birth = quick_birth(code)
    if birth is None or surname is ODD or given is ODD:
        return False
    if code[:3] != letters_of_surname(surname) or code[3:6] != letters_of_given_name(given):
        return False
    year, (month, day, told) = birth
    if born is not None and (born.day != day or born.month != month or born.year % 100 != year):
        return False
    return not sex or sex == told


def _plain_text(reader: RowReader, cell: Cell) -> Any:
    return reader.plain_text(cell)


def _answer(reader: RowReader, cell: Cell, fact: FactAsked) -> Any:
    return reader.typed(fact, cell, "")


def _checked(reader: RowReader, cell: Cell, parse: Callable[[str], Any]) -> Any:
    """The text of a number that is right and of which there is no doubt, "" where there is none."""
    text = reader.plain_text(cell)
    value = parse(text) if text else ""
    if isinstance(value, str):
        return value
    return ODD if isinstance(value, list) or any(value.doubts()) else value.text


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
