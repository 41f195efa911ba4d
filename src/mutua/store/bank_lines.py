"""Statements and movements in the archive: what was imported, in which state each movement is, titles remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, delete, func, insert, select, type_coerce, update

from mutua.domain.account_statement import Ends, KnownLine, Statement, StatementLine, ends_of
from mutua.store.bulk import among
from mutua.store.claims import next_numbers
from mutua.store.tables import bank_header, bank_line, bank_statement
from mutua.store.tables_bank import CONFIRMED, NOT_OURS, OPEN
from mutua.store.unit_of_work import UnitOfWork


class KeptLine(NamedTuple):
    """A movement of the archive, with its number and its state."""

    line_id: int
    account: str
    line: StatementLine
    state: str
    motive: str


def known_lines(connection: Connection, account: str, days: Sequence[date]) -> list[KnownLine]:
    """The movements of an account that were imported before, of the days between the first and the last."""
    if not days:
        return []
    query = (
        select(bank_line.c.line_key, bank_line.c.booked_on, bank_line.c.amount_cents, bank_statement.c.form)
        .join(bank_statement, bank_statement.c.id == bank_line.c.statement_id)
        .where((bank_statement.c.account == account) & bank_line.c.booked_on.between(min(days), max(days)))
        .order_by(bank_line.c.id)
    )
    return [KnownLine(*row) for row in connection.execute(query)]


def known_ends(connection: Connection, account: str) -> list[Ends]:
    """The days and balances of the account's statements that tell them."""
    columns = (
        bank_statement.c.from_on, bank_statement.c.to_on, bank_statement.c.opening_cents,
        bank_statement.c.closing_cents,
    )  # fmt: skip
    query = select(*columns).where(bank_statement.c.account == account)
    told = (Statement("", account, "", *row) for row in connection.execute(query))
    return [one for one in map(ends_of, told) if one is not None]


def file_known(connection: Connection, sha256: str) -> bool:
    query = select(func.count()).select_from(bank_statement).where(bank_statement.c.sha256 == sha256)
    return bool(connection.scalar(query))


def accounts(connection: Connection) -> list[str]:
    """The accounts of which statements were imported."""
    query = select(bank_statement.c.account).distinct().order_by(bank_statement.c.account)
    return list(connection.scalars(query))


def keep_statement(
    unit: UnitOfWork, sha256: str, ordinal: int, told: Statement, new: Sequence[StatementLine]
) -> list[int]:
    """A statement with those of its movements that are new; gives their numbers."""
    statement_id = next_numbers(unit, "bank_statement")
    unit.connection.execute(
        insert(bank_statement).values(
            id=statement_id, sha256=sha256, ordinal=ordinal, form=told.form, account=told.account, number=told.number,
            from_on=told.from_on, to_on=told.to_on, opening_cents=told.opening_cents, closing_cents=told.closing_cents,
            imported_at=unit.now,
        )
    )  # fmt: skip
    if not new:
        return []
    first = next_numbers(unit, "bank_line", len(new))
    rows = [_row(first + at, statement_id, told.account, one) for at, one in enumerate(new)]
    unit.connection.execute(insert(bank_line), rows)
    return [row["id"] for row in rows]


def _row(line_id: int, statement_id: int, account: str, one: StatementLine) -> dict[str, Any]:
    wanted = one.amount_cents > 0 or one.returned
    return {
        "id": line_id, "statement_id": statement_id, "line_key": one.key(account), "booked_on": one.booked_on,
        "value_on": one.value_on, "amount_cents": one.amount_cents, "text": one.text, "other_name": one.other_name,
        "other_iban": one.other_iban, "bank_reference": one.bank_reference, "end_to_end": one.end_to_end,
        "mandate": one.mandate, "returned": int(one.returned), "return_reason": one.return_reason,
        "state": OPEN if wanted else NOT_OURS, "motive": "",
    }  # fmt: skip


# ---------------------------------------------------------------- movements

_LINES = select(*bank_line.columns, bank_statement.c.account).join(
    bank_statement, bank_statement.c.id == bank_line.c.statement_id
)


def lines_in_state(connection: Connection, state: str) -> list[KeptLine]:
    """The movements in a state, by day and number."""
    query = _LINES.where(bank_line.c.state == state).order_by(bank_line.c.booked_on, bank_line.c.id)
    return [_kept(row) for row in connection.execute(query)]


def page_of_lines(connection: Connection, state: str, first: int, most: int) -> list[KeptLine]:
    """Some of the movements in a state, the newest first, from the `first`-th, counted from nought."""
    query = _LINES.where(bank_line.c.state == state).order_by(bank_line.c.booked_on.desc(), bank_line.c.id.desc())
    return [_kept(row) for row in connection.execute(query.offset(first).limit(most))]


def count_lines(connection: Connection) -> dict[str, int]:
    """How many movements are in each state; states without any are left out."""
    query = select(bank_line.c.state, func.count()).group_by(bank_line.c.state)
    return {state: int(count) for state, count in connection.execute(query)}


def lines_numbered(connection: Connection, line_ids: Iterable[int]) -> dict[int, KeptLine]:
    """The movements with these numbers; unknown ones are left out."""
    rows = connection.execute(_LINES.where(among(bank_line.c.id)), {"ids": sorted(set(line_ids))})
    return {row.id: _kept(row) for row in rows}


def _kept(row: Any) -> KeptLine:
    line = StatementLine(
        row.id, row.booked_on, row.value_on, row.amount_cents, row.text, row.other_name, row.other_iban,
        row.bank_reference, row.end_to_end, row.mandate, bool(row.returned), row.return_reason,
    )  # fmt: skip
    return KeptLine(row.id, row.account, line, row.state, row.motive)


def take_line(unit: UnitOfWork, line_id: int, state: str, into: str, motive: str = "") -> bool:
    """Moves a movement from one state into another; False where it is not in the first: somebody else was quicker.

    Whoever takes it keeps it until the work is done: two never take the same one.
    """
    changed = unit.connection.execute(
        update(bank_line)
        .where((bank_line.c.id == line_id) & (bank_line.c.state == state))
        .values(state=into, motive=motive)
    )
    return changed.rowcount == 1


def confirmed_accounts(connection: Connection, ibans: Iterable[str]) -> list[tuple[int, str]]:
    """The movements that were confirmed and came from one of the accounts: number and IBAN."""
    rows = connection.execute(_FROM_ACCOUNTS, {"ids": sorted(set(ibans))})
    return [(line_id, iban) for line_id, iban in rows]


_FROM_ACCOUNTS = (
    select(bank_line.c.id, bank_line.c.other_iban)
    .where((bank_line.c.state == CONFIRMED) & (bank_line.c.amount_cents > 0))
    .where(among(type_coerce(func.upper(func.replace(bank_line.c.other_iban, " ", "")), Text)))
    .order_by(bank_line.c.id)
)


# ---------------------------------------------------------------- titles


def remembered_headers(connection: Connection) -> dict[str, str]:
    """What the columns of the banks' tables mean, by signature."""
    return {str(row[0]): str(row[1]) for row in connection.execute(select(*bank_header.columns))}


def remember_header(connection: Connection, signature: str, content: str) -> None:
    connection.execute(delete(bank_header).where(bank_header.c.signature == signature))
    connection.execute(insert(bank_header).values(signature=signature, content=content))
