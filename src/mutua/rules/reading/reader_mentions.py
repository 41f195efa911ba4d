"""Which names a piece of a ruleset speaks of: facts, price lists, outside figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from mutua.rules.model import Fact, Parameter, ParameterValue, Place, Tariff, TariffPrice

# The fields of the model that hold the name of a fact (or of a paper, which is a date).
_FACT_FIELDS = frozenset(
    {"fact", "anchor", "after", "day", "version_by", "relative_to", "not_after", "not_before", "paper"}
)


_NAMELESS = frozenset({str, int, bool, type(None), date, Fraction})  # values inside which nothing is named


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


@dataclass(slots=True)
class Mentions:
    """The names found so far."""

    facts: set[str] = field(default_factory=set)
    tariffs: set[str] = field(default_factory=set)
    parameters: set[str] = field(default_factory=set)

    def add(self, value: Any) -> None:
        """Everything that the value, or what is inside it, speaks of."""
        if type(value) in _NAMELESS:
            return
        if isinstance(value, Mapping):
            self._each(value.values())
        elif isinstance(value, (tuple, list)):
            self._each(value)
        elif is_dataclass(value) and not isinstance(value, (Place, Fact, Parameter, Tariff)):
            self._one(value)

    def _each(self, values: Iterable[Any]) -> None:
        for value in values:
            self.add(value)

    def _one(self, value: Any) -> None:
        if isinstance(value, TariffPrice):
            self.tariffs.add(value.tariff)
            self.facts.add("codice")
        elif isinstance(value, ParameterValue):
            self.parameters.add(value.name)
        kind: Any = type(value)
        for name in _names(kind):
            inner = getattr(value, name)
            if name in _FACT_FIELDS and isinstance(inner, str):
                if inner:
                    self.facts.add(inner)
            else:
                self.add(inner)


def mentioned_facts(value: Any) -> set[str]:
    """The facts that a term, a condition or a value speaks of."""
    found = Mentions()
    found.add(value)
    return found.facts
