"""Identifiers of invented people and firms, computed: fiscal code, VAT number, IBAN, each with right check figures.

A small computation for the demonstration alone: it makes codes and never judges those of real people.
"""

from __future__ import annotations

import unicodedata
from datetime import date

_VOWELS = "AEIOU"
_MONTHS = "ABCDEHLMPRST"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Values of the signs in odd places, digits 0-9 and letters A-Z; the first ten letters count as the digits do.
_ODD_DIGITS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_ODD_LETTERS = (*_ODD_DIGITS, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
FEMALE_DAYS = 40


def fiscal_code(surname: str, given_name: str, born_on: date, sex: str, place: str) -> str:
    """The codice fiscale (DM 23 December 1976) of sixteen signs. `sex`: F or M; `place`: cadastral code, four signs."""
    day = born_on.day + (FEMALE_DAYS if sex == "F" else 0)
    head = f"{_surname(surname)}{_given_name(given_name)}{born_on.year % 100:02d}{_MONTHS[born_on.month - 1]}{day:02d}"
    return head + place + check_letter(head + place)


def check_letter(signs: str) -> str:
    """The letter that closes a fiscal code, or opens an Italian account number: odd places weigh otherwise."""
    total = 0
    for at, sign in enumerate(signs):
        if at % 2:
            total += int(sign) if sign.isdigit() else _LETTERS.index(sign)
        else:
            total += _ODD_DIGITS[int(sign)] if sign.isdigit() else _ODD_LETTERS[_LETTERS.index(sign)]
    return _LETTERS[total % 26]


def plain_letters(name: str) -> str:
    """The letters of a name, capital, without accents, apostrophes and spaces."""
    apart = unicodedata.normalize("NFKD", name.upper())
    return "".join(sign for sign in apart if sign in _LETTERS)


def _surname(name: str) -> str:
    letters = plain_letters(name)
    consonants = [sign for sign in letters if sign not in _VOWELS]
    return _three(consonants, letters)


def _given_name(name: str) -> str:
    """A given name with more than three consonants gives the first, the third and the fourth."""
    letters = plain_letters(name)
    consonants = [sign for sign in letters if sign not in _VOWELS]
    if len(consonants) > 3:
        consonants = [consonants[0], consonants[2], consonants[3]]
    return _three(consonants, letters)


def _three(consonants: list[str], letters: str) -> str:
    return ("".join(consonants) + "".join(sign for sign in letters if sign in _VOWELS) + "XXX")[:3]


def vat_number(serial: int, office: int) -> str:
    """A partita IVA of eleven figures: seven of the serial, three of the office, one that checks them."""
    figures = f"{serial:07d}{office:03d}"
    total = 0
    for at, figure in enumerate(figures):
        value = int(figure) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return figures + str((10 - total % 10) % 10)


def italian_iban(bank: int, branch: int, account: int) -> str:
    """An Italian IBAN of 27 signs with both its checks."""
    numbers = f"{bank:05d}{branch:05d}{account:012d}"
    own = check_letter(numbers) + numbers
    figures = "".join(str(int(sign, 36)) for sign in own + "IT00")
    return f"IT{98 - int(figures) % 97:02d}{own}"
