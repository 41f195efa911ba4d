"""What was done about decisions, as tables to read: exceptions beside what the rules say, objections, answers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, select

from mutua.services.export_names import Cells, Names, Told, streamed
from mutua.store.claims import name_of_claim
from mutua.store.tables import (
    appeal_addition,
    appeal_addition_words,
    appeal_words,
    claim,
    claim_appeal,
    claim_appeal_answer,
    claim_line,
    claim_override,
    decision,
    decision_line,
    entry,
)
from mutua.wording.beside import OUTCOMES
from mutua.wording.export_codes import code


def exceptions(connection: Connection, names: Names) -> Cells:
    """Each line that the office decided otherwise: by the rules, as decided, why, by which article or resolution."""
    one = claim_override
    query = (
        select(name_of_claim(), one.c.sequence, decision.c.decided_on, one.c.number, one.c.rules_outcome,
               one.c.rules_granted_cents, decision_line.c.outcome, decision_line.c.granted_cents, decision.c.motive,
               one.c.basis, claim.c.plan_code, claim_line.c.benefit, one.c.rules_quantity_granted,
               decision_line.c.quantity_granted)
        .join(claim, claim.c.claim_id == one.c.claim_id)
        .join(decision, and_(decision.c.chain_id == one.c.chain_id, decision.c.position == one.c.position))
        .join(decision_line, and_(decision_line.c.chain_id == one.c.chain_id,
                                  decision_line.c.position == one.c.position,
                                  decision_line.c.number == one.c.number))
        .join(claim_line, and_(claim_line.c.claim_id == one.c.claim_id, claim_line.c.number == one.c.number))
        .order_by(one.c.claim_id, one.c.sequence, one.c.number)
    )  # fmt: skip
    for request, sequence, on, line, said, by_rules, outcome, decided, motive, basis, *in_kind in streamed(
        connection, names.narrowed(query)
    ):
        plan_code, benefit, *counts = in_kind
        given = [names.words(plan_code).quantity(benefit, count) for count in counts]
        yield request, sequence, on, line, _word(said), by_rules, _word(outcome), decided, motive, basis, *given


def _word(outcome: str) -> str:
    return next((told[0] for known, told in OUTCOMES.items() if known.value == outcome), outcome)


def objections(connection: Connection, names: Names) -> Cells:
    """Each objection: to which decision, when and how it came, what it says (until it is erased), what was answered."""
    same = and_(appeal_words.c.chain_id == claim_appeal.c.chain_id, appeal_words.c.position == claim_appeal.c.position)
    answered = and_(claim_appeal_answer.c.claim_id == claim_appeal.c.claim_id,
                    claim_appeal_answer.c.sequence == claim_appeal.c.sequence)  # fmt: skip
    query = (
        select(name_of_claim(), claim_appeal.c.sequence, claim_appeal.c.filed_on, claim_appeal.c.channel,
               claim_appeal.c.until, claim_appeal.c.answer_by, appeal_words.c.content, claim_appeal_answer.c.outcome,
               claim_appeal_answer.c.motive)
        .join(claim, claim.c.claim_id == claim_appeal.c.claim_id)
        .outerjoin(appeal_words, same).outerjoin(claim_appeal_answer, answered)
        .order_by(claim_appeal.c.claim_id, claim_appeal.c.sequence)
    )  # fmt: skip
    for request, sequence, on, channel, until, by, words, outcome, motive in streamed(
        connection, names.narrowed(query)
    ):
        yield (
            request, sequence, on, code("claim_appeal.channel", channel), until, by, words,
            code("claim_appeal_answer.outcome", outcome), motive,
        )  # fmt: skip


def additions(connection: Connection, names: Names) -> Cells:
    """What was added to objections: to which decision, when and how it came, what it says (until it is erased)."""
    one, words = appeal_addition, appeal_addition_words
    here = and_(entry.c.chain_id == one.c.chain_id, entry.c.position == one.c.position)
    query = (
        select(name_of_claim(), one.c.sequence, one.c.added_on, one.c.channel, words.c.content)
        .join(claim, claim.c.claim_id == one.c.claim_id)
        .join(entry, here)
        .outerjoin(words, and_(words.c.chain_id == one.c.chain_id, words.c.position == one.c.position))
        .order_by(one.c.claim_id, one.c.sequence, entry.c.recorded_at, entry.c.chain_id, entry.c.position)
    )
    for request, sequence, on, channel, said in streamed(connection, names.narrowed(query)):
        yield request, sequence, on, code("appeal_addition.channel", channel), said


DECIDED: Mapping[str, Told] = {
    "eccezioni": Told("TWDWTMTMTTTT", exceptions), "reclami": Told("TWDTDDTTT", objections),
    "aggiunte ai reclami": Told("TWDTT", additions),
}  # fmt: skip
