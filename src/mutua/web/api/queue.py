"""The lists of work for programs, the oldest first."""

from __future__ import annotations

from mutua.services.to_approve import what_waits
from mutua.services.work_queue import Queue, note_shown, queue_page
from mutua.web.api import answers
from mutua.web.api.guards import Asked
from mutua.wording.four_eyes import WHYS

AT_ONCE = 25  # of a page


def mine(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.MINE)


def decide(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.DECIDE)


def complete(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.COMPLETE)


def authorise(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.AUTHORISE)


def appeals(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.APPEALS)


def pay(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.PAY)


def parked(asked: Asked) -> answers.QueuePage:
    return _page(asked, Queue.PARKED)


def approve(asked: Asked) -> answers.ApprovalsPage:
    """What waits for a second person, the oldest first; nothing of one's own family."""
    visit = asked.visit
    every = what_waits(visit.site.archive, visit.account.actor_id)
    rows = [
        answers.ApprovalRow(
            id=one.proposal.public_id, matter=one.proposal.matter.value, about=one.number, claim=one.subject_public_id,
            person=one.person_public_id, name=one.name, cents=one.proposal.cents,
            why=[WHYS[why][visit.language == "en"] for why in one.proposal.why], proposed_by=one.proposal.names[0],
            proposed_at=one.proposal.at[0], mine=one.mine, people_wanted=one.wanted,
        )
        for one in every[(asked.page - 1) * AT_ONCE : asked.page * AT_ONCE]
    ]  # fmt: skip
    return answers.ApprovalsPage(rows=rows, total=len(every), page=asked.page, pages=max(1, -(-len(every) // AT_ONCE)))


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
            by=one.by, days_left=one.days_left, waits_for=one.kind.value, missing=list(one.missing),
            taken_by="" if one.holder is None else one.holder.name, asked_cents=one.listed.asked_cents,
            asked_in_kind=one.in_kind, owed_cents=one.listed.owed_cents, back_on=one.back_on,
        )
        for one in found.waiting
    ]  # fmt: skip
    return answers.QueuePage(rows=rows, total=found.total, page=found.number, pages=found.pages,
                             of_family=found.of_family)  # fmt: skip
