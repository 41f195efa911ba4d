"""Who cannot live together, by a list or at the counter: two partners on a day, a child born before the parent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.italian import written_day
from mutua.intake.mistakes import Mistake
from mutua.services.decide_claim import Refusal
from mutua.store.people import People, Place, who_is
from mutua.store.who import household_codes

HEAD, PARTNERS, CHILD, PARENT = "titolare", ("coniuge", "convivente"), "figlio", "genitore"


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


def why_no_kin(
    connection: Connection, people: People, one: Place, births: Mapping[int, date | None], name: str = ""
) -> Refusal | None:
    """Why somebody cannot be in a household what they would be: a child born no later than the member who holds it, or
    a parent no earlier; of who comes to hold it themselves, because of those who are there.

    `births`: what is told anew, beside what is known of `people`; `name`: of somebody who is not in the archive yet.
    """
    known: dict[int, date | None] = {**people.born_on, **births}
    there = [
        place for place in people.by_household.get(one.household_id, ())
        if place.person_id != one.person_id and _meet(place, one)
    ]  # fmt: skip
    pairs = [(each, one) for each in there] if one.kinship == HEAD else [(one, each) for each in there
                                                                         if each.kinship == HEAD]  # fmt: skip
    for relative, head in pairs:
        days = known.get(relative.person_id), known.get(head.person_id)
        if odd_birth(relative.kinship, *days):
            told = (f"{_name(connection, place, one, name)} {_written(day)}"
                    for place, day in zip((relative, head), days, strict=True))  # fmt: skip
            (code,) = household_codes(connection, [one.household_id]).values()
            return Refusal("child_before_parent", "; ".join([code, *told]))
    return None


def _meet(one: Place, other: Place) -> bool:
    """Whether both are there on some day."""
    return (one.ends_on is None or other.effective_from <= one.ends_on) and (
        other.ends_on is None or one.effective_from <= other.ends_on
    )


def _name(connection: Connection, place: Place, one: Place, name: str) -> str:
    if name and place is one:
        return name
    surname, given_name, _ = who_is(connection, place.person_id)
    return f"{surname} {given_name}".strip()


def _written(day: date | None) -> str:
    return "" if day is None else written_day(day)


def _together(one: Placed, other: Placed) -> bool:
    """Whether both are there on some day."""
    return (one.until is None or other.since <= one.until) and (other.until is None or one.since <= other.until)
