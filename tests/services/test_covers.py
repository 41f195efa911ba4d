"""Joining, exemptions, changes, leaving, the senior plan: each by the rules, everything against it told at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mutua.domain.case import Cover
from mutua.domain.cover_life import STEPS, CoverReason, CoverStep
from mutua.domain.italian import written_day
from mutua.domain.member_life import Event
from mutua.domain.records import CoverTold
from mutua.services.cover_carry import carry_again
from mutua.services.cover_changes import Changing, change
from mutua.services.cover_desk import CoversTold, rules_on
from mutua.services.cover_exempt import end_exemption, exempt
from mutua.services.cover_join import Joining, join
from mutua.services.cover_senior import move_to_senior
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import declare_cohabitation
from mutua.services.member_corrections import take_back
from mutua.services.member_endings import end_membership, record_death
from mutua.services.plan_book import book_of
from mutua.services.readjudicate import plan_readjudication
from mutua.services.reverse_claim import reverse
from mutua.services.show_covers import ToCarry, check_carried_use, check_covers, list_seniors, show_covers
from mutua.services.verify_archive import verify
from mutua.store.covers import read_changes
from mutua.store.database import Archive
from mutua.store.people import tell_cover, tell_employment
from mutua.store.tables import carried_use, chain, cover_change
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.cover_helpers import FAMILY, SENIOR, WIDE, at, blocks, covered_society, covers, refused, told
from services.member_helpers import board, member
from services.member_helpers import desk as members_desk
from services.societies import JOINED, Society

ASKED = date(2026, 3, 10)
NEXT = date(2026, 4, 1)  # the first of the month after


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = covered_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno", "Carla", covers=[])
    return made


def answers(society: Society, **yes: bool) -> dict[int, dict[str, object]]:
    return {society.people[name]: {"copertura_altrove": one} for name, one in yes.items()}


def owed(society: Society, on: date = date(2026, 5, 1)) -> list[str]:
    names = {id_: name for name, id_ in society.people.items()}
    with society.archive.reader.begin() as connection:
        return [names[one.person_id] for one in check_covers(connection, society.plans, on)]


# ---------------------------------------------------------------- joining


def test_one_joins_from_the_day_that_the_rules_give(society: Society) -> None:
    found = told(join(at(society), society.people["Bruno"], Joining(WIDE, ASKED, ("base",))))
    assert found.notices == (("no_membership_recorded", ""),)
    assert covers(society, "Bruno") == [("larga", "base", NEXT, None, NEXT)]
    with society.archive.reader.begin() as connection:
        (row,) = connection.execute(select(cover_change)).all()
    assert (row.reason, row.asked_on, row.effective_on, row.from_plan, row.to_plan, row.to_since) == (
        "request", ASKED, NEXT, None, WIDE, NEXT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (Joining(WIDE, ASKED), "assistance_missing"),
        (Joining(WIDE, ASKED, ("denti",)), "assistance_unknown"),
        (Joining("mutua-di-prova/nessuno", ASKED), "plan_unknown"),
        (Joining(WIDE, date(2027, 6, 2), ("base",)), "life_in_future"),
        (Joining(WIDE, date(2023, 12, 31), ("base",)), "person_in_no_household"),  # 40: before they came
    ],
)
def test_what_cannot_be_joined(society: Society, asked: Joining, code: str) -> None:
    assert refused(join(at(society), society.people["Anna"], asked)) == code
    assert covers(society, "Anna") == []


def test_a_day_before_the_first_rules_of_a_plan_is_not_taken_for_a_plan_that_is_not_there(society: Society) -> None:
    first = min(one.in_force_from for one in society.plans[WIDE].plan.versions)
    assert not isinstance(rules_on(society.plans, WIDE, first), Refusal)
    before = rules_on(society.plans, WIDE, first - timedelta(days=1))
    assert before == Refusal("plan_not_begun", written_day(first))
    assert rules_on(society.plans, "nessuno/nulla", first) == Refusal("plan_unknown", "nessuno/nulla")


def test_everything_against_it_is_told_at_once_of_everybody(society: Society) -> None:
    """Bruno and Carla must come along unless they are covered elsewhere, which nobody asked yet."""
    found = join(at(society), society.people["Anna"], Joining(FAMILY, ASKED))
    assert blocks(society, found) == [("household_unanswered", "Bruno"), ("household_unanswered", "Carla")]
    known = answers(society, Bruno=False, Carla=True)
    found = join(at(society), society.people["Anna"], Joining(FAMILY, ASKED, answers=known))
    assert blocks(society, found) == [("household_must_join", "Bruno")]
    told(join(at(society), society.people["Anna"], Joining(FAMILY, ASKED, household=True, answers=known)))
    assert [covers(society, name) for name in ("Anna", "Bruno", "Carla")] == [
        [("famiglia", "base", NEXT, None, NEXT)], [("famiglia", "base", NEXT, None, NEXT)], [],
    ]  # fmt: skip
    assert owed(society) == []  # what was answered stays known


def test_relatives_who_join_all_or_none(society: Society, tmp_path: Path) -> None:
    """The member alone may; a relative brings all the others."""
    path = tmp_path / "rulesets" / "mutua-di-prova" / "larga" / "2020-01-01.yaml"
    told_now = path.read_text(encoding="utf-8").replace("nucleo: facoltativo", "nucleo: tutti o nessuno")
    path.write_text(told_now, encoding="utf-8")
    society.plans = book_of(tmp_path / "rulesets")
    asked = Joining(WIDE, ASKED, ("base",))
    told(join(at(society), society.people["Anna"], asked))
    found = join(at(society), society.people["Bruno"], asked)
    assert blocks(society, found) == [("household_must_join", "Carla")]
    assert owed(society) == []
    told(join(at(society), society.people["Bruno"], replace(asked, household=True)))
    assert [len(covers(society, name)) for name in ("Anna", "Bruno", "Carla")] == [1, 1, 1]


def test_who_lives_elsewhere_or_could_not_join_is_not_held_to_it(society: Society) -> None:
    """Bruno is known to live elsewhere; Carla does not reside here, and so would be refused."""
    on = date(2026, 2, 1)
    bruno, carla = society.people["Bruno"], society.people["Carla"]
    declare_cohabitation(members_desk(society), bruno, cohabiting=False, on=on, evidence="declaration")
    known = {carla: {"residente": False}}
    told(join(at(society), society.people["Anna"], Joining(FAMILY, ASKED, answers=known)))
    assert owed(society) == []
    declare_cohabitation(members_desk(society), bruno, cohabiting=True, on=date(2026, 5, 1), evidence="declaration")
    assert (owed(society, date(2026, 4, 30)), owed(society, date(2026, 5, 1))) == ([], ["Bruno"])


def test_a_refusal_tells_every_reason_with_its_article(society: Society) -> None:
    old = {society.people["Anna"]: {"residente": False, "nascita": date(1950, 1, 1), "copertura_altrove": True}}
    found = join(at(society), society.people["Anna"], Joining(FAMILY, ASKED, answers=old))
    assert [[reason.article for reason in one.reasons] for one in found.blocks if one.reasons] == [  # type: ignore[union-attr]  # blocked
        ["art. 9", "art. 9 bis"]
    ]


@pytest.mark.parametrize(
    ("since", "until", "starts", "fits"),
    [  # 40: open end twice; an overlap of one day; the day after
        (date(2026, 1, 1), None, NEXT, False),
        (date(2026, 1, 1), date(2026, 4, 1), NEXT, False),
        (date(2026, 1, 1), date(2026, 3, 31), NEXT, True),
        (date(2026, 4, 1), date(2026, 4, 1), NEXT, False),  # a cover of one day
        (date(2026, 5, 1), None, NEXT, False),
    ],
)
def test_c40_no_two_covers_of_one_assistance(
    society: Society, since: date, until: date | None, starts: date, fits: bool
) -> None:
    society.household("N2", "Dora", covers=[CoverTold("mutua-di-prova/prova", "base", since, until)])
    found = join(at(society), society.people["Dora"], Joining("mutua-di-prova/prova", ASKED))
    if fits:
        assert told(found).changes[0].effective_on == starts
    else:
        assert blocks(society, found) == [("cover_overlaps", "Dora")]


def test_another_assistance_of_the_plan_is_a_change_with_its_window(society: Society) -> None:
    """Art. 4: asked by 31 January, from 1 January; it has seniority of its own."""
    society.household("N2", "Dora", covers=[CoverTold(WIDE, "base", JOINED)])
    found = join(at(society), society.people["Dora"], Joining(WIDE, date(2026, 2, 1), ("casa",)))
    assert blocks(society, found) == [("cover_refused", "Dora")]
    told(join(at(society), society.people["Dora"], Joining(WIDE, date(2026, 1, 31), ("casa",))))
    assert covers(society, "Dora")[1] == ("larga", "casa", date(2026, 1, 1), None, date(2026, 1, 1))


def join_two_at_once(society: Society, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Two clerks let the same person in: both stop between reading and writing."""
    together = threading.Barrier(2)
    monkeypatch.setattr(UnitOfWork, "between_read_and_write", lambda _: time.sleep(0.2))

    def go(_: int) -> object:
        together.wait()
        try:
            return join(at(society), society.people["Anna"], Joining(WIDE, ASKED, ("base",)))
        except IntegrityError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(go, range(2)))


def test_two_clerks_who_let_somebody_in_at_once_let_them_in_once(
    society: Society, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = join_two_at_once(society, monkeypatch)
    assert sorted(type(one).__name__ for one in found) == ["Blocked", "CoversTold"]
    assert len(covers(society, "Anna")) == 1


def test_without_the_lock_on_the_household_the_race_is_lost(
    society: Society, dialect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: households are read without being locked. On SQLite the turn is taken by BEGIN IMMEDIATE."""
    if dialect == "sqlite":
        pytest.skip("one writer at a time from BEGIN IMMEDIATE on: there is no lock on a household to take away")

    def without_lock(unit: UnitOfWork, chain_ids: Iterable[int]) -> None:
        for id_ in set(chain_ids) - unit._ends.keys():
            row = unit.connection.execute(select(chain.c.position, chain.c.head).where(chain.c.id == id_)).one()
            unit._ends[id_] = (row[0], bytes(row[1]))

    monkeypatch.setattr(UnitOfWork, "lock", without_lock)
    assert any(isinstance(one, IntegrityError) for one in join_two_at_once(society, monkeypatch))


# ---------------------------------------------------------------- exemptions


def test_an_exemption_is_recorded_ended_and_taken_back(society: Society) -> None:
    desk, anna, bruno = at(society), society.people["Anna"], society.people["Bruno"]
    told(join(desk, anna, Joining(FAMILY, ASKED, answers=answers(society, Bruno=True, Carla=True))))
    society.household("N2", "Dora", "Elio", covers=[])
    told(exempt(desk, society.people["Elio"], FAMILY, since=date(2026, 1, 1), evidence="certificate"))
    told(join(desk, society.people["Dora"], Joining(FAMILY, ASKED)))
    assert owed(society) == []
    told(end_exemption(desk, society.people["Elio"], FAMILY, last_day=date(2026, 4, 30)))
    assert (owed(society, date(2026, 4, 30)), owed(society, date(2026, 5, 1))) == ([], ["Elio"])
    told(exempt(desk, society.people["Elio"], FAMILY, since=date(2026, 5, 1), evidence="declaration"))
    assert refused(exempt(desk, society.people["Elio"], FAMILY, since=date(2026, 6, 1), evidence="unknown")) == (
        "exempt_already"
    )
    told(end_exemption(desk, society.people["Elio"], FAMILY, last_day=None))  # it never was
    assert owed(society) == ["Elio"]
    assert refused(exempt(desk, bruno, FAMILY, since=ASKED, evidence="unknown")) == "exempt_by_rules"
    assert refused(end_exemption(desk, anna, FAMILY, last_day=None)) == "no_exemption"


def test_only_who_the_rules_know_of_is_exempt(society: Society) -> None:
    """Nobody is exempt where the rules know no exemption, whatever one wishes."""
    found = exempt(at(society), society.people["Bruno"], WIDE, since=ASKED, evidence="certificate")
    assert refused(found) == "exempt_by_rules"  # that plan holds nobody to it
    known = {society.people["Bruno"]: {"copertura_altrove": False}}
    told(join(at(society), society.people["Bruno"], Joining(WIDE, ASKED, ("base",), answers=known)))
    found = exempt(at(society), society.people["Bruno"], FAMILY, since=ASKED, evidence="certificate")
    assert blocks(society, found) == [("exemption_not_in_rules", "Bruno")]


# ---------------------------------------------------------------- change


def family(society: Society, *names: str, since: date = JOINED) -> None:
    society.household("N5", *names, covers=[CoverTold(FAMILY, "base", since)])


@pytest.mark.parametrize(
    ("since", "asked", "fits"),
    [
        (JOINED, date(2026, 1, 31), True),
        (JOINED, date(2026, 2, 1), False),  # a day late
        (date(2025, 1, 1), date(2026, 1, 31), True),  # a year on 1 January 2026
        (date(2025, 1, 2), date(2026, 1, 31), False),  # a day short of it
    ],
)
def test_a_change_of_plan_has_its_window_and_a_minimum_stay(
    society: Society, since: date, asked: date, fits: bool
) -> None:
    family(society, "Dora", since=since)
    found = change(at(society), society.people["Dora"], Changing(FAMILY, asked, WIDE, to_assistance="base"))
    if not fits:
        assert blocks(society, found) == [("change_refused", "Dora")]
        assert covers(society, "Dora") == [("famiglia", "base", since, None, since)]
        return
    told(found)
    assert covers(society, "Dora") == [
        ("famiglia", "base", since, date(2025, 12, 31), since), ("larga", "base", date(2026, 1, 1), None, since),
    ]  # fmt: skip


def test_continuity_keeps_seniority_waits_and_what_was_used(society: Society) -> None:
    """No new waiting, no first-year proportion; 210.00 of the old ceiling are used of the new one."""
    family(society, "Dora")
    first = society.claim("Dora", "VIS", 30000, on=date(2026, 1, 5), plan_code=FAMILY)
    assert [line.granted_cents for line in society.decide(first).draft.answer.lines] == [(30000 * 70) // 100]
    found = told(change(at(society), society.people["Dora"], Changing(FAMILY, date(2026, 1, 31), WIDE)))
    assert dict(found.notices)["use_carried"] == "1"
    assert dict(found.notices)["use_not_carried"] == "ospedale → manca"
    assert dict(found.notices)["look_again"] == str(first)
    later = society.claim("Dora", "VIS", 60000, on=date(2026, 2, 10), plan_code=WIDE)
    # 420.00 asked of a ceiling of 480.00, of which 210.00 are used
    assert [line.granted_cents for line in society.decide(later).draft.answer.lines] == [48000 - 21000]
    # given back after the change: `check` says that 210.00 are still to be taken off, until they are
    assert not_carried_yet(society, date(2026, 6, 1)) == []
    assert not isinstance(reverse(at(society), first, "fattura stornata"), Refusal)
    due = ToCarry(society.people["Dora"], FAMILY, WIDE, ("visite",))
    assert not_carried_yet(society, date(2026, 6, 1)) == [due]
    assert not_carried_yet(society, date(2025, 12, 31)) == []  # nobody had changed
    told(carry_again(at(society), society.people["Dora"]))
    assert not_carried_yet(society, date(2026, 6, 1)) == []
    assert verify(society.archive) == []


def not_carried_yet(society: Society, on: date) -> list[ToCarry]:
    with society.archive.reader.begin() as connection:
        return list(check_carried_use(connection, society.plans, on))


def test_the_first_year_is_in_proportion_to_its_months(society: Society) -> None:
    """E12: who joins on 1 August has five twelfths of 480 euro: 200 euro. Without continuity."""
    told(join(at(society), society.people["Anna"], Joining(WIDE, date(2026, 7, 20), ("base",))))
    asked = society.claim("Anna", "VIS", 60000, on=date(2026, 9, 10), plan_code=WIDE)
    assert [line.granted_cents for line in society.decide(asked).draft.answer.lines] == [48000 * 5 // 12]
    again = society.claim("Anna", "VIS", 60000, on=date(2027, 1, 10), plan_code=WIDE)
    assert [line.granted_cents for line in society.decide(again).draft.answer.lines] == [(60000 * 70) // 100]


def test_a_new_cover_waits_and_show_says_until_when(society: Society) -> None:
    told(join(at(society), society.people["Anna"], Joining(WIDE, ASKED, ("base",))))
    with society.archive.reader.begin() as connection:
        (shown,) = show_covers(connection, society.plans, society.people["Anna"], date(2026, 4, 10)).covers
    assert [(one.first_day, one.benefits) for one in shown.waits] == [(date(2026, 5, 1), ("Visita specialistica",))]
    assert (shown.first_year_months, [one.reason for one in shown.why]) == (9, [CoverReason.REQUEST])
    with society.archive.reader.begin() as connection:
        (later,) = show_covers(connection, society.plans, society.people["Anna"], date(2027, 5, 1)).covers
    assert (later.waits, later.first_year_months) == ((), None)


def test_a_change_leaves_no_half_of_a_household(society: Society) -> None:
    family(society, "Dora", "Elio")
    known = answers(society, Elio=False)
    asked = Changing(FAMILY, date(2026, 1, 31), WIDE, to_assistance="base", answers=known)
    assert blocks(society, change(at(society), society.people["Elio"], asked)) == [("household_not_whole", "Elio")]
    told(change(at(society), society.people["Elio"], replace(asked, household=True)))
    assert [covers(society, name)[-1][0] for name in ("Dora", "Elio")] == ["larga", "larga"]


def test_another_employer_is_no_change_of_mind(society: Society) -> None:
    """It has its own day, outside the window, and keeps what the rules keep; the archive must know of the work."""
    family(society, "Dora")
    asked = Changing(FAMILY, date(2026, 5, 20), WIDE, CoverReason.EMPLOYER, to_assistance="base")
    assert refused(change(at(society), society.people["Dora"], asked)) == "employer_day_missing"
    moved = replace(asked, effective_on=date(2026, 5, 1))
    assert refused(change(at(society), society.people["Dora"], moved)) == "employer_unchanged"
    _employ(society, "Dora", date(2026, 5, 1))
    told(change(at(society), society.people["Dora"], moved))
    assert covers(society, "Dora")[1] == ("larga", "base", date(2026, 5, 1), None, JOINED)
    request = Changing(WIDE, date(2027, 1, 10), FAMILY, effective_on=date(2027, 1, 10))
    assert refused(change(at(society), society.people["Dora"], request)) == "day_is_for_rules"


def _employ(society: Society, name: str, since: date) -> None:
    from sqlalchemy import insert

    from mutua.store.tables import firm

    person = society.people[name]

    def work(unit: UnitOfWork) -> None:
        unit.connection.execute(insert(firm).values(id=5, public_id="f5", name="Ditta", vat_number=None))
        tell_employment(unit.entry(society.households[person], "people"), 1, person, 5, since, None)

    unit_of_work(society.archive, [society.households[person]], work, actor_id=society.actor_id, now=society.now)


def test_who_joins_without_a_gap_may_continue(society: Society) -> None:
    society.household("N2", "Dora", covers=[CoverTold(FAMILY, "base", JOINED, date(2026, 3, 31))])
    society.household("N3", "Elsa", covers=[CoverTold(FAMILY, "base", JOINED, date(2026, 3, 30))])
    asked = Joining(WIDE, ASKED, ("base",), continues=True)
    told(join(at(society), society.people["Dora"], asked))
    assert covers(society, "Dora")[1] == ("larga", "base", NEXT, None, JOINED)
    assert blocks(society, join(at(society), society.people["Elsa"], asked)) == [("no_cover_to_continue", "Elsa")]


# ---------------------------------------------------------------- leaving, the senior plan


@pytest.mark.parametrize(("asked", "last"), [(date(2026, 9, 30), date(2026, 12, 31)), (date(2026, 10, 1), None)])
def test_one_leaves_when_the_plan_lets_go(society: Society, asked: date, last: date | None) -> None:
    society.household("N2", "Dora", covers=[CoverTold(WIDE, "base", JOINED), CoverTold(WIDE, "casa", JOINED)])
    found = change(at(society), society.people["Dora"], Changing(WIDE, asked))
    if last is None:
        assert blocks(society, found) == [("change_refused", "Dora"), ("change_refused", "Dora")]
        return
    told(found)
    assert [one[3] for one in covers(society, "Dora")] == [last, last]  # both of its assistances
    assert refused(change(at(society), society.people["Dora"], Changing(WIDE, date(2027, 1, 5)))) == "no_cover"


def test_no_reason_ends_a_cover_for_age_or_health() -> None:
    """A list kept by hand: whoever adds a reason reads this."""
    ending = {reason for reason, steps in STEPS.items() if CoverStep.LEAVE in steps}
    assert ending == {
        CoverReason.REQUEST, CoverReason.EMPLOYMENT_ENDED, CoverReason.MEMBERSHIP_ENDED, CoverReason.DIED,
        CoverReason.TAKEN_BACK,
    }  # fmt: skip
    assert STEPS[CoverReason.SENIOR] == {CoverStep.CHANGE}  # never without the cover that follows
    assert STEPS.keys() == set(CoverReason)


def test_who_reaches_the_age_goes_on_in_the_senior_plan(society: Society) -> None:
    """S10: sixty-five on 17 May 2045, so from 1 January 2046; what was used goes along, seniority too."""
    family(society, "Dora")
    with society.archive.reader.begin() as connection:
        assert list(list_seniors(connection, society.plans, date(2045, 12, 31))) == []
        (one,) = list_seniors(connection, society.plans, date(2046, 1, 1))
    assert (one.to_plan, one.effective_on) == (SENIOR, date(2046, 1, 1))
    early, late = at(society, date(2045, 12, 31)), at(society, date(2046, 2, 1))
    found = move_to_senior(early, society.people["Dora"], FAMILY, on=date(2045, 12, 31))
    assert blocks(society, found) == [("not_yet_senior", "Dora")]
    told(move_to_senior(late, society.people["Dora"], FAMILY, on=date(2046, 2, 1)))
    assert covers(society, "Dora") == [
        ("famiglia", "base", JOINED, date(2045, 12, 31), JOINED), ("anziani", "base", date(2046, 1, 1), None, JOINED),
    ]  # fmt: skip
    with society.archive.reader.begin() as connection:
        assert list(list_seniors(connection, society.plans, date(2046, 2, 1))) == []
    assert refused(move_to_senior(late, society.people["Dora"], SENIOR, on=date(2046, 2, 1))) == "no_senior_plan"


# ---------------------------------------------------------------- on other occasions


def test_ac_10_a_hire_told_late_makes_the_month_before_payable(society: Society) -> None:
    """Hired on 25 May, told on 2 August: covered from 1 June, and the request of July is looked at again."""
    july = society.claim("Anna", "VIS", 10000, on=date(2026, 7, 6), plan_code=WIDE)
    assert [line.granted_cents for line in society.decide(july).draft.answer.lines] == [0]
    desk = at(society, date(2026, 8, 2))
    found = told(join(desk, society.people["Anna"], Joining(WIDE, date(2026, 5, 25), ("base",))))
    assert dict(found.notices)["look_again"] == str(july)
    assert covers(society, "Anna")[0][2] == date(2026, 6, 1)
    plan = plan_readjudication(desk, [society.households[society.people["Anna"]]])
    assert [(one.claim_id, one.before_cents, one.after_cents) for one in plan.changes] == [
        (july, 0, (10000 * 70) // 100)
    ]


def test_ac_11_exactly_those_who_leave_get_the_last_day_of_the_exit_rule(society: Society) -> None:
    names = [f"Socio{number}" for number in range(12)]
    for number, name in enumerate(names):
        society.household(f"F{number}", name, covers=[CoverTold(WIDE, "base", JOINED)])
    for name in names[3:5]:
        asked = Changing(WIDE, date(2026, 8, 2), reason=CoverReason.EMPLOYMENT_ENDED)
        told(change(at(society), society.people[name], asked))
    assert [covers(society, name)[0][3] for name in names] == [
        date(2026, 12, 31) if number in (3, 4) else None for number in range(12)
    ]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2027, 2, 1), []),  # 40: leaving before joining: it never was
        (date(2027, 1, 1), []),  # 40: the same day
        (date(2026, 12, 31), [("larga", "base", date(2026, 12, 31), date(2026, 12, 31), date(2026, 12, 31))]),
    ],
)
def test_c40_leaving_before_joining(society: Society, since: date, expected: list[object]) -> None:
    society.household("N2", "Dora", covers=[CoverTold(WIDE, "base", since)])
    told(change(at(society), society.people["Dora"], Changing(WIDE, date(2026, 9, 30))))
    assert covers(society, "Dora") == expected


def test_c40_who_left_may_join_again_the_day_after(society: Society) -> None:
    """The last day is 31 December, the first one 1 January; without --continues seniority begins anew."""
    society.household("N2", "Dora", covers=[CoverTold(WIDE, "base", JOINED)])
    told(change(at(society), society.people["Dora"], Changing(WIDE, date(2026, 9, 30))))
    told(join(at(society), society.people["Dora"], Joining(WIDE, date(2026, 12, 10), ("base",))))
    first = date(2027, 1, 1)
    assert covers(society, "Dora") == [
        ("larga", "base", JOINED, date(2026, 12, 31), JOINED), ("larga", "base", first, None, first),
    ]  # fmt: skip


def test_a_death_and_its_correction_say_why(society: Society) -> None:
    society.household("N2", "Dora", covers=[CoverTold(WIDE, "base", JOINED)])
    person, desk = society.people["Dora"], members_desk(society)
    record_death(desk, person, died_on=date(2026, 5, 1))
    take_back(desk, person, motive="un'altra persona")
    with society.archive.reader.begin() as connection:
        told_of = read_changes(connection, [person])[person]
    assert [(one.reason, one.effective_on) for one in told_of] == [
        (CoverReason.DIED, date(2026, 5, 2)), (CoverReason.TAKEN_BACK, JOINED),
    ]  # fmt: skip
    assert covers(society, "Dora") == [("larga", "base", JOINED, None, JOINED)]


def test_a_household_of_nobody_who_is_a_member_is_refused_where_that_is_known(society: Society) -> None:
    member(society, "Anna", date(2026, 1, 10))
    told(join(at(society), society.people["Bruno"], Joining(WIDE, ASKED, ("base",))))
    by = board("9", date(2026, 5, 1))
    anna = society.people["Anna"]
    end_membership(members_desk(society), anna, Event.LAPSED, on=by.decided_on, by=by, reason="arrears")
    assert covers(society, "Bruno")[0][3] == date(2026, 5, 1)
    found = join(at(society), society.people["Bruno"], Joining(WIDE, date(2026, 6, 10), ("base",)))
    assert refused(found) == "household_without_member"


# ---------------------------------------------------------------- verify


@pytest.mark.tampered
def test_verify_names_covers_of_one_assistance_on_a_day(society: Society) -> None:
    family(society, "Dora")
    person = society.people["Dora"]

    def work(unit: UnitOfWork) -> None:
        entry = unit.entry(society.households[person], "people")
        tell_cover(entry, 1, person, FAMILY, Cover("base", date(2026, 5, 1)))

    unit_of_work(society.archive, [society.households[person]], work, actor_id=society.actor_id, now=society.now)
    assert [(one.code, one.found) for one in verify(society.archive)] == [("cover_twice_on_a_day", "01/05/2026")]


@pytest.mark.tampered
def test_verify_names_use_carried_without_its_movement_and_reasons_that_cannot_be(society: Society) -> None:
    family(society, "Dora")
    person, home = society.people["Dora"], society.households[society.people["Dora"]]

    def work(unit: UnitOfWork) -> None:
        entry = unit.entry(home, "carry")
        entry.add(carried_use, 1, person, str(person), FAMILY, "visite", WIDE, "visite_larghe", "2026-01-01", 5)
        entry.add(cover_change, 1, person, "senior", "2026-01-01", "2026-01-01", FAMILY, "base", "2024-01-01",
                  None, None, None)  # fmt: skip

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=society.now)
    assert sorted(one.code for one in verify(society.archive)) == ["carried_differs", "cover_reason"]


def test_what_is_told_is_of_one_kind(society: Society) -> None:
    assert isinstance(join(at(society), society.people["Anna"], Joining(WIDE, ASKED, ("base",))), CoversTold)
