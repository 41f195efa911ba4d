"""A line on the clerk's desk: what is known about it, and which answers are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Union

from mutua.domain.case import Case, Cover, Dated, FactValue, Line
from mutua.domain.decisions import Missing, Reason
from mutua.rules.engine import calendar
from mutua.rules.facts import DERIVED
from mutua.rules.model import CalendarDay, ReadDay, Ruleset, Term

if TYPE_CHECKING:
    from mutua.rules.engine.ceilings import Reading
    from mutua.rules.engine.counters import Counters


class Unknown:
    """Something that nobody answered: what a condition or a value would need to be known."""

    __slots__ = ("missing",)

    def __init__(self, *missing: Missing) -> None:
        self.missing = missing

    @staticmethod
    def of(parts: "list[Unknown]") -> "Unknown":
        """All that several unknowns need, each once, in the order found."""
        return Unknown(*dict.fromkeys(one for part in parts for one in part.missing))


Truth = Union[bool, Unknown]
Answer = Union[FactValue, Unknown]
FactReader = Callable[["Context"], Any]
Figure = Union[int, Fraction, Unknown, Reason]


class Context:
    """One line being assessed. Everything a compiled rule reads or notes down about it."""

    # What most lines never change stands on the class: a line is made of what is its own.
    service_on: date | None = None
    cover: Cover | None = None
    expense: tuple[int, int] = (0, 1)
    quantity_asked: int = 0
    quantity_granted: int = 0
    first_day: date | None = None  # the day numbered 1, where days are counted
    granted_days: Sequence[int] = range(0)  # numbers of the granted days
    trace: list[Any] | None = None
    group: tuple[Mapping[str, FactValue], ...] | None = None

    def __init__(
        self, case: Case, line: Line, ruleset: Ruleset, counters: "Counters", rules_day: date | None, explain: bool
    ) -> None:
        self.case = case
        self.line = line
        self.ruleset = ruleset
        self.counters = counters
        self.facts: Mapping[str, FactValue] = {**case.facts, **line.facts} if line.facts else case.facts
        self.papers = {**case.papers, **line.papers} if line.papers else case.papers
        service = self.facts.get("servizio") or self.facts.get("inizio")
        if isinstance(service, date):
            self.service_on = service
        self.picked_day = rules_day  # the date that picked the version, where a plan did
        self.rules_day = rules_day or self.service_on  # the day on which outside figures and prices are read
        self.readings: dict[tuple[str, str, date], Reading] = {}
        self.pending: list[tuple[Reading, Fraction, int]] = []  # in-step draws
        self.layer_cuts: list[Reason] = []
        if explain:
            self.trace = []

    @property
    def request_token(self) -> str:
        return "@" + self.case.lines[0].id

    @property
    def group_token(self) -> str:
        group = self.facts.get("gruppo")
        return group if isinstance(group, str) else self.request_token

    def group_facts(self) -> tuple[Mapping[str, FactValue], ...]:
        """Facts of the lines of the same benefit and group, in this case and decided before."""
        if self.group is None:
            case, token, request = self.case, self.group_token, self.request_token
            found = []
            decided = [(one.line, None) for one in case.decided]
            for line, absent in (*decided, *((line, request) for line in case.lines)):
                if line.benefit == self.line.benefit:
                    facts = {**case.facts, **line.facts}
                    if facts.get("gruppo", absent) == token:
                        found.append(facts)
            self.group = tuple(found) or (self.facts,)  # a decided line without a group stands alone
        return self.group


def _missing(name: str) -> Unknown:
    return Unknown(Missing("fact", name))


NO_SERVICE = Unknown(Missing("fact", "servizio"))


def compile_day(read_on: ReadDay | None, ruleset: Ruleset) -> FactReader:
    """The day on which a fact that changes with time is read; Unknown where that day is not answered."""
    if read_on is None:
        return lambda ctx: ctx.service_on or NO_SERVICE
    if isinstance(read_on, CalendarDay):
        month, day = read_on.month, read_on.day
        return lambda ctx: (
            NO_SERVICE if ctx.service_on is None else calendar.day_in_year(ctx.service_on.year, month, day)
        )
    reader = compile_fact(read_on.fact, None, ruleset)

    def on(ctx: Context) -> Any:
        value = reader(ctx)
        return value if isinstance(value, Unknown) else calendar.day_in_rome(value)

    return on


def compile_fact(name: str, read_on: ReadDay | None, ruleset: Ruleset) -> FactReader:
    """A reader of one fact: its value, or Unknown with what it would need."""
    if name not in ruleset.facts:
        return _paper_reader(name)
    if name in DERIVED:
        return _derived_reader(name, read_on, ruleset)
    if name == "servizio":
        return lambda ctx: ctx.service_on or NO_SERVICE
    if name in ("iscrizione", "decorrenza"):
        return _cover_reader(name)
    if name == "prestazione":
        return lambda ctx: ctx.line.benefit
    if name == "spesa":
        return _expense_reader()
    if name == "autorizzata":
        return _authorised_reader(ruleset)
    fact = ruleset.facts[name]
    if fact.term is not None:
        return _computed_day(fact.term, ruleset)
    if name == "copertura":
        return _assistance_reader()
    if fact.history is not None:
        unknown, default = _missing(name), fact.default

        def from_history(ctx: Context) -> Answer:
            value = ctx.case.history.get(name, default)
            return unknown if value is None else value

        return from_history
    return _declared_reader(name, fact.default, compile_day(read_on or fact.read_on, ruleset))


def _declared_reader(name: str, default: object, day: FactReader) -> FactReader:
    unknown = _missing(name)

    def read(ctx: Context) -> Any:
        value = ctx.facts.get(name)
        if value is None:
            return unknown if default is None else default
        if value.__class__ is Dated:
            on = day(ctx)
            if on.__class__ is Unknown:
                return on
            value = value.on(on)
            if value is None:
                return unknown if default is None else default
        return value

    return read


def _computed_day(term: Term, ruleset: Ruleset) -> FactReader:
    """The day of a named term. Compiled when first read: terms and facts name each other."""
    from mutua.rules.engine.values import compile_term

    ready: list[FactReader] = []
    unset = Unknown()

    def computed(ctx: Context) -> Any:
        if not ready:
            ready.append(compile_term(term, ruleset))
        day = ready[0](ctx)
        return unset if day is None else day

    return computed


def _assistance_reader() -> FactReader:
    unknown = _missing("copertura")

    def assistance(ctx: Context) -> Any:
        return ctx.cover.assistance if ctx.cover is not None else ctx.facts.get("copertura", unknown)

    return assistance


def _expense_reader() -> FactReader:
    unknown = _missing("spesa")

    def expense(ctx: Context) -> Any:
        value = ctx.facts.get("spesa")
        if value is None and ctx.case.authorisation:
            value = ctx.facts.get("preventivo")
        return unknown if value is None else value

    return expense


def _authorised_reader(ruleset: Ruleset) -> FactReader:
    """Whether the society authorised it; a request to authorise is judged as if it had."""
    default = ruleset.facts["autorizzata"].default
    unknown = _missing("autorizzata")

    def authorised(ctx: Context) -> Any:
        if ctx.case.authorisation:
            return True
        value = ctx.facts.get("autorizzata", default)
        return unknown if value is None else value

    return authorised


def _paper_reader(name: str) -> FactReader:
    absent, undated = Unknown(Missing("paper", name)), Unknown(Missing("date", name))

    def paper(ctx: Context) -> Any:
        if name not in ctx.papers:
            return absent
        return ctx.papers[name] or undated

    return paper


def _cover_reader(name: str) -> FactReader:
    unknown = _missing(name)
    seniority = name == "iscrizione"

    def from_cover(ctx: Context) -> Any:
        cover = ctx.cover
        if cover is None:
            return unknown if ctx.service_on is not None else NO_SERVICE
        return cover.seniority_from if seniority else cover.effective_from

    return from_cover


def _derived_reader(name: str, read_on: ReadDay | None, ruleset: Ruleset) -> FactReader:
    if name in ("giorni", "notti"):
        return _days_reader(ruleset, 1 if name == "giorni" else 0)
    if name.endswith("_del_gruppo"):
        return _group_reader(name)
    base = compile_fact(DERIVED[name][0], None, ruleset)
    day = compile_day(read_on or ruleset.facts[name].read_on, ruleset)
    rules = ruleset.time

    def measured(ctx: Context) -> Any:
        since, on = base(ctx), day(ctx)
        if since.__class__ is Unknown or on.__class__ is Unknown:
            return Unknown.of([one for one in (since, on) if one.__class__ is Unknown])
        if name == "età":
            return calendar.age_on(since, on, rules)
        months = calendar.completed_months(since, on)
        return months if name == "mesi_di_iscrizione" else months // 12

    return measured


def _days_reader(ruleset: Ruleset, extra: int) -> FactReader:
    first, last = compile_fact("inizio", None, ruleset), compile_fact("fine", None, ruleset)

    def days(ctx: Context) -> Any:
        start, end = first(ctx), last(ctx)
        unknown = [value for value in (start, end) if value.__class__ is Unknown]
        if unknown:
            return Unknown.of(unknown)
        return max(0, (end - start).days + extra)

    return days


def _group_reader(name: str) -> FactReader:
    base = DERIVED[name][0]
    unknown = _missing(base)
    join: Callable[[list[Any]], Any] = max if name.startswith("ultima") else min if name.startswith("prima") else sum

    def of_group(ctx: Context) -> Any:
        values = [facts.get(base) for facts in ctx.group_facts()]
        if base == "spesa" and ctx.case.authorisation:
            values = [
                facts.get("preventivo") if value is None else value
                for value, facts in zip(values, ctx.group_facts(), strict=True)
            ]
        if not values or any(value is None for value in values):
            return unknown
        return join(values)

    return of_group


def is_answered(name: str, ruleset: Ruleset) -> Callable[[Context], bool]:
    """Whether a fact was answered (its default does not count) or a paper delivered."""
    if name not in ruleset.facts:
        return lambda ctx: name in ctx.papers
    fact = ruleset.facts[name]
    if fact.history is not None:
        return lambda ctx: name in ctx.case.history
    if fact.default is not None:
        reader = _declared_reader(name, None, compile_day(fact.read_on, ruleset))
    else:
        reader = compile_fact(name, None, ruleset)
    return lambda ctx: reader(ctx).__class__ is not Unknown
