"""The books as a Beancount journal: each book balanced by itself, every account asserted at the end.

An account is `Kind:Book:Account:Detail`, for instance `Expenses:Benefits:Cost:Specialistica`; the first word is the one
of `store.ledger.KINDS`. Beancount wants words of ASCII letters, digits and hyphens with a capital or a digit first, so
an area is written in one way only (`component`), and two areas are never written alike; a day stays as it is. An entry
is named by its code and the number of the request; no person, no paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection

from mutua.store.ledger import KINDS, Posted, area_of, due_from, every_posting, trial_balance
from mutua.store.settings import SOCIETY_NAME, read_setting

CURRENCY = "EUR"
GENERAL = "generale"  # the area of benefits that belong to none


def journal(connection: Connection) -> Iterator[str]:
    """The lines of the journal, without their ends. `connection` sees one moment."""
    yield f'option "title" "{_quoted(read_setting(connection, SOCIETY_NAME) or "mutua")}"'
    yield f'option "operating_currency" "{CURRENCY}"'
    totals = trial_balance(connection)
    first, last = _first_and_last(connection)
    if first is None or last is None:
        return
    yield ""
    for book, account in totals:
        yield f"{_before(first)} open {account_name(book, account)} {CURRENCY}"
    yield from _entries(connection)
    yield ""
    for (book, account), cents in totals.items():
        yield f"{_after(last)} balance {account_name(book, account)}  {money(cents)}"


def _entries(connection: Connection) -> Iterator[str]:
    key: tuple[int, int, int] | None = None
    for one in every_posting(connection):
        if key != (one.chain_id, one.position, one.number):
            key = (one.chain_id, one.position, one.number)
            yield ""
            yield _head(one)
        yield f"  {account_name(one.book, one.account)}  {money(one.amount_cents)}"


def _head(one: Posted) -> str:
    named = one.code if one.claim_id is None else f"{one.code} {one.claim_id}"
    return f'{one.booked_on.isoformat()} * "{_quoted(named)}"'


def _first_and_last(connection: Connection) -> tuple[date | None, date | None]:
    first = last = None
    for one in every_posting(connection):  # in the order of days
        first, last = first or one.booked_on, one.booked_on
    return first, last


def _before(day: date) -> str:
    return (day - timedelta(days=1)).isoformat()


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def money(cents: int) -> str:
    """Cents as Beancount writes them: `-12.05 EUR`."""
    euro, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euro}.{rest:02d} {CURRENCY}"


def account_name(book: str, account: str) -> str:
    """The name of an account of a book in Beancount."""
    kind, day = account.partition(":")[0], due_from(account)
    details = [area_of(account)] if area_of(account) else []
    days = [] if day is None else [day.isoformat()]
    return ":".join([KINDS[book][kind][1], book.capitalize(), kind.capitalize(), *map(component, details), *days])


def component(detail: str) -> str:
    """A detail as one word of an account name; two details never give the same word.

    Letters and digits of ASCII stay, a space between words is a hyphen, any other character (and the letter X) is
    `X…Z` with its number in hexadecimal. What would begin with a small letter begins with `0-`; so `famiglia` is
    `0-famiglia` and `Famiglia` stays. Only our own `generale`, which most plans have, is written `Generale`: an area
    that somebody calls «Generale» is `X47Zenerale`.
    """
    if detail == GENERAL:
        return "Generale"
    if not detail or detail == "Generale":
        return f"X{detail[:1].encode().hex().upper()}Z{detail[1:]}"
    first, rest = detail[0], detail[1:]
    begun = f"0-{first}" if "a" <= first <= "z" else first if first in "123456789" else _letter(first, begins=True)
    return begun + "".join(map(_letter, rest))


def _letter(letter: str, begins: bool = False) -> str:
    if letter == " " and not begins:
        return "-"
    if letter.isascii() and letter.isalpha() and letter != "X":
        return letter
    if letter.isascii() and letter.isdigit() and not begins:
        return letter
    return f"X{ord(letter):X}Z"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
