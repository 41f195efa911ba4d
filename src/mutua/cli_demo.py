"""The demonstration: the shipped cases in a table, then two of their decisions as a member would read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from mutua.cli_base import say
from mutua.cli_cases import PlanRun, explanation, print_table, run_plan
from mutua.cli_sources import case_files, print_problems, read

if TYPE_CHECKING:
    from mutua.rules.cases.case_runner import CaseResult, LineResult

Rank = Callable[["LineResult"], int]


def run_demo() -> int:
    """The shipped rulesets at work; 0 only when every case passes."""
    reading = read([], whole_plans=True)
    print_problems(reading.mistakes, err=True)
    runs = [run_plan(source, case_files(source, [])) for source in reading.sources]
    print_table(runs)
    for title, rank in (
        (say("Un rimborso, passo per passo", "A reimbursement, step by step"), _many_steps),
        (say("Assistenza a casa, con ore scambiate", "Home assistance, with hours exchanged"), _exchanged),
    ):
        found = _best(runs, rank)
        if found is not None:
            _print_decision(title, *found)
    failed = any(run.failed or run.mistakes for run in runs)
    return 1 if failed or reading.mistakes else 0


def _many_steps(line: LineResult) -> int:
    """A sum that was paid in part: the more steps and ceilings led to it, the better it shows."""
    answer = line.assessment
    return len(answer.steps) + len(answer.ceilings) if 0 < answer.granted_cents < answer.asked_cents else 0


def _exchanged(line: LineResult) -> int:
    """Hours granted by giving up others; the plainest such decision."""
    answer = line.assessment
    exchanged = any(reason.code == "exchanged" for reason in answer.reasons)
    return 1 if exchanged and answer.quantity_granted and not answer.granted_cents else 0


def _best(runs: list[PlanRun], rank: Rank) -> tuple[PlanRun, CaseResult, LineResult] | None:
    """The decision with the highest rank, the first of equals; None where none has any."""
    return max(_ranked(runs, rank), key=lambda ranked: ranked[0], default=(0, None))[1]


def _ranked(runs: list[PlanRun], rank: Rank) -> Iterator[tuple[int, tuple[PlanRun, CaseResult, LineResult]]]:
    from mutua.rules.cases.case_runner import run_case

    for run in runs:
        for result in run.results:
            explained = run_case(result.file, result.case, run.source.plan, explain=True)
            for line in explained.lines:
                if (value := rank(line)) > 0:
                    yield value, (run, result, line)


def _print_decision(title: str, run: PlanRun, result: CaseResult, line: LineResult) -> None:
    click.secho(f"\n{title}", bold=True)
    click.echo(f"{run.source.plan.head.title} ({run.source.name}): {result.case.name}\n")
    for sentence in explanation(line, run.source.plan):
        click.echo(f"  {sentence}")
