"""Opens a table that came from outside, CSV or XLSX: rows of cells with their numbers, or a clear no.

The content says what a file is, never its name. A CSV is UTF-8, else Windows-1252: alphabets are never guessed. Cells
are given exactly as they stand; what they mean is said by `sheet`.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from mutua.intake.mistakes import Mistake

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
MOST_LINES = 2 * MOST_ROWS + 1_000  # the empty ones counted, which are left out
MOST_COLUMNS = 100
MOST_CHARACTERS = 2_000  # of a cell
ROWS_LOOKED_AT = 40  # among which a header is looked for
_LONG_LINE = 100_000  # characters, from which a line of a CSV is looked at closer before it is read
SEPARATORS = ";,\t"


class CellKind(StrEnum):
    """What a spreadsheet took a cell for; everything in a CSV is a text."""

    TEXT = "text"
    NUMBER = "number"  # decimal digits with a point, as 1234.5
    DAY = "day"  # 2026-01-31
    INSTANT = "instant"  # 31/01/2026 09:00
    YES_NO = "yes_no"  # sì, no
    OTHER = "other"  # an hour, a length of time


class Cell(NamedTuple):
    """One cell: its text ("" where it is empty) and what it was taken for."""

    text: str
    kind: CellKind = CellKind.TEXT


class TextCells(tuple[Cell, ...]):
    """The cells of a row that are all texts: it holds bare texts, and makes a cell when one is asked for."""

    __slots__ = ()

    @staticmethod
    def of(texts: Iterable[str]) -> TextCells:
        made: TextCells = _new(TextCells, texts)
        return made

    @property
    def texts(self) -> Iterator[str]:
        return tuple.__iter__(self)  # type: ignore[arg-type]  # what it holds are texts

    def __getitem__(self, at: Any) -> Any:
        found: Any = tuple.__getitem__(self, at)
        return tuple(map(Cell, found)) if isinstance(at, slice) else _new(Cell, (found, _TEXT))

    def __iter__(self) -> Iterator[Cell]:
        return map(Cell, self.texts)

    def __contains__(self, cell: object) -> bool:
        return cell in tuple(self)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, TextCells) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class SheetRow(NamedTuple):
    """A row of cells, as many as the header has, with its number as a spreadsheet counts."""

    number: int
    cells: tuple[Cell, ...]


_new: Any = tuple.__new__
_TEXT = CellKind.TEXT


@dataclass(slots=True)
class Table:
    """A file as rows. Where `mistakes` says more than warnings, nothing of it can be used.

    `from_1904`: numbers taken for days count from 1904, as old spreadsheets of Apple do. `digest`: SHA-256 of the file.
    """

    header: tuple[str, ...] = ()
    header_row: int = 1
    rows: list[SheetRow] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    from_1904: bool = False
    digest: str = ""

    @property
    def usable(self) -> bool:
        return all(one.warning for one in self.mistakes)

    def refuse(self, code: str, row: int = 0, column: str = "", found: str = "", **values: str) -> None:
        self.mistakes.append(Mistake(code, row, column, found, values))


class HeaderFound(NamedTuple):
    """A header among the first rows of a file: the numbers of its first and its last row, and its titles."""

    first: int
    last: int
    titles: tuple[str, ...]


HeaderFinder = Callable[[Sequence[tuple[int, Sequence[Cell]]]], HeaderFound | None]


def read_file(path: Path, find: HeaderFinder | None = None) -> Table:
    """The table of a file. One that cannot be opened raises OSError: the edge says so."""
    with path.open("rb") as stream:
        return read_table(stream.read(MOST_BYTES + 1), find)


def read_table(raw: bytes, find: HeaderFinder | None = None) -> Table:
    """The table of some bytes. `find`: how its header is found where titles may stand above it; None: it is the first
    row."""
    table = Table(digest=hashlib.sha256(raw).hexdigest())
    if len(raw) > MOST_BYTES:
        table.refuse("file_too_big", most=str(MOST_BYTES // 1024 // 1024))
    elif not raw.strip():
        table.refuse("file_empty")
    elif raw.startswith(b"PK"):
        from mutua.intake.workbook import read_workbook

        read_workbook(table, raw, find)
    elif (other := other_kind(raw)) != "":
        table.refuse(other)
    else:
        _read_csv(table, raw, find)
    return table


_LOCKED = "EncryptedPackage".encode("utf-16-le")  # no alphabet can be loaded any more where files are opened apart
_OLD_BOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_MANY_UNWRITTEN = 40  # signs at the head of a file: a cell may hold a few that came from elsewhere


def other_kind(raw: bytes) -> str:
    """The code of a file that is none of ours, "" for what may be a CSV."""
    if raw.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "file_password" if _LOCKED in raw else "file_xls"
    if raw.startswith(_OLD_BOOKS):  # older than the envelope of the others
        return "file_xls"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "file_utf16"
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<", b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"riff", b"ii*\0", b"mm\0*")):
        return "file_not_a_table"
    unwritten = sum(one < 9 or 13 < one < 32 for one in raw[:1024])  # signs that stand in no text
    many = unwritten > _MANY_UNWRITTEN and unwritten * 20 > len(raw[:1024])
    return "file_not_a_table" if raw[4:8] == b"ftyp" or many else ""


# ---------------------------------------------------------------- CSV


def _read_csv(table: Table, raw: bytes, find: HeaderFinder | None) -> None:
    text = decoded(table, raw)
    if text is None:
        return
    header = _header_line(text, find)
    used = [mark for mark in SEPARATORS if mark in _outside_quotes(header)]
    if len(used) > 1:
        table.refuse("separators_mixed", 1, found=" ".join("tab" if mark == "\t" else mark for mark in used))
        return
    separator = used[0] if used else ";"
    reader = csv.reader(_measured(io.StringIO(text, newline=""), separator), delimiter=separator, strict=True)
    whole = below_titles(table, _csv_records(table, reader), find, lambda record: list(map(Cell, record)))
    fill(table, ((number, [Cell(one) for one in record]) for number, record in ordinary(table, whole)),
         ended=text.endswith(("\n", "\r")))  # fmt: skip


def _header_line(text: str, find: HeaderFinder | None) -> str:
    """The line of a header: the first, or the one that is found below the titles."""
    head = [line[:_LONG_LINE] for line in islice(io.StringIO(text, newline=""), ROWS_LOOKED_AT)]
    if find is None or len(head) < 2:
        return head[0] if head else ""
    records, ends = [], [0]
    reader = csv.reader(head, delimiter=separator_of(head))
    for record in reader:
        records.append([Cell(one) for one in record])
        ends.append(reader.line_num)
    found = find(list(enumerate(records, 1)))
    return head[0 if found is None else ends[found.first - 1]]


DELIMITERS = ";\t,|"


def separator_of(lines: Iterable[str]) -> str:
    """The sign between cells: the one that most lines bear the same number of times."""
    some = [line for line in islice(lines, 200) if line.strip()]
    best, best_score = ";", (0, 0)
    for mark in DELIMITERS:
        counts = Counter(count for line in some if (count := _outside_quotes(line).count(mark)))
        often = max(counts.values(), default=0)
        most = max((count for count, times in counts.items() if times == often), default=0)
        if (often, most) > best_score:
            best, best_score = mark, (often, most)
    return best


class _TooMuchError(Exception):
    """A line that no list has: the code of what is wrong, what was found, what may be at most."""


def _measured(lines: Iterable[str], separator: str) -> Iterator[str]:
    """The lines of a CSV, each looked at before it is read: one with more cells, or a longer cell, than any list has
    is never taken apart. Of empty cells at the end of a wide line as many are left as a list may have."""
    for line in lines:
        if line.count(separator) > MOST_COLUMNS:
            line = line.rstrip(separator + "\r\n")
            count = _outside_quotes(line).count(separator) + 1
            if count > MOST_COLUMNS:
                raise _TooMuchError("too_many_columns", str(count), str(MOST_COLUMNS))
            line += separator * (MOST_COLUMNS - count) + "\n"
        if len(line) > _LONG_LINE:
            longest = max(map(len, line.split(separator)))
            if longest > MOST_CHARACTERS:
                raise _TooMuchError("cell_too_long", str(longest), str(MOST_CHARACTERS))
        yield line


def _csv_records(table: Table, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            yield number, record
    except csv.Error:
        table.refuse("quote_open", number + 1)
    except _TooMuchError as fault:
        code, found, most = fault.args
        table.refuse(code, number + 1, found=found, most=most)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


_UTF8_ACCENT = re.compile(rb"\xc3[\x80-\xbf]")


def decoded(table: Table, raw: bytes) -> str | None:
    """The text of a CSV, None where its alphabet is not known: then the table says so."""
    if b"\0" in raw:
        row = raw[: raw.index(b"\0")].count(b"\n") + 1
        table.refuse("character_nul", row)
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if raw.startswith(codecs.BOM_UTF8) or _UTF8_ACCENT.search(raw):  # UTF-8 with a wrong byte, not another alphabet
            table.refuse("alphabet_unknown", raw[: fault.start].count(b"\n") + 1)
            return None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError as fault:
        table.refuse("alphabet_unknown", raw[: fault.start].count(b"\n") + 1)
        return None
    table.mistakes.append(Mistake("read_as_windows", warning=True))
    return text


# ---------------------------------------------------------------- rows of either


def below_titles(
    table: Table, records: Iterator[tuple[int, Any]], find: HeaderFinder | None, cells_of: Callable[[Any], list[Cell]]
) -> Iterator[tuple[int, Any]]:
    """The records from the header on; how many rows stand above it is said.

    A header in two rows is given as one. `cells_of`: the cells of a record.
    """
    head = [] if find is None else list(islice(records, ROWS_LOOKED_AT))
    found = find([(number, cells_of(record)) for number, record in head]) if find is not None and head else None
    if found is None:
        return chain(head, records)
    above = [number for number, record in head if number < found.first and any(one.text for one in cells_of(record))]
    if above:
        table.mistakes.append(Mistake("staff_rows_above", found.first, values={"rows": str(len(above))}, warning=True))
    kept = [(number, record) for number, record in head if number >= found.first]
    if found.last > found.first:
        kept = [(found.first, list(found.titles)), *[one for one in kept if one[0] > found.last]]
    return chain(kept, records)


def ordinary(table: Table, records: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """Takes the rows of texts that are as wide as the header, with something in them and nothing too long.

    All others are given on, in their order.
    """
    rows = table.rows
    for number, texts in records:
        if len(texts) == len(table.header) and len(rows) < MOST_ROWS:
            together = "".join(texts)
            if len(together) <= MOST_CHARACTERS and together and not together.isspace():
                rows.append(_new(SheetRow, (number, _new(TextCells, texts))))
                continue
        yield number, texts


def fill(table: Table, records: Iterable[tuple[int, list[Cell]]], *, ended: bool = True) -> None:
    """Header and rows of a table from records numbered as a spreadsheet counts; empty rows are left out.

    `ended`: whether the last line of the file has its end.
    """
    short: list[tuple[int, int]] = []
    for number, cells in records:
        if number > MOST_LINES:
            table.refuse("too_many_rows", number, most=f"{MOST_ROWS:,}".replace(",", "."))
            return
        if not any(cell.text.strip() for cell in cells):
            continue
        while len(cells) > len(table.header) and not cells[-1].text.strip():
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            table.refuse("too_many_columns", number, found=str(len(cells)), most=str(MOST_COLUMNS))
            return
        if not table.header:
            table.header, table.header_row = tuple(cell.text for cell in cells), number
            long = max(map(len, table.header))
            if long > MOST_CHARACTERS:
                table.refuse("cell_too_long", number, found=str(long), most=str(MOST_CHARACTERS))
                return
        elif len(table.rows) >= MOST_ROWS:
            table.refuse("too_many_rows", number, most=f"{MOST_ROWS:,}".replace(",", "."))
            table.rows.clear()
            return
        else:
            _row(table, number, cells, short)
    _refuse_short(table, short, ended=ended)
    if not table.usable:
        return
    if not table.header:
        table.refuse("file_empty")
    elif not table.rows:
        table.refuse("only_header")


def _row(table: Table, number: int, cells: list[Cell], short: list[tuple[int, int]]) -> None:
    missing = len(table.header) - len(cells)
    if missing < 0:
        table.refuse("cells_too_many", number, found=str(len(cells)), wanted=str(len(table.header)))
        last = len(table.header) - 1  # nothing that stands there is lost where the row is given back
        together = ";".join(cell.text for cell in cells[last:])[:MOST_CHARACTERS]
        table.rows.append(SheetRow(number, (*cells[:last], Cell(together))))
        return
    for name, cell in zip(table.header, cells, strict=False):
        if len(cell.text) > MOST_CHARACTERS:
            table.refuse("cell_too_long", number, name.strip(), str(len(cell.text)), most=str(MOST_CHARACTERS))
            return
    if missing:
        short.append((number, len(cells)))
    table.rows.append(SheetRow(number, (*cells, *[Cell("")] * missing)))


def _refuse_short(table: Table, short: Sequence[tuple[int, int]], *, ended: bool) -> None:
    """Rows with fewer cells than the header; a column that no row has is empty, and is left alone.

    A last row that is short in a file whose last line does not end was cut.
    """
    if len(table.rows) > 1 and len(short) == len(table.rows) and len({found for _, found in short}) == 1:
        return
    for number, found in short:
        cut = not ended and number == table.rows[-1].number
        wanted = str(len(table.header))
        table.refuse("file_cut" if cut else "cells_too_few", number, found=str(found), wanted=wanted)
