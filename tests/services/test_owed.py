"""Who owes and who is late follows dues and money: whatever was done, the lists say what history says."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from mutua.domain.dues import Channel, Receipt
from mutua.domain.records import ContributionTold
from mutua.services.brought_dues import make_payable
from mutua.services.late_payers import late_on
from mutua.services.receive_money import give_back, offset_within, receive, use_on_account
from mutua.services.register import register_contribution, register_contribution_paid
from mutua.services.verify_dues import check_owed
from mutua.store.database import Archive
from mutua.store.dues import read_contributions, read_dues
from mutua.store.owed import Owing, differing
from mutua.store.tables import firm, household_late, household_year, receipt
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.dues_helpers import FIRST, SECOND, at, charged, transfer
from services.societies import Society, small_society

NAMES = ("Anna", "Bruno", "Carla")
FIRM = 7


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    with archive.writer.begin() as connection:
        connection.execute(insert(firm).values(id=FIRM, public_id="f" * 26, name="Ditta"))
    return made


def rows(society: Society, name: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    home = society.households[society.people[name]]
    year, late = household_year.c, household_late.c
    with society.archive.reader.begin() as connection:
        of_year = select(year.owed_cents, year.paid_cents, year.open_cents, year.first_on, year.last_on)
        of_late = select(late.since_on, late.until_on, late.open_cents)
        return (
            [tuple(row) for row in connection.execute(of_year.where(year.household_id == home).order_by(year.year))],
            [tuple(row) for row in connection.execute(
                of_late.where(late.household_id == home).order_by(late.since_on)
            )],
        )  # fmt: skip


def test_one_row_of_a_household_tells_how_much_is_late_on_any_day(society: Society) -> None:
    never = date(9999, 12, 31)
    charged(society, "Anna", (FIRST, 12000), (SECOND, 5000))
    assert rows(society, "Anna") == (
        [(17000, 0, 17000, FIRST, SECOND)], [(FIRST, SECOND, 12000), (SECOND, never, 12000 + 5000)]
    )  # fmt: skip
    charged(society, "Bruno", (FIRST, 700), firm_id=FIRM)
    assert rows(society, "Anna")[0] == [(17000, 0, 17000, FIRST, SECOND)], "what the firm owes is the firm's"
    assert rows(society, "Anna")[1][0] == (FIRST, SECOND, 12700), "the cover goes by what anybody owes"
    receive(at(society), transfer(society, "Anna", 12000))
    assert rows(society, "Anna") == (
        [(17000, 12000, 5000, SECOND, SECOND)], [(FIRST, SECOND, 700), (SECOND, never, 5700)]
    )  # fmt: skip
    with society.archive.reader.begin() as connection:
        [first] = late_on(connection, society.plans, SECOND, [society.households[society.people["Anna"]]])
    assert first.open_cents == 700


def _charge(society: Society, chance: random.Random) -> None:
    day = FIRST + timedelta(days=chance.choice([0, 0, 30, 150]))
    firm_id = chance.choice([None, None, FIRM])
    charged(society, chance.choice(NAMES), (day, chance.choice([5000, 12000, -3000])), firm_id=firm_id,
            sequence=chance.randrange(1, 10_000))  # fmt: skip


def _pay(society: Society, chance: random.Random) -> None:
    name, cents = chance.choice(NAMES), chance.choice([1000, 5000, 20000])
    on = FIRST + timedelta(days=chance.randrange(90))
    if chance.random() < 0.3:
        receive(at(society), Receipt(Channel.TRANSFER, on, cents, payer_firm_id=FIRM, reference="CRO"))
    else:
        receive(at(society), transfer(society, name, cents, on))


def _give_back(society: Society, chance: random.Random) -> None:
    with society.archive.reader.begin() as connection:
        every = list(connection.scalars(select(receipt.c.receipt_id).order_by(receipt.c.receipt_id)))
    if every:
        give_back(at(society), chance.choice(every), on=date(2026, 8, chance.randrange(1, 28)))


def _offset(society: Society, chance: random.Random) -> None:
    home = society.households[society.people[chance.choice(NAMES)]]
    if chance.random() < 0.5:
        use_on_account(at(society), household_id=home)
    else:
        unit_of_work(society.archive, [], lambda unit: offset_within(unit, FIRM), actor_id=society.actor_id,
                     now=at(society).now)  # fmt: skip


def _list(society: Society, chance: random.Random) -> None:
    """A list tells contributions unpaid or paid; those unpaid become dues, or do not yet."""
    home = society.households[society.people[chance.choice(NAMES)]]
    day = date(2025, chance.randrange(1, 4), chance.randrange(1, 3))
    with society.archive.reader.begin() as connection:
        known = read_contributions(connection, [home]).get((home, society.plan_code, day))
        has_due = any(one.due.due_on == day for one in read_dues(connection, [home]).get(home, ()))
    if has_due:
        return

    def work(unit: UnitOfWork) -> None:
        if known is None:
            told = ContributionTold("N", society.plan_code, day, chance.choice([0, 900]))
            register_contribution(unit, home, told)
        elif known.paid_on is None and chance.random() < 0.5:
            told = ContributionTold("N", society.plan_code, day, known.amount_cents)
            register_contribution_paid(unit, home, told, day + timedelta(days=9))
        else:
            make_payable(unit, [home])

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=society.now)


def late_by_list(society: Society, day: date) -> dict[int, int]:
    one = household_late.c
    with society.archive.reader.begin() as connection:
        query = select(one.household_id, one.open_cents).where((one.since_on < day) & (one.until_on >= day))
        return {row.household_id: row.open_cents for row in connection.execute(query)}


def late_by_history(society: Society, day: date) -> dict[int, int]:
    found: dict[int, int] = {}
    with society.archive.reader.begin() as connection:
        for one in late_on(connection, society.plans, day, society.households.values()):
            if one.paid_on is None:
                found[one.household_id] = found.get(one.household_id, 0) + one.open_cents
    return found


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_told_the_lists_say_what_history_says(society: Society, seed: int) -> None:
    chance, some = random.Random(seed), 0
    for _ in range(40):
        chance.choice([_charge, _charge, _pay, _pay, _give_back, _offset, _list, _list])(society, chance)
        with society.archive.reader.begin() as connection:
            assert differing(connection) == []
        day = FIRST + timedelta(days=chance.choice([-200, 0, 1, 31, 100, 400]))
        assert late_by_list(society, day) == late_by_history(society, day)
        some += len(late_by_list(society, day))
    assert some, "somebody was late"


@pytest.mark.tampered
def test_verify_finds_a_household_of_which_a_list_says_something_else(society: Society) -> None:
    charged(society, "Anna", (FIRST, 12000))
    charged(society, "Carla", (FIRST, 12000))
    home = society.households[society.people["Carla"]]
    with society.archive.writer.begin() as connection:
        assert list(check_owed(connection)) == []
        for table in (household_year, household_late):
            mine = update(table).where(table.c.household_id == home)
            connection.execute(mine.values(open_cents=table.c.open_cents + 1))
            assert [(one.code, one.place) for one in check_owed(connection)] == [("household_owed_differs", str(home))]
            connection.execute(mine.values(open_cents=table.c.open_cents - 1))


def test_a_list_that_nobody_keeps_is_found_by_the_test_above(society: Society, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Owing, "write", lambda self, unit: None)
    charged(society, "Anna", (FIRST, 12000))
    with society.archive.reader.begin() as connection:
        assert differing(connection) == [society.households[society.people["Anna"]]]
    monkeypatch.undo()
    receive(at(society), transfer(society, "Anna", 2000))
