"""The short sentences of a regulation: terms, waits, periods, checks and bounds, read word by word.

An anchor must be a date that the ruleset knows: the caller's `known` says so, or what is wrong with the word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar, Union

from mutua.rules import scalars
from mutua.rules.model import (
    After, Against, AnchorDay, Between, CalendarDay, CalendarSpan, Check, DayOfYear, DayOrder, Duration,
    DurationUnit, EachDay, EachMonth, EndOf, Fact, FactDay, FactKind, FirstOfMonth, FixedDay, FromFirstUse,
    JoiningYears, Lifetime, NoTerm, Notice, OneOf, Period, Present, ReadDay, Rolling, Run, Season, SumInWindow,
    Term, Unit, Window, Years,
)
from mutua.rules.problems import Fault, suggest

Known = Callable[[str], "Fault | None"]  # None: the word is a known date
T = TypeVar("T")
P = ParamSpec("P")

FROM = ("da", "dal", "dalla", "dall'", "dallo")
OF = ("di", "del", "della", "dell'", "dello")
AT = ("al", "alla", "all'", "allo")
ARTICLES = ("il", "la", "l'", "lo")
WITHIN = ("nei", "nelle", "nel", "nell'", "nella")
SPANS = {
    "mese": CalendarSpan.MONTH, "trimestre": CalendarSpan.QUARTER, "semestre": CalendarSpan.HALF,
    "anno": CalendarSpan.YEAR,
}
LAST_WORDS = {"ultimo", "ultima"}


class _Refused(Exception):
    """Leaves a sentence half way; never leaves this module."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def _total(parser: Callable[P, T]) -> Callable[P, Union[T, Fault]]:
    @wraps(parser)
    def run(*args: P.args, **kwargs: P.kwargs) -> Union[T, Fault]:
        try:
            return parser(*args, **kwargs)
        except _Refused as refused:
            return refused.fault

    return run


class Words:
    """The words of a sentence, taken one after the other; an apostrophe ends a word (`dall'` `ultima`)."""

    def __init__(self, text: str, code: str) -> None:
        self.text = text
        self.code = code  # what to say when the sentence makes no sense
        straight = text.replace("’", "'")
        self.words = [(match[0], match.start()) for match in re.finditer(r"[^\s']+'?|'", straight)]
        self.at = 0

    def peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.words[at][0] if at < len(self.words) else ""

    @property
    def done(self) -> bool:
        return self.at >= len(self.words)

    @property
    def offset(self) -> int:
        return self.words[self.at][1] if not self.done else len(self.text)

    def next(self) -> str:
        if self.done:
            self.refuse()
        self.at += 1
        return self.words[self.at - 1][0]

    def take(self, *sequence: str) -> bool:
        """Takes these words if they come next."""
        if tuple(self.peek(i) for i in range(len(sequence))) != sequence:
            return False
        self.at += len(sequence)
        return True

    def any_of(self, words: object) -> str:
        """Takes the next word if it is one of these; else ""."""
        word = self.peek()
        if word and word in words:  # type: ignore[operator]
            self.at += 1
            return word
        return ""

    def need(self, *sequence: str) -> None:
        if not self.take(*sequence):
            self.refuse()

    def end(self, value: T) -> T:
        if not self.done:
            self.refuse()
        return value

    def refuse(self) -> None:
        raise _Refused(Fault(self.code, self.text))

    def check(self, value: Union[T, Fault], offset: int) -> T:
        """The value, or the whole sentence refused with the fault of one of its words."""
        if isinstance(value, Fault):
            raise _Refused(Fault(value.code, value.found, value.values, value.suggestion, offset))
        return value


# ---------------------------------------------------------------- parts of sentences


def _anchor(words: Words, known: Known, default: str = "") -> str:
    if words.done and default:
        return default
    offset, word = words.offset, words.next()
    fault = known(word)
    if fault is not None:
        words.check(fault, offset)
    return word


def _after(words: Words) -> bool:
    """`dopo`, with or without an article."""
    if not words.take("dopo"):
        return False
    words.any_of(ARTICLES)
    return True


def _duration(words: Words) -> Duration:
    offset = words.offset
    amount, unit = words.next(), words.peek()
    if not unit:
        words.refuse()
    return words.check(scalars.duration(f"{amount} {words.next()}"), offset)


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[0-9]+", word) is not None


def _is_date(word: str) -> bool:
    return re.match(r"[0-9]{4}-", word) is not None


def _date(words: Words) -> date:
    offset = words.offset
    return words.check(scalars.day(words.next()), offset)


def _day_of_year(words: Words) -> tuple[int, int]:
    offset = words.offset
    return words.check(scalars.day_of_year(f"{words.next()} {words.next()}"), offset)


def _ordinal(words: Words) -> int | None:
    """`4°` (or `4º`), at most the 1200th."""
    match = re.fullmatch(r"([1-9][0-9]{0,3})[°º]", words.peek())
    if not match or int(match[1]) > 1200:
        return None
    words.next()
    return int(match[1])


# ---------------------------------------------------------------- terms


@_total
def term(text: str, known: Known, default: str = "", code: str = "term") -> Term:
    """A term; where `default` is given a sentence may leave its anchor out (`60 giorni` of waiting)."""
    words = Words(text, code)
    if len(words.words) == 1 and words.peek() in ("nessuno", "nessuna"):
        return NoTerm()
    return words.end(_term(words, known, default))


def _term(words: Words, known: Known, default: str) -> Term:
    if _is_date(words.peek()):
        return FixedDay(_date(words))
    if words.peek(1) and words.take("fine"):
        return _end_of(words, known, default)
    if words.take("primo", "giorno"):
        return _first_of_month(words, known, default)
    if words.peek() == "oltre" or (_is_number(words.peek()) and words.peek(1) in scalars.DURATION_UNITS):
        return _duration_term(words, known, default)
    if _is_number(words.peek()):
        return _day_term(words, known, default)
    words.any_of(ARTICLES)
    if len(words.words) - words.at != 1:
        words.refuse()
    return AnchorDay(_anchor(words, known))


def _duration_term(words: Words, known: Known, default: str) -> Term:
    exceeding = words.take("oltre")
    offset = words.offset
    length = _duration(words)
    if length.unit is DurationUnit.HOURS:
        words.check(Fault("term_in_hours", f"{length.count} ore"), offset)
    if words.take("prima"):
        if exceeding or not words.any_of(OF):
            words.refuse()
        return After(length, _anchor(words, known), before=True)
    if not (words.done and default) and not words.any_of(FROM) and not _after(words):
        words.refuse()
    return After(length, _anchor(words, known, default), exceeding=exceeding)


def _end_of(words: Words, known: Known, default: str) -> Term:
    words.any_of(("del", "dell'")) or words.refuse()
    nth = _ordinal(words)
    span = SPANS.get(words.next())
    if span is None:
        words.refuse()
    assert span is not None
    if _after(words):
        return EndOf(span, nth or 1, _anchor(words, known, default))
    if nth is not None or not words.any_of(OF):
        words.refuse()
    return EndOf(span, 0, _anchor(words, known))


def _first_of_month(words: Words, known: Known, default: str) -> Term:
    words.need("del")
    nth = _ordinal(words)
    words.need("mese")
    if _after(words):
        return FirstOfMonth(nth or 1, _anchor(words, known, default))
    if nth is not None or not words.any_of(OF):
        words.refuse()
    return FirstOfMonth(0, _anchor(words, known))


def _day_term(words: Words, known: Known, default: str) -> Term:
    month, day = _day_of_year(words)
    words.any_of(("dell'", "del")) or words.refuse()
    nth = _ordinal(words)
    words.need("anno")
    if _after(words):
        return DayOfYear(month, day, nth or 1, _anchor(words, known, default))
    if nth is not None or not words.any_of(OF):
        words.refuse()
    return DayOfYear(month, day, 0, _anchor(words, known))


@_total
def notice(text: str, known: Known, known_instant: Known) -> Notice:
    """`24 ore prima di inizio_ore`, `5 giorni prima di inizio`: hours need an instant."""
    words = Words(text, "notice")
    length = _duration(words)
    words.need("prima")
    words.any_of(OF) or words.refuse()
    check = known_instant if length.unit is DurationUnit.HOURS else known
    return words.end(Notice(length, _anchor(words, check)))


@_total
def read_day(text: str, known: Known) -> ReadDay:
    """`1 gennaio` or the name of a date, of an `al:` key."""
    words = Words(text, "read_day")
    return words.end(_read_day(words, known))


def _read_day(words: Words, known: Known) -> ReadDay:
    if _is_number(words.peek()):
        return CalendarDay(*_day_of_year(words))
    words.any_of(ARTICLES)
    return FactDay(_anchor(words, known))


# ---------------------------------------------------------------- periods of pots


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period, the date fact it measures from (rolling periods), and whether each event has its own."""

    period: Period
    day: str = ""
    by_event: bool = False


@_total
def period(text: str, year: Period | None, known: Known) -> SaidPeriod:
    """What `ogni` says. `year` is what the bare word `anno` means in this ruleset, None if it was not said."""
    words = Words(text, "period")
    fixed: dict[str, Period] = {
        "vita": Lifetime(), "giorno": EachDay(), "mese": EachMonth(), "evento": Lifetime(), "di seguito": Run(),
    }
    if text in fixed:
        return SaidPeriod(fixed[text], by_event=text == "evento")
    if words.take("anno"):
        if words.done:
            return SaidPeriod(words.check(year or Fault("year_not_said", "anno"), 0))
        return words.end(SaidPeriod(_year(words)))
    offset = words.offset
    length = _duration(words)
    if words.take("solari"):
        if length.unit is not DurationUnit.YEARS or not words.take("dal"):
            words.check(Fault("block_start", text), offset)
        return words.end(SaidPeriod(Years(1, 1, length.count, _calendar_year(words))))
    if length.unit is DurationUnit.YEARS and words.take("di", "iscrizione"):
        return words.end(SaidPeriod(JoiningYears(length.count)))
    if length.unit is DurationUnit.HOURS:
        words.refuse()
    if words.take("dal", "primo", "uso"):
        return words.end(SaidPeriod(FromFirstUse(length)))
    words.any_of(("dall'", "dal", "dalla")) or words.refuse()
    words.any_of(LAST_WORDS) or words.refuse()
    return words.end(SaidPeriod(Rolling(length), day=_anchor(words, known)))


@_total
def year(text: str) -> Period:
    """What `anno` means: `solare`, `scolastico`, `di iscrizione`, `dal 1 agosto`."""
    words = Words(text, "year")
    return words.end(_year(words))


def _year(words: Words) -> Period:
    if words.take("solare"):
        return Years()
    if words.take("scolastico"):
        return Years(9, 1)
    if words.take("di", "iscrizione"):
        return JoiningYears()
    words.need("dal")
    month, day = _day_of_year(words)
    return Years(month, day)


def _calendar_year(words: Words) -> int:
    word = words.next()
    if not re.fullmatch(r"[0-9]{4}", word) or not scalars.FIRST_YEAR <= int(word) <= scalars.LAST_YEAR:
        words.refuse()
    return int(word)


# ---------------------------------------------------------------- bounds, as in checks and tables

_COUNTED = {FactKind.NUMBER, FactKind.DECIMAL, FactKind.MONEY, FactKind.SERIES}


@dataclass(frozen=True, slots=True)
class Figures:
    """How the figures of a fact are written: its kind and, for quantities, the unit they must carry."""

    kind: FactKind
    unit: Unit | None = None

    def parse(self, words: Words) -> int:
        offset, word = words.offset, words.next()
        unit = words.any_of(scalars.UNITS)
        if self.kind is FactKind.MONEY:
            if unit not in ("", "euro"):
                words.refuse()
            return words.check(scalars.money(word), offset)
        if self.unit is not None:
            if unit and scalars.UNITS[unit] is not self.unit:
                words.check(Fault("figure_unit", f"{word} {unit}"), offset)
            if self.unit is Unit.HOURS and not unit:
                words.check(Fault("figure_in_hours", word), offset)
            if unit:
                return words.check(scalars.measure(f"{word} {unit}"), offset)[0]
        elif unit:
            words.check(Fault("figure_without_unit", f"{word} {unit}", {"number": word}), offset)
        if self.kind is FactKind.DECIMAL:
            return words.check(scalars.decimal(word), offset)
        return words.check(scalars.number(word), offset)


Bounds = tuple[Union[int, None], Union[int, None]]


@_total
def bounds(text: str, figures: Figures) -> Bounds:
    """First and last figure, both included, in the fact's smallest step; None = open on that side."""
    words = Words(text, "bounds")
    return words.end(_bounds(words, figures))


def _bounds(words: Words, figures: Figures) -> Bounds:
    offset = words.offset
    low: int | None = None
    high: int | None = None
    if words.take("meno", "di"):
        high = figures.parse(words) - 1
        if high < 0:
            words.check(Fault("nothing_below", words.text), offset)
    elif words.take("più", "di"):
        low = figures.parse(words) + 1
    elif words.take("almeno"):
        low = figures.parse(words)
    elif words.take("al", "massimo") or words.take("fino", "a"):
        high = figures.parse(words)
    elif words.take("da"):
        low = figures.parse(words)
        words.need("a")
        high = figures.parse(words)
        if high < low:
            words.check(Fault("bounds_reversed", words.text), offset)
    else:
        if not re.match(r"[0-9]", words.peek()):
            words.refuse()
        low = high = figures.parse(words)
        if words.take("o", "più"):
            high = None
    return low, high


# ---------------------------------------------------------------- checks of conditions


@dataclass(frozen=True, slots=True)
class SaidCheck:
    check: Check
    read_on: ReadDay | None = None


@_total
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
        low, high = _bounds(words, Figures(fact.kind, unit))
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
    return _read_day(words, known) if words.any_of(AT) else None


def _choice(words: Words, fact: Fact) -> str:
    offset, word = words.offset, words.next()
    if word not in fact.choices:
        listed = ", ".join(fact.choices)
        fault = Fault("choice", word, {"fact": fact.name, "choices": listed}, suggest(word, fact.choices))
        words.check(fault, offset)
    return word


def _series(words: Words, known: Known) -> Check:
    low, high = _bounds(words, Figures(FactKind.SERIES))
    words.any_of(WITHIN) or words.refuse()
    length = _duration(words)
    words.need("prima")
    words.any_of(OF) or words.refuse()
    if length.unit is DurationUnit.HOURS:
        words.refuse()
    return SumInWindow(low, high, length, _anchor(words, known))


def _day_check(words: Words, known: Known) -> Check:
    if words.any_of(WITHIN):
        return _window(words, known)
    if _is_date(words.peek()):
        return OneOf((_date(words),))
    if words.take("fino"):
        words.any_of(("al", "all'")) or words.refuse()
        return Between(None, _date(words))
    if words.any_of(("dal", "dall'")):
        return _from_to(words)
    return _order(words, known)


def _window(words: Words, known: Known) -> Check:
    length = _duration(words)
    if length.unit is DurationUnit.HOURS:
        words.refuse()
    if words.take("prima"):
        words.any_of(OF) or words.refuse()
        return Window(length, _anchor(words, known), before=True)
    _after(words) or words.refuse()
    return Window(length, _anchor(words, known))


def _from_to(words: Words) -> Check:
    offset = words.offset
    if _is_date(words.peek()):
        low = _date(words)
        if words.peek() not in ("al", "all'") or not _is_date(words.peek(1)):
            return Between(low, None)
        words.next()
        high = _date(words)
        if high < low:
            words.check(Fault("bounds_reversed", words.text), offset)
        return Between(low, high)
    first = _day_of_year(words)
    words.any_of(("al", "all'")) or words.refuse()
    return Season(*first, *_day_of_year(words))


def _order(words: Words, known: Known) -> Check:
    """`prima del 2023-01-01`, `dopo il …`, or against another date: `non dopo fattura`, `lo stesso giorno di`."""
    if words.take("lo", "stesso", "giorno"):
        words.any_of(OF) or words.refuse()
        return Against(DayOrder.SAME, _anchor(words, known))
    negated = words.take("non")
    if words.take("prima"):
        words.any_of(OF) or words.refuse()
        if _is_date(words.peek()):
            on = _date(words)
            return Between(on, None) if negated else Between(None, on - timedelta(days=1))
        return Against(DayOrder.NOT_BEFORE if negated else DayOrder.BEFORE, _anchor(words, known))
    _after(words) or words.refuse()
    if _is_date(words.peek()):
        on = _date(words)
        return Between(None, on) if negated else Between(on + timedelta(days=1), None)
    return Against(DayOrder.NOT_AFTER if negated else DayOrder.AFTER, _anchor(words, known))


# ---------------------------------------------------------------- a measure and what it is multiplied by


def measure_and_per(text: str) -> tuple[str, str]:
    """`60.00 per seduta` in its two parts; the second is "" where nothing is said."""
    left, word, right = text.partition(" per ")
    return (left.strip(), right.strip()) if word else (text, "")
