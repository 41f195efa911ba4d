"""The periods of pots: calendar or joining years, months, days, distances between two draws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mutua.rules.model import (
    DurationUnit,
    EachDay,
    EachMonth,
    FromFirstUse,
    JoiningYears,
    Lifetime,
    Period,
    Rolling,
    Run,
    Years,
)
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault
from mutua.rules.reading.sentences_words import Known, Refused, Words, anchor, day_of_year, duration, is_number, total

LAST_WORDS = ("ultimo", "ultima")
FROM_A_DATE = ("da", "dal", "dalla", "dall'", "dallo")

FIXED: Mapping[str, Period] = {
    "vita": Lifetime(), "giorno": EachDay(), "mese": EachMonth(), "trimestre": EachMonth(3), "semestre": EachMonth(6),
    "evento": Lifetime(), "di seguito": Run(),
}


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period, the date fact it measures from (rolling periods), and whether each event has its own."""

    period: Period
    day: str = ""
    by_event: bool = False


@total
def period(text: str, year: Period | None, known: Known) -> SaidPeriod:
    """What `ogni` says. `year` is what the bare word `anno` means in this ruleset, None if it was not said."""
    words = Words(text, "period")
    if text in FIXED:
        return SaidPeriod(FIXED[text], by_event=text == "evento")
    if words.take("anno"):
        if words.done:
            if year is None:
                raise Refused(Fault("year_not_said", "anno"))
            return SaidPeriod(year)
        if words.any_of(FROM_A_DATE):
            if not is_number(words.peek()):
                return words.end(SaidPeriod(JoiningYears(1, anchor(words, known))))
            words.at -= 1
        return words.end(SaidPeriod(_year(words)))
    offset = words.offset
    if not is_number(words.peek()):
        words.refuse()
    length = duration(words)
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
    words.need_any(FROM_A_DATE)
    if not words.any_of(LAST_WORDS):
        if length.unit is not DurationUnit.YEARS:
            words.refuse()
        return words.end(SaidPeriod(JoiningYears(length.count, anchor(words, known))))
    return words.end(SaidPeriod(Rolling(length), day=anchor(words, known)))


@total
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
    month, day = day_of_year(words)
    return Years(month, day)


def _calendar_year(words: Words) -> int:
    word = words.next()
    if not re.fullmatch(r"[0-9]{4}", word) or not scalars.FIRST_YEAR <= int(word) <= scalars.LAST_YEAR:
        words.refuse()
    return int(word)
