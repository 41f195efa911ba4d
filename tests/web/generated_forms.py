"""What browsers may send, right, wrong or hostile, to a button of the front: by its form, and by what pages show."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any, Literal, get_args, get_origin
from urllib.parse import quote

from mutua.web.forms import Form
from mutua.web.guards import SEAL

Fields = Sequence[tuple[str, str]]

# Values that stand where nothing of the kind is due.
HOSTILE = (
    "", " ", "\0", "a\0b", "\ud800", "e\u0301" * 300, "a\u202eb\u200b", "🥐", "' OR '1'='1", "%s%n{0}{x}", "${7*7}",
    "<script>alert(1)</script>", "=cmd()", "../../etc/passwd", "a\r\nSet-Cookie: a=b", "x" * 201, "y" * 5000,
    "z" * 100_000, "True", "None", "null", "[]", "{}", "-1", "-0", "0", "1e999", "NaN", "Infinity", "1_000", "0x10",
    "٣٤", "１２", str(2**63), str(-(2**63) - 1), "9" * 5000, "12.345", "12,50", "1 234,50", "1\xa0234,50", "0000-00-00",
    "0001-01-01", "9999-12-31", "31/02/2026", "29/02/2027", "00/00/0000", "01/06/2026 ", "2026-06-01T00:00",
    "a" * 26, "0" * 32, "0" * 64, "1.a", "9" * 30 + ".a", "1.", ".", "/", "//evil.test", "javascript:alert(1)",
    "mutua-di-prova/prova", "base", "VIS", "N1", "visite", "1", "2", "99",
)  # fmt: skip
# What somebody may put into an address where a name stands.
HOSTILE_NAMES = (
    "0", "-1", str(2**63), "9" * 400, "a" * 26, "z" * 5000, "%", "%2e", "..", "è", "\0", "\ud800", "a/b", "a\nb", "'",
    "None", "1 OR 1=1", "x" * 43,
)  # fmt: skip
DAYS = (
    *("01/06/2026",) * 6,
    "2026-05-04", "1/1/2024", "31/12/2026", "17/05/1980", "02/06/2026", "2200-12-31", "1850-01-01",
)  # fmt: skip
AMOUNTS = ("10", "10,00", "0", "0,01", "1.300,00", "9.999.999,99", "1", "7")
LINES = (
    "Rossi", "Anna", "RSSNNA80E57L219Q", "IT60X0542811101000000123456", "mutua-di-prova/prova", "base", "N1", "12/A",
    "prescrizione", "fattura", "1", "a",
)  # fmt: skip
# What would do in a line that is called so.
BY_NAME: Mapping[str, tuple[str, ...]] = {
    "plan": ("mutua-di-prova/prova",), "cover": ("base",), "code": ("VIS", "CICLO", "OSPEDALE"),
    "year": ("2026", "2027"), "surname": ("Verdi", "D'Angelo"), "given_name": ("Ada", "Niccolò"),
    "fiscal_code": ("RSSNNA80E57L219Q", ""), "tax_code": ("RSSNNA80E57L219Q", ""),
    "iban": ("IT60X0542811101000000123456", "IT89O0300203280429513916296", ""),
    "vat": ("07643520567",), "email": ("prova@example.org", ""), "phone": ("0121 123456", ""),
    "address": ("via Prova 1", ""), "postal_code": ("10064", ""), "municipality": ("Pinerolo", ""),
    "household": ("", "N1"), "card_number": ("", "77"), "login": ("qualcuno.altro", "qualcuno"), "sure": ("", "yes"),
    "receipt": ("1", "2"), "first": ("1",), "number": ("1",), "to": ("N1-1",),
    "reference": ("delibera 3", "CRO 1"), "motive": ("lo chiede il socio",), "words": ("lo chiede il socio", ""),
    "reason": ("wrong", "papers", "other"), "name": ("Officina Due", "Ada Verdi"),
}  # fmt: skip


def sent_for(
    form: type[Form], shown: Sequence[Fields], right: Mapping[str, Sequence[str]] | None, chance: random.Random,
    *, rightly: bool = False,
) -> Fields:  # fmt: skip
    """Fields as somebody might send them: those of a page (`shown`), as they would be right (`right`: all that such a
    form must say), or invented; some missing, twice, or not asked for. `rightly`: nothing is made wrong on purpose.
    """
    how = "" if rightly else chance.choice(("", "", "", "spoil", "spoil", "spoil", "drop", "twice", "more"))
    source = chance.randrange(2 if rightly else 3)
    told = {name: chance.choice(values) for name, values in (right or {}).items()}
    if source == 2:
        begun = _whole(form, chance, hostile=True)
    elif shown and (source or not told):
        newest = chance.random() < 0.5
        begun = _filled(shown[-1] if newest else chance.choice(shown), dict(_whole(form, chance, hostile=False)) | told)
    else:
        begun = tuple(told.items()) if told else _whole(form, chance, hostile=False)
    return _changed(begun, form, how, chance)


def _whole(form: type[Form], chance: random.Random, *, hostile: bool) -> Fields:
    return tuple(
        (name, value)
        for name, one in form.model_fields.items()
        for value in _values(name, one.annotation, chance, hostile=hostile)
    )


def _filled(shown: Fields, right: Mapping[str, str]) -> Fields:
    """The fields of a page, the empty ones filled in rightly, or left empty."""
    return tuple((name, value or right.get(name, "")) for name, value in shown)


def _values(name: str, kind: Any, chance: random.Random, *, hostile: bool) -> Sequence[str]:
    """What is sent in one field: several values where it takes a list."""
    if get_origin(kind) is list:
        some = _plain(get_args(kind)[0], name) + (HOSTILE if hostile else ())
        return [chance.choice(some) for _ in range(chance.randrange(4))]
    way = chance.randrange(4) if hostile else 0
    if way == 3:
        return [any_text(chance)]
    return [chance.choice(HOSTILE if way == 2 else _plain(kind, name))]


def any_text(chance: random.Random) -> str:
    """Up to forty signs of those there are, most of them seldom seen."""
    ranges = ((32, 127), (0, 0x250), (0, 0xD800), (0xE000, 0x110000))
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randrange(41)))


def _plain(kind: Any, name: str = "") -> tuple[str, ...]:
    """Values that would do."""
    if get_origin(kind) is Literal:
        return tuple(str(one) for one in get_args(kind))
    kinds = {kind, *get_args(kind)}
    return BY_NAME.get(name) or (DAYS if date in kinds else AMOUNTS if int in kinds else LINES)


def right_value(kind: Any) -> str:
    """A value that would do for the field, the first of those there are."""
    return _plain(get_args(kind)[0] if get_origin(kind) is list else kind)[0]


def _changed(begun: Fields, form: type[Form], how: str, chance: random.Random) -> Fields:
    """The fields with one thing wrong, or nothing."""
    fields, odd = list(begun), chance.choice(HOSTILE)
    if how == "more":
        names = [*form.model_fields, "cells", "role", "status", "_sa_instance_state", "__class__", "paid_at", "x"]
        fields.append((chance.choice(names), odd))
    elif fields and how:
        at = chance.randrange(len(fields))
        if how == "drop":
            del fields[at]
        elif how == "twice":
            fields.append(fields[at])
        else:
            fields[at] = (fields[at][0], odd)
    return tuple(fields)


def encoded(fields: Fields) -> bytes:
    """As a browser encodes a form; what is no text is sent all the same."""
    told = ([quote(text.encode(errors="surrogatepass")) for text in pair] for pair in fields)
    return "&".join(f"{name}={one}" for name, one in told).encode()


_FORM = re.compile(r"<form\b[^>]*\baction=\"([^\"]+)\"[^>]*>(.*?)</form>", re.DOTALL)
_FIELD = re.compile(
    r"<(input|textarea|select)\b([^>]*)>(?:((?:(?!</?select|</?textarea).)*)</(?:select|textarea)>)?", re.DOTALL
)
_NAMED = re.compile(r'\b(name|value|type|formaction)="([^"]*)"')
_OPTION = re.compile(r'<option\b[^>]*\bvalue="([^"]*)"')
_BUTTON = re.compile(r"<button\b([^>]*)>")


def forms_on(page: str) -> list[tuple[str, Fields]]:
    """Address and fields of each form of a page as it stands there, once by each of its buttons; of a choice the last
    that is offered.
    """
    found = []
    for action, inner in _FORM.findall(page):
        fields = _fields(inner)
        for told in [dict(_NAMED.findall(attributes)) for attributes in _BUTTON.findall(inner)] or [{}]:
            pressed = [(unescape(told["name"]), unescape(told.get("value", "")))] if "name" in told else []
            found.append((unescape(told.get("formaction", action)), (*fields, *pressed)))
    return found


def _fields(inner: str) -> Fields:
    fields = []
    for tag, attributes, body in _FIELD.findall(inner):
        told: Mapping[str, str] = dict(_NAMED.findall(attributes))
        if "name" not in told or told["name"] == SEAL or told.get("type") == "file":
            continue
        value = told.get("value", "on" if told.get("type") == "checkbox" else "")
        if tag == "select":
            value = [*_OPTION.findall(body), ""][-2 if _OPTION.search(body) else 0]
        fields.append((unescape(told["name"]), unescape(body.strip() if tag == "textarea" else value)))
    return tuple(fields)
