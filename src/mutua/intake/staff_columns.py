"""Which column of a firm's staff list means what: by its title, as somebody said it, as it was remembered.

Columns that nobody knows are left aside and named, never guessed from what stands in them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mutua.domain.faults import suggest
from mutua.intake.mistakes import Mistake
from mutua.intake.rough.words import exact_meaning
from mutua.intake.sheet import plain_header
from mutua.intake.tabular import Table

# How a meaning is called; what firms write over such a column stands in `rough.staff_words`.
TITLES: Mapping[str, str] = {
    "fiscal_code": "codice fiscale", "surname": "cognome", "given_name": "nome", "full_name": "cognome e nome",
    "hired_on": "data di assunzione", "left_on": "data di cessazione", "category": "categoria",
    "payroll_number": "matricola", "firm_vat": "partita iva azienda", "new_code": "codice fiscale corretto",
}  # fmt: skip
UNUSED = "non usata"
_MEANINGS = {plain_header(title): key for key, title in TITLES.items()}


@dataclass(frozen=True, slots=True)
class StaffColumns:
    """What each column of a header means; "" for one that is left aside."""

    titles: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def at(self) -> dict[str, int]:
        """Where each meaning stands."""
        return {key: index for index, key in enumerate(self.keys) if key}

    @property
    def unused(self) -> list[str]:
        return [title for title, key in zip(self.titles, self.keys, strict=True) if not key and title.strip()]


def signature_of(titles: Sequence[str]) -> str:
    """The mark of a header: the same for the same titles, whatever their capitals, accents and blanks."""
    return hashlib.sha256("\0".join(map(plain_header, titles)).encode()).hexdigest()


def encode_columns(columns: StaffColumns) -> str:
    return json.dumps(list(columns.keys))


def decode_columns(titles: Sequence[str], content: str) -> StaffColumns:
    """A remembered meaning on a header with the same mark."""
    keys = [key if key in TITLES else "" for key in json.loads(content)]
    return StaffColumns(tuple(titles), tuple([*keys, *[""] * len(titles)][: len(titles)]))


def columns_of(
    table: Table, remembered: Mapping[str, str], said: Mapping[str, str] | None = None,
    chosen: Mapping[int, str] | None = None,
) -> tuple[StaffColumns, list[Mistake]]:  # fmt: skip
    """The columns of a table: as they were remembered for its header, else by their titles; then as it is said.

    `said`: meanings by title, in the words of `TITLES`; `chosen`: keys of `TITLES` by the column's place, "" for one
    that is left aside. The mistakes are those of the header.
    """
    mistakes: list[Mistake] = []
    kept = remembered.get(signature_of(table.header))
    if kept is not None:
        columns = decode_columns(table.header, kept)
    else:
        columns = StaffColumns(table.header, tuple(exact_meaning(one, "staff") for one in table.header))
    keys = list(columns.keys)
    titles = [plain_header(one) for one in table.header]
    for title, meaning in (said or {}).items():
        key = "" if plain_header(meaning) == plain_header(UNUSED) else _MEANINGS.get(plain_header(meaning))
        if plain_header(title) not in titles:
            mistakes.append(Mistake("staff_title_unknown", table.header_row, title))
        elif key is None:
            mistakes.append(Mistake("staff_meaning_unknown", table.header_row, title, meaning,
                                    {"known": ", ".join([*TITLES.values(), UNUSED])}))  # fmt: skip
        else:
            keys[titles.index(plain_header(title))] = key
    for at, key in (chosen or {}).items():
        if at < len(keys) and (not key or key in TITLES):
            keys[at] = key
    columns = StaffColumns(table.header, tuple(keys))
    return columns, [*mistakes, *_header_mistakes(table, columns)]


def _header_mistakes(table: Table, columns: StaffColumns) -> list[Mistake]:
    mistakes: list[Mistake] = []
    seen: dict[str, str] = {}
    for title, key in zip(columns.titles, columns.keys, strict=True):
        if key and key in seen:
            mistakes.append(Mistake("column_twice", table.header_row, title.strip()))
        seen.setdefault(key, title)
    if "fiscal_code" not in columns.at:
        near = [one.strip() for one in columns.unused if suggest(one.strip().lower(), [TITLES["fiscal_code"]])]
        mistakes.append(Mistake("staff_code_column", table.header_row, suggestion=near[0] if near else ""))
    if columns.unused:
        named = ", ".join(" ".join(title.split()) for title in columns.unused[:20])
        mistakes.append(Mistake("staff_columns_unused", table.header_row, values={"titles": named}, warning=True))
    return mistakes
