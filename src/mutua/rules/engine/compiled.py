"""A ruleset made ready to decide: every benefit's gates, rows, steps and pots turned into closures, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mutua.domain.decisions import Reason
from mutua.rules.engine.ceilings import CompiledExchange, CompiledPot, compile_exchange, compile_pot, token_of
from mutua.rules.engine.conditions import Check, compile_condition
from mutua.rules.engine.context import Context, FactReader, Unknown, compile_fact
from mutua.rules.engine.draws import Entry, ExchangeSource, PotSource, compile_draws
from mutua.rules.engine.gates import (
    Gate,
    Waits,
    compile_arrears,
    cover_gate,
    deadline_gates,
    paper_gate,
    requirement_gates,
    waiting_gate,
)
from mutua.rules.engine.pricing import CompiledStep, compile_steps
from mutua.rules.engine.quantities import CompiledQuantity, UnitDraws, compile_quantity, unit_draws
from mutua.rules.engine.settling import PotRules
from mutua.rules.model import Advance, Benefit, Carry, Counts, Lost, Rounding, Row, Ruleset, Scope


@dataclass(frozen=True, slots=True)
class CompiledRow:
    """One situation of a benefit, ready to run."""

    index: int
    row: Row
    holds: Check | None  # None: the only row, or the row of all other situations
    steps: tuple[CompiledStep, ...]
    draws: tuple[Entry, ...]
    article: str
    needs_expense: bool
    wide: Scope  # the widest scope among its steps
    has_occurrences: bool
    euro: tuple[Entry, ...]  # the draws after rounding
    by_expense: tuple[Entry, ...]  # the draws on the expense
    units: UnitDraws  # the draws on quantities
    plain: tuple[PotSource, ...]  # the euro draws, where each is one pot whose excess is lost; empty otherwise


@dataclass(frozen=True, slots=True)
class CompiledBenefit:
    benefit: Benefit
    early: tuple[Callable[[Context], Any], ...]  # gates before the rows: covered
    late: tuple[Callable[[Context], Any], ...]  # gates after them: in time, waiting, arrears, evidence
    rows: tuple[CompiledRow, ...]
    otherwise: CompiledRow | None
    quantity: CompiledQuantity | None
    expense: FactReader
    wide: bool
    not_foreseen: Reason

    def row_of(self, ctx: Context) -> "CompiledRow | Unknown | None":
        """The one situation that holds; None where none does."""
        unknown: list[Unknown] = []
        for row in self.rows:
            truth = True if row.holds is None else row.holds(ctx)
            if truth is True:
                return row
            if isinstance(truth, Unknown):
                unknown.append(truth)
        return Unknown.of(unknown) if unknown else self.otherwise


@dataclass(frozen=True, slots=True)
class CompiledRuleset:
    ruleset: Ruleset
    version: str
    benefits: dict[str, CompiledBenefit]
    pots: dict[str, CompiledPot]
    rounding: Rounding
    pot_rules: PotRules
    roads: dict[str, Any] = field(default_factory=dict)  # the benefits written out so far (mutua.rules.straight)


_WIDTH = {Scope.LINE: 0, Scope.INVOICE: 1, Scope.REQUEST: 2, Scope.GROUP: 3}
_compiled: dict[int, tuple[Ruleset, CompiledRuleset]] = {}
_KEPT = 256


def compiled(ruleset: Ruleset) -> CompiledRuleset:
    """The ruleset ready to decide; compiled once and remembered for the last few hundred rulesets."""
    known = _compiled.get(id(ruleset))
    if known is not None and known[0] is ruleset:
        return known[1]
    ready = compile_ruleset(ruleset)
    if len(_compiled) >= _KEPT:
        _compiled.pop(next(iter(_compiled)))
    _compiled[id(ruleset)] = (ruleset, ready)
    return ready


def compile_ruleset(ruleset: Ruleset) -> CompiledRuleset:
    pots = {name: compile_pot(pot, ruleset) for name, pot in ruleset.pots.items()}
    exchanges = {name: compile_exchange(one, ruleset, pots) for name, one in ruleset.exchanges.items()}
    advance, within = {}, {}
    for name, pot in ruleset.pots.items():
        if isinstance(pot.overflow, Advance) and pot.overflow.when is not None:
            advance[name] = compile_condition(pot.overflow.when, ruleset)
        if isinstance(pot.overflow, Carry):
            within[name] = pots[pot.overflow.within]
    benefits = {code: _compile_benefit(one, ruleset, pots, exchanges) for code, one in ruleset.benefits.items()}
    return CompiledRuleset(ruleset, ruleset.version, benefits, pots, ruleset.rounding, PotRules(advance, within))


def _compile_benefit(
    benefit: Benefit, ruleset: Ruleset, pots: dict[str, CompiledPot], exchanges: dict[str, CompiledExchange]
) -> CompiledBenefit:
    rows = [_compile_row(index, row, benefit, ruleset, pots, exchanges) for index, row in enumerate(benefit.rows)]
    otherwise = next((row for row in rows if row.row.otherwise), None)
    arrears = compile_arrears(ruleset)
    late: list[Callable[[Context], Any]] = [
        *deadline_gates(benefit.deadline, benefit.article, ruleset),
        *waiting_gate(benefit.waiting, benefit.article, ruleset),
        *([arrears.gate] if arrears is not None else []),
        *(paper_gate(paper, benefit.article, ruleset) for paper in benefit.papers),
    ]
    early: list[Gate] = [cover_gate(benefit), *requirement_gates(benefit, ruleset)]
    return CompiledBenefit(
        benefit=benefit,
        early=tuple(early),
        late=tuple(late),
        rows=tuple(row for row in rows if not row.row.otherwise),
        otherwise=otherwise,
        quantity=compile_quantity(benefit, ruleset),
        expense=compile_fact("spesa", None, ruleset),
        wide=any(row.wide is not Scope.LINE for row in rows),
        not_foreseen=Reason("situation_not_covered", {}, benefit.article),
    )


def _compile_row(
    index: int, row: Row, benefit: Benefit, ruleset: Ruleset, pots: dict[str, CompiledPot],
    exchanges: dict[str, CompiledExchange],
) -> CompiledRow:  # fmt: skip
    article = row.article or benefit.article
    steps = compile_steps(row.steps, benefit.unit, article, ruleset, pots)
    draws = compile_draws(row.consumes, ruleset, pots, exchanges)
    euro = tuple(entry for entry in draws if entry.counts is Counts.BENEFIT)
    return CompiledRow(
        index=index,
        row=row,
        holds=compile_condition(row.when, ruleset) if row.when is not None else None,
        steps=steps,
        draws=draws,
        article=article,
        needs_expense=any(step.needs_expense for step in steps),
        wide=max((step.scope for step in steps), key=lambda scope: _WIDTH[scope], default=Scope.LINE),
        has_occurrences=any(entry.counts is Counts.OCCURRENCES for entry in draws),
        euro=euro,
        by_expense=tuple(entry for entry in draws if entry.counts is Counts.EXPENSE),
        units=unit_draws(draws, benefit.counting),
        plain=_plain(euro),
    )


def _plain(euro: tuple[Entry, ...]) -> tuple[PotSource, ...]:
    firsts = [entry.sources[0] for entry in euro if len(entry.sources) == 1]
    plain = [one for one in firsts if isinstance(one, PotSource) and isinstance(one.pot.pot.overflow, Lost)]
    return tuple(plain) if len(plain) == len(euro) else ()


def missing_of(ctx: Context, benefit: CompiledBenefit, row: CompiledRow) -> list[Unknown]:
    """Everything the money of the row would need: the pots drawn together, the quantity, the expense, the measures."""
    found: list[Any] = []
    for entry in row.draws:
        source = next((one for one in entry.sources if isinstance(one, PotSource)), None)
        if source is None:
            first = entry.sources[0]
            if isinstance(first, ExchangeSource):
                when = first.exchange.when(ctx) if first.exchange.when is not None else True
                found += [when] if when is False else [when, first.exchange.source.locate(ctx)]
            continue
        truth = source.applies(ctx)
        found.append(truth)
        if truth is not False:
            found.append(source.pot.locate(ctx))
            if entry.counts is Counts.OCCURRENCES:
                found.append(token_of(ctx, source.pot.pot.occurrence))
    if benefit.quantity is not None:
        found.append(benefit.quantity.asked(ctx))
        if benefit.quantity.trigger is not None:
            found.append(benefit.quantity.trigger(ctx))
    if row.needs_expense or any(entry.counts is Counts.EXPENSE for entry in row.draws):
        found.append(benefit.expense(ctx))
    found += [probe(ctx) for step in row.steps for probe in step.probes]
    return [one for one in found if isinstance(one, Unknown)]


__all__ = ["CompiledBenefit", "CompiledRow", "CompiledRuleset", "Waits", "compiled", "missing_of"]
