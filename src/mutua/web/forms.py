"""What a button may send: closed forms, each value read strictly, every mistake told beside its field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from mutua.domain.faults import Fault
from mutua.domain.italian import day_at_hand, italian_day, italian_money

F = TypeVar("F", bound="Form")
TOO_MANY = 200  # fields of one form
SHOWN_AGAIN = 700  # fields of the longest form
LONGEST = 20_000  # signs of any text


def _text(value: Any) -> Any:
    """One line or more as a person writes it: NFC, no signs that cannot be seen, no blanks around."""
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "not a text")
    if len(value) > LONGEST:  # before any work is done on it
        raise PydanticCustomError("string_too_long", "too long")
    plain = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    for sign in plain:
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") and sign not in "\n\t":
            raise PydanticCustomError("hidden_sign", "a sign that cannot be seen")
    return plain.strip()


def _line(value: Any) -> Any:
    """One line: a break in it is a sign that cannot be seen, a tab is a blank."""
    plain = _text(value)
    if "\n" in plain:
        raise PydanticCustomError("hidden_sign", "a sign that cannot be seen")
    return plain.replace("\t", " ")


def _word(value: Any) -> Any:
    """As it is sent, every sign of it: passwords."""
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "not a text")
    return value


def _day(value: Any) -> Any:
    found = italian_day(day_at_hand(_text(value)))
    if isinstance(found, Fault):
        unreal = found.code in ("date_unreal", "day_turned") or _UNREAL.fullmatch(found.found) is not None
        raise PydanticCustomError("day_unreal" if unreal else "not_a_day", "not a day", {"found": found.found})
    return found


_UNREAL = re.compile(r"(3[01][./ -]0?2|31[./ -](?:0?[469]|11)|[0-9]{1,2}[./ -](?:1[3-9]|[2-9][0-9]))")  # no year beside


def _cents(value: Any) -> Any:
    found = italian_money(_text(value))
    if isinstance(found, Fault):
        if found.code == "money_ambiguous":
            told = {"found": found.found, "suggestion": found.suggestion}
            raise PydanticCustomError("money_two_ways", "an amount that reads in two ways", told)
        if found.code == "money_too_big":
            raise PydanticCustomError("euro_too_big", "too large an amount", {"found": found.found})
        raise PydanticCustomError("not_euro", "not an amount", {"found": found.found, "suggestion": found.suggestion})
    return found


def _figure(value: Any) -> Any:
    """Hundredths of whatever a line is counted in, written as euros are."""
    try:
        return _cents(value)
    except PydanticCustomError as error:
        if error.type != "not_euro":
            raise
        raise PydanticCustomError("not_a_figure", "not a figure") from None


def _count(value: Any) -> Any:
    """A small number as an address carries it: figures alone."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 6:
        return int(value)
    raise PydanticCustomError("not_a_count", "not a number")


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same, where the place may stay empty."""
    return lambda value: None if _text(value) == "" else read(value)


Line = Annotated[str, BeforeValidator(_line), Field(min_length=1, max_length=200)]
LineOrNone = Annotated[str, BeforeValidator(_line), Field(max_length=200)]
Paragraph = Annotated[str, BeforeValidator(_text), Field(max_length=4000)]
Word = Annotated[str, BeforeValidator(_word), Field(min_length=1, max_length=1024)]
Day = Annotated[date, BeforeValidator(_day)]
Cents = Annotated[int, BeforeValidator(_cents), Field(ge=0, le=10**12)]
DayOrNone = Annotated[date | None, BeforeValidator(_or_none(_day))]
FigureOrNone = Annotated[int | None, BeforeValidator(_or_none(_figure))]
CentsOrNone = Annotated[int | None, BeforeValidator(_or_none(_cents))]
Count = Annotated[int, BeforeValidator(_count), Field(ge=0, le=999_999)]
Year = Annotated[Count, Field(ge=1900, le=2999)]


class Form(BaseModel):
    """A closed form: a field nobody asked for is refused. `several`: the fields that may come more than once.
    `not_secret`: no secret in this form, though elsewhere a field of that name is one."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    several: ClassVar[frozenset[str]] = frozenset()
    not_secret: ClassVar[frozenset[str]] = frozenset()
    most: ClassVar[int] = TOO_MANY

    @classmethod
    def asks(cls, name: str) -> bool:
        """Whether it has a field of that name."""
        return name in cls.model_fields

    @classmethod
    def looking_again(cls, sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]] | None:
        """What is read so that the same page is made again and nothing is done; None: its form alone can be shown."""
        return None


class ProvedAgain(Form):
    """The code of the phone, unless it was proved a moment ago."""

    code: LineOrNone = ""


class PageQuery(Form):
    """Which page of a list."""

    pagina: Annotated[Count, Field(ge=1)] = 1


class Empty(Form):
    """A button without anything to fill in."""


class Entry(Form):
    login: Line
    password: Word


class Code(Form):
    code: Line


class Again(Form):
    """The code once more, and the page it was asked for."""

    code: Line
    to: LineOrNone = ""


class FirstEntry(Form):
    password: Word
    again: Word
    code: LineOrNone = ""


class Language(Form):
    language: Literal["it", "en"]
    back: LineOrNone = ""


class Search(Form):
    words: LineOrNone = ""

    @classmethod
    def looking_again(cls, sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]] | None:
        return list(sent)


# ---------------------------------------------------------------- reading what was sent


class Wrong(NamedTuple):
    """A mistake: which field, what is wrong (a sentence of `wording.web`), with what."""

    field: str
    code: str
    values: Mapping[str, str] = MappingProxyType({})


class Refused(NamedTuple):
    """A form that was not taken, with every mistake of it."""

    mistakes: tuple[Wrong, ...]


_CODES = {
    "missing": "missing", "string_too_short": "missing", "string_too_long": "too_long", "extra_forbidden": "not_asked",
    "not_a_day": "not_a_day", "day_unreal": "day_unreal",
    "money_two_ways": "money_two_ways", "not_a_month": "not_a_month",
    "not_days": "not_days", "not_a_count": "not_a_count",
    "not_euro": "not_euro",
    "euro_too_big": "euro_too_big", "not_a_figure": "not_a_figure",
    "hidden_sign": "hidden_sign", "not_text": "not_text",
    "too_short": "missing", "too_long": "too_long", "literal_error": "not_offered",
    "heads_none": "heads_none", "heads_many": "heads_many", "not_a_percent": "not_a_percent",
    "less_than_equal": "too_much", "greater_than_equal": "too_little",
}  # fmt: skip
SECRET = frozenset({"password", "again", "before", "code"})  # never shown again


def read_form(kind: type[F], sent: Sequence[tuple[str, str]]) -> F | Refused:
    """The form of what was sent, field by field as it came; every mistake at once. A field sent twice is refused."""
    written: dict[str, Any] = {}
    mistakes: list[Wrong] = []
    if len(sent) > kind.most:
        return Refused((Wrong("", "too_many"),))
    for name, value in sent:
        if name in kind.several:
            written.setdefault(name, []).append(value)
        elif name in written:
            mistakes.append(Wrong(name if name in kind.model_fields else "", "twice"))
        else:
            written[name] = value
    try:
        found = kind.model_validate(written)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            field = str(one["loc"][0]) if one["loc"] and str(one["loc"][0]) in kind.model_fields else ""
            values = {key: str(value) for key, value in one.get("ctx", {}).items()}
            mistakes.append(Wrong(field, _CODES.get(one["type"], "not_taken"), values))
    else:
        if not mistakes:
            return found
    return Refused(tuple(mistakes))


def as_written(sent: Sequence[tuple[str, str]], kind: type[Form] | None = None) -> dict[str, str]:
    """What was sent, to be shown again as it was: no secret, and the values of a field sent several times in lines."""
    secret = SECRET if kind is None else SECRET - kind.not_secret
    found: dict[str, list[str]] = {}
    for name, value in sent[:SHOWN_AGAIN]:
        if name not in secret:
            found.setdefault(name, []).append(value)
    return {name: "\n".join(values) for name, values in found.items()}
