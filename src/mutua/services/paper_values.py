"""What the papers of a society say, read from the archive: each paper as a value, for one person, household or firm."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, select

from mutua.domain.dues import Regime
from mutua.domain.italian import written_day
from mutua.domain.member_life import standing_on
from mutua.domain.records import Identity
from mutua.letters.papers import (
    Addressee,
    BookOfMembers,
    BookPageLine,
    CertifiedPayment,
    FirmYearLine,
    FirmYearList,
    HouseholdStatement,
    MembershipCard,
    RefundLine,
    SharedCeiling,
    StatementLine,
    YearCertificate,
)
from mutua.rules.paper_notes import CertificateLaw
from mutua.rules.statute import Statute
from mutua.services.decide_claim import Refusal
from mutua.services.members_book import Totals, is_entry, members_book
from mutua.services.person_money import PaidPart, own_contributions, paid_parts, refunds
from mutua.services.plan_book import PlanBook
from mutua.services.receive_money import open_dues
from mutua.services.society import letterhead
from mutua.store.declared import read_elsewhere
from mutua.store.dues import read_dues, receipts_of
from mutua.store.members import read_lives
from mutua.store.people import Place, households_of, read_people
from mutua.store.tables import due, firm
from mutua.store.tables_firms import enrolment, statement_line
from mutua.store.who import household_codes, read_identities
from mutua.wording.dues import outsider_said
from mutua.wording.member_life import BODIES, EVENTS, KINDS, REASONS
from mutua.wording.rights import MEANS

HEAD = "titolare"
_NOBODY = Identity("", "")


def full_name(who: Identity) -> str:
    """«Rossi Anna», as lists and certificates name people."""
    return f"{who.surname} {who.given_name}".strip()


def on_envelope(who: Identity) -> str:
    """«Anna Rossi», as one writes to people."""
    return f"{who.given_name} {who.surname}".strip()


def addressee(connection: Connection, person_id: int, on: date) -> Addressee:
    """The person at their own address; without one, at that of whoever stands for their household."""
    places = places_of(connection, person_id)
    heads = head_of(connection, places[-1].household_id, on) if places else None
    who = read_identities(connection, [person_id, *([heads] if heads else [])])
    own = who.get(person_id, _NOBODY)
    at = own if own.address or heads is None else who.get(heads, _NOBODY)
    care_of = on_envelope(at) if at is not own and at.address else ""
    return Addressee(on_envelope(own), at.address, at.postal_code, at.municipality, care_of)


def places_of(connection: Connection, person_id: int) -> list[Place]:
    """Where the person was and is, the newest last."""
    homes = households_of(connection, [person_id]).get(person_id, set())
    return sorted(read_people(connection, homes).places.get(person_id, []), key=lambda one: one.effective_from)


def head_of(connection: Connection, household_id: int, on: date) -> int | None:
    """Who stands for the household on the day, else whoever did last."""
    places = read_people(connection, [household_id]).by_household.get(household_id, [])
    heads = sorted((one for one in places if one.kinship == HEAD), key=lambda one: one.effective_from)
    there = [one for one in heads if one.holds_on(on)]
    return (there or heads)[-1].person_id if heads else None


# ---------------------------------------------------------------- the year's certificate


def certificate(
    connection: Connection, issued_on: date, *, plans: PlanBook, law: CertificateLaw, person_id: int, year: int
) -> YearCertificate | Refusal:
    """The certificate of a person for a year. Refuses somebody who was erased."""
    who = read_identities(connection, [person_id]).get(person_id)
    if who is None:
        return Refusal("erased_already")
    own = own_contributions(connection, person_id, year)
    payers = read_identities(
        connection, [one.receipt.payer_person_id for one in own.parts if one.receipt.payer_person_id]
    )
    firms = {id_: name for id_, name in connection.execute(select(firm.c.id, firm.c.name))}  # noqa: C416  # rows

    def payer(one: PaidPart) -> str:
        if one.receipt.payer_person_id == person_id:
            return "la persona stessa"
        if one.receipt.payer_person_id is not None:
            return full_name(payers.get(one.receipt.payer_person_id, _NOBODY)) or "altri"
        return str(firms.get(one.receipt.payer_firm_id or 0, "altri"))

    return YearCertificate(
        letterhead(connection), addressee(connection, person_id, issued_on), full_name(who), who.fiscal_code,
        who.card_number, year, issued_on,
        tuple(
            CertifiedPayment(one.receipt.received_on, plan_title(plans, one), payer(one),
                             MEANS[one.receipt.channel][0], one.traceable, one.cents)
            for one in own.parts
        ),
        tuple(
            RefundLine(one.spent_year, one.paid_on, one.area.replace("_", " ").capitalize(), one.spent_cents, one.cents,
                       one.before_cents)
            for one in refunds(connection, person_id, year)
        ),
        own.by_employer_cents, law.notes_of(year), own.by_others_cents,
        _shared_ceiling(connection, law, person_id, year),
    )  # fmt: skip


def _shared_ceiling(
    connection: Connection, law: CertificateLaw, person_id: int, year: int
) -> SharedCeiling | None:
    """What they declared paid elsewhere, beside the ceiling that it shares; None where they declared nothing."""
    told = read_elsewhere(connection, [person_id]).get((person_id, year))
    ceiling = law.ceiling_of(year)
    if told is None or ceiling is None or not told.cents:
        return None
    return SharedCeiling(ceiling.cents, told.cents, told.declared_on, ceiling.source)


def plan_title(plans: PlanBook, one: PaidPart) -> str:
    """«Mutua base, anno 2026»: what the contribution is for and the year it belongs to."""
    booked = plans.get(one.due.plan_code)
    title = booked.plan.head.title if booked is not None else one.due.plan_code
    return f"{title}, anno {one.due.year}"


# ---------------------------------------------------------------- the household's statement


def statement(
    connection: Connection, issued_on: date, *, plans: PlanBook, household_id: int, year: int
) -> HouseholdStatement | Refusal:
    """All that the household owed and paid in a year, by day; what is the firm's is not in it."""
    head = head_of(connection, household_id, date(year, 12, 31))
    code = household_codes(connection, [household_id]).get(household_id)
    if head is None or code is None or not read_identities(connection, [head]):
        return Refusal("household_unknown", code or "")
    owed: dict[tuple[date, str, int], int] = defaultdict(int)
    for one in read_dues(connection, [household_id]).get(household_id, []):
        if one.due.firm_id is None:
            owed[one.due.due_on, one.due.plan_code, one.due.year] += one.due.amount_cents
    lines = [StatementLine(day, _due_title(plans, code, of), cents, 0) for (day, code, of), cents in owed.items()]
    for record in receipts_of(connection, household_ids=[household_id]):
        told = record.receipt
        means = MEANS[told.channel][0]
        what = f"Versamento, {means}" if told.returned_of is None else f"Restituzione di un versamento, {means}"
        if told.outsider is not None:
            what += f": {outsider_said(told.outsider)}"
        lines.append(StatementLine(told.received_on, what, 0, told.signed_cents))
    before = sum(one.due_cents - one.paid_cents for one in lines if one.on.year < year)
    shown = sorted(
        (one for one in lines if one.on.year == year),
        key=lambda one: (one.on, one.paid_cents != 0, one.paid_cents < 0, one.what),
    )
    return HouseholdStatement(
        letterhead(connection), addressee(connection, head, issued_on), code, year, issued_on, before, tuple(shown)
    )


def _due_title(plans: PlanBook, plan_code: str, year: int) -> str:
    booked = plans.get(plan_code)
    return f"Contributi {year}, {booked.plan.head.title if booked is not None else plan_code}"


# ---------------------------------------------------------------- the membership card


def card(connection: Connection, issued_on: date, *, person_id: int) -> MembershipCard | Refusal:
    """The card of somebody who is a member on the day. Refuses anybody else."""
    who = read_identities(connection, [person_id]).get(person_id)
    life = read_lives(connection, [person_id]).get(person_id)
    standing = None if life is None else standing_on(life.events, issued_on)
    if who is None or life is None or standing is None or not standing.is_member:
        return Refusal("no_member_no_card", "" if who is None else who.card_number)
    kind = KINDS[standing.kind][0] if standing.kind is not None else ""
    since = next((one.effective_on for one in reversed(life.events) if is_entry(one.event)), None)
    return MembershipCard(
        letterhead(connection), addressee(connection, person_id, issued_on), full_name(who), who.card_number, issued_on,
        kind, life.member_number, since,
    )  # fmt: skip


# ---------------------------------------------------------------- the firm's list


def firm_list(connection: Connection, issued_on: date, *, firm_id: int, year: int) -> FirmYearList | Refusal:
    """What came in during the year for each person on the firm's account: amounts and nothing else.

    Parts of a statement count as they are paid, by the day on which the money came in; what is on account is nobody's.
    """
    row = connection.execute(select(firm.c.name, firm.c.vat_number).where(firm.c.id == firm_id)).one_or_none()
    if row is None:
        return Refusal("firm_unknown", str(firm_id))
    ids = list(connection.scalars(select(due.c.due_id).where(due.c.firm_id == firm_id)))
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    through = _through(connection, firm_id)
    for one in paid_parts(connection, ids):
        if one.receipt.received_on.year == year:
            whose = through.get((one.due.statement_id, one.due.person_id), one.due.person_id)
            sums[whose][_COLUMN.get(one.due.regime, "firm")] += one.cents
    who = read_identities(connection, sums)
    lines = [
        FirmYearLine(full_name(who.get(person_id, _NOBODY)), who.get(person_id, _NOBODY).fiscal_code,
                     cents["firm"], cents["worker"], cents["bonus"])
        for person_id, cents in sums.items()
    ]  # fmt: skip
    lines.sort(key=lambda one: (one.person, one.fiscal_code))
    left = sum(one.open_cents for one in open_dues(connection, firm_id=firm_id) if one.due.year == year)
    return FirmYearList(
        letterhead(connection), Addressee(row.name), row.name, row.vat_number or "", year, issued_on, tuple(lines), left
    )


def _through(connection: Connection, firm_id: int) -> dict[tuple[int | None, int], int]:
    """Who works at the firm for whom a statement asked, by statement and person: a relative stands with them."""
    query = (
        select(statement_line.c.statement_id, statement_line.c.person_id, enrolment.c.person_id)
        .join(enrolment, enrolment.c.enrolment_id == statement_line.c.enrolment_id)
        .where((enrolment.c.firm_id == firm_id) & (enrolment.c.person_id != statement_line.c.person_id))
        .distinct()
    )
    return {(statement_id, person_id): worker for statement_id, person_id, worker in connection.execute(query)}


_COLUMN = {Regime.PAYROLL: "worker", Regime.MEMBER: "worker", Regime.BONUS: "bonus", Regime.EMPLOYER: "firm"}


# ---------------------------------------------------------------- the members' book


def book(connection: Connection, issued_on: date, *, statute: Statute, as_of: date) -> BookOfMembers:
    """The members' book as of a day, page by page."""
    shown, totals = members_book(connection, statute, as_of)
    lines = tuple(
        BookPageLine(
            one.page, one.told.line, one.told.member_number, full_name(one.who), one.who.born_on, one.who.fiscal_code,
            "" if one.kind is None else KINDS[one.kind][0], EVENTS[one.told.event][0], one.told.effective_on,
            REASONS[one.told.reason][0] if one.told.reason else "",
            "" if one.told.resolution is None else _resolution(one.told.resolution.body, one.told.resolution.reference,
                                                               one.told.resolution.decided_on),
        )
        for one in shown
    )  # fmt: skip
    return BookOfMembers(letterhead(connection), issued_on, as_of, lines, (_totals(totals),))


def _resolution(body: str, reference: str, decided_on: date) -> str:
    return f"{BODIES[body][0]} n. {reference} del {written_day(decided_on)}"


def _totals(found: Totals) -> str:
    kinds = ", ".join(f"{KINDS[kind][0]} {count}" for kind, count in found.members.items() if count)
    told = f" ({kinds})" if kinds else ""
    return f"Soci: {sum(found.members.values())}{told}; sospesi: {found.suspended}; voti: {found.votes}."
