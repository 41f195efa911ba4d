"""Members late with their contributions: the statute says after how long, a person decides, money undoes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from mutua.domain.dues import Allocation, Channel, Receipt
from mutua.domain.member_life import State
from mutua.rules.model.terms import Duration
from mutua.rules.model.vocabulary import DurationUnit
from mutua.services.household_account import account_of
from mutua.services.member_life import suspend
from mutua.services.members_late import Looked, MembersLate, members_late, reinstate_paid, suspend_late
from mutua.services.receive_money import give_back, receive
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import firm
from services.dues_helpers import FIRST, charged, received, transfer
from services.dues_helpers import at as clerk
from services.member_helpers import LAW, board, desk, member, refused, state, told
from services.societies import Society, small_society

SIXTY = Duration(60, DurationUnit.DAYS)
LAST = date(2026, 4, 1)  # 31 January and sixty days
NEXT = date(2026, 4, 2)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    """Anna (with Bruno, who is no member), Carla and Dora are members; each is charged 90 euro, to be paid by FIRST."""
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    for code, name in (("N2", "Carla"), ("N3", "Dora")):
        made.household(code, name)
    for name in ("Anna", "Carla", "Dora"):
        member(made, name)
    for name in ("Bruno", "Carla", "Dora"):
        charged(made, name, (FIRST, 9000))
    return made


def look(society: Society, on: date, delay: Duration | None = SIXTY) -> MembersLate:
    with society.archive.reader.begin() as connection:
        return members_late(connection, LAW, Looked(on, delay))


def names(society: Society, found: tuple[object, ...]) -> list[str]:
    by_id = {id_: name for name, id_ in society.people.items()}
    return sorted(by_id[one.person_id] for one in found)  # type: ignore[attr-defined]  # members late


def test_late_then_suspended_then_back_when_the_money_is_there(society: Society) -> None:
    assert names(society, look(society, LAST).to_suspend) == []
    found = look(society, NEXT)
    assert names(society, found.to_suspend) == ["Anna", "Carla", "Dora"]  # what Bruno owes, the member of his household
    assert {(one.open_cents, one.since) for one in found.to_suspend} == {(9000, FIRST)}
    assert names(society, look(society, date(2027, 1, 1), None).to_suspend) == []  # nobody says after how long

    received(receive(clerk(society), transfer(society, "Dora", 9000)))  # between the look and the deed
    what = Looked(NEXT, SIXTY)
    done = suspend_late(desk(society), found.to_suspend, what, by=board("4/2026", NEXT))
    assert [refused(one) for _, one in done if not hasattr(one, "event")] == ["late_no_more"]
    assert [state(society, name, NEXT) for name in ("Anna", "Carla", "Dora")] == [
        State.SUSPENDED, State.SUSPENDED, State.MEMBER
    ]  # fmt: skip
    assert look(society, NEXT) == MembersLate((), (), (), still=2)

    told(suspend(desk(society), society.people["Dora"], on=NEXT, reason="disciplinary"))
    paid = received(receive(clerk(society), transfer(society, "Carla", 9000, date(2026, 5, 10))))
    found = look(society, date(2026, 5, 10))
    assert (names(society, found.to_reinstate), found.still) == (["Carla"], 1)  # Dora's suspension is another matter
    reinstate_paid(desk(society), found.to_reinstate, Looked(date(2026, 5, 10), SIXTY))
    assert (state(society, "Carla", date(2026, 5, 9)), state(society, "Carla", date(2026, 5, 10))) == (
        State.SUSPENDED, State.MEMBER
    )  # fmt: skip

    received(give_back(clerk(society), paid.receipt.receipt_id, on=date(2026, 5, 20)))  # late as before
    assert names(society, look(society, date(2026, 5, 20)).to_suspend) == ["Carla"]
    assert verify(society.archive) == []


def test_money_on_account_is_used_before_anybody_is_suspended(society: Society) -> None:
    for name in ("Anna", "Carla"):
        received(receive(clerk(society), transfer(society, name, 9000)))
    ahead = Receipt(Channel.CASH, FIRST, 9000, society.people["Dora"])
    received(receive(clerk(society), ahead, (Allocation(None, 9000),)))
    found = look(society, NEXT)
    assert (names(society, found.to_suspend), names(society, found.on_account)) == ([], ["Dora"])


def test_what_a_firm_owes_suspends_no_member(society: Society) -> None:
    with society.archive.writer.begin() as connection:
        connection.execute(insert(firm).values(id=5, public_id="f", name="Ditta", vat_number="01234567890"))
    charged(society, "Anna", (date(2026, 2, 28), 5000), firm_id=5, sequence=9)
    with society.archive.reader.begin() as connection:
        shown = account_of(connection, None, society.households[society.people["Anna"]], NEXT).charges
    assert {one.item for one in shown} == {"Quota annua"}
    assert shown[0]._replace(charge=shown[0].charge._replace(title="", item="")).item == "tutto il piano"
    received(receive(clerk(society), transfer(society, "Anna", 9000)))
    assert names(society, look(society, date(2027, 1, 1)).to_suspend) == ["Carla", "Dora"]


def test_the_day_is_not_still_to_come(society: Society) -> None:
    found = look(society, date(2027, 6, 2))
    assert {refused(one) for _, one in suspend_late(desk(society), found.to_suspend, Looked(date(2027, 6, 2), SIXTY))} \
        == {"life_in_future"}
