"""The mark before a text that a spreadsheet would take for a formula: an apostrophe, taken away again on reading."""

from __future__ import annotations

MARK = "'"
# Full-width signs are formulas too in some spreadsheets; blanks before a sign do not stop them.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%", MARK)


def dangerous(text: str) -> bool:
    """Whether a spreadsheet may take the text for something else, or for a marked one."""
    return text.startswith(_DANGEROUS) or text.lstrip().startswith(_DANGEROUS)


def marked(text: str) -> str:
    """The text as it may stand in a cell; `unmarked` gives it back exactly."""
    return MARK + text if dangerous(text) else text


def unmarked(text: str) -> str:
    """The text of a cell, without the mark of `marked`; any other apostrophe stays."""
    return text[1:] if text.startswith(MARK) and dangerous(text[1:]) else text
