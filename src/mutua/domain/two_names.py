"""Whether two writings of a name can be one person's: order, spelling, a name left out or taken by marriage aside."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from mutua.domain.faults import plain

# Words that many names share and that tell of nobody.
_PARTICLES = frozenset(
    ("d", "da", "dal", "dalla", "de", "degli", "dei", "del", "della", "di", "la", "le", "lo", "san", "van", "von", "el",
     "al", "e", "in", "ved", "vedova", "sig", "sigra", "signor", "signora", "fam", "famiglia", "eredi", "figlio",
     "figlia", "moglie", "marito")
)  # fmt: skip
_LIKE = 75  # percent, of the letters of two words
_SHORTEST = 3  # letters, of a word that may be cut or misspelt


def cannot_be_one(one: str, other: str) -> bool:
    """Whether two writings are surely of two people: no word of one is a word of the other, however misspelt.

    Cautious: a surname or a given name alike is enough to be one. A writing without words tells of nobody.
    """
    words, more = _words(one), _words(other)
    if not words or not more or {*words} & {*more} or _run_together(words, other) or _run_together(more, one):
        return False
    words, more = sorted((words, more), key=len)
    cut = [word for word in words if any(_begins(word, long) for long in more)]
    misspelt = [word for word in words if any(_like(word, long) for long in more)]
    return not cut and len(misspelt) < min(2, len(words))


def is_written_as(one: str, other: str) -> bool:
    """Whether every word of the shorter is in the longer, or begins one of it."""
    words, more = sorted((_all(one), _all(other)), key=len)
    return all(any(long.startswith(word) for long in more) for word in words)


def _all(name: str) -> list[str]:
    return re.sub(r"[^\w]+|\d+", " ", plain(name)).split()


def _words(name: str) -> list[str]:
    every = _all(name)
    return [word for word in every if word not in _PARTICLES] or every


def _run_together(words: list[str], name: str) -> bool:
    """Whether a word is several of a name, written as one: «DeLorenzi»."""
    together = "".join(_all(name))
    return any(len(word) > _SHORTEST + 1 and word in together for word in words)


def _begins(word: str, long: str) -> bool:
    short, whole = sorted((word, long), key=len)
    return len(short) >= _SHORTEST and whole.startswith(short)


def _like(word: str, other: str) -> bool:
    same = 2 * sum(block.size for block in SequenceMatcher(None, word, other).get_matching_blocks())
    return min(len(word), len(other)) >= _SHORTEST and same * 100 >= _LIKE * (len(word) + len(other))
