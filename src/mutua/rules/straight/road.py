"""A whole benefit written out: gates, row, quantities, money and ceilings of a line, as one function.

The function answers a line about which nothing is unusual, exactly as the general road would; of any other it says
None. It is given `counters` only where lines of the same request were decided before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, MutableMapping
from datetime import date
from typing import Any

from mutua.domain.case import Case, Cover, Dated, Line
from mutua.domain.decisions import LineAssessment, Outcome, Reason
from mutua.rules.engine.compiled import CompiledBenefit, CompiledRow, CompiledRuleset
from mutua.rules.engine.context import Context
from mutua.rules.engine.counters import Counters
from mutua.rules.fingerprint import Fingerprints, fingerprints_of
from mutua.rules.model import Counts
from mutua.rules.straight import conditions, facts, figures, gates, money, pots, quantities, terms
from mutua.rules.straight.pen import NotWritten, Pen

Road = Callable[[Case, Line, "date | None", "Counters | None", MutableMapping[str, str]], "LineAssessment | None"]

_HEAD = """def decide(case, line, rules_day, counters, prints):
    own, shared, pots = line.facts.get, case.facts.get, case.pots
    service = own("servizio", ABSENT)
    if service is ABSENT: service = shared("servizio")
    if service is None:
        service = own("inizio", ABSENT)
        if service is ABSENT: service = shared("inizio")
    expense = own("spesa", ABSENT)
    if expense is ABSENT: expense = shared("spesa")
    if service.__class__ is not date or (expense is not None and expense.__class__ is not int):
        return None
    day = rules_day or service
    prints[line.id] = known.get(bisect_right(turns, day)) or fingerprint_on(day)
    papers = {**case.papers, **line.papers} if line.papers else case.papers
"""


def write(ready: CompiledRuleset, benefit: CompiledBenefit) -> tuple[str, dict[str, Any]] | None:
    """The page and the things that it names; None where not one line of the benefit could take the straight road."""
    pen = Pen(ready, benefit)
    try:
        if not _write(pen):
            return None
    except NotWritten:
        return None
    prints = fingerprints_of(ready.ruleset)
    things = {**_NAMES, **pen.things, "refused": _refusing(pen), "context": _desk(pen), **_printing(prints)}
    return _HEAD + "\n".join(pen.lines) + "\n", things


def road_of(ready: CompiledRuleset, benefit: CompiledBenefit) -> Road | None:
    """The function of the page; None where there is no page."""
    page = write(ready, benefit)
    if page is None:
        return None
    text, things = page
    exec(compile(text, "<straight road>", "exec"), things)  # the text is ours: see pen.py
    found: Road = things["decide"]
    return found


def _printing(prints: Fingerprints) -> dict[str, Any]:
    return {"turns": prints.turns, "known": prints.known, "fingerprint_on": prints.on}


def _write(pen: Pen) -> bool:
    """Whether at least one row could be written."""
    benefit = pen.benefit
    gates.early_gates(pen)
    rows = [*benefit.rows, *([benefit.otherwise] if benefit.otherwise is not None else [])]
    if rows and not rows[0].row.not_due and rows[0].holds is None:
        gates.late_gates(pen)
        _row(pen, rows[0])
        return True
    _choose(pen, rows)
    gates.late_gates(pen)
    written = [
        pen.block(f"if row == {row.index!r}:", lambda row=row: _row(pen, row))  # type: ignore[misc]
        for row in rows
        if not row.row.not_due
    ]
    pen.say("return None")
    return any(written)


def _choose(pen: Pen, rows: list[CompiledRow]) -> None:
    """The one situation that holds, else the row of all others."""
    none = f"return {gates.refusal_of(pen, pen.benefit.not_foreseen)}"

    def settle(row: CompiledRow | None) -> None:
        pen.say(none if row is None or row.row.not_due else f"row = {row.index!r}")

    def go_on(at: int) -> None:
        if at == len(rows) or rows[at].row.otherwise:
            return settle(pen.benefit.otherwise)
        when = rows[at].row.when
        pen.block(f"if {conditions.holds(pen, when) if when is not None else True}:", lambda: settle(rows[at]))
        pen.block("else:", lambda: go_on(at + 1))
        return None

    go_on(0)


def _row(pen: Pen, row: CompiledRow) -> None:
    """From the times to the answer."""
    draws = pots.draws_of(pen, row)
    read, told = draws[Counts.OCCURRENCES], []
    quantities.take_times(pen, read, row)
    if quantities.count_and_cut(pen, draws[Counts.QUANTITY], row, read):
        told.append(_told(pen, "quantity_cut", "asked=payable, cut=payable - granted"))
    read = [*read, *draws[Counts.QUANTITY]]
    if not row.row.steps:
        pen.say("computed = paid = 0")
        return _answer(pen, row, read, told)
    expense, euro = draws[Counts.EXPENSE], draws[Counts.BENEFIT]
    cuts = bool(told)
    if expense:
        _admit(pen, row, expense, read, cuts)
        told.append(_told(pen, "expense_cut", "cut=expense - admitted"))
        read = [*read, *expense]
    money.price(pen, row, "admitted" if expense else "expense", cuts, read)
    pen.say("paid = computed")
    if euro:
        pots.locate(pen, euro, row)
        pots.least(pen, euro, "paid")
        read = [*read, *euro]
        quantities.refuse_by_pot(pen, "paid", "computed", read, row.article, computed="computed")
        for one in euro:
            one.takes = "paid"
        told.append(_told(pen, "pot_cut", "cut=computed - paid"))
    return _answer(pen, row, read, told)


def _admit(pen: Pen, row: CompiledRow, draws: list[pots.Drawn], before: list[pots.Drawn], cuts: bool) -> None:
    """Leaves in `admitted` the expense that the pots of expense let through."""
    pen.leave_if("expense is None or expense <= 0")
    if cuts:
        pen.leave_if("granted < asked")
    pots.locate(pen, draws, row)
    pen.say("admitted = expense")
    pots.least(pen, draws, "admitted")
    quantities.refuse_by_pot(pen, "admitted", "expense", [*before, *draws], pen.benefit.benefit.article)
    for one in draws:
        one.takes = "admitted"


def _told(pen: Pen, code: str, values: str) -> str:
    """Keeps the reason of the pot that cut, if one did; the name it is kept under."""
    told = pen.local("told")
    pen.say(f'{told} = () if tight is None else (pot_reason("{code}", *tight, {values}),)')
    return told


def _answer(pen: Pen, row: CompiledRow, draws: list[pots.Drawn], told: list[str]) -> None:
    reasons = told[0] if len(told) == 1 else f"({''.join([f'*{one}, ' for one in told])})"
    outcome = f"REDUCED if {' or '.join(told)} else PAID" if told else "PAID"
    version, article = pen.thing(pen.ready.version, "version"), pen.thing(row.article, "article")
    asked = "expense if expense is not None and expense > computed else computed"
    pen.say("return new(LineAssessment, (")
    pen.say(f"    line.id, line.benefit, {outcome}, {version}, {asked}, computed, paid, 0, (),")
    pen.say(f"    asked, granted, None, None, {reasons}, (), {pots.movements(pen, draws)},")
    pen.say(f"    {pots.ceilings(pen, draws, taken=True)}, (), {article},")
    pen.say("))")


_REFUSED = Outcome.REFUSED  # by name each time is slow
_new = tuple.__new__  # makes a named tuple from all its values in order, without naming them one by one


def _refusing(pen: Pen) -> Callable[..., LineAssessment]:
    """Makes the answer of a refused line: one reason, nothing drawn, the ceilings read before it."""
    version, plain = pen.ready.version, pen.benefit.benefit.article

    def refused(
        line: Line, expense: int | None, reason: Reason, ceilings: tuple[Any, ...] = (), asked: int = 0,
        computed: int = 0, article: str = plain,
    ) -> LineAssessment:  # fmt: skip
        most = expense if expense is not None and expense > computed else computed
        return _new(
            LineAssessment,
            (
                line.id, line.benefit, _REFUSED, version, most, computed, 0, 0, (), asked, 0, None, None, (reason,), (),
                (), ceilings, (), article,
            ),
        )  # fmt: skip

    return refused


def _desk(pen: Pen) -> Callable[..., Context]:
    """The line as the general road sees it at its money steps, for what only that can say."""
    ruleset = pen.ruleset

    def context(
        case: Case, line: Line, rules_day: date | None, cover: Cover, asked: int, granted: int
    ) -> Context:  # fmt: skip
        ctx = Context(case, line, ruleset, Counters(case), rules_day, False)
        ctx.cover, ctx.quantity_asked, ctx.quantity_granted = cover, asked, granted
        return ctx

    return context


_NAMES: dict[str, Any] = {
    "Dated": Dated,
    "LineAssessment": LineAssessment,
    "PAID": Outcome.PAID,
    "REDUCED": Outcome.REDUCED,
    "bisect_right": bisect_right,
    **conditions.NAMES,
    **facts.NAMES,
    **figures.NAMES,
    **gates.NAMES,
    **money.NAMES,
    **pots.NAMES,
    **quantities.NAMES,
    **terms.NAMES,
}
