"""What a column of heads says in words: «sé», «v. n. 14», a surname with initials."""

from __future__ import annotations

import re

from mutua.domain.faults import plain
from mutua.intake.rough.names import plain_name

_ONESELF = frozenset(
    ("se", "se stesso", "se stessa", "lui stesso", "lei stessa", "stesso", "stessa", "se medesimo", "se medesima")
)
_NUMBER = re.compile(r"(?:(?:v|vedi|rif)\b[. ]*)?(?:n|nr|num|numero|tess|tessera)\b[.°º ]*(\d+)", re.IGNORECASE)
_SHORTEST_WORD = 3


def is_oneself(text: str) -> bool:
    """Whether a cell says that the person of its row is the head."""
    return plain_name(plain(text)) in _ONESELF


def number_in(text: str) -> str:
    """The number that «v. n. 14» refers to; "" where the cell is no such thing."""
    match = _NUMBER.fullmatch(text.strip())
    return match[1] if match else ""


def may_be_called(short: str, name: str) -> bool:
    """Whether «Rossi M.» may be Rossi Mario: each word whole or an initial, in the same order, one at least whole."""
    told, whole = plain_name(short).split(), plain_name(name).split()
    if len(told) != len(whole) or not any(len(word) >= _SHORTEST_WORD for word in told):
        return False
    pairs = zip(told, whole, strict=True)
    return all(one == other or (len(one) == 1 and other.startswith(one)) for one, other in pairs)
