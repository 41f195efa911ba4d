"""One row of a society's own sheet: its cells by what they mean, «as above» written out, what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import FAILED, NOTHING, Grid, RoughRow, column_texts
from mutua.intake.rough.head_words import is_oneself
from mutua.intake.rough.header import Heading
from mutua.intake.rough.mapping import NOT_USED, SheetMapping
from mutua.intake.rough.readings import (
    DayOrder,
    codes_in,
    days_apart,
    is_ditto,
    month_first,
    read_day,
    read_money,
    said,
)
from mutua.intake.rough.words import meaning
from mutua.intake.tabular import Cell

WHOLE_NAMES = ("full_name", "surname_first", "given_first")
AMOUNTS = ("expense", "paid_cents")
NOT_AS_ABOVE = ("fiscal_code", "card_number", "given_name", *WHOLE_NAMES)


def day_orders(heading: Heading, mapping: SheetMapping, keys: Sequence[str]) -> Mapping[int, DayOrder]:
    """What each column of days tells about the order of its days."""
    orders = {at: DayOrder() for at, one in enumerate(mapping.columns) if one.key in keys}
    for at, order in orders.items():
        for text in {*column_texts(heading.data, at)}:
            order.look(text)
    return orders


class SeenRow:
    """One row of any sheet: its cells by meaning, «as above» written out, and where its mistakes go."""

    def __init__(
        self, grid: Grid, mapping: SheetMapping, row: RoughRow, before: tuple[Cell, ...] | None,
        mistakes: list[Mistake], orders: Mapping[int, DayOrder], today: date, same_person: bool = False,
    ) -> None:  # fmt: skip
        self.grid, self.mapping, self.row, self.today = grid, mapping, row, today
        self.mistakes, self._orders = mistakes, orders
        self.cells = tuple(self._as_above(at, cell, before, same_person) for at, cell in enumerate(row.cells))
        for at in mapping.at("again"):
            if at < len(self.cells):
                self._said_again(at)

    def _said_again(self, at: int) -> None:
        """A second column of one meaning: it counts where the first is empty; where they disagree nobody chooses."""
        text, title = said(self.cells[at]), self.mapping.columns[at].title
        key = meaning(title, self.mapping.kind)
        first = self.place(key) if key not in NOT_USED else None
        if text and first is not None and not self.cells[first].text.strip():
            self.cells = (*self.cells[:first], self.cells[at], *self.cells[first + 1 :])
            return
        others = [said(cell) for place, cell in enumerate(self.cells) if place != at]
        same = first is not None and key in AMOUNTS and _one_amount(self.cells[first], self.cells[at])
        if text and text not in others and not same:
            self.report("column_said_twice", title, text)

    def _as_above(self, at: int, cell: Cell, before: tuple[Cell, ...] | None, same_person: bool) -> Cell:
        column = self.mapping.columns[at] if at < len(self.mapping.columns) else None
        if column is None or column.key in NOT_USED or not is_ditto(cell):
            return cell
        if column.key in NOT_AS_ABOVE and not same_person:
            self.report("ditto_of_number", column.title, cell.text)
        elif before is not None and at < len(before) and before[at].text.strip():
            if column.key == "head_number" and is_oneself(before[at].text):
                return Cell(self._name_in(before))  # «idem» below «sé»: the one above, as far as a name can say it
            return before[at]
        else:
            self.report("ditto_of_nothing", column.title, cell.text)
        return NOTHING

    def _name_in(self, cells: tuple[Cell, ...]) -> str:
        keys = next(([key] for key in WHOLE_NAMES if self.mapping.at(key)), ["surname", "given_name"])
        return " ".join(text for key in keys for at in self.mapping.at(key)[:1] if (text := said(cells[at])))

    def report(
        self,
        code: str,
        column: str = "",
        found: str = "",
        suggestion: str = "",
        *,
        warning: bool = False,
        **values: str,
    ) -> None:
        self.mistakes.append(Mistake(code, self.row.number, column, found, values, suggestion, warning))

    def fault(self, fault: Fault, column: str, *, warning: bool = False) -> None:
        self.mistakes.append(
            Mistake(fault.code, self.row.number, column, fault.found, fault.values, fault.suggestion, warning)
        )

    def place(self, key: str, kin: str = "", which: str = "") -> int | None:
        """The column with that meaning, of the row's person or of a relative; of several the first with something."""
        places = self.mapping.places.get((key, kin, which), ())
        if len(places) < 2:
            return places[0] if places and places[0] < len(self.cells) else None
        places = tuple(at for at in places if at < len(self.cells))
        return next((at for at in places if said(self.cells[at])), places[0] if places else None)

    def cell(self, key: str, kin: str = "", which: str = "") -> Cell:
        at = self.place(key, kin, which)
        if at is None:
            return NOTHING
        if self.cells[at] is FAILED:
            self.report("formula_error", self.title(key, kin, which))
            return NOTHING
        return self.cells[at]

    def title(self, key: str, kin: str = "", which: str = "") -> str:
        at = self.place(key, kin, which)
        return "" if at is None else " ".join(self.mapping.columns[at].title.split())

    def text(self, key: str, kin: str = "", which: str = "") -> str:
        return said(self.cell(key, kin, which))

    def with_surname(self, surname: str, given: str) -> tuple[Cell, ...]:
        """The cells of a row that leaves its surname blank, with the surname: it may come to stand below others."""
        at, told = self.place("surname"), surname
        if at is None:
            at = next(place for key in WHOLE_NAMES if (place := self.place(key)) is not None)
            told = f"{surname}, {given}"
        return (*self.cells[:at], Cell(told), *self.cells[at + 1 :])

    def day(
        self, key: str, *, first: date | None, last: date | None, among: Sequence[date] = (), kin: str = "",
        which: str = "",
    ) -> date | None:  # fmt: skip
        at = self.place(key, kin, which)
        if at is None:
            return None
        found = read_day(
            self.cell(key, kin, which), from_1904=self.grid.from_1904, order=self._orders.get(at, DayOrder()),
            first=first, last=last, among=among,
        )  # fmt: skip
        if isinstance(found, Fault):
            self.fault(found, self.title(key, kin, which))
            return None
        if found is not None and month_first(self.cells[at], found):
            text, day = said(self.cells[at]), f"{found:%d/%m/%Y}"
            self.report("day_month_first", self.title(key, kin, which), text, warning=True, day=day)
        return found

    def births(self, codes: Sequence[FiscalCode], kin: str = "", which: str = "") -> list[date | None]:
        """When several people of one cell were born, in the order of their codes: each day goes to whose code says it,
        the others in their order. Days that cannot be read, or that are not as many, are told."""
        among = [code.births(self.today) for code in codes]
        nothing: list[date | None] = [None] * len(codes)
        at, text = self.place("born_on", kin, which), self.text("born_on", kin, which)
        if at is None or not text:
            return nothing
        order = self._orders.get(at, DayOrder())
        every = {day for some in among for day in some}
        days = [
            read_day(one, from_1904=self.grid.from_1904, order=order, first=None, last=self.today, among=every)
            for one in days_apart(self.cells[at])
        ]  # fmt: skip
        left = [day for day in days if isinstance(day, date)]
        if left == days and len(left) == 1 and left[0] in every:
            return nothing  # of one of them, as its code says
        if left != days or len(left) != len(codes):
            self.report("births_unread", self.title("born_on", kin, which), text, warning=True)
            return nothing
        found = list(nothing)
        for place, some in enumerate(among):
            found[place] = next((day for day in left if day in some), None)
            if found[place] is not None:
                left.remove(found[place])  # type: ignore[arg-type]  # one of them
        return [day or left.pop(0) for day in found]

    def codes(self, kin: str = "", which: str = "", *, warning: bool = False) -> list[FiscalCode]:
        """The tax codes of the row's person (or people), or of a relative; what is wrong with them is told."""
        found: list[FiscalCode] = []
        for one in codes_in(self.cell("fiscal_code", kin, which)):
            if isinstance(one, FiscalCode):
                found.append(one)
            else:
                self.fault(one, self.title("fiscal_code", kin, which), warning=warning)
        return found


def _one_amount(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same euros, however written."""
    cents = read_money(one)
    return isinstance(cents, int) and cents == read_money(other)


def whole_name_of(reader: SeenRow) -> str:
    """The name as the row writes it, in however many columns."""
    whole = next((text for key in WHOLE_NAMES if (text := reader.text(key))), "")
    return whole or " ".join(text for key in ("surname", "given_name") if (text := reader.text(key)))
