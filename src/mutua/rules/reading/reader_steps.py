"""Reads the money steps of a benefit and the pots it draws on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Union

from mutua.rules.model import (
    Add,
    AtMost,
    Carry,
    Coinsurance,
    Constant,
    Counts,
    Deductible,
    DeductiblePot,
    Draw,
    Exchange,
    ExchangeDraw,
    Expense,
    FactKind,
    Flat,
    InOrder,
    Layer,
    Layers,
    MoneyStep,
    Per,
    PerKind,
    Pot,
    PotDraw,
    Residue,
    Share,
    Subtract,
    Unit,
    Value,
)
from mutua.rules.reading import schema_words as words
from mutua.rules.reading import sentences
from mutua.rules.reading.problems import suggest
from mutua.rules.reading.reader_conditions import read_when
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.reader_values import Want, WantKind, known_fact, money, read_value, share
from mutua.rules.reading.schema import COINSURANCE, DRAW, LAYER, LAYERS, ONLY_ARTICLE, SUBTRACT
from mutua.rules.reading.source import Node

_BESIDE = ("misura", "per", "articolo", "anche_senza_spesa", "in_proporzione")
ONCE = Per()


@dataclass(frozen=True, slots=True)
class Body:
    """What steps and draws need to know of their benefit: its unit, None where it counts nothing."""

    unit: Unit | None


def read_steps(ctx: Context, node: Node | None, body: Body, *, in_layer: bool = False) -> tuple[MoneyStep, ...]:
    """The steps in order. The first is a base (not in a layer); no other is."""
    steps: list[MoneyStep] = []
    for index, item in enumerate(node.items if node else []):
        name, value = _name_of(ctx, item)
        if not name:
            continue
        if index == 0 and not in_layer and name not in words.BASES:
            ctx.report(item, "first_step_base", name)
        elif name in words.BASES and (index > 0 or in_layer):
            ctx.report(item, "base_not_first", name)
        elif in_layer and name in ("scaglioni",):
            ctx.report(item, "layer_in_layer", name)
        else:
            step = _READERS[name](ctx, item, value, body)
            if step is not None:
                steps.append(step)
    if node is not None and node.is_list and not node.items:
        ctx.report(node, "no_steps")
    return tuple(steps)


def _name_of(ctx: Context, item: Node) -> tuple[str, Node | None]:
    """The name of a step and what follows it."""
    if item.bad:
        return "", None
    if item.is_map and len(item.pairs) != 1:
        ctx.report(item, "one_step")
        return "", None
    key, value = item.pairs[0] if item.is_map else (item, None)
    name = key.text
    if name not in words.STEPS:
        ctx.report(key, "unknown_step", steps=", ".join(words.STEPS), suggestion=suggest(name, words.STEPS))
        return "", None
    if value is None and name not in ("spesa", "residuo"):
        ctx.report(key, "step_without_value", step=name)
        return "", None
    return name, value


# ---------------------------------------------------------------- measures


@dataclass(frozen=True, slots=True)
class _Measured:
    amount: Value
    per: Per
    article: str
    even_without_expense: bool = False


def _measured(ctx: Context, node: Node, want: Want, body: Body, *, flat: bool = False) -> _Measured:
    """`60.00 per seduta`, `{misura: …, per: …}`, or any value alone."""
    if node.is_text:
        left, right = sentences.measure_and_per(node.text)
        per = read_per(ctx, node, right, body) if right else ONCE
        if right and want.kind is WantKind.SHARE:
            ctx.report(node, "share_without_per", right)
        inner = Node(left, node.place, node.bad, node.shift)
        return _Measured(read_value(ctx, inner, want), per, "")
    measure = node.get("misura") if node.is_map else None
    if measure is None:
        article = node.get("articolo") if node.is_map else None
        value = node.without("articolo") if article is not None else node
        return _Measured(read_value(ctx, value, want), ONCE, article.text if article else "")
    allowed = _BESIDE if flat else tuple(word for word in _BESIDE if word != "anche_senza_spesa")
    for key, _ in node.pairs:
        if key.text not in allowed:
            close = suggest(key.text, allowed)
            ctx.report(key, "unknown_key", shape="misura", keys=", ".join(allowed), suggestion=close)
    per_node, article = node.get("per"), node.get("articolo")
    per = read_per(ctx, per_node, per_node.text, body) if per_node is not None else ONCE
    if per_node is not None and want.kind is WantKind.SHARE:
        ctx.report(node.key("per") or per_node, "share_without_per", "per")
    per = _prorated(ctx, node, per)
    want.per = per.kind
    even = ctx.word(node.get("anche_senza_spesa"), words.YES_NO, False)
    return _Measured(read_value(ctx, measure, want), per, article.text if article else "", even)


def _prorated(ctx: Context, node: Node, per: Per) -> Per:
    said = node.get("in_proporzione")
    if said is None:
        return per
    if per.kind is not PerKind.MONTH:
        ctx.report(node.key("in_proporzione") or said, "proration_by_month", "in_proporzione")
        return per
    return replace(per, proration=ctx.word(said, words.PRORATIONS, None))


def read_per(ctx: Context, node: Node, word: str, body: Body) -> Per:
    """What a measure is multiplied by, or the lines it looks at together."""
    per = words.PERS.get(word)
    if per is not None:
        needed = words.PER_UNITS.get(word)
        if needed is not None and body.unit is not needed:
            has = words.UNIT_WORDS[body.unit] if body.unit else "nessuna"
            code = "per_giorno" if word == "giorno" else "per_unit"
            ctx.report(node, code, word, unit=words.UNIT_WORDS[needed], has=has)
        elif word == "unità" and body.unit is None:
            ctx.report(node, "per_any_unit", word)
        return per
    fact = ctx.facts.get(word)
    if fact is not None and fact.kind in (FactKind.NUMBER, FactKind.DECIMAL):
        return Per(PerKind.FACT, fact=word, word=word)
    if f"fact {word}" not in ctx.broken:
        numeric = [name for name, one in ctx.facts.items() if one.kind in (FactKind.NUMBER, FactKind.DECIMAL)]
        close = suggest(word, words.PERS, numeric)
        ctx.report(node, "unknown_per", word, words=", ".join(words.PERS), suggestion=close)
    return ONCE


# ---------------------------------------------------------------- the steps, one by one


def _expense(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    return Expense("" if value is None else ctx.fields(value, ONLY_ARTICLE).text("articolo"))


def _residue(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    return Residue("" if value is None else ctx.fields(value, ONLY_ARTICLE).text("articolo"))


def _flat(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    said = _measured(ctx, value, money(), body, flat=True)
    return Flat(said.amount, said.per, said.even_without_expense, said.article)


def _add(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    said = _measured(ctx, value, money(), body)
    return Add(said.amount, said.per, said.article)


def _at_most(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    said = _measured(ctx, value, money(), body)
    return AtMost(said.amount, said.per, said.article)


def _share(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    said = _measured(ctx, value, share(), body)
    return Share(said.amount, said.article)


def _subtract(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep | None:
    assert value is not None
    fields: Fields | None = None if value.is_text else ctx.fields(value, SUBTRACT)
    node = value if fields is None else fields.get("fatto")
    if node is None:
        return None
    known_fact(ctx, node, (FactKind.MONEY,), "fact_not_money")
    return Subtract(node.text, fields.text("articolo") if fields else "")


def _deductible(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    pot_node = value.get("plafond") if value.is_map else None
    if pot_node is None:
        said = _measured(ctx, value, money(), body)
        return Deductible(said.amount, said.per, said.article)
    for key, _ in value.pairs:
        if key.text not in ("plafond", "articolo"):
            ctx.report(key, "unknown_key", shape="franchigia", keys="plafond, articolo")
    names = _kept_pots(ctx, pot_node)
    article = value.get("articolo")
    return DeductiblePot(names[0] if names else "", article.text if article else "", names[1:])


def _kept_pots(ctx: Context, node: Node | None) -> tuple[str, ...]:
    """The pot, or the pots together, that count what stays with the member."""
    if node is None:
        return ()
    found = ctx.names(node) if node.is_list else [node]
    for one in found:
        pot = known_pot(ctx, one)
        if pot is not None and pot.counts is not Counts.EXPENSE:
            ctx.report(one, "deductible_pot")
    return tuple(one.text for one in found)


def _coinsurance(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    if value.is_text:
        return Coinsurance(read_value(ctx, value, share()), None, None, ONCE)
    fields = ctx.fields(value, COINSURANCE)
    per_node = fields.get("per")
    per = read_per(ctx, per_node, per_node.text, body) if per_node is not None else ONCE

    def bound(name: str) -> Value | None:
        node = fields.get(name)
        return None if node is None else read_value(ctx, node, money())

    low, high = bound("minimo"), bound("massimo")
    if isinstance(low, Constant) and isinstance(high, Constant) and low.amount > high.amount:
        ctx.report(fields.values["massimo"], "maximum_below_minimum")
    pots = _kept_pots(ctx, fields.get("plafond"))
    return Coinsurance(read_value(ctx, fields.get("quota"), share()), low, high, per, fields.text("articolo"), pots)


def _layers(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    fields = ctx.fields(value, LAYERS)
    crossing = ctx.word(fields.get("a_cavallo"), words.STRADDLING, "split")
    split = crossing == "split"
    listed = fields.get("fasce")
    layers = [_layer(ctx, one, body, split) for one in (listed.items if listed else [])]
    if listed is not None and len(layers) < 2:
        ctx.report(listed, "layers_two")
    kinds = {pot.counts for layer in layers if (pot := ctx.pots.get(layer.pot)) and pot.unit is Unit.EURO}
    if listed is not None and len(kinds) > 1:
        ctx.report(listed, "layers_one_kind")
    names = [layer.pot for layer in layers]
    for index, name in enumerate(names):
        if listed is not None and name and name in names[:index]:
            ctx.report(listed.items[index].get("fino_a") or listed.items[index], "twice")
    return Layers(split, tuple(layers), fields.text("articolo"), summed=crossing == "sum")


def _layer(ctx: Context, node: Node, body: Body, split: bool) -> Layer:
    fields = ctx.fields(node, LAYER)
    pot_node, steps_node = fields.get("fino_a"), fields.get("passi")
    pot = known_pot(ctx, pot_node) if pot_node is not None else None
    if pot is not None and pot_node is not None and pot.unit is not Unit.EURO:
        ctx.report(pot_node, "layer_pot_euro", unit=words.UNIT_WORDS[pot.unit])
    steps = read_steps(ctx, steps_node, body, in_layer=True)
    if split and pot is not None and pot.counts is Counts.BENEFIT and steps_node is not None:
        for item in steps_node.items:
            name = item.pairs[0][0].text if item.is_map and item.pairs else item.text
            if name in words.STEPS and name not in ("quota", "scaglioni", *words.BASES):
                ctx.report(item, "split_only_shares", name)
    return Layer(fields.text("fino_a"), steps, fields.text("articolo"))


_Reader = Callable[[Context, Node, Union[Node, None], Body], Union[MoneyStep, None]]
_READERS: dict[str, _Reader] = {
    "spesa": _expense, "residuo": _residue, "importo": _flat, "più": _add, "meno": _subtract,
    "franchigia": _deductible, "scoperto": _coinsurance, "quota": _share, "al_massimo": _at_most,
    "scaglioni": _layers,
}


# ---------------------------------------------------------------- draws


def known_pot(ctx: Context, node: Node) -> Pot | None:
    """The pot of that name; None where it is unknown (reported) or has mistakes of its own."""
    if node.text in ctx.pots:
        return ctx.pots[node.text]
    if node.text in ctx.exchanges:
        ctx.report(node, "exchange_alone")
    else:
        ctx.name_once("pot", node, "unknown_pot", ctx.pots)
    return None


def read_draws(ctx: Context, node: Node | None, body: Body) -> tuple[Draw, ...]:
    """The pots of `consuma`; none for `nessuno`."""
    if node is None or node.bad:
        return ()
    if node.is_text:
        if node.text != "nessuno":
            ctx.report(node, "draws", suggestion=suggest(node.text, ("nessuno", *ctx.pots)))
        return ()
    if not node.items:
        ctx.report(node, "draws")
    draws: list[Draw] = []
    seen: set[str] = set()
    carrying = False
    for item in node.items:
        draw, pots = _draw(ctx, item, body)
        if draw is None:
            continue
        draws.append(draw)
        name = draw.pot if isinstance(draw, PotDraw) else ""
        if name and name in seen and isinstance(draw, PotDraw) and draw.when is None:
            ctx.report(item, "twice", name)
        seen.add(name)
        if any(isinstance(pot.overflow, Carry) for pot in pots):
            if carrying:
                ctx.report(item, "one_carrying")
            carrying = True
    return tuple(draws)


def _draw(ctx: Context, item: Node, body: Body) -> tuple[Draw | None, list[Pot]]:
    if item.is_text:
        pot = _drawn_pot(ctx, item, body)
        return PotDraw(item.text), [pot] if pot else []
    fields = ctx.fields(item, DRAW)
    ordered = fields.get("in_ordine")
    if ordered is not None:
        for name in set(fields.values) - {"in_ordine"}:
            ctx.report(item.key(name) or item, "in_order_alone")
        return _in_order(ctx, ordered, body)
    if fields.get("scambio") is not None:
        ctx.report(item, "exchange_alone", fields.text("scambio"))
        return None, []
    node = fields.get("plafond")
    if node is None:
        if item.is_map and (fields.values or not item.pairs):
            ctx.report(item, "draws")
        return None, []
    pot = _drawn_pot(ctx, node, body)
    return PotDraw(node.text, read_when(ctx, fields.get("quando"))), [pot] if pot else []


def _drawn_pot(ctx: Context, node: Node, body: Body) -> Pot | None:
    pot = known_pot(ctx, node)
    if pot is not None and pot.counts is Counts.QUANTITY and pot.unit is not body.unit:
        has = words.UNIT_WORDS[body.unit] if body.unit else "nessuna"
        ctx.report(node, "pot_unit", unit=words.UNIT_WORDS[pot.unit], has=has)
    return pot


def _in_order(ctx: Context, node: Node, body: Body) -> tuple[Draw | None, list[Pot]]:
    draws: list[Union[PotDraw, ExchangeDraw]] = []
    pots: list[Pot] = []
    kinds: set[tuple[Unit, Counts]] = set()
    for item in node.items:
        name = item.get("scambio") if item.is_map else None
        if name is not None:
            exchange = _known_exchange(ctx, name)
            draws.append(ExchangeDraw(name.text))
            kind = (exchange.unit, Counts.QUANTITY) if exchange else None
        else:
            draw, drawn = _draw(ctx, item, body)
            if isinstance(draw, InOrder):
                ctx.report(item, "in_order_alone")
                continue
            if draw is None:
                continue
            draws.append(draw)
            pots.extend(drawn)
            kind = (drawn[0].unit, drawn[0].counts) if drawn else None
        if kind is not None:
            kinds.add(kind)
            if len(kinds) > 1:
                ctx.report(name or item, "in_order_units")
                kinds = {kind}
    if node.is_list and len(node.items) < 2:
        ctx.report(node, "in_order_two")
    if Counts.OCCURRENCES in {counts for _, counts in kinds}:
        ctx.report(node, "in_order_occurrences")
    return InOrder(tuple(draws)), pots


def _known_exchange(ctx: Context, node: Node) -> Exchange | None:
    if node.text in ctx.exchanges:
        return ctx.exchanges[node.text]
    ctx.name_once("exchange", node, "unknown_exchange", ctx.exchanges)
    return None

