"""The lists of work: what waits, since when, and how many days are left of the promised term."""

from __future__ import annotations

from mutua.services.to_approve import count_waiting
from mutua.services.work_queue import Queue, counts, note_shown, queue_page
from mutua.web.clerk_decide_forms import QueueQuery
from mutua.web.forms import Refused
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.claim_states import light_of

OLDER_THAN = (0, 15, 30, 60)  # days, the choices of the filter


def first(visit: Visit) -> Answer:
    return Go("queue_decide")


def mine(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.MINE, query)


def decide(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.DECIDE, query)


def complete(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.COMPLETE, query)


def bring(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.BRING, query)


def authorise(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.AUTHORISE, query)


def appeals(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.APPEALS, query)


def pay(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.PAY, query)


def parked(visit: Visit, query: QueueQuery | Refused) -> Answer:
    return _page(visit, Queue.PARKED, query)


def _page(visit: Visit, queue: Queue, query: QueueQuery | Refused) -> Page:
    """A page of the list; an address that says something else shows the first page."""
    asked = QueueQuery() if isinstance(query, Refused) else query
    site = visit.site
    found = queue_page(
        site.archive, site.plans, visit.account, queue, asked.pagina, visit.today, older_than=asked.da_giorni,
        language=visit.language,
    )
    note_shown(site.archive, found, actor_id=visit.account.actor_id, now=visit.now)
    every = counts(site.archive, visit.account, visit.today)
    values = {"queue": queue, "found": found, "counts": every, "older": asked.da_giorni, "choices": OLDER_THAN,
              "light": light_of,
              "waiting": count_waiting(site.archive, visit.account)}
    return Page("queue.html", values)
