"""The creditor identifier (AT-02): the number under which a body may ask banks for direct debits.

`IT`, two check digits, three signs of the body's own choice (`ZZZ` where it chose none), then its tax code, with five
noughts before it where it has eleven digits. The check leaves out the three signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mutua.domain.faults import Fault
from mutua.domain.identifiers.fiscal_code import FiscalCode, read_fiscal_code
from mutua.domain.identifiers.signs import LETTERS, compact, foreign_signs, shown, too_long
from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number

LENGTH = 23
USUAL_BUSINESS_CODE = "ZZZ"
_PLACEHOLDER = "NOTPROVIDED"  # written by some programs where the creditor has no code yet
_FORM = re.compile(r"IT[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{16}")


@dataclass(frozen=True, slots=True)
class CreditorIdentifier:
    """A code that is right: its length, its check digits, and the tax code in it."""

    text: str

    @property
    def business_code(self) -> str:
        return self.text[4:7]

    @property
    def tax_code(self) -> str:
        """The tax code of the creditor: eleven digits of a body, sixteen signs of a person."""
        return tax_code_in(self.text)


def tax_code_in(code: str) -> str:
    own = code[7:]
    return own[5:] if own.startswith("00000") else own


def read_creditor_identifier(text: str) -> CreditorIdentifier | list[Fault]:
    """The code in a text, without regard to capitals and blanks; or everything that is wrong. No text raises."""
    faults = too_long(text)
    if faults:
        return faults
    code = compact(text)
    if code.startswith(_PLACEHOLDER):
        return [Fault("creditor_identifier_missing", shown(text))]
    faults = foreign_signs(text)
    if faults:
        return faults
    if not code.startswith("IT"):
        return [Fault("creditor_identifier_country", shown(text))]
    if len(code) != LENGTH:
        return [_wrong_length(text, code)]
    if not _FORM.fullmatch(code):
        return [Fault("creditor_identifier_check", shown(text))]
    if check_digits(code[7:]) != code[2:4]:
        return [Fault("creditor_identifier_check", shown(text))]
    inner = tax_code_in(code)
    read = read_vat_number(inner) if len(inner) == 11 else read_fiscal_code(inner)
    if not isinstance(read, (VatNumber, FiscalCode)):
        return [Fault("creditor_identifier_tax_code", shown(text), {"code": inner})]
    return CreditorIdentifier(code)


def _wrong_length(text: str, code: str) -> Fault:
    """A tax code without its five noughts has the same check digits, so what was meant can be told."""
    count = {"count": str(len(code)), "most": str(LENGTH)}
    padded = code[:7] + "00000" + code[7:]
    meant = padded if len(padded) == LENGTH and _FORM.fullmatch(padded) else ""
    right = bool(meant) and check_digits(meant[7:]) == meant[2:4]
    return Fault("creditor_identifier", shown(text), count, meant if right else "")


def check_digits(tax_code: str) -> str:
    """The two digits that check sixteen signs (ISO 7064, mod 97-10): the three signs of choice take no part."""
    signs = f"{tax_code}IT00"
    number = int("".join(str(LETTERS.index(one) + 10) if one in LETTERS else one for one in signs))
    return f"{98 - number % 97:02d}"


def compute_creditor_identifier(tax_code: str, business_code: str = USUAL_BUSINESS_CODE) -> str:
    """The identifier of a tax code: `12345670017` gives `IT45ZZZ0000012345670017`."""
    own = tax_code.rjust(16, "0")
    return f"IT{check_digits(own)}{business_code}{own}"
