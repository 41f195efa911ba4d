"""What a society says of itself, changed: every part checked, all that is wrong at once, the rest stays.

Who changed what, from what to what, is kept (`store/society_changes.py`). Its account is not among the parts of the
counter: that one takes two people (`approve_society_account`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from mutua.domain.contact import PartChange
from mutua.domain.faults import Fault
from mutua.domain.identifiers.creditor_identifier import CreditorIdentifier, read_creditor_identifier
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number
from mutua.domain.mail_address import read_mail_address
from mutua.domain.payment_days import read_days
from mutua.domain.payment_text import REFERENCE
from mutua.services.accesses import CLERKS_NAMED
from mutua.services.claim_life import Desktop
from mutua.services.collect_debits import CUC, IDENTIFIER, NOTICE_DAYS, creditor
from mutua.services.newcomers import WrongPart
from mutua.services.plain_ones import LIMIT
from mutua.services.society import HOURS, PAYMENT_DAYS, REGISTERS, change_letterhead, letterhead
from mutua.store.settings import read_setting, write_setting
from mutua.store.society_changes import lock_society, tell_society
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

MOST_NOTICE_DAYS = 90
HEAD_PARTS = (
    "name", "address", "postal_code", "municipality", "fiscal_code", REGISTERS, "phone", "email", "website", "bank",
)  # fmt: skip
_SETTINGS = {
    "hours": HOURS, "payment_days": PAYMENT_DAYS, "creditor_identifier": IDENTIFIER, "cuc": CUC,
    "notice_days": NOTICE_DAYS, "name_clerks": CLERKS_NAMED,
}  # fmt: skip
SOCIETY_PARTS = (*HEAD_PARTS, *_SETTINGS)
OF_THE_TERMINAL = ("iban", "plain_limit")  # parts that whoever has the machine changes alone


def society_data(connection: Connection) -> dict[str, str]:
    """Every part as it is typed, registers one a line; those of the terminal too."""
    head = letterhead(connection)
    found = {part: getattr(head, part) for part in (*HEAD_PARTS, "iban") if part != REGISTERS}
    found[REGISTERS] = "\n".join(head.registers)
    found |= {part: read_setting(connection, name) for part, name in _SETTINGS.items()}
    found["payment_days"] = ", ".join(found["payment_days"].split(","))
    found["notice_days"] = str(creditor(connection)[1])
    found["name_clerks"] = "" if found["name_clerks"] == "no" else "yes"
    found["plain_limit"] = read_setting(connection, LIMIT)
    return found


def change_society(at: Desktop, told: Mapping[str, str]) -> list[PartChange] | list[WrongPart]:
    """Keeps what is told of the parts, "" takes one away; all that is wrong instead, and nothing is kept."""

    def work(unit: UnitOfWork) -> list[PartChange] | list[WrongPart]:
        lock_society(unit)
        before = society_data(unit.connection)
        read = {part: _read(part, text) for part, text in told.items()}
        wrong = [WrongPart(part, one) for part, one in read.items() if isinstance(one, Fault)]
        if wrong:
            return wrong
        after = {part: one for part, one in read.items() if isinstance(one, str)}
        changed = [PartChange(part, before[part], one) for part, one in after.items() if one != before[part]]
        for part, _, text in changed:
            _keep(unit.connection, part, text)
        tell_society(unit, changed)
        return changed

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _keep(connection: Connection, part: str, text: str) -> None:
    if part == REGISTERS:
        change_letterhead(connection, {part: tuple(text.split("\n")) if text else ()})
    elif part in (*HEAD_PARTS, "iban"):
        change_letterhead(connection, {part: text})
    elif part == "name_clerks":
        write_setting(connection, CLERKS_NAMED, "yes" if text else "no")
    elif part == "plain_limit":
        write_setting(connection, LIMIT, text)
    else:
        write_setting(connection, _SETTINGS[part], text.replace(", ", ",") if part == "payment_days" else text)


def _read(part: str, text: str) -> str | Fault:
    """A part as it is kept, or what is wrong with it."""
    if part == REGISTERS:
        return "\n".join(filter(None, (" ".join(one.split()) for one in text.split("\n"))))
    if part == "name_clerks":
        return "yes" if text else ""
    plain = " ".join(text.split())
    if not plain and part not in ("name", "notice_days"):
        return plain
    reading = _READING.get(part)
    return plain if reading is None else reading(plain)


def _name(text: str) -> str | Fault:
    return text or Fault("society_name_missing")


def _fiscal_code(text: str) -> str | Fault:
    code = read_vat_number(text)
    return code.text if isinstance(code, VatNumber) else code[0]


def _iban(text: str) -> str | Fault:
    account = read_iban(text)
    return account.text if isinstance(account, Iban) else account[0]


def _identifier(text: str) -> str | Fault:
    code = read_creditor_identifier(text)
    return code.text if isinstance(code, CreditorIdentifier) else code[0]


def _cuc(text: str) -> str | Fault:
    code = text.upper()
    right = code.isascii() and code.isalnum() and len(code) <= REFERENCE
    return code if right else Fault("society_cuc", text[:40])


def _payment_days(text: str) -> str | Fault:
    days = read_days(text)
    return Fault("society_payment_days", text[:40]) if days is None else ", ".join(map(str, days))


def _notice_days(text: str) -> str | Fault:
    right = text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST_NOTICE_DAYS
    return str(int(text)) if right else Fault("society_notice_days", text[:40])


_READING: Mapping[str, Callable[[str], str | Fault]] = {
    "name": _name, "fiscal_code": _fiscal_code, "creditor_identifier": _identifier, "cuc": _cuc,
    "payment_days": _payment_days, "notice_days": _notice_days, "email": read_mail_address, "iban": _iban,
}  # fmt: skip
