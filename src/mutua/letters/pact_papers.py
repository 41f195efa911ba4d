"""The papers of the pact's public page as values: a quote, a model regulation, an application to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mutua.domain.firms import Part
from mutua.letters.addressing import Letterhead


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """An assistance in a quote: its name, by what its price is, what it asks for one person and month."""

    title: str
    source: str
    part: Part


@dataclass(frozen=True, slots=True)
class FirmQuote:
    """What a plan would cost a firm. `split`: «80 % l'azienda…»; `notes`: sentences of the law, with their sources;
    `duties`: what the firm owes to others in a year on top of it."""

    head: Letterhead
    issued_on: date
    heads: int
    split: str
    fund: str
    lines: tuple[QuotedLine, ...]
    person_month: Part
    month: Part
    year: Part
    notes: tuple[str, ...] = ()
    pact: str = ""
    duties: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CompanyRegulation:
    """A model of the regulation by which a firm takes the plan on. `assistances`: their names, each with its
    regulation."""

    head: Letterhead
    issued_on: date
    pact: str
    assistances: tuple[str, ...]
    split: str
    fund: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdhesionApplication:
    """An application to the pact, to be signed. Texts are "" where nobody said; `themes` in words."""

    head: Letterhead
    issued_on: date
    pact: str
    text_version: str
    reference: str
    received_on: date
    organisation: str
    vat_number: str
    seat: str
    signatory: str
    signatory_role: str
    email: str
    phone: str
    themes: tuple[str, ...]
    note: str
    listed: bool
