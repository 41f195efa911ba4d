"""Where a pot stands for a line: its holder, its period, its size, and how much is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from mutua.domain.case import Balance
from mutua.domain.decisions import Missing
from mutua.rules.model import (
    EachDay,
    EachMonth,
    FactHolder,
    FirstYear,
    FromFirstUse,
    Holder,
    JoiningYears,
    Lifetime,
    Period,
    PeriodCases,
    Pot,
    Rolling,
    RoundingMode,
    Run,
    Scope,
    Years,
)

from . import days
from .answers import NeedsAnswer, Refused, Unknown, fact_missing, gather, half_up, known
from .ledger import Ledger
from .logic import one_case, text_needed, value
from .sight import Sight, request_token


@dataclass(frozen=True)
class Place:
    """A pot found for a line: the first of `names` is the counter drawn on."""

    names: tuple[str, ...]
    holder: str
    period: Period
    start: date
    size: int
    size_in: Callable[[date], int]  # the size of the period that starts on another day
    anchor: date | None  # of blocks of years counted from a day of the person

    def starts(self, ledger: Ledger) -> list[date]:
        """The period starts that count for a draw here."""
        if not isinstance(self.period, Rolling):
            return [self.start]
        duration = self.period.duration
        return [
            other
            for other in ledger.periods(self.names, self.holder)
            if self.start < days.shift(other, duration, days.PLAIN)
            and other < days.shift(self.start, duration, days.PLAIN)
        ]

    def left(self, ledger: Ledger) -> int:
        if isinstance(self.period, Run):
            return 1 if self.run_length(ledger) <= self.size else 0
        taken = sum(ledger.taken(self.names, self.holder, start) for start in self.starts(ledger))
        return max(0, self.size - taken)

    def run_length(self, ledger: Ledger) -> int:
        """The unbroken run of drawn days around this one, itself included."""
        length = 1
        for way in (-1, 1):
            day = days.add_days(self.start, way)
            while ledger.taken(self.names, self.holder, day) > 0:
                length += 1
                if day in (date.min, date.max):
                    break
                day = days.add_days(day, way)
        return length

    def left_in(self, start: date, ledger: Ledger) -> int:
        """What is left in a following period, at the size as read now."""
        return max(0, self.size_in(start) - ledger.taken(self.names, self.holder, start))

    def counted(self, token: str, ledger: Ledger) -> bool:
        """Whether the token was already counted here, other than by this very case's reservation."""
        if not token:
            return False
        found = ledger.periods(self.names, self.holder)
        for start in self.starts(ledger):
            own = any(ledger.own.get((name, self.holder, start), 0) > 0 for name in self.names)
            if not own and any(token in balance.tokens for balance in found.get(start, [Balance()])):
                return True
        return False

    def following(self) -> date | None:
        """The start of the following period, None when there is none."""
        return following(self.period, self.start, self.anchor)


def holder_of(pot: Pot, sight: Sight) -> str | Unknown:
    parts = [holder_part(kind, sight) for kind in pot.holders]
    return gather(parts) or "+".join(str(part) for part in parts)


def holder_part(kind: Holder | FactHolder, sight: Sight) -> Any:
    if isinstance(kind, FactHolder):
        return sight.read(kind.fact)
    if kind is Holder.SOCIETY:
        return ""
    if kind is Holder.LINE:
        return sight.line.id
    if kind is Holder.GROUP:
        return sight.group
    if kind in (Holder.INVOICE, Holder.EVENT, Holder.TOOTH):
        names = {Holder.INVOICE: "numero_fattura", Holder.EVENT: "evento", Holder.TOOTH: "dente"}
        return text_needed(sight, names[kind])
    return sight.case.holders.get(kind.value) or fact_missing(kind.value)


def chosen(pot: Pot, sight: Sight) -> Period:
    """The period of the pot for this user of it."""
    if isinstance(pot.period, PeriodCases):
        return known(one_case(pot.period.cases, pot.period.otherwise, sight))  # type: ignore[no-any-return]
    return pot.period


def anchor_of(period: Period, sight: Sight) -> date | None:
    return known(sight.day(period.anchor)) if isinstance(period, JoiningYears) else None


def lacking(pot: Pot, sight: Sight, on: date | None = None) -> tuple[Missing, ...]:
    """All that must be asked to find the pot: holder, day, joining, period and size, in this order."""
    said: list[Any] = [holder_of(pot, sight), on or sight.day(pot.day)]
    period: Any = pot.period
    if isinstance(period, PeriodCases):
        period = one_case(period.cases, period.otherwise, sight)
    if pot.first_year:
        said.append(sight.read("iscrizione"))
    if isinstance(period, JoiningYears):
        said.append(sight.day(period.anchor))
    said.append(period)
    try:
        value(pot.size, sight)
    except NeedsAnswer as stop:
        said.append(Unknown(stop.missing))
    except Refused:
        pass  # a size that refuses is no matter while something is missing
    unknown = gather(said)
    return unknown.missing if unknown else ()


def place(pot: Pot, sight: Sight, ledger: Ledger, on: date | None = None) -> Place:
    """Finds the pot for this line; `on` instead of the pot's own day when days draw one by one."""
    missing = lacking(pot, sight, on)
    if missing:
        raise NeedsAnswer(Unknown(missing))
    holder, day = holder_of(pot, sight), on or sight.day(pot.day)
    assert isinstance(holder, str)
    assert isinstance(day, date)
    period = chosen(pot, sight)
    names = (pot.counter, *pot.continues)
    joined = known(sight.read("iscrizione")) if pot.first_year else None
    anchor = anchor_of(period, sight)
    start = start_of(period, day, anchor, lambda: used_periods(names, holder, ledger))
    full = value(pot.size, sight)
    assert isinstance(full, Fraction)

    def size_in(other: date) -> int:
        if not pot.first_year:
            return full.__floor__()
        assert joined
        return first_year(pot.first_year, period, other, joined, full).__floor__()

    return Place(names, holder, period, start, size_in(start), size_in, anchor)


def used_periods(names: tuple[str, ...], holder: str, ledger: Ledger) -> list[date]:
    """The period starts in which something is used or reserved."""
    found = ledger.periods(names, holder).items()
    return [start for start, balances in found if any(one.used or one.reserved for one in balances)]


def first_year(rule: FirstYear, period: Period, start: date, joined: date, size: Fraction) -> Fraction:
    end = following(period, start, joined)
    if not isinstance(period, Years) or not start < joined or (end is not None and joined >= end):
        return size
    months = 12 * period.count
    before = (joined.year - start.year) * 12 + joined.month - start.month
    left = max(0, months - before - (0 if rule.joining_month_counts else 1))
    share = size * left / months
    if rule.rounding is RoundingMode.DOWN:
        return Fraction(share.__floor__())
    return Fraction(share.__ceil__() if rule.rounding is RoundingMode.UP else half_up(share))


def start_of(period: Period, day: date, joined: date | None, known_starts: Any) -> date:
    if isinstance(period, Lifetime):
        return date.min
    if isinstance(period, (EachDay, Run, Rolling)):
        return day
    if isinstance(period, EachMonth):
        return date(day.year, (day.month - 1) // period.count * period.count + 1, 1)
    if isinstance(period, JoiningYears):
        assert joined
        return joining_block(joined, day, period.count)[0]
    if isinstance(period, FromFirstUse):
        open_ones = [k for k in known_starts() if k <= day < days.shift(k, period.duration, days.PLAIN)]
        return max(open_ones, default=day)
    year = day.year if days.day_of_year(day.year, period.month, period.day) <= day else day.year - 1
    if period.anchor_year is not None:
        year -= (year - period.anchor_year) % period.count
    return days.day_of_year(year, period.month, period.day)


def joining_block(joined: date, day: date, count: int) -> tuple[date, date]:
    """The anniversary block that contains the day: its first day and that of the next."""
    block = (day.year - joined.year) // count + 1
    while days.add_months(joined, 12 * count * block) > day and joined.year + count * block >= 1:
        block -= 1
    return days.add_months(joined, 12 * count * block), days.add_months(joined, 12 * count * (block + 1))


def following(period: Period, start: date, joined: date | None) -> date | None:
    if isinstance(period, EachDay):
        after = days.add_days(start, 1)
    elif isinstance(period, EachMonth):
        after = days.add_months(start, period.count)
    elif isinstance(period, JoiningYears):
        assert joined
        after = joining_block(joined, start, period.count)[1]
    elif isinstance(period, Years):
        after = days.day_of_year(start.year + period.count, period.month, period.day)
    else:
        return None
    beyond = start.year + (0 if isinstance(period, EachMonth) else getattr(period, "count", 0)) > 9999
    return None if beyond or after <= start else after


def token_of(pot: Pot, sight: Sight) -> str:
    """What counts as one time for a pot of occurrences."""
    if pot.occurrence is Scope.LINE:
        return ""
    if pot.occurrence is Scope.REQUEST:
        return request_token(sight.case)
    if pot.occurrence is Scope.GROUP:
        return str(sight.group)
    return str(known(text_needed(sight, "numero_fattura")))
