"""Reads the benefits: gates with those of the commons and of the area merged in, counting, rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mutua.rules.model import (
    AtMost,
    Benefit,
    Counting,
    DayCount,
    Deadline,
    Layers,
    NoTerm,
    Row,
    Unit,
    Waiting,
)
from mutua.rules.reading import scalars
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import suggest
from mutua.rules.reading.reader_conditions import read_when
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.reader_covering import covers, is_spoilt
from mutua.rules.reading.reader_draws import Body, read_draws
from mutua.rules.reading.reader_exclusive import Situation, check_exclusive
from mutua.rules.reading.reader_gates import Gates, gates_of, read_commons
from mutua.rules.reading.reader_pots import read_unit
from mutua.rules.reading.reader_steps import read_steps
from mutua.rules.reading.schema import BENEFIT, COUNTING, ROW
from mutua.rules.reading.source import Node

_OWN_WITH_COME = {"come", "titolo", "articolo", "nota"}


# ---------------------------------------------------------------- benefits


@dataclass(slots=True)
class Blocks:
    """The commons of the plan and of its areas, and the areas that some benefit names."""

    commons: Gates
    areas: Mapping[str, Gates]
    used: set[str] = field(default_factory=set)

    def around(self, code: str, area: str) -> Gates:
        """What the commons and the area say of a benefit; nothing where they leave it out."""
        commons, own = self.commons, self.areas.get(area, Gates())
        return (Gates() if code in commons.exempt else commons).and_then(Gates() if code in own.exempt else own)


def read_benefits(ctx: Context, node: Node | None, commons: Node | None, areas: Node | None) -> dict[str, Benefit]:
    """All the benefits, with `come` followed."""
    blocks = Blocks(
        read_commons(ctx, commons),
        {key.text: read_commons(ctx, value, at=key) for key, value in (areas.pairs if areas else [])},
    )
    found: dict[str, Benefit] = {}
    like: dict[str, tuple[Node, Node]] = {}
    for key, value in node.pairs if node else []:
        if key.text not in ctx.benefits:
            continue
        same = value.get("come") if value.is_map else None
        if same is not None:
            like[key.text] = (key, value)
        else:
            found[key.text] = _benefit(ctx, key, value, blocks)
    for key, value in like.values():
        _follow(ctx, key, value, found, like)
    for key, _ in areas.pairs if areas else []:
        if key.text not in blocks.used:
            named = {value.get("area") for _, value in (node.pairs if node else [])}
            known = [area.text for area in named if area is not None]
            ctx.report(key, "area_unused", suggestion=suggest(key.text, known))
    order = list(ctx.benefits)
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[0])))


def _follow(
    ctx: Context, key: Node, node: Node, found: dict[str, Benefit], like: dict[str, tuple[Node, Node]]
) -> None:
    fields = ctx.fields(node, BENEFIT, at=key)
    for name in set(fields.values) - _OWN_WITH_COME:
        ctx.report(node.key(name) or key, "come_alone")
    target = fields.get("come")
    chain = [key.text]
    while target is not None and target.text in like and target.text not in chain:
        chain.append(target.text)
        target = like[target.text][1].get("come")
    if target is None or target.bad:
        return
    if target.text in chain:
        if not any(f"circle {code}" in ctx.broken for code in chain):
            ctx.report(fields.get("come") or key, "circular", circle=" → ".join([*chain, target.text]))
        ctx.broken.update(f"circle {code}" for code in chain)
    elif target.text not in found:
        if target.text not in ctx.benefits:
            ctx.name_once("benefit", target, "unknown_benefit_code", ctx.benefits)
    else:
        model = found[target.text]
        found[key.text] = replace(
            model, code=key.text, title=fields.text("titolo") or model.title,
            article=fields.text("articolo") or model.article, note=fields.text("nota"), place=key.place,
        )


def _benefit(ctx: Context, key: Node, node: Node, blocks: Blocks) -> Benefit:
    fields = ctx.fields(node, BENEFIT, at=key)
    if fields.lacks("titolo"):
        ctx.report(key, "missing_key", key="titolo", shape="prestazione")
    counting_node, unit_node = fields.get("conta"), fields.get("unità")
    unit = read_unit(ctx, unit_node)
    if counting_node is not None:
        if unit_node is not None and unit not in (None, Unit.DAYS):
            ctx.report(unit_node, "counting_in_days")
        unit = Unit.DAYS
    ctx.unit = unit
    area = fields.text("area")
    blocks.used.add(area)
    if area and area not in blocks.areas and blocks.areas:
        close = suggest(area, blocks.areas)
        if close and _alike(area, close):
            ctx.report(fields.values["area"], "area_misspelt", suggestion=close)
    gates = blocks.around(key.text, area).and_then(gates_of(ctx, fields, ""))
    version_by = fields.get("versione_secondo")
    fault = ctx.known_day(version_by.text) if version_by is not None else None
    if fault is not None and version_by is not None:
        ctx.fault(version_by, fault)
    benefit = Benefit(
        code=key.text, title=fields.text("titolo"), article=ctx.article(fields, "questa prestazione"), area=area,
        note=fields.text("nota"), cover=gates.cover or "", version_by=fields.text("versione_secondo"),
        tops_up=tuple(item.text for item in ctx.names(fields.get("integra"))), unit=unit,
        counting=_counting(ctx, counting_node), requires=gates.requires, excludes=gates.excludes,
        deadline=gates.deadline or Deadline(), waiting=gates.waiting or Waiting(NoTerm()), papers=gates.papers,
        rows=_rows(ctx, fields, Body(unit)), place=key.place,
    )
    ctx.unit = None
    return benefit


def _alike(one: str, other: str) -> bool:
    """Whether two names of areas differ so little that one is a slip of the other."""
    close = suggest(one.lower(), [other.lower()]) != ""
    return one.lower() == other.lower() or (close and abs(len(one) - len(other)) <= 2)


def _counting(ctx: Context, node: Node | None) -> Counting | None:
    if node is None:
        return None
    fields = ctx.fields(node, COUNTING)
    first = ctx.parsed(fields.get("dal_giorno"), scalars.number, 1)
    last: int | None = ctx.parsed(fields.get("al_giorno"), scalars.number, None)
    if first < 1:
        ctx.report(fields.values["dal_giorno"], "counted_from_one")
    elif last is not None and last < first:
        ctx.report(fields.values["al_giorno"], "bounds_reversed")
    return Counting(
        ctx.word(fields.get("giorni"), words.DAY_COUNTS, DayCount.ALL), read_when(ctx, fields.get("solo_se")), first,
        last, ctx.word(fields.get("esclusi_contano"), words.YES_NO, False),
        ctx.word(fields.get("giorno_per_giorno"), words.YES_NO, False), fields.text("articolo"),
    )


# ---------------------------------------------------------------- rows


def _rows(ctx: Context, fields: Fields, body: Body) -> tuple[Row, ...]:
    listed = fields.get("calcolo")
    if listed is None:
        if body.unit is None and fields.values and fields.lacks("passi") and fields.lacks("unità"):
            ctx.report(fields.at, "nothing_promised")
        return (_row(ctx, fields, body),)
    before = len(ctx.problems)
    for name in ("passi", "consuma"):
        if fields.get(name) is not None:
            ctx.report(fields.node.key(name) or fields.at, "calcolo_alone", name)
    rows: list[Row] = []
    situations: list[Situation] = []
    for item in listed.items:
        own = ctx.fields(item, ROW)
        row = _situation(ctx, own, body, [one.otherwise for one in rows])
        rows.append(row)
        if row.when is not None and not is_spoilt(row.when):
            situations.append(Situation(row.when, (item.get("quando") or item).place))
    if not listed.items:
        ctx.report(listed, "empty_list")
    check_exclusive(ctx, situations)
    told = len(situations) < len(rows) or len(ctx.problems) > before  # an `altrimenti`, or a mistake of its own
    if not told and not covers(ctx.facts, [one.condition for one in situations]):
        ctx.report(fields.node.key("calcolo") or fields.at, "rows_uncovered")
    return tuple(rows)


def _situation(ctx: Context, fields: Fields, body: Body, before: list[bool]) -> Row:
    other, when = fields.get("altrimenti"), fields.get("quando")
    if other is None:
        if when is None and fields.lacks("quando") and fields.lacks("altrimenti"):
            ctx.report(fields.at, "row_without_when")
        return _row(ctx, fields, body)
    if when is not None:
        ctx.report(fields.node.key("quando") or fields.at, "case_and_otherwise", word="passi")
    if any(before):
        ctx.report(fields.node.key("altrimenti") or fields.at, "otherwise_twice", "altrimenti")
    if other.text == "non spetta":
        for name in ("passi", "consuma"):
            if fields.get(name) is not None:
                ctx.report(fields.node.key(name) or fields.at, "not_due_alone", name)
        return Row(
            otherwise=True, not_due=True, article=fields.text("articolo"), note=fields.text("nota"),
            place=fields.node.place,
        )
    return replace(_row(ctx, fields, body), otherwise=True)


def _row(ctx: Context, fields: Fields, body: Body) -> Row:
    steps_node, draws_node = fields.get("passi"), fields.get("consuma")
    steps = read_steps(ctx, steps_node, body)
    if steps_node is not None and fields.lacks("consuma") and steps:
        bounded = isinstance(steps[-1], AtMost) or any(isinstance(step, Layers) for step in steps)
        if not bounded and len(steps) == len(steps_node.items):
            ctx.report(fields.at, "draws_missing")
    if fields.lacks("passi") and fields.get("quando") is not None and body.unit is None:
        ctx.report(fields.at, "nothing_promised")
    return Row(
        steps=steps, consumes=read_draws(ctx, draws_node, body), when=read_when(ctx, fields.get("quando")),
        article=fields.text("articolo"), note=fields.text("nota"), place=fields.at.place,
    )

