"""Money comes in, or goes back: what it pays, what stays on account, what is open again. The only door for it.

Whoever brings money (the desk, the bank's statement, a firm, a direct debit) comes through `receive`; money that went
back through `give_back`. The households concerned are locked, so that nothing is ever paid twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection

from mutua.domain.dues import Allocation, Channel, DueStanding, Receipt, misfit, offsetting, spread
from mutua.domain.italian import written_day
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.charge_writing import Group, keep_contributions, payer_account
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.outside_payers import why_not_outside
from mutua.store.claims import next_numbers
from mutua.store.dues import (
    ReceiptRecord,
    dues_numbered,
    dues_of_firm,
    lock_firms,
    read_dues,
    read_receipts,
    receipts_of,
    tell_allocation,
    tell_outsider,
    tell_receipt,
)
from mutua.store.ledger import book_entry
from mutua.store.members import open_book
from mutua.store.people import households_of, read_people
from mutua.store.tables_kept import BOOK_CHAIN, FIRMS_CHAIN
from mutua.store.unit_of_work import Entry, UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Received:
    """What was recorded: the receipt with its number, what it paid, what stays on account of the payer."""

    receipt: Receipt
    allocations: tuple[Allocation, ...]

    @property
    def on_account_cents(self) -> int:
        return sum(one.amount_cents for one in self.allocations if one.due_id is None)


def open_dues(
    connection: Connection, *, household_id: int | None = None, firm_id: int | None = None
) -> list[DueStanding]:
    """What a household, or a firm, has still to pay or to get back, the oldest first."""
    if firm_id is not None:
        told = dues_of_firm(connection, firm_id)
    else:
        told = [] if household_id is None else read_dues(connection, [household_id]).get(household_id, [])
        told = [one for one in told if one.due.firm_id is None]
    return sorted((one for one in told if one.open_cents), key=lambda one: (one.due.due_on, one.due.due_id))


def receive(
    at: Desktop, told: Receipt, allocations: Sequence[Allocation] | None = None, *, household_id: int | None = None
) -> Received | Refusal:
    """Records money that came in and what it pays.

    `allocations` is what a person or a bank match wants it to pay, summing to the amount; if a due is no longer open
    for as much, nothing is recorded (`due_not_open`). None: the payer's open dues, the oldest first, the rest on
    account. `household_id`: whose money it is, where it is not the household the payer is in on that day. Refuses a
    day that has not come and an amount that is not above nought.
    """

    def work(unit: UnitOfWork) -> Received | Refusal:
        return receive_within(unit, told, allocations, household_id=household_id)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def receive_within(
    unit: UnitOfWork, told: Receipt, allocations: Sequence[Allocation] | None = None, *, household_id: int | None = None
) -> Received | Refusal:
    """The same as a part of a larger work, which a refusal should undo."""
    refusal = _why_not(unit.now, told)
    if refusal is not None:
        return refusal
    home = household_id if household_id is not None else _home(unit.connection, told)
    if told.payer_person_id is not None and home is None:
        return Refusal("payer_in_no_household", str(told.payer_person_id))
    wanted = None if allocations is None else [one.due_id for one in allocations if one.due_id is not None]
    chain = _lock(unit, home, told.payer_firm_id, _dues(unit.connection, home, told.payer_firm_id, wanted))
    dues = [
        one for one in _dues(unit.connection, home, told.payer_firm_id, wanted) if unit.holds(one.household_id)
    ]  # nobody else touches these from here on
    parts = spread(told.amount_cents, dues) if allocations is None else tuple(allocations)
    wrong = misfit(parts, told.amount_cents, dues)
    if wrong is not None:
        return Refusal("due_not_open", str(wrong))
    made = replace(told, receipt_id=next_numbers(unit, "receipt"))
    _record(unit, chain, made, parts, dues, "receipt")
    return Received(made, parts)


def receive_many(unit: UnitOfWork, told: Sequence[tuple[int, Receipt, Sequence[Allocation]]]) -> None:
    """Money of many locked households at once: of each its receipt and what it pays, which is open for as much.

    For who knows all of it: an amount that does not fit is a mistake of the program (ValueError).
    """
    unit.flush()
    wanted = [one.due_id for _, _, parts in told for one in parts if one.due_id is not None]
    dues = {one.due.due_id: one for one in dues_numbered(unit.connection, wanted)}
    first = next_numbers(unit, "receipt", len(told)) if told else 0
    groups: set[Group] = set()
    for receipt_id, (home, one, parts) in enumerate(told, first):
        theirs = [dues[part.due_id] for part in parts if part.due_id is not None]
        if misfit(parts, one.amount_cents, theirs) is not None or _why_not(unit.now, one) is not None:
            raise ValueError(f"receipt {receipt_id} of household {home} does not fit")
        for part in parts:
            if part.due_id is not None:
                before = dues[part.due_id]
                dues[part.due_id] = replace(before, paid_cents=before.paid_cents + part.amount_cents)
        groups |= _write(unit, home, replace(one, receipt_id=receipt_id), parts, theirs, "receipt")
    keep_contributions(unit, groups)


def give_back(
    at: Desktop, receipt_id: int, *, on: date, cents: int | None = None, channel: Channel | None = None,
    reference: str = "", bank_line_id: int | None = None,
) -> Received | Refusal:  # fmt: skip
    """Records that money went back: what a receipt paid is open again (`cents` None: all that is left of it).

    With `cents` only what it has on account is given back, never what paid a due. Refuses a receipt that is unknown,
    itself a return, or of which nothing is left; a day before it came in, or that has not come.
    """

    def work(unit: UnitOfWork) -> Received | Refusal:
        return give_back_within(
            unit, receipt_id, on=on, cents=cents, channel=channel, reference=reference, bank_line_id=bank_line_id
        )

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def give_back_within(
    unit: UnitOfWork, receipt_id: int, *, on: date, cents: int | None = None, channel: Channel | None = None,
    reference: str = "", bank_line_id: int | None = None,
) -> Received | Refusal:  # fmt: skip
    """The same as a part of a larger work, which a refusal should undo."""
    if on > day_in_rome(unit.now):
        return Refusal("money_in_future", written_day(on))
    before = _to_give_back(unit.connection, receipt_id, on, cents)
    if isinstance(before, Refusal):
        return before
    told = before.receipt
    home = before.chain_id if before.chain_id < BOOK_CHAIN else None
    due_ids = [due_id for due_id in before.parts if due_id is not None]
    chain = _lock(unit, home, told.payer_firm_id, dues_numbered(unit.connection, due_ids))
    again = _to_give_back(unit.connection, receipt_id, on, cents)
    if isinstance(again, Refusal):
        return again
    if cents is None:
        parts = tuple(Allocation(due_id, -part) for due_id, part in _ordered(again))
    else:
        parts = (Allocation(None, -cents),)
    back = Receipt(
        channel or told.channel, on, -sum(one.amount_cents for one in parts), told.payer_person_id,
        told.payer_firm_id, reference, bank_line_id, receipt_id, next_numbers(unit, "receipt"),
    )  # fmt: skip
    dues = dues_numbered(unit.connection, [one.due_id for one in parts if one.due_id is not None])
    _record(unit, chain, back, parts, dues, "return")
    return Received(back, parts)


def use_on_account(at: Desktop, *, household_id: int | None = None, firm_id: int | None = None) -> list[Allocation]:
    """Pays open dues with what the payer has on account, the oldest first; what is owed back goes on account.

    Gives what was moved; done again, it moves nothing.
    """

    return unit_of_work(
        at.archive, [], lambda unit: use_on_account_within(unit, household_id=household_id, firm_id=firm_id),
        actor_id=at.actor_id, now=at.now,
    )  # fmt: skip


def use_on_account_within(
    unit: UnitOfWork, *, household_id: int | None = None, firm_id: int | None = None
) -> list[Allocation]:
    """The same as a part of a larger work."""
    look = open_dues(unit.connection, household_id=household_id, firm_id=firm_id)
    chain = _lock(unit, household_id, firm_id, look)
    dues = [
        one for one in open_dues(unit.connection, household_id=household_id, firm_id=firm_id)
        if unit.holds(one.household_id)
    ]  # fmt: skip
    households = [] if household_id is None else [household_id]
    money = [
        one for one in receipts_of(unit.connection, household_ids=households, firm_id=firm_id)
        if one.receipt.returned_of is None and one.parts
    ]  # fmt: skip
    moves = _moves(money, dues)
    if moves:
        _move(unit, chain, firm_id, moves, dues)
    return [Allocation(due_id, cents) for _, due_id, cents in moves]


def offset_within(unit: UnitOfWork, firm_id: int) -> Received | Refusal:
    """What a firm is owed back pays what it owes, the oldest first, with no money: a receipt by offsetting, and its own
    return. Gives both as one. Refuses where nothing is owed, or nothing is owed back."""
    chain = _lock(unit, None, firm_id, open_dues(unit.connection, firm_id=firm_id))
    dues = [one for one in open_dues(unit.connection, firm_id=firm_id) if unit.holds(one.household_id)]
    paid, taken = offsetting(dues)
    if not paid:
        return Refusal("nothing_to_offset")
    cents = sum(one.amount_cents for one in paid)
    number, today = next_numbers(unit, "receipt", 2), day_in_rome(unit.now)
    made = Receipt(Channel.OFFSET, today, cents, payer_firm_id=firm_id, receipt_id=number)
    _record(unit, chain, made, paid, dues, "offset")
    _record(unit, chain, replace(made, returned_of=number, receipt_id=number + 1), taken, dues, "offset")
    return Received(made, (*paid, *taken))


# ---------------------------------------------------------------- looking


def _why_not(now: datetime, told: Receipt) -> Refusal | None:
    if told.amount_cents <= 0:
        return Refusal("money_not_above_nought")
    if told.received_on > day_in_rome(now):
        return Refusal("money_in_future", written_day(told.received_on))
    return why_not_outside(told)


def _home(connection: Connection, told: Receipt) -> int | None:
    return None if told.payer_person_id is None else home_on(connection, told.payer_person_id, told.received_on)


def home_on(connection: Connection, person_id: int, day: date) -> int | None:
    """The household the person is in on the day, else the one of their newest place; None: never in any."""
    homes = households_of(connection, [person_id]).get(person_id, set())
    places = sorted(read_people(connection, homes).places.get(person_id, ()), key=lambda one: one.effective_from)
    there = [one for one in places if one.holds_on(day)]
    return (there or places)[-1].household_id if places else None


def head_of(connection: Connection, household_id: int, day: date) -> int | None:
    """The member of the household on the day, who pays for it where nobody else is named; None: it has none."""
    places = read_people(connection, [household_id]).by_household.get(household_id, [])
    return next((one.person_id for one in places if one.kinship == "titolare" and one.holds_on(day)), None)


def _dues(
    connection: Connection, home: int | None, firm_id: int | None, wanted: Sequence[int] | None
) -> list[DueStanding]:
    if wanted is not None:
        return dues_numbered(connection, wanted)
    return open_dues(connection, household_id=home, firm_id=firm_id)


def _lock(unit: UnitOfWork, home: int | None, firm_id: int | None, dues: Iterable[DueStanding]) -> int:
    """Locks the payer's chain and the households of the dues; gives the payer's chain."""
    homes = {one.household_id for one in dues}
    if firm_id is not None:
        unit.lock(homes)
        lock_firms(unit)
        return FIRMS_CHAIN
    if home is not None:
        unit.lock({*homes, home})
        return home
    open_book(unit, homes)
    return BOOK_CHAIN


def _to_give_back(connection: Connection, receipt_id: int, on: date, cents: int | None) -> ReceiptRecord | Refusal:
    found = read_receipts(connection, [receipt_id])
    if not found or found[0].receipt.returned_of is not None:
        return Refusal("receipt_unknown", str(receipt_id))
    one = found[0]
    if on < one.receipt.received_on:
        return Refusal("returned_before_received", written_day(one.receipt.received_on))
    if one.left_cents <= 0:
        return Refusal("receipt_returned", str(receipt_id))
    if cents is not None and not 0 < cents <= min(one.parts.get(None, 0), one.left_cents):
        return Refusal("not_on_account", str(receipt_id))
    return one


def _ordered(one: ReceiptRecord) -> list[tuple[int | None, int]]:
    return sorted(one.parts.items(), key=lambda part: (part[0] is None, part[0] or 0))


def _moves(money: Iterable[ReceiptRecord], dues: Sequence[DueStanding]) -> list[tuple[int, int | None, int]]:
    """What to move: receipt, due (None: on account), cents; for each receipt the moves sum to nought."""
    left = {one.due.due_id: one.open_cents for one in dues}
    receipts = list(money)
    if not receipts:
        return []
    moves = _offset(receipts[-1].receipt.receipt_id, left)
    free = {one.receipt.receipt_id: one.parts.get(None, 0) for one in receipts}
    for one in reversed(receipts):  # what is owed back is owed for money that came in: the newest that paid as much
        paid = one.left_cents - one.parts.get(None, 0)
        for due_id, cents in sorted(left.items()):
            taken = min(-cents, paid)
            if taken > 0:
                moves += [(one.receipt.receipt_id, due_id, -taken), (one.receipt.receipt_id, None, taken)]
                left[due_id] += taken
                free[one.receipt.receipt_id] += taken
                paid -= taken
    for receipt_id, cents in free.items():
        for standing in dues:
            due_id = standing.due.due_id
            taken = min(cents, left[due_id])
            if taken > 0:
                moves += [(receipt_id, due_id, taken), (receipt_id, None, -taken)]
                left[due_id] -= taken
                cents -= taken
    return moves


def _offset(receipt_id: int, left: dict[int, int]) -> list[tuple[int, int | None, int]]:
    """What is owed back pays what is owed, the oldest first; `left` is brought up to date."""
    moves: list[tuple[int, int | None, int]] = []
    owed_back = sorted(due_id for due_id, cents in left.items() if cents < 0)
    for credit_id in owed_back:
        for due_id, cents in left.items():
            taken = min(-left[credit_id], cents)
            if taken > 0:
                moves += [(receipt_id, credit_id, -taken), (receipt_id, due_id, taken)]
                left[credit_id] += taken
                left[due_id] -= taken
    return moves


# ---------------------------------------------------------------- writing


def _record(
    unit: UnitOfWork, chain: int, one: Receipt, parts: Sequence[Allocation], dues: Iterable[DueStanding], code: str
) -> None:
    """The receipt with its entry in the books and its parts; then how the dues stand is told anew."""
    keep_contributions(unit, _write(unit, chain, one, parts, dues, code))


def _write(
    unit: UnitOfWork, chain: int, one: Receipt, parts: Sequence[Allocation], dues: Iterable[DueStanding], code: str
) -> set[Group]:
    """The receipt with its entry in the books on the payer's chain, each part on the chain of its due."""
    by_id = {standing.due.due_id: standing for standing in dues}
    entry = unit.entry(chain, code)
    tell_receipt(entry, one)
    tell_outsider(unit, one)
    accounts = {Channel.CASH: "cash", Channel.OFFSET: payer_account("prepaid", one.payer_firm_id)}
    legs: Counter[str] = Counter({accounts.get(one.channel, "bank"): one.signed_cents})
    for part in parts:
        if part.due_id is None:
            legs[payer_account("prepaid", one.payer_firm_id)] -= part.amount_cents
        else:
            legs[payer_account("receivable", by_id[part.due_id].due.firm_id)] -= part.amount_cents
    moved = {account: cents for account, cents in legs.items() if cents}
    book_entry(entry, 1, "contributions", one.received_on.isoformat(), code, moved)
    return _allocate(unit, entry, [(one.receipt_id, part.due_id, part.amount_cents) for part in parts], by_id)


def _move(
    unit: UnitOfWork, chain: int, firm_id: int | None, moves: Sequence[tuple[int, int | None, int]],
    dues: Iterable[DueStanding],
) -> None:  # fmt: skip
    """Money on account that pays dues now, or the other way round."""
    entry = unit.entry(chain, "on_account")
    cents = sum(amount for _, due_id, amount in moves if due_id is not None)
    if cents:
        legs = {payer_account("prepaid", firm_id): cents, payer_account("receivable", firm_id): -cents}
        book_entry(entry, 1, "contributions", day_in_rome(unit.now).isoformat(), "on_account", legs)
    keep_contributions(unit, _allocate(unit, entry, moves, {one.due.due_id: one for one in dues}))


def _allocate(
    unit: UnitOfWork, entry: Entry, parts: Sequence[tuple[int, int | None, int]], dues: dict[int, DueStanding]
) -> set[Group]:
    """Each part on the chain of its due (on account: the payer's); gives what stands otherwise now."""
    entries, numbers = {entry.chain_id: entry}, Counter[int]()
    groups: set[Group] = set()
    for receipt_id, due_id, cents in parts:
        home = entry.chain_id
        if due_id is not None:
            home = dues[due_id].household_id
            groups.add((home, dues[due_id].due.plan_code, dues[due_id].due.due_on))
        if home not in entries:
            entries[home] = unit.entry(home, "allocation")
        numbers[home] += 1
        tell_allocation(entries[home], numbers[home], receipt_id, Allocation(due_id, cents))
    return groups
