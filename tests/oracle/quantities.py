"""Occurrences, quantities and expense: how much of what is asked the pots let through before the money steps."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from mutua.domain.decisions import Missing, Reason
from mutua.rules.model import (
    Benefit,
    Counting,
    Counts,
    DayCount,
    Draw,
    EachDay,
    InOrder,
    Pot,
    PotDraw,
    Rolling,
    Row,
    Run,
)

from . import days
from .answers import NeedsAnswer, Refused, Unknown, half_up, known, once
from .ledger import Draw as Taken
from .ledger import Ledger
from .logic import holds
from .offers import Offer, all_offers, offer, pots_of, whole
from .pots import chosen, place, token_of
from .sight import Sight

MOST_SINGLE_DAYS = 3660


@dataclass
class Through:
    """What came through: units asked, payable and granted, the granted days, the admitted expense, the draws."""

    counts_units: bool = False
    asked: int = 0
    payable: int = 0
    granted: int = 0
    numbers: list[int] = field(default_factory=list)  # the number of each granted unit or counted day
    granted_days: list[date] | None = None  # None where days are not counted
    expense_share: Fraction = Fraction(1)
    admitted: Fraction | None = None  # where pots of expense bound it
    unknown_expense: NeedsAnswer | None = None  # what those pots lack: asked by the first step that needs the expense
    draws: list[Taken] = field(default_factory=list)
    told: list[Reason] = field(default_factory=list)
    cut: bool = False


def counted_by(row: Row, counts: Counts, sight: Sight) -> list[Draw]:
    """The entries of `consuma` whose pots count this."""
    return [entry for entry in row.consumes if pots_of(entry, sight)[0].counts is counts]


def through(sight: Sight, benefit: Benefit, row: Row, ledger: Ledger) -> Through:
    """Runs the section on a ledger of its own; on return the ledger holds what the line would draw."""
    found = Through()
    try:
        occurrences(sight, row, ledger, found)
    except NeedsAnswer as stop:
        stop.asked = quantity_if_known(sight, benefit)  # type: ignore[attr-defined]
        raise
    try:
        ask(sight, benefit, found)
        if benefit.counting and needs_each_day(sight, benefit, row):
            day_by_day(sight, benefit.counting, row, ledger, found)
        elif found.counts_units:
            together(sight, benefit, row, ledger, found)
        try:
            expense(sight, row, ledger, found)
        except NeedsAnswer as stop:
            found.unknown_expense = stop
    except Refused as stop:
        stop.asked = found.asked  # type: ignore[attr-defined]
        raise
    except NeedsAnswer as stop:
        stop.asked = found.asked  # type: ignore[attr-defined]
        raise
    return found


def quantity_if_known(sight: Sight, benefit: Benefit) -> int:
    found = Through()
    with suppress(NeedsAnswer, Refused):
        ask(sight, benefit, found)
    return found.asked


def book(found: Through, draws: tuple[Taken, ...], ledger: Ledger) -> None:
    found.draws += draws
    ledger.draw(draws)


# ---------------------------------------------------------------- occurrences


def occurrences(sight: Sight, row: Row, ledger: Ledger, found: Through) -> None:
    """A pot that is used up refuses, whatever the others lack."""
    taken: list[Taken] = []
    missing: list[Missing] = []
    for entry in counted_by(row, Counts.OCCURRENCES, sight):
        try:
            taken += one_time(entry, sight, ledger)
        except NeedsAnswer as stop:
            missing += stop.missing
    if missing:
        raise NeedsAnswer(Unknown(once(missing)))
    book(found, tuple(taken), ledger)


def one_time(entry: Draw, sight: Sight, ledger: Ledger) -> list[Taken]:
    draws = entry.draws if isinstance(entry, InOrder) else (entry,)
    last, in_play = "", False
    for draw in draws:
        assert isinstance(draw, PotDraw)
        if draw.when is not None and not known(holds(draw.when, sight)):
            continue
        pot = sight.ruleset.pots[draw.pot]
        in_play, last = True, pot.name
        token = token_of(pot, sight)
        here = place(pot, sight, ledger)
        if here.counted(token, ledger):
            return []
        if here.left(ledger) >= 1:
            return [Taken(pot.counter, here.holder, here.start, 1, token)]
    if in_play:
        raise Refused("pot_exhausted", pot=last)
    return []


# ---------------------------------------------------------------- quantity asked


def ask(sight: Sight, benefit: Benefit, found: Through) -> None:
    counting = benefit.counting
    if counting is not None:
        found.counts_units = True
        first, last = known(sight.read("inizio")), known(sight.read("fine"))
        found.asked = counted(first, last, counting)
        if counting.only_if is not None and not known(holds(counting.only_if, sight)):
            raise Refused("trigger_not_met", counting.article)
        if found.asked == 0:
            raise Refused("nothing_asked")
        found.payable = len(payable_numbers(found.asked, counting))
        if found.payable == 0:
            raise Refused("days_excluded", counting.article)
    elif benefit.unit is not None:
        found.counts_units = True
        found.asked = found.payable = max(0, known(sight.read("quantità")))
        if found.asked == 0:
            raise Refused("nothing_asked")


def counted(first: date, last: date, counting: Counting) -> int:
    nights = (last - first).days
    if nights < 0:
        return 0
    if counting.days is DayCount.ALL:
        return nights + 1
    if counting.days is DayCount.NIGHTS:
        return nights
    return max(1, nights)


def payable_numbers(asked: int, counting: Counting) -> range:
    last = asked if counting.last is None else min(asked, counting.last)
    return range(max(1, counting.first), last + 1)


# ---------------------------------------------------------------- quantity pots


def needs_each_day(sight: Sight, benefit: Benefit, row: Row) -> bool:
    assert benefit.counting
    if benefit.counting.day_by_day:
        return True
    entries = counted_by(row, Counts.QUANTITY, sight)
    return any(isinstance(pot.period, Run) for entry in entries for pot in pots_of(entry, sight))


def tightest(offers: list[Offer]) -> Offer:
    return min(offers, key=lambda one: one.amount)  # the first of equals


def together(sight: Sight, benefit: Benefit, row: Row, ledger: Ledger, found: Through) -> None:
    counting = benefit.counting
    before = 0
    if counting is not None and counting.excluded_use_limits:
        before = min(found.asked, counting.first - 1)
    want = Fraction(before + found.payable)
    entries = counted_by(row, Counts.QUANTITY, sight)
    offers = all_offers(entries, want, sight, ledger)
    given = min([want, *(one.amount for one in offers)])
    found.granted = max(0, whole(given) - before)
    if found.granted == 0:
        raise Refused("pot_exhausted", pot=tightest(offers).pot)
    first = counting.first if counting else 1
    found.numbers = list(range(max(1, first), max(1, first) + found.granted))
    note_days(sight, counting, found)
    if found.granted < found.payable:
        found.cut = True
        found.told.append(Reason("quantity_cut", {"pot": tightest(offers).pot}))
    for entry in entries:
        drawn = offer(entry, given, sight, ledger)
        if drawn is not None:
            found.told += drawn.told
            book(found, drawn.draws, ledger)


def note_days(sight: Sight, counting: Counting | None, found: Through) -> None:
    if counting is not None:
        start = known(sight.read("inizio"))
        found.granted_days = [days.add_days(start, number - 1) for number in found.numbers]


def single_days(pot: Pot, sight: Sight) -> bool:
    """Whether each day is a period of its own."""
    try:
        return isinstance(chosen(pot, sight), (EachDay, Run, Rolling))
    except NeedsAnswer:
        return False


def day_by_day(sight: Sight, counting: Counting, row: Row, ledger: Ledger, found: Through) -> None:
    entries = counted_by(row, Counts.QUANTITY, sight)
    payable = payable_numbers(found.asked, counting)
    start = known(sight.read("inizio"))
    bound = ""  # the pot that refused the first payable day
    single = [pot.name for entry in entries for pot in pots_of(entry, sight) if single_days(pot, sight)]
    last = payable.stop - 1
    if single and len(payable) > MOST_SINGLE_DAYS:
        last = payable.start + MOST_SINGLE_DAYS - 1
    for number in range(1, last + 1):
        if number not in payable and not counting.excluded_use_limits:
            continue
        on = days.add_days(start, number - 1)
        offers = [one for entry in entries if (one := offer(entry, Fraction(1), sight, ledger, on))]
        if any(one.amount < 1 for one in offers):
            bound = bound or (tightest(offers).pot if number in payable else "")
            continue
        for one in offers:
            found.told += [reason for reason in one.told if reason not in found.told]
            book(found, one.draws, ledger)
        if number in payable:
            found.numbers.append(number)
    if last < payable.stop - 1:
        bound = bound or single[0]
    found.granted = len(found.numbers)
    if found.granted == 0:
        raise Refused("pot_exhausted", pot=bound)
    note_days(sight, counting, found)
    if found.granted < found.payable:
        found.cut = True
        found.told.append(Reason("quantity_cut", {"pot": bound}))


# ---------------------------------------------------------------- expense pots


def expense(sight: Sight, row: Row, ledger: Ledger, found: Through) -> None:
    if found.counts_units:
        found.expense_share = Fraction(found.granted, found.asked)
    entries = counted_by(row, Counts.EXPENSE, sight)
    if not entries:
        return
    exact = known(sight.read("spesa")) * found.expense_share
    want = Fraction(half_up(exact))
    offers = all_offers(entries, want, sight, ledger)
    given = min([want, *(one.amount for one in offers)])
    found.admitted = exact if given == want else given
    if given < want:
        if given == 0:
            raise Refused("pot_exhausted", pot=tightest(offers).pot)
        found.cut = True
        found.told.append(Reason("expense_cut", {"pot": tightest(offers).pot}))
    for entry in entries:
        drawn = offer(entry, Fraction(half_up(found.admitted)), sight, ledger)
        if drawn is not None:
            found.told += drawn.told
            book(found, drawn.draws, ledger)


def admitted(sight: Sight, found: Through) -> Fraction:
    """The expense the steps work on, or what must be asked to know it."""
    if found.unknown_expense is not None:
        raise found.unknown_expense
    if found.admitted is not None:
        return found.admitted
    return Fraction(known(sight.read("spesa"))) * found.expense_share
