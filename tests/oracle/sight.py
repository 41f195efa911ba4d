"""The facts of one line, as the rules see them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from mutua.domain.case import Case, Cover, Dated, FactValue, Line
from mutua.domain.decisions import Missing
from mutua.rules.facts import DERIVED
from mutua.rules.model import FactDay, FactKind, ReadDay, Ruleset, Term

from . import days
from .answers import Unknown, fact_missing, gather, once

GROUP_FACTS = {
    "quantità_del_gruppo": ("quantità", sum),
    "spesa_del_gruppo": ("spesa", sum),
    "prima_fattura_del_gruppo": ("fattura", min),
    "ultima_fattura_del_gruppo": ("fattura", max),
}


def overlaid(case: Case, line: Line) -> dict[str, FactValue]:
    return {**case.facts, **line.facts}


def request_token(case: Case) -> str:
    return "@" + (case.lines[0].id if case.lines else "")


class Sight:
    """One line of a case before a ruleset: reads facts, papers, covers."""

    def __init__(self, case: Case, ruleset: Ruleset, line: Line, decided: bool = False) -> None:
        self.case = case
        self.ruleset = ruleset
        self.line = line
        self.decided = decided
        self.facts = overlaid(case, line)
        self.papers: dict[str, date | None] = {**case.papers, **line.papers}
        self.extra: dict[str, Any] = {}  # the facts of an arrears interval, while it is looked at
        self.version_day: date | None = None  # the date that picked the version, where a plan did

    # ------------------------------------------------------------ keys

    @property
    def group(self) -> str | None:
        found = self.facts.get("gruppo")
        if found is not None:
            return str(found)
        return None if self.decided else request_token(self.case)

    # ------------------------------------------------------------ reading

    def raw(self, name: str) -> FactValue | None:
        """What was answered, with the two facts that stand in for another."""
        fact = self.ruleset.facts.get(name)
        if fact is not None and fact.history is not None:
            return self.case.history.get(name)
        if name == "autorizzata" and self.case.authorisation:
            return True
        found = self.facts.get(name)
        if found is None and name == "servizio":
            return self.facts.get("inizio")
        if found is None and name == "spesa" and self.case.authorisation:
            return self.facts.get("preventivo")
        return found

    def is_paper(self, name: str) -> bool:
        return name in self.ruleset.papers and name not in self.ruleset.facts

    def reading_day(self, name: str, read_on: ReadDay | None) -> date | Unknown:
        fact = self.ruleset.facts.get(name)
        when = read_on or (fact.read_on if fact else None)
        if isinstance(when, FactDay):
            return self.day(when.fact)
        service = self.service()
        if when is None or isinstance(service, Unknown):
            return service
        return days.day_of_year(service.year, when.month, when.day)

    def service(self) -> date | Unknown:
        found = self.raw("servizio")
        if found is None:
            return fact_missing("servizio")
        return self.held(found, "servizio", None)

    def held(self, value: FactValue, name: str, read_on: ReadDay | None) -> Any:
        """The value of a fact that may change with time, on its reading day."""
        if not isinstance(value, Dated):
            return value
        day = self.reading_day(name, read_on)
        if isinstance(day, Unknown):
            return day
        return value.on(day)

    def read(self, name: str, read_on: ReadDay | None = None) -> Any:
        """The fact's value, or what must be asked to know it."""
        answered = self.answered(name, read_on)
        if answered is not None:
            return answered
        fact = self.ruleset.facts.get(name)
        if fact is not None and fact.default is not None:
            return fact.default
        return fact_missing(name)

    def answered(self, name: str, read_on: ReadDay | None = None) -> Any:
        """As `read`, but None for a plain fact that nobody answered (its default is not an answer)."""
        if name in self.extra:
            return self.extra[name]
        if self.is_paper(name):
            if name not in self.papers:
                return Unknown((Missing("paper", name),))
            return self.papers[name] or Unknown((Missing("date", name),))
        fact = self.ruleset.facts.get(name)
        if fact is not None and fact.term is not None:
            return self.computed(fact.term)
        if name == "prestazione":
            return self.line.benefit
        if name in ("iscrizione", "decorrenza"):
            return self.of_cover(name)
        if name in GROUP_FACTS:
            return self.of_group(name)
        if name in DERIVED:
            return self.derived(name, read_on)
        found = self.raw(name)
        return None if found is None else self.held(found, name, read_on)

    def present(self, name: str, read_on: ReadDay | None = None) -> bool:
        if self.is_paper(name):
            return name in self.papers
        found = self.answered(name, read_on)
        return found is not None and not isinstance(found, Unknown)

    def day(self, name: str) -> date | Unknown:
        """A date fact or a paper, as a day (an instant: its date in Rome)."""
        found = self.read(name)
        fact = self.ruleset.facts.get(name)
        if fact is not None and fact.kind is FactKind.INSTANT and not isinstance(found, Unknown):
            return days.date_in_rome(found)
        return found

    # ------------------------------------------------------------ computed

    def computed(self, what: Term) -> Any:
        from .logic import term

        return term(what, self)

    def derived(self, name: str, read_on: ReadDay | None) -> Any:
        bases = {base: self.read(base) for base in DERIVED[name]}
        lacking = gather(bases.values())
        if name in ("giorni", "notti"):
            if lacking:
                return lacking
            nights = (bases["fine"] - bases["inizio"]).days
            return max(0, nights + 1 if name == "giorni" else nights)
        day = self.reading_day(name, read_on)
        lacking = gather([*bases.values(), day])
        if lacking:
            return lacking
        if name == "età":
            return days.age(bases["nascita"], day, self.ruleset.time)
        if name == "anni_di_iscrizione":
            return days.completed_years(bases["iscrizione"], day)
        return days.completed_months(bases["iscrizione"], day)

    def of_group(self, name: str) -> Any:
        base, combine = GROUP_FACTS[name]
        everyone = [Sight(self.case, self.ruleset, line) for line in self.case.lines]
        everyone += [Sight(self.case, self.ruleset, one.line, decided=True) for one in self.case.decided]
        if self.group is None:
            return self.read(base)
        values = [
            other.read(base)
            for other in everyone
            if other.line.benefit == self.line.benefit and other.group == self.group
        ]
        return gather(values) or combine(values)

    def cover(self) -> Cover | Unknown | None:
        """The cover that holds on the service date and started last; the first of equals."""
        service = self.service()
        if isinstance(service, Unknown):
            return service
        benefit = self.ruleset.benefits.get(self.line.benefit)
        wanted = benefit.cover if benefit else ""
        held = [c for c in self.case.covers if c.assistance == wanted or not wanted]
        held = [c for c in held if c.holds_on(service)]
        return max(held, key=lambda c: c.effective_from) if held else None

    def of_cover(self, name: str) -> Any:
        cover = self.cover()
        if isinstance(cover, Unknown):
            return cover
        if cover is None:
            return self.facts.get(name)
        return cover.seniority_from if name == "iscrizione" else cover.effective_from

    def expense(self) -> int:
        """The expense as asked, 0 when nobody said."""
        found = self.read("spesa")
        return 0 if isinstance(found, Unknown) else int(found)

    def figure(self, name: str, read_on: ReadDay | None = None) -> Any:
        """A numeric fact as a number: hundredths are brought back to units."""
        found = self.read(name, read_on)
        if isinstance(found, Unknown):
            return found
        if self.ruleset.facts[name].kind is FactKind.DECIMAL:
            return Fraction(found, 100)
        return Fraction(found)

    def lacking(self, *answers: Any) -> tuple[Missing, ...]:
        unknown = gather(answers)
        return once(unknown.missing) if unknown else ()
