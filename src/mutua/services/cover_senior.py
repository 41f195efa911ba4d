"""Who reaches the age that the rules of their plan name goes on under another plan, without a day between."""

from __future__ import annotations

from datetime import date

from mutua.domain.cover_life import CoverReason, Held
from mutua.domain.italian import written_day
from mutua.domain.membership import ChangeAnswer
from mutua.rules.senior import senior_move
from mutua.services.claim_life import Desktop
from mutua.services.cover_changes import Changing, Move, into, tell_moves, why_not_asked
from mutua.services.cover_desk import (
    Block,
    Blocked,
    Found,
    OpenCovers,
    facts_at_desk,
    on_covers,
    open_covers,
    place_on,
    rules_on,
)
from mutua.services.decide_claim import Refusal


def move_to_senior(at: Desktop, person_id: int, plan_code: str, *, on: date) -> Found:
    """Who reached the age that the rules of their plan name is covered by the plan they name, without a gap.

    The day is that of the rules, and was reached by `on`. The cover goes on in another plan: it never only ends.
    """

    def work(one: OpenCovers) -> Found:
        told = Changing(plan_code, on, None, CoverReason.SENIOR)
        refusal = why_not_asked(one, person_id, told)
        if refusal is not None:
            return refusal
        held = open_covers(one.people, person_id, on, plan_code)
        if not held:
            return Refusal("no_cover", plan_code)
        moves = [_to_senior(one, person_id, each, on) for each in held]
        for move in moves:
            if isinstance(move, Refusal):
                return move
        blocks = [move for move in moves if isinstance(move, Block)]
        if blocks:
            return Blocked(tuple(blocks))
        tell_moves(one, [move for move in moves if isinstance(move, Move)])
        return one.told()

    return on_covers(at, person_id, work)


def _to_senior(one: OpenCovers, person_id: int, held: Held, on: date) -> Move | Block | Refusal:
    place, found = place_on(one.people, person_id, on), rules_on(one.at.plans, held.plan_code, on)
    if place is None or isinstance(found, Refusal):
        return found if isinstance(found, Refusal) else Refusal("person_in_no_household", written_day(on))
    booked, rules = found
    answer = senior_move(rules, facts_at_desk(one.people, booked, place, on, since=held.cover))
    if answer is None:
        return Refusal("no_senior_plan", held.plan_code)
    if answer.missing:
        return Block("cover_unanswered", person_id, booked.code, rules, missing=answer.missing)
    if answer.effective_on is None or answer.effective_on > on:
        day = written_day(answer.effective_on) if answer.effective_on else ""
        return Block("not_yet_senior", person_id, booked.code, rules, found=day)
    told = Changing(held.plan_code, on, answer.to_plan, CoverReason.SENIOR)
    changed = ChangeAnswer(True, answer.effective_on, carries=answer.carries, keeps_seniority=answer.keeps_seniority)
    return into(one, place, held, told, rules, changed)
