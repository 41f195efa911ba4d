"""One request: whose it is, what was decided and why, or what would be decided; and all that may be done with it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from mutua.rules.papers_later import missing_of
from mutua.services.appeals import show_appeals
from mutua.services.approve_decision import digest_of, open_decision
from mutua.services.beside import beside
from mutua.services.claim_file import ClaimFile, claim_file
from mutua.services.claim_goes_on import claim_goes_on
from mutua.services.claim_left import claim_left
from mutua.services.claim_missing import to_tell
from mutua.services.claim_reckoning import reckoning
from mutua.services.decide_claim import Proposal, Refusal, propose
from mutua.services.explain_claim import Explained, LineTold, awaited_by, explain_claim, lines_told
from mutua.services.override_claim import waiting_override
from mutua.services.papers_to_come import papers_to_come_of, to_come_in_words
from mutua.services.past_decisions import past_decisions
from mutua.services.payment_draft import to_send_again
from mutua.services.request_letters import asked_before
from mutua.services.second_person import watch
from mutua.services.similar import Otherwise, went_otherwise
from mutua.services.subjects import family_of
from mutua.services.take_claim import TO_DO, holder_of
from mutua.services.taking_back import would_return
from mutua.services.work_queue import public_name
from mutua.web.approvers import approvers_told
from mutua.web.forms import Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Page, Visit
from mutua.wording.awaited import awaited, theirs
from mutua.wording.beside import copy_sentence, differing_sentence, earlier_sentence, why_otherwise
from mutua.wording.claim_states import light_of
from mutua.wording.describe import benefit_sentence, procedure_sentence
from mutua.wording.four_eyes import WHYS
from mutua.wording.numbers import exact_quantity
from mutua.wording.reckoning import in_run_sentence, reckoning_rows
from mutua.wording.taking_back import paid_back_sentence, pot_back_sentence, unpaid_sentence


def show(visit: Visit) -> Answer:
    return claim_page(visit)


def claim_page(
    visit: Visit, status: int = 200, *, why: str = "", changed: bool = False, opened: str = "",
    wrong: tuple[Wrong, ...] = (),
) -> Page:  # fmt: skip
    """The page of the request. `why`: nothing was done, for that reason; `opened`: the small form that was sent."""
    archive, plans = visit.site.archive, visit.site.plans
    file = claim_file(archive, plans, visit.subject, visit.today)
    values: dict[str, Any] = {"file": file, "why": why, "changed": changed, "opened": opened}
    values["light"] = light_of
    values["counted"] = lambda one: exact_quantity(one.quantity, one.unit, visit.language)
    proposal: Proposal | Refusal | None = None
    if file.waits and "parked" not in file.states:
        proposal = propose(archive, plans, visit.subject)
    values |= _decided(visit, file)
    values |= _proposed(visit, proposal)
    values["goes_on"] = claim_goes_on(archive, plans, visit.subject, visit.language)
    left = claim_left(archive, plans, visit.subject, visit.today)
    values["past"] = [
        (one, _with_rules(visit, one.explained.parts))
        for one in past_decisions(archive, visit.subject, visit.language)
    ]
    values |= _exception(visit)
    values["appeals"] = show_appeals(archive, visit.subject, visit.account.actor_id)
    values["returns"] = _returns(visit) if values["explained"] else []
    values["key"] = secrets.token_urlsafe(18)
    values["tell"] = to_tell(plans, file, values["missing"], visit.language)
    with archive.reader.begin() as connection:
        money = reckoning(connection, file, left)
        values["holder"] = holder_of(connection, visit.subject)
        values["back"] = to_send_again(connection, visit.today, [visit.subject]).get(visit.subject)
    values["money"], values["money_rows"] = money, reckoning_rows(money, visit.language) if money else []
    values["in_run"] = in_run_sentence(money.run, visit.language) if money and money.run else ""
    values["to_take"] = bool(TO_DO & set(file.states))
    return Page("claim.html", values, status, wrong)


def _decided(visit: Visit, file: ClaimFile) -> Mapping[str, Any]:
    """The decision in force, as its own record tells it, and what it waits for."""
    found = explain_claim(visit.site.archive, visit.subject, visit.language) if file.sequence else None
    explained = found if isinstance(found, Explained) else None
    awaited = awaited_by(visit.site.archive, visit.subject, visit.language) if explained and not file.waits else None
    with visit.site.archive.reader.begin() as connection:
        asked = asked_before(connection, visit.subject)
        to_bring = [visit.subject] if "to-bring" in file.states else []
        to_come = papers_to_come_of(connection, to_bring, visit.language).get(visit.subject, ())
    return {
        "to_come": to_come,
        "explained": explained, "decided": _with_rules(visit, explained.parts) if explained else [],
        "missing": explained.missing if explained else (), "awaited": theirs(awaited or ()),
        "asked_now": [on for sequence, on in asked if sequence == file.sequence],
        "asked_before": [on for sequence, on in asked if sequence != file.sequence],
    }  # fmt: skip


def _exception(visit: Visit) -> Mapping[str, Any]:
    """The exception that waits for another person, line by line; `mine`: whoever looks proposed it."""
    found = waiting_override(visit.site.archive, visit.site.plans, visit.subject)
    if found is None:
        return {"exception": None}
    why = ""
    told: tuple[LineTold, ...] = ()
    if found.refusal is not None:
        why = refused_sentence(visit, found.refusal.code, found.refusal.found)
    if found.weighed is not None:
        draft = found.weighed.by_rules
        versions = {one.version: one for one in draft.booked.plan.versions}
        told = lines_told(
            draft.answer, versions, visit.language, draft.case, visit.today, found.weighed.exceptions
        )
    mine = found.proposal.acts[0].by.account_id == visit.account.id
    return {"exception": found, "exception_told": [(one, "") for one in told], "exception_why": why, "mine": mine,
            "approvers": approvers_told(visit, [found.proposal]).get(found.proposal.id)}


def _returns(visit: Visit) -> list[str]:
    """What taking the decision back would bring, in sentences."""
    found = would_return(visit.site.archive, visit.site.plans, visit.subject, visit.today)
    told = [pot_back_sentence(one.pot, one.amount, one.unit, one.period, one.rules, visit.language)
            for one in found.pots]  # fmt: skip
    told += [unpaid_sentence(found.unpaid_cents, visit.language)] if found.unpaid_cents else []
    return told + ([paid_back_sentence(found.paid_cents, visit.language)] if found.paid_cents else [])


def _proposed(visit: Visit, proposal: Proposal | Refusal | None) -> Mapping[str, Any]:
    """What would be decided now, and what to know before doing so."""
    if proposal is None:
        return {"proposal": None, "proposed": [], "cannot": "", "beside": [], "otherwise": [], "two": "",
                "lacks": ()}
    if isinstance(proposal, Refusal):
        cannot = refused_sentence(visit, proposal.code, proposal.found)
        return {"proposal": None, "proposed": [], "cannot": cannot, "beside": [], "otherwise": [], "two": "",
                "lacks": ()}
    draft = proposal.draft
    versions = {one.version: one for one in draft.booked.plan.versions}
    told = lines_told(draft.answer, versions, visit.language, draft.case, visit.today)
    with visit.site.archive.reader.begin() as connection:
        family = family_of(connection, visit.account)
    others = went_otherwise(visit.site.archive, draft, visit.today, without=family)
    return {
        "proposal": proposal, "proposed": _with_rules(visit, told), "cannot": "", "beside": _beside(visit),
        "two": _for_two(visit, proposal), "asked": _asked(visit, proposal),
        "otherwise": [_otherwise(visit, one, told) for one in others], "missing": missing_of(draft.answer),
        "lacks": theirs(awaited(draft.answer, versions, visit.language)),
        "to_come": to_come_in_words(draft, visit.language),
    }  # fmt: skip


def _for_two(visit: Visit, proposal: Proposal) -> str:
    """Why the decision needs two people; "" where one is enough."""
    draft = proposal.draft
    with visit.site.archive.reader.begin() as connection:
        why = watch(connection, visit.today).why(draft.record.person_id, draft.answer.given_cents)
    return "; ".join(WHYS[one][visit.language == "en"] for one in why)


def _asked(visit: Visit, proposal: Proposal) -> Mapping[str, Any] | None:
    """The proposal of the decision that waits for a second person, and whether it is of what is shown here."""
    found = open_decision(visit.site.archive, visit.subject)
    if found is None:
        return None
    same, told = found.digest == digest_of(visit.subject, proposal.stamp), approvers_told(visit, [found])
    return {"one": found, "same": same, "approvers": told.get(found.id)}


def _with_rules(visit: Visit, lines: tuple[LineTold, ...]) -> list[tuple[LineTold, str]]:
    """Each line with what its rules say of the benefit."""
    found = []
    for one in lines:
        benefit = one.ruleset.benefits.get(one.benefit)
        said = benefit_sentence(one.ruleset, benefit, visit.language) if benefit is not None else ""
        clocks = procedure_sentence(one.ruleset, visit.language)
        found.append((one, f"{said} {clocks}".strip()))
    return found


def _beside(visit: Visit) -> list[tuple[str, list[str]]]:
    """What to know beside the proposal, each with the public names of the requests that it speaks of."""
    archive, found = visit.site.archive, beside(visit.site.archive, visit.subject)
    told = []
    for one in found.copies:
        said = copy_sentence(
            one.claim_id, one.line, one.other_claim_id, one.other_line, same_person=one.same_person,
            language=visit.language,
        )  # fmt: skip
        told.append((said, [public_name(archive, one.other_claim_id)]))
    if found.earlier:
        said = earlier_sentence([(one.claim_id, one.received_on) for one in found.earlier], visit.language)
        told.append((said, [public_name(archive, one.claim_id) for one in found.earlier]))
    return told


def _otherwise(visit: Visit, one: Otherwise, lines: tuple[LineTold, ...]) -> Mapping[str, Any]:
    ruleset = next((line.ruleset for line in lines if line.benefit == one.benefit), lines[0].ruleset)
    benefit = ruleset.benefits.get(one.benefit)
    unit = benefit.unit if benefit is not None else None
    differing = [
        differing_sentence(each.name, each.there, each.here, paper=each.paper, ruleset=ruleset,
                           language=visit.language, unit=unit)
        for each in one.differing[:4]
    ]
    why = why_otherwise(one.reasons, one.benefit, ruleset, visit.language)
    return {"one": one, "why": why, "differing": differing}
