"""Who passes from one plan to another through firms keeps what the rules of the plan left keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mutua.domain.cover_life import ONE_DAY, CoverReason
from mutua.domain.firms import EntryRule
from mutua.domain.records import CoverTold, Identity
from mutua.services.claim_goes_on import claim_goes_on
from mutua.services.cover_carry import carry_again
from mutua.services.cover_changes import Changing, change
from mutua.services.cover_desk import CoversTold
from mutua.services.cover_join import Joining, join
from mutua.services.cover_take_back import TakingBack, take_cover_back
from mutua.services.firm_plans import end_plan
from mutua.services.show_covers import show_covers
from mutua.services.staff_list_undo import undo_list
from mutua.services.staff_lists import Done, apply_list
from mutua.services.verify_archive import verify
from mutua.store.covers import ChangeTold, read_changes
from mutua.store.database import Archive
from mutua.store.firm_view import view_of
from mutua.store.people import change_identity, households_of
from mutua.store.tables import carried_use
from mutua.store.unit_of_work import unit_of_work
from mutua.store.wall import walled
from mutua.wording.describe import goes_on_sentence
from services import cover_helpers
from services.cover_helpers import FAMILY, FAMILY_RULES, WIDE, WIDE_RULES, covered_society
from services.firm_helpers import TERMS, Firms, code_of

JAN, JUL = date(2026, 1, 1), date(2026, 7, 1)
LEFT, HIRED = date(2026, 6, 10), date(2026, 6, 11)
ANNA, BRUNO = "Rossi Anna", "Bianchi Bruno"


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    """Alfa gives the family plan, Beta the wide one; Anna works at Alfa since January."""
    made = Firms(covered_society(archive, tmp_path), date(2026, 8, 2))
    made.firm("Alfa", plan_code=FAMILY)
    made.firm("Beta", plan_code=WIDE)
    made.move("Alfa", made.row("Alfa", ANNA, JAN), today=JAN)
    known(made)
    return made


def known(firms: Firms, name: str = ANNA) -> None:
    """The society knows the person by the given name, for requests."""
    person_id = firms.person(name)
    with firms.archive.reader.begin() as connection:
        firms.society.households[person_id] = min(households_of(connection, [person_id])[person_id])
    firms.society.people[name.split(" ")[1]] = person_id


def pass_over(firms: Firms, left: date = LEFT, hired: date = HIRED) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, None, left), today=date(2026, 6, 12))
    firms.move("Beta", firms.row("Beta", ANNA, hired), today=date(2026, 6, 12))


def told(firms: Firms, name: str = ANNA) -> list[tuple[str, str, date, date | None, date]]:
    """The covers of somebody as the archive was told them: plan, assistance, first and last day, seniority."""
    return [(plan.split("/")[1], one.assistance, one.effective_from, one.ends_on, one.seniority_from)
            for plan, one in firms.told_covers(name)]  # fmt: skip


def changes(firms: Firms, name: str = ANNA) -> list[ChangeTold]:
    """What is told of somebody's changes of plan."""
    person_id = firms.person(name)
    with firms.archive.reader.begin() as connection:
        return read_changes(connection, [person_id]).get(person_id, [])


def carried(firms: Firms) -> list[tuple[str, str, int]]:
    """The use that is carried: from which ceiling, to which one, how much."""
    c = carried_use.c
    query = select(c.from_pot, c.to_pot, func.sum(c.used)).group_by(c.from_pot, c.to_pot)
    with firms.archive.reader.begin() as connection:
        return [(before, after, int(used)) for before, after, used in connection.execute(query) if used]


def granted(firms: Firms, cents: int, on: date, plan_code: str) -> int:
    """What is granted of a visit, decided."""
    claim = firms.society.claim("Anna", "VIS", cents, on=on, plan_code=plan_code)
    return sum(line.granted_cents for line in firms.society.decide(claim).draft.answer.lines)


def test_from_firm_to_firm_under_another_plan_seniority_and_use_go_on(firms: Firms) -> None:
    """70 % of 300.00 under the family plan; of 420.00 in July the wide one has 480.00 less 210.00, with no new wait."""
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == (30000 * 70) // 100
    pass_over(firms)
    assert told(firms) == [
        ("famiglia", "base", JAN, date(2026, 6, 30), JAN), ("larga", "base", JUL, None, JAN),
    ]  # fmt: skip
    assert granted(firms, 60000, date(2026, 7, 10), WIDE) == 48000 - 21000
    assert verify(firms.archive) == []


def test_the_cover_says_what_it_goes_on_from_with_the_article(firms: Firms) -> None:
    pass_over(firms)
    with firms.archive.reader.begin() as connection:
        before, after = show_covers(connection, firms.society.plans, firms.person(ANNA), JUL).covers
    assert (before.goes_on, [one.reason for one in after.why]) == ((), [CoverReason.EMPLOYER])
    (one,) = after.goes_on
    assert goes_on_sentence(one.title, one.last_day, one.rules, senior=one.senior, same_plan=one.same_plan) == (
        "Continua la copertura di «Piano di prova», finita il 30/06/2026. Quanto si è usato di «visite» conta in "
        "«visite larghe» del nuovo piano (art. 4). Quanto si è usato di «ospedale» conta in «manca» del nuovo piano "
        "(art. 4). L'anzianità d'iscrizione resta (art. 4)."
    )
    assert "kept" in goes_on_sentence(one.title, None, one.rules, "en", same_plan=True)
    assert after.waits == ()


def test_the_decision_says_what_its_cover_keeps(firms: Firms) -> None:
    pass_over(firms)
    before, after = (
        firms.society.claim("Anna", "VIS", 10000, on=on, plan_code=plan_code)
        for on, plan_code in ((date(2026, 6, 20), FAMILY), (date(2026, 7, 10), WIDE))
    )
    firms.society.decide(after)
    assert claim_goes_on(firms.archive, firms.society.plans, before, "it") == ()
    (said,) = claim_goes_on(firms.archive, firms.society.plans, after, "it")
    assert said.startswith("Continua la copertura di «Piano di prova», finita il 30/06/2026.")
    assert said.endswith("L'anzianità d'iscrizione resta (art. 4).")


def test_the_movement_undone_undoes_what_goes_on_and_takes_the_use_off_again(firms: Firms) -> None:
    """The list that told the leave is undone: Anna has both plans, each with its own seniority and its own ceiling."""
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == 21000
    leave = firms.move("Alfa", firms.row("Alfa", ANNA, None, LEFT), today=date(2026, 6, 12))
    firms.move("Beta", firms.row("Beta", ANNA, HIRED), today=date(2026, 6, 12))
    assert granted(firms, 10000, date(2026, 7, 10), WIDE) == 7000  # so the use is carried, and told
    assert carried(firms) == [("visite", "visite_larghe", 21000)]
    assert leave.list_id is not None
    assert isinstance(undo_list(firms.at(), leave.list_id), Done)
    assert told(firms) == [("famiglia", "base", JAN, None, JAN), ("larga", "base", JUL, None, JUL)]
    reasons = [one.reason for one in changes(firms)]
    assert reasons == [CoverReason.EMPLOYER, CoverReason.TAKEN_BACK]
    # July waits now; in September six twelfths of 480.00 are 240.00, of which 70.00 were used in July
    assert granted(firms, 10000, date(2026, 7, 20), WIDE) == 0
    assert granted(firms, 60000, date(2026, 9, 10), WIDE) == 24000 - 7000
    assert carried(firms) == []
    assert verify(firms.archive) == []
    # and told again it goes on again
    firms.move("Alfa", firms.row("Alfa", ANNA, None, LEFT), today=date(2026, 8, 2))
    assert told(firms)[1] == ("larga", "base", JUL, None, JAN)
    assert granted(firms, 60000, date(2026, 9, 20), WIDE) == 48000 - 21000 - 7000 - 17000
    assert [one.reason for one in changes(firms)] == [*reasons, CoverReason.EMPLOYER]
    assert verify(firms.archive) == []


def test_the_hire_undone_leaves_nothing_carried(firms: Firms) -> None:
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == 21000
    firms.move("Alfa", firms.row("Alfa", ANNA, None, LEFT), today=date(2026, 6, 12))
    hire = firms.move("Beta", firms.row("Beta", ANNA, HIRED), today=date(2026, 6, 12))
    assert isinstance(carry_again(firms.at(), firms.person(ANNA)), CoversTold)
    assert carried(firms) == [("visite", "visite_larghe", 21000)]
    assert hire.list_id is not None
    undo_list(firms.at(), hire.list_id)
    assert told(firms) == [("famiglia", "base", JAN, date(2026, 6, 30), JAN)]
    firms.firm("Gamma", plan_code=WIDE, seniority_days=0)  # another firm, later, with no word on who comes back
    firms.move("Gamma", firms.row("Gamma", ANNA, date(2026, 8, 1)), today=date(2026, 8, 2))
    assert told(firms)[1] == ("larga", "base", date(2026, 8, 1), None, date(2026, 8, 1))
    assert granted(firms, 60000, date(2026, 9, 10), WIDE) == 48000 * 5 // 12
    assert carried(firms) == []
    assert verify(firms.archive) == []


@pytest.mark.parametrize("leave_first", [True, False])
@pytest.mark.parametrize(("days", "hired", "kept"), [
    (30, date(2026, 7, 31), True), (30, date(2026, 8, 1), False), (0, HIRED, True), (365, date(2026, 8, 2), True),
])  # fmt: skip
def test_a_gap_that_the_firm_and_the_society_agreed_on_breaks_nothing(
    firms: Firms, days: int, hired: date, kept: bool, leave_first: bool
) -> None:
    """Covered by Alfa to 30 June: on 31 July thirty days lie between, on 1 August thirty-one."""
    firms.firm("Gamma", plan_code=WIDE, seniority_days=days, entry_rule=EntryRule.SAME_DAY)
    moves = [("Alfa", None, LEFT), ("Gamma", hired, None)]
    for firm, since, left in moves if leave_first else reversed(moves):
        firms.move(firm, firms.row(firm, ANNA, since, left), today=date(2026, 8, 2))
    assert told(firms)[1] == ("larga", "base", hired, None, JAN if kept else hired)
    assert [one.asked_on for one in changes(firms)] == [min(date(2026, 6, 30), hired - ONE_DAY)] * kept
    assert verify(firms.archive) == []


def test_who_works_at_both_has_two_plans_and_passes_from_none(firms: Firms) -> None:
    """Alfa is left two months after Beta began: nothing goes on, then as now."""
    firms.move("Beta", firms.row("Beta", ANNA, HIRED), today=date(2026, 6, 12))
    expected = [("famiglia", "base", JAN, None, JAN), ("larga", "base", JUL, None, JUL)]
    assert told(firms) == expected
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 8, 1)), today=date(2026, 8, 2))
    assert told(firms) == [(*expected[0][:3], date(2026, 8, 31), JAN), expected[1]]
    assert changes(firms) == []


def test_rules_that_begin_anew_keep_no_seniority_but_carry_what_they_name(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`anzianità: da capo`: the waiting period is new, and the ceiling of the first year has six twelfths."""
    monkeypatch.setattr(cover_helpers, "FAMILY_RULES", FAMILY_RULES.replace("mantenuta", "da capo"))
    firms = Firms(covered_society(archive, tmp_path), date(2026, 8, 2))
    firms.firm("Alfa", plan_code=FAMILY)
    firms.firm("Beta", plan_code=WIDE)
    firms.move("Alfa", firms.row("Alfa", ANNA, JAN), today=JAN)
    known(firms)
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == 21000
    pass_over(firms)
    assert told(firms)[1] == ("larga", "base", JUL, None, JUL)
    assert granted(firms, 10000, date(2026, 7, 10), WIDE) == 0
    assert granted(firms, 60000, date(2026, 8, 10), WIDE) == 24000 - 21000
    assert verify(firms.archive) == []


def test_to_and_fro_counts_nothing_twice(firms: Firms) -> None:
    """210.00 at Alfa, 70.00 at Beta, back at Alfa: of the 400.00 of the family plan 280.00 are used once it says so."""
    assert granted(firms, 30000, date(2026, 3, 5), FAMILY) == 21000
    pass_over(firms)
    assert granted(firms, 10000, date(2026, 7, 10), WIDE) == 7000
    firms.move("Beta", firms.row("Beta", ANNA, None, date(2026, 7, 31)), today=date(2026, 8, 2))
    firms.move("Alfa", firms.row("Alfa", ANNA, date(2026, 8, 1)), today=date(2026, 8, 2))
    assert [row[:4] for row in told(firms)] == [
        ("famiglia", "base", JAN, date(2026, 6, 30)), ("larga", "base", JUL, date(2026, 7, 31)),
        ("famiglia", "base", date(2026, 8, 1), None),
    ]  # fmt: skip
    assert firms.seniority(ANNA) == [JAN, JAN, JAN]
    # the wide plan names nothing to carry: what was used there stays there
    assert granted(firms, 60000, date(2026, 8, 10), FAMILY) == 40000 - 21000
    firms.move("Alfa", firms.row("Alfa", ANNA, None, date(2026, 9, 30)), today=date(2026, 10, 1))
    firms.move("Beta", firms.row("Beta", ANNA, date(2026, 10, 1)), today=date(2026, 10, 1))
    assert granted(firms, 60000, date(2026, 10, 10), WIDE) == 48000 - 7000 - 40000
    assert verify(firms.archive) == []


def test_to_and_fro_between_plans_that_both_carry_counts_nothing_twice(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """210.00 at Alfa, 70.00 at Beta: back at Alfa 120.00 of 400.00 are left, then at Beta 80.00 of 480.00."""
    both = WIDE_RULES.replace("cambio_piano:\n", "cambio_piano:\n  porta: {visite_larghe: visite}\n")
    monkeypatch.setattr(cover_helpers, "WIDE_RULES", both)
    firms = Firms(covered_society(archive, tmp_path), date(2026, 10, 2))
    for name, plan_code in (("Alfa", FAMILY), ("Beta", WIDE)):
        firms.firm(name, plan_code=plan_code, entry_rule=EntryRule.SAME_DAY)
    stays = [("Alfa", JAN, date(2026, 6, 30)), ("Beta", JUL, date(2026, 7, 31)),
             ("Alfa", date(2026, 8, 1), date(2026, 9, 30)), ("Beta", date(2026, 10, 1), None)]  # fmt: skip
    asked = [(30000, date(2026, 3, 5)), (10000, date(2026, 7, 10)), (60000, date(2026, 8, 10)),
             (60000, date(2026, 10, 1))]  # fmt: skip
    found = []
    for (firm, since, left), (cents, on) in zip(stays, asked, strict=True):
        firms.move(firm, firms.row(firm, ANNA, since, left))
        known(firms)
        found.append(granted(firms, cents, on, FAMILY if firm == "Alfa" else WIDE))
    assert found == [21000, 7000, 40000 - 21000 - 7000, 48000 - 40000]
    assert verify(firms.archive) == []


def test_a_firm_that_takes_another_plan_has_people_who_change_plan(firms: Firms) -> None:
    """Those known already and those told afterwards alike."""
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == 21000
    assert end_plan(firms.at(), firms.plans["Alfa"], last_day=date(2026, 6, 30)) is None
    firms.plan("Alfa", replace(TERMS, valid_from=JUL), JUL, WIDE)
    firms.move("Alfa", firms.row("Alfa", BRUNO, date(2026, 2, 1)))
    for name, since in ((ANNA, JAN), (BRUNO, date(2026, 2, 1))):
        assert told(firms, name) == [
            ("famiglia", "base", since, date(2026, 6, 30), since), ("larga", "base", JUL, None, since),
        ]  # fmt: skip
        assert [one.reason for one in changes(firms, name)] == [CoverReason.EMPLOYER]
    assert granted(firms, 60000, date(2026, 7, 10), WIDE) == 48000 - 21000
    assert verify(firms.archive) == []


# ---------------------------------------------------------------- from a firm to a cover of one's own, and back


def test_who_leaves_a_firm_and_joins_alone_under_another_plan_goes_on(firms: Firms) -> None:
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == 21000
    firms.move("Alfa", firms.row("Alfa", ANNA, None, LEFT), today=date(2026, 6, 12))
    asked = Joining(WIDE, date(2026, 6, 20), ("base",), continues=True)
    found = join(firms.at(date(2026, 6, 20)), firms.person(ANNA), asked)
    assert isinstance(found, CoversTold), found
    assert dict(found.notices)["use_carried"] == "1"
    assert told(firms) == [
        ("famiglia", "base", JAN, date(2026, 6, 30), JAN), ("larga", "base", JUL, None, JAN),
    ]  # fmt: skip
    assert granted(firms, 60000, date(2026, 7, 10), WIDE) == 48000 - 21000
    assert verify(firms.archive) == []


def test_a_cover_joined_after_a_firms_one_is_taken_back_and_the_firms_one_stays_over(firms: Firms) -> None:
    firms.move("Alfa", firms.row("Alfa", ANNA, None, LEFT), today=date(2026, 6, 12))
    asked = Joining(WIDE, date(2026, 6, 20), ("base",), continues=True)
    assert isinstance(join(firms.at(date(2026, 6, 20)), firms.person(ANNA), asked), CoversTold)
    assert isinstance(take_cover_back(firms.at(), firms.person(ANNA), TakingBack(WIDE)), CoversTold)
    assert told(firms) == [("famiglia", "base", JAN, date(2026, 6, 30), JAN)]
    assert verify(firms.archive) == []


@pytest.mark.parametrize("told_first", [True, False])
def test_who_leaves_a_cover_of_their_own_for_a_firms_goes_on(firms: Firms, told_first: bool) -> None:
    """Bruno has the family plan alone to the end of the year; Beta covers him from January. In whatever order told."""
    society, born = firms.society, date(2024, 1, 1)
    society.household("N9", "Bruno", covers=[CoverTold(FAMILY, "base", born)])
    person, home = society.people["Bruno"], society.households[society.people["Bruno"]]
    unit_of_work(
        firms.archive, [home],
        lambda unit: change_identity(unit, person, Identity("Bianchi", "Bruno", code_of(BRUNO), date(1980, 1, 1))),
        actor_id=society.actor_id, now=society.now,
    )  # fmt: skip
    claim = society.claim("Bruno", "VIS", 30000, on=date(2027, 1, 1), plan_code=FAMILY)
    today = date(2027, 1, 3)

    def leaves() -> None:
        asked = Changing(FAMILY, date(2026, 9, 30))
        assert isinstance(change(firms.at(today), person, asked), CoversTold)

    def is_hired() -> None:
        firms.move("Beta", firms.row("Beta", BRUNO, date(2027, 1, 1)), today=today)

    for step in (is_hired, leaves) if told_first else (leaves, is_hired):
        step()
    assert told(firms, BRUNO) == [
        ("famiglia", "base", born, date(2026, 12, 31), born), ("larga", "base", date(2027, 1, 1), None, born),
    ]  # fmt: skip
    assert [one.reason for one in changes(firms, BRUNO) if one.to_plan] == [CoverReason.EMPLOYER]
    assert society.decide(claim).draft.answer.granted_cents == 0  # the day after the last
    assert verify(firms.archive) == []


# ---------------------------------------------------------------- what a firm sees of it


def test_a_firm_sees_and_reaches_nothing_of_it(firms: Firms) -> None:
    """Through its own door, behind the wall: Anna comes from another plan and has used of it, Bruno does not."""
    assert granted(firms, 30000, date(2026, 5, 5), FAMILY) == 21000
    firms.move("Alfa", firms.row("Alfa", ANNA, None, LEFT), today=date(2026, 6, 12))
    beyond = walled(firms.archive)
    at = replace(firms.at(), archive=beyond)
    rows = [firms.row("Beta", ANNA, HIRED), firms.row("Beta", BRUNO, HIRED, number=3)]
    listed = firms.told("Beta", rows, by_firm=True)
    seen = firms.look(listed)
    assert seen.mistakes == ()
    assert isinstance(apply_list(at, listed, fingerprint=seen.plan.fingerprint), Done)
    assert told(firms)[1] == ("larga", "base", JUL, None, JAN)
    with beyond.reader.begin() as connection:
        roster = view_of(connection, firms.firms["Beta"]).roster(connection)  # type: ignore[union-attr]  # there is one
    mine = ["surname", "given_name", "fiscal_code", "enrolment_id"]
    alike = [{key: value for key, value in row._asdict().items() if key not in mine} for row in roster]
    assert len(alike) == 2
    assert alike[0] == alike[1]
