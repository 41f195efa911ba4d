"""The first page after entering: the search box, and how much waits."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.services.adhesion_requests import count_applications
from mutua.services.bank_desk import count_open
from mutua.services.births import count_births
from mutua.services.claim_drafts import DraftListed, list_drafts
from mutua.services.counted import Counted
from mutua.services.to_approve import count_waiting
from mutua.services.work_queue import Queue, counts
from mutua.web.site import Answer, Page, Visit


def show(visit: Visit) -> Answer:
    found: dict[Queue, Counted] = {}
    if visit.may(Permission.CLAIMS_READ):
        found = counts(visit.site.archive, visit.account, visit.today)
    waiting = count_waiting(visit.site.archive, visit.account.actor_id) if visit.may(Permission.APPROVALS_READ) else 0
    with visit.site.archive.reader.begin() as connection:
        births = count_births(connection) if visit.may(Permission.MEMBERS_WRITE) else 0
        firms = count_applications(connection) if visit.may(Permission.FIRMS_WRITE) else 0
        money = count_open(connection) if visit.may(Permission.BANK_WRITE) else 0
    return Page("home.html", {
        "counts": found, "waiting": waiting, "drafts": my_drafts(visit), "births": births, "firms": firms,
        "money": money,
    })  # fmt: skip


def my_drafts(visit: Visit, person_id: int | None = None) -> list[DraftListed]:
    """The requests that whoever is in began and did not finish; of everybody, or about one person."""
    if not visit.may(Permission.CLAIMS_WRITE):
        return []
    with visit.site.archive.reader.begin() as connection:
        return list_drafts(connection, visit.account.id, person_id)
