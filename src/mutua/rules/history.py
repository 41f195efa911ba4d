"""Questions to history: what was paid before, asked in the few ways that a regulation may ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from mutua.domain.case import FactValue
from mutua.rules.model import Fact, HistoryKind, HistoryQuestion, HistorySpan


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line that was paid, in full or in part: its benefit, the day of the service and the date of the invoice.

    `invoiced_on` is the service date where there was no invoice.
    """

    benefit: str
    served_on: date
    invoiced_on: date


def answers(facts: Mapping[str, Fact], past: Iterable[PaidLine], served_on: date) -> dict[str, FactValue]:
    """The answer to every history fact for a service on the day, by the fact's name.

    A question that history cannot answer (when was it last paid, and it never was) is left out: nobody answered it.
    """
    lines = tuple(past)
    found: dict[str, FactValue] = {}
    for name, fact in facts.items():
        if fact.history is not None:
            answer = answer_one(fact.history, lines, served_on)
            if answer is not None:
                found[name] = answer
    return found


def answer_one(question: HistoryQuestion, past: Iterable[PaidLine], served_on: date) -> FactValue | None:
    """One answer: a date (the last invoice paid, None if there is none), a number of lines, or yes/no.

    Only the lines of the question's benefits and span count; the span is read on the calendar year of the service.
    """
    lines = [line for line in past if line.benefit in question.benefits and _in_span(question.span, line, served_on)]
    if question.kind is HistoryKind.HOW_MANY:
        return len(lines)
    if question.kind is HistoryKind.ANY_PAID:
        return bool(lines)
    return max((line.invoiced_on for line in lines), default=None)


def _in_span(span: HistorySpan, line: PaidLine, served_on: date) -> bool:
    if span is HistorySpan.SAME_YEAR:
        return line.served_on.year == served_on.year
    if span is HistorySpan.YEAR_BEFORE:
        return line.served_on.year == served_on.year - 1
    return True
