"""The papers of a member for their tax return: one for each year, to be put away or printed."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.show_declared import year_sentence
from mutua.web.forms import Refused
from mutua.web.my_forms import CertificateOf
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Go, Page


def mine(visit: MemberVisit) -> Answer:
    return Go("my_papers_of", visit.door.me.public_id)


def show(visit: MemberVisit) -> Answer:
    return papers_page(visit)


def papers_page(visit: MemberVisit, status: int = 200, why: str = "") -> Page:
    """The page of the papers of whom the address is about, else of whoever is in."""
    word = visit.door.word
    used = [(one, year_sentence(one, visit.language)) for one in word.used()] if visit.of_self else []
    return Page("my_papers.html", {"found": visit.door.papers(visit.about), "why": why, "used": used}, status)


def certificate(visit: MemberVisit, form: CertificateOf | Refused) -> Answer:
    """The certificate of a year, made now and noted as issued."""
    if isinstance(form, Refused):
        return papers_page(visit, 422)
    if int(form.year) not in visit.door.papers(visit.about).years:
        return papers_page(visit, 422, visit.say("Per quest'anno non c'è nulla.", "There is nothing for this year."))
    found = visit.door.certificate(visit.about, int(form.year))
    if isinstance(found, Refusal):
        return papers_page(visit, 409, refused_sentence(visit, found.code, found.found))
    return File(found.pdf, "application/pdf", f"attestazione-{form.year}.pdf", shown=True)
