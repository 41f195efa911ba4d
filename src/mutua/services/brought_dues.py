"""Contributions that a list told unpaid, made dues like any other: money comes in for them, notices ask for them.

Such a due has no charge behind it: what it was charged for stands in the list. The books had it already; it moves to
what households owe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from sqlalchemy import select

from mutua.domain.dues import Allocation, Channel, Due, DueKind, DueStanding, Receipt
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.charge_writing import numbers_for, payer_account, references_of
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.receive_money import receive_within
from mutua.store.dues import ContributionKey, Known, read_contributions, read_dues, tell_due
from mutua.store.ledger import book_entry
from mutua.store.owed import keep_owed
from mutua.store.people import Place, read_people
from mutua.store.tables import household
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

AT_ONCE = 500  # households
_HEAD = "titolare"


def take_over(at: Desktop) -> int:
    """Makes dues of every unpaid contribution that came by a list and is none yet; gives how many. Done again: none."""
    with at.archive.reader.begin() as connection:
        every = sorted(connection.scalars(select(household.c.id)))
        known = read_contributions(connection, every)
        dues = read_dues(connection, every)
    homes = sorted({key[0] for key in _unpaid(known, dues)})
    done = 0
    for first in range(0, len(homes), AT_ONCE):
        some = homes[first : first + AT_ONCE]
        done += unit_of_work(
            at.archive, some, partial(make_payable, household_ids=some), actor_id=at.actor_id, now=at.now
        )  # fmt: skip
    return done


def make_payable(unit: UnitOfWork, household_ids: Iterable[int]) -> int:
    """Makes dues of the unpaid contributions of locked households that no due stands behind; gives how many.

    The due is of the member of the household on its day (else of who was so last, else of anybody there); a household
    in which nobody ever was keeps its contribution as it is.
    """
    unit.flush()
    homes = sorted(set(household_ids))
    dues = read_dues(unit.connection, homes)
    todo = _unpaid(read_contributions(unit.connection, homes), dues)
    if not todo:
        return 0
    places = read_people(unit.connection, sorted({key[0] for key in todo})).by_household
    made: dict[int, list[Due]] = {}
    for (home, plan_code, due_on), one in sorted(todo.items()):
        person_id = _who_owes(places.get(home, ()), due_on)
        if person_id is not None:
            told = [*(one.due for one in dues.get(home, ())), *made.get(home, ())]
            same = [due.sequence for due in told if (due.person_id, due.plan_code) == (person_id, plan_code)]
            sequence = max(same, default=0) + 1
            made.setdefault(home, []).append(
                Due(person_id, plan_code, due_on.year, sequence, due_on, one.amount_cents, kind=DueKind.BROUGHT)
            )
    first = numbers_for(unit, "due", sum(map(len, made.values())))
    for home, some in made.items():
        _tell(unit, home, some, first, dues.get(home, ()))
        first += len(some)
        unit.when_done(keep_owed, home)
    return sum(map(len, made.values()))


def _unpaid(
    known: Mapping[ContributionKey, Known], dues: Mapping[int, Sequence[DueStanding]]
) -> dict[ContributionKey, Known]:
    """The contributions that ask for money and have no due behind them."""
    behind = {(home, one.due.plan_code, one.due.due_on) for home, some in dues.items() for one in some}
    return {
        key: one for key, one in known.items() if one.paid_on is None and one.amount_cents > 0 and key not in behind
    }


def _who_owes(places: Sequence[Place], day: date) -> int | None:
    def nearness(one: Place) -> tuple[bool, bool, date]:
        return (one.kinship == _HEAD and one.holds_on(day), one.kinship == _HEAD, one.effective_from)

    return max(places, key=nearness).person_id if places else None


def _tell(unit: UnitOfWork, home: int, dues: Sequence[Due], first: int, told: Sequence[DueStanding]) -> None:
    entry = unit.entry(home, "take_over")
    references = references_of(dues, first, told)
    for number, (one, reference) in enumerate(zip(dues, references, strict=True)):
        tell_due(entry, number + 1, one, first + number, reference)
    cents = sum(one.amount_cents for one in dues)
    legs = {payer_account("receivable", None): cents, "receivable": -cents}
    book_entry(entry, 1, "contributions", day_in_rome(unit.now).isoformat(), "take_over", legs)


def paid_by_list(unit: UnitOfWork, home: int, key: ContributionKey, paid_on: date) -> bool:
    """A list tells paid what it had told unpaid: money of which nobody knows the way pays the due, all of it.

    False where no such due is wholly open in the locked household: then there is none to pay.
    """
    unit.flush()
    found = [one for one in read_dues(unit.connection, [home]).get(home, ()) if is_brought(one, key)]
    if len(found) != 1 or found[0].paid_cents:
        return False
    one = found[0].due
    told = Receipt(Channel.LIST, paid_on, one.amount_cents, one.person_id)
    done = receive_within(unit, told, [Allocation(one.due_id, one.amount_cents)], household_id=home)
    return not isinstance(done, Refusal)


def is_brought(one: DueStanding, key: ContributionKey) -> bool:
    """Whether the due is the one that a list told for this household, plan and day."""
    due = one.due
    return due.kind is DueKind.BROUGHT and (one.household_id, due.plan_code, due.due_on) == key
