"""The oracle against sums done by hand, many of them printed by the societies themselves."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from mutua.domain.case import Balance, Cover, DecidedLine
from mutua.domain.decisions import Deferral, MovementKind, Outcome
from mutua.rules.model import (
    Advance,
    Band,
    BandTable,
    Between,
    Carry,
    Constant,
    Counting,
    Counts,
    DayCount,
    Deductible,
    DeductiblePot,
    Duration,
    DurationUnit,
    Exchange,
    ExchangeDraw,
    Fact,
    FactKind,
    FactOf,
    FirstYear,
    FromFirstUse,
    InOrder,
    Layer,
    Layers,
    MarginalTable,
    OneOf,
    PeriodCases,
    PotDraw,
    Proration,
    Rolling,
    Rounding,
    RoundingMode,
    Ruleset,
    Run,
    Scope,
    Test,
    Unit,
    ValueCases,
    Years,
)
from oracle.build import EXPENSE, at_most, benefit, case, flat, line, per, pot, row, ruleset, share
from oracle.by_hand import granted, minimum, one, year_after_year
from oracle.interpreter import assess
from oracle.ledger import apply

# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("steps", "spent", "due"),
    [
        ((EXPENSE, share(70), at_most(14000)), 18000, 12600),
        ((EXPENSE, share(70), at_most(14000)), 22000, 14000),
        ((EXPENSE, Deductible(Constant(2500), per())), 11000, 8500),
        ((EXPENSE, minimum(50, 6000)), 10000, 4000),
        ((EXPENSE, minimum(50, 6000)), 12000, 6000),
        ((EXPENSE, minimum(50, 6000)), 15000, 7500),
        ((EXPENSE, minimum(50, 6000)), 5000, 0),
        ((EXPENSE, minimum(30, 6000)), 16000, 10000),
        ((EXPENSE, minimum(30, 6000)), 26000, 18200),
        ((EXPENSE, Deductible(Constant(1500), per())), 2800, 1300),
        ((flat(5000),), 6000, 5000),
        ((flat(5000),), 4000, 4000),
        ((flat(5000, free=True),), 0, 5000),
        ((EXPENSE, share(33)), 50, 17),  # 16.5 is rounded up
    ],
)
def test_a_single_sum(steps: tuple, spent: int, due: int) -> None:
    assert granted(ruleset(benefit(row(*steps))), spesa=spent) == due


def test_an_expense_below_the_minimum_is_refused_with_that_reason() -> None:
    answer = one(ruleset(benefit(row(EXPENSE, minimum(50, 6000)))), spesa=5000)
    assert answer.outcome is Outcome.REFUSED
    assert [reason.code for reason in answer.reasons] == ["below_minimum"]
    assert answer.refused_cents == 5000


def test_other_payers_then_tariff() -> None:
    from mutua.rules.model import Subtract

    rules = ruleset(benefit(row(EXPENSE, at_most(11000), Subtract("altri_rimborsi"))))
    assert granted(rules, spesa=15000, altri_rimborsi=4500) == 6500


def test_a_flat_table_of_days_pays_each_day_its_own_band() -> None:
    bands = MarginalTable((Band(1, 15, Constant(23000)), Band(16, None, Constant(10000))))
    counted = Counting(DayCount.ALL)
    rules = ruleset(benefit(row(flat(bands, per("day"), free=True)), unit=Unit.DAYS, counting=counted))
    assert granted(rules, inizio=date(2026, 3, 1), fine=date(2026, 3, 16)) == 15 * 23000 + 10000


def test_hours_pay_in_proportion() -> None:
    rules = ruleset(benefit(row(EXPENSE, at_most(1000, per("hour"))), unit=Unit.HOURS))
    assert granted(rules, spesa=10500, quantità=420) == 7000
    assert granted(rules, spesa=5600, quantità=420) == 5600


def test_a_part_month_is_paid_in_proportion_to_its_days() -> None:
    by = per("month", proration=Proration.DAYS_OF_MONTH)
    rules = ruleset(benefit(row(EXPENSE, share(70), at_most(26588, by))))
    assert granted(rules, spesa=90000, inizio=date(2024, 3, 1), fine=date(2024, 3, 31)) == 26588
    assert granted(rules, spesa=30000, inizio=date(2024, 4, 1), fine=date(2024, 4, 15)) == 13294


def test_thirtieths_never_pay_more_than_a_month() -> None:
    by = per("month", proration=Proration.THIRTIETHS)
    rules = ruleset(benefit(row(flat(3000, by, free=True))))
    assert granted(rules, inizio=date(2026, 1, 1), fine=date(2026, 2, 3)) == 3000 + 300


def test_rounding_down_to_the_euro() -> None:
    rules = ruleset(benefit(row(EXPENSE, share(50))), rounding=Rounding(RoundingMode.DOWN, to_cents=100))
    assert granted(rules, spesa=399) == 100


def test_rounding_after_each_step() -> None:
    thirds = (EXPENSE, share(50), share(50))
    assert granted(ruleset(benefit(row(*thirds))), spesa=5) == 1
    assert granted(ruleset(benefit(row(*thirds)), rounding=Rounding(each_step=True)), spesa=5) == 2


# ---------------------------------------------------------------- several lines


def test_a_minimum_for_the_invoice_is_taken_once() -> None:
    rules = ruleset(benefit(row(EXPENSE, Deductible(Constant(1000), per(scope="invoice")))))
    lines = [line(str(n), spesa=2000, numero_fattura="A") for n in (1, 2)] + [line("3", spesa=2000, numero_fattura="B")]
    assert [x.granted_cents for x in assess(case(*lines), rules).lines] == [1500, 1500, 1000]


def test_the_whole_treatment_less_what_was_computed_before() -> None:
    implants = BandTable(
        "quantità_del_gruppo",
        (Band(1, 1, Constant(50000)), Band(2, 2, Constant(90000)), Band(3, None, Constant(130000))),
    )
    rules = ruleset(
        benefit(row(EXPENSE, share(30), at_most(implants, per(scope="group"))), unit=Unit.TEETH),
    )
    before = DecidedLine(line("0", spesa=200000, quantità=1, gruppo="g"), 50000)
    now = line("1", spesa=200000, quantità=1, gruppo="g")
    assert assess(case(now, decided=(before,)), rules).lines[0].granted_cents == 90000 - 50000


def test_cents_of_a_whole_go_to_the_largest_remainder_then_to_the_first() -> None:
    rules = ruleset(benefit(row(EXPENSE, at_most(100, per(scope="request")))))
    lines = [line(str(n), spesa=100) for n in (1, 2, 3)]
    assert [x.granted_cents for x in assess(case(*lines), rules).lines] == [34, 33, 33]


# ---------------------------------------------------------------- pots


def test_a_yearly_ceiling() -> None:
    rules = ruleset(benefit(row(EXPENSE, share(90), uses=["anno"])), pots=[pot("anno", 40000)])
    assert year_after_year(rules, line(spesa=30000), line(spesa=20000)) == [27000, 13000]
    assert year_after_year(rules, line(spesa=20000), line(spesa=32000)) == [18000, 22000]


def test_a_cut_names_the_pot_what_was_left_and_what_was_cut() -> None:
    rules = ruleset(benefit(row(EXPENSE, uses=["grande", "piccolo"])), pots=[pot("grande", 900), pot("piccolo", 500)])
    answer = one(rules, spesa=800)
    assert answer.outcome is Outcome.REDUCED
    assert dict(answer.reasons[0].values) == {"pot": "piccolo", "left": 500, "cut": 300}
    assert sorted((m.pot, m.amount) for m in answer.movements) == [("grande", 500), ("piccolo", 500)]


def test_an_ordinary_stop_below_a_lifted_counter() -> None:
    serious = Test("prestazione", OneOf(("TER-G",)))
    therapies = pot("terapie", ValueCases(((serious, Constant(200000)),), Constant(70000)))
    both = [benefit(row(EXPENSE, share(70), uses=["terapie"]), code=code) for code in ("TER", "TER-G")]
    rules = ruleset(*both, pots=[therapies])
    lines = [line(benefit="TER", spesa=90000), line(benefit="TER-G", spesa=150000), line(benefit="TER", spesa=10000)]
    assert year_after_year(rules, *lines) == [63000, 105000, 0]


def tickets(first: int, split: bool) -> Ruleset:
    layers = Layers(split, (Layer("primo", (share(75),)), Layer("secondo", (share(100),))))
    pots = [pot("primo", first), pot("secondo", 100000)]
    return ruleset(benefit(row(EXPENSE, layers)), pots=pots)


def test_layers_split_a_line_that_crosses() -> None:
    spent = [line(spesa=cents) for cents in (40000, 40000, 20000, 5000)]
    assert year_after_year(tickets(70000, True), *spent) == [30000, 30000, 16667, 5000]
    assert year_after_year(tickets(70000, False), *spent) == [30000, 30000, 10000, 5000]


def test_a_bigger_first_layer_may_pay_less() -> None:
    assert granted(tickets(70000, True), spesa=100000) == 76667
    assert granted(tickets(80000, True), spesa=100000) == 75000


def test_a_yearly_deductible() -> None:
    counter = pot("franchigia", 5000, counts=Counts.EXPENSE)
    rules = ruleset(benefit(row(EXPENSE, DeductiblePot("franchigia"))), pots=[counter])
    assert year_after_year(rules, line(spesa=3000), line(spesa=3000), line(spesa=3000)) == [0, 1000, 3000]


def test_a_ceiling_of_expense() -> None:
    ceiling = pot("spesa", 10000, counts=Counts.EXPENSE)
    rules = ruleset(benefit(row(EXPENSE, share(50), uses=["spesa"])), pots=[ceiling])
    assert year_after_year(rules, line(spesa=7000), line(spesa=7000), line(spesa=1)) == [3500, 1500, 0]


def siena() -> Ruleset:
    four = pot("quadriennio", 250000, every=Years(count=4, anchor_year=2024))
    year = pot("anno", 62500, overflow=Carry("quadriennio"))
    return ruleset(benefit(row(EXPENSE, share(50), uses=["anno", "quadriennio"])), pots=[four, year])


def test_what_exceeds_the_year_is_due_in_the_following_ones() -> None:
    answer = one(siena(), spesa=400000)
    assert answer.outcome is Outcome.DEFERRED
    assert answer.granted_cents == 62500
    assert answer.deferrals == (Deferral(date(2027, 1, 1), 62500),)  # 2024-2027: one year is left
    assert answer.refused_cents == 400000 - 125000
    assert sorted((m.pot, m.period.year, m.amount) for m in answer.movements) == [
        ("anno", 2026, 62500),
        ("anno", 2027, 62500),
        ("quadriennio", 2024, 125000),
    ]


def test_the_following_years_may_be_drawn_in_advance() -> None:
    rules = ruleset(benefit(row(EXPENSE, uses=["anno"])), pots=[pot("anno", 500, overflow=Advance(2))])
    answer = one(rules, spesa=1200)
    assert [(m.period.year, m.amount) for m in answer.movements] == [(2026, 500), (2027, 500), (2028, 200)]
    assert answer.outcome is Outcome.PAID


def hours_at_home() -> Ruleset:
    hospital = pot("ospedale", 240 * 60, unit=Unit.HOURS, of=("household",), counts=Counts.QUANTITY)
    home = pot("casa", 12 * 60, unit=Unit.HOURS, of=("household",), counts=Counts.QUANTITY)
    swap = Exchange("cambio", "cambio", "ospedale", Unit.HOURS, F(5), Constant(48 * 60), None, "art. 4")
    order = InOrder((PotDraw("casa"), ExchangeDraw("cambio")))
    return ruleset(benefit(row(uses=[order]), unit=Unit.HOURS), pots=[hospital, home], exchanges=[swap])


def test_hospital_hours_become_home_help() -> None:
    first = one(hours_at_home(), quantità=18 * 60)
    assert first.quantity_granted == 18 * 60
    assert {m.pot: m.amount for m in first.movements} == {"casa": 720, "ospedale": 1800, "cambio": 360}
    later = case(line(quantità=50 * 60), pots=apply({}, first.movements))
    second = assess(later, hours_at_home()).lines[0]
    assert (second.quantity_granted, second.outcome) == (42 * 60, Outcome.REDUCED)
    assert {m.pot: m.amount for m in second.movements} == {"ospedale": 210 * 60, "cambio": 42 * 60}


def test_thirteen_a_day_after_two_nights_and_a_hundred_days_a_year() -> None:
    counting = Counting(DayCount.ALL, only_if=Test("notti", Between(2, None)))
    days = pot("giorni", 100, unit=Unit.DAYS, counts=Counts.QUANTITY)
    rules = ruleset(
        benefit(row(flat(1300, per("day"), free=True), uses=["giorni"]), unit=Unit.DAYS, counting=counting), pots=[days]
    )
    assert granted(rules, inizio=date(2026, 3, 1), fine=date(2026, 3, 4)) == 5200
    assert [r.code for r in one(rules, inizio=date(2026, 3, 1), fine=date(2026, 3, 2)).reasons] == ["trigger_not_met"]
    long = one(rules, inizio=date(2026, 1, 1), fine=date(2026, 4, 20))
    assert (long.granted_cents, long.quantity_asked, long.quantity_granted) == (130000, 110, 100)


def test_admission_and_discharge_count_as_one() -> None:
    counting = Counting(DayCount.ENDS_AS_ONE)
    rules = ruleset(benefit(row(flat(5000, per("day"), free=True)), unit=Unit.DAYS, counting=counting))
    assert granted(rules, inizio=date(2026, 5, 3), fine=date(2026, 5, 10)) == 35000
    assert granted(rules, inizio=date(2026, 5, 3), fine=date(2026, 5, 3)) == 5000


def test_excluded_days_may_use_up_the_limit() -> None:
    days = pot("giorni", 5, unit=Unit.DAYS, counts=Counts.QUANTITY)
    for use_limits, paid, drawn in ((False, 5, 5), (True, 3, 5)):
        counting = Counting(DayCount.ALL, first=3, excluded_use_limits=use_limits)
        rules = ruleset(benefit(row(uses=["giorni"]), unit=Unit.DAYS, counting=counting), pots=[days])
        answer = one(rules, inizio=date(2026, 3, 1), fine=date(2026, 3, 10))
        assert (answer.quantity_granted, sum(m.amount for m in answer.movements)) == (paid, drawn)


def test_a_stay_across_two_years_day_by_day() -> None:
    days = pot("giorni", 3, unit=Unit.DAYS, counts=Counts.QUANTITY)
    counting = Counting(DayCount.ALL, day_by_day=True)
    rules = ruleset(benefit(row(uses=["giorni"]), unit=Unit.DAYS, counting=counting), pots=[days])
    answer = one(rules, inizio=date(2025, 12, 28), fine=date(2026, 1, 2))
    assert answer.quantity_granted == 5  # 28, 29, 30 December, 1 and 2 January


def test_a_run_of_days_is_broken_by_a_day_without_help() -> None:
    runs = pot("fila", 2, unit=Unit.DAYS, every=Run(), counts=Counts.QUANTITY)
    rules = ruleset(benefit(row(uses=["fila"]), unit=Unit.DAYS, counting=Counting(DayCount.ALL)), pots=[runs])
    answer = one(rules, inizio=date(2026, 3, 1), fine=date(2026, 3, 5))
    assert [m.period.day for m in answer.movements] == [1, 2, 4, 5]


def test_glasses_every_thirty_six_months_unless_the_eye_changed() -> None:
    changed = Test("variazione", Between(150, None))
    long, short = (Rolling(Duration(n, DurationUnit.MONTHS)) for n in (36, 12))
    glasses = pot(
        "occhiali",
        1,
        unit=Unit.TIMES,
        counts=Counts.OCCURRENCES,
        every=PeriodCases(((changed, short),), long),
        day="fattura",
    )
    dioptres = Fact("variazione", FactKind.DECIMAL, FactOf.LINE, default=0)
    rules = ruleset(benefit(row(EXPENSE, at_most(9000), uses=["occhiali"])), pots=[glasses], facts=[dioptres])
    used = {("occhiali", "anna"): {date(2024, 3, 10): Balance(used=1)}}

    def at(day: date, **more: object) -> int:
        return assess(case(line(spesa=20000, fattura=day, **more), pots=used), rules).lines[0].granted_cents

    assert at(date(2027, 3, 9)) == 0
    assert at(date(2027, 3, 10)) == 9000
    assert at(date(2025, 3, 9), variazione=150) == 0
    assert at(date(2025, 3, 10), variazione=150) == 9000
    assert at(date(2025, 3, 10), variazione=149) == 0


def test_one_time_a_year_counted_by_invoice() -> None:
    times = pot("volte", 1, unit=Unit.TIMES, counts=Counts.OCCURRENCES, occurrence=Scope.INVOICE)
    rules = ruleset(benefit(row(EXPENSE, uses=["volte"])), pots=[times])
    lines = [line(str(n), spesa=100, numero_fattura=number) for n, number in enumerate("AAB")]
    answer = assess(case(*lines), rules)
    assert [x.granted_cents for x in answer.lines] == [100, 100, 0]
    assert [len(x.movements) for x in answer.lines] == [1, 0, 0]


def test_a_period_opens_with_the_first_use() -> None:
    every = FromFirstUse(Duration(24, DurationUnit.MONTHS))
    rules = ruleset(benefit(row(EXPENSE, uses=["due anni"])), pots=[pot("due anni", 1000, every=every)])
    days = [date(2024, 5, 1), date(2026, 4, 30), date(2026, 5, 1)]
    assert year_after_year(rules, *(line(spesa=800, servizio=day) for day in days)) == [800, 200, 800]


@pytest.mark.parametrize(("counts", "due"), [(True, 25000), (False, 22500)])
def test_the_first_year_is_worth_the_months_left(counts: bool, due: int) -> None:
    first = FirstYear(counts, RoundingMode.HALF_UP)
    rules = ruleset(benefit(row(EXPENSE, uses=["anno"])), pots=[pot("anno", 30000, first_year=first)])
    joined = case(line(spesa=99999), covers=(Cover("base", date(2026, 3, 2)),))
    assert assess(joined, rules).lines[0].granted_cents == due


def test_an_authorisation_reserves_and_the_invoice_consumes_it() -> None:
    rules = ruleset(benefit(row(EXPENSE, uses=["anno"])), pots=[pot("anno", 1000)])
    reserve = assess(case(line(preventivo=900), authorisation=True), rules).lines[0]
    assert [(m.kind, m.amount) for m in reserve.movements] == [(MovementKind.RESERVE, 900)]
    state = apply({}, reserve.movements)
    assert assess(case(line(spesa=900), pots=state), rules).lines[0].granted_cents == 100
    own = {("anno", "anna", date(2026, 1, 1)): 900}
    mine = assess(case(line(spesa=800), pots=state, reserved=own), rules).lines[0]
    assert [(m.kind, m.amount) for m in mine.movements] == [(MovementKind.RELEASE, 800), (MovementKind.CONSUME, 800)]
