"""A piece of work on one movement of the bank: done whole or not at all, and once where whoever asks gave it a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.once import KeyTaken, Wish, answered, once
from mutua.services.receive_money import Received
from mutua.store.bank_lines import lines_numbered, take_line
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A movement that was confirmed: the receipts it became, one for each payer.

    `back_cents`: of a payment to a member whose money it brought back; the request is owed again. `debits`: the run, or
    the transfer of one, whose debit it is.
    """

    line_id: int
    received: tuple[Received, ...]
    back_cents: int = 0
    debits: str = ""


class Undone(Exception):  # no error: it takes a piece of work back that a refusal ended
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def all_or_nothing(
    at: Desktop, work: Callable[[UnitOfWork], Confirmed], wish: Wish | None = None
) -> Confirmed | Refusal:  # fmt: skip
    """Does the work; where something in it is refused nothing of it stays. `wish`: at most once for its key."""

    def whole(unit: UnitOfWork) -> Confirmed:
        if wish is None:
            return work(unit)
        done: list[Confirmed] = []

        def do() -> str:
            done.append(work(unit))
            return str(done[0].line_id)

        told = once(unit, *wish, do)
        if isinstance(told, KeyTaken):
            raise Undone(Refusal("key_taken"))
        return done[0] if done else Confirmed(int(told), ())

    try:
        return unit_of_work(at.archive, [], whole, actor_id=at.actor_id, now=at.now)
    except Undone as undone:
        return undone.refusal


def done_before(at: Desktop, wish: Wish) -> Confirmed | Refusal | None:
    """What came of the wish the first time, None where it is new."""
    with at.archive.reader.begin() as connection:
        told = answered(connection, at.actor_id, wish)
    if told is None:
        return None
    return Refusal("key_taken") if isinstance(told, KeyTaken) else Confirmed(int(told), ())


def for_its_key(at: Desktop, wish: Wish, do: Callable[[], Confirmed | Refusal]) -> Confirmed | Refusal:
    """Does what is wished, or says what came of it: what looks as if it were too late now may be its own effect."""
    before = done_before(at, wish)
    if before is not None:
        return before
    done = do()
    return done_before(at, wish) or done if isinstance(done, Refusal) else done


def take(unit: UnitOfWork, line_id: int, state: str, into: str, motive: str = "") -> None:
    """The movement, out of the state in which it was seen. Undoes the work where it is no longer in it."""
    if not take_line(unit, line_id, state, into, motive):
        unknown = line_id not in lines_numbered(unit.connection, [line_id])
        raise Undone(Refusal("bank_line_unknown" if unknown else "bank_line_taken", str(line_id)))
