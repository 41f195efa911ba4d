"""Reads the benefits: gates with those of the commons and of the area merged in, counting, rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mutua.rules import scalars, sentences
from mutua.rules import schema_words as words
from mutua.rules.model import (
    AtMost,
    Benefit,
    Condition,
    Counting,
    DayCount,
    Deadline,
    Duration,
    DurationUnit,
    Layers,
    NoTerm,
    Notice,
    OneOf,
    PaperFault,
    PaperRule,
    Requirement,
    Row,
    Term,
    TermCases,
    Test,
    Unit,
    Waiting,
)
from mutua.rules.problems import Fault, suggest
from mutua.rules.reader_conditions import read_condition, read_term, read_when
from mutua.rules.reader_context import Context, Fields, has_numbers
from mutua.rules.reader_exclusive import Situation, check_exclusive
from mutua.rules.reader_pots import read_unit
from mutua.rules.reader_steps import Body, read_draws, read_steps
from mutua.rules.schema import BENEFIT, COMMONS, COUNTING, DEADLINE, PAPER_RULE, ROW, WAITING
from mutua.rules.source import Node

_OWN_WITH_COME = {"come", "titolo", "articolo", "nota"}


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of a block; None = the block does not say."""

    cover: str | None = None
    requires: tuple[Requirement, ...] = ()
    excludes: tuple[Requirement, ...] = ()
    deadline: Deadline | None = None
    waiting: Waiting | None = None
    papers: tuple[PaperRule, ...] = ()

    def and_then(self, inner: "Gates") -> "Gates":
        """The inner block's cover, deadline and waiting replace these; its conditions and papers are added."""
        return Gates(
            cover=self.cover if inner.cover is None else inner.cover,
            requires=_added(self.requires, inner.requires), excludes=_added(self.excludes, inner.excludes),
            deadline=inner.deadline or self.deadline, waiting=inner.waiting or self.waiting,
            papers=self.papers + tuple(paper for paper in inner.papers if paper not in self.papers),
        )


def _added(outer: tuple[Requirement, ...], inner: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    return outer + tuple(one for one in inner if one not in outer)


# ---------------------------------------------------------------- gates


def read_commons(ctx: Context, node: Node | None, at: Node | None = None) -> Gates:
    """`comuni`, or one of `aree`: an article is compulsory where it holds numbers."""
    if node is None:
        return Gates()
    fields = ctx.fields(node, COMMONS, at=at)
    article = fields.text("articolo")
    if not article and has_numbers(node) and node.get("articolo") is None:
        ctx.report(at or node, "missing_article", what="queste regole comuni")
    return _gates(ctx, fields, article)


def _gates(ctx: Context, fields: Fields, article: str) -> Gates:
    cover = fields.get("copertura")
    if cover is not None and ctx.covers is not None and cover.text not in ctx.covers:
        ctx.name_once("cover", cover, "unknown_cover", ctx.covers)
    return Gates(
        cover=cover.text if cover is not None else None,
        requires=read_requirements(ctx, fields.get("spetta"), article),
        excludes=read_requirements(ctx, fields.get("escluso"), article),
        deadline=_deadline(ctx, fields.get("domanda"), article),
        waiting=_waiting(ctx, fields.get("carenza"), article),
        papers=_papers(ctx, fields.get("documenti"), article),
    )


def read_requirements(ctx: Context, node: Node | None, article: str) -> tuple[Requirement, ...]:
    """`spetta`, `escluso`, `chi`: conditions, each with the author's motive and article."""
    found: list[Requirement] = []
    for item in node.items if node else []:
        if not item.is_map:
            ctx.report(item, "expected_map", keys="un fatto e il suo valore, motivo, articolo")
            continue
        motive, own = item.get("motivo"), item.get("articolo")
        condition = read_condition(ctx, item.without("motivo", "articolo"), item)
        reason = ctx.parsed(motive, scalars.name, "") if motive else ""
        found.append(Requirement(condition, reason, own.text if own else article, item.place))
    return tuple(found)


def _deadline(ctx: Context, node: Node | None, article: str) -> Deadline | None:
    if node is None:
        return None
    fields = ctx.fields(node, DEADLINE)
    if node.is_map and not any(node.get(name) for name in ("entro", "non_prima", "preavviso")):
        ctx.report(node, "empty_deadline")
    notice: Notice | None = ctx.parsed(fields.get("preavviso"), lambda text: _notice(ctx, text), None)
    return Deadline(
        read_term(ctx, fields.get("entro")), read_term(ctx, fields.get("non_prima")), notice,
        fields.text("articolo") or article,
    )


def _notice(ctx: Context, text: str) -> Notice | Fault | None:
    return sentences.notice(text, ctx.known_moment, ctx.known_instant)


def _waiting(ctx: Context, node: Node | None, article: str) -> Waiting | None:
    if node is None:
        return None
    if not node.is_map or node.get("ultimo") is not None:
        return Waiting(_wait(ctx, node), article)
    fields = ctx.fields(node, WAITING)
    causes = ctx.facts["causa"].choices
    cases: list[tuple[Condition, Term]] = []
    for key, value in fields.others:
        if key.text not in causes:
            close = suggest(key.text, (*causes, "altre"))
            ctx.report(key, "choice", fact="causa", choices=", ".join((*causes, "altre")), suggestion=close)
        cases.append((Test("causa", OneOf((key.text,))), _wait(ctx, value)))
    other = fields.get("altre")
    if other is None and node.get("altre") is None and len(cases) < len(causes):
        missing = [cause for cause in causes if cause not in {key.text for key, _ in fields.others}]
        ctx.report(node, "waiting_others", "", missing=", ".join(missing))
    otherwise = _wait(ctx, other) if other is not None else NoTerm()
    first_day: Term = TermCases(tuple(cases), otherwise) if cases else otherwise
    return Waiting(first_day, fields.text("articolo") or article)


def _wait(ctx: Context, node: Node) -> Term:
    return read_term(ctx, node, "iscrizione", "waiting")


def _papers(ctx: Context, node: Node | None, article: str) -> tuple[PaperRule, ...]:
    found: list[PaperRule] = []
    for item in node.items if node else []:
        if item.is_map and len(item.pairs) != 1:
            ctx.report(item, "one_paper")
            continue
        key, value = item.pairs[0] if item.is_map else (item, None)
        if key.text not in ctx.papers:
            if not key.bad:
                ctx.name_once("paper", key, "unknown_paper", ctx.papers)
            continue
        rule = _paper(ctx, key, value, article)
        if value is None and any(rule == other for other in found):
            ctx.report(key, "twice")
        found.append(rule)
    return tuple(found)


def _paper(ctx: Context, key: Node, node: Node | None, article: str) -> PaperRule:
    if node is None:
        return PaperRule(key.text, article=article)
    fields = ctx.fields(node, PAPER_RULE, at=key)
    relative, after = fields.get("rispetto_a"), fields.get("non_dopo")
    for one in (relative, after):
        fault = ctx.known_day(one.text) if one is not None else None
        if fault is not None and one is not None:
            ctx.fault(one, fault)
    older: Duration | None = ctx.parsed(fields.get("non_più_vecchia_di"), _age, None)
    return PaperRule(
        key.text, when=read_when(ctx, fields.get("quando")), not_older_than=older,
        relative_to=relative.text if relative is not None else "fattura",
        not_after=after.text if after is not None else "", valid_until=read_term(ctx, fields.get("vale_fino_a")),
        missing=ctx.word(fields.get("se_manca"), words.PAPER_FAULTS, PaperFault.SUSPEND),
        stale=ctx.word(fields.get("se_vecchia"), words.PAPER_FAULTS, PaperFault.REFUSE),
        article=fields.text("articolo") or article,
    )


def _age(text: str) -> Duration | Fault | None:
    said = scalars.duration(text)
    if isinstance(said, Duration) and said.unit is DurationUnit.HOURS:
        return Fault("term_in_hours", text)
    return said


# ---------------------------------------------------------------- benefits


@dataclass(slots=True)
class Blocks:
    """The commons of the plan and of its areas, and the areas that some benefit names."""

    commons: Gates
    areas: Mapping[str, Gates]
    used: set[str] = field(default_factory=set)


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
        ctx.report(fields.get("come") or key, "circular", circle=" → ".join([*chain, target.text]))
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
    if node.is_map and node.get("titolo") is None:
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
    gates = blocks.commons.and_then(blocks.areas.get(area, Gates())).and_then(_gates(ctx, fields, ""))
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
        if body.unit is None and fields.values and not (fields.node.get("passi") or fields.node.get("unità")):
            ctx.report(fields.at, "nothing_promised")
        return (_row(ctx, fields, body),)
    for name in ("passi", "consuma"):
        if fields.get(name) is not None:
            ctx.report(fields.node.key(name) or fields.at, "calcolo_alone", name)
    rows: list[Row] = []
    situations: list[Situation] = []
    for item in listed.items:
        own = ctx.fields(item, ROW)
        row = _situation(ctx, own, body, [one.otherwise for one in rows])
        rows.append(row)
        if row.when is not None:
            situations.append(Situation(row.when, (item.get("quando") or item).place))
    if not listed.items:
        ctx.report(listed, "empty_list")
    check_exclusive(ctx, situations)
    return tuple(rows)


def _situation(ctx: Context, fields: Fields, body: Body, before: list[bool]) -> Row:
    other, when = fields.get("altrimenti"), fields.get("quando")
    if other is None:
        if when is None and fields.node.is_map and fields.node.get("quando") is None:
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
    if steps_node is not None and fields.node.get("consuma") is None and steps:
        bounded = len(steps) == len(steps_node.items) and isinstance(steps[-1], (AtMost, Layers))
        if not bounded and len(steps) == len(steps_node.items):
            ctx.report(fields.at, "draws_missing")
    if fields.node.get("passi") is None and fields.get("quando") is not None and body.unit is None:
        ctx.report(fields.at, "nothing_promised")
    return Row(
        steps=steps, consumes=read_draws(ctx, draws_node, body), when=read_when(ctx, fields.get("quando")),
        article=fields.text("articolo"), note=fields.text("nota"), place=fields.at.place,
    )

