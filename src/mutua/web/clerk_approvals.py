"""What waits for a second person, each with what exactly would happen; approving it, refusing it, taking it back."""

from __future__ import annotations

from typing import Any

from mutua.domain.four_eyes import Matter, Rule, State
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.domain.kinds import Looked
from mutua.services.accesses import look_at
from mutua.services.approve_account import AccountChange, Changed, account_now, ask_for_account, open_account
from mutua.services.approve_correction import Correction
from mutua.services.approve_rules import RulesShown, plans_to_propose, propose_rules
from mutua.services.decide_claim import Proposal as Decision
from mutua.services.decide_claim import Refusal
from mutua.services.explain_claim import lines_told
from mutua.services.override_claim import Weighed
from mutua.services.to_approve import (
    Opened,
    Shown,
    approve_one,
    open_one,
    refuse_one,
    refused_to,
    run_of_proposal,
    what_waits,
    withdraw_one,
)
from mutua.services.two_people import RuleChange
from mutua.store.approvals import Proposal
from mutua.web.approval_forms import Approve, NewAccount, PlanCode, RefuseIt
from mutua.web.approvers import approvers_told
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pages import in_fours, not_proved, problem, refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.diff import ruleset_diff
from mutua.wording.four_eyes import ACTS, MATTERS, REFUSED_FOR, RULE_ABOUT, WHYS, rule_told


def _words(visit: Visit) -> dict[str, Any]:
    at = int(visit.language == "en")
    return {
        "matter_word": lambda one: MATTERS[one][at], "why_words": lambda some: "; ".join(WHYS[one][at] for one in some),
        "act_word": lambda one: ACTS[one][at], "refused_for": lambda code: REFUSED_FOR.get(code, ("", ""))[at],
        "subject_word": lambda it: _subject(it, at),
        "reasons": [(code, told[at]) for code, told in REFUSED_FOR.items()],
    }  # fmt: skip


def _subject(it: Shown, at: int) -> str:
    """What it is about: a number, the code of a plan, or what takes two people."""
    return RULE_ABOUT[Rule(it.number)][at] if it.proposal.matter is Matter.TWO_PEOPLE else it.number


def show(visit: Visit) -> Answer:
    return _list(visit)


def _list(visit: Visit, status: int = 200, why: str = "") -> Page:
    """All that waits, what of one's own was refused lately, and plans whose files say something new."""
    archive, actor_id = visit.site.archive, visit.account.actor_id
    plans = plans_to_propose(archive, visit.site.plans, visit.today)
    waiting = what_waits(archive, actor_id)
    approvers = approvers_told(visit, [one.proposal for one in waiting])
    values = {
        "waiting": waiting, "refused": refused_to(archive, actor_id), "plans": plans, "approvers": approvers,
        "stuck": next((one for one in approvers.values() if one.stuck), None),
    }  # fmt: skip
    return Page("approvals.html", {**values, "why": why, **_words(visit)}, status)


def propose_plan(visit: Visit, form: PlanCode | Refused) -> Answer:
    """Proposes a plan as its files are now."""
    booked = None if isinstance(form, Refused) else visit.site.plans.get(form.plan)
    if booked is None:
        return _list(visit, 422)
    done = propose_rules(visit.at, booked)
    if isinstance(done, Refusal):
        return _list(visit, 409, refused_sentence(visit, done.code, done.found))
    return Go("approvals", message="rules_proposed")


def show_one(visit: Visit) -> Answer:
    run = run_of_proposal(visit.site.archive, visit.named)  # a payment run has a page of its own, which asks the code
    return Go("payment_run", run) if run else _page(visit)


def _page(visit: Visit, status: int = 200, *, why: str = "", opened: str = "", wrong: tuple[Wrong, ...] = ()) -> Answer:
    found = open_one(visit.at, visit.named)
    if isinstance(found, Refusal):
        return problem(visit, "settled")
    one = found.shown.proposal
    if one.person_id is not None:
        looked = Looked.REQUEST if one.matter in (Matter.DECISION, Matter.OVERRIDE) else Looked.SHEET
        look_at(visit.site.archive, [one.person_id], looked, actor_id=visit.account.actor_id, now=visit.now)
    told = _told(visit, found)
    values = {"found": found, "why": why, "opened": opened, **told, **_words(visit)}
    values["approvers"] = approvers_told(visit, [one]).get(one.id)
    return Page("approval.html", values, status, wrong)


def _told(visit: Visit, found: Opened) -> dict[str, Any]:
    """What would happen, as its matter tells it."""
    live = found.live.told
    if isinstance(live, Correction):
        return {**_decision_told(visit, live.shown), "corrects": live}
    if isinstance(live, Decision):
        return _decision_told(visit, live)
    if isinstance(live, Weighed):
        draft = live.by_rules
        versions = {one.version: one for one in draft.booked.plan.versions}
        lines = lines_told(draft.answer, versions, visit.language, draft.case, visit.today, live.exceptions)
        granted = live.draft.answer.granted_cents
        return {"lines": [(one, "") for one in lines], "account": None, "plan": None, "granted": granted}
    account = (in_fours(live.before), in_fours(live.after)) if isinstance(live, AccountChange) else None
    plan = _plan_told(visit, live) if isinstance(live, RulesShown) else None
    if isinstance(live, RuleChange):
        told = [rule_told(live.rule, one, visit.language) for one in (live.before, live.after)]
        return {"lines": [], "account": None, "plan": None, "granted": 0, "rule": told}
    return {"lines": [], "account": account, "plan": plan, "granted": 0}


def _decision_told(visit: Visit, live: Decision) -> dict[str, Any]:
    versions = {one.version: one for one in live.draft.booked.plan.versions}
    lines = lines_told(live.draft.answer, versions, visit.language, live.draft.case, visit.today)
    granted = live.draft.answer.granted_cents
    return {"lines": [(one, "") for one in lines], "account": None, "plan": None, "granted": granted}


def _plan_told(visit: Visit, live: RulesShown) -> dict[str, Any]:
    """What a plan would say: its versions, and sentence by sentence what is other than what is approved now."""
    before = {one.version: one for one in live.before.versions} if live.before is not None else {}
    changed = []
    for one in live.after.versions:
        old = before.get(one.version)
        differences = ruleset_diff(old, one, visit.language) if old is not None else []
        if old is None or differences:
            changed.append((one.version, old is None, differences))
    gone = sorted(before.keys() - {one.version for one in live.after.versions})
    return {"plan": live.after, "first": live.before is None, "changed": changed, "gone": gone}


def approve(visit: Visit, form: Approve | Refused) -> Answer:
    """Approves what was shown, with the code of the phone. If anything changed nothing is done, and that is told."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    wrong = not_proved(visit, form.code)
    if wrong:
        return _page(visit, 422, wrong=wrong)
    done = approve_one(visit.at, visit.named, seen=form.seen)
    if isinstance(done, Refusal):
        return _not_done(visit, done)
    waits = isinstance(done, Proposal) and done.state is State.WAITING
    return Go("approvals", message="approved_first" if waits else "approved")


def _not_done(visit: Visit, refusal: Refusal) -> Answer:
    """The page once more with why; the list where there is nothing to be shown any more."""
    why = refused_sentence(visit, refusal.code, refusal.found)
    if isinstance(open_one(visit.at, visit.named), Refusal):
        return _list(visit, 409, why)
    return _page(visit, 409, why=why)


def refuse(visit: Visit, form: RefuseIt | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422, opened="refuse")
    done = refuse_one(visit.at, visit.named, reason=form.reason, words=form.words)
    return _not_done(visit, done) if isinstance(done, Refusal) else Go("approvals", message="refused")


def withdraw(visit: Visit, form: Empty | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422)
    done = withdraw_one(visit.at, visit.named)
    return _not_done(visit, done) if isinstance(done, Refusal) else Go("approvals", message="taken_back")


# ---------------------------------------------------------------- another IBAN


def account(visit: Visit) -> Answer:
    return _account(visit)


def _account(visit: Visit, status: int = 200, *, why: str = "", wrong: tuple[Wrong, ...] = ()) -> Page:
    iban, name = account_now(visit.site.archive, visit.subject)
    waits = open_account(visit.site.archive, visit.subject)
    approvers = next(iter(approvers_told(visit, [waits] if waits else []).values()), None)
    values = {"now": in_fours(iban), "name": name, "waits": waits, "why": why, "approvers": approvers}
    return Page("iban.html", values, status, wrong)


def change_account(visit: Visit, form: NewAccount | Refused) -> Answer:
    """Proposes another IBAN; changes it at once in a society that asks for one person."""
    if isinstance(form, Refused):
        return _account(visit, 422)
    read = read_iban(form.iban)
    if not isinstance(read, Iban):
        return _account(visit, 422, wrong=(Wrong("iban", "not_iban"),))
    done = ask_for_account(visit.at, visit.subject, read)
    if isinstance(done, Refusal):
        return _account(visit, 409, why=refused_sentence(visit, done.code, done.found))
    return Go("person", visit.named, message="account_changed" if isinstance(done, Changed) else "account_proposed")
