"""A person is erased: who they were, the facts of their decisions, the key of their files. What was decided stays.

Nothing is erased while the person is bound to the society or a term of keeping runs. All of it is one transaction;
afterwards the encrypted files go, and the database is made to write itself anew without what was erased.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.retention import Retention
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.erasure_terms import Bound, terms_of, why_bound
from mutua.services.locks import Moved, until_nobody_moves
from mutua.services.member_login import close_logins
from mutua.store.people import households_of
from mutua.store.personal import BUSY, decisions_with_facts, erase_rows, still_there, was_erased, wipe_free_space
from mutua.store.tables import attachment, erasure, person, person_erased
from mutua.store.unit_of_work import UnitOfWork
from mutua.store.vault import path_in, write_whole
from mutua.store.who import read_identities

AGAIN = "di nuovo, dopo il ripristino di una copia"
_FORM = "mutua erasures 1"


@dataclass(frozen=True, slots=True)
class NotYet:
    """A term of keeping still runs: which, and the first day on which nothing stands against erasing."""

    bound: Bound
    possible_from: date


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased. `left_in`: columns in which something of the person still stands, written there by hand.

    `not_wiped`: why the database could not be written anew, "" where it was; if not, `wipe` again later.
    """

    person_id: int
    decisions: int
    files: int
    left_in: tuple[str, ...] = ()
    not_wiped: str = BUSY


Allowed = Callable[[Connection], Refusal | NotYet | None]


class _Refused(Exception):
    def __init__(self, answer: Refusal | NotYet) -> None:
        super().__init__()
        self.answer = answer


def erase_person(
    at: Desktop, person_id: int, *, retention: Retention, motive: str, files: Path | None
) -> Erased | Refusal | NotYet:
    """Erases the person, for good. `files`: the folder of the delivered files.

    `motive` stays in history for ever. Refuses a member, somebody covered or standing for others, open requests, a
    person erased before; `NotYet` while a term runs.
    """
    today = day_in_rome(at.now)

    def allowed(connection: Connection) -> Refusal | NotYet | None:
        refusal = why_bound(connection, person_id, today)
        if refusal is not None:
            return refusal
        terms = terms_of(connection, person_id, retention, today)
        if terms.last is not None and terms.holds_on(today):
            return NotYet(terms.last, date.fromordinal(terms.last.until.toordinal() + 1))
        return None

    done = _erase(at, person_id, motive, files, allowed)
    return _wiped(at, done) if isinstance(done, Erased) else done


def _erase(
    at: Desktop, person_id: int, motive: str, files: Path | None, allowed: Allowed | None
) -> Erased | Refusal | NotYet:
    names: list[str] = []
    needles: list[str] = []

    def work(unit: UnitOfWork) -> int:
        homes = _lock_homes(unit, person_id)
        refusal = allowed(unit.connection) if allowed is not None else None
        if refusal is not None:
            raise _Refused(refusal)
        names[:] = unit.connection.scalars(select(attachment.c.sha256).where(attachment.c.person_id == person_id))
        needles[:] = _needles(unit.connection, person_id)
        decisions = decisions_with_facts(unit.connection, person_id)
        entry = unit.entry(min(homes), "erasure")
        for number, (chain_id, position) in enumerate(decisions, 1):
            entry.add(erasure, number, chain_id, position, motive)
        entry.add(person_erased, person_id, day_in_rome(unit.now).isoformat(), motive)
        erase_rows(unit.connection, person_id)
        close_logins(unit, person_id)
        return len(decisions)

    try:
        count = until_nobody_moves(at.archive, work, actor_id=at.actor_id, now=at.now)
    except _Refused as refused:
        return refused.answer
    if files is not None:
        for name in names:  # nobody can read them any more: their key is gone
            with suppress(FileNotFoundError):
                path_in(files, name).unlink()
    with at.archive.reader.begin() as connection:
        left_in = tuple(still_there(connection, needles))
    return Erased(person_id, count, len(names), left_in)


def _lock_homes(unit: UnitOfWork, person_id: int) -> set[int]:
    """The person's households, locked; looked at again where somebody else may write meanwhile."""
    homes = households_of(unit.connection, [person_id]).get(person_id, set())
    unit.lock(homes)
    others_write = unit.connection.dialect.name == "postgresql"  # on SQLite nobody does since the work began
    if others_write and households_of(unit.connection, [person_id]).get(person_id, set()) - homes:
        raise Moved
    if not homes:
        raise _Refused(Refusal("member_unknown", ""))
    return homes


def _needles(connection: Connection, person_id: int) -> list[str]:
    """What nobody should find any more: names in both orders, numbers, addresses."""
    who = read_identities(connection, [person_id]).get(person_id)
    if who is None:
        return []
    names = [f"{who.surname} {who.given_name}", f"{who.given_name} {who.surname}"] if who.given_name else []
    return [*names, who.fiscal_code, who.iban, who.email, who.phone, who.address]


def _wiped(at: Desktop, done: Erased) -> Erased:
    return Erased(done.person_id, done.decisions, done.files, done.left_in, wipe_free_space(at.archive))


# ---------------------------------------------------------------- the list kept outside


def write_erasures(connection: Connection, target: Path) -> int:
    """Notes everybody who was erased, by random name and day, in a file to be kept outside; gives how many."""
    query = (
        select(person.c.public_id, person_erased.c.erased_on)
        .join(person, person.c.id == person_erased.c.person_id)
        .order_by(person_erased.c.erased_on, person.c.public_id)
    )
    told = [{"person": public_id, "on": day.isoformat()} for public_id, day in connection.execute(query)]
    write_whole(target, (json.dumps({"form": _FORM, "erased": told}, indent=1) + "\n").encode())
    return len(told)


def read_erasures(source: Path) -> list[str]:
    """The random names of a list. ValueError where it is none."""
    told = json.loads(source.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or told.get("form") != _FORM or not isinstance(told.get("erased"), list):
        raise ValueError("not a list of erasures")
    if not all(isinstance(one, dict) and "person" in one for one in told["erased"]):
        raise ValueError("not a list of erasures")
    return [str(one["person"]) for one in told["erased"]]


def erase_again(at: Desktop, public_ids: Iterable[str], *, files: Path | None) -> tuple[int, list[str]]:
    """Erases once more those of a list who came back with an older backup; gives how many, and names that are unknown.

    Terms were looked at the first time: they are not asked again.
    """
    count, unknown, left = 0, [], False
    for public_id in public_ids:
        with at.archive.reader.begin() as connection:
            person_id = connection.scalar(select(person.c.id).where(person.c.public_id == public_id))
            gone = person_id is not None and was_erased(connection, person_id)
        if person_id is None:
            unknown.append(public_id)
        elif not gone:
            done = _erase(at, person_id, AGAIN, files, None)
            count += isinstance(done, Erased)
            left = True
    if left:
        wipe_free_space(at.archive)
    return count, unknown


def wipe(at: Desktop) -> str:
    """Writes the database anew where that was not possible when somebody was erased: "" when done, else why not."""
    return wipe_free_space(at.archive)
