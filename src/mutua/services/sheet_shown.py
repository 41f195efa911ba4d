"""What the pages say of a sheet that was looked at: its columns, where its rows ended, the mess, what would come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from mutua.domain.italian import written_day
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import NOTHING
from mutua.intake.rough.header import Heading
from mutua.intake.rough.mapping import (
    NOT_USED,
    OF_RELATIVES,
    MappedColumn,
    SheetMapping,
    known_meanings,
    meaning_told,
)
from mutua.intake.rough.strict import RoughFile
from mutua.intake.tabular import CellKind
from mutua.services.bring_members import SheetPlan
from mutua.services.import_claims import ClaimsPlan
from mutua.services.import_contributions import ContributionsPlan
from mutua.services.import_members import MembersPlan
from mutua.services.sheet_desk import SheetLooked
from mutua.services.sheet_report import write_aside, write_problems, write_report, write_year, year_rows
from mutua.services.table_writer import bytes_of
from mutua.services.year_findings import Year, YearFinding, YearKind
from mutua.wording.intake import LONGEST_SHOWN
from mutua.wording.intake_sheets import KINDS
from mutua.wording.sheets_on_pages import mess_sentence
from mutua.wording.year import finding_sentence, finding_title

T = TypeVar("T")
SAMPLES = 3
LONGEST_SAMPLE = 40
_RELATIVES = (("coniuge", ""), ("convivente", ""), ("genitore", ""), ("figlio", ""), ("figlio", "2"), ("figlio", "3"))
_MAY_STAND_TWICE = ("phone", "head_number", *NOT_USED)



class PageOf(NamedTuple, Generic[T]):
    """A page of a list: what stands on it, which one it is, of how many pages and of how many rows in all."""

    rows: Sequence[T]
    number: int
    last: int
    total: int


def page_of(some: Sequence[T], number: int, most: int) -> PageOf[T]:
    """The page with that number; the last one where there are not so many."""
    last = max(1, -(-len(some) // most))
    at = min(number, last)
    return PageOf(some[(at - 1) * most : at * most], at, last, len(some))


# ---------------------------------------------------------------- what the columns mean


class ColumnShown(NamedTuple):
    """A column: its title, a few of its cells, and what it means, as a person writes it."""

    title: str
    samples: tuple[str, ...]
    written: str


class HeaderShown(NamedTuple):
    """A header of the file: the sheets that have it ("" where there is one), and its columns."""

    sheets: str
    columns: tuple[ColumnShown, ...]


def headers_shown(file: RoughFile) -> list[HeaderShown]:
    """Every header of the file once, in the order in which `mappings_told` wants its columns."""
    return [
        HeaderShown(_sheets_of(file, mapping), tuple(
            ColumnShown(" ".join(one.title.split()), _samples(_heading_of(file, mapping), at), one.written)
            for at, one in enumerate(mapping.columns)
        ))
        for mapping in file.mappings
    ]  # fmt: skip


def _heading_of(file: RoughFile, mapping: SheetMapping) -> Heading:
    return next(heading for heading, one in file.sheets if one.signature == mapping.signature)


def _sheets_of(file: RoughFile, mapping: SheetMapping) -> str:
    places = [file.grid.place(heading.row)[0] for heading, one in file.sheets if one.signature == mapping.signature]
    return ", ".join(dict.fromkeys(one for one in places if one))


def _samples(heading: Heading, at: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in heading.data:
        cell = row.cells[at] if at < len(row.cells) else NOTHING
        text = written_day(date.fromisoformat(cell.text)) if cell.kind is CellKind.DAY else cell.text.strip()
        short = _cut(text, LONGEST_SAMPLE)
        if short and short not in found:
            found.append(short)
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def meanings_offered(file: RoughFile) -> tuple[list[str], list[str]]:
    """What a column may mean, as a person writes it: of the person of the row, and of somebody beside them."""
    own = [one for one in known_meanings(file.kind) if one != MappedColumn("", "unused").written]
    if file.kind != "members":
        return own, []
    kins = dict.fromkeys([*_RELATIVES, *(kin for mapping in file.mappings for kin in mapping.relatives)])
    return own, [MappedColumn("", key, *kin).written for kin in kins for key in OF_RELATIVES]


class ProposalShown(NamedTuple):
    """Somebody who may be in a household with others. `numbers`: by which an answer is known, "" where none is."""

    family: int
    sheet: str
    row: int
    name: str
    others: str
    kinship: str
    why: str
    numbers: str


def proposals_shown(looked: SheetLooked) -> list[ProposalShown]:
    """The households that wait for a yes, person by person."""
    if not isinstance(looked.own, SheetPlan):
        return []
    return [
        ProposalShown(one.family, *looked.own.file.grid.place(one.person.row), one.person.name, one.others,
                      one.kinship, one.why.value, " ".join(filter(None, (one.person.code, one.person.card))))
        for one in looked.own.proposed
    ]  # fmt: skip


class Twice(NamedTuple):
    """Two columns that are said to be the same: places in the order of the form, and what they are."""

    first: int
    second: int
    meaning: str


def mappings_told(
    file: RoughFile, told: Sequence[str], choices: dict[str, str]
) -> tuple[list[SheetMapping], list[Twice], list[int]]:
    """The mappings of the file as somebody says them, column by column; what is said twice, and what means nothing."""
    made, twice, unknown, at = [], list[Twice](), list[int](), 0
    for mapping in file.mappings:
        columns: list[MappedColumn] = []
        seen: dict[tuple[str, ...], int] = {}
        for one in mapping.columns:
            said = told[at] if at < len(told) else one.written
            found = meaning_told(file.kind, said)
            if found is None:
                unknown.append(at)
                found = one[1:]
            if found[0] not in _MAY_STAND_TWICE and found in seen:
                twice.append(Twice(seen[found], at, said))
            seen.setdefault(found, at)
            columns.append(MappedColumn(one.title, *found))
            at += 1
        made.append(SheetMapping(mapping.kind, tuple(columns), {key: one for key, one in choices.items() if one}))
    return made, twice, unknown


def choices_made(file: RoughFile) -> dict[str, str]:
    """What was said once for every row, of the first header that says it."""
    found: dict[str, str] = {}
    for mapping in file.mappings:
        for name, one in mapping.choices.items():
            found.setdefault(name, one)
    return found


# ---------------------------------------------------------------- the mess


class MessLine(NamedTuple):
    """One thing to put right: where, of whom, in which column, what stands there, what to do."""

    sheet: str
    row: int
    who: str
    column: str
    found: str
    what: str
    warning: bool


def mess_counted(looked: SheetLooked, language: str) -> list[tuple[str, str, int]]:
    """Each kind of mess there is: its key, how it is called, in how many rows."""
    english = language == "en"
    return [(kind, KINDS[kind][english], len({one.row for one in some})) for kind, some in looked.mess.items()]


def mess_lines(looked: SheetLooked, some: Iterable[Mistake], language: str) -> Iterator[MessLine]:
    for one in some:
        sheet, row = looked.file.grid.place(one.row) if looked.file is not None else ("", one.row)
        yield MessLine(sheet, row, looked.names.get(one.row, ""), one.column, _cut(one.found, LONGEST_SHOWN),
                       mess_sentence(one, language), one.warning)  # fmt: skip


# ---------------------------------------------------------------- what would come in


@dataclass(frozen=True, slots=True)
class WouldCome:
    """What would come in, in numbers; those that do not belong to what the sheet holds are 0."""

    households_new: int = 0
    households_changed: int = 0
    people_new: int = 0
    people_changed: int = 0
    accounts: int = 0  # IBANs that two people will look at
    claims: int = 0
    contributions: int = 0
    contributions_paid: int = 0
    papers: int = 0
    unchanged: int = 0  # rows


def would_come(looked: SheetLooked) -> WouldCome:
    """What would come in if it were brought now."""
    plan = looked.plan
    unchanged = len(plan.unchanged_rows) if plan is not None else 0
    match plan:
        case MembersPlan():
            new = [one for one in plan.changes if one.household_id is None]
            changed = [each for one in plan.changes for each in one.changed]
            return WouldCome(
                len(new), len(plan.changes) - len(new), sum(len(one.new) for one in plan.changes), len(changed),
                sum("iban" in one.what for one in changed), unchanged=unchanged,
            )  # fmt: skip
        case ClaimsPlan():
            return WouldCome(claims=len(plan.requests), unchanged=unchanged)
        case ContributionsPlan():
            return WouldCome(contributions=len(plan.new), contributions_paid=len(plan.paid), unchanged=unchanged)
        case _:
            return WouldCome(papers=looked.changes, unchanged=unchanged)


class CameAs(NamedTuple):
    """The people of a list that are new: how many, how many of them are members, how many have a cover."""

    new: int
    members: int
    covered: int


def came_as(looked: SheetLooked, but: Collection[str] = ()) -> CameAs | None:
    """As what the people of a list come in, without the households `but`; None where it is no list of members."""
    if not isinstance(looked.plan, MembersPlan):
        return None
    new = [each for one in looked.plan.changes if one.code not in but for each in one.new]
    return CameAs(len(new), sum(one.member_since is not None for one in new), sum(bool(one.covers) for one in new))


def warned_rows(looked: SheetLooked) -> tuple[int, int]:
    """How many rows come in with a warning; of how many a note says that the person perhaps died or left."""
    plan = looked.plan
    if plan is None:
        return 0, 0
    wrong = {one.row for some in looked.mess.values() for one in some if not one.warning} | set(plan.wrong_rows)
    warned = [one for some in looked.mess.values() for one in some if one.warning and one.row not in wrong]
    return len({one.row for one in warned}), len({one.row for one in warned if one.code == "left_in_note"})


# ---------------------------------------------------------------- the year


@dataclass(frozen=True, slots=True)
class YearRow:
    """A kind of finding: how many, how many cents, and its share of the largest in percent."""

    kind: YearKind
    title: str
    count: int
    cents: int
    percent: int


def year_table(year: Year, language: str) -> list[YearRow]:
    """The kinds of which something was found."""
    rows = [one for one in year_rows(year) if one[1]]
    most = max((cents for _, _, cents in rows), default=0)
    return [
        YearRow(kind, finding_title(kind.value, language), count, cents, 100 * cents // most if most else 0)
        for kind, count, cents in rows
    ]


class YearLine(NamedTuple):
    """A finding: where, of whom, how many cents, why."""

    sheet: str
    row: int
    who: str
    cents: int
    why: str


def year_lines(looked: SheetLooked, some: Iterable[YearFinding], language: str) -> Iterator[YearLine]:
    assert looked.file is not None
    for one in some:
        sheet, row = looked.file.grid.place(one.row)
        yield YearLine(sheet, row, one.name, one.cents, finding_sentence(one.kind.value, one.values, language))


# ---------------------------------------------------------------- workbooks to take home


def report_bytes(looked: SheetLooked, which: str, language: str) -> bytes | None:
    """The workbook of the mess, of the rows to put right (`aside`) or of the year; None where there is none of it."""

    def write(path: Path) -> object:
        if looked.year is not None and looked.file is not None:
            return write_year(path, looked.file, looked.year, language, mess_sentence)
        if looked.own is None:
            assert looked.plan is not None
            return write_problems(path, looked.plan.mistakes, language, mess_sentence)
        if which == "aside":
            return write_aside(path, looked.own, language)
        return write_report(path, looked.own, language, mess_sentence)

    nothing = looked.plan is None and looked.year is None
    if nothing or (which == "aside" and (looked.own is None or not looked.own.ended.set_aside)):
        return None
    return bytes_of(write, "rapporto.xlsx")
