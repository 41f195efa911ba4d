"""The household of a member: who is covered, who may act for whom."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.web.forms import Refused
from mutua.web.my_forms import EndProxy, GiveProxy
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page
from mutua.wording.person_sheet import kinship_word


def show(visit: MemberVisit) -> Answer:
    return _page(visit)


def _page(visit: MemberVisit, status: int = 200, why: str = "") -> Page:
    return Page("my_household.html", {
        "home": visit.door.home.household(visit.language), "why": why, "births": visit.door.home.births(),
        "kinship": lambda word: kinship_word(word, visit.language),
    }, status)  # fmt: skip


def give(visit: MemberVisit, form: GiveProxy | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422)
    return _done(visit, visit.door.home.give_proxy(form.to, form.until), "my_proxy_given")


def end(visit: MemberVisit, form: EndProxy | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422)
    return _done(visit, visit.door.home.end_proxy(int(form.proxy)), "my_proxy_ended")


def _done(visit: MemberVisit, found: object, message: str) -> Answer:
    if isinstance(found, Refusal):
        return _page(visit, 422, refused_sentence(visit, found.code, found.found))
    return Go("my_household", message=message)
