"""Advice of payment: to each person paid by a run, or by hand, one letter with their requests, the day, the account."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.bank.paid_accounts import accounts_in
from mutua.domain.identifiers.iban import masked
from mutua.letters.advice_papers import PaidRequest, PaymentAdvice
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.issue_papers import About, NotIssued, Printed, Wanted, file_name, print_and_note
from mutua.services.letter_to import number_of, recipient, to_whom
from mutua.services.money_told import Sent, sent_of
from mutua.services.payment_runs import run_name
from mutua.services.society import letterhead
from mutua.store.claims import ClaimRecord, read_claims
from mutua.store.database import Archive
from mutua.store.decisions import last_sequences
from mutua.store.payment_runs import file_kept, lines_of_run, run_of_reference, runs_told
from mutua.store.tables_payments import RELEASED
from mutua.store.vault import Vault

ADVICE = "payment_advice"
MOST_TOGETHER = 100  # letters of one PDF, made in some seconds


class Paid(NamedTuple):
    """A payment that a letter tells of. `account`: masked, "" where it is not known."""

    record: ClaimRecord
    sent: Sent
    account: str


# ---------------------------------------------------------------- to which account


def accounts_of_run(connection: Connection, vault: Vault | None, run_id: int) -> Mapping[str, str]:
    """To which account each transfer of a run went, masked, by its reference; read in the file that was made.

    Empty without the key of files, or where the file was erased.
    """
    kept = file_kept(connection, run_id)
    if vault is None or kept is None:
        return {}
    found = accounts_in(vault.open_apart(*kept, run_name(run_id)))
    return {reference: masked(iban) for reference, iban in found.items()}


def accounts_used(archive: Archive, vault: Vault | None, run_id: int) -> Mapping[str, str]:
    """The same for whoever looks at the run."""
    with archive.snapshot() as connection:
        return accounts_of_run(connection, vault, run_id)


def account_used(archive: Archive, vault: Vault | None, claim_id: int) -> str:
    """The account, masked, to which the last payment of a request went; "" where that is not known."""
    with archive.snapshot() as connection:
        sent = sent_of(connection, [claim_id]).get(claim_id, ())
        run_id = run_of_reference(connection, sent[-1].reference) if sent else None
        return "" if run_id is None else accounts_of_run(connection, vault, run_id).get(sent[-1].reference, "")


# ---------------------------------------------------------------- which letters


def wanted_of_run(
    connection: Connection, vault: Vault | None, run_id: int, *, only: int | None = None,
    without: frozenset[int] = frozenset(),
) -> list[Wanted] | Refusal:  # fmt: skip
    """The letters of a run whose file was made, in its order; what came back is in none.

    `only`: that with this request. `without`: of none of these people.
    """
    found = runs_told(connection, [run_id])
    if not found:
        return Refusal("run_unknown", str(run_id))
    if found[0].end != RELEASED:
        return Refusal("run_not_released", str(run_id))
    lines = [one for one in lines_of_run(connection, run_id) if not one.event]
    accounts = accounts_of_run(connection, vault, run_id)
    ids = [one.claim_id for one in lines]
    records = {one.claim_id: one for one in read_claims(connection, ids)}
    went = {one.reference: one for some in sent_of(connection, ids).values() for one in some}
    paid = [
        Paid(records[one.claim_id], went[one.end_to_end], accounts.get(one.end_to_end, ""))
        for one in lines if one.end_to_end in went and records[one.claim_id].person_id not in without
    ]  # fmt: skip
    if only is not None:  # of its household: nobody else's requests stand in its letter
        home = records[only].household_id if only in records else None
        paid = [one for one in paid if one.record.household_id == home]
    groups = [
        some for some in _by_person(connection, paid)
        if only is None or any(one.record.claim_id == only for one in some)
    ]  # fmt: skip
    return _wanted(connection, groups, f"{run_id}")


def wanted_of_claim(connection: Connection, vault: Vault | None, claim_id: int) -> list[Wanted] | Refusal:
    """The letter that tells of the last payment of a request: that of its run, or its own where it was paid by hand."""
    records = read_claims(connection, [claim_id])
    if not records:
        return Refusal("claim_unknown", str(claim_id))
    sent = sent_of(connection, [claim_id]).get(claim_id, ())
    if not sent:
        return Refusal("nothing_paid", str(claim_id))
    run_id = run_of_reference(connection, sent[-1].reference)
    if run_id is not None:
        return wanted_of_run(connection, vault, run_id, only=claim_id)
    return _wanted(connection, [[Paid(records[0], sent[-1], "")]], "")


def _by_person(connection: Connection, paid: Iterable[Paid]) -> list[list[Paid]]:
    """The payments by whoever gets the letter, in each household: a child's go to whoever stands for it."""
    found: dict[tuple[int, int], list[Paid]] = {}
    for one in paid:
        key = (one.record.household_id, recipient(connection, one.record, one.sent.on))
        found.setdefault(key, []).append(one)
    return list(found.values())


def _wanted(connection: Connection, groups: Sequence[Sequence[Paid]], run: str) -> list[Wanted]:
    """A letter of each group, noted as about each of its requests; looked for by the first."""
    firsts = [some[0].record for some in groups]
    sequences = last_sequences(connection, [one.record.claim_id for some in groups for one in some])
    return [
        Wanted(
            ADVICE, first.household_id, first.person_id, None, None,
            file_name("pagamento", run, number_of(connection, first.claim_id)), partial(_letter, paid=tuple(some)),
            first.person_id, About(first.claim_id, sequences[first.claim_id]),
            tuple((About(each, sequences[each]), whose) for each, whose in _others(some)),
        )
        for first, some in zip(firsts, groups, strict=True)
    ]  # fmt: skip


def _others(some: Sequence[Paid]) -> list[tuple[int, int]]:
    """The other requests of a letter, each once, with whose it is."""
    found = {one.record.claim_id: one.record.person_id for one in some}
    return [(each, whose) for each, whose in found.items() if each != some[0].record.claim_id]


def _letter(connection: Connection, issued_on: date, *, paid: tuple[Paid, ...]) -> PaymentAdvice:
    told = [(one, *to_whom(connection, one.record, issued_on)) for one in paid]
    lines = tuple(
        PaidRequest(number_of(connection, one.record.claim_id), person, day_in_rome(one.record.received_at),
                    one.account, one.sent.cents)
        for one, _, person in told
    )  # fmt: skip
    last = paid[-1].sent
    return PaymentAdvice(letterhead(connection), told[0][1], issued_on, last.on, last.on_its_way, lines)


# ---------------------------------------------------------------- printing


def advice_wanted(
    archive: Archive, vault: Vault | None, run_id: int, *, only: int | None = None, first: int = 1,
    without: frozenset[int] = frozenset(),
) -> list[Wanted] | Refusal:  # fmt: skip
    """The letters of a run, from the `first` on and a hundred at most; or that of one request."""
    with archive.snapshot() as connection:
        wanted = wanted_of_run(connection, vault, run_id, only=only, without=without)
    return wanted if isinstance(wanted, Refusal) else wanted[max(0, first - 1) :][:MOST_TOGETHER]


def print_advice(at: Desktop, vault: Vault | None, run_id: int) -> list[Printed | NotIssued] | Refusal:
    """The first letters of a run, each noted."""
    wanted = advice_wanted(at.archive, vault, run_id)
    return wanted if isinstance(wanted, Refusal) else print_and_note(at, wanted, vault=vault)
