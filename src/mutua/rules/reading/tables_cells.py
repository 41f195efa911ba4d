"""What a cell says: Italian amounts and shares, an amount with its scope, a situation, names in a list.

Each becomes the tree that YAML would have given, at the cell's place. A cell that makes no sense is reported and
becomes an unreadable node, on which the reader stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar, Union

from mutua.rules.model import Place, Unit
from mutua.rules.reading import scalars
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.source import Node
from mutua.rules.reading.tables_csv import Cell, Table

T = TypeVar("T")
OTHERWISE = "altrimenti"
Pairs = list[tuple[Node, Node]]

_PER = re.compile(r"(?P<amount>\S+)(?: euro)?(?: (?:per |a |al |alla |all')(?P<word>.+))?")
_COINSURANCE = re.compile(
    r"(?P<share>\S+)(?: almeno (?P<low>\S+))?(?: al massimo (?P<high>\S+))?(?: per (?P<word>.+))?"
)
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_ITALIAN_SHARE = re.compile(r"((?:0|[1-9][0-9]*)(?:,[0-9]{1,4})?)%")
_EVEN = " anche senza spesa"


def bad(place: Place) -> Node:
    """Something already reported."""
    return Node("", place, bad=True)


def text(value: str, place: Place) -> Node:
    return Node(value, place)


def map_of(place: Place, *pairs: tuple[str, Node]) -> Node:
    return Node({Node(key, place): value for key, value in pairs}, place)


def list_of(place: Place, *items: Node) -> Node:
    return Node(list(items), place)


def parsed(table: Table, cell: Cell, value: Union[T, Fault]) -> T | None:
    """The value, or None with the cell's mistake reported."""
    if isinstance(value, Fault):
        table.report(cell.place, value.code, cell.text, **value.values, suggestion=value.suggestion)
        return None
    return value


# ---------------------------------------------------------------- figures


def money(written: str) -> str | Fault:
    """`1.300,00` as the reader wants it: `1300.00`."""
    cents = scalars.italian_money(written)
    return cents if isinstance(cents, Fault) else f"{cents // 100}.{cents % 100:02d}"


def share(written: str) -> str | Fault:
    """`12,5%` as the reader wants it: `12.5%`. The sign is compulsory."""
    match = _ITALIAN_SHARE.fullmatch(written)
    if not match:
        meant = f"{written}%" if re.fullmatch(r"[1-9][0-9]?|100", written) else ""
        return Fault("table_share", written, suggestion=meant)
    given = scalars.share(written.replace(",", "."))
    return given if isinstance(given, Fault) else written.replace(",", ".")


def figure(written: str, unit: Unit | None = None) -> str | Fault:
    """A number of a cell that is not an amount: whole, or with decimals after a comma."""
    if unit is Unit.EURO:
        return money(written)
    if re.fullmatch(r"0|[1-9][0-9]{0,6}|[1-9][0-9]{0,6},[0-9]{1,2}|0,[0-9]{1,2}", written):
        return written.replace(",", ".")
    ambiguous = re.fullmatch(r"[0-9]+[.][0-9.,]+", written)
    return Fault("table_number_ambiguous" if ambiguous else "table_number", written)


def amount_per(written: str) -> str | Fault:
    """`25,00 per visita`, `50,00 al giorno`, `60,00` as `25.00 per visita`."""
    match = _PER.fullmatch(written)
    if not match:
        return Fault("table_amount", written)
    amount = money(match["amount"])
    if isinstance(amount, Fault):
        return Fault("table_amount", written) if amount.code == "money_italian" else amount
    word = match["word"]
    if word and word not in words.PERS and scalars.name(word) != word:
        return Fault("table_amount", written)
    return f"{amount} per {word}" if word else amount


# ---------------------------------------------------------------- money steps


def simple_step(table: Table, cell: Cell, name: str, parse: Callable[[str], Union[str, Fault]]) -> Node:
    """A step with one text, `{quota: 75%}`."""
    said = parsed(table, cell, parse(cell.text))
    return map_of(cell.place, (name, bad(cell.place) if said is None else text(said, cell.place)))


def base(table: Table, cell: Cell) -> tuple[Node | None, bool]:
    """The first step (None = in kind), and whether it pays by the expense: then a share must be said."""
    place = cell.place
    if cell.text in ("spesa", "residuo"):
        return text(cell.text, place), True
    if cell.text == "in natura":
        return None, False
    tariff = re.fullmatch(r"tariffa (\S+)(?: colonna (\S+))?", cell.text)
    if tariff:
        pairs = [("tariffa", text(tariff[1], place))]
        if tariff[2]:
            pairs.append(("colonna", text(tariff[2], place)))
        return map_of(place, ("importo", map_of(place, *pairs))), True
    if not re.match(r"[0-9]", cell.text):
        close = suggest(cell.text, ("spesa", "residuo", "in natura"))
        table.report(place, "table_base", cell.text, suggestion=close)
        return bad(place), False
    even = cell.text.endswith(_EVEN)
    said = parsed(table, cell, amount_per(cell.text.removesuffix(_EVEN)))
    if said is None:
        return map_of(place, ("importo", bad(place))), False
    amount, _, word = said.partition(" per ")
    pairs = [("misura", text(amount, place))]
    if word:
        pairs.append(("per", text(word, place)))
    if even:
        pairs.append(("anche_senza_spesa", text("sì", place)))
    return map_of(place, ("importo", map_of(place, *pairs))), False


def coinsurance(table: Table, cell: Cell) -> Node:
    """`20% almeno 100,00 al massimo 500,00 per ciclo`."""
    place, match = cell.place, _COINSURANCE.fullmatch(cell.text)
    if not match:
        table.report(place, "table_coinsurance", cell.text)
        return map_of(place, ("scoperto", bad(place)))
    pairs: list[tuple[str, Node]] = []
    parts = (("quota", match["share"], share), ("minimo", match["low"], money), ("massimo", match["high"], money))
    for key, written, parse in parts:
        if written is not None:
            said = parsed(table, Cell(written, place), parse(written))
            pairs.append((key, bad(place) if said is None else text(said, place)))
    if match["word"]:
        pairs.append(("per", text(match["word"], place)))
    return map_of(place, ("scoperto", map_of(place, *pairs)))


# ---------------------------------------------------------------- situations and names


def names(cell: Cell) -> list[str]:
    """The names of a cell, comma separated."""
    return [name for part in cell.text.split(",") if (name := part.strip())]


def who(cell: Cell) -> Pairs:
    """`titolare`, `coniuge, figlio`, `familiare` (everybody but the member), `tutti`."""
    place = cell.place
    if cell.text in ("", "tutti"):
        return []
    if cell.text == "familiare":
        inner = map_of(place, ("grado", text("titolare", place)))
        return [(text("non", place), inner)]
    grades = [text(name, place) for name in names(cell)]
    return [(text("grado", place), grades[0] if len(grades) == 1 else list_of(place, *grades))]


def situation(table: Table, cell: Cell) -> Pairs:
    """`se` without `altrimenti`: named conditions and `fatto: check`, joined by ` e `. Numbers are Italian."""
    found: Pairs = []
    for part in re.split(r" e (?=[^\s:]+(?:: |$| e ))", cell.text) if cell.text else []:
        fact, colon, check = part.partition(":")
        if " " in fact.strip() or (colon and not check.strip()):
            table.report(cell.place, "table_situation", part)
            found.append((Node(fact.strip(), cell.place, bad=True), bad(cell.place)))
            continue
        if any(key.text == fact.strip() for key, _ in found):
            table.report(cell.place, "table_fact_twice", fact.strip())
            continue
        value = _check(table, cell, check.strip()) if colon else text("sì", cell.place)
        found.append((text(fact.strip(), cell.place), value))
    return found


def _check(table: Table, cell: Cell, written: str) -> Node:
    """A check with its Italian numbers rewritten; a list where commas stand between words."""
    parts = [_numbers(table, cell, part.strip()) for part in re.split(r",\s+", written)]
    if any(part is None for part in parts):
        return bad(cell.place)
    nodes = [text(part, cell.place) for part in parts if part is not None]
    return nodes[0] if len(nodes) == 1 else list_of(cell.place, *nodes)


def _numbers(table: Table, cell: Cell, written: str) -> str | None:
    found: list[str] = []
    for word in written.split():
        said: Union[str, Fault] = word
        if _NUMBER.fullmatch(word) and not word.isdigit():
            said = money(word)
        if isinstance(said, Fault):
            table.report(cell.place, said.code, word, suggestion=said.suggestion)
            return None
        found.append(said)
    return " ".join(found)


def condition(place: Place, pairs: Pairs) -> Node:
    """The map of a condition whose keys must all hold."""
    return Node(dict(pairs), place)


def draws(cell: Cell, exchanges: frozenset[str]) -> list[Node]:
    """`a, b` together; `a > b` in order. A name of an exchange is one."""
    found: list[Node] = []
    for part in names(cell):
        ordered = [name.strip() for name in part.split(">")]
        nodes = [
            map_of(cell.place, ("scambio", text(name, cell.place))) if name in exchanges else text(name, cell.place)
            for name in ordered
        ]
        found.append(nodes[0] if len(nodes) == 1 else map_of(cell.place, ("in_ordine", list_of(cell.place, *nodes))))
    return found
