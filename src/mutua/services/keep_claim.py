"""A request typed at the counter is received: once, with its files, when all that was typed is right and was seen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.records import ClaimTold
from mutua.services.claim_drafts import DraftFile, Elsewhere, Saved, Writing, Written, save_in
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.once import KeyTaken, once
from mutua.services.register import receive_claims
from mutua.services.typed_bills import places_of
from mutua.services.typed_claim import ClaimTyped, Typed, understand
from mutua.services.where_needed import for_hours, where_told
from mutua.store.claim_place import write_where
from mutua.store.claim_taken import put_holder
from mutua.store.drafts import drop_draft
from mutua.store.people import households_of
from mutua.store.personal import was_erased
from mutua.store.tables import idempotency
from mutua.store.unit_of_work import UnitOfWork

NEW_CLAIM = "new_claim"  # the operation that is done once


@dataclass(frozen=True, slots=True)
class Kept:
    """The request was received; the public name it has from now on."""

    public_id: str


class NotKept(NamedTuple):
    """Nothing was received: there is something to mend, or to be seen and ticked. The draft was saved."""

    saved: Saved


def keep_claim(
    at: Desktop, writing: Writing, typed: Typed, written: Written, *, ticked: str,
    drafted: bool = True, taken_on: bool = False,
) -> Kept | NotKept | Elsewhere | Refusal:
    """Receives the request, if `ticked` is the mark of all that is odd about it; the draft is gone then.

    `drafted`: what is not received is kept as a draft. `taken_on`: whoever writes it has the request then. Told again
    (a second click, an answer lost on the way) it is the same request.
    """

    def work(unit: UnitOfWork) -> Kept | NotKept | Elsewhere | Refusal:
        homes = households_of(unit.connection, [typed.person_id]).get(typed.person_id, set())
        unit.lock(homes)
        if households_of(unit.connection, [typed.person_id]).get(typed.person_id, set()) != homes:
            raise Moved
        told = json.dumps([typed.person_id, dict(written.cells)], sort_keys=True)
        do: Callable[[], str | NotKept | Elsewhere | Refusal] = lambda: _receive(unit)  # noqa: E731
        key, content = writing.public_id, told.encode()
        done: str | NotKept | Elsewhere | Refusal | KeyTaken = once(unit, NEW_CLAIM, key, content, do)
        if isinstance(done, KeyTaken):
            return Elsewhere(gone=True)
        return Kept(done) if isinstance(done, str) else done

    def _receive(unit: UnitOfWork) -> str | NotKept | Elsewhere | Refusal:
        if was_erased(unit.connection, typed.person_id):
            return Refusal("erased_already")
        saved = save_in(unit, writing, written) if drafted else Saved(0, written.added)
        if not isinstance(saved, Saved):
            return saved
        whole = replace(typed, with_file=frozenset(one.paper for one in saved.files))
        found = understand(unit.connection, at.plans, whole, at.ids.public())
        if found.told is None or found.mistakes or (found.odd and found.odd != ticked):
            return NotKept(saved)
        homes, files = {typed.person_id: found.household_id}, _by_place(found, found.told, saved.files)
        [claim_id] = receive_claims(unit, [found.told], homes, at.ids, files)
        where = where_told(written.cells) if for_hours(found) else None
        if where is not None:
            write_where(unit.connection, claim_id, where)
        if taken_on:
            put_holder(unit.connection, claim_id, writing.account_id, at.now)
        drop_draft(unit.connection, writing.public_id)
        return found.told.public_id

    return until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)


def sent_as(connection: Connection, actor_id: int, draft: str) -> str:
    """The public name of the request that whoever wrote the draft sent it as; "" where they did not."""
    c = idempotency.c
    query = select(c.answer).where((c.actor_id == actor_id) & (c.operation == NEW_CLAIM) & (c.key == draft))
    return connection.scalar(query) or ""


def _by_place(
    made: ClaimTyped, told: ClaimTold, files: Sequence[DraftFile]
) -> Mapping[tuple[int, str], Sequence[str]]:
    """The files by the line (0: the whole request) and the paper they are delivered with."""
    found: dict[tuple[int, str], list[str]] = {}
    for one in files:
        for place in places_of(made.bills, told, one.paper):
            found.setdefault(place, []).append(one.sha256)
    return found
