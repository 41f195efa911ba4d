"""The numbers, dates and words of a regulation: one way to write each, and a message for every other way.

Each parser returns the value or a `Fault`; none raises. Digits are ASCII digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from mutua.domain import italian
from mutua.rules.model import Duration, DurationUnit, Unit
from mutua.rules.reading.problems import Fault, suggest

MAX_COUNT = 1_000_000
MOST_OF_A_PRICE = 10
MAX_YEARS = 200
FIRST_YEAR, LAST_YEAR = italian.FIRST_YEAR, italian.LAST_YEAR
italian_money = italian.italian_money
day = italian.iso_day

UNITS: Mapping[str, Unit] = {
    "euro": Unit.EURO, "ore": Unit.HOURS, "ora": Unit.HOURS, "giorni": Unit.DAYS, "giorno": Unit.DAYS,
    "mesi": Unit.MONTHS, "mese": Unit.MONTHS, "volte": Unit.TIMES, "volta": Unit.TIMES, "atti": Unit.ACTS,
    "atto": Unit.ACTS, "pezzi": Unit.PIECES, "pezzo": Unit.PIECES, "sedute": Unit.SITTINGS, "seduta": Unit.SITTINGS,
    "denti": Unit.TEETH, "dente": Unit.TEETH, "paia": Unit.PAIRS, "paio": Unit.PAIRS,
    "chilometri": Unit.KILOMETRES, "chilometro": Unit.KILOMETRES,
}
DURATION_UNITS: Mapping[str, DurationUnit] = {
    "ore": DurationUnit.HOURS, "ora": DurationUnit.HOURS, "giorni": DurationUnit.DAYS, "giorno": DurationUnit.DAYS,
    "mesi": DurationUnit.MONTHS, "mese": DurationUnit.MONTHS, "anni": DurationUnit.YEARS, "anno": DurationUnit.YEARS,
}
LONGEST: Mapping[DurationUnit, int] = {
    DurationUnit.HOURS: MAX_YEARS * 8766, DurationUnit.DAYS: MAX_YEARS * 366,
    DurationUnit.MONTHS: MAX_YEARS * 12, DurationUnit.YEARS: MAX_YEARS,
}
MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
)
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# How many smallest units one unit holds: cents, minutes.
SMALLEST: Mapping[Unit, int] = {unit: {Unit.EURO: 100, Unit.HOURS: 60}.get(unit, 1) for unit in Unit}

_WHOLE = r"(?:0|[1-9][0-9]*)"
_MONEY = re.compile(rf"({_WHOLE})(?:\.([0-9]{{1,2}}))?(?: euro)?")
_DECIMAL = re.compile(rf"({_WHOLE})(?:\.([0-9]{{1,2}}))?")
_SHARE = re.compile(rf"({_WHOLE})(?:\.([0-9]{{1,4}}))?%")
_NUMBER = re.compile(_WHOLE)
_FRACTION = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}):([0-9]{2})")
_NAME = re.compile(r"[a-zàèéìòù][a-z0-9àèéìòù_]{0,59}")
_CODE = re.compile(r"[A-Za-zÀÈÉÌÒÙàèéìòù0-9][A-Za-zÀÈÉÌÒÙàèéìòù0-9._-]{0,39}")


def _hundredths(whole: str, decimals: str | None) -> int:
    return int(whole) * 100 + int((decimals or "").ljust(2, "0"))


def _comma(text: str) -> bool:
    return re.match(r"[0-9.]*[0-9],[0-9]", text) is not None


def money(text: str) -> int | Fault:
    """Cents of `140.00`, `140` or `140.00 euro`, up to 9,999,999.99."""
    if _comma(text):
        return Fault("decimal_comma", text)
    match = _MONEY.fullmatch(text)
    if not match:
        return Fault("money", text)
    if len(match[1]) > 7:
        return Fault("money_too_big", text)
    return _hundredths(match[1], match[2])


def share(text: str) -> Fraction | Fault:
    """The fraction of `70%` or `12.5%`, from 0% to 100%."""
    value = _any_share(text)
    return Fault("share_too_big", text) if isinstance(value, Fraction) and value > 1 else value


def hundredths(text: str) -> int | Fault:
    """Hundredths of a percent of `2%` or `2.5%`; finer shares are refused."""
    found = share(text)
    if isinstance(found, Fraction):
        whole = found * 10_000
        return int(whole) if whole.denominator == 1 else Fault("share", text)
    return found


def share_of_price(text: str) -> Fraction | Fault:
    """As `share`, of a price in a list: there also above the whole, up to 1000% (`150%` of the base)."""
    value = _any_share(text)
    return Fault("share_of_price", text) if isinstance(value, Fraction) and value > MOST_OF_A_PRICE else value


def _any_share(text: str) -> Fraction | Fault:
    if _comma(text):
        return Fault("decimal_comma", text)
    match = _SHARE.fullmatch(text)
    if not match:
        figure = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,4})?) ?%?", text)
        meant = f"{figure[1]}%" if figure else ""
        return Fault("share", text, suggestion=meant if figure and _SHARE.fullmatch(meant) else "")
    decimals = match[2] or ""
    if len(match[1]) > 4:
        return Fault("share_too_big", text)
    return Fraction(int(match[1] + decimals), 100 * 10 ** len(decimals))


def number(text: str) -> int | Fault:
    """A whole number without sign, up to a million."""
    if _comma(text):
        return Fault("decimal_comma", text)
    if not _NUMBER.fullmatch(text):
        return Fault("number", text)
    return int(text) if len(text) <= 7 and int(text) <= MAX_COUNT else Fault("number_too_big", text)


def decimal(text: str) -> int | Fault:
    """Hundredths of a number with at most two decimals, up to a million."""
    if _comma(text):
        return Fault("decimal_comma", text)
    match = _DECIMAL.fullmatch(text)
    if not match:
        return Fault("decimal", text)
    if len(match[1]) > 7 or int(match[1]) > MAX_COUNT:
        return Fault("number_too_big", text)
    return _hundredths(match[1], match[2])


def measure(text: str) -> tuple[int, Unit] | Fault:
    """Smallest units (cents, minutes, else whole) and unit of `700 euro`, `1.5 ore`, `25 atti`, `1 volta`."""
    if _comma(text):
        return Fault("decimal_comma", text)
    amount, _, word = text.partition(" ")
    unit = UNITS.get(word)
    if unit is None:
        return Fault("measure", text, suggestion=_with_unit(amount, word))
    if unit is Unit.EURO:
        cents = money(amount)
        return cents if isinstance(cents, Fault) else (cents, unit)
    if unit is Unit.HOURS:
        hundredths = decimal(amount)
        if isinstance(hundredths, Fault):
            return Fault("measure", text) if hundredths.code == "decimal" else hundredths
        if hundredths * 60 % 100:
            return Fault("hours_not_minutes", text)
        return hundredths * 60 // 100, unit
    count = number(amount)
    if isinstance(count, Fault):
        return Fault("measure", text) if count.code == "number" else count
    return count, unit


def _with_unit(amount: str, word: str) -> str:
    unit = "euro" if word == "€" else suggest(word, UNITS) if word else ""
    return f"{amount} {unit}" if unit else ""


def duration(text: str) -> Duration | Fault:
    """`60 giorni`, `12 mesi`, `2 anni`, `24 ore`: at least one, at most 200 years."""
    amount, _, word = text.partition(" ")
    unit = DURATION_UNITS.get(word)
    if unit is None:
        close = suggest(word, DURATION_UNITS) if word else ""
        return Fault("duration", text, suggestion=f"{amount} {close}" if close else "")
    if not _NUMBER.fullmatch(amount) or amount == "0":
        return Fault("duration", text)
    if len(amount) > 9 or int(amount) > LONGEST[unit]:
        return Fault("duration_too_long", text)
    return Duration(int(amount), unit)


def day_of_year(text: str) -> tuple[int, int] | Fault:
    """Month and day of `31 gennaio`."""
    count, _, word = text.partition(" ")
    if word not in MONTHS:
        close = suggest(word, MONTHS) if word else ""
        return Fault("day_of_year", text, suggestion=f"{count} {close}" if close else "")
    month = MONTHS.index(word) + 1
    if not re.fullmatch(r"[1-9][0-9]?", count) or int(count) > _LONGEST_MONTH[month - 1]:
        return Fault("day_of_year", text)
    return month, int(count)


def instant(text: str) -> datetime | Fault:
    """The moment `2026-03-11 09:00` in Italy, in UTC. Refuses the hours that do not exist or come twice."""
    match = _INSTANT.fullmatch(text)
    if not match or int(match[2]) > 23 or int(match[3]) > 59:
        return Fault("instant", text)
    on = day(match[1])
    if isinstance(on, Fault):
        return Fault(on.code, text)
    return italian.moment_in_rome(text, on, int(match[2]), int(match[3]))


def yes_no(text: str) -> bool | Fault:
    """`sì` or `no`, nothing else."""
    if text in ("sì", "no"):
        return text == "sì"
    low = text.lower()
    meant = "sì" if low in ("si", "sí", "sì", "si'", "true", "yes", "vero", "1") else ""
    return Fault("yes_no", text, suggestion=meant or ("no" if low in ("no", "false", "falso", "0") else ""))


def fraction(text: str) -> Fraction | Fault:
    """`1/3`, at most one."""
    match = _FRACTION.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        return Fault("fraction", text)
    return Fraction(int(match[1]), int(match[2]))


def name(text: str) -> str | Fault:
    """A name of a fact, pot, paper, condition: lower case, digits and `_`, at most 60."""
    return text if _NAME.fullmatch(text) else Fault("name", text, suggestion=_as_name(text))


def _as_name(text: str) -> str:
    tried = re.sub(r"[^a-z0-9àèéìòù]+", "_", text.lower()).strip("_")
    return tried if tried != text and _NAME.fullmatch(tried) else ""


def code(text: str) -> str | Fault:
    """A code of a benefit or a choice: letters, digits, `.`, `-`, `_`, at most 40."""
    return text if _CODE.fullmatch(text) else Fault("code", text)
