"""A header written in two rows: «FATTURA» over «n.» and «del», «quota» over the years."""

from __future__ import annotations

import re

from mutua.intake.rough.grid import RoughSheet
from mutua.intake.rough.readings import looks_like_data
from mutua.intake.rough.words import KNOWN_WORDS, TURNING, exact_meaning, meaning, relative, words_of

_YEAR = re.compile(r"(?:anno )?(?:19|20)\d\d|'?\d\d/\d\d")
_ASIDE = re.compile(r"\(.*\)")
_BELOW = frozenset({"casa", "fisso", "mobile", "lavoro", "vecchio", "vecchia", "nuovo", "nuova"})


def goes_on_below(sheet: RoughSheet, at: int) -> bool:
    """Whether a header goes on in the row below: nothing stands there but words of headers, years, and asides.

    A row that may tell of somebody is never taken for one.
    """
    if at + 1 >= len(sheet.rows):
        return False
    upper, lower = sheet.rows[at], sheet.rows[at + 1]
    if len(upper.filled) < 2 or lower.number != upper.number + 1:
        return False
    if any(looks_like_data(upper.cells[one].text) for one in upper.filled):
        return False
    return all(_of_a_header(lower.cells[one].text.strip(), upper.cells[one].text.strip()) for one in lower.filled)


def _of_a_header(text: str, above: str) -> bool:
    if text == above or _YEAR.fullmatch(text) or _ASIDE.fullmatch(text):
        return True
    words = words_of(text)
    return bool(words) and all(word in KNOWN_WORDS or word in _BELOW for word in words)


def titles_of_two(sheet: RoughSheet, at: int, kind: str) -> tuple[str, ...]:
    """The titles of a header in two rows: what stands above goes before what it stands over, where that means more."""
    upper, lower = sheet.rows[at], sheet.rows[at + 1]
    wide = {one.first_column: one.last_column for one in sheet.merged if one.first_row == upper.number}
    found, group, last = [], "", -1
    for place, (above, below) in enumerate(zip(upper.cells, lower.cells, strict=True)):
        main, sub = above.text.strip(), below.text.strip()
        if main:
            group, last = main, wide.get(place, place)
        elif place > last and not sub:
            group = ""
        found.append(_title(main or (group if sub else ""), sub, kind))
    return tuple(found)


def _title(main: str, sub: str, kind: str) -> str:
    if not sub or not main or sub == main:
        return main or sub
    both = f"{main} {sub}"
    if TURNING & set(words_of(both)) or (kind == "members" and relative(main)[0] and not relative(sub)[0]):
        return both
    if _ASIDE.fullmatch(sub):
        return main
    if exact_meaning(both, kind):
        return both
    if exact_meaning(sub, kind):
        return sub
    return next((one for one in (both, main, sub) if meaning(one, kind)), both)
