"""To whom a letter about a request goes, and how the request is called in it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from mutua.letters.papers import Addressee
from mutua.services.paper_values import addressee, full_name, head_of, places_of
from mutua.store.claims import ClaimRecord
from mutua.store.tables import claim
from mutua.store.who import read_identities

OF_AGE = 18  # years: letters about younger people go to whoever stands for the household


def number_of(connection: Connection, claim_id: int) -> str:
    """The office's own number of a request, else the archive's."""
    reference = connection.scalar(select(claim.c.reference).where(claim.c.claim_id == claim_id))
    return reference or str(claim_id)


def recipient(connection: Connection, record: ClaimRecord, on: date) -> int:
    """Who gets a letter about the request: whose it is; of a child whoever stands for the household."""
    who = read_identities(connection, [record.person_id]).get(record.person_id)
    born = who.born_on if who is not None else None
    if who is not None and born is not None and _is_child(born, on):
        places = places_of(connection, record.person_id)
        head = head_of(connection, places[-1].household_id, on) if places else None
        if head is not None and head != record.person_id:
            return head
    return record.person_id


def to_whom(connection: Connection, record: ClaimRecord, on: date) -> tuple[Addressee, str]:
    """To whom a letter about the request goes, and whose it is where that is somebody else."""
    gets = recipient(connection, record, on)
    who = read_identities(connection, [record.person_id]).get(record.person_id) if gets != record.person_id else None
    return addressee(connection, gets, on), "" if who is None else full_name(who)


def _is_child(born: date, on: date) -> bool:
    """Who is born on 29 February is of age on 1 March."""
    return (on.year - OF_AGE, on.month, on.day) < (born.year, born.month, born.day)
