"""At the counter, for a member who does not use the pages: the same things on one page to print; proxies on paper."""

from __future__ import annotations

from typing import NamedTuple

from mutua.services.decide_claim import Refusal
from mutua.services.ended_proxies import forget_ended
from mutua.services.member_claims import TOLD, own_request
from mutua.services.member_desk import person_numbered
from mutua.services.member_door import Behind
from mutua.services.member_print import printed_for
from mutua.services.person_sheet import person_name
from mutua.services.proxies import ON_PAPER, ProxyShown, end_proxy, give_proxy, proxies_of
from mutua.web.forms import Refused
from mutua.web.my_forms import EndProxy, PaperProxy
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.claim_states import states_in_words
from mutua.wording.member_door import about, covered
from mutua.wording.person_sheet import Whole, request_sentence


def printed(visit: Visit) -> Answer:
    """What the member would read of themselves."""
    site, lang = visit.site, visit.language
    behind = Behind(site.archive, site.plans, site.statute, site.ids, site.vault, site.notes)
    found = printed_for(behind, visit.subject, visit.now, lang)
    sheet = found.sheet
    whole = Whole(sheet.covers, sheet.later, sheet.ended, sheet.member.died_on, sheet.erased_on)
    return Page("my_print.html", {
        "found": found, "who": sheet.who,
        "answer": covered(whole, about(sheet.who, reader=True), sheet.owed_by_home_cents, lang),
        "requests": [(one, request_sentence(one, lang)) for one in sheet.requests.latest],
        "state_words": lambda states: states_in_words(states, lang),
    })  # fmt: skip


def printed_claim(visit: Visit) -> Answer:
    """One request as its member reads it."""
    own = own_request(visit.at, visit.subject, visit.today, visit.language)
    return Page("my_print_claim.html", {
        "own": own, "file": own.file, "state_words": states_in_words(own.file.states, visit.language),
        "told": request_sentence(own.now, visit.language) if own.now is not None else "",
        "decided": [(one, "") for one in own.explained.parts] if own.explained is not None else [],
        "history": [one for one in own.file.history if one.code in TOLD],
    })  # fmt: skip


def blank_refund(visit: Visit) -> Answer:
    """The form to ask for a refund on paper, with what the society knows already filled in."""
    site = visit.site
    behind = Behind(site.archive, site.plans, site.statute, site.ids, site.vault, site.notes)
    return Page("my_print_refund.html", {"found": printed_for(behind, visit.subject, visit.now, visit.language)})


class _Proxies(NamedTuple):
    name: str
    given: list[ProxyShown]
    got: list[ProxyShown]


def proxies(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, status: int = 200, why: str = "") -> Page:
    with visit.site.archive.reader.begin() as connection:
        there = proxies_of(connection, visit.subject, visit.today)
        found = _Proxies(
            person_name(connection, visit.subject), [one for one in there if one.proxy.grantor_id == visit.subject],
            [one for one in there if one.proxy.delegate_id == visit.subject],
        )  # fmt: skip
    return Page("my_proxies.html", {"found": found, "why": why}, status)


def give(visit: Visit, form: PaperProxy | Refused) -> Answer:
    """A proxy that was signed on paper: to whoever has the card number or fiscal code."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    with visit.site.archive.reader.begin() as connection:
        to = person_numbered(connection, form.to)
    found = to if isinstance(to, Refusal) else give_proxy(visit.at, visit.subject, to, ON_PAPER, until=form.until)
    return _done(visit, found)


def end(visit: Visit, form: EndProxy | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422)
    ended = end_proxy(visit.at, visit.subject, int(form.proxy))
    if not isinstance(ended, Refusal):
        forget_ended(visit.at, visit.site.vault, ended.delegate_id, (ended.grantor_id,))
    return _done(visit, ended)


def _done(visit: Visit, found: object) -> Answer:
    if isinstance(found, Refusal):
        return _page(visit, 422, refused_sentence(visit, found.code, found.found))
    return Go("proxies", visit.named, message="recorded")
