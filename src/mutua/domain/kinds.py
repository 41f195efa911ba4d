"""The kinds of answer that a regulation may ask for: what a cell or a form must hold."""

from __future__ import annotations

from enum import StrEnum


class FactKind(StrEnum):
    YES_NO = "yes_no"
    NUMBER = "number"
    DECIMAL = "decimal"  # integer hundredths
    CHOICE = "choice"
    DAY = "day"
    INSTANT = "instant"
    MONEY = "money"
    SERIES = "series"  # figures by day, summed in a window
    TEXT = "text"  # names and ids: never compared by order


class Looked(StrEnum):
    """How somebody looked at a person's file."""

    SHEET = "sheet"  # the page of the person at the counter
    REQUEST = "request"  # one request, its decision, why
    REQUESTS = "requests"  # the list of the person's requests
    ATTACHMENT = "attachment"
    PAPER = "paper"  # a certificate, a statement
    EXPORT = "export"
    ERASURE = "erasure"
