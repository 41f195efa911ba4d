"""Running worked examples: each request is put before the rules with what the ones before left on the books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mutua.domain.case import Case, Cover, DecidedLine, FactValue, Line, PotState
from mutua.domain.decisions import LineAssessment, Outcome
from mutua.rules import bookkeeping, history
from mutua.rules.assess import assess, following_line
from mutua.rules.cases.case_answers import Difference, compare_line
from mutua.rules.cases.case_facts import paper_day
from mutua.rules.cases.case_matters import run_matter
from mutua.rules.cases.case_pots import left_after
from mutua.rules.cases.casefile import CaseFile, CaseLine, CaseRequest, Matter, Papers, WorkedCase
from mutua.rules.engine.versions import rules_of
from mutua.rules.model import Fact, FactOf, Plan

# A line refused for one of these passed the gates: its expense still belongs to its group.
_REFUSED_BY_MONEY = frozenset({"below_minimum", "below_deductible", "paid_by_others", "no_expense", "nothing_due"})


@dataclass(frozen=True, slots=True)
class LineResult:
    """What a line gave, with every difference from what the case expects."""

    line: CaseLine
    assessment: LineAssessment
    differences: tuple[Difference, ...]
    plan: Plan | None = None  # the plan that decided it, where it is not the one of the case
    facts: Mapping[str, FactValue] = field(default_factory=dict)  # as the line was decided on


@dataclass(frozen=True, slots=True)
class MatterResult:
    """What a question that is not a claim gave, by name, with every difference from what the case expects."""

    matter: Matter
    found: Mapping[str, object]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case with what came of its lines and of its other questions, in order."""

    file: str
    case: WorkedCase
    lines: tuple[LineResult, ...]
    matters: tuple[MatterResult, ...]

    @property
    def passed(self) -> bool:
        return not any(line.differences for line in self.lines) and not any(one.differences for one in self.matters)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A line decided earlier in the case, with all its facts."""

    person: str
    line: Line
    computed_cents: int


@dataclass(slots=True)
class _Books:
    """What a case has on its books so far."""

    pots: PotState = field(default_factory=dict)
    reserved: dict[tuple[str, str], bookkeeping.Reserved] = field(default_factory=dict)  # by person and benefit
    decided: list[_Decided] = field(default_factory=list)
    paid: list[tuple[str, history.PaidLine]] = field(default_factory=list)
    group_facts: dict[tuple[str, str], dict[str, FactValue]] = field(default_factory=dict)
    before: "_Books | None" = None  # those of the plan that this one tops up


def run(casefile: CaseFile, plan: Plan, *, explain: bool = False) -> tuple[CaseResult, ...]:
    """Every case of the file against the plan, in order. Steps are recorded only where `explain`."""
    return tuple(run_case(casefile.file, case, plan, explain=explain) for case in casefile.cases)


def run_case(file: str, case: WorkedCase, plan: Plan, *, explain: bool = False) -> CaseResult:
    """One case from empty counters: its requests in order, then its questions that are not claims."""
    books = _Books()
    facts = all_facts(plan)
    lines: list[LineResult] = []
    for number, request in enumerate(case.requests, 1):
        before = _run_before(request, number, case.plan_before, books, explain)
        lines.extend(before.values())
        lines.extend(_run_request(request, number, plan, facts, books, explain, before))
    matters = tuple(MatterResult(matter, *run_matter(matter, plan)) for matter in case.matters)
    return CaseResult(file, case, tuple(lines), matters)


def all_facts(plan: Plan) -> dict[str, Fact]:
    """The facts of every version of a plan; where versions declare one differently, the newest wins."""
    return {name: fact for version in plan.versions for name, fact in version.facts.items()}


def _run_before(
    request: CaseRequest, number: int, plan: Plan | None, books: _Books, explain: bool
) -> dict[int, LineResult]:
    """The lines of the request that the plan topped up decides first, by their position."""
    asked = {index: line.before for index, line in enumerate(request.lines) if line.before is not None}
    if plan is None or not asked:
        return {}
    books.before = books.before or _Books()
    own = [replace(one, facts={**request.lines[index].facts, **one.facts}) for index, one in asked.items()]
    results = _run_request(
        replace(request, lines=tuple(own)), number, plan, all_facts(plan), books.before, explain, {}
    )
    return {index: replace(result, plan=plan) for index, result in zip(asked, results, strict=True)}


def _run_request(
    request: CaseRequest, number: int, plan: Plan, facts: Mapping[str, Fact], books: _Books, explain: bool,
    before: Mapping[int, LineResult],
) -> list[LineResult]:
    person = request.holders.person
    lines = tuple(
        _line(line, f"{number}.{position}", request, plan, facts, books)
        for position, line in enumerate(request.lines, 1)
    )
    case = Case(
        lines=lines,
        facts=_request_facts(request),
        holders={
            "person": person, "member": request.holders.member,
            "household": request.holders.household, "firm": request.holders.firm,
        },
        covers=_covers(request, plan),
        arrears=request.arrears,
        decided=_decided(request, lines, books),
        pots=books.pots,
        reserved=_reserved(request, lines, books),
        authorisation=request.authorises,
    )
    lines = tuple(_followed(case, line, before.get(index), plan) for index, line in enumerate(lines))
    case = replace(case, lines=lines)
    case = replace(case, history=_history(case, plan, facts, books))
    assessment = assess(case, plan, explain=explain)
    results = []
    for written, line, answer in zip(request.lines, lines, assessment.lines, strict=True):
        _remember(request, line, answer, case, books)
        differences = compare_line(written, answer, _left(written, case, line, answer, books, plan))
        if line.benefit != written.benefit:  # another benefit of the plan tops up the former
            differences = (Difference("prestazione", written.benefit, line.benefit), *differences)
        results.append(LineResult(written, answer, differences, facts={**case.facts, **line.facts}))
    return results


def _followed(case: Case, line: Line, before: LineResult | None, plan: Plan) -> Line:
    """The line as it follows, under the benefit that tops up the former, with what the plan before left of it."""
    if before is None:
        return line
    answer = before.assessment
    return following_line(case, replace(line, benefit=answer.benefit), answer, plan)


# ---------------------------------------------------------------- putting the request together


def _request_facts(request: CaseRequest) -> Mapping[str, FactValue]:
    if request.uses_authorisation and "autorizzata" not in request.facts:
        return {**request.facts, "autorizzata": True}
    return request.facts


def _line(
    written: CaseLine, id_: str, request: CaseRequest, plan: Plan, facts: Mapping[str, Fact], books: _Books
) -> Line:
    """The line with the facts of its group that an earlier request gave, and its papers."""
    own = dict(written.facts)
    together = {**request.facts, **own}
    group = together.get("gruppo")
    if isinstance(group, str):
        known = books.group_facts.setdefault((request.holders.person, group), {})
        for name, value in together.items():
            if name != "gruppo" and name in facts and facts[name].of is FactOf.GROUP:
                known[name] = value
        own.update((name, value) for name, value in known.items() if name not in together)
    papers = written.papers if written.papers is not None else request.papers
    return Line(id_, written.benefit, own, papers if papers is not None else _every_paper(plan, together))


def _every_paper(plan: Plan, facts: Mapping[str, FactValue]) -> Papers:
    day = paper_day(facts)
    return {name: day for version in plan.versions for name in version.papers}


def _covers(request: CaseRequest, plan: Plan) -> tuple[Cover, ...]:
    if request.covers is not None:
        return request.covers
    joined, effective = (request.facts.get(name) for name in ("iscrizione", "decorrenza"))
    since = effective if isinstance(effective, date) else joined
    if not isinstance(since, date):
        return ()
    chosen = request.facts.get("copertura")
    names = [chosen] if isinstance(chosen, str) else _cover_names(plan)
    return tuple(Cover(name, since, None, joined if isinstance(joined, date) else None) for name in names)


def _cover_names(plan: Plan) -> list[str]:
    """Every cover of the plan; one without a name where it has none."""
    return list(dict.fromkeys(name for version in plan.versions for name in version.covers)) or [""]


def _reserved(request: CaseRequest, lines: tuple[Line, ...], books: _Books) -> bookkeeping.Reserved:
    if not request.uses_authorisation:
        return {}
    total: dict[tuple[str, str, date], int] = {}
    for benefit in dict.fromkeys(line.benefit for line in lines):
        for key, amount in books.reserved.get((request.holders.person, benefit), {}).items():
            total[key] = total.get(key, 0) + amount
    return total


def _decided(request: CaseRequest, lines: tuple[Line, ...], books: _Books) -> tuple[DecidedLine, ...]:
    """The lines of the person decided before that share a group or an invoice with one of these."""

    def keys(line: Line, shared: Mapping[str, FactValue]) -> set[tuple[str, FactValue]]:
        together = {**shared, **line.facts}
        return {(name, together[name]) for name in ("gruppo", "numero_fattura") if name in together}

    wanted = {key for line in lines for key in keys(line, request.facts)}
    return tuple(
        DecidedLine(one.line, one.computed_cents)
        for one in books.decided
        if one.person == request.holders.person and wanted & keys(one.line, {})
    )


def _history(case: Case, plan: Plan, facts: Mapping[str, Fact], books: _Books) -> Mapping[str, FactValue]:
    """Answers from the person's lines paid before, under the version that decides; the case's own answers win."""
    if not case.lines:
        return {}
    first = case.lines[0]
    day = _served_on({**case.facts, **first.facts})
    past = [line for person, line in books.paid if person == case.holders["person"]]
    version = rules_of(case, first, plan)[0] or plan.versions[-1]
    found = history.answers(version, past, day) if day is not None else {}
    written = {name: value for name, value in case.facts.items() if name in facts and facts[name].history is not None}
    return {**found, **written}


def _served_on(facts: Mapping[str, FactValue]) -> date | None:
    for name in ("servizio", "inizio"):
        value = facts.get(name)
        if isinstance(value, date):
            return value
    return None


# ---------------------------------------------------------------- keeping the books


def _remember(request: CaseRequest, line: Line, answer: LineAssessment, case: Case, books: _Books) -> None:
    person = request.holders.person
    _remember_pots(request, line, answer, books)
    if request.authorises:
        return
    together = replace(line, facts={**case.facts, **line.facts})
    if _passed_the_gates(answer):
        books.decided.append(_Decided(person, together, answer.computed_cents))
    day = _served_on(together.facts)
    if day is not None and (answer.granted_cents or answer.quantity_granted):
        invoiced = together.facts.get("fattura")
        paid = history.PaidLine(together, day, invoiced if isinstance(invoiced, date) else day)
        books.paid.append((person, paid))


def _remember_pots(request: CaseRequest, line: Line, answer: LineAssessment, books: _Books) -> None:
    books.pots = bookkeeping.apply(books.pots, answer.movements)
    key = (request.holders.person, line.benefit)
    if request.authorises or request.uses_authorisation:
        books.reserved[key] = bookkeeping.outstanding(books.reserved.get(key, {}), answer.movements)


def _passed_the_gates(answer: LineAssessment) -> bool:
    if answer.outcome is Outcome.SUSPENDED:
        return False
    if answer.outcome is not Outcome.REFUSED or answer.computed_cents:
        return True
    return any(reason.code in _REFUSED_BY_MONEY for reason in answer.reasons)


def _left(
    written: CaseLine, case: Case, line: Line, answer: LineAssessment, books: _Books, plan: Plan
) -> Mapping[str, int]:
    """What is left in the pots that the case asks about, under the version that decided the line."""
    names = [remaining.pot for remaining in written.expected.remaining] if written.expected is not None else []
    version = next((one for one in plan.versions if one.version == answer.version), plan.versions[-1])
    return left_after(names, case, line, answer, books.pots, version) if names else {}
