"""The trace of an import: who brought in a file, when, which one, and how many rows of it would do what.

It is written before anything comes in, so that nothing comes in without one. A file is told by the SHA-256 of its
bytes: its name may say of somebody's health.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from sqlalchemy import Connection, insert, select

from mutua.store.database import Archive
from mutua.store.tables import actor, audit
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

Kind = Literal["members", "claims", "papers", "contributions"]


class Counted(Protocol):
    """What every plan of an import says of its file: rows by what they would do, and the file's digest."""

    @property
    def new_rows(self) -> tuple[int, ...]: ...
    @property
    def changed_rows(self) -> tuple[int, ...]: ...
    @property
    def unchanged_rows(self) -> tuple[int, ...]: ...
    @property
    def wrong_rows(self) -> tuple[int, ...]: ...
    @property
    def digest(self) -> str: ...


def leave_trace(archive: Archive, kind: Kind, plan: Counted, *, actor_id: int, now: datetime) -> None:
    """Writes the line of the audit."""
    counts = (
        f"new {len(plan.new_rows)}, changed {len(plan.changed_rows)}, unchanged {len(plan.unchanged_rows)}, "
        f"wrong {len(plan.wrong_rows)}"
    )

    def work(unit: UnitOfWork) -> None:
        unit.connection.execute(
            insert(audit).values(
                at=unit.now, actor_id=unit.actor_id, kind="import", object_kind=kind, object_id=plan.digest,
                motive=counts,
            )
        )  # fmt: skip

    unit_of_work(archive, [], work, actor_id=actor_id, now=now)


class Brought(NamedTuple):
    """When the same file was brought in before, and by whom."""

    at: datetime
    by: str


def brought_before(connection: Connection, kind: str, digest: str) -> Brought | None:
    """The last time somebody brought in the file of that digest; None where nobody did."""
    query = (
        select(audit.c.at, actor.c.name)
        .join_from(audit, actor, actor.c.id == audit.c.actor_id)
        .where((audit.c.kind == "import") & (audit.c.object_kind == kind) & (audit.c.object_id == digest))
        .order_by(audit.c.at.desc())
        .limit(1)
    )
    found = connection.execute(query).first()
    return None if found is None else Brought(found[0], found[1])
