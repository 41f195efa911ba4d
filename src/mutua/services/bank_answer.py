"""A bank's answer to a file of ours, as a person reads it: whose each payment or debit is, what comes of it, and why.

It is taken as it was shown, by the services of the terminal. What cannot be taken is told in one sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.bank.match_values import PayerKey, PayerKind
from mutua.bank.status_report import REFUSED, Answers
from mutua.services.bank_names import names_with_heads
from mutua.services.claim_life import Desktop
from mutua.services.debit_answers import ACCEPTED, KNOWN, TO_RECORD, UNKNOWN, effects_of, of_others, take_answers
from mutua.services.decide_claim import Refusal
from mutua.services.payment_returns import about_payments, effects_of_payments, take_payment_answers
from mutua.services.payment_runs import family_of_actor
from mutua.services.show_payments import whose_of


class AnsweredRow(NamedTuple):
    """A payment or debit that the answer speaks of. `code`: what comes of it; `who`: "" where it is not known.

    `claim`: the public name of the request that is paid; `family`: it is of whoever looks, or of their family.
    """

    reference: str
    code: str
    reason: str
    cents: int | None = None
    who: str = ""
    claim: str = ""
    family: bool = False


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer in words. `why`: why nothing of it is recorded; `stamp`: what it is known by, as it is shown."""

    name: str
    of_payments: bool
    rows: tuple[AnsweredRow, ...]
    why: Refusal | None
    stamp: str

    @property
    def refused(self) -> tuple[AnsweredRow, ...]:
        """Those that would be recorded as refused, each once."""
        return tuple({one.reference: one for one in self.rows if one.code == TO_RECORD}.values())

    @property
    def cents(self) -> int:
        return sum(one.cents or 0 for one in self.refused)


def answer_shown(connection: Connection, actor_id: int, answers: Answers, language: str) -> AnswerShown:
    """What the answer would record. Nothing is written."""
    payments = about_payments(answers)
    rows = (_payments if payments else _debits)(connection, actor_id, answers, language)
    told = [(one.reference, one.code, one.reason, one.cents) for one in rows]
    stamp = hashlib.sha256(repr((answers.message_id, told)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    ours = answers.debtors if payments else answers.creditors
    why = _why_nothing(answers, rows, others=of_others(connection, ours))
    return AnswerShown(answers.message_id, payments, tuple(rows), why, stamp)


def _payments(connection: Connection, actor_id: int, answers: Answers, language: str) -> list[AnsweredRow]:
    effects = effects_of_payments(connection, answers)
    ids = [one.line.claim_id for one in effects if one.line is not None]
    whose = whose_of(connection, ids, family_of_actor(connection, actor_id))
    rows = []
    for one in effects:
        cents = one.answer.amount_cents if one.line is None else one.line.amount_cents
        row = AnsweredRow(one.answer.end_to_end, one.code, one.answer.reason, cents)
        if one.line is not None:
            found = whose.get(one.line.claim_id)
            row = row._replace(family=True) if found is None else row._replace(
                who=f"{found.number} {found.name}".strip(), claim=found.public_id
            )  # fmt: skip
        rows.append(row)
    return rows


def _debits(connection: Connection, actor_id: int, answers: Answers, language: str) -> list[AnsweredRow]:
    effects = effects_of(connection, answers)
    keys = [None if one.debit is None else PayerKey(PayerKind.HOUSEHOLD, one.debit.household_id) for one in effects]
    names = names_with_heads(connection, {one for one in keys if one is not None}, language)
    return [
        AnsweredRow(
            one.answer.end_to_end, one.code, one.answer.reason,
            one.answer.amount_cents if one.debit is None else one.debit.amount_cents,
            "" if key is None else names.get(key, ""),
        )
        for one, key in zip(effects, keys, strict=True)
    ]  # fmt: skip


def _why_nothing(answers: Answers, rows: Sequence[AnsweredRow], *, others: bool) -> Refusal | None:
    codes = {one.code for one in rows}
    if TO_RECORD in codes:
        return None
    if others:
        return Refusal("answer_of_others")
    if codes == {UNKNOWN} or (not codes and answers.status in REFUSED):
        return Refusal("answer_unknown", answers.message_id[:35] or "-")
    if KNOWN in codes and codes <= {KNOWN, ACCEPTED}:
        return Refusal("answer_known")
    return Refusal("answer_accepted" if codes <= {ACCEPTED} else "answer_to_look_at")


def take_shown(at: Desktop, answers: Answers, stamp: str, language: str) -> AnswerShown | Refusal:
    """Records what the answer refuses, if it is as it was shown; the same answer again records nothing."""
    with at.archive.reader.begin() as connection:
        now = answer_shown(connection, at.actor_id, answers, language)
    if now.why is not None:
        return now.why
    if now.stamp != stamp:
        return Refusal("answer_otherwise")
    take = take_payment_answers if now.of_payments else take_answers
    take(at, answers)
    return now
