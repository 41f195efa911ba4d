"""The codice fiscale of a person (DM 23 December 1976): read, checked, and what it tells about who bears it.

Refused is only what no code can be. A municipality that nobody knows, letters that do not go with the name, a birth
more than a hundred years ago are real people: what disagrees with what a person told is a doubt (`person_beside_code`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from mutua.domain.faults import Fault
from mutua.domain.identifiers.names import given_name_letters, surname_letters
from mutua.domain.identifiers.signs import (
    DIGITS,
    EVEN_WEIGHTS,
    ODD_WEIGHTS,
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
LETTER_PLACES = (0, 1, 2, 3, 4, 5, 11, 15)
DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)
FEMALE_DAYS = 40
ABROAD = "Z"
# The last state of each hundred of codes (a continent each) in the table of foreign states of the Agenzia delle
# Entrate; those given to states that are no more and to dependencies lie below too.
LAST_STATES = {"1": 161, "2": 259, "3": 368, "4": 404, "5": 533, "6": 614, "7": 735, "8": 802, "9": 907}
LONGEST_LIFE = 125  # years; nobody is known to have lived longer

_DIGIT = f"[0-9{SUBSTITUTES}]"
_FORM = re.compile(rf"[A-Z]{{6}}{_DIGIT}{{2}}[{MONTHS}]{_DIGIT}{{2}}[A-Z]{_DIGIT}{{3}}[A-Z]")
_PROVISIONAL = re.compile(r"[0-9]{11}")
_ODD, _EVEN, _FIRST_LETTER = tuple(ODD_WEIGHTS), tuple(EVEN_WEIGHTS), ord("A")
_AS_DIGITS = DIGITS + SUBSTITUTES
_UNDONE = str.maketrans(SUBSTITUTES, DIGITS)


def year_told(text: str, newest: int) -> int | None:
    """The year of birth in a fiscal code, the last one that is not after `newest`; None where the text tells none."""
    if len(text) != 16 or text[6:8] not in _YEARS:
        return None
    return newest - (newest - _YEARS[text[6:8]]) % 100


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
    def year_figures(self) -> str:
        """The two figures of the year of birth, `84`, which tell no century; "" in a provisional code."""
        return "" if self.is_provisional else f"{_YEARS[self.text[6:8]]:02d}"

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

    @property
    def state_unknown(self) -> bool:
        """Whether it tells a birth abroad in a state that has no such code: `Z999`."""
        number = self.municipality_code[1:]
        return self.born_abroad and int(number) > LAST_STATES.get(number[0], -1)

    def births(self, on: date) -> tuple[date, ...]:
        """The days on which the person may have been born, as seen on a day, the newest first.

        Two for who may be a child or over a hundred; the code tells only two figures of the year. None in the future.
        """
        if self.is_provisional:
            return ()
        newest = on.year - (on.year - _YEARS[self.text[6:8]]) % 100
        found = []
        for year in (newest, newest - 100):
            if on.year - year <= LONGEST_LIFE and (day := self._in_year(year)) and day <= on:
                found.append(day)
        return tuple(found)

    def birth_near(self, declared: date) -> date | None:
        """The birth in the code, in the century of the one that was declared; None in a provisional code."""
        if self.is_provisional:
            return None
        year = declared.year - declared.year % 100 + _YEARS[self.text[6:8]]
        found = [day for one in (year - 100, year, year + 100) if (day := self._in_year(one))]
        return min(found, key=lambda day: abs(day - declared))

    def _in_year(self, year: int) -> date | None:
        month, day, _ = _DAYS[self.text[8:11]]
        try:
            return date(year, month, day)
        except ValueError:
            return None


# ---------------------------------------------------------------- reading


def read_fiscal_code(text: str) -> FiscalCode | list[Fault]:
    """The code in a text, without regard to capitals, blanks and dots; or everything that is wrong, never nothing.

    A provisional code of eleven digits is read too. No text raises.
    """
    if _FORM.fullmatch(text):  # nearly every text of a list
        return FiscalCode(text) if _agrees(text) else [_wrong_figures(text)]
    if len(text) > 16:
        faults = too_long(text)
        if faults:
            return faults
    code = compact(text)
    return FiscalCode(code) if _right(code) else _faults(text, code)


def is_right(code: str) -> bool:
    """Whether a text is, as it stands, a code of sixteen signs that is right."""
    return _FORM.fullmatch(code) is not None and _agrees(code)


def quick_birth(code: str) -> tuple[int, tuple[int, int, str]] | None:
    """Of a right code without letters in place of digits: two figures of the year; month, day, sex. None of others."""
    if not (code[6:8] + code[9:11] + code[12:15]).isdigit():
        return None
    return _YEARS[code[6:8]], _DAYS[code[8:11]]


def _right(code: str) -> bool:
    if _FORM.fullmatch(code):
        return _agrees(code)
    return len(code) == 11 and _right_provisional(code)


def _born_some_day(code: str) -> bool:
    born = code[8:11]
    return born in _DAYS and not (born in _LEAP_DAYS and _YEARS[code[6:8]] % 4)


def _agrees(code: str) -> bool:
    """Whether sixteen signs of the right kinds tell a day that exists, and the last is the check letter of the others.

    A staff list of a hundred thousand rows spends most of its reading here: `_born_some_day` and `check_letter` are
    written out, which makes it twice as fast.
    """
    born = code[8:11]
    if born not in _DAYS or (born in _LEAP_DAYS and _YEARS[code[6:8]] % 4):
        return False
    a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, last = code.encode("ascii")  # noqa: E741
    odd = _ODD[a] + _ODD[c] + _ODD[e] + _ODD[g] + _ODD[i] + _ODD[k] + _ODD[m] + _ODD[o]
    even = _EVEN[b] + _EVEN[d] + _EVEN[f] + _EVEN[h] + _EVEN[j] + _EVEN[l] + _EVEN[n]
    return last == _FIRST_LETTER + (odd + even) % 26


def _right_provisional(code: str) -> bool:
    return bool(_PROVISIONAL.fullmatch(code)) and code[:7] != "0000000" and check_digit(code[:10]) == code[10]


def _faults(text: str, code: str) -> list[Fault]:
    """What is wrong with a text that is no code."""
    found = shown(text)
    if _FORM.fullmatch(code):
        return [_wrong_figures(code)]
    foreign = foreign_signs(text)
    if foreign:
        first, *more = foreign
        return [replace(first, suggestion=_likeness(code)), *more]
    if _PROVISIONAL.fullmatch(code):
        return [Fault("fiscal_code_provisional_check", found)]
    if len(code) == 15:
        return [Fault("fiscal_code_cut", found)]
    if len(code) > 17:
        return [Fault("fiscal_code_several", found)]
    if len(code) != 16:
        return [Fault("fiscal_code", found, {"count": str(len(code))})]
    return _wrong_places(found, code)


def _wrong_places(found: str, code: str) -> list[Fault]:
    """Signs of the wrong kind for their place in sixteen, a fault for each kind; the first with what was meant."""
    letters, digits, months = _places(code)
    meant = _turned(code, letters, digits)
    kinds = (("fiscal_code_letters", letters), ("fiscal_code_digits", digits), ("fiscal_code_month", months))
    faults: list[Fault] = []
    for kind, places in kinds:
        if places:
            values = {"at": ", ".join(str(at + 1) for at in places), "signs": " ".join(code[at] for at in places)}
            faults.append(Fault(kind, found, values, "" if faults else meant))
    return faults


def _places(code: str) -> tuple[list[int], list[int], list[int]]:
    """Places, counted from 0, that need a letter, a digit or a month and have something else."""
    letters = [at for at in LETTER_PLACES if code[at] in DIGITS]
    return letters, [at for at in DIGIT_PLACES if code[at] not in _AS_DIGITS], [] if code[8] in MONTHS else [8]


def _turned(code: str, letters: list[int], digits: list[int]) -> str:
    """The right code that looks like this one: O for nought, I for one, or the other way round; "" if there is none."""
    signs = list(code)
    for at in letters:
        signs[at] = as_letter(signs[at])
    for at in digits:
        signs[at] = as_digit(signs[at])
    meant = "".join(signs)
    return meant if _right(meant) else ""


def _likeness(code: str) -> str:
    """The right code in our alphabet that looks like this one in others, "" if there is none."""
    ours = in_our_alphabet(code)
    return _turned(ours, *_places(ours)[:2]) if len(ours) == 16 else ours if _right(ours) else ""


def _wrong_figures(code: str) -> Fault:
    """What is wrong where every sign is of the right kind."""
    if _born_some_day(code):
        return Fault("fiscal_code_check", code)
    day = code[9:11].translate(_UNDONE)
    bare = int(day) % FEMALE_DAYS if int(day) <= FEMALE_DAYS + 31 else 0
    if not 1 <= bare <= 31:
        return Fault("fiscal_code_day", code, {"day": day})
    month = f"{MONTHS.index(code[8]) + 1:02d}"
    return Fault("fiscal_code_date", code, {"day": f"{bare:02d}/{month}", "year": f"{_YEARS[code[6:8]]:02d}"})


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
