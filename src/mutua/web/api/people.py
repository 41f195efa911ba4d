"""People for programs: the search, and the sheet of a person."""

from __future__ import annotations

from mutua.domain.person_sheet import RequestNow
from mutua.rules.pots_left import PotLeft
from mutua.services.person_sheet import PersonSheet, person_sheet
from mutua.services.search import search
from mutua.services.show_left import PlanLeft
from mutua.web.api import answers
from mutua.web.api.guards import Asked
from mutua.wording.numbers import Language
from mutua.wording.person_sheet import Whole, covered_today, to_read
from mutua.wording.pots_left import left_sentence, period, whose
from mutua.wording.voice import Voice


def find(asked: Asked) -> answers.Found:
    visit = asked.visit
    with visit.site.archive.reader.begin() as connection:
        found = search(connection, asked.body.words, visit.today)
    return answers.Found(
        people=[
            answers.PersonRow(
                id=one.public_id, surname=one.surname, given_name=one.given_name, card_number=one.card_number,
                born_on=one.born_on, municipality=one.municipality, mark=one.mark.value,
            )
            for one in found.people
        ],
        claims=[
            answers.ClaimRow(id=one.public_id, number=one.claim_id, reference=one.reference, surname=one.surname,
                             given_name=one.given_name)
            for one in found.claims
        ],
        firms=[answers.FirmRow(name=one.name, vat_number=one.vat_number) for one in found.firms], more=found.more,
    )  # fmt: skip


def show(asked: Asked) -> answers.Person:
    visit = asked.visit
    with visit.site.archive.snapshot() as connection:
        sheet = person_sheet(
            connection, visit.site.plans, visit.site.statute, visit.subject, visit.today, visit.language
        )
    return _person(visit.named, sheet, visit.language)


def _person(public_id: str, sheet: PersonSheet, language: Language) -> answers.Person:
    whole = Whole(sheet.covers, sheet.later, sheet.ended, sheet.member.died_on, sheet.erased_on)
    spoken = [(Voice(one.rules, language), one.pots) for one in sheet.left if one.rules is not None]
    said = covered_today(whole, language)
    last = next(iter(sheet.requests.latest), None)
    who = sheet.who
    return answers.Person(
        id=public_id, surname=who.surname, given_name=who.given_name, fiscal_code=who.fiscal_code or "",
        card_number=who.card_number or "", born_on=who.born_on, light=said.light, headline=said.headline,
        details=list(said.details), read_aloud=to_read(
            whole, spoken, last, language, owed_cents=sheet.owed_by_home_cents),
        covers=[
            answers.CoverNow(
                plan=one.plan_code, title=one.plan, assistance=one.assistance, since=one.since, until=one.until,
                seniority_from=one.seniority_from, stops_on=one.stops_on, resumes_on=one.resumes_on,
            )
            for one in sheet.covers
        ],
        left=[_left(one, language) for one in sheet.left],
        household=[
            answers.Relative(
                id=one.public_id, surname=one.surname, given_name=one.given_name, kinship=one.kinship,
                dependent=one.dependent, covered=bool(one.plans),
            )
            for one in (sheet.home.people if sheet.home is not None else ()) if not one.is_self
        ],
        requests=[_request(one) for one in sheet.requests.latest], requests_in_all=sheet.requests.total,
        late=[answers.LateDue(plan=one.plan_code, due_on=one.due_on, open_cents=one.open_cents) for one in sheet.late],
    )  # fmt: skip


def _left(one: PlanLeft, language: Language) -> answers.PlanLeft:
    voice = None if one.rules is None else Voice(one.rules, language)
    pots = [] if voice is None else [_pot(voice, pot) for pot in one.pots]
    return answers.PlanLeft(plan=one.plan_code, title=one.title, pots=pots)


def _pot(voice: Voice, pot: PotLeft) -> answers.Pot:
    return answers.Pot(
        name=pot.name, title=pot.title, article=pot.article, unit=pot.unit.value, whose=whose(voice, pot),
        size=pot.size, used=pot.used, reserved=pot.reserved, left=pot.left, period=period(voice, pot),
        sentence=left_sentence(voice, pot),
    )  # fmt: skip


def _request(one: RequestNow) -> answers.Request:
    return answers.Request(
        id=one.public_id, number=one.claim_id, reference=one.reference, received_on=one.received_on,
        benefits=list(one.benefits), states=list(one.states), asked_cents=one.asked_cents,
        granted_cents=one.granted_cents, granted_in_kind=one.in_kind, owed_cents=one.owed_cents,
    )  # fmt: skip
