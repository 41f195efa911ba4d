"""What is wrong with a text that somebody wrote, and what was perhaps meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in one text, without its place. `offset` is where in the text the wrong word begins."""

    code: str
    found: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    suggestion: str = ""
    offset: int = 0


def plain(word: str) -> str:
    """The word in small letters, without accents."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def suggest(word: str, candidates: Iterable[str], preferred: Iterable[str] = ()) -> str:
    """The candidate most like the word, "" if none is; those of the right type (`preferred`) count a little more."""
    favoured, said = set(preferred), plain(word)
    best, best_score = "", 0.0
    for candidate in [*candidates, *favoured]:
        if candidate == word:
            continue
        ratio = difflib.SequenceMatcher(None, said, plain(candidate)).ratio()
        score = ratio + (0.1 if candidate in favoured else 0.0)
        if ratio >= 0.6 and score > best_score:
            best, best_score = candidate, score
    return best
