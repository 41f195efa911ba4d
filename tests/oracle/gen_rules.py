"""Seeded rulesets: pots of every form, benefits of every shape."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from mutua.rules.model import (
    Add,
    Advance,
    ArrearsRule,
    AtMost,
    Benefit,
    Carry,
    Coinsurance,
    Counting,
    Counts,
    DayCount,
    Deadline,
    Deductible,
    DeductiblePot,
    Draw,
    Duration,
    DurationUnit,
    EachDay,
    EachMonth,
    Exchange,
    ExchangeDraw,
    Expense,
    FirstYear,
    Flat,
    FromFirstUse,
    Holder,
    InOrder,
    JoiningYears,
    Layer,
    Layers,
    Lifetime,
    MoneyStep,
    NamedCondition,
    NoTerm,
    Notice,
    NoticeCases,
    PaperFault,
    PaperRule,
    Parameter,
    ParameterFigure,
    Per,
    PeriodCases,
    PerKind,
    Pot,
    PotDraw,
    Proration,
    Requirement,
    Residue,
    Rolling,
    Rounding,
    RoundingMode,
    Row,
    Ruleset,
    Run,
    Scope,
    Share,
    Subtract,
    Tariff,
    TariffRow,
    TimeRules,
    Unit,
    Waiting,
    Years,
)

from .build import ruleset
from .gen_parts import ANCHORS, BENEFITS, DECLARED, PAPERS, Parts

OTHER_UNITS = (Unit.ACTS, Unit.PIECES, Unit.SITTINGS, Unit.TEETH, Unit.PAIRS, Unit.KILOMETRES, Unit.MONTHS, Unit.DAYS)
HOLDERS = (
    (Holder.PERSON,), (Holder.PERSON,), (Holder.HOUSEHOLD,), (Holder.MEMBER,), (Holder.FIRM,), (Holder.SOCIETY,),
    (Holder.LINE,), (Holder.INVOICE,), (Holder.EVENT,), (Holder.GROUP,), (Holder.TOOTH,),
    (Holder.PERSON, Holder.TOOTH), (Holder.MEMBER, Holder.EVENT), (Holder.GROUP, Holder.PERSON),
)  # fmt: skip
POT_DAYS = ("servizio", "servizio", "servizio", "fattura", "richiesta", "evento_del", "inizio")


class Maker(Parts):
    """One ruleset from one seed."""

    def __init__(self, random: Random) -> None:
        super().__init__(random)
        self.pots: dict[str, Pot] = {}
        self.exchanges: dict[str, Exchange] = {}

    # ------------------------------------------------------------ pots

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
            self.one(HOLDERS),
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

    # ------------------------------------------------------------ steps

    def per(self, unit: Unit | None, counted: bool) -> Per:
        kinds = [PerKind.ONCE, PerKind.ONCE, PerKind.FACT, PerKind.MONTH]
        if unit is Unit.HOURS:
            kinds += [PerKind.HOUR] * 4
        elif counted or unit is Unit.DAYS:
            kinds += [PerKind.DAY] * 4
        elif unit is not None:
            kinds += [PerKind.UNIT] * 4
        kind = self.one(kinds)
        if kind is PerKind.FACT:
            return Per(kind, fact=self.one(("numero", "punti", "componenti", "diottrie", "familiari_a_carico")))
        prorated = kind is PerKind.MONTH and unit is not Unit.MONTHS
        return Per(kind, proration=self.one((None, *Proration)) if prorated else None)

    def measured(self, unit: Unit | None, counted: bool, scope: Scope, kind: str = "money") -> dict[str, Any]:
        if scope is not Scope.LINE:
            return {"per": Per(scope=scope), "amount": self.value(kind)}
        per = self.per(unit, counted)
        marginal = per.kind in (PerKind.HOUR, PerKind.DAY, PerKind.UNIT)
        return {"per": per, "amount": self.value(kind, 2, marginal)}

    def base(self, unit: Unit | None, counted: bool, scope: Scope) -> MoneyStep:
        kind = self.random.randrange(10)
        if kind < 6:
            return Expense()
        if kind == 6:
            return Residue()
        return Flat(**self.measured(unit, counted, scope), even_without_expense=self.chance(0.5))

    def step(self, unit: Unit | None, counted: bool, scope: Scope, plain: bool = False) -> MoneyStep:
        kind = self.random.randrange(12)
        if kind < 2:
            return AtMost(**self.measured(unit, counted, scope))
        if kind < 4:
            return Deductible(**self.measured(unit, counted, scope, "small"))
        if kind < 6:
            per = Per(scope=scope) if scope is not Scope.LINE else self.per(unit, counted)
            minimum = self.value("small", 1) if self.chance(0.7) else None
            maximum = self.value("money", 1) if self.chance(0.4) else None
            return Coinsurance(self.value("share", 1), minimum, maximum, per)
        if kind == 6 and not plain:
            return Add(**self.measured(unit, counted, scope))
        if kind == 7 and not plain:
            return Subtract(self.one(("altri_rimborsi", "altri_rimborsi", "paga")))
        return Share(self.value("share", 1))

    def steps(
        self, unit: Unit | None, counted: bool, scopes: tuple[Scope, ...], used: set[str]
    ) -> tuple[MoneyStep, ...]:
        steps = [self.base(unit, counted, self.one((Scope.LINE, Scope.LINE, *scopes)))]
        steps += [self.step(unit, counted, self.one((Scope.LINE, *scopes))) for _ in range(self.random.randint(0, 3))]
        if self.chance(0.15):
            others = tuple(self.bearing(used) for _ in range(self.one((0, 0, 1, 2))))
            steps.append(DeductiblePot(self.bearing(used), others=others))
        if not scopes and self.chance(0.1):
            pots = tuple(self.bearing(used) for _ in range(self.one((1, 1, 2))))
            steps.append(Coinsurance(self.value("share", 1), None, None, self.per(unit, counted), pots=pots))
        if not scopes and self.chance(0.2):
            steps.append(self.layers(unit, counted, used))
        if self.chance(0.2):
            steps.append(self.step(unit, counted, self.one((Scope.LINE, *scopes))))
        if scopes and all(getattr(step, "per", Per()).scope is Scope.LINE for step in steps):
            steps.append(AtMost(**self.measured(unit, counted, self.one(scopes))))
        return tuple(steps)

    def bearing(self, used: set[str]) -> str:
        """A new pot that counts what stays with the member."""
        return self.fresh(Counts.EXPENSE, Unit.EURO, used).name

    def layers(self, unit: Unit | None, counted: bool, used: set[str]) -> Layers:
        split, counts = self.chance(0.6), self.one((Counts.BENEFIT, Counts.BENEFIT, Counts.EXPENSE))
        layers = []
        for _ in range(self.random.randint(1, 3)):
            pot = self.fresh(counts, Unit.EURO, used)
            if split:
                inner: list[MoneyStep] = [Share(self.value("share", 1)) for _ in range(self.random.randint(1, 2))]
            else:
                inner = [self.step(unit, counted, Scope.LINE, plain=True) for _ in range(self.random.randint(1, 2))]
            layers.append(Layer(pot.name, tuple(inner)))
        return Layers(split, tuple(layers), summed=not split and self.chance(0.5))

    # ------------------------------------------------------------ benefits

    def counting(self) -> Counting:
        first = self.one((1, 1, 1, 2, 3))
        return Counting(
            self.one(list(DayCount)),
            only_if=self.condition(1) if self.chance(0.25) else None,
            first=first,
            last=self.one((None, None, first, first + 2)),
            excluded_use_limits=self.chance(0.5),
            day_by_day=self.chance(0.35),
        )

    def rows(self, unit: Unit | None, counted: bool, money: bool, scopes: tuple[Scope, ...]) -> tuple[Row, ...]:
        def row(**more: Any) -> Row:
            used: set[str] = set()
            wide = scopes if self.chance(0.8) else ()
            steps = self.steps(unit, counted, wide, used) if money else ()
            if scopes and not wide:
                steps = tuple(step for step in steps if not isinstance(step, Layers))
            return Row(steps, self.consumes(unit, counted, money, used), **more)

        if self.chance(0.7):
            return (row(),)
        rows = [row(when=condition) for condition in self.exclusive()]
        if len(rows) > 1 and self.chance(0.3):
            rows[-1] = Row(when=rows[-1].when, not_due=True)
        if self.chance(0.9):
            rows.append(row(otherwise=True) if self.chance(0.9) else Row(otherwise=True, not_due=True))
        self.random.shuffle(rows)
        return tuple(rows)

    def requirement(self) -> Requirement:
        return Requirement(self.condition(), self.one(("", "motivo")), "art. 3")

    def notice(self) -> Notice:
        if self.chance(0.4):
            return Notice(self.duration(), self.one(("inizio", "inizio_ore", "ricovero")))
        return Notice(Duration(self.one((1, 24, 25)), DurationUnit.HOURS), "inizio_ore")

    def deadline(self) -> Deadline:
        notice: Notice | NoticeCases | None = None
        if self.chance(0.15):
            notice = self.notice()
            if self.chance(0.4):
                cases = tuple((one, self.one((None, self.notice()))) for one in self.exclusive())
                notice = NoticeCases(cases, self.one((None, notice)))
        by = self.term(ANCHORS) if self.chance(0.35) else NoTerm()
        return Deadline(by, self.term(ANCHORS) if self.chance(0.1) else NoTerm(), notice, "art. 20")

    def paper(self) -> PaperRule:
        faults = list(PaperFault)
        name = self.one(PAPERS)
        until = self.term((name, "fattura")) if self.chance(0.3) else NoTerm()
        return PaperRule(
            name,
            when=self.condition(1) if self.chance(0.3) else None,
            not_older_than=self.duration(1) if self.chance(0.3) else None,
            relative_to=self.one(("fattura", "servizio", "richiesta")),
            not_after=self.one(("", "", "fattura", "richiesta")),
            not_before=self.one(("", "", "", "inizio", "fattura")),
            valid_until=until,
            missing=self.one(faults),
            stale=self.one(faults),
        )

    def benefit(self, code: str) -> Benefit:
        shape = self.one(("money", "money", "units", "units", "days", "kind", "wide", "wide"))
        counted = shape == "days" or (shape in ("kind", "wide") and self.chance(0.3))
        unit: Unit | None = None
        if counted:
            unit = Unit.DAYS
        elif shape in ("units", "kind") or (shape == "wide" and self.chance(0.4)):
            unit = self.one((Unit.HOURS, Unit.HOURS, *OTHER_UNITS))
        scopes: tuple[Scope, ...] = ()
        if shape == "wide":
            scopes = self.one(((Scope.INVOICE,), (Scope.REQUEST,), (Scope.GROUP,), (Scope.INVOICE, Scope.GROUP)))
        return Benefit(
            code,
            code,
            "art. 1",
            cover=self.one(("", "", "base", "denti")),
            unit=unit,
            counting=self.counting() if counted else None,
            requires=(self.requirement(),) if self.chance(0.12) else (),
            excludes=(self.requirement(),) if self.chance(0.08) else (),
            deadline=self.deadline() if self.chance(0.3) else Deadline(),
            waiting=Waiting(self.term(("iscrizione", "decorrenza"))) if self.chance(0.25) else Waiting(NoTerm()),
            papers=tuple(self.paper() for _ in range(self.one((0, 0, 0, 0, 1, 1, 2)))),
            rows=self.rows(unit, counted, shape != "kind", scopes),
        )

    # ------------------------------------------------------------ the whole

    def arrears(self) -> ArrearsRule | None:
        if self.chance(0.6):
            return None
        resumes = self.term(("pagamento", "scadenza"))
        return ArrearsRule(resumes, self.chance(0.4), self.duration(1) if self.chance(0.5) else None, "art. 9")

    def ruleset(self) -> Ruleset:
        benefits = [self.benefit(code) for code in BENEFITS]
        rounding, time = Rounding(), TimeRules()
        if self.chance(0.3):
            rounding = Rounding(self.one(list(RoundingMode)), self.chance(0.4), self.one((1, 1, 5, 100)))
        if self.chance(0.2):
            time = TimeRules(*(self.chance(0.5) for _ in "123"))
        return ruleset(
            *benefits,
            pots=self.pots.values(),
            exchanges=self.exchanges.values(),
            facts=DECLARED,
            papers=PAPERS,
            conditions={name: NamedCondition(name, body) for name, body in self.named.items()},
            tariffs={"listino": tariff()},
            parameters={"indennità": parameter()},
            rounding=rounding,
            time=time,
            arrears=self.arrears(),
            covers=("base", "denti"),
        )


def tariff() -> Tariff:
    rows = (
        TariffRow("C1", "uno", date(2020, 1, 1), date(2024, 2, 29), (100, 50)),
        TariffRow("C1", "uno", date(2024, 3, 1), None, (150, None)),
        TariffRow("C2", "due", date(2020, 1, 1), None, (33, 7)),
    )
    return Tariff("listino", ("prezzo", "rete"), rows, "All. B")


def parameter() -> Parameter:
    figures = (
        ParameterFigure(date(2020, 1, 1), date(2023, 12, 31), 101, "circolare"),
        ParameterFigure(date(2024, 1, 31), None, 200, "circolare"),
    )
    return Parameter("indennità", "indennità", figures)


def make_ruleset(seed: int) -> Ruleset:
    return Maker(Random(f"rules {seed}")).ruleset()
