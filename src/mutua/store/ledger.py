"""The books: every cent owed, paid or set aside, in entries that balance, one book for each kind of money.

Three books, each balanced by itself: `benefits` (what the society owes to members), `contributions` (what members owe),
`funds` (restricted money: the pact's fund, legacies). Positive amounts are debits, negative ones credits, in cents.
Accounts are `kind` or `kind:detail`; the kinds are in `KINDS`. What is due in a later period stands on an account of
its own, `deferred:area:first day of the period`, so that the books alone tell what begins to be owed, and when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, select

from mutua.store.base import Whole
from mutua.store.of_claim import of_claim, of_claims
from mutua.store.tables import ledger_entry, posting
from mutua.store.unit_of_work import Entry

Legs = Mapping[str, int]
DUE = "due"  # the code of the entry by which what was put off begins to be owed

# The kinds of account of each book: the side on which its balance may stand, and what Beancount calls it.
KINDS: Mapping[str, Mapping[str, tuple[int, str]]] = {
    "benefits": {
        "cost": (1, "Expenses"), "payable": (-1, "Liabilities"), "deferred": (-1, "Liabilities"),
        "recoverable": (1, "Assets"), "bank": (0, "Assets"),
    },
    "contributions": {
        "receivable": (1, "Assets"), "income": (-1, "Income"), "surcharge": (-1, "Income"), "bank": (1, "Assets"),
        "cash": (1, "Assets"), "prepaid": (-1, "Liabilities"),
    },
    "funds": {"restricted": (-1, "Liabilities"), "bank": (1, "Assets")},
}  # fmt: skip


class Posted(NamedTuple):
    """One leg of an entry."""

    chain_id: int
    position: int
    number: int
    book: str
    booked_on: date
    code: str
    claim_id: int | None
    account: str
    amount_cents: int


def book_entry(
    entry: Entry, number: int, book: str, booked_on: str, code: str, legs: Legs, claim_id: int | None = None
) -> None:
    """An entry of a book. Legs that do not sum to nought and accounts of another book are mistakes of the program."""
    if sum(legs.values()) or not legs:
        raise ValueError(f"an entry must balance: {dict(legs)}")
    unknown = [account for account in legs if account.partition(":")[0] not in KINDS[book]]
    if unknown:
        raise ValueError(f"not accounts of the book «{book}»: {unknown}")
    entry.add(ledger_entry, number, book, booked_on, code, claim_id)
    for leg, account in enumerate(sorted(account for account, amount in legs.items() if amount), 1):
        entry.add(posting, number, leg, account, legs[account])


_OF_ENTRY = and_(
    posting.c.chain_id == ledger_entry.c.chain_id,
    posting.c.position == ledger_entry.c.position,
    posting.c.number == ledger_entry.c.number,
)


def balances_of_claim(connection: Connection, claim_id: int) -> dict[str, int]:
    """What stands on each account of the benefits because of a request, in cents; noughts left out."""
    rows = connection.execute(_BALANCES, {"claim": claim_id})
    return {account: int(total) for account, total in rows if total}


_BALANCES = (
    select(posting.c.account, func.sum(posting.c.amount_cents))
    .where(_OF_ENTRY & of_claim(ledger_entry, bindparam("claim", type_=Whole)))
    .group_by(posting.c.account)
    .order_by(posting.c.account)
)


def balances_of_claims(connection: Connection, claim_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """The same of several requests; those without any are left out."""
    query = (
        select(ledger_entry.c.claim_id, posting.c.account, func.sum(posting.c.amount_cents))
        .where(_OF_ENTRY & of_claims(ledger_entry))
        .group_by(ledger_entry.c.claim_id, posting.c.account)
        .order_by(ledger_entry.c.claim_id, posting.c.account)
    )
    found: dict[int, dict[str, int]] = {}
    for claim_id, account, total in connection.execute(query, {"ids": list(claim_ids)}):
        if total:
            found.setdefault(claim_id, {})[account] = int(total)
    return found


def postings_of_claims(connection: Connection, claim_ids: Sequence[int]) -> Iterator[tuple[int, int, str, int]]:
    """Every leg because of some requests: which request, at which position of its chain, account and cents."""
    query = (
        select(ledger_entry.c.claim_id, posting.c.position, posting.c.account, posting.c.amount_cents)
        .where(_OF_ENTRY & of_claims(ledger_entry))
        .order_by(posting.c.chain_id, posting.c.position, posting.c.number, posting.c.leg)
    )
    for claim_id, position, account, cents in connection.execute(query, {"ids": list(claim_ids)}):
        yield claim_id, position, account, int(cents)


def trial_balance(connection: Connection) -> dict[tuple[str, str], int]:
    """What stands on every account, by book and account, in cents."""
    query = (
        select(ledger_entry.c.book, posting.c.account, func.sum(posting.c.amount_cents))
        .where(_OF_ENTRY)
        .group_by(ledger_entry.c.book, posting.c.account)
        .order_by(ledger_entry.c.book, posting.c.account)
    )
    return {(book, account): int(total) for book, account, total in connection.execute(query)}


def unbalanced_entries(connection: Connection) -> list[tuple[int, int, int]]:
    """Entries whose legs do not sum to nought: chain, position, number."""
    key = (ledger_entry.c.chain_id, ledger_entry.c.position, ledger_entry.c.number)
    query = (
        select(*key)
        .select_from(ledger_entry.outerjoin(posting, _OF_ENTRY))
        .group_by(*key)
        .having(func.coalesce(func.sum(posting.c.amount_cents), 1) != 0)
    )
    return [(chain_id, position, number) for chain_id, position, number in connection.execute(query)]


def wrong_sides(connection: Connection) -> list[tuple[int, str, int]]:
    """Requests with an account on the wrong side (paid more than owed): request, account, cents."""
    query = (
        select(ledger_entry.c.claim_id, posting.c.account, func.sum(posting.c.amount_cents))
        .where(_OF_ENTRY & ledger_entry.c.claim_id.is_not(None))
        .group_by(ledger_entry.c.claim_id, posting.c.account)
    )
    found = []
    for claim_id, account, total in connection.execute(query):
        side = KINDS["benefits"][account.partition(":")[0]][0]
        if side * int(total) < 0:
            found.append((claim_id, account, int(total)))
    return found


def every_posting(connection: Connection) -> Iterator[Posted]:
    """Every leg of every entry, by day, chain and position."""
    query = (
        select(
            posting.c.chain_id, posting.c.position, posting.c.number, ledger_entry.c.book, ledger_entry.c.booked_on,
            ledger_entry.c.code, ledger_entry.c.claim_id, posting.c.account, posting.c.amount_cents,
        )
        .where(_OF_ENTRY)
        .order_by(
            ledger_entry.c.booked_on, posting.c.chain_id, posting.c.position, posting.c.number, posting.c.leg
        )
    )  # fmt: skip
    for row in connection.execute(query):
        yield Posted(*row)


def deferred_account(area: str, period: date) -> str:
    """The account of what is due to members from the first day of a later period."""
    return f"deferred:{area}:{period.isoformat()}"


def due_from(account: str) -> date | None:
    """The day from which what stands on the account is due; None for an account that is no deferred one."""
    kind, _, detail = account.partition(":")
    return date.fromisoformat(detail.rpartition(":")[2]) if kind == "deferred" else None


def area_of(account: str) -> str:
    """The area of benefits that an account of a request belongs to."""
    kind, _, detail = account.partition(":")
    return detail.rpartition(":")[0] if kind == "deferred" else detail


def legs_towards(current: Legs, wanted: Legs) -> dict[str, int]:
    """The entry that brings the accounts of a request to what a new decision wants, what was paid kept.

    What was paid and is no longer due becomes `recoverable` from the member, instead of a debt on the wrong side.
    """
    legs: dict[str, int] = {}
    for area in sorted({area_of(account) for account in (*current, *wanted) if account != "bank"}):
        here = {account for account in (*current, *wanted) if account != "bank" and area_of(account) == area}
        paid = sum(current.get(account, 0) for account in here)
        granted = -wanted.get(f"payable:{area}", 0)
        target = {account: wanted.get(account, 0) for account in here}
        target[f"payable:{area}"] = -max(0, granted - paid)
        target[f"recoverable:{area}"] = max(0, paid - granted)
        for account in sorted(target):
            if target[account] != current.get(account, 0):
                legs[account] = target[account] - current.get(account, 0)
    return legs


def legs_due(current: Legs, on: date) -> dict[str, int]:
    """The entry by which what the accounts of a request put off is owed, as far as its period has begun by the day.

    What is to be recovered from the member is set against it. Empty where nothing begins.
    """
    legs: dict[str, int] = {}
    for account, cents in sorted(current.items()):
        day = due_from(account)
        if day is None or day > on:
            continue
        payable, recoverable = f"payable:{area_of(account)}", f"recoverable:{area_of(account)}"
        recovered = min(-cents, current.get(recoverable, 0) + legs.get(recoverable, 0))
        for name, amount in ((account, -cents), (recoverable, -recovered), (payable, cents + recovered)):
            legs[name] = legs.get(name, 0) + amount
    return {account: cents for account, cents in legs.items() if cents}


def owed_of(accounts: Legs, today: date) -> int:
    """What is owed today of a request with these accounts, what was put off until then included."""
    both = [*accounts.items(), *legs_due(accounts, today).items()]
    return -sum(cents for account, cents in both if account.startswith("payable:"))


def claims_with_deferred(connection: Connection, on: date) -> dict[int, int]:
    """The requests of which something put off is due by the day, with the household whose chain tells them."""
    query = (
        select(ledger_entry.c.claim_id, ledger_entry.c.chain_id, posting.c.account)
        .where(_OF_ENTRY & posting.c.account.like("deferred:%"))
        .group_by(ledger_entry.c.claim_id, ledger_entry.c.chain_id, posting.c.account)
        .having(func.sum(posting.c.amount_cents) != 0)
        .order_by(ledger_entry.c.claim_id)
    )
    return {
        claim_id: chain_id
        for claim_id, chain_id, account in connection.execute(query)
        if (day := due_from(account)) is not None and day <= on
    }


def legs_of_entry(connection: Connection, chain_id: int, position: int) -> dict[str, int]:
    """The legs of the ledger entries that belong to an entry of a chain, put together."""
    query = select(posting.c.account, posting.c.amount_cents).where(
        (posting.c.chain_id == chain_id) & (posting.c.position == position)
    )
    legs: dict[str, int] = {}
    for account, amount in connection.execute(query):
        legs[account] = legs.get(account, 0) + amount
    return legs
