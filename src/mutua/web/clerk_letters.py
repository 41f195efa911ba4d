"""The letters of a day: which decisions have theirs printed, and all of them in one file for the printer."""

from __future__ import annotations

from datetime import date

from mutua.services.request_letters import MOST_TOGETHER, letters_page, letters_wanted
from mutua.services.subjects import family_of
from mutua.web.clerk_decide_forms import DayQuery, LettersOf
from mutua.web.forms import Refused
from mutua.web.print_work import Job, print_beside
from mutua.web.site import Answer, Page, Visit
from mutua.wording.numbers import calendar_date


def show(visit: Visit, query: DayQuery | Refused) -> Answer:
    asked = DayQuery() if isinstance(query, Refused) else query
    return _page(visit, asked.giorno or visit.today, number=asked.pagina)


def _page(visit: Visit, day: date, status: int = 200, *, number: int = 1, none: bool = False) -> Page:
    with visit.site.archive.snapshot() as connection:
        found = letters_page(connection, day, number, family_of(connection, visit.account))
    return Page("letters.html", {"day_of": day, "found": found, "nothing": none, "most": MOST_TOGETHER}, status)


def print_all(visit: Visit, form: LettersOf | Refused) -> Answer:
    """Some hundred letters of the day in one file, made beside the pages."""
    if isinstance(form, Refused):
        return _page(visit, visit.today, 422)
    with visit.site.archive.reader.begin() as connection:
        family = family_of(connection, visit.account)
    wanted = letters_wanted(visit.at, form.day, family, first=form.first, asking=form.kind == "papers")
    if not wanted:
        return _page(visit, form.day, none=True)
    what = "Richieste di documenti" if form.kind == "papers" else "Lettere"
    title = f"{what} del {calendar_date(form.day, 'it')}"
    return print_beside(visit, Job(title, "letters"), f"lettere-{form.day.isoformat()}.pdf", wanted)
