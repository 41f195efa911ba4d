"""The gates on the straight road, in their fixed order: passed, refused, or left to the general road."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from mutua.domain.decisions import Reason
from mutua.rules.engine import calendar
from mutua.rules.engine.gates import minutes_of
from mutua.rules.model import (
    Deadline,
    Duration,
    DurationUnit,
    FactKind,
    NoTerm,
    Notice,
    NoticeCases,
    PaperFault,
    PaperRule,
    Requirement,
    Term,
    Waiting,
)
from mutua.rules.straight.conditions import by_case, holds
from mutua.rules.straight.facts import class_of, look_up, read
from mutua.rules.straight.pen import NotWritten, Pen
from mutua.rules.straight.terms import term_day


def early_gates(pen: Pen) -> None:
    """Covered; what must hold; what must not."""
    benefit = pen.benefit.benefit
    _cover(pen, benefit.cover, benefit.article)
    for wanted, rules, code in ((True, benefit.requires, "requirement_not_met"), (False, benefit.excludes, "excluded")):
        for index, rule in enumerate(rules):
            _requirement(pen, rule, index, wanted, code)


def late_gates(pen: Pen) -> None:
    """In time, waited, dues, papers."""
    benefit = pen.benefit.benefit
    _deadline(pen, benefit.deadline, benefit.deadline.article or benefit.article)
    _waiting(pen, benefit.waiting, benefit.waiting.article or benefit.article)
    if pen.ruleset.arrears is not None:
        pen.leave_if("case.arrears")
    for paper in benefit.papers:
        _paper(pen, paper, paper.article or benefit.article)


def _cover(pen: Pen, assistance: str, article: str) -> None:
    asked = f" and one.assistance == {pen.thing(assistance, 'assistance')}" if assistance else ""
    pen.say("cover = None")
    pen.say("for one in case.covers:")
    pen.say("    since, until = one.effective_from, one.ends_on")
    pen.say(f"    if since <= service and (until is None or service <= until){asked}:")
    pen.say("        if cover is None or since > cover.effective_from:")
    pen.say("            cover = one")
    values = f'{{"on": service, "assistance": {pen.thing(assistance, "assistance")}}}'
    pen.say("if cover is None:")
    pen.say(f"    return {refusal(pen, 'not_covered', values, article)}")


def refusal(pen: Pen, code: str, values: str, article: str) -> str:
    """An answer that refuses before anything was counted; `code` is one of ours, `values` an expression."""
    return f'refused(line, expense, Reason("{code}", {values}, {pen.thing(article, "article")}))'


def refusal_of(pen: Pen, reason: Reason) -> str:
    return f"refused(line, expense, {pen.thing(reason, 'reason')})"


def _requirement(pen: Pen, rule: Requirement, index: int, wanted: bool, code: str) -> None:
    truth = holds(pen, rule.condition)
    reason = Reason(code, {"motive": rule.reason, "index": index}, rule.article or pen.benefit.benefit.article)
    pen.say(f"if {'not ' if wanted else ''}{truth}:")
    pen.say(f"    return {refusal_of(pen, reason)}")


def _deadline(pen: Pen, deadline: Deadline, article: str) -> None:
    _in_time(pen, deadline.by, article, early=False)
    _in_time(pen, deadline.not_before, article, early=True)
    if isinstance(deadline.notice, NoticeCases):
        by_case(pen, deadline.notice.cases, deadline.notice.otherwise, lambda one: _notice(pen, one, article))
    else:
        _notice(pen, deadline.notice, article)


def _in_time(pen: Pen, term: Term, article: str, *, early: bool) -> None:
    if isinstance(term, NoTerm):
        return
    arrived = read(pen, "richiesta")
    limit = pen.local("limit")
    pen.say(f"{limit} = {term_day(pen, term)}")
    wrong, code, name = ("<", "too_early", "from") if early else (">", "too_late", "by")
    pen.say(f"if {limit} is not None and {arrived} {wrong} {limit}:")
    values = f'{{"{name}": {limit}, "arrived": {arrived}}}'
    pen.say(f"    return {refusal(pen, code, values, article)}")


def _notice(pen: Pen, notice: Notice | None, article: str) -> None:
    if notice is None:
        return
    duration, given = notice.duration, pen.local("given")
    if duration.unit is DurationUnit.HOURS:
        arrived, start = _instant(pen, "richiesta_ore"), _instant(pen, notice.anchor)
        pen.say(f"{given} = {start} - {arrived}")
        short, minutes = f"{given} < {pen.thing(timedelta(hours=duration.count), 'notice')}", f"minutes_of({given})"
    else:
        if class_of(pen, notice.anchor) is not date:
            raise NotWritten
        arrived, start = read(pen, "richiesta"), read(pen, notice.anchor)
        latest = f"shift({start}, {pen.thing(duration, 'duration')}, -1, {pen.thing(pen.ruleset.time, 'time')})"
        short, minutes = f"{arrived} > {latest}", f"({start} - {arrived}).days * 1440"
    needed = pen.thing(f"{duration.count} {duration.unit.value}", "needed")
    pen.say(f"if {short}:")
    values = f'{{"needed": {needed}, "given_minutes": {minutes}}}'
    pen.say(f"    return {refusal(pen, 'short_notice', values, article)}")


def _instant(pen: Pen, name: str) -> str:
    fact = pen.ruleset.facts[name]
    if fact.kind is not FactKind.INSTANT or fact.default is not None or fact.term is not None or fact.history:
        raise NotWritten
    found = pen.local("instant")
    look_up(pen, name, found)
    pen.leave_if(f"{found}.__class__ is not datetime")
    return found


def _waiting(pen: Pen, waiting: Waiting, article: str) -> None:
    if isinstance(waiting.first_day, NoTerm):
        return
    first = pen.local("first")
    pen.say(f"{first} = {term_day(pen, waiting.first_day)}")
    pen.say(f"if {first} is not None and service < {first}:")
    values = f'{{"first_day": {first}, "service": service}}'
    pen.say(f"    return {refusal(pen, 'waiting', values, article)}")


def _paper(pen: Pen, rule: PaperRule, article: str) -> None:
    """There, where it is asked for; not too old, not dated too late or too early, still valid."""
    if rule.when is None:
        _paper_asked(pen, rule, article)
    else:
        pen.block(f"if {holds(pen, rule.when)}:", lambda: _paper_asked(pen, rule, article))


def _paper_asked(pen: Pen, rule: PaperRule, article: str) -> None:
    name = pen.thing(rule.paper, "name")
    if rule.missing is PaperFault.REFUSE:
        pen.say(f"if {name} not in papers:")
        pen.say(f"    return {refusal_of(pen, Reason('paper_missing', {'paper': rule.paper}, article))}")
    else:
        pen.leave_if(f"{name} not in papers")
    checks = [*_age(pen, rule), *((code, anchor, "") for code, anchor in _bounds(rule))]
    if not checks and isinstance(rule.valid_until, NoTerm):
        return
    dated = pen.local("dated")
    pen.say(f"{dated} = papers[{name}]")
    pen.leave_if(f"{dated}.__class__ is not date")
    for code, anchor, move in checks:
        if class_of(pen, anchor) is not date:
            raise NotWritten
        limit = f"{move}({read(pen, anchor)})" if move else read(pen, anchor)
        _fault(pen, rule, code, dated, limit, f"{dated} {'>' if code == 'paper_too_late' else '<'}", article)
    if not isinstance(rule.valid_until, NoTerm):
        if class_of(pen, rule.relative_to) is not date:
            raise NotWritten
        relative = read(pen, rule.relative_to)
        _fault(pen, rule, "paper_expired", dated, term_day(pen, rule.valid_until), f"{relative} >", article)


def _age(pen: Pen, rule: PaperRule) -> list[tuple[str, str, str]]:
    """The check of the oldest date allowed, with the function that moves the anchor back to it."""
    if rule.not_older_than is None:
        return []
    return [("paper_too_old", rule.relative_to, pen.thing(_oldest(rule.not_older_than, pen), "oldest"))]


def _oldest(duration: Duration, pen: Pen) -> Any:
    rules = pen.ruleset.time
    return calendar.remembered(lambda day: calendar.shift(day, duration, -1, rules))


def _bounds(rule: PaperRule) -> list[tuple[str, str]]:
    found = [("paper_too_late", rule.not_after), ("paper_too_early", rule.not_before)]
    return [(code, anchor) for code, anchor in found if anchor]


def _fault(pen: Pen, rule: PaperRule, code: str, dated: str, limit: str, wrong: str, article: str) -> None:
    found = pen.local("limit")
    pen.say(f"{found} = {limit}")
    if rule.stale is PaperFault.SUSPEND:
        return pen.leave_if(f"{found} is not None and {wrong} {found}")
    values = f'{{"paper": {pen.thing(rule.paper, "name")}, "dated": {dated}, "limit": {found}}}'
    pen.say(f"if {found} is not None and {wrong} {found}:")
    pen.say(f"    return {refusal(pen, code, values, article)}")
    return None


NAMES: Mapping[str, Any] = {"Reason": Reason, "datetime": datetime, "minutes_of": minutes_of}
