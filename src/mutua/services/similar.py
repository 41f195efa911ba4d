"""Decisions of the last year on the same benefit that went otherwise, with what was different there.

Nobody is named: a clerk sees that a colleague decided otherwise, and the answers that made it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.case import Case, FactValue
from mutua.domain.decisions import LineAssessment, Outcome, Reason
from mutua.rules.answer_content import decode_reasons
from mutua.rules.case_content import decode_case
from mutua.rules.content import ContentError
from mutua.rules.model import FactKind
from mutua.services.desk_values import Draft
from mutua.store.database import Archive
from mutua.store.tables import claim, claim_line, claim_override, decision, decision_line, facts_seen

A_YEAR = 365  # days
AMONG = 5_000  # requests, the newest ones: a large society is not searched from end to end for each page
LOOKED_AT = 120  # decisions, the newest ones
TOLD = 3
# What is different from one request to the next in any case.
_OF_COURSE = frozenset({"spesa", "numero_fattura", "gruppo", "fattura", "servizio", "inizio", "fine", "richiesta",
                        "richiesta_ore"})  # fmt: skip


class Differing(NamedTuple):
    """A fact or a paper that is otherwise there: its name, what it is there, what it is here; None where unanswered."""

    name: str
    there: FactValue | None
    here: FactValue | None
    paper: bool = False


class Otherwise(NamedTuple):
    """A decision that went otherwise; `differing`: what was different there, empty where only the day or the sum.

    `exception`: the office decided it so, and not the rules.
    """

    claim_id: int
    public_id: str
    reference: str
    decided_on: date
    benefit: str
    outcome: Outcome
    here: Outcome
    reasons: tuple[Reason, ...]
    differing: tuple[Differing, ...]
    exception: bool = False


def went_otherwise(
    archive: Archive, draft: Draft, today: date, *, without: frozenset[int] = frozenset()
) -> list[Otherwise]:
    """The nearest decisions that went otherwise than the draft, at most three: those with the fewest differences.

    Looked for among the newest five thousand requests.
    A decision that was suspended or put off says nothing of how it ended, and is left out. `without`: of none of these
    people.
    """
    found: dict[int, Otherwise] = {}
    with archive.reader.begin() as connection:
        for number, answer in enumerate(draft.answer.lines):
            if answer.outcome in (Outcome.SUSPENDED, Outcome.DEFERRED):
                continue
            mine = _comparable({**draft.case.facts, **draft.case.lines[number].facts}, draft)
            papers = {**draft.case.papers, **draft.case.lines[number].papers}
            for one in _others(connection, draft, answer, today, without, mine, set(papers)):
                found.setdefault(one.claim_id, one)
    return sorted(found.values(), key=lambda one: (len(one.differing), -one.decided_on.toordinal()))[:TOLD]


def _others(
    connection: Connection, draft: Draft, answer: LineAssessment, today: date, without: frozenset[int],
    mine: Mapping[str, FactValue], papers: set[str],
) -> list[Otherwise]:  # fmt: skip
    later, newest = decision.alias("later"), claim.alias("newest")
    last = select(func.max(later.c.sequence)).where(later.c.claim_id == claim.c.claim_id).scalar_subquery()
    wanted = {Outcome.PAID, Outcome.REDUCED, Outcome.REFUSED} - {answer.outcome}
    other = select(claim_override.c.number).where(
        claim_override.c.chain_id == decision_line.c.chain_id, claim_override.c.position == decision_line.c.position,
        claim_override.c.number == decision_line.c.number,
    )  # fmt: skip
    query = (
        select(
            claim.c.claim_id, claim.c.public_id, claim.c.reference, decision.c.decided_on, decision_line.c.outcome,
            decision_line.c.reasons, decision_line.c.number, facts_seen.c.content, other.exists(),
        )
        .where((decision.c.claim_id == claim.c.claim_id) & (decision.c.sequence == last))
        .where((decision_line.c.chain_id == decision.c.chain_id) & (decision_line.c.position == decision.c.position))
        .where((claim_line.c.claim_id == claim.c.claim_id) & (claim_line.c.number == decision_line.c.number))
        .where((facts_seen.c.chain_id == decision.c.chain_id) & (facts_seen.c.position == decision.c.position))
        .where((claim_line.c.benefit == answer.benefit) & (claim.c.plan_code == draft.record.plan_code))
        .where(decision_line.c.outcome.in_(sorted(one.value for one in wanted)))
        .where((decision.c.decided_on >= today - timedelta(days=A_YEAR)) & (claim.c.claim_id != draft.record.claim_id))
        .where(claim.c.authorisation == int(draft.record.authorisation))
        .where(claim.c.claim_id > select(func.max(newest.c.claim_id)).scalar_subquery() - AMONG)
        .order_by(decision.c.decided_on.desc(), claim.c.claim_id.desc())
        .limit(LOOKED_AT)
    )  # fmt: skip
    if without:
        query = query.where(claim.c.person_id.not_in(sorted(without)))
    found = []
    for claim_id, public_id, reference, on, outcome, reasons, number, content, exception in connection.execute(query):
        case = _case(bytes(content))
        if case is not None:
            told = tuple(one for one in decode_reasons(reasons))
            found.append(Otherwise(
                claim_id, public_id, reference, on, answer.benefit, Outcome(outcome), answer.outcome, told,
                _differing(case, number, draft, mine, papers), bool(exception),
            ))  # fmt: skip
    return found


def _case(content: bytes) -> Case | None:
    """The facts that a decision saw; None where they cannot be read any more (`verify` tells)."""
    try:
        return decode_case(content)
    except (ContentError, LookupError, ValueError, AttributeError, TypeError):
        return None


def _differing(
    case: Case, number: int, draft: Draft, mine: Mapping[str, FactValue], papers: set[str]
) -> tuple[Differing, ...]:
    line = case.lines[number - 1]
    theirs = _comparable({**case.facts, **line.facts}, draft)
    facts = [
        Differing(name, theirs.get(name), mine.get(name))
        for name in sorted({*theirs, *mine})
        if theirs.get(name) != mine.get(name)
    ]
    their_papers = {*case.papers, *line.papers}
    asked = [Differing(name, name in their_papers, name in papers, paper=True) for name in their_papers ^ papers]
    return (*sorted(asked), *facts) if len(asked) < 2 else (*facts, *asked)


def _comparable(facts: Mapping[str, FactValue], draft: Draft) -> dict[str, FactValue]:
    """The facts that say something by being otherwise: no days, no sums, no figures by day."""
    kinds = {name: fact.kind for one in draft.booked.plan.versions for name, fact in one.facts.items()}
    return {
        name: value
        for name, value in facts.items()
        if isinstance(value, (bool, int, str)) and name not in _OF_COURSE and kinds.get(name) is not FactKind.MONEY
    }
