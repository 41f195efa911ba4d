"""What a firm, or the intermediary it delegated to, asks about itself: people, statements, numbers. Nothing else.

Everything here goes through a `FirmView`; a firm that is not there and one that is somebody else's are the same answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import Connection

from mutua.store.database import Archive
from mutua.store.firm_view import FirmView, RosterRow, StatementHead, StatementRow, view_of, views_of_intermediary

T = TypeVar("T")


def my_people(archive: Archive, firm_id: int, *, on: date | None = None) -> list[RosterRow] | None:
    """The firm's people, by name; None where there is no such firm."""
    return _with(archive, firm_id, lambda view, connection: view.roster(connection, on))


def my_statements(archive: Archive, firm_id: int) -> list[StatementHead] | None:
    return _with(archive, firm_id, lambda view, connection: view.statements(connection))


def my_statement(archive: Archive, firm_id: int, statement_id: int) -> tuple[StatementHead, list[StatementRow]] | None:
    """A statement of the firm with its lines; None where it is another's, or not there."""

    def look(view: FirmView, connection: Connection) -> tuple[StatementHead, list[StatementRow]] | None:
        heads = view.statements(connection)
        head = next((one for one in heads if one.statement_id == statement_id), None)
        return None if head is None else (head, view.lines(connection, statement_id))

    return _with(archive, firm_id, look)


def my_counts(archive: Archive, firm_id: int, *, on: date) -> dict[str, int | None] | None:
    return _with(archive, firm_id, lambda view, connection: view.counts(connection, on))


def my_firms(archive: Archive, intermediary_id: int, *, on: date) -> list[FirmView]:
    """The firms that let the intermediary act in their name on the day."""
    with archive.reader.begin() as connection:
        return list(views_of_intermediary(connection, intermediary_id, on))


def _with(archive: Archive, firm_id: int, look: Callable[..., T]) -> T | None:
    with archive.reader.begin() as connection:
        view = view_of(connection, firm_id)
        return None if view is None else look(view, connection)
