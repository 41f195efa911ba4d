"""Reads the pots a benefit draws on: together, in order, only in some situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from mutua.rules.model import Carry, Counts, Draw, Exchange, ExchangeDraw, InOrder, Pot, PotDraw, Unit
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import suggest
from mutua.rules.reading.reader_conditions import read_when
from mutua.rules.reading.reader_context import Context
from mutua.rules.reading.schema import DRAW
from mutua.rules.reading.source import Node


@dataclass(frozen=True, slots=True)
class Body:
    """What steps and draws need to know of their benefit: its unit, None where it counts nothing."""

    unit: Unit | None


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

