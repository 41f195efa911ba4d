"""What only depends on a regulation: worked out once for it, and remembered for the last few hundred regulations."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from mutua.rules.model import Ruleset

T = TypeVar("T")
KEPT = 256


class Remembered(Generic[T]):
    """Values of a kind, by regulation and a name within it. Give it nothing of anybody: it forgets late."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Ruleset, dict[Hashable, T]]] = {}

    def of(self, ruleset: Ruleset, name: Hashable, made: Callable[[], T]) -> T:
        """The value with that name; `made` when it is asked for first."""
        known = self._known.get(id(ruleset))
        if known is None or known[0] is not ruleset:
            if len(self._known) >= KEPT:
                self._known.pop(next(iter(self._known)), None)
            known = self._known[id(ruleset)] = ruleset, {}
        values = known[1]
        if name not in values:
            values[name] = made()
        return values[name]
