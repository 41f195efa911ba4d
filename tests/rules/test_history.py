"""Questions to history: last paid on, how many, anything paid; ever, this year, the year before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.case import Line
from mutua.rules.history import PaidLine, answer_one, answers
from mutua.rules.library import load
from mutua.rules.model import HistoryKind, HistoryQuestion, HistorySpan, OneOf, Ruleset, Test
from small_plan import plan_folder

SERVICE = date(2026, 3, 10)


def paid(benefit: str, served: str, invoiced: str = "", **facts: str) -> PaidLine:
    day = date.fromisoformat(served)
    line = Line(served, benefit, {"servizio": day, **facts})
    return PaidLine(line, day, date.fromisoformat(invoiced) if invoiced else day)


PAST = (
    paid("IGIENE", "2024-12-31", "2025-01-02"),
    paid("IGIENE", "2025-01-01", "2025-01-03", regime="ticket"),
    paid("IGIENE", "2025-12-31", "2026-01-05", regime="privato"),
    paid("IGIENE", "2026-01-01"),
    paid("OTTURAZIONE", "2026-02-01"),
)


@pytest.fixture
def ruleset(tmp_path: Path) -> Ruleset:
    (plan,), problems = load(plan_folder(tmp_path))
    assert problems == []
    return plan.versions[0]


@pytest.mark.parametrize(
    ("span", "count"), [(HistorySpan.EVER, 4), (HistorySpan.SAME_YEAR, 1), (HistorySpan.YEAR_BEFORE, 2)]
)
def test_counts_by_the_calendar_year_of_the_service(ruleset: Ruleset, span: HistorySpan, count: int) -> None:
    assert answer_one(HistoryQuestion(HistoryKind.HOW_MANY, ("IGIENE",), span), PAST, SERVICE, ruleset) == count


def test_says_whether_anything_was_paid(ruleset: Ruleset) -> None:
    question = HistoryQuestion(HistoryKind.ANY_PAID, ("IGIENE",), HistorySpan.YEAR_BEFORE)
    assert answer_one(question, PAST, SERVICE, ruleset) is True
    assert answer_one(question, PAST, date(2028, 1, 1), ruleset) is False


def test_the_last_paid_is_the_latest_invoice_of_any_of_the_benefits(ruleset: Ruleset) -> None:
    question = HistoryQuestion(HistoryKind.LAST_PAID_ON, ("IGIENE", "OTTURAZIONE"))
    assert answer_one(question, PAST, SERVICE, ruleset) == date(2026, 2, 1)


def test_only_the_lines_of_which_the_condition_holds_count(ruleset: Ruleset) -> None:
    """Of two lines the regime is not known: they do not count."""
    when = Test("regime", OneOf(("ticket",)))
    question = HistoryQuestion(HistoryKind.HOW_MANY, ("IGIENE",), when=when)
    assert answer_one(question, PAST, SERVICE, ruleset) == 1


def test_nobody_answers_when_nothing_was_ever_paid(ruleset: Ruleset) -> None:
    assert answers(ruleset, PAST, SERVICE) == {"visite_prima": 0}
    assert answers(ruleset, [paid("VIS", "2026-01-01")], SERVICE) == {
        "visite_prima": 1,
        "ultima_visita": date(2026, 1, 1),
    }
