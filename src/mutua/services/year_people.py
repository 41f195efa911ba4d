"""The people that a list of payments names, as the archive knows them: since when, until when, in which household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from mutua.intake.rough.names import plain_name
from mutua.intake.rough.payments import PaymentSeen
from mutua.services.named_otherwise import is_another
from mutua.store.people import People, households_of, read_people
from mutua.store.tables import identity


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the archive. `joined` and `left`: first and last day in which anything could be due (None: none);
    of somebody who never had a cover, and is not `covered`, those of their household.
    """

    person_id: int
    household_id: int
    name: str
    code: str
    card: str
    joined: date | None
    left: date | None
    covered: bool = True


@dataclass(slots=True)
class YearPeople:
    """Everybody whom the archive knows, found by number, else by a name that only one person bears."""

    people: People = field(default_factory=People)
    by_code: dict[str, list[KnownPerson]] = field(default_factory=dict)
    by_card: dict[str, list[KnownPerson]] = field(default_factory=dict)
    by_name: dict[str, list[KnownPerson]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_name)

    def of(self, payment: PaymentSeen) -> tuple[KnownPerson | None, bool]:
        """Whom a payment was for, and whether only the name says so. Numbers that disagree name nobody; where the card
        is somebody else's than the one named, the name counts."""
        if payment.name and self.card_holder(payment) is not None:
            named = self.by_name.get(plain_name(payment.name), [])
            if len(named) == 1:
                return named[0], True
        return self._by_number_or_name(payment)

    def card_holder(self, payment: PaymentSeen) -> KnownPerson | None:
        """Whose card a payment bears, where that is surely not whom it names (and no tax code says who it is)."""
        held = self.by_card.get(payment.card, ()) if not payment.code else ()
        called = {one.person_id for one in self.by_name.get(plain_name(payment.name), ())}
        return held[0] if len(held) == 1 and is_another(payment.name, held[0].name, called) else None

    def _by_number_or_name(self, payment: PaymentSeen) -> tuple[KnownPerson | None, bool]:
        numbered = {
            one.person_id: one
            for one in (*self.by_code.get(payment.code, ()), *self.by_card.get(payment.card, ()))
        }  # fmt: skip
        if numbered:
            return (next(iter(numbered.values())), False) if len(numbered) == 1 else (None, False)
        if payment.code or not payment.name:
            return None, False
        named = self.by_name.get(plain_name(payment.name), [])
        return (named[0], True) if len(named) == 1 else (None, False)


def everybody(connection: Connection) -> YearPeople:
    """The people of the archive; those erased are left out."""
    found = YearPeople()
    columns = (identity.c.person_id, identity.c.surname, identity.c.given_name, identity.c.fiscal_code,
               identity.c.card_number)  # fmt: skip
    rows = connection.execute(select(*columns)).all()
    homes = households_of(connection, {row[0] for row in rows})
    found.people = read_people(connection, sorted({id_ for ids in homes.values() for id_ in ids}))
    maps: tuple[dict[str, list[KnownPerson]], ...] = tuple(defaultdict(list) for _ in range(3))
    for person_id, surname, given, code, card in rows:
        one = _known(found.people, person_id, f"{surname} {given}", code or "", card or "")
        if one is None:
            continue
        keys = ({one.code}, {one.card}, {plain_name(one.name), plain_name(f"{given} {surname}")})
        for place, names in zip(maps, keys, strict=True):
            for name in names - {""}:
                place[name].append(one)
    found.by_code, found.by_card, found.by_name = (dict(one) for one in maps)
    return found


def _known(people: People, person_id: int, name: str, code: str, card: str) -> KnownPerson | None:
    places = people.places.get(person_id)
    if not places:
        return None
    newest = max(places, key=lambda place: place.effective_from)
    covers = [cover for _, cover in people.covers.get(person_id, ())]
    starts = [min(place.effective_from for place in places)]
    ends = [_last(place.ends_on for place in places)]
    if covers:
        starts.append(min(cover.effective_from for cover in covers))
        ends.append(_last(cover.ends_on for cover in covers))
    return KnownPerson(
        person_id, newest.household_id, name, code, card, max(starts), min((end for end in ends if end), default=None),
        bool(covers),
    )


def _last(ends: Iterable[date | None]) -> date | None:
    """The last of some ends, None where one is still open."""
    told = list(ends)
    return None if None in told else max(end for end in told if end is not None)
