"""The reference that goes with a payment: «RF», two check digits, ten digits that say what is paid (ISO 11649).

Whoever pays writes it into the transfer; whoever reads the bank's statement finds it again, in whatever way it was
written, even where the bank or the payer dropped «RF».
"""

from __future__ import annotations

import re
from enum import IntEnum

PREFIX = "RF"
NUMBER_DIGITS = 9
LARGEST_NUMBER = 10**NUMBER_DIGITS - 1
_LENGTH = 2 + 1 + NUMBER_DIGITS  # check digits, kind, number

_GAP = r"[\s./\-]{0,2}"
_DIGITS = _GAP.join([r"\d"] * _LENGTH)
# With RF before it what follows may run on; without, it must stand alone, or any long number would hold one.
_WITH_PREFIX = re.compile(rf"R{_GAP}F{_GAP}({_DIGITS})", re.IGNORECASE)
_ALONE = re.compile(rf"(?<![A-Za-z0-9])({_DIGITS})(?![0-9])")
_GENERAL = re.compile(r"RF\d{2}[0-9A-Z]{1,21}")


class ReferenceKind(IntEnum):
    """What a reference of ours stands for: the first digit after the check digits."""

    HOUSEHOLD = 1  # what a household owes by a day
    STATEMENT = 2  # a statement of a firm


def check_digits(body: str) -> str:
    """The two digits that make `RF` + digits + body right: 98 less the remainder by 97, letters as 10 to 35."""
    number = int(f"{body}271500") if body.isdecimal() else _as_number(f"{body}{PREFIX}00")  # R is 27, F is 15
    return f"{98 - number % 97:02d}"


def is_creditor_reference(text: str) -> bool:
    """Whether a text is a reference by ISO 11649, whoever gave it; spaces and small letters are allowed."""
    plain = re.sub(r"\s", "", text).upper()
    return bool(_GENERAL.fullmatch(plain)) and _as_number(plain[4:] + plain[:4]) % 97 == 1


def make_reference(kind: ReferenceKind, number: int) -> str:
    """The reference for a number, fourteen characters: `RF361000000042`. Refuses a number of more than nine digits."""
    if not 0 < number <= LARGEST_NUMBER:
        raise ValueError(f"a reference holds a number from 1 to {LARGEST_NUMBER}: {number}")
    body = f"{kind.value}{number:0{NUMBER_DIGITS}d}"
    return f"{PREFIX}{check_digits(body)}{body}"


def number_of(reference: str) -> tuple[ReferenceKind, int] | None:
    """What a reference of ours stands for; None where it is none, or its check digits are wrong."""
    plain = re.sub(r"\s", "", reference).upper()
    ours = re.fullmatch(rf"RF\d{{2}}([{_KINDS}])(\d{{{NUMBER_DIGITS}}})", plain)
    if ours is None or not is_creditor_reference(plain) or not int(ours[2]):
        return None
    return ReferenceKind(int(ours[1])), int(ours[2])


_KINDS = "".join(str(kind.value) for kind in ReferenceKind)


def find_references(text: str) -> tuple[str, ...]:
    """The references of ours in a text, each once, in the order in which they stand there.

    Spaces, points, hyphens, small letters and other words do not matter, nor does a missing «RF». What only looks like
    one (wrong check digits, another kind) is left out.
    """
    found: dict[str, int] = {}
    for pattern in (_WITH_PREFIX, _ALONE):
        for match in pattern.finditer(text):
            reference = PREFIX + re.sub(r"\D", "", match[1])
            if number_of(reference) is not None:
                found[reference] = min(match.start(), found.get(reference, match.start()))
    return tuple(sorted(found, key=lambda one: found[one]))


def written_reference(reference: str) -> str:
    """The reference as it stands on a letter, in groups of four: `RF18 1000 0000 42`."""
    return " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))


def _as_number(text: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in text))
