"""A payment run as a whole: who is paid most, and the list of all its transfers to take away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.identifiers.iban import masked
from mutua.services.payment_runs import family_of_actor, run_name
from mutua.services.show_payments import RunOpened, run_opened
from mutua.services.table_writer import Kind, OutColumn, OutTable
from mutua.store.database import Archive
from mutua.store.tables import claim, payment_line
from mutua.store.who import read_identities
from mutua.wording.payments import LINE_STATES

MOST_PAYEES = 10


class Payee(NamedTuple):
    """Somebody whose requests a run pays: with how many transfers, how much in all, the largest. `name`: "" of who was
    erased, None of whoever looks and their family."""

    name: str | None
    transfers: int
    cents: int
    largest_cents: int


def paid_most(archive: Archive, actor_id: int, run_id: int) -> tuple[Payee, ...]:
    """The ten whom a run pays most in all, the most first."""
    with archive.reader.begin() as connection:
        rows = connection.execute(_SUMS.where(payment_line.c.run_id == run_id).limit(MOST_PAYEES)).all()
        family = family_of_actor(connection, actor_id)
        names = _names(connection, [row[0] for row in rows], family)
    return tuple(Payee(names[person_id], *told) for person_id, *told in rows)


_IN_ALL = func.sum(payment_line.c.amount_cents)
_SUMS = (
    select(claim.c.person_id, func.count(), _IN_ALL, func.max(payment_line.c.amount_cents))
    .join(payment_line, payment_line.c.claim_id == claim.c.claim_id)
    .group_by(claim.c.person_id).order_by(_IN_ALL.desc(), claim.c.person_id)
)  # fmt: skip


def _names(connection: Connection, ids: Collection[int], family: Collection[int]) -> dict[int, str | None]:
    who = read_identities(connection, set(ids) - set(family))
    found: dict[int, str | None] = {}
    for id_ in ids:
        one = who.get(id_)
        found[id_] = None if id_ in family else "" if one is None else f"{one.surname} {one.given_name}".strip()
    return found


_COLUMNS = (
    OutColumn("bonifico"), OutColumn("domanda"), OutColumn("di chi"), OutColumn("intestato a"), OutColumn("conto"),
    OutColumn("stato"), OutColumn("importo", Kind.MONEY),
)  # fmt: skip


def run_table(archive: Archive, actor_id: int, run_id: int, went_to: Mapping[str, str]) -> OutTable | None:
    """All transfers of a run, in order, with accounts masked; None where there is none. Those of the family of whoever
    takes it bear no name. `went_to`: to which account each went, of a run whose file was made."""
    found = run_opened(archive, actor_id, run_id)
    return None if found is None else OutTable(run_name(run_id), _COLUMNS, _rows(found, went_to))


def _rows(found: RunOpened, went_to: Mapping[str, str]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for one in sorted(found.lines, key=lambda told: told.line.line_id):
        account = masked(one.iban) if one.iban else went_to.get(one.line.end_to_end, "") if one.whose else ""
        rows.append((
            one.line.end_to_end, one.whose.number if one.whose else None, one.whose.name if one.whose else None,
            one.holder or None, account or None, LINE_STATES[one.state][0] or None, one.line.amount_cents,
        ))  # fmt: skip
    return rows
