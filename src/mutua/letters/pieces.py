"""The pieces a paper is made of, as the templates read them: headings, texts, tables, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from mutua.domain.elision import elided
from mutua.letters.papers import Addressee, Letterhead
from mutua.letters.readable import in_fours, long_day, printable

Piece: TypeAlias = Mapping[str, Any]


def heading(text: str) -> Piece:
    return {"kind": "heading", "text": text}


def texts(*sentences: str) -> Piece:
    """Paragraphs; the articles before days and figures as they are read."""
    return {"kind": "texts", "texts": [elided(one) for one in sentences if one]}


def numbered(*sentences: str) -> Piece:
    """Sentences one after the other, each with its number."""
    return {"kind": "numbered", "texts": [elided(one) for one in sentences]}


def bullets(*things: str) -> Piece:
    return {"kind": "bullets", "texts": [elided(one) for one in things]}


def small(sentence: str) -> Piece:
    return {"kind": "small", "text": elided(sentence)}


def table(
    columns: Sequence[tuple[str, str, str]], rows: Iterable[Sequence[str]], *,
    total: Sequence[str] = (), empty: str = ""
) -> Piece:  # fmt: skip
    """A table: of each column its title, `l` (text) or `r` (figures), and its width: `auto`, or a share of the rest.

    `empty` is said instead where there is no row.
    """
    return {
        "kind": "table", "titles": [one[0] for one in columns], "kinds": [one[1] for one in columns],
        "widths": [one[2] for one in columns], "rows": [list(row) for row in rows], "total": list(total),
        "empty": empty,
    }  # fmt: skip


def pairs(*rows: tuple[str, str]) -> Piece:
    """Names and values side by side; a row without a value is left out."""
    return {"kind": "pairs", "rows": [list(row) for row in rows if row[1]]}


def framed(*pieces: Piece, breakable: bool = False) -> Piece:
    return {"kind": "framed", "pieces": list(pieces), "breakable": breakable}


def signed(*lines: str) -> Piece:
    return {"kind": "signed", "lines": list(lines)}


PAGE: Piece = {"kind": "page"}


def head_content(head: Letterhead) -> Mapping[str, Any]:
    """The letterhead: what stands at the top beside the name, and at the foot of every page."""
    town = " ".join(one for one in (head.postal_code, head.municipality) if one)
    contacts = [head.address, town, head.phone, head.email, head.website]
    fiscal = f"Codice fiscale {head.fiscal_code}" if head.fiscal_code else ""
    feet = [head.name, fiscal, *head.registers]
    return {
        "name": head.name, "contacts": [one for one in contacts if one], "registers": [one for one in feet if one],
    }  # fmt: skip


def to_content(to: Addressee) -> Mapping[str, Any]:
    town = " ".join(one for one in (to.postal_code, to.municipality) if one)
    care_of = f"presso {to.care_of}" if to.care_of else ""
    return {"lines": [one for one in (to.name, care_of, to.address, town) if one]}


def place_and_day(head: Letterhead, on: Any) -> str:
    return f"{head.municipality}, {long_day(on)}" if head.municipality else long_day(on)


def how_to_pay(head: Letterhead) -> Piece:
    """To whom and where the money goes."""
    return pairs(("Beneficiario", head.name), ("IBAN", in_fours(head.iban)), ("Banca", head.bank))


def printable_content(value: Any) -> Any:
    """The same with every text in signs that can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {name: printable_content(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable_content(one) for one in value]
    return value
