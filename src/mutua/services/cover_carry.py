"""What was used of the ceilings of a plan counts in those of the plan that follows it, once a change is told."""

from __future__ import annotations

from mutua.services.carried_use import left_to_carry, tell_left
from mutua.services.claim_life import Desktop
from mutua.services.cover_desk import Found, OpenCovers, on_covers
from mutua.store.ceilings import encode_pots, read_balances, write_balances


def carry(one: OpenCovers) -> int:
    """Carries what the changes told of these people carry and is not carried yet; gives how many ceilings it moved.

    What two people of a household share is carried once.
    """
    one.look_again()
    owners = {*one.people.places, *one.people.by_household}
    balances = read_balances(one.unit.connection, owners)
    homes = {home for home in one.people.by_household if one.unit.holds(home)}
    left = left_to_carry(one.unit.connection, one.at.plans, one.people, balances, held=homes)
    tell_left(one.unit, left)
    changed = {(each.carried.owner_id, each.carried.to_plan, each.carried.period.year) for each in left}
    write_balances(one.unit, {key: encode_pots(balances[key[0], key[1]], key[2]) for key in sorted(changed)})
    return len(left)


def carry_again(at: Desktop, person_id: int) -> Found:
    """Carries the use that was recorded under the plans left after the person's changes were, or given back since."""

    def work(one: OpenCovers) -> Found:
        one.notices.append(("use_carried", str(carry(one))))
        return one.told()

    return on_covers(at, person_id, work)
