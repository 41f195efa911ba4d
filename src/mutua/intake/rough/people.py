"""The people that the rows of a sheet tell of, each with its cells read; what cannot be read is told with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import LONGEST_LIFE, FiscalCode
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.columns_told import mostly_coded, name_order
from mutua.intake.rough.grid import NOTHING, Grid, RoughRow
from mutua.intake.rough.header import Heading
from mutua.intake.rough.mapping import NOT_USED, SheetMapping
from mutua.intake.rough.names import (
    NOBODY,
    Name,
    NameOrder,
    agrees,
    names_several,
    several_names,
    split_name,
    splits,
    without_kinship,
)
from mutua.intake.rough.notes import look_at_notes
from mutua.intake.rough.quick_people import ODD, ROWS_AT_ONCE, QuickPeople
from mutua.intake.rough.readings import (
    DayOrder,
    cleaned,
    kinship_of_all,
    name_beside_code,
    read_kinship,
    read_sex,
    said,
)
from mutua.intake.rough.seen_row import WHOLE_NAMES, SeenRow, day_orders
from mutua.intake.rough.titles_over import TitlesOver
from mutua.intake.tabular import Cell, CellKind

DAYS = ("born_on", "effective_from", "ends_on", "joined_on", "member_since")
TEXTS = ("address", "postal_code", "municipality", "email", "iban", "firm_name", "firm_vat_number", "plan_code",
         "assistance", "fiscally_dependent")  # fmt: skip
_REWRITTEN = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{2,}")
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
    kin_beside_name: bool = False  # «moglie Bo Anna»: of somebody above

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
    days: Mapping[int, DayOrder]
    names: NameOrder


def see_people(grid: Grid, heading: Heading, mapping: SheetMapping, today: date) -> PeopleSeen:
    """The people of one sheet. `today` bounds what days can be; nothing else depends on it."""
    found = PeopleSeen()
    order = _Order(day_orders(heading, mapping, DAYS), name_order(heading, mapping))
    above, before = None, None
    coded = mostly_coded(heading, mapping)
    titles = TitlesOver(heading)
    as_it_lay = mapping.own_width == len(mapping.columns)  # among rows to put right the one above is anybody
    for row, quick in _with_quick(heading.data, QuickPeople(mapping, order.days, today, TEXTS)):
        if quick is not ODD and (quick[-1]["ends_on"].text or not titles.of_those_who_left(row.number)):
            one = PersonSeen(row.number, *quick)
            found.resolved[row.number] = before = row.cells
            found.people.append(one)
            if as_it_lay and one.kinship in ("", "titolare"):
                above = one
            continue
        reader = SeenRow(grid, mapping, row, before, found.mistakes, order.days, today)
        found.resolved[row.number] = reader.cells
        before = reader.cells
        told = _Row(reader, order.names, above, coded).read()
        titles.look(reader, told)
        if told and told[0].above is not None:
            found.resolved[row.number] = reader.with_surname(told[0].surname, told[0].given_name)
        if len(told) == 1 and not told[0].cells["ends_on"].text:
            look_at_notes(reader)
        found.people += told
        if as_it_lay and told and told[0].above is None and told[0].kinship in ("", "titolare"):
            above = told[0]  # what hangs below hangs on the head, not on the spouse between
    return found


def _with_quick(rows: Sequence[RoughRow], quick: QuickPeople) -> Iterator[tuple[RoughRow, Any]]:
    """Each row with the person that it tells where nothing is odd."""
    for first in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[first : first + ROWS_AT_ONCE]
        yield from zip(some, quick.read(some), strict=True)


def _kin_of(text: str) -> str:
    found = read_kinship(text)
    return found if isinstance(found, str) else ""


@dataclass(slots=True)
class _Row:
    """The people of one row of a list of members."""

    reader: SeenRow
    order: NameOrder
    above: PersonSeen | None
    mostly_coded: bool
    whole: str = ""  # the name, where one cell holds it all, without the kinship written beside it
    kin: str = ""  # that kinship

    def read(self) -> list[PersonSeen]:
        reader = self.reader
        own = [at for at in reader.row.filled if at < len(reader.mapping.columns)]
        if not any(reader.mapping.columns[at].key not in NOT_USED for at in own) or len(reader.row.filled) == 1:
            reader.report("row_almost_empty", "", cleaned(reader.row.cells[reader.row.filled[0]].text))
            return []
        codes = reader.codes()
        blank = bool(reader.place("surname") is not None and not reader.text("surname") and reader.text("given_name"))
        self.whole = next((text for key in WHOLE_NAMES if (text := reader.text(key))), "")
        self.leave_kinship(codes[0] if len(codes) == 1 else None)
        if self.whole and " " not in self.whole and len(codes) == 1 and self.above is not None:
            blank = agrees(codes[0], (self.above.surname, self.whole))  # a first name below its parent
        names = self.names(codes, blank)
        if not names:
            if not reader.text("fiscal_code") and not reader.text("card_number"):
                reader.report("person_without_number", reader.title("fiscal_code"))
            # What else is wrong with the row is told with it, and not once this is mended.
            self.person(("", ""), codes[0] if len(codes) == 1 else None, alone=len(codes) < 2)
            return []
        beside_name, faults = bool(self.kin), len(reader.mistakes)
        if len(names) > 1:
            self.kin = self.kinship(kinship_of_all) or self.kin
        unsaid = len(reader.mistakes) > faults  # who they are to each other nobody may guess
        born = reader.births(codes) if len(names) > 1 else [None]
        people = [
            self.person(name, codes[at] if at < len(codes) else None, alone=len(names) == 1, born=born[at])
            for at, name in enumerate(names)
        ]
        if unsaid:
            return []
        if blank:
            people[0].above = self.above
        for one in people:  # the rows above one to put right are not those it stood below
            one.kin_beside_name = beside_name and reader.mapping.own_width == len(reader.mapping.columns)
        for one in people[1:]:
            one.beside = people[0]
        if len(people) > 1 and reader.text("card_number"):
            reader.report("card_of_several", reader.title("card_number"), reader.text("card_number"), warning=True)
        if len(people) == 1 and not people[0].number:
            reader.report("person_without_number", reader.title("fiscal_code"))
        elif not codes and self.mostly_coded and not reader.text("fiscal_code"):
            reader.report("fiscal_code_missing", reader.title("fiscal_code"), people[0].name, warning=True)
        return people + self.relatives(people[0])

    # ------------------------------------------------------------ names

    def leave_kinship(self, code: FiscalCode | None) -> None:
        """Parts «moglie Bo Anna» into name and kinship where the code says so: «Genero Luigi» may be a surname."""
        name, kin = without_kinship(self.whole, _kin_of)
        if not kin or (code is not None and any(agrees(code, one) for one, _ in splits(self.whole))):
            return
        if self.whole.endswith(")"):  # no name has brackets
            self.whole, self.kin = name, kin
            return
        if code is None:
            return
        surname = self.above.surname if self.above is not None else ""
        if any(agrees(code, one) for one, _ in [*splits(name), ((surname, name), self.order)]):
            self.whole, self.kin = name, kin

    def names(self, codes: list[FiscalCode], blank: bool) -> list[Name]:
        """The names of the row's people, as many as its codes; none where they cannot be told."""
        reader = self.reader
        whole = next((key for key in WHOLE_NAMES if reader.place(key) is not None), "")
        texts = [reader.text("surname"), reader.text("given_name")]
        if whole:
            texts = [self.whole if reader.text(whole) else ""]
        if len(codes) > 1:
            found = several_names(texts, codes)
            if isinstance(found, Fault):
                reader.fault(replace(found, found=reader.text("fiscal_code")), reader.title("fiscal_code"))
                return []
            return found
        code = codes[0] if codes else None
        if any(map(names_several, texts)):
            reader.report("several_in_name", reader.title(whole or "given_name"), " ".join(texts))
            return []
        if blank:
            return self.below(texts[-1], code)
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

    def person(
        self, name: Name, code: FiscalCode | None, *, alone: bool, born: date | None = None
    ) -> PersonSeen:  # fmt: skip
        reader, today = self.reader, self.reader.today
        births = code.births(today) if code else ()
        oldest = today.replace(year=today.year - LONGEST_LIFE, day=min(today.day, 28))
        kin = (self.kinship() if alone else "") or self.kin
        if kin == "figlio":  # whoever has a parent in the household was not born before living memory
            oldest = today.replace(year=today.year - _OLDEST_CHILD, day=min(today.day, 28))
        if alone:
            birth = reader.day("born_on", first=oldest, last=today, among=births)
        else:
            birth = born or (births[0] if len(births) == 1 else None)
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
        one.cells.setdefault("ends_on", NOTHING)
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
        found = []
        for at in reader.mapping.at("phone"):
            text = said(reader.cells[at]) if at < len(reader.cells) else ""
            if _REWRITTEN.fullmatch(text):  # the digits are gone: the person comes in without it
                reader.report("number_rewritten", reader.mapping.columns[at].title, text, warning=True)
            elif text:
                found.append(reader.cells[at])
        if len(found) == 1:
            return found[0]._replace(text=said(found[0]))
        return Cell(" / ".join(said(one) for one in found)) if found else NOTHING

    def kinship(self, read: Callable[[str], str | Fault] = read_kinship) -> str:
        text = self.reader.text("kinship")
        found = read(text) if text else ""
        if isinstance(found, Fault):
            self.reader.fault(found, self.reader.title("kinship"))
            return ""
        return found

    def relatives(self, head: PersonSeen) -> list[PersonSeen]:
        """The people told in columns of their own on the row of the head."""
        found = []
        for kin, which in self.reader.mapping.relatives:
            found += self.relative(head, kin, which)
        if found and not head.kinship:
            head.kinship = "titolare"
        return found

    def relative(self, head: PersonSeen, kin: str, which: str) -> list[PersonSeen]:
        """The person (or, under «figli», the people) of some columns; what is wrong is told."""
        reader = self.reader
        whole = reader.text("full_name", kin, which)
        surname, given = reader.text("surname", kin, which), reader.text("given_name", kin, which)
        told = whole or given or surname
        if (not told or told.lower() in NOBODY) and not reader.text("fiscal_code", kin, which):
            return []
        titles = (reader.title(key, kin, which) for key in ("full_name", "given_name", "fiscal_code"))
        title, before = next((title for title in titles if title), ""), len(reader.mistakes)
        beside = None if told else name_beside_code(reader.cell("fiscal_code", kin, which))
        if beside is not None:
            whole = told = beside[0]
        codes = reader.codes(kin, which) if beside is None else [beside[1]]
        card = reader.text("card_number", kin, which)
        if len(codes) > 1:
            names = several_names([head.surname, told.replace(",", ";")], codes)
            if isinstance(names, list):
                some = [self.related(head, kin, name, code, "") for name, code in zip(names, codes, strict=True)]
                for one, day in zip(some, reader.births(codes, kin, which), strict=True):
                    one.birth = day or one.birth
                    one.cells["born_on"] = Cell(day.isoformat(), CellKind.DAY) if day else NOTHING
                return some
            reader.fault(names, title)
        elif not codes and not card and len(reader.mistakes) == before:
            reader.report("relative_without_number", title, told, kin=kin)
        if len(codes) > 1 or not (codes or card):
            return []
        name = self.relative_name(head, whole, (surname, given), codes[0] if codes else None, title)
        if name is None:
            return []
        one = self.related(head, kin, name, codes[0] if codes else None, card)
        births = codes[0].births(reader.today) if codes else ()
        birth = reader.day("born_on", first=None, last=reader.today, among=births, kin=kin, which=which)
        one.cells["born_on"] = Cell(birth.isoformat(), CellKind.DAY) if birth else NOTHING
        one.birth = birth or one.birth
        return [one]

    def related(self, head: PersonSeen, kin: str, name: Name, code: FiscalCode | None, card: str) -> PersonSeen:
        """A relative of the head, with what the whole row says of both."""
        births = code.births(self.reader.today) if code else ()
        one = replace(
            head, surname=name[0], given_name=name[1], code=code.text if code else "", card=card, kinship=kin,
            beside=head, above=None, cells=dict(head.cells), birth=births[0] if len(births) == 1 else None,
        )  # fmt: skip
        for key in ("born_on", "sex", "phone", "email", "iban", "fiscally_dependent", "joined_on", "member_since"):
            one.cells[key] = NOTHING
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
            told = text or (code.text if code is not None else "")
            self.reader.report("surname_missing" if " " not in text else found.code, title, told)
            return None
        return found
