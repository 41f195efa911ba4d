"""Who writes and who is written to: the society as it stands on each paper, and whoever gets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The society as it stands above and below each paper. Texts are "" where nobody said.

    `registers`: the registers in which it stands, each with its number, as they are printed. `iban`: without spaces.
    """

    name: str
    address: str = ""
    postal_code: str = ""
    municipality: str = ""
    fiscal_code: str = ""
    registers: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    iban: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets the paper, as it stands in the window of the envelope; lines of the address may be missing."""

    name: str
    address: str = ""
    postal_code: str = ""
    municipality: str = ""
    care_of: str = ""
