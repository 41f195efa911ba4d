"""The values of a reason that only the ruleset can say: pots, exchanges, conditions, questions, figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from mutua.domain.decisions import ReasonValue
from mutua.rules import model as m
from mutua.rules.model import Duration, DurationUnit
from mutua.wording.all_but import due_only
from mutua.wording.below import below
from mutua.wording.conditions import names_tested, situation
from mutua.wording.gates import paid_days
from mutua.wording.grammar import Noun, bare, fused
from mutua.wording.limits_reached import pot_figure, rest_out
from mutua.wording.numbers import amount, calendar_date, duration, exact_quantity, hours
from mutua.wording.voice import Voice

Special = Callable[[Voice, Mapping[str, ReasonValue], str, "m.Benefit | None"], "str | None"]


def _in_pot(name: str) -> Special:
    return lambda voice, values, code, benefit: pot_figure(voice, values, name)


def _reserved(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    if not values.get("reserved"):
        return ""
    said = pot_figure(voice, values, "reserved")
    return voice.say(f", più {said} già impegnati", f", and {said} already set aside")


def _rest_out(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    return rest_out(voice, values)


def _pot_title(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    name = values.get("pot")
    return voice.quoted(voice.pot(str(name)).strip("“”")) if name else None


def _exchange(name: str) -> Special:
    def said(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
        exchange = voice.ruleset.exchanges.get(str(values.get("exchange", "")))
        if exchange is None:
            return str(values.get(name, "")) or None
        if name == "exchange":
            return voice.quoted(voice.pot(exchange.name).strip("“”"))
        if name == "source":
            return voice.quoted(voice.pot(exchange.source).strip("“”"))
        source = voice.ruleset.pots.get(exchange.source)
        unit = exchange.unit if name == "given" or source is None else source.unit
        value = values.get(name)
        return exact_quantity(int(value), unit, voice.language) if isinstance(value, int | Fraction) else None

    return said


def _condition(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    index = values.get("index")
    if benefit is None or not isinstance(index, int):
        return None
    rules = benefit.excludes
    return situation(voice, rules[index].condition) if 0 <= index < len(rules) else None


def _demand(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    index = values.get("index")
    if benefit is None or not isinstance(index, int) or not 0 <= index < len(benefit.requires):
        return None
    return due_only(voice, benefit.requires[index].condition)


def _joining(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    index, rule = values.get("index"), voice.ruleset.joining
    if rule is None or not isinstance(index, int) or not 0 <= index < len(rule.requires):
        return None
    return situation(voice, rule.requires[index].condition)


def _trigger(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    if benefit is None or benefit.counting is None or benefit.counting.only_if is None:
        return None
    return situation(voice, benefit.counting.only_if)


def _stay(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    """How long the stay was, in what the trigger is counted in: nights where it speaks of nights alone."""
    counted = values.get("counted")
    if not isinstance(counted, int) or benefit is None or benefit.counting is None or benefit.counting.only_if is None:
        return None
    days = benefit.counting.days
    if names_tested(benefit.counting.only_if) == {"notti"} and days is not m.DayCount.ENDS_AS_ONE:
        nights = max(0, counted - 1) if days is m.DayCount.ALL else counted
        many = voice.say(f"le notti sono {nights}", f"there are {nights} nights")
        return voice.say("la notte è una", "there is one night") if nights == 1 else many
    one = voice.say("il giorno contato è uno", "one day is counted")
    return one if counted == 1 else voice.say(f"i giorni contati sono {counted}", f"the counted days are {counted}")


def _paid_days(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    if benefit is None or benefit.counting is None:
        return None
    return " ".join(paid_days(voice, benefit.counting)) or None


def _question(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    return voice.quoted(voice.question(str(values.get("fact", "")), benefit).strip("“”"))


def _parameter(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    name = str(values.get("parameter", ""))
    parameter = voice.ruleset.parameters.get(name)
    title = parameter.title if parameter is not None and parameter.title else name.replace("_", " ")
    return voice.quoted(bare(title))


def _fact(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    name = str(values.get("fact", ""))
    parameter = voice.ruleset.parameters.get(name)
    return voice.own(parameter.title) if parameter is not None and parameter.title else voice.title(name)


def _raw_value(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    value = values.get("value")
    if isinstance(value, date) and values.get("fact") in voice.ruleset.parameters:
        day = calendar_date(value, voice.language)
        return voice.say(fused("a", Noun(day)), f"on {day}")
    if isinstance(value, bool):
        return voice.say("sì" if value else "no", "yes" if value else "no")
    if isinstance(value, date):
        return calendar_date(value, voice.language)
    fact = voice.fact(str(values.get("fact", "")))
    if isinstance(value, int) and fact is not None and fact.kind in (m.FactKind.MONEY, m.FactKind.DECIMAL):
        return amount(value, voice.language).strip("€\u00a0") if fact.kind is m.FactKind.DECIMAL else amount(
            value, voice.language)
    return str(value)


def _needed(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    text = str(values.get("needed", ""))
    count, _, unit = text.partition(" ")
    return duration(Duration(int(count), DurationUnit(unit)), voice.language) if count.isdigit() and unit else text


def _given(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    minutes = values.get("given_minutes")
    if not isinstance(minutes, int):
        return None
    if minutes > 0 and not minutes % 1440 and not str(values.get("needed", "")).endswith("hours"):
        return duration(Duration(minutes // 1440, DurationUnit.DAYS), voice.language)
    return hours(max(0, minutes), voice.language)


def _counted(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    return str(values.get("counted", ""))


def _below(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str | None:
    return below(voice, values)


def _plan_name(voice: Voice, values: Mapping[str, ReasonValue], code: str, benefit: m.Benefit | None) -> str:
    return voice.quoted(str(values.get("plan", "")).replace("_", " "))


# By the name of the value in a sentence.
SPECIAL: Mapping[str, Special] = {
    **{name: _in_pot(name) for name in ("left", "cut", "size", "used", "amount")},
    **{name: _exchange(name) for name in ("exchange", "source", "given", "taken")},
    "reserved": _reserved, "rest_out": _rest_out,
    "pot": _pot_title, "condition": _condition, "demand": _demand, "joining": _joining, "trigger": _trigger,
    "stay": _stay,
    "figure": _parameter, "paid_days": _paid_days, "question": _question, "fact": _fact, "value": _raw_value,
    "needed": _needed, "given_minutes": _given, "counted": _counted, "plan": _plan_name, "below": _below,
}
