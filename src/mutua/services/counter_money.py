"""Money at the counter, once for a wish: whoever presses twice, or lost the answer, records one receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mutua.domain.dues import Receipt
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.money_day import why_not_on
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


def receive_once(
    at: Desktop, told: Receipt, *, key: str, household_id: int, meant: bool = False
) -> Received | Already | Refusal:
    """Money that came in for a household, at most once for a key; `meant`: the day is long ago, and it is that day."""
    content = repr((told, household_id)).encode()
    do = lambda unit: receive_typed(unit, told, household_id, meant=meant)  # noqa: E731
    return _once(at, "receive", key, content, do)


def receive_by_hand(at: Desktop, told: Receipt, *, household_id: int, meant: bool = False) -> Received | Refusal:
    """The same without a key: at the terminal."""
    return unit_of_work(
        at.archive, [], lambda unit: receive_typed(unit, told, household_id, meant=meant),
        actor_id=at.actor_id, now=at.now,
    )  # fmt: skip


def receive_typed(unit: UnitOfWork, told: Receipt, household_id: int, *, meant: bool) -> Received | Refusal:
    """Money whose day somebody typed, which may have slipped: see `money_day`."""
    today = day_in_rome(unit.now)
    odd = why_not_on(unit.connection, household_id, told.payer_person_id, told.received_on, today, meant=meant)
    return odd if odd is not None else receive_within(unit, told, household_id=household_id)


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
