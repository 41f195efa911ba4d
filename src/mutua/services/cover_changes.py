"""A cover is left for another plan, or left: when the rules allow it, what goes on, who of the household comes along.

Neither age nor health ends a cover: who reaches the age that the rules name is moved to the plan they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mutua.domain.case import Cover
from mutua.domain.cover_life import ONE_DAY, CoverChange, CoverReason, Held, continued
from mutua.domain.italian import written_day
from mutua.domain.membership import ChangeAnswer
from mutua.rules.changes import leaving, plan_change
from mutua.rules.joining import may_join
from mutua.rules.model import Ruleset
from mutua.services.carried_use import Carrying, carrying_told, not_carried
from mutua.services.claim_life import Desktop
from mutua.services.cover_carry import carry
from mutua.services.cover_desk import (
    HEAD,
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
from mutua.services.cover_join import assistances_of, covered_by, household_blocks, shared_answers
from mutua.services.cover_obligation import Answers, no_answers
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import dead_by
from mutua.services.plan_book import BookedPlan
from mutua.store.covers import told_change
from mutua.store.people import Place, who_is


@dataclass(frozen=True, slots=True)
class Changing:
    """A change from one plan to another (or to another assistance of the same), or, with `to_plan` None, leaving.

    `from_assistance` None: the only one there is. `household`: the others of it who are under the plan come along.
    `effective_on` is for a change of employer alone: the day on which the new one begins; the rules say it otherwise.
    """

    from_plan: str
    asked_on: date
    to_plan: str | None = None
    reason: CoverReason = CoverReason.REQUEST
    from_assistance: str | None = None
    to_assistance: str | None = None
    household: bool = False
    effective_on: date | None = None
    answers: Answers = field(default_factory=no_answers)


def change(at: Desktop, person_id: int, told: Changing) -> Found:
    """Moves the person's cover to another plan, or ends it, on the day that the rules of the plan left give.

    Seniority and the use of ceilings go on where those rules say so. Refused, with everything that stands against it,
    where it is asked too late or too early, where the other plan does not take the person, and where the household
    would be covered in part though it must be as a whole.
    """

    def work(one: OpenCovers) -> Found:
        refusal = why_not_asked(one, person_id, told)
        if refusal is not None:
            return refusal
        moves, blocks = _moves(one, person_id, told)
        if isinstance(moves, Refusal):
            return moves
        if not blocks:
            blocks = _household(one, person_id, told, moves)
        if blocks:
            return Blocked(tuple(blocks))
        tell_moves(one, moves)
        return one.told()

    return on_covers(at, person_id, work)


def why_not_asked(one: OpenCovers, person_id: int, told: Changing) -> Refusal | None:
    if told.asked_on > one.today:
        return Refusal("life_in_future")
    if place_on(one.people, person_id, told.asked_on) is None:
        return Refusal("person_in_no_household", written_day(told.asked_on))
    if told.reason is CoverReason.EMPLOYER and told.effective_on is None:
        return Refusal("employer_day_missing")
    if told.reason is not CoverReason.EMPLOYER and told.effective_on is not None:
        return Refusal("day_is_for_rules")
    return dead_by(one.unit.connection, person_id, told.asked_on)


# ---------------------------------------------------------------- what it comes to


@dataclass(frozen=True, slots=True)
class Move:
    """A change with the rules of both plans, and what the rules left carry."""

    change: CoverChange
    rules: Ruleset
    to_rules: Ruleset | None
    carries: tuple[tuple[str, str], ...]


def _moves(
    one: OpenCovers, person_id: int, told: Changing
) -> tuple[Sequence[Move], list[Block]] | tuple[Refusal, list[Block]]:
    """What would happen to the person and, with the household, to the others under the plan; all that is against it.

    With the household, whoever left before (the person too) holds nobody back: a notice says who and until when.
    """
    ids = [place.person_id for place in household_of(one.people, person_id, told.asked_on)]
    whom = [id_ for id_ in ids if id_ == person_id or told.household]
    moves: list[Move] = []
    blocks: list[Block] = []
    gone: list[int] = []
    for id_ in sorted(whom, key=lambda each: each != person_id):
        held = _held(one, id_, told)
        if isinstance(held, Refusal):
            if told.household and _had(one, id_, told):
                gone.append(id_)
            elif id_ == person_id:
                return held, []
            continue
        for each in held:
            move = _move(one, id_, each, told)
            if isinstance(move, Refusal):
                return move, []
            if told.household and _left_alone(one, person_id, each, move, told):
                gone.append(id_)
            elif isinstance(move, Move):
                moves.append(move)
            else:
                blocks.append(move)
    if gone and not moves and not blocks:
        return Refusal("household_left", _until(one, gone, told)), []
    if gone:
        one.notices.append(("left_before", _until(one, gone, told)))
    return moves, blocks


def _left_alone(one: OpenCovers, asking: int, held: Held, move: Move | Block, told: Changing) -> bool:
    """Whether the cover is over before the household's move, by what was asked for this person and not for who asks."""
    if isinstance(move, Block):
        return move.code == "cover_ends_already"
    last = held.cover.ends_on
    if told.to_plan is None or last is None or last >= move.change.effective_on:
        return False
    theirs = _held(one, asking, told)
    return isinstance(theirs, Refusal) or all(each.cover.ends_on != last for each in theirs)


def _had(one: OpenCovers, person_id: int, told: Changing) -> list[Cover]:
    """The covers of the plan that are meant, those that are over too."""
    return [
        cover for plan, cover in one.people.covers.get(person_id, ())
        if plan == told.from_plan and told.from_assistance in (None, cover.assistance)
    ]  # fmt: skip


def _until(one: OpenCovers, gone: Sequence[int], told: Changing) -> str:
    """«Rossi Bruno (31/12/2026)»: who left before, with the last day of each."""
    found = []
    for id_ in dict.fromkeys(gone):
        surname, given_name, _ = who_is(one.unit.connection, id_)
        last = max(cover.ends_on for cover in _had(one, id_, told) if cover.ends_on is not None)
        found.append(f"{surname} {given_name} ({written_day(last)})".strip())
    return ", ".join(found)


def _held(one: OpenCovers, person_id: int, told: Changing) -> list[Held] | Refusal:
    """The covers that are meant: the one named or the only one; who leaves a plan whole leaves all of it."""
    held = open_covers(one.people, person_id, told.asked_on, told.from_plan)
    if told.from_assistance is not None:
        held = [each for each in held if each.cover.assistance == told.from_assistance]
    if not held:
        return Refusal("no_cover", told.from_plan)
    if len(held) > 1 and told.to_plan is not None:
        return Refusal("which_cover", ", ".join(each.cover.assistance for each in held))
    return held


def _move(one: OpenCovers, person_id: int, held: Held, told: Changing) -> Move | Block | Refusal:
    place = place_on(one.people, person_id, told.asked_on)
    found = rules_on(one.at.plans, told.from_plan, told.asked_on)
    if place is None or isinstance(found, Refusal):
        return found if isinstance(found, Refusal) else Refusal("person_in_no_household", written_day(told.asked_on))
    booked, rules = found
    answers = shared_answers(rules, [person_id], told.answers)[person_id]
    facts = facts_at_desk(one.people, booked, place, told.asked_on, since=held.cover, answers=answers)
    answer = _asked(one, rules, facts, held, told)
    if isinstance(answer, Refusal):
        return answer
    if answer.missing:
        return Block("cover_unanswered", person_id, booked.code, rules, missing=answer.missing)
    if not answer.allowed or answer.effective_on is None:
        return Block("change_refused", person_id, booked.code, rules, reasons=answer.reasons)
    if told.to_plan is None:
        return _leave(person_id, held, told, rules, answer.effective_on)
    return into(one, place, held, told, rules, answer)


def _asked(
    one: OpenCovers, rules: Ruleset, facts: Mapping[str, object], held: Held, told: Changing
) -> ChangeAnswer | Refusal:
    """What the rules left say of it. A change of employer has its own day: it is no change of mind."""
    if told.to_plan is None:
        return leaving(rules, facts)  # type: ignore[arg-type]  # facts at the desk
    answer = plan_change(rules, facts)  # type: ignore[arg-type]  # facts at the desk
    if told.reason is not CoverReason.EMPLOYER:
        return answer
    assert told.effective_on is not None  # said by `why_not_asked`
    if told.effective_on > one.today:
        return Refusal("life_in_future")
    if not _began_to_work(one, held, told.effective_on):
        return Refusal("employer_unchanged", written_day(told.effective_on))
    rule = rules.plan_change
    carries, keeps = ((), True) if rule is None else (rule.carries, rule.keeps_seniority)
    return ChangeAnswer(True, told.effective_on, carries=carries, keeps_seniority=keeps)


def _began_to_work(one: OpenCovers, held: Held, day: date) -> bool:
    """Whether somebody of the household began with an employer after the cover did, and no later than the day."""
    whose = [id_ for id_, covers in one.people.covers.items() if (held.plan_code, held.cover) in covers]
    near = {place.person_id for id_ in whose for place in household_of(one.people, id_, day)}
    return any(
        held.cover.effective_from < since <= day for id_ in near for _, since, _ in one.people.firms.get(id_, ())
    )


def _leave(person_id: int, held: Held, told: Changing, rules: Ruleset, first_out: date) -> Move | Block:
    if held.cover.ends_on is not None and held.cover.ends_on < first_out:
        return Block("cover_ends_already", person_id, held.plan_code, found=written_day(held.cover.ends_on))
    done = CoverChange(person_id, told.reason, told.asked_on, first_out, held, None)
    return Move(done, rules, None, ())


def into(
    one: OpenCovers, place: Place, held: Held, told: Changing, rules: Ruleset, answer: ChangeAnswer
) -> Move | Block | Refusal:
    """The cover under the other plan, from the day that the plan left gives; what the other plan says against it."""
    assert told.to_plan is not None
    assert answer.effective_on is not None  # looked at before
    first_day, person_id = max(answer.effective_on, held.cover.effective_from), place.person_id
    target = rules_on(one.at.plans, told.to_plan, max(first_day, told.asked_on))
    if isinstance(target, Refusal):
        return target
    booked, to_rules = target
    wanted = (told.to_assistance,) if told.to_assistance is not None else _same_assistance(held, to_rules)
    names = assistances_of(to_rules, wanted)
    if isinstance(names, Refusal):
        return names
    if (booked.code, names[0]) == (held.plan_code, held.cover.assistance):
        return Refusal("same_cover", booked.code)
    if held.cover.ends_on is not None and held.cover.ends_on < first_day - ONE_DAY:
        return Block("cover_ends_already", person_id, held.plan_code, found=written_day(held.cover.ends_on))
    block = _not_taken(one, booked, to_rules, place, held, told)
    if block is not None:
        return block
    new = continued(held.cover, first_day, names[0], keeps=answer.keeps_seniority)
    day = why_overlaps(one.people, person_id, booked.code, new, held)
    if day is not None:
        return Block("cover_overlaps", person_id, booked.code, found=day)
    done = CoverChange(person_id, told.reason, told.asked_on, first_day, held, Held(booked.code, new))
    return Move(done, rules, to_rules, answer.carries)


def _same_assistance(held: Held, rules: Ruleset) -> tuple[str, ...]:
    """The assistance of the same name, where the other plan has it among several."""
    return (held.cover.assistance,) if held.cover.assistance in rules.covers else ()


def _not_taken(
    one: OpenCovers, booked: BookedPlan, rules: Ruleset, place: Place, held: Held, told: Changing
) -> Block | None:
    """What the rules of the other plan say against the person, or still ask. An assistance of the same plan asks
    nothing anew."""
    if booked.code == held.plan_code:
        return None
    answers = shared_answers(rules, [place.person_id], told.answers)[place.person_id]
    facts = facts_at_desk(one.people, booked, place, told.asked_on, since=held.cover, answers=answers)
    answer = may_join(rules, facts)
    if answer.missing:
        return Block("cover_unanswered", place.person_id, booked.code, rules, missing=answer.missing)
    if not answer.allowed:
        return Block("cover_refused", place.person_id, booked.code, rules, reasons=answer.reasons)
    return None


# ---------------------------------------------------------------- the household


def _household(one: OpenCovers, person_id: int, told: Changing, moves: Sequence[Move]) -> list[Block]:
    """Who of the household would be covered, or not, against what the rules of either plan ask of it as a whole."""
    leaving_whole = {
        move.change.person_id for move in moves
        if move.change.after is None or move.change.after.plan_code != told.from_plan
    }  # fmt: skip
    still = {
        id_ for id_ in covered_by(one, told.from_plan, told.asked_on)
        if (id_ not in leaving_whole or _keeps_another(one, id_, told, moves)) and not _left(one, id_, told, moves)
    }  # fmt: skip
    blocks = []
    found = rules_on(one.at.plans, told.from_plan, told.asked_on)
    if not isinstance(found, Refusal) and leaving_whole - still:
        here = household_blocks(one, *found, person_id, told.asked_on, still, told.answers)
        blocks += [replace(block, code="household_not_whole") for block in here if block.person_id in leaving_whole]
    if told.to_plan is not None and told.to_plan != told.from_plan:
        target = rules_on(one.at.plans, told.to_plan, max(moves[0].change.effective_on, told.asked_on))
        if not isinstance(target, Refusal):
            day = max(moves[0].change.effective_on, told.asked_on)
            covered = covered_by(one, told.to_plan, told.asked_on) | {move.change.person_id for move in moves}
            blocks += household_blocks(one, *target, person_id, day, covered, told.answers)
    head = place_on(one.people, person_id, told.asked_on)
    left = {each.person_id for each in household_of(one.people, person_id, told.asked_on)} & still - leaving_whole
    if head is not None and head.kinship == HEAD and left and person_id in leaving_whole:
        one.notices.append(("covers_stay", str(len(left))))
    return blocks


def _left(one: OpenCovers, person_id: int, told: Changing, moves: Sequence[Move]) -> bool:
    """Whether somebody left before, so that no cover of theirs goes on when the household that leaves is out."""
    first_out = max((move.change.effective_on for move in moves), default=told.asked_on)
    ends = [held.cover.ends_on for held in open_covers(one.people, person_id, told.asked_on, told.from_plan)]
    return told.household and all(day is not None and day < first_out for day in ends)


def _keeps_another(one: OpenCovers, person_id: int, told: Changing, moves: Sequence[Move]) -> bool:
    gone = {move.change.before for move in moves if move.change.person_id == person_id}
    return any(held not in gone for held in open_covers(one.people, person_id, told.asked_on, told.from_plan))


# ---------------------------------------------------------------- telling


def tell_moves(one: OpenCovers, moves: Sequence[Move]) -> None:
    """Records changes, with the use of ceilings that they carry, and says what is to be looked at."""
    changes = [move.change for move in moves]
    tell_changes(one, "cover_change" if any(each.after for each in changes) else "covers_end", changes)
    carried = carry(one)
    if carried:
        one.notices.append(("use_carried", str(carried)))
    wanted = [carrying for move in moves if (carrying := _carrying(one, move)) is not None]
    lost = sorted({name for each in wanted for name in not_carried(each)})
    if lost:
        one.notices.append(("use_not_carried", ", ".join(lost)))
    if wanted and any(change.effective_on > one.today for change in changes):
        one.notices.append(("carry_later", written_day(max(change.effective_on for change in changes))))
    look_at_requests(one, changes)


def _carrying(one: OpenCovers, move: Move) -> Carrying | None:
    told = told_change(move.change)
    return carrying_told(one.people, one.at.plans, told) if move.carries else None
