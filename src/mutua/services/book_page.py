"""The members' book page by page, as of any day: a page as it stands in the book, or the lines of whom one seeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.rules.statute import Statute
from mutua.services.dues_of_year import public_ids
from mutua.services.members_book import LINES_OF_A_PAGE, Shown, Totals, members_book
from mutua.store.people import search_text


class LineOfBook(NamedTuple):
    """A line, and how an address names the person."""

    public_id: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class BookPage:
    """`number` of `pages`: of the book itself, or of what was found; `total` lines, of `lines` in the book."""

    lines: tuple[LineOfBook, ...]
    number: int
    pages: int
    total: int
    lines_of_book: int
    totals: Totals


def book_page(connection: Connection, statute: Statute, on: date, page: int = 1, words: str = "") -> BookPage:
    """A page of the book as of the day. `words`: pieces of a name, or a member number; then the lines found, paged."""
    every, totals = members_book(connection, statute, on)
    found = [one for one in every if _means(one, words)] if words.strip() else every
    some = found[(page - 1) * LINES_OF_A_PAGE : page * LINES_OF_A_PAGE]
    names = public_ids(connection, [one.told.person_id for one in some])
    pages = max(1, -(-len(found) // LINES_OF_A_PAGE))
    return BookPage(tuple(LineOfBook(names[one.told.person_id], one) for one in some), page, pages, len(found),
                    len(every), totals)  # fmt: skip


def _means(one: Shown, words: str) -> bool:
    if words.strip().isdigit():
        return one.told.member_number == int(words)
    names = search_text(one.who.surname, one.who.given_name).split()
    return all(any(name.startswith(piece) for name in names) for piece in search_text(words).split())
