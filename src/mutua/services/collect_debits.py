"""A collection by direct debit: which dues of which households it asks for, recorded, with the file for the bank."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from mutua.bank.direct_debit import (
    USUAL_NOTICE_DAYS,
    Collection,
    Creditor,
    Debit,
    Scheme,
    Turn,
    check_collection,
    write_cbi,
    write_iso,
)
from mutua.bank.reading import BankMistake
from mutua.domain.contact import PartChange
from mutua.domain.dues import Allocation, Channel, DueStanding
from mutua.services.bank_matches import collection_name
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.society import letterhead
from mutua.store.bulk import among
from mutua.store.claims import next_numbers
from mutua.store.debits import (
    CollectionTold,
    DebitTold,
    Mandate,
    collections_told,
    lock_bank,
    read_debits,
    read_mandates,
    tell_collection,
    tell_debit,
)
from mutua.store.dues import PaymentChoice, dues_numbered, read_choices, read_dues
from mutua.store.settings import read_setting, read_settings, write_setting
from mutua.store.society_changes import lock_society, tell_society
from mutua.store.tables import debit_collection, entry, identity
from mutua.store.tables_bank import REFUSED
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

IDENTIFIER, CUC, NOTICE_DAYS = "bank_creditor_identifier", "bank_cuc", "bank_notice_days"
_PARTS = {IDENTIFIER: "creditor_identifier", CUC: "cuc", NOTICE_DAYS: "notice_days"}  # as `society_data` calls them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be collected: what is due by a day, on which day, told to who pays when, in which form."""

    due_until: date
    collect_on: date
    notified_on: date | None
    form: str = "cbi"
    scheme: Scheme = Scheme.CORE


@dataclass(slots=True)
class CollectionPlan:
    """What a file would ask for. `left`: households with a mandate of which nothing is asked, with the reason."""

    collection: Collection
    debits: list[DebitTold] = field(default_factory=list)
    mistakes: list[BankMistake] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    @property
    def stamp(self) -> str:
        """Another one as soon as the file would ask for anything else, or be another one."""
        one = self.collection
        told = (one.message_id, one.collect_on, one.notified_on, one.creditor, one.scheme.value, [
            (debit.end_to_end, debit.mandate, debit.amount_cents, debit.debtor_name, debit.debtor_iban)
            for debit in one.debits
        ])  # fmt: skip
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Collected:
    """A collection that was recorded, and its file."""

    told: CollectionTold
    content: bytes


# ---------------------------------------------------------------- the society as creditor


def creditor(connection: Connection) -> tuple[Creditor, int]:
    """The society as who collects, and how many days before those who pay are told."""
    head = letterhead(connection)
    days = read_setting(connection, NOTICE_DAYS)
    made = Creditor(
        head.name, head.iban, read_setting(connection, IDENTIFIER), read_setting(connection, CUC), head.municipality
    )
    return made, int(days) if days.isdigit() else USUAL_NOTICE_DAYS


def change_creditor(at: Desktop, told: Mapping[str, str]) -> None:
    """Keeps what is told, by `IDENTIFIER`, `CUC`, `NOTICE_DAYS`, and what stood there before."""

    def work(unit: UnitOfWork) -> None:
        lock_society(unit)
        before = read_settings(unit.connection, told)
        tell_society(unit, [PartChange(_PARTS[name], before[name], value) for name, value in told.items()])
        for name, value in told.items():
            write_setting(unit.connection, name, value)

    unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


# ---------------------------------------------------------------- what it asks for


def plan_collection(connection: Connection, wanted: Wanted, now: datetime) -> CollectionPlan:
    """What a file made now would ask for; nothing is written."""
    last = connection.scalar(select(func.max(debit_collection.c.collection_id))) or 0
    return _planned(connection, wanted, now, last + 1, None)


def _planned(
    connection: Connection, wanted: Wanted, now: datetime, collection_id: int, held: Iterable[int] | None
) -> CollectionPlan:
    """The plan under a number; `held`: the households that may be asked, None all."""
    mandates = _newest_mandates(connection, wanted.scheme, held)
    told = read_debits(connection)
    asked = {part.due_id for one in told if not one.event for part in one.parts}
    dues, choices = read_dues(connection, mandates), read_choices(connection, mandates)
    debits: list[DebitTold] = []
    left: list[tuple[int, str]] = []
    for home, mandate in sorted(mandates.items()):
        own = [one for one in told if one.mandate_id == mandate.mandate_id and one.event != REFUSED]
        if mandate.kind == "one_off" and own:
            left.append((home, "one_off_used"))
            continue
        parts = [
            Allocation(one.due.due_id, one.open_cents) for one in dues.get(home, ())
            if one.open_cents and one.due.firm_id is None and one.due.due_on <= wanted.due_until
            and one.due.due_id not in asked and _by_debit(one, choices.get(home, ()))
        ]  # fmt: skip
        cents = sum(one.amount_cents for one in parts)
        if cents <= 0:
            left.append((home, "nothing_due"))
            continue
        turn = Turn.ONE_OFF if mandate.kind == "one_off" else Turn.RECURRENT if own else Turn.FIRST
        name = f"{collection_name(collection_id)}-{len(debits) + 1:05d}"
        debits.append(
            DebitTold(0, home, collection_id, wanted.collect_on, mandate.mandate_id, name, turn.value, cents,
                      tuple(parts))
        )  # fmt: skip
    made = _collection(connection, wanted, now, collection_id, debits, told)
    return CollectionPlan(made, debits, check_collection(made, cbi=wanted.form == "cbi"), left)


def _newest_mandates(connection: Connection, scheme: Scheme, held: Iterable[int] | None) -> dict[int, Mandate]:
    """The live mandate of each household: of several the newest."""
    allowed = None if held is None else set(held)
    found: dict[int, Mandate] = {}
    for one in read_mandates(connection, live=True):
        if one.scheme == scheme.value and one.iban and (allowed is None or one.household_id in allowed):
            found[one.household_id] = one
    return found


def _by_debit(one: DueStanding, choices: Sequence[PaymentChoice]) -> bool:
    """Whether a due is paid by debit: with a mandate it is, unless the household chose another way for the plan."""
    theirs = [told for told in choices if told.plan_code == one.due.plan_code and told.year <= one.due.year]
    newest = max(theirs, key=lambda told: told.year, default=None)
    return newest is None or newest.channel in ("", Channel.DIRECT_DEBIT)


def _collection(
    connection: Connection, wanted: Wanted, created_at: datetime, collection_id: int, debits: Sequence[DebitTold],
    told_before: Iterable[DebitTold],
) -> Collection:  # fmt: skip
    """The collection as it is written: with holders, accounts and texts, which may be erased."""
    who, notice_days = creditor(connection)
    mandates = {one.mandate_id: one for one in read_mandates(connection)}
    used: dict[int, date] = {}
    for before in told_before:
        if before.event != REFUSED and before.collection_id < collection_id:
            used[before.mandate_id] = max(before.collect_on, used.get(before.mandate_id, before.collect_on))
    references = _references(connection, debits)
    names = _names(connection, [mandates[one.mandate_id].person_id for one in debits])
    written = []
    for one in debits:
        mandate = mandates[one.mandate_id]
        holder = mandate.holder or names.get(mandate.person_id, "")
        written.append(
            Debit(one.end_to_end, mandate.reference, mandate.signed_on, Turn(one.turn), one.amount_cents, holder,
                  mandate.iban, references[one.end_to_end], used.get(one.mandate_id))
        )  # fmt: skip
    return Collection(
        collection_name(collection_id), created_at, wanted.collect_on, wanted.notified_on, who, tuple(written),
        wanted.scheme, notice_days,
    )  # fmt: skip


def _references(connection: Connection, debits: Sequence[DebitTold]) -> dict[str, str]:
    """The text of each debit: the references of what it pays, numbers alone."""
    ids = [part.due_id for one in debits for part in one.parts if part.due_id is not None]
    by_due = {one.due.due_id: one.due for one in dues_numbered(connection, ids)}
    found = {}
    for one in debits:
        dues = [by_due[part.due_id] for part in one.parts if part.due_id is not None]
        numbers = dict.fromkeys(due.reference for due in dues)
        years = sorted({due.year for due in dues})
        found[one.end_to_end] = f"Contributi {' '.join(map(str, years))} {' '.join(numbers)}"
    return found


def _names(connection: Connection, person_ids: Sequence[int]) -> dict[int, str]:
    query = select(identity.c.person_id, identity.c.surname, identity.c.given_name).where(among(identity.c.person_id))
    rows = connection.execute(query, {"ids": sorted(set(person_ids))})
    return {id_: f"{surname} {given_name}".strip() for id_, surname, given_name in rows}


# ---------------------------------------------------------------- recording it


class _Wrong(Exception):  # it takes the work back: nothing of a collection with mistakes is recorded
    def __init__(self, mistakes: list[BankMistake]) -> None:
        super().__init__("a collection with mistakes")
        self.mistakes = mistakes


class _Changed(Exception):  # it takes the work back: the collection is another one than was shown
    pass


def collect_as_shown(at: Desktop, wanted: Wanted, seen: str) -> Collected | Refusal | list[BankMistake]:
    """The same as `collect`, where it is the very plan that was shown (`seen`, its stamp); else it is refused."""
    try:
        return collect(at, wanted, seen)
    except _Changed:
        return Refusal("collection_outdated")


def collect(at: Desktop, wanted: Wanted, seen: str = "") -> Collected | list[BankMistake]:
    """Records what is asked of the bank now and gives the file; all that is wrong instead, and nothing is recorded.

    What is asked is looked at again under the locks: a due that was paid a moment ago is not asked for.
    """

    def work(unit: UnitOfWork) -> Collected:
        homes = set(_newest_mandates(unit.connection, wanted.scheme, None))
        unit.lock(homes)
        lock_bank(unit)
        collection_id = next_numbers(unit, "debit_collection")
        plan = _planned(unit.connection, wanted, unit.now, collection_id, homes)
        if seen and seen != plan.stamp:
            raise _Changed
        if plan.mistakes or wanted.notified_on is None:
            raise _Wrong(plan.mistakes)
        first = next_numbers(unit, "debit", len(plan.debits))
        debits = [replace(one, debit_id=first + at) for at, one in enumerate(plan.debits)]
        content = _file(plan.collection, wanted.form)
        told = CollectionTold(
            collection_id, wanted.form, wanted.scheme.value, wanted.collect_on, wanted.notified_on, len(debits),
            plan.collection.total_cents, hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
        tell_collection(unit, told)
        unit.flush()
        for one in debits:
            tell_debit(unit, one)
        return Collected(told, content)

    try:
        return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
    except _Wrong as wrong:
        return wrong.mistakes


def _file(collection: Collection, form: str) -> bytes:
    return write_cbi(collection) if form == "cbi" else write_iso(collection)


def file_again(connection: Connection, collection_id: int) -> bytes | Refusal:
    """The file of a collection once more, to the byte; refused where an account or the society's data changed since."""
    told = next((one for one in collections_told(connection) if one.collection_id == collection_id), None)
    if told is None:
        return Refusal("collection_unknown", str(collection_id))
    recorded = select(entry.c.recorded_at).join(
        debit_collection,
        (debit_collection.c.chain_id == entry.c.chain_id) & (debit_collection.c.position == entry.c.position),
    )
    created_at = connection.scalar(recorded.where(debit_collection.c.collection_id == collection_id))
    every = read_debits(connection)
    own = [one for one in every if one.collection_id == collection_id]
    wanted = Wanted(told.collect_on, told.collect_on, told.notified_on, told.form, Scheme(told.scheme))
    if created_at is None:
        return Refusal("collection_unknown", str(collection_id))
    made = _collection(connection, wanted, created_at, collection_id, own, every)
    if check_collection(made, cbi=told.form == "cbi"):
        return Refusal("collection_changed", str(collection_id))
    content = _file(made, told.form)
    same = hashlib.sha256(content).hexdigest() == told.file_sha256
    return content if same else Refusal("collection_changed", str(collection_id))
