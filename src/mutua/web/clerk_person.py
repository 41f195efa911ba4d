"""The sheet of a person: covered or not in words, household, what is left, last requests, what is owed."""

from __future__ import annotations

from mutua.services.show_covers import show_covers
from mutua.services.show_member import show_member
from mutua.web.clerk_home import my_drafts
from mutua.web.site import Answer, Page, Visit


def show(visit: Visit) -> Answer:
    with visit.site.archive.snapshot() as connection:
        member = show_member(connection, visit.site.statute, visit.subject, visit.today)
        covers = show_covers(connection, visit.site.plans, visit.subject, visit.today)
    return Page("person.html", {"member": member, "covers": covers, "drafts": my_drafts(visit, visit.subject)})
