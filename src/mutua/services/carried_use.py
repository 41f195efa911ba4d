"""What was used of the ceilings of a plan and counts in those of the plan that follows it: what is still to be carried.

Whoever lays requests on a desk counts it there, and whoever records something tells it first, so that use recorded
after a change, or given back, is never lost. A change that was taken back carries nothing any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.cover_life import CoverReason
from mutua.rules.engine.periods import next_period
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Holder, JoiningYears, PeriodCases, Pot, Ruleset
from mutua.services.plan_book import PlanBook
from mutua.store.ceilings import Pots, shift
from mutua.store.covers import Carried, ChangeTold, carried_so_far, read_changes, standing_changes, tell_carried
from mutua.store.people import People
from mutua.store.unit_of_work import UnitOfWork

_WIDER = (Holder.FIRM, Holder.SOCIETY)
_HEAD = "titolare"

Balances = dict[tuple[int, str], Pots]


@dataclass(frozen=True, slots=True)
class Carrying:
    """A change from one plan to another on a day: whose ceilings, the rules of both, which pots go on as which.

    `owners`: by what may hold a pot (person, member, household) the number under which its balance stands.
    """

    from_plan: str
    to_plan: str
    before: Ruleset
    after: Ruleset
    pairs: tuple[tuple[str, str], ...]
    on: date
    owners: tuple[tuple[str, int], ...]
    kept_from: date | None  # from when seniority counts before and after; None: it starts anew

    def owner_of(self, pot: Pot) -> int:
        """Whose balance it is, as the archive keeps it (`BookedPlan.owner_of`)."""
        known = dict(self.owners)
        if Holder.PERSON in pot.holders:
            return known["person"]
        return known["member"] if Holder.MEMBER in pot.holders else known["household"]


class Left(NamedTuple):
    """Use that is still to be carried (below nought: to be taken off again), for whom, on which household's chain."""

    person_id: int
    chain_id: int
    carried: Carried
    used: int


def owners_of(people: People, person_id: int, day: date) -> tuple[tuple[str, int], ...]:
    """Whose ceilings somebody of a household may draw on, on the day."""
    places = people.places[person_id]
    here = next((place for place in places if place.holds_on(day)), None)
    home = (here or places[0]).household_id
    there = people.by_household.get(home, ()) if here is not None else ()
    heads = [place.person_id for place in there if place.kinship == _HEAD and place.holds_on(day)]
    return (("person", person_id), ("member", heads[0] if heads else person_id), ("household", home))


def why_not_carried(before: Pot | None, after: Pot | None, kept_from: date | None) -> bool:
    """Whether two pots do not count the same: another unit, holder or period, or one counted from joining anew."""
    if before is None or after is None or any(holder in _WIDER for holder in before.holders):
        return True
    if (before.unit, before.holders, before.counts, before.occurrence) != (
        after.unit, after.holders, after.counts, after.occurrence
    ):  # fmt: skip
        return True
    periods = before.period
    anew = isinstance(periods, (JoiningYears, PeriodCases)) and kept_from is None
    return periods != after.period or anew


def not_carried(one: Carrying) -> list[str]:
    """The pots that the rules name and that do not count the same in the two plans."""
    pots = [(old, new, one.before.pots.get(old), one.after.pots.get(new)) for old, new in one.pairs]
    return [f"{old} → {new}" for old, new, before, after in pots if why_not_carried(before, after, one.kept_from)]


def carrying_told(people: People, plans: PlanBook, told: ChangeTold) -> Carrying | None:
    """What a change that was told carries; None where it carries nothing, or its covers are not there any more.

    Of an assistance of the same plan nothing is carried: its ceilings are the same ones.
    """
    if told.from_plan is None or told.to_plan is None or told.from_plan == told.to_plan:
        return None
    covers = {
        (plan, cover.assistance, cover.effective_from): cover
        for plan, cover in people.covers.get(told.person_id, ())
    }
    before, after = (covers.get(key) if key is not None else None for key in (told.before, told.after))
    left, entered = _rules(plans, told.from_plan, told.asked_on), _rules(plans, told.to_plan, told.effective_on)
    if before is None or after is None or left is None or entered is None:
        return None
    rule = left.senior if told.reason is CoverReason.SENIOR else left.plan_change
    if rule is None or not rule.carries:
        return None
    since = before.seniority_from
    return Carrying(
        told.from_plan, told.to_plan, left, entered, rule.carries, told.effective_on,
        owners_of(people, told.person_id, told.effective_on), since if after.seniority_from == since else None,
    )  # fmt: skip


def _rules(plans: PlanBook, plan_code: str, day: date) -> Ruleset | None:
    booked = plans.get(plan_code)
    return None if booked is None else version_on(booked.plan, day)


# ---------------------------------------------------------------- what is left to carry


def left_to_carry(
    connection: Connection, plans: PlanBook, people: People, balances: Balances, *, held: Collection[int],
    until: date | None = None,
) -> list[Left]:  # fmt: skip
    """What the changes of these people, effective by the day, still carry; `balances` are changed by it.

    `held`: the households on whose chains it may be told; what cannot be is left out. Nothing is asked of the archive
    where nobody could have changed plan.
    """
    if len({plan for covers in people.covers.values() for plan, _ in covers}) < 2:
        return []
    changes = read_changes(connection, people.places)
    standing = {person_id: standing_changes(told) for person_id, told in changes.items()}
    wanted = [
        (one.person_id, carrying) for told in standing.values() for one in told
        if (until is None or one.effective_on <= until) and (carrying := carrying_told(people, plans, one)) is not None
    ]  # fmt: skip
    wanted.sort(key=lambda pair: (pair[1].on, pair[0]))
    gone = [
        one for person_id, told in changes.items() for one in told
        if one.before and one.after and one.reason is not CoverReason.TAKEN_BACK and one not in standing[person_id]
    ]  # fmt: skip
    if not wanted and not gone:
        return []
    work = _Carry(people, balances, carried_so_far(connection, _everybody(people)), held)
    work.carry(wanted)
    if work.give_back(gone):
        work.carry(wanted)
    return [Left(*whose, key, used) for key, (whose, used) in sorted(work.left.items()) if used]


def _everybody(people: People) -> set[int]:
    return {*people.places, *people.by_household}


class _Carry:
    """Changes one after the other: each carries what was used and not carried yet, as those before it left it."""

    def __init__(self, people: People, balances: Balances, told: dict[Carried, int], held: Collection[int]) -> None:
        self.people, self.balances, self.told, self.held = people, balances, told, held
        self.left: dict[Carried, tuple[tuple[int, int], int]] = {}
        self._standing: set[Carried] = set()

    def carry(self, wanted: Iterable[tuple[int, Carrying]]) -> None:
        for person_id, one in wanted:
            for key, used in self._due(one):
                self._standing.add(key)
                self._move(person_id, key, used - self.told.get(key, 0))

    def give_back(self, gone: Iterable[ChangeTold]) -> bool:
        """What changes that were taken back had carried, and no other change carries; whether there was something."""
        found = False
        for one in gone:
            owners = {id_ for _, id_ in owners_of(self.people, one.person_id, one.effective_on)}
            for key, used in list(self.told.items()):
                theirs = key.owner_id in owners and (key.from_plan, key.to_plan) == (one.from_plan, one.to_plan)
                if theirs and key not in self._standing and used:
                    found |= self._move(one.person_id, key, -used)
        return found

    def _due(self, one: Carrying) -> Iterator[tuple[Carried, int]]:
        """By ceiling, holder and period, for the periods that reach the change, what is to count in the other plan: all
        that was used, less what came from there itself."""
        for old, new in one.pairs:
            before, after = one.before.pots.get(old), one.after.pots.get(new)
            if before is None or after is None or why_not_carried(before, after, one.kept_from):
                continue
            owner = one.owner_of(before)
            there = _used(self.balances.get((owner, one.from_plan), {}), before)
            there.update({
                (each.holder, each.period): 0 for each in self.told
                if (each.owner_id, each.from_plan, each.from_pot) == (owner, one.from_plan, before.counter)
                and (each.holder, each.period) not in there  # all of it was given back: the balance is gone
            })  # fmt: skip
            for (holder, period), used in sorted(there.items()):
                if _reaches(before, period, one):
                    key = Carried(owner, holder, one.from_plan, before.counter, one.to_plan, after.counter, period)
                    yield key, used - _came_back(self.told, key, (key.from_plan, key.from_pot), frozenset())

    def _move(self, person_id: int, key: Carried, used: int) -> bool:
        chain_id = self._chain(key.owner_id)
        if not used or chain_id is None:
            return False
        whose, before = self.left.get(key, ((person_id, chain_id), 0))
        self.left[key] = whose, before + used
        self.told[key] = self.told.get(key, 0) + used
        pots = self.balances.setdefault((key.owner_id, key.to_plan), {})
        shift(pots, key.to_pot, key.holder, key.period, used, 0, "")
        return True

    def _chain(self, owner_id: int) -> int | None:
        """The household on whose chain it is told: the owner, or the newest of the owner's that is held."""
        if owner_id in self.held:
            return owner_id
        places = sorted(self.people.places.get(owner_id, ()), key=lambda place: place.effective_from)
        return next((place.household_id for place in reversed(places) if place.household_id in self.held), None)


def _used(pots: Pots, pot: Pot) -> dict[tuple[str, date], int]:
    """By holder and period what was used of the pot."""
    return {
        (holder, start): balance.used for (name, holder), periods in pots.items() if name == pot.counter
        for start, balance in periods.items()
    }  # fmt: skip


def _reaches(pot: Pot, start: date, one: Carrying) -> bool:
    """Whether the period of the pot that began on the day reaches the day of the change."""
    after = None if isinstance(pot.period, PeriodCases) else next_period(pot.period, start, one.kept_from)
    return after is None or after > one.on


def _came_back(
    told: Mapping[Carried, int], key: Carried, there: tuple[str, str], seen: frozenset[tuple[str, str]]
) -> int:
    """How much of what counts in a ceiling came, through whatever others, from the one to which `key` carries."""
    total = 0
    for one, used in told.items():
        into = (one.owner_id, one.holder, one.period, one.to_plan, one.to_pot)
        source = (one.from_plan, one.from_pot)
        if into != (key.owner_id, key.holder, key.period, *there) or source in seen:
            continue
        whole = source == (key.to_plan, key.to_pot)
        total += used if whole else min(used, _came_back(told, key, source, seen | {there}))
    return total


# ---------------------------------------------------------------- telling


def tell_left(unit: UnitOfWork, left: Sequence[Left]) -> None:
    """Tells what is carried, each on its household's chain. The balances are written by whoever keeps them."""
    for chain_id in sorted({one.chain_id for one in left}):
        entry = unit.entry(chain_id, "carry")
        for number, one in enumerate([one for one in left if one.chain_id == chain_id], 1):
            tell_carried(entry, number, one.carried, one.used)
