"""A number wherever it stands: one figure, a table by bands or choices, cases, a price list, an outside figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from mutua.rules.model import (
    Band,
    BandTable,
    Between,
    ChoiceTable,
    Comparable,
    Condition,
    Constant,
    FactAmount,
    MarginalTable,
    Named,
    Not,
    Number,
    OneOf,
    ParameterValue,
    TariffPrice,
    Test,
    Unit,
    Value,
    ValueCases,
)
from mutua.wording.checks import negated
from mutua.wording.conditions import situation
from mutua.wording.grammar import Noun, bare, fused, noun, the
from mutua.wording.numbers import money, ordinal, quantity, share
from mutua.wording.voice import Voice

Format = Callable[[Number], str]


@dataclass(frozen=True, slots=True)
class Each:
    """What follows a figure: «al giorno», «l'anno»; and the noun a marginal table counts (giorno)."""

    suffix: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A figure as said, and when it holds ("" = always)."""

    figure: str
    when: str = ""


def money_format(voice: Voice) -> Format:
    return lambda number: money(number, voice.language)


def share_format(voice: Voice) -> Format:
    return lambda number: share(number, voice.language)


def unit_format(voice: Voice, unit: Unit) -> Format:
    return lambda number: quantity(int(number), unit, voice.language)


def leaves(voice: Voice, value: Value, form: Format, each: Each = Each()) -> list[Leaf]:
    """Every figure of a value with the situation it holds in."""
    return [Leaf(figure, ", ".join(when)) for figure, when in _leaves(voice, value, form, each, ())]


def _leaves(
    voice: Voice, value: Value, form: Format, each: Each, when: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    branches = _apart(voice, value_branches(value))
    for condition, inner in branches:
        said = (voice.say("negli altri casi", "otherwise"),) if condition is None else (situation(voice, condition),)
        yield from _leaves(voice, inner, form, each, when + said)
    if not branches:
        yield _figure(voice, value, form, each), when


def value_branches(value: Value) -> list[tuple[Condition | None, Value]]:
    """The situations of a value; None is every other one. No branch: the value is one figure."""
    found: list[tuple[Condition | None, Value]] = []
    match value:
        case BandTable(fact=fact, bands=bands, otherwise=otherwise, read_on=read_on):
            found = [(Test(fact, _band_check(band), read_on), band.value) for band in bands]
        case ChoiceTable(fact=fact, entries=entries, otherwise=otherwise, read_on=read_on):
            found = [(Test(fact, OneOf((choice,)), read_on), inner) for choice, inner in entries]
        case ValueCases(cases=cases, otherwise=otherwise):
            found = list(cases)
        case _:
            return []
    return [*found, *([(None, otherwise)] if otherwise is not None else [])]


def _apart(voice: Voice, branches: list[tuple[Condition | None, Value]]) -> list[tuple[Condition | None, Value]]:
    """«Negli altri casi» said as the contrary of the only case: in its own words, or where other cases follow in it."""
    if len(branches) != 2 or branches[1][0] is not None:
        return branches
    only = branches[0][0]
    if isinstance(only, Named):
        declared = voice.ruleset.conditions.get(only.name)
        return [branches[0], (Not(only), branches[1][1])] if declared is not None and declared.contrary else branches
    if not isinstance(only, Test):
        return branches
    contrary = negated(only)
    return [branches[0], (contrary, branches[1][1])] if contrary and value_branches(branches[1][1]) else branches


def _band_check(band: Band) -> OneOf | Between:
    if band.low is not None and band.low == band.high:
        values: tuple[Comparable, ...] = (band.low,)
        return OneOf(values)
    return Between(band.low, band.high)


def _figure(voice: Voice, value: Value, form: Format, each: Each) -> str:
    match value:
        case Constant(amount=number):
            return form(number)
        case ParameterValue(name=name, share=part):
            parameter = voice.ruleset.parameters.get(name)
            title = parameter.title if parameter is not None and parameter.title else name.replace("_", " ")
            return part_of(voice, title.split(",")[0], part)
        case TariffPrice(tariff=tariff, column=column, share=part):
            return _tariff(voice, tariff, column, part)
        case FactAmount(fact="spesa", share=part) if part == 1:
            return voice.say("tutta la spesa", "the whole expense")
        case FactAmount(fact=fact, share=part):
            said = voice.phrases(fact).get("", "")
            title = said if said and "{}" not in said else voice.title(fact).strip("“”")
            return part_of(voice, title, part)
        case MarginalTable(bands=bands):
            return _marginal(voice, bands, form, each)
    return ""


def part_of(voice: Voice, title: str, part: Fraction) -> str:
    """«il 50 % dell'indennità di accompagnamento», or the whole of it."""
    said = voice.own(bare(title))
    if part == 1:
        return voice.say(the(noun(title)), said)
    figure = share(part, voice.language)
    return voice.say(f"{the(Noun(figure))} {fused('di', noun(title))}", f"{figure} of {said}")


def _tariff(voice: Voice, name: str, column: str, part: Fraction) -> str:
    tariff = voice.ruleset.tariffs.get(name)
    title = tariff.title if tariff is not None and tariff.title else f"tariffa {name.replace('_', ' ')}"
    several = tariff is not None and len(tariff.columns) > 1
    suffix = voice.say(f" (colonna «{column}»)", f" (column “{column}”)") if several else ""
    if part != 1:
        figure = share(part, voice.language)
        return voice.say(f"{the(Noun(figure))} del prezzo {fused('di', noun(title))}{suffix}",
                         f"{figure} of the price in {voice.own(title)}{suffix}")
    return voice.say(f"il prezzo {fused('di', noun(title))}{suffix}", f"the price in {voice.own(title)}{suffix}")


def _marginal(voice: Voice, bands: tuple[Band, ...], form: Format, each: Each) -> str:
    """«230 € al giorno dal 1° al 15°, 100 € al giorno dal 16° in poi»."""
    feminine = noun(each.word).feminine if each.word else False
    said = []
    for band in bands:
        low = ordinal(band.low or 1, voice.language, feminine)
        worth = " / ".join(leaf.figure for leaf in leaves(voice, band.value, form)) + f" {each.suffix}".rstrip()
        since = fused("da", Noun(low, feminine))
        if band.high is None:
            text = voice.say(f"{worth} {since} in poi", f"{worth} from the {low} on")
        elif band.high == band.low:
            text = voice.say(f"{worth} per {the(Noun(low, feminine))}", f"{worth} for the {low}")
        else:
            high = ordinal(band.high, voice.language, feminine)
            text = voice.say(
                f"{worth} {since} {fused('a', Noun(high, feminine))}", f"{worth} from the {low} to the {high}"
            )
        said.append(text)
    return ", ".join(said)


def phrase(voice: Voice, value: Value, form: Format, each: Each = Each()) -> str:
    """All the figures in a row: «600 € l'anno per il gruppo B, 700 € per il gruppo C, 850 € negli altri casi»."""
    said = []
    tail = "" if _is_marginal(value) or not each.suffix else f" {each.suffix}"
    for leaf in leaves(voice, value, form, each):
        said.append(f"{leaf.figure}{tail}{' ' + leaf.when if leaf.when else ''}")
        tail = ""
    return ", ".join(said)


def _is_marginal(value: Value) -> bool:
    branches = value_branches(value)
    return any(_is_marginal(inner) for _, inner in branches) if branches else isinstance(value, MarginalTable)
