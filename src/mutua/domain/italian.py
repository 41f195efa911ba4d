"""Amounts, days and hours as Italians write them: one strict way for tables, files and forms, none guessed.

Each parser returns the value or a `Fault`; none raises. Digits are ASCII digits.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from mutua.domain.faults import Fault

FIRST_YEAR, LAST_YEAR = 1850, 2200
ROME = ZoneInfo("Europe/Rome")

_MONEY = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]{1,2})|([0-9]+)")
_DECIMAL = re.compile(r"(0|[1-9][0-9]{0,6})(?:,([0-9]{1,2}))?")
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_OTHER_DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{2}|[0-9]{4})")
_AT_HAND = re.compile(r"([0-9]{1,2})\s?([./ -])\s?([0-9]{1,2})\s?\2\s?([0-9]{2}|[0-9]{4})")
_INSTANT = re.compile(r"(\S+) ([0-9]{1,2})[:.]([0-9]{2})(?::00)?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def italian_money(text: str) -> int | Fault:
    """Cents of `1.300,00`, `45,00` or `45`, as tables write them; `1.300` and `400.00` are ambiguous and refused."""
    match = _MONEY.fullmatch(text)
    if not match:
        return _not_money(text)
    whole = (match[1] or match[3]).replace(".", "")
    if len(whole) > 7:
        return Fault("money_too_big", text)
    return int(whole) * 100 + int((match[2] or "").ljust(2, "0"))


def _not_money(text: str) -> Fault:
    ambiguous = re.fullmatch(r"([0-9]+)\.([0-9]+)", text)
    if ambiguous:
        return Fault(
            "money_ambiguous", text, suggestion=f"{text},00" if len(ambiguous[2]) == 3 else text.replace(".", ",")
        )
    bare = re.sub(r"\s*(?:€|euro|EUR)\s*", "", text)
    return Fault("money_italian", text, suggestion=bare if bare != text and _MONEY.fullmatch(bare) else "")


def italian_decimal(text: str) -> int | Fault:
    """Hundredths of `12`, `12,5` or `12,50`, below ten million. A point is ambiguous and refused."""
    match = _DECIMAL.fullmatch(text)
    if not match:
        return Fault("decimal_italian", text, suggestion=text.replace(".", ",") if text.count(".") == 1 else "")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def iso_day(text: str) -> date | Fault:
    """A calendar date `2026-01-31`, between 1850 and 2200."""
    match = _ISO.fullmatch(text)
    if not match:
        return Fault("date", text)
    return _real_day(text, int(match[1]), int(match[2]), int(match[3]))


def italian_day(text: str) -> date | Fault:
    """The day of `31/01/2026` or `2026-01-31`, between 1850 and 2200; never another order, never a short year."""
    if _ISO.fullmatch(text):
        return iso_day(text)
    match = _DAY.fullmatch(text)
    if match:
        return _real_day(text, int(match[3]), int(match[2]), int(match[1]))
    other = _OTHER_DAY.fullmatch(text)
    meant = f"{int(other[1]):02d}/{int(other[3]):02d}/{other[4]}" if other and len(other[4]) == 4 else ""
    return Fault("day_italian", text, suggestion=meant)


def day_at_hand(text: str, latest_year: int = LAST_YEAR) -> str:
    """A day as somebody types it in a hurry, `20.6.2026`, `20-6-26`, written as `italian_day` reads it; other texts as
    they are. Two figures are a year of this century, or of the one before where that is after `latest_year`."""
    match = _AT_HAND.fullmatch(text)
    if not match:
        return text
    year = int(match[4]) if len(match[4]) == 4 else 2000 + int(match[4])
    if len(match[4]) == 2 and year > latest_year:
        year -= 100
    return f"{int(match[1]):02d}/{int(match[3]):02d}/{year:04d}"


def _real_day(text: str, year: int, month: int, day: int) -> date | Fault:
    try:
        value = date(year, month, day)
    except ValueError:
        turned = 12 < month <= 31 and 1 <= day <= 12
        return Fault("day_turned" if turned and "/" in text else "date_unreal", text,
                     suggestion=f"{month:02d}/{day:02d}/{year}" if turned and "/" in text else "")  # fmt: skip
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else Fault("date_far", text)


def italian_instant(text: str) -> datetime | Fault:
    """The moment `11/03/2026 09:00` in Italy, in UTC; a day alone is its first minute."""
    match = _INSTANT.fullmatch(text)
    on = italian_day(match[1] if match else text)
    if isinstance(on, Fault):
        return Fault("instant_italian", text) if match is None and on.code == "day_italian" else on
    return moment_in_rome(text, on, int(match[2]), int(match[3])) if match else moment_in_rome(text, on, 0, 0)


def moment_in_rome(text: str, on: date, hour: int, minute: int) -> datetime | Fault:
    """The moment in UTC. Refuses the hours that do not exist or come twice when clocks are moved."""
    if hour > 23 or minute > 59:
        return Fault("instant", text)
    local = datetime(on.year, on.month, on.day, hour, minute, tzinfo=ROME)
    moment = local.astimezone(UTC)
    if moment.astimezone(ROME).replace(tzinfo=None) != local.replace(tzinfo=None):
        return Fault("instant_missing", text)
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return Fault("instant_twice", text)
    return moment


def italian_yes_no(text: str) -> bool | Fault:
    """`sì` or `no`; a spreadsheet's VERO and FALSO, and sì without its accent, are understood."""
    low = text.lower().rstrip("'")
    if low in ("sì", "sí", "si", "s", "vero", "x"):
        return True
    return False if low in ("no", "n", "falso") else Fault("yes_no", text)


# ---------------------------------------------------------------- the other way round


def written_money(cents: int) -> str:
    """`1.234,56`, with a sign before where it is below nought."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"


def written_day(day: date) -> str:
    """`31/01/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def written_instant(moment: datetime) -> str:
    """`31/01/2026 09:00`, the hour of Italy."""
    local = moment.astimezone(ROME)
    return f"{written_day(local.date())} {local.hour:02d}:{local.minute:02d}"


def as_a_name(typed: str) -> str:
    """A name that was typed in one case, as people write it: `d'angelo anna` is D'Angelo Anna; any other as it is."""
    return typed.title() if typed in (typed.lower(), typed.upper()) else typed
