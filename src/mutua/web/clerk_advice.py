"""Advice of payment, printed from the page of a run: all of them, or that of one request."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.payment_advice import advice_wanted
from mutua.services.payment_runs import run_name
from mutua.services.show_payments import numbers_of
from mutua.services.subjects import family_of
from mutua.web.clerk_payments import refused_run, run_page
from mutua.web.forms import Refused
from mutua.web.payment_forms import AdviceOf
from mutua.web.print_work import Job, print_beside
from mutua.web.site import Answer, Visit


def print_them(visit: Visit, form: AdviceOf | Refused) -> Answer:
    if isinstance(form, Refused):
        return run_page(visit, 422)
    with visit.site.archive.reader.begin() as connection:
        family = family_of(connection, visit.account)
    only = None
    if form.request:
        only = next(iter(numbers_of(visit.site.archive, [form.request])), 0)
    wanted = advice_wanted(
        visit.site.archive, visit.site.vault, visit.subject, only=only, first=form.first, without=frozenset(family)
    )
    if isinstance(wanted, Refusal):
        return refused_run(visit, wanted)
    if not wanted:
        return refused_run(visit, Refusal("advice_nothing"))
    name = run_name(visit.subject)
    job = Job(f"Avvisi di pagamento {name}", "payment_run", visit.named)
    return print_beside(visit, job, f"avvisi-{name}.pdf", wanted)
