"""A group decided over several requests: the last one settles it, and never for more than the whole group spent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from mutua.domain.case import Case, DecidedLine
from mutua.domain.decisions import Assessment, LineAssessment, Outcome
from mutua.rules.assess import assess
from mutua.rules.engine.versions import rules_of
from mutua.rules.evidence import pack, regenerate, table_of
from mutua.rules.model import (
    Add,
    Benefit,
    Deductible,
    Parameter,
    ParameterFigure,
    ParameterValue,
    Residue,
    Ruleset,
    Scope,
)
from mutua.wording.explain import explain
from oracle.build import EXPENSE as SPENT
from oracle.build import at_most, benefit, case, flat, line, per, row, ruleset, share
from oracle.compare import differences, report
from oracle.gen_cases import CaseMaker
from oracle.gen_rules import make_ruleset
from oracle.interpreter import assess as oracle
from oracle.ledger import apply

CHUNKS = 4
SEEDS = 150  # for each chunk
BY_MONEY = {"below_minimum", "below_deductible", "paid_by_others", "no_expense", "nothing_due", "pot_exhausted"}
# 30 %, for the whole plan of treatment at most 1.300 euro for three implants, 500 for one.
IMPLANTS = benefit(row(SPENT, share(30), at_most(130_000, per(scope="group"))))
RULES = ruleset(IMPLANTS)


def scopes(one: Benefit) -> set[Scope]:
    return {step.per.scope for found in one.rows for step in found.steps if hasattr(step, "per")}


def may_exceed(one: Benefit) -> bool:
    """Whether a step says that more than the expense may be paid."""
    steps = [step for found in one.rows for step in found.steps]
    return any(isinstance(step, (Add, Residue)) or getattr(step, "even_without_expense", False) for step in steps)


def counts(told: LineAssessment) -> bool:
    """Whether the line weighs in the sums of its group afterwards."""
    if told.outcome is Outcome.SUSPENDED:
        return False
    return told.outcome is not Outcome.REFUSED or any(one.code in BY_MONEY for one in told.reasons)


def in_turn(seed: int) -> Iterator[tuple[Case, Ruleset, Assessment]]:
    """One group of a benefit, asked for over several requests, the pots carried forward."""
    rules = make_ruleset(seed)
    for code, one in rules.benefits.items():
        if not scopes(one) & {Scope.GROUP, Scope.INVOICE} or may_exceed(one):
            continue
        maker = CaseMaker(Random(f"settling {seed} {code}"), rules)
        maker.gaps = 0
        decided: list[DecidedLine] = []
        state = maker.state
        shared = maker.case()
        for _ in range(5):
            lines = [maker.line(code) for _ in range(maker.one((1, 1, 2)))]
            lines = [replace(x, facts={**x.facts, "gruppo": "G", "numero_fattura": "F"}) for x in lines]
            asked = replace(
                shared, lines=tuple(lines), decided=tuple(decided), pots=state, reserved={}, authorisation=False
            )
            answer = assess(asked, rules)
            yield asked, rules, answer
            state = apply(state, [moved for told in answer.lines for moved in told.movements])
            decided += [
                DecidedLine(replace(x, facts={**asked.facts, **x.facts}), told.computed_cents)
                for x, told in zip(lines, answer.lines, strict=True)
                if counts(told)
            ]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_group_never_pays_more_than_the_whole_group_spent(chunk: int) -> None:
    settled = more = 0
    for seed in range(chunk * SEEDS, (chunk + 1) * SEEDS):
        for asked, rules, answer in in_turn(seed):
            now = [(x, told) for x, told in zip(asked.lines, answer.lines, strict=True) if counts(told)]
            spent = [one.line.facts.get("spesa", 0) for one in asked.decided]
            spent += [{**asked.facts, **x.facts}.get("spesa", 0) for x, _ in now]
            computed = [one.computed_cents for one in asked.decided] + [told.computed_cents for _, told in now]
            most = sum(spent) + (rules.rounding.to_cents - 1) * len(spent)  # type: ignore[arg-type]
            assert sum(computed) <= most, report(asked, rules, assess, oracle)
            settled += bool(asked.decided and any(told.computed_cents for _, told in now))
            more += any(told.computed_cents > {**asked.facts, **x.facts}.get("spesa", 0) for x, told in now)  # type: ignore[operator]
            assert differences(asked, rules, assess, oracle) == []
            assert told_again(asked, rules) == assess(asked, rules, explain=True)
    assert settled > 9
    assert more


@pytest.mark.parametrize("seed", [1330, 1779, 2186])
def test_what_was_once_told_apart_from_the_oracle_stays_mended(seed: int) -> None:
    """Prices of the earlier lines read on their own day; their amounts rounded after each step like the others."""
    for asked, rules, _ in in_turn(seed):
        assert differences(asked, rules, assess, oracle) == []


def test_a_figure_of_an_earlier_line_is_read_on_its_own_day() -> None:
    # 1.000 − 100 (2025) and 1.000 − 200 (2026): 1.700 in all, 900 already worked out
    old = ParameterFigure(date(2025, 1, 1), date(2025, 12, 31), 100, "")
    figures = (old, ParameterFigure(date(2026, 1, 1), None, 200, ""))
    steps = row(SPENT, Deductible(ParameterValue("f"), per()), at_most(1_000_000, per(scope="group")))
    rules = ruleset(benefit(steps), parameters={"f": Parameter("f", "f", figures)})
    before = DecidedLine(line("0", spesa=1_000, gruppo="G", servizio=date(2025, 12, 1)), 900)
    asked = case(line("1", spesa=1_000, gruppo="G"), decided=(before,))
    assert assess(asked, rules).lines[0].computed_cents == 800
    assert differences(asked, rules, assess, oracle) == []


def told_again(asked: Case, rules: Ruleset) -> Assessment:
    answer = assess(asked, rules)
    evidence = [
        pack(told, asked, table_of(rules_of(asked, x, rules)[0]))
        for x, told in zip(asked.lines, answer.lines, strict=True)
    ]
    return regenerate(replace(asked, pots={}), rules, evidence)


# ---------------------------------------------------------------- as a clerk says it


def settling(*expenses: int, language: str = "it") -> tuple[list[Assessment], list[str]]:
    before = (DecidedLine(line("0", spesa=400_000, gruppo="G"), 50_000),)
    asked = case(*(line(str(n), spesa=cents, gruppo="G") for n, cents in enumerate(expenses, 1)), decided=before)
    answer = assess(asked, RULES, explain=True)
    assert differences(asked, RULES, assess, oracle) == []
    assert told_again(asked, RULES) == answer
    said = [text.replace("\u00a0", " ") for one in answer.lines for text in explain(one, RULES, language)]  # type: ignore[arg-type]
    return [answer], [text for text in said if "piano di cura" in text or "treatment plan" in text]


def test_the_line_that_settles_a_group_may_get_more_than_its_own_expense_and_says_why() -> None:
    # 30 % of 4.010 = 1.203, below 1.300; 500 already worked out (then at most 500 for one implant)
    answers, said = settling(1_000)
    told = answers[0].lines[0]
    assert (told.computed_cents, told.granted_cents, told.asked_cents) == (70_300, 70_300, 70_300)
    assert said[-1] == (
        "In tutto per il piano di cura, su 4.010,00 € di spesa: 1.203,00 €; 500,00 € sono già stati calcolati nelle "
        "richieste precedenti, restano 703,00 €: più della spesa di questa voce (10,00 €), perché è il conguaglio per "
        "il piano di cura (art. 1)."
    )
    assert settling(1_000, language="en")[1][-1] == (
        "In all for the treatment plan, on €4,010.00 of expense: €1,203.00; €500.00 was already worked out in earlier "
        "requests, €703.00 is left: more than the expense of this item (€10.00), because it settles the treatment plan "
        "(art. 1)."
    )


def test_where_several_lines_settle_a_group_each_says_its_part() -> None:
    # 30 % of 4.500 = 1.350, at most 1.300: 800 are left, divided by what each line counts for (60 and 90)
    answers, said = settling(20_000, 30_000)
    assert [told.computed_cents for told in answers[0].lines] == [32_000, 48_000]
    assert [text.split("; ")[1] for text in said if "In tutto" in text] == [
        "500,00 € sono già stati calcolati nelle richieste precedenti, restano 800,00 €, di cui 320,00 € per questa "
        "voce: più della spesa di questa voce (200,00 €), perché è il conguaglio per il piano di cura (art. 1).",
        "500,00 € sono già stati calcolati nelle richieste precedenti, restano 800,00 €, di cui 480,00 € per questa "
        "voce: più della spesa di questa voce (300,00 €), perché è il conguaglio per il piano di cura (art. 1).",
    ]


def test_a_line_within_its_own_expense_says_only_what_is_left() -> None:
    # 30 % of 6.000 = 1.800, at most 1.300: 800 are left, less than the 2.000 of this line
    _, said = settling(200_000)
    assert said[-1].endswith("restano 800,00 € (art. 1).")


def test_a_group_that_already_had_everything_gets_nothing_and_gives_nothing_back() -> None:
    asked = case(line("1", spesa=0, gruppo="G"), decided=(DecidedLine(line("0", spesa=100_000, gruppo="G"), 90_000),))
    told = assess(asked, RULES).lines[0]
    assert (told.computed_cents, told.outcome) == (0, Outcome.REFUSED)


def test_a_benefit_that_pays_without_expense_says_so_itself() -> None:
    rules = ruleset(benefit(row(flat(20_000, per(scope="group"), free=True))))
    asked = case(line("1", spesa=1_000, gruppo="G"))
    assert assess(asked, rules).lines[0].computed_cents == 20_000
