"""The straight road and the general one give the same answer, value by value, and the straight one is really taken."""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mutua.rules.assess import assess
from mutua.rules.engine.compiled import compiled
from mutua.rules.library import load, shipped_path
from mutua.rules.straight import road, roads
from mutua.rules.straight.road import write
from oracle.compare import differences
from oracle.generator import generated
from oracle.interpreter import assess as oracle
from oracle.plainer import plain_generated
from rules.both_roads import same, straight_lines
from rules.shipped import shipped_requests

CHUNKS, SEEDS = 8, 240


@pytest.fixture(autouse=True)
def every_benefit_is_written_out_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "LINES_BEFORE", 0)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_both_roads_and_the_oracle_say_the_same_of_plainer_rules(chunk: int) -> None:
    lines = straight = 0
    for seed in range(chunk, SEEDS, CHUNKS):
        for case, ruleset, answer in plain_generated(seed):
            straight += same(case, ruleset)
            assert differences(case, ruleset, assess, oracle, answer) == []
            lines += len(case.lines)
    assert straight > lines * 2 // 5, f"{straight} of {lines} lines took the straight road"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_both_roads_say_the_same_of_every_form_of_the_language(chunk: int) -> None:
    lines = straight = 0
    for seed in range(chunk, SEEDS, CHUNKS):
        for case, ruleset, _ in generated(seed):
            straight += same(case, ruleset)
            lines += len(case.lines)
    assert straight > lines // 20, f"{straight} of {lines} lines took the straight road"


def test_both_roads_say_the_same_of_every_shipped_case(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = straight = 0
    for case, plan in shipped_requests(monkeypatch):
        straight += same(case, plan)
        lines += len(case.lines)
    assert straight > lines // 2, f"{straight} of {lines} lines took the straight road"


def test_every_reason_of_a_refusal_is_met_on_the_straight_road() -> None:
    met: Counter[str] = Counter()
    for seed in range(120):
        for case, ruleset, _ in plain_generated(seed):
            for line in case.lines:
                alone = replace(case, lines=(line,))
                if straight_lines(alone, ruleset):
                    met.update(reason.code for reason in assess(alone, ruleset).lines[0].reasons)
    assert set(met) >= {
        "not_covered", "requirement_not_met", "excluded", "situation_not_covered", "too_late", "too_early",
        "short_notice", "waiting", "paper_missing", "paper_too_old", "paper_too_late", "paper_too_early",
        "paper_expired", "trigger_not_met", "pot_exhausted", "pot_cut", "quantity_cut", "expense_cut",
        "below_minimum", "below_deductible", "paid_by_others", "nothing_due",
    }  # fmt: skip


def test_a_planted_fault_on_the_straight_road_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself: a page that takes the expense for a cent more is caught."""
    generous = "    expense = expense if expense is None else expense + 1\n"
    monkeypatch.setattr(road, "_HEAD", road._HEAD + generous)
    made = [(case, ruleset) for seed in range(20) for case, ruleset, _ in plain_generated(seed)]
    with pytest.raises(AssertionError):
        sum(same(case, ruleset) for case, ruleset in made)


def test_a_benefit_is_written_out_when_enough_lines_have_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "LINES_BEFORE", 2)
    written: list[str] = []
    monkeypatch.setattr(roads, "road_of", lambda ready, benefit: written.append(benefit.benefit.code))
    case, ruleset, _ = next(plain_generated(3))
    line = replace(case.lines[0], benefit=next(iter(ruleset.benefits)))
    for _ in range(5):
        assess(replace(case, lines=(line,)), ruleset)
    assert written == [line.benefit]


def pages() -> Iterator[tuple[str, str]]:
    """The page of every shipped benefit that has one."""
    plans, _ = load(shipped_path())
    for plan in plans:
        for ruleset in plan.versions:
            ready = compiled(ruleset)
            for benefit in ready.benefits.values():
                page = None if benefit.wide else write(ready, benefit)
                if page is not None:
                    yield f"{ruleset.version} {benefit.benefit.code}", page[0]


def test_a_page_holds_whole_numbers_and_names_of_ours_and_nothing_of_a_file() -> None:
    ours = re.compile(r"[a-zA-Z_]+\d*")
    words = _texts_of_ours()
    seen = 0
    for named, page in pages():
        tree = ast.parse(page)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                assert ours.fullmatch(node.id), f"{named}: {node.id}"
                assert node.id not in vars(builtins) or node.id in {"max", "min", "bool", "int", "str"}, node.id
            if isinstance(node, ast.Constant):
                assert node.value is None or node.value.__class__ in (int, bool) or node.value in words, node.value
            assert not isinstance(node, (ast.Import, ast.ImportFrom, ast.Div)), named
        seen += 1
    assert seen > 100


def _texts_of_ours() -> set[str]:
    """Every text that the modules of the straight road write themselves."""
    import mutua.rules.straight as room

    found: set[str] = set()
    for path in sorted(Path(room.__path__[0]).glob("*.py")):
        text = path.read_text(encoding="utf-8")
        found |= set(re.findall(r"[\"']([a-zà-ù_@+]*)[\"']", text)) | {""}
    return found
