"""Who made a decision: whoever recorded it, and whoever proposed or approved it. None of them judges it after."""

from __future__ import annotations

from sqlalchemy import Connection, select

from mutua.domain.four_eyes import Act, Matter, same_person
from mutua.store.approvals import Proposal, read_proposal, read_proposals, who_acts
from mutua.store.decisions import DecisionRecord
from mutua.store.tables import approval, entry

_TOOK_PART = (Act.PROPOSED, Act.APPROVED, Act.DONE)  # whoever refused what was proposed made nothing


def made_by(connection: Connection, one: DecisionRecord, actor_id: int) -> bool:
    """Whether whoever acts took part in the decision, with whichever login: took it, took it back, proposed or
    approved it because of its amount or of whom it is about, as a correction, or as an exception."""
    here = (entry.c.chain_id == one.chain_id) & (entry.c.position == one.position)
    author = connection.scalar(select(entry.c.actor_id).where(here))
    if author == actor_id:
        return True
    who = who_acts(connection, actor_id)
    if author is not None and same_person(who_acts(connection, author), who):
        return True
    acts = [act for told in _proposals(connection, one) for act in told.acts if act.act in _TOOK_PART]
    return any(same_person(act.by, who) for act in acts)


def _proposals(connection: Connection, one: DecisionRecord) -> list[Proposal]:
    """Those by which it was decided: of its exceptions, and the one carried out in the moment it was recorded."""
    named = [read_proposal(connection, number) for number in {other.proposal_id for other in one.overrides}]
    matters = approval.c.matter.in_([Matter.DECISION.value, Matter.REVERSAL.value])
    about = matters & (approval.c.subject == str(one.claim_id))
    carried_out = [
        told for told in read_proposals(connection, about)
        if any(act.act is Act.DONE and at == one.recorded_at for act, at in zip(told.acts, told.at, strict=True))
    ]  # fmt: skip
    return [told for told in named if told is not None] + carried_out
