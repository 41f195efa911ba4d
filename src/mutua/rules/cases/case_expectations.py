"""What `atteso` of a line says, read from a case file."""

from __future__ import annotations

from mutua.domain.decisions import Outcome
from mutua.rules.cases.case_answers import OUTCOME_WORDS
from mutua.rules.cases.case_facts import CaseReader
from mutua.rules.cases.casefile import Expected, Remaining
from mutua.rules.model import Unit
from mutua.rules.reading import scalars
from mutua.rules.reading.source import Node

KEYS = ("importo", "quantità", "esito", "motivo", "rinviato", "manca", "se_completa", "resta")
_OUTCOMES = {word: outcome for outcome, word in OUTCOME_WORDS.items()}


def read_expected(reader: CaseReader, node: Node, unit: Unit | None) -> Expected:
    """An amount, a quantity with its unit, or a map of both and more."""
    if node.is_text:
        quantity = unit is not None and unit is not Unit.EURO and node.text.rpartition(" ")[2] in scalars.UNITS
        if quantity and not node.text.endswith(" euro"):
            return Expected(quantity=reader.quantity(node, unit), place=node.place)
        return Expected(amount_cents=reader.typed(node, scalars.money), place=node.place)
    reader.known_keys(node, KEYS)
    given = {name: node.get(name) for name in KEYS}
    amount, quantity_node, complete = given["importo"], given["quantità"], given["se_completa"]
    return Expected(
        amount_cents=reader.typed(amount, scalars.money) if amount is not None else None,
        quantity=reader.quantity(quantity_node, unit) if quantity_node is not None else None,
        outcome=_outcome(reader, given["esito"]),
        motives=tuple(one.text for one in _texts(reader, given["motivo"])),
        deferred=_deferred(reader, given["rinviato"]),
        missing=_missing(reader, given["manca"]),
        if_complete_cents=reader.typed(complete, scalars.money) if complete is not None else None,
        remaining=_remaining(reader, given["resta"]),
        place=node.place,
    )


def _outcome(reader: CaseReader, node: Node | None) -> Outcome | None:
    if node is None or not reader.one_of(node, _OUTCOMES, "case_unknown_outcome"):
        return None
    return _OUTCOMES[node.text]


def _texts(reader: CaseReader, node: Node | None) -> list[Node]:
    if node is None:
        return []
    return [node] if node.is_text else reader.items(node, "un nome o una lista di nomi")


def _missing(reader: CaseReader, node: Node | None) -> tuple[str, ...] | None:
    if node is None:
        return None
    known = (*reader.words.papers, *reader.words.facts)
    return tuple(one.text for one in _texts(reader, node) if reader.one_of(one, known, "case_unknown_missing"))


def _deferred(reader: CaseReader, node: Node | None) -> tuple[tuple[int, int], ...] | None:
    if node is None or not reader.is_map(node):
        return None
    read = []
    for key, value in node.pairs:
        year, cents = reader.typed(key, scalars.number), reader.typed(value, scalars.money)
        if year is not None and cents is not None:
            read.append((year, cents))
    return tuple(read)


def _remaining(reader: CaseReader, node: Node | None) -> tuple[Remaining, ...]:
    if node is None or not reader.is_map(node):
        return ()
    read = []
    for key, value in node.pairs:
        if reader.one_of(key, reader.words.pots, "case_unknown_pot"):
            unit = reader.words.pots[key.text]
            amount = reader.measure(value, unit)
            if amount is not None:
                read.append(Remaining(key.text, amount, unit))
    return tuple(read)
