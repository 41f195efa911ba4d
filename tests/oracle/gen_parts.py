"""Seeded pieces of regulations: days, conditions, terms and values, small and colliding on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from mutua.rules.model import (
    After,
    Against,
    All,
    AnchorDay,
    Anniversary,
    AnyOf,
    Band,
    BandTable,
    Between,
    CalendarDay,
    CalendarSpan,
    ChoiceTable,
    Condition,
    Constant,
    DayOfYear,
    DayOrder,
    Duration,
    DurationUnit,
    Earliest,
    EndOf,
    Fact,
    FactAmount,
    FactDay,
    FactKind,
    FactOf,
    FirstOfMonth,
    FixedDay,
    HistoryKind,
    HistoryQuestion,
    Latest,
    MarginalTable,
    Named,
    Not,
    NoTerm,
    OneOf,
    ParameterValue,
    Present,
    ReadDay,
    Season,
    SumInWindow,
    TariffPrice,
    Term,
    TermCases,
    Test,
    Value,
    ValueCases,
    Window,
)

T = TypeVar("T")
K, OF = FactKind, FactOf

DAYS = [
    date(2023, 2, 28), date(2023, 3, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 28),
    date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1), date(2024, 8, 31),
    date(2024, 12, 30), date(2024, 12, 31), date(2025, 1, 1), date(2025, 2, 28), date(2025, 3, 1),
]  # fmt: skip
CENTS = [0, 1, 2, 3, 5, 7, 10, 33, 50, 99, 100, 101, 150, 200, 250, 333, 1000]
SHARES = [Fraction(n, 1000) for n in (0, 100, 125, 333, 333, 500, 500, 500, 667, 700, 700, 750, 750, 900, 1000, 1000)]
CODES = ("C1", "C2", "C3")
BENEFITS = ("UNO", "DUE", "TRE")
PAPERS = ("certificato", "prescrizione", "fattura")  # the last is also the name of a fact

DECLARED = [
    Fact("pronto", K.YES_NO, OF.LINE),
    Fact("numero", K.NUMBER, OF.LINE),
    Fact("punti", K.NUMBER, OF.PERSON, default=1),
    Fact("diottrie", K.DECIMAL, OF.LINE, default=0),
    Fact("fascia", K.CHOICE, OF.HOUSEHOLD, choices=("A", "B", "C")),
    Fact("paga", K.MONEY, OF.PERSON),
    Fact("inizio_cura", K.DAY, OF.LINE),
    Fact("ore_lavorate", K.SERIES, OF.PERSON),
    Fact("ultimo", K.DAY, OF.PERSON, history=HistoryQuestion(HistoryKind.LAST_PAID_ON, BENEFITS)),
    Fact("quante", K.NUMBER, OF.PERSON, default=0, history=HistoryQuestion(HistoryKind.HOW_MANY, BENEFITS)),
    Fact("fine_anno", K.DAY, OF.PERSON, term=DayOfYear(12, 31, 0, "fattura")),
    Fact("maggiore_età", K.DAY, OF.PERSON, term=After(Duration(18, DurationUnit.YEARS), "nascita")),
    Fact("rinnovo", K.DAY, OF.PERSON, term=Anniversary(Duration(2, DurationUnit.YEARS), "maggiore_età", "richiesta")),
    Fact("qualcosa", K.YES_NO, OF.PERSON, history=HistoryQuestion(HistoryKind.ANY_PAID, BENEFITS)),
]

DATE_FACTS = [
    "servizio",
    "fattura",
    "richiesta",
    "inizio",
    "fine",
    "evento_del",
    "inizio_cura",
    "ricovero",
    "ultimo",
    "fine_anno",
    "rinnovo",
]
ANCHORS = [
    *DATE_FACTS,
    "nascita",
    "iscrizione",
    "decorrenza",
    "certificato",
    "prescrizione",
    "prima_fattura_del_gruppo",
]
NUMBERS: dict[str, list[int]] = {
    "età": [0, 1, 17, 18, 60],
    "anni_di_iscrizione": [0, 1, 2, 4],
    "mesi_di_iscrizione": [0, 1, 6, 12, 13],
    "giorni": [1, 2, 3, 5],
    "notti": [0, 1, 2, 4],
    "quantità": [1, 2, 3, 5],
    "quantità_del_gruppo": [1, 2, 4, 6],
    "spesa": [1, 100, 200],
    "spesa_del_gruppo": [1, 100, 300],
    "componenti": [1, 2, 3, 4],
    "numero": [0, 1, 2, 3],
    "punti": [0, 1, 2],
    "diottrie": [50, 100, 150],
    "quante": [0, 1, 2],
}
CHOICES: dict[str, tuple[Any, ...]] = {
    "pronto": (True, False),
    "rete": (True, False),
    "autorizzata": (True, False),
    "qualcosa": (True, False),
    "grado": ("titolare", "coniuge", "figlio"),
    "regime": ("privato", "ticket"),
    "causa": ("malattia", "infortunio"),
    "fascia": ("A", "B", "C"),
    "prestazione": BENEFITS,
}
EVERY = [Duration(n, unit) for n, unit in ((3, DurationUnit.YEARS), (1, DurationUnit.YEARS), (5, DurationUnit.MONTHS))]
DATED = ("componenti", "fascia", "numero", "grado")


class Parts:
    """Conditions, terms and values drawn from a seed."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.later = Random(random.getstate()[1][0])  # what was added later draws here: old seeds keep their rules
        self.named: dict[str, Condition] = {}

    def added_later(self, share: float, make: Callable[[], T]) -> T | None:
        """With this chance a newer form, drawn apart from the rest."""
        if self.later.random() >= share:
            return None
        self.random, kept = self.later, self.random
        made = make()
        self.random = kept
        return made

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, things: Sequence[T]) -> T:
        return things[self.random.randrange(len(things))]

    def day(self) -> date:
        return self.one(DAYS)

    # ------------------------------------------------------------ durations

    def duration(self, longest: int = 3) -> Duration:
        if self.chance(0.5):
            return Duration(self.one((1, 2, 10, 28, 29, 30, 60, 365)), DurationUnit.DAYS)
        unit = self.one((DurationUnit.MONTHS, DurationUnit.MONTHS, DurationUnit.YEARS))
        return Duration(self.random.randint(1, longest if unit is DurationUnit.YEARS else 12), unit)

    def read_on(self, fact: str) -> ReadDay | None:
        if fact not in (*DATED, "età", "anni_di_iscrizione", "mesi_di_iscrizione") or self.chance(0.6):
            return None
        if self.chance(0.5):
            return FactDay(self.one(("richiesta", "fattura", "evento_del")))
        return CalendarDay(*self.one(((1, 1), (2, 29), (12, 31), (8, 1))))

    # ------------------------------------------------------------ conditions

    def condition(self, depth: int = 2) -> Condition:
        if depth and self.chance(0.35):
            kind = self.random.randrange(4)
            if kind == 0:
                return All(self.conditions(depth))
            if kind == 1:
                some = self.conditions(depth)
                return AnyOf(some, self.one((1, 1, 2, len(some))))
            if kind == 2:
                return Not(self.condition(depth - 1))
            name = f"condizione_{len(self.named)}"
            self.named[name] = self.condition(depth - 1)
            return Named(name, self.named[name])
        return self.test()

    def conditions(self, depth: int) -> tuple[Condition, ...]:
        return tuple(self.condition(depth - 1) for _ in range(self.random.randint(2, 3)))

    def test(self) -> Condition:
        kind = self.random.randrange(10)
        if kind < 3:
            fact = self.one(list(CHOICES))
            some = self.random.sample(CHOICES[fact], self.random.randint(1, len(CHOICES[fact]) - 1))
            return Test(fact, OneOf(tuple(some)), self.read_on(fact))
        if kind < 5:
            fact = self.one(list(NUMBERS))
            low, high = sorted(self.one(NUMBERS[fact]) for _ in "12")
            bounds = self.one(((low, None), (None, high), (low, high), (low, low)))
            return Test(fact, Between(*bounds), self.read_on(fact))
        if kind == 5:
            return Test(
                self.one((*DATE_FACTS, *PAPERS, "paga", "numero", "componenti", "età")), Present(self.chance(0.4))
            )
        if kind == 6:
            low, high = sorted(self.day() for _ in "12")
            return Test(self.one(DATE_FACTS), Between(*self.one(((low, None), (None, high), (low, high)))))
        if kind == 7:
            return Test(self.one(DATE_FACTS), Against(self.one(list(DayOrder)), self.one(ANCHORS)))
        if kind == 8:
            return self.one(
                (
                    Test(self.one(DATE_FACTS), self.season()),
                    Test(self.one(DATE_FACTS), Window(self.duration(), self.one(ANCHORS), self.chance(0.5))),
                )
            )
        check = SumInWindow(self.one((None, 100, 300)), self.one((None, 600)), self.duration(1), self.one(DATE_FACTS))
        return Test("ore_lavorate", check)

    def season(self) -> Season:
        ends = [(1, 1), (2, 28), (2, 29), (3, 1), (8, 31), (12, 28), (12, 31)]
        return Season(*self.one(ends), *self.one(ends))

    def exclusive(self) -> list[Condition]:
        """A few conditions of which never more than one holds."""
        if self.chance(0.5):
            fact = self.one(list(CHOICES))
            choices = list(CHOICES[fact])
            self.random.shuffle(choices)
            found: list[Condition] = [
                Test(fact, OneOf((choice,)), None) for choice in choices[: self.random.randint(1, 3)]
            ]
        else:
            fact = self.one(list(NUMBERS))
            cut = sorted(set(NUMBERS[fact]))
            edges: list[tuple[Any, Any]] = [(None, cut[0]), (cut[0] + 1, cut[1]), (cut[1] + 1, None)]
            found = [Test(fact, Between(low, high)) for low, high in edges[: self.random.randint(1, 3)]]
        if self.chance(0.3):
            found[0] = All((found[0], self.condition(1)))
        return found

    # ------------------------------------------------------------ terms

    def term(self, anchors: Sequence[str], depth: int = 2) -> Term:
        kind = self.random.randrange(12 if depth else 8)
        anchor = self.one(anchors)
        if kind == 7:
            return Anniversary(self.one(EVERY), anchor, self.one(anchors))
        kind -= kind > 7
        if kind < 3:
            before = self.chance(0.15)
            return After(self.duration(2), anchor, before=before, exceeding=not before and self.chance(0.3))
        if kind == 3:
            return self.one((AnchorDay(anchor), FixedDay(self.day())))
        if kind == 4:
            return DayOfYear(*self.one(((1, 31), (2, 29), (12, 31), (3, 1))), self.random.randint(0, 2), anchor)
        if kind == 5:
            return EndOf(self.one(list(CalendarSpan)), self.random.randint(0, 1), anchor)
        if kind == 6:
            return FirstOfMonth(self.random.randint(0, 4), anchor)
        if kind in (7, 8):
            parts = tuple(self.term(anchors, depth - 1) for _ in "12")
            return Earliest(parts) if kind == 7 else Latest(parts)
        if kind == 9:
            return NoTerm()
        cases = tuple((condition, self.term(anchors, depth - 1)) for condition in self.exclusive())
        return TermCases(cases, self.term(anchors, depth - 1))

    # ------------------------------------------------------------ values

    def constant(self, kind: str) -> Constant:
        if kind == "share":
            return Constant(self.one(SHARES))
        if kind == "count":
            return Constant(self.one((0, 1, 1, 2, 2, 3, 4, 6)))
        if kind == "minutes":
            return Constant(self.one((0, 30, 60, 90, 120, 300)))
        if kind == "small":
            return Constant(self.one((0, 1, 2, 3, 5, 7, 10, 10, 33, 99)))
        return Constant(self.one(CENTS))

    def value(self, kind: str, depth: int = 2, marginal: bool = False) -> Value:
        """A figure of a kind: money (small: what a member keeps; size: of a pot), share, count or minutes."""
        if marginal and self.chance(0.3):
            return self.marginal()
        choice = self.random.randrange(16) if depth else 0
        if choice in (12, 13) and kind in ("money", "size", "small") and self.chance(0.6):
            return self.outside(kind)
        if choice == 14 and kind in ("money", "count"):
            return FactAmount("paga", self.one(SHARES)) if kind == "money" else FactAmount("punti")
        if choice == 15:
            return ValueCases(
                tuple((condition, self.value(kind, depth - 1, marginal)) for condition in self.exclusive()),
                self.value(kind, depth - 1),
            )
        if choice == 10:
            return self.bands(kind, depth)
        if choice == 11:
            return self.choices(kind, depth)
        if kind == "size":
            return Constant(self.one((50, 100, 100, 150, 200, 333, 1000)))
        return self.constant(kind)

    def otherwise(self, kind: str, depth: int) -> Value | None:
        return self.value(kind, depth - 1) if self.chance(0.75) else None

    def bands(self, kind: str, depth: int) -> BandTable:
        fact = self.one(list(NUMBERS))
        first, second = sorted(self.random.sample(NUMBERS[fact], 2))
        bands = [
            Band(self.one((None, first)), second - 1, self.value(kind, depth - 1)),
            Band(second, self.one((None, second, second + 1)), self.value(kind, depth - 1)),
        ]
        return BandTable(fact, tuple(bands), self.otherwise(kind, depth), self.read_on(fact))

    def choices(self, kind: str, depth: int) -> ChoiceTable:
        fact = self.one(list(CHOICES))
        some = self.random.sample(CHOICES[fact], self.random.randint(1, len(CHOICES[fact])))
        entries = tuple((choice, self.value(kind, depth - 1)) for choice in some)
        return ChoiceTable(fact, entries, self.otherwise(kind, depth), self.read_on(fact))

    def marginal(self) -> MarginalTable:
        first = self.random.randint(1, 3)
        bands = [
            Band(1, first, self.constant("money")),
            Band(first + 1, self.one((None, first + 2)), self.constant("money")),
        ]
        return MarginalTable(tuple(bands))

    def outside(self, kind: str) -> Value:
        if self.chance(0.5):
            return ParameterValue("indennità", self.one((Fraction(1), Fraction(1, 2), Fraction(1, 3))))
        share = self.added_later(0.5, lambda: self.one((Fraction(7, 10), Fraction(3, 2)))) or Fraction(1)
        return TariffPrice("listino", self.one(("prezzo", "rete")), share)
