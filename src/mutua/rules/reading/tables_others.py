"""The tables of pots, exchanges and contributions, as if written in YAML."""

from __future__ import annotations

from mutua.rules.model import Unit
from mutua.rules.reading import scalars
from mutua.rules.reading import tables_cells as cells
from mutua.rules.reading.problems import suggest
from mutua.rules.reading.source import Node
from mutua.rules.reading.tables_csv import Cell, Column, Table, TableRow

POTS = tuple(
    Column(name, required=name in ("plafond", "unità", "di", "ogni", "misura", "articolo"), words=name != "misura")
    for name in ("plafond", "titolo", "unità", "di", "ogni", "se", "misura", "conta", "articolo", "nota")
)
_FIGURES = ("quante_da", "per_una", "al_massimo")
EXCHANGES = tuple(
    Column(name, name in ("nome", "da", "unità", "quante_da", "per_una", "articolo"), words=name not in _FIGURES)
    for name in ("nome", "da", "unità", *_FIGURES, "se", "articolo", "nota")
)
CONTRIBUTIONS = tuple(
    Column(name, required=name in ("nome", "per", "misura", "articolo"), words=name != "misura")
    for name in ("nome", "titolo", "per", "se", "misura", "articolo", "nota")
)
Pairs = dict[Node, Node]


# ---------------------------------------------------------------- pots


def read_pots(table: Table) -> Pairs:
    """The map of `plafond`: several rows of one name are its size by condition."""
    groups: dict[str, list[TableRow]] = {}
    for row in table.rows:
        name = row.cell("plafond")
        if name.text:
            groups.setdefault(name.text, []).append(row)
        else:
            table.report(name.place, "table_missing_cell", column="plafond")
    return {
        Node(name, min(groups[name], key=lambda row: row.place.line).cell("plafond").place): _pot(table, groups[name])
        for name in sorted(groups)
    }


def _pot(table: Table, rows: list[TableRow]) -> Node:
    first = min(rows, key=lambda row: row.place.line)
    pairs: list[tuple[str, Node]] = []
    for column in ("titolo", "unità", "di", "ogni", "conta", "articolo", "nota"):
        cell = _said_once(table, rows, column)
        if cell is not None and column != "unità":
            pairs.append((column, cell.node()))
        elif cell is None and column in ("unità", "di", "ogni", "articolo"):
            table.report(first.cell(column).place, "table_missing_cell", column=column)
            pairs.append((column, cells.bad(first.place)))
    unit_cell = _said_once(Table(""), rows, "unità")
    pairs = [pair for pair in pairs if pair[0] != "unità"]
    pairs.append(("misura", _size(table, rows, unit_cell)))
    return cells.map_of(first.cell("plafond").place, *pairs)


def _said_once(table: Table, rows: list[TableRow], column: str) -> Cell | None:
    """What the rows of a pot say alike; a row may leave it out."""
    given: dict[str, Cell] = {}
    for row in sorted(rows, key=lambda row: row.place.line):
        if row.cell(column).text:
            given.setdefault(row.cell(column).text, row.cell(column))
    if len(given) > 1:
        last, listed = list(given.values())[-1], " / ".join(sorted(given))
        code = rows[0].cell("plafond").text
        table.report(last.place, "table_one_value", last.text, column=column, values=listed, code=code)
    return min(given.values(), key=lambda cell: cell.text) if given else None


def _size(table: Table, rows: list[TableRow], unit_cell: Cell | None) -> Node:
    if len(rows) == 1 and rows[0].cell("se").text in ("", cells.OTHERWISE):
        return _measure(table, rows[0].cell("misura"), unit_cell)
    listed: list[Node] = []
    for row in sorted(rows, key=lambda row: (row.cell("se").text == cells.OTHERWISE, row.cell("se").text)):
        se = row.cell("se")
        amount = _measure(table, row.cell("misura"), unit_cell)
        if se.text == cells.OTHERWISE:
            listed.append(cells.map_of(row.place, (cells.OTHERWISE, amount)))
        elif se.text:
            when = cells.condition(row.place, cells.situation(table, se))
            listed.append(cells.map_of(row.place, ("quando", when), ("vale", amount)))
        else:
            table.report(se.place, "table_size_without_situation", row.cell("plafond").text)
    if not any(row.cell("se").text in ("", cells.OTHERWISE) for row in rows):
        last = max(rows, key=lambda row: row.place.line)
        table.report(last.cell("se").place, "table_size_without_otherwise", last.cell("plafond").text)
        return cells.bad(last.place)
    return cells.list_of(rows[0].place, *listed)


def _measure(table: Table, cell: Cell, unit_cell: Cell | None) -> Node:
    """The cell's figure with the unit of its column."""
    if not cell.text:
        table.report(cell.place, "table_missing_cell", column="misura")
        return cells.bad(cell.place)
    if unit_cell is None:
        return cells.bad(cell.place)
    unit = scalars.UNITS.get(unit_cell.text)
    if unit is None:
        table.report(unit_cell.place, "table_unit", unit_cell.text, suggestion=suggest(unit_cell.text, scalars.UNITS))
        return cells.bad(cell.place)
    said = cells.parsed(table, cell, cells.figure(cell.text, unit))
    return cells.bad(cell.place) if said is None else cells.text(f"{said} {unit_cell.text}", cell.place)


# ---------------------------------------------------------------- exchanges


def read_exchanges(table: Table) -> Pairs:
    """The map of `scambi`."""
    found: Pairs = {}
    seen: set[str] = set()
    for row in sorted(table.rows, key=lambda row: row.cell("nome").text):
        name = row.cell("nome")
        if not name.text:
            table.report(name.place, "table_missing_cell", column="nome")
        elif name.text in seen:
            table.report(name.place, "table_name_twice", name.text)
        else:
            seen.add(name.text)
            found[Node(name.text, name.place)] = _exchange(table, row)
    return found


def _exchange(table: Table, row: TableRow) -> Node:
    pairs: list[tuple[str, Node]] = []
    for column in ("da", "unità", "articolo", "nota"):
        cell = row.cell(column)
        if cell.text:
            pairs.append((column, cell.node()))
        elif column != "nota":
            table.report(cell.place, "table_missing_cell", column=column)
            pairs.append((column, cells.bad(cell.place)))
    sides = [_whole(table, row.cell(column), column) for column in ("quante_da", "per_una")]
    place = row.cell("quante_da").place
    ratio = cells.bad(place) if "" in sides else cells.text(" per ".join(sides), place)
    pairs.append(("rapporto", ratio))
    cap = row.cell("al_massimo")
    if cap.text:
        unit = row.cell("unità").text
        said = cells.parsed(table, cap, cells.figure(cap.text, scalars.UNITS.get(unit, Unit.ACTS)))
        pairs.append(("al_massimo", cells.bad(cap.place) if said is None else cells.text(f"{said} {unit}", cap.place)))
    when = row.cell("se")
    if when.text:
        pairs.append(("quando", cells.condition(when.place, cells.situation(table, when))))
    return cells.map_of(row.place, *pairs)


def _whole(table: Table, cell: Cell, column: str) -> str:
    if not cell.text:
        table.report(cell.place, "table_missing_cell", column=column)
        return ""
    said = cells.parsed(table, cell, cells.figure(cell.text))
    return said or ""


# ---------------------------------------------------------------- contributions


def read_contributions(table: Table) -> list[Node]:
    """The `voci` of `contributi`, sorted by name."""
    items: list[Node] = []
    for row in sorted(table.rows, key=lambda row: (row.cell("nome").text, row.cell("se").text)):
        pairs: list[tuple[str, Node]] = []
        for column in ("nome", "titolo", "per", "articolo"):
            cell = row.cell(column)
            if cell.text:
                pairs.append((column, cell.node()))
            elif column != "titolo":
                table.report(cell.place, "table_missing_cell", column=column)
                pairs.append((column, cells.bad(cell.place)))
        amount, when = row.cell("misura"), row.cell("se")
        if amount.text:
            said = cells.parsed(table, amount, cells.money(amount.text))
            pairs.append(("misura", cells.bad(amount.place) if said is None else cells.text(said, amount.place)))
        else:
            table.report(amount.place, "table_missing_cell", column="misura")
            pairs.append(("misura", cells.bad(amount.place)))
        if when.text:
            pairs.append(("quando", cells.condition(when.place, cells.situation(table, when))))
        items.append(cells.map_of(row.place, *pairs))
    return items
