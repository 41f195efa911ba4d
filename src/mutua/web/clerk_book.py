"""The members' book as a page: as of any day, searched or leafed through, and the whole of it as a paper."""

from __future__ import annotations

from datetime import date

from mutua.services.book_page import book_page
from mutua.services.issue_papers import Printed, print_and_note
from mutua.services.papers_wanted import members_book
from mutua.web.forms import Refused
from mutua.web.member_forms import BookOf, BookQuery, SeekBook
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Page, Visit
from mutua.wording.member_life import BODIES, EVENTS, KINDS, REASONS


def show(visit: Visit, query: BookQuery | Refused) -> Answer:
    asked = BookQuery() if isinstance(query, Refused) else query
    return _page(visit, asked.giorno, page=asked.pagina)


def seek(visit: Visit, form: SeekBook | Refused) -> Answer:
    """The lines of whom one seeks."""
    if isinstance(form, Refused):
        return _page(visit, status=422)
    return _page(visit, form.day, words=form.words)


def _page(
    visit: Visit, on: date | None = None, status: int = 200, *, page: int = 1, words: str = "", why: str = ""
) -> Page:
    day, english = on or visit.today, visit.language == "en"
    with visit.site.archive.snapshot() as connection:
        found = book_page(connection, visit.site.statute, day, page, words)
    return Page("book.html", {
        "found": found, "day_of": day, "sought": words.strip(), "why": why,
        "events": {code: told[english] for code, told in EVENTS.items()},
        "kinds": {code: told[english] for code, told in KINDS.items()},
        "reasons": {code: told[english] for code, told in REASONS.items()},
        "bodies": {code: told[english] for code, told in BODIES.items()},
    }, status)  # fmt: skip


def print_book(visit: Visit, form: BookOf | Refused) -> Answer:
    """The whole book as of a day, as a paper that is noted."""
    if isinstance(form, Refused):
        return _page(visit, status=422)
    (printed,) = print_and_note(visit.at, members_book(visit.site.statute, form.day))
    if not isinstance(printed, Printed):
        why = refused_sentence(visit, printed.refusal.code, printed.refusal.found)
        return _page(visit, form.day, 409, why=why)
    return File(printed.pdf, "application/pdf", f"{printed.wanted.file}.pdf", shown=True)
