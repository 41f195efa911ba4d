"""Two desks that make the same tax code at the same moment: one makes the person, the other is told or finds them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from mutua.domain.records import Identity
from mutua.services import member_life, staff_lists
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import Told
from mutua.services.member_life import register_applicant
from mutua.services.staff_lists import Done, apply_list
from mutua.store import unit_of_work
from mutua.store.database import Archive
from mutua.store.who import people_by_number
from services.firm_helpers import NAMES, Firms, code_of, small_firms
from services.member_helpers import desk

CODE = code_of(NAMES[0])
ASKED = date(2026, 5, 4)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.firm("Alfa")
    return made


def at_once(patch: pytest.MonkeyPatch, *desks: Callable[[], object]) -> list[object]:
    """Each looks whether the code is there, and waits until the other has looked too, where the other can."""
    together = threading.Barrier(2)

    def looked(*asked: Any) -> dict[str, set[int]]:
        found = people_by_number(*asked)
        with suppress(threading.BrokenBarrierError):  # on SQLite the other one waits for us: one writes at a time
            together.wait(timeout=0.5)
        return found

    def go(one: Callable[[], object]) -> object:
        try:
            return one()
        except IntegrityError as error:
            return error

    for module in (member_life, staff_lists):
        patch.setattr(module, "people_by_number", looked)
    with ThreadPoolExecutor(len(desks)) as pool:
        return list(pool.map(go, desks))


def applicant(firms: Firms, household: str, card: str) -> Callable[[], object]:
    who = Identity("Rossi", "Anna", CODE, card)
    return lambda: register_applicant(desk(firms.society), household, who, on=ASKED)


def enrolled(firms: Firms) -> Callable[[], object]:
    told = firms.told("Alfa", [firms.row("Alfa", NAMES[0], date(2026, 1, 1))])
    mark = firms.look(told).plan.fingerprint
    return lambda: apply_list(firms.at(), told, fingerprint=mark)


def persons(firms: Firms) -> int:
    with firms.archive.reader.begin() as connection:
        return len(people_by_number(connection, [], [CODE]).get(CODE, ()))


def test_of_two_desks_one_makes_the_person_and_the_other_is_told(
    firms: Firms, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = at_once(monkeypatch, applicant(firms, "N1", "T1"), applicant(firms, "N2", ""))
    assert [one for one in found if isinstance(one, Refusal)] == [Refusal("number_taken", CODE)], found
    assert len([one for one in found if isinstance(one, Told)]) == 1
    assert persons(firms) == 1


def test_a_firm_s_list_finds_whom_a_desk_made_at_the_same_moment(
    firms: Firms, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, asked = at_once(monkeypatch, enrolled(firms), applicant(firms, "N1", ""))
    assert isinstance(listed, Done), listed
    assert listed.new == 1
    assert isinstance(asked, Told) or asked == Refusal("number_taken", CODE), asked
    assert persons(firms) == 1
    assert [one.fiscal_code for one in firms.roster("Alfa")] == [CODE]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize("with_a_list", [False, True], ids=["two desks", "a list and a desk"])
def test_without_the_second_look_the_race_is_lost(
    firms: Firms, with_a_list: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: what is there twice is no sign of two writers. On SQLite one writes at a time."""
    monkeypatch.setattr(unit_of_work, "_MADE_ONCE", frozenset())
    other = enrolled(firms) if with_a_list else applicant(firms, "N2", "T1")
    found = at_once(monkeypatch, other, applicant(firms, "N1", ""))
    assert any(isinstance(one, IntegrityError) for one in found), found
