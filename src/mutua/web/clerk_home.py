"""The first page after entering: the search box, and how much waits."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.services.work_queue import Queue, counts
from mutua.web.site import Answer, Page, Visit


def show(visit: Visit) -> Answer:
    found: dict[Queue, int] = {}
    if visit.may(Permission.CLAIMS_READ):
        found = counts(visit.site.archive, visit.account, visit.today)
    return Page("home.html", {"counts": found})
