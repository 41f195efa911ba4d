"""Rows to put right, as a workbook of ours holds them: our columns beside those of the society, and what they keep.

Why a row was set aside may lie outside it: a title above it, the days of other rows, the kind of a cell. Such a row
bears a mark of its cells, and as long as they are what they were and its problem stands beside it, it does not come in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from mutua.intake.mistakes import Mistake
from mutua.intake.rough.grid import RoughRow
from mutua.intake.rough.header import Heading, NotData
from mutua.intake.sheet import plain_header
from mutua.intake.tabular import Cell

HEAD, ORIGIN, PROBLEM, MARK = "capofamiglia (mutua)", "riga origine", "problema", "segno (mutua)"
ASIDE = (HEAD, ORIGIN, PROBLEM, MARK)
_PLAIN = tuple(map(plain_header, ASIDE))
UNTOUCHED = "as_set_aside"
# What may be put right elsewhere: in another row, in the archive, among the plans, by what is said for every row.
PUT_RIGHT_ELSEWHERE = frozenset({
    "household_waits", "household_to_confirm", "kinship_to_confirm", "head_unknown", "household_without_member",
    "household_differs", "choice_missing", "cell_missing", "plan_unknown", "assistance_not_there", "people_mixed",
    "person_elsewhere", "number_of_another", "place_overlaps", "cover_overlaps", "plan_overlaps", "row_twice",
    "member_since_differs", "person_differs", "number_shared", "head_several", "person_unknown", "benefit_unknown",
    "benefit_not_in_force", "card_of_another", "code_of_another",
})  # fmt: skip
# Of these the cell alone is enough: whatever else of the row is written anew, it says what it said.
_OF_A_CELL = frozenset({"day_ambiguous"})


def ours_from(titles: Sequence[str]) -> int:
    """Where our own columns begin in a header, how many it has where there are none. A society may have a «problema»
    of its own: ours stand together."""
    found = [plain_header(title) for title in titles]
    for at in range(len(found)):
        if found[at : at + 3] == list(_PLAIN[:3]):
            return at
    return len(found)


def is_ours(titles: Sequence[str]) -> bool:
    """Whether a header is of a workbook with rows to put right."""
    return ours_from(titles) < len(titles)


def our_cell(row: RoughRow, titles: Sequence[str], title: str) -> str:
    """What stands in one of our columns, "" where there is none."""
    at = ours_from(titles) + ASIDE.index(title)
    there = at < min(len(titles), len(row.cells)) and plain_header(titles[at]) == plain_header(title)
    return row.cells[at].text.strip() if there else ""


# ---------------------------------------------------------------- marks


def marks_for(titles: Sequence[str], cells: Sequence[Cell], mistakes: Iterable[Mistake]) -> str:
    """The marks of a row whose own cells are these, "" where what is wrong may be put right elsewhere."""
    told = [one for one in mistakes if not one.warning and one.code not in PUT_RIGHT_ELSEWHERE]
    if not told:
        return ""
    found = [_of_row(cells)]
    wrong = {plain_header(one.column) for one in told if one.code in _OF_A_CELL}
    found += [
        _of_cell(at, cell) for at, (title, cell) in enumerate(zip(titles, cells, strict=False))
        if plain_header(title) in wrong and cell.text.strip()
    ]  # fmt: skip
    return " ".join(found)


def _of_row(cells: Sequence[Cell]) -> str:
    texts = [_said(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return _short("\0".join(texts))


def _of_cell(at: int, cell: Cell) -> str:
    return _short(f"{at}\0{_said(cell)}")


def _said(cell: Cell) -> str:
    return " ".join(cell.text.split()).lstrip("'")  # an apostrophe more or less is the mark against formulas


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


# ---------------------------------------------------------------- given back


def given_back(heading: Heading) -> list[Mistake]:
    """Looks at the rows of such a workbook: our columns are none of theirs, titles are titles; which are untouched."""
    titles = heading.titles
    own = ours_from(titles)
    if own == len(titles):
        return []
    found, data = [], []
    for row in heading.data:
        one = row._replace(filled=tuple([at for at in row.filled if at < own]))
        problem = our_cell(row, titles, PROBLEM)
        if not one.filled or (len(one.filled) == 1 and our_cell(row, titles, ORIGIN) and not problem):
            heading.not_data[row.number] = NotData.TITLE
            continue
        data.append(one)
        marks = our_cell(row, titles, MARK).split() if problem else []
        cells = row.cells[:own]
        if marks and not {_of_row(cells), *map(_of_cell, range(own), cells)}.isdisjoint(marks):
            found.append(Mistake(UNTOUCHED, row.number, "", problem))
    heading.data = data
    return found


def told_once(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Without «untouched» of the rows of which it is said again what is wrong."""
    some = list(mistakes)
    told = {one.row for one in some if not one.warning and one.code != UNTOUCHED}
    return [one for one in some if one.code != UNTOUCHED or one.row not in told]
