"""Who somebody is by the word of a firm, and what follows of it in the society's own register of people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, update

from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.records import Identity
from mutua.domain.staff_list import YOUNGEST_WORKER
from mutua.services.firm_sight import Names
from mutua.store.people import identity_columns
from mutua.store.tables import identity
from mutua.store.unit_of_work import UnitOfWork


class Birth(NamedTuple):
    """What a fiscal code tells of somebody: the day of birth (None: no day that can be), and F, M or ""."""

    born_on: date | None
    sex: str


def birth_from_code(text: str, hired_on: date) -> Birth | None:
    """The birth and the sex that a fiscal code tells, of somebody old enough to work on a day; None: it tells none."""
    code = read_fiscal_code(text)
    if not isinstance(code, FiscalCode) or code.is_provisional:
        return None
    births = code.births(hired_on)
    old_enough = [day for day in births if hired_on.year - day.year >= YOUNGEST_WORKER]
    return Birth(next(iter([*old_enough, *births]), None), code.sex)


def follow_identity(unit: UnitOfWork, changes: Mapping[int, tuple[Names, Names, date]]) -> None:
    """A name or a code that the firm puts right is put right in the society's own register too, where that one still
    holds what the firm had told. By person: before, after, and the day they were hired."""
    for person_id, (before, after, hired_on) in changes.items():
        row = unit.connection.execute(identity.select().where(identity.c.person_id == person_id)).one_or_none()
        if row is None:
            continue
        now = Identity(row.surname, row.given_name, row.fiscal_code or "", born_on=row.born_on, sex=row.sex or "")
        if (now.surname, now.given_name) == before[:2]:
            now = now._replace(surname=after[0], given_name=after[1])
        if now.fiscal_code == before[2] and after[2] != before[2]:
            now = now._replace(fiscal_code=after[2])
            told_by_code = birth_from_code(after[2], hired_on)
            if told_by_code is not None:
                now = now._replace(born_on=told_by_code.born_on, sex=told_by_code.sex)
        told = identity_columns(now)
        values = {
            name: told[name] for name in ("surname", "given_name", "search_name", "fiscal_code", "born_on", "sex")
        }
        unit.connection.execute(
            update(identity).where(identity.c.person_id == bindparam("who")).values(**values), {"who": person_id}
        )
