"""The shipped rulesets: they read without a mistake, their cases pass, and one in force keeps its fingerprint."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from house.fingerprints import LIST, fingerprints, listed
from house.sources import ROOT
from mutua.cli_cases import PlanRun, run_plan
from mutua.cli_sources import case_files, read
from mutua.rules.reading.problems import sentence

RULESETS = ROOT / "rulesets"
FOLDERS = sorted(head.parent for head in RULESETS.glob("*/*/piano.yaml"))


@cache
def run_of(folder: Path) -> PlanRun:
    (source,) = read([folder], whole_plans=True).sources
    return run_plan(source, case_files(source, []))


def name(folder: Path) -> str:
    return folder.relative_to(RULESETS).as_posix()


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_a_shipped_ruleset_reads_without_a_mistake(folder: Path) -> None:
    assert [sentence(problem) for problem in read([folder], whole_plans=True).problems] == []
    assert [sentence(problem) for problem in run_of(folder).problems] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_the_cases_of_a_shipped_ruleset_pass(folder: Path) -> None:
    run = run_of(folder)
    failed = [
        f"{result.case.place} {result.case.name}: {difference.what} {difference.expected} != {difference.found}"
        for result in run.failed
        for part in (*result.lines, *result.matters)
        for difference in part.differences
    ]
    assert failed == []
    assert run.results, "a plan ships with its cases"


def test_a_ruleset_in_force_keeps_its_fingerprint() -> None:
    """A new version is added to the list by `python tests/house/fingerprints.py`; no line of it is ever rewritten."""
    now, before = fingerprints(RULESETS), listed()
    changed = {version: now.get(version) for version, kept in before.items() if now.get(version) != kept}
    assert changed == {}, f"edited in force (a new rule is a new file): {LIST}"
    assert sorted(set(now) - set(before)) == [], "new versions: run `python tests/house/fingerprints.py`"
