"""Writes XML for banks: one value gives the same bytes every time, in UTF-8, two blanks a level.

What debits and payments have in common: names, accounts, amounts and hours as they stand in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.italian import ROME
from mutua.domain.payment_text import NAME, payment_text

Node = tuple[str, "str | Sequence[Node]"]  # a name with its attributes, and a text or what stands within


def written_xml(root: Node) -> bytes:
    """The whole file."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(_lines([root], 0))).encode()


def _lines(nodes: Iterable[Node], level: int) -> Iterator[str]:
    for opening, content in nodes:
        name, space = opening.split(" ", 1)[0], "  " * level
        if isinstance(content, str):
            yield f"{space}<{opening}>{escape(content)}</{name}>\n"
        else:
            yield f"{space}<{opening}>\n"
            yield from _lines(content, level + 1)
            yield f"{space}</{name}>\n"


def euro(cents: int) -> str:
    """`1234.50`."""
    return f"{cents // 100}.{cents % 100:02d}"


def holder_name(text: str) -> str:
    """The name of a holder, in the signs that banks take."""
    return payment_text(text, NAME)


def account_number(text: str) -> str:
    """The account without blanks; "" where it is none."""
    read = read_iban(text)
    return read.text if isinstance(read, Iban) else ""


def bank_code(text: str) -> str:
    """The five digits of the bank of an Italian account; "" of others."""
    read = read_iban(text)
    return read.bank_code if isinstance(read, Iban) else ""


def hour_of_italy(at: datetime) -> str:
    """`2026-01-31T09:30:00`, the hour on the clocks of Italy."""
    return at.astimezone(ROME).replace(microsecond=0, tzinfo=None).isoformat()


def town_address(town: str, country: str) -> list[Node]:
    """Town and country, or nothing: an address that is written freely is refused by banks since 15 November 2026."""
    name = payment_text(town, 35)
    return [("PstlAdr", [("TwnNm", name), ("Ctry", country)])] if name else []


def sums(count: int, cents: int) -> list[Node]:
    """How many movements a file, or a block of it, holds and what they come to."""
    return [("NbOfTxs", str(count)), ("CtrlSum", euro(cents))]


def header(message_id: str, created_at: datetime, count: int, cents: int, party: list[Node]) -> list[Node]:
    """What a file says of itself: its number, its hour, its sums, who sends it."""
    return [
        ("MsgId", message_id), ("CreDtTm", hour_of_italy(created_at)), *sums(count, cents), ("InitgPty", party),
    ]  # fmt: skip


def sender(name: str, cuc: str | None = None) -> list[Node]:
    """Who sends a file; `cuc`: what the CBI network calls them, None in a file that is not of the network."""
    told: list[Node] = [("Nm", holder_name(name))]
    if cuc is not None:
        told.append(("Id", [("OrgId", [("Othr", [("Id", cuc), ("Issr", "CBI")])])]))
    return told


def own_account(role: str, iban: str, *, cbi: bool) -> list[Node]:
    """The society's account and its bank, under the role of the message (`Dbtr`, `Cdtr`)."""
    bank: list[Node] = [("Othr", [("Id", "NOTPROVIDED")])]
    if cbi:
        bank = [("ClrSysMmbId", [("MmbId", bank_code(iban))])]
    return [
        (f"{role}Acct", [("Id", [("IBAN", account_number(iban))])]), (f"{role}Agt", [("FinInstnId", bank)]),
    ]  # fmt: skip
