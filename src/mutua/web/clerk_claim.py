"""One request: whose it is, what was decided and why, or what would be decided."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal, propose
from mutua.services.explain_claim import Explained, explain_claim, heading
from mutua.web.site import Answer, Page, Visit
from mutua.wording.explain import explain_assessment


def show(visit: Visit) -> Answer:
    archive = visit.site.archive
    told = heading(archive, visit.subject)
    explained = explain_claim(archive, visit.subject, visit.language)
    proposed: list[str] = []
    proposal = propose(archive, visit.site.plans, visit.subject)
    if not isinstance(proposal, Refusal):
        draft = proposal.draft
        versions = {one.version: one for one in draft.booked.plan.versions}
        proposed = explain_assessment(draft.answer, versions, visit.language, draft.case, visit.today)
    decided = explained.sentences if isinstance(explained, Explained) else ()
    return Page("claim.html", {"told": told, "decided": decided, "proposed": proposed})
