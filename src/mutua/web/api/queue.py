"""The lists of work for programs, the oldest first."""

from __future__ import annotations

from mutua.services.work_queue import Queue, note_shown, queue_page
from mutua.web.api import answers
from mutua.web.api.guards import Asked


def decide(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.DECIDE)


def complete(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.COMPLETE)


def authorise(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.AUTHORISE)


def pay(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.PAY)


def _page(asked: Asked, queue: Queue) -> answers.QueuePage:
    visit = asked.visit
    found = queue_page(
        visit.site.archive, visit.site.plans, visit.account, queue, asked.page, visit.today, language=visit.language,
        every_one=True,
    )
    note_shown(visit.site.archive, found, actor_id=visit.account.actor_id, now=visit.now)
    rows = [
        answers.QueueRow(
            id=one.listed.public_id, number=one.listed.claim_id, reference=one.listed.reference,
            surname=one.listed.surname, given_name=one.listed.given_name, benefits=list(one.benefits), since=one.since,
            by=one.by, asked_cents=one.listed.asked_cents, owed_cents=one.listed.owed_cents,
        )
        for one in found.waiting
    ]  # fmt: skip
    return answers.QueuePage(rows=rows, total=found.total, page=found.number, pages=found.pages)
