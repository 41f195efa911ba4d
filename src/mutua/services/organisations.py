"""Organisations: a firm, an intermediary, a provider… in several roles at once, and what firms delegate to others."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, or_, select

from mutua.domain.firms import Role, Scope
from mutua.domain.written_names import LONGEST_OF_BODY
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.newcomers import no_name
from mutua.store.bulk import insert_rows
from mutua.store.firms import iso, open_firms
from mutua.store.tables import firm
from mutua.store.tables_firms import delegation, firm_contact, firm_role
from mutua.store.tables_kept import FIRMS_CHAIN
from mutua.store.tables_roster import firm_card, firm_delegate
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of an organisation besides its name; it may be erased. "" where nobody said."""

    tax_code: str = ""
    kind: str = ""
    size_class: str = ""
    municipality: str = ""
    contact: str = ""
    email: str = ""
    pec: str = ""
    phone: str = ""
    iban: str = ""
    sdi_code: str = ""


@dataclass(slots=True)
class Organisation:
    """An organisation with the roles it has or had: role, from, to (None: still)."""

    firm_id: int
    name: str
    vat_number: str
    contact: Contact
    roles: list[tuple[Role, date, date | None]] = field(default_factory=list)

    def has(self, role: Role, on: date) -> bool:
        return any(one is role and since <= on and (until is None or on <= until) for one, since, until in self.roles)


def firm_by(connection: Connection, number: str) -> int | Refusal:
    """The organisation with the VAT number, the tax code or exactly the name."""
    text = number.strip()
    query = select(firm.c.id).outerjoin(firm_contact, firm_contact.c.firm_id == firm.c.id).where(
        or_(firm.c.vat_number == text, firm_contact.c.tax_code == text.upper(), func.lower(firm.c.name) == text.lower())
    )  # fmt: skip
    found = sorted(set(connection.scalars(query)))
    if len(found) == 1:
        return int(found[0])
    return Refusal("firm_unknown" if not found else "firm_ambiguous", number)


def add_organisation(
    at: Desktop, name: str, vat_number: str, roles: tuple[Role, ...], *, since: date, contact: Contact = Contact()
) -> int | Refusal:
    """A new organisation with its roles; refuses one of that VAT number or tax code that is there already, and what is
    no name."""
    name = name.strip()
    wrong = no_name(name, most=LONGEST_OF_BODY)
    if wrong is not None:
        return wrong

    def work(unit: UnitOfWork) -> int | Refusal:
        open_firms(unit)
        taken = select(firm.c.id).outerjoin(firm_contact, firm_contact.c.firm_id == firm.c.id).where(
            or_(firm.c.vat_number == vat_number, firm_contact.c.tax_code == (contact.tax_code or vat_number))
        )  # fmt: skip
        known = unit.connection.scalar(taken)
        if known is not None and unit.connection.scalar(
            select(firm_card.c.firm_id).where(firm_card.c.firm_id == known)
        ):
            return Refusal("firm_there_already", vat_number)
        if known is None:
            known = at.ids.number()
            unit.connection.execute(
                insert(firm).values(id=known, public_id=at.ids.public(), name=name, vat_number=vat_number or None)
            )
        told = (contact.kind, contact.size_class, contact.municipality, contact.contact, contact.email, contact.pec,
                contact.phone, contact.iban, contact.sdi_code)  # fmt: skip
        insert_rows(unit.connection, firm_contact, [(known, contact.tax_code or None, *told)])
        insert_rows(unit.connection, firm_card, [(known, name, vat_number)])
        for role in roles:
            unit.entry(FIRMS_CHAIN, "firm_role").add(firm_role, known, role.value, since.isoformat(), None, 0)
        return int(known)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def set_role(
    at: Desktop, firm_id: int, role: Role, *, since: date | None = None, until: date | None = None
) -> Refusal | None:
    """The organisation has the role from a day on, or (`until`) has it no longer after a day."""

    def work(unit: UnitOfWork) -> Refusal | None:
        open_firms(unit)
        last: str | None
        held = [one for one in roles_of(unit.connection, firm_id) if one[0] is role]
        now = next((one for one in held if one[2] is None), None)
        if until is not None:
            if now is None or until < now[1]:
                return Refusal("role_not_held", role.value)
            first, last = now[1], until.isoformat()
        else:
            if now is not None or since is None or any(one[2] and one[2] >= since for one in held):
                return Refusal("role_held_already", role.value)
            first, last = since, None
        unit.entry(FIRMS_CHAIN, "firm_role").add(firm_role, firm_id, role.value, first.isoformat(), last, 0)
        return None

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def roles_of(connection: Connection, firm_id: int) -> list[tuple[Role, date, date | None]]:
    """The roles of an organisation, the oldest first."""
    query = select(firm_role).where(firm_role.c.firm_id == firm_id).order_by(firm_role.c.position)
    newest = {(row.role, row.effective_from): row for row in connection.execute(query)}
    return [
        (Role(role), since, row.ends_on)
        for (role, since), row in sorted(newest.items(), key=lambda one: (one[0][1], one[0][0]))
        if not row.void
    ]


def organisation(connection: Connection, firm_id: int) -> Organisation:
    row = connection.execute(select(firm).where(firm.c.id == firm_id)).one()
    kept = connection.execute(select(firm_contact).where(firm_contact.c.firm_id == firm_id)).one_or_none()
    contact = Contact() if kept is None else Contact(kept.tax_code or "", *tuple(kept)[2:])
    return Organisation(firm_id, row.name, row.vat_number or "", contact, roles_of(connection, firm_id))


def every_organisation(connection: Connection) -> list[Organisation]:
    """All of them, by name."""
    ids = connection.scalars(select(firm.c.id).order_by(firm.c.name)).all()
    return [organisation(connection, int(id_)) for id_ in ids]


# ---------------------------------------------------------------- delegations


def delegate(
    at: Desktop, firm_id: int, intermediary_id: int, scope: Scope, *, since: date, paper_sha256: str
) -> Refusal | None:
    """The firm lets the intermediary act in its name from a day on, by a signed paper, of which the mark is kept."""

    def work(unit: UnitOfWork) -> Refusal | None:
        open_firms(unit)
        if not paper_sha256:
            return Refusal("delegation_without_paper")
        if firm_id == intermediary_id:
            return Refusal("delegation_to_itself")
        if not organisation(unit.connection, intermediary_id).has(Role.INTERMEDIARY, since):
            return Refusal("not_an_intermediary")
        if _open_delegation(unit.connection, firm_id, intermediary_id) is not None:
            return Refusal("delegation_there_already")
        entry = unit.entry(FIRMS_CHAIN, "delegation")
        entry.add(
            delegation, firm_id, intermediary_id, scope.value, paper_sha256, since.isoformat(), None, 0
        )  # fmt: skip
        insert_rows(
            unit.connection, firm_delegate, [(firm_id, intermediary_id, since.isoformat(), scope.value, None)]
        )  # fmt: skip
        return None

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def revoke(at: Desktop, firm_id: int, intermediary_id: int, *, on: date) -> Refusal | None:
    """The delegation holds no longer from the day on."""

    def work(unit: UnitOfWork) -> Refusal | None:
        open_firms(unit)
        row = _open_delegation(unit.connection, firm_id, intermediary_id)
        if row is None:
            return Refusal("delegation_unknown")
        last = max(on - timedelta(days=1), row.effective_from)
        void = int(on <= row.effective_from)
        entry = unit.entry(FIRMS_CHAIN, "delegation")
        entry.add(
            delegation, firm_id, intermediary_id, row.scope, row.paper_sha256, row.effective_from.isoformat(),
            iso(last), void,
        )  # fmt: skip
        c = firm_delegate.c
        mine = (
            (c.firm_id == firm_id) & (c.intermediary_id == intermediary_id) & (c.effective_from == row.effective_from)
        )
        unit.connection.execute(firm_delegate.delete().where(mine))
        if not void:
            insert_rows(
                unit.connection, firm_delegate,
                [(firm_id, intermediary_id, row.effective_from.isoformat(), row.scope, last.isoformat())],
            )  # fmt: skip
        return None

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _open_delegation(connection: Connection, firm_id: int, intermediary_id: int) -> Any:
    query = select(delegation).where(
        (delegation.c.firm_id == firm_id) & (delegation.c.intermediary_id == intermediary_id)
    )
    newest = {row.effective_from: row for row in connection.execute(query.order_by(delegation.c.position))}
    return next((row for row in newest.values() if row.ends_on is None and not row.void), None)


def delegating(connection: Connection, intermediary_id: int, on: date) -> dict[str, int]:
    """The firms that let the intermediary enrol people on the day, by VAT number."""
    c = firm_delegate.c
    query = select(firm.c.vat_number, firm.c.id).where(
        (c.firm_id == firm.c.id) & (c.intermediary_id == intermediary_id) & (c.scope != Scope.STATEMENTS.value)
        & (c.effective_from <= on) & (c.ends_on.is_(None) | (c.ends_on >= on))
    )  # fmt: skip
    return {vat: int(id_) for vat, id_ in connection.execute(query) if vat}


class Delegate(NamedTuple):
    """Whom a firm lets act for it, for what, since when. `public_id`: the name of its page."""

    name: str
    scope: str
    since: date
    public_id: str


def delegates_of(connection: Connection, firm_id: int, on: date) -> list[Delegate]:
    """Whom the firm delegates on the day or from a later one, by name."""
    c = firm_delegate.c
    query = select(firm.c.name, c.scope, c.effective_from, firm.c.public_id).where(
        (c.intermediary_id == firm.c.id)
        & (c.firm_id == firm_id)
        & (c.ends_on.is_(None) | (c.ends_on >= on))
    )
    return [Delegate(*row) for row in connection.execute(query.order_by(firm.c.name))]


def intermediaries(connection: Connection, on: date) -> list[tuple[str, str]]:
    """The organisations that may be delegated to on the day, by name: the name of their page, their own."""
    c = firm_role.c
    held = select(c.firm_id).where(c.role == Role.INTERMEDIARY.value).distinct()
    rows = connection.execute(select(firm.c.id, firm.c.public_id, firm.c.name).where(firm.c.id.in_(held)))
    return sorted(
        ((row.public_id, row.name) for row in rows
         if organisation(connection, row.id).has(Role.INTERMEDIARY, on)),
        key=lambda one: one[1],
    )  # fmt: skip


def public_name(connection: Connection, firm_id: int) -> str:
    """The name of its page."""
    return str(connection.scalars(select(firm.c.public_id).where(firm.c.id == firm_id)).one())


def organisation_named(connection: Connection, public_id: str) -> int | None:
    """The number of the organisation whose page has the name; None where there is none."""
    return connection.scalar(select(firm.c.id).where(firm.c.public_id == public_id))
