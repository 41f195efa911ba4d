"""Three invented firms of the pact: adhesions, a plan for their staff, lists of people, statements issued and paid."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from mutua.demo.enrolments import DAYS
from mutua.demo.firms import Firm
from mutua.demo.society import DemoSociety
from mutua.domain.firms import Rate, Role, Terms
from mutua.domain.months import months_after
from mutua.domain.pact import AdhesionEvent, PlanEvent
from mutua.domain.records import PersonTold
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.services.adhesions import About, tell_adhesion
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_plans import activate_plan, offer_plan, tell_plan
from mutua.services.firm_statements import issue_statements
from mutua.services.organisations import Contact, add_organisation
from mutua.services.staff_lists import Done, ListTold, apply_list, preview
from mutua.services.statement_money import pay_statement

_FIRMS, _FEWEST, _MOST_PEOPLE = 3, 3, 12
_PRICE_CENTS = 1350  # a month, of each; invented
_TERMS = Terms(
    date(2026, 1, 1), (Rate("", _PRICE_CENTS),), legal_basis_on=date(2025, 12, 1),
    legal_basis_sha256=hashlib.sha256(b"regolamento aziendale inventato").hexdigest(), firm_share=7000, fund_share=200,
)  # fmt: skip
_ADHERES, _BEGINS = date(2026, 1, 12), date(2026, 4, 1)
_HEAD = "titolare"
T = TypeVar("T")


def tell_firms(at: Desktop, society: DemoSociety) -> None:
    """What the three firms with the most people did since January, each thing on its day."""
    today = at.now.date()
    people = _only_ones(society.people)
    staff = [(firm, [one for one in people if one.firm_vat_number == firm.vat_number]) for firm in society.firms]
    large = sorted((one for one in staff if len(one[1]) >= _FEWEST), key=lambda one: (-len(one[1]), one[0].vat_number))
    if today < _BEGINS:
        return
    for number, (firm, theirs) in enumerate(large[:_FIRMS], 1):
        firm_id = _adheres(at, firm, number)
        if number < _FIRMS:  # the last one has adhered and has no plan: neither follows from the other
            _enrols(at, firm_id, theirs[:_MOST_PEOPLE])
            _pays(at, firm_id, today, on_time=number == 1)


def _only_ones(people: Sequence[PersonTold]) -> list[PersonTold]:
    """Who works for a firm, the only head of their household ever, where nobody at home is in the plan already."""
    stays = Counter(one.identity.card_number for one in people)
    busy = {one.household_code for one in people if any(cover.plan_code == DAYS for cover in one.covers)}
    moved = {one.household_code for one in people if stays[one.identity.card_number] > 1}
    return [
        one for one in people
        if one.firm_vat_number and one.kinship == _HEAD and one.ends_on is None
        and one.household_code not in busy | moved
    ]  # fmt: skip


def _on(at: Desktop, day: date) -> Desktop:
    return replace(at, now=datetime.combine(day, time(9), tzinfo=UTC))


def _done(found: T | Refusal) -> T:
    assert not isinstance(found, Refusal), found  # the firms are invented so that nothing is refused
    return found


def _adheres(at: Desktop, firm: Firm, number: int) -> int:
    there = _on(at, _ADHERES)
    contact = Contact(contact="Ufficio del personale (inventato)", email=f"ufficio.{number}@esempio.invalid")
    firm_id = _done(
        add_organisation(there, firm.name, firm.vat_number, (Role.FIRM,), since=_ADHERES, contact=contact)
    )  # fmt: skip
    board = _ADHERES + timedelta(days=14)
    for day, event, about in (
        (_ADHERES, AdhesionEvent.APPLIED, About("clerk", ("health", "mutualism"), listed=True)),
        (board, AdhesionEvent.COMPLETED, About()),
        (board, AdhesionEvent.ADMITTED, About(body="steering_committee", resolution=f"{number}/{board.year}")),
    ):
        _done(tell_adhesion(_on(at, day), firm_id, event, on=day, about=about))
    return firm_id


def _enrols(at: Desktop, firm_id: int, people: Sequence[PersonTold]) -> None:
    """The plan signed and in force, the list of the staff; one of them leaves in May."""
    signed = _BEGINS - timedelta(days=3)
    plan_id = _done(offer_plan(_on(at, signed), firm_id, DAYS, _TERMS))
    for refused in (
        tell_plan(_on(at, signed), plan_id, PlanEvent.SIGNED, on=signed),
        activate_plan(_on(at, signed), plan_id, starts_on=_BEGINS),
    ):
        assert refused is None, refused
    rows = [_row(one, firm_id, number, hired_on=signed.replace(day=1)) for number, one in enumerate(people, 2)]
    _list(_on(at, signed), firm_id, rows)
    leaving = date(2026, 5, 15)
    if leaving < at.now.date():
        _list(_on(at, leaving), firm_id, [_row(people[-1], firm_id, 2, left_on=leaving)])


def _row(
    one: PersonTold, firm_id: int, number: int, hired_on: date | None = None, left_on: date | None = None
) -> StaffRow:
    who = one.identity
    return StaffRow(number, firm_id, who.fiscal_code, who.surname, who.given_name, hired_on, left_on)


def _list(at: Desktop, firm_id: int, rows: Sequence[StaffRow]) -> None:
    told = ListTold(Mode.MOVEMENTS, at.now.date(), (firm_id,), tuple(rows), digest="0" * 64)
    with at.archive.reader.begin() as connection:
        seen = preview(connection, told, today=at.now.date())
    done = apply_list(at, told, fingerprint=seen.plan.fingerprint)
    assert isinstance(done, Done), (done, seen.mistakes)


def _pays(at: Desktop, firm_id: int, today: date, *, on_time: bool) -> None:
    """A statement after each month; paid three weeks later, by one of the firms only the first one."""
    month = _BEGINS
    while (after := months_after(month, 1)) <= today:
        paid_on = after + timedelta(days=20)
        for one in _done(issue_statements(_on(at, after), firm_id, month)):
            if paid_on <= today and (on_time or month == _BEGINS):
                cents, there = one.contribution_cents + one.fund_cents, _on(at, paid_on)
                _done(pay_statement(there, one.statement_id, cents=cents, received_on=paid_on, reference="INVENTATO"))
        month = after
