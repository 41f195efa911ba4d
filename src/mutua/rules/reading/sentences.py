"""Terms, waits, notice and days of reading: the sentences that name a day."""

from __future__ import annotations

from mutua.rules.model import (
    After,
    AnchorDay,
    Anniversary,
    CalendarDay,
    CalendarSpan,
    DayOfYear,
    DurationUnit,
    EndOf,
    FactDay,
    FirstOfMonth,
    FixedDay,
    NoTerm,
    Notice,
    ReadDay,
    Term,
)
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.sentences_words import (
    ARTICLES,
    FROM,
    OF,
    Known,
    Words,
    after,
    anchor,
    date_of,
    day_of_year,
    duration,
    is_date,
    is_number,
    ordinal,
    total,
)

SPANS = {
    "mese": CalendarSpan.MONTH, "trimestre": CalendarSpan.QUARTER, "semestre": CalendarSpan.HALF,
    "anno": CalendarSpan.YEAR,
}


@total
def term(text: str, known: Known, default: str = "", code: str = "term") -> Term:
    """A term; where `default` is given a sentence may leave its anchor out (`60 giorni` of waiting)."""
    words = Words(text, code)
    if len(words.words) == 1 and words.peek() in ("nessuno", "nessuna"):
        return NoTerm()
    return words.end(_term(words, known, default))


def _term(words: Words, known: Known, default: str) -> Term:
    if is_date(words.peek()):
        return FixedDay(date_of(words))
    if words.peek(1) and words.take("fine"):
        return _end_of(words, known, default)
    if words.take("prima", "scadenza"):
        return _anniversary(words, known)
    if words.take("primo", "giorno"):
        return _first_of_month(words, known, default)
    if words.peek() == "oltre" or (is_number(words.peek()) and _is_duration(words.peek(1))):
        return _duration_term(words, known, default)
    if is_number(words.peek()):
        return _day_term(words, known, default)
    words.any_of(ARTICLES)
    if len(words.words) - words.at != 1:
        words.refuse()
    return AnchorDay(anchor(words, known))


def _is_duration(word: str) -> bool:
    """Whether the word after a number means a duration, also with a slip (`gorni`), and not a month."""
    if word in scalars.DURATION_UNITS or word in scalars.MONTHS:
        return word in scalars.DURATION_UNITS
    return suggest(word, (*scalars.DURATION_UNITS, *scalars.MONTHS)) in scalars.DURATION_UNITS


def _duration_term(words: Words, known: Known, default: str) -> Term:
    exceeding = words.take("oltre")
    offset = words.offset
    length = duration(words)
    if length.unit is DurationUnit.HOURS:
        words.check(Fault("term_in_hours", f"{length.count} ore"), offset)
    if words.take("prima"):
        if exceeding or not words.any_of(OF):
            words.refuse()
        return After(length, anchor(words, known), before=True)
    if not (words.done and default) and not words.any_of(FROM) and not after(words):
        words.refuse()
    return After(length, anchor(words, known, default), exceeding=exceeding)


def _anniversary(words: Words, known: Known) -> Term:
    """`prima scadenza di 3 anni da fine_triennio dopo richiesta`."""
    words.need_any(OF)
    offset = words.offset
    every = duration(words)
    if every.unit not in (DurationUnit.MONTHS, DurationUnit.YEARS):
        words.check(Fault("anniversary_unit", words.text), offset)
    words.need_any(FROM)
    start = anchor(words, known)
    if not after(words):
        words.refuse()
    return Anniversary(every, start, anchor(words, known))


def _end_of(words: Words, known: Known, default: str) -> Term:
    words.need_any(("del", "dell'"))
    nth = ordinal(words)
    span = SPANS.get(words.next())
    if span is None:
        words.refuse()
    assert span is not None
    if after(words):
        return EndOf(span, nth or 1, anchor(words, known, default))
    if nth is not None or not words.any_of(OF):
        words.refuse()
    return EndOf(span, 0, anchor(words, known))


def _first_of_month(words: Words, known: Known, default: str) -> Term:
    words.need("del")
    nth = ordinal(words)
    words.need("mese")
    if after(words):
        return FirstOfMonth(nth or 1, anchor(words, known, default))
    if nth is not None or not words.any_of(OF):
        words.refuse()
    return FirstOfMonth(0, anchor(words, known))


def _day_term(words: Words, known: Known, default: str) -> Term:
    month, day = day_of_year(words)
    words.need_any(("dell'", "del"))
    nth = ordinal(words)
    words.need("anno")
    if after(words):
        return DayOfYear(month, day, nth or 1, anchor(words, known, default))
    if nth is not None or not words.any_of(OF):
        words.refuse()
    return DayOfYear(month, day, 0, anchor(words, known))


@total
def notice(text: str, known: Known, known_instant: Known) -> Notice:
    """`24 ore prima di inizio_ore`, `5 giorni prima di inizio`: hours need an instant."""
    words = Words(text, "notice")
    length = duration(words)
    words.need("prima")
    words.need_any(OF)
    check = known_instant if length.unit is DurationUnit.HOURS else known
    return words.end(Notice(length, anchor(words, check)))


@total
def read_day(text: str, known: Known) -> ReadDay:
    """`1 gennaio` or the name of a date, of an `al:` key."""
    words = Words(text, "read_day")
    return words.end(read_day_words(words, known))


def read_day_words(words: Words, known: Known) -> ReadDay:
    if is_number(words.peek()):
        return CalendarDay(*day_of_year(words))
    words.any_of(ARTICLES)
    return FactDay(anchor(words, known))


# ---------------------------------------------------------------- a measure and what it is multiplied by


def measure_and_per(text: str) -> tuple[str, str]:
    """`60.00 per seduta` in its two parts; the second is "" where nothing is said."""
    left, word, right = text.partition(" per ")
    return (left.strip(), right.strip()) if word else (text, "")
