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
