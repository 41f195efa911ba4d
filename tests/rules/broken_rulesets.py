"""Reads a folder of `tests/broken` as a clerk would meet it: the rules, the cases, the second look.

Each folder is a plan with one mistake. `expected.txt` says the code, the place and, line by line, words that the
message must hold. `grow.txt` (file, times, line) makes a file too big to be kept here; `path.txt` names what to open.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from mutua.rules.cases.casefile_reader import read_cases, read_excuses
from mutua.rules.checks.checks import check
from mutua.rules.checks.checks_cases import recorded_in
from mutua.rules.library import load
from mutua.rules.reading.problems import Problem

BROKEN = Path(__file__).parents[1] / "broken"
_OURS = ("expected.txt", "grow.txt", "path.txt")


@dataclass(frozen=True)
class Expected:
    code: str
    place: str
    words: tuple[str, ...]


def expected(folder: Path) -> Expected:
    code, place, *words = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    return Expected(code, place, tuple(words))


def copied(folder: Path, to: Path) -> Path:
    """The folder where its files may grow, under the name of a plan."""
    target = to / "mutua-di-prova" / folder.name
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns(*_OURS))
    grow = folder / "grow.txt"
    for line in grow.read_text(encoding="utf-8").splitlines() if grow.exists() else []:
        name, times, text = line.split(" ", 2)
        with (target / name).open("a", encoding="utf-8") as stream:
            stream.write(f"{text}\n" * int(times))
    path = folder / "path.txt"
    return target / path.read_text(encoding="utf-8").strip() if path.exists() else target


def problems_of(folder: Path, to: Path) -> list[Problem]:
    """Every mistake and notice, as `mutua rules check` finds them."""
    target = copied(folder, to)
    plans, found = load(target)
    root = to / "mutua-di-prova" / folder.name
    for plan in plans:
        cases = sorted((root / "casi").glob("*.yaml"))
        read = [read_cases(path, plan) for path in cases if path.name != "numeri.yaml"]
        found += [problem for _, problems in read for problem in problems]
        found += read_excuses(root / "casi" / "numeri.yaml")[1]
        whole = cases and not any(problems for _, problems in read)
        files = [file for file, _ in read if file is not None] if whole else None
        found += check(plan, files, recorded=recorded_in(root))
    return found


def place_of(problem: Problem, folder: Path, to: Path) -> str:
    """The place from the folder on."""
    return str(problem.place).replace(f"{to.as_posix()}/mutua-di-prova/{folder.name}", ".").removeprefix("./")
