"""What no name of a person or of an organisation can be, told alike at every door by which a name comes in."""

from __future__ import annotations

import unicodedata

from mutua.domain.faults import Fault

LONGEST_NAME = 120  # signs of a surname or a given name
LONGEST_OF_BODY = 200  # of the name of an organisation
# The codes by which `name_fault` says that a text is no name.
NO_NAME = (
    "name_missing", "cell_formula", "character_newline", "character_hidden", "name_too_long", "name_without_letters",
)  # fmt: skip
UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")


def name_fault(name: str, *, most: int = LONGEST_NAME) -> Fault | None:
    """Why the text is no name: nothing is written, a formula, a sign that nobody sees, too long, no letter at all; None
    where it may be one. One letter is a name, and so is «D'Angelo» or `Null`."""
    if name.isalpha() and len(name) <= most:
        return None
    if not name.strip():
        return Fault("name_missing")
    if name.lstrip().startswith("="):
        return Fault("cell_formula", name)
    hidden = hidden_character(name)
    if hidden:
        return Fault("character_newline" if hidden in ("U+000A", "U+000D") else "character_hidden", hidden)
    if len(name) > most:
        return Fault("name_too_long", str(len(name)), {"most": str(most)})
    if not any(sign.isalpha() for sign in name):
        return Fault("name_without_letters", name)
    return None


def hidden_character(text: str) -> str:
    """The name of the first character of a text that nobody sees or that turns what follows, "" if there is none.

    New lines count; the space that does not break and the accents written apart do not.
    """
    if text.isascii() and text.isprintable():
        return ""
    for char in text:
        if unicodedata.category(char) in UNSEEN:
            return f"U+{ord(char):04X}"
    return ""
