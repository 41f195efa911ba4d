"""The checks of conditions: values, bounds, presence, dates, seasons, windows and series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from mutua.rules.model import (
    Against,
    Between,
    Check,
    DayOrder,
    DurationUnit,
    Fact,
    FactKind,
    OneOf,
    Present,
    ReadDay,
    Season,
    SumInWindow,
    Unit,
    Window,
)
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.sentences import read_day_words
from mutua.rules.reading.sentences_words import (
    AT,
    OF,
    WITHIN,
    Figures,
    Known,
    Words,
    after,
    anchor,
    bounds_of,
    date_of,
    day_of_year,
    duration,
    is_date,
    total,
)

_COUNTED = {FactKind.NUMBER, FactKind.DECIMAL, FactKind.MONEY, FactKind.SERIES}


@dataclass(frozen=True, slots=True)
class SaidCheck:
    check: Check
    read_on: ReadDay | None = None


@total
def check(text: str, fact: Fact, known: Known, unit: Unit | None = None) -> SaidCheck:
    """The check of one fact, typed by its kind. `unit` is that of the quantities, where it is known."""
    words = Words(text, _CHECK_CODES[fact.kind])
    said: Check
    if words.take("presente") or words.take("assente"):
        said = Present(absent=words.words[0][0] == "assente")
        return words.end(SaidCheck(said))
    if fact.kind is FactKind.SERIES:
        said = _series(words, known)
    elif fact.kind in _COUNTED:
        low, high = bounds_of(words, Figures(fact.kind, unit))
        said = OneOf((low,)) if low is not None and low == high else Between(low, high)
    elif fact.kind is FactKind.YES_NO:
        offset = words.offset
        said = OneOf((words.check(scalars.yes_no(words.next()), offset),))
    elif fact.kind is FactKind.CHOICE:
        said = OneOf((_choice(words, fact),))
    elif fact.kind is FactKind.DAY:
        said = _day_check(words, known)
    elif fact.kind is FactKind.TEXT and not words.done:
        return SaidCheck(OneOf((text,)))
    else:
        words.refuse()
    return words.end(SaidCheck(said, _reading(words, known)))


_CHECK_CODES = {
    FactKind.YES_NO: "yes_no", FactKind.NUMBER: "number_check", FactKind.DECIMAL: "number_check",
    FactKind.MONEY: "money_check", FactKind.CHOICE: "choice_check", FactKind.DAY: "day_check",
    FactKind.INSTANT: "presence_check", FactKind.SERIES: "series_check", FactKind.TEXT: "text_check",
}


def _reading(words: Words, known: Known) -> ReadDay | None:
    return read_day_words(words, known) if words.any_of(AT) else None


def _choice(words: Words, fact: Fact) -> str:
    offset, word = words.offset, words.next()
    if word not in fact.choices:
        listed = ", ".join(fact.choices)
        fault = Fault("choice", word, {"fact": fact.name, "choices": listed}, suggest(word, fact.choices))
        words.check(fault, offset)
    return word


def _series(words: Words, known: Known) -> Check:
    low, high = bounds_of(words, Figures(FactKind.SERIES))
    words.need_any(WITHIN)
    length = duration(words)
    words.need("prima")
    words.need_any(OF)
    if length.unit is DurationUnit.HOURS:
        words.refuse()
    return SumInWindow(low, high, length, anchor(words, known))


def _day_check(words: Words, known: Known) -> Check:
    if words.any_of(WITHIN):
        return _window(words, known)
    if is_date(words.peek()):
        return OneOf((date_of(words),))
    if words.take("fino"):
        words.need_any(("al", "all'"))
        return Between(None, date_of(words))
    if words.any_of(("dal", "dall'")):
        return _from_to(words)
    return _order(words, known)


def _window(words: Words, known: Known) -> Check:
    length = duration(words)
    if length.unit is DurationUnit.HOURS:
        words.refuse()
    if words.take("prima"):
        words.need_any(OF)
        return Window(length, anchor(words, known), before=True)
    if not after(words):
        words.refuse()
    return Window(length, anchor(words, known))


def _from_to(words: Words) -> Check:
    offset = words.offset
    if is_date(words.peek()):
        low = date_of(words)
        if words.peek() not in ("al", "all'") or not is_date(words.peek(1)):
            return Between(low, None)
        words.next()
        high = date_of(words)
        if high < low:
            words.check(Fault("bounds_reversed", words.text), offset)
        return Between(low, high)
    first = day_of_year(words)
    words.need_any(("al", "all'"))
    return Season(*first, *day_of_year(words))


def _order(words: Words, known: Known) -> Check:
    """`prima del 2023-01-01`, `dopo il …`, or against another date: `non dopo fattura`, `lo stesso giorno di`."""
    if words.take("lo", "stesso", "giorno"):
        words.need_any(OF)
        return Against(DayOrder.SAME, anchor(words, known))
    negated = words.take("non")
    if words.take("prima"):
        words.need_any(OF)
        if is_date(words.peek()):
            on = date_of(words)
            return Between(on, None) if negated else Between(None, on - timedelta(days=1))
        return Against(DayOrder.NOT_BEFORE if negated else DayOrder.BEFORE, anchor(words, known))
    if not after(words):
        words.refuse()
    if is_date(words.peek()):
        on = date_of(words)
        return Between(None, on) if negated else Between(on + timedelta(days=1), None)
    return Against(DayOrder.NOT_AFTER if negated else DayOrder.AFTER, anchor(words, known))
