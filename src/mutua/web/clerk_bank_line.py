"""One movement of the bank: confirmed as proposed, shared out by hand, set aside with a reason, or waiting again."""

from __future__ import annotations

from typing import NamedTuple

from mutua.domain.dues import OUTSIDE_REGIMES
from mutua.domain.faults import Fault
from mutua.domain.italian import italian_money, written_money
from mutua.services.bank_desk import ShownLine, came_back, confirm_shown, line_shown, shares_of
from mutua.services.bank_split import MOST_PAYERS, payers_meant, payers_shown, split_as_written
from mutua.services.bank_work import Confirmed
from mutua.services.confirm_lines import set_aside, took_back, undo
from mutua.services.decide_claim import Refusal
from mutua.services.outgoing import debits_named
from mutua.services.outside_payers import outsider_told
from mutua.web.clerk_bank import in_words
from mutua.web.clerk_bank_forms import SharedOut, ShownProposal
from mutua.web.clerk_decide_forms import Motive
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pages import problem, refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.dues import REGIMES, outsider_said


class _By(NamedTuple):
    """Who outside paid, as it was typed."""

    name: str
    regime: str


_NOBODY = _By("", "")


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(
    visit: Visit, *, why: Refusal | None = None, form: SharedOut | None = None, wrong: tuple[Wrong, ...] = (),
    status: int = 200, sent: ShownProposal | None = None,
) -> Page:  # fmt: skip
    """The movement, with its proposals where it waits, and who was chosen to share it out among."""
    chosen = [] if form is None else [*form.payer, *([form.add] if form.add else [])]
    with visit.site.archive.snapshot() as connection:
        found = line_shown(connection, visit.subject, visit.language)
        if found is None:
            return problem(visit, "not_there")
        became = shares_of(connection, [visit.subject], visit.language).get(visit.subject, ())
        debit = debits_named(connection, [visit.subject]).get(visit.subject, "")
        paid_to = came_back(connection, [found.kept]).get(visit.subject)
        meant = payers_meant(connection, form.words, visit.language) if form is not None and form.words else []
        payers = payers_shown(connection, chosen, visit.language)
    said = sent or form
    amounts = {} if form is None else dict(zip(form.what, form.amount, strict=False))
    return Page("bank_line.html", {
        "found": found, "kept": found.kept, "line": found.kept.line, "became": became, "debit": debit,
        "paid_to": paid_to, "took_back": took_back(found.kept) and not debit,
        "meant": meant, "payers": payers,
        "amounts": amounts, "words": "", "asked": "" if form is None else form.words, "most": MOST_PAYERS,
        "said": written_money, "why": "" if why is None else refused_sentence(visit, why.code, why.found),
        "regimes": [(one.value, REGIMES[one][visit.language == "en"]) for one in OUTSIDE_REGIMES],
        "by": _NOBODY if said is None else _By(said.paid_by, said.regime), "no_by": _NOBODY,
        "stamp": "" if sent is None else sent.stamp, "outside": lambda one: outsider_said(one, visit.language),
        **in_words(visit),
    }, status, wrong)  # fmt: skip


def confirm(visit: Visit, form: ShownProposal | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, status=422)
    by = outsider_told(form.paid_by, form.regime)
    if isinstance(by, Refusal):
        return _page(visit, why=by, status=422, sent=form)
    done = confirm_shown(visit.at, [ShownLine(visit.subject, form.stamp)], by)
    if done.left:
        return _page(visit, why=done.left[0][1], status=409, sent=form)
    return Go("bank_look", message="bank_confirmed")


def share(visit: Visit, form: SharedOut | Refused) -> Answer:
    """Looks for who may have paid, takes them into the page, or shares the movement out as it was written."""
    if isinstance(form, Refused):
        return _page(visit, status=422)
    if form.do == "search" or form.add:
        return _page(visit, form=form)
    told: list[tuple[str, int]] = []
    wrong: list[Wrong] = []
    for what, amount in zip(form.what, form.amount, strict=False):
        cents = italian_money(amount) if amount else 0
        if isinstance(cents, Fault):
            wrong.append(Wrong("amount", "not_euro"))
        elif cents:
            told.append((what, cents))
    if wrong or not told:
        return _page(visit, form=form, wrong=tuple(wrong[:1]) or (Wrong("amount", "missing"),), status=422)
    by = outsider_told(form.paid_by, form.regime)
    if isinstance(by, Refusal):
        return _page(visit, why=by, form=form, status=422)
    return _done(visit, split_as_written(visit.at, visit.subject, told, by), "bank_confirmed", form)


def put_aside(visit: Visit, form: Motive | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, status=422)
    return _done(visit, set_aside(visit.at, visit.subject, form.motive), "bank_aside")


def take_back(visit: Visit, form: Empty | Refused) -> Answer:
    return _done(visit, undo(visit.at, visit.subject), "bank_undone")


def _done(visit: Visit, found: Confirmed | Refusal, message: str, form: SharedOut | None = None) -> Answer:
    if isinstance(found, Refusal):
        return _page(visit, why=found, form=form, status=409)
    return Go("bank_look", message=message)
