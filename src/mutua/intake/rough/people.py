"""The people that the rows of a sheet tell of, each with its cells read; what cannot be read is told with its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import LONGEST_LIFE, FiscalCode
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import FAILED, NOTHING, Grid, RoughRow
from mutua.intake.rough.header import Heading
from mutua.intake.rough.mapping import SheetMapping
from mutua.intake.rough.names import (
    NOBODY,
    Name,
    NameOrder,
    agrees,
    order_of,
    several_names,
    split_name,
)
from mutua.intake.rough.readings import (
    DayOrder,
    cleaned,
    codes_in,
    is_ditto,
    read_day,
    read_kinship,
    read_sex,
    said,
)
from mutua.intake.tabular import Cell, CellKind

DAYS = ("born_on", "effective_from", "ends_on", "joined_on")
TEXTS = ("address", "postal_code", "municipality", "email", "iban", "firm_name", "firm_vat_number", "plan_code",
         "assistance", "fiscally_dependent")  # fmt: skip
WHOLE_NAMES = ("full_name", "surname_first", "given_first")
NOT_AS_ABOVE = ("fiscal_code", "card_number", "given_name", *WHOLE_NAMES)
_OLDEST_CHILD = 85  # years
_AHEAD = timedelta(days=400)  # a membership may be told a year before


@dataclass(slots=True)
class PersonSeen:
    """A person as a row tells it. `cells`: what the importer reads, by its column; `above`, `beside`: on whom it hangs.

    `above` is the person of a row higher up whose surname this row leaves blank; `beside` the one of the same row.
    """

    row: int
    surname: str
    given_name: str
    code: str = ""
    card: str = ""
    kinship: str = ""
    household: str = ""
    head: str = ""
    birth: date | None = None
    cells: dict[str, Cell] = field(default_factory=dict)
    above: PersonSeen | None = None
    beside: PersonSeen | None = None

    @property
    def number(self) -> str:
        """The number it is known by."""
        return self.code or self.card

    @property
    def name(self) -> str:
        return f"{self.surname} {self.given_name}".strip()


@dataclass(slots=True)
class PeopleSeen:
    """The people of a sheet in the order of its rows, and what is wrong, by row."""

    people: list[PersonSeen] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    resolved: dict[int, tuple[Cell, ...]] = field(default_factory=dict)  # rows with «as above» written out


class _Order(NamedTuple):
    days: dict[int, DayOrder]
    names: NameOrder


def see_people(grid: Grid, heading: Heading, mapping: SheetMapping, today: date) -> PeopleSeen:
    """The people of one sheet. `today` bounds what days can be; nothing else depends on it."""
    found = PeopleSeen()
    order = _Order(_day_orders(heading, mapping), _name_order(heading, mapping))
    above, before = None, None
    for row in heading.data:
        reader = SeenRow(grid, mapping, row, before, found, order.days, today)
        found.resolved[row.number] = reader.cells
        before = reader.cells
        told = _Row(reader, order.names, above).read()
        found.people += told
        if told:
            above = told[0] if told[0].above is None else above
    return found


def _day_orders(heading: Heading, mapping: SheetMapping) -> dict[int, DayOrder]:
    orders = {at: DayOrder() for at, one in enumerate(mapping.columns) if one.key in DAYS}
    for row in heading.data:
        for at, order in orders.items():
            order.look(row.cells[at].text)
    return orders


def _name_order(heading: Heading, mapping: SheetMapping) -> NameOrder:
    """What the codes tell about the order of whole names, else what the header says."""
    column = next((at for key in WHOLE_NAMES for at in mapping.at(key)), None)
    codes = mapping.at("fiscal_code")
    if column is None:
        return NameOrder.UNKNOWN
    names = []
    for row in heading.data[:2000] if codes else []:
        read = codes_in(row.cells[codes[0]])
        if len(read) == 1 and isinstance(read[0], FiscalCode):
            names.append((cleaned(row.cells[column].text), read[0]))
    told = order_of(names)
    return NameOrder(mapping.columns[column].key) if told is NameOrder.UNKNOWN else told


class SeenRow:
    """One row of any sheet: its cells by meaning, «as above» written out, and where its mistakes go."""

    def __init__(
        self, grid: Grid, mapping: SheetMapping, row: RoughRow, before: tuple[Cell, ...] | None,
        found: PeopleSeen, orders: Mapping[int, DayOrder], today: date, same_person: bool = False,
    ) -> None:  # fmt: skip
        self.grid, self.mapping, self.row, self.today = grid, mapping, row, today
        self._found, self._orders = found, orders
        self.cells = tuple(self._as_above(at, cell, before, same_person) for at, cell in enumerate(row.cells))

    def _as_above(self, at: int, cell: Cell, before: tuple[Cell, ...] | None, same_person: bool) -> Cell:
        column = self.mapping.columns[at] if at < len(self.mapping.columns) else None
        if column is None or column.key in ("", "unused") or not is_ditto(cell):
            return cell
        if column.key in NOT_AS_ABOVE and not same_person:
            self.report("ditto_of_number", column.title, cell.text)
        elif before is not None and at < len(before) and before[at].text.strip():
            return before[at]
        else:
            self.report("ditto_of_nothing", column.title, cell.text)
        return NOTHING

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
        self._found.mistakes.append(Mistake(code, self.row.number, column, found, values, suggestion, warning))

    def fault(self, fault: Fault, column: str) -> None:
        self._found.mistakes.append(
            Mistake(fault.code, self.row.number, column, fault.found, fault.values, fault.suggestion)
        )

    def place(self, key: str, kin: str = "", which: str = "") -> int | None:
        """The column with that meaning, of the row's person or of a relative; of several the first with something."""
        places = [
            at for at, one in enumerate(self.mapping.columns)
            if (one.key, one.relative, one.which) == (key, kin, which) and at < len(self.cells)
        ]  # fmt: skip
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
        return found

    def codes(self, kin: str = "", which: str = "") -> list[FiscalCode]:
        """The tax codes of the row's person (or people), or of a relative; what is wrong with them is told."""
        found: list[FiscalCode] = []
        for one in codes_in(self.cell("fiscal_code", kin, which)):
            if isinstance(one, FiscalCode):
                found.append(one)
            else:
                self.fault(one, self.title("fiscal_code", kin, which))
        return found


def whole_name_of(reader: SeenRow) -> str:
    """The name as the row writes it, in however many columns."""
    whole = next((text for key in WHOLE_NAMES if (text := reader.text(key))), "")
    return whole or " ".join(text for key in ("surname", "given_name") if (text := reader.text(key)))


@dataclass(slots=True)
class _Row:
    """The people of one row of a list of members."""

    reader: SeenRow
    order: NameOrder
    above: PersonSeen | None

    def read(self) -> list[PersonSeen]:
        reader = self.reader
        own = [at for at in reader.row.filled if at < len(reader.mapping.columns)]
        if not any(reader.mapping.columns[at].key not in ("", "unused") for at in own) or len(reader.row.filled) == 1:
            reader.report("row_almost_empty", "", cleaned(reader.row.cells[reader.row.filled[0]].text))
            return []
        codes = reader.codes()
        blank = bool(reader.place("surname") is not None and not reader.text("surname") and reader.text("given_name"))
        names = self.names(codes, blank)
        if not names:
            return []
        people = [
            self.person(name, codes[at] if at < len(codes) else None, alone=len(names) == 1)
            for at, name in enumerate(names)
        ]
        if blank:
            people[0].above = self.above
        for one in people[1:]:
            one.beside = people[0]
        if len(people) > 1 and reader.text("card_number"):
            reader.report("card_of_several", reader.title("card_number"), reader.text("card_number"), warning=True)
        if len(people) == 1 and not people[0].number:
            reader.report("person_without_number", reader.title("fiscal_code"))
        return people + self.relatives(people[0])

    # ------------------------------------------------------------ names

    def names(self, codes: list[FiscalCode], blank: bool) -> list[Name]:
        """The names of the row's people, as many as its codes; none where they cannot be told."""
        reader = self.reader
        whole = next((key for key in WHOLE_NAMES if reader.place(key) is not None), "")
        texts = [reader.text(whole)] if whole else [reader.text("surname"), reader.text("given_name")]
        if len(codes) > 1:
            found = several_names(texts, codes)
            if isinstance(found, Fault):
                reader.fault(found, reader.title("fiscal_code"))
                return []
            return found
        code = codes[0] if codes else None
        if blank:
            return self.below(texts[1], code)
        if not whole and all(texts):
            return [(texts[0], texts[1])]
        if not any(texts):
            reader.report("name_missing", reader.title(whole or "surname"))
            return []
        if not whole:  # a name of one cell, perhaps the whole of it
            found_one = split_name(texts[0], NameOrder.UNKNOWN, code) if texts[0] else Fault("name_unsplit", texts[1])
        else:
            found_one = split_name(texts[0], self.order, code)
        if isinstance(found_one, Fault):
            reader.fault(found_one, reader.title(whole or "surname"))
            return []
        return [found_one]

    def below(self, given: str, code: FiscalCode | None) -> list[Name]:
        """A surname left blank below somebody: theirs, where the code's letters say so, or of a child without code."""
        surname = self.above.surname if self.above is not None else ""
        kin = read_kinship(self.reader.text("kinship")) if self.reader.text("kinship") else ""
        sure = bool(surname) and (agrees(code, (surname, given)) if code else kin == "figlio")
        if sure:
            return [(surname, given)]
        self.reader.report("surname_missing", self.reader.title("surname"), given, surname)
        return []

    # ------------------------------------------------------------ people

    def person(self, name: Name, code: FiscalCode | None, *, alone: bool) -> PersonSeen:
        reader, today = self.reader, self.reader.today
        births = code.births(today) if code else ()
        oldest = today.replace(year=today.year - LONGEST_LIFE, day=min(today.day, 28))
        kin = self.kinship() if alone else ""
        if kin == "figlio":  # whoever has a parent in the household was not born before living memory
            oldest = today.replace(year=today.year - _OLDEST_CHILD, day=min(today.day, 28))
        if alone:
            birth = reader.day("born_on", first=oldest, last=today, among=births)
        else:
            birth = births[0] if len(births) == 1 else None
        since = birth or (
            births[0] if len(births) == 1 else today.replace(year=today.year - 100, day=min(today.day, 28))
        )
        one = PersonSeen(
            reader.row.number, *name, code.text if code else "", cleaned(reader.text("card_number")) if alone else "",
            kin, reader.text("household_code"), reader.text("head_number"),
            birth or (births[0] if len(births) == 1 else None),
        )  # fmt: skip
        days = {"born_on": birth}
        for key in DAYS[1:]:
            days[key] = reader.day(key, first=since, last=today + _AHEAD)
        sex = read_sex(reader.text("sex")) if reader.text("sex") and alone else ""
        if isinstance(sex, Fault):
            reader.fault(sex, reader.title("sex"))
        one.cells = {key: Cell(day.isoformat(), CellKind.DAY) for key, day in days.items() if day}
        one.cells.update({key: self.shared(key) for key in TEXTS})
        one.cells["phone"] = self.phones()
        one.cells["sex"] = Cell(sex if isinstance(sex, str) else "")
        return one

    def shared(self, key: str) -> Cell:
        cell = self.reader.cell(key)
        text = said(cell)
        return cell._replace(text=text) if text else NOTHING

    def phones(self) -> Cell:
        """Every telephone of the row, one after the other."""
        reader = self.reader
        found = [
            reader.cells[at] for at in reader.mapping.at("phone") if at < len(reader.cells) and said(reader.cells[at])
        ]
        if len(found) == 1:
            return found[0]._replace(text=said(found[0]))
        return Cell(" / ".join(said(one) for one in found)) if found else NOTHING

    def kinship(self) -> str:
        text = self.reader.text("kinship")
        found = read_kinship(text) if text else ""
        if isinstance(found, Fault):
            self.reader.fault(found, self.reader.title("kinship"))
            return ""
        return found

    def relatives(self, head: PersonSeen) -> list[PersonSeen]:
        """The people told in columns of their own on the row of the head."""
        found = []
        for kin, which in self.reader.mapping.relatives:
            one = self.relative(head, kin, which)
            if one is not None:
                found.append(one)
        if found and not head.kinship:
            head.kinship = "titolare"
        return found

    def relative(self, head: PersonSeen, kin: str, which: str) -> PersonSeen | None:
        reader = self.reader
        whole = reader.text("full_name", kin, which)
        surname, given = reader.text("surname", kin, which), reader.text("given_name", kin, which)
        told = whole or given or surname
        if (not told or told.lower() in NOBODY) and not reader.text("fiscal_code", kin, which):
            return None
        title = reader.title("full_name", kin, which) or reader.title("given_name", kin, which)
        before = len(reader._found.mistakes)
        codes = reader.codes(kin, which)
        card = reader.text("card_number", kin, which)
        if len(codes) > 1:
            reader.report("codes_without_names", title, told, count=str(len(codes)))
        elif not codes and not card and len(reader._found.mistakes) == before:
            reader.report("relative_without_number", title, told, kin=kin)
        if len(codes) != 1 and not card:
            return None
        name = self.relative_name(head, whole, (surname, given), codes[0] if codes else None, title)
        if name is None:
            return None
        one = replace(
            head, surname=name[0], given_name=name[1], code=codes[0].text if codes else "", card=card, kinship=kin,
            beside=head, above=None, cells=dict(head.cells),
        )  # fmt: skip
        births = codes[0].births(reader.today) if codes else ()
        one.birth = reader.day("born_on", first=None, last=reader.today, among=births, kin=kin, which=which)
        one.cells["born_on"] = Cell(one.birth.isoformat(), CellKind.DAY) if one.birth else NOTHING
        for key in ("sex", "phone", "email", "iban", "fiscally_dependent", "joined_on"):
            one.cells[key] = NOTHING
        one.birth = one.birth or (births[0] if len(births) == 1 else None)
        return one

    def relative_name(
        self, head: PersonSeen, whole: str, parts: Name, code: FiscalCode | None, title: str
    ) -> Name | None:
        """The relative's name; a name alone bears the head's surname where its code says so."""
        if all(parts):
            return parts
        text = whole or " ".join(part for part in parts if part)
        if code is not None and text and agrees(code, (head.surname, text)):
            return head.surname, text
        found = split_name(text, self.order, code)
        if isinstance(found, Fault):
            self.reader.report("surname_missing" if " " not in text else found.code, title, text)
            return None
        return found
