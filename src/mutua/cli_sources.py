"""Finding what a command is about: the plans that a path speaks of, wherever it lies, and their case files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mutua.boot import settings
from mutua.cli_base import Stop, language, say

if TYPE_CHECKING:
    from mutua.rules.model import Plan
    from mutua.rules.reading.problems import Problem

CASES = "casi"
INSIDE_A_PLAN = (CASES, "tariffe")
EXCUSES = "numeri.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """A plan, its folder, and the mistakes and notices found in the folder."""

    folder: Path
    plan: Plan
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        return self.plan.head.code

    @property
    def mistaken(self) -> bool:
        return any(not problem.warning for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """All that some paths speak of: the plans that could be read, and every mistake and notice."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]

    @property
    def mistakes(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def versions(self) -> int:
        return sum(len(source.plan.versions) for source in self.sources)


def read(paths: Iterable[Path], *, whole_plans: bool) -> Reading:
    """Every plan that the paths speak of, each once, read and checked; the shipped ones where no path is given.

    A case file speaks of its plan; so does a version where `whole_plans`, otherwise it speaks of itself alone.
    """
    from mutua.rules.library import load
    from mutua.rules.reading.problems import in_order

    sources: dict[Path, Source] = {}
    problems: list[Problem] = []
    for path in tuple(paths) or (settings().rulesets,):
        if not path.exists():
            raise Stop(say(f"Non c'è: {path}", f"Not found: {path}"))
        plans, found = load(_target(path, whole_plans))
        problems += found
        for plan in plans:
            folder = _folder(plan)
            sources.setdefault(folder.resolve(), Source(folder, plan, _within(folder, found)))
    return Reading(tuple(sources.values()), tuple(in_order(problems)))


def _target(path: Path, whole_plans: bool) -> Path:
    """What to load for a path: the plan of a case file or a price list; for a version, itself or its plan."""
    whole = path.resolve()
    if whole.is_file() and whole.parent.name in INSIDE_A_PLAN:
        return whole.parent.parent
    if whole.name in INSIDE_A_PLAN:
        return whole.parent
    if whole_plans:
        for folder in (whole, whole.parent, whole.parent.parent):
            if (folder / "piano.yaml").is_file():
                return folder
    return path


def _folder(plan: Plan) -> Path:
    file = Path(plan.versions[0].file)
    return file.parent.parent if file.name == "regole.yaml" else file.parent


def _within(folder: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in problems if Path(problem.place.file).is_relative_to(folder))


def case_files(source: Source, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The case files of the plan: those the paths name, if they name any of its own; otherwise all of them."""
    cases = source.folder / CASES
    named = {path.resolve() for path in paths if path.is_file()}
    found = (path for path in cases.rglob("*") if path.suffix.lower() in (".yaml", ".yml") and path.is_file())
    every = tuple(sorted(path for path in found if path.name != EXCUSES))
    return tuple(path for path in every if path.resolve() in named) or every


def excuses_file(source: Source) -> Path:
    """Where a plan explains the numbers that no case can defend."""
    return source.folder / CASES / EXCUSES


def one_plan(path: Path, *, whole_plans: bool) -> Source:
    """The only plan that the path speaks of; stops with its mistakes, or when there are several."""
    reading = read([path], whole_plans=whole_plans)
    stop_at_mistakes(reading.mistakes)
    if len(reading.sources) > 1:
        raise Stop(say(f"Più piani sotto {path}: scegline uno.", f"Several plans under {path}: name one."))
    return reading.sources[0]


def stop_at_mistakes(problems: Iterable[Problem]) -> None:
    """Stops with every mistake, one line each; goes on where there is none."""
    lines = told(problems)
    if lines:
        raise Stop("\n".join(lines))


def told(problems: Iterable[Problem]) -> list[str]:
    """Each mistake or notice as its line, in the language asked for."""
    from mutua.rules.reading.problems import sentence

    return [sentence(problem, language()) for problem in problems]


def print_problems(problems: Iterable[Problem], *, err: bool = False) -> None:
    """Each mistake or notice on its line."""
    for line in told(problems):
        click.echo(line, err=err)
