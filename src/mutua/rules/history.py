"""Questions to history: what was paid before, asked in the few ways that a regulation may ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mutua.domain.case import Case, FactValue, Line
from mutua.rules.engine.conditions import compile_condition
from mutua.rules.engine.context import Context
from mutua.rules.engine.counters import Counters
from mutua.rules.model import HistoryKind, HistoryQuestion, HistorySpan, Ruleset


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line that was paid, in full or in part, with all its facts; the day of the service and the invoice's date.

    `invoiced_on` is the service date where there was no invoice.
    """

    line: Line
    served_on: date
    invoiced_on: date


def answers(ruleset: Ruleset, past: Iterable[PaidLine], served_on: date) -> dict[str, FactValue]:
    """The answer to every history fact of the ruleset for a service on the day, by the fact's name.

    A question that history cannot answer (when was it last paid, and it never was) is left out: nobody answered it.
    """
    lines = tuple(past)
    found: dict[str, FactValue] = {}
    for name, fact in ruleset.facts.items():
        if fact.history is not None:
            answer = answer_one(fact.history, lines, served_on, ruleset)
            if answer is not None:
                found[name] = answer
    return found


def answer_one(
    question: HistoryQuestion, past: Iterable[PaidLine], served_on: date, ruleset: Ruleset
) -> FactValue | None:
    """One answer: a date (the last invoice paid, None if there is none), a number of lines, or yes/no.

    Only the lines of the question's benefits and span count, and of its condition, read under the ruleset on the
    facts of each line (unknown = it does not count). The span is read on the calendar year of the service.
    """
    of_these = [line for line in past if line.line.benefit in question.benefits]
    lines = [line for line in of_these if _in_span(question.span, line, served_on)]
    if question.when is not None:
        holds = compile_condition(question.when, ruleset)
        lines = [line for line in lines if holds(_as_it_was(line, ruleset)) is True]
    if question.kind is HistoryKind.HOW_MANY:
        return len(lines)
    if question.kind is HistoryKind.ANY_PAID:
        return bool(lines)
    return max((line.invoiced_on for line in lines), default=None)


def _as_it_was(past: PaidLine, ruleset: Ruleset) -> Context:
    case = Case(lines=(past.line,))
    return Context(case, past.line, ruleset, Counters(case), past.served_on, False)


def _in_span(span: HistorySpan, line: PaidLine, served_on: date) -> bool:
    if span is HistorySpan.SAME_YEAR:
        return line.served_on.year == served_on.year
    if span is HistorySpan.YEAR_BEFORE:
        return line.served_on.year == served_on.year - 1
    return True
