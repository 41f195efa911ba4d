"""What was used of the ceilings of a plan counts in those of the plan that follows it, where the rules say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from mutua.domain.cover_life import CoverReason
from mutua.rules.engine.periods import next_period
from mutua.rules.model import Holder, JoiningYears, PeriodCases, Pot, Ruleset
from mutua.services.claim_life import Desktop
from mutua.services.cover_desk import HEAD, Found, OpenCovers, household_of, newest_home, on_covers, rules_on
from mutua.services.decide_claim import Refusal
from mutua.services.plan_book import PlanBook
from mutua.store.ceilings import Pots, encode_pots, read_balances, shift, write_balances
from mutua.store.covers import Carried, ChangeTold, carried_so_far, read_changes, tell_carried
from mutua.store.people import People
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


def owners_of(people: People, person_id: int, day: date) -> tuple[tuple[str, int], ...]:
    """Whose ceilings somebody of a household may draw on, on the day."""
    there = household_of(people, person_id, day)
    member = next((place.person_id for place in there if place.kinship == HEAD), person_id)
    home = next((place.household_id for place in there), people.places[person_id][0].household_id)
    return (("person", person_id), ("member", member), ("household", home))


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
        there = _used(balances.get((owner, one.from_plan), {}), before)
        there.update({
            (each.holder, each.period): 0 for each in told
            if (each.owner_id, each.from_plan, each.from_pot) == (owner, one.from_plan, before.counter)
            and (each.holder, each.period) not in there  # all of it was given back: the balance is gone
        })  # fmt: skip
        for (holder, period), used in sorted(there.items()):
            carried = Carried(owner, holder, one.from_plan, before.counter, one.to_plan, after.counter, period)
            left = used - told.get(carried, 0) if _reaches(before, period, one) else 0
            if left:
                found[carried] = left
    return found


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


# ---------------------------------------------------------------- what is used after the change was recorded


def carry_again(at: Desktop, person_id: int) -> Found:
    """Carries the use that was recorded under the plans left after the person's changes were, or given back since."""

    def work(one: OpenCovers) -> Found:
        wanted = [
            found for told in read_changes(one.unit.connection, [person_id]).get(person_id, ())
            if (found := carrying_told(one.people, one.at.plans, told)) is not None
        ]  # fmt: skip
        carried = carry(one.unit, newest_home(one.people, person_id), wanted)
        one.notices.append(("use_carried", str(carried)))
        return one.told()

    return on_covers(at, person_id, work)


def carrying_told(people: People, plans: PlanBook, told: ChangeTold) -> Carrying | None:
    """What a change that was told carries; None where it carries nothing, or its covers are not there any more."""
    covers = {
        (plan, cover.assistance, cover.effective_from): cover
        for plan, cover in people.covers.get(told.person_id, ())
    }
    before = covers.get((told.from_plan or "", told.from_assistance or "", told.from_since or told.effective_on))
    after = covers.get((told.to_plan or "", told.to_assistance or "", told.to_since or told.effective_on))
    if before is None or after is None or told.from_plan is None or told.to_plan is None:
        return None
    left, entered = rules_on(plans, told.from_plan, told.asked_on), rules_on(plans, told.to_plan, told.effective_on)
    if isinstance(left, Refusal) or isinstance(entered, Refusal):
        return None
    rule = left[1].senior if told.reason is CoverReason.SENIOR else left[1].plan_change
    if rule is None or not rule.carries:
        return None
    since = before.seniority_from
    return Carrying(
        told.from_plan, told.to_plan, left[1], entered[1], rule.carries, told.effective_on,
        owners_of(people, told.person_id, told.effective_on), since if after.seniority_from == since else None,
    )  # fmt: skip
