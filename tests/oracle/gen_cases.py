"""Seeded cases: sequences of requests of one household that carry the pots forward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

from mutua.domain.case import Arrears, Balance, Case, Cover, Dated, DecidedLine, FactValue, Line, PotState, Series
from mutua.domain.decisions import Assessment, MovementKind
from mutua.rules.model import Ruleset

from .days import ROME, add_days
from .gen_parts import BENEFITS, CENTS, CODES, DATED, PAPERS, Parts
from .ledger import apply

REQUESTS = 12
AMOUNTS = (0, 1, 99, 100, 101, 150, 200, 250, 333, 400, 500, 700, 1000, 1000, 2000, 5000)
NAMES = ("anna", "bruno")


class CaseMaker(Parts):
    """The requests of one household, one after the other."""

    def __init__(self, random: Random, ruleset: Ruleset) -> None:
        super().__init__(random)
        self.ruleset = ruleset
        self.gaps = self.one((0.0, 0.0, 0.0, 0.01, 0.01, 0.01, 0.02, 0.05, 0.3))  # how often nobody answers
        self.state: PotState = self.old_state()
        self.decided: list[DecidedLine] = []
        self.waiting: Case | None = None  # an authorised request whose invoices come next
        self.set_aside: dict[tuple[str, str, date], int] = {}
        self.number = 0

    def old_state(self) -> PotState:
        state: dict[tuple[str, str], dict[date, Balance]] = {}
        for counter in ("vecchio", "plafond_0", "chiave_plafond_1"):
            if self.chance(0.5):
                starts = [date.min, date(2024, 1, 1), date(2023, 1, 1), date(2024, 3, 1), self.day(), self.day()]
                state[counter, self.one((*NAMES, "casa", ""))] = {
                    self.one(starts): Balance(self.one((0, 1, 2, 50)), self.one((0, 0, 1, 2, 50)))
                    for _ in range(self.random.randint(1, 3))
                }
        return state

    # ------------------------------------------------------------ facts

    def scalar(self, name: str) -> Any:
        amounts = ("spesa", "altri_rimborsi", "paga", "preventivo", "residuo", "pagato_prima")
        if name in amounts:
            return self.one(AMOUNTS) if name != "altri_rimborsi" else self.one((0, 0, 0, 1, 50, 100))
        if name in ("quantità",):
            return self.one((0, 1, 1, 1, 2, 2, 3, 4, 5, 5, 30, 60, 60, 61, 90, 150))
        if name in ("componenti", "numero", "punti", "familiari_a_carico", "quante"):
            return self.random.randint(0, 4)
        if name == "diottrie":
            return self.one((0, 49, 50, 100, 149, 150))
        if name in ("pronto", "rete", "autorizzata", "qualcosa"):
            return self.chance(0.5)
        choices = {
            "grado": ("titolare", "coniuge", "figlio"),
            "regime": ("privato", "ticket"),
            "causa": ("malattia", "infortunio"),
            "fascia": ("A", "B", "C"),
            "codice": (*CODES, "C1", "C2"),
            "evento": ("e1", "e2"),
            "gruppo": ("g1", "g2"),
            "numero_fattura": ("n1", "n2"),
            "dente": ("36", "37"),
        }
        if name in choices:
            return self.one(choices[name])
        return self.day()

    def fact(self, name: str) -> FactValue:
        if name in DATED and self.chance(0.2):
            entries = {self.day(): self.scalar(name) for _ in range(3)}
            return Dated(tuple(sorted(entries.items())))
        return self.scalar(name)

    def answered(self, *names: str) -> dict[str, FactValue]:
        return {name: self.fact(name) for name in names if not self.chance(self.gaps)}

    def near(self, day: date) -> date:
        """A day that collides with another, or stands close to it."""
        if self.chance(0.3):
            return self.day()
        return add_days(day, self.one((0, 0, 0, 1, 2, 3, 5, 30)))

    def instant(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, self.one((0, 2, 9, 10, 23)), 0, tzinfo=ROME)

    def line_facts(self) -> dict[str, FactValue]:
        service = self.day()
        facts = self.answered(
            "spesa", "altri_rimborsi", "quantità", "codice", "regime", "rete", "causa", "dente", "numero_fattura",
            "numero", "diottrie", "pronto", "inizio_cura", "preventivo", "residuo",
        )  # fmt: skip
        days = {
            "servizio": service,
            "inizio": service if self.chance(0.7) else self.day(),
            "fattura": self.near(service),
        }
        days["fine"] = add_days(days["inizio"], self.one((0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 7, 7, 35, -1)))
        facts |= {name: day for name, day in days.items() if not self.chance(self.gaps)}
        if not self.chance(self.gaps):
            facts["inizio_ore"] = self.instant(service)
        if self.chance(0.5):
            facts["gruppo"] = self.scalar("gruppo")
        if self.chance(0.1):
            facts["autorizzata"] = True
        return facts

    def request_facts(self) -> dict[str, FactValue]:
        asked = self.one([date(2024, 3, 1), date(2024, 12, 31), self.day(), date(2025, 1, 1), self.day()])
        facts = self.answered(
            "evento", "evento_del", "ricovero", "dimissione", "nascita", "grado", "componenti", "familiari_a_carico",
            "fascia", "paga", "punti",
        )  # fmt: skip
        if "nascita" in facts and self.chance(0.8):
            facts["nascita"] = self.one((date(2004, 2, 29), date(2006, 2, 28), date(1964, 3, 1), date(2024, 3, 1)))
        if not self.chance(self.gaps):
            facts["richiesta"] = asked
        if not self.chance(self.gaps):
            facts["richiesta_ore"] = self.instant(self.one((asked, self.day())))
        if not self.chance(self.gaps):
            facts["ore_lavorate"] = Series(tuple(sorted((self.day(), self.one((0, 100, 300))) for _ in range(4))))
        return facts

    def papers(self) -> dict[str, date | None]:
        return {name: None if self.chance(0.05) else self.day() for name in PAPERS if not self.chance(0.12)}

    # ------------------------------------------------------------ requests

    def line(self, benefit: str) -> Line:
        self.number += 1
        return Line(f"r{self.number}", benefit, self.line_facts(), self.papers() if self.chance(0.2) else {})

    def covers(self) -> tuple[Cover, ...]:
        if self.chance(0.015):
            return ()
        covers = [Cover(one, date(2020, 1, 1)) for one in ("base", "denti")]
        if self.chance(0.35):
            covers[0] = Cover("base", date(2020, 1, 1), None, self.one((date(2018, 2, 28), date(2020, 2, 29))))
        if self.chance(0.25):
            covers.append(Cover("base", self.day(), self.one((None, self.day())), None))
        if self.chance(0.06):
            covers[1] = Cover("denti", self.day(), None, None)
        self.random.shuffle(covers)
        return tuple(covers)

    def arrears(self) -> tuple[Arrears, ...]:
        if self.chance(0.7):
            return ()
        found = []
        for _ in range(self.random.randint(1, 2)):
            due = self.day()
            found.append(
                Arrears(due, None if self.chance(0.3) else add_days(due, self.one((0, 1, 29, 30, 31, 60, 200))))
            )
        return tuple(found)

    def case(self) -> Case:
        if self.waiting is not None and self.chance(0.8):
            return self.invoiced(self.waiting)
        benefits = [self.one(BENEFITS)] * 2 + list(BENEFITS)
        lines = tuple(self.line(self.one(benefits)) for _ in range(self.one((1, 1, 2, 3, 4))))
        if self.chance(0.005):
            lines = (replace(lines[0], benefit="IGNOTA"), *lines[1:])
        holders = {"person": self.one(NAMES), "member": "anna", "household": "casa", "firm": "ditta"}
        history = {name: self.fact(name) for name in ("ultimo", "quante", "qualcosa") if not self.chance(self.gaps)}
        return Case(
            lines,
            self.request_facts(),
            self.papers(),
            {key: one for key, one in holders.items() if not self.chance(self.gaps / 4)},
            self.covers(),
            self.arrears(),
            self.before(),
            self.state,
            history,
            {},
            self.chance(0.12),
        )

    def before(self) -> tuple[DecidedLine, ...]:
        decided = list(self.decided) if self.chance(0.5) else []
        while self.chance(0.2):
            decided.append(DecidedLine(self.line(self.one(BENEFITS)), self.one(CENTS)))
        return tuple(decided[-3:])

    def invoiced(self, authorised: Case) -> Case:
        lines = authorised.lines
        if self.chance(0.5):
            lines = tuple(
                replace(line, facts={**line.facts, "spesa": self.one(CENTS), "quantità": self.one((1, 2, 60))})
                for line in lines
            )
        return replace(authorised, lines=lines, authorisation=False, pots=self.state, reserved=self.set_aside)

    def learn(self, case: Case, answer: Assessment) -> None:
        """Books what was decided, before the next request."""
        movements = [movement for line in answer.lines for movement in line.movements]
        self.state = apply(self.state, movements)
        self.waiting, self.set_aside = None, {}
        if case.authorisation:
            self.waiting = case
            for one in movements:
                if one.kind is MovementKind.RESERVE:
                    key = (one.pot, one.holder, one.period)
                    self.set_aside[key] = self.set_aside.get(key, 0) + one.amount
        else:
            for line, told in zip(case.lines, answer.lines, strict=True):
                if told.granted_cents:
                    self.decided.append(DecidedLine(line, told.computed_cents))


def sequence(seed: int, ruleset: Ruleset) -> Iterator[tuple[Case, CaseMaker]]:
    """Cases one after the other: the caller tells the maker each answer before asking for the next case."""
    maker = CaseMaker(Random(f"cases {seed}"), ruleset)
    for _ in range(REQUESTS):
        yield maker.case(), maker
