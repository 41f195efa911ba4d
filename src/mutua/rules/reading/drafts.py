"""Versions of a plan as trees that may be changed and read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mutua.rules.library import PLAN_FILE, Loader, version_paths
from mutua.rules.model import Plan, Ruleset
from mutua.rules.reading.reader import Surroundings, read_plan, read_version
from mutua.rules.reading.source import Node


@dataclass(frozen=True, slots=True)
class Drafts:
    """The versions of a plan, oldest first, each beside its tree; `plan` is the plan they make."""

    plan: Plan
    trees: tuple[Node, ...]
    versions: tuple[Ruleset, ...]  # as written, before they know of each other
    around: Surroundings
    loader: Loader

    def with_tree(self, index: int, tree: Node) -> Plan | None:
        """The plan with another tree for one of its versions; None where the reader refuses it."""
        changed, _ = read_version(tree, self.around, self.versions[index].file)
        if changed is None:
            return None
        versions = [*self.versions[:index], changed, *self.versions[index + 1 :]]
        return Plan(self.plan.head, tuple(self.loader.linked(versions)))


def read_drafts(folder: Path, code: str) -> Drafts | None:
    """The drafts of a plan; None where the plan or one of its versions cannot be read."""
    loader = Loader(folder)
    head = loader.tree(folder / PLAN_FILE)
    if head is None:
        return None
    plan_file, _ = read_plan(head, code)
    around = Surroundings(plan_file, loader.tariffs(folder), loader.outside_figures(folder))
    read = []
    for path in version_paths(folder):
        tree = loader.folder_tree(path) if path.is_dir() else loader.tree(path)
        file = loader.name(loader.file_of(path))
        version = read_version(tree, around, file)[0] if tree is not None else None
        if tree is None or version is None:
            return None
        read.append((version, tree))
    read.sort(key=lambda pair: pair[0].in_force_from)
    versions = [version for version, _ in read]
    plan = Plan(plan_file.head, tuple(loader.linked(versions)))
    return Drafts(plan, tuple(tree for _, tree in read), tuple(versions), around, loader)
