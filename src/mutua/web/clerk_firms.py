"""Firms: all of them as they stand today, and one whole: plan, people, statements, adhesion, what was told."""

from __future__ import annotations

from collections.abc import Sequence

from mutua.domain.firms import Role
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.domain.pact import RESOLVED, AdhesionEvent
from mutua.services.adhesion_requests import applications_open
from mutua.services.adhesions import About, tell_adhesion
from mutua.services.decide_claim import Refusal
from mutua.services.firm_papers import adhesions_wanted, statement_numbered
from mutua.services.firm_statements import AllIssued, issue_statements
from mutua.services.firm_watch import tell_unchanged, told_otherwise
from mutua.services.firms_today import firm_page, firms_today
from mutua.services.household_account import plan_title
from mutua.services.issue_papers import NotIssued, Wanted, print_and_note
from mutua.services.organisations import intermediaries
from mutua.services.statement_settling import offset_statements
from mutua.web.clerk_firm_forms import Numbered, OfMonth, TellAdhesion
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.firms import EVENTS, PACT_BODIES, TO_CONFIRM, overlap_sentence, plan_word, word
from mutua.wording.staff_changes import terms_sentence


def every(visit: Visit, issued: AllIssued | Refusal | None = None) -> Answer:
    """All firms; after the statements of a month were issued for all of them, what came of it."""
    with visit.site.archive.snapshot() as connection:
        found, waiting = firms_today(connection, visit.today), len(applications_open(connection))
        differ = len(told_otherwise(connection))
    names = {one.firm_id: one.name for one in found}
    why = refused_sentence(visit, issued.code, issued.found) if isinstance(issued, Refusal) else ""
    status = 409 if why else 422 if visit.refused else 200
    told = issued if isinstance(issued, AllIssued) else None
    left_out = [] if told is None else [
        (names[firm_id], refused_sentence(visit, one.code, one.found)) for firm_id, one in told.refused
    ]  # fmt: skip
    return Page("firms.html", {
        "found": found, "applications": waiting, "differ": differ, "issued": told, "left_out": left_out, "why": why,
        **in_words(visit),
    }, status)  # fmt: skip


def otherwise(visit: Visit) -> Answer:
    """Of whom a firm says what the society does not hold."""
    with visit.site.archive.snapshot() as connection:
        return Page("firms_otherwise.html", {"found": told_otherwise(connection)})


def in_words(visit: Visit) -> dict[str, object]:
    """How firms' matters are said on a page."""
    lang = visit.language
    english = lang == "en"
    return {
        "word": lambda code: word(code, lang), "plan_word": lambda state: plan_word(state, lang),
        "event_word": lambda event: EVENTS[event][english], "terms_told": lambda terms: terms_sentence(terms, lang),
        "reference": written_reference, "bodies": {code: told[english] for code, told in PACT_BODIES.items()},
    }  # fmt: skip


def show(visit: Visit) -> Answer:
    return firm_shown(visit)


def firm_shown(
    visit: Visit, why: Refusal | None = None, *, status: int = 200, wrong: tuple[Wrong, ...] = ()
) -> Page:  # fmt: skip
    with visit.site.archive.snapshot() as connection:
        found = firm_page(connection, visit.subject, visit.today)
        others = [one for one in intermediaries(connection, visit.today) if one[0] != visit.named]
    return Page("firm.html", {
        "found": found, "one": found.one, "why": "" if why is None else refused_sentence(visit, why.code, why.found),
        "resolved": {one.value for one in RESOLVED}, "intermediaries": others,
        "role_words": [(one.value, word(one.value, visit.language)) for one in Role],
        "plan_name": lambda code: plan_title(visit.site.plans, code),
        "overlap_told": lambda other: overlap_sentence(
            other.plan_id, plan_title(visit.site.plans, other.plan_code), other.on(other.starts_on).category.value,
            other.starts_on, visit.language,
        ),
        "lacking": {what: told[visit.language == "en"] for what, told in TO_CONFIRM.items()},
        **in_words(visit),
    }, status, wrong)  # fmt: skip


def done(visit: Visit, found: object, message: str) -> Answer:
    return firm_shown(visit, found, status=409) if isinstance(found, Refusal) else back_to(visit, message)


def back_to(visit: Visit, message: str) -> Go:
    return Go("firm", visit.named, message=message)


def issue(visit: Visit, form: OfMonth | Refused) -> Answer:
    """The statement of a month: issued once, the same when asked for again."""
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    found = issue_statements(visit.at, visit.subject, form.month)
    if not isinstance(found, Refusal):
        new = any(one.new for one in found)
        return back_to(visit, "statement_made" if new else "statement_there" if found else "statement_none")
    return done(visit, found, "")


def print_statement(visit: Visit, form: Numbered | Refused) -> Answer:
    """The statement as a paper, with the exact reason for the payment."""
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    with visit.site.archive.reader.begin() as connection:
        wanted = statement_numbered(connection, visit.subject, form.number)
    return _paper(visit, wanted)


def print_certificate(visit: Visit, form: Empty | Refused) -> Answer:
    """The certificate of adhesion to the pact."""
    with visit.site.archive.reader.begin() as connection:
        wanted = adhesions_wanted(connection, visit.today, [visit.subject])
    return _paper(visit, wanted)


def _paper(visit: Visit, wanted: Sequence[Wanted]) -> Answer:
    for one in print_and_note(visit.at, wanted[:1]):
        if isinstance(one, NotIssued):
            return firm_shown(visit, one.refusal, status=409)
        return File(one.pdf, "application/pdf", f"{one.wanted.file}.pdf", shown=True)
    return firm_shown(visit, Refusal("statement_unknown", ""), status=409)


def offset(visit: Visit, form: Empty | Refused) -> Answer:
    return done(visit, offset_statements(visit.at, visit.subject), "firm_offset")


def unchanged(visit: Visit, form: Empty | Refused) -> Answer:
    return done(visit, tell_unchanged(visit.at, visit.subject, on=visit.today), "firm_unchanged")


def adhesion(visit: Visit, form: TellAdhesion | Refused) -> Answer:
    if isinstance(form, Refused):
        return firm_shown(visit, status=422)
    about = About("clerk", (), form.text_version, form.listed == "yes", "", form.body, form.resolution, form.motive,
                  due_on=form.due_on)  # fmt: skip
    return done(
        visit, tell_adhesion(visit.at, visit.subject, AdhesionEvent(form.event), on=form.on, about=about),
        "adhesion_told",
    )  # fmt: skip
