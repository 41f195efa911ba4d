"""What is kept for years is written as JSON in one way only, and read back only if it was written so.

Canonical here means: UTF-8, texts in NFC as the readers of files give them, keys sorted by code point, no spaces, no
escapes but those JSON asks for, integers only. Texts that are values carry a letter before them that says what they
are: `t` a text, `d` a day, `i` an instant in UTC, `q` an exact fraction.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from json.encoder import encode_basestring  # what the C encoder calls for each text
from typing import Any, NoReturn

_LONGEST_SHOWN = 60
_KEPT_DAYS = 1 << 15

quoted = encode_basestring  # a text between quotation marks, with only the escapes that JSON asks for


class ContentError(ValueError):
    """A value that cannot be kept, or bytes that are not the canonical ones of any value; says what was found."""

    def __init__(self, wanted: str, found: object) -> None:
        shown = repr(found)
        if len(shown) > _LONGEST_SHOWN:
            shown = shown[:_LONGEST_SHOWN] + "…"
        super().__init__(f"wanted {wanted}, found {type(found).__name__} {shown}")

    def __reduce__(self) -> tuple[Any, ...]:
        """So that it comes whole out of another process."""
        return ContentError.__new__, (ContentError, str(self))


# ---------------------------------------------------------------- writing


@lru_cache(maxsize=1 << 12)
def in_order(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names of a map by code point, each with how it stands in a JSON object, colon included.

    Remembered, because thousands of requests have the same names.
    """
    return tuple([(name, quoted(name) + ":") for name in sorted(names)])


def number(value: Any) -> str:
    """An integer. Refuses one of thousands of digits, which no reader would read."""
    if type(value) is not int:
        raise ContentError("an integer", value)
    try:
        return str(value)
    except ValueError:
        raise ContentError("an integer of some thousand digits at most", value.bit_length()) from None


class _Days(dict[date, str]):
    """Days as they are written, remembered: years of requests name the same few thousand."""

    def __init__(self, before: str) -> None:
        self.before = before

    def __missing__(self, day: date) -> str:
        if type(day) is not date:
            raise ContentError("a day", day)
        if len(self) >= _KEPT_DAYS:
            self.clear()
        self[day] = written = f'"{self.before}{day.isoformat()}"'
        return written


bare_day = _Days("").__getitem__  # a day where nothing else can stand, without its letter
tagged_day = _Days("d").__getitem__  # a day among other values


def day_or_null(day: date | None) -> str:
    return "null" if day is None else bare_day(day)


def tagged_instant(instant: datetime) -> str:
    """An instant, in UTC whatever its zone. Refuses one without zone, and one that UTC has outside the calendar."""
    if instant.tzinfo is None:
        raise ContentError("an instant with its zone", instant)
    try:
        return f'"i{instant.astimezone(UTC).isoformat()}"'
    except OverflowError:
        raise ContentError("an instant inside the calendar", instant) from None


def sealed(text: str) -> bytes:
    """The bytes of a JSON text. Refuses texts that are not NFC: they would not be those that the rules looked at.

    Refuses also a text that begins with an accent, where the letter that says what it is would take it.
    """
    if not (text.isascii() or unicodedata.is_normalized("NFC", text)):
        composed = unicodedata.normalize("NFC", text)
        differing = (index for index, pair in enumerate(zip(text, composed, strict=False)) if pair[0] != pair[1])
        at = next(differing, 0)
        raise ContentError("texts in NFC", text[max(0, at - 10) : at + 10])
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise ContentError("characters that exist", fault.object[fault.start : fault.end]) from None


# ---------------------------------------------------------------- reading


def read(data: bytes) -> Any:
    """The JSON value of the bytes: texts, integers, true, false, null, lists and objects; nothing else."""
    try:
        return _DECODER.decode(data.decode("utf-8"))
    except ContentError:
        raise
    except (ValueError, RecursionError) as fault:
        raise ContentError(f"JSON ({type(fault).__name__})", data[:_LONGEST_SHOWN]) from None


def read_text(text: str) -> Any:
    """The JSON value of a text, as `read` of its bytes."""
    if text.isascii():
        try:
            value, end = _DECODER.raw_decode(text)
        except (ValueError, RecursionError):
            end = -1
        if end == len(text):
            return value
    return read(text.encode("utf-8"))  # it says what is wrong


def _no_such_number(text: str) -> NoReturn:
    raise ContentError("an integer", text)


_DECODER = json.JSONDecoder(parse_float=_no_such_number, parse_constant=_no_such_number)


def expect_text(value: Any) -> str:
    if type(value) is not str:
        raise ContentError("a text", value)
    return value


def expect_integer(value: Any) -> int:
    if type(value) is not int:
        raise ContentError("an integer", value)
    return value


def expect_list(value: Any, least: int = 0, most: int | None = None) -> list[Any]:
    """A list of at least and at most so many values (None = no bound)."""
    if type(value) is not list or len(value) < least or (most is not None and len(value) > most):
        raise ContentError(f"a list of {least} to {'any number of' if most is None else most} values", value)
    return value


def expect_map(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise ContentError("an object", value)
    return value


def expect_day(value: Any) -> date:
    """A day written without its letter."""
    text = expect_text(value)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ContentError("a day", text) from None


def expect_day_or_none(value: Any) -> date | None:
    return None if value is None else expect_day(value)


def instant_of(text: str) -> datetime:
    """The instant of a text without its letter."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ContentError("an instant", text) from None
    if instant.tzinfo is not UTC:
        raise ContentError("an instant in UTC", text)
    return instant


def fraction_of(text: str) -> Fraction:
    """The fraction of a text such as 1/3, without its letter."""
    above, slash, below = text.partition("/")
    try:
        found = Fraction(int(above), int(below))
    except (ValueError, ZeroDivisionError):
        raise ContentError("a fraction", text) from None
    if not slash or text != f"{found.numerator}/{found.denominator}":
        raise ContentError("a fraction in lowest terms", text)
    return found
