"""The days on which a society pays: read strictly, the next one found, also in short months and over week-ends."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.domain.payment_days import next_payment_day, read_days


@pytest.mark.parametrize(
    ("text", "days"),
    [("15, 31", (15, 31)), ("31 15 15", (15, 31)), ("1;2", (1, 2)), ("", ()), ("0", None), ("32", None), ("311", None),
     ("il 15", None), ("1.5", None), ("²", None), ("-1", None)],
)  # fmt: skip
def test_days_are_read_strictly(text: str, days: tuple[int, ...] | None) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("days", "today", "day"),
    [
        ((15, 31), date(2026, 6, 1), date(2026, 6, 1)), ((15, 31), date(2026, 6, 2), date(2026, 6, 15)),
        ((15, 31), date(2026, 6, 15), date(2026, 6, 15)),
        ((15, 31), date(2026, 6, 16), date(2026, 6, 30)), ((31,), date(2026, 2, 3), date(2026, 3, 2)),
        ((30,), date(2027, 2, 2), date(2027, 3, 1)), ((15,), date(2026, 8, 1), date(2026, 8, 17)),
        ((15,), date(2026, 8, 16), date(2026, 8, 17)), ((15,), date(2026, 8, 18), date(2026, 9, 15)),
        ((5,), date(2026, 12, 31), date(2027, 1, 5)), ((), date(2026, 6, 1), None),
    ],
)  # fmt: skip
def test_the_next_day_is_one_on_which_banks_work(days: tuple[int, ...], today: date, day: date | None) -> None:
    """31 May 2026 is a Sunday, 28 February and 15 August 2026 are Saturdays: the Monday after."""
    assert next_payment_day(days, today) == day
