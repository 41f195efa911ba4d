"""Applications to the pact that came from outside: those that wait, one whole, what is done with it."""

from __future__ import annotations

from mutua.services.adhesion_requests import (
    SIGNED,
    Application,
    application_named,
    applications_open,
    ask_for_more,
    follow,
    organisation_of_vat,
    set_aside,
    signed_file,
    take,
)
from mutua.services.decide_claim import Refusal
from mutua.web.forms import Empty, Refused
from mutua.web.pact_forms import Missing
from mutua.web.pages import problem, refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.firms import THEMES
from mutua.wording.pact import APPLICATION_STATES

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", SIGNED: "pdf.p7m"}


def every(visit: Visit) -> Answer:
    with visit.site.archive.reader.begin() as connection:
        found = applications_open(connection)
    english = visit.language == "en"
    return Page("applications.html", {
        "found": found, "state": lambda one: APPLICATION_STATES[one][english],
        "waits": {one.number: (visit.today - one.received_on).days for one in found},
    })  # fmt: skip


def show(visit: Visit) -> Answer:
    return _page(visit)


def _one(visit: Visit) -> Application:
    with visit.site.archive.reader.begin() as connection:
        found = application_named(connection, visit.named)
    assert found is not None  # the guards have found it
    return found


def _page(visit: Visit, why: Refusal | None = None) -> Page:
    one, english = _one(visit), visit.language == "en"
    with visit.site.archive.reader.begin() as connection:
        known = organisation_of_vat(connection, one.applicant.vat_number)
        found = follow(connection, one, visit.today)
    return Page("application.html", {
        "one": one, "who": one.applicant, "known": known, "found": found,
        "state": APPLICATION_STATES[one.state][english],
        "themes": ", ".join(THEMES[code][english] for code in one.applicant.themes),
        "why": "" if why is None else refused_sentence(visit, why.code, why.found),
    }, 409 if why else 422 if visit.refused else 200)  # fmt: skip


def signed(visit: Visit) -> Answer:
    """The signed application, to be put away."""
    one = _one(visit)
    if visit.site.vault is None:
        return problem(visit, "not_there")
    with visit.site.archive.reader.begin() as connection:
        found = signed_file(connection, visit.site.vault, one)
    if isinstance(found, Refusal):
        return problem(visit, "not_there")
    content, media_type = found
    return File(content, media_type, f"adesione-firmata-{one.reference}.{_ENDINGS.get(media_type, 'bin')}")


def take_it(visit: Visit, form: Empty | Refused) -> Answer:
    """The adhesion begins, of the organisation with that VAT number or of one made now; on to its page."""
    done = take(visit.at, _one(visit))
    if isinstance(done, Refusal):
        return _page(visit, done)
    with visit.site.archive.reader.begin() as connection:
        known = organisation_of_vat(connection, _one(visit).applicant.vat_number)
    assert known is not None  # it was found or made just now
    return Go("firm", known[1], message="adhesion_taken")


def ask(visit: Visit, form: Missing | Refused) -> Answer:
    """Tells the applicant, on the page of their link, what is missing."""
    if isinstance(form, Refused):
        return _page(visit)
    refused = ask_for_more(visit.at, _one(visit), form.told)
    return _page(visit, refused) if refused else Go("application", visit.named, message="adhesion_asked")


def put_aside(visit: Visit, form: Missing | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit)
    refused = set_aside(visit.at, _one(visit), form.told)
    return _page(visit, refused) if refused else Go("applications", message="adhesion_aside")
