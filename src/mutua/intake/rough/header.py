"""Finds the header of a sheet among titles, and tells rows that say something from titles, totals, headings again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from mutua.domain.faults import plain
from mutua.intake.rough.grid import RoughRow, RoughSheet
from mutua.intake.rough.readings import looks_like_data
from mutua.intake.rough.words import meaning, relative, without_relative, words_of
from mutua.intake.tabular import CellKind

ROWS_LOOKED_AT = 40
_TOTAL = re.compile(
    r"(?:sub ?)?tot(?:\.|ali?|ale)?\b|somm[ae]\b|a riportare\b|riporto\b|complessiv|numero soci\b|n\.? ?soci\b"
)


class NotData(StrEnum):
    """Why a row tells of nobody."""

    TITLE = "title"
    HEADING = "heading"
    TOTAL = "total"
    NOTE = "note"


@dataclass(slots=True)
class Heading:
    """A sheet whose header is found: the titles of its columns, the rows that may tell something, those that do not."""

    sheet: RoughSheet
    row: int
    titles: tuple[str, ...]
    data: list[RoughRow] = field(default_factory=list)
    not_data: dict[int, NotData] = field(default_factory=dict)
    before: list[RoughRow] = field(default_factory=list)  # rows above the header that look as if they told something


def find_heading(sheet: RoughSheet, kind: str, known: frozenset[tuple[str, ...]] = frozenset()) -> Heading | None:
    """The header of a sheet of that kind; None where no row looks like one. `known`: headers met before."""
    best, best_score = None, 0
    for at, row in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
        titles = _titles(sheet, at)
        if signature_of(titles) in known:
            best = at
            break
        score = _likeness(row, titles, kind)
        if score > best_score:
            best, best_score = at, score
    if best is None:
        best = _by_shape(sheet)
    if best is None:
        return None
    row = sheet.rows[best]
    made = Heading(sheet, row.number, _titles(sheet, best))
    made.not_data[row.number] = NotData.HEADING
    for above in sheet.rows[:best]:
        if len(above.filled) > 2 and any(looks_like_data(above.cells[at].text) for at in above.filled):
            made.before.append(above)
        else:
            made.not_data[above.number] = NotData.TITLE
    for below in sheet.rows[best + 1 :]:
        why = _why_not(below, made)
        if why is None:
            made.data.append(below)
        else:
            made.not_data[below.number] = why
    return made


def signature_of(titles: tuple[str, ...]) -> tuple[str, ...]:
    """A header as it is remembered: the words of its titles, without those that this program adds."""
    found = [" ".join(words_of(title)) for title in titles]
    while found and found[-1] in ("", "riga origine", "problema", "capofamiglia mutua"):
        found.pop()
    return tuple(found)


def _likeness(row: RoughRow, titles: tuple[str, ...], kind: str) -> int:
    """How many different things the cells of a row name; nought for a row that tells of somebody."""
    filled = row.filled
    if len(filled) < 2 or any(looks_like_data(row.cells[at].text) for at in filled):
        return 0
    named = {key for at in filled if (key := _named(titles[at], kind))}
    return len(named) * 10 - len(filled) if len(named) >= min(3, len(filled)) else 0


def _by_shape(sheet: RoughSheet) -> int | None:
    """A header whose words nobody knows: the first row of texts alone above one that tells something."""
    for at, (row, below) in enumerate(zip(sheet.rows[:ROWS_LOOKED_AT], sheet.rows[1:], strict=False)):
        filled = row.filled
        words = [cell.text.strip() for one in filled if (cell := row.cells[one]).kind is CellKind.TEXT]
        plain_row = len(filled) > 1 and len(words) == len(filled) and not any(
            word.isdigit() or looks_like_data(word) for word in words
        )  # fmt: skip
        if plain_row and any(looks_like_data(below.cells[one].text) for one in filled if one < len(below.cells)):
            return at
    return None


def _named(title: str, kind: str) -> str:
    kin, number = relative(title)
    if kin and kind == "members":
        return f"{kin} {number} {meaning(without_relative(title), kind)}"
    return meaning(title, kind)


def _titles(sheet: RoughSheet, at: int) -> tuple[str, ...]:
    """The titles of a header; those above it that name a relative go before each of the columns they stand over."""
    row = sheet.rows[at]
    own = [cell.text.strip() for cell in row.cells]
    if at == 0:
        return tuple(own)
    above = sheet.rows[at - 1]
    wide = [one for one in sheet.merged if one.first_row == above.number and one.last_column > one.first_column]
    groups = [""] * len(own)
    for place in above.filled:
        last = next((one.last_column for one in wide if one.first_column == place), place)
        for column in range(place, min(last + 1, len(own))):
            groups[column] = above.cells[place].text.strip()
    return tuple(
        f"{group} {title}" if title and relative(group)[0] and not relative(title)[0] else title
        for group, title in zip(groups, own, strict=True)
    )


# ---------------------------------------------------------------- rows that tell of nobody


def _why_not(row: RoughRow, heading: Heading) -> NotData | None:
    filled = row.filled
    texts = {at: row.cells[at].text.strip() for at in filled}
    if _is_heading(texts, heading.titles):
        return NotData.HEADING
    if any(_TOTAL.match(plain(text)) for text in texts.values()) and not any(
        looks_like_person(text) for text in texts.values()
    ) and _words_in(texts) <= 2:  # fmt: skip
        return NotData.TOTAL
    if len(filled) == 1:
        merged = any(
            one.first_row == row.number == one.last_row and one.last_column > one.first_column
            for one in heading.sheet.merged
        )
        if merged:
            return NotData.TITLE
    return None


def _words_in(texts: dict[int, str]) -> int:
    """How many cells are words, not figures."""
    return sum(
        any(letter.isalpha() for letter in text.replace("euro", "").replace("EUR", "")) for text in texts.values()
    )


def _is_heading(texts: dict[int, str], titles: tuple[str, ...]) -> bool:
    same = sum(plain(text) == plain(titles[at][-len(text) :] if at < len(titles) else "") for at, text in texts.items())
    return len(texts) > 1 and same * 10 >= len(texts) * 6


def looks_like_person(text: str) -> bool:
    """Whether a cell bears something like a tax code."""
    return len(text) >= 15 and sum(letter.isdigit() for letter in text) >= 5
