"""The table of transitions both ways, guards, endings that come before others, and any sequence whatever."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutua.domain.member_life import (
    ENDINGS,
    ENTRIES,
    MEMBERS,
    REASONS,
    TRANSITIONS,
    Event,
    LifeEvent,
    MemberKind,
    State,
    standing_on,
    steps_of,
    was_member,
    why_not,
)

FIRST = date(2026, 1, 1)
# A shortest life that ends in each state.
ROADS: dict[State, tuple[Event, ...]] = {
    State.OUTSIDER: (),
    State.APPLICANT: (Event.APPLIED,),
    State.REFUSED: (Event.APPLIED, Event.REFUSED),
    State.APPEALING: (Event.APPLIED, Event.REFUSED, Event.APPEALED),
    State.MEMBER: (Event.APPLIED, Event.ADMITTED),
    State.SUSPENDED: (Event.APPLIED, Event.ADMITTED, Event.SUSPENDED),
    State.WITHDRAWN: (Event.CARRIED_OVER, Event.WITHDRAWN),
    State.LAPSED: (Event.CARRIED_OVER, Event.LAPSED),
    State.EXCLUDED: (Event.CARRIED_OVER, Event.EXCLUDED),
    State.CONTESTING: (Event.CARRIED_OVER, Event.EXCLUDED, Event.APPEALED),
    State.DEAD: (Event.CARRIED_OVER, Event.DIED),
}
# Typed by hand: what may follow each state. Everything else may not.
ALLOWED: dict[State, set[str]] = {
    State.OUTSIDER: {"applied", "carried_over"},
    State.APPLICANT: {"admitted", "readmitted", "refused", "application_withdrawn"},
    State.REFUSED: {"appealed", "applied"},
    State.APPEALING: {"appeal_upheld", "appeal_rejected"},
    State.MEMBER: {"kind_changed", "suspended", "withdrawn", "lapsed", "excluded", "died"},
    State.SUSPENDED: {"kind_changed", "reinstated", "withdrawn", "lapsed", "excluded", "died"},
    State.WITHDRAWN: {"applied"},
    State.LAPSED: {"applied"},
    State.EXCLUDED: {"appealed", "applied"},
    State.CONTESTING: {"appeal_upheld", "appeal_rejected"},
    State.DEAD: set(),
}


def event(what: Event, on: date, effective: date | None = None) -> LifeEvent:
    kind = MemberKind.ORDINARY if what in (Event.APPLIED, Event.CARRIED_OVER) else None
    kind = MemberKind.SUPPORTING if what is Event.KIND_CHANGED else kind
    return LifeEvent(what, on, effective or on, kind, REASONS.get(what, ("",))[0])


def life(*events: Event) -> list[LifeEvent]:
    return [event(one, FIRST + timedelta(days=at)) for at, one in enumerate(events)]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("what", [one for one in Event if one is not Event.TAKEN_BACK])
def test_what_may_follow_what(state: State, what: Event) -> None:
    before = life(*ROADS[state])
    assert standing_on(before, date.max).state is state
    if what is Event.READMITTED and state is State.APPLICANT:
        before = [*life(Event.CARRIED_OVER, Event.WITHDRAWN), event(Event.APPLIED, date(2026, 1, 5))]
    why = why_not(before, event(what, date(2026, 2, 1)))
    assert why == ("" if what.value in ALLOWED[state] else "life_not_allowed")
    if not why:
        after = standing_on([*before, event(what, date(2026, 2, 1))], date(2026, 2, 1))
        assert after.state is TRANSITIONS[state][what]
        same = standing_on(before, date.max).since  # another kind of member is a member since the same day
        assert after.since == (same if what is Event.KIND_CHANGED else date(2026, 2, 1))


def test_another_kind_of_member_is_said_and_is_another_one() -> None:
    road, day = life(Event.CARRIED_OVER), date(2026, 3, 1)
    assert why_not(road, LifeEvent(Event.KIND_CHANGED, day, day)) == "life_same_kind"
    assert why_not(road, LifeEvent(Event.KIND_CHANGED, day, day, MemberKind.ORDINARY)) == "life_same_kind"
    changed = [*road, LifeEvent(Event.KIND_CHANGED, day, date(2027, 1, 1), MemberKind.SUPPORTING)]
    assert why_not(road, changed[-1]) == ""
    kinds = [standing_on(changed, on).kind for on in (date(2026, 12, 31), date(2027, 1, 1))]
    assert kinds == [MemberKind.ORDINARY, MemberKind.SUPPORTING]
    died = LifeEvent(Event.DIED, date(2026, 5, 1), date(2026, 5, 2))  # before the change took effect
    assert why_not(changed, died) == ""
    assert standing_on([*changed, died], date.max).state is State.DEAD
    assert standing_on([*changed, died], date.max).kind is MemberKind.ORDINARY


def test_nobody_is_let_go_for_age_or_health() -> None:
    """The closed list of reasons, typed here once more: whoever adds one must come by."""
    assert {code for codes in REASONS.values() for code in codes} == {
        "arrears", "disciplinary", "body_dissolved", "serious_breach", "false_statements", "harm_to_society",
    }  # fmt: skip
    assert {Event.WITHDRAWN, Event.LAPSED, Event.EXCLUDED, Event.DIED} == ENDINGS
    member = life(Event.CARRIED_OVER)
    for what in (Event.LAPSED, Event.EXCLUDED, Event.SUSPENDED):
        for reason in ("age", "health", ""):
            assert why_not(member, LifeEvent(what, FIRST, FIRST, reason=reason)) == "life_reason"
    assert why_not(member, LifeEvent(Event.WITHDRAWN, FIRST, FIRST, reason="arrears")) == "life_reason"


def test_who_was_a_member_is_readmitted_and_who_was_not_is_admitted() -> None:
    new, old = life(Event.APPLIED), life(Event.CARRIED_OVER, Event.LAPSED, Event.APPLIED)
    assert [why_not(new, event(one, date(2026, 2, 1))) for one in (Event.ADMITTED, Event.READMITTED)] == [
        "", "life_not_allowed",
    ]  # fmt: skip
    assert [why_not(old, event(one, date(2026, 2, 1))) for one in (Event.ADMITTED, Event.READMITTED)] == [
        "life_not_allowed", "",
    ]  # fmt: skip


@pytest.mark.parametrize("state", State)
def test_what_was_told_last_may_be_taken_back_and_never_happened(state: State) -> None:
    road = life(*ROADS[state])
    undo = LifeEvent(Event.TAKEN_BACK, date(2026, 2, 1), date(2026, 2, 1))
    assert why_not(road, undo) == ("" if road else "life_not_allowed")
    if road:
        assert steps_of([*road, undo]) == steps_of(road[:-1])
        back = [*road, *[undo] * len(road)]
        assert standing_on(back, date.max).state is State.OUTSIDER
        assert why_not(back, undo) == "life_not_allowed"


def test_a_death_taken_back_leaves_the_withdrawal_that_it_had_overtaken() -> None:
    told = [event(Event.CARRIED_OVER, FIRST), event(Event.WITHDRAWN, date(2026, 9, 1), date(2027, 1, 1))]
    undo = LifeEvent(Event.TAKEN_BACK, date(2026, 12, 1), date(2026, 12, 1))
    back = [*told, LifeEvent(Event.DIED, date(2026, 11, 3), date(2026, 11, 4)), undo]
    assert [standing_on(back, day).state for day in (date(2026, 12, 31), date(2027, 1, 1))] == [
        State.MEMBER, State.WITHDRAWN,
    ]  # fmt: skip


def test_an_appeal_is_decided_once() -> None:
    twice = life(Event.APPLIED, Event.REFUSED, Event.APPEALED, Event.APPEAL_REJECTED)
    assert why_not(twice, event(Event.APPEALED, date(2026, 2, 1))) == "appeal_decided"
    anew = [*twice, event(Event.APPLIED, date(2026, 2, 1)), event(Event.REFUSED, date(2026, 2, 2))]
    assert why_not(anew, event(Event.APPEALED, date(2026, 2, 3))) == ""


def test_of_two_endings_the_earlier_counts() -> None:
    """Notice in September for New Year; death in November: a member until the day of death."""
    told = [event(Event.CARRIED_OVER, FIRST), event(Event.WITHDRAWN, date(2026, 9, 1), date(2027, 1, 1))]
    assert standing_on(told, date(2026, 12, 31)).state is State.MEMBER
    assert standing_on(told, date(2027, 1, 1)).state is State.WITHDRAWN
    died = LifeEvent(Event.DIED, date(2026, 11, 3), date(2026, 11, 4))
    assert why_not(told, died) == ""
    assert standing_on([*told, died], date(2026, 11, 3)).state is State.MEMBER
    assert [standing_on([*told, died], day).state for day in (date(2026, 11, 4), date(2027, 1, 1))] == [State.DEAD] * 2
    late = LifeEvent(Event.DIED, date(2027, 1, 1), date(2027, 1, 2))
    assert why_not(told, late) == "life_not_allowed"  # who had left by then died, but not a member


def test_nothing_takes_effect_before_its_deed_nor_before_what_came_earlier() -> None:
    member = life(Event.APPLIED, Event.ADMITTED)
    assert why_not(member, event(Event.WITHDRAWN, date(2026, 2, 1), date(2026, 1, 31))) == "life_effect_before_deed"
    assert why_not(member, event(Event.WITHDRAWN, date(2026, 1, 1))) == "life_out_of_order"  # 40: left before joined
    assert why_not(member, event(Event.WITHDRAWN, date(2026, 1, 2))) == ""  # the same day


def test_a_life_that_the_table_does_not_allow_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="admitted does not follow outsider"):
        steps_of(life(Event.ADMITTED))


@given(st.lists(st.tuples(st.sampled_from(Event), st.integers(0, 40), st.integers(0, 40)), max_size=25))
def test_any_sequence_keeps_the_invariants(wanted: list[tuple[Event, int, int]]) -> None:
    """Whatever is tried, what is taken makes a life that can be read, day by day."""
    taken: list[LifeEvent] = []
    for what, day, later in wanted:
        one = event(what, FIRST + timedelta(days=day), FIRST + timedelta(days=day + later))
        if not why_not(taken, one):
            taken.append(one)
    steps = steps_of(taken)
    assert [one for one, _ in steps] == sorted((one for one, _ in steps), key=lambda one: one.effective_on)
    state = State.OUTSIDER
    for one, after in steps:
        assert one.event.value in ALLOWED[state]
        state = after
    for at in range(0, 90, 7):
        standing = standing_on(taken, FIRST + timedelta(days=at))
        assert standing.is_member == (standing.state in MEMBERS)
        assert standing.kind is not None or standing.state is State.OUTSIDER
    stand = [one for one, _ in steps]
    entries = [one for one in stand if one.event in ENTRIES]
    assert was_member(taken) == bool(entries or any(one.event is Event.APPEAL_UPHELD for one in stand))
    assert sum(one.event is not Event.READMITTED for one in entries) <= 1  # one comes in for the first time once
    dead = [at for at, one in enumerate(stand) if one.event is Event.DIED]
    assert dead in ([], [len(stand) - 1])
