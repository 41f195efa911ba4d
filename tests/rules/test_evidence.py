"""What is kept of a line tells its whole explanation again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mutua.domain.case import Balance, Case, Cover, Line
from mutua.domain.decisions import Assessment, CeilingRead, LineAssessment, Movement, Outcome
from mutua.rules.assess import assess
from mutua.rules.engine.versions import rules_of
from mutua.rules.evidence import pack, regenerate, table_of, unpack
from mutua.rules.facts import BUILTIN
from mutua.rules.model import (
    Benefit,
    Constant,
    Counts,
    Expense,
    Holder,
    Plan,
    PlanHead,
    Pot,
    PotDraw,
    Row,
    Ruleset,
    Unit,
    Years,
)
from oracle.generator import cases
from rules.shipped import shipped_requests

SEEDS, CHUNKS = 480, 8
VISITS = Pot(
    name="visite", title="visite", unit=Unit.EURO, holders=(Holder.PERSON,), period=Years(), size=Constant(50_000),
    counts=Counts.BENEFIT,
)  # fmt: skip
RULES = Ruleset(
    plan=PlanHead(code="prova/piano", title="Prova", society="Prova", version_by="servizio"),
    in_force_from=date(2026, 1, 1), in_force_to=None, approval=None, facts=BUILTIN, papers={}, conditions={},
    pots={"visite": VISITS}, exchanges={}, tariffs={}, parameters={},
    benefits={
        "VISITA": Benefit(
            code="VISITA", title="Visita", article="art. 1",
            rows=(Row(steps=(Expense(),), consumes=(PotDraw("visite"),)),),
        )
    },
)  # fmt: skip
NEW_YEAR = date(2026, 1, 1)


def kept(case: Case, rules: Ruleset | Plan, answer: Assessment) -> list[bytes]:
    return [
        pack(one, case, table_of(rules_of(case, line, rules)[0]))
        for line, one in zip(case.lines, answer.lines, strict=True)
    ]


def told_again(case: Case, rules: Ruleset | Plan) -> tuple[Assessment, Assessment]:
    """The answer with its explanation, and the same from what was kept of the answer without."""
    evidence = kept(case, rules, assess(case, rules))
    return assess(case, rules, explain=True), regenerate(replace(case, pots={}), rules, evidence)


def without_steps(case: Case, rules: Ruleset | Plan) -> Assessment:
    return regenerate(replace(case, pots={}), rules, kept(case, rules, assess(case, rules)), explain=False)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_generated_decision_is_told_again_step_by_step(chunk: int) -> None:
    for case, ruleset, _ in cases(range(chunk, SEEDS, CHUNKS)):
        first, again = told_again(case, ruleset)
        assert again == first


def test_every_shipped_case_is_told_again_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    number = 0
    for case, plan in shipped_requests(monkeypatch):
        first, again = told_again(case, plan)
        assert again == first
        assert without_steps(case, plan) == assess(case, plan)
        number += 1
    assert number > 100


def test_the_answers_made_in_one_go_have_every_value() -> None:
    """The engine makes its named tuples without naming the values: one too few would not be seen by the types."""
    for case, ruleset, _ in cases(range(40)):
        answer = assess(case, ruleset)
        for line in answer.lines:
            assert len(line) == len(LineAssessment._fields)
            assert all(len(one) == len(Movement._fields) for one in line.movements)
            assert all(len(one) == len(CeilingRead._fields) for one in line.ceilings)


def visit(**changes: Any) -> Case:
    line = Line("1", "VISITA", {"servizio": date(2026, 5, 4), "spesa": 8_000})
    usual: dict[str, Any] = {
        "lines": (line,), "holders": {"person": "Anna"}, "covers": (Cover("", date(2020, 1, 1)),),
        "pots": {("visite", "Anna"): {NEW_YEAR: Balance(used=45_000)}},
    }  # fmt: skip
    return Case(**{**usual, **changes})


def packed(case: Case, index: int = 0) -> bytes:
    return pack(assess(case, RULES).lines[-1], case, table_of(RULES), index)


def test_a_line_with_one_balance_takes_eleven_bytes() -> None:
    assert len(packed(visit())) == 2 + 4 + (1 + 4)


def test_a_pot_that_nobody_had_touched_takes_no_byte() -> None:
    assert len(packed(visit(pots={}))) == 2 + 4


def test_says_ruleset_outcome_amount_and_balances() -> None:
    case = visit()
    said = unpack(packed(case, index=2_047), case, case.lines[0], RULES)
    assert (said.ruleset_index, said.outcome, said.granted_cents) == (2_047, Outcome.REDUCED, 50_000 - 45_000)
    assert said.balances == (("visite", "Anna", NEW_YEAR, Balance(used=45_000)),)


def test_a_ruleset_beyond_the_last_place_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="2048"):
        packed(visit(), index=2_048)


@pytest.mark.parametrize(
    "balance",
    [Balance(used=45_000, reserved=1_000), Balance(reserved=50_000), Balance(used=2**40), Balance()],
    ids=["used and reserved", "only reserved", "more than four bytes", "nothing"],
)
def test_unusual_balances_are_told_again(balance: Balance) -> None:
    case = visit(pots={("visite", "Anna"): {NEW_YEAR: balance}})
    first, again = told_again(case, RULES)
    assert again == first


def test_the_bytes_are_the_same_in_whatever_order_the_balances_came() -> None:
    """A database gives rows without an order in any order; what is kept of a decision does not depend on it."""
    pots = {
        ("visite", who): {date(year, 1, 1): Balance(used=1_000 + year) for year in (2027, 2024, 2025)}
        for who in ("Carla", "Bruno")
    }
    turned = {key: dict(reversed(periods.items())) for key, periods in reversed(pots.items())}
    answer = assess(visit(), RULES).lines[0]._replace(outcome=Outcome.SUSPENDED, payable_if_complete_cents=None)
    one, two = (pack(answer, visit(pots=told), table_of(RULES)) for told in (pots, turned))
    assert one == two
    assert len(unpack(one, visit(), visit().lines[0], RULES).balances) == 6


def test_the_second_line_keeps_what_the_case_held_and_not_what_the_first_drew() -> None:
    one = visit().lines[0]
    case = visit(lines=(one, replace(one, id="2")))
    said = unpack(packed(case), case, case.lines[1], RULES)
    assert said.balances == (("visite", "Anna", NEW_YEAR, Balance(used=45_000)),)


def test_a_line_under_no_version_keeps_only_the_answer() -> None:
    case = visit()
    answer = assess(case, RULES).lines[0]._replace(ceilings=())
    assert unpack(pack(answer, case, table_of(None)), case, case.lines[0], None).balances == ()
