"""Where a member may go: who has an agreement with the society, the nearest to where they live first."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.intake.municipalities import shipped_municipalities
from mutua.rules.near import Affiliated, Affiliates, Distance
from mutua.rules.pact import Pact
from mutua.store.who import read_identities


class Place(NamedTuple):
    """Somebody with an agreement, with the name of the municipality."""

    one: Affiliated
    municipality: str


class NearTold(NamedTuple):
    """Those in the same municipality, those in the same micro-area (`area`: its name), the others."""

    here: tuple[Place, ...]
    around: tuple[Place, ...]
    far: tuple[Place, ...]
    area: str
    checked_on: date


def near_of(
    connection: Connection, known: Affiliates | None, pact: Pact | None, person_id: int, today: date
) -> NearTold | None:
    """What holds today; None where the society keeps no list, or nothing of it holds."""
    if known is None:
        return None
    places = shipped_municipalities()
    who = read_identities(connection, [person_id]).get(person_id)
    lives = places.called(who.municipality) if who is not None and who.municipality else None
    code = lives.code if lives is not None else ""
    found: dict[Distance, list[Place]] = {one: [] for one in Distance}
    for one, distance in known.near(code, pact.areas if pact is not None else {}, today):
        found[distance].append(Place(one, places.name_or_code(one.municipality)))
    here, around, far = (tuple(found[one]) for one in Distance)
    area = pact.area_of(code) if pact is not None and code else ""
    return NearTold(here, around, far, area, known.checked_on) if here or around or far else None
