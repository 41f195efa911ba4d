"""What is wrong with a file that came from outside: in which row and column, what was found, what would be right.

Codes are English; the sentences, in Italian and English, are in `wording.intake`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake of a file. `row` as a spreadsheet counts it, 0 for the whole file; `column` "" for the whole row.

    `suggestion` is what to write instead, where it can be told. A `warning` stops nothing.
    """

    code: str
    row: int = 0
    column: str = ""
    found: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    suggestion: str = ""
    warning: bool = False


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """All of them by row, each once."""
    kept = {(one.row, one.column, one.code, one.found): one for one in mistakes}
    return sorted(kept.values(), key=lambda one: one.row)
