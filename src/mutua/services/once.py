"""One effect for one wish: a request sent again by whoever lost the answer gets the answer of the first time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, insert, select

from mutua.store.tables import idempotency
from mutua.store.unit_of_work import UnitOfWork

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class KeyTaken:
    """The key was used before, by the same person and for the same operation, with other content: nothing was done."""

    operation: str
    key: str


class Wish(NamedTuple):
    """What is wished at most once: of which kind, by which key, and all that is asked."""

    operation: str
    key: str
    content: bytes


def answered(connection: Connection, actor_id: int, wish: Wish) -> str | KeyTaken | None:
    """The answer of the first time; None where the wish is new."""
    kept = connection.execute(
        select(idempotency.c.content_digest, idempotency.c.answer).where(
            (idempotency.c.actor_id == actor_id)
            & (idempotency.c.operation == wish.operation)
            & (idempotency.c.key == wish.key)
        )
    ).first()
    if kept is None:
        return None
    same = bytes(kept.content_digest) == hashlib.sha256(wish.content).digest()
    return str(kept.answer) if same else KeyTaken(wish.operation, wish.key)


def once(unit: UnitOfWork, operation: str, key: str, content: bytes, do: Callable[[], str | R]) -> str | R | KeyTaken:
    """Does something at most once for a key chosen by who asks; the answer is kept with the effect, or neither is.

    The same key with the same content gives the text kept the first time, and nothing is done; with other content
    `KeyTaken`. Keys of one actor, and of one operation, say nothing about those of another. A text that `do` gives is
    final and kept; anything else (a refusal that may be otherwise tomorrow) is given back and the key stays free.
    """
    unit.take_turn(f"once\0{unit.actor_id}\0{operation}\0{key}")
    told = answered(unit.connection, unit.actor_id, Wish(operation, key, content))
    if told is not None:
        return told
    answer = do()
    if isinstance(answer, str):
        unit.connection.execute(
            insert(idempotency).values(
                actor_id=unit.actor_id, operation=operation, key=key,
                content_digest=hashlib.sha256(content).digest(), answer=answer, recorded_at=unit.now,
            )
        )  # fmt: skip
    return answer

