"""How days, amounts, codes and names are written on paper, so that each reads well and each can be printed."""

from __future__ import annotations

import unicodedata
from datetime import date

from mutua.domain.italian import written_day, written_money

NBSP = "\N{NO-BREAK SPACE}"
_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
)  # fmt: skip
# What the fonts of the papers can show: Latin with all its accents, Greek, Cyrillic, and the signs of print.
_SHOWN = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x18F, 0x18F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC), (0x1E6, 0x1E7),
    (0x200, 0x21B), (0x259, 0x259), (0x2B9, 0x2BC), (0x300, 0x304), (0x306, 0x308), (0x30A, 0x30C), (0x323, 0x328),
    (0x386, 0x386), (0x388, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE), (0x400, 0x45F), (0x490, 0x491),
    (0x1E00, 0x1EF9), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2212, 0x2212),
)  # fmt: skip
UNKNOWN = "?"


def printable(text: str) -> str:
    """The text in one piece and in signs that can be printed; «?» for each that cannot, a space for line ends."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(" " if one.isspace() and one != NBSP else one for one in composed)
    shown = "".join(one if _is_shown(one) else "" if _is_silent(one) else UNKNOWN for one in plain)
    return " ".join(shown.split(" ")).strip() if "  " not in shown else " ".join(one for one in shown.split(" ") if one)


def _is_shown(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in _SHOWN) and sign != "\N{SOFT HYPHEN}"


def _is_silent(sign: str) -> bool:
    """Signs that show nothing: controls, and those that turn the direction of writing."""
    return unicodedata.category(sign) in ("Cc", "Cf")


def euro(cents: int) -> str:
    """`1.234,56 €`, never broken over two lines, with a true minus sign."""
    return f"{written_money(cents)}{NBSP}€".replace("-", "\N{MINUS SIGN}")


def day(value: date | None) -> str:
    """`31/01/2026`; a dash where there is none."""
    return "\N{EN DASH}" if value is None else written_day(value)


def long_day(value: date) -> str:
    """`1° gennaio 2026`, `8 marzo 2026`, never broken between number and month."""
    number = "1°" if value.day == 1 else str(value.day)
    return f"{number}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def in_fours(code: str) -> str:
    """An IBAN or a payment reference in groups of four, which stay on one line."""
    bare = "".join(code.split())
    return NBSP.join(bare[at : at + 4] for at in range(0, len(bare), 4))
