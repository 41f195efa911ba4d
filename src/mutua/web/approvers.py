"""Who may approve what waits for a second person, as the pages say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mutua.services.who_approves import WhoApproves, who_approves, who_else
from mutua.store.approvals import Proposal
from mutua.web.site import Visit
from mutua.wording.four_eyes import who_approves_sentence


class Approvers(NamedTuple):
    """Who may approve, in a sentence; `stuck`: nobody can, as things are."""

    said: str
    stuck: bool


def approvers_told(visit: Visit, some: Iterable[Proposal]) -> dict[int, Approvers]:
    """Of each proposal that waits, by number."""
    with visit.site.archive.reader.begin() as connection:
        found = who_approves(connection, some)
    return {number: _told(visit, one) for number, one in found.items()}


def approvers_of_mine(visit: Visit, person_id: int | None) -> Approvers:
    """Of what whoever looks would propose about a person."""
    return _told(visit, who_else(visit.site.archive, visit.account.actor_id, person_id))


def _told(visit: Visit, one: WhoApproves) -> Approvers:
    return Approvers(who_approves_sentence(one.names, one.wanted, visit.language), one.stuck)
