"""The requests of the shipped case files, as they are put before the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mutua.cli_sources import case_files, read
from mutua.domain.case import Case
from mutua.domain.decisions import Assessment
from mutua.rules.assess import assess
from mutua.rules.cases import case_runner
from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.library import shipped_path
from mutua.rules.model import Plan


def shipped_requests(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Case, Plan]]:
    """Every request of the shipped cases as it was put before the rules."""
    seen: list[tuple[Case, Plan]] = []

    def noting(case: Case, rules: Plan, **how: Any) -> Assessment:
        seen.append((case, rules))
        return assess(case, rules, **how)

    monkeypatch.setattr(case_runner, "assess", noting)
    for source in read([shipped_path()], whole_plans=True).sources:
        for path in case_files(source, []):
            casefile, _ = read_cases(path, source.plan)
            if casefile is not None:
                case_runner.run(casefile, source.plan)
    yield from seen
