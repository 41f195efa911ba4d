"""What a map of a ruleset may hold: its keys, what stands under each, and a sentence that says it.

One description drives the reading, the messages about unknown keys and the JSON Schema for editors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

from mutua.rules.reading.source import Node


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar; its place in the reader types it. `pattern` only helps editors."""

    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One of these words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    item: "Kind"


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map whose keys are names that the author chooses."""

    item: "Kind"


@dataclass(frozen=True, slots=True)
class Ref:
    """A map described by another shape, by name."""

    shape: str


@dataclass(frozen=True, slots=True)
class Either:
    kinds: tuple["Kind", ...]


Kind = Union[Text, Words, ListOf, MapOf, Ref, Either]


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    kind: Kind
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A map: its keys and, where the author's own names may stand beside them, what those hold (`others`)."""

    name: str
    says: str
    keys: tuple[Key, ...]
    others: Kind | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(key.name for key in self.keys)

    def with_keys(self, name: str, says: str, *keys: Key) -> "Shape":
        """Another shape with these keys first and then its own."""
        return Shape(name, says, (*keys, *self.keys), self.others)


TEXT = Text()
YES_NO = Words(("sì", "no"))


def fits(node: Node, kind: Kind) -> bool:
    """Whether text, list or map is what stands there; what is inside is checked by who reads it."""
    if isinstance(kind, Either):
        return any(fits(node, one) for one in kind.kinds)
    if isinstance(kind, (Text, Words)):
        return node.is_text
    return node.is_list if isinstance(kind, ListOf) else node.is_map


def form(kind: Kind) -> set[str]:
    """Which of text, list and map may stand there."""
    if isinstance(kind, Either):
        return set().union(*(form(one) for one in kind.kinds))
    if isinstance(kind, (Text, Words)):
        return {"text"}
    return {"list"} if isinstance(kind, ListOf) else {"map"}


def _schema_of(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, Text):
        scalar: dict[str, Any] = {"type": ["string", "number", "boolean"]}
        return {**scalar, "pattern": kind.pattern} if kind.pattern else scalar
    if isinstance(kind, Words):
        return {"enum": list(kind.words)}
    if isinstance(kind, ListOf):
        return {"type": "array", "items": _schema_of(kind.item)}
    if isinstance(kind, MapOf):
        return {"type": "object", "additionalProperties": _schema_of(kind.item)}
    if isinstance(kind, Ref):
        return {"$ref": f"#/$defs/{kind.shape}"}
    return {"anyOf": [_schema_of(one) for one in kind.kinds]}


def schema_of_shape(shape: Shape) -> dict[str, Any]:
    """The JSON Schema of one map."""
    schema: dict[str, Any] = {
        "type": "object",
        "description": shape.says,
        "properties": {key.name: {**_schema_of(key.kind), "description": key.says} for key in shape.keys},
        "additionalProperties": _schema_of(shape.others) if shape.others else False,
    }
    required = [key.name for key in shape.keys if key.required]
    return {**schema, "required": required} if required else schema


def schema_of_shapes(roots: Iterable[str], shapes: Iterable[Shape]) -> dict[str, Any]:
    """One JSON Schema (draft 2020-12) that accepts any of the root shapes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in roots],
        "$defs": {shape.name: schema_of_shape(shape) for shape in shapes},
    }
