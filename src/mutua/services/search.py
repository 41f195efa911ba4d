"""One box for everything: people by pieces of their name, by code, card, phone or household; requests; firms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, bindparam, literal_column, or_, select

from mutua.domain.member_life import standing_on, was_member
from mutua.store.members import read_deaths, read_lives
from mutua.store.people import search_text, some_word_begins
from mutua.store.tables import FIGURES, ONE_WORD, claim, claim_line, firm, household, household_place, identity, person

MOST = 12  # of each kind


class Mark(StrEnum):
    """What a list says beside a name, so that nobody opens the wrong sheet."""

    NONE = ""
    LEFT = "left"  # was a member
    DEAD = "dead"


class PersonFound(NamedTuple):
    """A person whom the words may mean."""

    public_id: str
    surname: str
    given_name: str
    card_number: str
    born_on: date | None
    municipality: str
    mark: Mark = Mark.NONE


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


def search(connection: Connection, words: str, on: date | None = None) -> Found:
    """What is meant by the words: «ross ma» is Rossi Maria. Nothing for fewer than two signs that count.

    With a day, who had left the society or died by then is marked.
    """
    words = words.lstrip("/ ")  # the key that leads to the box, pressed in the box
    plain = search_text(words)
    digits = "".join(re.findall(r"[0-9]+", words))
    if len(plain.replace(" ", "")) < 2 and not digits:
        return Found()
    claims = _claims(connection, words, digits)
    firms = _firms(connection, words, plain)
    people = _people(connection, plain, words, digits, sought=not claims, as_phone=not (claims or firms))
    more = any(len(some) > MOST for some in (people, claims, firms))
    marks = {} if on is None else _marks(connection, list(people)[:MOST], on)
    shown = tuple(one._replace(mark=marks.get(id_, Mark.NONE)) for id_, one in list(people.items())[:MOST])
    return Found(shown, tuple(claims[:MOST]), tuple(firms[:MOST]), more)


def _marks(connection: Connection, person_ids: Sequence[int], on: date) -> dict[int, Mark]:
    """Who left, and who died: two looks for the few that are shown."""
    if not person_ids:
        return {}
    found = {
        id_: Mark.LEFT for id_, life in read_lives(connection, person_ids).items()
        if was_member(life.events) and not standing_on(life.events, on).is_member
    }  # fmt: skip
    died = read_deaths(connection, person_ids)
    return {**found, **{id_: Mark.DEAD for id_, day in died.items() if day <= on}}


def _starts(connection: Connection, column: ColumnElement[str], start: str) -> ColumnElement[bool]:
    """The column begins so. By range on SQLite, which its index serves; how a server sorts texts nobody knows here."""
    if connection.dialect.name != "sqlite":
        return column.startswith(start, autoescape=True)
    return (column >= start) & (column < start[:-1] + chr(ord(start[-1]) + 1))


_WHO = select(
    identity.c.person_id, person.c.public_id, identity.c.surname, identity.c.given_name, identity.c.card_number,
    identity.c.born_on, identity.c.municipality,
).join(person, person.c.id == identity.c.person_id)  # fmt: skip
# Everybody who is or was of a household, by its code.
_LIVING_IN = select(household_place.c.person_id).where(
    household_place.c.chain_id == select(household.c.id).where(household.c.code == bindparam("code")).scalar_subquery()
)


def _people(
    connection: Connection, plain: str, words: str, digits: str, *, sought: bool, as_phone: bool
) -> dict[int, PersonFound]:
    """By code, card and phone; by name from its beginning, then by any words of it.

    Where the words name a request nobody is `sought` in the middle of a name, and where they name a request or a firm
    nobody in the middle of a number (`as_phone`): everybody would have to be looked at. A firm that bears the surname
    of people hides none of them.
    """
    number = "".join(words.split()).upper()
    pieces = plain.split()
    found = _run(connection, identity.c.card_number == words.strip())
    found |= _run(connection, identity.c.person_id.in_(_LIVING_IN), code=words.strip().upper())
    if len(number) >= 4:
        found |= _run(connection, _starts(connection, identity.c.fiscal_code, number))
    if len(number) == 16 and found:
        return found
    if as_phone and not found and len(digits) >= 6 and len(digits) >= len(re.sub(r"[\s+./-]", "", words)) - 2:
        found |= _run(connection, _phone_begins(connection, digits)) or _run(connection, _has_phone(digits))
    if pieces and not pieces[0].isdigit():
        holds = [some_word_begins(connection, identity.c.search_name, piece) for piece in pieces]
        first = _starts(connection, identity.c.search_name, pieces[0])
        found |= _run(connection, first, *holds[1:])
        if sought and len(found) <= MOST:
            found |= _run_by_name(connection, *holds)
        if sought and not found and len(plain) >= 4:  # «dambros» is D'Ambros
            found = _run(connection, _starts(connection, literal_column(ONE_WORD, Text), "".join(pieces)))
    return found


_PHONE: ColumnElement[str] = literal_column(FIGURES, Text)  # as its index has it


def _at_home(digits: str) -> str:
    """The number without the country's."""
    return re.sub(r"^(00)?39(?=[0-9]{6})", "", digits)


def _phone_begins(connection: Connection, digits: str) -> ColumnElement[bool]:
    """The number begins with the figures, with or without the country's: its index serves."""
    own = _at_home(digits)
    forms = dict.fromkeys((digits, own, f"+39{own}", f"0039{own}"))
    return or_(*[_starts(connection, _PHONE, one) for one in forms])


def _has_phone(digits: str) -> ColumnElement[bool]:
    """The figures stand in the number, however it is written, with or without the country's."""
    return or_(*[_PHONE.contains(one, autoescape=True) for one in dict.fromkeys((digits, _at_home(digits)))])


def _run(connection: Connection, *conditions: ColumnElement[bool], **values: str) -> dict[int, PersonFound]:
    # Joined to nothing: a server would rather go through everybody by name than sort the few that it finds.
    nothing = literal_column("''", Text)
    name = identity.c.search_name + nothing if connection.dialect.name == "postgresql" else identity.c.search_name
    query = _WHO.where(*conditions).order_by(name, identity.c.person_id).limit(MOST + 1)
    return {row[0]: PersonFound(*row[1:4], row[4] or "", *row[5:]) for row in connection.execute(query, values)}


def _run_by_name(connection: Connection, *conditions: ColumnElement[bool]) -> dict[int, PersonFound]:
    """The same where everybody's name is looked at: the names alone, which their index holds, then whose they are."""
    names = select(identity.c.search_name).where(*conditions).order_by(identity.c.search_name).limit(MOST + 1)
    some = sorted(set(connection.scalars(names)))
    return _run(connection, identity.c.search_name.in_(some)) if some else {}


def _claims(connection: Connection, words: str, digits: str) -> list[ClaimFound]:
    """By number, by the office's own, by the number of an invoice, whatever its capitals and blanks: by its index."""
    wanted = words.strip()
    most = MOST + 1
    close = "".join(wanted.split())
    forms = {form for one in (wanted, close) for form in (one, one.upper(), one.lower(), one.capitalize())}
    by_invoice = select(claim_line.c.claim_id).where(claim_line.c.invoice_number.in_(sorted(forms)))
    # As a sum: a server would rather go through all requests, the newest first, than sort the few that it finds.
    newest = (claim_line.c.claim_id + literal_column("0")).desc()
    invoiced = set(connection.scalars(by_invoice.order_by(newest).limit(3 * most)))
    by_reference = select(claim.c.claim_id).where((claim.c.reference == wanted) & (claim.c.reference != ""))
    ids = invoiced | set(connection.scalars(by_reference.order_by(claim.c.claim_id.desc()).limit(most)))
    if wanted == digits and len(digits) < 16 and not digits.startswith("0"):  # «0121» begins a phone number
        ids.add(int(digits))
    query = (
        select(claim.c.public_id, claim.c.claim_id, claim.c.reference, identity.c.surname, identity.c.given_name)
        .select_from(claim.outerjoin(identity, identity.c.person_id == claim.c.person_id))
        .where(claim.c.claim_id.in_(sorted(ids)))
        .order_by(claim.c.claim_id.desc())
        .limit(most)
    )
    return [
        ClaimFound(public_id, id_, reference, surname or "", given or "", wanted if id_ in invoiced else "")
        for public_id, id_, reference, surname, given in (connection.execute(query) if ids else ())
    ]


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
