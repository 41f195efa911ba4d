"""Authorisations that requests of a file name: those in the archive, and those told above in the same file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from mutua.domain.records import ClaimTold
from mutua.intake.claims_file import RequestTold, public_id_of
from mutua.store.tables import claim


class Named(NamedTuple):
    """A request that another names as its authorisation; `claim_id` None where it comes with the same file."""

    public_id: str
    claim_id: int | None
    household_id: int
    person_id: int
    plan_code: str
    authorises: bool


class Authorisations:
    """What is known of the requests that the requests of a file name."""

    def __init__(self, connection: Connection, told: Sequence[RequestTold]) -> None:
        self._by_name = _in_archive(connection, {one.authorised_by for one in told if one.authorised_by})
        self._ids = {one.public_id: one.claim_id for one in self._by_name.values()}

    def look_up(self, key: str, told: ClaimTold, household_id: int) -> tuple[str, str]:
        """What is wrong ("" for nothing) and the public id of the authorisation of that number."""
        if not key:
            return "", ""
        found = self._by_name.get(key)
        if found is None:
            return "authorisation_unknown", ""
        if not found.authorises:
            return "authorisation_not_one", ""
        if (found.person_id, found.plan_code) != (told.person_id, told.plan_code):
            return "authorisation_of_another", ""
        if found.claim_id is None and found.household_id != household_id:
            return "authorisation_first", ""  # it would come in after the request that uses it
        return "", found.public_id

    def claim_id(self, public_id: str) -> int | None:
        """The number of an authorisation that is in the archive."""
        return self._ids.get(public_id)

    def seen(self, key: str, told: ClaimTold, household_id: int) -> None:
        """A request that comes in now: those below it may use it."""
        named = Named(told.public_id, None, household_id, told.person_id, told.plan_code, told.authorises)
        self._by_name.setdefault(key, named)


def _in_archive(connection: Connection, keys: Iterable[str]) -> dict[str, Named]:
    """By the number that somebody wrote: the request imported with it, else the office's own or the public name."""
    found: dict[str, Named] = {}
    for key in sorted(keys):
        imported = public_id_of(key)
        query = select(
            claim.c.public_id, claim.c.claim_id, claim.c.chain_id, claim.c.person_id, claim.c.plan_code,
            claim.c.authorisation,
        ).where(or_(claim.c.public_id.in_([imported, key]), claim.c.reference == key))  # fmt: skip
        rows = [Named(*row[:5], bool(row[5])) for row in connection.execute(query.limit(3))]
        exact = [one for one in rows if one.public_id == imported] or rows
        if len(exact) == 1:
            found[key] = exact[0]
    return found
