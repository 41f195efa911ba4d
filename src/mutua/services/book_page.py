"""The members' book page by page, as of any day: a page as it stands in the book, or the lines of whom one seeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from mutua.rules.statute import Statute
from mutua.services.dues_of_year import public_ids
from mutua.services.members_book import LINES_OF_A_PAGE, Shown, Totals, lines_shown, totals_on
from mutua.store.members import Part, count_book, how_many_events
from mutua.store.people import search_text

MOST_NUMBER = 2**63 - 1  # what the archive can look for


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
    part = _meant(words.strip())
    lines, found = _in_all(connection, statute, on)
    total = count_book(connection, on, part) if words.strip() else lines
    some = lines_shown(connection, statute, on, part._replace(first=(page - 1) * LINES_OF_A_PAGE, most=LINES_OF_A_PAGE))
    names = public_ids(connection, [one.told.person_id for one in some])
    pages = max(1, -(-total // LINES_OF_A_PAGE))
    return BookPage(tuple(LineOfBook(names[one.told.person_id], one) for one in some), page, pages, total, lines,
                    found)  # fmt: skip


_KNOWN: WeakKeyDictionary[Engine, tuple[tuple[object, ...], tuple[int, Totals]]] = WeakKeyDictionary()


def _in_all(connection: Connection, statute: Statute, on: date) -> tuple[int, Totals]:
    """How many lines the book has on the day, and the totals: the same as long as no life has one event more.

    Lives are kept for ever, so how many events there are tells whether anything is new; they are gone through once.
    """
    as_of = (on, how_many_events(connection), tuple(sorted(statute.votes.items())), statute.suspended_vote)
    before = _KNOWN.get(connection.engine)
    if before is None or before[0] != as_of:
        before = as_of, (count_book(connection, on), totals_on(connection, statute, on))
        _KNOWN[connection.engine] = before
    return before[1]


def _meant(words: str) -> Part:
    if words.isdecimal():
        return Part(number=min(int(words), MOST_NUMBER))
    return Part(pieces=tuple(search_text(words).split()))
