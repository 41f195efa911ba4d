"""Days and amounts as banks write them into tables: with points or commas, signs before or behind, two-figure years.

A bank's table is made by a program, so a whole column is written one way; what could be two sums is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from mutua.domain.faults import Fault
from mutua.domain.italian import italian_day

_COMMA = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,2}")
_POINT = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]{1,2}")
_WHOLE = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_LONGEST = 13  # digits before the cents
_BEFORE = re.compile(r"^(?:EUR|€)|(?:EUR|€|euro)$", re.IGNORECASE)
_OTHER_DAY = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2}|[0-9]{4})")
_WITH_HOUR = re.compile(
    r"(\S+?)[ T][0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)

COMMA, POINT = ",", "."


def bare(text: str) -> tuple[int, str]:
    """The sign of an amount, 1 or -1, and its figures without blanks, currency and sign."""
    figures = "".join(text.split()).replace("\u00a0", "").replace("\u202f", "").replace("'", "").replace("−", "-")
    figures = _BEFORE.sub("", figures)
    if figures.startswith("(") and figures.endswith(")"):
        return -1, figures[1:-1]
    if figures.endswith(("-", "+")):
        figures = figures[-1] + figures[:-1]
    figures = _BEFORE.sub("", figures.removeprefix("+")) if figures.startswith("+") else figures
    if figures.startswith("-"):
        return -1, _BEFORE.sub("", figures[1:])
    return 1, figures


def decimal_sign(texts: Iterable[str]) -> str:
    """Which sign begins the cents in a column: a comma, a point, or "" where no amount of it has cents.

    Where both are found the comma counts, as Italian banks write, unless points are more.
    """
    commas = points = 0
    for text in texts:
        _, figures = bare(text)
        commas += bool(_COMMA.fullmatch(figures))
        points += bool(_POINT.fullmatch(figures))
    if not commas and not points:
        return ""
    return COMMA if commas >= points else POINT


def table_cents(text: str, decimal: str) -> int | Fault:
    """Signed cents of a cell, in a column whose cents begin with that sign."""
    sign, figures = bare(text)
    if _GROUPED.fullmatch(figures) and not decimal:
        return Fault("bank_amount_ambiguous", text[:40])
    pattern = _POINT if decimal == POINT else _COMMA
    group = "," if decimal == POINT else "."
    if pattern.fullmatch(figures):
        whole, _, rest = figures.replace(group, "").partition(decimal)
    elif _WHOLE.fullmatch(figures) or (_GROUPED.fullmatch(figures) and decimal not in figures):
        whole, rest = figures.replace(group, ""), ""
    else:
        return Fault("bank_amount", text[:40])
    if len(whole) > _LONGEST:
        return Fault("bank_amount", text[:40])
    return sign * (int(whole) * 100 + int(rest.ljust(2, "0") or "0"))


def table_day(text: str) -> date | None:
    """The day of `31/01/2026`, `31.01.26`, `2026-01-31`, with an hour or without; None where it is none.

    Two figures are a year of this century: statements are no older.
    """
    said = text.strip()
    timed = _WITH_HOUR.fullmatch(said)
    said = timed[1] if timed else said
    other = _OTHER_DAY.fullmatch(said)
    if other:
        year = other[3] if len(other[3]) == 4 else f"20{other[3]}"
        said = f"{other[1]}/{other[2]}/{year}"
    found = italian_day(said)
    return None if isinstance(found, Fault) else found
