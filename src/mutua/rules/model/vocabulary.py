"""The words that rules are made of: what is counted, who holds a pot, what a step looks at, where a rule is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mutua.domain.kinds import FactKind as FactKind


class Unit(StrEnum):
    """What a quantity or a pot counts. Euro are cents, hours are minutes, the others are whole."""

    EURO = "euro"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    TIMES = "times"
    ACTS = "acts"
    PIECES = "pieces"
    SITTINGS = "sittings"
    TEETH = "teeth"
    PAIRS = "pairs"
    KILOMETRES = "kilometres"


class DurationUnit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class FactOf(StrEnum):
    """Whose the fact is; facts of the person and the household may change with time."""

    LINE = "line"
    EVENT = "event"
    GROUP = "group"
    REQUEST = "request"
    PERSON = "person"
    HOUSEHOLD = "household"


class Holder(StrEnum):
    """Who holds a pot. Several together make a pair (person + tooth, relative + event)."""

    LINE = "line"
    INVOICE = "invoice"
    EVENT = "event"
    GROUP = "group"
    PERSON = "person"
    MEMBER = "member"
    HOUSEHOLD = "household"
    FIRM = "firm"
    SOCIETY = "society"
    TOOTH = "tooth"


class Scope(StrEnum):
    """What a money step looks at: the line alone, or the sum over invoice, request or group."""

    LINE = "line"
    INVOICE = "invoice"
    REQUEST = "request"
    GROUP = "group"


class RoundingMode(StrEnum):
    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: file, line and column (or the cell of a table)."""

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("")

# Of a field added when versions were already in force: while it has its default, no fingerprint tells of it.
ADDED_LATER: Mapping[str, bool] = MappingProxyType({"added_later": True})
# The same of a field that came after plans were kept as bytes: while it has its default, they do not tell of it either.
ADDED_SINCE_KEPT: Mapping[str, bool] = MappingProxyType({"added_later": True, "added_since_kept": True})
