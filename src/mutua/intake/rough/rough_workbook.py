"""The visible sheets of a workbook as they lie there, with cells that are shown as one and formulas that fail."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Mapping, Sequence
from html import unescape

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import APART, FAILED, NOTHING, Grid, Merged, RoughSheet, add_rows, rough_row
from mutua.intake.rough.rough_marks import marks_of
from mutua.intake.tabular import Cell, Table, TextCells
from mutua.intake.workbook import allowed, cells_of, column_number, counted_from_1904, failed_cells, parts_of

_SHEET_NAMED = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_TIE = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_SIGN = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")


def read_sheets(grid: Grid, table: Table, raw: bytes) -> None:
    """Adds every visible sheet that holds something; formulas count as last computed."""
    parts = parts_of(table, raw)
    if parts is None or not allowed(table, parts, formulas_may_fail=True):
        return
    grid.from_1904 = counted_from_1904(parts)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as workbook:
            _add(grid, table, workbook, parts)
    except CalamineError:
        table.mistakes.clear()
        table.refuse("workbook_damaged")


def _add(grid: Grid, table: Table, workbook: CalamineWorkbook, parts: Mapping[str, bytes]) -> None:
    names = [
        one.name for one in workbook.sheets_metadata
        if one.visible is SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet
    ]  # fmt: skip
    hidden = [
        one.name for one in workbook.sheets_metadata
        if one.visible is not SheetVisibleEnum.Visible and one.typ is SheetTypeEnum.WorkSheet
        and workbook.get_sheet_by_name(one.name).start is not None
    ]  # fmt: skip
    if hidden:
        table.mistakes.append(Mistake("sheets_hidden", 0, "", ", ".join(hidden), {}, "", True))
    filled = [sheet for name in names if (sheet := workbook.get_sheet_by_name(name)).start is not None]
    files = _files_of(parts)
    for at, sheet in enumerate(filled):
        base = at * APART if len(filled) > 1 else 0
        first_row, first_column = sheet.start or (0, 0)
        made = RoughSheet(sheet.name)
        grid.sheets.append(made)
        failed = {
            (row, column_number(letters) - 1 - first_column)
            for letters, row in failed_cells(parts.get(files.get(sheet.name, ""), b""))
        }
        rows = enumerate(sheet.iter_rows(), first_row + 1)
        add_rows(made, table, ((base + row, _cells(row, cells, failed)) for row, cells in rows))
        made.merged = [
            Merged(base + top + 1, base + bottom + 1, left - first_column, right - first_column)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        _fill_down(made)
        marks = marks_of(parts, files.get(sheet.name, ""), len(made.rows))
        made.marks = [Mistake(one.code, base + one.row, "", one.found, {}, "", True) for one in marks]
        if not table.usable:
            return


def _cells(row: int, values: Sequence[object], failed: set[tuple[int, int]]) -> Sequence[Cell]:
    if not failed and {*map(type, values)} == {str}:
        return TextCells.of(values)  # type: ignore[arg-type]  # all of them are texts
    return _marked(row, cells_of(values), failed)


def _marked(row: int, cells: list[Cell], failed: set[tuple[int, int]]) -> list[Cell]:
    """The cells with a mark where the formula failed, so that they are not taken for empty."""
    return [FAILED if (row, at) in failed else cell for at, cell in enumerate(cells)] if failed else cells


def _fill_down(sheet: RoughSheet) -> None:
    """What a cell merged over several rows says, it says of each of them."""
    by_number = {row.number: at for at, row in enumerate(sheet.rows)}
    for one in sheet.merged:
        if one.first_row == one.last_row or one.first_column != one.last_column or one.first_column < 0:
            continue
        first = by_number.get(one.first_row)
        value = sheet.rows[first].cells[one.first_column] if first is not None else NOTHING
        for number in range(one.first_row + 1, one.last_row + 1):
            at = by_number.get(number)
            if at is not None and value.text.strip():
                cells = list(sheet.rows[at].cells)
                cells[one.first_column] = value
                sheet.rows[at] = rough_row(number, cells)


def _files_of(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of the package that holds each sheet, by the sheet's name."""
    ties = [_signs(match[1]) for match in _TIE.finditer(parts.get("xl/_rels/workbook.xml.rels", b""))]
    targets = {one.get("Id", ""): one.get("Target", "") for one in ties}
    found = {}
    for match in _SHEET_NAMED.finditer(parts.get("xl/workbook.xml", b"")):
        signs = _signs(match[1])
        target = targets.get(next((value for name, value in signs.items() if name.endswith(":id")), ""), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        found[unescape(signs.get("name", ""))] = path
    return found


def _signs(text: bytes) -> dict[str, str]:
    return {name.decode(): value.decode("utf-8", "replace") for name, value in _SIGN.findall(text)}
