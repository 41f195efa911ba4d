"""What happens to a request besides being decided: later papers and answers, withdrawal, reversal, its money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.case import FactValue
from mutua.domain.italian import written_day
from mutua.rules.case_content import encode_facts
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import Refusal, keep_released, save_balances
from mutua.services.desk import lay_out
from mutua.services.desk_values import authorisation_of
from mutua.services.locks import Locked, chains_of_claims, locked_work
from mutua.services.mail import tell_news
from mutua.services.once import KeyTaken, once
from mutua.services.plan_book import PlanBook
from mutua.services.recording import Recorder, standing_of
from mutua.services.reservations import is_used, release_what_is_left
from mutua.store.base import stored
from mutua.store.claim_open import without_papers
from mutua.store.claims import (
    ClaimRecord,
    await_decision,
    await_those_that_top_up,
    no_longer_pending,
    read_claims,
    tell_answer,
    tell_paper,
    tell_withdrawal,
)
from mutua.store.database import Archive
from mutua.store.decisions import decision_in_force, decisions_of
from mutua.store.ids import Ids
from mutua.store.ledger import DUE, balances_of_claim, book_entry, legs_due, legs_of_entry
from mutua.store.payment_runs import claims_in_runs
from mutua.store.tables import claim_withdrawal, payment
from mutua.store.unit_of_work import Entry, UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Desktop:
    """Who does something, when, on which archive, by which rules."""

    archive: Archive
    plans: PlanBook
    actor_id: int
    now: datetime
    ids: Ids


@dataclass(frozen=True, slots=True)
class Done:
    """It was recorded; `cents` is the money it moved, 0 where it moves none."""

    claim_id: int
    cents: int = 0


def a_claim(connection: Connection, claim_id: int) -> ClaimRecord | Refusal:
    """The request with the number, or why there is none."""
    records = read_claims(connection, [claim_id])
    return records[0] if records else Refusal("claim_unknown", str(claim_id))


def _withdrawn(connection: Connection, claim_id: int) -> bool:
    query = select(claim_withdrawal.c.claim_id).where(claim_withdrawal.c.claim_id == claim_id)
    return connection.scalar(query) is not None


# ---------------------------------------------------------------- papers, answers, withdrawal


def complete(
    at: Desktop, claim_id: int, *, papers: Mapping[str, date | None] | None = None,
    facts: Mapping[str, FactValue] | None = None, line: int = 0, key: str = "",
    files: Sequence[str] = (), marks: Sequence[str] = (),
) -> Done | Refusal:  # fmt: skip
    """Papers and answers that came later, of the request (line 0) or of one of its lines: it is to be decided anew.

    Refuses a request that is unknown, withdrawn or was taken back, and a line that it has not. `key`: told twice with
    the same key they are recorded once. `files`: the kept files of each of the papers, by name; `marks`: what tells
    what is in them, so that other files under the same key are not taken for the same.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        if not key:
            return _complete(unit, claim_id, papers or {}, facts or {}, line, files)
        told_now = (claim_id, line, sorted((papers or {}).items()), encode_facts(facts or {}))
        content = repr((*told_now, *marks)).encode()

        def do() -> str | Refusal:
            done = _complete(unit, claim_id, papers or {}, facts or {}, line, files)
            return done if isinstance(done, Refusal) else str(claim_id)

        told = once(unit, "complete", key, content, do)
        if isinstance(told, KeyTaken):
            return Refusal("key_taken")
        return told if isinstance(told, Refusal) else Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def _complete(
    unit: UnitOfWork, claim_id: int, papers: Mapping[str, date | None], facts: Mapping[str, FactValue], line: int,
    files: Sequence[str] = (),
) -> Done | Refusal:  # fmt: skip
    record = a_claim(unit.connection, claim_id)
    if isinstance(record, Refusal):
        return record
    refusal = closed_to_more(unit.connection, record)
    if refusal is not None:
        return refusal
    if not 0 <= line <= len(record.lines):
        return Refusal("line_unknown", str(line))
    entry = unit.entry(record.household_id, "completion")
    rows = [(name, day, file) for name, day in papers.items() for file in (files or (None,))]
    for number, (name, day, file) in enumerate(rows, 1):
        tell_paper(entry, number, claim_id, line, name, day, file)
    if facts:
        tell_answer(entry, 1, claim_id, line, encode_facts(facts))
    if not record.pending:
        await_decision(unit, [(claim_id, record.household_id)])
    return Done(claim_id)


def closed_to_more(connection: Connection, record: ClaimRecord) -> Refusal | None:
    """Why no paper and no answer of a request is taken any more; None where they are."""
    claim_id = record.claim_id
    if _withdrawn(connection, claim_id):
        return Refusal("claim_withdrawn", str(claim_id))
    past = decisions_of(connection, claim_id)
    if past and past[-1].kind == "reversal":
        return Refusal("claim_reversed", str(claim_id))
    if record.authorisation and is_used(connection, claim_id):
        return Refusal("authorisation_used", str(claim_id))
    return None


def withdraw(at: Desktop, claim_id: int, motive: str) -> Done | Refusal:
    """The member takes the request back before it is decided. A decided one is reversed instead; never twice."""

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        record = a_claim(unit.connection, claim_id)
        if isinstance(record, Refusal):
            return record
        if _withdrawn(unit.connection, claim_id):
            return Refusal("claim_withdrawn", str(claim_id))
        if decisions_of(unit.connection, claim_id):
            return Refusal("claim_decided", str(claim_id))
        tell_withdrawal(unit.entry(record.household_id, "withdrawal"), claim_id, motive)
        no_longer_pending(unit, [claim_id])
        return Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


# ---------------------------------------------------------------- reversal


def reverse(at: Desktop, claim_id: int, motive: str) -> Done | Refusal:
    """Takes the decision back: the ceilings are free again, the books get the opposite entry.

    What was already paid becomes recoverable from the member. Refuses a request without a decision in force, and an
    authorisation that a request has used.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        record = a_claim(unit.connection, claim_id)
        if isinstance(record, Refusal):
            return record
        last = decision_in_force(unit.connection, claim_id)
        if last is None:
            return Refusal("claim_not_decided", str(claim_id))
        if record.authorisation and is_used(unit.connection, claim_id):
            return Refusal("authorisation_used", str(claim_id))
        before = standing_of(unit.connection, claim_id)
        desk = lay_out(unit.connection, at.plans, locked.households, [record])
        Recorder(unit, at.ids).reverse(record.household_id, last, before, motive)
        if record.authorisation:
            unit.beside(without_papers([(claim_id, 0)]))
        desk.give_back(before.movements, authorisation_of(record))
        await_those_that_top_up(unit, [claim_id] if record.topped_up else [])
        no_longer_pending(unit, [claim_id])
        unit.flush()
        keep_released(unit, desk, [record])
        save_balances(unit, desk)
        tell_news(unit, [(record.person_id, record.household_id)])
        return Done(claim_id, last.granted_cents)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


# ---------------------------------------------------------------- reservations


def release(at: Desktop, claim_id: int) -> Done | Refusal:
    """Gives back what an authorisation still has set aside; nothing is recorded where nothing is."""

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        record = a_claim(unit.connection, claim_id)
        if isinstance(record, Refusal):
            return record
        if not record.authorisation:
            return Refusal("not_an_authorisation", str(claim_id))
        desk = lay_out(unit.connection, at.plans, locked.households, [record])
        if release_what_is_left(unit, desk, record):
            unit.flush()
            save_balances(unit, desk)
        return Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


# ---------------------------------------------------------------- money


def pay(at: Desktop, claim_id: int, *, on: date, reference: str) -> Done | Refusal:
    """Pays all that is owed for a request on the day, what was put off until then included.

    Refuses one for which nothing is owed, and a day before the request arrived or was granted.
    """

    def work(unit: UnitOfWork) -> Done | Refusal:
        record = a_claim(unit.connection, claim_id)
        if isinstance(record, Refusal):
            return record
        accounts = balances_of_claim(unit.connection, claim_id)
        owed = _payable(accounts, on)
        if sum(owed.values()) <= 0:
            return Refusal("nothing_owed", str(claim_id))
        too_early = _paid_too_early(unit.connection, record, on)
        if too_early is not None:
            return too_early
        run_id = claims_in_runs(unit.connection).get(claim_id)
        if run_id is not None:
            return Refusal("claim_in_run", str(run_id))
        total = tell_payment(unit, record.household_id, claim_id, accounts, on, reference)
        tell_news(unit, [(record.person_id, record.household_id)])
        return Done(claim_id, total)

    return _on_household(at, claim_id, work)


def tell_payment(
    unit: UnitOfWork, household_id: int, claim_id: int, accounts: Mapping[str, int], on: date, reference: str
) -> int:
    """Records that all owed of a request with these accounts is paid on the day; gives the cents.

    What was put off until then begins to be owed first. Nothing owed is a mistake of the program.
    """
    begun, owed = legs_due(accounts, on), _payable(accounts, on)
    total = sum(owed.values())
    if begun:
        book_entry(unit.entry(household_id, DUE), 1, "benefits", on.isoformat(), DUE, begun, claim_id)
    entry = unit.entry(household_id, "payment")
    entry.add(payment, claim_id, "payment", on.isoformat(), total, reference)
    book_entry(entry, 1, "benefits", on.isoformat(), "payment", {**owed, "bank": -total}, claim_id)
    return total


def _payable(accounts: Mapping[str, int], on: date) -> dict[str, int]:
    """What is owed on the day, by account, what was put off until then included."""
    then = dict(accounts)
    for account, cents in legs_due(accounts, on).items():
        then[account] = then.get(account, 0) + cents
    return {account: -cents for account, cents in then.items() if account.startswith("payable:") and cents}


def _paid_too_early(connection: Connection, record: ClaimRecord, on: date) -> Refusal | None:
    received = day_in_rome(record.received_at)
    if on < received:
        return Refusal("paid_before_received", _two_days(on, received))
    granted = [one.decided_on for one in decisions_of(connection, record.claim_id) if one.granted_cents]
    if granted and on < min(granted):
        return Refusal("paid_before_decided", _two_days(on, min(granted)))
    return None


def _two_days(earlier: date, later: date) -> str:
    return f"{written_day(earlier)} < {written_day(later)}"


def claims_paid_as(connection: Connection, reference: str) -> list[int]:
    """The requests that have a payment with the reference."""
    query = select(payment.c.claim_id).where(payment.c.reference == reference, payment.c.kind == "payment").distinct()
    return sorted(connection.scalars(query))


def cents_out(connection: Connection, claim_id: int) -> int:
    """The last payment of a request that did not come back, 0 where there is none."""
    out = _payments_out(connection, claim_id)
    return out[-1].cents if out else 0


def returned(at: Desktop, claim_id: int, *, on: date, reference: str) -> Done | Refusal:
    """The last payment of a request came back from the bank: it is owed again.

    Refuses where none is out, and a day before it was paid.
    """

    def work(unit: UnitOfWork) -> Done | Refusal:
        record = a_claim(unit.connection, claim_id)
        if isinstance(record, Refusal):
            return record
        out = _payments_out(unit.connection, claim_id)
        if not out:
            return Refusal("nothing_paid", str(claim_id))
        if on < out[-1].paid_on:
            return Refusal("returned_before_paid", _two_days(on, out[-1].paid_on))
        tell_return(unit, record.household_id, claim_id, out[-1], on, reference)
        return Done(claim_id, out[-1].cents)

    return _on_household(at, claim_id, work)


def payment_out(connection: Connection, claim_id: int, reference: str) -> PaymentOut | None:
    """The payment of a request with that reference, as long as it did not come back."""
    return next((one for one in _payments_out(connection, claim_id) if one.reference == reference), None)


def tell_return(
    unit: UnitOfWork, household_id: int, claim_id: int, paid: PaymentOut, on: date, reference: str
) -> Entry:
    """Records that a payment of a request came back on the day; gives the entry, for whoever adds to it."""
    legs = _owed_again(
        legs_of_entry(unit.connection, paid.chain_id, paid.position), balances_of_claim(unit.connection, claim_id)
    )
    entry = unit.entry(household_id, "return")
    entry.add(payment, claim_id, "return", on.isoformat(), paid.cents, reference)
    book_entry(entry, 1, "benefits", on.isoformat(), "return", legs, claim_id)
    return entry


class PaymentOut(NamedTuple):
    """A payment: where it is recorded, cents, day, reference."""

    chain_id: int
    position: int
    cents: int
    paid_on: date
    reference: str


def _payments_out(connection: Connection, claim_id: int) -> list[PaymentOut]:
    """The payments that did not come back, in order. One comes back by its own reference, else it was the last."""
    query = select(
        payment.c.chain_id, payment.c.position, payment.c.kind, payment.c.amount_cents, stored(payment.c.paid_on),
        payment.c.reference,
    )  # fmt: skip
    out: list[PaymentOut] = []
    for chain_id, position, kind, cents, paid_on, reference in connection.execute(
        query.where(payment.c.claim_id == claim_id).order_by(payment.c.position)
    ):
        if kind == "payment":
            out.append(PaymentOut(chain_id, position, cents, date.fromisoformat(paid_on), reference))
        else:
            named = [at for at, one in enumerate(out) if one.reference == reference and one.cents == cents]
            out.pop(named[-1] if named else -1)
    return out


def _owed_again(paid: Mapping[str, int], accounts: Mapping[str, int]) -> dict[str, int]:
    """The entry of a payment that came back: it is owed again, but for what was to be recovered from the member."""
    legs: dict[str, int] = {"bank": -paid["bank"]}
    for account, cents in paid.items():
        kind, _, area = account.partition(":")
        if kind == "payable":
            recovered = min(cents, accounts.get(f"recoverable:{area}", 0))
            legs[f"recoverable:{area}"] = -recovered
            legs[account] = recovered - cents
    return {account: cents for account, cents in legs.items() if cents}


def _on_household(at: Desktop, claim_id: int, work: Callable[[UnitOfWork], Done | Refusal]) -> Done | Refusal:
    with at.archive.reader.begin() as connection:
        chains = chains_of_claims(connection, [claim_id])
    return unit_of_work(at.archive, chains, work, actor_id=at.actor_id, now=at.now)
