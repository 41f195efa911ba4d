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
from itertools import repeat
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
_NOT_PLAIN = ("| ", " |", "|=", "|'")  # a blank at either end, the start of a formula or of a mark
_REWRITTEN = re.compile(r"\|[0-9](?:[.,][0-9]+)?[eE]")  # a number that a spreadsheet wrote anew
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
        texts = {key: self._texts(key) for key in (*_TEXTS, "fiscal_code")}
        for key in ("household_code", "surname", "given_name"):
            self._only_with(texts[key])
        for key in ("surname", "given_name"):
            self._remembered(key, texts[key], self._name)  # only whether it is one
        told: dict[str, Sequence[Any]] = dict(texts)
        told |= {key: self._memoised(key, _day) for key in _DAYS}
        told |= {key: self._memoised(key, partial(_checked, parse=parse)) for key, parse in _CHECKED}
        told["kinship"] = self._memoised("kinship", self._kinship)
        self._only_with(told["kinship"])
        told["sex"] = self._memoised("sex", self._sex)
        told["member_kind"] = self._memoised("member_kind", self._kind)
        dependent = self._memoised("fiscally_dependent", _yes_no)
        answers = self._facts(texts["plan_code"])
        self._mark(self._wrong_number, told, "fiscal_code", "card_number", "surname", "given_name", "born_on", "sex",
                   "firm_vat_number")  # fmt: skip
        covers = self._covers_of(told)
        first = self._first_days(told, covers)
        if self._has("postal_code", "municipality"):
            self._mark(self._unusual, told, "municipality", "postal_code")
        if self._has("member_since") or self._has("member_kind"):
            self._mark(self._no_member, told, "member_kind", "member_since", "born_on")
        facts = [
            tuple([FactTold(name, value, since, of) for name, value, of in some]) if some else ()
            for some, since in zip(answers, told["facts_from"], strict=True)
        ] if self._sheet.facts else repeat(())  # fmt: skip
        people = map(_new, repeat(Identity), zip(*[told[key] for key in Identity._fields], strict=True))
        made: list[Any] = list(zip(
            map(_new, repeat(PersonTold), zip(
                told["household_code"], people, told["kinship"], first, told["ends_on"], map(bool, dependent), covers,
                facts, told["firm_vat_number"], told["firm_name"], told["member_since"], told["member_kind"],
                strict=False,
            )),
            [one is not None for one in dependent], [one is not None for one in told["effective_from"]], strict=True,
        ))  # fmt: skip
        for at in self._odd:
            made[at] = ODD
        return made

    # ------------------------------------------------------------ cells that do not go together

    def _has(self, *keys: str) -> bool:
        return all(key in self._sheet.at for key in keys)

    def _mark(self, is_odd: Callable[..., bool], told: Mapping[str, Sequence[Any]], *keys: str) -> None:
        """Rows whose values in these columns do not go together are odd. Of rows that are odd nothing is asked."""
        odd = self._odd
        rows = zip(*[told[key] for key in keys], strict=True)
        found = [at for at, values in enumerate(rows) if at not in odd and is_odd(*values)]
        odd.update(found)

    def _wrong_number(
        self, code: str, card: str, surname: str, given: str, born: date | None, sex: str, vat: str
    ) -> bool:
        if not code:
            return not card
        return not is_right(code) or vat == code or not _agrees(code, surname, given, born, sex)

    def _unusual(self, municipality: str, postal_code: str) -> bool:
        return bool(postal_code and municipality) and not self._usual(municipality, postal_code)

    def _no_member(self, kind: MemberKind | None, since: date | None, born: date | None) -> bool:
        """Whether a membership is told without a day that may be."""
        if kind is None and since is None:
            return False
        return since is None or since > self._today or _before(since, born)

    def _covers_of(self, told: Mapping[str, Sequence[Any]]) -> Sequence[tuple[CoverTold, ...]]:
        """The cover of each row, in a tuple, empty where it has none."""
        found: list[tuple[CoverTold, ...]] = [()] * len(self._rows)
        if not any(map(self._has, _OF_COVER)):
            return found
        columns = [told[key] for key in (*_OF_COVER, "effective_from", "joined_on", "born_on")]
        for at, (plan, assistance, since, until, first, joined, born) in enumerate(zip(*columns, strict=True)):
            if at not in self._odd and (plan or assistance or since or until):
                cover = self._cover(plan, assistance, since or first, until, joined, born)
                if cover is ODD:
                    self._odd.add(at)
                else:
                    found[at] = (cover,)
        return found

    def _first_days(
        self, told: Mapping[str, Sequence[Any]], covers: Sequence[tuple[CoverTold, ...]]
    ) -> Sequence[date | None]:
        """Since when each person is there; odd where nobody says, and where days do not come in their order."""
        days, odd, today = told["effective_from"], self._odd, self._today
        if None in days:
            days = [day or (cover[0].effective_from if cover else None)
                    for day, cover in zip(days, covers, strict=True)]  # fmt: skip
            odd.update([at for at, day in enumerate(days) if day is None])
        for at, (first, born, until) in enumerate(zip(days, told["born_on"], told["ends_on"], strict=True)):
            if at not in odd and ((born is not None and (born > first or born > today))
                                  or (until is not None and until < first)):  # fmt: skip
                odd.add(at)
        return days

    def _usual(self, municipality: str, postal_code: str) -> bool:
        pair = (municipality, postal_code)
        found = self._places.get(pair)
        if found is None:
            known = shipped_municipalities().called(municipality)
            found = self._places[pair] = known is None or known.postal_code in ("", postal_code)
        return found

    def _cover(self, plan: Any, assistance: Any, since: Any, until: Any, joined: Any, born: Any) -> Any:
        if since is None:
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


_new: Any = tuple.__new__
_OF_COVER = ("plan_code", "assistance", "cover_from", "cover_ends_on")
_TEXTS = ("household_code", "card_number", "surname", "given_name", "plan_code", "assistance", "firm_name", "address",
          "municipality", "phone", "email")  # fmt: skip
_DAYS = ("born_on", "effective_from", "ends_on", "cover_from", "cover_ends_on", "joined_on", "facts_from",
         "member_since")  # fmt: skip
_CHECKED: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("postal_code", read_postal_code), ("firm_vat_number", read_vat_number), ("iban", read_iban),
)  # fmt: skip


def _are_plain(text: str) -> bool:
    """Whether nothing in a text, or in many joined by a bar, is read as anything but itself."""
    if not text.isprintable() or not (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return False
    between = f"{_SEPARATOR}{text}{_SEPARATOR}"
    return not any(sign in between for sign in _NOT_PLAIN) and _REWRITTEN.search(between) is None


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


def _agrees(code: str, surname: str, given: str, born: date | None, sex: str) -> bool:
    """Whether a code, surely, disagrees in nothing with the person."""
    birth = quick_birth(code)
    if birth is None:
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
    if len(text) == 10 and text.isascii() and kind in (CellKind.TEXT, CellKind.DAY):
        day, month, year = text[:2], text[3:5], text[6:]
        if text[4] == text[7] == "-":
            year, month, day = text[:4], text[5:7], text[8:]
        elif text[2] != "/" or text[5] != "/" or kind is CellKind.DAY:
            return reader.day_of(cell)
        if (day + month + year).isdigit() and FIRST_YEAR <= int(year) <= LAST_YEAR:
            try:
                return date(int(year), int(month), int(day))
            except ValueError:
                return ODD
    return reader.day_of(cell)


def _before(one: date | None, other: date | None) -> bool:
    """Whether both days are told and the first comes before the second."""
    return one is not None and other is not None and one < other
