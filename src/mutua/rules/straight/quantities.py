"""Times and quantities on the straight road: `asked` and `granted` units, and what cut them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutua.domain.decisions import Reason
from mutua.rules.engine.compiled import CompiledRow
from mutua.rules.model import Counting, DayCount
from mutua.rules.straight.conditions import holds
from mutua.rules.straight.facts import class_of, read
from mutua.rules.straight.pen import NotWritten, Pen
from mutua.rules.straight.pots import Drawn, ceilings, least, locate


def take_times(pen: Pen, times: list[Drawn], row: CompiledRow) -> None:
    """One time from each pot of occurrences; refused where one has none left."""
    locate(pen, times, row)
    for one in times:
        one.takes = "1"
        found = f"{one.name}, {one.start}, {one.size}, {one.used}, {one.reserved}"
        unless_again = f" and not {one.again}" if one.again else ""
        pen.say(f"if {one.if_applies()}{one.left()} < 1{unless_again}:")
        pen.say(f'    reason = pot_reason("pot_exhausted", {found}, cut=1)')
        pen.say(f"    return refused(line, expense, reason, {ceilings(pen, times, taken=False)})")


def count_and_cut(pen: Pen, units: list[Drawn], row: CompiledRow, times: list[Drawn]) -> bool:
    """Leaves `asked`, `payable` and `granted` units; whether the pots may have cut them (then `tight` says which)."""
    quantity = pen.benefit.quantity
    if quantity is None:
        pen.say("asked = granted = 0")
        return False
    counting = quantity.counting
    if counting is None:
        if class_of(pen, "quantità") is not int:
            raise NotWritten
        pen.say(f"asked = {read(pen, 'quantità')}")
    else:
        _count_days(pen, counting, quantity.article, times)
    pen.leave_if("asked <= 0")
    excluded = _window(pen, counting)
    if not units:
        pen.say("granted = payable")
        if counting is None or (counting.first == 1 and counting.last is None):
            return False
        pen.say("tight = None")
        return True
    locate(pen, units, row)
    pen.say(f"granted = payable{f' + {excluded}' if excluded else ''}")
    least(pen, units, "granted")
    drawn = "granted"
    if excluded:
        drawn = pen.local("drawn")
        pen.say(f"{drawn} = granted")
        pen.say(f"granted = max(0, granted - {excluded})")
    refuse_by_pot(pen, "granted", "payable", [*times, *units], pen.benefit.benefit.article)
    if excluded:
        pen.say("if granted == payable: tight = None")
    for one in units:
        one.takes = drawn
    return True


def _count_days(pen: Pen, counting: Counting, article: str, times: list[Drawn]) -> None:
    first, last = read(pen, "inizio"), read(pen, "fine")
    pen.say(f"asked = ({last} - {first}).days{' + 1' if counting.days is DayCount.ALL else ''}")
    if counting.days is DayCount.ENDS_AS_ONE:
        pen.say("if asked == 0: asked = 1")
    pen.say("if asked < 0: asked = 0")
    if counting.only_if is not None:
        pen.say(f"if not {holds(pen, counting.only_if)}:")
        reason = f'Reason("trigger_not_met", {{"counted": asked}}, {pen.thing(article, "article")})'
        pen.say(f"    return refused(line, expense, {reason}, {ceilings(pen, times, taken=False)}, asked)")


def _window(pen: Pen, counting: Counting | None) -> str:
    """Leaves the units that may be paid in `payable`; the days before them that draw unpaid, or nothing."""
    if counting is None or (counting.first == 1 and counting.last is None):
        pen.say("payable = asked")
        return ""
    last = "asked" if counting.last is None else f"min(asked, {counting.last!r})"
    pen.say(f"payable = {last} - {counting.first - 1!r}")
    pen.leave_if("payable <= 0")
    if not counting.excluded_use_limits or counting.first == 1:
        return ""
    return f"{counting.first - 1!r}"


def refuse_by_pot(
    pen: Pen, given: str, wanted: str, draws: list[Drawn], article: str, computed: str = "0"
) -> None:  # fmt: skip
    """Refused where nothing is left, by the pot that gives least."""
    pen.say(f"if {given} == 0 and tight is not None:")
    pen.say(f'    reason = pot_reason("pot_exhausted", *tight, cut={wanted})')
    named = f"{ceilings(pen, draws, taken=False)}, asked, {computed}, {pen.thing(article, 'article')}"
    pen.say(f"    return refused(line, expense, reason, {named})")


NAMES: Mapping[str, Any] = {"Reason": Reason}
