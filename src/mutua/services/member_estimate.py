"""How much would come back: what a member types, decided as if it arrived with all its papers. Nothing is kept.

The same desk and the same engine as the decision of the office; several expenses are decided one after the other, each
finding what the one before left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.decisions import LineAssessment, Outcome
from mutua.rules.model import Ruleset
from mutua.services.answers_tried import Answers, Between
from mutua.services.asked_in_vain import ask_less
from mutua.services.day_tried import about_day, mark_days_without_rules
from mutua.services.decide_claim import Refusal
from mutua.services.desk_values import Draft
from mutua.services.estimate_claim import estimator, with_all_papers
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, Typed, understand
from mutua.services.typed_decided import decided_now
from mutua.wording.benefits import benefit_parts
from mutua.wording.come_back import Back, asked_later, with_answer
from mutua.wording.explain import Told, told_in_parts
from mutua.wording.familiar import to_them, told_familiarly
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
    """What was understood, and what would come back: None while too little was typed, or why it cannot be told.

    `between`: in cents, whatever is answered to what is still open.
    """

    typed: ClaimTyped
    lines: tuple[LineTried, ...] | None = None
    granted_cents: int = 0
    refusal: Refusal | None = None
    between: Between | None = None


def try_out(connection: Connection, plans: PlanBook, typed: Typed) -> Tried:
    """The expenses typed, as they would be decided today, each by its own cover and taken to be invoiced on the day of
    the service."""
    of_cover: dict[str, list[int]] = {}
    for number in typed.numbers:
        of_cover.setdefault(typed.plan_of(number), []).append(number)
    parts = [
        _try_out(connection, plans, replace(typed, cells={**typed.cells, "plan": code}, only=tuple(numbers)))
        for code, numbers in of_cover.items()
    ]
    return parts[0] if len(parts) == 1 else _together(parts)


def _try_out(connection: Connection, plans: PlanBook, typed: Typed) -> Tried:
    """The expenses of one cover."""
    found = understand(connection, plans, typed, _NAMELESS, looking=False)
    mark_days_without_rules(plans, found, typed.today)
    if found.told is not None:
        found.told = with_all_papers(found.told, [one.name for one in found.papers])
    decided = None if found.mistakes else decided_now(connection, plans, found, typed)
    ask_less(connection, plans, found, typed, trying=True)
    if decided is None or isinstance(decided, Refusal):
        return Tried(found, refusal=decided)
    lines, between = with_conditions(connection, plans, found, typed, decided)
    lines = tuple(one._replace(told=one.told._replace(needed=asked_later(one.told.needed))) for one in lines)
    return Tried(found, lines, decided.answer.granted_cents, between=between)


def _together(parts: Sequence[Tried]) -> Tried:
    """The expenses of several covers on one page: their lines as they were typed, and the sums added up."""
    numbers = sorted(line.number for part in parts for line in part.typed.lines)
    lines = {line.number: line for part in parts for line in part.typed.lines}
    typed = replace(
        parts[0].typed, lines=[lines[number] for number in numbers], told=None,
        mistakes={name: one for part in parts for name, one in part.typed.mistakes.items()},
    )  # fmt: skip
    refusal = next((part.refusal for part in parts if part.refusal is not None), None)
    if refusal is not None or any(part.lines is None for part in parts):
        return Tried(typed, refusal=refusal)
    told = {line.number: one for part in parts for line, one in zip(part.typed.lines, part.lines or (), strict=True)}
    known = [part.between for part in parts if part.between is not None]
    between = Between(sum(one.least for one in known), sum(one.most for one in known))
    return Tried(
        typed, tuple(told[number] for number in numbers), sum(part.granted_cents for part in parts),
        between=between if len(known) == len(parts) else None,
    )  # fmt: skip


def with_conditions(
    connection: Connection, plans: PlanBook, found: ClaimTyped, typed: Typed, decided: Draft,
) -> tuple[tuple[LineTried, ...], Between | None]:  # fmt: skip
    """The lines; one whose sum hangs on an answer that is not known has what comes back with each, in words. And
    between what all of them together lie, whatever is answered: None where that cannot be told."""
    lines = lines_tried(decided, typed)
    if not any(one.back.waits for one in lines):
        total = sum(one.back.cents or 0 for one in lines)
        return lines, Between(total, total)
    assert found.told is not None
    tried = estimator(connection, plans, found.told, found.household_id, in_order=True)
    if isinstance(tried, Refusal):
        return lines, None
    answers = Answers(tried, found.told, typed.today, typed.language)
    made = []
    for at, (line, shown) in enumerate(zip(decided.answer.lines, lines, strict=True)):
        each = answers.of_line(at)
        if each is not None and each.between.least < each.between.most:
            told = tuple(with_answer(each.label, words, *sums, typed.language) for words, sums in each.answers)
            made.append(shown._replace(depends=told, back=shown.back._replace(
                least=each.between.least, most=each.between.most,
            )))  # fmt: skip
        elif shown.back.cents is None and shown.back.looked_up:
            rules = decided.booked.by_version.get(line.version) or next(iter(decided.booked.by_version.values()))
            parts = benefit_parts(Voice(rules, typed.language), rules.benefits[line.benefit])
            made.append(shown._replace(depends=tuple(
                to_them(text, typed.language) for topic, text in parts if topic.startswith("money")
            )))  # fmt: skip
        else:
            made.append(shown)
    return tuple(made), answers.of_all()


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
