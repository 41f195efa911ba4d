"""What a file that came by the pages holds, as it is told by the process that opened it, and looked at by who asked.

Texts, whole numbers, days and kinds of cells come back, each looked at, and nothing else.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from mutua.bank.reading import BankMistake, Reading
from mutua.bank.status_report import Answers, DebitAnswer
from mutua.domain.account_statement import Statement, StatementLine
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import Grid, Merged, RoughRow, RoughSheet, rough_row
from mutua.intake.tabular import Cell, CellKind, SheetRow, Table, TextCells

MOST_TOLD = 96 * 1024 * 1024  # bytes that come back, unpacked: the biggest list there may be
MOST_CENTS = 10**15


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file holds, one of the four: a list with our columns, sheets as they lie there, a bank's statements in
    XML, its answer to a file of ours. `digest`: SHA-256 of the file."""

    ours: Table | None = None
    own: Grid | None = None
    statement: Reading | None = None
    answers: Answers | None = None
    digest: str = ""

    @property
    def mistakes(self) -> list[Mistake]:
        """What is wrong with the table as a whole."""
        one = self.ours or self.own
        return [] if one is None or one.usable else one.mistakes

    @property
    def table(self) -> Table:
        """The list, of a file that was asked for as one."""
        assert self.ours is not None
        return self.ours


# ---------------------------------------------------------------- told


def told_of(file: FileRead) -> bytes:
    """What the file holds, as bytes that `opened` reads."""
    plain = json.dumps(_plain(file), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(plain.encode("utf-8", "surrogatepass"), 1)


def _plain(file: FileRead) -> dict[str, Any]:
    if file.statement is not None:
        return {"digest": file.digest, "faults": _faults_told(file.statement.mistakes),
                "statements": [_statement_told(one) for one in file.statement.statements]}  # fmt: skip
    if file.answers is not None:
        of = file.answers
        return {"digest": file.digest, "faults": _faults_told(of.mistakes),
                "answers": [of.message_id, of.status, of.reason, [astuple(one) for one in of.answers], of.debtors,
                            of.creditors]}  # fmt: skip
    one = file.ours or file.own
    assert one is not None
    told: dict[str, Any] = {
        "mistakes": [_mistake_told(each) for each in one.mistakes], "from_1904": one.from_1904, "digest": one.digest,
    }  # fmt: skip
    if isinstance(one, Table):
        return told | {"header": one.header, "header_row": one.header_row, "rows": [_row(row) for row in one.rows]}
    return told | {"sheets": [
        {"name": sheet.name, "rows": [_row(row) for row in sheet.rows], "merged": sheet.merged,
         "marks": [_mistake_told(each) for each in sheet.marks]} for sheet in one.sheets
    ]}  # fmt: skip


def _row(row: SheetRow | RoughRow) -> list[Any]:
    if isinstance(row.cells, TextCells):
        return [row.number, list(row.cells.texts)]
    return [row.number, [cell.text if cell.kind is CellKind.TEXT else [cell.text, cell.kind] for cell in row.cells]]


def _mistake_told(one: Mistake) -> list[Any]:
    return [one.code, one.row, one.column, one.found, dict(one.values), one.suggestion, one.warning]


def _faults_told(some: Sequence[BankMistake]) -> list[Any]:
    return [astuple(one) for one in some]


def _statement_told(one: Statement) -> list[Any]:
    head = [one.form, one.account, one.number, _written(one.from_on), _written(one.to_on), one.opening_cents,
            one.closing_cents]  # fmt: skip
    return [*head, [[*map(_written, astuple(line))] for line in one.lines]]


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# ---------------------------------------------------------------- taken


class _OddError(Exception):
    """What was told is not what such a process tells."""


NOT_TOLD = (_OddError, zlib.error, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def opened(content: bytes) -> FileRead:
    """The values that were told. Anything else raises one of `NOT_TOLD`."""
    reader = zlib.decompressobj()
    plain = reader.decompress(content, MOST_TOLD)
    if reader.unconsumed_tail or not reader.eof:
        raise _OddError
    told = json.loads(plain.decode("utf-8", "surrogatepass"))
    digest = _text(told["digest"])
    if "faults" in told:
        return _of_bank(told, digest)
    mistakes, from_1904 = [_mistake(one) for one in told["mistakes"]], told["from_1904"] is True
    if "sheets" not in told:
        header = tuple(_text(one) for one in told["header"])
        rows = [SheetRow(_whole(number), _cells(cells)) for number, cells in told["rows"]]
        ours = Table(header, _whole(told["header_row"]), rows, mistakes, from_1904, digest)
        return FileRead(ours=ours, digest=digest)
    return FileRead(own=Grid([_sheet(one) for one in told["sheets"]], mistakes, from_1904, digest), digest=digest)


def _sheet(told: Any) -> RoughSheet:
    merged = [Merged(*(_whole(one) for one in four)) for four in told["merged"]]
    return RoughSheet(
        _text(told["name"]), [_rough_row(_whole(number), _cells(cells)) for number, cells in told["rows"]], merged,
        [_mistake(one) for one in told["marks"]],
    )  # fmt: skip


def _rough_row(number: int, cells: tuple[Cell, ...]) -> RoughRow:
    if isinstance(cells, TextCells):
        return RoughRow(number, cells, tuple([at for at, text in enumerate(cells.texts) if text.strip()]))
    return rough_row(number, cells)


def _cells(told: Sequence[Any]) -> tuple[Cell, ...]:
    if not isinstance(told, list):
        raise _OddError
    if all(one.__class__ is str for one in told):
        return TextCells.of(told)
    return tuple(Cell(one) if one.__class__ is str else Cell(_text(one[0]), CellKind(one[1])) for one in told)


def _mistake(told: Any) -> Mistake:
    code, row, column, found, values, suggestion, warning = told
    return Mistake(
        _text(code), _whole(row), _text(column), _text(found), {_text(key): _text(one) for key, one in values.items()},
        _text(suggestion), warning is True,
    )  # fmt: skip


# ---------------------------------------------------------------- what a bank sent


def _of_bank(told: Any, digest: str) -> FileRead:
    mistakes = [_fault(one) for one in told["faults"]]
    if "statements" in told:
        return FileRead(statement=Reading([_statement(one) for one in told["statements"]], mistakes), digest=digest)
    message_id, status, reason, answers, debtors, creditors = told["answers"]
    some = [DebitAnswer(*_each(_ANSWER, one)) for one in answers]
    sides = [[_text(one) for one in accounts] for accounts in (debtors, creditors)]
    found = Answers(_text(message_id), _text(status), _text(reason), some, mistakes, *sides)
    return FileRead(answers=found, digest=digest)


def _fault(told: Any) -> BankMistake:
    code, statement, line, row, element, found, values, warning = told
    pairs = tuple((_text(name), _text(value)) for name, value in values)
    return BankMistake(
        _text(code), _whole(statement), _whole(line), _whole(row), _text(element), _text(found), pairs, warning is True
    )


def _statement(told: Any) -> Statement:
    return Statement(*_each((*_HEAD, _lines), told))


def _lines(told: Any) -> tuple[StatementLine, ...]:
    return tuple(StatementLine(*_each(_LINE, one)) for one in told)


def _each(takes: Sequence[Callable[[Any], Any]], told: Any) -> list[Any]:
    return [take(one) for take, one in zip(takes, told, strict=True)]


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise _OddError
    return told


def _whole(told: Any) -> int:
    if told.__class__ is not int or told < 0:
        raise _OddError
    return int(told)


def _cents(told: Any) -> int:
    if told.__class__ is not int or abs(told) > MOST_CENTS:
        raise _OddError
    return int(told)


def _yes(told: Any) -> bool:
    if told.__class__ is not bool:
        raise _OddError
    return bool(told)


def _day(told: Any) -> date:
    return date.fromisoformat(_text(told))


def _cents_or_none(told: Any) -> int | None:
    return None if told is None else _cents(told)


def _day_or_none(told: Any) -> date | None:
    return None if told is None else _day(told)


_HEAD = (_text, _text, _text, _day_or_none, _day_or_none, _cents_or_none, _cents_or_none)
_LINE = (_whole, _day, _day_or_none, _cents, *[_text] * 6, _yes, _text, _whole)
_ANSWER = (_text, _text, _text, _cents_or_none)
