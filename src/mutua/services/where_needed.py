"""Where help is needed, and whom to ring, as it is typed with a request for hours: of that request alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mutua.intake.mistakes import Mistake
from mutua.intake.typed_cells import text_of
from mutua.store.claim_place import Where

if TYPE_CHECKING:
    from mutua.services.typed_claim import ClaimTyped

MOST_SIGNS = {"place": 200, "phone": 80}  # of each cell


def where_wrong(cells: Mapping[str, str], *, wanted: bool) -> Iterator[tuple[str, Mistake]]:
    """What is wrong with the two cells; `wanted`: neither may be empty."""
    for name, most in MOST_SIGNS.items():
        found = text_of(cells.get(name, ""), most)
        if isinstance(found, Mistake):
            yield name, found
        elif wanted and not found:
            yield name, Mistake("field_missing")


def where_told(cells: Mapping[str, str]) -> Where | None:
    """The two as they are kept; None where nothing was told. The cells hold no mistake."""
    place, phone = (text_of(cells.get(name, ""), most) for name, most in MOST_SIGNS.items())
    assert isinstance(place, str)
    assert isinstance(phone, str)
    return Where(place, phone) if place or phone else None


def for_hours(found: ClaimTyped) -> bool:
    """Whether help counted in hours is asked for: only then is it asked where."""
    return any(one.hours for line in found.lines if line.asked is not None for one in line.asked.questions)
