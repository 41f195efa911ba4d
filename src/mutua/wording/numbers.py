"""How figures are written: `1.234,56 €`, `75 %`, `1 ora e 30 minuti`, `1° gennaio 2026`, and their English twins."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Literal

from mutua.rules.model import Duration, DurationUnit, Unit

Language = Literal["it", "en"]

NBSP = "\u00a0"

MONTHS = {
    "it": (
        "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
        "novembre", "dicembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
}

# Singular, plural in Italian and in English. Euro are written by `money`, hours by `hours`.
UNITS: dict[Unit, tuple[str, str, str, str]] = {
    Unit.EURO: ("euro", "euro", "euro", "euro"),
    Unit.HOURS: ("ora", "ore", "hour", "hours"),
    Unit.DAYS: ("giorno", "giorni", "day", "days"),
    Unit.MONTHS: ("mese", "mesi", "month", "months"),
    Unit.TIMES: ("volta", "volte", "time", "times"),
    Unit.ACTS: ("atto", "atti", "act", "acts"),
    Unit.PIECES: ("pezzo", "pezzi", "piece", "pieces"),
    Unit.SITTINGS: ("seduta", "sedute", "sitting", "sittings"),
    Unit.TEETH: ("dente", "denti", "tooth", "teeth"),
    Unit.PAIRS: ("paio", "paia", "pair", "pairs"),
    Unit.KILOMETRES: ("chilometro", "chilometri", "kilometre", "kilometres"),
}
FEMININE_UNITS = frozenset({Unit.HOURS, Unit.TIMES, Unit.SITTINGS})

_SPANS: dict[DurationUnit, tuple[str, str, str, str]] = {
    DurationUnit.HOURS: ("ora", "ore", "hour", "hours"),
    DurationUnit.DAYS: ("giorno", "giorni", "day", "days"),
    DurationUnit.MONTHS: ("mese", "mesi", "month", "months"),
    DurationUnit.YEARS: ("anno", "anni", "year", "years"),
}

_PARTS = {
    2: (("metà", "metà"), ("half", "halves")),
    3: (("terzo", "terzi"), ("third", "thirds")),
    4: (("quarto", "quarti"), ("quarter", "quarters")),
    5: (("quinto", "quinti"), ("fifth", "fifths")),
    6: (("sesto", "sesti"), ("sixth", "sixths")),
    10: (("decimo", "decimi"), ("tenth", "tenths")),
    12: (("dodicesimo", "dodicesimi"), ("twelfth", "twelfths")),
}


def whole(number: int, language: Language) -> str:
    """A whole number with its thousands apart: `1.234`, `1,234`."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "it" else text


def decimal(number: Fraction | int, language: Language, least: int = 0, most: int = 4) -> str:
    """A number with at least `least` decimals; what does not end within `most` decimals is cut and followed by `…`."""
    number = Fraction(number)
    scaled = abs(number) * 10**most
    digits = f"{scaled.numerator // scaled.denominator:0{most + 1}d}"
    units, decimals = digits[:-most], digits[-most:].rstrip("0").ljust(least, "0")
    endless = "…" if scaled.denominator != 1 else ""
    if endless:
        decimals = digits[-most:]
    mark = "," if language == "it" else "."
    sign = "−" if number < 0 else ""
    return sign + whole(int(units), language) + (mark + decimals if decimals else "") + endless


def money(cents: int | Fraction, language: Language) -> str:
    """Money as a rule writes it: whole euro without decimals. `700 €`, `12,50 €`; `€700`, `€12.50`."""
    value = Fraction(cents) / 100
    return _euro(decimal(value, language, least=0 if value.denominator == 1 else 2), language)


def amount(cents: int | Fraction, language: Language) -> str:
    """Money as a decision writes it, always with two decimals: `180,00 €`.

    A sum on the way that is no whole number of cents is said to the nearest one, and that it is so: `circa 9,68 €`.
    """
    if type(cents) is int:
        euro, rest = divmod(abs(cents), 100)
        mark = "," if language == "it" else "."
        return _euro(f"{'−' if cents < 0 else ''}{whole(euro, language)}{mark}{rest:02d}", language)
    exact = Fraction(cents)
    near = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    said = _euro(decimal(Fraction(near if exact >= 0 else -near, 100), language, least=2), language)
    return said if exact.denominator == 1 else f"{'circa' if language == 'it' else 'about'} {said}"


def _euro(figure: str, language: Language) -> str:
    if language == "it":
        return f"{figure}{NBSP}€"
    return f"−€{figure[1:]}" if figure.startswith("−") else f"€{figure}"


def share(part: Fraction | int, language: Language) -> str:
    """A share: `75 %`, `12,5 %`; `75%`."""
    figure = decimal(Fraction(part) * 100, language)
    return f"{figure}{NBSP}%" if language == "it" else f"{figure}%"


def part(fraction: Fraction, language: Language) -> str:
    """A part of a sum: `un terzo`, `due terzi`, `metà`; `one third`."""
    if fraction == 1:
        return "tutto" if language == "it" else "all"
    names = _PARTS.get(fraction.denominator)
    if names is None or fraction.numerator not in (1, 2, 3):
        return f"{fraction.numerator}/{fraction.denominator}"
    one, many = names[0 if language == "it" else 1]
    if fraction.denominator == 2:
        return one
    word = (("un", "due", "tre") if language == "it" else ("one", "two", "three"))[fraction.numerator - 1]
    return f"{word} {one if fraction.numerator == 1 else many}"


def counted(count: int, words: tuple[str, str, str, str], language: Language) -> str:
    """A count with its noun, singular or plural."""
    one, many = words[:2] if language == "it" else words[2:]
    return f"{whole(count, language)} {one if count == 1 else many}"


def hours(minutes: int, language: Language) -> str:
    """`12 ore`, `1 ora e 30 minuti`, `45 minuti`."""
    full, rest = divmod(minutes, 60)
    parts = [counted(full, UNITS[Unit.HOURS], language)] if full or not rest else []
    if rest:
        parts.append(counted(rest, ("minuto", "minuti", "minute", "minutes"), language))
    return (" e " if language == "it" else " and ").join(parts)


def quantity(count: int, unit: Unit, language: Language) -> str:
    """A measure in its unit: euro are cents, hours are minutes, the others are whole."""
    if unit is Unit.EURO:
        return money(count, language)
    if unit is Unit.HOURS:
        return hours(count, language)
    if unit is Unit.TIMES and language == "en":
        return {1: "once", 2: "twice"}.get(count, f"{whole(count, language)} times")
    return counted(count, UNITS[unit], language)


def exact_quantity(count: int, unit: Unit, language: Language) -> str:
    """The same, with the cents always written."""
    return amount(count, language) if unit is Unit.EURO else quantity(count, unit, language)


def duration(span: Duration, language: Language) -> str:
    """`60 giorni`, `1 anno`."""
    return counted(span.count, _SPANS[span.unit], language)


def month_name(day: date, language: Language) -> str:
    """«maggio 2026»."""
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def day_of_year(month: int, day: int, language: Language) -> str:
    """`31 gennaio`, `1° gennaio`; `31 January`."""
    name = MONTHS[language][month - 1]
    return f"{'1°' if day == 1 and language == 'it' else day} {name}"


def calendar_date(day: date, language: Language) -> str:
    """`31 gennaio 2026`; `31 January 2026`."""
    return f"{day_of_year(day.month, day.day, language)} {day.year}"


def ordinal(number: int, language: Language, feminine: bool = False) -> str:
    """`4°`, `4ª`; `4th`."""
    if language == "it":
        return f"{number}{'ª' if feminine else '°'}"
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
