"""Papers that come later: an authorisation is given without them, and the request that uses it waits for them."""

from __future__ import annotations

from dataclasses import replace

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment, LineAssessment, Missing, Outcome
from mutua.rules.assess import assess
from mutua.rules.model import Plan

NOTHING = Assessment((), {}, "")


def papers_later(case: Case, plan: Plan, answer: Assessment) -> Assessment:
    """The help as it will be asked for once it was given, by the same rules: of what that waits for, the papers alone.

    `answer`: what was said of the authorisation. Nothing where that sets nothing aside, and of no other request: what
    those want they wait for at once.
    """
    granted = any(line.granted_cents or line.quantity_granted for line in answer.lines)
    if not case.authorisation or not granted:
        return NOTHING
    used = assess(replace(case, authorisation=False, facts={**case.facts, "autorizzata": True}), plan)
    return used._replace(lines=tuple(_papers_alone(line) for line in used.lines))


def _papers_alone(line: LineAssessment) -> LineAssessment:
    """The line as one that waits for its papers, those included without which it would be refused."""
    absent = [str(one.values["paper"]) for one in line.reasons if one.code == "paper_missing"]
    names = [*(one.name for one in line.missing if one.kind == "paper"), *absent]
    return line._replace(outcome=Outcome.SUSPENDED, missing=tuple(Missing("paper", name) for name in names))


def missing_of(answer: Assessment) -> tuple[Missing, ...]:
    """What the suspended lines of an answer wait for, each thing once."""
    return tuple(dict.fromkeys(
        one for line in answer.lines if line.outcome is Outcome.SUSPENDED for one in line.missing
    ))  # fmt: skip
