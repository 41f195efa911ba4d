"""The decision of a request: every line in order, each under its version of the regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from mutua.domain.case import Case, FactValue, Line
from mutua.domain.decisions import Assessment, LineAssessment, Outcome
from mutua.rules.engine.compiled import CompiledBenefit, CompiledRuleset, compiled
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.counters import Counters, with_releases
from mutua.rules.engine.deciding import assess_line
from mutua.rules.engine.grouped import assess_group
from mutua.rules.engine.versions import no_version, rules_of, unanswered
from mutua.rules.fingerprint import fingerprint
from mutua.rules.model import Plan, Ruleset
from mutua.rules.straight.roads import roads_of

ENGINE_VERSION = "1"
_new = tuple.__new__  # makes a named tuple from all its values in order, without naming them one by one


def assess(
    case: Case, rules: Ruleset | Plan, *, explain: bool = False, in_order: bool = False
) -> Assessment:
    """Decides every line of a case, exactly, and says why. Pure and total: any well-formed case gets an answer.

    With a Plan each line is decided under the version in force on the date that the plan declares; with a Ruleset
    under that one. Amounts are cents, quantities the benefit's unit (minutes for hours). `explain` keeps the steps.
    `in_order`: an estimate. A suspended line whose money is known draws on the ceilings, so that the lines after it
    find what they will find once everything is there; a decision never does so.

    A line about which nothing is unusual takes the straight road; all others, and all that are to be explained, the
    general one. Both give the same answer.
    """
    lines = case.lines
    straight = not (explain or case.reserved or case.authorisation)
    prints: dict[str, str] = {}
    if straight and len(lines) == 1 and rules.__class__ is Ruleset:  # nearly every request: nothing to go through
        ready = compiled(rules)
        road = (ready.roads or roads_of(ready)).get(lines[0].benefit)
        answer = road(case, lines[0], None, None, prints) if road is not None else None
        if answer is not None:
            return _new(Assessment, ((answer,), prints, ENGINE_VERSION))
        straight = False
    counters: Counters | None = None  # until a line is decided that others come after, or on the general road
    answers: list[LineAssessment | None] = [None] * len(lines)
    for index, line in enumerate(lines):
        if answers[index] is not None:
            continue
        ruleset, day = (rules, None) if rules.__class__ is Ruleset else rules_of(case, line, rules)
        if ruleset is None:
            answers[index] = unanswered(line, day) if isinstance(day, Unknown) else no_version(line, day)
            continue
        ready = compiled(ruleset)
        rules_day = day if day.__class__ is date else None
        road = (ready.roads or roads_of(ready)).get(line.benefit) if straight else None
        answer = road(case, line, rules_day, counters, prints) if road is not None else None
        if answer is None:
            counters = counters or Counters(case, in_order=in_order)
            generally = _Generally(case, rules, ready, counters, explain)
            generally.decide(index, rules_day, answers, prints)
            continue
        answers[index] = answer
        if index + 1 < len(lines):
            counters = counters or Counters(case, in_order=in_order)
            counters.hear(answer.movements)
    told: Any = tuple(answers)
    if case.reserved and not case.authorisation:
        told = with_releases(told, case)
    return _new(Assessment, (told, prints, ENGINE_VERSION))


class _Generally(NamedTuple):
    """The general road: every form of the language, with the steps if they are asked for."""

    case: Case
    rules: Ruleset | Plan
    ready: CompiledRuleset
    counters: Counters
    explain: bool

    def decide(
        self, index: int, day: date | None, answers: list[LineAssessment | None], prints: dict[str, str]
    ) -> None:
        """The line, with those of the same benefit where its steps look at more than one."""
        case, ready, line = self.case, self.ready, self.case.lines[index]
        benefit = ready.benefits.get(line.benefit)
        if benefit is None or not benefit.wide:
            ctx = Context(case, line, ready.ruleset, self.counters, day, self.explain)
            prints[line.id] = fingerprint(ready.ruleset, ctx.rules_day)
            answers[index] = assess_line(ctx, ready, benefit)
            return
        together = _together(case, index, self.rules, ready, benefit, self.counters, self.explain)
        prints.update({ctx.line.id: fingerprint(ready.ruleset, ctx.rules_day) for _, ctx in together})
        found = assess_group([ctx for _, ctx in together], ready, benefit)
        for (one, _), answer in zip(together, found, strict=True):
            answers[one] = answer


def _together(
    case: Case, first: int, rules: Ruleset | Plan, ready: CompiledRuleset, benefit: CompiledBenefit,
    counters: Counters, explain: bool,
) -> list[tuple[int, Context]]:  # fmt: skip
    """All lines of a benefit whose steps look at more than one line: they are decided where the first stands."""
    contexts: list[tuple[int, Context]] = []
    for index, line in enumerate(case.lines[first:], first):
        if line.benefit == benefit.benefit.code:
            ruleset, day = rules_of(case, line, rules)
            if ruleset is ready.ruleset:
                rules_day = day if isinstance(day, date) else None
                contexts.append((index, Context(case, line, ruleset, counters, rules_day, explain)))
    return contexts


def assess_chain(case: Case, plans: tuple[Plan | Ruleset, ...], *, explain: bool = False) -> tuple[Assessment, ...]:
    """The same request under several covers in the order given: each assesses what the one before left.

    The case holds the state of every cover's pots. A line follows under the benefit that lists the former one in
    `integra`, else under the same code. After a suspended line what is left is not known, so the next waits too.
    """
    answers: list[Assessment] = []
    for plan in plans:
        if answers:
            pairs = zip(case.lines, answers[-1].lines, strict=True)
            case = replace(case, lines=tuple([following_line(case, *pair, plan) for pair in pairs]))
        answers.append(assess(case, plan, explain=explain))
    return tuple(answers)


def following_line(case: Case, line: Line, answer: LineAssessment, plan: Plan | Ruleset) -> Line:
    """The line as the next cover sees it: under its own benefit, with what the covers before left and paid."""
    facts = {name: value for name, value in line.facts.items() if name not in REST}
    if answer.outcome is not Outcome.SUSPENDED:
        earlier = line.facts.get("pagato_prima")
        paid = answer.granted_cents + answer.deferred_cents + (earlier if isinstance(earlier, int) else 0)
        facts.update(rest_of({**case.facts, **line.facts}, paid))
    return replace(line, benefit=_following_benefit(line.benefit, plan), facts=facts)


REST = ("residuo", "pagato_prima")


def rest_of(facts: Mapping[str, FactValue], paid_cents: int) -> dict[str, FactValue]:
    """What a cover sees of the covers before it: all that they paid of a line, in cents, and what they left of it."""
    expense = facts.get("spesa")
    left = {"residuo": max(0, expense - paid_cents)} if isinstance(expense, int) else {}
    return {"pagato_prima": paid_cents, **left}


def _following_benefit(code: str, plan: Plan | Ruleset) -> str:
    versions = (plan,) if isinstance(plan, Ruleset) else plan.versions
    for ruleset in reversed(versions):
        for benefit in ruleset.benefits.values():
            if code in benefit.tops_up:
                return benefit.code
    return code


__all__ = ["ENGINE_VERSION", "assess", "assess_chain", "following_line", "rest_of"]
