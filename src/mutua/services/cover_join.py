"""Joining a plan: whom the rules let in and from when, who of the household must come along, what is still asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mutua.domain.case import Cover
from mutua.domain.cover_life import ONE_DAY, CoverChange, CoverReason, Held
from mutua.domain.italian import written_day
from mutua.domain.member_life import standing_on
from mutua.rules.case_content import encode_facts
from mutua.rules.changes import plan_change
from mutua.rules.joining import may_join
from mutua.rules.model import FactOf, Ruleset
from mutua.services.claim_life import Desktop
from mutua.services.cover_carry import carry
from mutua.services.cover_desk import (
    Block,
    Blocked,
    Found,
    OpenCovers,
    facts_at_desk,
    household_of,
    look_at_requests,
    on_covers,
    open_covers,
    place_on,
    rules_on,
    tell_changes,
    why_overlaps,
)
from mutua.services.cover_obligation import NO_ANSWERS, Answers, around, exempted, no_answers, owed_by_household
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import dead_by
from mutua.services.plan_book import BookedPlan
from mutua.store.members import read_lives
from mutua.store.people import FactRow, Place, tell_fact


@dataclass(frozen=True, slots=True)
class Joining:
    """An application for a plan. `assistances` () where the plan has one at most.

    `household`: everybody who must join comes along. `continues`: the person leaves another plan or employer without a
    gap, and seniority goes on where the rules of what they leave keep it. `answers`: to what the rules ask, by person;
    one about the whole household by anybody.
    """

    plan_code: str
    asked_on: date
    assistances: tuple[str, ...] = ()
    household: bool = False
    continues: bool = False
    answers: Answers = field(default_factory=no_answers)


def join(at: Desktop, person_id: int, told: Joining) -> Found:
    """Who joins is covered from the day that the rules give, with seniority of their own.

    Everything that stands against it is told at once, of everybody concerned: conditions not met, questions not
    answered, others of the household who must join. The rules alone decide: nobody may set them aside here.
    """

    def work(one: OpenCovers) -> Found:
        known = _known_plan(one, person_id, told)
        if isinstance(known, Refusal):
            return known
        booked, rules, assistances = known
        ids = {place.person_id for place in household_of(one.people, person_id, told.asked_on)}
        asked = replace(told, answers=shared_answers(rules, ids, told.answers))
        joining = _who_joins(one, booked, rules, person_id, asked)
        blocks: list[Block] = []
        changes: list[CoverChange] = []
        for place in joining:
            found = _joins(one, booked, rules, place, assistances, asked)
            (blocks if isinstance(found[0], Block) else changes).extend(found)  # type: ignore[arg-type]  # of one kind
        covered = {place.person_id for place in joining} | covered_by(one, booked.code, asked.asked_on)
        blocks += household_blocks(one, booked, rules, person_id, asked.asked_on, covered, asked.answers)
        if blocks:
            return Blocked(tuple(blocks))
        refusal = _without_member(one, person_id, max(change.effective_on for change in changes))
        if refusal is not None:
            return refusal
        _tell_answers(one, rules, told)
        tell_changes(one, "cover_join", changes)
        carried = carry(one) if any(change.before for change in changes) else 0
        if carried:
            one.notices.append(("use_carried", str(carried)))
        look_at_requests(one, changes)
        return one.told()

    return on_covers(at, person_id, work)


# ---------------------------------------------------------------- looking


def _known_plan(
    one: OpenCovers, person_id: int, asked: Joining
) -> tuple[BookedPlan, Ruleset, tuple[str, ...]] | Refusal:
    """The plan, its version of the day and the assistances meant; why there is nothing to join."""
    if asked.asked_on > one.today:
        return Refusal("life_in_future")
    dead = dead_by(one.unit.connection, person_id, asked.asked_on)
    if dead is not None:
        return dead
    if place_on(one.people, person_id, asked.asked_on) is None:
        return Refusal("person_in_no_household", written_day(asked.asked_on))
    found = rules_on(one.at.plans, asked.plan_code, asked.asked_on)
    if isinstance(found, Refusal):
        return found
    booked, rules = found
    assistances = assistances_of(rules, asked.assistances)
    if isinstance(assistances, Refusal):
        return assistances
    return booked, rules, assistances


def assistances_of(rules: Ruleset, wanted: Sequence[str]) -> tuple[str, ...] | Refusal:
    """The assistances named, or the only one there is; "" for a plan without any."""
    if not wanted and len(rules.covers) < 2:
        return tuple(rules.covers) or ("",)
    if not wanted:
        return Refusal("assistance_missing", ", ".join(rules.covers))
    unknown = [name for name in wanted if name not in rules.covers]
    if unknown:
        return Refusal("assistance_unknown", ", ".join(unknown))
    return tuple(dict.fromkeys(wanted))


def covered_by(one: OpenCovers, plan_code: str, day: date) -> set[int]:
    """Those of the people who are, or will be, covered by the plan."""
    return {person_id for person_id in one.people.places if open_covers(one.people, person_id, day, plan_code)}


def _who_joins(
    one: OpenCovers, booked: BookedPlan, rules: Ruleset, person_id: int, asked: Joining
) -> list[Place]:
    """The person, and with the household those of it whom the rules hold to it."""
    own = place_on(one.people, person_id, asked.asked_on)
    assert own is not None  # looked at by `_known_plan`
    if not asked.household:
        return [own]
    known = around(one.unit.connection, one.people, asked.asked_on, asked.answers)
    covered = covered_by(one, booked.code, asked.asked_on) | {person_id}
    owed = owed_by_household(one.people, known, booked, rules, person_id, asked.asked_on, covered)
    if rules.joining is None or not rules.joining.whole_household:
        others = [
            place for place in household_of(one.people, person_id, asked.asked_on)
            if place.person_id not in covered and not exempted(known, place.person_id, booked.code, asked.asked_on)
        ]  # fmt: skip
        return [own, *others]
    sure = {each.person_id for each in owed if not each.missing}
    return [own, *[place for place in household_of(one.people, person_id, asked.asked_on) if place.person_id in sure]]


def _joins(
    one: OpenCovers, booked: BookedPlan, rules: Ruleset, place: Place, assistances: Sequence[str], asked: Joining
) -> Sequence[Block] | Sequence[CoverChange]:
    """The covers that somebody gets, or all that stands against it."""
    person_id, plan = place.person_id, booked.code
    held = open_covers(one.people, person_id, asked.asked_on, plan)
    since = held[0].cover if held else None
    facts = facts_at_desk(one.people, booked, place, asked.asked_on, since=since, answers=asked.answers.get(person_id))
    answer = may_join(rules, facts)
    missing, reasons = [*answer.missing], [*answer.reasons]
    starts_on = answer.starts_on
    stays = starts_on is not None and any(
        each.cover.ends_on is None or each.cover.ends_on >= starts_on for each in held
    )  # fmt: skip
    if stays and rules.plan_change is not None and not missing:
        added = plan_change(rules, facts)  # another assistance beside the one held is a change, with its own window
        missing += added.missing
        reasons += added.reasons
        starts_on = added.effective_on
    if missing:
        return [Block("cover_unanswered", person_id, plan, rules, missing=tuple(dict.fromkeys(missing)))]
    if reasons or starts_on is None:
        return [Block("cover_refused", person_id, plan, rules, reasons=tuple(reasons))]
    left = _left(one, person_id, starts_on) if asked.continues else []
    if asked.continues and not left:
        return [Block("no_cover_to_continue", person_id, plan, found=written_day(starts_on))]
    blocks, changes = [], []
    reason = CoverReason.EMPLOYER if asked.continues else CoverReason.REQUEST
    seniority = min((held.cover.seniority_from for held in left), default=starts_on)
    for name in assistances:
        new = Cover(name, starts_on, None, seniority if seniority != starts_on else None)
        before = _gone_on_from(left, name, starts_on)
        day = why_overlaps(one.people, person_id, plan, new)
        if day is not None:
            blocks.append(Block("cover_overlaps", person_id, plan, found=day))
        changes.append(CoverChange(person_id, reason, asked.asked_on, starts_on, before, Held(plan, new)))
    return blocks or changes


def _left(one: OpenCovers, person_id: int, starts_on: date) -> list[Held]:
    """The covers from which seniority goes on without a gap: those that reach up to the day, where the rules of the
    plan left keep it."""
    found = []
    for plan, cover in one.people.covers.get(person_id, ()):
        reaches = cover.effective_from < starts_on and (cover.ends_on is None or cover.ends_on >= starts_on - ONE_DAY)
        left = rules_on(one.at.plans, plan, starts_on - ONE_DAY) if reaches else None
        if left is None or isinstance(left, Refusal):
            continue
        rule = left[1].plan_change
        if rule is None or rule.keeps_seniority:
            found.append(Held(plan, cover))
    return found


def _gone_on_from(left: Sequence[Held], assistance: str, starts_on: date) -> Held | None:
    """The cover that was left for this one, over with the day before: of the same assistance, else the oldest. None
    where nothing was left: who goes on with another plan has both."""
    over = [held for held in left if held.cover.ends_on == starts_on - ONE_DAY]
    key = lambda held: (held.cover.assistance != assistance, held.cover.seniority_from, held.plan_code)  # noqa: E731
    return min(over, key=key, default=None)


def household_blocks(
    one: OpenCovers, booked: BookedPlan, rules: Ruleset, person_id: int, day: date, covered: Collection[int],
    answers: Answers = NO_ANSWERS,
) -> list[Block]:  # fmt: skip
    """The others of the household who must be under the plan too and would not be, or of whom something is asked."""
    known = around(one.unit.connection, one.people, day, answers)
    return [
        Block("household_unanswered", owed.person_id, booked.code, rules, missing=owed.missing) if owed.missing else
        Block("household_must_join", owed.person_id, booked.code, rules)
        for owed in owed_by_household(one.people, known, booked, rules, person_id, day, covered)
    ]  # fmt: skip


def _without_member(one: OpenCovers, person_id: int, day: date) -> Refusal | None:
    """Members and those who live with them may be covered: why the household is not one of a member (any more).

    Where nothing is recorded of anybody's membership, a notice says so: the members' book may not be here yet.
    """
    ids = {place.person_id for place in household_of(one.people, person_id, day)} | {person_id}
    lives = read_lives(one.unit.connection, ids)
    if any(standing_on(life.events, day).is_member for life in lives.values()):
        return None
    if lives:
        return Refusal("household_without_member")
    one.notices.append(("no_membership_recorded", ""))
    return None


def shared_answers(rules: Ruleset, people: Collection[int], answers: Answers) -> Answers:
    """The answers with those about the household given to everybody of it."""
    of_all = {
        name: value for told in answers.values() for name, value in told.items()
        if (fact := rules.facts.get(name)) is not None and fact.of is FactOf.HOUSEHOLD
    }  # fmt: skip
    return {person_id: {**of_all, **answers.get(person_id, {})} for person_id in people}


def _tell_answers(one: OpenCovers, rules: Ruleset, asked: Joining) -> None:
    """What was answered stays known, from the day on which it was asked."""
    for person_id, answers in sorted(asked.answers.items()):
        entry = one.unit.entry(one.people.household_on(person_id, asked.asked_on, 0), "answers")
        for number, (name, value) in enumerate(sorted(answers.items()), 1):
            fact = rules.facts.get(name)
            whose = None if fact is not None and fact.of is FactOf.HOUSEHOLD else person_id
            tell_fact(entry, number, FactRow(whose, name, encode_facts({name: value}), asked.asked_on))
