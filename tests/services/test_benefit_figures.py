"""What was asked and what came of it, benefit by benefit: what was refused at the door was asked all the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mutua.domain.decisions import Outcome
from mutua.services.benefit_figures import figures_by_benefit
from mutua.store.database import Archive
from services.societies import JOINED, small_society


def test_hours_refused_before_they_were_counted_were_asked(archive: Archive, tmp_path: Path) -> None:
    """A refusal for want of a cover looks at no quantity: the request says how much was asked."""
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna")
    long_ago = JOINED.replace(year=JOINED.year - 1)
    outcomes = [
        society.decide(society.claim("Anna", "OSPEDALE", on=on, quantità=minutes)).draft.answer.lines[0]
        for on, minutes in ((long_ago, 600), (date(2026, 5, 4), 90))
    ]  # fmt: skip
    assert [(one.outcome, one.quantity_asked) for one in outcomes] == [(Outcome.REFUSED, 0), (Outcome.PAID, 90)]
    with archive.reader.begin() as connection:
        (found,) = figures_by_benefit(connection, date(2020, 1, 1), date(2030, 1, 1))
    assert (found.benefit, found.quantity_asked, found.quantity_granted) == ("OSPEDALE", 600 + 90, 90)
