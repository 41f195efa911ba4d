"""What must hold of every decision, whatever the regulation: on generated rulesets and requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from mutua.domain.case import Case, Line
from mutua.domain.decisions import Assessment, LineAssessment, MovementKind, Outcome
from mutua.rules.assess import assess
from mutua.rules.model import (
    Add,
    Benefit,
    Constant,
    Counts,
    Holder,
    InOrder,
    Layer,
    Layers,
    PeriodCases,
    Plan,
    Pot,
    PotDraw,
    Residue,
    Rolling,
    Ruleset,
    Run,
    Scope,
)
from oracle.build import EXPENSE, benefit, flat, line, pot, row, ruleset, share
from oracle.build import case as make_case
from oracle.compare import compared, report
from oracle.gen_cases import sequence
from oracle.gen_rules import make_ruleset
from oracle.ledger import apply
from oracle.money import rounded

CHUNKS = 4
SEEDS = 16  # for each chunk


def decided(chunk: int) -> Iterator[tuple[Case, Ruleset, Assessment]]:
    """Generated requests with the engine's answer, the pots carried forward."""
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        rules = make_ruleset(seed)
        for case, maker in sequence(seed, rules):
            answer = assess(case, rules)
            yield case, rules, answer
            maker.learn(case, answer)


def shown(case: Case, rules: Ruleset) -> str:
    return report(case, rules, assess, assess)


def expense_of(case: Case, single: Line) -> int:
    facts = {**case.facts, **single.facts}
    found = facts.get("spesa", facts.get("preventivo") if case.authorisation else None)
    return found if isinstance(found, int) else 0


# ---------------------------------------------------------------- sums


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_asked_is_granted_refused_suspended_or_deferred_and_nothing_is_negative(chunk: int) -> None:
    for case, rules, answer in decided(chunk):
        assert len(answer.lines) == len(case.lines)
        for told in answer.lines:
            parts = (told.granted_cents, told.refused_cents, told.suspended_cents, told.deferred_cents)
            assert min(parts) >= 0, shown(case, rules)
            assert sum(parts) == told.asked_cents, shown(case, rules)
            assert min(told.computed_cents, told.quantity_asked, told.quantity_granted) >= 0, shown(case, rules)
            assert told.quantity_granted <= told.quantity_asked, shown(case, rules)
            assert all(movement.amount > 0 for movement in told.movements), shown(case, rules)
            if told.outcome in (Outcome.REFUSED, Outcome.SUSPENDED):
                assert told.granted_cents == told.deferred_cents == told.quantity_granted == 0, shown(case, rules)
            if told.outcome is Outcome.SUSPENDED:
                assert told.suspended_cents == told.asked_cents, shown(case, rules)
                assert not told.movements, shown(case, rules)


def may_exceed(one: Benefit) -> bool:
    """Whether a step says that more than the expense may be paid."""
    steps = [step for single in one.rows for step in single.steps]
    return any(isinstance(step, (Add, Residue)) or getattr(step, "even_without_expense", False) for step in steps)


def is_wide(one: Benefit) -> bool:
    steps = [step for single in one.rows for step in single.steps if hasattr(step, "per")]
    return any(step.per.scope is not Scope.LINE for step in steps)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_never_more_than_was_paid_unless_a_step_says_so(chunk: int) -> None:
    seen = 0
    for case, rules, answer in decided(chunk):
        for code, one in rules.benefits.items():
            if may_exceed(one):
                continue
            pairs = [(s, t) for s, t in zip(case.lines, answer.lines, strict=True) if s.benefit == code]
            if is_wide(one):
                spent = sum(expense_of(case, single) for single, _ in pairs)
                spent += sum(expense_of(case, old.line) for old in case.decided if old.line.benefit == code)
                # Several keys are rounded one by one: each may go up to the next unit.
                most = spent + rules.rounding.to_cents * len(pairs)
                assert sum(told.granted_cents + told.deferred_cents for _, told in pairs) <= most, shown(case, rules)
                continue
            for single, told in pairs:
                seen += told.granted_cents > 0
                most = rounded(Fraction(expense_of(case, single)), rules.rounding)
                assert told.granted_cents + told.deferred_cents <= most, shown(case, rules)
    assert seen


# ---------------------------------------------------------------- ceilings


def ceilings(one: Benefit) -> Iterator[str]:
    """The pots that only bound what is paid: not those of layers and deductibles."""
    for single in one.rows:
        for entry in single.consumes:
            for draw in entry.draws if isinstance(entry, InOrder) else (entry,):
                if isinstance(draw, PotDraw):
                    yield draw.pot


def in_layers(rules: Ruleset) -> set[str]:
    found = set()
    for one in rules.benefits.values():
        for single in one.rows:
            for step in single.steps:
                found |= {layer.pot for layer in step.layers} if isinstance(step, Layers) else set()
                found.add(getattr(step, "pot", ""))
    return found


def worth(told: LineAssessment) -> tuple[int, int]:
    return told.granted_cents + told.deferred_cents, told.quantity_granted


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_for_one_line_alone_a_bigger_ceiling_never_pays_less(chunk: int) -> None:
    seen = 0
    for case, rules, _ in decided(chunk):
        single = replace(case, lines=case.lines[:1])
        one = rules.benefits.get(single.lines[0].benefit)
        if one is None:
            continue
        before = worth(assess(single, rules).lines[0])
        for name in {*ceilings(one)} - in_layers(rules):
            here = rules.pots[name]
            if not isinstance(here.size, Constant):
                continue
            quantity = here.counts is Counts.QUANTITY
            if quantity and (isinstance(here.period, Run) or any(row.steps for row in one.rows)):
                continue  # more units may cost more where a deductible is taken for each unit
            bigger = replace(here, size=Constant(here.size.amount + 100))
            after = worth(assess(single, replace(rules, pots={**rules.pots, name: bigger})).lines[0])
            seen += after > before
            assert after >= before, f"{name}: {before} → {after}\n{shown(single, rules)}"
    assert seen


def tickets(first: int) -> Ruleset:
    layers = Layers(True, (Layer("primo", (share(75),)), Layer("secondo", (share(100),))))
    return ruleset(benefit(row(EXPENSE, layers)), pots=[pot("primo", first), pot("secondo", 100000)])


def test_a_bigger_first_layer_may_pay_less_as_sia3_shows() -> None:
    request = make_case(line(spesa=100000))
    assert assess(request, tickets(70000)).granted_cents == 76667
    assert assess(request, tickets(80000)).granted_cents == 75000


def fixed(one: Pot) -> bool:
    return (
        isinstance(one.size, Constant)
        and not isinstance(one.period, (Rolling, Run, PeriodCases))
        and one.first_year is None
        and not one.continues
    )


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_movements_add_up_to_the_use_of_a_pot_and_never_pass_its_size(chunk: int) -> None:
    seen = 0
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        rules = make_ruleset(seed)
        sizes = {one.counter: int(one.size.amount) for one in rules.pots.values() if fixed(one)}  # type: ignore[union-attr]
        totals: dict[tuple[Any, ...], list[int]] = {}
        for case, maker in sequence(seed, rules):
            if not totals:
                maker.state, case = {}, replace(case, pots={})
            answer = assess(case, rules)
            maker.learn(case, answer)
            for told in answer.lines:
                for one in told.movements:
                    found = totals.setdefault((one.pot, one.holder, one.period), [0, 0])
                    found[0] += one.amount if one.kind is MovementKind.CONSUME else 0
                    found[1] += one.amount if one.kind is MovementKind.RESERVE else 0
                    found[1] -= one.amount if one.kind is MovementKind.RELEASE else 0
            for (name, holder, period), (used, reserved) in totals.items():
                balance = maker.state[name, holder][period]
                assert (balance.used, balance.reserved) == (used, reserved)
                assert min(used, reserved) >= 0, shown(case, rules)
                if name in sizes:
                    seen += 1
                    assert used + reserved <= sizes[name], f"{name} {holder} {period}\n{shown(case, rules)}"
    assert seen


# ---------------------------------------------------------------- order and invoices


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_same_request_with_the_same_pots_has_the_same_answer(chunk: int) -> None:
    for case, rules, answer in decided(chunk):
        assert assess(case, rules) == answer
        again = make_ruleset_like(rules)
        assert [compared(told) for told in assess(case, again).lines] == [compared(told) for told in answer.lines]


def make_ruleset_like(rules: Ruleset) -> Ruleset:
    """The same rules as another value: nothing may be remembered of the first but what is the same."""
    return replace(rules, pots=dict(rules.pots), benefits=dict(rules.benefits))


def speaks_of(rules: Ruleset, code: str, *words: str) -> bool:
    """Whether a benefit, or a pot or exchange that it names, speaks of something."""
    one = rules.benefits.get(code)
    text = str(one)
    exchanges = [x for name, x in rules.exchanges.items() if f"'{name}'" in text]
    text += str(exchanges)
    pots = [p for name, p in rules.pots.items() if f"'{name}'" in text]
    pots += [rules.pots[p.overflow.within] for p in pots if hasattr(p.overflow, "within")]
    text += str(pots)
    return any(word in text for word in words)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_moving_lines_between_invoices_matters_only_where_a_rule_speaks_of_invoices(chunk: int) -> None:
    seen = different = 0
    for case, rules, answer in decided(chunk):
        silent = not any(speaks_of(rules, one.benefit, "numero_fattura", "'invoice'") for one in case.lines)
        moved = [
            replace(one, facts={**one.facts, "numero_fattura": f"altra {number}"})
            for number, one in enumerate(case.lines)
        ]
        after = assess(replace(case, lines=tuple(moved)), rules)
        same = [compared(told) for told in after.lines] == [compared(told) for told in answer.lines]
        if silent:
            seen += any(told.granted_cents for told in answer.lines)
            assert same, shown(case, rules)
        different += not same
    assert seen
    assert different  # somewhere a rule does speak of invoices


def apart(case: Case, name: str) -> Case:
    """The same request of another household: nobody, and no id, in common."""
    ids = ("gruppo", "evento", "dente", "numero_fattura")

    def own(facts: Any) -> dict[str, Any]:
        return {key: f"{name} {value}" if key in ids else value for key, value in facts.items()}

    lines = tuple(replace(one, id=f"{name} {one.id}", facts=own(one.facts)) for one in case.lines)
    old = tuple(replace(one, line=replace(one.line, facts=own(one.line.facts))) for one in case.decided)
    holders = {part: f"{name} {one}" for part, one in case.holders.items()}
    return replace(case, lines=lines, decided=old, holders=holders, facts=own(case.facts), pots={}, reserved={})


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_order_of_independent_requests_does_not_matter(chunk: int) -> None:
    seen = 0
    for case, rules, _ in decided(chunk):
        if any(Holder.SOCIETY in one.holders for one in rules.pots.values()):
            continue
        first, second = apart(case, "rossi"), apart(case, "verdi")
        alone = assess(second, rules)
        state = apply({}, [one for told in assess(first, rules).lines for one in told.movements])
        assert assess(replace(second, pots=state), rules) == alone, shown(case, rules)
        seen += bool(state)
    assert seen or chunk


def test_an_even_flat_may_pay_more_than_was_spent() -> None:
    rules = ruleset(benefit(row(flat(500, free=True))))
    assert assess(make_case(line(spesa=100)), rules).granted_cents == 500


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_plan_of_one_version_says_what_the_version_says_and_nothing_outside_it(chunk: int) -> None:
    for case, rules, answer in decided(chunk):
        if any("servizio" not in one.facts and "inizio" not in one.facts for one in case.lines) or case.decided:
            continue  # which version holds would be asked first
        plan = Plan(rules.plan, (rules,))
        assert [compared(told) for told in assess(case, plan).lines] == [compared(told) for told in answer.lines]
        later = Plan(rules.plan, (replace(rules, in_force_from=date(2030, 1, 1)),))
        assert {told.reasons[0].code for told in assess(case, later).lines} == {"no_version"}
