"""Answers and households as facts that change with time, as the rules look at them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mutua.domain.case import Dated, FactValue, Scalar
from mutua.rules.case_content import decode_facts
from mutua.store.people import FactRow, Place

HEAD = "titolare"


def dated(rows: Iterable[FactRow]) -> dict[str, FactValue]:
    """Answers by name; of a fact told with days a dated fact, in order of day."""
    found: dict[str, FactValue] = {}
    entries: dict[str, list[tuple[date, Scalar]]] = {}
    for row in rows:
        value = decode_facts(row.value)[row.name]
        if row.effective_from is None:
            found[row.name] = value
        else:
            entries.setdefault(row.name, []).append((row.effective_from, value))  # type: ignore[arg-type]  # a dated answer is plain
    for name, dated in entries.items():
        always = found.get(name)
        first = [(date.min, always)] if isinstance(always, (int, str, date)) else []
        found[name] = Dated(tuple(sorted([*first, *dated], key=lambda one: one[0])))
    return found


def counted(places: Iterable[Place], only_dependent: bool) -> FactValue:
    """How many people the household has, from each day on which somebody came or left."""
    counted = [place for place in places if not only_dependent or (place.fiscally_dependent and place.kinship != HEAD)]
    days = sorted(
        {place.effective_from for place in places}
        | {date.fromordinal(place.ends_on.toordinal() + 1) for place in places if place.ends_on is not None}
    )
    return Dated(tuple((day, sum(place.holds_on(day) for place in counted)) for day in days))
