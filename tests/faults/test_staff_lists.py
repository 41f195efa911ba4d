"""R6: one list sent twenty times at once has one effect; stopped anywhere it has none."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from archives import Ready
from faults import planted
from faults.conftest import Told
from faults.sizes import sized
from mutua.domain.staff_rows import Mode
from mutua.services.decide_claim import Refusal
from mutua.services.digest import digest
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done, ListTold, apply_list
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.unit_of_work import UnitOfWork
from services.firm_helpers import NAMES, Firms, small_firms

AT_ONCE = 20
COMMIT = 0  # in place of the number of a call


@contextmanager
def pausing(seconds: float, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "between_read_and_write", lambda self: time.sleep(seconds))
        yield


def all_at_once(url: str, firms: Firms, told: ListTold, fingerprint: str) -> list[Any]:
    """What each of twenty senders was answered, all beginning together."""
    barrier = threading.Barrier(AT_ONCE)
    answers: list[Any] = []

    def send() -> None:
        try:
            with Archive(url) as archive:
                at = firms.at()
                mine = type(at)(archive, at.plans, at.actor_id, at.now, at.ids)
                barrier.wait(timeout=60)
                answers.append(apply_list(mine, told, fingerprint=fingerprint))
        except Exception as problem:
            answers.append(problem)

    senders = [threading.Thread(target=send) for _ in range(AT_ONCE)]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    return answers


def effects(answers: list[Any]) -> tuple[int, int, int]:
    """How many did something, how many found it done, how many were told off."""
    did = [one for one in answers if isinstance(one, Done) and one.list_id is not None]
    found = [one for one in answers if isinstance(one, Done) and one.list_id is None]
    return len(did), len(found), len(answers) - len(did) - len(found)


def test_twenty_uploads_at_once_have_one_effect(
    ready: Ready, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
        firms = small_firms(archive, tmp_path)
        firms.firm("Alfa")
        rows = firms.told("Alfa", firms.rows("Alfa"))
        with pausing(0.005, monkeypatch):
            answers = all_at_once(url, firms, rows, firms.look(rows).plan.fingerprint)
        assert effects(answers) == (1, AT_ONCE - 1, 0), answers
        assert len(firms.roster("Alfa")) == len(NAMES)
        assert verify(archive) == []
    told("R6 staff lists", dialect, f"{AT_ONCE} uploads of one list, barrier, pause of 5 ms", "1 effect")


def test_without_the_lock_twenty_uploads_are_told_off_or_done_twice(
    ready: Ready, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
        firms = small_firms(archive, tmp_path)
        firms.firm("Alfa")
        firms.firm("Beta")  # where they work too: of who is known no tax code is made, which would be found again
        firms.apply(firms.told("Beta", firms.rows("Beta")))
        rows = firms.told("Alfa", firms.rows("Alfa"))
        fingerprint = firms.look(rows).plan.fingerprint
        with pausing(0.005, monkeypatch), planted.fault("without_lock"):
            answers = all_at_once(url, firms, rows, fingerprint)
        assert effects(answers) != (1, AT_ONCE - 1, 0)
    told("R6 staff lists", dialect, f"{AT_ONCE} uploads", str(effects(answers)), planted="the lock removed")


# ---------------------------------------------------------------- taken back twice at once


def taken_back_at_once(url: str, firms: Firms, list_id: int, several: list[int]) -> list[Any]:
    """What each of those who take back a part was answered, all beginning together."""
    barrier = threading.Barrier(len(several))
    answers: list[Any] = []

    def take_back(firm_id: int) -> None:
        try:
            with Archive(url) as archive:
                at = firms.at()
                mine = type(at)(archive, at.plans, at.actor_id, at.now, at.ids)
                barrier.wait(timeout=60)
                answers.append(undo_list(mine, list_id, firm_id=firm_id, by_firm=True))
        except Exception as problem:
            answers.append(problem)

    senders = [threading.Thread(target=take_back, args=(firm_id,)) for firm_id in several]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    return answers


@contextmanager
def of_two_firms(ready: Ready, dialect: str, tmp_path: Path) -> Iterator[tuple[str, Firms, int]]:
    """An archive, its firms Alfa and Beta, and a list by which three people came to each; in order at the end."""
    with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
        firms = small_firms(archive, tmp_path)
        firms.firm("Alfa")
        firms.firm("Beta")
        rows = [*firms.rows("Alfa", NAMES[:3]), *firms.rows("Beta", NAMES[3:6])]
        rows = [row._replace(number=at) for at, row in enumerate(rows, 2)]
        both = ListTold(Mode.MOVEMENTS, firms.today, (firms.firms["Alfa"], firms.firms["Beta"]), tuple(rows), digest="")
        done = firms.apply(both)
        assert isinstance(done, Done)
        assert done.list_id is not None
        yield url, firms, done.list_id


def test_the_part_of_a_firm_taken_back_by_two_at_once_is_taken_back_once(
    ready: Ready, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    with of_two_firms(ready, dialect, tmp_path) as (url, firms, list_id):
        alfa = firms.firms["Alfa"]
        with pausing(0.005, monkeypatch):
            answers = taken_back_at_once(url, firms, list_id, [alfa, alfa])
        did = [one for one in answers if isinstance(one, Done)]
        assert (len(did), did[0].new) == (1, 3), answers
        assert Refusal("list_taken_back", str(list_id)) in answers
        assert (len(firms.roster("Alfa")), len(firms.roster("Beta"))) == (0, 3)
        assert verify(firms.archive) == []
    told("R6 staff lists", dialect, "2 undoings of one firm's part, barrier, pause of 5 ms", "1 effect")


def test_the_parts_of_two_firms_taken_back_at_once_end_the_list_once(
    ready: Ready, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with of_two_firms(ready, dialect, tmp_path) as (url, firms, list_id):
        with pausing(0.005, monkeypatch):
            answers = taken_back_at_once(url, firms, list_id, [firms.firms["Alfa"], firms.firms["Beta"]])
        assert all(isinstance(one, Done) for one in answers), answers
        assert (firms.roster("Alfa"), firms.roster("Beta")) == ([], [])
        assert undo_list(firms.at(), list_id) == Refusal("list_taken_back", str(list_id))
        assert verify(firms.archive) == []


def test_without_the_lock_two_undoings_of_one_part_are_told_off_or_done_twice(
    ready: Ready, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    with of_two_firms(ready, dialect, tmp_path) as (url, firms, list_id):
        alfa = firms.firms["Alfa"]
        with pausing(0.05, monkeypatch), planted.fault("without_lock"):
            answers = taken_back_at_once(url, firms, list_id, [alfa] * 6)
        refused = [one for one in answers if one == Refusal("list_taken_back", str(list_id))]
        assert len(refused) < 5, answers
    told("R6 staff lists", dialect, "6 undoings of one part", f"{len(refused)} refused", planted="the lock removed")


# ---------------------------------------------------------------- stopped anywhere


class Stopped(Exception):
    """The program is stopped here."""


def mixed(firms: Firms) -> ListTold:
    """A list of ten rows: some come, some go, one is renamed."""
    firms.apply(firms.told("Alfa", firms.rows("Alfa", NAMES[:6])))
    rows = firms.rows("Alfa")
    come = [row._replace(hired_on=date(2026, 7, 1)) for row in rows[6:12]]
    go = [row._replace(hired_on=None, left_on=date(2026, 7, 31)) for row in rows[:3]]
    return firms.told("Alfa", [*come, *go, rows[3]._replace(surname="Neri Blu")], Mode.MOVEMENTS)


def test_stopped_at_any_row_a_list_changes_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firms = small_firms(archive, tmp_path)
    firms.firm("Alfa")
    told = mixed(firms)
    fingerprint, before = firms.look(told).plan.fingerprint, digest(archive)
    real, stops = UnitOfWork.entry, 0
    for at in range(1, 100):
        seen = 0

        def entry(self: UnitOfWork, *args: Any, at: int = at) -> Any:
            nonlocal seen
            seen += 1
            if seen == at:
                raise Stopped
            return real(self, *args)

        with monkeypatch.context() as patch:
            patch.setattr(UnitOfWork, "entry", entry)
            try:
                done = apply_list(firms.at(), told, fingerprint=fingerprint)
            except Stopped:
                stops += 1
                assert digest(archive) == before
                continue
        assert isinstance(done, Done)
        break
    assert stops == 11  # one for each of ten people, one for the list itself


def test_stopped_at_any_call_of_the_database_a_list_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    firms = small_firms(archive, tmp_path)
    firms.firm("Alfa")
    told = mixed(firms)
    fingerprint, before = firms.look(told).plan.fingerprint, digest(archive)
    calls, stop_at, stops, step = 0, 0, 0, sized(5, 1)

    def counting(*_: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == stop_at:
            raise Stopped

    def ending(*_: Any) -> None:
        if stop_at == COMMIT:
            raise Stopped

    event.listen(archive.writer, "before_cursor_execute", counting)
    event.listen(archive.writer, "commit", ending)
    try:
        for stop_at in (COMMIT, *range(1, 500, step)):  # noqa: B007  # read by `counting` and `ending`
            calls = 0
            try:
                done = apply_list(firms.at(), told, fingerprint=fingerprint)
            except Stopped:
                stops += 1
                assert digest(archive) == before
                continue
            break
    finally:
        event.remove(archive.writer, "before_cursor_execute", counting)
        event.remove(archive.writer, "commit", ending)
    assert isinstance(done, Done)
    assert stops > 10
