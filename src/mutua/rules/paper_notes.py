"""What the law says on papers, dated and each with its source: sentences at the foot, ceilings. Data, not program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mutua.rules.model import ParameterFigure


@dataclass(frozen=True, slots=True)
class PaperNote:
    """A sentence that stands on papers about days from `since` to `until` (None: still).

    `duty`, `duty_share`: where it asks money of a firm on top of what it pays, how that is called and how much of it,
    in hundredths of a percent.
    """

    since: date
    until: date | None
    text: str
    source: str
    duty: str = ""
    duty_share: int = 0

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def sentence(self) -> str:
        """The sentence with its source; the mark of what is not verified stays in the file."""
        return f"{self.text.rstrip('.')} ({self.source.removesuffix(' [U]')})."


class CertificateLaw(NamedTuple):
    """What the law says for the yearly certificate: sentences at its foot, and the ceilings of what shares one."""

    notes: tuple[PaperNote, ...] = ()
    ceilings: tuple[ParameterFigure, ...] = ()

    def notes_of(self, year: int) -> tuple[str, ...]:
        last = date(year, 12, 31)
        return tuple(note.sentence for note in self.notes if note.holds_on(last))

    def ceiling_of(self, year: int) -> ParameterFigure | None:
        """The ceiling in force at the end of the year; None where there is none."""
        return figure_in_force(self.ceilings, year)


def figure_in_force(figures: Iterable[ParameterFigure], year: int) -> ParameterFigure | None:
    """The figure in force at the end of a year; None where none is."""
    last = date(year, 12, 31)
    return next((one for one in figures if one.since <= last and (one.until or last) >= last), None)
