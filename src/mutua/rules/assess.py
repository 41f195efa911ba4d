"""The decision of a request: every line in order, each under its version of the regulation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mutua.domain.case import Case, Line
from mutua.domain.decisions import Assessment, LineAssessment, Outcome
from mutua.rules.engine.compiled import CompiledBenefit, CompiledRuleset, compiled
from mutua.rules.engine.context import Context, Unknown
from mutua.rules.engine.counters import Counters, with_releases
from mutua.rules.engine.deciding import assess_line
from mutua.rules.engine.grouped import assess_group
from mutua.rules.engine.versions import no_version, rules_of, unanswered
from mutua.rules.fingerprint import fingerprint
from mutua.rules.model import Plan, Ruleset

ENGINE_VERSION = "1"


def assess(case: Case, rules: Ruleset | Plan, *, explain: bool = False) -> Assessment:
    """Decides every line of a case, exactly, and says why. Pure and total: any well-formed case gets an answer.

    With a Plan each line is decided under the version in force on the date that the plan declares; with a Ruleset
    under that one. Amounts are cents, quantities the benefit's unit (minutes for hours). `explain` keeps the steps.
    """
    counters = Counters(case)
    answers: dict[int, LineAssessment] = {}
    prints: dict[str, str] = {}
    for index, line in enumerate(case.lines):
        if index in answers:
            continue
        ruleset, day = rules_of(case, line, rules)
        if ruleset is None:
            answers[index] = unanswered(line, day) if isinstance(day, Unknown) else no_version(line, day)
            continue
        ready = compiled(ruleset)
        benefit = ready.benefits.get(line.benefit)
        rules_day = day if isinstance(day, date) else None
        if benefit is not None and benefit.wide:
            together = _together(case, index, rules, ready, benefit, counters, explain)
            prints.update({ctx.line.id: fingerprint(ruleset, ctx.rules_day) for _, ctx in together})
            found = assess_group([ctx for _, ctx in together], ready, benefit)
            answers.update({one: answer for (one, _), answer in zip(together, found, strict=True)})
            continue
        ctx = Context(case, line, ruleset, counters, rules_day, explain)
        prints[line.id] = fingerprint(ruleset, ctx.rules_day)
        answers[index] = assess_line(ctx, ready, benefit)
    lines = tuple(answers.values()) if counters.alone else tuple([answers[index] for index in range(len(case.lines))])
    return Assessment(
        lines=with_releases(lines, case) if case.reserved and not case.authorisation else lines,
        fingerprints=prints,
        engine_version=ENGINE_VERSION,
    )


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
    """The line as the next cover sees it: under its own benefit, with what the cover before left and paid."""
    facts = {name: value for name, value in line.facts.items() if name not in ("residuo", "pagato_prima")}
    if answer.outcome is not Outcome.SUSPENDED:
        expense = {**case.facts, **line.facts}.get("spesa")
        paid = answer.granted_cents + answer.deferred_cents
        facts["pagato_prima"] = paid
        if isinstance(expense, int):
            facts["residuo"] = max(0, expense - paid)
    return replace(line, benefit=_following_benefit(line.benefit, plan), facts=facts)


def _following_benefit(code: str, plan: Plan | Ruleset) -> str:
    versions = (plan,) if isinstance(plan, Ruleset) else plan.versions
    for ruleset in reversed(versions):
        for benefit in ruleset.benefits.values():
            if code in benefit.tops_up:
                return benefit.code
    return code


__all__ = ["ENGINE_VERSION", "assess", "assess_chain", "following_line"]
