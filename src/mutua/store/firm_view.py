"""What a firm's page may hold: the firm's people by its own word, their cover, statements. No way leads further.

A `FirmView` is made for one firm, or for an intermediary for the firms that delegated to it; everything else is absent
as if it did not exist. Numbers of people below eleven are never given as counts of a group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.store.tables_roster import (
    firm_card,
    firm_delegate,
    firm_roster,
    firm_statement,
    firm_statement_row,
    supplied_identity,
)

SMALLEST_COUNT = 11  # of persons, in anything that a firm sees of a group


class RosterRow(NamedTuple):
    """Somebody at the firm. `cover_from` None: its plan does not cover them."""

    enrolment_id: int
    surname: str
    given_name: str
    fiscal_code: str
    payroll_number: str
    category: str
    hired_on: date
    left_on: date | None
    cover_from: date | None
    cover_until: date | None
    offer_until: date | None


class StatementHead(NamedTuple):
    statement_id: int
    first_day: date
    last_day: date
    issued_on: date
    due_on: date
    reference: str
    contribution_cents: int
    fund_cents: int
    paid_on: date | None

    @property
    def total_cents(self) -> int:
        return self.contribution_cents + self.fund_cents


class StatementRow(NamedTuple):
    """A line of a statement, with the name that the firm supplied. `people`: of how many, where relatives of theirs are
    covered with them; who they are is not the firm's."""

    surname: str
    given_name: str
    payroll_number: str
    assistance: str
    month: date
    adjustment: bool
    contribution_cents: int
    firm_cents: int
    worker_cents: int
    fund_cents: int
    people: int = 1
    fiscal_code: str = ""


@dataclass(frozen=True, slots=True)
class FirmView:
    """One firm, and nothing else. Made by `view_of` or `views_of_intermediary`."""

    firm_id: int
    name: str
    vat_number: str
    may_enrol: bool = True
    sees_statements: bool = True

    def roster(self, connection: Connection, on: date | None = None) -> list[RosterRow]:
        """The firm's people, by name; `on`: only who works there on the day."""
        c = firm_roster.c
        query = select(
            c.enrolment_id, c.surname, c.given_name, c.fiscal_code, c.payroll_number, c.category, c.hired_on,
            c.left_on, c.cover_from, c.cover_until, c.offer_until,
        ).where(c.firm_id == self.firm_id)  # fmt: skip
        if on is not None:
            query = query.where((c.hired_on <= on) & (c.left_on.is_(None) | (c.left_on >= on)))
        rows = [RosterRow(*row) for row in connection.execute(query)]
        return sorted(rows, key=lambda one: (one.surname.casefold(), one.given_name.casefold(), one.hired_on))

    def statements(self, connection: Connection) -> list[StatementHead]:
        """The firm's statements, the newest first; none where they are not for this viewer."""
        if not self.sees_statements:
            return []
        c = firm_statement.c
        query = select(
            c.statement_id, c.first_day, c.last_day, c.issued_on, c.due_on, c.reference, c.contribution_cents,
            c.fund_cents, c.paid_on,
        ).where(c.firm_id == self.firm_id)  # fmt: skip
        return [StatementHead(*row) for row in connection.execute(query.order_by(c.first_day.desc(), c.statement_id))]

    def lines(self, connection: Connection, statement_id: int) -> list[StatementRow]:
        """The lines of a statement of this firm; none where it is of another one, or is not there. What is asked for
        somebody and for their relatives, of an assistance and a month, is one line."""
        if not any(one.statement_id == statement_id for one in self.statements(connection)):
            return []
        names = _names_on(connection, statement_id)
        c = firm_statement_row.c
        query = select(
            c.enrolment_id, c.assistance, c.month, c.adjustment, c.contribution_cents, c.firm_cents, c.worker_cents,
            c.fund_cents,
        ).where(c.statement_id == statement_id)  # fmt: skip
        sums: dict[tuple[int, str, date, bool], list[list[int]]] = {}
        for enrolment_id, assistance, month, adjustment, *cents in connection.execute(query.order_by(c.number)):
            sums.setdefault((enrolment_id, assistance, month, bool(adjustment)), []).append(cents)
        found = []
        for (enrolment_id, assistance, month, adjustment), several in sums.items():
            surname, given_name, code, payroll = names.get(enrolment_id, ("", "", "", ""))
            contribution, firm, worker, fund = map(sum, zip(*several, strict=True))
            found.append(
                StatementRow(surname, given_name, payroll, assistance, month, adjustment, contribution, firm, worker,
                             fund, len(several), code)
            )  # fmt: skip
        return found

    def counts(self, connection: Connection, on: date) -> dict[str, int | None]:
        """How many of the firm's people are covered or not, by category; None: too few to be told.

        Where one group is too small a second one is hidden too, so that no count follows from the sum.
        """
        found: dict[str, int] = {}
        for one in self.roster(connection, on):
            covered = one.cover_from is not None and one.cover_from <= on
            key = f"{one.category}:{'covered' if covered else 'not_covered'}"
            found[key] = found.get(key, 0) + 1
        return suppressed(found)


def _names_on(connection: Connection, statement_id: int) -> dict[int, tuple[str, str, str, str]]:
    """Who stands on a statement, by enrolment, as the firm named them: surname, given name, code, payroll number. Who
    was taken off its roster since stays named there; erased ones are not."""
    c, row = supplied_identity.c, firm_statement_row.c
    query = select(c.enrolment_id, c.surname, c.given_name, c.fiscal_code, c.payroll_number).where(
        c.enrolment_id.in_(select(row.enrolment_id).where(row.statement_id == statement_id))
    )
    return {id_: (surname, given, code, payroll) for id_, surname, given, code, payroll in connection.execute(query)}


def suppressed(counts: Mapping[str, int], smallest: int = SMALLEST_COUNT) -> dict[str, int | None]:
    """Counts of which none below the smallest is told; a single hidden one would follow from the total, so the
    smallest of the others is hidden with it. Nought is told: it is nobody's."""
    hidden = {key for key, count in counts.items() if 0 < count < smallest}
    if (hidden and sum(counts[key] for key in hidden) < smallest) or len(hidden) == 1:
        others = sorted((count, key) for key, count in counts.items() if key not in hidden and count)
        if others:
            hidden.add(others[0][1])
    return {key: None if key in hidden else count for key, count in sorted(counts.items())}


def view_of(connection: Connection, firm_id: int) -> FirmView | None:
    """The view of a firm for the firm itself; None where there is none."""
    row = connection.execute(select(firm_card).where(firm_card.c.firm_id == firm_id)).one_or_none()
    return None if row is None else FirmView(row.firm_id, row.name, row.vat_number)


def views_of_intermediary(connection: Connection, intermediary_id: int, on: date) -> Iterator[FirmView]:
    """The views of every firm that delegated to the intermediary on the day, by name, each as far as it did."""
    c = firm_delegate.c
    query = select(firm_card.c.firm_id, firm_card.c.name, firm_card.c.vat_number, c.scope).where(
        (c.firm_id == firm_card.c.firm_id) & (c.intermediary_id == intermediary_id)
        & (c.effective_from <= on) & (c.ends_on.is_(None) | (c.ends_on >= on))
    )  # fmt: skip
    for firm_id, name, vat_number, scope in connection.execute(query.order_by(firm_card.c.name)):
        yield FirmView(firm_id, name, vat_number, scope != "statements", scope != "enrol")


def firm_of_statement(connection: Connection, statement_id: int) -> int | None:
    """Whose statement it is; None where there is none. Only for whoever then looks whether that firm is theirs."""
    c = firm_statement.c
    return connection.scalar(select(c.firm_id).where(c.statement_id == statement_id))


def firm_of_enrolment(connection: Connection, enrolment_id: int) -> int | None:
    """At which firm somebody of the roster is; None where there is no such row. As above."""
    c = firm_roster.c
    return connection.scalar(select(c.firm_id).where(c.enrolment_id == enrolment_id))
