"""The pages and buttons of bank day, as data."""

from __future__ import annotations

from mutua.domain.access import Permission as P
from mutua.web.forms import Empty, PageQuery, ProvedAgain
from mutua.web.payment_forms import AdviceOf, ApproveRun, PaymentQuery, PreparePayments
from mutua.web.route import Audience, Route, Subject

_STAFF = Audience.STAFF

PAYMENT_ROUTES: tuple[Route, ...] = (
    Route("payments", "GET", "/pagamenti", _STAFF, "clerk_payments:show", P.PAYMENTS_READ, query=PaymentQuery),
    Route("prepare_run", "POST", "/pagamenti", _STAFF, "clerk_payments:prepare_run", P.PAYMENTS_PREPARE,
          form=PreparePayments),
    Route("payment_run", "GET", "/pagamenti/<subject>", _STAFF, "clerk_payments:show_run", P.PAYMENTS_READ,
          subject=Subject.RUN, query=PageQuery),
    Route("approve_run", "POST", "/pagamenti/<subject>/approva", _STAFF, "clerk_payments:approve", P.PAYMENTS_APPROVE,
          form=ApproveRun, subject=Subject.RUN),
    Route("release_run", "POST", "/pagamenti/<subject>/invia", _STAFF, "clerk_payments:release_run",
          P.PAYMENTS_PREPARE, form=ProvedAgain, subject=Subject.RUN),
    Route("drop_run", "POST", "/pagamenti/<subject>/annulla", _STAFF, "clerk_payments:drop_run", P.PAYMENTS_PREPARE,
          form=Empty, subject=Subject.RUN),
    Route("run_file", "POST", "/pagamenti/<subject>/file", _STAFF, "clerk_payments:fetch", P.PAYMENTS_PREPARE,
          form=ProvedAgain, subject=Subject.RUN),
    Route("run_list", "GET", "/pagamenti/<subject>/elenco.xlsx", _STAFF, "clerk_run_list:fetch", P.PAYMENTS_READ,
          subject=Subject.RUN),
    Route("print_advice", "POST", "/pagamenti/<subject>/avvisi", _STAFF, "clerk_advice:print_them",
          P.PAYMENTS_PREPARE, form=AdviceOf, subject=Subject.RUN),
)  # fmt: skip
