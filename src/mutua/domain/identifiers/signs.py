"""The signs of a number as somebody typed it: which count, which nobody sees, which only look like the right one."""

from __future__ import annotations

import unicodedata

from mutua.domain.faults import Fault

LONGEST = 200  # signs of what is looked at; no number has more than 34
LONGEST_SHOWN = 40
MOST_TOLD = 5  # wrong signs of one text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
_SIGNS = frozenset(LETTERS + DIGITS)
# Blanks of a keyboard, of a spreadsheet and of a page, and the dots by which people part long numbers.
_PARTING = dict.fromkeys(map(ord, " .\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000"))
_HIDDEN = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn")
# Letters of other alphabets that look like ours: Cyrillic, then Greek.
_ALIKE = str.maketrans("АВЕЅКМНОРСТУХІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABESKMHOPCTYXIJABEZHIKMNOPTYX")
_AS_DIGIT = dict(zip("OQDIZSGB", "00012568", strict=True))
_AS_LETTER = {"0": "O", "1": "I"}


def compact(text: str) -> str:
    """The text in capitals without blanks and dots. Letters of other alphabets stay as they are."""
    if text.isascii():
        return text.upper().replace(" ", "").replace(".", "").replace("\t", "")
    bare = text.translate(_PARTING)
    return "".join(sign.upper() if sign.isascii() else sign for sign in bare)


def shown(text: str) -> str:
    """A text as it may be repeated in a message: its first forty signs, by number where they cannot be printed."""
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(sign if unicodedata.category(sign) not in _HIDDEN else number_of(sign) for sign in cut)


def number_of(sign: str) -> str:
    """`U+200B`."""
    return f"U+{ord(sign):04X}"


def too_long(text: str) -> list[Fault]:
    """One fault where a text is too long to be a number at all, none otherwise."""
    if len(text) <= LONGEST:
        return []
    return [Fault("identifier_too_long", shown(text), {"count": str(len(text)), "most": str(LONGEST)})]


def foreign_signs(text: str) -> list[Fault]:
    """The signs that no number has, a fault for each kind of them: which, and where, counted from 1."""
    if text.isascii() and text.isalnum():
        return []
    kinds: dict[str, list[tuple[int, str]]] = {}
    for at, sign in enumerate(text, start=1):
        if ord(sign) in _PARTING or (sign.isascii() and sign.upper() in _SIGNS):
            continue
        if unicodedata.category(sign) in _HIDDEN:
            code = "identifier_hidden"
        else:
            code = "identifier_alphabet" if sign.isalnum() else "identifier_sign"
        kinds.setdefault(code, []).append((at, sign))
    return [_of_kind(code, wrong) for code, wrong in kinds.items()]


def _of_kind(code: str, wrong: list[tuple[int, str]]) -> Fault:
    """One fault about the first of some signs."""
    some, more = wrong[:MOST_TOLD], "…" * (len(wrong) > MOST_TOLD)
    numbers = " ".join(number_of(sign) for _, sign in some) + more
    found = numbers if code == "identifier_hidden" else shown("".join(sign for _, sign in some)) + more
    return Fault(code, found, {"at": ", ".join(str(at) for at, _ in some) + more, "number": numbers})


def in_our_alphabet(text: str) -> str:
    """The compact text with look-alikes, full-width signs and digits of other alphabets as ours, others left out."""
    if text.isascii() and text.isalnum():
        return text.upper()
    plain = unicodedata.normalize("NFKC", text).translate(_PARTING).upper().translate(_ALIKE)
    turned = (str(unicodedata.decimal(sign, -1)) if not sign.isascii() else sign for sign in plain)
    return "".join(sign for sign in turned if sign in _SIGNS)


def as_digit(sign: str) -> str:
    """What was perhaps meant where a digit is due: `O` for nought, `I` for one, and their like."""
    return _AS_DIGIT.get(sign, sign)


def as_letter(sign: str) -> str:
    """What was perhaps meant where a letter is due."""
    return _AS_LETTER.get(sign, sign)


# ---------------------------------------------------------------- figures that check the others

# DM 23 December 1976: what signs in odd places weigh; the first ten letters as the ten digits.
_ODD_LETTERS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def _weights(of_letter: tuple[int, ...]) -> bytes:
    weights = bytearray(256)
    for value in range(26):
        weights[ord(LETTERS[value])] = of_letter[value]
    for value in range(10):
        weights[ord(DIGITS[value])] = of_letter[value]
    return bytes(weights)


ODD_WEIGHTS, EVEN_WEIGHTS = _weights(_ODD_LETTERS), _weights(tuple(range(26)))
_DOUBLED = bytes(
    2 * (sign - 48) - 9 * (sign > 52) if 48 <= sign < 58 else 0 for sign in range(256)
)  # what Luhn makes of a digit in an even place


def check_letter(signs: str) -> str:
    """The letter that closes a fiscal code, or opens an Italian account number. `signs`: our capitals and digits."""
    raw = signs.encode("ascii")
    return LETTERS[(sum(raw.translate(ODD_WEIGHTS)[0::2]) + sum(raw.translate(EVEN_WEIGHTS)[1::2])) % 26]


def check_digit(digits: str) -> str:
    """The eleventh digit of a VAT number or of a provisional code (Luhn). `digits`: the ten before it."""
    raw = digits.encode("ascii")
    return DIGITS[-(sum(raw.translate(EVEN_WEIGHTS)[0::2]) + sum(raw.translate(_DOUBLED)[1::2])) % 10]
