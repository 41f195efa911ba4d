"""One test of one fact as a phrase that follows a noun: «per il titolare», «per le fatture dal 28 dicembre»."""

from __future__ import annotations

from datetime import date, timedelta

from mutua.rules.model import (
    Against,
    Between,
    CalendarDay,
    Comparable,
    DayOrder,
    DurationUnit,
    FactDay,
    FactKind,
    OneOf,
    Present,
    ReadDay,
    Season,
    SumInWindow,
    Test,
    Window,
)
from mutua.wording.builtin import TOPICS
from mutua.wording.figures import Bounds, figure, in_phrase, in_span, said, with_title
from mutua.wording.grammar import Noun, fused, listed, noun
from mutua.wording.numbers import calendar_date, day_of_year, duration
from mutua.wording.voice import Voice

_OPPOSITE = {
    DayOrder.BEFORE: DayOrder.NOT_BEFORE, DayOrder.NOT_BEFORE: DayOrder.BEFORE,
    DayOrder.AFTER: DayOrder.NOT_AFTER, DayOrder.NOT_AFTER: DayOrder.AFTER,
}


def negated(test: Test) -> Test | None:
    """The test that says the contrary, None where only «tranne» can say it."""
    match test.check:
        case OneOf(values=(bool() as answer,)):
            return Test(test.fact, OneOf((not answer,)), test.read_on)
        case Between(low=int() as low, high=None):
            return Test(test.fact, Between(None, low - 1), test.read_on)
        case Between(low=None, high=int() as high):
            return Test(test.fact, Between(high + 1, None), test.read_on)
        case Between(low=date() as since, high=None) if since > date.min:
            return Test(test.fact, Between(None, since - timedelta(days=1)), test.read_on)
        case Between(low=None, high=date() as until) if until < date.max:
            return Test(test.fact, Between(until + timedelta(days=1), None), test.read_on)
        case Present(absent=absent):
            return Test(test.fact, Present(not absent), test.read_on)
        case Against(order=order, anchor=anchor) if order in _OPPOSITE:
            return Test(test.fact, Against(_OPPOSITE[order], anchor), test.read_on)
    return None


def test_phrase(voice: Voice, test: Test) -> str:
    """The phrase of a test, with the day it is read on where the test says one."""
    return _checked(voice, test) + reading(voice, test.read_on)


def reading(voice: Voice, read_on: ReadDay | None) -> str:
    """«al 1° gennaio», «al momento della domanda»; nothing where the fact's own day holds."""
    match read_on:
        case CalendarDay(month=month, day=day):
            said_day = day_of_year(month, day, voice.language)
            return voice.say(f" {fused('a', Noun(said_day))}", f" on {said_day}")
        case FactDay(fact=fact):
            return voice.say(f" al momento {voice.at('di', fact)}", f" at the time {voice.at('di', fact)}")
    return ""


def _checked(voice: Voice, test: Test) -> str:
    match test.check:
        case OneOf(values=values):
            return _one_of(voice, test.fact, values)
        case Between(low=low, high=high):
            return _between(voice, test.fact, low, high)
        case Present(absent=absent):
            return _present(voice, test.fact, absent)
        case Against(order=order, anchor=anchor):
            return f"{_topic(voice, test.fact)} {_against(voice, order, anchor)}".strip()
        case Season() as season:
            return f"{_topic(voice, test.fact)} {_season(voice, season)}".strip()
        case Window() as window:
            return _window(voice, test.fact, window)
        case SumInWindow() as total:
            return _sum(voice, test.fact, total)


def _topic(voice: Voice, name: str) -> str:
    if name in TOPICS:
        return voice.say(*TOPICS[name])
    if name in voice.ruleset.papers and name not in voice.ruleset.facts:
        return voice.say(f"con data {voice.at('di', name)}", f"with the date {voice.at('di', name)}")
    return f"{voice.say('con', 'with')} {voice.title(name)}"


def _kind(voice: Voice, name: str) -> FactKind:
    fact = voice.fact(name)
    return fact.kind if fact is not None else FactKind.DAY


# ---------------------------------------------------------------- values


def _one_of(voice: Voice, name: str, values: tuple[Comparable, ...]) -> str:
    word = voice.say("o", "or")
    if all(isinstance(value, bool) for value in values):
        return listed((_answer(voice, name, bool(value)) for value in values), word)
    if all(isinstance(value, int) for value in values):
        return _numbers(voice, name, tuple(int(value) for value in values if isinstance(value, int)))
    if all(isinstance(value, date) for value in values):
        days = [fused("a", Noun(calendar_date(day, voice.language))) if voice.italian else
                f"on {calendar_date(day, voice.language)}" for day in values if isinstance(day, date)]
        return f"{_topic(voice, name)} {listed(days, word)}"
    return _choices(voice, name, tuple(str(value) for value in values))


def _choices(voice: Voice, name: str, values: tuple[str, ...]) -> str:
    word = voice.say("o", "or")
    if name == "prestazione":
        return f"{voice.say('per', 'for')} {listed((voice.quoted(voice.benefit(v).strip('“”')) for v in values), word)}"
    phrases = voice.phrases(name)
    if all(phrases.get(value) for value in values):
        return listed((phrases[value] for value in values), word)
    figures = listed((voice.quoted(value) for value in values), word)
    return f"{voice.say('con', 'with')} {voice.title(name)} {figures}"


def _answer(voice: Voice, name: str, yes: bool) -> str:
    phrase = voice.phrases(name).get("sì" if yes else "no")
    if phrase:
        return phrase
    fact = voice.fact(name)
    if fact is not None and fact.title:
        return f"{voice.say('con' if yes else 'senza', 'with' if yes else 'without')} {voice.title(name)}"
    answer = voice.say("sì" if yes else "no", "yes" if yes else "no")
    return voice.say(
        f"se a {voice.quoted(voice.question(name))} si risponde {answer}",
        f"if the answer to {voice.question(name)} is {answer}",
    )


def _numbers(voice: Voice, name: str, values: tuple[int, ...]) -> str:
    kind = _kind(voice, name)
    if len(values) == 1:
        return _bounded(voice, name, Bounds(values[0], values[0], kind))
    figures = listed((figure(voice, value, kind) for value in values), voice.say("o", "or"))
    template = voice.phrases(name).get("")
    return template.replace("{}", figures, 1) if template else (
        f"{voice.say('con', 'with')} {voice.title(name)} {voice.say('di', 'of')} {figures}"
    )


def _between(voice: Voice, name: str, low: int | date | None, high: int | date | None) -> str:
    if isinstance(low, date) or isinstance(high, date):
        span = day_span(voice, low if isinstance(low, date) else None, high if isinstance(high, date) else None)
        template = voice.phrases(name).get("")
        return template.replace("{}", span, 1) if template else f"{_topic(voice, name)} {span}"
    return _bounded(voice, name, Bounds(low, high, _kind(voice, name)))


def _bounded(voice: Voice, name: str, bounds: Bounds) -> str:
    phrases = voice.phrases(name)
    if phrases.get(""):
        return in_phrase(voice, phrases[""], phrases.get("1", ""), bounds)
    return with_title(voice, voice.title(name), bounds)


def day_span(voice: Voice, low: date | None, high: date | None) -> str:
    """«dal 28 dicembre 2021 al 31 dicembre 2021», «dal 1° gennaio 2023», «prima del 1° gennaio 2023»."""
    since = calendar_date(low, voice.language) if low else ""
    until = calendar_date(high, voice.language) if high else ""
    if low and high:
        return voice.say(f"{fused('da', Noun(since))} {fused('a', Noun(until))}", f"from {since} to {until}")
    if low:
        return voice.say(fused("da", Noun(since)), f"from {since}")
    if high and (high.month, high.day) == (12, 31) and high < date.max:
        after = calendar_date(high + timedelta(days=1), voice.language)
        return voice.say(f"prima {fused('di', Noun(after))}", f"before {after}")
    return voice.say(f"fino {fused('a', Noun(until))}", f"until {until}") if high else voice.say("sempre", "always")


# ---------------------------------------------------------------- presence and dates


def _present(voice: Voice, name: str, absent: bool) -> str:
    fact = voice.fact(name)
    if fact is None or fact.kind is not FactKind.DAY:
        return f"{voice.say('senza' if absent else 'con', 'without' if absent else 'with')} {voice.title(name)}"
    word = voice.anchor(name)
    if voice.italian:
        return f"senza {word.text}" if absent else f"con {word.text}"
    return f"without {voice.at('', name)}" if absent else f"with {voice.at('', name)}"


def _against(voice: Voice, order: DayOrder, anchor: str) -> str:
    match order:
        case DayOrder.BEFORE:
            return voice.say(f"prima {voice.at('di', anchor)}", f"before {voice.at('', anchor)}")
        case DayOrder.AFTER:
            return voice.say(f"dopo {voice.at('', anchor)}", f"after {voice.at('', anchor)}")
        case DayOrder.NOT_BEFORE:
            return voice.say(f"non prima {voice.at('di', anchor)}", f"not before {voice.at('', anchor)}")
        case DayOrder.NOT_AFTER:
            return voice.say(f"non dopo {voice.at('', anchor)}", f"not after {voice.at('', anchor)}")
        case DayOrder.SAME:
            return voice.say(f"lo stesso giorno {voice.at('di', anchor)}", f"on the day {voice.at('di', anchor)}")


def _season(voice: Voice, season: Season) -> str:
    since = day_of_year(season.from_month, season.from_day, voice.language)
    until = day_of_year(season.to_month, season.to_day, voice.language)
    return voice.say(
        f"{fused('da', Noun(since))} {fused('a', Noun(until))} di ogni anno", f"from {since} to {until} of any year"
    )


def _window(voice: Voice, name: str, window: Window) -> str:
    span = in_span(voice, duration(window.duration, voice.language), window.duration.unit is DurationUnit.HOURS)
    side = (
        voice.say(f"prima {voice.at('di', window.anchor)}", f"before {voice.at('', window.anchor)}")
        if window.before
        else voice.say(f"dopo {voice.at('', window.anchor)}", f"after {voice.at('', window.anchor)}")
    )
    topic = "" if name == "servizio" else _topic(voice, name)
    return f"{topic} {span} {side}".strip()


def _sum(voice: Voice, name: str, total: SumInWindow) -> str:
    span = in_span(voice, duration(total.duration, voice.language), total.duration.unit is DurationUnit.HOURS)
    bounds = said(voice, Bounds(total.low, total.high))
    before = voice.say(f"prima {voice.at('di', total.anchor)}", f"before {voice.at('', total.anchor)}")
    title = voice.title(name)
    if voice.italian and not noun(title).plural:
        return f"con {title} di {bounds} {span} {before}"
    return f"{voice.say('con', 'with')} {bounds} {title} {span} {before}"
