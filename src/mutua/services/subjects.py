"""Whose file an address names, and whether whoever asks may open it: nobody handles their own family's requests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, Select, literal, select

from mutua.services.adhesion_requests import application_by_link, application_named
from mutua.services.claim_drafts import own_draft
from mutua.services.decide_claim import Refusal
from mutua.store.accounts import Account
from mutua.store.approvals import proposal_named
from mutua.store.bank_lines import lines_numbered
from mutua.store.database import Archive
from mutua.store.payment_runs import run_named
from mutua.store.people import households_of, people_of
from mutua.store.tables import account, attachment, claim, firm, person

_PUBLIC_ID = re.compile(r"[a-z2-7]{26}")
_FILE = re.compile(r"[0-9a-f]{64}")


class Subjected(NamedTuple):
    """The number of a person or of a request, and the person whose file it is."""

    id: int
    person_id: int


def person_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The person of the public name. Refuses nobody's name, and the family of whoever asks."""
    query = select(person.c.id, person.c.id).where(person.c.public_id == public_id)
    return _named(archive, public_id, lambda connection: _first(connection, query), who)


def claim_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The request of the public name. Refuses nobody's name, and a request of the family of whoever asks."""
    query = select(claim.c.claim_id, claim.c.person_id).where(claim.c.public_id == public_id)
    return _named(archive, public_id, lambda connection: _first(connection, query), who)


def draft_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The person whom a draft of whoever asks is about. Refuses nobody's draft, a colleague's, and their own family."""

    def find(connection: Connection) -> Subjected | None:
        found = own_draft(connection, who.id, public_id)
        return None if found is None else Subjected(found.person_id, found.person_id)

    return _named(archive, public_id, find, who)


def attachment_subject(archive: Archive, who: Account, name: str) -> Subjected | Refusal:
    """The person whose delivered file it is. Refuses nobody's, and one of the family of whoever asks."""
    query = select(attachment.c.person_id, attachment.c.person_id).where(attachment.c.sha256 == name)
    return _named(archive, name, lambda connection: _first(connection, query), who, _FILE)


def proposal_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The proposal of the public name. Refuses nobody's name, one that is settled, and one about their own family."""

    def find(connection: Connection) -> Subjected | None:
        found = proposal_named(connection, public_id)
        return None if found is None else Subjected(found.id, found.person_id or 0)

    return _named(archive, public_id, find, who)


def account_subject(archive: Archive, public_id: str) -> int | Refusal:
    """The number of the login of the public name. Refuses nobody's name."""
    query = select(account.c.id, literal(0)).where(account.c.public_id == public_id)
    found = _named(archive, public_id, lambda connection: _first(connection, query))
    return found if isinstance(found, Refusal) else found.id


def application_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The application to the pact of the public name. Refuses nobody's name."""

    def find(connection: Connection) -> Subjected | None:
        found = application_named(connection, public_id)
        return None if found is None else Subjected(found.number, 0)

    return _named(archive, public_id, find)


def application_link_subject(archive: Archive, token: str) -> Subjected | Refusal:
    """The application that a link follows. Refuses one that follows none."""
    with archive.reader.begin() as connection:
        found = application_by_link(connection, token)
    return Refusal("not_there") if found is None else Subjected(found.number, 0)


def run_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The payment run of the public name. Refuses nobody's name."""

    def find(connection: Connection) -> Subjected | None:
        found = run_named(connection, public_id)
        return None if found is None else Subjected(found, 0)

    return _named(archive, public_id, find)


def bank_line_subject(archive: Archive, who: Account, number: str) -> Subjected | Refusal:
    """The movement of the bank with the number. Refuses what is no movement's."""
    id_ = _number(number)
    with archive.reader.begin() as connection:
        found = id_ is not None and id_ in lines_numbered(connection, [id_])
    return Subjected(id_, 0) if found and id_ is not None else Refusal("not_there")


def firm_subject(archive: Archive, who: Account, public_id: str) -> Subjected | Refusal:
    """The organisation of the public name. Refuses nobody's name."""
    query = select(firm.c.id, literal(0)).where(firm.c.public_id == public_id)
    return _named(archive, public_id, lambda connection: _first(connection, query))


def _named(
    archive: Archive, name: str, find: Callable[[Connection], Subjected | None], who: Account | None = None,
    shape: re.Pattern[str] = _PUBLIC_ID,
) -> Subjected | Refusal:  # fmt: skip
    """What the name finds. Refuses what is no name, nobody's name and, where `who` is told, a file of their family."""
    if not shape.fullmatch(name):
        return Refusal("not_there")
    with archive.reader.begin() as connection:
        found = find(connection)
        if found is None:
            return Refusal("not_there")
        return found if who is None or not found.person_id else _unless_family(connection, who, found)


def _first(connection: Connection, query: Select[int, int]) -> Subjected | None:
    row = connection.execute(query).first()
    return None if row is None else Subjected(*row)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 and text[0] != "0" else None


def _unless_family(connection: Connection, who: Account, found: Subjected) -> Subjected | Refusal:
    """Whoever lives, or ever lived, in one household with them is family."""
    if who.person_id is None:
        return found
    homes = households_of(connection, [who.person_id, found.person_id])
    if found.person_id == who.person_id or homes.get(who.person_id, set()) & homes.get(found.person_id, set()):
        return Refusal("own_family")
    return found


def homes_of_family(connection: Connection, who: Account) -> frozenset[int]:
    """The households in which whoever is in ever lived: lists of households leave them to a colleague."""
    if who.person_id is None:
        return frozenset()
    return frozenset(households_of(connection, [who.person_id]).get(who.person_id, set()))


def family_of(connection: Connection, who: Account) -> frozenset[int]:
    """Whoever is in, and everybody whose file they may not open for that reason; nobody where they are no member."""
    if who.person_id is None:
        return frozenset()
    homes = households_of(connection, [who.person_id]).get(who.person_id, set())
    return frozenset({who.person_id, *people_of(connection, homes)})
