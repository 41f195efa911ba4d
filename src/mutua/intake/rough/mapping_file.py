"""What the columns of a file mean, as a CSV that a person corrects: of each of its lists, one below the other.

A file with one list has its columns and, below them, the choices made for all rows; of several each begins with a line
«elenco» and the sheets that have it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

from mutua.intake.mistakes import Mistake
from mutua.intake.rough.mapping import CHOICE_TITLES, MappedColumn, SheetMapping, known_meanings, meaning_told
from mutua.intake.sheet import plain_header

HEADER = ("colonna", "titolo", "significato")
LIST = "elenco"
Listed = tuple[str, SheetMapping]  # the sheets of a list, and what its columns mean
_Line = tuple[int, str, str, str]  # number of the line, and its cells


def written_mappings(lists: Sequence[Listed]) -> str:
    """The lists of a file as a CSV that a person may correct."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for name, mapping in lists:
        if len(lists) > 1:
            writer.writerow(["", LIST, name])
        for number, one in enumerate(mapping.columns, 1):
            writer.writerow([number, " ".join(one.title.split()), one.written])
        for choice, title in CHOICE_TITLES.items():
            writer.writerow(["", title, mapping.choices.get(choice, "")])
    return out.getvalue()


def read_mappings(text: str, proposed: Sequence[Listed]) -> tuple[list[SheetMapping], list[Mistake]]:
    """The mappings that a person corrected, in the order of `proposed`; what cannot be understood is told.

    A list that the file does not name keeps what was proposed. Columns before any «elenco» are of the list with such
    titles.
    """
    made, mistakes = [one for _, one in proposed], list[Mistake]()
    for name, lines in _sections(text):
        at = _which(name, lines, proposed)
        if at is None:
            mistakes.append(Mistake("mapping_list", lines[0][0] - 1 if lines else 0, "significato", name,
                                    {"known": ", ".join(known for known, _ in proposed)}))  # fmt: skip
            continue
        made[at], wrong = _corrected(lines, made[at])
        mistakes += wrong
    return made, mistakes


def _sections(text: str) -> list[tuple[str, list[_Line]]]:
    """The lines of each list with its name, "" for those before the first name."""
    found: list[tuple[str, list[_Line]]] = [("", [])]
    for row, record in enumerate(csv.reader(io.StringIO(text), delimiter=";"), 1):
        number, title, told = (one.strip() for one in (*record, "", "", "")[:3])
        if row == 1 or not (number or title or told):
            continue
        if not number and plain_header(title) == LIST:
            found.append((told, []))
        else:
            found[-1][1].append((row, number, title, told))
    return found if found[0][1] else found[1:]


def _which(name: str, lines: Sequence[_Line], proposed: Sequence[Listed]) -> int | None:
    """Which list a part of the file is about."""
    if len(proposed) == 1:
        return 0
    if name:
        return next((at for at, (one, _) in enumerate(proposed) if plain_header(one) == plain_header(name)), None)
    titles = [plain_header(title) for _, number, title, _ in lines if number]
    same = [at for at, (_, one) in enumerate(proposed) if [plain_header(each.title) for each in one.columns] == titles]
    return same[0] if len(same) == 1 else None


def _corrected(lines: Sequence[_Line], proposed: SheetMapping) -> tuple[SheetMapping, list[Mistake]]:
    columns, choices, mistakes = list(proposed.columns), dict(proposed.choices), []
    titles = {plain_header(title): name for name, title in CHOICE_TITLES.items()}
    for row, number, title, told in lines:
        if not number:
            if plain_header(title) in titles:
                choices[titles[plain_header(title)]] = told
            continue
        at = int(number) - 1 if number.isascii() and number.isdigit() else -1
        found = meaning_told(proposed.kind, told)
        if not 0 <= at < len(columns) or plain_header(columns[at].title) != plain_header(title):
            mistakes.append(Mistake("mapping_column", row, "titolo", title))
        elif found is None:
            mistakes.append(Mistake("mapping_meaning", row, "significato", told,
                                    {"known": ", ".join(known_meanings(proposed.kind))}))  # fmt: skip
        else:
            columns[at] = MappedColumn(columns[at].title, *found)
    return replace(proposed, columns=tuple(columns), choices=choices), mistakes
