"""The members' book as a table for a spreadsheet: the columns of the export, and who has a vote on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert

from mutua.domain.records import Identity
from mutua.services.members_book import Shown, page_of
from mutua.services.table_writer import Kind, OutColumn, OutTable
from mutua.store.members import BookLine
from mutua.store.tables import audit
from mutua.store.unit_of_work import UnitOfWork
from mutua.wording.export_words import TABLES
from mutua.wording.member_life import BODIES, EVENTS, KINDS, REASONS

NAME = "libro soci"
_KINDS = {
    "pagina": Kind.WHOLE, "riga": Kind.WHOLE, "socio n.": Kind.WHOLE, "nascita": Kind.DAY, "il": Kind.DAY,
    "con effetto dal": Kind.DAY, "delibera del": Kind.DAY,
}  # fmt: skip


def book_cells(told: BookLine, who: Identity) -> tuple[Any, ...]:
    """A line of the book, cell by cell in the order of its columns."""
    by = told.resolution
    return (
        page_of(told.line), told.line, told.member_number, who.surname, who.given_name, who.fiscal_code or None,
        who.born_on, None if told.kind is None else KINDS[told.kind][0], EVENTS[told.event][0], told.happened_on,
        told.effective_on, REASONS[told.reason][0] if told.reason else None,
        *((None, None, None) if by is None else (BODIES[by.body][0], by.reference, by.decided_on)),
    )  # fmt: skip


def leave_trace(unit: UnitOfWork, on: date) -> None:
    """That somebody took the book away is written down, as of any export."""
    unit.connection.execute(
        insert(audit).values(at=unit.now, actor_id=unit.actor_id, kind="export", object_kind="members_book",
                             object_id="", motive=on.isoformat())
    )  # fmt: skip


def book_table(shown: Sequence[Shown], name: str = NAME) -> OutTable:
    """The lines in order; the kind is that of the member where the line itself names none."""
    columns = [OutColumn(title, _KINDS.get(title, Kind.TEXT)) for title in TABLES[NAME]]
    rows = [(*book_cells(one.told._replace(kind=one.kind), one.who), one.vote) for one in shown]
    return OutTable(name, (*columns, OutColumn("voto", Kind.YES_NO)), rows)
