"""Advice of payment, printed from the page of a run: all of them, or that of one request."""

from __future__ import annotations

from mutua.letters.fill import Press
from mutua.services.decide_claim import Refusal
from mutua.services.issue_papers import Printed
from mutua.services.payment_advice import print_advice
from mutua.services.payment_runs import run_name
from mutua.services.show_payments import numbers_of
from mutua.services.subjects import family_of
from mutua.web.clerk_payments import refused_run, run_page
from mutua.web.forms import Refused
from mutua.web.payment_forms import AdviceOf
from mutua.web.site import Answer, File, Visit


def print_them(visit: Visit, form: AdviceOf | Refused) -> Answer:
    if isinstance(form, Refused):
        return run_page(visit, 422)
    with visit.site.archive.reader.begin() as connection:
        family = family_of(connection, visit.account)
    only = None
    if form.request:
        only = next(iter(numbers_of(visit.site.archive, [form.request])), 0)
    every = print_advice(
        visit.at, visit.site.vault, visit.subject, only=only, first=form.first, without=frozenset(family)
    )
    if isinstance(every, Refusal):
        return refused_run(visit, every)
    printed = [one for one in every if isinstance(one, Printed)]
    if not printed:
        return refused_run(visit, Refusal("advice_nothing"))
    pdf = Press().print_together([one.paper for one in printed], f"Avvisi di pagamento {run_name(visit.subject)}")
    return File(pdf, "application/pdf", f"avvisi-{run_name(visit.subject)}.pdf", shown=True)
