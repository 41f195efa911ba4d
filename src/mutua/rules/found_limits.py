"""The limits that a line finds: the ceilings it would draw on with their size, the day until which it had to wait.

Nothing is decided: who already paid elsewhere asks only how much could have been paid.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mutua.domain.case import Case, Line
from mutua.rules.engine.ceilings import Reading
from mutua.rules.engine.compiled import CompiledBenefit, CompiledRow, compiled
from mutua.rules.engine.context import Context
from mutua.rules.engine.counters import Counters
from mutua.rules.engine.draws import PotSource
from mutua.rules.engine.gates import cover_gate, waiting_gate
from mutua.rules.engine.versions import rules_of
from mutua.rules.model import Counts, Holder, Plan


class Limit(NamedTuple):
    """A ceiling in euro as a line finds it: whose, in which period, how big in cents, under which article."""

    pot: str
    title: str
    article: str
    holder: str
    period: date
    size_cents: int


class LimitsFound(NamedTuple):
    """What a line finds. `first_day`: the first one after its waiting period, None where it had none to respect.

    `whole`: every ceiling in euro of the benefit could be looked at; not where a fact is missing that chooses it.
    """

    limits: tuple[Limit, ...] = ()
    first_day: date | None = None
    article: str = ""
    whole: bool = True


def limits_of(case: Case, line: Line, plan: Plan) -> LimitsFound:
    """The limits of a line of a request, under the version that its day picks."""
    ruleset, day = rules_of(case, line, plan)
    benefit = compiled(ruleset).benefits.get(line.benefit) if ruleset is not None else None
    if ruleset is None or benefit is None:
        return LimitsFound(whole=False)
    ctx = Context(case, line, ruleset, Counters(case), day if isinstance(day, date) else None, False)
    cover_gate(benefit.benefit)(ctx)
    first, article = None, benefit.benefit.article
    if ctx.cover is not None:
        for gate in waiting_gate(benefit.benefit.waiting, benefit.benefit.article, ruleset):
            reason = gate(ctx)
            values = getattr(reason, "values", {})
            if getattr(reason, "code", "") == "waiting" and isinstance(values.get("first_day"), date):
                first, article = values["first_day"], getattr(reason, "article", "")
    row = _row(benefit, ctx)
    if row is None:
        return LimitsFound((), first, article, False)
    found = list(_limits(row, ctx))
    return LimitsFound(tuple(one for one in found if one is not None), first, article, None not in found)


def _row(benefit: CompiledBenefit, ctx: Context) -> CompiledRow | None:
    """The situation of the line; where its facts do not tell it, the only one there is."""
    row = benefit.row_of(ctx)
    if isinstance(row, CompiledRow):
        return row
    rows = [
        *benefit.rows,
        *([benefit.otherwise] if benefit.otherwise and benefit.otherwise not in benefit.rows else []),
    ]
    return rows[0] if len(rows) == 1 else None


def _limits(row: CompiledRow, ctx: Context) -> Iterator[Limit | None]:
    for entry in row.euro:
        source = entry.sources[0]
        if len(entry.sources) > 1 or not isinstance(source, PotSource) or entry.counts is not Counts.BENEFIT:
            yield None
            continue
        pot = source.pot.pot
        if Holder.SOCIETY in pot.holders or Holder.FIRM in pot.holders:
            yield None  # others draw on it who may stand in another list
            continue
        applies = source.applies(ctx)
        if applies is False:
            continue
        reading = source.pot.locate(ctx) if applies is True else None
        if isinstance(reading, Reading):
            yield Limit(source.pot.key, pot.title, pot.article, reading.holder, reading.period, reading.size)
        else:
            yield None
