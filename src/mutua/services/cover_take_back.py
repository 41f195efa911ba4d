"""A cover recorded by mistake is taken back where nothing leans on it: it never was, and history says that it was told.

Nothing is erased: the cover is told anew as one that never was, with the reason, and `covers show` tells both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, or_, select

from mutua.domain.case import Cover
from mutua.domain.cover_life import ONE_DAY, CoverChange, CoverReason, Held
from mutua.domain.italian import written_day, written_money
from mutua.services.carried_use import owners_of
from mutua.services.claim_life import Desktop
from mutua.services.cover_desk import (
    Block,
    Blocked,
    Found,
    OpenCovers,
    household_of,
    look_at_requests,
    on_covers,
    open_covers,
)
from mutua.services.decide_claim import Refusal
from mutua.services.firm_sight import firm_covers
from mutua.store.covers import ChangeTold, read_changes, standing_changes, tell_change
from mutua.store.decisions import decision_in_force
from mutua.store.people import cover_chains, tell_cover
from mutua.store.tables import carried_use, charge, claim, claim_line, cover, entry
from mutua.store.tables import contribution as by_list


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Which cover: the only one of the plan, or the one of this assistance that began on this day."""

    plan_code: str
    assistance: str | None = None
    since: date | None = None


def take_cover_back(at: Desktop, person_id: int, told: TakingBack) -> Found:
    """The cover never was. Where it came by a change, the cover before goes on as it stood before the change.

    Refused, with all of it told at once, where a decision in force, a charge, a contribution of a list, carried use or
    a later cover leans on it; and where a firm gives it.
    """

    def work(one: OpenCovers) -> Found:
        held = _meant(one, person_id, told)
        if isinstance(held, Refusal):
            return held
        changes = read_changes(one.unit.connection, [person_id]).get(person_id, [])
        blocks = list(_leaning(one, person_id, held, changes))
        if blocks:
            return Blocked(tuple(blocks))
        before = _before(one, person_id, held, changes)
        first = held.cover.effective_from
        done = CoverChange(person_id, CoverReason.TAKEN_BACK, one.today, first, held, before)
        _tell(one, done, held)
        look_at_requests(one, [done])
        left = [
            place for place in household_of(one.people, person_id, one.today)
            if place.person_id != person_id and open_covers(one.people, place.person_id, one.today, held.plan_code)
        ]  # fmt: skip
        if left:
            one.notices.append(("covers_stay", str(len(left))))
        return one.told()

    return on_covers(at, person_id, work)


def _tell(one: OpenCovers, done: CoverChange, held: Held) -> None:
    """The cover as one that never was, and the one before as it stood, each where it was told; the change beside it."""
    where = cover_chains(one.unit.connection, [done.person_id])
    rows: dict[int, list[tuple[Held, bool]]] = {}
    for one_held, void in ((held, True), *(((done.after, False),) if done.after is not None else ())):
        for chain_id in where[done.person_id, *_key(one_held)]:
            rows.setdefault(chain_id, []).append((one_held, void))
    noted = max(where[done.person_id, *_key(held)])
    for chain_id in sorted(rows):
        entry = one.unit.entry(chain_id, "cover_taken_back")
        for number, (one_held, void) in enumerate(rows[chain_id], 1):
            tell_cover(entry, number, done.person_id, one_held.plan_code, one_held.cover, void=void)
        if chain_id == noted:
            tell_change(entry, 1, done)
    one.changes.append(done)


def _meant(one: OpenCovers, person_id: int, told: TakingBack) -> Held | Refusal:
    found = [
        Held(plan, cover) for plan, cover in one.people.covers.get(person_id, ())
        if plan == told.plan_code and told.assistance in (None, cover.assistance)
        and told.since in (None, cover.effective_from)
    ]  # fmt: skip
    if not found:
        return Refusal("no_cover_recorded", told.plan_code)
    if len(found) > 1:
        names = sorted((held.cover.effective_from, held.cover.assistance) for held in found)
        return Refusal("which_cover_recorded", ", ".join(f"{name} {written_day(day)}" for day, name in names))
    return found[0]


# ---------------------------------------------------------------- what leans on it


def _leaning(one: OpenCovers, person_id: int, held: Held, changes: list[ChangeTold]) -> Iterator[Block]:
    connection, plan = one.unit.connection, held.plan_code
    told = (
        Block("leans_request", person_id, plan, found=", ".join(_requests(connection, person_id, held))),
        Block("leans_charge", person_id, plan, found=", ".join(_charges(connection, person_id, held))),
        Block("leans_contribution", person_id, plan, found=", ".join(_contributions(one, person_id, held))),
        Block("leans_carried", person_id, plan, found=", ".join(_carried(one, person_id, held))),
        Block("leans_cover", person_id, plan, found=", ".join(_later(one, person_id, held, changes))),
    )
    yield from (block for block in told if block.found)


def _requests(connection: Connection, person_id: int, held: Held) -> list[str]:
    """The requests under the plan, for services of the cover's days or of none, that have a decision in force."""
    service = claim_line.c.service_on
    within = service >= held.cover.effective_from
    if held.cover.ends_on is not None:
        within &= service <= held.cover.ends_on
    query = (
        select(claim.c.claim_id)
        .join(claim_line, and_(claim_line.c.chain_id == claim.c.chain_id, claim_line.c.position == claim.c.position))
        .where((claim.c.person_id == person_id) & (claim.c.plan_code == held.plan_code))
        .where(or_(within, service.is_(None)))
        .distinct()
        .order_by(claim.c.claim_id)
    )
    return [str(id_) for id_ in connection.scalars(query) if decision_in_force(connection, id_) is not None]


def _charges(connection: Connection, person_id: int, held: Held) -> list[str]:
    """The years charged for the cover's days, with what is charged once all that was taken back is off."""
    query = (
        select(charge.c.year, func.sum(charge.c.amount_cents))
        .where((charge.c.person_id == person_id) & (charge.c.plan_code == held.plan_code))
        .where(charge.c.ends_on >= held.cover.effective_from)
        .group_by(charge.c.year)
        .order_by(charge.c.year)
    )
    if held.cover.ends_on is not None:
        query = query.where(charge.c.effective_from <= held.cover.ends_on)
    return [f"{year} ({written_money(int(cents))} €)" for year, cents in connection.execute(query) if cents]


def _contributions(one: OpenCovers, person_id: int, held: Held) -> list[str]:
    """The days of contributions of the plan that a list told, where nobody else of the household has the plan."""
    homes = {place.household_id for place in one.people.places.get(person_id, ())}
    others = {
        other for home in homes for place in one.people.by_household.get(home, ())
        if (other := place.person_id) != person_id
        and any(plan == held.plan_code for plan, _ in one.people.covers.get(other, ()))
    }  # fmt: skip
    if others:
        return []
    query = (
        select(by_list.c.chain_id, by_list.c.due_on, by_list.c.void, by_list.c.amount_cents)
        .where(by_list.c.chain_id.in_(sorted(homes)) & (by_list.c.plan_code == held.plan_code))
        .where(by_list.c.due_on >= held.cover.effective_from)
        .order_by(by_list.c.chain_id, by_list.c.position, by_list.c.number)
    )
    if held.cover.ends_on is not None:
        query = query.where(by_list.c.due_on <= held.cover.ends_on)
    newest = {(row.chain_id, row.due_on): row for row in one.unit.connection.execute(query)}
    days = {row.due_on for row in newest.values() if not row.void and row.amount_cents}
    return [written_day(day) for day in sorted(days)]


def _carried(one: OpenCovers, person_id: int, held: Held) -> list[str]:
    """The ceilings whose use was carried to the plan, or from it, and not given back."""
    owners = {id_ for _, id_ in owners_of(one.people, person_id, held.cover.effective_from)}
    query = (
        select(carried_use.c.from_plan, carried_use.c.from_pot, carried_use.c.to_plan, func.sum(carried_use.c.used))
        .where(carried_use.c.owner_id.in_(sorted(owners)))
        .where((carried_use.c.from_plan == held.plan_code) | (carried_use.c.to_plan == held.plan_code))
        .group_by(carried_use.c.from_plan, carried_use.c.from_pot, carried_use.c.to_plan)
        .order_by(carried_use.c.from_plan, carried_use.c.from_pot)
    )
    return [f"{pot} ({before}, {after})" for before, pot, after, used in one.unit.connection.execute(query) if used]


def _later(one: OpenCovers, person_id: int, held: Held, changes: list[ChangeTold]) -> list[str]:
    """The covers that go on from this one: by a change, or joined without a gap with the seniority of this one."""
    covers = one.people.covers.get(person_id, ())
    came = {told.after for told in standing_changes(changes) if told.before == _key(held)}
    of_firms = {
        (told.plan_code, told.assistance, told.effective_from)
        for told in firm_covers(one.unit.connection, [person_id]).get(person_id, ())
    }  # they follow from what is known, and are looked at again
    came -= of_firms
    mine = held.cover
    found = [
        Held(plan, later) for plan, later in covers
        if (plan, later.assistance, later.effective_from) in came
        or (
            mine.ends_on is not None and later.effective_from == mine.ends_on + ONE_DAY
            and later.seniority_from == mine.seniority_from
        )
    ]  # fmt: skip
    return [
        f"{one.plan_code} {one.cover.assistance}".strip() + f" {written_day(one.cover.effective_from)}" for one in found
    ]


def _key(held: Held) -> tuple[str, str, date]:
    return held.plan_code, held.cover.assistance, held.cover.effective_from


# ---------------------------------------------------------------- the cover before


def _before(one: OpenCovers, person_id: int, held: Held, changes: list[ChangeTold]) -> Held | None:
    """The cover that a change had ended for this one, as it was told before that.

    None where there was none. One that was told anew since stays as it is.
    """
    made = [
        told for told in changes
        if (told.to_plan, told.to_assistance, told.to_since) == _key(held)
        and told.reason is not CoverReason.TAKEN_BACK
    ]  # fmt: skip
    if not made or made[-1].from_plan is None:
        return None
    plan, assistance, since = made[-1].from_plan, made[-1].from_assistance or "", made[-1].from_since
    assert since is not None  # a rule of the table
    chains = cover_chains(one.unit.connection, [person_id]).get((person_id, plan, assistance, since), set())
    query = (
        select(cover.c.ends_on, cover.c.joined_on, cover.c.void, entry.c.kind)
        .join(entry, (entry.c.chain_id == cover.c.chain_id) & (entry.c.position == cover.c.position))
        .where((cover.c.person_id == person_id) & (cover.c.plan_code == plan) & (cover.c.assistance == assistance))
        .where((cover.c.effective_from == since) & (cover.c.chain_id == max(chains)))
        .order_by(cover.c.position, cover.c.number)
    )
    rows = one.unit.connection.execute(query).all()
    if len(rows) < 2 or rows[-2].void or rows[-1].kind != "cover_change":  # it was over before
        return None
    newest, earlier = rows[-1], rows[-2]
    ended = newest.void if since >= held.cover.effective_from else newest.ends_on == made[-1].effective_on - ONE_DAY
    if not ended:
        return None
    return Held(plan, Cover(assistance, since, earlier.ends_on, earlier.joined_on))
