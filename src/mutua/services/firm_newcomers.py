"""Records people whom only a firm knows so far: each with a household of their own, an enrolment and its covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.case import Cover
from mutua.domain.continuity import Passage
from mutua.domain.firm_covers import covers_of
from mutua.domain.firms import Enrolment, FirmCover
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.firm_continuity import ChangeRules, Stand, changes_of
from mutua.services.firm_identity import Birth, birth_from_code
from mutua.services.firm_sight import Names, Plans, roster_row
from mutua.services.plan_book import PlanBook
from mutua.store.covers import tell_change
from mutua.store.firms import read_plans, tell_enrolment
from mutua.store.ids import Ids
from mutua.store.people import Place, search_text, tell_cover, tell_employment, tell_place
from mutua.store.tables import household, identity, person
from mutua.store.tables_roster import firm_roster, supplied_identity
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.who import household_ids as households_by_code


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom the archive does not know yet, with their only enrolment; `enrolment.person_id` is their number."""

    enrolment: Enrolment
    names: Names
    born_on: date | None = None  # as it was told of who has a code that tells no birth


def record_newcomers(
    unit: UnitOfWork, book: PlanBook, newcomers: Sequence[Newcomer], ids: Ids, *, list_id: int | None = None
) -> None:  # fmt: skip
    """People whom the archive does not know: each with a household of their own, an enrolment and its covers.

    The rows of a whole list go together: a list may have a hundred thousand.
    """
    if not newcomers:
        return
    plans = read_plans(unit.connection, {one.enrolment.firm_id for one in newcomers})
    codes, covers = _household_codes(unit.connection, newcomers), _covers(newcomers, plans, ChangeRules(book))
    today = day_in_rome(unit.now)
    births: dict[tuple[str, date], Birth] = {}
    # Numbers are drawn by lot. Rows go in by the order of theirs, each beside the one before: that is much faster.
    homes = sorted(zip([ids.number() for _ in newcomers], codes, newcomers, covers, strict=True), key=_NUMBER)
    persons = sorted(newcomers, key=lambda one: one.enrolment.person_id)
    for home, code, _, _ in homes:
        unit.begin_chain(home, "household", code)
    unit.all_first(household, [(home, ids.public(), code) for home, code, _, _ in homes])
    unit.all_first(person, [(one.enrolment.person_id, ids.public()) for one in persons])
    unit.all_first(identity, [_identity_row(one, births) for one in persons])
    unit.all_first(supplied_identity, [(one.enrolment.enrolment_id, *one.names) for one in newcomers])
    unit.all_first(
        firm_roster,
        [roster_row(one.enrolment, one.names, theirs.covers, plans, own=True)
         for one, theirs in zip(newcomers, covers, strict=True)],
    )  # fmt: skip
    for home, _, one, theirs in homes:
        told = one.enrolment
        entry = unit.entry(home, "people")
        tell_place(entry, 1, Place(told.person_id, home, "titolare", False, told.hired_on, None))
        tell_enrolment(entry, 1, told, 1, list_id)
        tell_employment(entry, 1, told.person_id, told.firm_id, told.hired_on, told.left_on)
        for number, (plan_code, cover) in enumerate(theirs.told, 1):
            tell_cover(entry, number, told.person_id, plan_code, cover)
        for number, change in enumerate(changes_of(told.person_id, theirs.passages, (), (), today), 1):
            tell_change(entry, number, change)


_NUMBER = itemgetter(0)


class _Theirs(NamedTuple):
    """The covers of a newcomer: as they follow, as they are told (by plan), and from which to which one passes."""

    covers: tuple[FirmCover, ...]
    told: tuple[tuple[str, Cover], ...]
    passages: tuple[Passage, ...]


def _covers(newcomers: Sequence[Newcomer], plans: Plans, rules: ChangeRules) -> list[_Theirs]:
    """The covers of each, worked out once for those of the same days."""
    known: dict[tuple[object, ...], _Theirs] = {}
    found = []
    for one in newcomers:
        told = one.enrolment
        key = (told.firm_id, told.category, told.hired_on, told.left_on, told.reason)
        if key not in known:
            stand = Stand(covers_of([told], plans), [told], plans)
            goes_on = stand.gone_on(rules, ())
            as_told = [
                (each.plan_code, Cover(each.assistance, each.effective_from, each.ends_on, goes_on.since[at]))
                for at, each in stand.by_key.items()
            ]
            known[key] = _Theirs(stand.covers, tuple(as_told), goes_on.passages)
        found.append(known[key])
    return found


def _household_codes(connection: Connection, newcomers: Sequence[Newcomer]) -> list[str]:
    """Codes for new households, by the number of the enrolment; one that somebody took already gets a letter more."""
    codes = [f"AZ{one.enrolment.enrolment_id}" for one in newcomers]
    taken = households_by_code(connection, codes)
    return [f"{code}-bis" if code in taken else code for code in codes]


def _identity_row(one: Newcomer, births: dict[tuple[str, date], Birth]) -> tuple[object, ...]:
    """The row of somebody's identity. `births`: birth and sex by what a code tells of them, worked out once each."""
    surname, given_name, code, _ = one.names
    key = (code[6:11], one.enrolment.hired_on)
    found = births.get(key)
    if found is None:
        found = births[key] = birth_from_code(code, one.enrolment.hired_on) or Birth(None, "")
    row = _NOT_TOLD.copy()
    row[0], row[_SURNAME], row[_GIVEN_NAME] = one.enrolment.person_id, surname, given_name
    row[_SEARCH_NAME], row[_CODE] = search_text(surname, given_name), code
    row[_BORN_ON], row[_SEX] = _iso(found.born_on or one.born_on), found.sex or None
    return tuple(row)


# What the row of an identity holds where nobody said anything, in the order of its columns; the first is the person.
_NOT_TOLD: list[object] = [None if column.nullable else "" for column in identity.columns]
_SURNAME, _GIVEN_NAME, _SEARCH_NAME, _CODE, _BORN_ON, _SEX = (
    identity.columns.keys().index(name)
    for name in ("surname", "given_name", "search_name", "fiscal_code", "born_on", "sex")
)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
