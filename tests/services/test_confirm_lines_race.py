"""Two clerks confirm one movement at once, a clerk's machine is switched off: every movement counts exactly once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from archives import Ready
from bank.statements import Move
from mutua.bank.match_values import PayerKey, PayerKind
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.services import bank_work
from mutua.services.bank_work import Confirmed
from mutua.services.confirm_lines import Part, confirm, confirm_all_certain, split
from mutua.services.decide_claim import Refusal
from mutua.services.digest import digest
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.tables import allocation, bank_line, receipt
from mutua.store.unit_of_work import UnitOfWork
from services.bank_helpers import moves, states
from services.dues_helpers import FIRST, at, charged, open_of
from services.societies import Society, small_society

ROUNDS = 4


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    return made


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause between what is read and what is written, so that the other one reads meanwhile if it can."""
    pause = threading.Event()
    monkeypatch.setattr(UnitOfWork, "between_read_and_write", lambda unit: pause.wait(0.05))


def at_once(society: Society, line_id: int, *, on_account: bool) -> list[object]:
    barrier = threading.Barrier(2, timeout=20)
    home = PayerKey(PayerKind.HOUSEHOLD, society.households[society.people["Anna"]])

    def one(_: int) -> object:
        barrier.wait()
        try:
            if on_account:
                return split(at(society), line_id, [Part(5000, on_account_of=home)])
            return confirm(at(society), line_id)
        except DBAPIError as error:
            return error

    with ThreadPoolExecutor(2) as both:
        return list(both.map(one, range(2)))


def wrong_round(society: Society, number: int, *, on_account: bool) -> list[str]:
    """What went wrong where two confirmed one movement: both did, or neither."""
    text = ""
    if not on_account:
        (due,) = charged(society, "Anna", (FIRST, 5000), sequence=number)
        text = written_reference(due.reference)
    (line_id,) = moves(society, Move(5000, text=text, reference=f"{on_account}{number}"))
    found = at_once(society, line_id, on_account=on_account)
    confirmed = [one for one in found if isinstance(one, Confirmed)]
    told = [one for one in found if one == Refusal("bank_line_taken", str(line_id))]
    with society.archive.reader.begin() as connection:
        count = select(func.count()).select_from(receipt).where(receipt.c.bank_line_id == line_id)
        receipts = connection.scalar(count)
    return [] if (len(confirmed), len(told), receipts) == (1, 1, 1) else [repr(found)]


@pytest.mark.parametrize("on_account", [False, True], ids=["a due", "on account"])
def test_two_clerks_who_confirm_one_movement_give_one_effect(society: Society, slow: None, on_account: bool) -> None:
    wrong = [told for number in range(1, ROUNDS + 1) for told in wrong_round(society, number, on_account=on_account)]
    assert wrong == []
    assert open_of(society, "Anna") == []


def _looks_then_takes(unit: UnitOfWork, line_id: int, state: str, into: str, motive: str = "") -> bool:
    """The planted fault: whether it waits is looked at, and then it is taken whatever it has become."""
    there = unit.connection.scalar(select(bank_line.c.state).where(bank_line.c.id == line_id))
    threading.Event().wait(0.05)
    unit.connection.execute(update(bank_line).where(bank_line.c.id == line_id).values(state=into, motive=motive))
    return there == state


@pytest.mark.tampered
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_movement_looked_at_and_then_taken_is_confirmed_twice(
    society: Society, slow: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On SQLite whoever writes is alone from the first reading on; there is no lock to take away."""
    monkeypatch.setattr(bank_work, "take_line", _looks_then_takes)
    assert [told for number in range(1, ROUNDS + 1) for told in wrong_round(society, number, on_account=True)]


# ---------------------------------------------------------------- killed

COUNT = 24


def many(society: Society) -> list[int]:
    """Households with a due each, and for each a transfer with its reference."""
    told = []
    for number in range(COUNT):
        society.household(f"K{number}", f"Persona{number}")
        (due,) = charged(society, f"Persona{number}", (FIRST, 5000 + number))
        told.append(Move(5000 + number, text=written_reference(due.reference), reference=f"k{number}"))
    return moves(society, *told)


def killed_after(url: str, rulesets: Path, actor_id: int, lines: int, more: float) -> bool:
    """A worker killed after it acknowledged so many movements and a little more; whether it was killed at work."""
    command = [sys.executable, "-m", "services.confirm_worker", url, str(rulesets), str(actor_id)]
    there = {**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, os.environ.get("PYTHONPATH", "")])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=there, text=True) as worker:
        assert worker.stdout is not None
        said = ""
        for _ in range(lines + 1):
            said = worker.stdout.readline()
        time.sleep(more)
        worker.kill()
        said += worker.stdout.read()
    return "done" not in said


def test_confirming_all_is_taken_up_where_it_was_killed(ready: Ready, dialect: str, tmp_path: Path) -> None:
    chance = random.Random(1848)
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
        society = small_society(archive, tmp_path / "rules")
        line_ids = many(society)
        kills = 0
        for _ in range(4):
            acknowledged = chance.randrange(0, 6)
            kills += killed_after(url, tmp_path / "rules" / "rulesets", society.actor_id, acknowledged,
                                  chance.uniform(0, 0.01))  # fmt: skip
            assert verify(archive) == []
        assert kills >= 3
        confirm_all_certain(at(society))
        assert set(states(society, *line_ids)) == {"confirmed"}
        with archive.reader.begin() as connection:
            paid = select(receipt.c.bank_line_id, func.count(), func.sum(receipt.c.amount_cents))
            rows = {tuple(row) for row in connection.execute(paid.group_by(receipt.c.bank_line_id))}
            parts = connection.scalar(select(func.count()).select_from(allocation))
        assert rows == {(line_id, 1, 5000 + number) for number, line_id in enumerate(line_ids)}
        assert parts == COUNT
        ended = digest(archive)
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
        society = small_society(archive, tmp_path / "rules2")
        many(society)
        confirm_all_certain(at(society))
        assert digest(archive) == ended
