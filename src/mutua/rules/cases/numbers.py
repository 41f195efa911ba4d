"""Numbers nobody defends: each number of a version changed by one, to see whether a case or a sentence notices."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from mutua.rules.cases.case_runner import run_case
from mutua.rules.cases.casefile import CaseFile, WorkedCase
from mutua.rules.cases.prices import Price, with_price
from mutua.rules.model import Place, Plan, Ruleset
from mutua.rules.reading.drafts import Drafts
from mutua.rules.reading.source import Node

Sentences = Callable[[Ruleset], Mapping[str, str]]

# Under these keys stand names, prose and what identifies the file: no number of the regulation.
PROSE = frozenset([
    "titolo", "nota", "fonte", "articolo", "chiede", "detto", "approvato", "in_vigore", "motivo", "prova", "nome",
    "area", "come", "integra", "codice", "copertura", "parametro", "tariffa", "colonna", "continua",
])  # fmt: skip
# The keys of these maps are names that the author gave.
NAMES = frozenset([
    "fatti", "condizioni", "documenti", "plafond", "scambi", "aree", "prestazioni", "tariffe", "termini", "carenze",
])  # fmt: skip
_TOKEN = re.compile(
    r"(?<![\w.,/-])(?:(?P<day>\d{4}-\d{2}-\d{2})|(?P<italian>\d{1,3}(?:\.\d{3})*,\d+)|(?P<plain>\d+(?:\.\d+)?))"
    r"(?![\w,]|[.-]\w)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a version: its name (the path of keys to it), its place, and which text and token it is."""

    name: str
    place: Place
    written: str
    changed: str
    lower: str  # one less: tried where the reader refuses one more
    node: int  # the number of the node, in the order of `Node.walk`
    token: int  # the number of the token within its text


class Notice(StrEnum):
    """Who noticed that a number had changed."""

    READER = "reader"  # the reader refused the change: it counts as noticed by both others
    CASE = "case"
    SENTENCE = "sentence"


def numbers_of(root: Node) -> tuple[Number, ...]:
    """Every number of a version's tree, in the order written, each with its own name."""
    position = {id(node): index for index, node in enumerate(root.walk())}
    taken: dict[str, int] = {}
    found = []
    for path, node in _texts(root, (), False):
        for index, match in enumerate(_TOKEN.finditer(node.text)):
            taken[path] = taken.get(path, 0) + 1
            name = path if taken[path] == 1 else f"{path} ({taken[path]})"
            place = replace(node.place, column=node.place.column + _offset(node, match.start()))
            found.append(
                Number(name, place, match[0], _by_one(match, 1), _by_one(match, -1), position[id(node)], index)
            )
    return tuple(found)


def with_change(root: Node, number: Number) -> Node:
    """The same tree with that number changed by one in its last digit (a date: by one day)."""
    target = next(node for index, node in enumerate(root.walk()) if index == number.node)
    tokens = list(_TOKEN.finditer(target.text))
    match = tokens[number.token]
    text = target.text[: match.start()] + number.changed + target.text[match.end() :]
    return _replaced(root, target, replace(target, value=text))


def _offset(node: Node, start: int) -> int:
    return start + node.shift if node.shift >= 0 and node.place.column else 0


def _texts(node: Node, path: tuple[str, ...], names: bool) -> Iterator[tuple[str, Node]]:
    """The texts that may hold numbers, with their paths; the keys of a map of names are left out."""
    if node.is_text:
        yield ".".join(path), node
    for index, item in enumerate(node.items, 1):
        yield from _texts(item, path if _named_alone(item, node) else (*path, str(index)), False)
    for key, value in node.pairs:
        if key.text in PROSE or path[-1:] == ("storia",):
            continue
        inner = (*path, key.text)
        if not names:
            yield f"{'.'.join(inner)} (chiave)", key
        yield from _texts(value, inner, not path and key.text in NAMES)


def _named_alone(item: Node, siblings: Node) -> bool:
    """An item that is a map of one key (a step), when no sibling has that key: the key names it."""
    if len(item.pairs) != 1:
        return False
    key = item.pairs[0][0].text
    return sum(1 for one in siblings.items if one.key(key) is not None) == 1


def _by_one(match: re.Match[str], step: int) -> str:
    if match["day"]:
        try:
            return (date.fromisoformat(match["day"]) + timedelta(days=step)).isoformat()
        except (ValueError, OverflowError):
            return match["day"]
    digits = re.sub(r"\D", "", match[0])
    changed = str(max(0, int(digits) + step)).zfill(len(digits))
    if match["italian"]:
        decimals = len(match[0]) - match[0].index(",") - 1
        return f"{int(changed[:-decimals]):,}".replace(",", ".") + "," + changed[-decimals:]
    _, point, decimals_text = match[0].partition(".")
    return f"{changed[: -len(decimals_text)]}.{changed[-len(decimals_text) :]}" if point else changed


def _replaced(node: Node, old: Node, new: Node) -> Node:
    if node is old:
        return new
    if node.is_list:
        return replace(node, value=[_replaced(item, old, new) for item in node.items])
    if node.is_map:
        pairs = {_replaced(key, old, new): _replaced(value, old, new) for key, value in node.pairs}
        return replace(node, value=pairs)
    return node


# ---------------------------------------------------------------- who notices


@dataclass(frozen=True, slots=True)
class _Tried:
    """A case that passes, with the versions that decide it and the benefits it asks for."""

    file: str
    case: WorkedCase
    versions: frozenset[str]
    benefits: frozenset[str]

    @staticmethod
    def of(file: str, case: WorkedCase, plan: Plan) -> "_Tried":
        lines = run_case(file, case, plan).lines
        every = frozenset(version.version for version in plan.versions)
        decided = frozenset(line.assessment.version for line in lines)
        versions = every if case.matters or "" in decided else decided
        return _Tried(file, case, versions, frozenset(line.line.benefit for line in lines))


class Bench:
    """A plan on the bench: its drafts, its cases, and what each version says. It remembers which case noticed last."""

    def __init__(self, drafts: Drafts, cases: Iterable[CaseFile], sentences: Sentences) -> None:
        self.drafts = drafts
        self._cases = deque(_Tried.of(file.file, case, drafts.plan) for file in cases for case in file.cases)
        self._sentences = sentences
        self._said = [sentences(version) for version in drafts.plan.versions]

    def notices(self, index: int, number: Number) -> frozenset[Notice]:
        """Who notices that a number of the plan's version at `index` has changed."""
        tree = self.drafts.trees[index]
        plan = self.drafts.with_tree(index, with_change(tree, number))
        if plan is None:  # 100% or 31 December: one less, then
            plan = self.drafts.with_tree(index, with_change(tree, replace(number, changed=number.lower)))
        if plan is None:
            return frozenset({Notice.READER, Notice.CASE, Notice.SENTENCE})
        found = set()
        if self._sentences(plan.versions[index]) != self._said[index]:
            found.add(Notice.SENTENCE)
        if self._fails(plan, plan.versions[index].version, number):
            found.add(Notice.CASE)
        return frozenset(found)

    def notices_price(self, price: Price) -> frozenset[Notice]:
        """Who notices that a price has changed by a cent; by a euro, where a cent is lost in the rounding."""
        found = set()
        plan = self.drafts.plan
        cent = with_price(plan, price, 1)
        if any(self._sentences(one) != said for one, said in zip(cent.versions, self._said, strict=True)):
            found.add(Notice.SENTENCE)
        if self._any_fails(cent, list(self._cases)) or self._any_fails(with_price(plan, price, 100), list(self._cases)):
            found.add(Notice.CASE)
        return frozenset(found)

    def _fails(self, plan: Plan, version: str, number: Number) -> bool:
        """Whether some case fails: only those that the version decides can.

        Those of the number's own benefit come first, and among them the one that noticed last: numbers that stand
        together fail together.
        """
        able = [one for one in self._cases if version in one.versions]
        able.sort(key=lambda one: not any(f".{code}." in f".{number.name}." for code in one.benefits))
        return self._any_fails(plan, able)

    def _any_fails(self, plan: Plan, able: Iterable[_Tried]) -> bool:
        for one in able:
            if not run_case(one.file, one.case, plan).passed:
                self._cases.remove(one)
                self._cases.appendleft(one)
                return True
        return False
