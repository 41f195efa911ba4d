"""P8: reading a codice fiscale, ours beside python-stdnum's, on the same right and wrong codes, verdict by verdict."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from bench.measuring import Ratio, Tick, side_by_side
from mutua.domain.identifiers.fiscal_code import (
    DIGIT_PLACES,
    SUBSTITUTES,
    FiscalCode,
    compute_fiscal_code,
    read_fiscal_code,
)
from mutua.domain.identifiers.signs import DIGITS, LETTERS, check_letter
from mutua.domain.identifiers.vat_number import OFFICES

BLOCK = 500  # codes
_SYLLABLES = ("BA", "CO", "DI", "FER", "GIU", "LAN", "MI", "NE", "PRO", "RUS", "SA", "TE", "VIO", "ZA")


def codes(count: int, seed: int = 8) -> list[str]:
    """Codes of invented people; of a hundred 3 with letters for digits, 4 in small letters or with blanks, 6 wrong."""
    dice = random.Random(seed)
    return [_one(dice) for _ in range(count)]


def _one(dice: random.Random) -> str:
    surname, given_name = ("".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(2))
    born_on = date(1920, 1, 1) + timedelta(days=dice.randrange(39_000))
    place = f"{dice.choice('ABCDEFGHILMZ')}{dice.randrange(1, 1000):03d}"
    code = compute_fiscal_code(surname, given_name, born_on, dice.choice("FM"), place)
    kind = dice.randrange(100)
    if kind < 3:
        at = dice.choice(DIGIT_PLACES)
        head = code[:at] + SUBSTITUTES[int(code[at])] + code[at + 1 : 15]
        return head + check_letter(head)
    if kind < 7:
        return code.lower() if kind < 5 else f" {code[:6]} {code[6:11]} {code[11:]}"
    if kind < 13:
        at = dice.randrange(16)
        return code[:at] + dice.choice(LETTERS + DIGITS) + code[at + 1 :]
    return code


def known_mistake(code: str) -> bool:
    """Whether python-stdnum is known to be wrong about the code: days of 81 to 99, offices outside its list."""
    plain = code.replace(" ", "").upper()
    if len(plain) == 11:
        return plain[7:10] not in OFFICES
    day = "".join(DIGITS[SUBSTITUTES.index(sign)] if sign in SUBSTITUTES else sign for sign in plain[9:11])
    return day.isdigit() and int(day) > 80


def unequal(several: Sequence[str], tick: Tick) -> Iterator[str]:
    """The codes on which the two verdicts differ, known mistakes apart."""
    from stdnum.it import codicefiscale

    for code in several:
        ours = isinstance(read_fiscal_code(code), FiscalCode)
        if ours is not codicefiscale.is_valid(code) and not known_mistake(code):
            yield code
        tick()


def against_stdnum(several: Sequence[str], rounds: int, tick: Tick) -> Ratio:
    """How many times python-stdnum takes of ours; ours makes the value, or says what is wrong."""
    from stdnum.it import codicefiscale

    blocks = [
        (partial(_each, read_fiscal_code, block), partial(_each, codicefiscale.is_valid, block))
        for block in (several[at : at + BLOCK] for at in range(0, len(several), BLOCK))
    ]
    return side_by_side(blocks, rounds, tick)


def _each(read: object, several: Sequence[str]) -> None:
    assert callable(read)
    for code in several:
        read(code)
