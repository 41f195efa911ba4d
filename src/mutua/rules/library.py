"""Finds the rulesets on disk and reads them: a version, a plan, a society, or a whole tree, with all mistakes at once.

python -m mutua.rules.library PATH     prints the mistakes, one line each
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from mutua.rules.model import Parameter, Place, Plan, Pot, Ruleset, Tariff
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, Problem, in_order, sentence, suggest
from mutua.rules.reading.reader import PlanFile, Surroundings, read_plan, read_version
from mutua.rules.reading.reader_near import NEAR_FILE, load_near
from mutua.rules.reading.reader_notes import FIRMS_TAX_FILE, NOTES_FILE, load_notes
from mutua.rules.reading.reader_pact import PACT_FILE, load_pact
from mutua.rules.reading.reader_retention import RETENTION_FILE, load_retention
from mutua.rules.reading.reader_statute import STATUTE_FILE, load_statute
from mutua.rules.reading.reader_tariffs import read_parameters, read_tariff
from mutua.rules.reading.source import Node, read_file
from mutua.rules.reading.tables import read_folder

PLAN_FILE = "piano.yaml"
RULES_FILE = "regole.yaml"
PARAMETERS_FILE = "parametri.yaml"
_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LOOSE_DATE = re.compile(r"[0-9]+-[0-9]+-[0-9]+|[0-9]{8}")
_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BESIDE_PLANS: Mapping[str, Callable[[Path, str], tuple[object, list[Problem]]]] = {
    STATUTE_FILE: load_statute, RETENTION_FILE: load_retention, NOTES_FILE: load_notes,
    FIRMS_TAX_FILE: load_notes, PACT_FILE: load_pact, NEAR_FILE: load_near,
}  # fmt: skip
_NOT_VERSIONS = {PLAN_FILE, PARAMETERS_FILE, RULES_FILE, *_BESIDE_PLANS}


def shipped_path() -> Path:
    """Where the rulesets that come with the project are: in the checkout, else in the installed package."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent.parent / "rulesets"
    return checkout if checkout.is_dir() else package / "_rulesets"


def is_plan_code(text: str) -> bool:
    """Whether it could be what a plan is called: the names of two folders, the society's and its own."""
    return len(text) <= 120 and text.count("/") == 1 and all(_FOLDER.fullmatch(one) for one in text.split("/"))


def load(path: Path | str) -> tuple[tuple[Plan, ...], list[Problem]]:
    """The plans found at a version file, a plan, a society or a tree, and every mistake in order.

    A version with mistakes is left out of its plan; a plan left without versions is left out altogether.
    """
    asked = Path(path)
    loader = Loader(asked)
    if not asked.exists():
        return (), [Problem(Place(loader.name(asked), 1, 1), "path_missing", str(asked))]
    folders, only = _plan_folders(asked)
    if not folders:
        return (), [Problem(Place(loader.name(asked), 1, 1), "no_plans", asked.name)]
    plans = [plan for folder in folders if (plan := loader.plan(folder, only)) is not None and plan.versions]
    loader.problems += _unknown_below(plans)
    if only is None:
        loader.check_statutes(folders)
    return tuple(plans), in_order(loader.problems)


def load_shipped() -> tuple[tuple[Plan, ...], list[Problem]]:
    """The plans that come with the project."""
    return load(shipped_path())


def _unknown_below(plans: list[Plan]) -> Iterable[Problem]:
    """The benefits of another plan that a plan says it follows, where that plan was read too."""
    known = {plan.head.code: {code for one in plan.versions for code in one.benefits} for plan in plans}
    for plan in plans:
        codes = known.get(plan.head.tops_up)
        for benefit in (one for version in plan.versions for one in version.benefits.values()):
            for code in benefit.tops_up if codes is not None else ():
                if code not in (codes or ()):
                    yield Problem(benefit.place, "tops_up_unknown", code, {"plan": plan.head.tops_up})


def _any_mistake(problems: Iterable[Problem]) -> bool:
    return any(not problem.warning for problem in problems)


def _is_of(file: str, paths: Iterable[str]) -> bool:
    """Whether a file is one of these, or lies in one of these folders."""
    return any(file == path or file.startswith(f"{path}/") for path in paths)


# ---------------------------------------------------------------- what is where


def _plan_folders(path: Path) -> tuple[list[Path], Path | None]:
    """The plan folders under a path and, where it is one version, that version's file or folder."""
    path = path.resolve()
    if path.is_file():
        inside = path.parent
        if _DATED.fullmatch(inside.name) and _is_plan(inside.parent):
            return [inside.parent], inside
        if path.name in (PARAMETERS_FILE, *_BESIDE_PLANS):
            return _plan_folders(inside)
        return [inside], None if path.name in _NOT_VERSIONS else path
    if _DATED.fullmatch(path.name) and _is_plan(path.parent):
        return [path.parent], path
    return list(_below(path, 2)), None


def _below(folder: Path, levels: int) -> Iterable[Path]:
    if _is_plan(folder):
        yield folder
    elif levels:
        for child in sorted(folder.iterdir()):
            if child.is_dir() and not child.name.startswith((".", "_")):
                yield from _below(child, levels - 1)


def _is_plan(folder: Path) -> bool:
    return (folder / PLAN_FILE).is_file() or bool(version_paths(folder))


def version_paths(folder: Path) -> list[Path]:
    """Version files and folders; also what looks like one with a wrong name, to say so."""
    found = []
    for child in sorted(folder.iterdir()):
        if child.name.startswith((".", "_")) or child.name in _NOT_VERSIONS:
            continue
        if _LOOSE_DATE.match(child.name) or (child / RULES_FILE).is_file():
            found.append(child)
    return found


@dataclass(slots=True)
class Loader:
    """One load: the problems found so far and the outside figures read once."""

    asked: Path
    problems: list[Problem] = field(default_factory=list)
    parameters: dict[Path, Mapping[str, Parameter | None]] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """How messages call a file: from the current folder where it lies below it."""
        full, here = path.resolve(), Path.cwd()
        return full.relative_to(here).as_posix() if full.is_relative_to(here) else full.as_posix()

    def report(self, path: Path, code: str, found: str = "", line: int = 1, **values: str) -> None:
        self.problems.append(Problem(Place(self.name(path), line, 1), code, found, values))

    def tree(self, path: Path) -> Node | None:
        """The tree of a file; None, with the mistakes reported, where it cannot be read."""
        node, problems = read_file(path, self.name(path))
        self.problems += problems
        return node

    # ---- a plan

    def plan(self, folder: Path, only: Path | None) -> Plan | None:
        head_path = folder / PLAN_FILE
        for name in (folder.name, folder.parent.name):
            if not _FOLDER.fullmatch(name):
                self.report(head_path, "folder_name", name)
        if not head_path.is_file():
            self.report(head_path, "plan_file_missing", f"{folder.name}/")
            return None
        before = len(self.problems)
        node = self.tree(head_path)
        if node is None:
            return None
        plan, problems = read_plan(node, f"{folder.parent.name}/{folder.name}")
        self.problems += problems
        mistakes = _any_mistake(self.problems[before:])
        around = Surroundings(plan, self.tariffs(folder), self.outside_figures(folder))
        paths = version_paths(folder)
        if not paths:
            self.report(head_path, "no_versions", f"{folder.name}/")
        read = [(path, one) for path in paths if (one := self.version(path, around)) is not None]
        read.sort(key=lambda pair: pair[1].in_force_from)
        self.check_sequence(read, paths)
        self.check_plan_facts(plan, [one for _, one in read], complete=len(read) == len(paths))
        versions = self.linked([one for _, one in read])
        chosen = [one for one, (path, _) in zip(versions, read, strict=True) if only is None or path == only]
        if only is not None:
            others = [self.name(path) for path in paths if path != only]
            self.problems = [one for one in self.problems if not _is_of(one.place.file, others)]
        self.check_tops_up(plan, versions)
        self.check_senior(folder, versions)
        return None if mistakes else Plan(plan.head, tuple(chosen))

    def tariffs(self, folder: Path) -> dict[str, Tariff | None]:
        found: dict[str, Tariff | None] = {}
        for path in sorted((folder / "tariffe").glob("*.csv")):
            tariff, problems = read_tariff(path, self.name(path))
            self.problems += problems
            found[path.stem] = tariff
        return found

    def outside_figures(self, folder: Path) -> Mapping[str, Parameter | None]:
        """`parametri.yaml` of the plan's folder or of the nearest of three above it."""
        for above in (folder, *list(folder.parents)[:3]):
            path = above / PARAMETERS_FILE
            if path.is_file():
                if path not in self.parameters:
                    before = len(self.problems)
                    node = self.tree(path)
                    spoilt = _any_mistake(self.problems[before:])
                    found, problems = read_parameters(node) if node is not None else ({}, [])
                    self.problems += problems
                    self.parameters[path] = {name: None if spoilt else one for name, one in found.items()}
                return self.parameters[path]
        return {}

    def check_statutes(self, folders: Iterable[Path]) -> None:
        """What stands beside the plans: statutes, terms, notes; of their societies and of the law above them."""
        for above in dict.fromkeys(place for folder in folders for place in (folder.parent, folder.parent.parent)):
            for name, load in _BESIDE_PLANS.items():
                if (above / name).is_file():
                    self.problems += load(above / name, self.name(above / name))[1]

    # ---- a version

    def version(self, path: Path, around: Surroundings) -> Ruleset | None:
        file, before = path, len(self.problems)
        if path.is_dir():
            file = path / RULES_FILE
            node = self.folder_tree(path)
        else:
            node = self.tree(path)
        if node is None:
            return None
        ruleset, problems = read_version(node, around, self.name(file))
        self.problems += problems
        named = scalars.day(path.stem if path.is_file() else path.name)
        if isinstance(named, Fault) or (path.is_file() and path.suffix != ".yaml"):
            self.report(file, "version_name", path.name)
        elif ruleset is not None and ruleset.in_force_from != named:
            place = node.get("in_vigore") or node
            found = ruleset.in_force_from.isoformat()
            self.problems.append(Problem(place.place, "version_name_date", found, {"file": path.name}))
        return None if _any_mistake(self.problems[before:]) else ruleset

    def folder_tree(self, folder: Path) -> Node | None:
        """The tree of a folder of tables, made by the module that reads tables."""
        rules_path = folder / RULES_FILE
        rules = self.tree(rules_path) if rules_path.is_file() else None
        if not rules_path.is_file():
            self.report(rules_path, "rules_file_missing", RULES_FILE)
        if rules is None:
            return None
        node, problems = read_folder(folder, rules, self.name(folder))
        self.problems += problems
        return node

    # ---- versions together

    def check_sequence(self, read: list[tuple[Path, Ruleset]], paths: list[Path]) -> None:
        names = [path.stem if path.is_file() else path.name for path in paths]
        for path, name in zip(paths, names, strict=True):
            if path.is_dir() and names.count(name) > 1:
                self.report(path / RULES_FILE, "file_and_folder", name)
                read = [pair for pair in read if pair[0] != path]
        for (_, one), (path, other) in pairwise(read):
            end, start = one.in_force_to, other.in_force_from
            if one.in_force_from == start or (end is not None and end >= start):
                self.report(self.file_of(path), "versions_overlap", start.isoformat(), other=one.version)
            elif end is not None and end + timedelta(days=1) < start:
                self.report(self.file_of(path), "versions_gap", start.isoformat(), other=one.version)

    def file_of(self, path: Path) -> Path:
        return path / RULES_FILE if path.is_dir() else path

    def check_plan_facts(self, plan: PlanFile, versions: list[Ruleset], *, complete: bool) -> None:
        """The facts of a plan speak of benefits and papers that some version has."""
        if not complete:
            return
        known = {code for one in versions for code in one.benefits}
        papers = {name for one in versions for name in one.papers}
        for _, fact in plan.facts.pairs if plan.facts else []:
            proof = fact.get("prova")
            if proof is not None and proof.text not in papers:
                close = suggest(proof.text, papers)
                self.problems.append(Problem(proof.place, "unknown_paper", proof.text, suggestion=close))
            story = fact.get("storia")
            codes = story.get("prestazioni") if story is not None else None
            for code in codes.items if codes is not None else []:
                if code.text not in known:
                    self.problems.append(Problem(code.place, "unknown_benefit_code", code.text))

    def check_tops_up(self, plan: PlanFile, versions: list[Ruleset]) -> None:
        """`integra` of a benefit belongs to a plan that tops up another."""
        for benefit in (one for version in versions for one in version.benefits.values()):
            if benefit.tops_up and not plan.head.tops_up:
                self.problems.append(Problem(benefit.place, "tops_up_nothing", benefit.code))

    def check_senior(self, folder: Path, versions: list[Ruleset]) -> None:
        """The plan to which `passaggio` moves somebody stands beside this one."""
        for version in versions:
            target = None if version.senior is None else folder.resolve().parent.parent / version.senior.to_plan
            if version.senior is not None and target is not None and not (target.is_dir() and _is_plan(target)):
                place = Place(version.file, 1, 1)
                self.problems.append(Problem(place, "senior_plan_unknown", version.senior.to_plan))

    def linked(self, versions: list[Ruleset]) -> list[Ruleset]:
        """The versions with the end that the next one's start gives them, and pots that know their counters."""
        last: dict[str, Pot] = {}
        linked: list[Ruleset] = []
        for index, version in enumerate(versions):
            before = {name: pot for name, pot in last.items() if index and name in versions[index - 1].pots}
            pots = {name: self.counter(pot, version.in_force_from, last, before) for name, pot in version.pots.items()}
            last.update(pots)
            until = version.in_force_to
            if until is None and index + 1 < len(versions):
                until = versions[index + 1].in_force_from - timedelta(days=1)
            linked.append(replace(version, pots=pots, in_force_to=until))
        return linked

    def counter(self, pot: Pot, since: date, last: Mapping[str, Pot], before: Mapping[str, Pot]) -> Pot:
        """The pot with the name its counter has in the archive, and those of the pots it continues."""
        if pot.anew:
            return replace(pot, key=f"{pot.name}@{since.isoformat()}")
        same = last.get(pot.name)
        for name in pot.continues:
            if name not in last:
                self.problems.append(Problem(pot.place, "continues_unknown", name))
        old_pots = [last[name] for name in pot.continues if name in last and name != pot.name]
        for old in ([same] if same is not None else []) + old_pots:
            if old.unit is not pot.unit or old.counts is not pot.counts:
                values = {"version": str(old.place)}
                self.problems.append(Problem(pot.place, "continues_other_unit", old.name, values))
        if same is None and len(old_pots) == 1 and len(pot.continues) == 1:
            return replace(pot, key=old_pots[0].counter, continues=old_pots[0].continues)  # a new name, no more
        key = same.counter if same is not None else pot.name
        inherited = [*(same.continues if same is not None else ())]
        for old in old_pots:
            inherited += [old.counter, *old.continues]
        continues = tuple(dict.fromkeys(name for name in inherited if name != key))
        return replace(pot, key=key, continues=continues)


def main(arguments: list[str]) -> int:
    """Prints the mistakes of a path, one line each."""
    path = Path(arguments[0]) if arguments else shipped_path()
    plans, problems = load(path)
    for problem in problems:
        print(sentence(problem))
    versions = sum(len(plan.versions) for plan in plans)
    mistakes = sum(not problem.warning for problem in problems)
    print(f"{len(plans)} piani, {versions} versioni, {mistakes} errori")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
