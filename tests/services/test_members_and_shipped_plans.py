"""Joining and leaving by the shipped regulations, and any sequence of steps whatever: the archive stays in order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mutua.domain.member_life import Event, MemberKind
from mutua.domain.records import CoverTold, Identity
from mutua.rules.library import shipped_path
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import Move, Moved, move_household, register_newborn
from mutua.services.member_corrections import take_back
from mutua.services.member_desk import MembersDesk, Told
from mutua.services.member_endings import end_membership
from mutua.services.member_life import (
    appeal,
    decide_appeal,
    decide_application,
    register_member,
    reinstate,
    suspend,
    withdraw_application,
)
from mutua.services.plan_book import book_of
from mutua.services.show_covers import show_covers
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.members import ResolutionTold
from mutua.store.people import read_people
from services.member_helpers import assembly, board, desk, member, refused, told
from services.societies import Society, small_society
from small_plan import VERSION


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    """A society that decides by the shipped regulations."""
    made = small_society(archive, tmp_path)
    return replace(made, plans=book_of(shipped_path()))


@pytest.mark.parametrize(
    ("asked", "starts"),
    [
        (date(2026, 4, 1), date(2026, 4, 1)),  # day 30 from 2 March: from the application
        (date(2026, 4, 2), date(2026, 5, 1)),  # day 31: the first of the month after
    ],
)
def test_a_newborn_of_mutua_piemonte(society: Society, asked: date, starts: date) -> None:
    """Art. 4: who is born is covered from the application if it comes within thirty days of birth."""
    plan = "mutua-piemonte/regolamento-sociale"
    assistance = next(iter(society.plans[plan].plan.versions[-1].covers), "")
    society.household("N1", "Anna", covers=[CoverTold(plan, assistance, date(2026, 1, 1))])
    who = Identity("Rossi", "Gaia", card_number="N1-9", born_on=date(2026, 3, 2))
    found = register_newborn(desk(society), "N1", who, asked_on=asked)
    assert isinstance(found, Moved), found
    assert found.notices == ()
    with society.archive.reader.begin() as connection:
        covers = read_people(connection, [found.household_id]).covers[found.person_id]
    assert [(plan_code, cover.effective_from) for plan_code, cover in covers] == [(plan, starts)]


@pytest.mark.parametrize(
    ("joined", "asked", "ends"),
    [
        (date(2024, 1, 1), date(2026, 9, 30), date(2026, 12, 31)),  # three years on 1 January 2027
        (date(2024, 1, 2), date(2026, 9, 30), None),  # a day short of them
        (date(2024, 1, 1), date(2026, 10, 1), None),  # a day late
    ],
)
def test_leaving_after_three_years_by_the_end_of_september(
    society: Society, joined: date, asked: date, ends: date | None
) -> None:
    """Models of annex B, S5."""
    plan = "esempi/modelli-annesso-b"
    society.household("N1", "Anna", covers=[CoverTold(plan, "", joined)])
    member(society, "Anna", date(2026, 1, 10))
    found = end_membership(desk(society), society.people["Anna"], Event.WITHDRAWN, on=asked)
    if ends is None:
        assert refused(found) == "leaving_refused"
        assert "S5" in getattr(found, "found", "")
        return
    told(found)
    with society.archive.reader.begin() as connection:
        person = society.people["Anna"]
        covers = read_people(connection, [society.households[person]]).covers[person]
    assert [cover.ends_on for _, cover in covers] == [ends]


@pytest.mark.parametrize(
    ("joined", "last"), [(date(2024, 1, 1), date(2027, 12, 31)), (date(2022, 1, 1), date(2028, 12, 31))]
)
def test_leaving_campa_at_the_end_of_three_years(society: Society, joined: date, last: date) -> None:
    """FAQ 3: three years beyond that of joining, then three at a time (2022 joined: to 2025, then to 2028)."""
    society.household("N1", "Anna", covers=[CoverTold("campa/generale", "", joined)])
    member(society, "Anna", date(2026, 1, 10))
    told(end_membership(desk(society), society.people["Anna"], Event.WITHDRAWN, on=date(2026, 5, 1)))
    with society.archive.reader.begin() as connection:
        person = society.people["Anna"]
        covers = read_people(connection, [society.households[person]]).covers[person]
    assert [cover.ends_on for _, cover in covers] == [last]


def test_a_year_from_the_renewal(society: Society) -> None:
    """Treviglio: twelve months at a time; one leaves at the renewal, which is the first of March."""
    society.household("N1", "Anna", covers=[CoverTold("treviglio-vita/spese-sanitarie", "", date(2024, 3, 1))])
    member(society, "Anna", date(2026, 1, 10))
    found = told(end_membership(desk(society), society.people["Anna"], Event.WITHDRAWN, on=date(2026, 5, 1)))
    assert found.event.effective_on == date(2027, 3, 1)


def test_a_cover_whose_rules_are_not_here_holds_its_member(society: Society) -> None:
    society.household("N1", "Anna", covers=[CoverTold("nessuno/nulla", "", date(2024, 1, 1))])
    member(society, "Anna", date(2026, 1, 10))
    found = end_membership(desk(society), society.people["Anna"], Event.WITHDRAWN, on=date(2026, 5, 1))
    assert refused(found) == "plan_unknown"


def test_what_is_missing_to_leave_is_asked_for_by_name(archive: Archive, tmp_path: Path) -> None:
    fact = "fatti:\n  fine_contratto: {tipo: data, di: persona, chiede: Quando scade il contratto?}\n"
    asks = VERSION.replace("documenti:\n", f"{fact}documenti:\n", 1)
    leaving = asks[asks.index("recesso: ") : asks.index("procedura: ")]
    made = small_society(
        archive, tmp_path, version=asks.replace(leaving, "recesso: {articolo: art. 12, effetto: fine_contratto}\n")
    )
    made.household("N1", "Anna")
    member(made, "Anna", date(2026, 1, 10))
    found = end_membership(desk(made), made.people["Anna"], Event.WITHDRAWN, on=date(2026, 5, 1))
    assert refused(found) == "leaving_unanswered"
    assert getattr(found, "found", "") == "fine_contratto"


# ---------------------------------------------------------------- any sequence whatever


def a_step(at: MembersDesk, chance: random.Random, what: str, person: int, by: ResolutionTold) -> object:
    """One step of those that a desk may try, on the day of the resolution."""
    on = by.decided_on
    if what == "apply":
        return register_member(at, person, on=on, kind=chance.choice([*MemberKind]))
    if what == "back":
        return withdraw_application(at, person, on=on)
    if what in ("admit", "refuse"):
        return decide_application(at, person, admit=what == "admit", by=by, motive="x")
    if what == "undo":
        return take_back(at, person, motive="x")
    if what == "appeal":
        return appeal(at, person, on=on)
    if what == "decide appeal":
        return decide_appeal(at, person, uphold=chance.random() < 0.5, by=assembly(by.reference, on))
    if what == "suspend":
        return suspend(at, person, on=on, reason="arrears")
    if what == "reinstate":
        return reinstate(at, person, on=on)
    if what == "move":
        home, kinship = chance.choice(["N1", "N2", "N3"]), chance.choice(["titolare", "figlio"])
        return move_household(at, person, Move(home, kinship, on, "other"))
    hows = {"leave": Event.WITHDRAWN, "lapse": Event.LAPSED, "exclude": Event.EXCLUDED, "die": Event.DIED}
    how, reason = hows[what], {"lapse": "arrears", "exclude": "serious_breach"}.get(what, "")
    return end_membership(at, person, how, on=on, by=by, reason=reason, motive="x")


STEPS = (
    "apply", "back", "admit", "refuse", "appeal", "decide appeal", "suspend", "reinstate", "move", "leave", "lapse",
    "exclude", "undo", "die",
)  # fmt: skip


@pytest.mark.parametrize("seed", [1848, 1861, 1886])
def test_any_sequence_of_steps_leaves_the_archive_in_order(archive: Archive, tmp_path: Path, seed: int) -> None:
    """Steps by chance on four people, most of them refused: verify finds nothing, whatever was taken."""
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    society.household("N2", "Dora", "Elio")
    chance, day = random.Random(seed), date(2026, 1, 1)
    taken: set[str] = set()
    for step in range(150):
        day += timedelta(days=chance.randrange(4))
        person = society.people[chance.choice(["Anna", "Bruno", "Dora", "Elio"])]
        what = chance.choice([*STEPS, "apply", "admit", "refuse", "apply", "admit", "undo", "suspend"])
        at = desk(society, date(2027, 6, 1) + timedelta(days=step))
        found = a_step(at, chance, what, person, board(str(step), day))
        assert isinstance(found, Told | Moved | Refusal)
        if not isinstance(found, Refusal):
            taken.add(what)
    assert len(taken) >= 6, taken
    assert {"apply", "admit", "die", "undo"} <= taken
    assert verify(archive) == []


def test_a_wait_that_depends_on_the_case_ends_for_the_counter_too(society: Society) -> None:
    """Whatever the cause, it is over after years: the sheet says «in carenza» of the first months alone."""
    plan = "insieme-salute/tutto-compreso"
    assistance = next(iter(society.plans[plan].plan.versions[-1].covers), "")
    joined = date(2024, 1, 1)
    society.household("N1", "Anna", covers=[CoverTold(plan, assistance, joined)])

    def waits(on: date) -> list[tuple[date | None, tuple[str, ...]]]:
        with society.archive.reader.begin() as connection:
            (one,) = show_covers(connection, society.plans, society.people["Anna"], on).covers
        return [(wait.first_day, wait.benefits) for wait in one.waits]

    assert None in [first for first, _ in waits(date(2024, 2, 1))]
    assert waits(date(2047, 6, 30)) == []
