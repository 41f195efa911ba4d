"""One box for everything: people by pieces of their name, code, card or phone; requests by number; firms by name."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select

from mutua.store.people import search_text
from mutua.store.tables import claim, claim_line, firm, identity, person

MOST = 12  # of each kind


class PersonFound(NamedTuple):
    """A person whom the words may mean."""

    public_id: str
    surname: str
    given_name: str
    card_number: str
    born_on: date | None
    municipality: str


class ClaimFound(NamedTuple):
    """A request whose number, or whose invoice's number, was written. Nothing of what it is about."""

    public_id: str
    claim_id: int
    reference: str
    surname: str
    given_name: str
    invoice: str


class FirmFound(NamedTuple):
    public_id: str
    name: str
    vat_number: str


class Found(NamedTuple):
    """What the words may mean, the likeliest first; `more`: there are others that are not in the list."""

    people: tuple[PersonFound, ...] = ()
    claims: tuple[ClaimFound, ...] = ()
    firms: tuple[FirmFound, ...] = ()
    more: bool = False


def search(connection: Connection, words: str) -> Found:
    """What is meant by the words: «ross ma» is Rossi Maria. Nothing for fewer than two signs that count."""
    plain = search_text(words)
    digits = "".join(re.findall(r"[0-9]+", words))
    if len(plain.replace(" ", "")) < 2 and not digits:
        return Found()
    people = _people(connection, plain, words, digits)
    claims = _claims(connection, words, digits)
    firms = _firms(connection, words, plain)
    more = any(len(some) > MOST for some in (people, claims, firms))
    return Found(tuple(people[:MOST]), tuple(claims[:MOST]), tuple(firms[:MOST]), more)


def _starts(column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    """The column begins so; by range, which an index serves on both databases."""
    return (column >= start) & (column < start[:-1] + chr(ord(start[-1]) + 1))


_WHO = select(
    person.c.public_id, identity.c.surname, identity.c.given_name, identity.c.card_number, identity.c.born_on,
    identity.c.municipality,
).join(person, person.c.id == identity.c.person_id)  # fmt: skip


def _people(connection: Connection, plain: str, words: str, digits: str) -> list[PersonFound]:
    """By name from its beginning, then by any words of it; by code, card and phone."""
    number = "".join(words.split()).upper()
    pieces = plain.split()
    by_number: list[ColumnElement[bool]] = [identity.c.card_number == words.strip()]
    if len(number) >= 4:
        by_number.append(_starts(identity.c.fiscal_code, number))
    if len(digits) >= 6 and len(digits) >= len(re.sub(r"[\s+./-]", "", words)) - 2:
        by_number.append(identity.c.phone.contains(digits, autoescape=True))
    found = dict.fromkeys(_run(connection, or_(*by_number)))
    if pieces and not pieces[0].isdigit():
        first = _starts(identity.c.search_name, pieces[0])
        others = [_holds(piece) for piece in pieces[1:]]
        found.update(dict.fromkeys(_run(connection, first, *others)))
        if len(found) <= MOST:
            found.update(dict.fromkeys(_run(connection, *[_holds(piece) for piece in pieces])))
    return list(found)


def _holds(piece: str) -> ColumnElement[bool]:
    """Some word of the name begins so."""
    name = identity.c.search_name
    return or_(name.startswith(piece, autoescape=True), name.contains(f" {piece}", autoescape=True))


def _run(connection: Connection, *conditions: ColumnElement[bool]) -> list[PersonFound]:
    query = _WHO.where(*conditions).order_by(identity.c.search_name, identity.c.person_id).limit(MOST + 1)
    return [PersonFound(*row[:3], row[3] or "", *row[4:]) for row in connection.execute(query)]


def _claims(connection: Connection, words: str, digits: str) -> list[ClaimFound]:
    """By number, by the office's own, by the number of an invoice as it is written on it."""
    wanted = words.strip()
    conditions = [claim.c.reference == wanted, claim_line.c.invoice_number == wanted]
    if wanted == digits and len(digits) < 16:
        conditions.append(claim.c.claim_id == int(digits))
    query = (
        select(claim.c.public_id, claim.c.claim_id, claim.c.reference, identity.c.surname, identity.c.given_name,
               claim_line.c.invoice_number)
        .select_from(
            claim.join(claim_line, claim_line.c.claim_id == claim.c.claim_id)
            .outerjoin(identity, identity.c.person_id == claim.c.person_id)
        )
        .where(or_(*conditions))
        .order_by(claim.c.claim_id.desc(), claim_line.c.number)
        .limit(3 * (MOST + 1))
    )  # fmt: skip
    found: dict[int, ClaimFound] = {}
    for public_id, id_, reference, surname, given, invoice in connection.execute(query):
        told = invoice if invoice == wanted else ""
        found.setdefault(id_, ClaimFound(public_id, id_, reference, surname or "", given or "", told))
    return list(found.values())[: MOST + 1]


def _firms(connection: Connection, words: str, plain: str) -> list[FirmFound]:
    wanted = words.strip()
    if len(wanted) < 3:
        return []
    query = (
        select(firm.c.public_id, firm.c.name, firm.c.vat_number)
        .where(or_(firm.c.name.icontains(wanted, autoescape=True), firm.c.vat_number == wanted))
        .order_by(firm.c.name)
        .limit(MOST + 1)
    )
    return [FirmFound(public_id, name, vat or "") for public_id, name, vat in connection.execute(query)]
