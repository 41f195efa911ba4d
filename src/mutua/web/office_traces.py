"""Traces: who did what in the archive, when."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.services.traces import Asked, everybody, traces
from mutua.web.forms import Refused, Wrong
from mutua.web.office_forms import TraceQuery
from mutua.web.site import Answer, Page, Visit
from mutua.wording.four_eyes import matter_word
from mutua.wording.rights import acting_words
from mutua.wording.traces import TRACES, trace_word


def today(visit: Visit) -> Answer:
    """Everything of today."""
    return _page(visit, TraceQuery())


def find(visit: Visit, form: TraceQuery | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, TraceQuery(), 422)
    if form.since is not None and form.until is not None and form.until < form.since:
        return _page(visit, TraceQuery(), 422, (Wrong("until", "days_reversed"),))
    return _page(visit, form)


def _page(visit: Visit, form: TraceQuery, status: int = 200, wrong: tuple[Wrong, ...] = ()) -> Page:
    since = form.since or form.until or visit.today
    asked = Asked(since, max(since, form.until or visit.today), form.by, form.kind, form.words)
    whose = visit.may(Permission.PERSON_READ)
    with visit.site.archive.snapshot() as connection:
        found = traces(connection, visit.account, asked, form.page, visit.language, whose=whose)
        values = {
            "found": found, "asked": asked, "actors": everybody(connection, whose=whose), "whose": whose, "words": "",
            "kinds": sorted((trace_word(one, visit.language), one) for one in TRACES),
            "what": lambda kind: trace_word(kind, visit.language),
            "acting": lambda one: acting_words(one.name, one.proxy_of, visit.language),
            "matter": lambda one: matter_word(one.matter, one.act, visit.language),
        }  # fmt: skip
    return Page("traces.html", values, status, wrong)
