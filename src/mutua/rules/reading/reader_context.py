"""What the reader knows while it reads a version: the names, the facts and the mistakes found so far.

A mistake is reported once and something harmless stands in for what it spoils; a version with mistakes gives no
ruleset, so stand-ins never leave the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, Union

from mutua.rules.model import (
    Exchange,
    Fact,
    FactKind,
    NamedCondition,
    Paper,
    Parameter,
    Period,
    Place,
    Pot,
    Tariff,
    Unit,
)
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, Problem, suggest
from mutua.rules.reading.shapes import Key, Shape, Words, fits, form
from mutua.rules.reading.source import Node

T = TypeVar("T")

_FORM_CODES = {"text": "expected_text", "list": "expected_list", "map": "expected_keys"}


@dataclass(slots=True)
class Fields:
    """The keys of a map that passed the shape's checks, in the order written."""

    node: Node
    at: Node
    values: dict[str, Node]
    others: list[tuple[Node, Node]]
    meant: set[str] = field(default_factory=set)  # keys written with a slip: they are not missing as well

    def lacks(self, name: str) -> bool:
        """Whether the key is not there at all, not even misspelt."""
        return self.node.is_map and self.node.get(name) is None and name not in self.meant

    def get(self, name: str) -> Node | None:
        return self.values.get(name)

    def text(self, name: str) -> str:
        node = self.values.get(name)
        return " ".join(node.text.split()) if node else ""


@dataclass(slots=True)
class Context:
    """Names known to the version being read, and the problems of its files."""

    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, Fact] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    condition_nodes: dict[str, tuple[Node, Node]] = field(default_factory=dict)
    conditions: dict[str, NamedCondition] = field(default_factory=dict)
    reading: list[str] = field(default_factory=list)  # named conditions being read, to see circles
    pots: dict[str, Pot | None] = field(default_factory=dict)  # None: declared, but with mistakes of its own
    exchanges: dict[str, Exchange | None] = field(default_factory=dict)
    tariffs: dict[str, Tariff | None] = field(default_factory=dict)
    parameters: dict[str, Parameter | None] = field(default_factory=dict)
    benefits: dict[str, Node] = field(default_factory=dict)
    covers: tuple[str, ...] | None = None
    year: Period | None = None
    spoilt: bool = False  # it needs a price list or a figure that has mistakes in its own file
    year_reported: bool = False
    value_nodes: dict[str, tuple[Node, Node]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)  # names declared with mistakes, or reported as unknown
    stood_in: int = 0  # mistakes met again and not said again: something stands in for what they spoil
    compared: int = 0  # pairs of alternatives looked at, to prove that situations exclude each other
    unit: Unit | None = None  # of the quantities of the benefit being read

    # ---- reporting

    @property
    def found(self) -> int:
        """How many mistakes were met, those not said again included: what has one more is not to be built on."""
        return len(self.problems) + self.stood_in

    def report(
        self, where: Union[Node, Place], code: str, found: str | None = None, *, suggestion: str = "",
        warning: bool = False, **values: str,
    ) -> None:
        """Adds a problem, unless its node was already reported as unreadable."""
        if isinstance(where, Node):
            if where.bad:
                return
            found = shown(where) if found is None else found
            where = where.place
        self.problems.append(Problem(where, code, found or "", values, suggestion, warning))

    def fault(self, node: Node, fault: Fault) -> None:
        """Reports a mistake inside a text, at the column of the wrong word."""
        if node.bad or (fault.code == "said_already"):
            self.stood_in += 1
            return
        place = node.place
        if not place.cell and node.shift >= 0:
            place = replace(place, column=place.column + node.shift + fault.offset)
        self.problems.append(Problem(place, fault.code, fault.found, fault.values, fault.suggestion))

    # ---- texts

    def parsed(self, node: Node | None, parse: Callable[[str], Union[T, Fault]], standin: T) -> T:
        """What the parser makes of a text; the stand-in where it is missing or wrong."""
        if node is None or node.bad:
            return standin
        if not node.is_text:
            self.report(node, "expected_text")
            return standin
        value = parse(node.text)
        if isinstance(value, Fault):
            self.fault(node, value)
            return standin
        return value

    def word(self, node: Node | None, words: Mapping[str, T], standin: T) -> T:
        """What one of these words stands for."""
        if node is None or node.bad:
            return standin
        text = node.text
        if text in words:
            return words[text]
        self._not_a_word(node, tuple(words))
        return standin

    def _not_a_word(self, node: Node, words: tuple[str, ...]) -> None:
        fault = scalars.yes_no(node.text) if set(words) == {"sì", "no"} else None
        if isinstance(fault, Fault):
            self.fault(node, fault)
        else:
            self.report(node, "word", words=", ".join(words), suggestion=suggest(node.text, words))

    def names(self, node: Node | None) -> list[Node]:
        """The texts of a list; anything else in it is reported, and names written twice."""
        found: list[Node] = []
        for item in node.items if node else []:
            if not item.is_text:
                self.report(item, "expected_text")
            elif any(item.text == other.text for other in found):
                self.report(item, "twice")
            elif not item.bad:
                found.append(item)
        return found

    # ---- maps

    def fields(self, node: Node, shape: Shape, at: Node | None = None) -> Fields:
        """The keys of a map by its shape; reports unknown keys, missing ones and what is not of the right form."""
        at = at or node
        result = Fields(node, at, {}, [])
        if not node.is_map:
            if not node.bad:
                self.report(node, "expected_map", keys=", ".join(shape.names))
            return result
        known = {key.name: key for key in shape.keys}
        for key_node, value in node.pairs:
            key = known.get(key_node.text)
            if key is not None:
                self._field(result, key, value)
            elif shape.others is None:
                close = suggest(key_node.text, known)
                result.meant.add(close)
                self.report(key_node, "unknown_key", shape=shape.name, keys=", ".join(known), suggestion=close)
            else:
                result.others.append((key_node, value))
        for key in shape.keys:
            if key.required and result.lacks(key.name):
                self.report(at, "missing_key", key=key.name, shape=shape.name)
        return result

    def _field(self, result: Fields, key: Key, value: Node) -> None:
        if value.bad:
            return
        if value.is_text and not value.text and "text" in form(key.kind):
            self.report(value, "empty_value", "", key=key.name)
        elif fits(value, key.kind):
            if isinstance(key.kind, Words) and value.text not in key.kind.words:
                self._not_a_word(value, key.kind.words)
            else:
                result.values[key.name] = value
        else:
            forms = sorted(form(key.kind))
            code = _FORM_CODES[forms[0]] if len(forms) == 1 else "expected_form"
            self.report(value, code, key=key.name)

    # ---- names

    def name_once(self, what: str, node: Node, wrong: str, known: Iterable[str], preferred: Iterable[str] = ()) -> None:
        """Reports an unknown name, each name once in a version."""
        marker = f"{what} {node.text}"
        if marker in self.broken:
            self.stood_in += 1
            return
        self.broken.add(marker)
        self.report(node, wrong, suggestion=suggest(node.text, known, preferred))

    def known_day(self, word: str) -> Fault | None:
        """Whether the word is a date: a date fact or a paper."""
        return self._known(word, (FactKind.DAY,), "unknown_day")

    def known_moment(self, word: str) -> Fault | None:
        """As `known_day`, instants too (notice in days)."""
        return self._known(word, (FactKind.DAY, FactKind.INSTANT), "unknown_day")

    def known_instant(self, word: str) -> Fault | None:
        return self._known(word, (FactKind.INSTANT,), "unknown_instant")

    def _known(self, word: str, kinds: tuple[FactKind, ...], code: str) -> Fault | None:
        fact = self.facts.get(word)
        if fact is not None and fact.kind in kinds:
            return None
        if word in self.papers and FactKind.DAY in kinds:
            return None
        if f"fact {word}" in self.broken:
            return Fault("said_already") if fact is None else None
        right = [name for name, one in self.facts.items() if one.kind in kinds]
        if FactKind.DAY in kinds:
            right.extend(self.papers)
        if fact is not None:
            return Fault("not_a_day", word, suggestion=suggest(word, right))
        return Fault(code, word, suggestion=suggest(word, right))

    def article(self, fields: Fields, what: str, inherited: str = "") -> str:
        """The article of something with numbers: its own, else the one of its block, else a problem."""
        own = fields.text("articolo") or inherited
        if not own and fields.lacks("articolo"):
            self.report(fields.at, "missing_article", what=what)
        return own


def shown(node: Node) -> str:
    """How a message shows what was found."""
    if node.is_text:
        return node.text
    if node.is_map:
        keys = [key.text for key, _ in node.pairs]
        return "{" + ", ".join(f"{key}: …" for key in keys[:3]) + (", …}" if len(keys) > 3 else "}")
    return "[…]" if node.items else "[]"


PROSE = ("articolo", "nota", "titolo", "detto", "motivo")


def has_numbers(node: Node) -> bool:
    """Whether a figure is written anywhere inside, prose left aside."""
    if node.is_text:
        return any(char.isdigit() for char in node.text)
    if node.is_list:
        return any(has_numbers(item) for item in node.items)
    return any(has_numbers(key) or has_numbers(value) for key, value in node.pairs if key.text not in PROSE)
