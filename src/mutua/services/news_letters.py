"""Letters with news about a request: its decision was taken back, an objection was answered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from mutua.letters.request_papers import RequestNews
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.appeals import appeals_of
from mutua.services.claim_clocks import rules_of_request
from mutua.services.decide_claim import Refusal
from mutua.services.letter_to import number_of, to_whom
from mutua.services.plan_book import PlanBook
from mutua.services.society import letterhead
from mutua.services.taking_back import returned_by
from mutua.store.claims import read_claims
from mutua.store.decisions import decisions_of
from mutua.store.ledger import legs_of_entry
from mutua.wording.letters import (
    appeal_late_sentences,
    appeal_rejected_sentences,
    appeal_upheld_sentence,
    objection_sentences,
    taken_back_sentences,
)
from mutua.wording.taking_back import letter_money_sentences, pot_back_sentence


def reversal_letter(
    connection: Connection, issued_on: date, *, plans: PlanBook, claim_id: int
) -> RequestNews | Refusal:
    """That the decision was taken back, why, what it means for limits and money."""
    records, decisions = read_claims(connection, [claim_id]), decisions_of(connection, claim_id)
    if not records:
        return Refusal("claim_unknown", str(claim_id))
    if not decisions or decisions[-1].kind != "reversal":
        return Refusal("not_taken_back", str(claim_id))
    [record], last, before = records, decisions[-1], decisions[-2]
    legs = legs_of_entry(connection, last.chain_id, last.position)
    found = returned_by(connection, plans.get(record.plan_code), last.chain_id, last.position, legs)
    pots = tuple(pot_back_sentence(one.pot, one.amount, one.unit, one.period, one.rules) for one in found.pots)
    received_on = day_in_rome(record.received_at)
    to, person = to_whom(connection, record, issued_on)
    return RequestNews(
        letterhead(connection), to, number_of(connection, claim_id), person, received_on, issued_on,
        "decisione annullata", taken_back_sentences(before.decided_on, last.decided_on), (_sentence(last.motive),),
        (*letter_money_sentences(found.unpaid_cents, found.paid_cents), *pots),
        objection_sentences(None, rules_of_request(plans, record.plan_code, received_on)),
    )  # fmt: skip


def appeal_letter(
    connection: Connection, issued_on: date, *, plans: PlanBook, claim_id: int
) -> RequestNews | Refusal:
    """That an objection was rejected, and why. Refuses one that is not answered, or that a new decision answers."""
    records = read_claims(connection, [claim_id])
    if not records:
        return Refusal("claim_unknown", str(claim_id))
    every = appeals_of(connection, claim_id)
    last = every[-1] if every else None
    if last is None or last.answer is None:
        return Refusal("appeal_not_answered" if last is not None else "appeal_unknown")
    if last.answer.outcome != "rejected":
        return Refusal("appeal_upheld_letter")
    [record] = records
    against = next(one for one in decisions_of(connection, claim_id) if one.sequence == last.sequence)
    received_on = day_in_rome(record.received_at)
    to, person = to_whom(connection, record, issued_on)
    return RequestNews(
        letterhead(connection), to, number_of(connection, claim_id), person, received_on, issued_on,
        "risposta al reclamo", appeal_rejected_sentences(
            last.filed_on, against.decided_on, [one.added_on for one in last.added]
        ),
        (_sentence(last.answer.motive),), appeal_late_sentences(last.until if last.late else None),
    )  # fmt: skip


def upheld_before(connection: Connection, claim_id: int, sequence: int) -> str:
    """What a decision that came of an objection says of it; "" of any other."""
    decisions = {one.sequence: one for one in decisions_of(connection, claim_id)}
    for one in appeals_of(connection, claim_id):
        if one.sequence == sequence - 1 and one.answer is not None and one.answer.outcome == "upheld":
            return appeal_upheld_sentence(one.filed_on, decisions[one.sequence].decided_on)
    return ""


def _sentence(text: str) -> str:
    """What somebody wrote, with a capital and a stop."""
    told = text.strip()
    return told[:1].upper() + told[1:] + ("" if told.endswith((".", "!", "?")) else ".")
