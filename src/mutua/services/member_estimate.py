"""How much would come back: what a member types, decided as if it arrived with all its papers. Nothing is kept.

The same desk and the same engine as the decision of the office; several expenses are decided one after the other, each
finding what the one before left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.asked import Question
from mutua.domain.decisions import LineAssessment, Outcome
from mutua.rules.model import Ruleset
from mutua.services.asked_in_vain import ask_less, choices
from mutua.services.benefit_asked import question_of
from mutua.services.day_tried import about_day, mark_days_without_rules
from mutua.services.decide_claim import Refusal
from mutua.services.desk import Draft
from mutua.services.estimate_claim import estimator, with_all_papers
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, Typed, decided_now, understand
from mutua.wording.benefits import benefit_parts
from mutua.wording.explain import Told, told_in_parts
from mutua.wording.familiar import to_them, told_familiarly
from mutua.wording.member_door import Back, asked_later, with_answer
from mutua.wording.voice import Voice

_NAMELESS = "a" * 26  # nothing is kept under it


class LineTried(NamedTuple):
    """What would come back of one expense, in words, part by part; `back`: how much, for a headline.

    `depends`: where one answer is not known, what would come back with each; or what the regulation pays.
    `about`: by which rules and cover it goes, where that is not plain.
    """

    told: Told
    outcome: Outcome
    granted_cents: int
    back: Back
    depends: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


class Tried(NamedTuple):
    """What was understood, and what would come back: None while too little was typed, or why it cannot be told."""

    typed: ClaimTyped
    lines: tuple[LineTried, ...] | None = None
    granted_cents: int = 0
    refusal: Refusal | None = None


def try_out(connection: Connection, plans: PlanBook, typed: Typed) -> Tried:
    """The expenses typed, as they would be decided today. Each is taken to be invoiced on the day of the service."""
    found = understand(connection, plans, typed, _NAMELESS, looking=False)
    mark_days_without_rules(plans, found, typed.today)
    if found.told is not None:
        found.told = with_all_papers(found.told, [one.name for one in found.papers])
    decided = None if found.mistakes else decided_now(connection, plans, found, typed)
    ask_less(connection, plans, found, typed, trying=True)
    if decided is None or isinstance(decided, Refusal):
        return Tried(found, refusal=decided)
    lines = with_conditions(connection, plans, found, typed, decided, lines_tried(decided, typed))
    return Tried(found, lines, decided.answer.granted_cents)


def with_conditions(
    connection: Connection, plans: PlanBook, found: ClaimTyped, typed: Typed, decided: Draft,
    lines: Sequence[LineTried],
) -> tuple[LineTried, ...]:  # fmt: skip
    """The lines; one whose sum hangs on an answer that is not known has what comes back with each, in words."""
    made = [one._replace(told=one.told._replace(needed=asked_later(one.told.needed))) for one in lines]
    for at, (line, shown) in enumerate(zip(decided.answer.lines, lines, strict=True)):
        if not line.missing or shown.back.cents is not None or shown.back.in_kind:
            continue
        asked = question_of(decided.booked, line.benefit, line.missing[0].name, typed.today, typed.language)
        if len(line.missing) == 1 and asked is not None and choices(asked):
            each = _with_each(connection, plans, found, at, asked)
            sums = [(words, cents) for words, cents in each if cents is not None]
            if len(sums) == len(choices(asked)):
                told = tuple(with_answer(asked.label, words, cents, typed.language) for words, cents in sums)
                known = [cents for _, cents in sums]
                made[at] = made[at]._replace(depends=told, back=shown.back._replace(least=min(known), most=max(known)))
        elif shown.back.looked_up:
            rules = decided.booked.by_version.get(line.version) or next(iter(decided.booked.by_version.values()))
            parts = benefit_parts(Voice(rules, typed.language), rules.benefits[line.benefit])
            made[at] = made[at]._replace(depends=tuple(
                to_them(text, typed.language) for topic, text in parts if topic.startswith("money")
            ))  # fmt: skip
    return tuple(made)


def _with_each(
    connection: Connection, plans: PlanBook, found: ClaimTyped, at: int, asked: Question
) -> list[tuple[str, int | None]]:
    """Each answer in words, and what the line would bring back with it, in cents."""
    assert found.told is not None
    answers = estimator(connection, plans, found.told, found.household_id)
    if isinstance(answers, Refusal):
        return []
    made = []
    for value, (_, words) in zip(choices(asked), asked.choices, strict=True):
        lines = list(found.told.lines)
        lines[at] = replace(lines[at], facts={**lines[at].facts, asked.name: value})
        line = answers(replace(found.told, lines=tuple(lines))).answer.lines[at]
        waits = line.outcome is Outcome.SUSPENDED
        made.append((words, line.payable_if_complete_cents if waits else line.granted_cents + line.deferred_cents))
    return made


def lines_tried(decided: Draft, typed: Typed) -> tuple[LineTried, ...]:
    versions = decided.booked.by_version
    made = []
    for one, line in zip(decided.answer.lines, decided.case.lines, strict=True):
        rules = versions.get(one.version) or next(iter(versions.values()))
        told = told_in_parts(one, rules, typed.language, {**decided.case.facts, **line.facts}, typed.today)
        about = about_day(decided.case, line, one, rules, typed.today, typed.language)
        made.append(LineTried(
            told_familiarly(told, typed.language), one.outcome, one.granted_cents, _back(one, rules), about=about,
        ))  # fmt: skip
    return tuple(made)


def _back(one: LineAssessment, rules: Ruleset) -> Back:
    """A line that waits for nothing brings back what it grants; any other what it would, if that is known."""
    if one.outcome is Outcome.SUSPENDED:
        known = one.payable_if_complete_cents
        facts = [rules.facts.get(missing.name) for missing in one.missing if missing.kind == "fact"]
        answers = sum(fact is None or not fact.of_society for fact in facts)
        return Back(known, waits=True, answers=answers, in_kind=bool(one.quantity_if_complete) and not known,
                    looked_up=answers < len(facts))  # fmt: skip
    later = sum(each.amount_cents for each in one.deferrals)
    return Back(one.granted_cents + later, later=bool(later),
                in_kind=bool(one.quantity_granted) and not one.granted_cents + later)  # fmt: skip
