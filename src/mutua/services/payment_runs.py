"""Payment runs: prepared, approved by a second person exactly as shown, released once with its file, or dropped.

What is approved is a digest of the lines, of who is paid on which account, and of the bytes of the file. It is worked
out again from the archive as it stands when the run is released: another amount, name or account, and nothing is paid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.credit_transfer import Order, Payer, Transfer, check_order, write_cbi, write_iso
from mutua.bank.reading import BankMistake
from mutua.domain.four_eyes import Matter, State, reasons_for_payment
from mutua.domain.italian import ROME
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop, tell_payment
from mutua.services.collect_debits import CUC
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import Asked, approve, digest_of_shown, drop_proposals, propose, require_approval
from mutua.services.mail import tell_news
from mutua.services.once import KeyTaken, once
from mutua.services.payment_draft import MOST_LINES, LeftOut, Payable, draft, payable_again, text_of
from mutua.services.payments_waiting import waiting_to_pay
from mutua.services.society import letterhead
from mutua.store.approvals import Proposal, is_family, open_proposals, read_rules, who_acts
from mutua.store.bulk import among
from mutua.store.claims import next_numbers
from mutua.store.database import Archive
from mutua.store.debits import lock_bank
from mutua.store.ledger import balances_of_claims
from mutua.store.payment_runs import (
    PREPARED,
    LineTold,
    RunTold,
    file_kept,
    keep_file,
    lines_of_run,
    run_named,
    runs_told,
    tell_run,
    tell_run_end,
)
from mutua.store.people import households_of, people_of
from mutua.store.seals import broken_in
from mutua.store.settings import read_setting
from mutua.store.tables import claim
from mutua.store.tables_kept import BANK_CHAIN
from mutua.store.tables_payments import DROPPED, RELEASED
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be paid: on which day, in which form, without which requests; `seen`: the stamp of the `page` shown.

    Without a stamp whatever can be paid is taken.
    """

    execute_on: date
    form: str = "cbi"
    but: frozenset[int] = frozenset()
    seen: str = ""
    page: int = 1
    again: frozenset[int] = frozenset()  # came back the last time, and their account was looked at

    @property
    def content(self) -> bytes:
        """All that is wanted, the same bytes for the same wish."""
        return repr((self.execute_on, self.form, sorted(self.but), self.seen, self.page, sorted(self.again))).encode()


class Live(NamedTuple):
    """A run as things are at this moment. `changed`: the lines that would be paid otherwise, or not at all."""

    digest: str
    order: Order
    content: bytes
    changed: tuple[int, ...]
    now: dict[int, Payable | LeftOut]


def run_name(run_id: int) -> str:
    """What the file of a run calls itself: `SCT-000012`; never used for another one."""
    return f"SCT-{run_id:06d}"


def payer(connection: Connection) -> Payer:
    """The society as who pays."""
    head = letterhead(connection)
    return Payer(head.name, head.iban, read_setting(connection, CUC), head.municipality)


# ---------------------------------------------------------------- what a run is, worked out from the archive


def _order(connection: Connection, run_id: int, made_at: datetime, on: date, lines: Sequence[Transfer]) -> Order:
    return Order(run_name(run_id), made_at, on, payer(connection), tuple(lines))


def _transfer(one: Payable, end_to_end: str) -> Transfer:
    return Transfer(end_to_end, one.cents, one.holder, one.iban, text_of(one.number, one.claim_id))


def _file(order: Order, form: str) -> bytes:
    return write_cbi(order) if form == "cbi" else write_iso(order)


def _digests(form: str, order: Order, claim_ids: Sequence[int], content: bytes) -> tuple[str, str]:
    """Of all that is approved, and of the file."""
    file_sha256 = hashlib.sha256(content).hexdigest()
    told = [
        f"{claim_id} {one.end_to_end} {one.amount_cents} {one.iban} {one.holder}"
        for claim_id, one in zip(claim_ids, order.transfers, strict=True)
    ]
    return digest_of_shown(form, order.execute_on.isoformat(), *told, file_sha256), file_sha256


def live(connection: Connection, run: RunTold, lines: Sequence[LineTold]) -> Live:
    """The run as it would be paid now: the same digest as long as nothing of it changed."""
    now = payable_again(connection, [one.claim_id for one in lines], run.execute_on)
    changed, transfers = [], []
    for one in lines:
        found = now.get(one.claim_id)
        if isinstance(found, Payable) and found.cents == one.amount_cents:
            transfers.append(_transfer(found, one.end_to_end))
        else:
            changed.append(one.line_id)
    order = _order(connection, run.run_id, run.prepared_at, run.execute_on, transfers)
    if changed or check_order(order, cbi=run.form == "cbi"):
        return Live("", order, b"", tuple(changed), now)
    content = _file(order, run.form)
    return Live(_digests(run.form, order, [one.claim_id for one in lines], content)[0], order, content, (), now)


def family_of_actor(connection: Connection, actor_id: int) -> frozenset[int]:
    """Whoever acts and everybody they live or ever lived with; nobody of the program, or of who is no member."""
    who = who_acts(connection, actor_id)
    if who.person_id is None:
        return frozenset()
    homes = households_of(connection, [who.person_id]).get(who.person_id, set())
    return frozenset({who.person_id, *people_of(connection, homes)})


def check_lines(
    connection: Connection, shown: Sequence[Payable], on: date, today: date, *, cbi: bool
) -> list[BankMistake]:
    """What would be wrong with a file of these, made today for the day; nothing of one that is empty."""
    lines = [_transfer(one, f"{run_name(0)}-{number:05d}") for number, one in enumerate(shown, 1)]
    made_at = datetime.combine(today, time(12), ROME)
    wrong = check_order(_order(connection, 0, made_at, on, lines), cbi=cbi)
    return [one for one in wrong if one.code != "transfer_nothing"]


# ---------------------------------------------------------------- preparing


class _Undone(Exception):  # it takes a piece of work back that ended otherwise
    def __init__(self, answer: Refusal | list[BankMistake]) -> None:
        super().__init__("nothing of it stays")
        self.answer = answer


def prepare(at: Desktop, wanted: Wanted, key: str = "") -> RunTold | Refusal | list[BankMistake]:
    """A run of what can be paid, as it was shown, for a second person to approve; all that is wrong with it instead.

    Whoever prepares leaves out themselves and their family. No request stands in two runs. `key`: once for it.
    """

    def work(unit: UnitOfWork) -> RunTold:
        if not key:
            return _prepared(unit, at, wanted)
        told = once(unit, "prepare_run", key, wanted.content, lambda: _prepared(unit, at, wanted).public_id)
        run_id = None if isinstance(told, KeyTaken) else run_named(unit.connection, told)
        if run_id is None:
            raise _Undone(Refusal("key_taken"))
        return runs_told(unit.connection, [run_id])[0]

    try:
        return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
    except _Undone as undone:
        return undone.answer


def _prepared(unit: UnitOfWork, at: Desktop, wanted: Wanted) -> RunTold:
    lock_bank(unit)
    family = family_of_actor(unit.connection, unit.actor_id)
    if wanted.seen and wanted.seen != _stamp_now(unit.connection, wanted, family):
        raise _Undone(Refusal("run_outdated"))
    whole = draft(unit.connection, wanted.execute_on, family=family)
    paid = [one for one in whole.lines if one.claim_id not in wanted.but]
    paid += [one for one in whole.back if one.claim_id in wanted.again]
    paid = paid[:MOST_LINES]
    run_id = next_numbers(unit, "payment_run")
    names = [f"{run_name(run_id)}-{number:05d}" for number in range(1, len(paid) + 1)]
    transfers = [_transfer(one, name) for one, name in zip(paid, names, strict=True)]
    order = _order(unit.connection, run_id, unit.now, wanted.execute_on, transfers)
    mistakes = check_order(order, cbi=wanted.form == "cbi")
    if mistakes:
        raise _Undone(mistakes)
    digests = _digests(wanted.form, order, [one.claim_id for one in paid], _file(order, wanted.form))
    first = next_numbers(unit, "payment_line", len(paid))
    lines = [
        LineTold(first + number, run_id, one.claim_id, name, one.cents)
        for number, (one, name) in enumerate(zip(paid, names, strict=True))
    ]
    tell_run(unit, run_id, at.ids.public(), wanted.form, wanted.execute_on, digests, lines)
    unit.flush()
    _propose(unit, run_id, digests[0], order.total_cents)
    return runs_told(unit.connection, [run_id])[0]


def _stamp_now(connection: Connection, wanted: Wanted, family: frozenset[int]) -> str:
    """The stamp that the page would have now."""
    return waiting_to_pay(connection, wanted.execute_on, wanted.page, family=family).stamp


def _propose(unit: UnitOfWork, run_id: int, digest: str, cents: int) -> None:
    """Asks a second person for the run, where the society needs one."""
    why = reasons_for_payment(read_rules(unit.connection), day_in_rome(unit.now), cents)
    if not why:
        return
    told = propose(unit, Asked(Matter.PAYMENT_RUN, str(run_id), digest, why, cents=cents))
    if isinstance(told, Refusal):
        raise _Undone(told)


# ---------------------------------------------------------------- approving


def proposal_of(connection: Connection, run_id: int) -> Proposal | None:
    """What waits for a second person about the run, or was approved and not yet released."""
    found = open_proposals(connection, Matter.PAYMENT_RUN, str(run_id))
    return found[-1] if found else None


def approve_run(at: Desktop, run_id: int, *, seen: str) -> Proposal | Refusal:
    """A second person approves what they were shown (`seen`: the run's digest), if it is what there is now."""

    def work(unit: UnitOfWork) -> Proposal | Refusal:
        lock_bank(unit)
        run = _open_run(unit.connection, run_id)
        if isinstance(run, Refusal):
            return run
        waiting = proposal_of(unit.connection, run_id)
        if waiting is None:
            return Refusal("approval_missing")
        now = live(unit.connection, run, lines_of_run(unit.connection, run_id))
        if _concerns(unit.connection, unit.actor_id, now):
            return Refusal("approval_own_family")
        return approve(unit, waiting.id, seen=seen, live=now.digest)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _concerns(connection: Connection, actor_id: int, now: Live) -> bool:
    """Whether a run pays whoever acts, or their family."""
    who = who_acts(connection, actor_id)
    return any(is_family(connection, who, one.person_id) for one in now.now.values())


def _open_run(connection: Connection, run_id: int) -> RunTold | Refusal:
    found = runs_told(connection, [run_id])
    if not found:
        return Refusal("run_unknown", str(run_id))
    [run] = found
    if run.end == RELEASED:
        return Refusal("run_released", str(run_id))
    return run if run.state == PREPARED else Refusal("run_dropped", str(run_id))


# ---------------------------------------------------------------- releasing


@dataclass(frozen=True, slots=True)
class Released:
    """A run whose payments were recorded, and its file."""

    run: RunTold
    content: bytes


def release(at: Desktop, vault: Vault | None, run_id: int) -> Released | Refusal | list[BankMistake]:
    """Records the payments of an approved run and gives its file, once; refused where anything of it changed.

    Everything is looked at again under the locks. The file is kept, encrypted, and comes out again by `file_of`.
    """
    if vault is None:
        return Refusal("payment_no_vault")
    with at.archive.reader.begin() as connection:
        homes = _households(connection, lines_of_run(connection, run_id))
        if broken_in(connection, {*homes, BANK_CHAIN}):
            return Refusal("run_unproven", str(run_id))

    def work(unit: UnitOfWork) -> Released | Refusal | list[BankMistake]:
        unit.lock(homes)
        lock_bank(unit)
        run = _open_run(unit.connection, run_id)
        if isinstance(run, Refusal):
            return run
        lines = lines_of_run(unit.connection, run_id)
        now, today = live(unit.connection, run, lines), day_in_rome(unit.now)
        if now.digest != run.content_digest:
            drop_proposals(unit, Matter.PAYMENT_RUN, str(run_id))
            return Refusal("run_changed", str(run_id))
        late = check_order(now.order, cbi=run.form == "cbi", on=today)
        if late:
            return late
        refusal = _second_person(unit, run, now.digest, today)
        if refusal is not None:
            return refusal
        _pay(unit, run, lines, now)
        tell_run_end(unit, run_id, RELEASED, today)
        keep_file(unit, run_id, *vault.seal_apart(unit.connection, now.content))
        unit.flush()
        return Released(runs_told(unit.connection, [run_id])[0], now.content)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _households(connection: Connection, lines: Sequence[LineTold]) -> set[int]:
    query = select(claim.c.chain_id).where(among(claim.c.claim_id))
    return set(connection.scalars(query, {"ids": [one.claim_id for one in lines]}))


def _second_person(unit: UnitOfWork, run: RunTold, digest: str, today: date) -> Refusal | None:
    """Why the run may not be released by one person alone; the approval is used up by it."""
    needed = reasons_for_payment(read_rules(unit.connection), today, run.total_cents)
    if not needed and proposal_of(unit.connection, run.run_id) is None:
        return None
    told = require_approval(unit, Matter.PAYMENT_RUN, str(run.run_id), digest)
    return told if isinstance(told, Refusal) else None


def _pay(unit: UnitOfWork, run: RunTold, lines: Sequence[LineTold], now: Live) -> None:
    accounts = balances_of_claims(unit.connection, [one.claim_id for one in lines])
    for one in lines:
        found = now.now[one.claim_id]
        assert isinstance(found, Payable)  # what changed was refused
        paid = tell_payment(
            unit, found.household_id, one.claim_id, accounts[one.claim_id], run.execute_on, one.end_to_end
        )
        if paid != one.amount_cents:
            raise AssertionError(f"line {one.line_id} pays {one.amount_cents}, the books say {paid}")
    tell_news(unit, [(one.person_id, one.household_id) for one in now.now.values() if isinstance(one, Payable)])


def file_of(archive: Archive, vault: Vault | None, run_id: int) -> bytes | Refusal:
    """The file of a run that was released, to the byte."""
    with archive.reader.begin() as connection:
        found = runs_told(connection, [run_id])
        kept = file_kept(connection, run_id)
    if not found:
        return Refusal("run_unknown", str(run_id))
    if found[0].end != RELEASED:
        return Refusal("run_not_released", str(run_id))
    if kept is None:
        return Refusal("run_file_gone", str(run_id))
    if vault is None:
        return Refusal("payment_no_vault")
    return vault.open_apart(*kept, run_name(run_id))


# ---------------------------------------------------------------- dropping


def drop(at: Desktop, run_id: int) -> RunTold | Refusal:
    """Drops a run that was not released: its requests may be paid by another one. Its number is not used again."""

    def work(unit: UnitOfWork) -> RunTold | Refusal:
        lock_bank(unit)
        run = _open_run(unit.connection, run_id)
        if isinstance(run, Refusal):
            return run
        tell_run_end(unit, run_id, DROPPED, day_in_rome(unit.now))
        unit.flush()
        drop_proposals(unit, Matter.PAYMENT_RUN, str(run_id))
        return runs_told(unit.connection, [run_id])[0]

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def may_release(connection: Connection, run: RunTold) -> bool:
    """Whether somebody approved the run, or nobody has to."""
    waiting = proposal_of(connection, run.run_id)
    if waiting is not None:
        return waiting.state is State.APPROVED
    rules, today = read_rules(connection), day_in_rome(run.prepared_at)
    return run.state == PREPARED and not reasons_for_payment(rules, today, run.total_cents)
