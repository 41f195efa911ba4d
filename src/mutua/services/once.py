"""One effect for one wish: a request sent again by whoever lost the answer gets the answer of the first time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import insert, select

from mutua.store.tables import idempotency
from mutua.store.unit_of_work import UnitOfWork

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class KeyTaken:
    """The key was used before, by the same person and for the same operation, with other content: nothing was done."""

    operation: str
    key: str


def once(unit: UnitOfWork, operation: str, key: str, content: bytes, do: Callable[[], str | R]) -> str | R | KeyTaken:
    """Does something at most once for a key chosen by who asks; the answer is kept with the effect, or neither is.

    The same key with the same content gives the text kept the first time, and nothing is done; with other content
    `KeyTaken`. Keys of one actor, and of one operation, say nothing about those of another. A text that `do` gives is
    final and kept; anything else (a refusal that may be otherwise tomorrow) is given back and the key stays free.
    """
    unit.take_turn(f"once\0{unit.actor_id}\0{operation}\0{key}")
    digest = hashlib.sha256(content).digest()
    kept = unit.connection.execute(
        select(idempotency.c.content_digest, idempotency.c.answer).where(
            (idempotency.c.actor_id == unit.actor_id)
            & (idempotency.c.operation == operation)
            & (idempotency.c.key == key)
        )
    ).first()
    if kept is not None:
        return kept.answer if bytes(kept.content_digest) == digest else KeyTaken(operation, key)
    answer = do()
    if isinstance(answer, str):
        unit.connection.execute(
            insert(idempotency).values(
                actor_id=unit.actor_id, operation=operation, key=key, content_digest=digest, answer=answer,
                recorded_at=unit.now,
            )
        )  # fmt: skip
    return answer

