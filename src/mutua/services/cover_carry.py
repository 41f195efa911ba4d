"""What was used of the ceilings of a plan counts in those of the plan that follows it, where the rules say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from mutua.rules.engine.periods import next_period
from mutua.rules.model import Holder, JoiningYears, PeriodCases, Pot, Ruleset
from mutua.services.cover_desk import HEAD, OpenCovers, household_of
from mutua.store.ceilings import Pots, encode_pots, read_balances, shift, write_balances
from mutua.store.covers import Carried, carried_so_far, tell_carried
from mutua.store.unit_of_work import UnitOfWork

_WIDER = (Holder.FIRM, Holder.SOCIETY)


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


def owners_of(one: OpenCovers, person_id: int, day: date) -> tuple[tuple[str, int], ...]:
    """Whose ceilings somebody of a household may draw on, on the day."""
    there = household_of(one.people, person_id, day)
    member = next((place.person_id for place in there if place.kinship == HEAD), person_id)
    home = next((place.household_id for place in there), one.people.places[person_id][0].household_id)
    return (("person", person_id), ("member", member), ("household", home))


def why_not_carried(before: Pot | None, after: Pot | None, kept_from: date | None) -> bool:
    """Whether two pots do not count the same: another unit, holder or period, or one that is counted from joining anew."""
    if before is None or after is None or any(holder in _WIDER for holder in before.holders):
        return True
    if (before.unit, before.holders, before.counts, before.occurrence) != (
        after.unit, after.holders, after.counts, after.occurrence
    ):  # fmt: skip
        return True
    periods = before.period
    anew = isinstance(periods, (JoiningYears, PeriodCases)) and kept_from is None
    return periods != after.period or anew


def to_carry(connection: Connection, one: Carrying) -> dict[Carried, int]:
    """What is still to be carried, by ceiling, holder and period: what was used less what was carried already.

    Only of periods that reach the day of the change. Below nought where use was given back since.
    """
    owners = {owner for _, owner in one.owners}
    balances, told = read_balances(connection, owners), carried_so_far(connection, owners)
    found: dict[Carried, int] = {}
    for old, new in one.pairs:
        before, after = one.before.pots.get(old), one.after.pots.get(new)
        if before is None or after is None or why_not_carried(before, after, one.kept_from):
            continue
        owner = one.owner_of(before)
        for key, used in _used(balances.get((owner, one.from_plan), {}), before, one):
            carried = Carried(owner, key[0], one.from_plan, before.counter, one.to_plan, after.counter, key[1])
            left = used - told.get(carried, 0)
            if left:
                found[carried] = left
    return found


def _used(pots: Pots, pot: Pot, one: Carrying) -> Iterator[tuple[tuple[str, date], int]]:
    """By holder and period what was used of the pot in the periods that reach the day."""
    for (name, holder), periods in sorted(pots.items()):
        if name != pot.counter:
            continue
        for start, balance in sorted(periods.items()):
            rule = pot.period
            after = None if isinstance(rule, PeriodCases) else next_period(rule, start, one.kept_from)
            if after is None or after > one.on:
                yield (holder, start), balance.used


def not_carried(one: Carrying) -> list[str]:
    """The pots that the rules name and that do not count the same in the two plans."""
    pots = [(old, new, one.before.pots.get(old), one.after.pots.get(new)) for old, new in one.pairs]
    return [f"{old} → {new}" for old, new, before, after in pots if why_not_carried(before, after, one.kept_from)]


def carry(unit: UnitOfWork, household_id: int, wanted: Sequence[Carrying]) -> int:
    """Carries what is still to be carried, in one entry of the household; gives how many ceilings it moved.

    What two people of a household share is carried once.
    """
    found: dict[Carried, int] = {}
    for one in wanted:
        found.update(to_carry(unit.connection, one))
    if not found:
        return 0
    entry = unit.entry(household_id, "carry")
    balances = read_balances(unit.connection, {told.owner_id for told in found})
    changed: set[tuple[int, str, int]] = set()
    for number, (told, used) in enumerate(sorted(found.items()), 1):
        tell_carried(entry, number, told, used)
        pots = balances.setdefault((told.owner_id, told.to_plan), {})
        shift(pots, told.to_pot, told.holder, told.period, used, 0, "")
        changed.add((told.owner_id, told.to_plan, told.period.year))
    write_balances(unit, {key: encode_pots(balances[key[0], key[1]], key[2]) for key in sorted(changed)})
    return len(found)
