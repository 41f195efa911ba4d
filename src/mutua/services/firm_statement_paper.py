"""A firm's statement as a paper: made of what the firm itself may see, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from mutua.letters.papers import Addressee, FirmStatement, FirmStatementLine, Letterhead
from mutua.store.firm_view import FirmView, StatementHead, StatementRow, view_of
from mutua.wording.firm_door import assistance_told


def statement_paper(
    connection: Connection, issued_on: date, *, head: Letterhead, firm_id: int, statement_id: int, seat: str
) -> FirmStatement | None:
    """The statement as it is sent, with the names that the firm supplied; None where the firm has no such one."""
    view = view_of(connection, firm_id)
    found = None if view is None else _found(connection, view, statement_id)
    if view is None or found is None:
        return None
    return FirmStatement(
        head, Addressee(view.name, municipality=seat), view.name, view.vat_number, statement_id, found.first_day,
        found.last_day, found.issued_on, issued_on, found.due_on, found.reference, found.paid_on,
        _lines(view.lines(connection, statement_id)),
    )  # fmt: skip


def _found(connection: Connection, view: FirmView, statement_id: int) -> StatementHead | None:
    return next((one for one in view.statements(connection) if one.statement_id == statement_id), None)


def _lines(rows: Iterable[StatementRow]) -> tuple[FirmStatementLine, ...]:
    """By name, then month; what is asked for one name, assistance and month stands on one line."""
    told = [
        FirmStatementLine(
            f"{one.surname} {one.given_name}".strip(), assistance_told(one.assistance), one.month, one.adjustment,
            one.firm_cents, one.worker_cents, one.fund_cents, one.people,
        )
        for one in rows
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda one: (one.person.casefold(), one.month, one.assistance)))
