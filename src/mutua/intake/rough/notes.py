"""Notes beside a person that speak of somebody who left or died: told, never understood."""

from __future__ import annotations

import re

from mutua.domain.faults import plain
from mutua.intake.rough.readings import said
from mutua.intake.rough.seen_row import SeenRow

_GONE = re.compile(
    r"\b(?:cessat|uscit|dimess|dimission|recess|recedut|decedut|decesso|mort[oa]\b|cancellat|esclus|disdett|trasferit"
    r"|non piu soci)"
)


def look_at_notes(reader: SeenRow) -> None:
    """Tells each cell without a meaning that perhaps says that the person is a member no more."""
    for cell, column in zip(reader.cells, reader.mapping.columns[: reader.mapping.own_width], strict=False):
        text = said(cell) if column.key in ("", "unused") else ""
        if text and _GONE.search(plain(text)):
            reader.report("left_in_note", column.title, text, warning=True)
