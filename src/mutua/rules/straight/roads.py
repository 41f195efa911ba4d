"""Which benefits are written out: those that enough lines ask for. Writing one costs as much as many decisions."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date

from mutua.domain.case import Case, Line
from mutua.domain.decisions import LineAssessment
from mutua.rules.engine.compiled import CompiledRuleset
from mutua.rules.engine.counters import Counters
from mutua.rules.straight.road import Road, road_of

LINES_BEFORE = 50  # decided on the general road before a benefit is written out: a page takes a few milliseconds


def roads_of(ready: CompiledRuleset) -> dict[str, Road]:
    """The straight road of every benefit that has one, by its code; of those not yet written, a path that counts."""
    if not ready.roads:
        for code, benefit in ready.benefits.items():
            ready.roads[code] = _closed if benefit.wide else _path(ready, code)
    return ready.roads


def _path(ready: CompiledRuleset, code: str) -> Road:
    walked = 0

    def path(
        case: Case, line: Line, day: date | None, counters: Counters | None, prints: MutableMapping[str, str]
    ) -> LineAssessment | None:
        nonlocal walked
        walked += 1
        if walked <= LINES_BEFORE:
            return None
        road = ready.roads[code] = road_of(ready, ready.benefits[code]) or _closed
        found: LineAssessment | None = road(case, line, day, counters, prints)
        return found

    return path


def _closed(
    case: Case, line: Line, day: date | None, counters: Counters | None, prints: MutableMapping[str, str]
) -> LineAssessment | None:
    """Lines decided together with others, or by rules that cannot be written out: always the general road."""
    return None
