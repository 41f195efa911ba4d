"""Money owed and money received: what a person is charged, when it is due, what came in and what it paid.

Nothing here is ever changed: a mistake is taken back by an opposite charge, money that went back by a receipt that
says which one it returns. Amounts are euro cents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Channel(StrEnum):
    """By which way money came in."""

    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CASH = "cash"
    CARD = "card"
    POSTAL = "postal"
    PAYROLL = "payroll"
    OFFSET = "offset"  # no money: what is owed back pays what is owed
    LIST = "list"  # a list of contributions says that it was paid, not by which way


# What leaves no trace gives no tax credit (art. 83 of the Third Sector code, art. 23 of D.Lgs 241/1997).
UNTRACEABLE = frozenset({Channel.CASH})


class Regime(StrEnum):
    """For the tax, from which source the money of a contribution comes."""

    MEMBER = "member"  # the member's own, paid to the society
    EMPLOYER = "employer"  # the firm's part under an agreement or a company regulation
    PAYROLL = "payroll"  # the worker's part, kept back from the pay
    BONUS = "bonus"  # a performance bonus turned into contributions
    THIRD_PARTY = "third_party"  # somebody else, for the member
    FUND = "fund"  # a public or pact fund


# As which source money counts that somebody outside the archive paid for a household.
OUTSIDE_REGIMES = (Regime.THIRD_PARTY, Regime.EMPLOYER, Regime.PAYROLL, Regime.BONUS, Regime.FUND)


class Outsider(NamedTuple):
    """Who paid and is nobody of the archive (an aunt, an employer that is no firm of ours, a foundation): by which
    name, "" once it was erased, and as which source the money counts for the tax."""

    name: str
    regime: Regime


class DueKind(StrEnum):
    ORDINARY = "ordinary"
    ADJUSTMENT = "adjustment"  # what a changed fact adds or takes off
    CREDIT = "credit"  # given back: who left
    SURCHARGE = "surcharge"  # taken off with what is no longer owed: the surcharge of its instalments, never more
    BROUGHT = "brought"  # told unpaid by a list of contributions; there is no charge behind it


class DueState(StrEnum):
    """How a household stands for a year."""

    PAID = "paid"
    OPEN = "open"  # nothing is late
    LATE = "late"
    CREDIT = "credit"  # owed back to them


class Charge(NamedTuple):
    """One item charged to a person for a year; a negative amount takes back. `charge_id` 0: not recorded yet.

    `firm_id`: the firm that owes it, None the household. `effective_from`, `ends_on`: the days it pays for.
    `corrects_id`: the charge that is taken back or adjusted.
    """

    person_id: int
    plan_code: str
    year: int
    item: str
    title: str
    amount_cents: int
    firm_id: int | None
    effective_from: date
    ends_on: date
    version: str
    fingerprint: str
    article: str
    corrects_id: int | None = None
    charge_id: int = 0


class Due(NamedTuple):
    """A part to be paid by a day; a negative amount is owed to whoever pays. `due_id` 0: not recorded yet.

    `amount_cents` includes `surcharge_cents`. `reference` "": the one of the household and the day, given when it is
    recorded. `statement_id`: the firm's statement it stands on.
    """

    person_id: int
    plan_code: str
    year: int
    sequence: int
    due_on: date
    amount_cents: int
    surcharge_cents: int = 0
    firm_id: int | None = None
    statement_id: int | None = None
    regime: Regime = Regime.MEMBER
    reference: str = ""
    kind: DueKind = DueKind.ORDINARY
    due_id: int = 0

    @property
    def of_surcharge_cents(self) -> int:
        """What of the amount is a surcharge; negative where one is taken off."""
        return self.amount_cents if self.kind is DueKind.SURCHARGE else self.surcharge_cents


@dataclass(frozen=True, slots=True)
class DueStanding:
    """A due as it stands now: on which household's chain, and how much of it was paid."""

    household_id: int
    due: Due
    paid_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is still to be paid; negative where the payer is owed something."""
        return self.due.amount_cents - self.paid_cents


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a receipt: for a due, or (None) kept on account for the payer. A negative amount takes back."""

    due_id: int | None
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in, or (`returned_of`) that of an earlier receipt, all or part of it, that went back.

    `amount_cents` is always above nought. `reference` is the bank's own, "" for cash; never a name. The payer is a
    person, a firm, or nobody known; `outsider` says who paid where it is nobody of the archive, and then no person and
    no firm is the payer. `receipt_id` 0: not recorded yet.
    """

    channel: Channel
    received_on: date
    amount_cents: int
    payer_person_id: int | None = None
    payer_firm_id: int | None = None
    reference: str = ""
    bank_line_id: int | None = None
    returned_of: int | None = None
    receipt_id: int = 0
    outsider: Outsider | None = None

    @property
    def signed_cents(self) -> int:
        return self.amount_cents if self.returned_of is None else -self.amount_cents


def spread(cents: int, dues: Iterable[DueStanding]) -> tuple[Allocation, ...]:
    """How money is spread over open dues: what is owed to the payer first, then the oldest, the rest on account.

    The amounts sum to `cents`. Dues that are closed are left out; equal days go by number.
    """
    ordered = sorted((one for one in dues if one.open_cents), key=lambda one: (one.due.due_on, one.due.due_id))
    credits = [one for one in ordered if one.open_cents < 0]
    left, found = cents, []
    owed = sum(one.open_cents for one in ordered if one.open_cents > 0)
    for one in credits:
        taken = min(-one.open_cents, max(0, owed - left))
        if taken:
            found.append(Allocation(one.due.due_id, -taken))
            left += taken
    for one in ordered:
        taken = min(max(0, one.open_cents), left)
        if taken:
            found.append(Allocation(one.due.due_id, taken))
            left -= taken
    return (*found, Allocation(None, left)) if left else tuple(found)


def offsetting(dues: Iterable[DueStanding]) -> tuple[tuple[Allocation, ...], tuple[Allocation, ...]]:
    """How what is owed back to a payer pays what the payer owes, with no money: what it pays, and (below nought) what
    that takes off what is owed back; the oldest first, both of one sum. Empty where there is nothing of one kind."""
    ordered = sorted((one for one in dues if one.open_cents), key=lambda one: (one.due.due_on, one.due.due_id))
    owed = [(one.due.due_id, one.open_cents) for one in ordered if one.open_cents > 0]
    back = [(one.due.due_id, -one.open_cents) for one in ordered if one.open_cents < 0]
    cents = min(sum(open_ for _, open_ in owed), sum(open_ for _, open_ in back))
    found: list[tuple[Allocation, ...]] = []
    for side, sign in ((owed, 1), (back, -1)):
        left, parts = cents, []
        for due_id, open_ in side:
            taken = min(open_, left)
            if taken:
                parts.append(Allocation(due_id, sign * taken))
                left -= taken
        found.append(tuple(parts))
    return found[0], found[1]


def misfit(wanted: Sequence[Allocation], cents: int, dues: Iterable[DueStanding]) -> int | None:
    """The first due that the allocations would pay more than is open (or the wrong way); None where all fit.

    Allocations that do not sum to the money, or name a due twice, are mistakes of the program: ValueError.
    """
    named = [one.due_id for one in wanted]
    kept = [one.amount_cents for one in wanted if one.due_id is None]
    if sum(one.amount_cents for one in wanted) != cents or len(set(named)) != len(named) or min(kept, default=1) <= 0:
        raise ValueError("allocations share out the money, each due once")
    left = {one.due.due_id: one.open_cents for one in dues}
    for one in wanted:
        if one.due_id is None:
            continue
        open_ = left.get(one.due_id, 0)
        if not (0 < one.amount_cents <= open_ or open_ <= one.amount_cents < 0):
            return one.due_id
    return None
