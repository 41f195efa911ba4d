"""What an account statement says: its days, its balances, its movements one by one, whatever file it came in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One movement of an account, in cents: above nought what came in. "" where the bank says nothing.

    `place` is where in the file it stands, as a person counts; `copy` tells apart movements that are equal in
    everything, the first is 1. `key` names the movement for ever: the same in another file of the same bank.
    """

    place: int
    booked_on: date
    value_on: date | None
    amount_cents: int
    text: str = ""
    other_name: str = ""
    other_iban: str = ""
    bank_reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    returned: bool = False  # money of ours, or of a debit we asked for, that went back
    return_reason: str = ""
    copy: int = 1

    def key(self, account: str) -> str:
        """The SHA-256 of account, days, amount and what the bank calls it, with the number among its equals."""
        told = [account, self.booked_on.isoformat(), str(self.amount_cents), *_names(self), str(self.copy)]
        return hashlib.sha256("\0".join(told).encode("utf-8", "surrogatepass")).hexdigest()


def _names(line: StatementLine) -> tuple[str, ...]:
    """What tells a movement from others of its day and amount."""
    value_on = "" if line.value_on is None else line.value_on.isoformat()
    said = " ".join(line.text.split())
    return (line.bank_reference, line.end_to_end, value_on, line.other_name, line.other_iban, said)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: whose account, which days, what there was before and after, in cents; None where it does not say."""

    form: str  # camt or table: the same movement is written differently in each
    account: str = ""
    number: str = ""
    from_on: date | None = None
    to_on: date | None = None
    opening_cents: int | None = None
    closing_cents: int | None = None
    lines: tuple[StatementLine, ...] = ()

    @property
    def sum_cents(self) -> int:
        return sum(line.amount_cents for line in self.lines)

    @property
    def missing_cents(self) -> int:
        """Closing less opening less movements: nought where it adds up, or where the bank does not say."""
        if self.opening_cents is None or self.closing_cents is None:
            return 0
        return self.closing_cents - self.opening_cents - self.sum_cents


def numbered_copies(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
    """The movements, those equal in everything numbered from 1: two equal transfers of one day stay two."""
    seen: Counter[tuple[date, int, tuple[str, ...]]] = Counter()
    found = []
    for line in lines:
        mark = (line.booked_on, line.amount_cents, _names(line))
        seen[mark] += 1
        found.append(replace(line, copy=seen[mark]) if seen[mark] != line.copy else line)
    return tuple(found)


# ---------------------------------------------------------------- beside what was read before


class KnownLine(NamedTuple):
    """A movement that was read before: its key, its day and amount, and the form of the file it came in."""

    key: str
    booked_on: date
    amount_cents: int
    form: str


@dataclass(frozen=True, slots=True)
class Told:
    """The movements of a statement beside those known of the account: new, known, known by another file's form."""

    new: tuple[StatementLine, ...]
    known: tuple[StatementLine, ...]
    known_otherwise: tuple[StatementLine, ...]


def beside_known(statement: Statement, known: Iterable[KnownLine]) -> Told:
    """Which movements are new.

    One with a known key is known. The bank's two kinds of file word a movement differently: so a movement whose key is
    new, in a day and of an amount that a file of the other form told, counts as one of those, each of them once.
    """
    keys, other_form = set(), Counter[tuple[date, int]]()
    for one in known:
        keys.add(one.key)
        if one.form != statement.form:
            other_form[one.booked_on, one.amount_cents] += 1
    new, same, otherwise = [], [], []
    for line in statement.lines:
        mark = (line.booked_on, line.amount_cents)
        if line.key(statement.account) in keys:
            same.append(line)
        elif other_form[mark] > 0:
            other_form[mark] -= 1
            otherwise.append(line)
        else:
            new.append(line)
    return Told(tuple(new), tuple(same), tuple(otherwise))


class Ends(NamedTuple):
    """The days and balances of a statement that tells them, for looking at those before and after it."""

    from_on: date
    to_on: date
    opening_cents: int
    closing_cents: int


class Gap(NamedTuple):
    """Something is missing between two statements: what one ends with is not what the next begins with."""

    after: date
    before: date
    closing_cents: int
    opening_cents: int


def ends_of(statement: Statement) -> Ends | None:
    """None where the statement does not tell its days and balances."""
    one = statement
    if one.from_on is None or one.to_on is None or one.opening_cents is None or one.closing_cents is None:
        return None
    return Ends(one.from_on, one.to_on, one.opening_cents, one.closing_cents)


def gaps(ends: Iterable[Ends]) -> list[Gap]:
    """The places where a statement begins with another balance than the one before ended with; overlaps are let be."""
    found: list[Gap] = []
    last: Ends | None = None
    for one in sorted(ends):
        if last is not None and one.from_on > last.to_on and one.opening_cents != last.closing_cents:
            found.append(Gap(last.to_on, one.from_on, last.closing_cents, one.opening_cents))
        if last is None or one.to_on >= last.to_on:
            last = one
    return found
