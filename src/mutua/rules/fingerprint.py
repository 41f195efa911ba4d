"""The fingerprint of a version: the same rules give the same one, whatever file they were read from.

It changes when something that can change an answer or a sentence of the rules changes. Places, file names, the day the
version ends and who is asked for an answer are left out; of price lists and outside figures only what is in force on
the day counts, without its dates: so the rows of next year change no fingerprint of this year.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any

from mutua.rules.facts import BUILTIN
from mutua.rules.model import (
    ParameterFigure,
    Ruleset,
    TariffRow,
)
from mutua.rules.reading.reader_mentions import Mentions

_LEFT_OUT = frozenset({"place", "places", "file", "in_force_to", "of_society"})
_KEPT = 64  # rulesets whose fingerprints are remembered

@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The fingerprints of one version: between two turning days all days have the same one."""

    ruleset: Ruleset
    turns: tuple[date, ...]  # the days on which some dated row begins or is over
    known: dict[int, str]  # by how many of those days have come

    def on(self, day: date | None) -> str:
        """That of the version as it is read on the day; None = with all dated rows."""
        interval = -1 if day is None else bisect_right(self.turns, day)
        if interval not in self.known:
            self.known[interval] = _digest(self.ruleset, day)
        return self.known[interval]


_cache: OrderedDict[int, Fingerprints] = OrderedDict()


def fingerprints_of(ruleset: Ruleset) -> Fingerprints:
    """Those of the version; the last few rulesets are remembered."""
    found = _cache.get(id(ruleset))
    if found is None or found.ruleset is not ruleset:
        found = _cache[id(ruleset)] = Fingerprints(ruleset, _turning_days(ruleset), {})
        if len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return found


def fingerprint(ruleset: Ruleset, on: date | None) -> str:
    """SHA-256 of the version's content as it is read on the day, in hexadecimal; None = with all dated rows."""
    return fingerprints_of(ruleset).on(on)


def _digest(ruleset: Ruleset, on: date | None) -> str:
    content = canonical(ruleset, on)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(ruleset: Ruleset, on: date | None) -> dict[str, Any]:
    """What the fingerprint is taken of, as plain JSON values."""
    body = {
        field.name: _plain(getattr(ruleset, field.name), on)
        for field in fields(ruleset)
        if field.name not in _LEFT_OUT | {"facts", "tariffs", "parameters"}
        and not _is_news(field, getattr(ruleset, field.name))
    }
    read = _mentioned(ruleset)
    declared = {
        name: fact
        for name, fact in ruleset.facts.items()
        if name in read.facts and name not in ("prestazione", "copertura") and BUILTIN.get(name) != fact
    }
    body["facts"] = _plain(declared, on)
    body["tariffs"] = _plain({k: v for k, v in ruleset.tariffs.items() if k in read.tariffs}, on)
    body["parameters"] = _plain({k: v for k, v in ruleset.parameters.items() if k in read.parameters}, on)
    return body


def _plain(value: Any, on: date | None) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one, on) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one, on) for one in _in_force(value, on)]
    if is_dataclass(value):
        shown: dict[str, Any] = {"": type(value).__name__}
        kind: Any = type(value)
        for field in _shown(kind, on is not None):
            inner = getattr(value, field.name)
            if not (field.metadata and _is_news(field, inner)):
                shown[field.name] = _plain(inner, on)
        return shown
    raise TypeError(f"no canonical form for {type(value).__name__}")


_AS_IT_IS = frozenset({str, int, bool, type(None)})


@cache
def _shown(kind: type[Any], of_a_day: bool) -> tuple[Field[Any], ...]:
    """The fields of a value of the model that count, read as a whole or as it is on a day."""
    skipped = _LEFT_OUT | ({"since", "until"} if of_a_day else frozenset())
    return tuple(one for one in fields(kind) if one.name not in skipped)


def _is_news(one: Field[Any], value: Any) -> bool:
    """A field that versions in force did not know, at its default: their fingerprints stay what they were."""
    return bool(one.metadata.get("added_later")) and value == one.default


def _in_force(values: tuple[Any, ...] | list[Any], on: date | None) -> Iterator[Any]:
    """All of them, but of dated rows only those in force on the day."""
    for value in values:
        dated = on is not None and isinstance(value, (TariffRow, ParameterFigure))
        if not dated or (value.since <= on and (value.until is None or on <= value.until)):
            yield value


def _turning_days(ruleset: Ruleset) -> tuple[date, ...]:
    """The days on which some dated row begins or is over."""
    days: set[date] = set()
    dated: list[TariffRow | ParameterFigure] = [row for tariff in ruleset.tariffs.values() for row in tariff.rows]
    dated += [figure for parameter in ruleset.parameters.values() for figure in parameter.figures]
    for row in dated:
        days.add(row.since)
        if row.until is not None and row.until < date.max:
            days.add(date.fromordinal(row.until.toordinal() + 1))
    return tuple(sorted(days))


def _mentioned(ruleset: Ruleset) -> Mentions:
    """The facts that the version reads, with those that these are made of, its price lists and outside figures."""
    found = Mentions()
    for field in fields(ruleset):
        if field.name not in ("facts", "tariffs", "parameters"):
            found.add(getattr(ruleset, field.name))
    found.facts.add(ruleset.plan.version_by)
    seen: set[str] = set()
    while found.facts - seen:
        name = (found.facts - seen).pop()
        seen.add(name)
        fact = ruleset.facts.get(name)
        if fact is not None:
            found.add((fact.read_on, fact.term, fact.history))
    return found
