"""How often one may try to enter: what failed counts by what was typed, by address and, out of sight, by whose it is.

Whoever is outside sees only what they typed themselves: a name that was tried five times in vain makes one wait,
whether it is somebody's or nobody's, and another spelling of the same person's does not. What failed at one login,
by whatever name, is counted apart: above the same limits the right password is a wrong one. A code that is wrong
counts with who proves it: at the door with who gave the right password, inside with who is in. No stranger reaches
those.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from mutua.domain.italian import ROME
from mutua.services.decide_claim import Refusal
from mutua.store.accounts import Account, failure_before, forget_failures, note_failures
from mutua.store.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
Limits = tuple[tuple[timedelta, int], ...]  # within how long so many failures make one wait
OF_A_NAME: Limits = ((timedelta(minutes=5), 5), (timedelta(hours=1), 20), (_DAY, 50))
OF_AN_ADDRESS: Limits = ((timedelta(minutes=5), 10), (timedelta(hours=1), 100))


class Tried(NamedTuple):
    """Something by which attempts are counted, and how many of them may fail."""

    key: str
    limits: Limits = OF_A_NAME


def typed_name(typed: str) -> Tried:
    """What was typed at the door, the same for everybody: blanks make no other name."""
    return Tried(f"login {''.join(typed.split())}")


def from_address(address: str) -> Tried:
    return Tried(f"address {address}", OF_AN_ADDRESS)


def at_account(one: Account | None, typed: str) -> Tried:
    """The login behind what was typed; where there is none, as much is written and looked for."""
    return Tried(f"nobody {typed}" if one is None else f"account {one.id}")


def code_of(one: Account) -> Tried:
    """The code at the door, after the right password."""
    return Tried(f"code {one.id}")


def inside_of(one: Account) -> Tried:
    """The code or the password once more, of somebody who is in."""
    return Tried(f"inside {one.id}")


def waits(unit: UnitOfWork, *tried: Tried) -> Refusal | None:
    """That one must wait, and until when by the clock on the wall, where too many attempts failed lately."""
    ends = [
        at + within for key, limits in tried for within, most in limits
        if (at := failure_before(unit.connection, key, most)) is not None and at + within > unit.now
    ]  # fmt: skip
    return Refusal("entry_too_often", _minute_after(max(ends))) if ends else None


def _minute_after(at: datetime) -> str:
    return f"{(at + _MINUTE - timedelta(microseconds=1)).astimezone(ROME):%H:%M}"


def failed(unit: UnitOfWork, why: Refusal, *tried: Tried) -> Refusal:
    """Writes down that an attempt failed; gives why."""
    forget_failures(unit.connection, before=unit.now - _DAY)
    note_failures(unit.connection, [one.key for one in tried], unit.now)
    return why


def forget(unit: UnitOfWork, tried: Iterable[Tried]) -> None:
    """They count no more: who it is was proved."""
    for one in tried:
        forget_failures(unit.connection, key=one.key)
