"""Who cannot live together as a list says: two partners on a day, a child born before the parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mutua.domain.italian import written_day
from mutua.intake.mistakes import Mistake
from mutua.services.household_moves import CHILD, HEAD, PARTNERS

PARENT = "genitore"


class Placed(NamedTuple):
    """Somebody of a household from a day to a day; `row`: where the list tells it anew, else 0."""

    who: object
    kinship: str
    since: date
    until: date | None
    born_on: date | None
    row: int


def kin_mistakes(code: str, placed: Sequence[Placed]) -> Iterator[Mistake]:
    """What is wrong with who lives with whom, each once; only of what a list tells anew.

    A child of the partner who is older than the member who holds the household is written «altro».
    """
    partners = [one for one in placed if one.kinship in PARTNERS]
    for at, one in enumerate(partners):
        others = [other for other in partners[:at] if other.who != one.who and _together(one, other)]
        row = one.row or max((other.row for other in others), default=0)
        if others and row:
            yield Mistake("household_two_partners", row, "parentela", one.kinship, {"household": code})
    for head in (one for one in placed if one.kinship == HEAD):
        for one in placed:
            if (one.row or head.row) and _together(head, one) and odd_birth(one.kinship, one.born_on, head.born_on):
                yield Mistake("child_before_parent", one.row or head.row, "nascita", _written(one.born_on),
                              {"kinship": one.kinship, "first": _written(head.born_on)})  # fmt: skip


def odd_birth(kinship: str, born_on: date | None, head_born_on: date | None) -> bool:
    """Whether a child was born no later than the member who holds the household, or a parent no earlier."""
    if born_on is None or head_born_on is None:
        return False
    return (kinship == CHILD and born_on <= head_born_on) or (kinship == PARENT and born_on >= head_born_on)


def _written(day: date | None) -> str:
    return "" if day is None else written_day(day)


def _together(one: Placed, other: Placed) -> bool:
    """Whether both are there on some day."""
    return (one.until is None or other.since <= one.until) and (other.until is None or one.since <= other.until)
