"""Reads one version of a regulation from its tree: names first, so that every reference is checked where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mutua.rules.model import Assistance, Parameter, PlanHead, Ruleset, Tariff
from mutua.rules.reading.problems import Problem
from mutua.rules.reading.reader_benefits import read_benefits
from mutua.rules.reading.reader_conditions import read_named, start_conditions
from mutua.rules.reading.reader_context import Context, Fields
from mutua.rules.reading.reader_dates import read_dates, read_histories, start_dates
from mutua.rules.reading.reader_facts import check_proofs, check_version_by, read_facts, read_head, start_facts
from mutua.rules.reading.reader_names import refuse_endless_names
from mutua.rules.reading.reader_pots import read_exchanges, read_pots, start_names
from mutua.rules.reading.reader_rules import (
    read_approval,
    read_arrears,
    read_change,
    read_contributions,
    read_in_force,
    read_joining,
    read_payments,
    read_procedure,
    read_rounding,
    read_senior,
    read_time,
    read_year,
)
from mutua.rules.reading.reader_values import start_values
from mutua.rules.reading.schema import TARIFF, VERSION
from mutua.rules.reading.schema_rules import CHANGE, LEAVING
from mutua.rules.reading.source import Node


@dataclass(frozen=True, slots=True)
class PlanFile:
    """`piano.yaml` once read: the head, the assistances, and the tree of the facts it declares."""

    head: PlanHead
    covers: Mapping[str, Assistance]
    facts: Node | None
    version_by: Node | None = None


@dataclass(slots=True)
class Surroundings:
    """What a version finds outside its own file. A price list that is None exists but has mistakes."""

    plan: PlanFile
    tariffs: Mapping[str, Tariff | None] = field(default_factory=dict)
    parameters: Mapping[str, Parameter | None] = field(default_factory=dict)


def read_plan(node: Node, code: str) -> tuple[PlanFile, list[Problem]]:
    """The head of a plan. Its facts are checked when a version is read, which knows papers and benefits."""
    ctx = Context()
    _refuse_marks(ctx, node)
    head, covers, facts = read_head(ctx, node, code)
    return PlanFile(head, covers, facts, node.get("versione_secondo")), ctx.problems


def read_version(node: Node, around: Surroundings, file: str) -> tuple[Ruleset | None, list[Problem]]:
    """One version; None where it has mistakes. All of them are listed, also those of the plan's facts it finds."""
    ctx = Context(covers=tuple(around.plan.covers) or None, parameters=dict(around.parameters))
    _refuse_marks(ctx, node)
    fields = refuse_endless_names(ctx, ctx.fields(node, VERSION), around.plan.facts)
    ruleset = _version(ctx, fields, around, file)
    mistakes = any(not problem.warning for problem in ctx.problems)
    return (None if mistakes or ctx.spoilt else ruleset), ctx.problems


def _refuse_marks(ctx: Context, node: Node) -> None:
    """[U] is for who writes: anywhere but in a note it would be printed to members."""
    if node.is_text and "[U]" in node.text:
        ctx.report(node, "uncertain_mark", "[U]")
    for item in node.items:
        _refuse_marks(ctx, item)
    for key, value in node.pairs:
        if key.text != "nota":
            _refuse_marks(ctx, value)


def _version(ctx: Context, fields: Fields, around: Surroundings, file: str) -> Ruleset:
    get, key = fields.get, fields.node.key
    in_force = read_in_force(ctx, get("in_vigore"))
    _start(ctx, fields, around)
    read_pots(ctx, get("plafond"))
    read_exchanges(ctx, get("scambi"))
    for name in ctx.condition_nodes:
        read_named(ctx, name)
    benefits = read_benefits(ctx, get("prestazioni"), get("comuni"), get("aree"))
    return Ruleset(
        plan=around.plan.head, in_force_from=in_force.first, in_force_to=in_force.last,
        approval=read_approval(ctx, get("approvato")), facts=dict(ctx.facts), papers=dict(ctx.papers),
        conditions=dict(ctx.conditions),
        pots={name: pot for name, pot in ctx.pots.items() if pot is not None},
        exchanges={name: one for name, one in ctx.exchanges.items() if one is not None},
        benefits=benefits, tariffs={name: one for name, one in ctx.tariffs.items() if one is not None},
        parameters={name: one for name, one in ctx.parameters.items() if one is not None},
        rounding=read_rounding(ctx, get("arrotondamento")), time=read_time(ctx, get("tempo")),
        joining=read_joining(ctx, key("adesione"), get("adesione")),
        contributions=read_contributions(ctx, key("contributi"), get("contributi")),
        arrears=read_arrears(ctx, key("morosità"), get("morosità")),
        plan_change=read_change(ctx, key("cambio_piano"), get("cambio_piano"), CHANGE),
        leaving=read_change(ctx, key("recesso"), get("recesso"), LEAVING),
        senior=read_senior(ctx, key("passaggio"), get("passaggio"), around.plan.head.code),
        payments=read_payments(ctx, key("pagamenti"), get("pagamenti")),
        procedure=read_procedure(ctx, key("procedura"), get("procedura")),
        covers=tuple(around.plan.covers), assistances=dict(around.plan.covers),
        source=fields.text("fonte"), note=fields.text("nota"), file=file,
    )


def _start(ctx: Context, fields: Fields, around: Surroundings) -> None:
    """All the names: facts, papers, benefits, conditions, pots, exchanges, price lists."""
    start_facts(ctx, fields.get("documenti"), fields.get("prestazioni"))
    start_dates(ctx, fields.get("date"))
    read_facts(ctx, around.plan.facts, of_plan=True)
    read_facts(ctx, fields.get("fatti"), of_plan=False)
    check_proofs(ctx, fields.get("fatti"))
    check_version_by(ctx, around.plan.version_by)
    read_year(ctx, fields.get("anno"))
    ctx.year_reported = "anno" in fields.meant
    start_conditions(ctx, fields.get("condizioni"))
    start_values(ctx, fields.get("valori"))
    start_names(ctx, fields.get("plafond"), fields.get("scambi"))
    read_dates(ctx, fields.get("date"))
    read_histories(ctx, around.plan.facts)
    read_histories(ctx, fields.get("fatti"))
    _tariffs(ctx, fields.get("tariffe"), around)


def _tariffs(ctx: Context, node: Node | None, around: Surroundings) -> None:
    for key, value in node.pairs if node else []:
        if value.is_text and not value.bad:
            ctx.report(value, "expected_map", keys="titolo, articolo")
            ctx.tariffs[key.text] = None
            continue
        fields = ctx.fields(value, TARIFF, at=key)
        article = ctx.article(fields, "questo tariffario")
        if key.text not in around.tariffs:
            ctx.report(key, "tariff_file_missing", file=f"tariffe/{key.text}.csv")
            ctx.tariffs[key.text] = None
            continue
        table = around.tariffs[key.text]
        title = fields.text("titolo") or key.text.replace("_", " ")
        ctx.tariffs[key.text] = table and Tariff(key.text, table.columns, table.rows, article, title, key.place)
