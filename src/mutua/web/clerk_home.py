"""The first page after entering: the search box, and how much waits."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.services.claim_drafts import DraftListed, list_drafts
from mutua.services.list_claims import Page as Listing
from mutua.services.list_claims import Wanted, list_claims
from mutua.web.site import Answer, Page, Visit

QUEUES = ("waiting", "suspended", "to-pay", "parked")


def show(visit: Visit) -> Answer:
    counts: dict[str, int] = {}
    if visit.may(Permission.CLAIMS_READ):
        for state in QUEUES:
            found = list_claims(visit.site.archive, Wanted(state=state), today=visit.today)
            counts[state] = found.total if isinstance(found, Listing) else 0
    return Page("home.html", {"counts": counts, "drafts": my_drafts(visit)})


def my_drafts(visit: Visit, person_id: int | None = None) -> list[DraftListed]:
    """The requests that whoever is in began and did not finish; of everybody, or about one person."""
    if not visit.may(Permission.CLAIMS_WRITE):
        return []
    with visit.site.archive.reader.begin() as connection:
        return list_drafts(connection, visit.account.id, person_id)
