"""What no case defends, and a version in force whose content is no longer the one recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from mutua.domain.decisions import Outcome
from mutua.rules.cases.casefile import CaseFile, Expected
from mutua.rules.fingerprint import fingerprint
from mutua.rules.model import NOWHERE, Benefit, Place, Plan
from mutua.rules.reading.problems import Problem

RECORDED_FILE = "impronte.txt"
_PAYS = (Outcome.PAID, Outcome.REDUCED, Outcome.DEFERRED)


def unproved(plan: Plan, files: Iterable[CaseFile], shipped: bool) -> list[Problem]:
    """Benefits without a case that pays, or without one that does not. Those alike in everything share their cases."""
    pays: set[str] = set()
    refuses: set[str] = set()
    for file in files:
        for case in file.cases:
            for line in (line for request in case.requests for line in request.lines):
                if line.expected is not None:
                    (pays if _pays(line.expected) else refuses).add(line.benefit)
    found: list[Problem] = []
    for benefit, alike in _latest(plan).values():
        lacking = {
            (False, False): "none", (True, False): "refused", (False, True): "paid", (True, True): "",
        }[bool(pays & alike), bool(refuses & alike)]  # fmt: skip
        if lacking:
            code = {"none": "benefit_without_cases", "paid": "benefit_never_paid", "refused": "benefit_never_refused"}
            found.append(Problem(benefit.place, code[lacking], benefit.code, warning=not shipped))
    return found


def _pays(expected: Expected) -> bool:
    if expected.outcome is not None:
        return expected.outcome in _PAYS
    return bool(expected.amount_cents or expected.quantity)


def _latest(plan: Plan) -> dict[str, tuple[Benefit, set[str]]]:
    """Each benefit as its last version has it, with the codes of those that are treated in everything alike."""
    found: dict[str, tuple[Benefit, set[str]]] = {}
    for version in plan.versions:
        same: dict[str, list[str]] = {}
        for code, benefit in version.benefits.items():
            same.setdefault(repr(_treated(benefit)), []).append(code)
        for codes in same.values():
            for code in codes:
                found[code] = (version.benefits[code], set(codes) | found.get(code, (None, set()))[1])
    return found


def _treated(benefit: Benefit) -> Benefit:
    rows = tuple(replace(row, place=NOWHERE) for row in benefit.rows)
    requires = tuple(replace(one, place=NOWHERE) for one in benefit.requires)
    excludes = tuple(replace(one, place=NOWHERE) for one in benefit.excludes)
    return replace(
        benefit, code="", title="", article="", note="", place=NOWHERE, rows=rows, requires=requires, excludes=excludes
    )


def recorded_in(folder: Path) -> dict[str, str]:
    """The fingerprints written in a plan's folder: a version and its fingerprint on each line."""
    path = folder / RECORDED_FILE
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    parts = [line.split() for line in lines]
    return {part[0]: part[1] for part in parts if len(part) == 2}


def unrecorded(plan: Plan, recorded: Mapping[str, str]) -> list[Problem]:
    """Versions whose content is not the one recorded under their name: a version in force is never edited."""
    return [
        Problem(Place(version.file, 1, 1), "version_changed", version.version)
        for version in plan.versions
        if recorded.get(version.version, now := fingerprint(version, None)) != now
    ]
