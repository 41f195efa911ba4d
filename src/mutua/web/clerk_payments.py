"""Bank day: what can be paid, runs prepared by one and approved by another, their files, what came back."""

from __future__ import annotations

from typing import Any

from mutua.domain.identifiers.iban import masked
from mutua.domain.kinds import Looked
from mutua.services.accesses import look_at
from mutua.services.decide_claim import Refusal
from mutua.services.payment_advice import MOST_TOGETHER, accounts_used
from mutua.services.payment_draft import MOST_LINES
from mutua.services.payment_runs import (
    Released,
    Wanted,
    approve_run,
    drop,
    file_of,
    prepare,
    release,
    run_name,
)
from mutua.services.run_whole import paid_most
from mutua.services.show_payments import (
    approvals_of,
    bank_day,
    numbers_of,
    people_of_run,
    run_opened,
    usual_day,
)
from mutua.store.payment_runs import RunTold
from mutua.store.tables_payments import RELEASED
from mutua.web.approvers import approvers_told
from mutua.web.forms import Empty, PageQuery, ProvedAgain, Refused, Wrong
from mutua.web.pages import not_proved, problem, refused_sentence
from mutua.web.payment_forms import ApproveRun, PaymentQuery, PreparePayments
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.bank import bank_reason
from mutua.wording.bank_files import transfer_mistake_sentence
from mutua.wording.four_eyes import REFUSED_FOR
from mutua.wording.payments import FORMS, LEFT_OUT, LINE_STATES, RUN_STATES, debited_words

FEW = 30  # so many rows stand open on the page; more are folded
MOST_LEFT_OUT = 100  # of one reason


def _words(visit: Visit) -> dict[str, Any]:
    at = int(visit.language == "en")

    def reason(code: str) -> str:
        return bank_reason(code, visit.language) or visit.say("senza motivo", "no reason told")

    return {
        "left_out": lambda code: LEFT_OUT[code][at], "run_state": lambda code, gone=None: (
            RUN_STATES[code][at] if gone is None else debited_words(gone.on, gone.gone, gone.of, visit.language)
        ),
        "line_state": lambda code: LINE_STATES[code][at], "reason": reason, "masked": masked,
        "form_word": lambda code: FORMS[code][at],
        "mistake": lambda one: transfer_mistake_sentence(one, visit.language),
        "most_lines": MOST_LINES, "forms": [(code, told[at]) for code, told in FORMS.items()],
    }  # fmt: skip


# ---------------------------------------------------------------- what can be paid


def show(visit: Visit, query: PaymentQuery | Refused) -> Answer:
    return _page(visit, PaymentQuery() if isinstance(query, Refused) else query)


def _page(
    visit: Visit, query: PaymentQuery, status: int = 200, *, why: str = "", told: tuple[str, ...] = (),
    said: PreparePayments | None = None,
) -> Page:  # fmt: skip
    """A page of bank day for the day that is wanted, else for the next bank day; `said`: what was ticked so far."""
    on = query.giorno or usual_day(visit.today)
    found = bank_day(
        visit.site.archive, visit.account.actor_id, on, visit.today, query.pagina, all_left=query.fuori != ""
    )
    values = {
        "found": found, "on": on, "why": why, "sentences": told, "few": FEW, "most": MOST_LEFT_OUT,
        "every_left": query.fuori != "", "but": said.but if said else [], "again": said.again if said else [],
        "file_form": said.form if said else "cbi",
    }  # fmt: skip
    return Page("payments.html", {**values, **_words(visit)}, status)


def prepare_run(visit: Visit, form: PreparePayments | Refused) -> Answer:
    """A run of all that waits, without what was marked on any page; or another page, with what was marked so far."""
    if isinstance(form, Refused):
        return _page(visit, PaymentQuery(), 422)
    if form.go:
        return _page(visit, PaymentQuery.model_construct(giorno=form.day, pagina=form.go), said=form)
    but = numbers_of(visit.site.archive, form.but)
    again = numbers_of(visit.site.archive, form.again)
    made = prepare(visit.at, Wanted(form.day, form.form, but, form.seen, form.page, again))
    if isinstance(made, RunTold):
        return Go("payment_run", made.public_id, message="run_prepared")
    query = PaymentQuery.model_construct(giorno=form.day, pagina=form.page)
    if isinstance(made, Refusal):
        return _page(visit, query, 409, why=refused_sentence(visit, made.code, made.found), said=form)
    told = tuple(transfer_mistake_sentence(one, visit.language) for one in made)
    return _page(visit, query, 422, told=told, said=form)


# ---------------------------------------------------------------- one run


def show_run(visit: Visit, query: PageQuery | Refused) -> Answer:
    return run_page(visit, number=1 if isinstance(query, Refused) else query.pagina)


def run_page(
    visit: Visit, status: int = 200, *, number: int = 1, why: str = "", told: tuple[str, ...] = (),
    wrong: tuple[Wrong, ...] = (),
) -> Answer:  # fmt: skip
    """A page of a run; where something was refused all of the run is looked at, so that what changed is told."""
    found = run_opened(visit.site.archive, visit.account.actor_id, visit.subject, number, whole=status == 409)
    if found is None:
        return problem(visit, "not_there")
    english = visit.language == "en"
    released = found.run.end == RELEASED
    went_to = accounts_used(visit.site.archive, visit.site.vault, visit.subject) if released else {}
    waits = [found.proposal] if found.state == "prepared" and not found.may and found.proposal else []
    values = {
        "most": paid_most(visit.site.archive, visit.account.actor_id, visit.subject) if found.pages > 1 else (),
        "approvers": next(iter(approvers_told(visit, waits).values()), None),
        "went_to": went_to, "found": found, "at_a_time": MOST_TOGETHER, "why": why, "sentences": told,
        "approvals": approvals_of(visit.site.archive, visit.subject),
        "reasons": [(code, words[english]) for code, words in REFUSED_FOR.items()],
    }  # fmt: skip
    return Page("payment_run.html", {**values, **_words(visit)}, status, wrong)


def refused_run(visit: Visit, refusal: Refusal) -> Answer:
    return run_page(visit, 409, why=refused_sentence(visit, refusal.code, refusal.found))


def approve(visit: Visit, form: ApproveRun | Refused) -> Answer:
    """Approves the run that was shown, with the code; if anything of it changed nothing is approved."""
    if isinstance(form, Refused):
        return run_page(visit, 422)
    wrong = not_proved(visit, form.code)
    if wrong:
        return run_page(visit, 422, wrong=wrong)
    done = approve_run(visit.at, visit.subject, seen=form.seen)
    if isinstance(done, Refusal):
        return refused_run(visit, done)
    return Go("payment_run", visit.named, message="run_approved")


def release_run(visit: Visit, form: ProvedAgain | Refused) -> Answer:
    """Records the payments of an approved run; its file is on the page from then on."""
    if isinstance(form, Refused):
        return run_page(visit, 422)
    wrong = not_proved(visit, form.code)
    if wrong:
        return run_page(visit, 422, wrong=wrong)
    done = release(visit.at, visit.site.vault, visit.subject)
    if isinstance(done, Released):
        return Go("payment_run", visit.named, message="run_released")
    if isinstance(done, Refusal):
        return refused_run(visit, done)
    return run_page(visit, 409, told=tuple(transfer_mistake_sentence(one, visit.language) for one in done))


def drop_run(visit: Visit, form: Empty | Refused) -> Answer:
    if isinstance(form, Refused):
        return run_page(visit, 422)
    done = drop(visit.at, visit.subject)
    if isinstance(done, Refusal):
        return refused_run(visit, done)
    return Go("payment_run", visit.named, message="run_dropped")


def fetch(visit: Visit, form: ProvedAgain | Refused) -> Answer:
    """The file for the bank, the same bytes every time; whose accounts are in it were looked at, which is noted."""
    if isinstance(form, Refused):
        return run_page(visit, 422)
    wrong = not_proved(visit, form.code)
    if wrong:
        return run_page(visit, 422, wrong=wrong)
    found = file_of(visit.site.archive, visit.site.vault, visit.subject)
    if isinstance(found, Refusal):
        return refused_run(visit, found)
    people = people_of_run(visit.site.archive, visit.subject)
    look_at(visit.site.archive, people, Looked.EXPORT, actor_id=visit.account.actor_id, now=visit.now)
    return File(found, "application/xml", f"{run_name(visit.subject)}.xml")
