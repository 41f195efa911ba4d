"""«Chiedi i documenti»: a request that lacks something is put down as waiting and all of it is asked for at once."""

from __future__ import annotations

from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Changed, Refusal, decide, propose
from mutua.services.issue_papers import Printed
from mutua.services.request_letters import ask_for_papers
from mutua.services.take_claim import take_claim
from mutua.store.vault import Vault
from mutua.wording.awaited import awaited, theirs


def ask_now(
    at: Desktop, claim_id: int, account_id: int, vault: Vault | None, *, seen: str
) -> Printed | Changed | Refusal:
    """Decides the request as it was shown and prints the letter that asks for what is missing.

    Refuses a request that lacks nothing, and does not decide it. One that was decided meanwhile is not decided again:
    its letter is printed, if it waits.
    """
    proposal = propose(at.archive, at.plans, claim_id)
    if isinstance(proposal, Refusal):
        return _asked_after(at, claim_id, account_id, vault, proposal)
    draft = proposal.draft
    versions = {one.version: one for one in draft.booked.plan.versions}
    if not theirs(awaited(draft.answer, versions)):
        return Refusal("nothing_missing", str(claim_id))
    done = decide(at.archive, at.plans, claim_id, seen=seen, actor_id=at.actor_id, now=at.now, ids=at.ids)
    if isinstance(done, Refusal):
        return _asked_after(at, claim_id, account_id, vault, done)
    return done if isinstance(done, Changed) else ask(at, claim_id, account_id, vault)


def _asked_after(
    at: Desktop, claim_id: int, account_id: int, vault: Vault | None, refusal: Refusal
) -> Printed | Refusal:
    """The letter of what was decided meanwhile; where there is none, why nothing was decided."""
    if refusal.code != "claim_not_pending":
        return refusal
    asked = ask(at, claim_id, account_id, vault)
    return refusal if isinstance(asked, Refusal) else asked


def ask(
    at: Desktop, claim_id: int, account_id: int, vault: Vault | None, *, again: str = ""
) -> Printed | Refusal:
    """The letter with everything missing. Whoever asks has the request then; who prints the letter once more does not
    take it from a colleague."""
    found = ask_for_papers(at, claim_id, vault, again=again)
    if isinstance(found, Printed) and not found.again:
        take_claim(at, claim_id, account_id)
    return found
