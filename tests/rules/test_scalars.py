"""Numbers, dates and words: the one way to write each, and both sides of each limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from mutua.rules.model import Duration, DurationUnit, Unit
from mutua.rules.reading import scalars
from mutua.rules.reading.problems import Fault

Parser = Callable[[str], object]


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (scalars.money, "140.00", 14000),
        (scalars.money, "140", 14000),
        (scalars.money, "0.5", 50),
        (scalars.money, "0", 0),
        (scalars.money, "140.00 euro", 14000),
        (scalars.money, "9999999.99", 999_999_999),
        (scalars.italian_money, "1.300,00", 130_000),
        (scalars.italian_money, "1300,5", 130_050),
        (scalars.italian_money, "45", 4500),
        (scalars.italian_money, "9.999.999,99", 999_999_999),
        (scalars.share, "70%", Fraction(7, 10)),
        (scalars.share, "12.5%", Fraction(1, 8)),
        (scalars.share, "0%", Fraction(0)),
        (scalars.share, "100%", Fraction(1)),
        (scalars.measure, "700 euro", (70_000, Unit.EURO)),
        (scalars.measure, "1.5 ore", (90, Unit.HOURS)),
        (scalars.measure, "1 ora", (60, Unit.HOURS)),
        (scalars.measure, "25 atti", (25, Unit.ACTS)),
        (scalars.measure, "1 volta", (1, Unit.TIMES)),
        (scalars.measure, "1000000 pezzi", (1_000_000, Unit.PIECES)),
        (scalars.duration, "60 giorni", Duration(60, DurationUnit.DAYS)),
        (scalars.duration, "1 anno", Duration(1, DurationUnit.YEARS)),
        (scalars.duration, "200 anni", Duration(200, DurationUnit.YEARS)),
        (scalars.day, "2024-02-29", date(2024, 2, 29)),
        (scalars.day, "1850-01-01", date(1850, 1, 1)),
        (scalars.day_of_year, "31 gennaio", (1, 31)),
        (scalars.day_of_year, "29 febbraio", (2, 29)),
        (scalars.instant, "2026-01-11 09:00", datetime(2026, 1, 11, 8, 0, tzinfo=UTC)),
        (scalars.instant, "2026-07-11 09:00", datetime(2026, 7, 11, 7, 0, tzinfo=UTC)),
        (scalars.instant, "2026-03-29 03:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (scalars.instant, "2026-10-25 01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (scalars.instant, "2026-10-25 03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (scalars.yes_no, "sì", True),
        (scalars.yes_no, "no", False),
        (scalars.fraction, "1/3", Fraction(1, 3)),
        (scalars.number, "1000000", 1_000_000),
        (scalars.decimal, "1.5", 150),
        (scalars.name, "cure_dentali_2", "cure_dentali_2"),
        (scalars.name, "età", "età"),
        (scalars.code, "A1-TICKET.b", "A1-TICKET.b"),
    ],
)  # fmt: skip
def test_reads_what_is_written_as_it_should(parse: Parser, text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text", "code"),
    [
        (scalars.money, "140,00", "decimal_comma"),
        (scalars.money, "140.000", "money"),
        (scalars.money, "1.300,00", "decimal_comma"),
        (scalars.money, "0140", "money"),
        (scalars.money, "-1", "money"),
        (scalars.money, "+1", "money"),
        (scalars.money, "1e3", "money"),
        (scalars.money, "1_000", "money"),
        (scalars.money, ".50", "money"),
        (scalars.money, "5.", "money"),
        (scalars.money, "١٢", "money"),
        (scalars.money, "10000000", "money_too_big"),
        (scalars.money, "140 €", "money"),
        (scalars.italian_money, "1.300", "money_ambiguous"),
        (scalars.italian_money, "400.00", "money_ambiguous"),
        (scalars.italian_money, "1.30,00", "money_italian"),
        (scalars.italian_money, "13.00,00", "money_italian"),
        (scalars.italian_money, "1,234", "money_italian"),
        (scalars.italian_money, "10.000.000,00", "money_too_big"),
        (scalars.share, "70", "share"),
        (scalars.share, "0.7", "share"),
        (scalars.share, "70 %", "share"),
        (scalars.share, "12,5%", "decimal_comma"),
        (scalars.share, "100.01%", "share_too_big"),
        (scalars.share, "1000%", "share_too_big"),
        (scalars.measure, "700", "measure"),
        (scalars.measure, "700 euri", "measure"),
        (scalars.measure, "1.5 atti", "measure"),
        (scalars.measure, "0.01 ore", "hours_not_minutes"),
        (scalars.measure, "1000001 atti", "number_too_big"),
        (scalars.duration, "0 giorni", "duration"),
        (scalars.duration, "2 settimane", "duration"),
        (scalars.duration, "201 anni", "duration_too_long"),
        (scalars.duration, "2401 mesi", "duration_too_long"),
        (scalars.duration, "1,5 mesi", "duration"),
        (scalars.day, "2025-02-29", "date_unreal"),
        (scalars.day, "31/01/2026", "date"),
        (scalars.day, "2026-1-31", "date"),
        (scalars.day, "1849-12-31", "date_far"),
        (scalars.day, "2201-01-01", "date_far"),
        (scalars.day_of_year, "30 febbraio", "day_of_year"),
        (scalars.day_of_year, "1° agosto", "day_of_year"),
        (scalars.day_of_year, "31 genaio", "day_of_year"),
        (scalars.instant, "2026-03-11", "instant"),
        (scalars.instant, "2026-03-11 24:00", "instant"),
        (scalars.instant, "2026-03-29 02:30", "instant_missing"),
        (scalars.instant, "2026-10-25 02:30", "instant_twice"),
        (scalars.instant, "2026-02-30 10:00", "date_unreal"),
        (scalars.yes_no, "si", "yes_no"),
        (scalars.yes_no, "true", "yes_no"),
        (scalars.yes_no, "NO", "yes_no"),
        (scalars.fraction, "4/3", "fraction"),
        (scalars.fraction, "1/0", "fraction"),
        (scalars.fraction, "0.33", "fraction"),
        (scalars.number, "1.0", "number"),
        (scalars.number, "1000001", "number_too_big"),
        (scalars.decimal, "1.505", "decimal"),
        (scalars.decimal, "1,50", "decimal_comma"),
        (scalars.name, "Cure", "name"),
        (scalars.name, "cure dentali", "name"),
        (scalars.name, "a" * 61, "name"),
        (scalars.code, "A B", "code"),
    ],
)  # fmt: skip
def test_refuses_every_other_way(parse: Parser, text: str, code: str) -> None:
    fault = parse(text)
    assert isinstance(fault, Fault)
    assert fault.code == code


@pytest.mark.parametrize(
    ("parse", "text", "suggestion"),
    [
        (scalars.yes_no, "si", "sì"),
        (scalars.yes_no, "NO", "no"),
        (scalars.measure, "700 euri", "700 euro"),
        (scalars.duration, "60 gorni", "60 giorni"),
        (scalars.day_of_year, "31 genaio", "31 gennaio"),
        (scalars.name, "Cure Dentali", "cure_dentali"),
    ],
)
def test_suggests_what_was_perhaps_meant(parse: Parser, text: str, suggestion: str) -> None:
    fault = parse(text)
    assert isinstance(fault, Fault)
    assert fault.suggestion == suggestion
