"""Reads the pots and the exchanges: unit, holder, period, size and what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Union

from mutua.rules.model import (
    Advance,
    Carry,
    Counts,
    EachMonth,
    Exchange,
    FactHolder,
    FactKind,
    FirstYear,
    Holder,
    JoiningYears,
    Lifetime,
    Lost,
    Overflow,
    Period,
    PeriodCases,
    Pot,
    RoundingMode,
    Run,
    Scope,
    Unit,
    Years,
)
from mutua.rules.reading import scalars, sentences_periods
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.reader_conditions import read_cases, read_when
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.reader_values import Want, WantKind, read_value
from mutua.rules.reading.schema import CASE, EXCHANGE, FIRST_YEAR, OVERFLOW, POT
from mutua.rules.reading.sentences_periods import SaidPeriod
from mutua.rules.reading.source import Node

_BLOCKS = (Years, JoiningYears, EachMonth)
_NAMING = (FactKind.TEXT, FactKind.CHOICE)


def start_names(ctx: Context, pots: Node | None, exchanges: Node | None) -> None:
    """The names of pots and exchanges, so that each may speak of the others."""
    for key, _ in pots.pairs if pots else []:
        if ctx.parsed(key, scalars.name, ""):
            ctx.pots[key.text] = None
        else:
            ctx.broken.add(f"pot {key.text}")
    for key, _ in exchanges.pairs if exchanges else []:
        if key.text in ctx.pots:
            ctx.report(key, "name_taken", what="un plafond")
        elif ctx.parsed(key, scalars.name, ""):
            ctx.exchanges[key.text] = None
        else:
            ctx.broken.add(f"exchange {key.text}")


def read_pots(ctx: Context, node: Node | None) -> None:
    for key, value in node.pairs if node else []:
        if key.text in ctx.pots:
            before = ctx.found
            pot = read_pot(ctx, key, value)
            if ctx.found == before and not any(one.bad for one in value.walk()):
                ctx.pots[key.text] = pot
    for key, value in node.pairs if node else []:
        within = (value.get("oltre") or value).get("rinvia_entro") if value.is_map else None
        if within is not None:
            _check_within(ctx, key, within)


def read_pot(ctx: Context, key: Node, node: Node) -> Pot:
    fields = ctx.fields(node, POT, at=key)
    want = Want(WantKind.MEASURE)
    size = read_value(ctx, fields.get("misura"), want)
    said = _period(ctx, fields)
    holders = _holders(ctx, fields)
    if said.by_event and Holder.EVENT not in holders:
        holders = (*holders, Holder.EVENT)
    unit = want.unit or Unit.EURO
    counts, occurrence = _counts(ctx, fields, want.unit)
    pot = Pot(
        name=key.text, title=fields.text("titolo") or key.text.replace("_", " "), unit=unit, holders=holders,
        period=said.period, size=size, counts=counts, occurrence=occurrence, day=_day(ctx, fields, said),
        overflow=_overflow(ctx, fields), first_year=_first_year(ctx, fields, said.period),
        continues=tuple(item.text for item in ctx.names(fields.get("continua"))),
        anew=fields.text("da_capo") == "sì", article=ctx.article(fields, "questo plafond"),
        note=fields.text("nota"), place=key.place,
    )
    if want.unit is not None:
        _check_pot(ctx, fields, pot)
    return pot


def _check_pot(ctx: Context, fields: Fields, pot: Pot) -> None:
    """What holder, period, unit and overflow ask of each other."""
    node = fields.node
    periods = all_periods(pot)
    if any(isinstance(one, Run) for one in periods) and pot.unit is not Unit.DAYS:
        ctx.report(node.get("misura") or node, "run_in_days")
    if pot.anew and pot.continues:
        ctx.report(node.key("da_capo") or node, "anew_and_continues")
    if not isinstance(pot.overflow, Lost):
        over = node.get("oltre") or node
        if pot.counts is not Counts.BENEFIT or not all(isinstance(one, _BLOCKS) for one in periods):
            ctx.report(over, "overflow_needs_blocks", "oltre")


def all_periods(pot: Pot) -> tuple[Period, ...]:
    if isinstance(pot.period, PeriodCases):
        return (*(period for _, period in pot.period.cases), pot.period.otherwise)
    return (pot.period,)


def _check_within(ctx: Context, key: Node, within: Node) -> None:
    if within.text not in ctx.pots:
        ctx.name_once("pot", within, "unknown_pot", ctx.pots)
        return
    pot, own = ctx.pots[within.text], ctx.pots.get(key.text)
    if within.text == key.text or (pot is not None and not isinstance(pot.period, (Years, JoiningYears, Lifetime))):
        ctx.report(within, "carry_within_blocks")
    elif pot is not None and own is not None and pot.unit is not own.unit:
        ctx.report(within, "unit_differs", unit=words.UNIT_WORDS[own.unit])


def _holders(ctx: Context, fields: Fields) -> tuple[Union[Holder, FactHolder], ...]:
    node = fields.get("di")
    found: list[Union[Holder, FactHolder]] = []
    for word in fields.text("di").split(" + ") if node else []:
        holder = words.HOLDERS.get(word) or _fact_holder(ctx, word)
        assert node is not None
        if holder is None:
            named = [name for name, fact in ctx.facts.items() if fact.kind in _NAMING and not fact.builtin]
            close = suggest(word, (*words.HOLDERS, *named))
            ctx.report(node, "holder", word, words=", ".join(words.HOLDERS), suggestion=close)
        elif holder in found:
            ctx.report(node, "twice", word)
        else:
            found.append(holder)
    return tuple(found) or (Holder.PERSON,)


def _fact_holder(ctx: Context, word: str) -> FactHolder | None:
    """A declared fact that names somebody: a text or a choice."""
    fact = ctx.facts.get(word)
    return FactHolder(word) if fact is not None and fact.kind in _NAMING and not fact.builtin else None


# ---------------------------------------------------------------- periods


@dataclass(frozen=True, slots=True)
class _Said:
    period: Union[Period, PeriodCases]
    day: str
    by_event: bool


def _period(ctx: Context, fields: Fields) -> _Said:
    node = fields.get("ogni")
    if node is None or not node.is_list:
        said = _one_period(ctx, node)
        return _Said(said.period, said.day, said.by_event)
    first: list[SaidPeriod] = []

    def read(value: Node) -> Period:
        one = _one_period(ctx, value)
        if first and (type(one.period) is not type(first[0].period) or one.day != first[0].day or one.by_event):
            ctx.report(value, "periods_of_one_kind")
        first.append(one)
        return one.period

    cases, otherwise = read_cases(ctx, node, lambda item: ctx.fields(item, CASE), "vale", read, _for_ever())
    day = first[0].day if first else ""
    return _Said(PeriodCases(cases, otherwise), day, False)


def _for_ever() -> Period:
    return Lifetime()


def _one_period(ctx: Context, node: Node | None) -> SaidPeriod:
    def parse(text: str) -> Union[SaidPeriod, Fault]:
        said = sentences_periods.period(text, ctx.year, ctx.known_day)
        if isinstance(said, Fault) and said.code == "year_not_said":
            if ctx.year_reported:
                return Fault("said_already")
            ctx.year_reported = True
        return said

    return ctx.parsed(node, parse, SaidPeriod(Lifetime()))


def _day(ctx: Context, fields: Fields, said: _Said) -> str:
    node = fields.get("data")
    if node is None:
        return said.day or "servizio"
    fault = ctx.known_day(node.text)
    if fault is not None:
        ctx.fault(node, fault)
    elif said.day and said.day != node.text:
        ctx.report(node, "day_of_rolling", day=said.day)
    return node.text


def _counts(ctx: Context, fields: Fields, unit: Unit | None) -> tuple[Counts, Scope]:
    node = fields.get("conta")
    word = fields.text("conta")
    if unit is Unit.TIMES:
        if node is not None and word not in words.OCCURRENCES:
            ctx.report(node, "counts_for_unit", unit="volte", words=", ".join(words.OCCURRENCES))
        return Counts.OCCURRENCES, words.OCCURRENCES.get(word, Scope.LINE)
    if unit is Unit.EURO:
        if node is not None and word not in words.COUNTS:
            ctx.report(node, "counts_for_unit", unit="euro", words=", ".join(words.COUNTS))
        return words.COUNTS.get(word, Counts.BENEFIT), Scope.LINE
    if node is not None and unit is not None:
        ctx.report(fields.node.key("conta") or node, "counts_not_needed", "conta", unit=words.UNIT_WORDS[unit])
    return Counts.QUANTITY, Scope.LINE


# ---------------------------------------------------------------- overflow, first year


def _overflow(ctx: Context, fields: Fields) -> Overflow:
    node = fields.get("oltre")
    if node is None or node.is_text:
        return Lost()
    over = ctx.fields(node, OVERFLOW)
    carry, advance = over.get("rinvia_entro"), over.get("anticipa")
    if (carry is None) is (advance is None):
        if over.values or not node.pairs:
            ctx.report(node, "overflow_one")
        return Lost()
    when = read_when(ctx, over.get("quando"))
    if carry is not None:
        if when is not None:
            ctx.report(node.key("quando") or node, "carry_without_condition", "quando")
        return Carry(carry.text)
    assert advance is not None
    periods = ctx.parsed(advance, scalars.number, 1)
    if not 1 <= periods <= scalars.MAX_YEARS:
        ctx.report(advance, "number_of_periods")
    return Advance(periods, when)


def _first_year(ctx: Context, fields: Fields, period: Union[Period, PeriodCases]) -> FirstYear | None:
    node = fields.get("primo_anno")
    if node is None:
        return None
    if not isinstance(period, Years) and fields.get("ogni") is not None:
        ctx.report(fields.node.key("primo_anno") or node, "first_year_needs_years", "primo_anno")
    own = ctx.fields(node, FIRST_YEAR)
    counts = ctx.word(own.get("mese_di_iscrizione"), words.JOINING_MONTH, True)
    return FirstYear(counts, ctx.word(own.get("arrotonda"), words.ROUNDING_MODES, RoundingMode.HALF_UP))


# ---------------------------------------------------------------- exchanges


def read_exchanges(ctx: Context, node: Node | None) -> None:
    for key, value in node.pairs if node else []:
        if key.text in ctx.exchanges:
            before = ctx.found
            exchange = _exchange(ctx, key, value)
            if ctx.found == before and not any(one.bad for one in value.walk()):
                ctx.exchanges[key.text] = exchange


def _exchange(ctx: Context, key: Node, node: Node) -> Exchange:
    fields = ctx.fields(node, EXCHANGE, at=key)
    source = fields.get("da")
    pot: Pot | None = None
    if source is not None:
        if source.text in ctx.pots:
            pot = ctx.pots[source.text]
        else:
            ctx.name_once("pot", source, "unknown_pot", ctx.pots)
    unit = read_unit(ctx, fields.get("unità")) or Unit.HOURS
    if pot is not None and pot.counts is not Counts.QUANTITY:
        assert source is not None
        ctx.report(source, "exchange_of_quantities")
    given, taken = ctx.parsed(fields.get("rapporto"), parse_ratio, (1, 1))
    ratio = Fraction(given * scalars.SMALLEST[pot.unit if pot else unit], taken * scalars.SMALLEST[unit])
    cap = fields.get("al_massimo")
    return Exchange(
        name=key.text, title=fields.text("titolo") or key.text.replace("_", " "), source=fields.text("da"), unit=unit,
        ratio=ratio, cap=read_value(ctx, cap, Want(WantKind.MEASURE, unit)) if cap else None,
        when=read_when(ctx, fields.get("quando")), article=ctx.article(fields, "questo scambio"),
        note=fields.text("nota"), place=key.place,
    )


def parse_ratio(text: str) -> tuple[int, int] | Fault:
    """`5 per 1`: so many of the source for so many received."""
    match = re.fullmatch(r"([1-9][0-9]{0,5}) per ([1-9][0-9]{0,5})", text)
    return (int(match[1]), int(match[2])) if match else Fault("ratio", text)


def read_unit(ctx: Context, node: Node | None) -> Unit | None:
    """The word of a unit of quantity, in the plural."""
    allowed = {word: unit for unit, word in words.UNIT_WORDS.items() if unit not in (Unit.EURO, Unit.TIMES)}
    return ctx.word(node, allowed, None)
