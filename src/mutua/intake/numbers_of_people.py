"""The numbers people and firms are known by: fiscal code, VAT number, bank account, each with its check."""

from __future__ import annotations

import re

from stdnum import iban as iban_check
from stdnum.it import codicefiscale, iva

from mutua.domain.faults import Fault

# Letters that may stand for digits when two people would have the same code (omocodia).
_DIGIT = "[0-9LMNPQRSTUV]"
_FISCAL = re.compile(
    rf"[A-Z]{{6}}{_DIGIT}{{2}}[ABCDEHLMPRST]{_DIGIT}{{2}}[A-Z]{_DIGIT}{{3}}[A-Z]"
)
_DIGIT_PLACES = (6, 7, 9, 10, 12, 13, 14)


def fiscal_code(text: str) -> str | Fault:
    """The code of a person in capitals, without spaces; letters in place of digits are accepted."""
    code = re.sub(r"\s", "", text).upper()
    if _FISCAL.fullmatch(code):
        return code if codicefiscale.calc_check_digit(code[:-1]) == code[-1] else Fault("fiscal_code_check", text)
    if len(code) == 11 and code.isdigit():
        return Fault("fiscal_code_of_firm", text)
    if len(code) == 15 and code.isalnum():
        return Fault("fiscal_code_cut", text)
    if len(code) > 17:
        return Fault("fiscal_code_several", text)
    turned = "".join("0" if at in _DIGIT_PLACES and letter == "O" else letter for at, letter in enumerate(code))
    meant = turned if turned != code and _FISCAL.fullmatch(turned) else ""
    return Fault("fiscal_code", text, suggestion=meant)


def vat_number(text: str) -> str | Fault:
    """Eleven digits with their check; a lost nought at the beginning is suggested, never put back."""
    number = re.sub(r"\s", "", text).upper().removeprefix("IT")
    if re.fullmatch(r"[0-9]{11}", number):
        return number if iva.is_valid(number) else Fault("vat_number_check", text)
    padded = number.zfill(11)
    lost = number.isdigit() and 8 <= len(number) <= 10 and iva.is_valid(padded)
    return Fault("vat_number", text, suggestion=padded if lost else "")


def bank_account(text: str) -> str | Fault:
    """An IBAN in capitals, without spaces, with its check digits."""
    number = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", number):
        return Fault("iban", text)
    return number if iban_check.is_valid(number) else Fault("iban_check", text)


def postal_code(text: str) -> str | Fault:
    """Five digits, or what other countries write."""
    if text.isdigit() and len(text) < 5:
        return Fault("postal_code", text, suggestion=text.zfill(5))
    return text if len(text) <= 12 else Fault("postal_code", text)
