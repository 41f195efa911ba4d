"""Refuses names that name other names too many times over: written out in full, such a file would never end.

Named conditions, values and dates are written out where they are used. So before any is read each is measured: how many
things it comes to in full, and how many levels deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mutua.rules.reading.reader_context import PROSE, Context, Fields
from mutua.rules.reading.source import Node

MOST_LEVELS = 100
MOST_THINGS = 10_000
MOST_IN_ALL = 200_000
SECTIONS = ("condizioni", "valori", "date")
_SHARED = ("comuni", "aree")
_WORD = re.compile(r"\w+")
Name = tuple[str, str]  # the section that declares it, and the name


@dataclass(slots=True)
class _Measured:
    """What stands under a name: so many things, so many levels deep, once written out."""

    things: int
    levels: int
    names: list[Name] = field(default_factory=list)


def refuse_endless_names(ctx: Context, fields: Fields, plan_facts: Node | None) -> Fields:
    """The sections of a version, without what stands under the names refused: those are told here, once."""
    return _Names(ctx, fields, plan_facts).checked()


class _Names:
    def __init__(self, ctx: Context, fields: Fields, plan_facts: Node | None) -> None:
        self.ctx = ctx
        self.fields = fields
        self.declared: dict[Name, tuple[Node, Node]] = {}
        for section in SECTIONS:
            node = fields.get(section)
            for key, value in node.pairs if node else []:
                self.declared[section, key.text] = (key, value)
        for node in (plan_facts, fields.get("fatti")):
            for key, value in node.pairs if node else []:
                read_on = value.get("al")
                if read_on is not None:
                    self.declared["fatti", key.text] = (key, read_on)
        self.measured: dict[Name, _Measured] = {}
        self.refused: set[Name] = set()
        self.told: set[str] = set()

    def checked(self) -> Fields:
        for name in self.declared:
            self.measure(name)
        values = {**self.fields.values}
        shared = self.common_to_all()
        named = sum(self.things(node) for node in self.fields.values.values())
        if shared > MOST_IN_ALL:
            section = next(one for one in _SHARED if one in values)
            self.tell(self.fields.node.key(section), "names_too_big", MOST_IN_ALL)
            values = {one: node for one, node in values.items() if one not in _SHARED}
        elif named > MOST_IN_ALL and not self.refused:
            biggest = max(self.declared, key=lambda one: self.measured[one].things)
            self.tell(self.declared[biggest][0], "names_too_big", MOST_IN_ALL)
            self.refused.update(self.declared)
        values.update({one: self.spared(one) for one in SECTIONS if one in values and self.refused})
        return Fields(self.fields.node, self.fields.at, values, self.fields.others, self.fields.meant)

    def measure(self, first: Name) -> None:
        """Those that a name speaks of come before it, without Python's own recursion; a circle is told elsewhere."""
        ways: list[tuple[Name, _Measured, Iterator[Name]]] = []
        open_names: set[Name] = set()

        def enter(name: Name) -> None:
            found = self.under(self.declared[name][1])
            ways.append((name, found, iter(dict.fromkeys(found.names))))
            open_names.add(name)

        if first not in self.measured:
            enter(first)
        while ways:
            name, found, rest = ways[-1]
            following = next((one for one in rest if one not in self.measured and one not in open_names), None)
            if following is not None:
                enter(following)
                continue
            ways.pop()
            open_names.discard(name)
            self.measured[name] = self.whole(name, found)

    def whole(self, name: Name, found: _Measured) -> _Measured:
        inner = [self.measured[one] for one in found.names if one in self.measured]
        levels = found.levels + max((one.levels for one in inner), default=0)
        things = found.things + sum(one.things for one in inner)
        if levels <= MOST_LEVELS and things <= MOST_THINGS:
            return _Measured(things, levels)
        if levels > MOST_LEVELS:
            self.tell(self.declared[name][0], "names_too_deep", MOST_LEVELS)
        else:
            self.tell(self.declared[name][0], "names_too_big", MOST_THINGS)
        self.refused.add(name)
        return _Measured(1, 1)

    def tell(self, where: Node | None, code: str, most: int) -> None:
        if code not in self.told and where is not None:
            self.ctx.report(where, code, most=f"{most:,}".replace(",", "."))
        self.told.add(code)

    def things(self, node: Node) -> int:
        """What a section comes to in full."""
        found = self.under(node)
        return found.things + sum(self.measured[one].things for one in found.names)

    def common_to_all(self) -> int:
        """What `comuni` and `aree` come to in full: they stand in each of the benefits."""
        benefits = self.fields.get("prestazioni")
        common = [self.fields.values[one] for one in _SHARED if one in self.fields.values]
        return len(benefits.pairs if benefits else ()) * sum(self.things(node) for node in common)

    def spared(self, section: str) -> Node:
        node = self.fields.values[section]
        nothing = {
            key: Node("", value.place, bad=True) if (section, key.text) in self.refused else value
            for key, value in node.pairs
        }
        return Node(nothing, node.place, node.bad)

    # ---- what stands under a node

    def under(self, node: Node) -> _Measured:
        found = _Measured(1, 1)
        for item in node.items:
            self.join(found, self.under(item))
        for key, value in node.pairs:
            if key.text in PROSE:
                continue
            if ("condizioni", key.text) in self.declared:
                found.names.append(("condizioni", key.text))
            if key.text == "valore" and ("valori", value.text) in self.declared:
                found.names.append(("valori", value.text))
            if key.text == "secondo" and ("condizioni", value.text) in self.declared:
                found.names.append(("condizioni", value.text))
            found.names += self.dates(key.text)
            self.join(found, self.under(value))
        found.names += self.dates(node.text)
        return found

    def join(self, found: _Measured, inner: _Measured) -> None:
        found.things += inner.things
        found.levels = max(found.levels, 1 + inner.levels)
        found.names += inner.names

    def dates(self, text: str) -> list[Name]:
        words = _WORD.findall(text)
        return [(section, word) for word in words for section in ("date", "fatti") if (section, word) in self.declared]
