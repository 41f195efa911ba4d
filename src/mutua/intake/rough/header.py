"""Finds the header of a sheet among titles, and tells rows that say something from titles, totals, headings again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mutua.domain.faults import plain
from mutua.intake.rough.grid import RoughRow, RoughSheet, texts_of
from mutua.intake.rough.readings import looks_like_data, looks_like_day
from mutua.intake.rough.two_rows import goes_on_below, titles_of_two
from mutua.intake.rough.words import exact_meaning, meaning, relative, without_relative, words_of
from mutua.intake.tabular import ROWS_LOOKED_AT, CellKind

_TOTAL = re.compile(r"(?:sub ?)?tot(?:\.|ali?|ale)?\b|complessiv|di cui\b|numero soci\b|n\.? ?soci\b")
_DIGIT = re.compile(r"\d")
_MOST_OF_A_TOTAL = 12  # cells: sums of columns beside a word or two
_ALONE = re.compile(r"(?:somm[ae]|a riportare|riporto)\b")  # surnames too: a total only where no other word stands


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
    plain_titles: tuple[str, ...] = field(init=False, default=())
    not_data: dict[int, NotData] = field(default_factory=dict)
    before: list[RoughRow] = field(default_factory=list)  # rows above the header that look as if they told something
    numbered: bool = field(init=False, default=False)  # whether a title ends in a figure
    surely_data: set[int] = field(default_factory=set)  # rows that need no second look

    def __post_init__(self) -> None:
        self.plain_titles = tuple(plain(title) for title in self.titles)
        self.numbered = any(title[-1:].isdigit() for title in self.plain_titles)


def find_headings(sheet: RoughSheet, kind: str, known: frozenset[tuple[str, ...]] = frozenset()) -> list[Heading]:
    """The headers of a sheet of that kind, each with the rows below it; none where no row looks like one.

    `known`: headers met before. A sheet has a second header where a later row names other columns.
    """
    found = []
    heading = find_heading(sheet, kind, known)
    while heading is not None:
        found.append(heading)
        sure = heading.surely_data
        at = next(
            (at for at, row in enumerate(heading.data) if row.number not in sure and _another(row, heading, kind)), None
        )
        if at is None:
            break
        row = heading.data[at]
        rest = [below for below in heading.sheet.rows if below.number >= row.number]
        heading.data = heading.data[:at]
        heading.not_data = {number: why for number, why in heading.not_data.items() if number < row.number}
        heading = _heading(RoughSheet(sheet.name, rest, sheet.merged), 0, kind)
    return found


def find_heading(sheet: RoughSheet, kind: str, known: frozenset[tuple[str, ...]] = frozenset()) -> Heading | None:
    """The first header of a sheet; None where no row looks like one."""
    best, best_score = None, 0
    for at, row in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
        titles = _titles(sheet, at, kind)
        if signature_of(titles) in known:
            best = at
            break
        score = _likeness(row, titles, kind)
        if score > best_score:
            best, best_score = at, score
    if best is None:
        best = _by_shape(sheet)
    return None if best is None else _heading(sheet, best, kind)


def _another(row: RoughRow, heading: Heading, kind: str) -> bool:
    """Whether a row below a header names columns itself: nearly every cell is, whole, the name of one."""
    filled = row.filled
    if sum(_DIGIT.search(text) is not None for text in texts_of(row)) * 10 > len(filled) * 3:
        return False
    names = {key for at in filled if (key := exact_meaning(row.cells[at].text, kind)) not in ("", "unused")}
    return len(names) >= 4 and len(names) * 10 >= len(filled) * 7 and heading.row != row.number


def _heading(sheet: RoughSheet, best: int, kind: str) -> Heading:
    row = sheet.rows[best]
    made = Heading(sheet, row.number, _titles(sheet, best, kind))
    last = best + 1 if goes_on_below(sheet, best) else best
    made.not_data.update({one.number: NotData.HEADING for one in sheet.rows[best : last + 1]})
    for above in sheet.rows[:best]:
        if len(above.filled) > 2 and any(looks_like_data(above.cells[at].text) for at in above.filled):
            made.before.append(above)
        else:
            made.not_data[above.number] = NotData.TITLE
    for below in sheet.rows[last + 1 :]:
        if not made.numbered and _surely_data(below):
            made.surely_data.add(below.number)
            made.data.append(below)
            continue
        why = _why_not(below, made)
        if why is None:
            made.data.append(below)
        else:
            made.not_data[below.number] = why
    return made


def signature_of(titles: tuple[str, ...]) -> tuple[str, ...]:
    """A header as it is remembered: the words of its titles, without those that this program adds."""
    found = [" ".join(words_of(title)) for title in titles]
    while found and found[-1] in ("", "riga origine", "problema", "capofamiglia mutua", "segno mutua"):
        found.pop()
    return tuple(found)


def _likeness(row: RoughRow, titles: tuple[str, ...], kind: str) -> int:
    """How many different things the cells of a row name; nought for a row that tells of somebody."""
    filled = row.filled
    if len(filled) < 2 or any(looks_like_data(row.cells[at].text) for at in filled):
        return 0
    named = {key for title in titles if title and (key := _named(title, kind))}
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


def _titles(sheet: RoughSheet, at: int, kind: str) -> tuple[str, ...]:
    """The titles of a header; those above it that name a relative go before each of the columns they stand over."""
    if goes_on_below(sheet, at):
        return titles_of_two(sheet, at, kind)
    row = sheet.rows[at]
    own = [cell.text.strip() for cell in row.cells]
    if at == 0:
        return tuple(own)
    above = sheet.rows[at - 1]
    wide = [one for one in sheet.merged if one.first_row == above.number and one.last_column > one.first_column]
    if len(above.filled) < 2 and not wide:
        return tuple(own)  # a title of the whole list
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


def _surely_data(row: RoughRow) -> bool:
    """Whether a row cannot be a heading, a total or a title: too many of its cells end in a figure, three in words.

    No title of the sheet ends in a figure, so that at most the other cells can say what their titles say.
    """
    figures = words = 0
    for text in texts_of(row):
        if text:
            if text[-1].isdigit():
                figures += 1
            if words < 3 and text[0].isalpha() and text[:3].lower() != "eur":
                words += 1
    return figures * 10 > len(row.filled) * 4 and words > 2


def _why_not(row: RoughRow, heading: Heading) -> NotData | None:
    filled = row.filled
    cells = texts_of(row)
    texts = {at: cells[at].strip() for at in filled}
    if _is_heading(texts, heading.plain_titles):
        return NotData.HEADING
    if is_total(list(texts.values())):
        return NotData.TOTAL
    if len(filled) == 1:
        merged = any(
            one.first_row == row.number == one.last_row and one.last_column > one.first_column
            for one in heading.sheet.merged
        )
        if merged:
            return NotData.TITLE
    return None


def is_total(texts: list[str]) -> bool:
    """Whether a row sums up others: a word that says so, figures, nothing that only a person has."""
    if len(texts) > _MOST_OF_A_TOTAL or sum([text.isalpha() and "eur" not in text.lower() for text in texts]) > 2:
        return False
    words = [text for text in texts if any(sign.isalpha() for sign in re.sub(r"(?i)euro?", "", text))]
    if not 1 <= len(words) <= 2 or any(looks_like_person(text) or looks_like_day(text) for text in texts):
        return False
    low = [plain(text) for text in words]
    return any(map(_TOTAL.match, low)) or (len(words) == 1 and bool(_ALONE.match(low[0])))


def _is_heading(texts: dict[int, str], titles: Sequence[str]) -> bool:
    """Whether most cells of a row say what the title of their column says, or its last words."""
    wanted = len(texts) * 6
    same, left = 0, len(texts)
    for at, text in texts.items():
        title = titles[at] if at < len(titles) else ""
        if title and title[-1:] == text[-1:].lower():
            low = plain(text)
            same += title == low or title.endswith(f" {low}")
        left -= 1
        if (same + left) * 10 < wanted:
            return False
    return len(texts) > 1 and same * 10 >= wanted


def looks_like_person(text: str) -> bool:
    """Whether a cell bears something like a tax code."""
    return len(text) >= 15 and sum(letter.isdigit() for letter in text) >= 5
