"""What is done about a decision, for the tamperer: an exception, an objection and its answer, a letter kept."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from mutua.domain.access import Role
from mutua.services.appeal_additions import add_to_appeal
from mutua.services.appeals import AppealTold, answer_appeal, file_appeal
from mutua.services.claim_life import Desktop, Done
from mutua.services.decide_claim import Recorded
from mutua.services.override_claim import (
    ByRules,
    Override,
    approve_override,
    by_rules,
    propose_override,
    waiting_override,
)
from mutua.store.approvals import Proposal
from mutua.store.tables import attachment, claim_paper, letter_file, paper_issued
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.login_helpers import login
from services.societies import NOW, Society


def decided(society: Society) -> None:
    claim_id = society.claim("Elsa", "VIS", 18000)
    one, two = (_desk(society, login(society, name, Role.APPROVER)) for name in ("quattro", "cinque"))
    rules = by_rules(society.archive, society.plans, claim_id)
    assert isinstance(rules, ByRules), rules
    told = Override({1: 15000}, "chiesta dalla mutua", "delibera n. 4/2026")
    assert isinstance(propose_override(one, claim_id, told, seen=rules.stamp), Proposal)
    waiting = waiting_override(society.archive, society.plans, claim_id)
    assert waiting is not None
    assert isinstance(approve_override(two, claim_id, seen=waiting.proposal.digest), Recorded)
    objection = AppealTold(NOW.date(), "post", "Mancano 30 euro.")
    assert isinstance(file_appeal(one, claim_id, objection), Done)
    more = AppealTold(NOW.date(), "phone", "E la ricevuta era stata consegnata.")
    assert isinstance(add_to_appeal(one, claim_id, more), Done)
    third = _desk(society, login(society, "sei", Role.CLERK))
    assert isinstance(answer_appeal(third, claim_id, "rejected", "la delibera dice così", seen="1-1"), Done)
    person_id = society.people["Elsa"]
    home = society.households[person_id]

    def work(unit: UnitOfWork) -> None:
        unit.connection.execute(insert(attachment).values(
            sha256="ba" * 32, person_id=person_id, plain_sha256="ac" * 32, byte_count=9, media_type="application/pdf",
            stored_at=NOW,
        ))  # fmt: skip
        sent = unit.entry(home, "paper")
        sent.add(paper_issued, "decision_letter", person_id, None, None, "2026-06-01", "ac" * 32, 9)
        sent.add(claim_paper, claim_id, 1, None, "")
        sent.add(letter_file, "ba" * 32)

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=NOW)


def _desk(society: Society, actor_id: int) -> Desktop:
    return Desktop(society.archive, society.plans, actor_id, NOW + timedelta(hours=1), society.ids)
