"""Rulesets at the terminal: checked, told in words, compared, and their schema for editors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.cli_base import Stop, language, print_json, say
from mutua.cli_sources import Source, case_files, excuses_file, read_plans, wanted

if TYPE_CHECKING:
    from mutua.rules.model import Plan, Ruleset
    from mutua.rules.problems import Problem


# ---------------------------------------------------------------- mutua rules check


def check_rulesets(paths: tuple[Path, ...], *, as_json: bool) -> int:
    """Every mistake and notice of the plans under the paths and of their case files; 0 when there is no mistake."""
    from mutua.rules.problems import sentence

    sources = read_plans(paths)
    problems = [problem for source in sources for problem in (*source.problems, *_case_problems(source, paths))]
    mistakes = [problem for problem in problems if not problem.warning]
    versions = sum(len(source.plan.versions) for source in sources if source.plan is not None)
    if as_json:
        print_json({"rulesets": versions, "mistakes": len(mistakes), "problems": [_as_json(one) for one in problems]})
        return 1 if mistakes else 0
    for problem in problems:
        click.echo(sentence(problem, language()))
    if not mistakes:
        notices = f", {len(problems)} {say('avvisi', 'notices')}" if problems else ""
        plans = len(sources)
        click.echo(
            say(
                f"In ordine: {plans} {'piano' if plans == 1 else 'piani'}, "
                f"{versions} {'versione' if versions == 1 else 'versioni'}{notices}.",
                f"All well: {plans} plan{'s'[: plans != 1]}, {versions} version{'s'[: versions != 1]}{notices}.",
            )
        )
    return 1 if mistakes else 0


def _case_problems(source: Source, paths: Iterable[Path]) -> list[Problem]:
    from mutua.rules.casefile_reader import read_cases, read_excuses

    if source.plan is None:
        return []
    found = [problem for path in case_files(source, paths) for problem in read_cases(path, source.plan)[1]]
    return found + read_excuses(excuses_file(source))[1]


def _as_json(problem: Problem) -> dict[str, object]:
    from mutua.rules.problems import sentence

    place = problem.place
    return {
        "file": place.file, "line": place.line, "column": place.column, "cell": place.cell, "code": problem.code,
        "warning": problem.warning, "message": sentence(problem, language()),
    }  # fmt: skip


# ---------------------------------------------------------------- mutua rules show


def show_rules(code: str | None, path: Path | None) -> int:
    """A benefit, a plan, or every plan, in words."""
    plans = _readable(read_plans([path] if path is not None else []))
    if code is None:
        for plan in plans:
            _print_plan(plan.versions[-1])
        return 0
    shown = [plan for plan in plans if code in (plan.head.code, plan.head.code.split("/")[-1])]
    for plan in shown:
        _print_plan(plan.versions[-1])
    if shown:
        return 0
    found = [version for plan in plans if (version := _version_with(plan, code)) is not None]
    if not found:
        raise Stop(_unknown_code(code, plans))
    for version in found:
        _print_benefit(version, code)
    return 0


def _readable(sources: tuple[Source, ...]) -> tuple[Plan, ...]:
    """The plans that could be read; stops with the first mistake of those that could not."""
    from mutua.rules.problems import sentence

    mistakes = [problem for source in sources for problem in source.problems if not problem.warning]
    if mistakes:
        raise Stop("\n".join(sentence(problem, language()) for problem in mistakes))
    return tuple(source.plan for source in sources if source.plan is not None and source.plan.versions)


def _version_with(plan: Plan, code: str) -> Ruleset | None:
    return next((version for version in reversed(plan.versions) if code in version.benefits), None)


def _unknown_code(code: str, plans: tuple[Plan, ...]) -> str:
    from mutua.rules.problems import suggest

    codes = [name for plan in plans for version in plan.versions for name in version.benefits]
    close = suggest(code, [*codes, *(plan.head.code for plan in plans)])
    meant = say(f" Forse intendevi «{close}».", f" Did you mean “{close}”?") if close else ""
    return say(f"Nessuna prestazione e nessun piano «{code}».{meant}", f"No benefit or plan “{code}”.{meant}")


def _print_plan(version: Ruleset) -> None:
    from mutua.wording.nomenclatore import nomenclatore

    click.echo(nomenclatore(version, language()))


def _print_benefit(version: Ruleset, code: str) -> None:
    from mutua.wording.describe import describe_benefit

    click.echo(describe_benefit(version, code, language()))


# ---------------------------------------------------------------- mutua rules diff, schema


def diff_versions(before: Path, after: Path) -> int:
    """What changes between two versions, sentences first."""
    from mutua.wording.diff import diff

    for line in diff(_one_version(before), _one_version(after), language()):
        click.echo(line)
    return 0


def _one_version(path: Path) -> Ruleset:
    """The version that the path names; of a plan's folder, the newest."""
    wanted([path])
    sources = read_plans([path])
    if len(sources) > 1:
        raise Stop(say(f"Più piani sotto {path}: scegline uno.", f"Several plans under {path}: name one."))
    plan, *_ = _readable(sources) or (None,)
    if plan is None:
        raise Stop(say(f"Nessuna versione in {path}.", f"No version in {path}."))
    since = path.resolve().stem if path.is_file() else path.resolve().name
    named = [version for version in plan.versions if version.in_force_from.isoformat() == since]
    return named[0] if named else plan.versions[-1]


def print_schema() -> int:
    """The JSON Schema of a version, for editors."""
    from mutua.rules.schema import json_schema

    print_json(json_schema())
    return 0

