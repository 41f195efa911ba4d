"""Cells of a form as somebody types them: read strictly, never guessed; what is wrong is told with its reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from mutua.domain.asked import FactAsked, Question
from mutua.domain.case import FactValue
from mutua.domain.faults import plain
from mutua.domain.italian import day_at_hand, written_day
from mutua.domain.kinds import FactKind
from mutua.domain.written_names import hidden_character
from mutua.intake.answer_cell import answer_of
from mutua.intake.mistakes import Mistake

MOST_SIGNS = 160
_DAY, _MONEY = FactAsked("", FactKind.DAY), FactAsked("", FactKind.MONEY)
_INSTANT, _DECIMAL = FactAsked("", FactKind.INSTANT), FactAsked("", FactKind.DECIMAL)


def text_of(cell: str, most: int = MOST_SIGNS) -> str | Mistake:
    """One line of text, without the blanks around it; "" where nothing was typed."""
    text = " ".join(unicodedata.normalize("NFC", cell).strip(" \u00a0").split(" "))
    hidden = hidden_character(text)
    if hidden:
        return Mistake("character_newline" if hidden in ("U+000A", "U+000D") else "character_hidden", found=hidden)
    if len(text) > most:
        return Mistake("cell_too_long", found=str(len(text)), values={"most": str(most)})
    return text


def day_of(cell: str) -> date | Mistake | None:
    found = _read(_DAY, cell)
    return found if isinstance(found, (date, Mistake)) else None


def instant_of(cell: str) -> datetime | Mistake | None:
    """A day, or a day and an hour, in Italy."""
    found = _read(_INSTANT, cell)
    return found if isinstance(found, (datetime, Mistake)) else None


def at_hour(cell: str, day: date) -> str:
    """The instant of an hour alone, «9» or «9:30», on that day; anything else as it is."""
    match = re.fullmatch(r"\s*([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?\s*", cell)
    return f"{written_day(day)} {int(match[1]):02d}:{match[2] or '00'}" if match else cell


def no_hour(cell: str) -> bool:
    """Whether figures stand where an hour is asked for that are none: «25:70»."""
    return bool(re.fullmatch(r"\s*[0-9]+(?:[:.,][0-9]*)?\s*", cell)) and at_hour(cell, date.min) == cell


def cents_of(cell: str) -> int | Mistake | None:
    """An amount of euros, in cents; the sign or the word beside it says nothing more."""
    found = _read(_MONEY, re.sub(r"^\s*€\s*|\s*(€|euro)\s*$", "", cell))
    return found if isinstance(found, (int, Mistake)) else None


def answer_to(question: Question, cell: str) -> FactValue | Mistake | None:
    """The answer in its smallest unit; None where nothing was typed."""
    if question.fact.kind is FactKind.TEXT:
        return text_of(cell) or None
    if not question.hours:
        return _read(question.fact, cell)
    hundredths = _read(_DECIMAL, cell)
    if not isinstance(hundredths, int):
        return hundredths
    return Mistake("quantity_hours") if hundredths * 60 % 100 else hundredths * 60 // 100


def _read(fact: FactAsked, cell: str) -> FactValue | Mistake | None:
    if not cell.strip():
        return None
    if len(cell) > MOST_SIGNS:
        return Mistake("cell_too_long", found=str(len(cell)), values={"most": str(MOST_SIGNS)})
    if fact.kind in (FactKind.DAY, FactKind.INSTANT):
        cell = day_at_hand(cell.strip())
    return answer_of(fact, cell)


def benefit_meant(typed: str, offered: Mapping[str, str]) -> str | list[str]:
    """The code of the benefit that is meant, by its code, its title or the beginnings of words; else those it may be.

    `vis sp` is enough for «Visita specialistica», as long as it is enough for no other.
    """
    said = plain(typed)
    for code, title in offered.items():
        if said in (plain(code), plain(title), plain(f"{title} · {code}")):
            return code
    words = said.split() if len(said) > 1 else ["\0"]
    found = [code for code, title in offered.items() if _begins(words, [*plain(title).split(), plain(code)])]
    return found[0] if len(found) == 1 else found


def _begins(words: Iterable[str], among: Iterable[str]) -> bool:
    of = list(among)
    return all(any(one.startswith(word) for one in of) for word in words)
