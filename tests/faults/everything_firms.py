"""The firms' side of the very small society: a row in every table kept of firms, the pact and their people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mutua.domain.firms import Absence, Rate, Role, Scope, Terms
from mutua.domain.pact import AdhesionEvent, PlanEvent
from mutua.domain.staff_rows import Mode, StaffRow
from mutua.services.adhesions import AdhesionDone, tell_adhesion
from mutua.services.claim_life import Desktop
from mutua.services.enrolments import answer_offer, tell_absence
from mutua.services.firm_plans import activate_plan, offer_plan, renew_plan, tell_plan
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.organisations import add_organisation, delegate
from mutua.services.receive_money import Received
from mutua.services.staff_lists import Done, ListTold, apply_list, preview
from mutua.services.statement_money import pay_statement
from services.firm_helpers import BASIS, code_of
from services.societies import Society

JAN = date(2026, 1, 1)


def firms(society: Society) -> None:
    """A firm with a consultant, an adhesion, a plan renewed once; who came, was away, left, went on alone; a statement
    that is paid."""
    now = datetime(2026, 6, 1, 9, tzinfo=UTC)
    at = Desktop(society.archive, society.plans, society.actor_id, now, society.ids)
    studio = add_organisation(at, "Studio", "", (Role.INTERMEDIARY,), since=JAN)
    alfa = add_organisation(at, "Alfa", "00743110157", (Role.FIRM, Role.ADHERENT), since=JAN)
    assert isinstance(studio, int)
    assert isinstance(alfa, int)
    assert delegate(at, alfa, studio, Scope.BOTH, since=JAN, paper_sha256="d" * 64) is None
    assert isinstance(tell_adhesion(at, alfa, AdhesionEvent.APPLIED, on=JAN), AdhesionDone)
    terms = Terms(JAN, (Rate("base", 1000),), fund_share=300, **BASIS)
    plan_id = offer_plan(at, alfa, society.plan_code, terms)
    assert isinstance(plan_id, int)
    assert tell_plan(at, plan_id, PlanEvent.SIGNED, on=JAN) is None
    assert activate_plan(at, plan_id, starts_on=JAN) is None
    assert renew_plan(at, plan_id, replace(terms, valid_from=date(2027, 1, 1), rates=(Rate("base", 1100),))) is None
    _apply(at, alfa, StaffRow(2, alfa, code_of("Rossi Ugo"), "Rossi", "Ugo", JAN),
           StaffRow(3, alfa, code_of("Verdi Pia"), "Verdi", "Pia", JAN))  # fmt: skip
    assert isinstance(
        tell_absence(at, 1, Absence.PARENTAL, since=date(2026, 2, 1), until=date(2026, 3, 31)), Done
    )  # fmt: skip
    _apply(at, alfa, StaffRow(2, alfa, code_of("Verdi Pia"), left_on=date(2026, 4, 20)))
    assert isinstance(answer_offer(at, 2, accept=True), Done)
    found = issue_statements(at, alfa, date(2026, 5, 1))
    assert isinstance(found, list)
    (one,) = found
    assert isinstance(one, Issued)
    assert isinstance(pay_statement(at, one.statement_id, cents=one.total_cents, received_on=JAN), Received)


def _apply(at: Desktop, firm_id: int, *rows: StaffRow) -> None:
    told = ListTold(Mode.MOVEMENTS, date(2026, 6, 1), (firm_id,), rows, digest="0" * 64)
    with at.archive.reader.begin() as connection:
        mark = preview(connection, told, today=date(2026, 6, 1)).plan.fingerprint
    assert isinstance(apply_list(at, told, fingerprint=mark), Done)
