"""The household of a member: who is covered, who may act for whom."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.household_kin import CHILD, HEAD, PARTNERS
from mutua.services.member_household import OwnHousehold
from mutua.services.proxies import ADULT
from mutua.web.forms import Refused
from mutua.web.my_forms import EndProxy, GiveProxy
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page
from mutua.wording.person_sheet import kinship_word


def show(visit: MemberVisit) -> Answer:
    return _page(visit)


def _page(visit: MemberVisit, status: int = 200, why: str = "") -> Page:
    home = visit.door.home.household(visit.language)
    return Page("my_household.html", {
        "home": home, "of_another": _of_another(visit, home), "why": why, "births": visit.door.home.births(),
        "kinship": lambda word: kinship_word(word, visit.language),
    }, status)  # fmt: skip


def _of_another(visit: MemberVisit, home: OwnHousehold) -> dict[str, str]:
    """The children of the household for whom whoever is in does not stand though they live with its head, with the
    name of who does."""
    head = next((f"{one.given_name} {one.surname}" for one in home.people if one.kinship == HEAD), "")
    seen = {one.public_id for one in visit.door.people}
    if not any(one.is_self and one.kinship in PARTNERS for one in home.people):
        return {}
    children = [one for one in home.people if one.kinship == CHILD and one.age is not None and one.age < ADULT]
    return {one.public_id: head for one in children if one.public_id not in seen}


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
