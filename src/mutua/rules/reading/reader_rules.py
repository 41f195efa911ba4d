"""Reads the header and what is not a claim: joining, contributions, arrears, changes of plan, payments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from mutua.rules.model import (
    Approval,
    ArrearsRule,
    ChangeRule,
    ContributionItem,
    ContributionPer,
    Contributions,
    Duration,
    Holder,
    Instalment,
    InstalmentPlan,
    Joining,
    NoTerm,
    PaymentRule,
    Period,
    Procedure,
    Rounding,
    RoundingMode,
    SeniorRule,
    TimeRules,
    Years,
)
from mutua.rules.reading import scalars, sentences_periods
from mutua.rules.reading import schema_rules as shapes
from mutua.rules.reading import schema_words as words
from mutua.rules.reading.problems import Fault
from mutua.rules.reading.reader_conditions import read_condition, read_term, read_when
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.reader_draws import known_pot
from mutua.rules.reading.reader_gates import read_requirements
from mutua.rules.reading.reader_values import money, read_value, share
from mutua.rules.reading.shapes import Shape
from mutua.rules.reading.source import Node

LONG_AGO = date(1, 1, 1)


# ---------------------------------------------------------------- header


@dataclass(frozen=True, slots=True)
class InForce:
    first: date
    last: date | None


def parse_in_force(text: str) -> InForce | Fault:
    """`dal 2026-01-01` or `dal 2026-01-01 al 2026-12-31`."""
    match = re.fullmatch(r"dal (\S+)(?: al (\S+))?", text)
    if not match:
        return Fault("in_force", text)
    first = scalars.day(match[1])
    if isinstance(first, Fault):
        return Fault(first.code, match[1], offset=match.start(1))
    if match[2] is None:
        return InForce(first, None)
    last = scalars.day(match[2])
    if isinstance(last, Fault):
        return Fault(last.code, match[2], offset=match.start(2))
    return InForce(first, last) if first <= last else Fault("end_before_start", text)


def read_in_force(ctx: Context, node: Node | None) -> InForce:
    return ctx.parsed(node, parse_in_force, InForce(LONG_AGO, None))


def read_approval(ctx: Context, node: Node | None) -> Approval:
    if node is None:
        return Approval("", "", None)
    fields = ctx.fields(node, shapes.APPROVAL)
    on: date | None = ctx.parsed(fields.get("il"), scalars.day, None)
    return Approval(fields.text("da"), fields.text("delibera"), on)


def read_rounding(ctx: Context, node: Node | None) -> Rounding:
    if node is None:
        return Rounding()
    fields = ctx.fields(node, shapes.ROUNDING)
    to_cents = ctx.parsed(fields.get("a"), scalars.money, 1)
    if to_cents < 1:
        ctx.report(fields.values["a"], "round_to_something")
    return Rounding(
        ctx.word(fields.get("modo"), words.ROUNDING_MODES, RoundingMode.HALF_UP),
        ctx.word(fields.get("per"), words.ROUNDING_PER, False), to_cents,
    )


def read_year(ctx: Context, node: Node | None) -> None:
    """What `ogni: anno` means; a mistake here is not repeated at every pot."""
    if node is None:
        return
    standin: Period = Years()
    ctx.year = ctx.parsed(node, sentences_periods.year, standin)


def read_time(ctx: Context, node: Node | None) -> TimeRules:
    if node is None:
        return TimeRules()
    fields = ctx.fields(node, shapes.TIME)
    return TimeRules(
        ctx.word(fields.get("compleanno_29_febbraio"), words.LEAP_BIRTHDAY, True),
        ctx.word(fields.get("fine_mese"), words.MONTH_END, True),
        ctx.word(fields.get("primo_giorno"), words.DAY_ZERO, True),
    )


# ---------------------------------------------------------------- joining and contributions


def _fields(ctx: Context, key: Node | None, node: Node, shape: Shape) -> Fields:
    return ctx.fields(node, shape, at=key)


def read_joining(ctx: Context, key: Node | None, node: Node | None) -> Joining | None:
    if node is None:
        return None
    fields = _fields(ctx, key, node, shapes.JOINING)
    exempt = fields.get("esenti")
    article = ctx.article(fields, "l'adesione")
    whole, together = ctx.word(fields.get("nucleo"), words.HOUSEHOLD, (False, False))
    return Joining(
        requires=read_requirements(ctx, fields.get("chi"), article),
        whole_household=whole, relatives_together=together,
        exempt=read_condition(ctx, exempt) if exempt is not None else None,
        starts=read_term(ctx, fields.get("decorrenza")), article=article, note=fields.text("nota"),
    )


def read_contributions(ctx: Context, key: Node | None, node: Node | None) -> Contributions | None:
    if node is None:
        return None
    fields = _fields(ctx, key, node, shapes.CONTRIBUTIONS)
    article = fields.text("articolo")
    names: set[str] = set()
    items, plans = fields.get("voci"), fields.get("rate")
    made = tuple(_item(ctx, item, article, names) for item in (items.items if items else []))
    leaving = ctx.word(fields.get("chi_esce"), words.LEAVING_PAYS, False)
    if leaving and made and not any(one.prorated for one in made):
        ctx.report(fields.values["chi_esce"], "leaving_not_prorated", "chi_esce")
    return Contributions(
        made, tuple(_plan(ctx, item, article, names) for item in (plans.items if plans else [])), article,
        fields.text("nota"), leaving,
    )


def _once(ctx: Context, node: Node | None, names: set[str], kind: str) -> None:
    if node is not None:
        marker = f"{kind} {node.text}"
        if marker in names:
            ctx.report(node, "twice")
        names.add(marker)


def _item(ctx: Context, node: Node, article: str, names: set[str]) -> ContributionItem:
    fields = ctx.fields(node, shapes.ITEM)
    name = fields.get("nome")
    ctx.parsed(name, scalars.name, "")
    _once(ctx, name, names, "voce")
    discount = fields.get("sconto")
    per = ctx.word(fields.get("per"), words.CONTRIBUTION_PER, ContributionPer.YEAR)
    prorated = ctx.word(fields.get("in_proporzione"), words.YES_NO, False)
    if prorated and per is not ContributionPer.YEAR:
        ctx.report(fields.values["in_proporzione"], "prorated_by_year", "in_proporzione")
    return ContributionItem(
        name=fields.text("nome"), title=fields.text("titolo") or fields.text("nome").replace("_", " "),
        amount=read_value(ctx, fields.get("misura"), money()), per=per, when=read_when(ctx, fields.get("quando")),
        prorated=prorated, share_of_firm=ctx.parsed(fields.get("quota_azienda"), scalars.share, Fraction(0)),
        discount=read_value(ctx, discount, share()) if discount is not None else None,
        article=ctx.article(fields, "questa voce", article),
    )


def _plan(ctx: Context, node: Node, article: str, names: set[str]) -> InstalmentPlan:
    fields = ctx.fields(node, shapes.PLAN_OF_PARTS)
    _once(ctx, fields.get("nome"), names, "rate")
    listed = fields.get("parti")
    before = len(ctx.problems)
    parts = tuple(_part(ctx, item) for item in (listed.items if listed else []))
    if listed is not None and len(ctx.problems) == before and sum(part.part for part in parts) != 1:
        ctx.report(listed, "parts_make_one", str(sum((part.part for part in parts), Fraction(0))))
    return InstalmentPlan(
        fields.text("nome"), parts, read_when(ctx, fields.get("quando")),
        ctx.article(fields, "questo piano di rate", article),
    )


def _part(ctx: Context, node: Node) -> Instalment:
    fields = ctx.fields(node, shapes.PART)
    return Instalment(
        ctx.parsed(fields.get("parte"), scalars.fraction, Fraction(1)),
        ctx.parsed(fields.get("più"), scalars.share, Fraction(0)), read_term(ctx, fields.get("entro")),
    )


# ---------------------------------------------------------------- arrears, changes, payments


def read_arrears(ctx: Context, key: Node | None, node: Node | None) -> ArrearsRule | None:
    if node is None:
        return None
    fields = _fields(ctx, key, node, shapes.ARREARS)
    suspends = ctx.word(fields.get("esito"), words.ARREARS, False)
    if node.is_map and not suspends and fields.get("esito") is not None and node.get("riprende") is None:
        ctx.report(fields.at, "missing_key", key="riprende", shape="morosità")
    grace: Duration | None = ctx.parsed(fields.get("tolleranza"), scalars.duration, None)
    return ArrearsRule(
        read_term(ctx, fields.get("riprende")), suspends, grace, ctx.article(fields, "la morosità"), fields.text("nota")
    )


def read_change(ctx: Context, key: Node | None, node: Node | None, shape: Shape) -> ChangeRule | None:
    if node is None:
        return None
    fields = _fields(ctx, key, node, shape)
    return ChangeRule(
        read_term(ctx, fields.get("domanda")), read_term(ctx, fields.get("effetto")),
        read_term(ctx, fields.get("non_prima")), _carried(ctx, fields.get("porta")),
        ctx.word(fields.get("anzianità"), words.SENIORITY, True),
        ctx.article(fields, "il cambio di piano o il recesso"), fields.text("nota"),
    )


def _carried(ctx: Context, node: Node | None) -> tuple[tuple[str, str], ...]:
    """`porta`: the pots whose use goes on, with the name each has in the other plan. In one that a firm or the society
    holds stands what others used too: it does not go along with whoever changes."""
    pairs: list[tuple[str, str]] = []
    for old, new in node.pairs if node else []:
        pot = known_pot(ctx, old)
        if not new.is_text:
            ctx.report(new, "expected_text")
        elif pot is not None and {Holder.FIRM, Holder.SOCIETY} & set(pot.holders):
            ctx.report(old, "carried_of_all", old.text)
        pairs.append((old.text, new.text))
    return tuple(pairs)


def read_senior(ctx: Context, key: Node | None, node: Node | None, own: str) -> SeniorRule | None:
    """The move to another plan than the `own` one, which it names whole: another society's is none of ours."""
    if node is None:
        return None
    fields = _fields(ctx, key, node, shapes.SENIOR)
    target = fields.get("piano")
    if target is not None and target.is_text:
        society, _, plan = target.text.partition("/")
        if not plan or "/" in plan or target.text == own or society != own.partition("/")[0]:
            ctx.report(target, "senior_plan", target.text, society=own.partition("/")[0])
    first_day = fields.get("decorrenza")
    starts = read_term(ctx, first_day)
    if first_day is not None and starts == NoTerm():
        ctx.report(first_day, "senior_start")
    return SeniorRule(
        fields.text("piano"), starts, _carried(ctx, fields.get("porta")),
        ctx.word(fields.get("anzianità"), words.SENIORITY, True), ctx.article(fields, "il passaggio di piano"),
        fields.text("nota"),
    )


def read_payments(ctx: Context, key: Node | None, node: Node | None) -> PaymentRule | None:
    if node is None:
        return None
    fields = _fields(ctx, key, node, shapes.PAYMENTS)
    months: list[int] = []
    for name in ("da", "a"):
        month = ctx.parsed(fields.get(name), scalars.number, 1)
        if not 1 <= month <= 12:
            ctx.report(fields.values[name], "month")
        months.append(month)
    if months[0] > months[1] and fields.get("a") is not None:
        ctx.report(fields.values["a"], "bounds_reversed")
    threshold = ctx.parsed(fields.get("sopra"), scalars.money, 0)
    return PaymentRule(threshold, months[0], months[1], ctx.article(fields, "i pagamenti"), fields.text("nota"))


def read_procedure(ctx: Context, key: Node | None, node: Node | None) -> Procedure | None:
    if node is None:
        return None
    fields = _fields(ctx, key, node, shapes.PROCEDURE)
    return Procedure(
        read_term(ctx, fields.get("completamento")), read_term(ctx, fields.get("decisione")),
        read_term(ctx, fields.get("pagamento")), read_term(ctx, fields.get("reclamo")),
        ctx.article(fields, "la procedura"), fields.text("nota"),
    )
