"""What somebody is entitled to, in the words of the regulation; the help at home; what an expense would bring back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from mutua.services.claim_cells import line_count
from mutua.services.member_estimate import Tried
from mutua.services.member_rights import BenefitTold, PlanRights, texts_of
from mutua.web.clerk_claim_forms import with_a_line_more, without_line
from mutua.web.clerk_claim_page import is_choice
from mutua.web.forms import Refused
from mutua.web.my_cells import asked_anew, chosen, day_once, hint_for_member, labels_of, mistakes_of, offered, picked
from mutua.web.my_claims import drafted
from mutua.web.my_forms import TryOut
from mutua.web.my_home import answer_of, stopped_of
from mutua.web.my_visit import MemberVisit
from mutua.web.site import Answer, Go, Page, Shown
from mutua.wording.come_back import back_headline
from mutua.wording.plain_words import words_explained

MOST_TRIED = 6  # expenses at once
SHORT, READ_FIRST = 6, 4  # benefits of a regulation that is read whole; of a longer one those that come first


def mine(visit: MemberVisit) -> Answer:
    return Go("my_rights_of", visit.door.me.public_id)


def show(visit: MemberVisit) -> Answer:
    found = visit.door.rights(visit.about, visit.language)
    return Page("my_rights.html", {
        "plans": [(plan, *_in_short(plan)) for plan in found.plans],
        "to_come": [(plan, *_in_short(plan)) for plan in found.apart.to_come], "over": found.apart.over,
        "answer": answer_of(visit, visit.about, found.sheet), "near": found.near,
        "hours": {(one.plan_code, one.code) for one in found.hours},
        "stopped": stopped_of(visit, visit.about, found.sheet), "owed": visit.door.owed(found.sheet),
        "shared": any(row.shared for plan in found.plans for one in plan.benefits for row in one.pots),
        "explained": words_explained(texts_of(found.plans, found.apart), visit.language),
        "ended": bool(found.sheet.ended),
    })  # fmt: skip


def _in_short(plan: PlanRights) -> tuple[list[BenefitTold], list[tuple[str, list[BenefitTold]]]]:
    """What to read first, and the others by area: all of a short regulation, of a long one what was used, then what
    need not be waited for, or not as long, and has something left."""
    if len(plan.benefits) <= SHORT:
        return list(plan.benefits), []
    ranked = sorted(plan.benefits, key=lambda one: (
        not any(row.used for row in one.pots), one.since or date.min, not any(row.percent for row in one.pots),
    ))  # fmt: skip
    first = ranked[:READ_FIRST]
    return first, _by_area([one for one in plan.benefits if one not in first])


def _by_area(benefits: Sequence[BenefitTold]) -> list[tuple[str, list[BenefitTold]]]:
    """The benefits under the headings of the regulation, in its order."""
    found: dict[str, list[BenefitTold]] = {}
    for one in benefits:
        found.setdefault(one.area.replace("_", " "), []).append(one)
    return list(found.items())


def help_at_home(visit: MemberVisit) -> Answer:
    every = [(one, visit.door.rights(one, visit.language)) for one in visit.door.people]
    found = [(one, told.hours, stopped_of(visit, one, told.sheet)) for one, told in every if told.hours]
    sheets = [told.sheet for _, told in every if any(one.stops_on is not None for one in told.sheet.covers)]
    begun = [drafted(visit, one) for one in visit.door.drafts() if one.helps]
    return Page("my_help.html", {
        "found": found, "drafts": begun, "owed": visit.door.owed(sheets[0]) if found and sheets else None,
        "owed_told": next((told.owed for _, _, stops in found for told in stops.values()), ""),
        "shared": any(row.shared for _, hours, _ in found for one in hours for row in one.pots),
    })  # fmt: skip


# ---------------------------------------------------------------- what would come back


def try_mine(visit: MemberVisit) -> Answer:
    return Go("my_try", visit.door.me.public_id)


def try_empty(visit: MemberVisit) -> Answer:
    return _tried(visit, {"lines": "1"}, every=False)


def try_out(visit: MemberVisit, form: TryOut | Refused) -> Answer:
    """What would come back of all that is typed; nothing is kept."""
    if isinstance(form, Refused):
        return _tried(visit, {"lines": "1"}, every=True, status=422)
    cells, every, asks = cells_to_try(form)
    return _tried(visit, cells, every=every, asks=asks)


def cells_to_try(form: TryOut) -> tuple[dict[str, str], bool, bool]:
    """What is to be tried; whether what is empty is a mistake; whether questions come first, and no sum."""
    cells, anew = asked_anew(form.cells)
    asks = form.step == "ask" or anew
    cells, every = picked(cells), not asks
    if form.step == "add" and line_count(cells) < MOST_TRIED:
        cells, every = with_a_line_more(cells), False
    elif form.step.startswith("drop-"):
        cells, every = picked(without_line(cells, int(form.step[5:]))), False
    chosen_before = "benefit-1" in form.cells and set(form.cells) <= {"benefit-1", "lines"}  # on another page
    return cells, every and not chosen_before, asks


def _tried(
    visit: MemberVisit, cells: dict[str, str], *, every: bool, status: int = 200, asks: bool = False
) -> Page:
    found, wrong = tried_values(visit, visit.door.try_out(visit.about, cells, visit.language), cells, every, asks)
    return Page("my_try.html", found, 422 if wrong and every else status)


def _texts(tried: Tried) -> Iterator[str]:
    for line in tried.lines or ():
        yield from (*line.told.sentences, *line.depends)
    for asked in (one.asked for one in tried.typed.lines if one.asked is not None):
        yield from (asked.title, *(text for one in asked.questions for text in (one.label, one.hint)))


def tried_values(
    visit: Shown, tried: Tried, cells: dict[str, str], every: bool, asks: bool
) -> tuple[dict[str, object], dict[str, str]]:
    """What the page of a trial shows, and what is wrong with its fields. `asks`: the questions first, and no sum."""
    typed = tried.typed
    wrong = mistakes_of(visit, typed, every=every)
    return {
        "tried": tried, "typed": typed, "cells": day_once(typed, cells), "wrong": wrong,
        "labels": labels_of(visit, typed, trying=True),
        "plans": offered(typed), "chosen": lambda number: chosen(typed, number), "is_choice": is_choice,
        "hint_of": lambda one: hint_for_member(visit, one),
        "headline": back_headline([one.back for one in tried.lines or ()], visit.language, between=tried.between),
        "more": len(typed.lines) < MOST_TRIED, "told": not asks,
        "explained": words_explained(_texts(tried), visit.language),
    }, wrong  # fmt: skip
