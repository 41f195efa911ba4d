"""A table that came by the pages is opened by a process of its own, with little time, little memory and no files.

What comes back is looked at again value by value: texts, whole numbers, kinds of cells and nothing else. A file that
does harm, or takes too long, ends that process alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any

from mutua.intake.mistakes import Mistake
from mutua.intake.our_columns import has_our_columns, is_beyond_reading
from mutua.intake.rough.grid import Grid, Merged, RoughRow, RoughSheet, read_grid, rough_row
from mutua.intake.tabular import Cell, CellKind, SheetRow, Table, TextCells, read_table

SECONDS = 60  # of work
MOST_MEMORY = 1024 * 1024 * 1024
MOST_TOLD = 96 * 1024 * 1024  # bytes that come back, unpacked
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from mutua.intake.apart import open_here; open_here(sys.argv[2])"
_ROOT = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True)
class FileRead:
    """What a file holds: a list with our columns, or a society's own sheet. One of the two."""

    ours: Table | None = None
    own: Grid | None = None

    @property
    def mistakes(self) -> list[Mistake]:
        """What is wrong with the file as a whole."""
        if self.ours is not None:
            return [] if self.ours.usable else self.ours.mistakes
        return [] if self.own is None or self.own.usable else self.own.mistakes


def read_apart(raw: bytes, kind: str, *, seconds: int = SECONDS) -> bytes:
    """What the file holds, as bytes that may be kept; `opened` reads them. `kind`: what it is said to be a list of.

    Nothing of the file is read in this process. One that cannot be opened within the limits is told as a mistake.
    """
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _BEGIN, _ROOT, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=None if sys.platform == "win32" else {},
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    late = Timer(seconds, child.kill)
    giving = Thread(target=_give, args=(child.stdin, raw), daemon=True)
    late.start()
    giving.start()
    try:
        told = child.stdout.read(MOST_TOLD + 1)
    finally:
        late.cancel()
        child.kill()
        child.stdout.close()
        giving.join()
        child.wait()
    try:
        opened(told)
    except _NOT_TOLD:
        return _told(FileRead(ours=Table(mistakes=[Mistake("file_too_hard")])))
    return told


def _give(place: IO[bytes], raw: bytes) -> None:
    try:
        with place:
            place.write(raw)
    except OSError:  # it ended before it had read everything
        return


# ---------------------------------------------------------------- in the process apart


def open_here(kind: str) -> None:
    """Opens what comes in and tells what it holds; called in the process apart alone."""
    import encodings.cp437  # of the names in a workbook; nothing can be loaded once the limits are set
    import encodings.cp1252  # noqa: F401

    import mutua.intake.rough.rough_workbook
    import mutua.intake.workbook  # noqa: F401

    _told(_read("\ufeffa;b\r\n1;2\r\n".encode(), kind))
    raw = sys.stdin.buffer.read()
    _limit()
    sys.stdout.buffer.write(_told(_read(raw, kind)))
    sys.stdout.buffer.flush()


def _limit() -> None:
    """No more time and memory than these; no file, no connection, no process."""
    if sys.platform == "win32":
        return  # time alone is limited there, from outside
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        _, ceiling = resource.getrlimit(what)
        wanted = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        resource.setrlimit(what, (wanted, wanted))


def _read(raw: bytes, kind: str) -> FileRead:
    if kind == "year":
        return FileRead(own=read_grid(raw))
    table = read_table(raw)
    if kind not in ("members", "claims") or is_beyond_reading(table) or has_our_columns(table):
        return FileRead(ours=table)
    return FileRead(own=read_grid(raw))


# ---------------------------------------------------------------- told and taken


def _told(file: FileRead) -> bytes:
    one = file.ours or file.own
    assert one is not None
    told: dict[str, Any] = {
        "mistakes": [_fault(each) for each in one.mistakes], "from_1904": one.from_1904, "digest": one.digest,
    }  # fmt: skip
    if isinstance(one, Table):
        told |= {"header": one.header, "header_row": one.header_row, "rows": [_row(row) for row in one.rows]}
    else:
        told["sheets"] = [
            {"name": sheet.name, "rows": [_row(row) for row in sheet.rows], "merged": sheet.merged,
             "marks": [_fault(each) for each in sheet.marks]} for sheet in one.sheets
        ]  # fmt: skip
    plain = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(plain.encode("utf-8", "surrogatepass"), 1)


def _row(row: SheetRow | RoughRow) -> list[Any]:
    if isinstance(row.cells, TextCells):
        return [row.number, list(row.cells.texts)]
    return [row.number, [cell.text if cell.kind is CellKind.TEXT else [cell.text, cell.kind] for cell in row.cells]]


def _fault(one: Mistake) -> list[Any]:
    return [one.code, one.row, one.column, one.found, dict(one.values), one.suggestion, one.warning]


class _Odd(Exception):
    """What was told is not what such a process tells."""


_NOT_TOLD = (_Odd, zlib.error, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def opened(content: bytes) -> FileRead:
    """The values of what `read_apart` gave."""
    reader = zlib.decompressobj()
    plain = reader.decompress(content, MOST_TOLD)
    if reader.unconsumed_tail or not reader.eof:
        raise _Odd
    told = json.loads(plain.decode("utf-8", "surrogatepass"))
    mistakes, digest = [_a_fault(one) for one in told["mistakes"]], _text(told["digest"])
    from_1904 = told["from_1904"] is True
    if "sheets" not in told:
        header = tuple(_text(one) for one in told["header"])
        rows = [SheetRow(_whole(number), _cells(cells)) for number, cells in told["rows"]]
        return FileRead(ours=Table(header, _whole(told["header_row"]), rows, mistakes, from_1904, digest))
    return FileRead(own=Grid([_a_sheet(one) for one in told["sheets"]], mistakes, from_1904, digest))


def _a_sheet(told: Any) -> RoughSheet:
    merged = [Merged(*(_whole(one) for one in four)) for four in told["merged"]]
    return RoughSheet(
        _text(told["name"]), [_a_row(_whole(number), _cells(cells)) for number, cells in told["rows"]], merged,
        [_a_fault(one) for one in told["marks"]],
    )  # fmt: skip


def _a_row(number: int, cells: tuple[Cell, ...]) -> RoughRow:
    if isinstance(cells, TextCells):
        return RoughRow(number, cells, tuple([at for at, text in enumerate(cells.texts) if text.strip()]))
    return rough_row(number, cells)


def _cells(told: Sequence[Any]) -> tuple[Cell, ...]:
    if not isinstance(told, list):
        raise _Odd
    if all(one.__class__ is str for one in told):
        return TextCells.of(told)
    return tuple(Cell(one) if one.__class__ is str else Cell(_text(one[0]), CellKind(one[1])) for one in told)


def _a_fault(told: Any) -> Mistake:
    code, row, column, found, values, suggestion, warning = told
    return Mistake(
        _text(code), _whole(row), _text(column), _text(found), {_text(key): _text(one) for key, one in values.items()},
        _text(suggestion), warning is True,
    )  # fmt: skip


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise _Odd
    return told


def _whole(told: Any) -> int:
    if told.__class__ is not int or told < 0:
        raise _Odd
    return int(told)
