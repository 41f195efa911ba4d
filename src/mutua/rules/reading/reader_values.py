"""Reads values: constants, tables by bands or choices, marginal tables, parameters, tariffs, facts and cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import Union

from mutua.rules.model import (
    Band,
    BandTable,
    ChoiceTable,
    Constant,
    Fact,
    FactAmount,
    FactDay,
    FactKind,
    FactOf,
    MarginalTable,
    Named,
    Number,
    ParameterValue,
    PerKind,
    ReadDay,
    TariffPrice,
    Unit,
    Value,
    ValueCases,
)
from mutua.rules.reading import scalars, sentences, sentences_words
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.reader_conditions import read_cases, read_named
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.schema import CASE, NAMED_VALUE
from mutua.rules.reading.sentences_words import Figures
from mutua.rules.reading.source import Node

ZERO: Value = Constant(0)
_MARGINAL = {"giorno": PerKind.DAY, "ora": PerKind.HOUR, "unità": PerKind.UNIT}
_FORMS = {
    "parametro": ("parametro", "quota"), "tariffa": ("tariffa", "colonna", "quota"), "fatto": ("fatto", "quota", "al"),
}


class WantKind(Enum):
    MONEY = "money"
    SHARE = "share"
    MEASURE = "measure"


@dataclass(slots=True)
class Want:
    """What the place asks for. A measure's unit is the first one written, or given; `per` allows marginal tables."""

    kind: WantKind
    unit: Unit | None = None
    per: PerKind | None = None

    def parse(self, text: str) -> Union[Number, Fault]:
        if self.kind is WantKind.SHARE:
            return scalars.share(text)
        if self.kind is WantKind.MONEY:
            return scalars.money(text)
        measured = scalars.measure(text)
        if isinstance(measured, Fault):
            return measured
        amount, unit = measured
        if self.unit is not None and unit is not self.unit:
            return Fault("unit_differs", text, {"unit": words.UNIT_WORDS[self.unit]})
        self.unit = unit
        return amount

    @property
    def is_money(self) -> bool:
        return self.kind is WantKind.MONEY or (self.kind is WantKind.MEASURE and self.unit in (None, Unit.EURO))


def money() -> Want:
    return Want(WantKind.MONEY)


def share() -> Want:
    return Want(WantKind.SHARE)


def read_value(ctx: Context, node: Node | None, want: Want) -> Value:
    """The value written there, whatever its form."""
    if node is None or node.bad:
        return ZERO
    if node.is_text:
        if not node.text:
            ctx.report(node, "empty_value", "")
            return ZERO
        none: Number = 0
        return Constant(ctx.parsed(node, want.parse, none))
    if node.is_list:
        def read(value: Node) -> Value:
            return read_value(ctx, value, want)

        cases, otherwise = read_cases(ctx, node, lambda item: ctx.fields(item, CASE), "vale", read, ZERO)
        return ValueCases(cases, otherwise)
    if node.get("secondo") is not None:
        return _table(ctx, node, want)
    if node.get("valore") is not None:
        return _named_value(ctx, node, want)
    for word, allowed in _FORMS.items():
        if node.get(word) is not None:
            return _looked_up(ctx, node, word, allowed, want)
    ctx.report(node, "value_form")
    return ZERO


def start_values(ctx: Context, node: Node | None) -> None:
    """The names of the values; each is read where it is used, which says what it must be."""
    for key, value in node.pairs if node else []:
        if ctx.parsed(key, scalars.name, ""):
            ctx.value_nodes[key.text] = (key, value)
        else:
            ctx.broken.add(f"value {key.text}")


def _named_value(ctx: Context, node: Node, want: Want) -> Value:
    name = node.get("valore")
    assert name is not None
    for key, _ in node.pairs:
        if key.text != "valore":
            ctx.report(key, "unknown_key", shape="valore", keys="valore")
    if name.text not in ctx.value_nodes:
        ctx.name_once("value", name, "unknown_value", ctx.value_nodes)
        return ZERO
    key, value = ctx.value_nodes[name.text]
    marker = f"valore {name.text}"
    if marker in ctx.reading:
        if f"value {name.text}" not in ctx.broken:
            ctx.report(name, "circular", circle=name.text)
        ctx.broken.add(f"value {name.text}")
    if value.bad or f"value {name.text}" in ctx.broken:
        ctx.stood_in += 1
        return ZERO
    fields = ctx.fields(value, NAMED_VALUE, at=key)
    ctx.article(fields, "questo valore")
    ctx.reading.append(marker)
    read = read_value(ctx, fields.get("misura"), want)
    ctx.reading.pop()
    return read


def _looked_up(ctx: Context, node: Node, word: str, allowed: tuple[str, ...], want: Want) -> Value:
    for key, _ in node.pairs:
        if key.text not in allowed:
            close = suggest(key.text, allowed)
            ctx.report(key, "unknown_key", shape=word, keys=", ".join(allowed), suggestion=close)
    if not want.is_money:
        ctx.report(node.key(word) or node, "money_value_only", word)
        return ZERO
    if want.kind is WantKind.MEASURE:
        want.unit = Unit.EURO
    readers = {"parametro": _parameter, "tariffa": _tariff, "fatto": _fact_amount}
    return readers[word](ctx, node)


def _share_of(ctx: Context, node: Node) -> Fraction:
    return ctx.parsed(node.get("quota"), scalars.share, Fraction(1))


def _parameter(ctx: Context, node: Node) -> Value:
    name = node.get("parametro")
    assert name is not None
    if name.text not in ctx.parameters:
        ctx.name_once("parameter", name, "unknown_parameter", ctx.parameters)
    elif ctx.parameters[name.text] is None:
        ctx.spoilt = True
    return ParameterValue(name.text, _share_of(ctx, node))


def _tariff(ctx: Context, node: Node) -> Value:
    name, column = node.get("tariffa"), node.get("colonna")
    part = ctx.parsed(node.get("quota"), scalars.share_of_price, Fraction(1))
    assert name is not None
    if name.text not in ctx.tariffs:
        ctx.name_once("tariff", name, "unknown_tariff", ctx.tariffs)
        return ZERO
    tariff = ctx.tariffs[name.text]
    if tariff is None:
        ctx.spoilt = True
        return ZERO
    listed = ", ".join(tariff.columns)
    if column is None:
        if len(tariff.columns) != 1:
            ctx.report(name, "column_missing", columns=listed)
        return TariffPrice(tariff.name, tariff.columns[0], part)
    if column.text not in tariff.columns:
        ctx.report(column, "unknown_column", columns=listed, suggestion=suggest(column.text, tariff.columns))
    return TariffPrice(tariff.name, column.text, part)


def _fact_amount(ctx: Context, node: Node) -> Value:
    name = node.get("fatto")
    assert name is not None
    fact = known_fact(ctx, name, (FactKind.MONEY,), "fact_not_money")
    return FactAmount(name.text, _share_of(ctx, node), read_day(ctx, node, fact))


def known_fact(ctx: Context, node: Node, kinds: tuple[FactKind, ...], wrong_kind: str) -> Fact | None:
    """The fact of that name, if it is of one of the kinds; reports it otherwise."""
    fact = ctx.facts.get(node.text)
    right = [name for name, one in ctx.facts.items() if one.kind in kinds]
    if fact is None and (node.text in ctx.condition_nodes or node.text in ctx.papers):
        ctx.report(node, wrong_kind, suggestion=suggest(node.text, right))
    elif fact is None:
        ctx.name_once("fact", node, "unknown_fact", ctx.facts, right)
    elif fact.kind not in kinds:
        ctx.report(node, wrong_kind, suggestion=suggest(node.text, right))
        return None
    return fact


def read_day(ctx: Context, node: Node, fact: Fact | None) -> ReadDay | None:
    """`al:` of a table or of a fact's figure."""
    said = node.get("al")
    if said is None:
        return None
    if fact is not None and fact.of not in (FactOf.PERSON, FactOf.HOUSEHOLD):
        ctx.report(node.key("al") or said, "reading_not_dated", fact=fact.name)
    standin: ReadDay = FactDay("servizio")
    return ctx.parsed(said, lambda text: sentences.read_day(text, ctx.known_day), standin)


# ---------------------------------------------------------------- tables


def _table(ctx: Context, node: Node, want: Want) -> Value:
    by = node.get("secondo")
    assert by is not None
    if by.text in _MARGINAL and by.text not in ctx.facts:
        return _marginal(ctx, node, by, want)
    if by.text in ctx.condition_nodes:
        return _by_condition(ctx, node, by, want)
    kinds = (FactKind.NUMBER, FactKind.DECIMAL, FactKind.MONEY, FactKind.CHOICE, FactKind.YES_NO)
    fact = known_fact(ctx, by, kinds, "table_by")
    if fact is None:
        return ZERO
    read_on = read_day(ctx, node, fact)
    entries = [(key, value) for key, value in node.pairs if key.text not in ("secondo", "al", "altrimenti")]
    if not entries:
        ctx.report(node, "empty_table", "")
    other = node.get("altrimenti")
    otherwise = read_value(ctx, other, want) if other is not None else None
    if fact.kind in (FactKind.CHOICE, FactKind.YES_NO):
        return _choices(ctx, by, fact, entries, otherwise, read_on, want)
    unit = ctx.unit if fact.name in ("quantità", "quantità_del_gruppo") else None
    bands = read_bands(ctx, entries, Figures(fact.kind, unit), lambda value: read_value(ctx, value, want))
    return BandTable(fact.name, bands, otherwise, read_on)


def _by_condition(ctx: Context, node: Node, by: Node, want: Want) -> Value:
    """A table by a named condition: one value where it holds, another where it does not."""
    if node.get("al") is not None:
        ctx.report(node.key("al") or node, "reading_not_dated", fact=by.text)
    entries = [(key, value) for key, value in node.pairs if key.text not in ("secondo", "al", "altrimenti")]
    if not entries:
        ctx.report(node, "empty_table", "")
    other = node.get("altrimenti")
    otherwise = read_value(ctx, other, want) if other is not None else None
    answer = Fact(by.text, FactKind.YES_NO, FactOf.LINE)
    table = _choices(ctx, by, answer, entries, otherwise, None, want)
    said = dict(table.entries)
    named = read_named(ctx, by.text)
    condition = Named(named.name, named.condition)
    rest = otherwise if otherwise is not None else ZERO
    return ValueCases(((condition, said.get(True, rest)),), said.get(False, rest))


def _choices(
    ctx: Context, by: Node, fact: Fact, entries: list[tuple[Node, Node]], otherwise: Value | None,
    read_on: ReadDay | None, want: Want,
) -> ChoiceTable:
    allowed = fact.choices if fact.kind is FactKind.CHOICE else ("sì", "no")
    found: list[tuple[Union[str, bool], Value]] = []
    before = ctx.found
    for key, value in entries:
        if key.text not in allowed:
            _not_a_choice(ctx, key, fact, allowed)
        read = read_value(ctx, value, want)
        found.append((key.text if fact.kind is FactKind.CHOICE else key.text == "sì", read))
    if otherwise is not None and len(found) >= len(allowed):
        ctx.report(entries[-1][0], "otherwise_never", warning=True)
    missing = [choice for choice in allowed if choice not in {key.text for key, _ in entries}]
    if otherwise is None and missing and entries and ctx.found == before:
        ctx.report(by, "choices_uncovered", missing=", ".join(missing))
    return ChoiceTable(fact.name, tuple(found), otherwise, read_on)


def _not_a_choice(ctx: Context, key: Node, fact: Fact, allowed: tuple[str, ...]) -> None:
    if key.text in ("per", "articolo", "anche_senza_spesa", "in_proporzione"):
        ctx.report(key, "beside_measure")
        return
    close = suggest(key.text, allowed)
    ctx.report(key, "choice", fact=fact.name, choices=", ".join(allowed), suggestion=close)


def _marginal(ctx: Context, node: Node, by: Node, want: Want) -> Value:
    if want.per is not _MARGINAL[by.text]:
        ctx.report(by, "marginal_per", word=by.text)
        return ZERO
    entries = [(key, value) for key, value in node.pairs if key.text != "secondo"]
    inner = Want(want.kind, want.unit)

    def read(value: Node) -> Value:
        return read_value(ctx, value, inner)

    bands = read_bands(ctx, entries, Figures(FactKind.NUMBER), read)
    if bands and bands[0].low not in (1, None):
        ctx.report(entries[0][0], "marginal_from_one")
    return MarginalTable(bands)


def read_bands(
    ctx: Context, entries: list[tuple[Node, Node]], figures: Figures, read: Callable[[Node], Value]
) -> tuple[Band, ...]:
    """Bands in order, without gaps or overlaps, in the smallest step of the fact."""
    found: list[tuple[Band, Node]] = []
    wrong = False
    for key, value in entries:
        if key.text in ("per", "articolo", "anche_senza_spesa", "in_proporzione"):
            ctx.report(key, "beside_measure")
            wrong = True
            continue
        said = sentences_words.bounds(key.text, figures)
        amount = read(value)
        if isinstance(said, Fault):
            ctx.fault(key, said)
            wrong = True
        else:
            found.append((Band(said[0], said[1], amount), key))
    found.sort(key=lambda pair: (pair[0].low is not None, pair[0].low or 0))
    for (band, _), (following, key) in pairwise(found):
        if not wrong and not _follows(ctx, band, following, key, figures):
            break
    return tuple(band for band, _ in found)


def _follows(ctx: Context, band: Band, following: Band, key: Node, figures: Figures) -> bool:
    low = 0 if following.low is None else following.low
    if band.high is None or low <= band.high:
        reaches = "in su" if band.high is None else written(band.high, figures)
        ctx.report(key, "bands_overlap", reaches=reaches)
        return False
    if low > band.high + 1:
        ctx.report(key, "bands_gap", first=written(band.high + 1, figures), last=written(low - 1, figures))
        return False
    return True


def written(figure: int, figures: Figures) -> str:
    """A figure as the author writes it."""
    if figures.kind in (FactKind.DECIMAL, FactKind.MONEY):
        return f"{figure // 100}.{figure % 100:02d}"
    if figures.unit is Unit.HOURS:
        return f"{figure // 60} ore" if figure % 60 == 0 else f"{figure} minuti"
    return str(figure)
