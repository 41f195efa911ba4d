"""Contributions of a year: who owes how much and how it stands, notices and reminders to print, who is late."""

from __future__ import annotations

from collections.abc import Callable

from mutua.boot import settings
from mutua.domain.dues import DueState
from mutua.services.arrears_shown import late_page
from mutua.services.contribution_notices import nowhere_to_pay
from mutua.services.dues_of_year import dues_of_year, years_of_dues
from mutua.services.long_work import Told
from mutua.services.notices_printed import (
    MOST,
    REMIND_AFTER,
    TITLES,
    PrintedNotices,
    last_together,
    print_again,
    print_notices,
    print_reminders,
)
from mutua.services.outside_figures import over_the_line_or_none
from mutua.services.subjects import homes_of_family
from mutua.web import dues_forms as forms
from mutua.web.forms import Refused
from mutua.web.print_work import Job, Made, make_beside
from mutua.web.site import Answer, Page, Visit
from mutua.wording.counter import DUE_STATES, cover_when_late
from mutua.wording.dues import NOWHERE_TO_PAY, over_line_sentence
from mutua.wording.member_life import STATES

Prints = Callable[[Told], PrintedNotices | None]


def show(visit: Visit, query: forms.YearQuery | Refused) -> Answer:
    asked = forms.YearQuery() if isinstance(query, Refused) else query
    return _year(visit, asked.anno, page=asked.pagina, stands=asked.stato)


def _year(
    visit: Visit, year: int = 0, status: int = 200, *, page: int = 1, stands: str = "", none: bool = False,
    why: str = "",
) -> Page:
    state, year = DueState(stands) if stands else None, year or visit.today.year
    with visit.site.archive.snapshot() as connection:
        found = dues_of_year(
            connection, year, visit.today, state=state, page=page,
            without=homes_of_family(connection, visit.account),
        )  # fmt: skip
        years = years_of_dues(connection, visit.today.year)
        last = last_together(connection, year, "notice", visit.today)
        over = over_the_line_or_none(connection, settings().rulesets, year, found.owed_cents)
    english = visit.language == "en"
    return Page("dues_year.html", {
        "found": found, "years": years, "state": stands, "nothing": none, "why": why, "most": MOST, "last": len(last),
        "states": {one.value: told[english] for one, told in DUE_STATES.items()},
        "over_line": over and over_line_sentence(*over, visit.language),
        "lights": {"paid": "good", "open": "wait", "late": "bad", "credit": "wait"},
    }, status)  # fmt: skip


def notices(visit: Visit, form: forms.OfYear | Refused) -> Answer:
    """The next notices in one file."""
    if isinstance(form, Refused):
        return _year(visit, status=422)
    at, year, why = visit.at, form.year, nowhere_to_pay_told(visit)
    if why:
        return _year(visit, year, 409, why=why)
    return _beside(visit, "notice", year, lambda told: print_notices(at, year, told=told)) or _none(visit, year)


def notices_again(visit: Visit, form: forms.OfYear | Refused) -> Answer:
    if isinstance(form, Refused):
        return _year(visit, status=422)
    at, year, day = visit.at, form.year, visit.today
    return _beside(visit, "notice", year, lambda told: print_again(at, year, "notice", day)) or _none(visit, year)


def nowhere_to_pay_told(visit: Visit) -> str:
    """Why nobody can be told where to pay; "" where they can."""
    with visit.site.archive.reader.begin() as connection:
        return visit.say(*NOWHERE_TO_PAY) if nowhere_to_pay(connection) else ""


def _none(visit: Visit, year: int) -> Page:
    return _year(visit, year, 409, none=True)


def _beside(visit: Visit, kind: str, year: int, prints: Prints) -> Answer | None:
    """Printed beside the pages, in one file; None where there is nothing to print."""
    back, name = ("dues_year", "avvisi") if kind == "notice" else ("late", "solleciti")

    def make(told: Told) -> Made | None:
        found = prints(told)
        return None if found is None else Made(found.pdf, f"{name}-{year}-{found.mark}.pdf", found.papers)

    return make_beside(visit, Job(TITLES[kind].format(year=year), back, dues=True), make)


# ---------------------------------------------------------------- who is late


def late(visit: Visit, query: forms.LateQuery | Refused) -> Answer:
    return _late(visit, forms.LateQuery() if isinstance(query, Refused) else query)


def _late(
    visit: Visit, asked: forms.LateQuery, status: int = 200, *, none: bool = False, why: str = ""
) -> Page:  # fmt: skip
    day = asked.giorno or visit.today
    with visit.site.archive.snapshot() as connection:
        found = late_page(
            connection, visit.site.plans, day, asked.pagina, homes_of_family(connection, visit.account)
        )
        last = last_together(connection, day.year, "reminder", visit.today)
        years = years_of_dues(connection, visit.today.year)[1:]
    return Page("late.html", {
        "found": found, "day_of": day, "nothing": none, "why": why, "most": MOST, "after": REMIND_AFTER,
        "last": len(last),
        "years": years, "states": {code: told[visit.language == "en"] for code, told in STATES.items()},
        "cover": lambda one: cover_when_late(one.stops_on, one.resumes_on, one.paid_on, waits=one.waits,
                                             language=visit.language),
    }, status)  # fmt: skip


def reminders(visit: Visit, form: forms.OfYear | Refused) -> Answer:
    """The next reminders in one file."""
    if isinstance(form, Refused):
        return _late(visit, forms.LateQuery(), 422)
    at, year, day, why = visit.at, form.year, visit.today, nowhere_to_pay_told(visit)
    if why:
        return _late(visit, forms.LateQuery(), 409, why=why)
    found = _beside(visit, "reminder", year, lambda told: print_reminders(at, year, day, told=told))
    return found or _late(visit, forms.LateQuery(), 409, none=True)


def reminders_again(visit: Visit, form: forms.OfYear | Refused) -> Answer:
    if isinstance(form, Refused):
        return _late(visit, forms.LateQuery(), 422)
    at, year, day = visit.at, form.year, visit.today
    found = _beside(visit, "reminder", year, lambda told: print_again(at, year, "reminder", day))
    return found or _late(visit, forms.LateQuery(), 409, none=True)
