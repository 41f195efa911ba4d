"""The sheet of a person: covered or not in words, household, what is left, last requests, what is owed."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.granted_in_kind import asked_in_kind, granted_in_kind
from mutua.services.list_claims import Wanted, list_claims
from mutua.services.person_sheet import PersonSheet, person_sheet, title_of
from mutua.services.work_queue import titles
from mutua.store.people import who_is
from mutua.web.clerk_decide_forms import QueueQuery
from mutua.web.clerk_home import my_drafts
from mutua.web.clerk_member import standing_of
from mutua.web.forms import Refused
from mutua.web.site import Answer, Page, Visit
from mutua.wording.claim_states import light_of, states_in_words
from mutua.wording.person_sheet import Whole, covered_today, kinship_word, task_sentence, to_read
from mutua.wording.pots_left import PotRow, pot_row
from mutua.wording.voice import Voice


def show(visit: Visit) -> Answer:
    with visit.site.archive.snapshot() as connection:
        sheet = person_sheet(
            connection, visit.site.plans, visit.site.statute, visit.subject, visit.today, visit.language
        )
    lang = visit.language
    whole = Whole(sheet.covers, sheet.later, sheet.ended, sheet.member.died_on, sheet.erased_on)
    spoken = [(Voice(one.rules, lang), one.pots) for one in sheet.left if one.rules is not None]
    last = next(iter(sheet.requests.latest), None)
    return Page("person.html", {
        "sheet": sheet, "drafts": my_drafts(visit, visit.subject),
        "answer": covered_today(whole, lang), "standing": standing_of(visit, sheet.member),
        "plans": _plans(visit, sheet), "reading": to_read(
            whole, spoken, last, lang, owed_cents=sheet.owed_by_home_cents),
        "state_words": lambda states: states_in_words(states, lang), "light": light_of,
        "plan_title": lambda code: title_of(visit.site.plans, code),
        "kinship": lambda word: kinship_word(word, lang), "task": lambda one: task_sentence(one, lang),
    })  # fmt: skip


def claims(visit: Visit, query: QueueQuery | Refused) -> Answer:
    """All that the person ever asked for, the newest first, page by page."""
    asked = QueueQuery() if isinstance(query, Refused) else query
    site, lang = visit.site, visit.language
    found = list_claims(site.archive, Wanted(person_id=visit.subject), asked.pagina, today=visit.today)
    if isinstance(found, Refusal):
        raise AssertionError("the person was found by the guards")
    with site.archive.reader.begin() as connection:
        surname, given_name, _ = who_is(connection, visit.subject)
        plan_of = {one.claim_id: one.plan_code for one in found.claims}
        in_kind = granted_in_kind(connection, site.plans, plan_of, lang)
        asked_for = asked_in_kind(connection, site.plans, plan_of, lang)
    return Page("person_claims.html", {
        "name": f"{surname} {given_name}".strip(), "found": found, "in_kind": in_kind, "wanted": asked_for,
        "light": light_of,
        "titles": lambda one: titles(site.plans, one), "state_words": lambda states: states_in_words(states, lang),
    })  # fmt: skip


def _plans(visit: Visit, sheet: PersonSheet) -> list[tuple[str, list[PotRow], list[PotRow], list[PotRow]]]:
    """Of each plan its title, the pots of a period of which something is gone or not known, those that are whole, and
    the limits that every request has for itself."""
    found = []
    for one in sheet.left:
        voice = None if one.rules is None else Voice(one.rules, visit.language)
        rows = [(pot.each, pot_row(voice, pot)) for pot in one.pots] if voice is not None else []
        lasting = [row for each, row in rows if not each]
        touched = [row for row in lasting if row.used or row.aside or row.why or row.level]
        whole = [row for row in lasting if row not in touched]
        found.append((one.title, touched, whole, [row for each, row in rows if each]))
    return found
