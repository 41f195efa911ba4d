"""Traces of looking: who looked at whose file, who entered; for the auditor and for who keeps the logins."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.services.looks import ENTRIES, entries, looks
from mutua.services.traces import everybody
from mutua.web.forms import Refused, Wrong
from mutua.web.office_forms import TraceQuery
from mutua.web.office_traces import asked_for, meant
from mutua.web.site import Answer, Page, Visit
from mutua.wording.rights import LOOKED, acting_words
from mutua.wording.traces import ENTERED_WORDS


def today(visit: Visit) -> Answer:
    return _looks(visit, TraceQuery())


def find(visit: Visit, form: TraceQuery | Refused) -> Answer:
    return asked_for(visit, form, _looks)


def _looks(visit: Visit, form: TraceQuery, status: int = 200, wrong: tuple[Wrong, ...] = ()) -> Page:
    asked, at = meant(visit, form), int(visit.language == "en")
    whose = visit.may(Permission.PERSON_READ)
    with visit.site.archive.snapshot() as connection:
        found = looks(connection, visit.account, asked, form.page, whose=whose)
        actors = everybody(connection, whose=whose)
    values = {
        "found": found, "rows": found.looks, "asked": asked, "actors": actors, "whose": whose, "words": "",
        "tab": "looks", "to": "find_looks", "kinds": sorted((LOOKED[one][at], one.value) for one in Looked),
        "what": lambda one: LOOKED[one][at],
        "acting": lambda one: acting_words(one.name, one.proxy_of, visit.language),
    }  # fmt: skip
    return Page("looks.html", values, status, wrong)


def today_entered(visit: Visit) -> Answer:
    return _entries(visit, TraceQuery())


def find_entered(visit: Visit, form: TraceQuery | Refused) -> Answer:
    return asked_for(visit, form, _entries)


def _entries(visit: Visit, form: TraceQuery, status: int = 200, wrong: tuple[Wrong, ...] = ()) -> Page:
    asked, at = meant(visit, form), int(visit.language == "en")
    with visit.site.archive.snapshot() as connection:
        found = entries(connection, asked, form.page)
        actors = everybody(connection, whose=False)
    values = {
        "found": found, "rows": found.entries, "asked": asked, "actors": actors, "whose": False, "words": "",
        "tab": "entries", "to": "find_entries", "kinds": [(ENTERED_WORDS[one][at], one) for one in ENTRIES],
        "what": lambda one: ENTERED_WORDS[one][at],
    }  # fmt: skip
    return Page("looks.html", values, status, wrong)
