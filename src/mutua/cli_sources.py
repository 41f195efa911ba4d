"""Finding what a command is about: the plans under a path, wherever it lies, and their case files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mutua.boot import settings
from mutua.cli_base import Stop, say

if TYPE_CHECKING:
    from mutua.rules.model import Plan
    from mutua.rules.problems import Problem

HEAD = "piano.yaml"
CASES = "casi"
NUMBERS = "numeri.yaml"


@dataclass(frozen=True, slots=True)
class Source:
    """A plan's folder, what was read of it, and the mistakes found. `plan` is None where it could not be read."""

    folder: Path
    plan: Plan | None
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        return self.plan.head.code if self.plan is not None else f"{self.folder.parent.name}/{self.folder.name}"


def wanted(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The paths given, or the shipped rulesets where none is; each must be there."""
    chosen = tuple(paths) or (settings().rulesets,)
    for path in chosen:
        if not path.exists():
            raise Stop(say(f"Non c'è: {path}", f"Not found: {path}"))
    return chosen


def plan_folders(path: Path) -> tuple[Path, ...]:
    """The folders of the plans at, under or above the path: a plan, a version and a case file belong to one plan."""
    folder = path if path.is_dir() else path.parent
    for upper in (folder, *folder.resolve().parents):
        if (upper / HEAD).is_file():
            return (upper,)
        if not _inside_a_plan(upper):
            break
    found = tuple(sorted(head.parent for head in folder.glob(f"**/{HEAD}"))) if path.is_dir() else ()
    if not found:
        raise Stop(
            say(
                f"Nessun regolamento in {path}: manca «{HEAD}» nella cartella del piano.",
                f"No ruleset in {path}: the plan's folder has no «{HEAD}».",
            )
        )
    return found


def _inside_a_plan(folder: Path) -> bool:
    """A folder of cases, tariffs or one version: its plan may stand above it."""
    return folder.name in (CASES, "tariffe") or folder.name[:4].isdigit() or (folder / "regole.yaml").is_file()


def read_plans(paths: Iterable[Path]) -> tuple[Source, ...]:
    """Every plan that the paths speak of, each once, read and checked."""
    folders = dict.fromkeys(folder.resolve() for path in wanted(paths) for folder in plan_folders(path))
    return tuple(_read_plan(near(folder)) for folder in folders)


def near(path: Path) -> Path:
    """The path as a person standing here would write it: relative below the current folder, else whole."""
    whole, here = path.resolve(), Path.cwd()
    return whole.relative_to(here) if whole.is_relative_to(here) else whole


def _read_plan(folder: Path) -> Source:
    from mutua.rules.library import load

    plans, problems = load(folder)
    return Source(folder, plans[0] if plans else None, tuple(problems))


def case_files(source: Source, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The case files of the plan: those the paths name, if they name any of its own; otherwise all of them."""
    named = [path.resolve() for path in paths if path.is_file() and path.resolve().parent.name == CASES]
    own = [near(path) for path in named if path.parent.parent == source.folder.resolve()]
    if own:
        return tuple(own)
    return tuple(sorted(path for path in (source.folder / CASES).glob("*.yaml") if path.name != NUMBERS))


def excuses_file(source: Source) -> Path:
    """Where a plan explains the numbers that no case can defend."""
    return source.folder / CASES / NUMBERS
