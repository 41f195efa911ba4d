"""The society's notice on personal data, as a member reads it and says so; what they declare as paid elsewhere."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.web.forms import Refused
from mutua.web.my_forms import PaidElsewhere, ReadNotice
from mutua.web.my_papers import papers_page
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page


def show(visit: MemberVisit) -> Answer:
    return _page(visit)


def _page(visit: MemberVisit, status: int = 200, why: str = "") -> Page:
    return Page("my_notice.html", {"notice": visit.door.word.notice(), "why": why}, status)


def read(visit: MemberVisit, form: ReadNotice | Refused) -> Answer:
    """They ticked that they read it: noted, once."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    found = visit.door.word.read_notice(form.version)
    if isinstance(found, Refusal) and found.code != "notice_got":
        return _page(visit, 409, refused_sentence(visit, found.code, found.found))
    return Go("my_home", message="notice_read")


def elsewhere(visit: MemberVisit, form: PaidElsewhere | Refused) -> Answer:
    """What is paid elsewhere in a year, in the place of what was declared before."""
    if isinstance(form, Refused):
        return papers_page(visit, 422)
    found = visit.door.word.declare(form.year, form.amount)
    if isinstance(found, Refusal):
        return papers_page(visit, 422, refused_sentence(visit, found.code, found.found))
    return Go("my_papers_of", visit.door.me.public_id, message="recorded")
