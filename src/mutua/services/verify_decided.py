"""Is all well with exceptions and objections? Known words; each exception approved; words as they were committed to."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, and_, select

from mutua.services.finding import Finding
from mutua.services.recording import commitment
from mutua.store.codes import unknown_codes
from mutua.store.tables import (
    appeal_addition,
    appeal_addition_words,
    appeal_words,
    approval,
    claim,
    claim_appeal,
    claim_appeal_answer,
    claim_override,
    decision_line,
    person_erased,
)
from mutua.store.tables_added import ADDED_CODES
from mutua.store.tables_decided import DECIDED_CODES
from mutua.store.tables_doors import DOOR_CODES


def check_decided_codes(connection: Connection) -> Iterator[Finding]:
    """Every outcome and channel is one that there is."""
    for place, found in connection.execute(_UNKNOWN):
        yield Finding("decided_code_unknown", place, found)


def check_overrides(connection: Connection) -> Iterator[Finding]:
    """Each exception is of a line that was decided, otherwise than the rules say, and two people carried it out."""
    one = claim_override
    line = (decision_line.c.chain_id == one.c.chain_id) & (decision_line.c.position == one.c.position) & (
        decision_line.c.number == one.c.number
    )
    done = (approval.c.proposal_id == one.c.proposal_id) & (approval.c.act == "done") & (
        approval.c.matter == "override"
    )
    same = and_(
        decision_line.c.outcome == one.c.rules_outcome, decision_line.c.granted_cents == one.c.rules_granted_cents,
        decision_line.c.quantity_granted == one.c.rules_quantity_granted,
    ).label("same")
    query = (
        select(one.c.chain_id, one.c.position, decision_line.c.number, approval.c.proposal_id, same)
        .outerjoin(decision_line, line).outerjoin(approval, done)
    )
    for chain_id, position, number, proposal_id, nothing_else in connection.execute(query):
        if number is None or proposal_id is None or nothing_else:
            yield Finding("override_alone", f"{chain_id}:{position}")


def check_appeals(connection: Connection) -> Iterator[Finding]:
    """The words of each objection, and those added, are those that came, or were erased with the person; additions and
    answers are of objections."""
    for of, words in ((claim_appeal, appeal_words), (appeal_addition, appeal_addition_words)):
        query = (
            select(of.c.chain_id, of.c.position, of.c.commitment, words.c.salt, words.c.content,
                   person_erased.c.person_id)
            .join(claim, claim.c.claim_id == of.c.claim_id)
            .outerjoin(words, (words.c.chain_id == of.c.chain_id) & (words.c.position == of.c.position))
            .outerjoin(person_erased, person_erased.c.person_id == claim.c.person_id)
        )  # fmt: skip
        for chain_id, position, kept, salt, content, erased in connection.execute(query):
            there = content is not None
            if erased is None if not there else commitment(bytes(salt), content.encode()) != bytes(kept):
                yield Finding("appeal_words_differ", f"{chain_id}:{position}")
    for place in _of_no_appeal(connection, claim_appeal_answer):
        yield Finding("answer_without_appeal", place)
    for place in _of_no_appeal(connection, appeal_addition):
        yield Finding("addition_without_appeal", place)


def _of_no_appeal(connection: Connection, one: Table) -> Iterator[str]:
    """Where rows about an objection stand that is not there."""
    asked = (claim_appeal.c.claim_id == one.c.claim_id) & (claim_appeal.c.sequence == one.c.sequence)
    lost = select(one.c.chain_id, one.c.position).outerjoin(claim_appeal, asked)
    for chain_id, position in connection.execute(lost.where(claim_appeal.c.claim_id.is_(None))):
        yield f"{chain_id}:{position}"


_UNKNOWN = unknown_codes({**DECIDED_CODES, **DOOR_CODES, **ADDED_CODES})
DECIDED_CHECKS = (check_decided_codes, check_overrides, check_appeals)
