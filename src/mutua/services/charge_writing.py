"""Writing down what is owed: charges and dues of locked households, what the gate of arrears reads, the books.

One door for whoever charges: the society's yearly run, an adjustment, a firm's statement.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlalchemy import Connection

from mutua.domain.case import Arrears
from mutua.domain.dues import Charge, Due, DueKind, DueStanding
from mutua.domain.identifiers.creditor_reference import ReferenceKind, make_reference
from mutua.store.claims import next_numbers
from mutua.store.dues import (
    ContributionKey,
    Known,
    read_contributions,
    read_dues,
    receipts_on_dues,
    received_days,
    tell_charge,
    tell_due,
)
from mutua.store.forms import Form
from mutua.store.ledger import book_entry
from mutua.store.owed import OwedRows, Owing
from mutua.store.people import tell_contribution
from mutua.store.tables import charge, due
from mutua.store.unit_of_work import Entry, UnitOfWork

Group = tuple[int, str, date]  # household, plan, due on: one contribution for the gate of arrears


@dataclass(frozen=True, slots=True)
class HouseholdCharges:
    """What is to be charged to the people of one household, and the dues by which it is paid."""

    household_id: int
    charges: tuple[Charge, ...]
    dues: tuple[Due, ...]


def write_charges(
    unit: UnitOfWork, todo: Sequence[HouseholdCharges], *, booked_on: date, told_back: bool = True
) -> tuple[HouseholdCharges, ...]:
    """Records charges and dues of locked households, one entry for each, and gives them with their numbers.

    Not `told_back`: gives nothing, for who writes thousands. Of households that are charged alike the first is put into
    words, the others fill its form in: the rows and seals are those that each would have alone.

    For each person, plan, year and payer the dues without their surcharges must sum to the charges, and no due may be
    of a plan and a day that a list of contributions told already (`told_by_list`), or it is a mistake of the program
    (ValueError). A due without a reference gets that of its household, payer and day.
    """
    unit.flush()
    households = [one.household_id for one in todo]
    known = read_contributions(unit.connection, households)
    before = read_dues(unit.connection, households)
    lists = told_by_list(known, before)
    listed = {household_id for household_id, _, _ in lists}
    charge_id = numbers_for(unit, "charge", sum([len(one.charges) for one in todo]))
    due_id = numbers_for(unit, "due", sum([len(one.dues) for one in todo]))
    paid = PaidDays(unit.connection, [one for some in before.values() for one in some])
    forms: dict[Hashable, tuple[Form, OwedRows]] = {}
    owing, written = Owing(known), []
    for one in todo:
        told = before.get(one.household_id, ())
        references = references_of(one.dues, due_id, told)
        alike = None if told or one.household_id in listed else _alike(one)
        if alike is not None and alike in forms:
            form, owed = forms[alike]
            unit.filled(one.household_id, "charge", form, _blanks(one, charge_id, due_id, references))
            owing.tell_again(one.household_id, owed)
        else:
            _check(one)
            groups = {(one.household_id, part.plan_code, part.due_on) for part in one.dues}
            if not lists.isdisjoint(groups):
                raise ValueError(f"told by a list of contributions already: {sorted(groups & lists)}")
            entry = unit.entry(one.household_id, "charge")
            _tell(entry, one, charge_id, due_id, references)
            standing = [*told, *(DueStanding(one.household_id, part) for part in one.dues)]
            changed = _as_they_stand(groups, told, standing, known, paid)
            _tell_contributions(entry, changed)
            owed = owing.tell(one.household_id, standing, {part.year for part in one.dues}, changed)
            _book(entry, booked_on, one.charges, one.dues)
            if alike is not None:
                forms[alike] = entry.form(_BLANKS), owed
        if told_back:
            written.append(_with_numbers(one, charge_id, due_id, references))
        charge_id, due_id = charge_id + len(one.charges), due_id + len(one.dues)
    owing.write(unit)
    return tuple(written)


def _alike(one: HouseholdCharges) -> Hashable:
    """The same for households of which nothing was told before that are charged the same, whoever their people are."""
    people: dict[int, int] = {}
    persons = [made.person_id for made in one.charges] + [part.person_id for part in one.dues]
    whose = [people.setdefault(person_id, len(people)) for person_id in persons]
    return tuple(whose), tuple([made[1:] for made in one.charges]), tuple([part[1:] for part in one.dues])


def _tell(entry: Entry, one: HouseholdCharges, charge_id: int, due_id: int, references: Sequence[str]) -> None:
    for number, made in enumerate(one.charges):
        tell_charge(entry, number + 1, made, charge_id + number)
    for number, part in enumerate(one.dues):
        tell_due(entry, number + 1, part, due_id + number, references[number])


# The columns of which `_alike` does not speak, in the rows of `_tell`: numbers, people, references.
_BLANKS = {charge: (1, 2), due: (1, 2, 12)}


def _blanks(one: HouseholdCharges, charge_id: int, due_id: int, references: Sequence[str]) -> list[int | str]:
    """What stands in them, row by row."""
    values: list[int | str] = []
    for number, made in enumerate(one.charges, charge_id):
        values += (number, made.person_id)
    for number, part, reference in zip(count(due_id), one.dues, references, strict=False):
        values += (number, part.person_id, reference)
    return values


def told_by_list(known: Iterable[ContributionKey], dues: Mapping[int, Iterable[DueStanding]]) -> set[Group]:
    """The contributions that came in by a list, not by a charge: by household, plan and day."""
    behind = {
        (home, one.due.plan_code, one.due.due_on)
        for home, theirs in dues.items() for one in theirs if one.due.kind is not DueKind.BROUGHT
    }  # fmt: skip
    return set(known) - behind


def numbers_for(unit: UnitOfWork, name: str, count: int) -> int:
    """The first of so many new numbers; 0 where none is wanted."""
    return next_numbers(unit, name, count) if count else 0


def _check(one: HouseholdCharges) -> None:
    owed: dict[tuple[object, ...], int] = {}
    for made in one.charges:
        key = (made.person_id, made.plan_code, made.year, made.firm_id)
        owed[key] = owed.get(key, 0) + made.amount_cents
    for part in one.dues:
        key = (part.person_id, part.plan_code, part.year, part.firm_id)
        owed[key] = owed.get(key, 0) - part.amount_cents + part.of_surcharge_cents
    wrong = {key: cents for key, cents in owed.items() if cents}
    if wrong:
        raise ValueError(f"dues and charges differ: {wrong}")


def references_of(dues: Sequence[Due], first: int, told: Iterable[DueStanding]) -> list[str]:
    """The reference of each due: its own, or the one that those of the same payer and day have or get."""
    known = {(one.due.firm_id, one.due.due_on): one.due.reference for one in told if one.due.statement_id is None}
    found = []
    for due_id, one in enumerate(dues, first):
        reference = one.reference
        if not reference:
            key = (one.firm_id, one.due_on)
            reference = known.get(key, "")
            if not reference:
                reference = known[key] = make_reference(ReferenceKind.HOUSEHOLD, due_id)
        found.append(reference)
    return found


def _with_numbers(
    one: HouseholdCharges, charge_id: int, due_id: int, references: Sequence[str]
) -> HouseholdCharges:
    charges = tuple(made._replace(charge_id=charge_id + at) for at, made in enumerate(one.charges))
    dues = tuple(
        part._replace(due_id=due_id + at, reference=references[at]) for at, part in enumerate(one.dues)
    )  # fmt: skip
    return HouseholdCharges(one.household_id, charges, dues)


def _as_they_stand(
    groups: set[Group], told: Sequence[DueStanding], standing: Sequence[DueStanding],
    known: Mapping[ContributionKey, Known], paid: PaidDays,
) -> list[tuple[Group, Known]]:  # fmt: skip
    """What the gate of arrears is to read of the days of the new dues: `standing` with those `told` before."""
    if told:
        return contributions_that_changed(groups, standing, known, paid)
    owed = dict.fromkeys(sorted(groups), 0)
    for one in standing:
        owed[one.household_id, one.due.plan_code, one.due.due_on] += one.due.amount_cents
    return [(group, Known(max(0, cents), None if cents > 0 else group[2])) for group, cents in owed.items()]


# ---------------------------------------------------------------- what the gate of arrears reads


class PaidDays:
    """By which day dues were paid: read once for all that are given."""

    def __init__(self, connection: Connection, dues: Iterable[DueStanding]) -> None:
        some = [one.due.due_id for one in dues if one.paid_cents]
        self._parts = receipts_on_dues(connection, some) if some else {}
        ids = {id_ for parts in self._parts.values() for id_ in parts}
        self._days = received_days(connection, ids) if ids else {}

    def last_day(self, due_ids: Iterable[int]) -> date | None:
        """The newest day on which money came in that still pays one of the dues; None where none does."""
        days = [
            self._days[id_] for due_id in due_ids for id_, cents in self._parts.get(due_id, {}).items() if cents > 0
        ]  # fmt: skip
        return max(days, default=None)


def contributions_that_changed(
    groups: Iterable[Group], dues: Iterable[DueStanding], known: Mapping[ContributionKey, Known], paid: PaidDays
) -> list[tuple[Group, Known]]:
    """The groups that stand otherwise than they were told: what is due by that day, and when it was paid.

    A group that is paid was paid on the day of the last money it needed; one that asks for nothing, by its own day.
    """
    by_group: dict[Group, list[DueStanding]] = {}
    for one in dues:
        by_group.setdefault((one.household_id, one.due.plan_code, one.due.due_on), []).append(one)
    found = []
    for group in sorted(groups):
        theirs = by_group[group]
        paid_on = None
        if sum(one.open_cents for one in theirs) <= 0:
            paid_on = paid.last_day(one.due.due_id for one in theirs) or group[2]
        now = Known(max(0, sum(one.due.amount_cents for one in theirs)), paid_on)
        if known.get(group) != now:
            found.append((group, now))
    return found


def _tell_contributions(entry: Entry, changed: Iterable[tuple[Group, Known]]) -> None:
    for number, ((_, plan_code, due_on), now) in enumerate(changed, 1):
        tell_contribution(entry, number, plan_code, now.amount_cents, Arrears(due_on, now.paid_on))


def keep_contributions(unit: UnitOfWork, groups: Iterable[Group]) -> None:
    """Tells how groups of locked households stand whose dues were paid, or no longer are, just now."""
    unit.flush()
    wanted = sorted(set(groups))
    homes = sorted({household_id for household_id, _, _ in wanted})
    by_home = read_dues(unit.connection, homes)
    dues = [one for some in by_home.values() for one in some]
    known = read_contributions(unit.connection, homes)
    changed: dict[int, list[tuple[Group, Known]]] = {}
    for group, now in contributions_that_changed(wanted, dues, known, PaidDays(unit.connection, dues)):
        changed.setdefault(group[0], []).append((group, now))
    owing = Owing(known)
    for home in homes:
        if home in changed:
            _tell_contributions(unit.entry(home, "contribution"), changed[home])
        owing.tell(home, by_home.get(home, ()), changed=changed.get(home, ()))
    owing.write(unit)


# ---------------------------------------------------------------- the books


def payer_account(kind: str, firm_id: int | None) -> str:
    """The account of what a household, or a firm, owes or has paid before it owed it."""
    return f"{kind}:{'household' if firm_id is None else 'firm'}"


def _book(entry: Entry, booked_on: date, charges: Iterable[Charge], dues: Iterable[Due]) -> None:
    income, household, firm, surcharge = dict[str, int](), 0, 0, 0
    for made in charges:
        income[made.plan_code] = income.get(made.plan_code, 0) - made.amount_cents
    for part in dues:
        if part.firm_id is None:
            household += part.amount_cents
        else:
            firm += part.amount_cents
        surcharge -= part.of_surcharge_cents
    legs = {f"income:{plan_code}": cents for plan_code, cents in income.items()}
    legs[payer_account("receivable", None)], legs[payer_account("receivable", 1)] = household, firm
    legs["surcharge"] = surcharge
    moved = {account: cents for account, cents in legs.items() if cents}
    if moved:
        book_entry(entry, 1, "contributions", booked_on.isoformat(), "charge", moved)
