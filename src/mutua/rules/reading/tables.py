"""A version as a folder of tables: `regole.yaml` beside the sheets that a board votes, read into one tree."""

from __future__ import annotations

from pathlib import Path

from mutua.rules.model import Place
from mutua.rules.reading import tables_cells as cells
from mutua.rules.reading.problems import Problem, suggest
from mutua.rules.reading.source import Node
from mutua.rules.reading.tables_benefits import COLUMNS, STEPS, Benefits, Named, Rules, read_benefits
from mutua.rules.reading.tables_csv import Column, Table, read_table
from mutua.rules.reading.tables_others import (
    CONTRIBUTIONS,
    EXCHANGES,
    POTS,
    read_contributions,
    read_exchanges,
    read_pots,
)

BENEFITS_FILE, POTS_FILE = "prestazioni.csv", "plafond.csv"
EXCHANGES_FILE, CONTRIBUTIONS_FILE = "scambi.csv", "contributi.csv"
FILES = (BENEFITS_FILE, POTS_FILE, EXCHANGES_FILE, CONTRIBUTIONS_FILE)
_OWN_KEYS = ("ordine", "termini", "carenze")


def read_folder(folder: Path, rules: Node, name: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a version from its `regole.yaml`, already read, and the tables beside it; and their mistakes.

    `name` is the folder's name in messages. None where a table cannot be read: what would follow from it is not said.
    """
    if not rules.is_map:
        return rules, []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.csv")):
        if path.name not in FILES:
            where = Place(f"{name}/{path.name}", 1, 1, "A1")
            values = {"files": ", ".join(FILES)}
            problems.append(Problem(where, "table_unknown_file", path.name, values, suggest(path.name, FILES)))
    tables = {
        file: read_table(folder / file, f"{name}/{file}", columns)
        for file, columns in _columns().items()
        if (folder / file).is_file()
    }
    unreadable = any(not problem.warning for table in tables.values() for problem in table.problems)
    node = None if unreadable else _merged(rules, tables, problems)
    return node, [*problems, *(problem for table in tables.values() for problem in table.problems)]


def _columns() -> dict[str, tuple[Column, ...]]:
    return {BENEFITS_FILE: COLUMNS, POTS_FILE: POTS, EXCHANGES_FILE: EXCHANGES, CONTRIBUTIONS_FILE: CONTRIBUTIONS}


def _merged(rules: Node, tables: dict[str, Table], problems: list[Problem]) -> Node:
    """The tree of the version: the keys of `regole.yaml` with what the tables say put in their places."""
    pots_table = tables.get(POTS_FILE) or Table("")
    exchanges_table = tables.get(EXCHANGES_FILE) or Table("")
    pots = _joined(rules.get("plafond"), read_pots(pots_table), pots_table)
    exchanges = _joined(rules.get("scambi"), read_exchanges(exchanges_table), exchanges_table)
    terms, waits = _named(rules, "termini", problems), _named(rules, "carenze", problems)
    own = rules.get("prestazioni")
    result = Benefits(dict(own.pairs if own is not None else ()))
    if BENEFITS_FILE in tables:
        given = Rules(
            order=_order(rules, problems), terms=terms, waits=waits,
            exchanges=frozenset(key.text for key in exchanges), pots=frozenset(key.text for key in pots),
            benefits=own,
        )
        result = read_benefits(tables[BENEFITS_FILE], given)
        _unused(terms, "termini", problems)
        _unused(waits, "carenze", problems)
    pairs = {key: value for key, value in rules.pairs if key.text not in _OWN_KEYS}
    _put(pairs, "plafond", rules, {**pots, **result.pots})
    _put(pairs, "scambi", rules, exchanges)
    _put(pairs, "prestazioni", rules, result.pairs)
    if CONTRIBUTIONS_FILE in tables:
        _put_contributions(pairs, rules, tables[CONTRIBUTIONS_FILE])
    return Node(pairs, rules.place)


def _put(pairs: dict[Node, Node], name: str, rules: Node, value: dict[Node, Node]) -> None:
    """Puts a map under a key; a key of `regole.yaml` that is not a map stays, for the reader to refuse."""
    own = rules.get(name)
    if own is not None and not own.is_map:
        return
    key = rules.key(name)
    if key is None and not value:
        return
    place = own.place if own is not None else rules.place
    if key is not None:
        del pairs[next(one for one in pairs if one.text == name)]
    pairs[key or Node(name, rules.place)] = Node(value, place)


def _joined(own: Node | None, rows: dict[Node, Node], table: Table) -> dict[Node, Node]:
    """What `regole.yaml` and a table declare, each name in one of them, sorted by name."""
    found = {key.text: (key, value) for key, value in (own.pairs if own else [])}
    for key, value in rows.items():
        if key.text in found:
            table.report(key.place, "table_name_twice", key.text)
        else:
            found[key.text] = (key, value)
    return dict(found[name] for name in sorted(found))


def _named(rules: Node, name: str, problems: list[Problem]) -> Named:
    node = rules.get(name)
    if node is not None and not node.is_map and not node.bad:
        problems.append(Problem(node.place, "expected_map", node.text, {"keys": "nome"}))
    return Named({key.text: (key, value) for key, value in (node.pairs if node else [])})


def _unused(named: Named, where: str, problems: list[Problem]) -> None:
    for name, (key, _) in named.nodes.items():
        if name not in named.used:
            problems.append(Problem(key.place, "table_name_unused", name, {"where": where}, warning=True))


def _order(rules: Node, problems: list[Problem]) -> tuple[str, ...]:
    """`ordine:` of the steps: the base first, each of the others once."""
    node = rules.get("ordine")
    if node is None:
        return STEPS
    order = tuple(item.text for item in node.items)
    if sorted(order) != sorted(STEPS) or order[0] != "base":
        found = ", ".join(order) if node.is_list else node.text
        problems.append(Problem(node.place, "table_order", found, {"steps": ", ".join(STEPS)}))
        return STEPS
    return order


def _put_contributions(pairs: dict[Node, Node], rules: Node, table: Table) -> None:
    own = rules.get("contributi")
    items = read_contributions(table)
    place = Place(table.file, 1, 1, "A1")
    listed = cells.list_of(place, *items)
    if own is None:
        pairs[Node("contributi", place)] = cells.map_of(place, ("voci", listed))
        return
    if own.get("voci") is not None:
        table.report((own.key("voci") or own).place, "table_both_items", "voci")
        return
    key = rules.key("contributi")
    assert key is not None
    del pairs[next(one for one in pairs if one.text == "contributi")]
    pairs[key] = Node({**dict(own.pairs), Node("voci", place): listed}, own.place)
