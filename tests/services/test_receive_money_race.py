"""Two receipts for the same due at the same moment: it is paid once, the other stays on account or is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from mutua.domain.dues import Allocation, DueStanding
from mutua.services import receive_money
from mutua.services.decide_claim import Refusal
from mutua.services.receive_money import Received, receive
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import chain
from mutua.store.unit_of_work import UnitOfWork
from services.dues_helpers import FIRST, at, charged, open_of, transfer
from services.societies import Society, small_society

ROUNDS = 5


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    return made


def at_once(society: Society, wanted: Sequence[Allocation] | None) -> list[object]:
    """Two people at two desks record a transfer of 12,000 in the same moment."""
    barrier = threading.Barrier(2, timeout=20)

    def one(name: str) -> object:
        barrier.wait()
        try:
            return receive(at(society), transfer(society, name, 12000), wanted)
        except DBAPIError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        return list(both.map(one, ["Anna", "Bruno"]))


def double(society: Society, sequence: int, *, chosen: bool) -> list[str]:
    """What went wrong in one round: both transfers paid the one due, or one of them was lost."""
    (due,) = charged(society, "Anna", (FIRST, 12000), sequence=sequence)
    found = at_once(society, [Allocation(due.due_id, 12000)] if chosen else None)
    paid = [one for one in found if isinstance(one, Received) and one.on_account_cents == 0]
    kept = [one for one in found if isinstance(one, Received) and one.on_account_cents == 12000]
    refused = [one for one in found if one == Refusal("due_not_open", str(due.due_id))]
    right = len(paid) == 1 and len(refused if chosen else kept) == 1
    return [] if right else [repr(found)]


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause between what is read and what is written, so that the other one reads meanwhile if it can."""
    pause = threading.Event()
    monkeypatch.setattr(UnitOfWork, "between_read_and_write", lambda unit: pause.wait(0.05))


@pytest.mark.parametrize("chosen", [False, True], ids=["oldest first", "chosen by a person"])
def test_two_receipts_at_once_pay_a_due_once(society: Society, slow: None, chosen: bool) -> None:
    wrong = [told for at in range(ROUNDS) for told in double(society, at + 1, chosen=chosen)]
    assert wrong == []
    assert open_of(society, "Anna") == []


@pytest.mark.tampered
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize("fault", ["no lock", "the look before the lock is trusted"])
def test_without_the_lock_or_the_second_look_the_race_is_lost(
    society: Society, slow: None, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite whoever writes is alone from the first reading on; there is no lock to take away."""
    if fault == "no lock":
        monkeypatch.setattr(UnitOfWork, "lock", _reads_ends_only)
    else:
        monkeypatch.setattr(receive_money, "_dues", _first_look_again(receive_money._dues))
    wrong = [told for at in range(ROUNDS) for told in double(society, at + 1, chosen=False)]
    assert wrong or verify(society.archive)


def _reads_ends_only(unit: UnitOfWork, chain_ids: Sequence[int]) -> None:
    for id_, position, head in unit.connection.execute(
        select(chain.c.id, chain.c.position, chain.c.head).where(chain.c.id.in_(list(chain_ids)))
    ):
        unit._ends.setdefault(id_, (position, bytes(head)))


def _first_look_again(look: Callable[..., list[DueStanding]]) -> Callable[..., list[DueStanding]]:
    seen: dict[int, list[DueStanding]] = {}

    def again(connection: object, *args: object) -> list[DueStanding]:
        key = id(connection)
        if key in seen:
            return seen.pop(key)
        found = look(connection, *args)
        seen[key] = found
        return found

    return again
