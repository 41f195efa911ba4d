"""The pact as the society publishes it: text, desks by micro-area, what is offered to firms; all of it data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DeskKind(StrEnum):
    FIXED = "fixed"
    ITINERANT = "itinerant"
    HUB = "hub"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Area:
    """A micro-area: its municipalities by cadastral code."""

    title: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PactDesk:
    """A node or a desk of the pact: where it is and when somebody is there, in words."""

    name: str
    kind: DeskKind
    area: str
    host: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class MonthlyPrice:
    """What an assistance costs a firm for each person and month from a day on, by a resolution."""

    since: date
    cents: int
    source: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An assistance offered to firms. `benefits`: those told on the public page, three at most, by code.

    `prices` empty: a twelfth of the yearly contribution that the regulation asks of a member.
    """

    code: str
    title: str
    plan: str
    assistance: str
    benefits: tuple[str, ...]
    prices: tuple[MonthlyPrice, ...] = ()

    def price_on(self, day: date) -> MonthlyPrice | None:
        """The price of its own on the day; None where it has none, or the first one is still to come."""
        return next((one for one in reversed(self.prices) if one.since <= day), None)


@dataclass(frozen=True, slots=True)
class PactArticle:
    """An article of the text that adherents sign: its heading and its words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pact:
    """The pact of a society. `fund_share`: hundredths of a percent of the contributions, for the fund of the pact.
    `articles`: its text; none where it is published elsewhere."""

    title: str
    territory: str
    lead: str
    text_version: str
    manifesto_version: str
    since: date
    review_on: date
    note: str
    source: str
    fund_share: int
    areas: Mapping[str, Area]
    desks: tuple[PactDesk, ...]
    offered: tuple[Offered, ...]
    articles: tuple[PactArticle, ...] = ()

    def area_of(self, municipality: str) -> str:
        """The title of the micro-area that a municipality lies in; "" where it is in none."""
        return next((one.title for one in self.areas.values() if municipality in one.municipalities), "")
