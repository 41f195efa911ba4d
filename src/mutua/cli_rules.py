"""Rulesets at the terminal: checked, told in words, compared, and their schema for editors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.boot import settings
from mutua.cli_base import Stop, language, print_json, print_paragraph, say
from mutua.cli_sources import Source, case_files, excuses_file, one_plan, print_problems, read, stop_at_mistakes

if TYPE_CHECKING:
    from mutua.rules.model import Benefit, Plan, Ruleset
    from mutua.rules.reading.problems import Problem


# ---------------------------------------------------------------- mutua rules check


def check_rulesets(paths: tuple[Path, ...], *, as_json: bool) -> int:
    """Every mistake and notice of the plans under the paths and of their case files; 0 when there is no mistake."""
    from mutua.rules.reading.problems import in_order

    reading = read(paths, whole_plans=False)
    found = [problem for source in reading.sources for problem in second_look(source, paths)]
    problems = in_order([*reading.problems, *found])
    mistakes = sum(not problem.warning for problem in problems)
    if as_json:
        listed = [_as_json(problem) for problem in problems]
        print_json({"rulesets": reading.versions, "mistakes": mistakes, "problems": listed})
        return 1 if mistakes else 0
    print_problems(problems)
    if not mistakes:
        click.echo(_all_well(len(reading.sources), reading.versions, len(problems)))
    return 1 if mistakes else 0


def _all_well(plans: int, versions: int, notices: int) -> str:
    def count(number: int, one: str, many: str) -> str:
        return f"{number} {one if number == 1 else many}"

    parts = [count(plans, say("piano", "plan"), say("piani", "plans"))]
    parts.append(count(versions, say("versione", "version"), say("versioni", "versions")))
    if notices:
        parts.append(count(notices, say("avviso", "notice"), say("avvisi", "notices")))
    return f"{say('In ordine', 'All well')}: {', '.join(parts)}."


def _is_whole(source: Source) -> bool:
    """Whether all versions of the plan were read: its cases speak of all of them."""
    from mutua.rules.library import version_paths

    return len(version_paths(source.folder)) == len(source.plan.versions)


def second_look(source: Source, paths: Iterable[Path] = ()) -> list[Problem]:
    """What the reader cannot see: mistakes of case files, what no case defends, what is never used or reached."""
    from mutua.rules.cases.casefile_reader import read_cases, read_excuses
    from mutua.rules.checks.checks import check
    from mutua.rules.checks.checks_cases import recorded_in

    if source.mistaken:
        return []
    if not _is_whole(source):
        return check(source.plan, whole=False, recorded=recorded_in(source.folder))
    read = [read_cases(path, source.plan) for path in case_files(source, paths)]
    found = [problem for _, problems in read for problem in problems] + read_excuses(excuses_file(source))[1]
    if found:
        return found
    every = case_files(source, paths) == case_files(source, ())
    cases = [casefile for casefile, _ in read if casefile is not None] if every else None
    return check(source.plan, cases, shipped=_is_shipped(source), recorded=recorded_in(source.folder))


def _is_shipped(source: Source) -> bool:
    return source.folder.resolve().is_relative_to(settings().rulesets.resolve())


def _as_json(problem: Problem) -> dict[str, object]:
    from mutua.rules.reading.problems import sentence

    place = problem.place
    return {
        "file": place.file, "line": place.line, "column": place.column, "cell": place.cell, "code": problem.code,
        "warning": problem.warning, "message": sentence(problem, language()),
    }  # fmt: skip


# ---------------------------------------------------------------- mutua rules show


def show_rules(code: str | None, path: Path | None) -> int:
    """A benefit, a plan, or every plan, in words."""
    reading = read([path] if path is not None else [], whole_plans=False)
    stop_at_mistakes(reading.mistakes)
    plans = tuple(source.plan for source in reading.sources)
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


def _version_with(plan: Plan, code: str) -> Ruleset | None:
    return next((version for version in reversed(plan.versions) if code in version.benefits), None)


def _unknown_code(code: str, plans: tuple[Plan, ...]) -> str:
    from mutua.rules.reading.problems import suggest

    codes = [name for plan in plans for version in plan.versions for name in version.benefits]
    close = suggest(code, [*codes, *(plan.head.code for plan in plans)])
    meant = say(f" Forse intendevi «{close}».", f" Did you mean “{close}”?") if close else ""
    return say(f"Nessuna prestazione e nessun piano «{code}».{meant}", f"No benefit or plan “{code}”.{meant}")


def _print_plan(version: Ruleset) -> None:
    from mutua.wording.nomenclatore import printed

    click.echo(printed(version, language()))


def _print_benefit(version: Ruleset, code: str) -> None:
    """The benefit in a paragraph, then each ceiling and exchange it draws on."""
    from mutua.wording.describe import benefit_sentence, exchange_sentence, pot_sentence
    from mutua.wording.pots import draws_of

    benefit = version.benefits[code]
    click.secho(f"{version.version} · {code}", bold=True)
    print_paragraph(benefit_sentence(version, benefit, language()))
    for pot in dict.fromkeys(name for row in benefit.rows for name in draws_of(row)):
        print_paragraph(pot_sentence(version, version.pots[pot], language()))
    for exchange in _exchanges_of(benefit):
        print_paragraph(exchange_sentence(version, version.exchanges[exchange], language()))


def _exchanges_of(benefit: Benefit) -> tuple[str, ...]:
    from mutua.rules.model import ExchangeDraw, InOrder

    ordered = [entry for row in benefit.rows for entry in row.consumes if isinstance(entry, InOrder)]
    draws = [draw for entry in ordered for draw in entry.draws if isinstance(draw, ExchangeDraw)]
    return tuple(dict.fromkeys(draw.exchange for draw in draws))


# ---------------------------------------------------------------- mutua rules diff, schema


def diff_versions(before: Path, after: Path) -> int:
    """What changes between two versions, sentences first."""
    from mutua.wording.diff import diff_lines, ruleset_diff

    differences = ruleset_diff(_one_version(before), _one_version(after), language())
    for line in diff_lines(differences):
        print_paragraph(line)
    if not differences:
        click.echo(say("Dicono le stesse cose.", "They say the same things."))
    return 0


def _one_version(path: Path) -> Ruleset:
    """The version that the path names; of a plan's folder, the newest."""
    return one_plan(path, whole_plans=False).plan.versions[-1]


def print_schema() -> int:
    """The JSON Schema of a version, for editors."""
    from mutua.rules.reading.schema import json_schema

    print_json(json_schema())
    return 0

