"""Enrolments still to be confirmed: of who is at a firm, what the society still lacks. Their cover begins all the same.

A missing IBAN holds back a payment, never a cover. The society's notice on personal data is missing to who never got
any version of it; nobody waits for it where the society has written none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.firms import FamilyRule
from mutua.services.declare import without_notice
from mutua.services.firm_relatives import relatives_of_firm
from mutua.store.firms import read_plans
from mutua.store.tables import firm, identity, person
from mutua.store.tables_firms import enrolment
from mutua.store.tables_roster import firm_roster

NOTICE, IBAN, CONTACT, RELATIVES = "notice", "iban", "contact", "relatives"


class ToConfirm(NamedTuple):
    """Somebody at a firm of whom something is missing: the notice on their data, the IBAN, telephone and e-mail,
    relatives of the household whom the firm's plan has to cover and nobody enrolled yet. `cover_from` None: no cover
    begins by the plan."""

    firm: str
    enrolment_id: int
    person_public_id: str
    name: str
    cover_from: date | None
    missing: tuple[str, ...]


def to_confirm(connection: Connection, on: date, firm_id: int | None = None) -> list[ToConfirm]:
    """Who works on the day at the firm (None: at any) and is still to be confirmed, by firm and name. Of whom
    nothing is known any more, as they were erased, nothing is missing."""
    r, i, e = firm_roster.c, identity.c, enrolment.c
    enrolled = select(e.enrolment_id, e.person_id).distinct()
    whose = (enrolled if firm_id is None else enrolled.where(e.firm_id == firm_id)).subquery()
    query = (
        select(r.firm_id, firm.c.name, r.enrolment_id, whose.c.person_id, person.c.public_id, r.surname, r.given_name,
               r.cover_from, i.iban, i.phone, i.email)
        .join(whose, whose.c.enrolment_id == r.enrolment_id)
        .join(person, person.c.id == whose.c.person_id)
        .join(identity, i.person_id == whose.c.person_id)
        .join(firm, firm.c.id == r.firm_id)
        .where((r.hired_on <= on) & (r.left_on.is_(None) | (r.left_on >= on)))
    )  # fmt: skip
    if firm_id is not None:
        query = query.where(r.firm_id == firm_id)
    rows = connection.execute(query).all()
    waiting = _relatives_awaited(connection, sorted({row.firm_id for row in rows}), on)
    unread = without_notice(connection, {row.person_id for row in rows}, on)
    found = []
    for row in rows:
        missing = [
            what for what, lacks in (
                (NOTICE, row.person_id in unread), (IBAN, not row.iban), (CONTACT, not (row.phone or row.email)),
                (RELATIVES, row.enrolment_id in waiting),
            ) if lacks
        ]  # fmt: skip
        if missing:
            name = f"{row.surname} {row.given_name}".strip()
            found.append(ToConfirm(row.name, row.enrolment_id, row.public_id, name, row.cover_from, tuple(missing)))
    return sorted(found, key=lambda one: (one.firm.casefold(), one.name.casefold(), one.enrolment_id))


def _relatives_awaited(connection: Connection, firms: Sequence[int], on: date) -> set[int]:
    """The enrolments of workers with somebody at home whom the firm's plan has to cover, and does not."""
    every = read_plans(connection, firms)
    obliged = [
        one for one in firms
        if any(plan.on(on).family_rule is FamilyRule.WHOLE_HOUSEHOLD for plan in every.get(one, ()))
    ]  # fmt: skip
    return {
        told.worker_id for one in obliged for told in relatives_of_firm(connection, one, on)
        if told.enrolment_id is None and told.rule is FamilyRule.WHOLE_HOUSEHOLD
    }  # fmt: skip
