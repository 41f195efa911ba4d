"""The reckoning of a request: what was decided, what went out, what came back, what is still to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Moved(NamedTuple):
    """Money of a request that went out (`cents` below nought) or came back. `under_way`: the bank has not debited it
    yet; `reason`: the bank's code for what came back."""

    on: date
    cents: int
    under_way: bool = False
    reason: str = ""


class InRun(NamedTuple):
    """A payment run that was prepared and is not released, in which what is to be paid stands."""

    public_id: str
    name: str
    execute_on: date


@dataclass(frozen=True, slots=True)
class Reckoning:
    """`decided_cents`: what the decision in force gives, later periods included; `sequence`: its number, 0 and
    `decided_on` None where none is in force. `moved`: the oldest first; `deferred`: by the day from which it is due.

    `decided_cents` and what moved sum to what is owed and deferred, less what is to be recovered.
    """

    sequence: int
    decided_on: date | None
    decided_cents: int
    moved: tuple[Moved, ...]
    owed_cents: int
    deferred: tuple[tuple[date, int], ...]
    recoverable_cents: int
    run: InRun | None = None
