"""Every number, date, share and duration of a value, changed one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any

from mutua.rules.model import Fact, Place


def _changed(value: object, field: str) -> object | None:
    if isinstance(value, bool | Enum | str):
        return None
    if isinstance(value, int):
        return value - 1 if field.endswith(("month", "day")) and value > 1 else value + 1
    if isinstance(value, Fraction):
        return value - Fraction(1, 100) if value > Fraction(1, 2) else value + Fraction(1, 100)
    return value + timedelta(days=1) if isinstance(value, date) else None


def mutations(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """(path, the same value with one figure changed), for every figure below it."""
    if field == "at_least" and value == 1:
        return  # simply «one of these»
    changed = _changed(value, field)
    if changed is not None:
        yield "", changed
    elif is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Place) or (isinstance(value, Fact) and value.builtin):
            return
        for one in fields(value):
            for path, inner in mutations(getattr(value, one.name), one.name):
                yield f".{one.name}{path}", replace(value, **{one.name: inner})
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            for path, inner in mutations(item):
                yield f"[{position}]{path}", (*value[:position], inner, *value[position + 1:])
    elif isinstance(value, Mapping):
        for key, item in value.items():
            for path, inner in mutations(item):
                yield f"[{key}]{path}", {**value, key: inner}
