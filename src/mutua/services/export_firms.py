"""Firms and the pact as tables to read: organisations, roles, adhesions, plans, people enrolled, statements."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, and_, func, select

from mutua.services.export_names import Cells, Names, Told, as_they_count, streamed
from mutua.store.tables import firm
from mutua.store.tables_firms import (
    absence,
    adhesion_event,
    continuation,
    delegation,
    enrolment,
    firm_contact,
    firm_plan,
    firm_plan_event,
    firm_plan_rate,
    firm_role,
    staff_list,
    statement,
    statement_line,
    statement_payment,
)
from mutua.store.tables_roster import supplied_identity
from mutua.wording.export_codes import THEMES, code

# ---------------------------------------------------------------- organisations


def organisations(connection: Connection, names: Names) -> Cells:
    """Each organisation with whom one writes to there."""
    query = select(firm.c.name, firm.c.vat_number, *firm_contact.columns).outerjoin(
        firm_contact, firm_contact.c.firm_id == firm.c.id
    )
    for row in streamed(connection, query.order_by(firm.c.name, firm.c.id)):
        told = (row.tax_code, row.kind, row.size_class, row.municipality, row.contact, row.email, row.pec, row.phone,
                row.iban, row.sdi_code)  # fmt: skip
        yield row.name, row.vat_number, *(text or None for text in told)


def roles(connection: Connection, names: Names) -> Cells:
    """What each organisation is to the society, as it counts now."""
    for row in as_they_count(connection, select(firm_role), firm_role, "firm_id", "role", "effective_from"):
        yield *names.firm(row.firm_id), code("firm_role.role", row.role), row.effective_from, row.ends_on


def delegations(connection: Connection, names: Names) -> Cells:
    """What firms let intermediaries do, as it counts now."""
    key = ("firm_id", "intermediary_id", "effective_from")
    for row in as_they_count(connection, select(delegation), delegation, *key):
        yield (
            *names.firm(row.firm_id), names.firm(row.intermediary_id)[0], code("delegation.scope", row.scope),
            row.effective_from, row.ends_on, row.paper_sha256 or None,
        )  # fmt: skip


def adhesions(connection: Connection, names: Names) -> Cells:
    """Everything that happened in each adhesion to the pact."""
    query = select(adhesion_event).order_by(adhesion_event.c.firm_id, adhesion_event.c.sequence)
    for row in streamed(connection, query):
        themes = ", ".join(THEMES.get(one, one) for one in row.themes.split())
        yield (
            *names.firm(row.firm_id), row.sequence, code("adhesion_event.event", row.event), row.happened_on,
            row.effective_on, row.due_on, code("adhesion_event.source", row.source), themes or None,
            row.text_version or None, bool(row.listed), code("adhesion_event.body", row.body), row.resolution or None,
            row.motive or None, row.paper_sha256 or None,
        )  # fmt: skip


# ---------------------------------------------------------------- plans and lists


def plans(connection: Connection, names: Names) -> Cells:
    """The terms of each firm's plan, the oldest first."""
    for row in streamed(connection, select(firm_plan).order_by(firm_plan.c.plan_id, firm_plan.c.sequence)):
        yield (
            row.plan_id, row.sequence, *names.firm(row.firm_id), row.plan_code, row.valid_from,
            code("firm_plan.category", row.category), code("firm_plan.legal_basis", row.legal_basis),
            row.legal_basis_on, row.firm_share, row.fund_share, code("firm_plan.family_rule", row.family_rule),
            code("firm_plan.entry_rule", row.entry_rule), code("firm_plan.exit_rule", row.exit_rule),
            code("firm_plan.cadence", row.cadence), bool(row.suspends_unpaid_leave), row.due_days, row.grace_days,
            row.restore_days, row.offer_days, row.seniority_days, row.legal_basis_sha256 or None,
        )  # fmt: skip


def rates(connection: Connection, names: Names) -> Cells:
    """What each assistance costs a month under each terms."""
    query = (
        select(firm_plan.c.plan_id, firm_plan.c.sequence, firm_plan_rate.c.assistance, firm_plan_rate.c.monthly_cents)
        .join(firm_plan, and_(firm_plan.c.chain_id == firm_plan_rate.c.chain_id,
                              firm_plan.c.position == firm_plan_rate.c.position))
        .order_by(firm_plan.c.plan_id, firm_plan.c.sequence, firm_plan_rate.c.number)
    )  # fmt: skip
    for row in streamed(connection, query):
        yield tuple(row)


def plan_events(connection: Connection, names: Names) -> Cells:
    """What happened to each firm's plan."""
    query = select(firm_plan_event).order_by(firm_plan_event.c.plan_id, firm_plan_event.c.sequence)
    for row in streamed(connection, query):
        yield (
            row.plan_id, row.sequence, code("firm_plan_event.event", row.event), row.happened_on, row.effective_on,
            row.motive or None,
        )  # fmt: skip


def lists(connection: Connection, names: Names) -> Cells:
    """Each staff list that was applied, or taken back."""
    for row in streamed(connection, select(staff_list).order_by(staff_list.c.list_id)):
        yield (
            row.list_id, *names.firm(row.firm_id), names.firm(row.intermediary_id)[0],
            code("staff_list.mode", row.mode), row.listed_on, row.new_count, row.ended_count, row.changed_count,
            row.undoes_id, row.file_sha256,
        )  # fmt: skip


# ---------------------------------------------------------------- people


def enrolments(connection: Connection, names: Names) -> Cells:
    """Each enrolment as it counts now, with who the person is by the word of the firm."""
    newest = (
        select(enrolment.c.enrolment_id, func.max(enrolment.c.sequence).label("sequence"))
        .group_by(enrolment.c.enrolment_id)
        .subquery()
    )
    query = (
        select(enrolment, *[column for column in supplied_identity.columns if column.name != "enrolment_id"])
        .select_from(
            enrolment.join(newest, and_(newest.c.enrolment_id == enrolment.c.enrolment_id,
                                        newest.c.sequence == enrolment.c.sequence))
            .outerjoin(supplied_identity, supplied_identity.c.enrolment_id == enrolment.c.enrolment_id)
        )
        .where(enrolment.c.void == 0)
        .order_by(enrolment.c.enrolment_id)
    )  # fmt: skip
    for row in streamed(connection, names.of(query, enrolment.c.person_id)):
        supplied = (row.surname, row.given_name, row.fiscal_code, row.payroll_number)
        yield (
            row.enrolment_id, names.home(row.chain_id), *names.called(row.person_id), *names.firm(row.firm_id),
            code("enrolment.category", row.category), row.hired_on, row.left_on, code("enrolment.reason", row.reason),
            row.list_id, *(text or None for text in supplied),
        )  # fmt: skip


def _enrolled(connection: Connection, names: Names) -> dict[int, tuple[int, int]]:
    """Whose each enrolment is: person and firm; of one person, theirs alone."""
    query = names.of(
        select(enrolment.c.enrolment_id, enrolment.c.person_id, enrolment.c.firm_id), enrolment.c.person_id
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def absences(connection: Connection, names: Names) -> Cells:
    """Leave of who is enrolled, as it counts now."""
    whose = _enrolled(connection, names)
    for row in as_they_count(connection, select(absence), absence, "enrolment_id", "kind", "effective_from"):
        if row.enrolment_id in whose:
            person_id, firm_id = whose[row.enrolment_id]
            yield (
                row.enrolment_id, names.firm(firm_id)[0], *names.called(person_id), code("absence.kind", row.kind),
                row.effective_from, row.ends_on,
            )  # fmt: skip


def offers(connection: Connection, names: Names) -> Cells:
    """Offers to go on alone, and what was answered."""
    whose = _enrolled(connection, names)
    order = (continuation.c.enrolment_id, continuation.c.chain_id, continuation.c.position)
    for row in streamed(connection, select(continuation).order_by(*order)):
        if row.enrolment_id in whose:
            person_id, firm_id = whose[row.enrolment_id]
            yield (
                row.enrolment_id, names.firm(firm_id)[0], *names.called(person_id),
                code("continuation.event", row.event), row.happened_on, row.until,
            )  # fmt: skip


# ---------------------------------------------------------------- statements


def statements(connection: Connection, names: Names) -> Cells:
    """Each statement issued to a firm, with what was paid of it."""
    paid = (
        select(statement_payment.c.statement_id, func.sum(statement_payment.c.amount_cents).label("cents"))
        .group_by(statement_payment.c.statement_id)
        .subquery()
    )
    query = (
        select(statement, func.coalesce(paid.c.cents, 0).label("paid_cents"))
        .outerjoin(paid, paid.c.statement_id == statement.c.statement_id)
        .order_by(statement.c.statement_id)
    )
    for row in streamed(connection, query):
        yield (
            row.statement_id, *names.firm(row.firm_id), row.plan_id, row.first_day, row.last_day, row.issued_on,
            row.due_on, row.reference, row.contribution_cents, row.fund_cents, int(row.paid_cents),
        )  # fmt: skip


def statement_lines(connection: Connection, names: Names) -> Cells:
    """Each person and month of each statement, with the shares of firm, worker and fund."""
    query = select(statement_line).order_by(
        statement_line.c.statement_id, statement_line.c.chain_id, statement_line.c.position, statement_line.c.number
    )
    for row in streamed(connection, names.of(query, statement_line.c.person_id)):
        yield (
            row.statement_id, row.enrolment_id, *names.called(row.person_id), row.assistance, row.month,
            bool(row.adjustment), row.contribution_cents, row.firm_cents, row.worker_cents, row.fund_cents,
        )  # fmt: skip


def statement_payments(connection: Connection, names: Names) -> Cells:
    """Each statement paid, or (below nought) its money gone back."""
    query = select(statement_payment).order_by(
        statement_payment.c.statement_id, statement_payment.c.chain_id, statement_payment.c.position
    )
    for row in streamed(connection, query):
        yield row.statement_id, row.paid_on, row.amount_cents, row.reference or None


FIRMS: Mapping[str, Told] = {
    "organizzazioni": Told("TTTTTTTTTTTT", organisations),
    "ruoli": Told("TTTDD", roles),
    "deleghe": Told("TTTTDDT", delegations),
    "adesioni al patto": Told("TTWTDDDTTTYTTTT", adhesions),
    "piani aziendali": Told("WWTTTDTTDMMTTTTYWWWWWT", plans),
    "tariffe dei piani aziendali": Told("WWTM", rates),
    "vicende dei piani aziendali": Told("WWTDDT", plan_events),
    "elenchi del personale": Told("WTTTTDWWWWT", lists),
    "iscrizioni in azienda": Told("WTTTTTTTDDTWTTTT", enrolments),
    "assenze": Told("WTTTTTDD", absences),
    "offerte di continuare": Told("WTTTTTDD", offers),
    "estratti alle aziende": Told("WTTWDDDDTMMM", statements),
    "righe degli estratti": Told("WWTTTTDYMMMM", statement_lines),
    "incassi degli estratti": Told("WDMT", statement_payments),
}
# What tells of no person.
OF_FIRMS_ALONE = frozenset({
    "organizzazioni", "ruoli", "deleghe", "adesioni al patto", "piani aziendali", "tariffe dei piani aziendali",
    "vicende dei piani aziendali", "elenchi del personale", "estratti alle aziende", "incassi degli estratti",
})  # fmt: skip
