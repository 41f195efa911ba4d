"""The reckoning of a request that was read, from its history and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from mutua.domain.reckoning import InRun, Moved, Reckoning
from mutua.services.claim_file import ClaimFile, Happened
from mutua.services.claim_left import ClaimLeft
from mutua.services.payment_runs import run_name
from mutua.store.payment_runs import PREPARED, lines_of_claim, runs_told

_WENT = ("payment", "in_payment")
_DECIDING = ("decision", "correction", "override", "suspended", "refused")


def reckoning(connection: Connection, file: ClaimFile, left: ClaimLeft) -> Reckoning | None:
    """The reckoning of the request; None where no money was ever decided or moved."""
    moved = sorted((one for one in file.history if one.code in (*_WENT, "return")), key=lambda one: one.at)
    if file.authorisation or not (moved or left.decided_cents):
        return None
    by_number = {one.number: one for one in file.history if one.code in _DECIDING}
    decided = None if file.reversed else by_number.get(file.sequence)
    run = _prepared(connection, file.claim_id, moved) if left.owed_cents else None
    return Reckoning(
        decided.number if decided else 0, decided.on if decided else None, left.decided_cents,
        tuple(_moved(one) for one in moved), left.owed_cents, left.deferred, left.recoverable_cents, run,
    )  # fmt: skip


def _moved(one: Happened) -> Moved:
    cents = one.cents or 0
    return Moved(one.on, -cents if one.code in _WENT else cents, one.code == "in_payment", one.reason)


def _prepared(connection: Connection, claim_id: int, moved: Sequence[Happened]) -> InRun | None:
    """The run that holds a transfer for the request that did not go yet."""
    gone = {one.motive for one in moved}
    waiting = [one.run_id for one in lines_of_claim(connection, claim_id) if one.end_to_end not in gone]
    for run in runs_told(connection, waiting) if waiting else ():
        if run.state == PREPARED:
            return InRun(run.public_id, run_name(run.run_id), run.execute_on)
    return None
