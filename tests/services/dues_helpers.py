"""Charges and dues for the tests of services, in one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dues_plan import CODE, VERSION, dues_plan
from mutua.domain.dues import Channel, Charge, Due, DueStanding, Receipt, Regime
from mutua.services.charge_writing import HouseholdCharges, write_charges
from mutua.services.claim_life import Desktop
from mutua.services.receive_money import Received, open_dues
from mutua.services.register import system_actor
from mutua.store.database import Archive
from mutua.store.dues import Known, read_contributions
from mutua.store.ledger import trial_balance
from mutua.store.unit_of_work import Entry, unit_of_work
from services.societies import RememberedBook, Society

YEAR = 2026
FIRST = date(YEAR, 1, 31)
SECOND = date(YEAR, 6, 30)


def at(society: Society, today: date = date(2027, 6, 1)) -> Desktop:
    now = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    return Desktop(society.archive, society.plans, society.actor_id, now, society.ids)


def charged(
    society: Society, name: str, *parts: tuple[date, int], firm_id: int | None = None, sequence: int = 1,
    statement_id: int | None = None, reference: str = "",
) -> list[Due]:  # fmt: skip
    """A person charged for 2026, with dues on the days given."""
    person, home = society.people[name], society.households[society.people[name]]
    regime = Regime.MEMBER if firm_id is None else Regime.EMPLOYER
    charge = Charge(
        person, society.plan_code, YEAR, "base", "Quota annua", sum(cents for _, cents in parts), firm_id,
        date(YEAR, 1, 1), date(YEAR, 12, 31), "2026-01-01", "ab" * 32, "art. 8",
    )  # fmt: skip
    dues = [
        Due(person, society.plan_code, YEAR, sequence + number, day, cents, firm_id=firm_id, regime=regime,
            statement_id=statement_id, reference=reference)
        for number, (day, cents) in enumerate(parts)
    ]  # fmt: skip
    told = HouseholdCharges(home, (charge,), tuple(dues))
    (made,) = unit_of_work(
        society.archive, [home], lambda unit: write_charges(unit, [told], booked_on=date(YEAR, 1, 1)),
        actor_id=society.actor_id, now=society.now,
    )  # fmt: skip
    return list(made.dues)


def transfer(society: Society, name: str, cents: int, on: date = FIRST, reference: str = "CRO") -> Receipt:
    return Receipt(Channel.TRANSFER, on, cents, society.people[name], reference=reference)


def received(found: object) -> Received:
    assert isinstance(found, Received), found
    return found


def open_of(society: Society, name: str) -> list[DueStanding]:
    with society.archive.reader.begin() as connection:
        return open_dues(connection, household_id=society.households[society.people[name]])


def paid_days(society: Society, name: str) -> dict[date, Known]:
    """What the gate of arrears reads of the person's household: by day, the cents and when they were paid."""
    home = society.households[society.people[name]]
    with society.archive.reader.begin() as connection:
        return {day: known for (_, _, day), known in read_contributions(connection, [home]).items()}


def books(society: Society) -> dict[str, int]:
    """What stands on the accounts of the book of contributions, noughts left out."""
    with society.archive.reader.begin() as connection:
        totals = trial_balance(connection)
    return {account: cents for (book, account), cents in totals.items() if book == "contributions" and cents}


def parts(found: Received) -> list[tuple[int | None, int]]:
    return [(one.due_id, one.amount_cents) for one in found.allocations]


def ids(dues: Sequence[Due]) -> list[int]:
    return [one.due_id for one in dues]


def charging_society(archive: Archive, folder: Path, *, version: str = VERSION) -> Society:
    """The plan with every kind of contribution, nobody in it yet; it is December 2026."""
    dues_plan(folder / "rulesets", version=version)
    made = Society(archive, RememberedBook(folder / "rulesets"), CODE, now=datetime(2026, 12, 1, 9, tzinfo=UTC))
    with archive.writer.begin() as connection:
        made.actor_id = system_actor(connection, "prova", made.ids)
    return made


def on_chain(society: Society, household_id: int, kind: str, tell: Callable[[Entry], None]) -> None:
    """Something told on the chain of a household."""
    unit_of_work(
        society.archive, [household_id], lambda unit: tell(unit.entry(household_id, kind)),
        actor_id=society.actor_id, now=society.now,
    )  # fmt: skip
