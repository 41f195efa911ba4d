"""Seeded pots of every form, and how a benefit draws on them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from mutua.rules.model import (
    Advance,
    Carry,
    Counts,
    Draw,
    EachDay,
    EachMonth,
    Exchange,
    ExchangeDraw,
    FactHolder,
    FirstYear,
    FromFirstUse,
    Holder,
    InOrder,
    JoiningYears,
    Lifetime,
    PeriodCases,
    Pot,
    PotDraw,
    Rolling,
    RoundingMode,
    Run,
    Scope,
    Unit,
    Years,
)

from .gen_parts import Parts

HOLDERS = (
    (Holder.PERSON,), (Holder.PERSON,), (Holder.HOUSEHOLD,), (Holder.MEMBER,), (Holder.FIRM,), (Holder.SOCIETY,),
    (Holder.LINE,), (Holder.INVOICE,), (Holder.EVENT,), (Holder.GROUP,), (Holder.TOOTH,),
    (Holder.PERSON, Holder.TOOTH), (Holder.MEMBER, Holder.EVENT), (Holder.GROUP, Holder.PERSON),
)  # fmt: skip
POT_DAYS = ("servizio", "servizio", "servizio", "fattura", "richiesta", "evento_del", "inizio")


class PotMaker(Parts):
    """Pots and exchanges drawn from a seed."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.pots: dict[str, Pot] = {}
        self.exchanges: dict[str, Exchange] = {}

    def holders(self) -> tuple[Holder | FactHolder, ...]:
        usual: tuple[Holder | FactHolder, ...] = self.one(HOLDERS)
        return self.added_later(0.05, lambda: (Holder.PERSON, FactHolder("fascia"))) or usual

    def block(self) -> Any:
        return self.one(
            (
                Years(),
                Years(),
                Years(*self.one(((9, 1), (8, 1), (2, 29)))),
                Years(count=self.one((2, 4)), anchor_year=self.one((2020, 2023, 2025))),
                JoiningYears(self.one((1, 1, 2)), self.one(("iscrizione", "iscrizione", "nascita", "evento_del"))),
                EachMonth(self.one((1, 1, 3, 6))),
            )
        )

    def period(self, follow: bool = False) -> Any:
        if follow:
            return self.block()
        kind = self.random.randrange(10)
        if kind < 5:
            return self.block()
        if kind == 5:
            return PeriodCases(tuple((c, self.block()) for c in self.exclusive()), self.block())
        if kind == 6:
            return self.one((Lifetime(), EachDay()))
        if kind == 7:
            return FromFirstUse(self.duration())
        if kind == 8:
            return Rolling(self.duration())
        return PeriodCases(tuple((c, Rolling(self.duration())) for c in self.exclusive()), Rolling(self.duration()))

    def pot(self, counts: Counts, unit: Unit, **fixed: Any) -> Pot:
        """A new pot, or one already written for another benefit where it fits."""
        fitting = [p for p in self.pots.values() if p.counts is counts and p.unit is unit]
        if not fixed and fitting and self.chance(0.25):
            return self.one(fitting)
        kinds = {Counts.QUANTITY: "minutes" if unit is Unit.HOURS else "count", Counts.OCCURRENCES: "count"}
        period = fixed.pop("period", None) or self.period()
        name = f"plafond_{len(self.pots)}"
        pot = Pot(
            name,
            name,
            unit,
            self.holders(),
            period,
            self.value(kinds.get(counts, "size"), 1),
            counts,
            occurrence=self.one(list(Scope)) if counts is Counts.OCCURRENCES else Scope.LINE,
            day=self.one(POT_DAYS),
            key=f"chiave_{name}" if self.chance(0.15) else "",
            continues=("vecchio",) if self.chance(0.1) else (),
            **fixed,
        )
        if isinstance(period, Years) and self.chance(0.4):
            pot = replace(pot, first_year=FirstYear(self.chance(0.5), self.one(list(RoundingMode))))
        self.pots[name] = pot
        return pot

    def overflowing(self) -> Pot:
        """A euro pot whose excess goes to its following periods."""
        if self.chance(0.5):
            when = self.condition(1) if self.chance(0.4) else None
            advance = Advance(self.random.randint(1, 2), when)
            return self.pot(Counts.BENEFIT, Unit.EURO, period=self.period(follow=True), overflow=advance)
        blocks: tuple[Any, ...] = (Years(count=2, anchor_year=2024), Years(count=4, anchor_year=2022), JoiningYears(3))
        within = self.pot(Counts.BENEFIT, Unit.EURO, period=self.one(blocks))
        size = self.constant("money") if self.chance(0.3) else self.value("size", 0)
        pot = self.pot(
            Counts.BENEFIT,
            Unit.EURO,
            period=self.one((Years(), JoiningYears(), EachMonth(), EachMonth(3))),
            overflow=Carry(within.name),
        )
        self.pots[pot.name] = replace(pot, size=size)
        return self.pots[pot.name]

    def draw(self, pot: Pot) -> PotDraw:
        return PotDraw(pot.name, self.condition(1) if self.chance(0.15) else None)

    def ordered(self, counts: Counts, unit: Unit, used: set[str]) -> InOrder:
        draws: list[PotDraw | ExchangeDraw] = []
        for _ in range(self.random.randint(1, 2)):
            pot = self.pot(counts, unit)
            if pot.name not in used and not isinstance(pot.overflow, Carry) and not isinstance(pot.period, Run):
                used.add(pot.name)
                draws.append(self.draw(pot))
        if counts in (Counts.QUANTITY, Counts.BENEFIT) and (not draws or self.chance(0.6)):
            draws.insert(
                self.random.randint(len(draws) - 1, len(draws)) if draws else 0, self.exchange(counts, unit, used)
            )
        if not draws:
            draws.append(PotDraw(self.fresh(counts, unit, used).name))
        return InOrder(tuple(draws))

    def fresh(self, counts: Counts, unit: Unit, used: set[str], **fixed: Any) -> Pot:
        fixed.setdefault("period", self.period())
        pot = self.pot(counts, unit, **fixed)
        used.add(pot.name)
        return pot

    def exchange(self, counts: Counts, unit: Unit, used: set[str]) -> ExchangeDraw:
        source = self.fresh(counts, unit, used)
        name = f"scambio_{len(self.exchanges)}"
        kind = "size" if unit is Unit.EURO else "minutes" if unit is Unit.HOURS else "count"
        self.exchanges[name] = Exchange(
            name,
            name,
            source.name,
            unit,
            self.one((Fraction(2), Fraction(5), Fraction(1, 2), Fraction(3, 2))),
            self.value(kind, 1) if self.chance(0.6) else None,
            self.condition(1) if self.chance(0.3) else None,
            "art. 4",
        )
        return ExchangeDraw(name)

    def consumes(self, unit: Unit | None, counted: bool, money: bool, used: set[str]) -> tuple[Draw, ...]:
        kinds: list[tuple[Counts, Unit]] = [(Counts.OCCURRENCES, Unit.TIMES)]
        if unit is not None:
            kinds += [(Counts.QUANTITY, unit)] * 2
        if money:
            kinds += [(Counts.BENEFIT, Unit.EURO)] * 4 + [(Counts.EXPENSE, Unit.EURO)]
        entries: list[Draw] = []
        carrying = False
        for _ in range(self.one((0, 1, 1, 2, 3))):
            counts, of = self.one(kinds)
            if counted and counts is Counts.QUANTITY and self.chance(0.25):
                entries.append(PotDraw(self.fresh(counts, of, used, period=Run()).name))
            elif self.chance(0.2):
                entries.append(self.ordered(counts, of, used))
            else:
                pot = self.overflowing() if counts is Counts.BENEFIT and self.chance(0.35) else self.pot(counts, of)
                carries = isinstance(pot.overflow, Carry)
                if pot.name in used or (carries and carrying) or (isinstance(pot.period, Run) and not counted):
                    continue
                carrying = carrying or carries
                used.add(pot.name)
                entries.append(self.draw(pot))
                if isinstance(pot.overflow, Carry) and self.chance(0.6) and pot.overflow.within not in used:
                    used.add(pot.overflow.within)
                    entries.append(PotDraw(pot.overflow.within))
        self.random.shuffle(entries)
        return tuple(entries)
