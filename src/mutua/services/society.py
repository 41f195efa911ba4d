"""What the society says of itself, kept once: name, seat, numbers, bank account; the head of each of its papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date

from sqlalchemy import Connection

from mutua.domain.contact import Contact
from mutua.domain.faults import Fault
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number
from mutua.domain.payment_days import next_payment_day, read_days
from mutua.letters.papers import Letterhead
from mutua.store.bank_lines import accounts
from mutua.store.settings import read_setting, read_settings, write_setting

PREFIX = "society_"
REGISTERS = "registers"
PARTS: tuple[str, ...] = tuple(one.name for one in fields(Letterhead))
_IN_ONE_LINE = "\n"  # between one register and the next, in the setting that keeps them all


PAYMENT_DAYS = "society_payment_days"  # of the month, on which refunds are paid: «15,31», 31 being the last
HOURS = "society_hours"  # when the office is open, in words; members read it where there is no telephone


def contact(connection: Connection) -> Contact:
    head = letterhead(connection)
    place = f"{head.postal_code} {head.municipality}".strip()
    address = ", ".join(part for part in (head.address, place) if part)
    return Contact(head.phone, address, read_setting(connection, HOURS), head.email)


def payment_day(connection: Connection, today: date) -> date | None:
    """The next day on which the society says that it pays; None where it says none."""
    return next_payment_day(read_days(read_setting(connection, PAYMENT_DAYS)) or (), today)


def letterhead(connection: Connection) -> Letterhead:
    """The head of the society's papers, as it stands now."""
    kept = read_settings(connection, [PREFIX + part for part in PARTS])
    told = {part: kept[PREFIX + part] for part in PARTS}
    registers = tuple(one for one in told.pop(REGISTERS).split(_IN_ONE_LINE) if one)
    return Letterhead(registers=registers, **told)


def own_accounts(connection: Connection) -> frozenset[str]:
    """The society's accounts: the one on its papers, and those of which statements were brought in."""
    return frozenset({letterhead(connection).iban, *accounts(connection)} - {""})


def change_letterhead(connection: Connection, told: Mapping[str, str | tuple[str, ...]]) -> list[Fault]:
    """Keeps what is told, by the names of `Letterhead`; what is not told stays. An empty text takes a part away.

    Gives all that is wrong with the account number and the fiscal code; then nothing is kept.
    """
    kept: dict[str, str] = {}
    faults: list[Fault] = []
    for part, value in told.items():
        text = _IN_ONE_LINE.join(" ".join(one.split()) for one in ([value] if isinstance(value, str) else value))
        checked = _checked(part, text)
        if isinstance(checked, str):
            kept[part] = checked
        else:
            faults += checked
    if not faults:
        for part, text in kept.items():
            write_setting(connection, PREFIX + part, text)
    return faults


def _checked(part: str, text: str) -> str | list[Fault]:
    if not text:
        return text
    if part == "iban":
        account = read_iban(text)
        return account.text if isinstance(account, Iban) else account
    if part == "fiscal_code":
        code = read_vat_number(text)  # of a body: eleven digits, checked as a VAT number is
        return code.text if isinstance(code, VatNumber) else code
    return text
