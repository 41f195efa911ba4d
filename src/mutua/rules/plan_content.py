"""A plan with all its versions as bytes to be kept: whoever has them needs no file to decide an old request again.

Everything is kept that can change an answer, a sentence or a fingerprint, built-in facts and the order of every map
included (a pot is told by its number in `evidence`). Left out is only where something was written, `place`, `places`
and `file`, which nothing but the messages about files reads: they come back empty.

The bytes are the line `mutua plan 1`, where 1 is the format, and canonical JSON (`content`):

- null, true, false, integers and texts are themselves;
- a day is `["d","2026-01-01"]`, an exact fraction `["q","1/3"]`, a choice of a closed list `["e","Unit","euro"]`;
- a tuple is `["t",…]`, a map `["m",["name",value],…]` in its own order;
- a value of the model is an object of all its fields, with its class under the empty name: `{"":"PotDraw",…}`.

A field of the model that came after plans were kept (`ADDED_SINCE_KEPT`) is written only where it says something: a
plan that does not use it has the bytes it always had, and is read as it always was.

They are not compressed: a digest is of these bytes, and so depends on no version of a compressor. The archive may
compress what it stores; zlib at level 6 leaves a sixth to a tenth.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mutua.rules import model
from mutua.rules.content import (
    ContentError,
    expect_day,
    expect_list,
    expect_text,
    fraction_of,
    read,
    sealed,
)
from mutua.rules.model import Plan

FORMAT = 1
_HEAD = b"mutua plan %d\n"
_LEFT_OUT = frozenset({"place", "places", "file"})

# What can be made from bytes: the values of the model by the name of their class, and nothing else.
_NAMED = {name: getattr(model, name) for name in model.__all__}
_VALUES: Mapping[str, Any] = {name: one for name, one in _NAMED.items() if is_dataclass(one) and name != "Place"}
_CHOICES: Mapping[str, type[Enum]] = {
    name: one for name, one in _NAMED.items() if isinstance(one, type) and issubclass(one, Enum)
}


def encode_plan(plan: Plan) -> bytes:
    """The canonical bytes of a plan: the same plan gives the same bytes, on every machine and in every year.

    Refuses with `ContentError` what could not be read back: a value of another type than the model declares.
    """
    if type(plan) is not Plan:
        raise ContentError("a plan", plan)
    text = json.dumps(_tree(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _HEAD % FORMAT + sealed(text)


def decode_plan(data: bytes) -> Plan:
    """The plan of the bytes, equal to the one they were written of. Anything else is refused with `ContentError`."""
    head = _HEAD % FORMAT
    if not data.startswith(head):
        raise ContentError(f"a plan of format {FORMAT}", data[: len(head)])
    tree = read(data[len(head) :])
    try:
        plan: Plan = _value(tree)
        again = encode_plan(plan)  # which refuses whatever is no plan
    except RecursionError:
        raise ContentError("a plan less deep", data[: len(head)]) from None
    if again != data:
        raise ContentError("the canonical bytes of a plan", data[: len(head)])
    return plan


def plan_digest(data: bytes) -> str:
    """SHA-256 of the bytes of a plan, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# ---------------------------------------------------------------- writing


def _tree(value: Any) -> Any:
    """The value as JSON values."""
    kind = type(value)
    if value is None or kind is bool or kind is int or kind is str:
        return value
    if kind is date:
        return ["d", value.isoformat()]
    if kind is Fraction:
        return ["q", f"{value.numerator}/{value.denominator}"]
    if kind is tuple:
        return ["t", *[_tree(one) for one in value]]
    if isinstance(value, Mapping):
        return ["m", *[[expect_text(name), _tree(one)] for name, one in value.items()]]
    if _CHOICES.get(kind.__name__) is kind:
        return ["e", kind.__name__, value.value]
    if _VALUES.get(kind.__name__) is kind:
        return {"": kind.__name__, **{name: _tree(one) for name, one in _checked(kind, _fields(value)).items()}}
    raise ContentError("a value of the model", value)


def _fields(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    later = added(kind)
    kept = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _LEFT_OUT}
    return {name: one for name, one in kept.items() if one != later.get(name, _NEVER)}


# ---------------------------------------------------------------- reading


def _value(tree: Any) -> Any:
    """The value of JSON values."""
    if type(tree) is dict:
        return _made(tree)
    if type(tree) is not list:
        return tree
    tag = tree[0] if tree else None
    if tag == "t":
        return tuple([_value(one) for one in tree[1:]])
    if tag == "m":
        pairs = [expect_list(pair, 2, 2) for pair in tree[1:]]
        return {expect_text(name): _value(one) for name, one in pairs}
    if tag == "e":
        _, name, chosen = expect_list(tree, 3, 3)
        return _chosen(expect_text(name), expect_text(chosen))
    if tag == "d":
        return expect_day(expect_list(tree, 2, 2)[1])
    if tag == "q":
        return fraction_of(expect_text(expect_list(tree, 2, 2)[1]))
    raise ContentError("a list that begins with t, m, e, d or q", tree)


def _made(tree: dict[str, Any]) -> Any:
    name = tree.get("")
    kind = _VALUES.get(name) if type(name) is str else None
    if kind is None:
        raise ContentError("a class of the model", name)
    found = {field: _value(one) for field, one in tree.items() if field}
    return kind(**_checked(kind, found))


def _chosen(name: str, chosen: str) -> Enum:
    kind = _CHOICES.get(name)
    if kind is None:
        raise ContentError("a closed list of the model", name)
    try:
        return kind(chosen)
    except ValueError:
        raise ContentError(f"a choice of {name}", chosen) from None


# ---------------------------------------------------------------- the declared types


def _checked(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    """The fields of a class, each there and of its type."""
    wanted = declared(kind)
    if found.keys() - wanted.keys() or wanted.keys() - found.keys() - added(kind).keys():
        raise ContentError(f"{kind.__name__} with {', '.join(wanted)}", sorted(wanted.keys() ^ found.keys()))
    for name, value in found.items():
        if not _fits(value, wanted[name]):
            raise ContentError(f"{kind.__name__}.{name}: {wanted[name]}", value)
    return found


@cache
def declared(kind: type) -> Mapping[str, Any]:
    """The type of each field that is kept of a class of the model."""
    hints = get_type_hints(kind, localns=_NAMED)
    return {one.name: hints[one.name] for one in fields(kind) if one.name not in _LEFT_OUT}


@cache
def added(kind: type[Any]) -> Mapping[str, Any]:
    """The fields that came after plans were kept, with the values that they have where nothing is written."""
    return {one.name: one.default for one in fields(kind) if one.metadata.get("added_since_kept")}


_NEVER = object()  # equal to no value of the model


def _fits(value: Any, wanted: Any) -> bool:
    """Whether a value is of a type, whole numbers not being yes or no. What is inside a value of the model was checked
    when that was made.
    """
    origin, inner = _shape(wanted)
    if origin is None:
        return value is None if wanted is NoneType else type(value) is wanted
    if origin is Union or origin is UnionType:
        return any(_fits(value, one) for one in inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return type(value) is tuple and all(_fits(one, inner[0]) for one in value)
    if origin is tuple:
        return type(value) is tuple and len(value) == len(inner) and all(map(_fits, value, inner))
    return isinstance(value, Mapping) and all(_fits(one, inner[1]) for one in value.values())  # the model has no other


@cache
def _shape(wanted: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a declared type is made of: union, tuple or map, and of what; None where it is a plain class."""
    return get_origin(wanted), get_args(wanted)
