"""Texts that go into a payment: the few signs that every bank takes, and the length that each place has.

Signs outside them are turned into ours first and cut afterwards: `ß` takes two places.
A payment's text never tells a benefit, a service or a disease: who writes one gives numbers only.
"""

from __future__ import annotations

import re
import unicodedata

NAME, REFERENCE, REMITTANCE = 70, 35, 140  # signs at most
_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
# Letters and signs that losing an accent does not turn into ours.
_SPELT = str.maketrans(
    {
        "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D",
        "đ": "d", "Ð": "D", "ð": "d", "Þ": "TH", "þ": "th", "Ħ": "H", "ħ": "h", "Ŋ": "N", "ŋ": "n", "ı": "i",
        "€": "EUR", "&": "+", "@": "(at)", "_": "-", "’": "'", "‘": "'", "`": "'", "´": "'", "“": "'", "”": "'",
        '"': "'", "«": "'", "»": "'", "–": "-", "—": "-", "−": "-", "…": "...", ";": ",", "[": "(", "]": ")",
        "{": "(", "}": ")", "<": "(", ">": ")", "°": ".", "º": ".", "ª": ".", "\\": "/", "|": "/",
    }
)  # fmt: skip
# As most names are written: nothing to be turned, words with one blank between them.
_PLAIN = re.compile(r"[A-Za-z0-9'.,+-]+(?: [A-Za-z0-9'.,+-]+)*")
_REFERENCE = re.compile(r"(?!/)(?!.*//)(?!.*/$)[A-Za-z0-9/\-?:().,'+ ]{1,35}")


def payment_text(text: str, most: int) -> str:
    """The text in the signs of a payment, blanks as one, at most so many; "" where nothing of it is left.

    Accents go, letters of their own are spelt, any other sign becomes a point. It neither begins nor ends with a
    stroke, nor has two together: banks take those for marks of their own.
    """
    if _PLAIN.fullmatch(text):
        return text[:most].rstrip("/ ")
    apart = unicodedata.normalize("NFKD", text.translate(_SPELT)).translate(_SPELT)
    signs = []
    for sign in apart:
        if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
            continue
        signs.append(sign if sign in _ALLOWED else " " if sign.isspace() else ".")
    plain = re.sub(r"/{2,}", "/", " ".join("".join(signs).split()))
    return plain.strip("/ ")[:most].rstrip("/ ")


HOLDER_DECEASED = "MD07"  # why money went back: whoever held the account died


def reason_code(text: str) -> str:
    """The code by which banks say why money went back, `AM04`; "" where it is words, which may be anything."""
    return text if re.fullmatch("[A-Z0-9]{4}", text) else ""


# How banks say in words why money went back, where they give no code; the words in the order in which they count.
_SAID = (
    ("CONTO CHIUSO", "AC04"), ("CONTO ESTINTO", "AC04"), ("RAPPORTO ESTINTO", "AC04"), ("CONTO BLOCCATO", "AC06"),
    ("CONTO INESISTENTE", "AC01"), ("IBAN ERRATO", "AC01"), ("IBAN INESISTENTE", "AC01"),
    ("COORDINATE ERRATE", "AC01"), ("DECEDUTO", "MD07"), ("FONDI INSUFFICIENTI", "AM04"),
)  # fmt: skip
_CODES = re.compile(r"(?<![A-Z0-9])(AC0[1346]|AC13|AG01|AM04|BE04|CNOR|FOCR|MD0[17]|MS0[23]|RC01|RR04)(?![A-Z0-9])")


def reason_said(text: str) -> str:
    """The code of why money went back, as the free text of a movement says it; "" where it says nothing known."""
    plain = " ".join(text.upper().split())
    found = _CODES.search(plain)
    return found[1] if found else next((code for words, code in _SAID if words in plain), "")


def is_reference(text: str) -> bool:
    """Whether a text may be a reference in a payment just as it is."""
    return bool(_REFERENCE.fullmatch(text)) and text == text.strip()
