"""What a movement is matched beside, and what it may be: payers, what they owe, debits asked for, proposals."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from mutua.bank.names import NamedPeople, Person
from mutua.domain.dues import Allocation, DueStanding


class Grade(IntEnum):
    """How sure a proposal is."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


class PayerKind(StrEnum):
    HOUSEHOLD = "household"
    FIRM = "firm"


class PayerKey(NamedTuple):
    kind: PayerKind
    id: int


class Why(NamedTuple):
    """A reason: its code, what it was seen in («RF18…», a name, a sum), the other movement that it speaks of."""

    code: str
    value: str = ""
    movement: int = 0


@dataclass(frozen=True, slots=True)
class Payer:
    """Who may pay: a household or a firm, how its people are called, its accounts, what it owes.

    `references`: every payment reference it was ever given, of dues that are paid too. `fund_shares`: what a firm's
    open statements ask for beside their dues, by reference. `reserved`: movements that certainly pay some of the dues
    and are not confirmed yet, each with its cents; the dues are told as paid by them.
    """

    key: PayerKey
    people: tuple[Person, ...] = ()
    ibans: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    dues: tuple[DueStanding, ...] = ()
    fund_shares: tuple[tuple[str, int], ...] = ()
    reserved: tuple[tuple[int, int], ...] = ()

    @property
    def open_dues(self) -> list[DueStanding]:
        return [one for one in self.dues if one.open_cents]


@dataclass(frozen=True, slots=True)
class AskedDebit:
    """A debit that was asked for and not collected yet: whose, what it pays."""

    end_to_end: str
    message_id: str
    collect_on: date
    payer: PayerKey
    cents: int
    parts: tuple[Allocation, ...]


@dataclass(frozen=True, slots=True)
class CollectedDebit:
    """A debit whose money came in: by which receipt, never before which day, and whether it went back already."""

    end_to_end: str
    receipt_id: int
    payer: PayerKey
    cents: int
    collect_on: date
    returned: bool = False


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payment to a member through the bank, on which day, and whether its money came back already."""

    end_to_end: str
    cents: int
    execute_on: date
    back: bool = False


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A movement to be matched; `references` are those of ours found in its text."""

    line_id: int
    booked_on: date
    cents: int
    name: str = ""
    iban: str = ""
    text: str = ""
    references: tuple[str, ...] = ()
    end_to_end: str = ""
    returned: bool = False


def graded_by_day(line: MoneyLine, moves_on: date) -> tuple[Grade, tuple[Why, ...]]:
    """How sure the reference and the amount of money make a movement of it: certain, but not on a day before the one on
    which it was to move, which no bank writes by itself: then a person looks, and the reason is said."""
    if line.booked_on < moves_on:
        return Grade.LIKELY, (Why("before_its_day", moves_on.isoformat()),)
    return Grade.CERTAIN, ()


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a movement that is one payer's: who of them paid, where it is known, and what it pays."""

    payer: PayerKey
    parts: tuple[Allocation, ...]
    person_id: int | None = None
    end_to_end: str = ""

    @property
    def cents(self) -> int:
        return sum(one.amount_cents for one in self.parts)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a movement may be. `returns`: the receipt whose money it takes back; `pays_back`: the payment to a member
    whose money it brings back; `debits`: the run, or the transfer of one, that went out; else `shares` sum to the
    movement."""

    line_id: int
    grade: Grade
    reasons: tuple[Why, ...]
    shares: tuple[Share, ...] = ()
    returns: int | None = None
    pays_back: str = ""
    debits: str = ""

    @property
    def usable(self) -> bool:
        """Whether confirming it does something; the others are told to be looked at."""
        return bool(self.shares) or self.returns is not None or bool(self.pays_back or self.debits)

    @property
    def payers(self) -> tuple[PayerKey, ...]:
        return tuple(one.payer for one in self.shares)


class Known:
    """Everything a movement is looked at beside."""

    def __init__(
        self, payers: Iterable[Payer], asked: Iterable[AskedDebit] = (), collected: Iterable[CollectedDebit] = (),
        paid_out: Iterable[PaidOut] = (),
    ) -> None:  # fmt: skip
        self.payers = {one.key: one for one in sorted(payers, key=lambda one: one.key)}
        self.asked = {one.end_to_end: one for one in asked}
        self.collected = {one.end_to_end: one for one in collected}
        self.paid_out = {one.end_to_end: one for one in paid_out}
        self.by_reference: dict[str, list[PayerKey]] = {}
        self.by_iban: dict[str, list[PayerKey]] = {}
        for key, one in self.payers.items():
            for reference in one.references:
                self.by_reference.setdefault(reference, []).append(key)
            for iban in one.ibans:
                self.by_iban.setdefault(iban, []).append(key)
        self.names = NamedPeople((key, one.people) for key, one in self.payers.items())

    def copy(self) -> Known:
        """The same, so that what is taken for true changes this one alone."""
        made = copy(self)
        made.payers, made.asked, made.collected = dict(self.payers), dict(self.asked), dict(self.collected)
        made.paid_out = dict(self.paid_out)
        return made

    def take_for_true(self, told: Proposal) -> None:
        """What is known once a proposal is taken for true."""
        if told.returns is not None:
            for name, one in self.collected.items():
                if one.receipt_id == told.returns:
                    self.collected[name] = replace(one, returned=True)
        if told.pays_back:
            self.paid_out[told.pays_back] = replace(self.paid_out[told.pays_back], back=True)
        for share in told.shares:
            self.asked.pop(share.end_to_end, None)
            paid = {part.due_id: part.amount_cents for part in share.parts}
            payer = self.payers.get(share.payer)
            if payer is not None:
                dues = [replace(one, paid_cents=one.paid_cents + paid.get(one.due.due_id, 0)) for one in payer.dues]
                reserved = (*payer.reserved, (told.line_id, share.cents))
                self.payers[share.payer] = replace(payer, dues=tuple(dues), reserved=reserved)
