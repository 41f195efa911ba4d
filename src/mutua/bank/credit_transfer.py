"""Writes payments to members as banks take them: in the Italian banks' envelope (CBI), or as plain ISO 20022.

Both are written from one value, and the same value gives the same bytes. What is wrong with it is told before: a file
that was not checked is not written. One transfer pays one request; its text holds a number and nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mutua.bank.reading import BankMistake, Reading
from mutua.bank.xml_writing import (
    Node,
    account_number,
    euro,
    header,
    holder_name,
    own_account,
    sender,
    sums,
    town_address,
    written_xml,
)
from mutua.domain.bank_days import bank_day_from, is_bank_day
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.identifiers.iban_forms import EURO_PAYMENTS_AREA
from mutua.domain.italian import ROME, written_day, written_money
from mutua.domain.payment_text import NAME, REFERENCE, REMITTANCE, is_reference, payment_text

MOST_TRANSFERS = 100_000
MOST_CENTS = 99_999_999_999  # 999,999,999.99 euro: of one transfer, and of a whole file
FARTHEST_DAYS = 30  # what is in a file counts as paid: nobody waits longer for it
# What banks are told a payment is for. Required by CBI towards Italian accounts; a health code would tell too much.
PURPOSE = "SUPP"
_CBI_BODY, _CBI_MESSAGE = "urn:CBI:xsd:CBIBdyPaymentRequest.00.04.01", "urn:CBI:xsd:CBIPaymentRequest.00.04.01"
_ISO = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays: the society and its account. `cuc` is what the CBI network calls it."""

    name: str
    iban: str
    cuc: str = ""
    town: str = ""  # with the country, or nothing: streets written freely are refused by banks
    country: str = "IT"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment. `holder` is the holder of the account, whoever was treated."""

    end_to_end: str
    amount_cents: int
    holder: str
    iban: str
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """All that one file pays, on one day. `one_debit`: whether the bank takes the whole sum at once."""

    message_id: str
    created_at: datetime
    execute_on: date
    payer: Payer
    transfers: tuple[Transfer, ...]
    one_debit: bool = True

    @property
    def created_on(self) -> date:
        return self.created_at.astimezone(ROME).date()

    @property
    def total_cents(self) -> int:
        return sum(one.amount_cents for one in self.transfers)


# ---------------------------------------------------------------- what is wrong with it


def check_order(order: Order, *, cbi: bool, on: date | None = None) -> list[BankMistake]:
    """Everything that is wrong with an order, each mistake with the number of its transfer; nothing if it is right.

    `on`: the day on which it would go to the bank, the day of its making where it is not said.
    """
    reading = Reading()
    _check_day(order, on or order.created_on, reading)
    _check_payer(order.payer, reading, cbi=cbi)
    if not is_reference(order.message_id):
        reading.refuse("debit_reference", element="MsgId", found=order.message_id[:40])
    if not order.transfers:
        reading.refuse("transfer_nothing")
    if len(order.transfers) > MOST_TRANSFERS:
        reading.refuse("transfer_too_many", values={"most": f"{MOST_TRANSFERS:,}".replace(",", ".")})
        return reading.mistakes
    if order.total_cents > MOST_CENTS:
        reading.refuse("transfer_sum", found=written_money(order.total_cents))
    again = Counter(one.end_to_end for one in order.transfers)
    for number, one in enumerate(order.transfers, 1):
        _check_transfer(one, number, reading)
        if again[one.end_to_end] > 1:
            reading.refuse("debit_reference_twice", line=number, element="EndToEndId", found=one.end_to_end[:40])
    return reading.mistakes


def _check_day(order: Order, today: date, reading: Reading) -> None:
    day = order.execute_on
    if day < today:
        reading.refuse("transfer_past", found=written_day(day), values={"first": written_day(bank_day_from(today))})
    elif day > order.created_on + timedelta(days=FARTHEST_DAYS):
        reading.refuse("transfer_too_far", found=written_day(day), values={"days": str(FARTHEST_DAYS)})
    elif not is_bank_day(day):
        reading.refuse("debit_no_bank_day", found=written_day(day), values={"next": written_day(bank_day_from(day))})


def _check_payer(payer: Payer, reading: Reading, *, cbi: bool) -> None:
    iban = read_iban(payer.iban)
    if not payment_text(payer.name, NAME):
        reading.refuse("debit_creditor_name")
    if not isinstance(iban, Iban) or (cbi and not iban.bank_code):
        reading.refuse("transfer_payer_iban")
    if cbi and not (payer.cuc.isascii() and payer.cuc.isalnum() and len(payer.cuc) <= REFERENCE):
        reading.refuse("debit_creditor_cuc", found=payer.cuc[:40])


def _check_transfer(one: Transfer, number: int, reading: Reading) -> None:
    if not 0 < one.amount_cents <= MOST_CENTS:
        reading.refuse("debit_amount", line=number, found=written_money(one.amount_cents))
    if not is_reference(one.end_to_end):
        reading.refuse("debit_reference", line=number, element="EndToEndId", found=one.end_to_end[:40])
    if not payment_text(one.holder, NAME):
        reading.refuse("transfer_holder", line=number)
    iban = read_iban(one.iban)
    if not isinstance(iban, Iban):
        reading.refuse("transfer_iban", line=number)
    elif iban.country not in EURO_PAYMENTS_AREA:
        reading.refuse("debit_debtor_area", line=number, found=iban.country)


# ---------------------------------------------------------------- writing


def write_cbi(order: Order, *, on: date | None = None) -> bytes:
    """CBIBdyPaymentRequest.00.04.01, in UTF-8. Refuses (ValueError) an order with mistakes; `on` as `check_order`."""
    _refuse_wrong(order, cbi=True, on=on)
    party = sender(order.payer.name, order.payer.cuc)
    request: list[Node] = [
        (f'GrpHdr xmlns="{_CBI_MESSAGE}"', _header(order, party)),
        (f'PmtInf xmlns="{_CBI_MESSAGE}"', _payment_information(order, cbi=True)),
    ]
    envelope: list[Node] = [("CBIEnvelPaymentRequest", [("CBIPaymentRequest", request)])]
    return written_xml((f'CBIBdyPaymentRequest xmlns="{_CBI_BODY}"', envelope))


def write_iso(order: Order, *, on: date | None = None) -> bytes:
    """pain.001.001.09, in UTF-8. Refuses (ValueError) an order with mistakes; `on` as `check_order`."""
    _refuse_wrong(order, cbi=False, on=on)
    message: list[Node] = [
        ("GrpHdr", _header(order, sender(order.payer.name))),
        ("PmtInf", _payment_information(order, cbi=False)),
    ]
    return written_xml((f'Document xmlns="{_ISO}"', [("CstmrCdtTrfInitn", message)]))


def _refuse_wrong(order: Order, *, cbi: bool, on: date | None) -> None:
    wrong = check_order(order, cbi=cbi, on=on)
    if wrong:
        raise ValueError(f"an order with mistakes is not written: {[one.code for one in wrong]}")


def _header(order: Order, party: list[Node]) -> list[Node]:
    return header(order.message_id, order.created_at, len(order.transfers), order.total_cents, party)


def _payment_information(order: Order, *, cbi: bool) -> list[Node]:
    """The one block of a file: what is common to the transfers, then each."""
    payer = order.payer
    return [
        ("PmtInfId", order.message_id), ("PmtMtd", "TRF"), ("BtchBookg", "true" if order.one_debit else "false"),
        *([] if cbi else sums(len(order.transfers), order.total_cents)), ("PmtTpInf", [("SvcLvl", [("Cd", "SEPA")])]),
        ("ReqdExctnDt", [("Dt", order.execute_on.isoformat())]),
        ("Dbtr", [("Nm", holder_name(payer.name)), *town_address(payer.town, payer.country)]),
        *own_account("Dbtr", payer.iban, cbi=cbi), ("ChrgBr", "SLEV"),
        *[("CdtTrfTxInf", _transfer(one, cbi=cbi)) for one in order.transfers],
    ]  # fmt: skip


def _transfer(one: Transfer, *, cbi: bool) -> list[Node]:
    text = payment_text(one.text, REMITTANCE)
    purpose: list[Node] = [("PmtTpInf", [("CtgyPurp", [("Cd", PURPOSE)])])]
    return [
        ("PmtId", [("InstrId", one.end_to_end), ("EndToEndId", one.end_to_end)]), *(purpose if cbi else []),
        ("Amt", [('InstdAmt Ccy="EUR"', euro(one.amount_cents))]), ("Cdtr", [("Nm", holder_name(one.holder))]),
        ("CdtrAcct", [("Id", [("IBAN", account_number(one.iban))])]),
        *([("RmtInf", [("Ustrd", text)])] if text else []),
    ]  # fmt: skip
