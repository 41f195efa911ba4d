"""Mails: of which kinds there are, when one that did not go is tried again, and why one may never go."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class MailKind(StrEnum):
    """A mail to a person. None of them says what it is about."""

    NEWS = "news"  # something happened to a request of theirs, or of a child's
    ENTRY = "entry"  # a link to enter once, which they asked for
    ACCOUNT = "account"  # they are paid on another account: told at every address they had lately
    ADDRESS = "address"  # they are written to at another address: told at the one before
    LOGIN = "login"  # a login was made for them, or given anew


class FirmMailKind(StrEnum):
    """A mail to a firm: about its people as it told them, and its money; never about anybody's health."""

    MONTH = "month"  # did anything change this month? With a link that can only say no
    STATEMENT = "statement"
    LIST = "list"  # what it told was recorded
    LOGIN = "login"


# After the first try that did not work, the second, and so on. Whatever did not go then waits for somebody to look.
PAUSES = tuple(timedelta(minutes=one) for one in (5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60))
MOST_TRIES = len(PAUSES) + 1

# Why a mail did not go. These never mend by themselves: it is not tried again.
FOR_GOOD = frozenset({"no_address", "address_refused", "not_wanted", "too_late", "answered", "no_login", "gone"})
ENTRY_LASTS = timedelta(hours=1)  # a link to enter; one that could not go for so long does not go at all
OLD_ADDRESSES = timedelta(days=30)  # an address given up before that is not told of another account
STALE = timedelta(days=30)  # whatever could not go for so long does not go at all
KEPT = timedelta(days=90)  # how long is known that a mail went


def next_try(tries: int) -> timedelta:
    """How long after try number `tries` the next one is; the last pause once all are over."""
    return PAUSES[min(tries, len(PAUSES)) - 1]
