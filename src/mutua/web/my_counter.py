"""At the counter, for a member who does not use the pages: the same things on one page to print; proxies on paper."""

from __future__ import annotations

from typing import NamedTuple

from mutua.domain.records import Identity
from mutua.services.decide_claim import Refusal
from mutua.services.ended_proxies import forget_ended
from mutua.services.member_claims import TOLD
from mutua.services.member_desk import person_numbered
from mutua.services.member_door import Behind
from mutua.services.member_estimate import try_out as estimate
from mutua.services.member_print import printed_for, printed_request
from mutua.services.member_rights import texts_of
from mutua.services.person_sheet import person_name
from mutua.services.proxies import ON_PAPER, ProxyShown, end_proxy, give_proxy, proxies_of
from mutua.services.typed_claim import Typed
from mutua.store.who import read_identities
from mutua.web.forms import Refused
from mutua.web.my_claims import decided_of, state_of, words_of
from mutua.web.my_forms import EndProxy, PaperProxy, TryOut
from mutua.web.my_rights import cells_to_try, tried_values
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.claim_states import states_in_words
from mutua.wording.member_door import about, covered
from mutua.wording.numbers import exact_quantity
from mutua.wording.person_sheet import Whole, kinship_word, request_sentence
from mutua.wording.plain_words import words_explained


def printed(visit: Visit) -> Answer:
    """What the member would read of themselves."""
    site, lang = visit.site, visit.language
    behind = Behind(site.archive, site.plans, site.statute, site.ids, site.vault, site.law, site.near, site.pact)
    found = printed_for(behind, visit.subject, visit.now, lang)
    sheet = found.sheet
    whole = Whole(sheet.covers, sheet.later, sheet.ended, sheet.member.died_on, sheet.erased_on)
    return Page("my_print.html", {
        "found": found, "who": sheet.who,
        "answer": covered(whole, about(sheet.who, reader=True), sheet.owed_by_home_cents, lang),
        "requests": [(one, request_sentence(one, lang)) for one in sheet.requests.latest], "older": found.older,
        "kinship": lambda word: kinship_word(word, lang),
        "words": words_explained(texts_of(found.plans, found.apart), lang),
        "state_words": lambda one: states_in_words(one.states, lang, on_its_way=one.claim_id in found.going),
    })  # fmt: skip


def printed_claim(visit: Visit) -> Answer:
    """One request as its member reads it."""
    own, account, used = printed_request(visit.at, visit.site.vault, visit.subject, visit.language)
    decided = decided_of(own, visit.language)
    return Page("my_print_claim.html", {
        "own": own, "file": own.file, "account": account, "used": used, "state_words": state_of(own, visit.language),
        "counted": lambda one: exact_quantity(one.quantity, one.unit, visit.language),
        "told": request_sentence(own.now, visit.language) if own.now is not None else "",
        "decided": decided, "words": words_of(decided, visit.language),
        "history": [one for one in own.file.history if one.code in TOLD],
    })  # fmt: skip


def blank_refund(visit: Visit) -> Answer:
    """The form to ask for a refund on paper, with what the society knows already filled in."""
    site = visit.site
    behind = Behind(site.archive, site.plans, site.statute, site.ids, site.vault, site.law, site.near, site.pact)
    return Page("my_print_refund.html", {"found": printed_for(behind, visit.subject, visit.now, visit.language)})


def proxy_sheet(visit: Visit) -> Answer:
    """The sheet that a member signs to give a proxy at the counter."""
    with visit.site.archive.reader.begin() as connection:
        who = read_identities(connection, [visit.subject]).get(visit.subject, Identity("", ""))
    return Page("my_print_proxy.html", {"who": who})


def try_empty(visit: Visit) -> Answer:
    return _tried(visit, {"lines": "1"}, every=False, asks=False)


def try_out(visit: Visit, form: TryOut | Refused) -> Answer:
    """A trial for a member who does not use the pages: the same sum, to be printed; nothing is kept."""
    if isinstance(form, Refused):
        return _tried(visit, {"lines": "1"}, every=True, asks=False)
    cells, every, asks = cells_to_try(form)
    return _tried(visit, cells, every=every, asks=asks)


def _tried(visit: Visit, cells: dict[str, str], *, every: bool, asks: bool) -> Page:
    typed = Typed(visit.subject, cells, frozenset(), visit.now, visit.language, channel="web")
    with visit.site.archive.snapshot() as connection:
        tried, name = estimate(connection, visit.site.plans, typed), person_name(connection, visit.subject)
    found, wrong = tried_values(visit, tried, cells, every, asks)
    return Page("my_print_try.html", {**found, "name": name}, 422 if wrong and every else 200)


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
