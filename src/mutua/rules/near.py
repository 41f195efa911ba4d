"""Doctors, dentists and others with an agreement: where they are, since when, what they ask of members. All data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from mutua.rules.pact import Area


class Distance(IntEnum):
    """How far a place is from somebody, as far as a table of micro-areas tells."""

    HERE = 0  # in the same municipality
    AREA = 1  # in the same micro-area
    FAR = 2


@dataclass(frozen=True, slots=True)
class Affiliated:
    """Somebody with an agreement. `kind`, `for_members`: in words; `municipality`: its cadastral code.

    The agreement holds from `since` to `until`, inclusive; None: until somebody says otherwise.
    """

    name: str
    kind: str
    municipality: str
    address: str
    phone: str
    for_members: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Affiliates:
    """All of them as the society keeps them, with the day on which the list was gone through last."""

    checked_on: date
    source: str
    note: str
    several: tuple[Affiliated, ...]

    def near(
        self, municipality: str, areas: Mapping[str, Area], day: date
    ) -> list[tuple[Affiliated, Distance]]:  # fmt: skip
        """Those whose agreement holds on the day, the nearest first. `municipality`: "" where it is not known."""
        around = {code for one in areas.values() if municipality in one.municipalities for code in one.municipalities}
        found = [(one, _distance(one, municipality, around)) for one in self.several if one.holds_on(day)]
        return sorted(found, key=lambda pair: (pair[1], pair[0].kind.casefold(), pair[0].name.casefold()))


def _distance(one: Affiliated, municipality: str, around: set[str]) -> Distance:
    if municipality and one.municipality == municipality:
        return Distance.HERE
    return Distance.AREA if one.municipality in around else Distance.FAR
