"""Decisions of a request that are no longer in force: who took each, what it said, what took its place and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import Connection, select

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.explain_claim import Explained, explained_in
from mutua.store.database import Archive
from mutua.store.decisions import DecisionRecord, decisions_of
from mutua.store.tables import actor, entry
from mutua.wording.numbers import Language


@dataclass(frozen=True, slots=True)
class Past:
    """A decision that is no longer in force, told from its own record.

    `ended`: how, "correction" (another stands in its place) or "reversal"; `ended_by`, `ended_on`: by whom and when;
    `motive`: why, "" where papers or answers that came later made it so.
    """

    explained: Explained
    by: str
    ended: str
    ended_on: date
    ended_by: str
    motive: str


def past_decisions(archive: Archive, claim_id: int, language: Language) -> list[Past]:
    """The decisions of the request that are no longer in force, the newest first."""
    with archive.snapshot() as connection:
        every = decisions_of(connection, claim_id)
        authors = _authors(connection, every)
        found = []
        for one, after in pairwise(every):
            if one.kind == "reversal":
                continue
            told = explained_in(connection, one, language)
            on = day_in_rome(after.recorded_at)
            ended = "reversal" if after.kind == "reversal" else "correction"
            found.append(Past(told, authors[one.position], ended, on, authors[after.position], after.motive))
    return found[::-1]


def _authors(connection: Connection, decisions: list[DecisionRecord]) -> dict[int, str]:
    """Who wrote each decision, by its position in the chain of the household."""
    if len(decisions) < 2:
        return {}
    query = (
        select(entry.c.position, actor.c.name)
        .join(actor, actor.c.id == entry.c.actor_id)
        .where(entry.c.chain_id == decisions[0].chain_id)
        .where(entry.c.position.in_([one.position for one in decisions]))
    )
    return {row[0]: row[1] for row in connection.execute(query)}
