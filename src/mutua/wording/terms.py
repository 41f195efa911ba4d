"""Days computed from a date: «entro 60 giorni dalla fattura», «dal 1° giorno del mese successivo alla domanda»."""

from __future__ import annotations

from typing import Literal

from mutua.rules.model import (
    After,
    AnchorDay,
    Anniversary,
    CalendarSpan,
    DayOfYear,
    Duration,
    DurationUnit,
    Earliest,
    EndOf,
    FirstOfMonth,
    FixedDay,
    Latest,
    NoTerm,
    Term,
    TermCases,
)
from mutua.wording.conditions import situation
from mutua.wording.grammar import Noun, fused, the
from mutua.wording.numbers import calendar_date, day_of_year, duration, ordinal
from mutua.wording.voice import Voice

# by: last day · start: first day · not_before: nothing earlier · on: that very day
Use = Literal["by", "start", "not_before", "on"]

_SPANS = {
    CalendarSpan.MONTH: (Noun("mese"), "month"),
    CalendarSpan.QUARTER: (Noun("trimestre"), "quarter"),
    CalendarSpan.HALF: (Noun("semestre"), "half-year"),
    CalendarSpan.YEAR: (Noun("anno"), "year"),
}
_YEAR = _SPANS[CalendarSpan.YEAR]
_MONTH = _SPANS[CalendarSpan.MONTH]


def term(voice: Voice, value: Term, use: Use) -> str:
    """A term with the preposition its use asks for."""
    match value:
        case Anniversary() as anniversary:
            return _placed(voice, _anniversary(voice, anniversary), use)
        case NoTerm():
            return {"by": voice.say("senza termine", "at any time"), "start": voice.say("subito", "at once")}.get(
                use, voice.say("in qualunque momento", "at any time")
            )
        case After() as after:
            return _after(voice, after, use)
        case Earliest(terms=terms):
            return _several(voice, terms, use, earliest=True)
        case Latest(terms=terms):
            return _several(voice, terms, use, earliest=False)
        case TermCases() as cases:
            return _cases(voice, cases, use)
        case _:
            return _placed(voice, _day(voice, value), use)


def _placed(voice: Voice, day: tuple[Noun, str], use: Use) -> str:
    """A day that is a noun (il 31 gennaio, la fine del mese) after its preposition."""
    word, english = day
    match use:
        case "by":
            return voice.say(f"entro {the(word)}", f"by {english}")
        case "start":
            return voice.say(fused("da", word), f"from {english}")
        case "not_before":
            return voice.say(f"non prima {fused('di', word)}", f"not before {english}")
        case "on":
            return voice.say(the(word), f"on {english}")


def _day(voice: Voice, value: FixedDay | AnchorDay | DayOfYear | EndOf | FirstOfMonth) -> tuple[Noun, str]:
    """The day as a noun: Italian with gender, English with article."""
    match value:
        case FixedDay(day=day):
            said = calendar_date(day, voice.language)
            return Noun(said), said
        case AnchorDay(anchor=anchor):
            word = voice.anchor(anchor)
            if "giorno" in word.text:
                return word, voice.at("", anchor)
            return Noun(f"giorno {voice.at('di', anchor)}"), f"the day {voice.at('di', anchor)}"
        case DayOfYear(month=month, day=number, years_after=years, anchor=anchor):
            said = day_of_year(month, number, voice.language)
            of_year = _span_after(voice, _YEAR, years, anchor)
            return Noun(f"{said} {of_year}"), f"{said} {of_year}"
        case EndOf(span=span, after=after, anchor=anchor):
            of_span = _span_after(voice, _SPANS[span], after, anchor)
            return Noun(f"fine {of_span}", feminine=True), f"the end {of_span}"
        case FirstOfMonth(nth=nth, anchor=anchor):
            of_month = _span_after(voice, _MONTH, nth, anchor)
            return Noun(f"1° giorno {of_month}"), f"the first day {of_month}"


def _anniversary(voice: Voice, value: Anniversary) -> tuple[Noun, str]:
    """«primo giorno, non prima della domanda, in cui si compiono 3 anni (o un loro multiplo) dall'iscrizione»."""
    span = duration(value.every, voice.language)
    done = "si compie 1" if value.every.count == 1 else f"si compiono {value.every.count}"
    multiple = "un suo multiplo" if value.every.count == 1 else "un loro multiplo"
    return (
        Noun(f"primo giorno, non prima {voice.at('di', value.after)}, in cui {done} {span.split(' ', 1)[1]} "
             f"(o {multiple}) {voice.at('da', value.anchor)}"),
        f"the first day that completes {span}, or a multiple of it, {voice.at('da', value.anchor)}, not before "
        f"{voice.at('', value.after)}",
    )


def _span_after(voice: Voice, span: tuple[Noun, str], after: int, anchor: str) -> str:
    """«dell'anno della fattura», «del mese successivo alla domanda», «del 4° mese successivo all'iscrizione»."""
    word, english = span
    if anchor == "inizio_anno" and after == 0:
        return voice.say(fused("di", word), f"of the {english}")
    if after == 0:
        return voice.say(f"{fused('di', word)} {voice.at('di', anchor)}", f"of the {english} {voice.at('di', anchor)}")
    number = "" if after == 1 else ordinal(after, voice.language) + " "
    side = voice.say(
        f"successivo {voice.at('a', anchor)}" if after > 0 else f"precedente {voice.at('a', anchor)}",
        f"after {voice.at('', anchor)}" if after > 0 else f"before {voice.at('', anchor)}",
    )
    if after < 0:
        number = "" if after == -1 else ordinal(-after, voice.language) + " "
    return voice.say(f"{fused('di', Noun(number + word.text))} {side}", f"of the {number}{english} {side}")


def _after(voice: Voice, value: After, use: Use) -> str:
    span = duration(value.duration, voice.language)
    if value.before:
        return _before(voice, span, value, use)
    from_anchor = voice.at("da", value.anchor)
    past = voice.say(" (fino al giorno dopo)", " (and the day after)") if value.exceeding else ""
    match use:
        case "by":
            return voice.say(f"entro {span} {from_anchor}{past}", f"within {span} {from_anchor}{past}")
        case "start":
            return _start_after(voice, span, value)
        case "not_before":
            more = voice.say(" più un giorno", " and a day") if value.exceeding else ""
            return voice.say(
                f"non prima che passino {span}{more} {from_anchor}", f"not before {span}{more} {from_anchor}"
            )
        case "on":
            more = voice.say(" e un giorno", " and a day") if value.exceeding else ""
            return voice.say(f"{span}{more} dopo {voice.at('', value.anchor)}", f"{span}{more} "
                             f"after {voice.at('', value.anchor)}")


def _start_after(voice: Voice, span: str, value: After) -> str:
    """First day: the anchor plus the span, or the day after it where the term says «oltre»."""
    number, anchor = value.duration.count, value.anchor
    if value.exceeding:
        return voice.say(f"dal giorno dopo che sono passati {span} {voice.at('da', anchor)}",
                         f"from the day after {span} have passed {voice.at('da', anchor)}")
    if value.duration == Duration(1, DurationUnit.DAYS):
        return voice.say(f"dal giorno dopo {voice.at('', anchor)}", f"from the day after {voice.at('', anchor)}")
    if value.duration.unit is DurationUnit.DAYS:
        nth = ordinal(number, voice.language)
        day = fused("da", Noun(f"{nth} giorno"))
        return voice.say(f"{day} dopo {voice.at('', anchor)}", f"from the {nth} day after {voice.at('', anchor)}")
    return voice.say(f"dopo {span} {voice.at('da', anchor)}", f"{span} after {voice.at('', anchor)}")


def _before(voice: Voice, span: str, value: After, use: Use) -> str:
    of_anchor = voice.say(f"prima {voice.at('di', value.anchor)}", f"before {voice.at('', value.anchor)}")
    match use:
        case "by":
            return voice.say(f"almeno {span} {of_anchor}", f"at least {span} {of_anchor}")
        case "start":
            return voice.say(f"da {span} {of_anchor}", f"from {span} {of_anchor}")
        case "not_before":
            return voice.say(f"al più presto {span} {of_anchor}", f"{span} {of_anchor} at the earliest")
        case "on":
            return f"{span} {of_anchor}"


def _several(voice: Voice, terms: tuple[Term, ...], use: Use, earliest: bool) -> str:
    said = [term(voice, part, use) for part in terms]
    if len(said) == 1:
        return said[0]
    if use == "by" and earliest:
        return voice.say(" e comunque ", " and in any case ").join(said)
    if use in ("start", "not_before") and not earliest:
        return voice.say(" e comunque ", " and in any case ").join(said)
    which = (
        voice.say("il primo fra questi giorni", "the earlier of these days")
        if earliest
        else voice.say("l'ultimo di questi giorni", "the later of these days")
    )
    return f"{voice.say(' o ', ' or ').join(said)} ({which})"


def _cases(voice: Voice, cases: TermCases, use: Use) -> str:
    said = [f"{situation(voice, condition)}, {term(voice, value, use)}" for condition, value in cases.cases]
    rest = voice.say("negli altri casi, ", "otherwise, ") + term(voice, cases.otherwise, use)
    return "; ".join([*said, rest])
