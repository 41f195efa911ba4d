"""What pots remember: using, setting aside, giving back."""

from __future__ import annotations

from datetime import date

from mutua.domain.case import Balance
from mutua.domain.decisions import Movement, MovementKind
from mutua.rules.bookkeeping import apply, outstanding

YEAR = date(2026, 1, 1)
KEY = ("visite", "Anna")


def moved(kind: MovementKind, amount: int, token: str = "", period: date = YEAR) -> Movement:
    return Movement(*KEY, period, kind, amount, token)


def test_consuming_adds_to_what_is_used() -> None:
    state = apply({}, [moved(MovementKind.CONSUME, 5000), moved(MovementKind.CONSUME, 2500)])
    assert state[KEY][YEAR] == Balance(used=5000 + 2500)


def test_leaves_the_state_it_was_given_alone() -> None:
    before = {KEY: {YEAR: Balance(used=100)}}
    apply(before, [moved(MovementKind.CONSUME, 50)])
    assert before == {KEY: {YEAR: Balance(used=100)}}


def test_keeps_periods_and_holders_apart() -> None:
    other = Movement("visite", "Bruno", YEAR, MovementKind.CONSUME, 7)
    state = apply({}, [moved(MovementKind.CONSUME, 5), moved(MovementKind.CONSUME, 6, period=date(2027, 1, 1)), other])
    assert {holder: {day.year: one.used for day, one in periods.items()} for (_, holder), periods in state.items()} == {
        "Anna": {2026: 5, 2027: 6},
        "Bruno": {2026: 7},
    }


def test_what_is_set_aside_is_released_as_it_is_used() -> None:
    reserved = apply({}, [moved(MovementKind.RESERVE, 480)])
    used = apply(reserved, [moved(MovementKind.RELEASE, 300), moved(MovementKind.CONSUME, 300)])
    assert reserved[KEY][YEAR] == Balance(reserved=480)
    assert used[KEY][YEAR] == Balance(used=300, reserved=480 - 300)


def test_never_releases_more_than_was_set_aside() -> None:
    state = apply({}, [moved(MovementKind.RESERVE, 10), moved(MovementKind.RELEASE, 25)])
    assert state[KEY][YEAR].reserved == 0


def test_remembers_an_invoice_counted_once() -> None:
    state = apply({}, [moved(MovementKind.CONSUME, 1, "12/A")])
    assert state[KEY][YEAR] == Balance(used=1, tokens=frozenset({"12/A"}))


def test_an_authorisation_still_has_set_aside_what_it_did_not_use() -> None:
    key = (*KEY, YEAR)
    first = outstanding({}, [moved(MovementKind.RESERVE, 480)])
    assert first == {key: 480}
    assert outstanding(first, [moved(MovementKind.RELEASE, 300), moved(MovementKind.CONSUME, 300)]) == {key: 180}
    assert outstanding(first, [moved(MovementKind.RELEASE, 480)]) == {}
