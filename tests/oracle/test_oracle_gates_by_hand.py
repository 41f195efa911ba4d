"""The gates of the oracle against days counted by hand."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction as F

import pytest

from mutua.domain.case import Arrears, Cover, Series
from mutua.domain.decisions import Missing, Outcome
from mutua.rules.model import (
    Add,
    After,
    Against,
    ArrearsRule,
    Between,
    CalendarSpan,
    Constant,
    Counts,
    DayOfYear,
    DayOrder,
    Deadline,
    Duration,
    DurationUnit,
    Earliest,
    EndOf,
    Fact,
    FactAmount,
    FactKind,
    FactOf,
    FirstOfMonth,
    FixedDay,
    Lifetime,
    Notice,
    OneOf,
    PaperRule,
    Requirement,
    Ruleset,
    SumInWindow,
    Term,
    Test,
    Unit,
    Waiting,
    Window,
)
from oracle.build import EXPENSE, benefit, case, flat, line, per, pot, row, ruleset
from oracle.by_hand import ROME, granted, one, year_after_year
from oracle.interpreter import assess


def reasons(rules: Ruleset, **facts: object) -> list[str]:
    return [reason.code for reason in one(rules, **facts).reasons]


def sixty_days(by: Term) -> Ruleset:
    return ruleset(benefit(row(EXPENSE), deadline=Deadline(by)))


SIXTY = After(Duration(60, DurationUnit.DAYS), "fattura")


@pytest.mark.parametrize(
    ("by", "invoice", "last"),
    [
        (SIXTY, date(2021, 9, 10), date(2021, 11, 9)),
        (SIXTY, date(2021, 12, 30), date(2022, 2, 28)),
        (Earliest((SIXTY, FixedDay(date(2022, 2, 28)))), date(2021, 12, 31), date(2022, 2, 28)),
        (DayOfYear(1, 31, 1, "fattura"), date(2024, 5, 1), date(2025, 1, 31)),
        (EndOf(CalendarSpan.QUARTER, 1, "fattura"), date(2026, 2, 1), date(2026, 6, 30)),
        (After(Duration(6, DurationUnit.MONTHS), "fattura"), date(2025, 8, 31), date(2026, 2, 28)),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_late(by: Term, invoice: date, last: date) -> None:
    facts = {"spesa": 100, "fattura": invoice, "servizio": date(2021, 6, 1)}
    assert reasons(sixty_days(by), richiesta=last, **facts) == []
    late = one(sixty_days(by), richiesta=date.fromordinal(last.toordinal() + 1), **facts)
    assert dict(late.reasons[0].values) == {"by": last}


def test_twenty_three_hours_are_short_notice() -> None:
    notice = Deadline(notice=Notice(Duration(24, DurationUnit.HOURS), "inizio_ore"))
    rules = ruleset(benefit(row(), unit=Unit.HOURS, deadline=notice))
    asked = datetime(2026, 3, 9, 10, 0, tzinfo=ROME)
    assert reasons(rules, quantità=60, richiesta_ore=asked, inizio_ore=datetime(2026, 3, 10, 9, tzinfo=ROME)) == [
        "short_notice"
    ]
    assert reasons(rules, quantità=60, richiesta_ore=asked, inizio_ore=datetime(2026, 3, 10, 10, tzinfo=ROME)) == []
    # the night the clocks go forward 24 hours of the clock are 23
    spring = datetime(2026, 3, 28, 10, tzinfo=ROME)
    assert reasons(rules, quantità=60, richiesta_ore=spring, inizio_ore=datetime(2026, 3, 29, 10, tzinfo=ROME)) == [
        "short_notice"
    ]


@pytest.mark.parametrize(("exceeding", "first"), [(False, date(2022, 5, 31)), (True, date(2022, 6, 1))])
def test_waiting_sixty_days(exceeding: bool, first: date) -> None:
    term = After(Duration(60, DurationUnit.DAYS), "iscrizione", exceeding=exceeding)
    rules = ruleset(benefit(row(EXPENSE), waiting=Waiting(term)))
    covers = (Cover("base", date(2022, 4, 1)),)
    for day in (first, date.fromordinal(first.toordinal() - 1)):
        answer = assess(case(line(spesa=100, servizio=day), covers=covers), rules).lines[0]
        assert (answer.granted_cents == 100) is (day == first)


def test_first_day_of_the_fourth_month() -> None:
    rules = ruleset(benefit(row(EXPENSE), waiting=Waiting(FirstOfMonth(4, "iscrizione"))))
    covers = (Cover("base", date(2026, 1, 31)),)
    early = assess(case(line(spesa=100, servizio=date(2026, 4, 30)), covers=covers), rules).lines[0]
    assert dict(early.reasons[0].values) == {"first_day": date(2026, 5, 1)}


def test_help_inside_the_ten_days_after_discharge() -> None:
    window = Requirement(Test("servizio", Window(Duration(10, DurationUnit.DAYS), "dimissione")), "finestra")
    rules = ruleset(benefit(row(EXPENSE), requires=(window,)))
    assert granted(rules, spesa=100, dimissione=date(2026, 3, 3), servizio=date(2026, 3, 13)) == 100
    assert reasons(rules, spesa=100, dimissione=date(2026, 3, 3), servizio=date(2026, 3, 14)) == ["requirement_not_met"]


def test_nobody_answered_suspends_with_the_question_only_if_it_matters() -> None:
    young, member = Test("età", Between(None, 17)), Test("grado", OneOf(("titolare",)))
    from mutua.rules.model import AnyOf

    rules = ruleset(benefit(row(EXPENSE), requires=(Requirement(AnyOf((young, member))),)))
    asked = one(rules, spesa=100, grado="figlio")
    assert (asked.outcome, asked.missing) == (Outcome.SUSPENDED, (Missing("fact", "nascita"),))
    assert (asked.payable_if_complete_cents, asked.suspended_cents, asked.movements) == (100, 100, ())
    assert granted(rules, spesa=100, grado="titolare") == 100


def test_a_refusal_wins_over_what_is_missing() -> None:
    rules = ruleset(benefit(row(EXPENSE), papers=(PaperRule("prescrizione"),)), papers=["prescrizione"])
    assert reasons(rules, spesa=100) == ["paper_asked"]
    assert reasons(rules, spesa=0) == ["no_expense"]
    assert reasons(rules) == ["paper_asked", "answer_asked"]


def test_a_paper_has_an_age() -> None:
    rule = PaperRule("prescrizione", not_older_than=Duration(6, DurationUnit.MONTHS), not_after="fattura")
    rules = ruleset(benefit(row(EXPENSE), papers=(rule,)), papers=["prescrizione"])

    def with_paper(day: date | None) -> list[str]:
        single = line(spesa=100, fattura=date(2026, 8, 31), papers={"prescrizione": day})
        return [reason.code for reason in assess(case(single), rules).lines[0].reasons]

    assert with_paper(date(2026, 2, 28)) == []
    assert with_paper(date(2026, 2, 27)) == ["paper_too_old"]
    assert with_paper(date(2026, 9, 1)) == ["paper_too_late"]
    assert with_paper(None) == ["date_asked"]


def test_arrears_close_the_cover_until_the_reinstatement() -> None:
    rule = ArrearsRule(
        After(Duration(30, DurationUnit.DAYS), "pagamento"), False, Duration(30, DurationUnit.DAYS), "art. 9"
    )
    rules = ruleset(benefit(row(EXPENSE)), arrears=rule)

    def on(day: date, paid: date | None) -> bool:
        late = (Arrears(date(2026, 1, 31), paid),)
        return assess(case(line(spesa=100, servizio=day), arrears=late), rules).lines[0].granted_cents == 100

    assert on(date(2026, 12, 1), date(2026, 3, 2))  # paid on the last day of grace
    assert on(date(2026, 3, 2), None)
    assert not on(date(2026, 3, 3), None)
    assert not on(date(2026, 4, 1), date(2026, 3, 3))
    assert on(date(2026, 4, 2), date(2026, 3, 3))


def test_hours_worked_in_the_twelve_months_before() -> None:
    check = SumInWindow(600, None, Duration(12, DurationUnit.MONTHS), "evento_del")
    hours = Fact("ore", FactKind.SERIES, FactOf.PERSON)
    rules = ruleset(benefit(row(EXPENSE), requires=(Requirement(Test("ore", check)),)), facts=[hours])
    worked = Series(
        ((date(2025, 3, 9), 500), (date(2025, 3, 10), 300), (date(2026, 3, 9), 300), (date(2026, 3, 10), 9))
    )
    assert granted(rules, spesa=100, ore=worked, evento_del=date(2026, 3, 10)) == 100
    assert granted(rules, spesa=100, ore=worked, evento_del=date(2026, 3, 11)) == 0


def test_estimate_not_after_the_invoice() -> None:
    rule = Requirement(Test("preventivo_del", Against(DayOrder.NOT_AFTER, "fattura")))
    estimate = Fact("preventivo_del", FactKind.DAY, FactOf.LINE)
    rules = ruleset(benefit(row(EXPENSE), requires=(rule,)), facts=[estimate])
    assert granted(rules, spesa=100, preventivo_del=date(2026, 3, 1), fattura=date(2026, 3, 1)) == 100
    assert granted(rules, spesa=100, preventivo_del=date(2026, 3, 2), fattura=date(2026, 3, 1)) == 0


def test_a_measure_may_be_a_fact_times_a_share_and_more_for_each_dependant() -> None:
    wage = Fact("paga", FactKind.MONEY, FactOf.PERSON)
    steps = (flat(FactAmount("paga", F(7, 10)), free=True), Add(Constant(103), per("fact", fact="familiari_a_carico")))
    rules = ruleset(benefit(row(*steps)), facts=[wage])
    assert granted(rules, paga=9999, familiari_a_carico=2) == 6999 + 206  # 6999.3 + 206


def test_a_lifetime_pot_for_a_tooth() -> None:
    tooth = pot("dente", 1, unit=Unit.TIMES, counts=Counts.OCCURRENCES, of=("person", "tooth"), every=Lifetime())
    rules = ruleset(benefit(row(EXPENSE, uses=["dente"])), pots=[tooth])
    lines = [line(spesa=100, dente="36"), line(spesa=100, dente="37"), line(spesa=100, dente="36")]
    assert year_after_year(rules, *lines) == [100, 100, 0]
    assert one(rules, spesa=100, dente="36").movements[0].holder == "anna+36"
