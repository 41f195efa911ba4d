"""Money at the counter, once for a wish: whoever presses twice, or lost the answer, records one receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mutua.domain.dues import Receipt
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.once import KeyTaken, once
from mutua.services.receive_money import Received, give_back_within, receive_within
from mutua.store.dues import read_receipts
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Already:
    """It was recorded before, by the same person with the same key: nothing was done now."""

    receipt_id: int


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def receive_once(at: Desktop, told: Receipt, *, key: str, household_id: int) -> Received | Already | Refusal:
    """Money that came in for a household, at most once for a key."""
    content = repr((told, household_id)).encode()
    return _once(at, "receive", key, content, lambda unit: receive_within(unit, told, household_id=household_id))


def give_back_once(
    at: Desktop, receipt_id: int, *, key: str, household_id: int, on: date, cents: int | None = None,
    reference: str = "",
) -> Received | Already | Refusal:  # fmt: skip
    """Money of a receipt of the household that went back, at most once for a key. Refuses another's receipt."""

    def do(unit: UnitOfWork) -> Received | Refusal:
        found = read_receipts(unit.connection, [receipt_id])
        if not found or found[0].chain_id != household_id:
            return Refusal("receipt_unknown", str(receipt_id))
        return give_back_within(unit, receipt_id, on=on, cents=cents, reference=reference)

    return _once(at, "give_back", key, repr((receipt_id, on, cents, reference)).encode(), do)


def _once(
    at: Desktop, operation: str, key: str, content: bytes, do: Callable[[UnitOfWork], Received | Refusal]
) -> Received | Already | Refusal:
    made: list[Received] = []

    def work(unit: UnitOfWork) -> Received | Already | Refusal:
        made.clear()

        def recorded() -> str:
            found = do(unit)
            if isinstance(found, Refusal):
                raise _Refused(found)
            made.append(found)
            return str(found.receipt.receipt_id)

        answer = once(unit, operation, key, content, recorded)
        if isinstance(answer, KeyTaken):
            return Refusal("key_taken")
        return made[0] if made else Already(int(answer))

    try:
        return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
    except _Refused as refused:
        return refused.refusal
