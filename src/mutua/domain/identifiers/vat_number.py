"""The partita IVA of a firm: seven digits of its own, three of the office that gave it out, one that checks them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutua.domain.faults import Fault
from mutua.domain.identifiers.signs import (
    as_digit,
    check_digit,
    compact,
    foreign_signs,
    in_our_alphabet,
    shown,
    too_long,
)

_DIGITS = re.compile(r"[0-9]{11}")
_SHORTEST = 8  # with more noughts lost at the beginning it is not worth guessing
# One for each province, and those of foreign firms and of special offices.
OFFICES = frozenset((*(f"{number:03d}" for number in range(1, 101)), "120", "121", "888", "999"))


@dataclass(frozen=True, slots=True)
class VatNumber:
    """Eleven digits whose check is right."""

    text: str

    @property
    def office_code(self) -> str:
        return self.text[7:10]

    def doubts(self) -> list[Fault]:
        """An office that nobody knows is looked into, never refused: bodies without VAT have numbers of their own."""
        if self.office_code in OFFICES:
            return []
        return [Fault("vat_number_office", self.text, {"office": self.office_code})]


def read_vat_number(text: str) -> VatNumber | list[Fault]:
    """The number in a text, without `IT`, blanks and dots; or everything that is wrong. No text raises.

    Noughts lost at the beginning are suggested, never put back.
    """
    faults = too_long(text)
    if faults:
        return faults
    number = compact(text).removeprefix("IT")
    if _right(number):
        return VatNumber(number)
    faults = foreign_signs(text)
    if faults:
        return [_hinted(faults[0], number), *faults[1:]]
    if not _DIGITS.fullmatch(number):
        return [_hinted(Fault("vat_number", shown(text), {"count": str(len(number))}), number)]
    return [Fault("vat_number_noughts" if number.startswith("0000000") else "vat_number_check", shown(text))]


def read_cut_vat_number(text: str) -> VatNumber | list[Fault]:
    """As `read_vat_number`, but noughts that a spreadsheet lost at the beginning are put back where the number is right
    with them: for a column whose numbers are looked up among those that are known."""
    whole = compact(text).removeprefix("IT").zfill(11)
    return VatNumber(whole) if _right(whole) else read_vat_number(text)


def _right(number: str) -> bool:
    if not _DIGITS.fullmatch(number) or number.startswith("0000000"):
        return False
    return check_digit(number[:10]) == number[10]


def _hinted(fault: Fault, number: str) -> Fault:
    meant = "".join(map(as_digit, in_our_alphabet(number).removeprefix("IT")))
    if len(meant) >= _SHORTEST:
        meant = meant.zfill(11)
    return Fault(fault.code, fault.found, fault.values, meant) if _right(meant) else fault


def compute_vat_number(serial: int, office: int) -> str:
    """The number with its check, for invented firms."""
    head = f"{serial:07d}{office:03d}"
    return head + check_digit(head)
