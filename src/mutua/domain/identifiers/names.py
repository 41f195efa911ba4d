"""The letters that a fiscal code takes from names, and the other letters that the same names may have given.

Consonants in their order, then vowels, then X; of a given name with more than three consonants the first, the third and
the fourth (DM 23 December 1976). Parts of a name count as one; a woman's surname is the one she was born with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mutua.domain.identifiers.signs import LETTERS

_VOWELS = "AEIOU"
# Letters that no accent alone makes.
_SPELT = str.maketrans(
    {"ß": "SS", "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "Ħ": "H", "Ŋ": "N", "ı": "I"}
)
_TWO_LETTERS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE"})  # as many foreign papers write them
# «Rossi in Bianchi» was born Rossi; so was «Bianchi nata Rossi».
_MARRIED = re.compile(r"(?P<born>.+?)\s+(?:in|ved\.?|vedova|con\.|coniugata)\s+\S.*", re.IGNORECASE)
_BORN = re.compile(r".+\snata\s+(?P<born>\S.*)", re.IGNORECASE)


def plain_letters(name: str) -> str:
    """The letters of a name, capital, without accents, apostrophes and blanks; "" where none is of our alphabet."""
    apart = unicodedata.normalize("NFKD", name.upper().translate(_SPELT))
    return "".join(sign for sign in apart if sign in LETTERS)


def surname_letters(surname: str) -> str:
    """Three letters; "" where the name has none of our alphabet."""
    letters = plain_letters(surname)
    return _three([sign for sign in letters if sign not in _VOWELS], letters)


def given_name_letters(given_name: str) -> str:
    """Three letters; "" where the name has none of our alphabet."""
    letters = plain_letters(given_name)
    consonants = [sign for sign in letters if sign not in _VOWELS]
    if len(consonants) > 3:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return _three(consonants, letters)


@lru_cache(maxsize=20_000)
def letters_of_surname(surname: str) -> str:
    """The three letters of the surname somebody was born with. A list tells the same names over and over."""
    return surname_letters(birth_surname(surname))


@lru_cache(maxsize=20_000)
def letters_of_given_name(given_name: str) -> str:
    return given_name_letters(given_name)


def _three(consonants: list[str], letters: str) -> str:
    vowels = "".join(sign for sign in letters if sign in _VOWELS)
    return ("".join(consonants) + vowels + "XXX")[:3] if letters else ""


def birth_surname(surname: str) -> str:
    """The surname somebody was born with, where what is written tells both: «Rossi in Bianchi» gives «Rossi»."""
    found = _BORN.fullmatch(surname.strip()) or _MARRIED.fullmatch(surname.strip())
    return found["born"] if found else surname


def two_letter_vowels(name: str) -> str:
    """Müller as Mueller."""
    return unicodedata.normalize("NFC", name).upper().translate(_TWO_LETTERS)


def parts_of(name: str) -> Iterator[str]:
    """The name's words, and its first words together: what an old paper may have called the person."""
    words = name.replace("-", " ").split()
    if len(words) > 1:
        yield from words
        yield from (" ".join(words[:count]) for count in range(2, len(words)))
