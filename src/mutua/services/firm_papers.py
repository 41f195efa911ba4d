"""The papers of firms read from the archive: the certificate of adhesion, the statement, the offer to who left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Connection, select

from mutua.domain.case import Cover
from mutua.domain.italian import written_day
from mutua.letters.papers import Addressee, AdhesionCertificate, ContributionLine, FirmStatement, OfferLetter
from mutua.letters.readable import long_day
from mutua.rules.contributions import CoveredDays
from mutua.services.adhesions import adherents, admission_on
from mutua.services.charge_people import Asked, Owed, PeopleOwing, Rules
from mutua.services.decide_claim import Refusal
from mutua.services.enrolments import Offer, goes_on, offers
from mutua.services.firm_statement_paper import statement_paper
from mutua.services.issue_papers import Wanted, file_name
from mutua.services.organisations import organisation
from mutua.services.outside_names import WORKER, house_names
from mutua.services.paper_values import addressee, full_name
from mutua.services.plan_book import PlanBook
from mutua.services.society import letterhead
from mutua.store.firms import iso
from mutua.store.people import People, households_of, read_people
from mutua.store.tables import firm
from mutua.store.tables_firms import enrolment, statement
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.who import read_identities
from mutua.wording.firms import PACT_BODIES, THEMES

# ---------------------------------------------------------------- which are wanted


def adhesions_wanted(connection: Connection, today: date, firm_ids: Iterable[int] | None) -> list[Wanted]:
    """The certificates of adhesion: of these organisations, or of all that are in the pact today."""
    wanted = [
        one.firm_id for one in adherents(connection, today) if admission_on(connection, one.firm_id, today) is not None
    ] if firm_ids is None else list(firm_ids)  # fmt: skip
    return [
        Wanted("adhesion", FIRMS_CHAIN, None, one, None, file_name("adesione", _number_of_firm(connection, one)),
               partial(adhesion, firm_id=one, today=today))
        for one in wanted
    ]  # fmt: skip


def statements_wanted(connection: Connection, month: date, firm_ids: Iterable[int] | None) -> list[Wanted]:
    """The statements issued for a period that the month lies in: of these firms, or of all."""
    c = statement.c
    query = select(c.statement_id, c.firm_id, c.first_day).where((c.first_day <= month) & (c.last_day >= month))
    only = None if firm_ids is None else set(firm_ids)
    return [
        Wanted("firm_statement", FIRMS_CHAIN, None, firm_id, statement_id,
               file_name("estratto-azienda", f"{first:%Y-%m}", _number_of_firm(connection, firm_id), statement_id),
               partial(firm_statement, firm_id=firm_id, statement_id=statement_id))
        for statement_id, firm_id, first in connection.execute(query.order_by(c.statement_id)).all()
        if only is None or firm_id in only
    ]  # fmt: skip


def statement_numbered(connection: Connection, firm_id: int, statement_id: int) -> list[Wanted]:
    """The statement with the number, if it is this firm's."""
    mine = (statement.c.statement_id == statement_id) & (statement.c.firm_id == firm_id)
    month = connection.scalar(select(statement.c.first_day).where(mine))
    every = [] if month is None else statements_wanted(connection, month, [firm_id])
    return [one for one in every if one.year == statement_id]


def offers_wanted(
    connection: Connection, plans: PlanBook, today: date, enrolment_ids: Iterable[int] | None
) -> list[Wanted] | Refusal:
    """The letters to who left: of these enrolments, or of all whose offer is open today. Refuses an enrolment that has
    none, one that was answered, one whose time is over."""
    found = {one.enrolment_id: one for one in offers(connection)}
    wanted = sorted(found) if enrolment_ids is None else list(enrolment_ids)
    some = []
    for enrolment_id in wanted:
        one = found.get(enrolment_id)
        if one is not None and one.is_open(today):
            some.append(one)
        elif enrolment_ids is not None:
            if one is None:
                return Refusal("offer_unknown", str(enrolment_id))
            return Refusal("offer_answered") if one.answer else Refusal("offer_over", written_day(one.offer_until))
    persons = _persons(connection, [one.enrolment_id for one in some])
    homes = households_of(connection, persons.values())
    return [
        Wanted("offer", min(homes[persons[one.enrolment_id]]), persons[one.enrolment_id], one.firm_id,
               int((iso(one.cover_until) or "").replace("-", "")), file_name("offerta", one.enrolment_id),
               partial(offer, plans=plans, told=one, person_id=persons[one.enrolment_id]))
        for one in some
    ]  # fmt: skip


def _persons(connection: Connection, enrolment_ids: list[int]) -> dict[int, int]:
    query = select(enrolment.c.enrolment_id, enrolment.c.person_id).where(enrolment.c.enrolment_id.in_(enrolment_ids))
    return {row.enrolment_id: row.person_id for row in connection.execute(query)}


def _number_of_firm(connection: Connection, firm_id: int) -> str:
    """What names the firm's files: its VAT number, else its random name."""
    row = connection.execute(select(firm.c.vat_number, firm.c.public_id).where(firm.c.id == firm_id)).one()
    return str(row.vat_number or row.public_id)


# ---------------------------------------------------------------- what they say


def adhesion(
    connection: Connection, issued_on: date, *, firm_id: int, today: date
) -> AdhesionCertificate | Refusal:
    """The certificate that the organisation is in the pact; refused where it is not, today."""
    one = organisation(connection, firm_id)
    found = admission_on(connection, firm_id, issued_on)
    if found is None or admission_on(connection, firm_id, today) is None:
        return Refusal("no_adhesion_no_certificate", one.name)
    seat = one.contact.municipality
    return AdhesionCertificate(
        letterhead(connection), Addressee(one.name, municipality=seat), one.name, one.vat_number, seat, issued_on,
        found.since, PACT_BODIES[found.body][0], found.resolution, found.resolved_on, found.text_version,
        tuple(THEMES[code][0] for code in found.themes),
    )  # fmt: skip


def firm_statement(
    connection: Connection, issued_on: date, *, firm_id: int, statement_id: int
) -> FirmStatement | Refusal:
    seat = organisation(connection, firm_id).contact.municipality
    made = statement_paper(
        connection, issued_on, head=letterhead(connection), firm_id=firm_id, statement_id=statement_id, seat=seat
    )  # fmt: skip
    return Refusal("statement_unknown", str(statement_id)) if made is None else made


def offer(
    connection: Connection, issued_on: date, *, plans: PlanBook, told: Offer, person_id: int
) -> OfferLetter | Refusal:
    """The letter to who left a firm. Refuses somebody who was erased."""
    who = read_identities(connection, [person_id]).get(person_id)
    if who is None:
        return Refusal("erased_already")
    people = read_people(connection, households_of(connection, [person_id])[person_id])
    covers: dict[str, list[Cover]] = {}
    for plan_code, cover in goes_on(connection, told, person_id, people):
        covers.setdefault(plan_code, []).append(cover)
    titles = [
        f"{plans[code].plan.head.title}: {', '.join(one.assistance.replace('_', ' ') for one in some)}"
        for code, some in sorted(covers.items()) if plans.get(code) is not None
    ]  # fmt: skip
    names = house_names(connection)
    return OfferLetter(
        letterhead(connection), addressee(connection, person_id, issued_on), full_name(who),
        organisation(connection, told.firm_id).name,
        names.of(WORKER, told.enrolment_id) if names else "", issued_on, told.cover_until, told.offer_until,
        tuple(titles), _prices(plans, people, person_id, covers, told.cover_until + timedelta(days=1), issued_on),
    )  # fmt: skip


def _prices(
    plans: PlanBook, people: People, person_id: int, covers: dict[str, list[Cover]], first: date, today: date
) -> tuple[ContributionLine, ...]:
    """What the person would pay alone for the rest of the year, by the regulation; empty where it cannot be said."""
    owing = PeopleOwing(Asked(first.year, today), Rules(plans), people, {})
    days = CoveredDays(first, date(first.year, 12, 31))
    found = []
    for plan_code, some in sorted(covers.items()):
        place = owing.home(person_id, first)
        owed = None if place is None else owing.what_is_owed(place, plan_code, some, days, dated=True)
        if not isinstance(owed, Owed) or any(one.firm_id is not None for one in owed.charges):
            return ()
        note = f"dal {long_day(first)} al {long_day(days.last)}"
        found += [ContributionLine("", one.title, one.amount_cents, note) for one in owed.charges]
    return tuple(found)
