"""Writes a collection by direct debit as banks take it: in the Italian banks' envelope (CBI), or as plain ISO 20022.

Both are written from one value, and the same value gives the same bytes. What is wrong with it is told before: a file
that was not checked is not written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

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
from mutua.domain.bank_days import bank_day_from, bank_days_after, is_bank_day
from mutua.domain.identifiers.creditor_identifier import CreditorIdentifier, read_creditor_identifier
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.identifiers.iban_forms import EURO_PAYMENTS_AREA
from mutua.domain.italian import ROME, written_day, written_money
from mutua.domain.payment_text import NAME, REFERENCE, REMITTANCE, is_reference, payment_text

MOST_DEBITS = 100_000
MOST_CENTS = 99_999_999_999  # 999,999,999.99 euro, of one debit
FARTHEST_DAYS = 365
USUAL_NOTICE_DAYS = 14  # before the collection, unless another term was agreed
MANDATE_MONTHS = 36  # without a collection, and it is over
_CBI_BODY, _CBI_MESSAGE = "urn:CBI:xsd:CBIBdySDDReq.00.01.01", "urn:CBI:xsd:CBISDDReqLogMsg.00.01.01"
_ISO = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"


class Scheme(StrEnum):
    """Between whom: everybody, or firms alone (who cannot ask their money back)."""

    CORE = "CORE"
    B2B = "B2B"


class Turn(StrEnum):
    """Which collection of a mandate it is."""

    FIRST = "FRST"
    RECURRENT = "RCUR"
    FINAL = "FNAL"
    ONE_OFF = "OOFF"


@dataclass(frozen=True, slots=True)
class Creditor:
    """Who collects: the society, its account, its identifiers. `cuc` is what the CBI network calls it."""

    name: str
    iban: str
    identifier: str
    cuc: str = ""
    town: str = ""  # with the country, or nothing: streets written freely are refused by banks
    country: str = "IT"


@dataclass(frozen=True, slots=True)
class Debit:
    """One debit that is asked for. `debtor_name` is the holder of the account, whoever the contribution is for."""

    end_to_end: str
    mandate: str
    signed_on: date
    turn: Turn
    amount_cents: int
    debtor_name: str
    debtor_iban: str
    text: str
    last_used_on: date | None = None  # when the mandate was last collected


@dataclass(frozen=True, slots=True)
class Collection:
    """All that one file asks for, on one day."""

    message_id: str
    created_at: datetime
    collect_on: date
    notified_on: date | None  # when those who pay were told
    creditor: Creditor
    debits: tuple[Debit, ...]
    scheme: Scheme = Scheme.CORE
    notice_days: int = USUAL_NOTICE_DAYS
    one_credit: bool = False  # whether the bank credits the whole sum at once

    @property
    def created_on(self) -> date:
        return self.created_at.astimezone(ROME).date()

    @property
    def total_cents(self) -> int:
        return sum(one.amount_cents for one in self.debits)


# ---------------------------------------------------------------- what is wrong with it


def first_day(created_on: date) -> date:
    """The first day on which a file made on a day may collect: the bank has it a bank day before."""
    return bank_days_after(created_on, 1)


def check_collection(collection: Collection, *, cbi: bool) -> list[BankMistake]:
    """Everything that is wrong with a collection, each mistake with the number of its debit; nothing if it is right."""
    reading = Reading()
    _check_days(collection, reading)
    _check_creditor(collection.creditor, reading, cbi=cbi)
    if not is_reference(collection.message_id):
        reading.refuse("debit_reference", element="MsgId", found=collection.message_id[:40])
    if not collection.debits:
        reading.refuse("debit_nothing")
    if len(collection.debits) > MOST_DEBITS:
        reading.refuse("debit_too_many", values={"most": f"{MOST_DEBITS:,}".replace(",", ".")})
        return reading.mistakes
    again = Counter(one.end_to_end for one in collection.debits)
    for number, one in enumerate(collection.debits, 1):
        _check_debit(one, number, collection, reading)
        if again[one.end_to_end] > 1:
            reading.refuse("debit_reference_twice", line=number, element="EndToEndId", found=one.end_to_end[:40])
    return reading.mistakes


def _check_days(collection: Collection, reading: Reading) -> None:
    day, first = collection.collect_on, first_day(collection.created_on)
    if day < first:
        reading.refuse("debit_too_early", found=written_day(day), values={"first": written_day(first)})
    elif not is_bank_day(day):
        reading.refuse("debit_no_bank_day", found=written_day(day), values={"next": written_day(bank_day_from(day))})
    elif day > collection.created_on + timedelta(days=FARTHEST_DAYS):
        reading.refuse("debit_too_far", found=written_day(day))
    if collection.notified_on is None:
        reading.refuse("debit_not_notified", values={"days": str(collection.notice_days)})
    elif (day - collection.notified_on).days < collection.notice_days:
        told = {"days": str(collection.notice_days), "notified": written_day(collection.notified_on)}
        reading.refuse("debit_notice_short", found=written_day(day), values=told)


def _check_creditor(creditor: Creditor, reading: Reading, *, cbi: bool) -> None:
    iban = read_iban(creditor.iban)
    if not payment_text(creditor.name, NAME):
        reading.refuse("debit_creditor_name")
    if not isinstance(iban, Iban) or (cbi and not iban.bank_code):
        reading.refuse("debit_creditor_iban")
    if not isinstance(read_creditor_identifier(creditor.identifier), CreditorIdentifier):
        reading.refuse("debit_creditor_identifier", found=creditor.identifier[:40])
    if cbi and not (creditor.cuc.isascii() and creditor.cuc.isalnum() and len(creditor.cuc) <= REFERENCE):
        reading.refuse("debit_creditor_cuc", found=creditor.cuc[:40])


def _check_debit(one: Debit, number: int, collection: Collection, reading: Reading) -> None:
    if not 0 < one.amount_cents <= MOST_CENTS:
        reading.refuse("debit_amount", line=number, found=written_money(one.amount_cents))
    for element, text in (("EndToEndId", one.end_to_end), ("MndtId", one.mandate)):
        if not is_reference(text):
            reading.refuse("debit_reference", line=number, element=element, found=text[:40])
    if not payment_text(one.debtor_name, NAME):
        reading.refuse("debit_debtor_name", line=number)
    iban = read_iban(one.debtor_iban)
    if not isinstance(iban, Iban):
        reading.refuse("debit_debtor_iban", line=number)
    elif iban.country not in EURO_PAYMENTS_AREA:
        reading.refuse("debit_debtor_area", line=number, found=iban.country)
    if one.signed_on > collection.created_on:
        reading.refuse("debit_signed_later", line=number, found=written_day(one.signed_on))
    last = max(one.signed_on, one.last_used_on or one.signed_on)
    if collection.collect_on > _months_after(last, MANDATE_MONTHS):
        months = {"months": str(MANDATE_MONTHS)}
        reading.refuse("debit_mandate_over", line=number, found=written_day(last), values=months)


def _months_after(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


# ---------------------------------------------------------------- writing


def write_cbi(collection: Collection) -> bytes:
    """CBIBdySDDReq.00.01.01, in UTF-8. Refuses (ValueError) a collection with mistakes."""
    _refuse_wrong(collection, cbi=True)
    creditor = collection.creditor
    kind = "INC-SDDC-01" if collection.scheme is Scheme.CORE else "INC-SDDB-01"
    message: list[Node] = [(f'GrpHdr xmlns="{_CBI_MESSAGE}"', _header(collection, sender(creditor.name, creditor.cuc)))]
    for turn, debits in _by_sequence(collection):
        message.append((f'PmtInf xmlns="{_CBI_MESSAGE}"', _payment_information(collection, turn, debits, cbi=True)))
    physical: list[Node] = [("PhyMsgTpCd", kind), ("NbOfLogMsg", "1")]
    return written_xml(
        (
            f'CBIBdySDDReq xmlns="{_CBI_BODY}"',
            [("PhyMsgInf", physical), ("CBIEnvelSDDReqLogMsg", [("CBISDDReqLogMsg", message)])],
        )
    )


def write_iso(collection: Collection) -> bytes:
    """pain.008.001.08, in UTF-8. Refuses (ValueError) a collection with mistakes."""
    _refuse_wrong(collection, cbi=False)
    message: list[Node] = [("GrpHdr", _header(collection, sender(collection.creditor.name)))]
    for turn, debits in _by_sequence(collection):
        message.append(("PmtInf", _payment_information(collection, turn, debits, cbi=False)))
    return written_xml((f'Document xmlns="{_ISO}"', [("CstmrDrctDbtInitn", message)]))


def _refuse_wrong(collection: Collection, *, cbi: bool) -> None:
    wrong = check_collection(collection, cbi=cbi)
    if wrong:
        raise ValueError(f"a collection with mistakes is not written: {[one.code for one in wrong]}")


def _by_sequence(collection: Collection) -> Iterator[tuple[Turn, Sequence[Debit]]]:
    """The debits by which collection of their mandate they are, in the order of the list, each as they came."""
    for turn in Turn:
        debits = [one for one in collection.debits if one.turn is turn]
        if debits:
            yield turn, debits


def _header(collection: Collection, party: list[Node]) -> list[Node]:
    return header(
        collection.message_id, collection.created_at, len(collection.debits), collection.total_cents, party
    )


def _payment_information(
    collection: Collection, turn: Turn, debits: Sequence[Debit], *, cbi: bool
) -> list[Node]:
    """One block of debits of the same kind: what is common to them, then each."""
    creditor = collection.creditor
    counts = sums(len(debits), sum(one.amount_cents for one in debits))
    identifier: list[Node] = [("Id", _identifier(creditor.identifier))]
    if not cbi:
        identifier.append(("SchmeNm", [("Prtry", "SEPA")]))
    kind: list[Node] = [
        ("SvcLvl", [("Cd", "SEPA")]), ("LclInstrm", [("Cd", collection.scheme.value)]), ("SeqTp", turn.value),
    ]  # fmt: skip
    return [
        ("PmtInfId", f"{collection.message_id[: REFERENCE - 5]}-{turn.value}"), ("PmtMtd", "DD"),
        ("BtchBookg", "true" if collection.one_credit else "false"), *([] if cbi else counts), ("PmtTpInf", kind),
        ("ReqdColltnDt", collection.collect_on.isoformat()),
        ("Cdtr", [("Nm", holder_name(creditor.name)), *town_address(creditor.town, creditor.country)]),
        *own_account("Cdtr", creditor.iban, cbi=cbi), ("ChrgBr", "SLEV"),
        ("CdtrSchmeId", [("Id", [("PrvtId", [("Othr", identifier)])])]),
        *[("DrctDbtTxInf", _debit(one, cbi=cbi)) for one in debits],
    ]  # fmt: skip


def _debit(one: Debit, *, cbi: bool) -> list[Node]:
    mandate: list[Node] = [("MndtId", one.mandate), ("DtOfSgntr", one.signed_on.isoformat())]
    bank: list[Node] = [("DbtrAgt", [("FinInstnId", [("Othr", [("Id", "NOTPROVIDED")])])])]
    text = payment_text(one.text, REMITTANCE)
    return [
        ("PmtId", [("InstrId", one.end_to_end), ("EndToEndId", one.end_to_end)]),
        ('InstdAmt Ccy="EUR"', euro(one.amount_cents)), ("DrctDbtTx", [("MndtRltdInf", mandate)]),
        *([] if cbi else bank), ("Dbtr", [("Nm", holder_name(one.debtor_name))]),
        ("DbtrAcct", [("Id", [("IBAN", account_number(one.debtor_iban))])]),
        *([("RmtInf", [("Ustrd", text)])] if text else []),
    ]  # fmt: skip


def _identifier(text: str) -> str:
    read = read_creditor_identifier(text)
    return read.text if isinstance(read, CreditorIdentifier) else ""
