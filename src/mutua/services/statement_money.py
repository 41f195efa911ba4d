"""The money of a statement: what each household's people are charged through the firm, and the firm's payment of it.

The contribution goes by charges and dues like any other. The fund share is nobody's due: it comes with the firm's
transfer and waits on account until the statement is settled (`statement_settling.py`). The two never mix.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from mutua.domain.dues import Allocation, Channel, Charge, Due, DueKind, DueStanding, Receipt, Regime
from mutua.domain.firms import FirmPlan, LegalBasis
from mutua.domain.italian import written_day
from mutua.domain.months import last_of
from mutua.domain.statements import Statement
from mutua.services.charge_writing import HouseholdCharges, told_by_list
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.firm_recording import home_of
from mutua.services.receive_money import Received, open_dues, receive
from mutua.services.statement_settling import settle_statements, unpaid_fund_cents
from mutua.store.dues import dues_of_statement, read_contributions, read_dues
from mutua.store.people import People
from mutua.store.tables_firms import statement

# ---------------------------------------------------------------- what is owed


def charges_of(
    made: Statement, plan: FirmPlan, people: People, *, statement_id: int, due_on: date, reference: str
) -> list[HouseholdCharges]:
    """The charges and dues of a statement, household by household: the firm's part and the worker's part apart."""
    by_home: dict[int, tuple[list[Charge], Counter[tuple[int, int, Regime, DueKind]]]] = {}
    for line in made.lines:
        home = home_of(people, line.person_id, line.month)
        charges, dues = by_home.setdefault(home, ([], Counter()))
        if line.part.contribution:
            charges.append(_charge(line.person_id, line.assistance, line.month, line.part.contribution, plan))
        kind = DueKind.ADJUSTMENT if line.adjustment else DueKind.ORDINARY
        firms, workers = regimes_of(plan.on(line.month).legal_basis)
        for regime, cents in ((firms, line.part.firm), (workers, line.part.worker)):
            dues[line.person_id, line.month.year, regime, kind] += cents
    return [
        HouseholdCharges(
            home, tuple(charges),
            tuple(
                Due(person_id, plan.plan_code, year, statement_id, due_on, cents, 0, plan.firm_id, statement_id, regime,
                    reference, kind)
                for (person_id, year, regime, kind), cents in sorted(dues.items()) if cents
            ),
        )
        for home, (charges, dues) in sorted(by_home.items()) if charges
    ]  # fmt: skip


def regimes_of(basis: LegalBasis) -> tuple[Regime, Regime]:
    """For the tax, the firm's part and the worker's. By a contract, an agreement or a company regulation both stay out
    of the worker's income (art. 51 of the TUIR); what a firm gives of its own will does not: it pays for somebody else,
    and what it keeps back is the worker's own."""
    if basis is LegalBasis.VOLUNTARY:
        return Regime.THIRD_PARTY, Regime.MEMBER
    return Regime.EMPLOYER, Regime.PAYROLL


def _charge(person_id: int, assistance: str, month: date, cents: int, plan: FirmPlan) -> Charge:
    terms = plan.on(month)
    mark = hashlib.sha256(repr((plan.plan_id, terms)).encode()).hexdigest()
    article = f"accordo con l'azienda n. {plan.plan_id}, dal {written_day(terms.valid_from)}"
    return Charge(
        person_id, plan.plan_code, month.year, assistance, assistance, cents, plan.firm_id, month, last_of(month),
        terms.valid_from.isoformat(), mark, article,
    )  # fmt: skip


def free_due_day(connection: Connection, plan_code: str, homes: Sequence[int], wanted: date) -> date:
    """The day on which a statement is due: the one wanted, or the first after it of which no household has already a
    contribution told by a list."""
    taken = told_by_list(read_contributions(connection, homes), read_dues(connection, homes))
    days = {day for _, plan, day in taken if plan == plan_code}
    while wanted in days:
        wanted += timedelta(days=1)
    return wanted


# ---------------------------------------------------------------- what was paid


def pay_statement(
    at: Desktop, statement_id: int, *, cents: int, received_on: date, channel: Channel = Channel.TRANSFER,
    reference: str = "",
) -> Received | Refusal:  # fmt: skip
    """Money of a firm for a statement. Where it is what the statement asks for, it pays just that; where it is what all
    statements ask for together, credits taken off, it settles all of them; where it is more than the statement asks
    for, it pays the statement, and the rest stays on account; otherwise it pays the oldest dues of the firm. Then what
    is settled is told as paid."""
    with at.archive.reader.begin() as connection:
        head = connection.execute(select(statement).where(statement.c.statement_id == statement_id)).one_or_none()
        dues = dues_of_statement(connection, statement_id)
        every = [] if head is None else open_dues(connection, firm_id=head.firm_id)
        funds = 0 if head is None else unpaid_fund_cents(connection, head.firm_id)
    if head is None:
        return Refusal("statement_unknown", str(statement_id))
    told = Receipt(channel, received_on, cents, payer_firm_id=head.firm_id, reference=reference)
    untouched = all(not one.paid_cents for one in dues)
    parts = (
        (_exactly(cents, dues, head.fund_cents) if untouched else None) or _exactly(cents, every, funds)
        or _covered(cents, dues, head.fund_cents)
    )  # fmt: skip
    found = receive(at, told, parts)
    if not isinstance(found, Refusal):
        settle_statements(at, head.firm_id, statement_id)
    return found


def _exactly(cents: int, dues: Sequence[DueStanding], fund_cents: int) -> list[Allocation] | None:
    """How money pays dues and fund shares, where it is just what they ask for together; None where it is not."""
    if fund_cents < 0 or cents != sum(one.open_cents for one in dues) + fund_cents:
        return None
    parts = [Allocation(one.due.due_id, one.open_cents) for one in dues if one.open_cents]
    return [*parts, Allocation(None, fund_cents)] if fund_cents else parts


def _covered(cents: int, dues: Sequence[DueStanding], fund_cents: int) -> list[Allocation] | None:
    """How money pays what is open of a statement of which it covers all; the fund share and the rest are on account.
    None where it does not, and where nothing of the statement is open."""
    open_cents = sum(one.open_cents for one in dues)
    if fund_cents < 0 or open_cents <= 0 or cents < open_cents + fund_cents:
        return None
    rest = cents - open_cents
    parts = [Allocation(one.due.due_id, one.open_cents) for one in dues if one.open_cents]
    return [*parts, Allocation(None, rest)] if rest else parts
