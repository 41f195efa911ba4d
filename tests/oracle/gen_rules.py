"""Seeded rulesets: benefits of every shape, on pots of every form."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from mutua.rules.model import (
    Add,
    ArrearsRule,
    AtMost,
    Benefit,
    Coinsurance,
    Counting,
    Counts,
    DayCount,
    Deadline,
    Deductible,
    DeductiblePot,
    Duration,
    DurationUnit,
    Expense,
    Flat,
    Layer,
    Layers,
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
    PerKind,
    Proration,
    Requirement,
    Residue,
    Rounding,
    RoundingMode,
    Row,
    Ruleset,
    Scope,
    Share,
    Subtract,
    Tariff,
    TariffRow,
    TimeRules,
    Unit,
    Waiting,
)

from .build import ruleset
from .gen_parts import ANCHORS, BENEFITS, DECLARED, PAPERS
from .gen_pots import PotMaker

OTHER_UNITS = (Unit.ACTS, Unit.PIECES, Unit.SITTINGS, Unit.TEETH, Unit.PAIRS, Unit.KILOMETRES, Unit.MONTHS, Unit.DAYS)


class Maker(PotMaker):
    """One ruleset from one seed."""

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
            fact = Subtract(self.one(("altri_rimborsi", "altri_rimborsi", "paga")))
            sum_off = lambda: Subtract("", **self.measured(unit, counted, scope, "small"))  # noqa: E731
            return self.added_later(0.25, sum_off) or fact
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
        if not scopes and (bounded := self.added_later(0.08, lambda: self.bounded(unit, counted, used))) is not None:
            steps.append(bounded)
        if not scopes and self.chance(0.2):
            steps.append(self.layers(unit, counted, used))
        if self.chance(0.2):
            steps.append(self.step(unit, counted, self.one((Scope.LINE, *scopes))))
        if scopes and all(getattr(step, "per", Per()).scope is Scope.LINE for step in steps):
            steps.append(AtMost(**self.measured(unit, counted, self.one(scopes))))
        return tuple(steps)

    def bounded(self, unit: Unit | None, counted: bool, used: set[str]) -> Deductible:
        """A fixed sum that stays with the member, up to what its pots have left."""
        pots = tuple(self.bearing(used) for _ in range(self.one((1, 1, 2))))
        return Deductible(**self.measured(unit, counted, Scope.LINE, "small"), pots=pots)

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
