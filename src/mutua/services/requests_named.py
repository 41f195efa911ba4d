"""Requests that those of a file name: the authorisation they use, the request they top up; in the archive or above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from mutua.domain.records import ClaimTold
from mutua.intake.claims_file import RequestTold, public_id_of
from mutua.store.base import read_instant, stored
from mutua.store.tables import claim, claim_line


class Named(NamedTuple):
    """A request that another names; `claim_id` None where it comes with the same file."""

    public_id: str
    claim_id: int | None
    household_id: int
    person_id: int
    plan_code: str
    authorises: bool
    received_at: datetime
    lines: int


class RequestsNamed:
    """What is known of the requests that the requests of a file name."""

    def __init__(self, connection: Connection, told: Sequence[RequestTold]) -> None:
        keys = {key for one in told for key in (one.authorised_by, one.tops_up) if key}
        self._by_name = _in_archive(connection, keys)
        self._ids = {one.public_id: one.claim_id for one in self._by_name.values()}

    def authorisation(self, key: str, told: ClaimTold, household_id: int) -> tuple[str, str]:
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

    def topped_up(self, key: str, told: ClaimTold, household_id: int, over: str) -> tuple[str, str]:
        """What is wrong ("" for nothing) and the public id of the request of that number, whose rest is asked.

        `over`: the plan that the plan of the request says it tops up, "" where it says none.
        """
        if not key:
            return "", ""
        found = self._by_name.get(key)
        if found is None:
            return "topped_up_unknown", ""
        if found.person_id != told.person_id:
            return "topped_up_of_another", ""
        if found.plan_code == told.plan_code or (over and found.plan_code != over):
            return "topped_up_plan", ""
        if found.authorises or told.authorises:
            return "topped_up_authorisation", ""
        if found.lines != len(told.lines):
            return "topped_up_lines", ""
        if found.received_at > told.received_at:
            return "topped_up_later", ""
        if found.claim_id is None and found.household_id != household_id:
            return "topped_up_first", ""
        return "", found.public_id

    def claim_id(self, public_id: str) -> int | None:
        """The number of a request that is in the archive."""
        return self._ids.get(public_id)

    def seen(self, key: str, told: ClaimTold, household_id: int) -> None:
        """A request that comes in now: those below it may use it."""
        named = Named(
            told.public_id, None, household_id, told.person_id, told.plan_code, told.authorises, told.received_at,
            len(told.lines),
        )  # fmt: skip
        self._by_name.setdefault(key, named)


_LINES = select(func.count()).where(claim_line.c.claim_id == claim.c.claim_id).scalar_subquery()


def _in_archive(connection: Connection, keys: Iterable[str]) -> dict[str, Named]:
    """By the number that somebody wrote: the request imported with it, else the office's own or the public name."""
    found: dict[str, Named] = {}
    for key in sorted(keys):
        imported = public_id_of(key)
        query = select(
            claim.c.public_id, claim.c.claim_id, claim.c.chain_id, claim.c.person_id, claim.c.plan_code,
            claim.c.authorisation, stored(claim.c.received_at), _LINES,
        ).where(or_(claim.c.public_id.in_([imported, key]), claim.c.reference == key))  # fmt: skip
        told = connection.execute(query.limit(3)).all()
        rows = [Named(*row[:5], bool(row[5]), read_instant(row[6]), row[7]) for row in told]
        exact = [one for one in rows if one.public_id == imported] or rows
        if len(exact) == 1:
            found[key] = exact[0]
    return found
