"""The bank's answer to a file of debits: which ones it refused, recorded once; what they asked for stays open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from mutua.bank.status_report import REFUSED as REFUSING
from mutua.bank.status_report import Answers, DebitAnswer
from mutua.domain.payment_text import reason_code
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.bank_matches import collection_name
from mutua.services.claim_life import Desktop
from mutua.services.society import own_accounts
from mutua.store.debits import DebitTold, debit_with_reference, read_debits, tell_debit_event
from mutua.store.tables_bank import REFUSED
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

# What an answer comes to, debit by debit.
TO_RECORD, KNOWN, ACCEPTED, UNKNOWN, AMOUNT_DIFFERS, COLLECTED_BEFORE = (
    "refused", "refused_before", "accepted", "unknown", "amount_differs", "collected_before",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer says of one debit, and what comes of it."""

    answer: DebitAnswer
    code: str
    debit: DebitTold | None = None


def of_others(connection: Connection, ours: Sequence[str]) -> bool:
    """Whether an answer is about accounts that were never the society's. `ours`: those which it says were."""
    own = own_accounts(connection)
    return bool(own and ours) and own.isdisjoint(ours)


def effects_of(connection: Connection, answers: Answers) -> list[Effect]:
    """What would come of the answers; nothing is written. A file refused whole refuses each of its debits; one that is
    another society's is of none that is known."""
    told = list(answers.answers)
    if of_others(connection, answers.creditors):
        return [Effect(one, UNKNOWN) for one in told]
    if answers.status in REFUSING:
        named = {one.end_to_end for one in told}
        whole = [one for one in read_debits(connection) if collection_name(one.collection_id) == answers.message_id]
        told += [
            DebitAnswer(one.end_to_end, answers.status, answers.reason, None) for one in whole
            if one.end_to_end not in named
        ]  # fmt: skip
    return [_effect(connection, one) for one in told]


def _effect(connection: Connection, answer: DebitAnswer) -> Effect:
    debit = debit_with_reference(connection, answer.end_to_end)
    if debit is None:
        return Effect(answer, UNKNOWN)
    if not answer.refused:
        return Effect(answer, ACCEPTED, debit)
    if answer.amount_cents not in (None, debit.amount_cents):
        return Effect(answer, AMOUNT_DIFFERS, debit)
    if debit.event == REFUSED:
        return Effect(answer, KNOWN, debit)
    return Effect(answer, COLLECTED_BEFORE if debit.event else TO_RECORD, debit)


def take_answers(at: Desktop, answers: Answers, on: date | None = None) -> list[Effect]:
    """Records what the answers refuse, all together; the same answer again records nothing."""
    day = on or day_in_rome(at.now)

    def work(unit: UnitOfWork) -> list[Effect]:
        first = effects_of(unit.connection, answers)
        unit.lock({one.debit.household_id for one in first if one.debit is not None})
        found = effects_of(unit.connection, answers)
        done: set[int] = set()
        for one in found:
            if one.code == TO_RECORD and one.debit is not None and one.debit.debit_id not in done:
                done.add(one.debit.debit_id)
                entry = unit.entry(one.debit.household_id, "debit_event")
                tell_debit_event(entry, one.debit.debit_id, REFUSED, day, reason=reason_code(one.answer.reason))
        return found

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
