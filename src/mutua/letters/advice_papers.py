"""The advice of a payment as a value: to whom, on which day, for which requests, to which account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mutua.letters.addressing import Addressee, Letterhead


@dataclass(frozen=True, slots=True)
class PaidRequest:
    """A request that was paid: its number, whose it is where that is somebody else, when it came, to which account.

    `account`: masked, "" where it is not known any more.
    """

    number: str
    person: str
    received_on: date
    account: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class PaymentAdvice:
    """What was paid to one person on a day. `on_its_way`: no statement of the bank says yet that the money left."""

    head: Letterhead
    to: Addressee
    issued_on: date
    paid_on: date
    on_its_way: bool
    lines: tuple[PaidRequest, ...]

    @property
    def total_cents(self) -> int:
        return sum(one.amount_cents for one in self.lines)
