"""What is done with a request: deciding it, telling what came later, asking for papers, taking it back."""

from __future__ import annotations

from mutua.intake.mistakes import Mistake
from mutua.services.approve_decision import propose_decision
from mutua.services.ask_now import ask
from mutua.services.ask_now import ask_now as ask_at_once
from mutua.services.claim_file import claim_file
from mutua.services.claim_life import Done
from mutua.services.claim_life import withdraw as take_away
from mutua.services.claim_missing import PaperCame, PaperTold, tell_answer_later, tell_paper_later
from mutua.services.decide_claim import Changed, Refusal
from mutua.services.decide_claim import decide as decide_claim
from mutua.services.issue_papers import Printed
from mutua.services.request_letters import print_letter
from mutua.services.reverse_claim import reverse as take_back
from mutua.services.take_claim import leave_claim, take_claim
from mutua.services.work_queue import next_in, public_name, queue_of
from mutua.web.clerk_claim import claim_page
from mutua.web.clerk_decide_forms import Decide, Later, Motive, Seen
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Go, Visit
from mutua.wording.intake import shown
from mutua.wording.new_claim import REFUSALS as FILE_REFUSALS
from mutua.wording.new_claim import refused as file_refused
from mutua.wording.web import DECIDED_BY_OTHERS

PDF = "application/pdf"
DECISIONS = ("decision", "correction", "suspended", "refused", "override")


def _to_the_page(visit: Visit, message: str) -> Go:
    return Go("claim", public_name(visit.site.archive, visit.subject), message=message)


def _refused(visit: Visit, found: Refusal, opened: str = "") -> Answer:
    return claim_page(visit, 409, why=refused_sentence(visit, found.code, found.found), opened=opened)


# ---------------------------------------------------------------- deciding


def decide(visit: Visit, form: Decide | Refused) -> Answer:
    """The decision as it was shown; another one if anything changed is shown first, and nothing is decided."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    at = visit.at
    done = decide_claim(
        at.archive, at.plans, visit.subject, seen=form.seen, actor_id=at.actor_id, now=at.now, ids=at.ids
    )
    if isinstance(done, Changed):
        return claim_page(visit, 409, changed=True)
    if isinstance(done, Refusal) and done.code == "decision_needs_two":
        return _propose(visit, form)
    if isinstance(done, Refusal):
        return claim_page(visit, 409, why=_meanwhile(visit, done))
    if form.then == "next":
        return _next(visit, "decided", authorisation=done.draft.record.authorisation)
    return _to_the_page(visit, "decided")


def _next(visit: Visit, message: str, *, authorisation: bool) -> Answer:
    """The next one of the list, or the list."""
    queue = queue_of(authorisation=authorisation)
    following = next_in(visit.site.archive, visit.account, queue, visit.subject, visit.today)
    if following is None:
        return Go(f"queue_{queue.value}", message=f"{message}_last")
    return Go("claim", following, message=f"{message}_next")


def _propose(visit: Visit, form: Decide) -> Answer:
    """The decision takes two people: it is proposed as it was shown."""
    done = propose_decision(visit.at, visit.subject, seen=form.seen)
    if isinstance(done, Changed):
        return claim_page(visit, 409, changed=True)
    if isinstance(done, Refusal):
        return claim_page(visit, 409, why=_meanwhile(visit, done))
    if form.then == "next":
        file = claim_file(visit.site.archive, visit.site.plans, visit.subject, visit.today)
        return _next(visit, "proposed", authorisation=file.authorisation)
    return _to_the_page(visit, "proposed")


def _meanwhile(visit: Visit, refusal: Refusal) -> str:
    """Why nothing was decided: a colleague was quicker, and who; or else what the service says."""
    if refusal.code == "claim_not_pending":
        file = claim_file(visit.site.archive, visit.site.plans, visit.subject, visit.today)
        last = next((one for one in file.history if one.code in DECISIONS), None)
        if last is not None:
            italian, english = DECIDED_BY_OTHERS
            return visit.say(italian, english, name=last.by)
    return refused_sentence(visit, refusal.code, refusal.found)


def ask_now(visit: Visit, form: Seen | Refused) -> Answer:
    """The request is put down as waiting for what is missing, as it was shown, and all of it is asked for at once."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    done = ask_at_once(visit.at, visit.subject, visit.account.id, visit.site.vault, seen=form.seen)
    if isinstance(done, Changed):
        return claim_page(visit, 409, changed=True)
    if isinstance(done, Refusal):
        return claim_page(visit, 409, why=_meanwhile(visit, done))
    return _printed(visit, done)


# ---------------------------------------------------------------- who has it


def take(visit: Visit, form: Empty | Refused) -> Answer:
    """Whoever is in has the request from now on."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    found = take_claim(visit.at, visit.subject, visit.account.id)
    return _refused(visit, found) if isinstance(found, Refusal) else _to_the_page(visit, "taken")


def leave(visit: Visit, form: Empty | Refused) -> Answer:
    """Nobody has it: whoever wants takes it."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    found = leave_claim(visit.at, visit.subject, visit.account.id)
    return _refused(visit, found) if isinstance(found, Refusal) else _to_the_page(visit, "left_free")


# ---------------------------------------------------------------- what came later


def complete(visit: Visit, form: Later | Refused) -> Answer:
    """A paper or an answer that came later: the request is to be decided, perhaps anew."""
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="complete")
    if bool(form.paper) == bool(form.fact) or (form.fact and visit.files):
        return claim_page(visit, 422, opened="complete", wrong=(Wrong("paper", "missing"),))
    if form.dated_on is not None and form.dated_on > visit.today:
        return claim_page(visit, 422, opened="complete", wrong=(Wrong("dated_on", "in_future"),))
    file = claim_file(visit.site.archive, visit.site.plans, visit.subject, visit.today)
    if form.paper:
        came = PaperCame(form.paper, form.dated_on, form.line, visit.files)
        found: Done | PaperTold | Refusal | Mistake = tell_paper_later(
            visit.at, file, came, vault=visit.site.vault, key=form.key
        )
    elif not form.answer:
        return claim_page(visit, 422, opened="answer", wrong=(Wrong("answer", "missing"),))
    else:
        found = tell_answer_later(visit.at, file, form.fact, form.answer, line=form.line, key=form.key)
    opened = "complete" if form.paper else "answer"
    if isinstance(found, Mistake):
        told = shown(found, visit.language)
        return claim_page(visit, 422, why=told, opened=opened, wrong=(Wrong("answer", "not_taken"),))
    if isinstance(found, Refusal) and found.code in (*FILE_REFUSALS, "no_vault"):
        return claim_page(visit, 422, why=file_refused(found.code, found.found, visit.language), opened=opened)
    if isinstance(found, Refusal):
        return _refused(visit, found, opened)
    known = isinstance(found, PaperTold) and found.known
    return _to_the_page(visit, "completed_known" if known else "completed")


# ---------------------------------------------------------------- taken back


def withdraw(visit: Visit, form: Motive | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="withdraw")
    found = take_away(visit.at, visit.subject, form.motive)
    return _refused(visit, found, "withdraw") if isinstance(found, Refusal) else _to_the_page(visit, "withdrawn")


def reverse(visit: Visit, form: Motive | Refused) -> Answer:
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="reverse")
    found = take_back(visit.at, visit.subject, form.motive)
    if isinstance(found, Refusal):
        return _refused(visit, found, "reverse")
    return _to_the_page(visit, "reversed" if isinstance(found, Done) else "reversal_proposed")


# ---------------------------------------------------------------- letters


def ask_papers(visit: Visit, form: Empty | Refused) -> Answer:
    """The letter with everything missing, noted as asked for."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    return _printed(visit, ask(visit.at, visit.subject, visit.account.id, visit.site.vault))


def ask_again(visit: Visit, form: Motive | Refused) -> Answer:
    """A second letter, for a reason."""
    if isinstance(form, Refused):
        return claim_page(visit, 422, opened="again")
    found = ask(visit.at, visit.subject, visit.account.id, visit.site.vault, again=form.motive)
    return _printed(visit, found)


def letter(visit: Visit, form: Empty | Refused) -> Answer:
    """The letter with the decision."""
    if isinstance(form, Refused):
        return claim_page(visit, 422)
    return _printed(visit, print_letter(visit.at, visit.subject, visit.site.vault))


def _printed(visit: Visit, found: Printed | Refusal) -> Answer:
    return _refused(visit, found) if isinstance(found, Refusal) else File(
        found.pdf, PDF, f"{found.wanted.file}.pdf", shown=True
    )
