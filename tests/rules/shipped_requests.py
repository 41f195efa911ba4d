"""The shipped plans, and every request of their worked cases as it was put before the rules."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mutua.cli_sources import Source, case_files, read
from mutua.domain.case import Case
from mutua.domain.decisions import Assessment
from mutua.rules.assess import assess
from mutua.rules.cases import case_runner
from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.library import shipped_path
from mutua.rules.model import Plan

DATA = Path(__file__).parents[1] / "data"


@cache
def shipped_sources() -> tuple[Source, ...]:
    """The plans of `rulesets/` and of `tests/data/`, with their folders."""
    return read([shipped_path(), *sorted(DATA.iterdir())], whole_plans=True).sources


@cache
def shipped_requests() -> tuple[tuple[Case, Plan], ...]:
    """Every request of the worked cases of these plans, pots and all."""
    seen: list[tuple[Case, Plan]] = []

    def noting(case: Case, rules: Plan, **how: Any) -> Assessment:
        seen.append((case, rules))
        return assess(case, rules, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(case_runner, "assess", noting)
        for source in shipped_sources():
            for path in case_files(source, []):
                casefile, _ = read_cases(path, source.plan)
                if casefile is not None:
                    case_runner.run(casefile, source.plan)
    return tuple(seen)
