"""Many new households at once, written together: what `register` does for one, in the same order and to the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from mutua.domain.records import PersonTold
from mutua.rules.case_content import encode_facts
from mutua.store.bulk import Written, added
from mutua.store.forms import Form
from mutua.store.ids import Ids
from mutua.store.people import firm_named, identity_row, identity_rows
from mutua.store.tables import cover, employment, fact, household, household_place, identity, person
from mutua.store.unit_of_work import Entry, Filled, UnitOfWork, whole_chains

MANY = 2_000  # people


class Named(NamedTuple):
    """The number and the public name of a new household, and those of each of its people."""

    home: tuple[int, str]
    people: list[tuple[int, str]]


def named(changes: Sequence[Sequence[PersonTold]], ids: Ids) -> list[Named]:
    """Names for new households, drawn in the order in which they are told.

    Where there are many, too many for a transaction, people's numbers follow those of their households: what goes in
    together then lies together in the tables of people too. A number still tells nothing of when somebody came.
    """
    people = sum(map(len, changes))
    if people <= MANY:
        names = iter(ids.pairs(len(changes) + people))
        return [Named(next(names), list(islice(names, len(some)))) for some in changes]
    homes, persons = ids.pairs(len(changes)), iter(sorted(ids.pairs(people)))
    found = [Named(home, []) for home in homes]
    for at in by_number(found):
        found[at].people.extend(islice(persons, len(changes[at])))
    return found


def by_number(names: Sequence[Named]) -> list[int]:
    """The places of new households in the order of their numbers."""
    return sorted(range(len(names)), key=[one.home[0] for one in names].__getitem__)


def gathered(
    names: Sequence[Named], changes: Sequence[Sequence[PersonTold]], *, actor_id: int, now: datetime
) -> list[Written]:  # fmt: skip
    """New households without firms, sealed and ready to be written: nothing of the archive is needed for them.

    What is told of most of them is alike but for who the people are: it is put into words once (`store.forms`). Rows go
    in by the order of their numbers, which are drawn by lot: each goes beside the one before.
    """
    every = [(names[at], changes[at]) for at in by_number(names)]
    persons = [one for (_, mine), _ in every for one in mine]
    identities = identity_rows([id_ for id_, _ in persons], [told.identity for _, people in every for told in people])
    between = [
        added(household, [(*home, people[0].household_code) for (home, _), people in every]),
        added(person, sorted(persons, key=_NUMBER)), added(identity, sorted(identities, key=_NUMBER)),
    ]  # fmt: skip
    return whole_chains("household", _entries(every), between, actor_id=actor_id, now=now)


def _entries(changes: Sequence[tuple[Named, Sequence[PersonTold]]]) -> Iterator[tuple[str, Entry | Filled]]:
    """The code of each household with its first entry."""
    forms = dict[object, _Alike]()
    for ((home, _), mine), people in changes:
        key = tuple(map(_WHAT, people))
        alike = forms.get(key)
        if alike is None:
            if any(told.facts for told in people):  # of answers there are as many kinds as households
                entry = Entry(home, 1, "people", [])
                _tell(entry, [id_ for id_, _ in mine], people)
                yield people[0].household_code, entry
                continue
            alike = forms[key] = _alike(people)
        values = [mine[at][0] for at in alike.whose]
        yield people[0].household_code, Filled(home, 1, "people", alike.form, values)


class _Alike(NamedTuple):
    """The entry of households that tell the same of other people: whose numbers stand in its blanks, in order."""

    form: Form
    whose: tuple[int, ...]  # places in the household


_NUMBER = itemgetter(0)
_WHAT = itemgetter(slice(2, 8))  # all of a person that `_tell` looks at: from the kinship to the answers
_WHO = {household_place: (1,), cover: (1,)}  # the columns of the person, which come after the number of the row


def _alike(people: Sequence[PersonTold]) -> _Alike:
    entry = Entry(0, 0, "people", [])
    _tell(entry, range(len(people)), people)
    form = entry.form(_WHO)
    return _Alike(form, tuple([row[1] for _, row in entry.rows]))


class Newcomers:
    """New households that are gathered; people of firms only in a unit of work, where each firm is looked for once."""

    def __init__(self, unit: UnitOfWork, ids: Ids) -> None:
        self._unit, self._ids = unit, ids
        self._firms: dict[tuple[str, str], int] = {}

    def household(self, people: Sequence[PersonTold]) -> tuple[int, dict[int, PersonTold]]:
        """A household that is new to the archive, all of whose people name its code; its id, and that of each."""
        unit, ids = self._unit, self._ids
        home, public_id, code = ids.number(), ids.public(), people[0].household_code
        unit.begin_chain(home, "household", code)
        unit.first(household, (home, public_id, code))
        entry, made, jobs = unit.entry(home, "people"), dict[int, PersonTold](), 0
        for told in people:
            person_id = ids.number()
            unit.first(person, (person_id, ids.public()))
            unit.first(identity, identity_row(person_id, told.identity))
            made[person_id] = told
            if told.firm_name or told.firm_vat_number:
                jobs += 1
                self._job(entry, jobs, person_id, told)
        _tell(entry, list(made), people)
        return home, made

    def _job(self, entry: Entry, number: int, person_id: int, told: PersonTold) -> None:
        name, new_id, public_id = (told.firm_name, told.firm_vat_number), self._ids.number(), self._ids.public()
        if name not in self._firms:
            self._firms[name] = firm_named(self._unit, *name, new_id, public_id)
        until = None if told.ends_on is None else told.ends_on.isoformat()
        entry.add(employment, number, person_id, self._firms[name], told.effective_from.isoformat(), until, 0)


def _tell(entry: Entry, person_ids: Sequence[int], people: Sequence[PersonTold]) -> None:
    """Places, covers and answers of new people."""
    covers = facts = 0
    for place, (person_id, told) in enumerate(zip(person_ids, people, strict=True), 1):
        until = told.ends_on
        entry.add(
            household_place, place, person_id, told.kinship, 1 if told.fiscally_dependent else 0,
            told.effective_from.isoformat(), None if until is None else until.isoformat(), 0,
        )  # fmt: skip
        if told.covers:
            covers = _covers(entry, covers, person_id, told)
        if told.facts:
            facts = _facts(entry, facts, person_id, told)


def _covers(entry: Entry, last: int, person_id: int, told: PersonTold) -> int:
    for number, one in enumerate(told.covers, last + 1):
        joined, until = (None if day is None else day.isoformat() for day in (one.joined_on, one.ends_on))
        entry.add(cover, number, person_id, one.plan_code, one.assistance, joined, one.effective_from.isoformat(),
                  until, 0)  # fmt: skip
    return last + len(told.covers)


def _facts(entry: Entry, last: int, person_id: int, told: PersonTold) -> int:
    for number, one in enumerate(told.facts, last + 1):
        since = None if one.effective_from is None else one.effective_from.isoformat()
        whose = None if one.of_household else person_id
        entry.add(fact, number, whose, one.name, encode_facts({one.name: one.value}), since, 0)
    return last + len(told.facts)
