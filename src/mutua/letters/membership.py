"""What the membership card and the members' book say."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from mutua.letters.papers import BookOfMembers, BookPageLine, MembershipCard
from mutua.letters.pieces import PAGE, Piece, heading, table, texts
from mutua.letters.readable import day, long_day

_BOOK = (
    ("Riga", "r", "auto"), ("Socio n.", "r", "auto"), ("Cognome e nome", "l", "1.5"), ("Nascita", "l", "auto"),
    ("Codice fiscale", "l", "auto"), ("Categoria", "l", "auto"), ("Evento", "l", "1"), ("Con effetto", "l", "auto"),
    ("Motivo", "l", "0.7"), ("Delibera", "l", "1.2"),
)  # fmt: skip


def card(paper: MembershipCard) -> Mapping[str, Any]:
    """A letter with the card to be cut out, both sides."""
    title = "Tessera di socio"
    since = day(paper.member_since) if paper.member_since else ""
    front = [one for one in (
        ("Tessera", paper.card_number), ("Socio n.", str(paper.member_number or "")), ("Socio dal", since),
        ("Categoria", paper.kind), ("Valida fino al", day(paper.valid_until) if paper.valid_until else ""),
    ) if one[1]]  # fmt: skip
    return {
        "template": "card", "title": title, "subject": title, "person": paper.person,
        "front": [list(one) for one in front],
        "opening": "Ecco la tessera: si ritaglia lungo la linea e si piega a metà. Il numero di tessera serve ogni "
                   "volta che si telefona o si chiede un rimborso.",
        "back": [one for one in (paper.head.phone, paper.head.email, paper.head.website) if one],
        "back_note": "Per sapere a che cosa si ha diritto, chiamare la società prima di spendere.",
    }  # fmt: skip


def book(paper: BookOfMembers) -> Mapping[str, Any]:
    """The book, a sheet for each of its pages."""
    title = f"Libro soci al {long_day(paper.as_of)}"
    pieces: list[Piece] = []
    for page, lines in groupby(paper.lines, key=lambda one: one.page):
        if pieces:
            pieces.append(PAGE)
        pieces += [heading(f"Pagina {page} del libro"), table(_BOOK, [_book_row(one) for one in lines])]
    if not pieces:
        pieces.append(texts("Nel libro non c'è ancora alcuna riga."))
    if paper.closing:
        pieces += [heading("Alla stessa data"), texts(*paper.closing)]
    return {"template": "register", "title": title, "subject": title, "pieces": pieces}


def _book_row(one: BookPageLine) -> tuple[str, ...]:
    return (
        str(one.line), str(one.member_number), one.person or "(cancellato)", day(one.born_on), one.fiscal_code,
        one.kind, one.event, day(one.effective_on), one.reason, one.resolution,
    )  # fmt: skip
