"""What a society paid, as its own list tells it: who, for what, when, how many euros. Nothing is decided again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from mutua.domain.faults import Fault
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.rough.header import Heading
from mutua.intake.rough.mapping import SheetMapping
from mutua.intake.rough.readings import cleaned, read_day, read_money
from mutua.intake.rough.refunds import perhaps_refund
from mutua.intake.rough.seen_row import SeenRow, day_orders, whole_name_of
from mutua.intake.rough.set_aside import told_once
from mutua.intake.rough.strict import RoughFile
from mutua.intake.tabular import Cell

DAYS = ("service_on", "starts_on", "ends_on", "invoiced_on", "received_at", "paid_on")
_INVOICE = re.compile(r"(.*?\S)\s+(?:del|d\.d\.)\s+(\S.*)", re.IGNORECASE)
_CALLED = re.compile(r"^(?:(?:n|nr|num|fatt|fattura|ft|ric|ricevuta|doc)\b[.°º]?\s*)+(?=\S*\d)", re.IGNORECASE)
_YEARS_BACK = 15  # a list of payments tells of nothing older
_AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A payment as a row tells it. `cents` is what was paid, below nought for a reversal; None where nobody says.

    The person is whatever the row bears: tax code, card number, name; each may be "".
    """

    row: int
    code: str = ""
    card: str = ""
    name: str = ""
    benefit: str = ""
    plan_code: str = ""
    service_on: date | None = None
    invoiced_on: date | None = None
    paid_on: date | None = None
    received_on: date | None = None
    invoice_number: str = ""
    expense_cents: int | None = None
    cents: int | None = None
    provider: str = ""

    @property
    def on(self) -> date | None:
        """The day it is about: of the service, else of the invoice, else of the payment."""
        return self.service_on or self.invoiced_on or self.paid_on


@dataclass(slots=True)
class PaymentsSeen:
    """The payments of a file, and where each of its rows ended; `by_expense`: the file says only what was spent."""

    payments: list[PaymentSeen] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    read: frozenset[int] = frozenset()
    set_aside: frozenset[int] = frozenset()
    resolved: dict[int, tuple[Cell, ...]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    by_expense: bool = False


def see_payments(file: RoughFile, today: date) -> PaymentsSeen:
    """The payments of a file. A row that cannot be read whole is set aside; what was read of it is not used."""
    made = PaymentsSeen(mistakes=list(file.mistakes))
    for heading, mapping in file.sheets:
        made.by_expense = made.by_expense or not mapping.at("paid_cents")
        _see_sheet(file, heading, mapping, today, made)
    bad = {one.row for one in made.mistakes if not one.warning}
    made.payments = [one for one in made.payments if one.row not in bad]
    made.read = frozenset(one.row for one in made.payments)
    every = {row.number for row in file.grid.rows}
    made.set_aside = frozenset(every - made.read - file.not_data.keys())
    made.mistakes = in_order(told_once(made.mistakes))
    return made


def _see_sheet(file: RoughFile, heading: Heading, mapping: SheetMapping, today: date, made: PaymentsSeen) -> None:
    orders = day_orders(heading, mapping, DAYS)
    unsure = _perhaps_refunds(heading, mapping)
    before = None
    for row in heading.data:
        reader = SeenRow(file.grid, mapping, row, before, made.mistakes, orders, today, same_person=True)
        made.resolved[row.number] = before = reader.cells
        one = _payment(reader, today)
        for at in unsure if one is not None else ():
            reader.report("refund_unsure", mapping.columns[at].title, row.cells[at].text.strip())
        if one is not None:
            made.payments.append(one)
            made.names[row.number] = one.name


def _perhaps_refunds(heading: Heading, mapping: SheetMapping) -> list[int]:
    """Columns without a meaning that may be what was paid, where no column says what was."""
    spent = mapping.at("expense")
    if mapping.at("paid_cents") or not spent:
        return []
    return [
        at for at, one in enumerate(mapping.columns) if one.key == "" and perhaps_refund(heading.data, spent[0], at)
    ]  # fmt: skip


def _payment(reader: SeenRow, today: date) -> PaymentSeen | None:
    row = reader.row
    if len(row.filled) == 1:
        reader.report("row_almost_empty", "", cleaned(row.cells[row.filled[0]].text))
        return None
    first, last = today.replace(year=today.year - _YEARS_BACK, day=min(today.day, 28)), today + _AHEAD
    days = {key: reader.day(key, first=first, last=last) for key in DAYS}
    codes = reader.codes(warning=True)  # the payment is what it is: whose it was, the name may say
    if len(codes) > 1:
        reader.report("payment_of_several", reader.title("fiscal_code"), reader.text("fiscal_code"))
    expense, paid = _money(reader, "expense"), _money(reader, "paid_cents")
    cents = paid if reader.place("paid_cents") is not None else expense
    invoice = _CALLED.sub("", reader.text("invoice_number"))
    dated = _INVOICE.fullmatch(invoice)
    if dated and days["invoiced_on"] is None:  # «12/A del 03/02/2025»
        day = read_day(Cell(dated[2]), first=first, last=last)
        if isinstance(day, date):
            invoice, days["invoiced_on"] = dated[1], day
    one = PaymentSeen(
        row.number, codes[0].text if codes else "", reader.text("card_number"), whole_name_of(reader),
        reader.text("benefit"), reader.text("plan_code"), days["service_on"] or days["starts_on"], days["invoiced_on"],
        days["paid_on"], days["received_at"], invoice, expense, cents,
        reader.text("provider"),
    )  # fmt: skip
    if not (one.code or one.card or one.name):
        reader.report("person_missing_here", reader.title("full_name") or reader.title("fiscal_code"))
    if one.cents is None:
        column = "paid_cents" if reader.place("paid_cents") is not None else "expense"
        reader.report("amount_missing", reader.title(column), warning=bool(reader.text(column)))
    elif one.cents < 0:
        reader.report("reversal", reader.title("paid_cents"), reader.text("paid_cents"), warning=True)
    if one.on is None and not any(reader.text(key) for key in DAYS):
        reader.report("day_missing", reader.title("invoiced_on") or reader.title("service_on"), warning=True)
    return one


def _money(reader: SeenRow, key: str) -> int | None:
    found = read_money(reader.cell(key))
    if isinstance(found, Fault):
        reader.fault(found, reader.title(key))
        return None
    return found
