"""The codice fiscale of a person (DM 23 December 1976): read, checked, and what it tells about who bears it.

Refused is only what no code can be. A municipality that nobody knows, letters that do not go with the name, a birth more
than a hundred years ago are real people: what disagrees with what a person told is a doubt (`person_beside_code`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product

from mutua.domain.faults import Fault
from mutua.domain.identifiers.names import given_name_letters, surname_letters
from mutua.domain.identifiers.signs import (
    DIGITS,
    as_digit,
    as_letter,
    check_digit,
    check_letter,
    compact,
    foreign_signs,
    in_our_alphabet,
    shown,
    too_long,
)

MONTHS = "ABCDEHLMPRST"
SUBSTITUTES = "LMNPQRSTUV"  # in place of 0 to 9 where two people would have the same code (omocodia)
DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)
FEMALE_DAYS = 40
ABROAD = "Z"
LONGEST_LIFE = 125  # years; nobody is known to have lived longer

_DIGIT = f"[0-9{SUBSTITUTES}]"
_FORM = re.compile(rf"[A-Z]{{6}}{_DIGIT}{{2}}[{MONTHS}]{_DIGIT}{{2}}[A-Z]{_DIGIT}{{3}}[A-Z]")
_PROVISIONAL = re.compile(r"[0-9]{11}")
_UNDONE = str.maketrans(SUBSTITUTES, DIGITS)


def _spellings(digits: str) -> list[str]:
    """Digits with each of them as it is, and as its letter."""
    return ["".join(signs) for signs in product(*((one, SUBSTITUTES[int(one)]) for one in digits))]


def _days() -> dict[str, tuple[int, int, str]]:
    """Every way to write a month and a day that exist, `A01` or `ALM`: its month, day, and the sex it tells."""
    found = {}
    for month, day in product(range(1, 13), range(1, 32)):
        if _exists(2000, month, day):  # a leap year: 29 February is looked at with its year
            for sex, written in (("M", day), ("F", day + FEMALE_DAYS)):
                for digits in _spellings(f"{written:02d}"):
                    found[MONTHS[month - 1] + digits] = (month, day, sex)
    return found


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_DAYS = _days()
_LEAP_DAYS = frozenset(written for written, (month, day, _) in _DAYS.items() if (month, day) == (2, 29))
_YEARS = {written: year for year in range(100) for written in _spellings(f"{year:02d}")}


@dataclass(frozen=True, slots=True, repr=False)
class FiscalCode:
    """A code that is right in itself: sixteen signs, or eleven digits while it is provisional.

    `text` is the code as it was given out, in capitals: letters in place of digits belong to it.
    """

    text: str

    def __repr__(self) -> str:
        return f"FiscalCode({self.text[:3]}…)"  # never whole in a log

    @property
    def is_provisional(self) -> bool:
        """Given out by an office while the other could not be: it tells nothing about the person."""
        return len(self.text) == 11

    @property
    def plain(self) -> str:
        """The code without letters in place of digits, with the check letter that it would have.

        Two spellings of one code have the same; so have two people who were told apart by those letters.
        """
        if self.is_provisional:
            return self.text
        signs = list(self.text)
        for at in DIGIT_PLACES:
            signs[at] = signs[at].translate(_UNDONE)
        head = "".join(signs[:15])
        return head + check_letter(head)

    @property
    def surname_letters(self) -> str:
        return "" if self.is_provisional else self.text[:3]

    @property
    def given_name_letters(self) -> str:
        return "" if self.is_provisional else self.text[3:6]

    @property
    def sex(self) -> str:
        """F, M, or "" in a provisional code."""
        return "" if self.is_provisional else _DAYS[self.text[8:11]][2]

    @property
    def municipality_code(self) -> str:
        """The cadastral code of where the person was born, `F931`; of a state, `Z129`; "" in a provisional code."""
        return "" if self.is_provisional else self.text[11] + self.text[12:15].translate(_UNDONE)

    @property
    def born_abroad(self) -> bool:
        return self.municipality_code.startswith(ABROAD)

    def births(self, on: date) -> tuple[date, ...]:
        """The days on which the person may have been born, as seen on a day, the newest first.

        Two for who may be a child or over a hundred; the code tells only two figures of the year. None in the future.
        """
        if self.is_provisional:
            return ()
        newest = on.year - (on.year - _YEARS[self.text[6:8]]) % 100
        found = (self._in_year(year) for year in (newest, newest - 100))
        return tuple(day for day in found if day and day <= on and on.year - day.year <= LONGEST_LIFE)

    def birth_near(self, declared: date) -> date | None:
        """The birth in the code, in the century of the one that was declared; None in a provisional code."""
        if self.is_provisional:
            return None
        year = declared.year - declared.year % 100 + _YEARS[self.text[6:8]]
        found = [day for one in (year - 100, year, year + 100) if (day := self._in_year(one))]
        return min(found, key=lambda day: abs(day - declared))

    def _in_year(self, year: int) -> date | None:
        month, day, _ = _DAYS[self.text[8:11]]
        return date(year, month, day) if 0 < year < 10_000 and _exists(year, month, day) else None


# ---------------------------------------------------------------- reading


def read_fiscal_code(text: str) -> FiscalCode | list[Fault]:
    """The code in a text, without regard to capitals, blanks and dots; or everything that is wrong, never nothing.

    A provisional code of eleven digits is read too. No text raises.
    """
    if _right(text):
        return FiscalCode(text)
    if len(text) > 16:
        faults = too_long(text)
        if faults:
            return faults
    code = compact(text)
    return FiscalCode(code) if code != text and _right(code) else _faults(text, code)


def _right(code: str) -> bool:
    if _FORM.fullmatch(code) is None:
        return bool(_PROVISIONAL.fullmatch(code)) and _right_provisional(code)
    born = code[8:11]
    if born not in _DAYS or (born in _LEAP_DAYS and _YEARS[code[6:8]] % 4):
        return False
    return check_letter(code[:15]) == code[15]


def _right_provisional(code: str) -> bool:
    return code[:7] != "0000000" and check_digit(code[:10]) == code[10]


def _faults(text: str, code: str) -> list[Fault]:
    """What is wrong with a text that is no code."""
    found = shown(text)
    foreign = foreign_signs(text)
    if foreign:
        return [_hinted(fault, code) for fault in foreign[:1]] + foreign[1:]
    if _PROVISIONAL.fullmatch(code):
        return [Fault("fiscal_code_provisional_check", found)]
    if len(code) == 15:
        return [Fault("fiscal_code_cut", found)]
    if len(code) > 17:
        return [Fault("fiscal_code_several", found)]
    if len(code) != 16:
        return [Fault("fiscal_code", found, {"count": str(len(code))})]
    wrong = _wrong_places(found, code)
    if wrong:
        return [_hinted(fault, code) for fault in wrong[:1]] + wrong[1:]
    return [_wrong_figures(found, code)]


def _wrong_places(found: str, code: str) -> list[Fault]:
    """Signs of the wrong kind for their place, a fault for each kind."""
    letters = [at for at in (0, 1, 2, 3, 4, 5, 11, 15) if code[at].isdigit()]
    digits = [at for at in DIGIT_PLACES if code[at] not in DIGITS + SUBSTITUTES]
    months = [] if code[8] in MONTHS else [8]
    kinds = (("fiscal_code_letters", letters), ("fiscal_code_digits", digits), ("fiscal_code_month", months))
    return [
        Fault(kind, found, {"at": ", ".join(str(at + 1) for at in places), "signs": " ".join(code[at] for at in places)})
        for kind, places in kinds if places
    ]  # fmt: skip


def _wrong_figures(found: str, code: str) -> Fault:
    """What is wrong where every sign is of the right kind."""
    day = code[9:11].translate(_UNDONE)
    bare = int(day) % FEMALE_DAYS if int(day) <= FEMALE_DAYS + 31 else 0
    if not 1 <= bare <= 31:
        return Fault("fiscal_code_day", found, {"day": day})
    if code[8:11] not in _DAYS or (code[8:11] in _LEAP_DAYS and _YEARS[code[6:8]] % 4):
        month = f"{MONTHS.index(code[8]) + 1:02d}"
        return Fault("fiscal_code_date", found, {"day": f"{bare:02d}/{month}", "year": f"{_YEARS[code[6:8]]:02d}"})
    return Fault("fiscal_code_check", found)


def _hinted(fault: Fault, code: str) -> Fault:
    """The fault with the right code that looks like this one, where there is one: O for nought, I for one, А for A."""
    ours = in_our_alphabet(code)
    meant = "".join(as_digit(sign) if at in DIGIT_PLACES and sign not in SUBSTITUTES else
                    sign if at in DIGIT_PLACES else as_letter(sign) for at, sign in enumerate(ours))  # fmt: skip
    return Fault(fault.code, fault.found, fault.values, meant) if _right(meant) else fault


# ---------------------------------------------------------------- computing


def compute_fiscal_code(surname: str, given_name: str, born_on: date, sex: str, municipality_code: str) -> str:
    """The code a person would be given, were nobody else's the same. `sex`: F or M.

    For invented people and for comparing; only the Revenue Agency gives codes to real ones.
    """
    day = born_on.day + (FEMALE_DAYS if sex == "F" else 0)
    head = (
        f"{surname_letters(surname)}{given_name_letters(given_name)}{born_on.year % 100:02d}"
        f"{MONTHS[born_on.month - 1]}{day:02d}{municipality_code}"
    )
    return head + check_letter(head)
