"""Traces: who did what in the archive, when."""

from __future__ import annotations

from collections.abc import Callable

from mutua.domain.access import Permission
from mutua.services.traces import Asked, everybody, traces
from mutua.web.forms import Refused, Wrong
from mutua.web.office_forms import TraceQuery
from mutua.web.site import Answer, Page, Visit
from mutua.wording.four_eyes import matter_word
from mutua.wording.rights import acting_words
from mutua.wording.society import society_change_sentence
from mutua.wording.traces import TRACES, trace_word


def today(visit: Visit) -> Answer:
    """Everything of today."""
    return _page(visit, TraceQuery())


def find(visit: Visit, form: TraceQuery | Refused) -> Answer:
    return asked_for(visit, form, _page)


Shows = Callable[[Visit, TraceQuery, int, tuple[Wrong, ...]], Page]


def asked_for(visit: Visit, form: TraceQuery | Refused, page: Shows) -> Page:
    """The page of what is asked for; of today, with what is wrong, where that cannot be."""
    if isinstance(form, Refused):
        return page(visit, TraceQuery(), 422, ())
    if form.since is not None and form.until is not None and form.until < form.since:
        return page(visit, TraceQuery(), 422, (Wrong("until", "days_reversed"),))
    return page(visit, form, 200, ())


def meant(visit: Visit, form: TraceQuery) -> Asked:
    since = form.since or form.until or visit.today
    return Asked(since, max(since, form.until or visit.today), form.by, form.kind, form.words)


def _page(visit: Visit, form: TraceQuery, status: int = 200, wrong: tuple[Wrong, ...] = ()) -> Page:
    asked = meant(visit, form)
    whose = visit.may(Permission.PERSON_READ)
    with visit.site.archive.snapshot() as connection:
        found = traces(connection, visit.account, asked, form.page, visit.language, whose=whose)
        values = {
            "found": found, "asked": asked, "actors": everybody(connection, whose=whose), "whose": whose, "words": "",
            "kinds": sorted((trace_word(one, visit.language), one) for one in TRACES),
            "what": lambda kind: trace_word(kind, visit.language),
            "acting": lambda one: acting_words(one.name, one.proxy_of, visit.language),
            "changed": lambda one: society_change_sentence(one, visit.language),
            "matter": lambda one: matter_word(one.matter, one.act, visit.language),
        }  # fmt: skip
    return Page("traces.html", values, status, wrong)
