"""Joining the pact from outside: a form, a receipt with a link, the paper to be signed and sent back, how far it is."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number
from mutua.domain.mail_address import read_mail_address
from mutua.domain.pact import THEMES
from mutua.domain.written_names import LONGEST_OF_BODY, name_fault
from mutua.services.adhesion_requests import (
    Applicant,
    Application,
    application_by_link,
    application_pdf,
    apply,
    certificate_pdf,
    follow,
    keep_signed,
    municipality_code,
)
from mutua.services.decide_claim import Refusal
from mutua.services.pact_page import Pact
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pact_forms import Adhesion
from mutua.web.pages import problem, refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.firms import PACT_BODIES
from mutua.wording.firms import THEMES as THEME_WORDS
from mutua.wording.intake import beside_field
from mutua.wording.pact import HOW_FAR


def begin(visit: Visit) -> Answer:
    return _form(visit)


def _form(visit: Visit, why: Refusal | None = None, wrong: tuple[Wrong, ...] = ()) -> Page:
    pact = visit.site.pact
    if pact is None:
        return problem(visit, "not_there")
    english = visit.language == "en"
    values = {
        "pact": pact, "themes": [(code, THEME_WORDS[code][english]) for code in THEMES],
        "chosen": visit.written.get("themes", "").split("\n"),
        "key": visit.written.get("key") or secrets.token_urlsafe(16),
        "why": "" if why is None else refused_sentence(visit, why.code, why.found),
    }  # fmt: skip
    status = 422 if wrong or visit.refused else 200
    if why is not None:
        status = 429 if why.code == "adhesion_too_often" else 409
    return Page("pact_join.html", values, status, wrong)


def send(visit: Visit, form: Adhesion | Refused) -> Answer:
    """Receives the application, once for a page; on to the page of its link."""
    pact = visit.site.pact
    if pact is None:
        return problem(visit, "not_there")
    wrong = _wrong(visit)
    if isinstance(form, Refused) or wrong:
        return _form(visit, wrong=wrong)
    one = _applicant(form, pact)
    token = _token(visit, form.key)
    site = visit.site
    done = apply(site.archive, one, token, address=visit.address, actor_id=site.program_id, now=visit.now, ids=site.ids)
    return _form(visit, done) if isinstance(done, Refusal) else Go("pact_followed", token, message="adhesion_sent")


def _token(visit: Visit, key: str) -> str:
    """The secret of the link: the same for the same page of the same browser, and nobody else's."""
    made = hmac.new(visit.token.encode(), b"mutua adhesion " + key.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _wrong(visit: Visit) -> tuple[Wrong, ...]:
    """All that is wrong with what was said, beside what is missing."""
    said = {name: value.strip() for name, value in visit.written.items()}
    vat, email = read_vat_number(said.get("vat", "")), said.get("email", "")
    wrong = []
    fault = name_fault(said["name"], most=LONGEST_OF_BODY) if said.get("name") else None
    if fault is not None:
        wrong.append(Wrong("name", "not_taken", {"told": beside_field([fault], visit.language)}))
    if said.get("vat") and not isinstance(vat, VatNumber):
        wrong.append(Wrong("vat", "not_taken", {"told": beside_field(vat, visit.language)}))
    if said.get("seat") and municipality_code(said["seat"]) is None:
        wrong.append(Wrong("seat", "municipality_unknown"))
    if not email and not said.get("phone"):
        wrong.append(Wrong("email", "some_contact"))
    elif email and not isinstance(read_mail_address(email), str):
        wrong.append(Wrong("email", "not_an_email"))
    if said.get("phone") and not 6 <= sum(sign.isdecimal() for sign in said["phone"]) <= 20:
        wrong.append(Wrong("phone", "not_a_phone"))
    if said.get("website"):
        wrong.append(Wrong("website", "leave_empty"))
    if not set(said.get("themes", "").split()) <= set(THEMES):
        wrong.append(Wrong("themes", "not_offered"))
    if not said.get("read"):
        wrong.append(Wrong("read", "to_be_ticked"))
    return tuple(wrong)


def _applicant(form: Adhesion, pact: Pact) -> Applicant:
    vat, seat = read_vat_number(form.vat), municipality_code(form.seat)
    assert isinstance(vat, VatNumber)
    assert seat is not None
    return Applicant(
        form.name, vat.text, seat, form.signatory, form.signatory_role, form.email, form.phone, tuple(form.themes),
        form.note, form.listed == "yes", pact.text_version,
    )  # fmt: skip


# ---------------------------------------------------------------- the page of the link


def follow_it(visit: Visit) -> Answer:
    return _followed(visit)


def _followed(visit: Visit, why: Refusal | None = None) -> Page:
    with visit.site.archive.reader.begin() as connection:
        one = application_by_link(connection, visit.named)
        found = None if one is None else follow(connection, one, visit.today)
    if one is None or found is None:
        return problem(visit, "not_there")
    english = visit.language == "en"
    here = one.state if one.firm_id is None else found.standing.state.value
    words = "signed" if here == "received" and one.signed_at is not None else here
    values = {
        "found": found, "one": one, "here": here, "how_far": HOW_FAR[words][english],
        "body": PACT_BODIES[found.admission.body][english] if found.admission else "",
        "themes": ", ".join(THEME_WORDS[code][english] for code in one.applicant.themes),
        "can_keep": visit.site.vault is not None,
        "why": "" if why is None else refused_sentence(visit, why.code, why.found),
    }  # fmt: skip
    return Page("pact_followed.html", values, 422 if why else 200)


def _found(visit: Visit) -> Application | Page:
    with visit.site.archive.reader.begin() as connection:
        return application_by_link(connection, visit.named) or problem(visit, "not_there")


def to_sign(visit: Visit) -> Answer:
    """The application on paper."""
    one = _found(visit)
    if isinstance(one, Page):
        return one
    if not visit.site.pace.may(visit.address, visit.now):
        return problem(visit, "too_often")
    title = visit.site.pact.title if visit.site.pact is not None else ""
    with visit.site.archive.reader.begin() as connection:
        pdf = application_pdf(connection, one, title, visit.today)
    return File(pdf, "application/pdf", "domanda-di-adesione.pdf", shown=True)


def sign(visit: Visit, form: Empty | Refused) -> Answer:
    """Takes the signed application, one file."""
    site = visit.site
    if isinstance(form, Refused) or site.vault is None or len(visit.files) != 1:
        return _followed(visit, Refusal("adhesion_no_file"))
    done = keep_signed(
        site.archive, site.vault, visit.named, visit.files[0], actor_id=site.program_id, now=visit.now
    )  # fmt: skip
    if isinstance(done, Refusal):
        return _followed(visit, done)
    return Go("pact_followed", visit.named, message="adhesion_signed")


def certificate(visit: Visit) -> Answer:
    """The certificate, where a resolution let the organisation in."""
    one = _found(visit)
    if isinstance(one, Page):
        return one
    with visit.site.archive.reader.begin() as connection:
        admitted = follow(connection, one, visit.today).admission is not None
    if not admitted:
        return problem(visit, "not_there")
    if not visit.site.pace.may(visit.address, visit.now):
        return problem(visit, "too_often")
    with visit.site.archive.reader.begin() as connection:
        pdf = certificate_pdf(connection, one, visit.today)
    if isinstance(pdf, Refusal):
        return problem(visit, "not_there")
    return File(pdf, "application/pdf", "attestazione-di-adesione.pdf", shown=True)
