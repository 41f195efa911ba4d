"""Reads the gates of a block: what must hold, what must not, deadlines, waits and papers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mutua.rules.model import (
    Condition,
    Deadline,
    Duration,
    DurationUnit,
    NoTerm,
    Notice,
    NoticeCases,
    OneOf,
    PaperFault,
    PaperRule,
    Requirement,
    Term,
    TermCases,
    Test,
    Waiting,
)
from mutua.rules.reading import scalars, sentences
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import Fault, suggest
from mutua.rules.reading.reader_conditions import read_cases, read_condition, read_term, read_when
from mutua.rules.reading.reader_context import Context, Fields, has_numbers
from mutua.rules.reading.schema import CASE, COMMONS, DEADLINE, PAPER_RULE, WAITING
from mutua.rules.reading.source import Node


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of a block; None = the block does not say."""

    cover: str | None = None
    requires: tuple[Requirement, ...] = ()
    excludes: tuple[Requirement, ...] = ()
    deadline: Deadline | None = None
    waiting: Waiting | None = None
    papers: tuple[PaperRule, ...] = ()
    exempt: frozenset[str] = frozenset()  # the benefits that the block does not touch

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


# ---------------------------------------------------------------- blocks


def read_commons(ctx: Context, node: Node | None, at: Node | None = None) -> Gates:
    """`comuni`, or one of `aree`: an article is compulsory where it holds numbers."""
    if node is None:
        return Gates()
    fields = ctx.fields(node, COMMONS, at=at)
    article = fields.text("articolo")
    if not article and has_numbers(node) and node.get("articolo") is None:
        ctx.report(at or node, "missing_article", what="queste regole comuni")
    codes = ctx.names(fields.get("salvo"))
    for code in codes:
        if code.text not in ctx.benefits:
            ctx.name_once("benefit", code, "unknown_benefit_code", ctx.benefits)
    return replace(gates_of(ctx, fields, article), exempt=frozenset(code.text for code in codes))


def gates_of(ctx: Context, fields: Fields, article: str) -> Gates:
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
    return Deadline(
        read_term(ctx, fields.get("entro")), read_term(ctx, fields.get("non_prima")),
        _notice(ctx, fields.get("preavviso")), fields.text("articolo") or article,
    )


def _notice(ctx: Context, node: Node | None) -> Notice | NoticeCases | None:
    if node is None or node.is_text:
        return _one_notice(ctx, node)
    none: Notice | None = None
    cases, otherwise = read_cases(
        ctx, node, lambda item: ctx.fields(item, CASE), "vale", lambda value: _one_notice(ctx, value), none
    )
    return NoticeCases(cases, otherwise)


def _one_notice(ctx: Context, node: Node | None) -> Notice | None:
    def parse(text: str) -> Notice | Fault | None:
        return None if text == "nessuno" else sentences.notice(text, ctx.known_moment, ctx.known_instant)

    none: Notice | None = None
    return ctx.parsed(node, parse, none)


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
    relative, after, before = fields.get("rispetto_a"), fields.get("non_dopo"), fields.get("non_prima")
    for one in (relative, after, before):
        fault = ctx.known_day(one.text) if one is not None else None
        if fault is not None and one is not None:
            ctx.fault(one, fault)
    older: Duration | None = ctx.parsed(fields.get("non_più_vecchia_di"), _age, None)
    return PaperRule(
        key.text, when=read_when(ctx, fields.get("quando")), not_older_than=older,
        relative_to=relative.text if relative is not None else "fattura",
        not_after=after.text if after is not None else "", not_before=before.text if before is not None else "",
        valid_until=read_term(ctx, fields.get("vale_fino_a")),
        missing=ctx.word(fields.get("se_manca"), words.PAPER_FAULTS, PaperFault.SUSPEND),
        stale=ctx.word(fields.get("se_vecchia"), words.PAPER_FAULTS, PaperFault.REFUSE),
        article=fields.text("articolo") or article,
    )


def _age(text: str) -> Duration | Fault | None:
    said = scalars.duration(text)
    if isinstance(said, Duration) and said.unit is DurationUnit.HOURS:
        return Fault("term_in_hours", text)
    return said
