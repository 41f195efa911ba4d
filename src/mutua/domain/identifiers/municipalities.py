"""Municipalities by the code that stands in a codice fiscale: those we know have a name, the others stay their code.

One of them is called None: a name is a text like the others, and nobody asks whether it is empty by its looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mutua.domain.faults import Fault, plain

_CODE = re.compile(r"[A-Z][0-9]{3}")
LONGEST_POSTAL_CODE = 12  # of other countries


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality: its cadastral code `F931`, name, province `TO`, ISTAT code `001168`; "" is not known.

    `postal_code` is "" where there are several.
    """

    code: str
    name: str
    province: str = ""
    postal_code: str = ""
    istat_code: str = ""


@dataclass(frozen=True)
class Municipalities:
    """Those that are known. Of two with the same code or name the first counts."""

    known: tuple[Municipality, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Municipality]:
        return {one.code: one for one in reversed(self.known)}

    @cached_property
    def _by_name(self) -> Mapping[str, Municipality]:
        return {_compared(one.name): one for one in reversed(self.known)}

    def with_code(self, code: str) -> Municipality | None:
        return self._by_code.get(code)

    def called(self, name: str) -> Municipality | None:
        """By name, without regard to capitals, accents, hyphens and apostrophes."""
        return self._by_name.get(_compared(name))

    def name_or_code(self, code: str) -> str:
        """The name, or the code itself of one that is not known."""
        found = self._by_code.get(code)
        return code if found is None else found.name

    def and_also(self, more: Iterable[Municipality]) -> Municipalities:
        """These, and others of a wider table."""
        return Municipalities((*self.known, *more))


def _compared(name: str) -> str:
    return "".join(sign for sign in plain(name) if sign.isalnum())


def read_municipality_code(text: str) -> str | list[Fault]:
    """A letter and three digits, as `F931`."""
    code = text.strip().upper() if text.isascii() else ""
    return code if _CODE.fullmatch(code) else [Fault("municipality_code", text[:LONGEST_POSTAL_CODE])]


def read_postal_code(text: str) -> str | list[Fault]:
    """Five digits, or what other countries write. Lost noughts are suggested."""
    if text.isascii() and text.isdigit() and len(text) < 5:
        return [Fault("postal_code", text, suggestion=text.zfill(5))]
    return text if len(text) <= LONGEST_POSTAL_CODE else [Fault("postal_code", f"{text[:LONGEST_POSTAL_CODE]}…")]
