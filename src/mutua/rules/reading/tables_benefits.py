"""The table of benefits: rows of one code become one benefit with its situations, as if written in YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mutua.rules.model import Place
from mutua.rules.reading import tables_cells as cells
from mutua.rules.reading.problems import Problem, suggest
from mutua.rules.reading.source import Node
from mutua.rules.reading.tables_csv import Cell, Column, Table, TableRow

STEPS = ("base", "meno", "franchigia", "scoperto", "quota", "massimo")
SITUATION = ("chi", "regime", "rete", "se")
# Said once for a benefit: further rows may leave them out.
DESCRIPTIVE = (
    "titolo", "area", "copertura", "articolo", "nota", "chi", "carenza", "domanda", "documenti", "escluso", "unità",
)
_ONE_FOR_ALL = ("titolo", "area", "copertura", "carenza", "domanda", "documenti", "escluso", "unità")
_AMOUNTS = (*STEPS, "tetto_anno")
COLUMNS = tuple(
    Column(name, required=name in ("codice", "articolo", "base"), words=name not in _AMOUNTS)
    for name in (
        "codice", "titolo", "area", "copertura", "articolo", "nota", *SITUATION, *STEPS, "tetto_anno", "plafond",
        "carenza", "domanda", "documenti", "escluso", "unità",
    )
)  # fmt: skip
NOT_DUE = "non spetta"
_MONEY_KEYS = ("passi", "consuma", "calcolo", "come")


@dataclass(slots=True)
class Named:
    """The terms or the waits of `regole.yaml`, by name, and which of them some cell names."""

    nodes: Mapping[str, tuple[Node, Node]]
    used: set[str] = field(default_factory=set)

    def get(self, table: Table, cell: Cell, code: str) -> Node:
        if cell.text not in self.nodes:
            table.report(cell.place, code, cell.text, suggestion=suggest(cell.text, self.nodes))
            return cells.bad(cell.place)
        self.used.add(cell.text)
        return self.nodes[cell.text][1]


@dataclass(slots=True)
class Rules:
    """What the table of benefits takes from `regole.yaml`."""

    order: tuple[str, ...]
    terms: Named
    waits: Named
    exchanges: frozenset[str]
    pots: frozenset[str]
    benefits: Node | None


@dataclass(slots=True)
class Benefits:
    """The benefits, sorted by code, and the pots that `tetto_anno` makes."""

    pairs: dict[Node, Node] = field(default_factory=dict)
    pots: dict[Node, Node] = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    """The rows of one benefit, in an order that does not depend on the sheet's."""

    code: str
    rows: list[TableRow]
    pot: str = ""

    @property
    def first(self) -> TableRow:
        return min(self.rows, key=lambda row: row.place.line)

    def given(self, column: str) -> list[Cell]:
        """The cells of a column that say something, each text once."""
        found: dict[str, Cell] = {}
        for row in self.rows:
            cell = row.cell(column)
            if cell.text:
                found.setdefault(cell.text, cell)
        return list(found.values())

    def said(self, row: TableRow, column: str) -> Cell:
        """The row's own cell or, for what is said once, the only one of the benefit."""
        own = row.cell(column)
        if own.text or column not in DESCRIPTIVE:
            return own
        given = self.given(column)
        return Cell(given[0].text, given[0].place) if len(given) == 1 else own

    def sheet_free(self, row: TableRow) -> tuple[bool, list[str], list[tuple[str, str]]]:
        """Sorts rows by what they say, not by where the sheet has them."""
        situation = [self.said(row, column).text for column in SITUATION]
        rest = sorted((name, cell.text) for name, cell in row.cells.items() if cell.text)
        return situation[-1] == cells.OTHERWISE, situation, rest


def read_benefits(table: Table, rules: Rules) -> Benefits:
    """The map of `prestazioni`: those of the table with what `regole.yaml` adds, and those only written there."""
    groups: dict[str, list[TableRow]] = {}
    for row in table.rows:
        written = row.cell("codice")
        if written.text:
            groups.setdefault(written.text, []).append(row)
        else:
            table.report(written.place, "table_missing_cell", column="codice")
    result = Benefits()
    own = {key.text: (key, value) for key, value in (rules.benefits.pairs if rules.benefits else [])}
    taken = set(rules.pots)
    for code in sorted({*groups, *own}):
        if code not in groups:
            result.pairs[own[code][0]] = own[code][1]
            continue
        group = _Group(code, groups[code])
        group.rows = sorted(groups[code], key=group.sheet_free)
        group.pot = _pot_name(code, taken)
        node = _benefit(table, group, rules, result)
        if code in own:
            node = _with_rules(table, group, node, *own[code])
        result.pairs[Node(code, group.first.cell("codice").place)] = node
    return result


def _pot_name(code: str, taken: set[str]) -> str:
    base = "tetto_anno_" + re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    taken.add(name)
    return name


def _with_rules(table: Table, group: _Group, node: Node, key: Node, rules: Node) -> Node:
    """The table's benefit with the keys that only `regole.yaml` gives it."""
    if not rules.is_map:
        table.problems.append(Problem(rules.place, "expected_map", rules.text, {"keys": "spetta, conta, …"}))
        return node
    merged = dict(node.pairs)
    for name, value in rules.pairs:
        if name.text in _MONEY_KEYS:
            where = str(group.first.place)
            table.report(name.place, "table_both_surfaces", name.text, where=where)
        elif node.get(name.text) is not None:
            table.report(name.place, "table_and_rules", name.text, where=str(group.first.place))
        else:
            merged[name] = value
    return Node(merged, node.place)


# ---------------------------------------------------------------- one benefit


def _benefit(table: Table, group: _Group, rules: Rules, result: Benefits) -> Node:
    _once(table, group)
    pairs: dict[Node, Node] = {}
    at = group.first.cell("codice").place

    def put(name: str, value: Node) -> None:
        pairs[Node(name, value.place)] = value

    for column in ("titolo", "area", "copertura", "unità"):
        for cell in group.given(column)[:1]:
            put(column, cell.node())
    articles = sorted(group.given("articolo"), key=lambda cell: cell.text)
    if articles:
        put("articolo", cells.text(", ".join(cell.text for cell in articles), articles[0].place))
    elif "articolo" in group.first.cells:
        table.report(group.first.cell("articolo").place, "table_missing_cell", column="articolo")
        put("articolo", cells.bad(at))
    notes = group.given("nota")
    if len(notes) == 1:
        put("nota", notes[0].node())
    for cell in group.given("carenza")[:1]:
        put("carenza", rules.waits.get(table, cell, "table_unknown_waiting"))
    for cell in group.given("domanda")[:1]:
        put("domanda", rules.terms.get(table, cell, "table_unknown_term"))
    for cell in group.given("documenti")[:1]:
        put("documenti", cells.list_of(cell.place, *(cells.text(name, cell.place) for name in cells.names(cell))))
    for cell in group.given("escluso")[:1]:
        put("escluso", cells.list_of(cell.place, *(_excluded(name, cell.place) for name in cells.names(cell))))
    _ceiling_pot(table, group, result)
    _add_rows(table, group, rules, pairs, at)
    return Node(pairs, at)


def _excluded(name: str, place: Place) -> Node:
    return cells.map_of(place, (name, cells.text("sì", place)), ("motivo", cells.text(name, place)))


def _once(table: Table, group: _Group) -> None:
    """What is said once must be said alike, or on every row."""
    for column in DESCRIPTIVE:
        given = group.given(column)
        if len(given) < 2 or column == "nota":
            continue
        listed = " / ".join(sorted(cell.text for cell in given))
        if column in _ONE_FOR_ALL:
            last = max(given, key=lambda cell: cell.place.line)
            table.report(last.place, "table_one_value", last.text, column=column, values=listed, code=group.code)
            continue
        for row in group.rows:
            if not row.cell(column).text:
                table.report(row.cell(column).place, "table_two_values", column=column, values=listed)


def _ceiling_pot(table: Table, group: _Group, result: Benefits) -> None:
    """The unnamed pot of `tetto_anno`: the person, the calendar year and this benefit."""
    given = [cell for cell in group.given("tetto_anno") if cell.text != "nessuno"]
    if not given:
        return
    if len(given) > 1:
        last = max(given, key=lambda cell: cell.place.line)
        table.report(last.place, "table_two_ceilings", last.text, code=group.code)
        result.pots[Node(group.pot, last.place)] = cells.bad(last.place)
        return
    cell = given[0]
    amount = cells.parsed(table, cell, cells.money(cell.text))
    titles = group.given("titolo")
    row = next(row for row in group.rows if row.cell("tetto_anno").text == cell.text)
    article = group.said(row, "articolo")
    result.pots[Node(group.pot, cell.place)] = cells.map_of(
        cell.place,
        ("titolo", cells.text(f"{titles[0].text if titles else group.code}, tetto annuo", cell.place)),
        ("misura", cells.bad(cell.place) if amount is None else cells.text(f"{amount} euro", cell.place)),
        ("di", cells.text("persona", cell.place)),
        ("ogni", cells.text("anno solare", cell.place)),
        ("articolo", article.node() if article.text else cells.bad(cell.place)),
    )


# ---------------------------------------------------------------- rows


def _add_rows(table: Table, group: _Group, rules: Rules, pairs: dict[Node, Node], at: Place) -> None:
    guards = [_guard(table, group, row) for row in group.rows]
    bodies = [_body(table, group, row, rules) for row in group.rows]
    if len(group.rows) == 1 and not guards[0] and group.rows[0].cell("se").text != cells.OTHERWISE:
        pairs.update({Node(name, node.place): node for name, node in bodies[0]})
        return
    listed: list[Node] = []
    for index, row in enumerate(group.rows):
        when = _when(table, group, row, guards, index)
        body = [*([when] if when else []), *bodies[index]]
        if len(group.given("nota")) > 1 and row.cell("nota").text:
            body.append(("nota", row.cell("nota").node()))
        if len(group.given("articolo")) > 1 and row.cell("articolo").text:
            body.append(("articolo", row.cell("articolo").node()))
        listed.append(cells.map_of(row.place, *body))
    pairs[Node("calcolo", at)] = cells.list_of(at, *listed)


def _guard(table: Table, group: _Group, row: TableRow) -> cells.Pairs:
    """Who, regime and network of a row, and what `se` says besides `altrimenti`."""
    found = cells.who(group.said(row, "chi"))
    for column in ("regime", "rete"):
        cell = row.cell(column)
        if cell.text:
            found.append((cells.text(column, cell.place), cell.node()))
    cell = row.cell("se")
    if cell.text != cells.OTHERWISE:
        for key, value in cells.situation(table, cell):
            if any(key.text == other.text for other, _ in found):
                table.report(cell.place, "table_fact_twice", key.text)
            else:
                found.append((key, value))
    return found


def _when(
    table: Table, group: _Group, row: TableRow, guards: list[cells.Pairs], index: int
) -> tuple[str, Node] | None:
    """`quando` or `altrimenti` of a row. Beside other situations `altrimenti` is: none of the rows that share them."""
    guard = guards[index]
    if _not_due(row):
        return "altrimenti", row.cell("base").node()
    if row.cell("se").text != cells.OTHERWISE:
        if not guard:
            table.report(row.place, "table_row_without_situation", group.code)
            return "quando", cells.bad(row.place)
        return "quando", cells.condition(row.place, guard)
    place = row.cell("se").place
    if not guard and len(group.rows) > 1:
        return "altrimenti", cells.text("sì", place)
    same = [
        other
        for other in group.rows
        if other is not row and not _not_due(other) and other.cell("se").text and all(
            group.said(other, name).text == group.said(row, name).text for name in SITUATION[:3]
        )
    ]
    others = [cells.condition(place, cells.situation(Table(""), other.cell("se"))) for other in same]
    if not others:
        table.report(place, "table_otherwise_alone", cells.OTHERWISE)
        return "quando", cells.bad(place)
    inner = others[0] if len(others) == 1 else cells.map_of(place, ("almeno_una", cells.list_of(place, *others)))
    if any(key.text == "non" for key, _ in guard):
        both = [cells.condition(place, guard), cells.map_of(place, ("non", inner))]
        return "quando", cells.map_of(row.place, ("tutte", cells.list_of(place, *both)))
    return "quando", cells.condition(row.place, [*guard, (cells.text("non", place), inner)])


def _not_due(row: TableRow) -> bool:
    """A row that says that nothing is due in all other situations: `altrimenti` and nothing of money."""
    others = [name for name in (*STEPS[1:], "tetto_anno", "plafond", *SITUATION[:3]) if row.cell(name).text]
    return row.cell("base").text == NOT_DUE and row.cell("se").text == cells.OTHERWISE and not others


def _body(table: Table, group: _Group, row: TableRow, rules: Rules) -> list[tuple[str, Node]]:
    """`passi` and `consuma` of a row."""
    base_cell = row.cell("base")
    if _not_due(row):
        return []
    if not base_cell.text:
        table.report(base_cell.place, "table_missing_cell", column="base")
        return [("passi", cells.bad(row.place)), ("consuma", cells.bad(row.place))]
    base, by_expense = cells.base(table, base_cell)
    consumes = ("consuma", _draws(table, group, row, rules, in_kind=base is None))
    if base is None:
        for column in STEPS[1:]:
            if row.cell(column).text:
                table.report(row.cell(column).place, "table_in_kind", row.cell(column).text)
        return [consumes]
    if by_expense and not row.cell("quota").text:
        table.report(row.cell("quota").place, "table_quota_missing")
    steps = [base if column == "base" else _step(table, column, row.cell(column)) for column in rules.order
             if row.cell(column).text]  # fmt: skip
    return [("passi", cells.list_of(base_cell.place, *steps)), consumes]


def _step(table: Table, column: str, cell: Cell) -> Node:
    if column == "scoperto":
        return cells.coinsurance(table, cell)
    if column == "quota":
        return cells.simple_step(table, cell, "quota", cells.share)
    if column == "meno":
        return cells.map_of(cell.place, ("meno", cell.node()))
    return cells.simple_step(table, cell, "al_massimo" if column == "massimo" else column, cells.amount_per)


def _draws(table: Table, group: _Group, row: TableRow, rules: Rules, *, in_kind: bool) -> Node:
    """The year's ceiling and the pots, drawn together. None of them must be said by a word."""
    ceiling, pots = row.cell("tetto_anno"), row.cell("plafond")
    words = [cell for cell in (ceiling, pots) if cell.text == "nessuno"]
    if not ceiling.text and not pots.text:
        table.report(ceiling.place, "table_ceiling_missing")
        return cells.bad(row.place)
    if words:
        if len(words) == 1 and ceiling.text and pots.text:
            table.report(words[0].place, "table_none_and_pot", "nessuno")
        return cells.text("nessuno", words[0].place)
    found: list[Node] = []
    if ceiling.text:
        if in_kind:
            table.report(ceiling.place, "table_in_kind", ceiling.text)
        found.append(cells.text(group.pot, ceiling.place))
    if pots.text:
        found += cells.draws(pots, rules.exchanges)
    return cells.list_of((pots if pots.text else ceiling).place, *found)
