"""Covers at the counter: what covers somebody, since when, what still waits; joining, changing, leaving, exemptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

from mutua.domain.cover_life import CoverReason
from mutua.domain.kinds import FactKind
from mutua.services.claim_life import Desktop
from mutua.services.cover_answers import Typed, WrongAnswer, facts_asked, read_answers
from mutua.services.cover_carry import carry_again
from mutua.services.cover_changes import Changing, change
from mutua.services.cover_desk import Block, Blocked, Found
from mutua.services.cover_exempt import end_exemption, exempt
from mutua.services.cover_join import Joining, join
from mutua.services.cover_senior import move_to_senior
from mutua.services.cover_take_back import TakingBack, take_cover_back
from mutua.services.covers_page import CoversPage, People, covers_due, covers_page, people_named
from mutua.services.decide_claim import Refusal
from mutua.web import cover_forms as forms
from mutua.web.clerk_member import name_of, standing_of, stopped
from mutua.web.cover_deeds import DEEDS, filled, offered
from mutua.web.deeds import Deed, Outcome, Shown, Stop, Sure, deed_page, in_two_steps, pair_of
from mutua.web.forms import Refused
from mutua.web.member_forms import StepQuery
from mutua.web.pages import problem
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.counter import counter_block, counter_notice
from mutua.wording.covers import EVIDENCE, REASONS, cover_change_sentence
from mutua.wording.intake import shown as mistake_shown
from mutua.wording.voice import Voice

F = TypeVar("F", bound=Sure)


class Asked(NamedTuple):
    """A question of the rules about somebody: as the form asks it."""

    whose: str
    fact: str
    label: str
    options: tuple[str, ...] = ()
    value: str = ""


def _page_of(visit: Visit) -> CoversPage:
    with visit.site.archive.snapshot() as connection:
        return covers_page(connection, visit.site.plans, visit.site.statute, visit.subject, visit.today,
                           visit.language)  # fmt: skip


def show(visit: Visit) -> Answer:
    found, english = _page_of(visit), visit.language == "en"
    return Page("covers.html", {
        "found": found, "name": name_of(found.member.who, visit), "standing": standing_of(visit, found.member),
        "deeds": offered(found), "pair": pair_of(visit),
        "reasons": {code: told[english] for code, told in REASONS.items()},
        "evidence": {code: told[english] for code, told in EVIDENCE.items()},
    })  # fmt: skip


def step(visit: Visit, query: StepQuery | Refused) -> Answer:
    """The form of a step."""
    if isinstance(query, Refused) or query.passo not in DEEDS:
        return problem(visit, "not_there")
    found = _page_of(visit)
    return deed_page(visit, filled(DEEDS[query.passo], found), name_of(found.member.who, visit),
                     more={"beside": found.windows})  # fmt: skip


def due(visit: Visit) -> Answer:
    """Whose household is not covered as a whole, and who is to be moved to another plan."""
    with visit.site.archive.snapshot() as connection:
        found = covers_due(connection, visit.site.plans, visit.today, visit.account)
    return Page("covers_due.html", {
        "found": found,
        "why": lambda one: counter_block("household_unanswered" if one.missing else "household_must_join", "",
                                         one.rules, (), one.missing, visit.language),
    })  # fmt: skip


# ---------------------------------------------------------------- what comes of it


def _of_found(visit: Visit, deed: Deed, found: Found, asked: list[Asked]) -> Outcome:
    """What was recorded, line by line; or everything that stands against it, with the questions to be answered."""
    if isinstance(found, Refusal):
        return stopped(visit, found, deed)
    ids = [one.person_id for one in (found.blocks if isinstance(found, Blocked) else found.changes)]
    with visit.site.archive.reader.begin() as connection:
        people = people_named(connection, ids)
    if isinstance(found, Blocked):
        asked += [one for block in found.blocks for one in _questions(visit, block, people)]
        return Stop(tuple(f"{people[one.person_id].name}: {_against(visit, one)}" for one in found.blocks))
    lines = [f"{people[one.person_id].name}: {_titled(visit, cover_change_sentence(one, visit.language), one)}"
             for one in found.changes]  # fmt: skip
    return Shown(tuple(lines) or (visit.say("Si registra.", "It is recorded."),),
                 tuple(counter_notice(code, about, visit.language) for code, about in found.notices))  # fmt: skip


def _against(visit: Visit, one: Block) -> str:
    return counter_block(one.code, one.found, one.rules, one.reasons, one.missing, visit.language)


def _titled(visit: Visit, sentence: str, one: Any) -> str:
    """The sentence with plans by their titles."""
    for held in (one.before, one.after):
        booked = visit.site.plans.get(held.plan_code) if held is not None else None
        if booked is not None:
            sentence = sentence.replace(held.plan_code, booked.plan.head.title)
    return sentence


def _questions(visit: Visit, block: Block, people: Mapping[int, People]) -> list[Asked]:
    facts = facts_asked(visit.site.plans, [block.plan_code])
    if block.rules is None:
        return []
    voice, who = Voice(block.rules, visit.language), people[block.person_id]
    found = []
    for need in block.missing:
        if need.name in facts:
            fact = facts[need.name]
            options = ("sì", "no") if fact.kind is FactKind.YES_NO else fact.choices
            found.append(Asked(who.public_id, need.name, f"{who.name}: {voice.question(need.name)}", options))
    return found


# ---------------------------------------------------------------- the steps


def _step(
    visit: Visit, name: str, form: F | Refused, do: Callable[[Desktop, F], Found | Stop]
) -> Answer:
    found = _page_of(visit)
    deed = filled(DEEDS[name], found)
    asked = _asked_before(visit, form)
    more: dict[str, Any] = {"questions": asked, "beside": found.windows}

    def attempt(at: Desktop, told: F) -> Outcome:
        answer = do(at, told)
        return answer if isinstance(answer, Stop) else _of_found(visit, deed, answer, asked)

    answer = in_two_steps(visit, deed, form, attempt, Go("covers", visit.named, message="recorded"),
                          name_of(found.member.who, visit), more)  # fmt: skip
    once: dict[tuple[str, str], Asked] = {}
    for one in asked:
        once.setdefault((one.whose, one.fact), one)
    asked[:] = once.values()
    return answer


def _asked_before(visit: Visit, form: object) -> list[Asked]:
    """The questions that were on the form already, with what was answered."""
    if not isinstance(form, forms.WithAnswers):
        return []
    with visit.site.archive.reader.begin() as connection:
        names = {one.public_id: one.name for one in people_named(connection, around=visit.subject).values()}
    codes = [getattr(form, "plan", ""), getattr(form, "held", "").partition("|")[0]]
    facts = facts_asked(visit.site.plans, [code for code in codes if code])
    found = []
    for whose, name, text in zip(form.whose, form.fact, form.answer, strict=False):
        if whose in names and name in facts:
            booked = next(plan for code in codes if code and (plan := visit.site.plans.get(code)) is not None
                          and name in facts_asked(visit.site.plans, [code]))  # fmt: skip
            options = ("sì", "no") if facts[name].kind is FactKind.YES_NO else facts[name].choices
            question = Voice(booked.plan.versions[-1], visit.language).question(name)
            found.append(Asked(whose, name, f"{names[whose]}: {question}", options, text))
    return found


def _answers(
    visit: Visit, codes: Sequence[str], form: forms.WithAnswers
) -> dict[int, dict[str, Any]] | Stop:
    """The answers that were given, by person; empty ones are none."""
    with visit.site.archive.reader.begin() as connection:
        ids = {one.public_id: id_ for id_, one in people_named(connection, around=visit.subject).items()}
    told = [Typed(ids[whose], name, text)
            for whose, name, text in zip(form.whose, form.fact, form.answer, strict=False)
            if whose in ids and text]  # fmt: skip
    found = read_answers(visit.site.plans, codes, told)
    if isinstance(found, WrongAnswer):
        if found.mistake is None:
            return Stop((visit.say("A questa domanda non serve rispondere: ricaricate la pagina.",
                                   "This question needs no answer: reload the page."),))  # fmt: skip
        return Stop((f"{found.typed.name}: {mistake_shown(found.mistake, visit.language)}",))
    return found


def _held(text: str) -> tuple[str, str, date | None]:
    """Plan, assistance and first day, as the choice of a form names a cover."""
    plan, _, rest = text.partition("|")
    assistance, _, since = rest.partition("|")
    try:
        return plan, assistance, date.fromisoformat(since)
    except ValueError:
        return plan, assistance, None


def join_plan(visit: Visit, form: forms.JoinPlan | Refused) -> Answer:
    def do(at: Desktop, told: forms.JoinPlan) -> Found | Stop:
        answers = _answers(visit, [told.plan], told)
        if isinstance(answers, Stop):
            return answers
        wanted = Joining(told.plan, told.on, (told.cover,) if told.cover else (), bool(told.household),
                         bool(told.continues), answers)  # fmt: skip
        return join(at, visit.subject, wanted)

    return _step(visit, "join_plan", form, do)


def change_plan(visit: Visit, form: forms.ChangePlan | Refused) -> Answer:
    def do(at: Desktop, told: forms.ChangePlan) -> Found | Stop:
        plan, assistance, _ = _held(told.held)
        answers = _answers(visit, [plan, told.plan], told)
        if isinstance(answers, Stop):
            return answers
        wanted = Changing(plan, told.on, told.plan, CoverReason(told.reason), assistance, told.cover or None,
                          bool(told.household), told.effective_on, answers)  # fmt: skip
        return change(at, visit.subject, wanted)

    return _step(visit, "change_plan", form, do)


def leave_plan(visit: Visit, form: forms.LeavePlan | Refused) -> Answer:
    def do(at: Desktop, told: forms.LeavePlan) -> Found | Stop:
        plan, assistance, _ = _held(told.held)
        answers = _answers(visit, [plan], told)
        if isinstance(answers, Stop):
            return answers
        wanted = Changing(plan, told.on, None, CoverReason(told.reason), assistance, None, bool(told.household), None,
                          answers)  # fmt: skip
        return change(at, visit.subject, wanted)

    return _step(visit, "leave_plan", form, do)


def take_back(visit: Visit, form: forms.TakeCoverBack | Refused) -> Answer:
    return _step(visit, "take_cover_back", form, lambda at, told: take_cover_back(
        at, visit.subject, TakingBack(*_held(told.held))))  # fmt: skip


def exempt_person(visit: Visit, form: forms.Exempt | Refused) -> Answer:
    def do(at: Desktop, told: forms.Exempt) -> Found | Stop:
        return exempt(at, visit.subject, told.plan, since=told.on, until=told.until, evidence=told.evidence)

    return _step(visit, "exempt_person", form, do)


def exemption_ends(visit: Visit, form: forms.EndExemption | Refused) -> Answer:
    return _step(visit, "end_exemption", form, lambda at, told: end_exemption(
        at, visit.subject, told.plan, last_day=told.until))  # fmt: skip


def move_senior(visit: Visit, form: forms.MoveSenior | Refused) -> Answer:
    return _step(visit, "move_senior", form, lambda at, told: move_to_senior(
        at, visit.subject, told.plan, on=told.on))  # fmt: skip


def carry_use(visit: Visit, form: forms.CarryUse | Refused) -> Answer:
    return _step(visit, "carry_use", form, lambda at, _: carry_again(at, visit.subject))
