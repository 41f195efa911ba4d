"""Somebody new at the counter: what was typed is read with the fiscal code, doubted where it disagrees, looked for.

Refused is only what cannot be; a doubt, or somebody who looks the same, is told and stops nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.identifiers.municipalities import read_postal_code
from mutua.domain.identifiers.person_beside_code import doubts
from mutua.domain.records import Identity
from mutua.domain.written_names import LONGEST_NAME, name_fault
from mutua.services.decide_claim import Refusal
from mutua.store.people import search_text
from mutua.store.tables import household, identity, person

_GIVEN = re.compile(r"N([0-9]{5,})")
MOST_ALIKE = 5


class WrongPart(NamedTuple):
    """What is wrong with a part of what was typed, named as in `Identity`."""

    part: str
    fault: Fault


class Alike(NamedTuple):
    """Somebody of the archive who may be the same: by the code, or by name and day of birth."""

    public_id: str
    surname: str
    given_name: str
    card_number: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who it is, with what the fiscal code says filled in (`read`: which parts), what is doubtful, who is alike."""

    who: Identity
    read: tuple[str, ...] = ()
    doubts: tuple[Fault, ...] = ()
    alike: tuple[Alike, ...] = ()


def read_person(typed: Identity, today: date) -> Newcomer | list[WrongPart]:
    """The person as typed; birth and sex from the code where nobody said them; or everything that cannot be.

    Of two births that a code may mean the later one is taken, as nobody is a hundred: it is shown before it counts.
    """
    wrong: list[WrongPart] = []
    code = read_fiscal_code(typed.fiscal_code) if typed.fiscal_code else None
    if isinstance(code, list):
        wrong += [WrongPart("fiscal_code", one) for one in code]
    postal = read_postal_code(typed.postal_code)
    if isinstance(postal, list):
        wrong += [WrongPart("postal_code", one) for one in postal]
    wrong += names_wrong(typed)
    if typed.email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", typed.email):
        wrong.append(WrongPart("email", Fault("email_unlike", typed.email)))
    if typed.born_on is not None and typed.born_on > today:
        wrong.append(WrongPart("born_on", Fault("day_in_future", "")))
    if wrong:
        return wrong
    if not isinstance(code, FiscalCode):
        return Newcomer(typed)
    born_on = typed.born_on or next(iter(code.births(today)), None)
    filled = typed._replace(fiscal_code=code.text, born_on=born_on, sex=typed.sex or code.sex)
    read = tuple(
        part for part in ("born_on", "sex") if getattr(filled, part) and not getattr(typed, part)
    )  # fmt: skip
    told = doubts(code, surname=filled.surname, given_name=filled.given_name, born_on=filled.born_on, sex=filled.sex)
    if not typed.given_name:
        told = []  # a body: its eleven digits are no provisional code
    return Newcomer(filled, read, tuple(told))


def names_wrong(typed: Identity) -> list[WrongPart]:
    """What is wrong with the names. A body has a surname alone."""
    names = [("surname", typed.surname), *([("given_name", typed.given_name)] if typed.given_name else [])]
    found = [(part, name_fault(name)) for part, name in names]
    return [WrongPart(part, fault) for part, fault in found if fault is not None]


def no_name(*names: str, most: int = LONGEST_NAME) -> Refusal | None:
    """Why one of the texts is no name, for whoever records it."""
    faults = [name_fault(name, most=most) for name in names]
    return next((Refusal(one.code, one.found) for one in faults if one is not None), None)


def with_alike(connection: Connection, new: Newcomer) -> Newcomer:
    """The newcomer with those of the archive who may be the same person: never found by health, never merged."""
    who = new.who
    same = []
    if who.fiscal_code:
        same.append(identity.c.fiscal_code == who.fiscal_code)
        code = read_fiscal_code(who.fiscal_code)
        if isinstance(code, FiscalCode) and code.plain != code.text:
            same.append(identity.c.fiscal_code == code.plain)
    if who.card_number:
        same.append(identity.c.card_number == who.card_number)
    name = identity.c.search_name == search_text(who.surname, who.given_name)
    same.append(name if who.born_on is None else name & or_(identity.c.born_on == who.born_on,
                                                            identity.c.born_on.is_(None)))
    query = (
        select(person.c.public_id, identity.c.surname, identity.c.given_name, identity.c.card_number,
               identity.c.born_on)
        .join(person, person.c.id == identity.c.person_id)
        .where(or_(*same)).order_by(identity.c.person_id).limit(MOST_ALIKE)
    )  # fmt: skip
    return replace(new, alike=tuple(Alike(row[0], row[1], row[2], row[3] or "", row[4])
                                    for row in connection.execute(query)))  # fmt: skip


def free_household_code(connection: Connection) -> str:
    """A code that no household has: `N00001` and on, after the last one given out."""
    codes = connection.scalars(select(household.c.code).where(household.c.code.like("N%")))
    given = [int(match[1]) for code in codes if (match := _GIVEN.fullmatch(code))]
    return f"N{max(given, default=0) + 1:05d}"
