"""Reads the money steps of a benefit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Union

from mutua.rules.model import (
    Add,
    AtMost,
    Coinsurance,
    Constant,
    Counts,
    Deductible,
    DeductiblePot,
    Expense,
    FactKind,
    Flat,
    Layer,
    Layers,
    MoneyStep,
    Per,
    PerKind,
    Residue,
    Scope,
    Share,
    Subtract,
    Unit,
    Value,
)
from mutua.rules.reading import schema_words as words
from mutua.rules.reading import sentences
from mutua.rules.reading.problems import suggest
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.reader_draws import Body, known_pot
from mutua.rules.reading.reader_values import Want, WantKind, known_fact, money, read_value, share
from mutua.rules.reading.schema import COINSURANCE, LAYER, LAYERS, ONLY_ARTICLE
from mutua.rules.reading.source import Node

_BESIDE = ("misura", "per", "articolo", "anche_senza_spesa", "in_proporzione")
ONCE = Per()


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
    """`meno: altri_rimborsi` takes off a fact; any other value is taken off as it is, times its `per`."""
    assert value is not None
    plain = value.is_map and {key.text for key, _ in value.pairs} <= {"fatto", "articolo"}
    node = value if value.is_text and not value.text[:1].isdigit() else (value.get("fatto") if plain else None)
    if node is not None or value.bad:
        if node is None or node.bad:
            return None
        known_fact(ctx, node, (FactKind.MONEY,), "fact_not_money")
        article = value.get("articolo") if plain else None
        return Subtract(node.text, article.text if article else "")
    said = _measured(ctx, value, money(), body)
    return Subtract("", said.article, said.amount, said.per)


def _deductible(ctx: Context, item: Node, value: Node | None, body: Body) -> MoneyStep:
    assert value is not None
    pot_node = value.get("plafond") if value.is_map else None
    if pot_node is None:
        said = _measured(ctx, value, money(), body)
        return Deductible(said.amount, said.per, said.article)
    if value.get("misura") is not None:
        return _bounded_deductible(ctx, value, pot_node, body)
    for key, _ in value.pairs:
        if key.text not in ("plafond", "articolo"):
            ctx.report(key, "unknown_key", shape="franchigia", keys="misura, per, plafond, articolo")
    names = _kept_pots(ctx, pot_node)
    article = value.get("articolo")
    return DeductiblePot(names[0] if names else "", article.text if article else "", names[1:])


def _bounded_deductible(ctx: Context, value: Node, pot_node: Node, body: Body) -> MoneyStep:
    """So much each time, and in its period no more than the pots that count it."""
    said = _measured(ctx, value.without("plafond"), money(), body)
    if said.per.scope is not Scope.LINE:
        ctx.report(value.get("per") or value, "deductible_by_line")
    return Deductible(said.amount, said.per, said.article, _kept_pots(ctx, pot_node))


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
