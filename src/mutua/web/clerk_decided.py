"""What is done about a decision: an exception proposed, approved, refused, taken back; an objection answered."""

from __future__ import annotations

from typing import Any

from mutua.rules.model import Unit
from mutua.services.appeal_additions import add_to_appeal
from mutua.services.appeals import AppealTold, answer_appeal, file_appeal
from mutua.services.claim_file import claim_file
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import lines_told
from mutua.services.issue_papers import Printed
from mutua.services.override_claim import (
    ByRules,
    approve_override,
    as_typed,
    by_rules,
    propose_override,
    refuse_override,
    withdraw_override,
)
from mutua.services.request_letters import APPEAL, print_letter
from mutua.services.work_queue import public_name
from mutua.web.approval_forms import Approve
from mutua.web.approvers import approvers_of_mine
from mutua.web.clerk_claim import claim_page
from mutua.web.clerk_decide_forms import Motive
from mutua.web.clerk_decided_forms import AddToAppeal, AnswerAppeal, FileAppeal, ProposeOverride
from mutua.web.forms import Empty, Refused
from mutua.web.pages import not_proved, refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.numbers import UNITS, exact_quantity


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
    lines = list(zip(file.lines, _told(visit, found), _figures(visit, found), strict=True))
    values: dict[str, Any] = {
        "file": file, "lines": lines, "typed": typed if len(typed) == len(lines) else [""] * len(lines),
        "stamp": found.stamp, "standing": found.standing, "why": why,
        "approvers": approvers_of_mine(visit, file.person_id),
    }  # fmt: skip
    return Page("override.html", values, status)


def _figures(visit: Visit, found: ByRules) -> list[tuple[str, str, str]]:
    """Of each line the most there may be, what the rules give, and what it is counted in."""
    rows = zip(found.most, found.units, found.draft.answer.lines, strict=True)
    return [
        (exact_quantity(most, unit, visit.language),
         exact_quantity(line.granted_cents if unit is Unit.EURO else line.quantity_granted, unit, visit.language),
         UNITS[unit][1 if visit.language == "it" else 3])
        for most, unit, line in rows
    ]  # fmt: skip


def _told(visit: Visit, found: ByRules) -> Any:
    draft = found.draft
    versions = {one.version: one for one in draft.booked.plan.versions}
    return lines_told(draft.answer, versions, visit.language, draft.case, visit.today)


def propose(visit: Visit, form: ProposeOverride | Refused) -> Answer:
    """The exception goes to another approver; nothing is decided yet."""
    if isinstance(form, Refused):
        return _override_page(visit, 422)
    rules = by_rules(visit.site.archive, visit.site.plans, visit.subject)
    if isinstance(rules, Refusal):
        return _refused(visit, rules)
    typed = {number: value for number, value in enumerate(form.cents, 1) if value is not None}
    told = as_typed(rules, typed, form.motive, form.basis)
    found = told if isinstance(told, Refusal) else propose_override(visit.at, visit.subject, told, seen=form.seen)
    if isinstance(found, Refusal):
        return _override_page(visit, 409, refused_sentence(visit, found.code, found.found))
    return _to_the_page(visit, "override_proposed")


def approve(visit: Visit, form: Approve | Refused) -> Answer:
    """Decides as was shown, with the code of the phone."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    wrong = not_proved(visit, form.code)
    if wrong:
        return claim_page(visit, 422, wrong=wrong)
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


def add(visit: Visit, form: AddToAppeal | Refused) -> Answer:
    """The member says more, by telephone too."""
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="add_to_appeal")
    found = add_to_appeal(visit.at, visit.subject, AppealTold(form.added_on, form.channel, form.more))
    return _refused(visit, found, "add_to_appeal") if isinstance(found, Refusal) else _to_the_page(visit, "appeal_more")


def answer(visit: Visit, form: AnswerAppeal | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="answer_appeal")
    found = answer_appeal(visit.at, visit.subject, form.outcome, form.motive, seen=form.heard)
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
