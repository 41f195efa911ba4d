"""Whether a file is a list with our columns, or a society's own sheet: its header says which."""

from __future__ import annotations

from mutua.intake import claims_file, member_sheet
from mutua.intake.sheet import plain_header
from mutua.intake.tabular import Table

# What no leniency can read: told by the strict reader as ever.
_BEYOND = frozenset({
    "file_too_big", "file_empty", "only_header", "file_password", "file_xls", "file_xlsb", "file_ods", "file_macros",
    "file_utf16", "file_not_a_table", "workbook_bomb", "workbook_damaged", "external_links", "alphabet_unknown",
    "character_nul", "too_many_columns", "too_many_rows", "cell_too_long",
})  # fmt: skip


def is_beyond_reading(table: Table) -> bool:
    """Whether nobody could read the file, however leniently."""
    return any(one.code in _BEYOND for one in table.mistakes)


def has_our_columns(table: Table) -> bool:
    """Whether the header holds all the compulsory columns of one of our lists of people or requests."""
    titles = {plain_header(title) for title in table.header}
    return any(
        {plain_header(one.title) for one in columns if one.required} <= titles
        for columns in (member_sheet.COLUMNS, claims_file.COLUMNS)
    )
