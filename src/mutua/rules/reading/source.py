"""Reads a YAML file into a tree of texts, lists and maps, each with the line and column where it is written.

A tree may also come from a table: then the places are cells. Everything scalar is text; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

import yaml

from mutua.rules.model import Place
from mutua.rules.reading.problems import Problem

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 50_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# Letters and marks that take no ink: fillers, joiners, variation selectors.
_INKLESS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def hidden(text: str) -> int | None:
    """Where a character stands that nobody sees, or that turns the direction of writing; None where there is none.

    Tabs and ends of lines are spaces: they hide nothing.
    """
    if text.isascii() and text.isprintable():
        return None
    for index, char in enumerate(text):
        if char not in "\t\n" and (unicodedata.category(char) in _UNSEEN or _INKLESS.match(char)):
            return index
    return None


def hidden_in_lines(text: str) -> tuple[int, int, str] | None:
    """Line and column (from 1) of the first hidden character of a file, and its number as `U+200B`."""
    for number, line in enumerate(text.split("\n"), 1):
        index = hidden(line.rstrip("\r"))
        if index is not None:
            return number, index + 1, f"U+{ord(line[index]):04X}"
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A text, a list or a map, with its place. `bad` was already reported: who reads it must stay silent.

    `shift` is how many columns after the place the text begins (1 after a quote); -1 where it spans several lines.
    """

    value: Union[str, list["Node"], dict["Node", "Node"]]
    place: Place
    bad: bool = False
    shift: int = 0

    @property
    def is_text(self) -> bool:
        return isinstance(self.value, str)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, list)

    @property
    def is_map(self) -> bool:
        return isinstance(self.value, dict)

    @property
    def text(self) -> str:
        """The text, "" for a list or a map."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def items(self) -> list["Node"]:
        return self.value if isinstance(self.value, list) else []

    @property
    def pairs(self) -> list[tuple["Node", "Node"]]:
        return list(self.value.items()) if isinstance(self.value, dict) else []

    def get(self, name: str) -> "Node | None":
        return next((value for key, value in self.pairs if key.text == name), None)

    def key(self, name: str) -> "Node | None":
        return next((key for key, _ in self.pairs if key.text == name), None)

    def without(self, *names: str) -> "Node":
        """The same map without some of its keys."""
        return Node({key: value for key, value in self.pairs if key.text not in names}, self.place, self.bad)

    def walk(self) -> Iterator["Node"]:
        """This node and all those inside it, keys included."""
        yield self
        for item in self.items:
            yield from item.walk()
        for key, value in self.pairs:
            yield key
            yield from value.walk()


def read_file(path: Path, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file; None where it cannot be read at all. `file` is its name in places and messages."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return None, [Problem(Place(file, 1, 1), "file_unreadable", path.name)]
    return read_bytes(raw, file)


def read_bytes(raw: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """As `read_file`, from bytes. Refuses what is not UTF-8, too long, or holds control characters."""
    if len(raw) > MAX_BYTES:
        return None, [Problem(Place(file, 1, 1), "file_too_long", f"> {MAX_BYTES // 1024} KiB")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(file, line, 1), "not_utf8")]
    found = hidden_in_lines(text)
    if found is not None:
        return None, [Problem(Place(file, found[0], found[1]), "control_character", found[2])]
    return _Builder(file).build(text)


@dataclass(slots=True)
class _Frame:
    """A list or a map still open while its events come."""

    place: Place
    flow: bool
    is_map: bool
    items: list[Node] = field(default_factory=list)
    pairs: dict[Node, Node] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    key: Node | None = None


def _spoil_last(pairs: dict[Node, Node]) -> None:
    """What stands before a decimal comma is only half of a figure: nobody else need complain of it."""
    for key, value in list(pairs.items())[-1:]:
        pairs[key] = Node(value.value, value.place, bad=True)


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.nodes = 0
        self.last_end = -1

    def build(self, text: str) -> tuple[Node | None, list[Problem]]:
        documents = 0
        try:
            for event in yaml.parse(text, Loader=_Loader):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self.report(event, "several_documents")
                        break
                if not self.take(event):
                    return None, self.problems
        except yaml.YAMLError as error:
            return None, [*self.problems, self.syntax(error)]
        if self.root is None or (self.root.is_text and not self.root.text):
            return None, [*self.problems, Problem(Place(self.file, 1, 1), "file_empty")]
        return self.root, self.problems

    def take(self, event: Any) -> bool:
        """Takes one event in; False where the file is too big to go on."""
        if isinstance(event, yaml.AliasEvent):
            self.report(event, "yaml_alias", f"*{event.anchor}")
            self.add(Node("", self.place(event), bad=True), event)
        elif isinstance(event, yaml.ScalarEvent):
            self.add(self.scalar(event), event)
            self.last_end = event.end_mark.index if event.end_mark else -1
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            self.forbidden(event)
            is_map = isinstance(event, yaml.MappingStartEvent)
            self.stack.append(_Frame(self.place(event), bool(event.flow_style), is_map))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            frame = self.stack.pop()
            self.add(Node(frame.pairs if frame.is_map else frame.items, frame.place), event)
        else:
            return True
        self.nodes += 1
        if len(self.stack) > MAX_DEPTH:
            self.report(event, "too_deep")
            return False
        if self.nodes > MAX_NODES:
            self.report(event, "too_many_nodes")
            return False
        return True

    def scalar(self, event: Any) -> Node:
        bad = self.forbidden(event)
        index = hidden(event.value)  # the raw ones were refused before: this one is written as an escape
        if index is not None:
            self.report(event, "control_character", f"U+{ord(event.value[index]):04X}")
            bad = True
        text = unicodedata.normalize("NFC", event.value)
        several_lines = event.start_mark.line != event.end_mark.line or event.style in ("|", ">")
        shift = -1 if several_lines else int(event.style in ("'", '"'))
        return Node(text, self.place(event), bad, shift)

    def add(self, node: Node, event: Any) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if not frame.is_map:
            if not self.comma_in_list(frame, node, event):
                frame.items.append(node)
        elif frame.key is None:
            frame.key = self.checked_key(node)
        else:
            key, frame.key = frame.key, None
            if key.bad:
                return
            if key.text in frame.seen:
                self.problems.append(Problem(key.place, "duplicate_key", key.text))
            elif frame.flow and node.value == "" and re.match(r"[0-9]{1,3}([^0-9]|$)", key.text):
                self.problems.append(Problem(key.place, "decimal_comma", f",{key.text}"))
                _spoil_last(frame.pairs)
            else:
                frame.seen.add(key.text)
                frame.pairs[key] = node

    def comma_in_list(self, frame: _Frame, node: Node, event: Any) -> bool:
        """`[al_massimo: 60,00 per seduta]` is YAML for two items: the second begins right after the comma."""
        if not (frame.flow and frame.items and node.is_text and re.match(r"[0-9]{2}([^0-9]|$)", node.text)):
            return False
        before = frame.items[-1]
        if not before.is_map or event.start_mark.index != self.last_end + 1:
            return False
        value = before.pairs[-1][1] if before.pairs else before
        if not (value.text and value.text[-1].isdigit()):
            return False
        self.problems.append(Problem(node.place, "decimal_comma", f",{node.text}"))
        if isinstance(before.value, dict):
            _spoil_last(before.value)
        return True

    def checked_key(self, node: Node) -> Node:
        if not node.is_text:
            self.problems.append(Problem(node.place, "key_not_text"))
            return Node("", node.place, bad=True)
        if node.text == "<<":
            self.problems.append(Problem(node.place, "yaml_merge", "<<"))
            return Node("", node.place, bad=True)
        return node

    def forbidden(self, event: Any) -> bool:
        if event.anchor is not None:
            self.report(event, "yaml_anchor", f"&{event.anchor}")
            return True
        if event.tag is not None:
            self.report(event, "yaml_tag", str(event.tag).replace("tag:yaml.org,2002:", "!!"))
            return True
        return False

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def report(self, event: Any, code: str, found: str = "") -> None:
        self.problems.append(Problem(self.place(event), code, found))

    def syntax(self, error: yaml.YAMLError) -> Problem:
        """What PyYAML says, as one of our codes, at its place."""
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1, 1)
        said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', error)}"
        codes = (
            ("mapping values are not allowed", "yaml_colon"),
            ("cannot start any token", "yaml_start"),
            ("tab", "yaml_start"),
            ("flow", "yaml_bracket"),
            ("expected ',' or", "yaml_bracket"),
            ("quoted scalar", "yaml_quote"),
            ("duplicate anchor", "yaml_alias"),
            ("could not find expected ':'", "yaml_no_colon"),
            ("block", "yaml_indent"),
        )
        code = next((code for words, code in codes if words in said), "yaml_syntax")
        begun = getattr(error, "context_mark", None)
        if code in ("yaml_quote", "yaml_bracket") and begun is not None:
            place = Place(self.file, begun.line + 1, begun.column + 1)  # where it was opened, not where the file ends
        return Problem(place, code)
