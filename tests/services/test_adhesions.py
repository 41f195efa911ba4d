"""Adhesion to the pact: states and resolutions; three records of which none follows from another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mutua.domain.pact import ADHESION, AdhesionEvent, AdhesionState, AdhesionTold, adhesion_on, firm_arrears
from mutua.services.adhesions import About, AdhesionDone, adherents, reminders, tell_adhesion
from mutua.services.decide_claim import Refusal
from mutua.services.firm_plans import end_plan, plan_numbered
from mutua.store.database import Archive
from services.firm_helpers import Firms, small_firms

JAN, FEB, MAR = date(2026, 1, 10), date(2026, 2, 10), date(2026, 3, 10)
BY = About(body="steering_committee", resolution="3/2026")


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.firm("Alfa", None)
    return made


def tell(firms: Firms, event: AdhesionEvent, on: date, about: About = About()) -> AdhesionState | str:  # noqa: B008
    done = tell_adhesion(firms.at(), firms.firms["Alfa"], event, on=on, about=about)
    return done.standing.state if isinstance(done, AdhesionDone) else done.code


def admitted(firms: Firms) -> None:
    assert (
        tell(firms, AdhesionEvent.APPLIED, JAN, About(source="paper", themes=("mutualism",), listed=True)) == "applied"
    )
    assert tell(firms, AdhesionEvent.PAPERS_ASKED, JAN) == "to_complete"
    assert tell(firms, AdhesionEvent.COMPLETED, FEB) == "under_review"
    assert tell(firms, AdhesionEvent.ADMITTED, MAR, BY) == "active"


def test_an_organisation_comes_in_by_a_resolution(firms: Firms) -> None:
    tell(firms, AdhesionEvent.APPLIED, JAN)
    assert tell(firms, AdhesionEvent.ADMITTED, JAN, BY) == "pact_not_allowed"
    tell(firms, AdhesionEvent.COMPLETED, FEB)
    assert tell(firms, AdhesionEvent.ADMITTED, MAR) == "pact_resolution_missing"
    assert tell(firms, AdhesionEvent.ADMITTED, MAR, BY) == "active"
    with firms.archive.reader.begin() as connection:
        (one,) = adherents(connection, date(2026, 4, 1))
    assert (one.resolution, one.standing.state, one.standing.since) == ("3/2026", "active", MAR)


def test_papers_that_are_missing_are_reminded_of_after_thirty_days(firms: Firms) -> None:
    tell(firms, AdhesionEvent.APPLIED, JAN)
    tell(firms, AdhesionEvent.PAPERS_ASKED, JAN)
    with firms.archive.reader.begin() as connection:
        assert [(one.code, one.due_on) for one in reminders(connection, FEB)] == [("papers", date(2026, 2, 9))]


def test_leaving_the_pact_leaves_plans_and_covers_as_they_are(firms: Firms) -> None:
    """Adhesion, plan and membership are three records, none implies another."""
    from services.firm_helpers import TERMS

    admitted(firms)
    firms.plans["Alfa"] = firms.plan("Alfa", TERMS, date(2026, 1, 1))
    firms.move("Alfa", firms.row("Alfa", "Rossi Anna", date(2026, 1, 1)))
    done = tell_adhesion(
        firms.at(), firms.firms["Alfa"], AdhesionEvent.WITHDRAWN, on=date(2026, 4, 1), about=About(notice_days=60)
    )
    assert isinstance(done, AdhesionDone)
    assert (done.standing.state, done.plans_go_on) == (AdhesionState.LEFT, 1)  # as it is on 2 August
    with firms.archive.reader.begin() as connection:
        plan = plan_numbered(connection, firms.plans["Alfa"])
        assert adherents(connection, date(2026, 5, 30))[0].standing.state is AdhesionState.LEAVING
    assert plan is not None
    assert plan.ends_on is None
    assert firms.days("Rossi Anna") == [(date(2026, 1, 1), None)]


def test_a_plan_needs_no_adhesion_and_its_end_ends_covers_only(firms: Firms) -> None:
    firms.firm("Beta")
    firms.move("Beta", firms.row("Beta", "Rossi Anna", date(2026, 1, 1)))
    with firms.archive.reader.begin() as connection:
        assert adherents(connection, JAN) == []
    early = end_plan(firms.at(), firms.plans["Beta"], last_day=date(2025, 6, 30))
    assert early == Refusal("plan_end_before_start", "01/01/2026")
    assert end_plan(firms.at(), firms.plans["Beta"], last_day=date(2026, 6, 30)) is None
    assert firms.days("Rossi Anna") == [(date(2026, 1, 1), date(2026, 6, 30))]
    assert [one.left_on for one in firms.roster("Beta")] == [None]
    again = end_plan(firms.at(), firms.plans["Beta"], last_day=date(2026, 7, 31))
    assert again == Refusal("plan_step_not_allowed", "ended")


def test_who_does_not_confirm_a_new_text_in_time_has_lapsed(firms: Firms) -> None:
    admitted(firms)
    assert tell(firms, AdhesionEvent.NEW_TEXT, date(2026, 4, 1), About(text_version="2")) == "lapsed"  # by 2 August
    with firms.archive.reader.begin() as connection:
        states = [adherents(connection, on)[0].standing.state for on in (date(2026, 5, 31), date(2026, 6, 1))]
    assert states == [AdhesionState.ACTIVE, AdhesionState.LAPSED]
    assert tell(firms, AdhesionEvent.RECONFIRMED, date(2026, 7, 1)) == "active"


def test_a_breach_says_why_and_by_whom(firms: Firms) -> None:
    admitted(firms)
    assert tell(firms, AdhesionEvent.SUSPENDED, MAR, BY) == "pact_motive_missing"
    about = About(body="board", resolution="5/2026", motive="contratto di lavoro non applicato")
    assert tell(firms, AdhesionEvent.SUSPENDED, date(2026, 4, 1), about) == "suspended"
    assert tell(firms, AdhesionEvent.REINSTATED, date(2026, 5, 1), BY) == "active"
    assert tell(firms, AdhesionEvent.EXCLUDED, date(2026, 6, 1), about) == "excluded"


@pytest.mark.parametrize("state", list(AdhesionState))
@pytest.mark.parametrize("event", list(AdhesionEvent))
def test_what_may_follow_is_the_table(state: AdhesionState, event: AdhesionEvent) -> None:
    roads = {
        AdhesionState.OUTSIDE: [], AdhesionState.LEAD: ["contacted"], AdhesionState.APPLIED: ["applied"],
        AdhesionState.TO_COMPLETE: ["applied", "papers_asked"], AdhesionState.UNDER_REVIEW: ["applied", "completed"],
        AdhesionState.ACTIVE: ["applied", "completed", "admitted"],
        AdhesionState.REFUSED: ["applied", "completed", "refused"],
        AdhesionState.SUSPENDED: ["applied", "completed", "admitted", "suspended"],
        AdhesionState.EXCLUDED: ["applied", "completed", "admitted", "excluded"],
    }  # fmt: skip
    if state not in roads:
        return  # these come by themselves, when a day is reached
    told = [AdhesionTold(AdhesionEvent(one), JAN, JAN) for one in roads[state]]
    assert adhesion_on(told, JAN).state is state
    allowed = event in ADHESION[state]
    try:
        adhesion_on([*told, AdhesionTold(event, JAN, JAN)], JAN)
    except ValueError:
        assert not allowed
    else:
        assert allowed


@pytest.mark.parametrize(
    ("paid_on", "day", "state"),
    [
        (None, date(2026, 2, 1), "regular"), (None, date(2026, 2, 2), "grace"), (None, date(2026, 3, 3), "grace"),
        (None, date(2026, 3, 4), "suspended"), (date(2026, 2, 20), date(2026, 3, 4), "regular"),
        (date(2026, 3, 10), date(2026, 3, 20), "restoring"), (date(2026, 3, 10), date(2026, 3, 25), "regular"),
    ],
)  # fmt: skip
def test_a_plan_in_arrears_has_its_grace_and_comes_back_after_a_lag(
    paid_on: date | None, day: date, state: str
) -> None:
    found = firm_arrears([(date(2026, 2, 1), paid_on)], day, grace_days=30, restore_days=15)
    assert found.state == state
