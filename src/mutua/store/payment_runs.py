"""Payment runs in the archive: what was prepared, how each run ended, which money came back; the files, encrypted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from mutua.store.base import read_instant, stored
from mutua.store.bulk import among
from mutua.store.tables import (
    actor,
    entry,
    payment_file,
    payment_line,
    payment_line_event,
    payment_run,
    payment_run_end,
)
from mutua.store.tables_kept import BANK_CHAIN
from mutua.store.tables_payments import DROPPED, RELEASED
from mutua.store.unit_of_work import Entry, UnitOfWork

PREPARED = "prepared"  # of a run that is neither released nor dropped


class RunTold(NamedTuple):
    """A run as it was prepared: by whom, and how it ended (`end` "": it did not yet)."""

    run_id: int
    public_id: str
    form: str
    execute_on: date
    line_count: int
    total_cents: int
    content_digest: str
    file_sha256: str
    prepared_at: datetime
    prepared_by: str
    end: str = ""
    ended_on: date | None = None
    ended_by: str = ""

    @property
    def state(self) -> str:
        """`prepared`, `released`, `dropped`."""
        return self.end or PREPARED


class LineTold(NamedTuple):
    """A line: one transfer for one request; `event`: what became of it, "" as long as nothing did."""

    line_id: int
    run_id: int
    claim_id: int
    end_to_end: str
    amount_cents: int
    event: str = ""
    event_on: date | None = None
    reason: str = ""


# ---------------------------------------------------------------- writing


def tell_run(
    unit: UnitOfWork, run_id: int, public_id: str, form: str, execute_on: date, digests: tuple[str, str],
    lines: Sequence[LineTold],
) -> None:  # fmt: skip
    """A run with its lines, on the locked chain of the bank's book. `digests`: of the content, of the file."""
    told = unit.entry(BANK_CHAIN, "payment_run")
    total = sum(one.amount_cents for one in lines)
    told.add(payment_run, run_id, public_id, form, execute_on.isoformat(), len(lines), total, *digests)
    for number, one in enumerate(lines, 1):
        told.add(payment_line, number, one.line_id, run_id, one.claim_id, one.end_to_end, one.amount_cents)


def tell_run_end(unit: UnitOfWork, run_id: int, how: str, on: date) -> None:
    unit.entry(BANK_CHAIN, "payment_run_end").add(payment_run_end, run_id, how, on.isoformat())


def tell_line_event(told: Entry, line_id: int, event: str, on: date, reason: str) -> None:
    told.add(payment_line_event, line_id, event, on.isoformat(), reason)


def keep_file(unit: UnitOfWork, run_id: int, wrapped: bytes, content: bytes) -> None:
    unit.connection.execute(insert(payment_file).values(run_id=run_id, wrapped=wrapped, content=content))


# ---------------------------------------------------------------- reading


def runs_told(connection: Connection, run_ids: Iterable[int] | None = None) -> list[RunTold]:
    """The runs (None: all), the newest first."""
    made, ended = entry.alias("made"), entry.alias("ended")
    maker, closer = actor.alias("maker"), actor.alias("closer")
    of_run = payment_run_end.c.run_id == payment_run.c.run_id
    joined = (
        payment_run.join(made, _same(payment_run, made)).join(maker, maker.c.id == made.c.actor_id)
        .outerjoin(payment_run_end, of_run).outerjoin(ended, _same(payment_run_end, ended))
        .outerjoin(closer, closer.c.id == ended.c.actor_id)
    )  # fmt: skip
    columns = [one for one in payment_run.columns if one.name not in ("chain_id", "position")]
    query = (
        select(*columns, stored(made.c.recorded_at), maker.c.name, payment_run_end.c.how, payment_run_end.c.ended_on,
               closer.c.name)
        .select_from(joined).order_by(payment_run.c.run_id.desc())
    )  # fmt: skip
    given: dict[str, Any] = {}
    if run_ids is not None:
        query, given = query.where(among(payment_run.c.run_id)), {"ids": sorted(set(run_ids))}
    return [
        RunTold(*row[:8], read_instant(row[8]), row[9], row[10] or "", row[11], row[12] or "")
        for row in connection.execute(query, given)
    ]


def run_named(connection: Connection, public_id: str) -> int | None:
    """The number of the run with the public name."""
    return connection.scalar(select(payment_run.c.run_id).where(payment_run.c.public_id == public_id))


def _same(table: Any, other: Any) -> Any:
    return (table.c.chain_id == other.c.chain_id) & (table.c.position == other.c.position)


_LINES = select(
    payment_line.c.line_id, payment_line.c.run_id, payment_line.c.claim_id, payment_line.c.end_to_end,
    payment_line.c.amount_cents, payment_line_event.c.event, payment_line_event.c.happened_on,
    payment_line_event.c.reason,
).select_from(
    payment_line.outerjoin(payment_line_event, payment_line_event.c.line_id == payment_line.c.line_id)
)  # fmt: skip


def _line(row: Any) -> LineTold:
    line_id, run_id, claim_id, end_to_end, cents, event, on, reason = row
    return LineTold(line_id, run_id, claim_id, end_to_end, cents, event or "", on, reason or "")


def lines_of_run(connection: Connection, run_id: int) -> list[LineTold]:
    """The lines of a run, in their order."""
    rows = connection.execute(_LINES.where(payment_line.c.run_id == run_id).order_by(payment_line.c.line_id))
    return [_line(row) for row in rows]


def line_with_reference(connection: Connection, end_to_end: str) -> LineTold | None:
    row = connection.execute(_LINES.where(payment_line.c.end_to_end == end_to_end)).first()
    return None if row is None else _line(row)


def run_of_reference(connection: Connection, end_to_end: str) -> int | None:
    """The run of the transfer with that reference; None where it is of no run."""
    found = line_with_reference(connection, end_to_end)
    return None if found is None else found.run_id


def released_lines(connection: Connection) -> list[LineTold]:
    """The lines of the runs that were released: what was paid through the bank."""
    ended = payment_run_end.c.run_id == payment_line.c.run_id
    query = _LINES.where(select(payment_run_end.c.run_id).where(ended & (payment_run_end.c.how == RELEASED)).exists())
    return [_line(row) for row in connection.execute(query.order_by(payment_line.c.line_id))]


def execution_days(connection: Connection) -> dict[int, date]:
    """The day on which each run pays, by its number."""
    rows = connection.execute(select(payment_run.c.run_id, payment_run.c.execute_on))
    return {run_id: day for run_id, day in rows}  # noqa: C416  # rows


def lines_of_claim(connection: Connection, claim_id: int) -> list[LineTold]:
    """The lines by which a request was, or is to be, paid; those of dropped runs left out."""
    ended = payment_run_end.c.run_id == payment_line.c.run_id
    dropped = select(payment_run_end.c.run_id).where(ended & (payment_run_end.c.how == DROPPED)).exists()
    query = _LINES.where((payment_line.c.claim_id == claim_id) & ~dropped).order_by(payment_line.c.line_id)
    return [_line(row) for row in connection.execute(query)]


def came_back(connection: Connection, claim_ids: Sequence[int] | None = None) -> list[LineTold]:
    """The lines whose money came back and whose request was not paid through the bank again since; None: of all."""
    if claim_ids is None:
        return [_line(row) for row in connection.execute(_BACK)]
    return [_line(row) for row in connection.execute(_BACK_OF, {"ids": list(claim_ids)})]


_later = payment_line.alias("later")
_again = (
    select(_later.c.line_id)
    .join(payment_run_end, payment_run_end.c.run_id == _later.c.run_id)
    .where((payment_run_end.c.how == RELEASED) & (_later.c.claim_id == payment_line.c.claim_id))
    .where(_later.c.line_id > payment_line.c.line_id)
    .exists()
)
_few = payment_line.c.line_id.in_(select(payment_line_event.c.line_id))  # begins with what came back, not with all
_BACK = _LINES.where(_few & ~_again).order_by(payment_line.c.line_id)
_BACK_OF = _BACK.where(among(payment_line.c.claim_id))


def claims_in_runs(connection: Connection) -> dict[int, int]:
    """The requests that stand in a run that has not ended, each with the number of the run."""
    ended = select(payment_run_end.c.run_id).where(payment_run_end.c.run_id == payment_run.c.run_id).exists()
    waiting = select(payment_run.c.run_id).where(~ended)
    query = select(payment_line.c.claim_id, payment_line.c.run_id).where(payment_line.c.run_id.in_(waiting))
    return {claim_id: run_id for claim_id, run_id in connection.execute(query)}  # noqa: C416  # rows


def file_kept(connection: Connection, run_id: int) -> tuple[bytes, bytes] | None:
    """The wrapped key and the encrypted file of a run."""
    query = select(payment_file.c.wrapped, payment_file.c.content).where(payment_file.c.run_id == run_id)
    row = connection.execute(query).first()
    return None if row is None else (bytes(row[0]), bytes(row[1]))
