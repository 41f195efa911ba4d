"""Money of a payment run comes back, or the bank refuses to send it: the request is owed again, recorded once.

By the reference of the transfer alone, which is never used twice: an amount or a name says nothing. What is unknown,
came back before or differs by a cent changes nothing, and is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from mutua.bank.status_report import REFUSED as REFUSING
from mutua.bank.status_report import Answers, DebitAnswer
from mutua.domain.italian import written_day
from mutua.domain.payment_text import reason_code
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop, payment_out, tell_return
from mutua.services.debit_answers import ACCEPTED, AMOUNT_DIFFERS, KNOWN, TO_RECORD, UNKNOWN, of_others
from mutua.services.decide_claim import Refusal
from mutua.services.payment_runs import run_name
from mutua.store.claims import read_claims
from mutua.store.payment_runs import LineTold, line_with_reference, lines_of_run, runs_told, tell_line_event
from mutua.store.tables import claim
from mutua.store.tables_payments import BACK, REJECTED, RELEASED
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

_OURS = "SCT-"  # what the references and names of payments begin with


@dataclass(frozen=True, slots=True)
class PaymentEffect:
    """What an answer says of one payment, and what comes of it."""

    answer: DebitAnswer
    code: str
    line: LineTold | None = None


def about_payments(answers: Answers) -> bool:
    """Whether an answer of the bank is about a payment run, and not about debits."""
    named = [answers.message_id, *[one.end_to_end for one in answers.answers]]
    return any(one.startswith(_OURS) for one in named)


def take_back_within(
    unit: UnitOfWork, end_to_end: str, cents: int, *, on: date, event: str, reason: str
) -> LineTold | Refusal:
    """Records, in a unit of work, that the money of a transfer is back, so that its request is owed again.

    Told on the day on which the bank says so; booked never before the day on which it was paid. Refuses a transfer that
    is unknown or of no released run, that came back before, or of which another sum came, and a day that has not come.
    """
    if on > day_in_rome(unit.now):
        return Refusal("money_in_future", written_day(on))
    line = line_with_reference(unit.connection, end_to_end)
    if line is None or not _is_released(unit.connection, line):
        return Refusal("payment_unknown", end_to_end)
    home = unit.connection.scalar(select(claim.c.chain_id).where(claim.c.claim_id == line.claim_id))
    assert home is not None
    unit.lock([home])
    now = line_with_reference(unit.connection, end_to_end)
    assert now is not None
    if now.event:
        return Refusal("payment_back_before", end_to_end)
    if cents != line.amount_cents:
        return Refusal("payment_back_differs", end_to_end)
    paid = payment_out(unit.connection, line.claim_id, end_to_end)
    if paid is None:
        return Refusal("payment_back_before", end_to_end)  # told by hand, as `mutua claim returned` does
    [record] = read_claims(unit.connection, [line.claim_id])
    told = tell_return(unit, record.household_id, line.claim_id, paid, max(on, paid.paid_on), end_to_end)
    tell_line_event(told, line.line_id, event, on, reason_code(reason))
    unit.flush()
    return now


def _is_released(connection: Connection, line: LineTold) -> bool:
    return runs_told(connection, [line.run_id])[0].end == RELEASED


# ---------------------------------------------------------------- the bank's answer to a file


def effects_of_payments(connection: Connection, answers: Answers) -> list[PaymentEffect]:
    """What would come of the answers; nothing is written. A file refused whole refuses each of its payments; one that
    is another society's is of none that is known."""
    told = list(answers.answers)
    if of_others(connection, answers.debtors):
        return [PaymentEffect(one, UNKNOWN) for one in told]
    if answers.status in REFUSING:
        named = {one.end_to_end for one in told}
        run_id = next((one.run_id for one in runs_told(connection) if run_name(one.run_id) == answers.message_id), 0)
        told += [
            DebitAnswer(one.end_to_end, answers.status, answers.reason, None)
            for one in lines_of_run(connection, run_id) if one.end_to_end not in named
        ]  # fmt: skip
    return [_effect(connection, one) for one in told]


def _effect(connection: Connection, answer: DebitAnswer) -> PaymentEffect:
    line = line_with_reference(connection, answer.end_to_end)
    if line is None or not _is_released(connection, line):
        return PaymentEffect(answer, UNKNOWN)
    if not answer.refused:
        return PaymentEffect(answer, ACCEPTED, line)
    if answer.amount_cents not in (None, line.amount_cents):
        return PaymentEffect(answer, AMOUNT_DIFFERS, line)
    back = line.event or payment_out(connection, line.claim_id, line.end_to_end) is None
    return PaymentEffect(answer, KNOWN if back else TO_RECORD, line)


def take_payment_answers(at: Desktop, answers: Answers, on: date | None = None) -> list[PaymentEffect]:
    """Records what the answers refuse, all together; the same answer again records nothing."""
    day = on or day_in_rome(at.now)

    def work(unit: UnitOfWork) -> list[PaymentEffect]:
        ids = [one.line.claim_id for one in effects_of_payments(unit.connection, answers) if one.line is not None]
        homes = select(claim.c.chain_id).where(claim.c.claim_id.in_(ids))
        unit.lock(set(unit.connection.scalars(homes)))
        found = effects_of_payments(unit.connection, answers)
        for name in dict.fromkeys(one.answer.end_to_end for one in found if one.code == TO_RECORD):
            one = next(told for told in found if told.answer.end_to_end == name and told.code == TO_RECORD)
            assert one.line is not None
            take_back_within(
                unit, name, one.line.amount_cents, on=day, event=REJECTED, reason=one.answer.reason
            )
        return found

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def take_movement_back(unit: UnitOfWork, end_to_end: str, cents: int, on: date, reason: str) -> LineTold | Refusal:
    """The same by a movement of the bank, which is taken by whoever calls."""
    return take_back_within(unit, end_to_end, cents, on=on, event=BACK, reason=reason)
