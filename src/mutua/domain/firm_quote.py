"""What a plan would cost a firm: heads, assistances and split, to the cent as its statements would ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mutua.domain.firms import NOTHING, Part, Terms, part_of

MONTHS = 12
MOST_HEADS = 5_000  # of one firm, for a quote that nobody looked at


class QuoteLine(NamedTuple):
    """An assistance: its code, its title, and what it asks for one person and month."""

    code: str
    title: str
    part: Part


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote for so many people; nobody is bound by it. Shares: hundredths of a percent."""

    heads: int
    firm_share: int
    fund_share: int
    lines: tuple[QuoteLine, ...]

    @property
    def person_month(self) -> Part:
        """For one person and month."""
        return _sum([one.part for one in self.lines])

    @property
    def month(self) -> Part:
        """For all of them, a month."""
        return _times(self.person_month, self.heads)

    @property
    def year(self) -> Part:
        """For all of them, a year: twelve statements of a month, each rounded as it will be."""
        return _times(self.month, MONTHS)

    @property
    def firm_year_cents(self) -> int:
        """What the firm spends in a year: its part of the contributions, and the share for the fund."""
        return self.year.firm + self.year.fund


def quote(heads: int, several: Sequence[tuple[str, str, int]], terms: Terms) -> Quote:
    """The quote for people of a firm on these terms. `several`: code, title and monthly cents of each assistance."""
    lines = tuple(QuoteLine(code, title, part_of(cents, terms)) for code, title, cents in several)
    return Quote(heads, terms.firm_share, terms.fund_share, lines)


def _sum(parts: Sequence[Part]) -> Part:
    found = NOTHING
    for one in parts:
        found = Part(*(mine + other for mine, other in zip(found, one, strict=True)))
    return found


def _times(part: Part, count: int) -> Part:
    return Part(*(cents * count for cents in part))
