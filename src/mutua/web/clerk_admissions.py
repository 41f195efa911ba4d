"""Admissions: who waits for the society's word and until when; the application of somebody new."""

from __future__ import annotations

from mutua.domain.member_life import MemberKind
from mutua.services.admissions import who_waits
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import MembersDesk
from mutua.services.member_life import register_applicant
from mutua.services.newcomers import free_household_code, read_person
from mutua.services.subjects import family_of
from mutua.web.clerk_member import identity_of, look_alike, misread, name_of, read_in_words, stopped
from mutua.web.deeds import Outcome, Shown, deed_page, in_two_steps
from mutua.web.forms import PageQuery, Refused
from mutua.web.member_deeds import NEW_APPLICANT
from mutua.web.member_forms import NewApplicant
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.counter import fault_sentence
from mutua.wording.member_life import KINDS, STATES, event_sentence


def first(visit: Visit) -> Answer:
    return Go("admissions")


def show(visit: Visit, query: PageQuery | Refused) -> Answer:
    """Who waits, the nearest day first; who may still appeal."""
    page = 1 if isinstance(query, Refused) else query.pagina
    with visit.site.archive.snapshot() as connection:
        found = who_waits(connection, visit.today, page, family_of(connection, visit.account))
    english = visit.language == "en"
    return Page("admissions.html", {
        "found": found, "states": {code: told[english] for code, told in STATES.items()},
        "kinds": {code: told[english] for code, told in KINDS.items()},
    })  # fmt: skip


def new(visit: Visit) -> Answer:
    return deed_page(visit, NEW_APPLICANT, "")


def add(visit: Visit, form: NewApplicant | Refused) -> Answer:
    """Somebody the archive does not know asks to become a member."""
    deed = NEW_APPLICANT

    def attempt(at: Desktop, told: NewApplicant) -> Outcome:
        read = read_person(identity_of(told), visit.today)
        if isinstance(read, list):
            return misread(visit, read)
        with visit.site.archive.reader.begin() as connection:
            code = told.household or free_household_code(connection)
        links = look_alike(visit, read)
        found = register_applicant(
            MembersDesk(at, visit.site.statute), code, read.who, on=told.on, kind=MemberKind(told.kind),
            notice=bool(told.notice),
        )  # fmt: skip
        if isinstance(found, Refusal):
            return stopped(visit, found, deed)
        what = event_sentence(found.event, visit.language)
        line = visit.say("{name}, nuovo nucleo {code}: {what}.", "{name}, new household {code}: {what}.",
                         name=name_of(read.who, visit), code=code, what=what)  # fmt: skip
        noted = visit.say("Informativa ricevuta su carta.", "Notice got on paper.") if told.notice else ""
        lines = (line, *read_in_words(visit, read), *([noted] if noted else []))
        return Shown(lines, tuple(fault_sentence(one, visit.language) for one in read.doubts), links)

    return in_two_steps(visit, deed, form, attempt, Go("admissions", message="recorded"), "")
