"""Firms that enrol their staff and providers who invoice: invented names, VAT numbers with a right check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mutua.demo.dice import Dice
from mutua.demo.names import CLINICS, PLACES_OF_CARE, SURNAMES, TRADES
from mutua.domain.identifiers.vat_number import compute_vat_number

MOST_FIRMS = 40
_PEOPLE_FOR_A_FIRM = 25
_FIRST_SERIAL = 9900001  # far from any number given out
_TURIN_OFFICE = 1


class Firm(NamedTuple):
    """An invented firm; `kind`: crafts, offices, shops, building."""

    name: str
    vat_number: str
    kind: str


class Providers(NamedTuple):
    """The invented names of those who invoice."""

    clinics: Sequence[str]
    dentists: Sequence[str]
    opticians: Sequence[str]
    helpers: Sequence[str]


def invent_firms(dice: Dice, members: int) -> tuple[Firm, ...]:
    """About one firm for 25 people, at least one of each kind, forty at most."""
    count = max(4, min(MOST_FIRMS, members // _PEOPLE_FOR_A_FIRM))
    kinds = ("crafts", "offices", "shops", "building")
    found = []
    for number in range(count):
        wanted = kinds[number] if number < len(kinds) else ""
        trades = [trade for trade in TRADES if not wanted or trade[1] == wanted]
        trade, kind = dice.one_of(trades)
        name = f"{trade} {dice.one_of(SURNAMES)} n. {number + 1} (ditta inventata)"
        found.append(Firm(name, compute_vat_number(_FIRST_SERIAL + number, _TURIN_OFFICE), kind))
    return tuple(found)


def invent_providers(dice: Dice) -> Providers:
    """Clinics, dentists, opticians and cooperatives of home help, the same few for everybody."""
    clinics = [f"{dice.one_of(CLINICS)} {place} (inventato)" for place in PLACES_OF_CARE]
    dentists = [f"Studio dentistico {dice.one_of(SURNAMES)} n. {number} (inventato)" for number in range(1, 9)]
    opticians = [f"Ottica {dice.one_of(SURNAMES)} n. {number} (inventata)" for number in range(1, 5)]
    helpers = [f"Cooperativa di assistenza {place} (inventata)" for place in PLACES_OF_CARE[:3]]
    return Providers(clinics, dentists, opticians, helpers)
