"""Reads account statements that a bank gives as a table: a heading above, titles, movements, balances below.

Nothing is passed over in silence: a row that is neither movement, balance nor total is told with its number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mutua.bank.reading import NOTHING_MORE, Reading, sums
from mutua.bank.table_cells import decimal_sign, table_cents, table_day
from mutua.bank.table_header import Header, TableRow, find_header
from mutua.domain.account_statement import Statement, StatementLine, numbered_copies
from mutua.domain.faults import Fault
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.italian import written_day, written_money

_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}\b")
_OPENING = re.compile(r"\bsaldo\s+(?:contabile\s+)?(?:iniziale|precedente|(?:di\s+)?apertura)\b", re.IGNORECASE)
_CLOSING = re.compile(r"\bsaldo\s+(?:contabile\s+)?(?:finale|(?:di\s+)?chiusura)\b", re.IGNORECASE)
_BELOW = re.compile(r"\bsaldo\s+contabile\b", re.IGNORECASE)  # only below the movements: above it may be today's
_NO_MOVEMENT = re.compile(r"^\W*(?:saldo|totale|totali|tot\.)\b", re.IGNORECASE)
# Beside a day the whole text must be this: who pays writes «saldo contributi» too.
_BALANCE_ALONE = re.compile(
    r"\W*saldo(?:\s+contabile)?(?:\s+(?:iniziale|precedente|finale|(?:di\s+)?(?:apertura|chiusura)))?"
    r"(?:\s+(?:al|del)\s+[0-9./-]+)?(?:\s+(?:EUR|euro))?\W*", re.IGNORECASE,
)  # fmt: skip
_BETWEEN = re.compile(r"\bdal\W+(\S+)\s+al\W+(\S+)", re.IGNORECASE)
_SIGNS = {"d": -1, "dare": -1, "-": -1, "a": 1, "avere": 1, "+": 1, "c": 1}
_MONEY = ("amount", "debit", "credit", "balance")


@dataclass(slots=True)
class _Around:
    """What stands above and below the movements, or beside their days."""

    account: str = ""
    from_on: date | None = None
    to_on: date | None = None
    opening_cents: int | None = None
    closing_cents: int | None = None


@dataclass(slots=True)
class _Table:
    """A table while it is read: what is known of its columns, and the movements so far with their balances."""

    reading: Reading
    header: Header
    decimals: Mapping[str, str]
    around: _Around = field(default_factory=_Around)
    lines: list[StatementLine] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)


def read_table_statement(
    rows: Sequence[TableRow], *, remembered: Mapping[str, str] = NOTHING_MORE, said: Mapping[str, str] = NOTHING_MORE,
    account: str = "",
) -> tuple[Reading, Header | None]:  # fmt: skip
    """The statement in some rows, and the header it was read by; every mistake with its row.

    `account`: whose statement it is, where the table does not say. Movements come out oldest first.
    """
    reading = Reading()
    header = find_header(rows, reading, remembered=remembered, said=said)
    if header is None:
        return reading, None
    body = rows[header.at_row + 1 :]
    table = _Table(reading, header, {name: decimal_sign(_column(header, body, name)) for name in _MONEY})
    table.around.account = account
    for row in rows[: header.at_row]:
        _look_above(table, row)
    for row in body:
        _read_row(table, row)
    if not table.lines and reading.usable:
        reading.refuse("bank_table_empty")
    if reading.usable:
        reading.statements.append(_joined(table))
    return reading, header


def _column(header: Header, rows: Sequence[TableRow], meaning: str) -> list[str]:
    return [text for row in rows if (text := header.cell(row, meaning))]


# ---------------------------------------------------------------- around the movements


def _look_above(table: _Table, row: TableRow) -> None:
    """Account, days and opening balance, as headings tell them."""
    said = " ".join(cell.strip() for cell in row.cells if cell.strip())
    found = _IBAN.search(said.upper())
    if found and not table.around.account:
        table.around.account = _account(found[0])
    between = _BETWEEN.search(said)
    if between:
        first, last = table_day(between[1].strip(".,;")), table_day(between[2].strip(".,;"))
        table.around.from_on = table.around.from_on or first
        table.around.to_on = table.around.to_on or last
    _balance(table, row, said, below=False)


def _account(text: str) -> str:
    """The IBAN that begins a text, "" where what looks like one is none: words may follow it."""
    for count in range(len(text), 14, -1):
        read = read_iban(text[:count])
        if isinstance(read, Iban):
            return read.text
    return ""


def _balance(table: _Table, row: TableRow, said: str, *, below: bool) -> bool:
    """Whether a row tells a balance: then it is noted, where it is one of the two that count."""
    opening, closing = _OPENING.search(said), _CLOSING.search(said) or (_BELOW.search(said) if below else None)
    if not opening and not closing:
        return False
    cells = [cell for cell in row.cells if any(sign.isdigit() for sign in cell) and not table_day(cell)]
    sign = decimal_sign(cells) or next((one for one in table.decimals.values() if one), "")
    read = [cents for cell in cells if isinstance(cents := table_cents(cell, sign), int)]
    if not read:
        return False
    if opening:
        table.around.opening_cents = read[-1]
    else:
        table.around.closing_cents = read[-1]
    return True


# ---------------------------------------------------------------- movements


def _read_row(table: _Table, row: TableRow) -> None:
    header = table.header
    told = header.cell(row, "booked_on")
    text = header.cell(row, "text")
    said = " ".join(cell.strip() for cell in row.cells if cell.strip())
    if not said:
        return
    booked_on = table_day(told) if told else None
    if _BALANCE_ALONE.fullmatch(text) or (booked_on is None and _NO_MOVEMENT.match(said)):
        _balance(table, row, said, below=True)
        return
    money = [name for name in ("amount", "debit", "credit") if header.cell(row, name)]
    if booked_on is None and not told and not money and text and table.lines:
        last = table.lines[-1]  # the description goes on below
        table.lines[-1] = replace(last, text=f"{last.text} {text}".strip())
    elif booked_on is None and told and (money or len([cell for cell in row.cells if cell.strip()]) > 1):
        table.reading.refuse("bank_day", row=row.number, element=_title(table, "booked_on"), found=told[:40])
    elif booked_on is None and money:
        table.reading.refuse("bank_day_missing", row=row.number, element=_title(table, "booked_on"))
    elif booked_on is None:
        table.reading.refuse("bank_row_not_read", row=row.number, found=said[:60], warning=True)
    else:
        _movement(table, row, booked_on, text)


def _title(table: _Table, meaning: str) -> str:
    places = table.header.places.get(meaning, ())
    return table.header.titles[places[0]].strip() if places else ""


def _movement(table: _Table, row: TableRow, booked_on: date, text: str) -> None:
    header = table.header
    currency = header.cell(row, "currency").upper()
    if currency not in ("", "EUR", "EURO", "€", "E"):
        table.reading.refuse("bank_currency", row=row.number, element=_title(table, "currency"), found=currency[:40])
        return
    cents = _signed(table, row)
    if cents is None:
        return
    if cents == 0:
        table.reading.refuse("bank_amount_zero", row=row.number, warning=True)
        return
    value = header.cell(row, "value_on")
    value_on = table_day(value) if value else None
    if value and value_on is None:
        table.reading.refuse("bank_day", row=row.number, element=_title(table, "value_on"), found=value[:40])
    iban = header.cell(row, "iban")
    other = _account(iban.upper()) if iban else ""
    table.around.account = table.around.account or _account(header.cell(row, "account").upper())
    balance = header.cell(row, "balance")
    after = table_cents(balance, table.decimals["balance"]) if balance else None
    table.balances.append(after if isinstance(after, int) else None)
    table.lines.append(
        StatementLine(
            row.number, booked_on, value_on, cents, text, header.cell(row, "name"), other,
            header.cell(row, "reference"),
        )
    )  # fmt: skip


def _signed(table: _Table, row: TableRow) -> int | None:
    """The cents of a movement, above nought what came in; None where they cannot be told, and the reading says why."""
    read: dict[str, int] = {}
    for name in ("amount", "debit", "credit"):
        text = table.header.cell(row, name)
        cents = table_cents(text, table.decimals[name]) if text and text not in ("-", "—") else 0
        if isinstance(cents, Fault):
            table.reading.refuse(cents.code, row=row.number, element=_title(table, name), found=cents.found)
            return None
        read[name] = cents
    if read["debit"] and read["credit"]:
        table.reading.refuse("bank_two_amounts", row=row.number)
        return None
    if read["debit"] or read["credit"]:
        return abs(read["credit"]) - abs(read["debit"])
    sign = table.header.cell(row, "sign").casefold()
    if sign and "amount" in table.header.places:
        if sign not in _SIGNS:
            table.reading.refuse("bank_sign", row=row.number, element=_title(table, "sign"), found=sign[:40])
            return None
        return abs(read["amount"]) * _SIGNS[sign]
    return read["amount"]


# ---------------------------------------------------------------- all of it


def _joined(table: _Table) -> Statement:
    """The statement of a table that was read, checked against its balances."""
    around, lines, balances = table.around, table.lines, table.balances
    if lines[0].booked_on > lines[-1].booked_on or _runs_backwards(lines, balances):
        lines, balances = lines[::-1], balances[::-1]
    follows = _check_balances(table, lines, balances)
    opening, closing = around.opening_cents, around.closing_cents
    if opening is None and balances[0] is not None:
        opening = balances[0] - lines[0].amount_cents
    if closing is None:
        closing = balances[-1]
    days = [line.booked_on for line in lines]
    found = Statement(
        "table", around.account, "", min([one for one in (around.from_on, *days) if one]),
        max([one for one in (around.to_on, *days) if one]), opening, closing, numbered_copies(lines),
    )  # fmt: skip
    if found.missing_cents and follows:
        table.reading.refuse("bank_statement_sum", values=sums(found))
    elif opening is None or closing is None:
        table.reading.refuse("bank_balances_missing", warning=True)
    if not found.account:
        table.reading.refuse("bank_account_missing")
    return found


def _runs_backwards(lines: Sequence[StatementLine], balances: Sequence[int | None]) -> bool:
    """Whether a table of one day has its newest movement first: only its balances can tell."""
    if lines[0].booked_on != lines[-1].booked_on or len(lines) < 2:
        return False
    forwards = _first_wrong(lines, balances)
    return forwards is not None and _first_wrong(lines[::-1], balances[::-1]) is None


def _first_wrong(lines: Sequence[StatementLine], balances: Sequence[int | None]) -> int | None:
    """The first movement after which the balance is not the one before and it."""
    for at in range(1, len(lines)):
        before, after = balances[at - 1], balances[at]
        if before is not None and after is not None and before + lines[at].amount_cents != after:
            return at
    return None


def _check_balances(table: _Table, lines: Sequence[StatementLine], balances: Sequence[int | None]) -> bool:
    """Whether each balance follows from the one before; the first that does not is told."""
    wrong = _first_wrong(lines, balances)
    if wrong is not None:
        line, before, after = lines[wrong], balances[wrong - 1] or 0, balances[wrong] or 0
        table.reading.refuse(
            "bank_balance_step", row=line.place, found=written_money(after),
            values={"wanted": written_money(before + line.amount_cents), "day": written_day(line.booked_on)},
        )  # fmt: skip
    return wrong is None
