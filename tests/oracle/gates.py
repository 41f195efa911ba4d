"""The gates of a line: covered, in time, waiting, arrears, evidence. A definite refusal wins over what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mutua.domain.case import Arrears
from mutua.domain.decisions import Missing, Reason
from mutua.rules.model import Benefit, Duration, DurationUnit, NoTerm, Notice, NoticeCases, PaperFault, PaperRule, Row

from . import days
from .answers import Unknown, gather, once
from .logic import holds, one_case, term
from .sight import Sight


@dataclass
class Gate:
    """What the gates say of a line: a refusal, or what is missing, arrears that suspend, and the row (if known)."""

    refusal: Reason | None = None
    missing: tuple[Missing, ...] = ()
    waits_for_arrears: Reason | None = None
    asked_first: tuple[Missing, ...] = ()  # what was missing before the arrears were looked at
    row: Row | None = None


@dataclass
class Notes:
    refusals: list[Reason] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    arrears: list[tuple[int, Reason]] = field(default_factory=list)
    row: Row | None = None

    def refuse(self, code: str, article: str = "", /, **values: object) -> None:
        self.refusals.append(Reason(code, values, article))  # type: ignore[arg-type]

    def ask(self, unknown: Unknown | None) -> bool:
        if unknown:
            self.missing.extend(unknown.missing)
        return unknown is not None


def gates(sight: Sight) -> Gate:
    benefit = sight.ruleset.benefits.get(sight.line.benefit)
    notes = Notes()
    if benefit is None:
        notes.refuse("unknown_benefit")
    else:
        for look in (covered, situation, in_time, waiting, arrears, evidence):
            look(sight, benefit, notes)
    if notes.refusals:
        return Gate(refusal=notes.refusals[0])
    gate = Gate(missing=once(notes.missing), row=notes.row)
    if notes.arrears:
        position, gate.waits_for_arrears = notes.arrears[0]
        gate.asked_first = once(notes.missing[:position])
    return gate


def covered(sight: Sight, benefit: Benefit, notes: Notes) -> None:
    cover = sight.cover()
    if isinstance(cover, Unknown):
        notes.ask(cover)
    elif cover is None:
        notes.refuse("not_covered")
    for requirement in benefit.requires:
        answer = holds(requirement.condition, sight)
        if isinstance(answer, Unknown):
            notes.ask(answer)
        elif not answer:
            notes.refuse("requirement_not_met", requirement.article, motive=requirement.reason)
    for requirement in benefit.excludes:
        answer = holds(requirement.condition, sight)
        if isinstance(answer, Unknown):
            notes.ask(answer)
        elif answer:
            notes.refuse("excluded", requirement.article, motive=requirement.reason)


def row_of(sight: Sight, benefit: Benefit) -> Row | Unknown | None:
    """The row of the situation; a row without condition is the only one."""
    for row in benefit.rows:
        if row.when is None and not row.otherwise:
            return row
    cases = [(row.when, row) for row in benefit.rows if row.when is not None and not row.otherwise]
    otherwise = next((row for row in benefit.rows if row.otherwise), None)
    found: Row | Unknown | None = one_case(cases, otherwise, sight)
    return found


def situation(sight: Sight, benefit: Benefit, notes: Notes) -> None:
    row = row_of(sight, benefit)
    if isinstance(row, Unknown):
        notes.ask(row)
    elif row is None or row.not_due:
        notes.refuse("situation_not_covered")
    else:
        notes.row = row


def in_time(sight: Sight, benefit: Benefit, notes: Notes) -> None:
    deadline = benefit.deadline
    for which, what in (("too_late", deadline.by), ("too_early", deadline.not_before)):
        if isinstance(what, NoTerm):
            continue
        asked, limit = sight.day("richiesta"), term(what, sight)
        if sight.case.authorisation and gather([asked, limit]):
            continue  # what is asked beforehand is held only to days already known
        if notes.ask(gather([asked, limit])) or not isinstance(limit, date):
            continue
        if which == "too_late" and asked > limit:
            notes.refuse("too_late", deadline.article, by=limit)
        if which == "too_early" and asked < limit:
            notes.refuse("too_early", deadline.article, **{"from": limit})
    notice = deadline.notice
    if isinstance(notice, NoticeCases):
        notice = one_case(notice.cases, notice.otherwise, sight)
    if isinstance(notice, Unknown):
        notes.ask(notice)
    elif notice is not None:
        in_notice(sight, notice, deadline.article, notes)


def in_notice(sight: Sight, notice: Notice, article: str, notes: Notes) -> None:
    if notice.duration.unit is DurationUnit.HOURS:
        asked, anchor = sight.read("richiesta_ore"), sight.read(notice.anchor)
        if notes.ask(gather([asked, anchor])):
            return
        assert isinstance(asked, datetime)
        assert isinstance(anchor, datetime)
        if days.elapsed(asked, anchor) < timedelta(hours=notice.duration.count):
            notes.refuse("short_notice", article)
        return
    day, limit = sight.day("richiesta"), sight.day(notice.anchor)
    if notes.ask(gather([day, limit])):
        return
    assert isinstance(limit, date)
    if day > days.shift(limit, notice.duration, sight.ruleset.time, -1):  # type: ignore[operator]
        notes.refuse("short_notice", article)


def waiting(sight: Sight, benefit: Benefit, notes: Notes) -> None:
    if isinstance(benefit.waiting.first_day, NoTerm):
        return
    service, first = sight.service(), term(benefit.waiting.first_day, sight)
    if notes.ask(gather([service, first])) or not isinstance(first, date):
        return
    if service < first:  # type: ignore[operator]
        notes.refuse("waiting", benefit.waiting.article, first_day=first)


# ---------------------------------------------------------------- arrears


def late_from(interval: Arrears, grace: Duration | None, sight: Sight) -> date | None:
    """The day after due date plus grace, where the contribution was not paid by then."""
    last = days.shift(interval.due_on, grace, sight.ruleset.time) if grace else interval.due_on
    if interval.paid_on is not None and interval.paid_on <= last:
        return None
    return days.add_days(last, 1)


def arrears(sight: Sight, benefit: Benefit, notes: Notes) -> None:
    rule = sight.ruleset.arrears
    if rule is None:
        return
    for interval in sight.case.arrears:
        since = late_from(interval, rule.grace, sight)
        if since is None or (rule.suspends and interval.paid_on is not None):
            continue
        service = sight.service()
        if isinstance(service, Unknown):
            notes.ask(service)
        elif service < since:
            continue
        elif rule.suspends:
            notes.arrears.append((len(notes.missing), Reason("arrears_open", {}, rule.article)))
        elif interval.paid_on is None:
            notes.refuse("arrears", rule.article, resumes=None)
        else:
            resumes = covered_again(sight, interval, interval.paid_on)
            if not notes.ask(gather([resumes])) and isinstance(resumes, date) and service < resumes:
                notes.refuse("arrears", rule.article, resumes=resumes)


def covered_again(sight: Sight, interval: Arrears, paid_on: date) -> date | Unknown | None:
    assert sight.ruleset.arrears
    sight.extra = {
        "scadenza": interval.due_on,
        "pagamento": paid_on,
        "ritardo_giorni": (paid_on - interval.due_on).days,
        "ritardo_mesi": days.completed_months(interval.due_on, paid_on),
    }
    try:
        return term(sight.ruleset.arrears.resumes, sight) or paid_on
    finally:
        sight.extra = {}


# ---------------------------------------------------------------- papers


def evidence(sight: Sight, benefit: Benefit, notes: Notes) -> None:
    if sight.case.authorisation:
        return
    for rule in benefit.papers:
        needed = True if rule.when is None else holds(rule.when, sight)
        if isinstance(needed, Unknown):
            notes.ask(needed)
        elif needed:
            paper(sight, rule, notes)


def paper(sight: Sight, rule: PaperRule, notes: Notes) -> None:
    if rule.paper not in sight.papers:
        if rule.missing is PaperFault.REFUSE:
            notes.refuse("paper_missing", rule.article, paper=rule.paper)
        else:
            notes.ask(Unknown((Missing("paper", rule.paper),)))
        return
    found = list(faults(sight, rule))
    certain = [fault for fault in found if not isinstance(fault, Unknown)]
    if not certain:
        notes.ask(gather(found))
    elif rule.stale is PaperFault.REFUSE:
        notes.refuse(certain[0], rule.article, paper=rule.paper)
    else:
        notes.ask(Unknown((Missing("paper", rule.paper),)))


def faults(sight: Sight, rule: PaperRule) -> Iterator[str | Unknown]:
    """What is wrong with the dates of a delivered paper, or what must be asked to know it."""
    dated = sight.papers[rule.paper] or Unknown((Missing("date", rule.paper),))
    if rule.not_older_than:
        relative = sight.day(rule.relative_to)
        unknown = gather([dated, relative])
        if unknown:
            yield unknown
        elif dated < days.shift(relative, rule.not_older_than, sight.ruleset.time, -1):  # type: ignore[operator,arg-type]
            yield "paper_too_old"
    if rule.not_after:
        last = sight.day(rule.not_after)
        unknown = gather([dated, last])
        if unknown:
            yield unknown
        elif dated > last:  # type: ignore[operator]
            yield "paper_too_late"
    if rule.not_before:
        first = sight.day(rule.not_before)
        unknown = gather([dated, first])
        if unknown:
            yield unknown
        elif dated < first:  # type: ignore[operator]
            yield "paper_too_early"
    if not isinstance(rule.valid_until, NoTerm):
        relative, until = sight.day(rule.relative_to), term(rule.valid_until, sight)
        unknown = gather([relative, until])
        if unknown:
            yield unknown
        elif isinstance(until, date) and relative > until:  # type: ignore[operator]
            yield "paper_expired"


def missing_reason(missing: Missing) -> Reason:
    code = {"paper": "paper_asked", "fact": "answer_asked", "date": "date_asked", "parameter": "figure_asked"}
    return Reason(code[missing.kind], {"name": missing.name})
