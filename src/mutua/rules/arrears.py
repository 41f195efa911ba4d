"""Arrears: whether a day is covered although dues were paid late, and from when cover returns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.domain.case import Arrears, FactValue
from mutua.domain.membership import Reinstatement
from mutua.rules.engine.context import Unknown
from mutua.rules.engine.desk import at_desk
from mutua.rules.engine.gates import compile_arrears
from mutua.rules.model import Ruleset


def reinstatement(
    ruleset: Ruleset, arrears: Arrears, service_on: date, facts: Mapping[str, FactValue] | None = None
) -> Reinstatement:
    """How one late (or unpaid) contribution stands for a service on a day. Without a rule nothing is taken away."""
    compiled = compile_arrears(ruleset)
    stops = compiled.stops_on(arrears) if compiled is not None else None
    if compiled is None or stops is None:
        return Reinstatement(True, None, None, False)
    waits = compiled.rule.suspends
    if waits:
        open_ = arrears.paid_on is None
        return Reinstatement(not open_ or service_on < stops, stops, arrears.paid_on, True)
    resumes = compiled.resumes_on(arrears, at_desk(ruleset, facts or {}, service_on))
    if isinstance(resumes, Unknown):
        return Reinstatement(False, stops, None, False, resumes.missing)
    covered = service_on < stops or (resumes is not None and service_on >= resumes)
    return Reinstatement(covered, stops, resumes, False)
