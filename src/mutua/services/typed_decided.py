"""What would come back of a request while it is being typed, by the engine that decides; nothing is kept."""

from __future__ import annotations

from sqlalchemy import Connection

from mutua.services.claim_cells import Typed
from mutua.services.decide_claim import Refusal
from mutua.services.desk_values import Draft
from mutua.services.estimate_claim import estimate, with_own_invoices
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, asking_more


def decided_now(
    connection: Connection, plans: PlanBook, found: ClaimTyped, typed: Typed, *, supposing: bool = False
) -> Draft | Refusal | None:
    """What would come back of it, once all is in order; None while that cannot be told. Lines learn the answers that
    turn out wanted. `supposing`: an invoice, where none was told."""
    if found.told is None or found.unreadable:
        return None
    told = with_own_invoices(found.told) if supposing else found.told
    draft = estimate(connection, plans, told, found.household_id, in_order=True)
    if isinstance(draft, Draft):
        booked = plans[found.plan_code]
        for line, answer in zip([one for one in found.lines if one.asked], draft.answer.lines, strict=True):
            wanted = [one.name for one in answer.missing if one.kind == "fact"]
            found.lines[found.lines.index(line)] = asking_more(line, wanted, booked, typed)
    return draft
