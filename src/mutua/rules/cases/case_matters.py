"""Putting before the rules the questions of a case that are not claims, and comparing the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mutua.domain.case import Arrears
from mutua.domain.decisions import Reason
from mutua.domain.membership import ChangeAnswer
from mutua.rules.arrears import reinstatement
from mutua.rules.cases.case_answers import Difference, written_answer
from mutua.rules.cases.case_questions import carried
from mutua.rules.cases.casefile import Answer, Matter, MatterKind
from mutua.rules.changes import leaving, plan_change
from mutua.rules.contributions import contributions
from mutua.rules.engine.versions import version_on
from mutua.rules.joining import may_join, must_join
from mutua.rules.model import Plan, Ruleset
from mutua.rules.payments import payment_due
from mutua.rules.procedure import clocks
from mutua.rules.senior import senior_move

Answers = Mapping[str, Answer]


def run_matter(matter: Matter, plan: Plan) -> tuple[Answers, tuple[Difference, ...]]:
    """The answers under the version in force when the question is asked, and what differs from those expected.

    The newest version answers where no day is known; none answers before the first.
    """
    day = _asked_on(matter)
    version = version_on(plan, day) if day is not None else plan.versions[-1]
    found: Answers = _ASK[matter.kind](matter, version) if version is not None else {}
    differences = [
        Difference(name, written_answer(expected), written_answer(found.get(name)))
        for name, expected in matter.expected.items()
        if expected != found.get(name)
    ]
    return found, tuple(differences)


def _asked_on(matter: Matter) -> date | None:
    year = matter.asked.get("anno")
    if isinstance(year, int):
        return date(year, 1, 1)
    names = ("servizio", "scadenza") if matter.kind is MatterKind.ARREARS else ("richiesta",)
    return next((day for name in names if (day := _day(matter, name)) is not None), None)


def _day(matter: Matter, name: str) -> date | None:
    value = matter.facts.get(name)
    return value if isinstance(value, date) else None


def _joining(matter: Matter, version: Ruleset) -> Answers:
    answer = may_join(version, matter.facts)
    must = must_join(version, matter.facts)
    return {
        "ammesso": answer.allowed,
        "motivo": _motive(answer.reasons, matter),
        "decorrenza": answer.starts_on,
        "obbligato": must if isinstance(must, bool) else None,
    }


def _contributions(matter: Matter, version: Ruleset) -> Answers:
    year, plan, leaves = (matter.asked.get(name) for name in ("anno", "piano", "uscita"))
    answer = contributions(
        version, matter.facts, year if isinstance(year, int) else 0, plan if isinstance(plan, str) else None,
        leaves if isinstance(leaves, date) else None,
    )  # fmt: skip
    return {
        "totale": answer.total_cents,
        "azienda": sum(charge.firm_cents for charge in answer.charges),
        "rate": tuple(part.cents for part in answer.instalments),
        "scadenze": tuple(part.due_on for part in answer.instalments),
        "motivo": _motive(answer.reasons, matter),
    }


def _arrears(matter: Matter, version: Ruleset) -> Answers:
    due, service = _day(matter, "scadenza"), _day(matter, "servizio")
    if due is None or service is None:
        return {}
    answer = reinstatement(version, Arrears(due, _day(matter, "pagamento")), service, matter.facts)
    return {"coperto": answer.covered, "riprende": answer.resumes_on}


def _plan_change(matter: Matter, version: Ruleset) -> Answers:
    answer = plan_change(version, matter.facts)
    return {**_change(answer, matter), "porta": carried(answer.carries)}


def _leaving(matter: Matter, version: Ruleset) -> Answers:
    return _change(leaving(version, matter.facts), matter)


def _change(answer: ChangeAnswer, matter: Matter) -> Answers:
    return {"ammesso": answer.allowed, "motivo": _motive(answer.reasons, matter), "effetto": answer.effective_on}


def _senior(matter: Matter, version: Ruleset) -> Answers:
    answer = senior_move(version, matter.facts)
    if answer is None:
        return {}
    return {"effetto": answer.effective_on, "piano": answer.to_plan, "porta": carried(answer.carries)}


def _payment(matter: Matter, version: Ruleset) -> Answers:
    due, month = matter.asked.get("dovuto"), matter.asked.get("mese")
    return {"paga": payment_due(version, due, month)} if isinstance(due, int) and isinstance(month, int) else {}


def _procedure(matter: Matter, version: Ruleset) -> Answers:
    benefit = matter.asked.get("prestazione")
    days = clocks(version, {**matter.facts, "prestazione": benefit} if isinstance(benefit, str) else matter.facts)
    return {
        "completamento": days.complete_by,
        "decisione": days.decide_by,
        "pagamento": days.pay_by,
        "reclamo": days.appeal_by,
    }


def _motive(reasons: tuple[Reason, ...], matter: Matter) -> str | None:
    """The motive that the case expects, if it is among the reasons; else the first of them."""
    motives = [name for reason in reasons for name in (reason.values.get("motive"), reason.code) if name]
    expected = matter.expected.get("motivo")
    return next((str(name) for name in motives if name == expected), str(motives[0]) if motives else None)


_ASK: Mapping[MatterKind, Callable[[Matter, Ruleset], Answers]] = {
    MatterKind.JOINING: _joining,
    MatterKind.CONTRIBUTIONS: _contributions,
    MatterKind.ARREARS: _arrears,
    MatterKind.PLAN_CHANGE: _plan_change,
    MatterKind.LEAVING: _leaving,
    MatterKind.SENIOR: _senior,
    MatterKind.PAYMENT: _payment,
    MatterKind.PROCEDURE: _procedure,
}
