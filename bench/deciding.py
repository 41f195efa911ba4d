"""P1: one decision, against a Decimal interpreter of the same rules and against OpenFisca-Core on one case."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.decimal_interpreter import Answer, decide
from bench.measuring import Ratio, Tick, Work, side_by_side
from bench.workload import households, with_books
from mutua.domain.case import Case, Cover, Line
from mutua.domain.decisions import LineAssessment
from mutua.rules.assess import assess
from mutua.rules.model import Ruleset

BLOCK = 200  # cases measured at a time: a few milliseconds, so that the neighbours of the machine disturb both alike
OPENFISCA_CASES = 60
TEN = 10  # visits measured at a time, each by itself
TESTS = str(Path(__file__).parent.parent / "tests")


@dataclass(frozen=True, slots=True)
class AgainstDecimal:
    lines: int
    ratio: Ratio  # the interpreter's time by the engine's


@dataclass(frozen=True, slots=True)
class AgainstOpenFisca:
    cases: int
    service: Ratio  # the situation built and decided, by the case built and decided
    alone: Ratio  # `calculate` alone, by `assess` alone


def prepared(rules: Ruleset, lines: int) -> list[Case]:
    return list(with_books(households(lines), rules))


def blocks_of(cases: Sequence[Case], work: Callable[[Sequence[Case]], Work]) -> list[Work]:
    return [work(cases[start : start + BLOCK]) for start in range(0, len(cases), BLOCK)]


def engine_work(rules: Ruleset) -> Callable[[Sequence[Case]], Work]:
    def work(cases: Sequence[Case]) -> Work:
        def run() -> None:
            for case in cases:
                assess(case, rules)

        return run

    return work


def decimal_work(rules: Ruleset) -> Callable[[Sequence[Case]], Work]:
    def work(cases: Sequence[Case]) -> Work:
        def run() -> None:
            for case in cases:
                decide(case, rules)

        return run

    return work


def unequal_lines(cases: Sequence[Case], rules: Ruleset, tick: Tick) -> Iterator[str]:
    """What engine and interpreter say otherwise: outcome, cents, first reason, draws, what a waiting line would get."""
    for case in cases:
        tick()
        for ours, theirs in zip(assess(case, rules).lines, decide(case, rules), strict=True):
            if _of_engine(ours) != _of_peer(theirs):
                yield f"{ours.line_id} {ours.benefit}: {_of_engine(ours)} / {_of_peer(theirs)}"


def _of_engine(line: LineAssessment) -> tuple[Any, ...]:
    drawn = tuple((one.pot, one.holder, one.period, one.amount) for one in line.movements)
    reason = line.reasons[0].code if line.reasons else ""
    return line.outcome, line.granted_cents, reason, drawn, line.payable_if_complete_cents or 0


def _of_peer(answer: Answer) -> tuple[Any, ...]:
    drawn = tuple(tuple(one) for one in answer.drawn)
    return answer.outcome, answer.granted_cents, answer.reason, drawn, answer.would_pay_cents


def against_decimal(cases: Sequence[Case], rules: Ruleset, rounds: int, tick: Tick) -> AgainstDecimal:
    """Engine and interpreter on the same lines. They are proved equal first (`unequal_lines`), by the caller."""
    pairs = list(zip(blocks_of(cases, engine_work(rules)), blocks_of(cases, decimal_work(rules)), strict=True))
    return AgainstDecimal(sum(len(case.lines) for case in cases), side_by_side(pairs, rounds, tick))


# ---------------------------------------------------------------- OpenFisca


def visits(cases: Sequence[Case], rules: Ruleset) -> list[tuple[Case, tuple[int, int, int]]]:
    """Requests of one visit that reached the ceilings, with what was left in them."""
    found = []
    for case in cases:
        if len(case.lines) == 1 and case.lines[0].benefit == "VISITA" and "prescrizione" in case.papers:
            ceilings = assess(case, rules).lines[0].ceilings
            if len(ceilings) == 3:
                first, second, third = (max(0, one.size - one.used) for one in ceilings)
                found.append((case, (first, second, third)))
    return found[:OPENFISCA_CASES]


def as_told(case: Case) -> dict[str, Any]:
    """A case as a service would receive it, to be built again."""
    return {
        "line": (case.lines[0].id, case.lines[0].benefit, dict(case.lines[0].facts)),
        "facts": dict(case.facts), "papers": dict(case.papers), "holders": dict(case.holders),
        "covers": [(one.assistance, one.effective_from, one.ends_on, one.joined_on) for one in case.covers],
        "pots": case.pots,
    }  # fmt: skip


def from_told(told: dict[str, Any]) -> Case:
    return Case(
        lines=(Line(*told["line"]),), facts=told["facts"], papers=told["papers"], holders=told["holders"],
        covers=tuple(Cover(*one) for one in told["covers"]), pots=told["pots"],
    )  # fmt: skip


def against_openfisca(cases: Sequence[Case], rules: Ruleset, rounds: int, tick: Tick) -> AgainstOpenFisca:
    """One visit at a time. Raises if the two do not grant the same cents on every one."""
    from bench import openfisca_peer as peer

    system, chosen = peer.system(), visits(cases, rules)
    situations = [peer.situation(case, left) for case, left in chosen]
    told = [as_told(case) for case, _ in chosen]
    for (case, _), situation in zip(chosen, situations, strict=True):
        theirs = peer.granted(peer.built(system, situation), peer.month_of(situation))
        ours = assess(case, rules).lines[0].granted_cents
        assert theirs == ours, f"{case.lines[0].id}: OpenFisca {theirs}, engine {ours}"

    service = [
        (partial(_each, partial(_build_and_assess, rules), told[at : at + TEN]),
         partial(_each, partial(peer.build_and_calculate, system), situations[at : at + TEN]))
        for at in range(0, len(chosen), TEN)
    ]  # fmt: skip
    built_each_round = side_by_side(service, rounds, tick)
    return AgainstOpenFisca(len(chosen), built_each_round, _calculate_alone(chosen, situations, rules, rounds, tick))


def _calculate_alone(
    chosen: Sequence[tuple[Case, tuple[int, int, int]]], situations: Sequence[Any], rules: Ruleset, rounds: int,
    tick: Tick,
) -> Ratio:  # fmt: skip
    """A simulation remembers what it calculated: each is built outside the measure and asked once."""
    from bench import openfisca_peer as peer

    system = peer.system()
    months = [peer.month_of(situation) for situation in situations]
    pairs: list[tuple[Work, Work]] = []
    for at in range(0, len(chosen), TEN):
        some, asked = [case for case, _ in chosen[at : at + TEN]], months[at : at + TEN]
        ready = [[peer.built(system, one) for one in situations[at : at + TEN]] for _ in range(rounds + 1)]
        pairs.append((partial(_each, partial(_assess, rules), some), partial(_calculate_next, ready, asked)))
    return side_by_side(pairs, rounds, tick)


def _each(work: Callable[[Any], object], some: Sequence[Any]) -> None:
    for one in some:
        work(one)


def _assess(rules: Ruleset, case: Case) -> object:
    return assess(case, rules)


def _build_and_assess(rules: Ruleset, told: dict[str, Any]) -> object:
    return assess(from_told(told), rules)


def _calculate_next(ready: list[list[Any]], months: Sequence[str]) -> None:
    for simulation, month in zip(ready.pop(), months, strict=True):
        simulation.calculate("concesso", month)


# ---------------------------------------------------------------- the oracle of the tests


def against_oracle(cases: Sequence[Case], rules: Ruleset, rounds: int, tick: Tick) -> AgainstDecimal:
    """The oracle of the tests: docs/engine.md word by word, the whole language and the whole answer, on fractions."""
    if TESTS not in sys.path:
        sys.path.append(TESTS)
    from oracle.interpreter import assess as oracle

    def work(some: Sequence[Case]) -> Work:
        def run() -> None:
            for case in some:
                oracle(case, rules)

        return run

    pairs = list(zip(blocks_of(cases, engine_work(rules)), blocks_of(cases, work), strict=True))
    return AgainstDecimal(sum(len(case.lines) for case in cases), side_by_side(pairs, rounds, tick))
