"""What is done about a decision: an exception proposed, approved, refused, taken back; an objection answered."""

from __future__ import annotations

from typing import Any

from mutua.services.appeals import AppealTold, answer_appeal, file_appeal
from mutua.services.claim_file import claim_file
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import lines_told
from mutua.services.issue_papers import Printed
from mutua.services.override_claim import (
    ByRules,
    Override,
    approve_override,
    by_rules,
    propose_override,
    refuse_override,
    withdraw_override,
)
from mutua.services.request_letters import APPEAL, print_letter
from mutua.services.work_queue import public_name
from mutua.web.clerk_claim import claim_page
from mutua.web.clerk_decide_forms import Motive
from mutua.web.clerk_decided_forms import AnswerAppeal, FileAppeal, ProposeOverride, Seen
from mutua.web.forms import Empty, Refused
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit


def _to_the_page(visit: Visit, message: str) -> Go:
    return Go("claim", public_name(visit.site.archive, visit.subject), message=message)


def _refused(visit: Visit, found: Refusal, opened: str = "") -> Answer:
    return claim_page(visit, 409, why=refused_sentence(visit, found.code, found.found), opened=opened)


# ---------------------------------------------------------------- exceptions


def override(visit: Visit) -> Answer:
    """What the rules give of each line, and a place for what is decided instead."""
    return _override_page(visit)


def _override_page(visit: Visit, status: int = 200, why: str = "") -> Answer:
    archive, plans = visit.site.archive, visit.site.plans
    found = by_rules(archive, plans, visit.subject)
    if isinstance(found, Refusal):
        return _refused(visit, found)
    file = claim_file(archive, plans, visit.subject, visit.today)
    typed = visit.written.get("cents", "").split("\n")
    lines = list(zip(file.lines, _told(visit, found), found.most, strict=True))
    values: dict[str, Any] = {
        "file": file, "lines": lines, "typed": typed if len(typed) == len(lines) else [""] * len(lines),
        "stamp": found.stamp, "standing": found.standing, "why": why,
    }  # fmt: skip
    return Page("override.html", values, status)


def _told(visit: Visit, found: ByRules) -> Any:
    draft = found.draft
    versions = {one.version: one for one in draft.booked.plan.versions}
    return lines_told(draft.answer, versions, visit.language, draft.case, visit.today)


def propose(visit: Visit, form: ProposeOverride | Refused) -> Answer:
    """The exception goes to another approver; nothing is decided yet."""
    if isinstance(form, Refused):
        return _override_page(visit, 422)
    cents = {number: value for number, value in enumerate(form.cents, 1) if value is not None}
    found = propose_override(visit.at, visit.subject, Override(cents, form.motive, form.basis), seen=form.seen)
    if isinstance(found, Refusal):
        return _override_page(visit, 409, refused_sentence(visit, found.code, found.found))
    return _to_the_page(visit, "override_proposed")


def approve(visit: Visit, form: Seen | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    found = approve_override(visit.at, visit.subject, seen=form.seen)
    return _refused(visit, found) if isinstance(found, Refusal) else _to_the_page(visit, "override_decided")


def refuse(visit: Visit, form: Motive | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="refuse_override")
    found = refuse_override(visit.at, visit.subject, form.motive)
    return _refused(visit, found) if isinstance(found, Refusal) else _to_the_page(visit, "override_refused")


def withdraw(visit: Visit, form: Empty | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    found = withdraw_override(visit.at, visit.subject)
    return _refused(visit, found) if isinstance(found, Refusal) else _to_the_page(visit, "override_withdrawn")


# ---------------------------------------------------------------- objections


def object_to(visit: Visit, form: FileAppeal | Refused) -> Answer:
    """The member does not agree: recorded as they said it."""
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="appeal")
    found = file_appeal(visit.at, visit.subject, AppealTold(form.filed_on, form.channel, form.said))
    return _refused(visit, found, "appeal") if isinstance(found, Refusal) else _to_the_page(visit, "appeal_filed")


def answer(visit: Visit, form: AnswerAppeal | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="answer_appeal")
    found = answer_appeal(visit.at, visit.subject, form.outcome, form.motive)
    if isinstance(found, Refusal):
        return _refused(visit, found, "answer_appeal")
    return _to_the_page(visit, f"appeal_{form.outcome}")


def appeal_letter(visit: Visit, form: Empty | Refused) -> Answer:
    """The letter with the answer to an objection that was rejected."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    found = print_letter(visit.at, visit.subject, visit.site.vault, kind=APPEAL)
    if isinstance(found, Printed):
        return File(found.pdf, "application/pdf", f"{found.wanted.file}.pdf", shown=True)
    return _refused(visit, found)
