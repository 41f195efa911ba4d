"""The first page after entering: the search box, how much waits, and which requests wait longest."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.services.adhesion_requests import count_applications
from mutua.services.bank_desk import count_open
from mutua.services.births import count_births
from mutua.services.claim_drafts import DraftListed, list_drafts
from mutua.services.counted import Counted
from mutua.services.show_payments import count_back
from mutua.services.to_approve import count_waiting
from mutua.services.work_queue import Queue, QueuePage, counts, note_shown, queue_page
from mutua.web.site import Answer, Page, Visit

SHOWN = 5  # of those to decide


def show(visit: Visit) -> Answer:
    found: dict[Queue, Counted] = {}
    if visit.may(Permission.CLAIMS_READ):
        found = counts(visit.site.archive, visit.account, visit.today)
    waiting = count_waiting(visit.site.archive, visit.account) if visit.may(Permission.APPROVALS_READ) else 0
    with visit.site.archive.reader.begin() as connection:
        births = count_births(connection) if visit.may(Permission.MEMBERS_WRITE) else 0
        firms = count_applications(connection) if visit.may(Permission.FIRMS_WRITE) else 0
        money = count_open(connection) if visit.may(Permission.BANK_WRITE) else 0
        preparing = visit.may(Permission.PAYMENTS_PREPARE)
        back = count_back(connection, visit.account.actor_id, visit.today) if preparing else 0
    return Page("home.html", {
        "counts": found, "waiting": waiting, "drafts": my_drafts(visit), "births": births, "firms": firms,
        "money": money, "back": back, "queue": Queue.DECIDE, "found": _oldest(visit),
    })  # fmt: skip


def _oldest(visit: Visit) -> QueuePage | None:
    """The first of the list of whoever decides; None for others."""
    if not visit.may(Permission.CLAIMS_DECIDE):
        return None
    site = visit.site
    found = queue_page(
        site.archive, site.plans, visit.account, Queue.DECIDE, 1, visit.today, language=visit.language, at_once=SHOWN
    )
    note_shown(site.archive, found, actor_id=visit.account.actor_id, now=visit.now)
    return found


def my_drafts(visit: Visit, person_id: int | None = None) -> list[DraftListed]:
    """The requests that whoever is in began and did not finish; of everybody, or about one person."""
    if not visit.may(Permission.CLAIMS_WRITE):
        return []
    with visit.site.archive.reader.begin() as connection:
        return list_drafts(connection, visit.account.id, person_id)
