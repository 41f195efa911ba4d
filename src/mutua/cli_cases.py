"""Worked examples at the terminal: a table by plan, every failure beside its explanation, a file of cases decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_base import Stop, language, print_json, say
from mutua.cli_sources import Source, case_files, one_plan, print_problems, read, stop_at_mistakes, told

if TYPE_CHECKING:
    from mutua.rules.cases.case_answers import Difference
    from mutua.rules.cases.case_runner import CaseResult, LineResult
    from mutua.rules.model import Plan
    from mutua.rules.reading.problems import Problem


@dataclass(frozen=True, slots=True)
class PlanRun:
    """The cases of one plan, run; `problems` are the mistakes and notices of the plan and of its case files."""

    source: Source
    results: tuple[CaseResult, ...]
    problems: tuple[Problem, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        return tuple(result for result in self.results if not result.passed)

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)


def run_plan(source: Source, files: Iterable[Path]) -> PlanRun:
    """The cases of the files against the plan; a plan with a mistake runs none."""
    from mutua.rules.cases.case_runner import run
    from mutua.rules.cases.casefile_reader import read_cases

    problems: list[Problem] = list(source.problems)
    results: list[CaseResult] = []
    for path in () if source.mistaken else files:
        casefile, found = read_cases(path, source.plan)
        problems += found
        if casefile is not None:
            results += run(casefile, source.plan)
    return PlanRun(source, tuple(results), tuple(problems))


# ---------------------------------------------------------------- mutua rules test


def run_tests(paths: tuple[Path, ...], *, as_json: bool) -> int:
    """Run the cases under the paths; 0 only when all passed and nothing was misread."""
    from mutua.rules.reading.problems import in_order

    reading = read(paths, whole_plans=True)
    runs = [run_plan(source, case_files(source, paths)) for source in reading.sources]
    failures = [(run, result) for run in runs for result in run.failed]
    mistakes = in_order([*reading.mistakes, *(problem for run in runs for problem in run.mistakes)])
    if as_json:
        print_json(_summary(runs, failures, mistakes))
    else:
        print_problems(mistakes, err=True)
        print_table(runs)
        for run, result in failures:
            print_failure(run, result)
    return 1 if failures or mistakes else 0


def _summary(
    runs: list[PlanRun], failures: list[tuple[PlanRun, CaseResult]], mistakes: list[Problem]
) -> dict[str, object]:
    cases = sum(len(run.results) for run in runs)
    return {
        "rulesets": sum(len(run.source.plan.versions) for run in runs),
        "cases": cases,
        "passed": cases - len(failures),
        "failed": len(failures) + len(mistakes),
        "failures": [
            *({"problem": line} for line in told(mistakes)),
            *(failure for run, result in failures for failure in _failures(run, result)),
        ],
    }


def _failures(run: PlanRun, result: CaseResult) -> Iterator[dict[str, object]]:
    for place, subject, differences in _failed_parts(result):
        for difference in differences:
            yield {
                "plan": run.source.name,
                "case": result.case.name,
                "place": place,
                "subject": subject,
                "what": difference.what,
                "expected": difference.expected,
                "found": difference.found,
            }


def _failed_parts(result: CaseResult) -> Iterator[tuple[str, str, tuple[Difference, ...]]]:
    for line in result.lines:
        if line.differences:
            yield _where(line), line.line.benefit, line.differences
    for matter in result.matters:
        if matter.differences:
            yield str(matter.matter.place), matter.matter.kind.value, matter.differences


def _where(line: LineResult) -> str:
    return str(line.line.expected.place if line.line.expected is not None else line.line.place)


def print_table(runs: list[PlanRun]) -> None:
    """How many cases of each plan pass, and of all together."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("piano", "plan"), overflow="fold")  # at a narrow terminal the name folds, the headings stay
    titles = say("versioni casi riusciti falliti", "versions cases passed failed").split()
    if any(run.mistakes for run in runs):
        titles.append(say("errori", "mistakes"))
    for title in titles:
        table.add_column(title, justify="right", no_wrap=True)
    for run in runs:
        table.add_row(run.source.name, *_counts([run])[: len(titles)])
    if len(runs) > 1:
        table.add_section()
        table.add_row(say("in tutto", "in all"), *_counts(runs)[: len(titles)])
    Console(highlight=False).print(table)


def _counts(runs: list[PlanRun]) -> tuple[str, ...]:
    """Versions, cases, passed, failed, and mistakes in the files: the cases of a plan with mistakes are not run."""
    versions = sum(len(run.source.plan.versions) for run in runs)
    cases = sum(len(run.results) for run in runs)
    failed = sum(len(run.failed) for run in runs)
    wrong = sum(len(run.mistakes) for run in runs)
    if all(run.source.mistaken for run in runs):
        return str(versions), "—", "—", "—", str(wrong)
    return str(versions), str(cases), str(cases - failed), str(failed), str(wrong)


def print_failure(run: PlanRun, result: CaseResult) -> None:
    """The expectation of each line that came out otherwise, and under it how the line was decided."""
    from mutua.rules.cases.case_runner import run_case

    plan = run.source.plan
    click.echo(f"\n✗ {run.source.name} · «{result.case.name}»  {result.case.place}")
    explained = run_case(result.file, result.case, plan, explain=True)
    for line in explained.lines:
        if line.differences:
            click.echo(f"  {_where(line)}  {line.line.benefit}")
            _print_differences(line.differences)
            for sentence in explanation(line, plan):
                click.echo(f"      {sentence}")
    for matter in explained.matters:
        if matter.differences:
            click.echo(f"  {matter.matter.place}")
            _print_differences(matter.differences)


def _print_differences(differences: Iterable[Difference]) -> None:
    for one in differences:
        click.echo(
            say(
                f"    {one.what}: atteso {one.expected}, trovato {one.found}",
                f"    {one.what}: expected {one.expected}, found {one.found}",
            )
        )


def explanation(line: LineResult, plan: Plan) -> tuple[str, ...]:
    """How the line was decided, one sentence a step, in the language asked for."""
    from mutua.wording.explain import explain

    plan = line.plan or plan  # a line under the plan topped up has its own regulation
    version = next((one for one in plan.versions if one.version == line.assessment.version), plan.versions[-1])
    return tuple(explain(line.assessment, version, language(), line.facts))


# ---------------------------------------------------------------- mutua assess


def assess_cases(path: Path, ruleset: Path | None, *, explain: bool, as_json: bool) -> int:
    """Decide the requests of a case file, against the plan it lies in or the one named."""
    from mutua.rules.cases.case_runner import run
    from mutua.rules.cases.casefile_reader import read_cases

    if path.is_dir():
        raise Stop(say(f"{path} è una cartella: serve un file di casi.", f"{path} is a folder: name a case file."))
    if not path.exists():
        raise Stop(say(f"Non c'è: {path}", f"Not found: {path}"))
    source = one_plan(ruleset or path, whole_plans=ruleset is None)
    casefile, problems = read_cases(path, source.plan, asking=True)
    stop_at_mistakes(problem for problem in problems if not problem.warning)
    assert casefile is not None
    results = run(casefile, source.plan, explain=explain)
    if as_json:
        print_json({"plan": source.name, "cases": [_as_json(result, source.plan, explain) for result in results]})
    else:
        for result in results:
            _print_decisions(result, source.plan, explain)
    return 0 if all(result.passed for result in results) else 1


def _as_json(result: CaseResult, plan: Plan, explain: bool) -> dict[str, object]:
    lines = []
    for line in result.lines:
        answer = line.assessment
        lines.append(
            {
                "benefit": answer.benefit,
                "version": answer.version,
                "outcome": answer.outcome.value,
                "asked_cents": answer.asked_cents,
                "granted_cents": answer.granted_cents,
                "quantity_granted": answer.quantity_granted,
                "deferred_cents": answer.deferred_cents,
                "payable_if_complete_cents": answer.payable_if_complete_cents,
                "reasons": [reason.code for reason in answer.reasons],
                "missing": [{"kind": one.kind, "name": one.name} for one in answer.missing],
                "as_expected": not line.differences,
                **({"explanation": list(explanation(line, plan))} if explain else {}),
            }
        )
    matters = [
        {
            "kind": matter.matter.kind.value,
            "answers": {name: _plain(value) for name, value in matter.found.items()},
            "as_expected": not matter.differences,
        }
        for matter in result.matters
    ]
    return {"case": result.case.name, "lines": lines, "matters": matters}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def _print_decisions(result: CaseResult, plan: Plan, explain: bool) -> None:
    from mutua.rules.cases.case_answers import written_answer

    click.echo(f"{'✓' if result.passed else '✗'} {result.case.name}")
    for line in result.lines:
        click.echo(f"  {line.line.benefit}: {_in_short(line)}")
        _print_differences(line.differences)
        for sentence in explanation(line, plan) if explain else ():
            click.echo(f"      {sentence}")
    for matter in result.matters:
        answers = ", ".join(f"{name} {written_answer(value)}" for name, value in matter.found.items())
        click.echo(f"  {matter.matter.kind.value}: {answers}")
        _print_differences(matter.differences)


def _in_short(line: LineResult) -> str:
    from mutua.rules.cases.case_answers import OUTCOME_WORDS, measure, money

    answer = line.assessment
    outcome = say(OUTCOME_WORDS[answer.outcome], answer.outcome.value)
    parts = [outcome]
    if answer.granted_cents or answer.asked_cents:
        parts.append(f"{money(answer.granted_cents)} euro")
    if answer.quantity_asked:
        parts.append(measure(answer.quantity_granted, line.line.unit))
    return ", ".join(parts)
