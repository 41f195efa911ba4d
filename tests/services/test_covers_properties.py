"""Any sequence of joins, changes and leaves: no assistance twice on a day, seniority never younger by continuity."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mutua.domain.cover_life import CoverReason, CoverStep, overlap
from mutua.domain.records import CoverTold
from mutua.services.claim_life import Desktop
from mutua.services.cover_carry import carry_again
from mutua.services.cover_changes import Changing, change
from mutua.services.cover_desk import CoversTold, Found
from mutua.services.cover_exempt import end_exemption, exempt
from mutua.services.cover_join import Joining, join
from mutua.services.verify_archive import verify
from mutua.store.ceilings import read_balances
from mutua.store.database import Archive
from mutua.store.people import read_people
from mutua.store.tables import carried_use
from services.cover_helpers import FAMILY, WIDE, at, covered_society
from services.societies import Society

PLAIN = "mutua-di-prova/prova"
PLANS, NAMES = (FAMILY, WIDE, PLAIN), ("Anna", "Bruno", "Carla")


def _some_step(chance: random.Random, society: Society, desk: Desktop, day: date, names: list[str]) -> Found:
    person = society.people[chance.choice(names)]
    plan, other = chance.choice(PLANS), chance.choice(PLANS)
    name = chance.choice(("base", "casa")) if plan == WIDE else "base"
    whole, asked = chance.random() < 0.5, day - timedelta(days=chance.choice((0, 0, 3, 40)))
    known = {id_: {"copertura_altrove": chance.random() < 0.5} for id_ in (society.people[name] for name in names)}
    january = min(day, date(day.year, 1, chance.randrange(1, 34) % 31 + 1))
    match chance.randrange(9):
        case 0 | 1 | 2:
            return join(desk, person, Joining(plan, asked, (name,), whole, chance.random() < 0.2, known))
        case 3 | 4 | 5:
            to = "base" if other == WIDE else None
            moved = Changing(plan, january, other, to_assistance=to, household=whole, answers=known)
            return change(desk, person, moved)
        case 6:
            return change(desk, person, Changing(plan, asked, household=whole, answers=known))
        case 7:
            return exempt(desk, person, plan, since=asked, evidence="declaration")
        case _:
            return end_exemption(desk, person, plan, last_day=chance.choice((None, day)))


def _look(society: Society, before: dict[int, set[date]]) -> None:
    """No two covers of an assistance meet; every seniority is its own first day, or one that somebody had before."""
    with society.archive.reader.begin() as connection:
        people = read_people(connection, set(society.households.values()))
    for person in society.people.values():
        covers = people.covers.get(person, [])
        for number, (plan, one) in enumerate(covers):
            for other_plan, other in covers[number + 1 :]:
                assert (plan, one.assistance) != (other_plan, other.assistance) or overlap(one, other) is None
            assert one.seniority_from <= one.effective_from
            own = one.seniority_from == one.effective_from
            assert own or one.seniority_from in before.setdefault(person, set())
            before.setdefault(person, set()).add(one.seniority_from)


def test_any_sequence_leaves_the_covers_in_order(archive: Archive, tmp_path: Path) -> None:
    """With requests decided in between, so that there is use to be carried."""
    society, seniorities, done = covered_society(archive, tmp_path), {}, set()
    for seed in range(5):
        chance, names = random.Random(seed), [f"{name}{seed}" for name in NAMES]
        society.household(f"N{seed}", *names, covers=[])
        day = date(2026, 1, 5)
        for _ in range(80):
            day += timedelta(days=chance.choice((1, 5, 20)) if day.month == 1 else chance.choice((5, 30, 60)))
            who = chance.choice(names)
            if chance.random() < 0.5:
                society.decide(society.claim(who, "VIS", 5000, on=day, plan_code=chance.choice((FAMILY, *PLANS))))
            found = _some_step(chance, society, at(society, day), day, names)
            if isinstance(found, CoversTold):
                done |= {change.step for change in found.changes}
            _look(society, seniorities)
        for name in names:
            assert isinstance(carry_again(at(society, day), society.people[name]), CoversTold)
    assert done == set(CoverStep)
    assert verify(society.archive) == []


def test_a_change_that_keeps_seniority_never_makes_it_younger(archive: Archive, tmp_path: Path) -> None:
    """To and fro between two plans, each January: seniority stays the first one."""
    society = covered_society(archive, tmp_path)
    society.household("N1", "Anna", covers=[])
    person, plan, other = society.people["Anna"], WIDE, FAMILY
    assert isinstance(join(at(society), person, Joining(WIDE, date(2024, 2, 10), ("base",))), CoversTold)
    for year in (2025, 2026, 2027):
        found = change(
            at(society), person,
            Changing(plan, date(year, 1, 31), other, CoverReason.REQUEST, to_assistance="base"),
        )  # fmt: skip
        assert isinstance(found, CoversTold), found
        (moved,) = found.changes
        assert moved.after is not None
        assert moved.after.cover.seniority_from == date(2024, 3, 1)
        plan, other = other, plan


@pytest.mark.parametrize("seed", range(3))
def test_what_was_used_is_carried_once_and_whole(archive: Archive, tmp_path: Path, seed: int) -> None:
    """However late a change is told, and however often use is carried: the new ceiling counts what the old one does."""
    society, chance = covered_society(archive, tmp_path), random.Random(seed)
    society.household("N1", "Anna", covers=[CoverTold(FAMILY, "base", date(2024, 1, 1))])
    person, own = society.people["Anna"], 0

    def ask(plan: str) -> int:
        asked = society.claim("Anna", "VIS", chance.randrange(100, 9000), on=date(2026, 3, 4), plan_code=plan)
        return sum(line.granted_cents for line in society.decide(asked).draft.answer.lines)

    before = sum(ask(FAMILY) for _ in range(chance.randrange(1, 4)))
    moved = Changing(FAMILY, date(2026, 1, 31), WIDE, to_assistance="base")
    assert isinstance(change(at(society), person, moved), CoversTold)
    for _ in range(6):
        own += ask(WIDE)
        for number in (None, "0"):  # the second time there is nothing left to carry
            found = carry_again(at(society), person)
            assert isinstance(found, CoversTold)
            assert number is None or dict(found.notices)["use_carried"] == number
        with archive.reader.begin() as connection:
            carried = connection.scalar(select(func.sum(carried_use.c.used)))
            pots = read_balances(connection, [person])[person, WIDE]
        assert carried == before
        assert pots["visite_larghe", str(person)][date(2026, 1, 1)].used == before + own <= 48000
    assert verify(society.archive) == []
