"""At the counter: that a person got the notice on their data, and what they declare as paid elsewhere in a year."""

from __future__ import annotations

from mutua.domain.italian import written_day, written_money
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.declare import ON_PAPER, declare_elsewhere, give_notice, take_notice_back
from mutua.store.declared import NoticeGiven
from mutua.web import member_forms as forms
from mutua.web.clerk_member import deed_of, stopped
from mutua.web.deeds import Deed, Outcome, Shown, Sure, in_two_steps
from mutua.web.forms import Refused
from mutua.web.site import Answer, Go, Visit
from mutua.wording.declared import given_sentence


def give(visit: Visit, form: forms.On | Refused) -> Answer:
    head, deed = deed_of(visit, "give_notice")

    def attempt(at: Desktop, told: forms.On) -> Outcome:
        return _of_notice(visit, deed, give_notice(at, visit.subject, ON_PAPER, on=told.on),
                          ("Informativa {told}.", "Notice {told}."))  # fmt: skip

    return in_two_steps(visit, deed, form, attempt, Go("member", visit.named, message="recorded"), head)


def take_back(visit: Visit, form: Sure | Refused) -> Answer:
    head, deed = deed_of(visit, "undo_notice")

    def attempt(at: Desktop, told: Sure) -> Outcome:
        return _of_notice(visit, deed, take_notice_back(at, visit.subject),
                          ("Non vale più: informativa {told}.", "It counts no more: notice {told}."))  # fmt: skip

    return in_two_steps(visit, deed, form, attempt, Go("member", visit.named, message="recorded"), head)


def _of_notice(visit: Visit, deed: Deed, found: NoticeGiven | Refusal, line: tuple[str, str]) -> Outcome:
    if isinstance(found, Refusal):
        return stopped(visit, found, deed)
    return Shown((visit.say(*line, told=given_sentence(found.version, found.given_on, found.how, visit.language)),))


def elsewhere(visit: Visit, form: forms.PaidElsewhere | Refused) -> Answer:
    head, deed = deed_of(visit, "declare_elsewhere")

    def attempt(at: Desktop, told: forms.PaidElsewhere) -> Outcome:
        found = declare_elsewhere(at, visit.subject, told.year, told.amount, ON_PAPER, on=told.on)
        if isinstance(found, Refusal):
            return stopped(visit, found, deed)
        line = visit.say("Per il {year}: {sum} € versati altrove, dichiarati il {day}.",
                         "For {year}: €{sum} paid elsewhere, declared on {day}.", year=found.year,
                         sum=written_money(found.cents), day=written_day(found.declared_on))  # fmt: skip
        return Shown((line,))

    return in_two_steps(visit, deed, form, attempt, Go("member", visit.named, message="recorded"), head)
