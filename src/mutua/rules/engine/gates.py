"""The gates, always in this order: covered, in time, waited long enough, dues paid, papers complete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Union

from mutua.domain.case import Arrears, Cover
from mutua.domain.decisions import Missing, Reason
from mutua.rules.engine import calendar
from mutua.rules.engine.conditions import compile_condition
from mutua.rules.engine.context import Context, FactReader, Unknown, compile_fact
from mutua.rules.engine.values import choose_case, compile_term
from mutua.rules.model import (
    ArrearsRule,
    Benefit,
    Deadline,
    DurationUnit,
    NoTerm,
    Notice,
    PaperFault,
    PaperRule,
    Requirement,
    Ruleset,
    Waiting,
)

# A gate passes (None), refuses (Reason), or does not know yet (Unknown, or a Reason that suspends).
Verdict = Union[None, Reason, Unknown]
Gate = Callable[[Context], Verdict]


@dataclass(frozen=True, slots=True)
class Waits:
    """A reason for which the line waits without any answer or paper being missing (dues not paid yet)."""

    reason: Reason


def cover_gate(benefit: Benefit) -> Gate:
    """Finds the cover in force on the service date: the one that started last."""
    assistance = benefit.cover

    def gate(ctx: Context) -> Verdict:
        day = ctx.service_on
        if day is None:
            return Unknown(Missing("fact", "servizio"))
        found: Cover | None = None
        for cover in ctx.case.covers:
            since, until = cover.effective_from, cover.ends_on
            if (
                since <= day
                and (until is None or day <= until)
                and (not assistance or cover.assistance == assistance)
                and (found is None or since > found.effective_from)
            ):
                found = cover
        ctx.cover = found
        if found is None:
            return Reason("not_covered", {"on": day, "assistance": assistance}, benefit.article)
        return None

    return gate


def requirement_gates(benefit: Benefit, ruleset: Ruleset) -> list[Gate]:
    """What must hold, then what must not."""
    gates = []
    for wanted, rules, code in (
        (True, benefit.requires, "requirement_not_met"),
        (False, benefit.excludes, "excluded"),
    ):
        for index, rule in enumerate(rules):
            gates.append(_requirement(rule, index, wanted, code, benefit, ruleset))
    return gates


def _requirement(rule: Requirement, index: int, wanted: bool, code: str, benefit: Benefit, ruleset: Ruleset) -> Gate:
    holds = compile_condition(rule.condition, ruleset)
    reason = Reason(code, {"motive": rule.reason, "index": index}, rule.article or benefit.article)

    def gate(ctx: Context) -> Verdict:
        truth = holds(ctx)
        if truth is wanted:
            return None
        return truth if isinstance(truth, Unknown) else reason

    return gate


def deadline_gates(deadline: Deadline, article: str, ruleset: Ruleset) -> list[Gate]:
    """Not too late, not too early, with the notice asked for."""
    gates: list[Gate] = []
    arrived = compile_fact("richiesta", None, ruleset)
    article = deadline.article or article
    if not isinstance(deadline.by, NoTerm):
        gates.append(_in_time(arrived, compile_term(deadline.by, ruleset), article, early=False))
    if not isinstance(deadline.not_before, NoTerm):
        gates.append(_in_time(arrived, compile_term(deadline.not_before, ruleset), article, early=True))
    if isinstance(deadline.notice, Notice):
        gates.append(_notice(deadline.notice, article, ruleset))
    elif deadline.notice is not None:
        cases = [(when, _optional_notice(one, article, ruleset)) for when, one in deadline.notice.cases]
        otherwise = _optional_notice(deadline.notice.otherwise, article, ruleset)
        gates.append(choose_case([*cases], otherwise, ruleset))
    return gates


def _optional_notice(notice: Notice | None, article: str, ruleset: Ruleset) -> Gate:
    return _notice(notice, article, ruleset) if notice is not None else lambda ctx: None


def _in_time(arrived: FactReader, term: Callable[[Context], Any], article: str, *, early: bool) -> Gate:
    def gate(ctx: Context) -> Verdict:
        day, limit = arrived(ctx), term(ctx)
        if limit is None:
            return None
        if day.__class__ is date and limit.__class__ is date and (day >= limit if early else day <= limit):
            return None
        unknown = [one for one in (day, limit) if isinstance(one, Unknown)]
        if unknown:  # an authorisation comes before the invoice that the term may count from
            return None if ctx.case.authorisation else Unknown.of(unknown)
        day = calendar.day_in_rome(day)
        if early:
            return Reason("too_early", {"from": limit, "arrived": day}, article) if day < limit else None
        return Reason("too_late", {"by": limit, "arrived": day}, article) if day > limit else None

    return gate


def minutes_of(given: timedelta) -> int:
    """Whole minutes of a length of time, rounded down."""
    return given // timedelta(minutes=1)


def _notice(notice: Notice, article: str, ruleset: Ruleset) -> Gate:
    anchor = compile_fact(notice.anchor, None, ruleset)
    duration, by_hours = notice.duration, notice.duration.unit is DurationUnit.HOURS
    asked = compile_fact("richiesta_ore" if by_hours else "richiesta", None, ruleset)
    text = f"{duration.count} {duration.unit.value}"

    def gate(ctx: Context) -> Verdict:
        when, start = asked(ctx), anchor(ctx)
        unknown = [one for one in (when, start) if isinstance(one, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        if by_hours and isinstance(when, datetime) and isinstance(start, datetime):
            given = start - when
            short = given < timedelta(hours=duration.count)
            minutes = minutes_of(given)
        else:
            first, last = calendar.day_in_rome(when), calendar.day_in_rome(start)
            short = first > calendar.shift(last, duration, -1, ruleset.time)
            minutes = (last - first).days * 1440
        return Reason("short_notice", {"needed": text, "given_minutes": minutes}, article) if short else None

    return gate


def waiting_gate(waiting: Waiting, article: str, ruleset: Ruleset) -> list[Gate]:
    if isinstance(waiting.first_day, NoTerm):
        return []
    term = compile_term(waiting.first_day, ruleset)
    article = waiting.article or article

    def gate(ctx: Context) -> Verdict:
        first = term(ctx)
        if first is None:
            return None
        if isinstance(first, Unknown):
            return first
        if ctx.service_on is None:
            return Unknown(Missing("fact", "servizio"))
        if ctx.service_on >= first:
            return None
        return Reason("waiting", {"first_day": first, "service": ctx.service_on}, article)

    return [gate]


@dataclass(frozen=True, slots=True)
class CompiledArrears:
    """When services stop being covered for unpaid dues, and from when they are covered again."""

    rule: ArrearsRule
    ruleset: Ruleset
    resumes: Callable[[Context], Any]

    def stops_on(self, arrears: Arrears) -> date | None:
        """The first day without cover; None if the dues were paid in time, grace included."""
        last = arrears.due_on
        if self.rule.grace is not None:
            last = calendar.shift(last, self.rule.grace, 1, self.ruleset.time)
        if arrears.paid_on is not None and arrears.paid_on <= last:
            return None
        return calendar.add_days(last, 1)

    def resumes_on(self, arrears: Arrears, ctx: Context) -> "date | Unknown | None":
        """The first day covered again; None while unpaid, or where the rule sets no day."""
        if arrears.paid_on is None:
            return None
        saved = ctx.facts
        ctx.facts = {
            **saved, "scadenza": arrears.due_on, "pagamento": arrears.paid_on,
            "ritardo_giorni": (arrears.paid_on - arrears.due_on).days,
            "ritardo_mesi": calendar.completed_months(arrears.due_on, arrears.paid_on),
        }  # fmt: skip
        try:
            found = self.resumes(ctx)
        finally:
            ctx.facts = saved
        return found if isinstance(found, (date, Unknown)) else arrears.paid_on

    def gate(self, ctx: Context) -> "Verdict | Waits":
        unknown: list[Unknown] = []
        waits: Waits | None = None
        for arrears in ctx.case.arrears:
            stops = self.stops_on(arrears)
            if stops is None:
                continue
            if ctx.service_on is None:
                return Unknown(Missing("fact", "servizio"))
            if ctx.service_on < stops:
                continue
            if self.rule.suspends:
                if arrears.paid_on is None:
                    waits = waits or Waits(Reason("arrears_open", {"due_on": arrears.due_on}, self.rule.article))
                continue
            resumes = self.resumes_on(arrears, ctx)
            if isinstance(resumes, Unknown):
                unknown.append(resumes)
            elif resumes is None or ctx.service_on < resumes:
                return Reason("arrears", {"due_on": arrears.due_on, "resumes": resumes}, self.rule.article)
        return Unknown.of(unknown) if unknown else waits


def compile_arrears(ruleset: Ruleset) -> CompiledArrears | None:
    rule = ruleset.arrears
    return None if rule is None else CompiledArrears(rule, ruleset, compile_term(rule.resumes, ruleset))


def paper_gate(rule: PaperRule, article: str, ruleset: Ruleset) -> Gate:
    """A paper is there, not too old, not dated too late, still valid."""
    paper = rule.paper
    when = compile_condition(rule.when, ruleset) if rule.when is not None else None
    checks = _paper_checks(rule, rule.article or article, ruleset)
    absent = Unknown(Missing("paper", rule.paper))
    undated = Unknown(Missing("date", rule.paper))
    refuse_absent = rule.missing is PaperFault.REFUSE
    missing = Reason("paper_missing", {"paper": rule.paper}, rule.article or article)

    def gate(ctx: Context) -> Verdict:
        if ctx.case.authorisation:
            return None
        truth = True if when is None else when(ctx)
        if truth is not True:
            return truth if isinstance(truth, Unknown) else None
        if paper not in ctx.papers:
            return missing if refuse_absent else absent
        if not checks:
            return None
        dated = ctx.papers[paper]
        verdicts = [said for check in checks if (said := check(ctx, dated or undated)) is not None]
        if not verdicts:
            return None
        for verdict in verdicts:
            if isinstance(verdict, Reason):
                return absent if rule.stale is PaperFault.SUSPEND else verdict
        unknown = [verdict for verdict in verdicts if isinstance(verdict, Unknown)]
        return Unknown.of(unknown) if unknown else None

    return gate


PaperCheck = Callable[[Context, "date | Unknown"], Verdict]


def _paper_checks(rule: PaperRule, article: str, ruleset: Ruleset) -> list[PaperCheck]:
    """The checks of a delivered paper, by its date (Unknown where it bears none)."""
    checks: list[PaperCheck] = []
    if rule.not_older_than is not None:
        duration = rule.not_older_than
        oldest = calendar.remembered(lambda day: calendar.shift(day, duration, -1, ruleset.time))
        checks.append(_dated_check("paper_too_old", rule, rule.relative_to, article, ruleset, oldest, early=True))
    for code, anchor, early in (("paper_too_late", rule.not_after, False), ("paper_too_early", rule.not_before, True)):
        if anchor:
            checks.append(_dated_check(code, rule, anchor, article, ruleset, lambda day: day, early=early))
    if not isinstance(rule.valid_until, NoTerm):
        checks.append(_still_valid(rule, article, ruleset))
    return checks


def _dated_check(
    code: str, rule: PaperRule, anchor: str, article: str, ruleset: Ruleset, limit_of: Callable[[date], date], *,
    early: bool,
) -> PaperCheck:  # fmt: skip
    """The paper's date against a limit: not earlier than it, or not later."""
    read = compile_fact(anchor, None, ruleset)

    def check(ctx: Context, dated: date | Unknown) -> Verdict:
        day = read(ctx)
        if isinstance(dated, Unknown) or isinstance(day, Unknown):
            return Unknown.of([one for one in (dated, day) if isinstance(one, Unknown)])
        limit = limit_of(calendar.day_in_rome(day))
        wrong = dated < limit if early else dated > limit
        return _paper_reason(code, rule, dated, limit, article) if wrong else None

    return check


def _still_valid(rule: PaperRule, article: str, ruleset: Ruleset) -> PaperCheck:
    """The day it is used for against the last day it is valid."""
    relative, term = compile_fact(rule.relative_to, None, ruleset), compile_term(rule.valid_until, ruleset)

    def check(ctx: Context, dated: date | Unknown) -> Verdict:
        limit = term(ctx)
        if limit is None:
            return None
        day = relative(ctx)
        unknown = [one for one in (day, limit) if isinstance(one, Unknown)]
        if unknown:
            return Unknown.of(unknown)
        assert isinstance(limit, date)
        expired = calendar.day_in_rome(day) > limit
        written = dated if isinstance(dated, date) else None
        return _paper_reason("paper_expired", rule, written, limit, article) if expired else None

    return check


def _paper_reason(code: str, rule: PaperRule, dated: date | None, limit: date, article: str) -> Reason:
    return Reason(code, {"paper": rule.paper, "dated": dated, "limit": limit}, article)
