"""Questions to history: last paid on, how many, anything paid; ever, this year, the year before."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.rules.history import PaidLine, answer_one, answers
from mutua.rules.model import Fact, FactKind, FactOf, HistoryKind, HistoryQuestion, HistorySpan

SERVICE = date(2026, 3, 10)
PAST = (
    PaidLine("IGIENE", date(2024, 12, 31), date(2025, 1, 2)),
    PaidLine("IGIENE", date(2025, 1, 1), date(2025, 1, 3)),
    PaidLine("IGIENE", date(2025, 12, 31), date(2026, 1, 5)),
    PaidLine("IGIENE", date(2026, 1, 1), date(2026, 1, 1)),
    PaidLine("OTTURAZIONE", date(2026, 2, 1), date(2026, 2, 1)),
)


@pytest.mark.parametrize(
    ("span", "count"), [(HistorySpan.EVER, 4), (HistorySpan.SAME_YEAR, 1), (HistorySpan.YEAR_BEFORE, 2)]
)
def test_counts_by_the_calendar_year_of_the_service(span: HistorySpan, count: int) -> None:
    assert answer_one(HistoryQuestion(HistoryKind.HOW_MANY, ("IGIENE",), span), PAST, SERVICE) == count


def test_says_whether_anything_was_paid() -> None:
    question = HistoryQuestion(HistoryKind.ANY_PAID, ("IGIENE",), HistorySpan.YEAR_BEFORE)
    assert answer_one(question, PAST, SERVICE) is True
    assert answer_one(question, PAST, date(2028, 1, 1)) is False


def test_the_last_paid_is_the_latest_invoice_of_any_of_the_benefits() -> None:
    question = HistoryQuestion(HistoryKind.LAST_PAID_ON, ("IGIENE", "OTTURAZIONE"))
    assert answer_one(question, PAST, SERVICE) == date(2026, 2, 1)


def test_nobody_answers_when_nothing_was_ever_paid() -> None:
    last = Fact("ultima", FactKind.DAY, FactOf.PERSON, history=HistoryQuestion(HistoryKind.LAST_PAID_ON, ("X",)))
    many = Fact("quante", FactKind.NUMBER, FactOf.PERSON, history=HistoryQuestion(HistoryKind.HOW_MANY, ("X",)))
    asked = Fact("fumatore", FactKind.YES_NO, FactOf.PERSON)
    facts = {fact.name: fact for fact in (last, many, asked)}
    assert answers(facts, PAST, SERVICE) == {"quante": 0}
