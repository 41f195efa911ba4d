"""The papers of one person: certificate, statement of the household, card, each printed and noted."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.papers_of_person import papers_shown, print_paper
from mutua.services.show_member import show_member
from mutua.web.clerk_member import name_of, standing_of
from mutua.web.dues_forms import PaperOf
from mutua.web.forms import Refused
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, File, Page, Visit
from mutua.wording.rights import PAPERS


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, status: int = 200, why: str = "") -> Page:
    with visit.site.archive.snapshot() as connection:
        member = show_member(connection, visit.site.statute, visit.subject, visit.today)
        found = papers_shown(connection, visit.subject, visit.today)
    return Page("papers.html", {
        "name": name_of(member.who, visit), "standing": standing_of(visit, member), "member": member, "found": found,
        "why": why, "kinds": {code: told[visit.language == "en"] for code, told in PAPERS.items()},
    }, status)  # fmt: skip


def print_one(visit: Visit, form: PaperOf | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422)
    found = print_paper(visit.at, visit.site.law, visit.subject, form.kind, form.year, visit.today)
    if isinstance(found, Refusal):
        return _page(visit, 409, refused_sentence(visit, found.code, found.found))
    return File(found.pdf, "application/pdf", f"{found.wanted.file}.pdf", shown=True)
