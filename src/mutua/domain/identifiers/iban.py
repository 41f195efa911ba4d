"""The IBAN of a bank account: country, check digits, and in Italy and San Marino a letter (CIN), bank, branch, account.

A message names the part that is wrong and never repeats a whole number; neither does a log.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mutua.domain.faults import Fault
from mutua.domain.identifiers.iban_forms import EURO_PAYMENTS_AREA, IBAN_FORMS
from mutua.domain.identifiers.signs import (
    as_digit,
    as_letter,
    check_letter,
    compact,
    foreign_signs,
    in_our_alphabet,
    too_long,
)

WITH_LETTER = ("IT", "SM")  # San Marino's accounts are made as the Italian ones
_SIGNS = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_ANNOUNCED = re.compile(r"\s*IBAN\s*:?", re.IGNORECASE)
_PART = re.compile(r"([0-9]+)([nac])")
_SHOWN_FROM = 12  # of fewer signs nothing is shown
_AS_NUMBER = {sign: str(int(sign, 36)) for sign in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
# Italian parts: first and last place, counted from 0, and the fault of a wrong sign there. An account takes any sign.
_ITALIAN_PARTS = ((4, 5, "iban_cin_letter"), (5, 10, "iban_bank"), (10, 15, "iban_branch"))


@dataclass(frozen=True, slots=True, repr=False)
class Iban:
    """A number that is right: the length and signs of its country, the check digits, in Italy the letter."""

    text: str

    def __repr__(self) -> str:
        return f"Iban({self.masked})"

    @property
    def country(self) -> str:
        return self.text[:2]

    @property
    def masked(self) -> str:
        """`IT60…456`: what may be shown where the whole is not needed."""
        return masked(self.text)

    @property
    def printed(self) -> str:
        """In groups of four, as on paper."""
        return " ".join(self.text[at : at + 4] for at in range(0, len(self.text), 4))

    @property
    def bank_code(self) -> str:
        """The five digits of the bank (ABI); "" outside Italy and San Marino."""
        return self.text[5:10] if self.country in WITH_LETTER else ""

    @property
    def branch_code(self) -> str:
        """The five digits of the branch (CAB); "" outside Italy and San Marino."""
        return self.text[10:15] if self.country in WITH_LETTER else ""

    def doubts(self) -> list[Fault]:
        """An account that an ordinary euro transfer does not reach."""
        if self.country in EURO_PAYMENTS_AREA:
            return []
        return [Fault("iban_outside_area", self.masked, {"country": self.country})]


def masked(text: str) -> str:
    """The first four and the last three signs of an account number, however it is written; "…" where it is short."""
    signs = [sign for sign in text if sign.isascii() and sign.isalnum()]
    return f"{''.join(signs[:4]).upper()}…{''.join(signs[-3:]).upper()}" if len(signs) >= _SHOWN_FROM else "…"


@cache
def _pattern_of(country: str) -> re.Pattern[str]:
    parts = _PART.findall(IBAN_FORMS[country])
    return re.compile("".join(f"{_SIGNS[kind]}{{{count}}}" for count, kind in parts))


@cache
def _kinds_of(country: str) -> str:
    """The kind of sign in each place after the fourth: `annnnnnnnnncccccccccccc`."""
    return "".join(kind * int(count) for count, kind in _PART.findall(IBAN_FORMS[country]))


def read_iban(text: str) -> Iban | list[Fault]:
    """The number in a text, without regard to capitals, blanks and dots; or all that is wrong. No text raises."""
    if too_long(text):
        return [Fault("identifier_too_long", masked(text[:100]), too_long(text)[0].values)]
    own = _ANNOUNCED.sub("", text, count=1) if _ANNOUNCED.match(text) else text
    number, foreign = compact(own), foreign_signs(own)
    if foreign:
        return [_with_likeness(foreign[0], number), *foreign[1:]]
    faults = _faults(number)
    return faults or Iban(number)


def _with_likeness(fault: Fault, number: str) -> Fault:
    """Says whether the number would be right with the letters it seems to have."""
    if fault.code == "identifier_alphabet" and not _faults(in_our_alphabet(number)):
        return Fault("iban_alphabet", fault.found, fault.values)
    return fault


def _faults(number: str) -> list[Fault]:
    country = number[:2]
    if country in IBAN_FORMS and _is_right(number):
        return []
    found = masked(number)
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{3,}", number):
        return [Fault("iban", found)]
    if country not in IBAN_FORMS:
        return [Fault("iban_country", found, {"country": country})]
    wanted = 4 + len(_kinds_of(country))
    if len(number) != wanted:
        return [Fault("iban_length", found, {"country": country, "wanted": str(wanted), "count": str(len(number))})]
    if not _pattern_of(country).fullmatch(number[4:]):
        return _wrong_signs(number, found)
    right = remainder(number) == 1 and number[2:4].isdigit() and "02" <= number[2:4] <= "98"
    if country not in WITH_LETTER:
        return [] if right else [Fault("iban_check", found)]
    letter = check_letter(number[5:]) == number[4]
    if right and letter:
        return []
    # The letter checks what follows it: with a right letter the slip is in the first four signs.
    return [Fault("iban_cin" if right else "iban_check_digits" if letter else "iban_check", found)]


def _is_right(number: str) -> bool:
    """Whether nothing at all is wrong with the number, whose country is known."""
    return (
        len(number) == 4 + len(_kinds_of(number[:2])) and _pattern_of(number[:2]).fullmatch(number[4:]) is not None
        and number[2:4].isdecimal() and number.isascii() and "02" <= number[2:4] <= "98" and remainder(number) == 1
        and (number[:2] not in WITH_LETTER or check_letter(number[5:]) == number[4])
    )  # fmt: skip


def _wrong_signs(number: str, found: str) -> list[Fault]:
    """The places whose sign is of the wrong kind, a fault for each part of an Italian number, one for others."""
    kinds = _kinds_of(number[:2])
    wrong = [at for at, kind in enumerate(kinds, start=4) if not re.fullmatch(_SIGNS[kind], number[at])]
    if number[:2] not in WITH_LETTER:
        return [_of_places("iban_signs", number, kinds, wrong, found)]
    parts = ((fault, [at for at in wrong if first <= at < last]) for first, last, fault in _ITALIAN_PARTS)
    return [_of_places(fault, number, kinds, places, found) for fault, places in parts if places]


def _of_places(fault: str, number: str, kinds: str, places: list[int], found: str) -> Fault:
    """Where the wrong signs are, and what each was perhaps meant to be: `O → 0`."""
    meant = [(number[at], as_letter(number[at]) if kinds[at - 4] == "a" else as_digit(number[at])) for at in places]
    likely = ", ".join(dict.fromkeys(f"{sign} → {other}" for sign, other in meant if sign != other))
    return Fault(fault, found, {"at": ", ".join(str(at + 1) for at in places)}, likely)


def remainder(number: str) -> int:
    """What is left of the number divided by 97, its first four signs at the end and letters as 10 to 35; right is 1."""
    return int("".join([_AS_NUMBER[sign] for sign in number[4:] + number[:4]])) % 97


def compute_italian_iban(bank: int, branch: int, account: int) -> str:
    """An Italian number of 27 signs with both its checks, for invented people."""
    numbers = f"{bank:05d}{branch:05d}{account:012d}"
    own = check_letter(numbers) + numbers
    return f"IT{98 - remainder('IT00' + own):02d}{own}"
