"""From the people seen in a sheet to the strict table that the importer reads; where each row of the file ended.

Every row in which something stands ends in one of three places: read, set aside with its reason, or not data.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from operator import itemgetter

from mutua.intake import member_sheet
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.rough.families import HEAD, Archived, Family
from mutua.intake.rough.grid import NOTHING, Grid, RoughRow
from mutua.intake.rough.header import Heading, NotData, find_headings
from mutua.intake.rough.mapping import SheetMapping, for_titles, propose_mapping
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.people import PeopleSeen, PersonSeen, see_people
from mutua.intake.rough.proposals import Answer, Families, Proposed, see_families
from mutua.intake.rough.set_aside import given_back
from mutua.intake.rough.side_by_side import tell_apart
from mutua.intake.sheet import Column
from mutua.intake.tabular import Cell, CellKind, SheetRow, Table, TextCells


@dataclass(slots=True)
class RoughFile:
    """A file whose sheets are understood, or not: headings with their mappings, rows of sheets without any header."""

    grid: Grid
    kind: str
    sheets: list[tuple[Heading, SheetMapping]] = field(default_factory=list)
    not_data: dict[int, NotData] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def mappings(self) -> list[SheetMapping]:
        """The different mappings of the file: sheets with one header share theirs."""
        return list({one.signature: one for _, one in self.sheets}.values())

    @property
    def lists(self) -> list[tuple[str, SheetMapping]]:
        """The different mappings, each with the sheets that have it, and the row where one sheet has several."""
        counts = Counter(self.grid.place(heading.row)[0] for heading, _ in self.sheets)
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for heading, mapping in self.sheets:
            name, row = self.grid.place(heading.row)
            found[mapping.signature].append(name if name and counts[name] == 1 else f"{name} riga {row}".strip())
        return [(", ".join(found[one.signature]), one) for one in self.mappings]

    def mapped(self, mapping: SheetMapping) -> None:
        """Uses another mapping for the sheets with its header."""
        self.sheets = [
            (heading, for_titles(mapping, heading.titles) if old.signature == mapping.signature else old)
            for heading, old in self.sheets
        ]


def understand(grid: Grid, kind: str, known: Mapping[tuple[str, ...], SheetMapping]) -> RoughFile:
    """Finds the header of each sheet and what its columns mean. `known`: the mappings remembered, by signature."""
    made = RoughFile(grid, kind, mistakes=list(grid.mistakes))
    if not grid.usable:
        return made
    tell_apart(grid, kind)
    for sheet in grid.sheets:
        headings = find_headings(sheet, kind, frozenset(known))
        if not headings:
            for row in sheet.rows:
                if len(row.filled) < 2:
                    made.not_data[row.number] = NotData.NOTE
                else:
                    made.mistakes.append(
                        Mistake("header_not_found", row.number, "", row.cells[row.filled[0]].text.strip())
                    )
            continue
        for heading in headings:
            proposed = propose_mapping(heading, kind)
            remembered = known.get(proposed.signature)
            made.mistakes += given_back(heading)
            made.sheets.append((heading, for_titles(remembered, heading.titles) if remembered else proposed))
            made.not_data.update(heading.not_data)
            made.mistakes += [Mistake("row_before_header", row.number, "", _first(row)) for row in heading.before]
    for heading, mapping in made.sheets:
        _notes(heading, mapping, made)
    told = {row.number for heading, _ in made.sheets for row in heading.data}
    made.mistakes += [one for sheet in grid.sheets for one in sheet.marks if one.row in told]
    return made


def _first(row: RoughRow) -> str:
    return row.cells[row.filled[0]].text.strip()


def _notes(heading: Heading, mapping: SheetMapping, made: RoughFile) -> None:
    """Rows in which only columns that nobody uses say something are notes."""
    used = {at for at, one in enumerate(mapping.columns) if one.key not in ("", "unused")}
    for row in heading.data:
        if used.isdisjoint(row.filled):
            made.not_data[row.number] = NotData.NOTE
    heading.data = [row for row in heading.data if row.number not in made.not_data]


# ---------------------------------------------------------------- members

_OF_AGE = 16  # years, below which a member of their own is worth a word


@dataclass(slots=True)
class MembersSeen:
    """The people of a file, their households, and what is wrong; before any code of a household is given out."""

    file: RoughFile
    people: list[PersonSeen] = field(default_factory=list)
    families: Families = field(default_factory=Families)
    mistakes: list[Mistake] = field(default_factory=list)
    resolved: dict[int, tuple[Cell, ...]] = field(default_factory=dict)

    @property
    def bad_rows(self) -> set[int]:
        """Rows that cannot be read as they are."""
        return {one.row for one in self.mistakes if not one.warning and one.row}

    @property
    def proposed(self) -> list[Proposed]:
        return self.families.proposed


def see_members(
    file: RoughFile, today: date, *, known: Callable[[Sequence[PersonSeen]], Archived],
    answers: Mapping[str, Answer], accept_all: bool = False,
) -> MembersSeen:  # fmt: skip
    """The people of a file and their households. `known` says what the archive knows of them."""
    made = MembersSeen(file, mistakes=list(file.mistakes))
    for heading, mapping in file.sheets:
        seen: PeopleSeen = see_people(file.grid, heading, mapping, today)
        made.people += seen.people
        made.mistakes += seen.mistakes
        made.resolved.update(seen.resolved)
    made.people = _told_again(made)
    wrong = made.bad_rows
    made.families = see_families(made.people, known=known(made.people), answers=answers, accept_all=accept_all)
    made.families.proposed = [one for one in made.families.proposed if one.person.row not in wrong]
    made.mistakes += _young_heads(made.families.families, today)
    asked = ("household_to_confirm", "kinship_to_confirm")  # not yet of rows that must be mended first
    told = [one for one in made.families.mistakes if one.code not in asked or one.row not in wrong]
    made.mistakes = in_order([*made.mistakes, *told])
    return made


def _young_heads(families: Iterable[Family], today: date) -> list[Mistake]:
    """Children who would be members of their own, with nobody above them: perhaps somebody's family."""
    grown = today.replace(year=today.year - _OF_AGE, day=min(today.day, 28))
    return [
        Mistake("head_very_young", one.row, "", one.name, {"day": f"{one.birth:%d/%m/%Y}"}, "", True)
        for family in families for one in family.people
        if one.kinship == HEAD and one.birth is not None and one.birth > grown and not one.cells["ends_on"].text
    ]  # fmt: skip


def _told_again(made: MembersSeen) -> list[PersonSeen]:
    """Without the people told a second time in the same words; two people with one number are both told."""
    by_number = _several(made.people)
    again: set[int] = set()
    shared: set[tuple[int, str]] = set()
    for number, people in by_number.items():
        first = people[0]
        for one in people[1:]:
            if plain_name(one.name) == plain_name(first.name) and one.code == first.code and one.card == first.card:
                if _same(one, first):
                    again.add(id(one))
                    made.mistakes.append(
                        Mistake("row_again", one.row, "", one.name, {"row": _place(made, first)}, "", True)
                    )
                continue
            for here, there in ((one, first), (first, one)):
                if (here.row, number) not in shared:
                    shared.add((here.row, number))
                    values = {"name": there.name, "row": _place(made, there)}
                    made.mistakes.append(Mistake("number_shared", here.row, "", number, values))
    return [one for one in made.people if id(one) not in again]


def _several(people: Sequence[PersonSeen]) -> dict[str, list[PersonSeen]]:
    """The numbers that several people bear, in the order in which they are first told, with these people."""
    counts = Counter([one.code for one in people if one.code])
    counts.update([one.card for one in people if one.card and one.card != one.code])
    found: dict[str, list[PersonSeen]] = defaultdict(list)
    if max(counts.values(), default=0) > 1:
        for one in people:
            for number in {one.code, one.card} - {""}:
                if counts[number] > 1:
                    found[number].append(one)
    return found


def _place(made: MembersSeen, one: PersonSeen) -> str:
    sheet, row = made.file.grid.place(one.row)
    return f"{row} ({sheet})" if sheet else str(row)


def _same(one: PersonSeen, other: PersonSeen) -> bool:
    """Whether a second row says nothing that the first did not."""
    more = (one.household, one.head, one.kinship) if one.beside is None else (one.household,)
    first = (other.household, other.head, other.kinship) if one.beside is None else (other.household,)
    return all(new in ("", old) for new, old in zip(more, first, strict=True)) and all(
        not cell.text or cell.text == other.cells.get(key, NOTHING).text for key, cell in one.cells.items()
    )


# ---------------------------------------------------------------- the strict table

# What every row tells, or is told once for all of them.
_OF_PERSON = ("household_code", "card_number", "surname", "given_name", "fiscal_code", "kinship")
_ALWAYS = frozenset((*_OF_PERSON, "effective_from"))
_TEXT, _DAY = CellKind.TEXT, CellKind.DAY
_TITLES = {one.key: one.title for one in member_sheet.COLUMNS}


def strict_table(seen: MembersSeen, code_for: Callable[[Family], str]) -> tuple[Table, dict[int, list[int]]]:
    """The rows for the importer: of households in which nothing is wrong, each with the number it has in the file.

    Also the rows that wait although they are right, each with the wrong rows of its household.
    """
    bad = seen.bad_rows
    keys = _columns_of(seen.file)
    rows = _StrictRows(keys)
    table = Table(tuple(_TITLES[key] for key in keys), digest=seen.file.grid.digest)
    waits: dict[int, list[int]] = {}
    choices = {heading.row: mapping.choices for heading, mapping in seen.file.sheets}
    heading_of = {row.number: heading.row for heading, _ in seen.file.sheets for row in heading.data}
    for family in seen.families.families:
        wrong = sorted({one.row for one in family.people} & bad) if bad else []
        if wrong:
            waits.update({one.row: wrong for one in family.people if one.row not in bad})
            continue
        code = code_for(family)
        table.rows += [rows.row(one, code, choices[heading_of[one.row]]) for one in family.people]
    if waits:
        table.rows = [row for row in table.rows if row.number not in waits]
    return table, waits


def _columns_of(file: RoughFile) -> list[str]:
    """The strict columns in which something may stand."""
    told = {one.key for _, mapping in file.sheets for one in mapping.columns}
    told |= {"plan_code", "assistance"} if any(mapping.choices for _, mapping in file.sheets) else set()
    return [key for key in _TITLES if key in _ALWAYS or key in told]


class _StrictRows:
    """Writes people as rows with these columns."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._others = [key for key in keys if key not in _OF_PERSON]
        every = (*_OF_PERSON, *self._others)
        self._pick = itemgetter(*[every.index(key) for key in keys])

    def row(self, one: PersonSeen, code: str, choices: Mapping[str, str]) -> SheetRow:
        cells = {**one.cells}
        member_since, since = cells.get("member_since", NOTHING), cells.get("effective_from", NOTHING)
        if not member_since[0] and one.beside is not None:  # told once for all of the row
            member_since = one.beside.cells.get("member_since", NOTHING)
        if not since[0]:  # the same day, where the sheet has no other
            cells["effective_from"] = member_since if member_since[0] else Cell(choices.get("since", ""))
        if one.kinship != "titolare" or cells.get("ends_on", NOTHING)[0]:
            cells["member_since"] = NOTHING  # the book is of who stands for the household, and of nobody who is out
        plan = cells["plan_code"]
        if not plan[0] and choices:
            plan = cells["plan_code"] = Cell(choices.get("plan", ""))
        if not plan[0]:
            cells["assistance"] = NOTHING
        elif not cells["assistance"][0]:
            cells["assistance"] = Cell(choices.get("assistance", ""))
        told = (code, one.card, one.surname, one.given_name, one.code, one.kinship)
        others = list(map(cells.get, self._others, repeat(NOTHING)))
        texts = [cell[0] for cell in others if cell[1] is _TEXT or cell[1] is _DAY]  # written alike
        if len(texts) == len(others):
            return SheetRow(one.row, TextCells.of(self._pick((*told, *texts))))
        return SheetRow(one.row, self._pick((*map(Cell, told), *others)))


def in_the_file(
    mistakes: Iterable[Mistake], mapping: SheetMapping, columns: Sequence[Column] = member_sheet.COLUMNS
) -> list[Mistake]:
    """Mistakes of the strict table with the titles that the columns have in the file."""
    own = {one.key: " ".join(one.title.split()) for one in reversed(mapping.columns) if not one.relative}
    by_title = {one.title: own.get(one.key, one.title) for one in columns}
    return [
        Mistake(
            one.code, one.row, by_title.get(one.column, one.column), one.found, one.values, one.suggestion, one.warning
        )
        for one in mistakes
    ]


def said_for_all(file: RoughFile, mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes as they are shown: what no column says is asked for once, and not row by row."""
    some = list(mistakes)
    lacking = [one for one in some if one.code == "choice_missing" and one.column == _TITLES["assistance"]]
    if len(lacking) < 2 or any(one.at("assistance") for one in file.mappings):
        return some
    values = {**lacking[0].values, "count": str(len({one.row for one in lacking}))}
    return [Mistake("assistance_of_all", 0, values=values), *[one for one in some if one not in lacking]]
