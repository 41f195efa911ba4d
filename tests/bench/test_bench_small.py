"""The measures in their smallest form: that all of them run and agree, never how long they take."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mutua.services.plan_book import book_of
from mutua.store.database import Archive

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.growing import growth
from bench.workload import households, ruleset

from archives import DIALECTS
from bench import __main__ as program
from bench import archiving, bringing, charging, deciding, identifying, recording, report

RULES = ruleset()
CASES = deciding.prepared(RULES, 600)


def nothing() -> None:
    """In place of a progress bar."""


def no_bar(name: str, total: int) -> Callable[[], None]:
    return nothing


def test_the_decimal_interpreter_says_the_same_of_every_line() -> None:
    assert list(deciding.unequal_lines(CASES, RULES, nothing)) == []


def test_the_comparison_sees_a_cent(monkeypatch: pytest.MonkeyPatch) -> None:
    decide = deciding.decide
    monkeypatch.setattr(
        deciding,
        "decide",
        lambda case, rules: [one._replace(granted_cents=one.granted_cents + 1) for one in decide(case, rules)],
    )
    assert len(list(deciding.unequal_lines(CASES[:20], RULES, nothing))) == sum(len(case.lines) for case in CASES[:20])


def test_every_line_of_the_workload_is_told_again_in_at_most_sixteen_bytes_each() -> None:
    again = recording.told_again(CASES, RULES, nothing)
    assert (again.lines, again.different) == (sum(len(case.lines) for case in CASES), 0)
    assert again.bytes <= 16 * again.lines


def test_the_workload_meets_every_outcome_it_is_made_for() -> None:
    seen = {(line.outcome.value, line.reasons[0].code if line.reasons else "") for case in CASES
            for line in deciding.assess(case, RULES).lines}  # fmt: skip
    wanted = {"", "too_late", "not_covered", "waiting", "pot_exhausted", "paper_too_old", "paper_asked", "pot_cut"}
    assert wanted <= {reason for _, reason in seen}


def test_the_long_run_decides_as_many_lines_as_asked() -> None:
    grown = growth(RULES, 200, 600, 2, nothing)
    assert grown.short_lines >= 200
    assert grown.long_lines >= 600


def test_python_stdnum_judges_the_codes_of_the_measure_as_ours_does() -> None:
    codes = identifying.codes(2_000)
    assert list(identifying.unequal(codes, nothing)) == []
    wrong = sum(isinstance(identifying.read_fiscal_code(code), list) for code in codes)
    assert 80 <= wrong <= 160  # one in twenty, more or less


def test_the_comparison_of_codes_sees_another_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identifying, "read_fiscal_code", lambda code: [])
    assert len(list(identifying.unequal(identifying.codes(100), nothing))) > 80


def test_every_person_of_the_lists_comes_in_whatever_the_form() -> None:
    rows = bringing.measure(40, 1, nothing)
    whole = 4 * len(DIALECTS)  # a list of each form and kind, on each database
    assert [(row.code, row.held is None) for row in rows] == [("P8", False)] * whole + [("P8", True)] * 4
    assert all(row.measured for row in rows)


def test_the_whole_run_fills_every_row_of_the_table() -> None:
    pytest.importorskip("openfisca_core", reason="the peer of P1b is in the dependency group `bench`")
    rows = program.measure(program.SMALLEST, no_bar)
    codes = [  # in the order of the table
        "P1a", "P1a", "P1a", "P1b", "P1b", "P2", "P2", "P2", "P3", "P8", "P8", "charging", "PDF", "PDF", "S4", "P10",
    ]  # fmt: skip
    assert [row.code for row in rows] == codes
    assert all(row.measured for row in rows)


def test_the_table_takes_the_place_of_the_former_one_and_leaves_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write([report.Row("P9", "what", "≥ 1", "2.00", True)], "the smallest form", page)
    text = page.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| P9 | what | ≥ 1 | 2.00 | held |  |" in text


def test_the_measure_of_the_archive_fills_every_row_and_counts_every_line() -> None:
    rows = archiving.measure([150, 300], [100], 5, lambda what: None, ["sqlite"])
    assert [row.code for row in rows] == ["P4", "P5", "P4", "P5", "P5", "P6", "P6"]
    assert all(float(row.measured.split()[0]) > 0 for row in rows)
    assert [row.what for row in rows if "load" in row.what] == [
        f"first load, {len(LINES_OF[size])} lines, sqlite" for size in (150, 300)
    ]


LINES_OF = {
    size: [line for family in households(size, 1) for case in family.requests for line in case.lines]
    for size in (150, 300)
}


def test_charging_charges_everybody_and_the_driver_puts_in_the_same_rows(tmp_path: Path) -> None:
    plans = book_of(charging.plan_folder(tmp_path))
    with (
        charging.in_a_file(tmp_path) as one, charging.in_a_file(tmp_path) as other, Archive(one) as ours,
        Archive(other) as bare,
    ):  # fmt: skip
        actor_id = charging.fill(ours, 60)
        charging.fill(bare, 60)
        assert charging.charge(ours, plans, actor_id) == 60
        charging.put_in(bare, charging.rows_of(ours))
        assert charging.rows_of(bare) == charging.rows_of(ours)
        assert {table.name: len(rows) for table, rows in charging.rows_of(ours)}["charge"] == 80


def test_the_notices_of_the_measures_are_alike_and_none_is_compiled_twice() -> None:
    from bench import notices
    from mutua.letters.fill import filled

    pages = [filled(notices.notice(number))[1]["data"] for number in range(50)]
    assert len(set(pages)) == 50
    assert notices.printed(1, 2, nothing).pairs == 1
    assert notices.issued(1, 2, nothing).pairs == 1
