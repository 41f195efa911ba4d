"""A bank's statement comes in: what it says, which of it is new, what does not add up; then exactly that is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from mutua.bank.reading import NOTHING_MORE, Reading, doubt_strange_accounts, refuse_days_ahead
from mutua.bank.statement_table import read_table_statement
from mutua.bank.table_header import ROWS_SEARCHED, Header, TableRow
from mutua.domain.account_statement import Gap, Statement, Told, beside_known, ends_of, gaps
from mutua.domain.faults import Fault
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import Grid
from mutua.intake.sheet import sheet_hundredths
from mutua.intake.tabular import Cell, CellKind
from mutua.services.apart_values import FileRead
from mutua.services.claim_life import Desktop
from mutua.services.society import letterhead
from mutua.store.bank_lines import (
    accounts,
    file_known,
    keep_statement,
    known_ends,
    known_lines,
    remember_header,
    remembered_headers,
)
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

_TURN = "bank import"


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """One statement of a file: what of it is new, and the gaps there would be between it and its neighbours."""

    statement: Statement
    told: Told
    gaps: tuple[Gap, ...] = ()

    @property
    def new_in_cents(self) -> int:
        """What came in by the movements that are new."""
        return sum(line.amount_cents for line in self.told.new if line.amount_cents > 0)


@dataclass(slots=True)
class ImportPlan:
    """What a file would bring in. `file_mistakes` are those of a table as such; `known` the same file came before."""

    sha256: str
    reading: Reading
    header: Header | None = None
    file_mistakes: list[Mistake] = field(default_factory=list)
    statements: list[StatementPlan] = field(default_factory=list)
    known: bool = False

    @property
    def right(self) -> bool:
        return self.reading.usable and all(one.warning for one in self.file_mistakes)

    @property
    def new_count(self) -> int:
        return sum(len(one.told.new) for one in self.statements)


def preview(
    connection: Connection, file: FileRead, *, said: Mapping[str, str] = NOTHING_MORE, account: str = "",
    today: date | None = None,
) -> ImportPlan:  # fmt: skip
    """What a file, read by `apart.from_bank` here or in a process apart, would bring in; nothing is written.

    `said`: columns of a table by their Italian meaning. `account`: whose statement it is, where a table does not say;
    "" the society's own account, or the only one known. `today`: movements of days after it are refused.
    """
    plan = ImportPlan(file.digest, Reading())
    plan.known = file_known(connection, plan.sha256)
    if file.statement is not None:
        plan.reading = file.statement
    elif file.answers is not None:
        plan.reading.refuse("bank_xml_other_message", found="pain.002")
    elif file.own is None:
        plan.file_mistakes = file.mistakes
    else:
        plan.file_mistakes = file.own.mistakes
        if file.own.usable:
            plan.reading, plan.header = read_table_statement(
                table_rows(file.own), remembered=remembered_headers(connection), said=said,
                account=account or _likely_account(connection),
            )  # fmt: skip
    if plan.right and today is not None:
        refuse_days_ahead(plan.reading, today)
    if plan.right:
        plan.statements = _beside_known(connection, plan.reading.statements)
        own = letterhead(connection).iban
        doubt_strange_accounts(plan.reading, {*accounts(connection), *([own] if own else [])})
    return plan


def _likely_account(connection: Connection) -> str:
    own = letterhead(connection).iban
    known = accounts(connection)
    return own or (known[0] if len(known) == 1 else "")


def _beside_known(connection: Connection, statements: Sequence[Statement]) -> list[StatementPlan]:
    """Each statement beside what is known, and beside those before it in the same file."""
    found: list[StatementPlan] = []
    for one in statements:
        days = [line.booked_on for line in one.lines]
        told = beside_known(one, known_lines(connection, one.account, days))
        earlier = {
            line.key(before.statement.account) for before in found for line in before.told.new
        }  # fmt: skip
        twice = tuple(line for line in told.new if line.key(one.account) in earlier)
        if twice:
            new = tuple(line for line in told.new if line.key(one.account) not in earlier)
            told = Told(new, (*told.known, *twice), told.known_otherwise)
        ends = [end for before in found if before.statement.account == one.account
                if (end := ends_of(before.statement)) is not None]  # fmt: skip
        own = ends_of(one)
        known = known_ends(connection, one.account)
        holes = gaps([*known, *ends, *([own] if own is not None else [])])
        found.append(StatementPlan(one, told, tuple(hole for hole in holes if hole not in gaps([*known, *ends]))))
    return found


def table_rows(grid: Grid) -> list[TableRow]:
    """The rows of a bank's table, as texts: of the sheet that has most of them."""
    if not grid.sheets:
        return []
    sheet = max(grid.sheets, key=lambda one: len(one.rows))
    return [
        TableRow(grid.place(row.number)[1], tuple(_text(cell) for cell in row.cells))
        for row in sheet.rows
    ]


def titles_seen(file: FileRead) -> tuple[str, ...]:
    """The titles that a bank's table may have, where none are known: of its fullest row near the top."""
    grid = file.own
    rows = table_rows(grid)[:ROWS_SEARCHED] if grid is not None and grid.usable else []
    texts = [[one for cell in row.cells if (one := " ".join(cell.split()))] for row in rows]
    best = max((len(set(some)) for some in texts), default=0)
    return tuple(dict.fromkeys(next((some for some in texts if len(set(some)) == best), ())))


def _text(cell: Cell) -> str:
    """A cell as Italians write it: a spreadsheet's own numbers with a comma, its days with strokes."""
    if cell.kind is CellKind.NUMBER:
        sign, digits = ("-", cell.text[1:]) if cell.text.startswith("-") else ("", cell.text)
        cents = sheet_hundredths(digits)
        if isinstance(cents, Fault):
            return cell.text
        return f"{sign}{cents // 100},{cents % 100:02d}"
    return cell.text


@dataclass(frozen=True, slots=True)
class Imported:
    """What was kept: the numbers of the new movements."""

    line_ids: tuple[int, ...]


def apply(at: Desktop, plan: ImportPlan, *, remember: bool = False) -> Imported:
    """Keeps what is new of a file that is right; the same file again, or one that overlaps, adds nothing twice.

    What is new is looked at again now: somebody else may have brought in the same. `remember`: the columns of the
    table, for the next one with such a header.
    """
    if not plan.right:
        raise ValueError("a file with mistakes is not kept")

    def work(unit: UnitOfWork) -> Imported:
        unit.take_turn(_TURN)
        if file_known(unit.connection, plan.sha256):
            return Imported(())
        kept: list[int] = []
        for ordinal, one in enumerate(_beside_known(unit.connection, plan.reading.statements), 1):
            kept += keep_statement(unit, plan.sha256, ordinal, one.statement, one.told.new)
        if remember and plan.header is not None:
            remember_header(unit.connection, plan.header.signature, plan.header.written())
        return Imported(tuple(kept))

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
