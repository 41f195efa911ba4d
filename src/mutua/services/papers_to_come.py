"""Authorisations whose papers are still to come: given without them, they stay in the list until each is there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from mutua.rules.content import ContentError
from mutua.rules.papers_later import papers_later
from mutua.services.desk_values import Draft
from mutua.services.exceptions import as_decided
from mutua.services.plan_book import Snapshots
from mutua.services.replay import regenerated
from mutua.store.decisions import DecisionRecord, decisions_in_force
from mutua.wording.awaited import awaited
from mutua.wording.numbers import Language


def papers_to_come_of(
    connection: Connection, claim_ids: Sequence[int], language: Language
) -> dict[int, tuple[str, ...]]:  # fmt: skip
    """The papers that are still to come of each of these, in words, as its decision in force was taken; nothing of
    one whose facts were erased or cannot be read any more."""
    snapshots, records = Snapshots(connection), decisions_in_force(connection, claim_ids)
    return {claim_id: _to_come(snapshots, one, language) for claim_id, one in records.items()}


def _to_come(snapshots: Snapshots, record: DecisionRecord, language: Language) -> tuple[str, ...]:
    try:
        case, answer = regenerated(record, snapshots)
    except (ContentError, LookupError, ValueError, AttributeError, TypeError):  # as `differences` finds it
        return ()
    plan = snapshots[record.snapshot_id].plan
    later = papers_later(case, plan, as_decided(answer, record))
    return tuple(awaited(later, {one.version: one for one in plan.versions}, language)) if later.lines else ()


def to_come_in_words(draft: Draft, language: Language) -> tuple[str, ...]:
    """The same of what would be decided now."""
    later = papers_later(draft.case, draft.booked.plan, draft.answer)
    return tuple(awaited(later, draft.booked.by_version, language)) if later.lines else ()
