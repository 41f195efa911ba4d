"""The one search box: what the words may mean, while they are written and as a page."""

from __future__ import annotations

from flask import url_for

from mutua.domain.access import Permission
from mutua.services.search import Found, PersonFound, search
from mutua.web.forms import Refused, Search
from mutua.web.site import Answer, Data, Go, Page, Visit
from mutua.wording.person_sheet import mark_word


def _found(visit: Visit, words: str) -> Found:
    with visit.site.archive.reader.begin() as connection:
        return search(connection, words, visit.today)


def find(visit: Visit, form: Search | Refused) -> Answer:
    """The page of what was found; where it can only be one person, request or firm, that one."""
    if isinstance(form, Refused):
        return Page("found.html", {"words": "", "found": Found()}, 422)
    found = _found(visit, form.words)
    every = [
        *(("person", one.public_id) for one in found.people), *(("claim", one.public_id) for one in found.claims),
        *(("firm", one.public_id) for one in found.firms),
    ]  # fmt: skip
    if len(every) == 1 and (every[0][0] != "firm" or visit.may(Permission.FIRMS_READ)):
        return Go(*every[0])
    return Page("found.html", {
        "words": form.words, "found": found, "marked": lambda mark: mark_word(mark, visit.language),
    })  # fmt: skip


def more_of(one: PersonFound) -> tuple[str, str]:
    """What tells one person from another of the same name."""
    return one.card_number, one.municipality


def suggest(visit: Visit, form: Search | Refused) -> Answer:
    """The same for the list under the box."""
    if isinstance(form, Refused):
        return Data([], 422)
    found = _found(visit, form.words)
    people = [
        {"address": url_for("person", subject=one.public_id), "name": f"{one.surname} {one.given_name}",
         "more": " · ".join(told for told in (*more_of(one), mark_word(one.mark, visit.language)) if told)}
        for one in found.people
    ]  # fmt: skip
    claims = [
        {"address": url_for("claim", subject=one.public_id),
         "name": visit.say("Domanda {n}", "Request {n}", n=one.reference or one.claim_id),
         "more": f"{one.surname} {one.given_name}".strip()}
        for one in found.claims
    ]  # fmt: skip
    firms = [
        {"address": url_for("firm", subject=one.public_id), "name": one.name,
         "more": visit.say("azienda", "firm") + (f" · {one.vat_number}" if one.vat_number else "")}
        for one in found.firms if visit.may(Permission.FIRMS_READ)
    ]  # fmt: skip
    return Data([*people, *claims, *firms])
