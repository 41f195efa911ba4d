"""Opens an XLSX workbook that nobody vouches for: its true size first, then what it carries, then its one sheet."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mutua.domain.italian import written_day
from mutua.intake.tabular import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    CellKind,
    HeaderFinder,
    Table,
    below_titles,
    fill,
    ordinary,
)

MOST_INFLATED = 64 * 1024 * 1024
MOST_TIMES = 50  # bigger inflated than packed, counted from a few MiB on: small sheets repeat themselves much
COUNTED_FROM = 4 * 1024 * 1024
MOST_PARTS = 1_000
_CELL = rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*"""
_FILLED = re.compile(_CELL + rb"(?<!/)>")
_WHOLE = re.compile(_CELL + rb"(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RESULT = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_OF_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_ERROR = re.compile(_CELL + rb"""\bt\s*=\s*["']e["']""")
_FROM_1904 = re.compile(rb'<workbookPr[^>]*date1904="(?:1|true)"')
# Where neither is found in a sheet, no cell needs a look of its own.
_PERHAPS_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Z]{3}|[D-Z][A-Z]|C[W-Z]|[A-Z]{1,2}[0-9]{6})""")
_PERHAPS_ERROR = re.compile(rb"""t\s*=\s*["']e["']""")
_new: Any = tuple.__new__
_TEXTS_ALONE = {str}
_COUNT = re.compile(rb"""uniqueCount\s*=\s*["'](\d{1,30})""")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def read_workbook(table: Table, raw: bytes, find: HeaderFinder | None = None) -> None:
    """Header and rows of the only visible sheet that holds something; formulas count as last computed."""
    parts = parts_of(table, raw)
    if parts is None:
        return
    if not allowed(table, parts):
        return
    table.from_1904 = counted_from_1904(parts)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            _read_sheet(table, workbook, find)
    except CalamineError:
        table.mistakes.clear()
        table.refuse("workbook_damaged")


def parts_of(table: Table, raw: bytes) -> dict[str, bytes] | None:
    """Every part of the package, inflated while counting; None where it is no package or grows too much."""
    parts: dict[str, bytes] = {}
    total = 0
    most = max(COUNTED_FROM, min(MOST_INFLATED, MOST_TIMES * len(raw)))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            infos = package.infolist()
            if len(infos) > MOST_PARTS or len({info.filename for info in infos}) < len(infos):
                table.refuse("workbook_bomb")
                return None
            for info in infos:
                if info.flag_bits & 1:
                    table.refuse("file_password")
                    return None
                with package.open(info) as stream:
                    content = stream.read(most - total + 1)
                total += len(content)
                if total > most:
                    table.refuse("workbook_bomb")
                    return None
                parts[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
        table.refuse("workbook_damaged")
        return None
    return parts


def counted_from_1904(parts: Mapping[str, bytes]) -> bool:
    """Whether the workbook counts its days from 1904."""
    return _FROM_1904.search(parts.get("xl/workbook.xml", b"")) is not None


def allowed(table: Table, parts: dict[str, bytes], *, formulas_may_fail: bool = False) -> bool:
    """Whether it is a plain workbook: no macros, no ties to other files, nothing an XML reader may be led by.

    A formula gone wrong refuses it too, unless they may fail: then whoever reads the rows tells it of the row.
    """
    names, texts = set(parts), parts.get("xl/sharedStrings.xml", b"")
    if b"opendocument" in parts.get("mimetype", b""):
        table.refuse("file_ods")
    elif b"macroEnabled" in parts.get("[Content_Types].xml", b"") or any("vbaProject" in name for name in names):
        table.refuse("file_macros")
    elif "xl/workbook.bin" in names:
        table.refuse("file_xlsb")
    elif "xl/workbook.xml" not in names:
        table.refuse("file_not_a_table")
    elif any(name.startswith("xl/externalLinks/") for name in names):
        table.refuse("external_links")
    elif any(int(told) > len(texts) for told in _COUNT.findall(texts)):
        table.refuse("workbook_damaged")  # a reader would make room for texts that are not there
    elif any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in parts.values()):
        table.refuse("workbook_damaged")
    else:
        for name in sorted(filter(_SHEET.fullmatch, names)):
            _look_at_cells(table, parts[name], formulas_may_fail)
    return table.usable


def _look_at_cells(table: Table, sheet: bytes, formulas_may_fail: bool) -> None:
    """Cells too far away, which a reader would fill the memory with, and formulas gone wrong, read as empty."""
    for match in _FILLED.finditer(sheet) if _PERHAPS_FAR.search(sheet) else ():
        column, row = match.groups()
        if int(row) > MOST_ROWS + 1_000:
            table.refuse("too_many_rows", int(row), most=f"{MOST_ROWS:,}".replace(",", "."))
            return
        if column_number(column.decode()) > MOST_COLUMNS:
            table.refuse("too_many_columns", int(row), column.decode(), most=str(MOST_COLUMNS))
            return
    if not formulas_may_fail:
        for letters, row in _formulas_gone_wrong(sheet)[:20]:
            table.refuse("formula_error", row, letters)
        for letters, row in _formulas_without_result(sheet)[:20]:
            table.refuse("formula_without_result", row, letters)


def failed_cells(sheet: bytes) -> list[tuple[str, int]]:
    """Column and row of each formula that gave an error or no result at all; the reader takes them for empty."""
    return [*_formulas_gone_wrong(sheet), *_formulas_without_result(sheet)]


def _formulas_gone_wrong(sheet: bytes) -> list[tuple[str, int]]:
    if not _PERHAPS_ERROR.search(sheet):
        return []
    return [(match[1].decode(), int(match[2])) for match in _ERROR.finditer(sheet)]


def _formulas_without_result(sheet: bytes) -> list[tuple[str, int]]:
    """Formulas that nobody computed; a text may be "" by right."""
    if (b"<f" not in sheet and b":f" not in sheet) or not _FORMULA.search(sheet):  # the quick question first
        return []
    return [
        (match[1].decode(), int(match[2])) for match in _WHOLE.finditer(sheet)
        if _FORMULA.search(match[3]) and not _RESULT.search(match[3])
        and not _OF_TEXT.search(match[0][: match.start(3) - match.start()])
    ]  # fmt: skip


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read_sheet(table: Table, workbook: CalamineWorkbook, find: HeaderFinder | None) -> None:
    seen = [
        one.name for one in workbook.sheets_metadata
        if one.visible is SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet
    ]  # fmt: skip
    filled = [sheet for name in seen if (sheet := workbook.get_sheet_by_name(name)).start is not None]
    if not filled:
        table.refuse("file_empty")
    elif len(filled) > 1:
        table.refuse("sheets_many", found=", ".join(sheet.name for sheet in filled))
    else:
        first = (filled[0].start or (0, 0))[0] + 1
        rows = below_titles(table, enumerate(filled[0].iter_rows(), first), find, cells_of)
        fill(table, _records(table, rows))


def _records(table: Table, rows: Iterable[tuple[int, Sequence[object]]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that need a look; those of texts alone are taken as those of a CSV."""
    for number, row in rows:
        if {*map(type, row)} != _TEXTS_ALONE:
            yield number, cells_of(row)
        else:
            for _, texts in ordinary(table, [(number, row)]):
                yield number, [Cell(text) for text in texts]


def cells_of(row: Sequence[object]) -> list[Cell]:
    """A row of the spreadsheet reader as cells."""
    return [_new(Cell, (value, CellKind.TEXT)) if value.__class__ is str else as_cell(value) for value in row]


def as_cell(value: object) -> Cell:
    """A raw cell of the spreadsheet reader. Numbers become their digits at once."""
    if isinstance(value, str):
        return Cell(value)
    if isinstance(value, bool):
        return Cell("sì" if value else "no", CellKind.YES_NO)
    if isinstance(value, datetime):
        if value.time() == time.min:
            return Cell(value.date().isoformat(), CellKind.DAY)
        return Cell(f"{written_day(value.date())} {value.hour:02d}:{value.minute:02d}", CellKind.INSTANT)
    if isinstance(value, date):
        return Cell(value.isoformat(), CellKind.DAY)
    if isinstance(value, (time, timedelta)):
        return Cell(str(value), CellKind.OTHER)
    return Cell(str(value).removesuffix(".0"), CellKind.NUMBER)
