"""Terms, periods, checks and bounds, word by word."""

from __future__ import annotations

from datetime import date

import pytest

from mutua.rules.model import (
    After,
    Against,
    AnchorDay,
    Anniversary,
    Between,
    CalendarDay,
    CalendarSpan,
    Check,
    DayOfYear,
    DayOrder,
    Duration,
    DurationUnit,
    EachDay,
    EachMonth,
    EndOf,
    Fact,
    FactDay,
    FactKind,
    FactOf,
    FirstOfMonth,
    FixedDay,
    FromFirstUse,
    JoiningYears,
    Lifetime,
    NoTerm,
    Notice,
    OneOf,
    Period,
    Present,
    Rolling,
    Run,
    Season,
    SumInWindow,
    Term,
    Unit,
    Window,
    Years,
)
from mutua.rules.reading import sentences, sentences_checks, sentences_periods, sentences_words
from mutua.rules.reading.problems import Fault
from mutua.rules.reading.sentences_words import Figures

DAYS = {"fattura", "iscrizione", "ricovero", "inizio", "fine", "richiesta", "prescrizione", "dimissione", "triennio"}
SIXTY_DAYS, TWO_YEARS = Duration(60, DurationUnit.DAYS), Duration(2, DurationUnit.YEARS)


def known(word: str) -> Fault | None:
    return None if word in DAYS else Fault("unknown_day", word)


def known_instant(word: str) -> Fault | None:
    return None if word == "inizio_ore" else Fault("unknown_instant", word)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("60 giorni da fattura", After(SIXTY_DAYS, "fattura")),
        ("60 giorni dalla fattura", After(SIXTY_DAYS, "fattura")),
        ("60 giorni dall'iscrizione", After(SIXTY_DAYS, "iscrizione")),
        ("60 giorni dall’inizio", After(SIXTY_DAYS, "inizio")),
        ("60 giorni dopo la fattura", After(SIXTY_DAYS, "fattura")),
        ("60 giorni dopo l'inizio", After(SIXTY_DAYS, "inizio")),
        ("2 anni da fattura", After(TWO_YEARS, "fattura")),
        ("oltre 60 giorni da iscrizione", After(SIXTY_DAYS, "iscrizione", exceeding=True)),
        ("60 giorni prima di ricovero", After(SIXTY_DAYS, "ricovero", before=True)),
        ("60 giorni prima del ricovero", After(SIXTY_DAYS, "ricovero", before=True)),
        ("31 gennaio dell'anno dopo fattura", DayOfYear(1, 31, 1, "fattura")),
        ("31 gennaio dell'anno dopo la fattura", DayOfYear(1, 31, 1, "fattura")),
        ("31 dicembre dell'anno di prescrizione", DayOfYear(12, 31, 0, "prescrizione")),
        ("31 dicembre dell'anno della prescrizione", DayOfYear(12, 31, 0, "prescrizione")),
        ("31 dicembre del 2° anno dopo fattura", DayOfYear(12, 31, 2, "fattura")),
        ("fine del trimestre dopo fattura", EndOf(CalendarSpan.QUARTER, 1, "fattura")),
        ("fine del mese di fattura", EndOf(CalendarSpan.MONTH, 0, "fattura")),
        ("fine dell'anno di fattura", EndOf(CalendarSpan.YEAR, 0, "fattura")),
        ("fine del semestre dopo l'inizio", EndOf(CalendarSpan.HALF, 1, "inizio")),
        ("fine del mese di fine", EndOf(CalendarSpan.MONTH, 0, "fine")),
        ("primo giorno del 4° mese dopo iscrizione", FirstOfMonth(4, "iscrizione")),
        ("primo giorno del mese dopo richiesta", FirstOfMonth(1, "richiesta")),
        ("primo giorno del mese di richiesta", FirstOfMonth(0, "richiesta")),
        ("prima scadenza di 3 anni da triennio dopo richiesta",
         Anniversary(Duration(3, DurationUnit.YEARS), "triennio", "richiesta")),
        ("prima scadenza di 6 mesi dalla fattura dopo la richiesta",
         Anniversary(Duration(6, DurationUnit.MONTHS), "fattura", "richiesta")),
        ("fattura", AnchorDay("fattura")),
        ("fine", AnchorDay("fine")),
        ("2022-02-28", FixedDay(date(2022, 2, 28))),
        ("nessuno", NoTerm()),
    ],
)  # fmt: skip
def test_a_term_means_what_it_says(text: str, term: Term) -> None:
    assert sentences.term(text, known) == term


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("60 giorni dalla fatura", "unknown_day", "fatura"),
        ("60 giorni da lla fattura", "unknown_day", "lla"),
        ("60 giorni fattura", "term", "60 giorni fattura"),
        ("60 giorni da fattura e poi", "term", "60 giorni da fattura e poi"),
        ("entro 60 giorni", "term", "entro 60 giorni"),
        ("24 ore da fattura", "term_in_hours", "24 ore"),
        ("0 giorni da fattura", "duration", "0 giorni"),
        ("201 anni da fattura", "duration_too_long", "201 anni"),
        ("oltre 60 giorni prima di ricovero", "term", "oltre 60 giorni prima di ricovero"),
        ("31 febbraio dell'anno dopo fattura", "day_of_year", "31 febbraio"),
        ("31 gennaio dopo fattura", "term", "31 gennaio dopo fattura"),
        ("31 dicembre del 2° anno di fattura", "term", "31 dicembre del 2° anno di fattura"),
        ("fine del bimestre dopo fattura", "term", "fine del bimestre dopo fattura"),
        ("primo giorno del 0° mese dopo fattura", "term", "primo giorno del 0° mese dopo fattura"),
        ("2022-02-30", "date_unreal", "2022-02-30"),
        ("prima scadenza di 3 giorni da fattura dopo richiesta", "anniversary_unit",
         "prima scadenza di 3 giorni da fattura dopo richiesta"),
        ("fatura", "unknown_day", "fatura"),
        ("", "term", ""),
    ],
)  # fmt: skip
def test_a_term_that_is_not_one_is_refused_by_its_word(text: str, code: str, found: str) -> None:
    fault = sentences.term(text, known)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.found) == (code, found)


def test_the_fault_says_where_in_the_sentence_the_wrong_word_is() -> None:
    fault = sentences.term("60 giorni dall'iscrizzione", known)
    assert isinstance(fault, Fault)
    assert fault.offset == len("60 giorni dall'")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("60 giorni", After(SIXTY_DAYS, "iscrizione")),
        ("oltre 60 giorni", After(SIXTY_DAYS, "iscrizione", exceeding=True)),
        ("3 mesi", After(Duration(3, DurationUnit.MONTHS), "iscrizione")),
        ("primo giorno del 4° mese dopo", FirstOfMonth(4, "iscrizione")),
        ("primo giorno del mese dopo richiesta", FirstOfMonth(1, "richiesta")),
        ("nessuna", NoTerm()),
    ],
)
def test_a_wait_is_counted_from_joining(text: str, term: Term) -> None:
    assert sentences.term(text, known, "iscrizione", "waiting") == term


def test_notice_in_hours_needs_an_instant_and_in_days_a_date() -> None:
    hours = sentences.notice("24 ore prima di inizio_ore", known, known_instant)
    days = sentences.notice("5 giorni prima del ricovero", known, known_instant)
    wrong = sentences.notice("24 ore prima di inizio", known, known_instant)
    assert hours == Notice(Duration(24, DurationUnit.HOURS), "inizio_ore")
    assert days == Notice(Duration(5, DurationUnit.DAYS), "ricovero")
    assert isinstance(wrong, Fault)
    assert wrong.code == "unknown_instant"


@pytest.mark.parametrize(
    ("text", "period", "day", "by_event"),
    [
        ("anno", Years(8, 1), "", False),
        ("anno solare", Years(), "", False),
        ("anno scolastico", Years(9, 1), "", False),
        ("anno di iscrizione", JoiningYears(), "", False),
        ("anno dal 1 agosto", Years(8, 1), "", False),
        ("anno da ricovero", JoiningYears(1, "ricovero"), "", False),
        ("2 anni da ricovero", JoiningYears(2, "ricovero"), "", False),
        ("2 anni solari dal 2025", Years(1, 1, 2, 2025), "", False),
        ("2 anni di iscrizione", JoiningYears(2), "", False),
        ("mese", EachMonth(), "", False),
        ("giorno", EachDay(), "", False),
        ("evento", Lifetime(), "", True),
        ("di seguito", Run(), "", False),
        ("vita", Lifetime(), "", False),
        ("36 mesi dall'ultima fattura", Rolling(Duration(36, DurationUnit.MONTHS)), "fattura", False),
        ("1 anno dall'ultimo ricovero", Rolling(Duration(1, DurationUnit.YEARS)), "ricovero", False),
        ("24 mesi dal primo uso", FromFirstUse(Duration(24, DurationUnit.MONTHS)), "", False),
    ],
)
def test_a_period_means_what_it_says(text: str, period: Period, day: str, by_event: bool) -> None:
    expected = sentences_periods.SaidPeriod(period, day, by_event)
    assert sentences_periods.period(text, Years(8, 1), known) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("anni", "period"),
        ("ogni anno", "period"),
        ("2 anni", "period"),
        ("2 anni solari", "block_start"),
        ("2 mesi solari dal 2025", "block_start"),
        ("2 anni solari dal 25", "period"),
        ("36 mesi da fattura", "period"),
        ("24 ore dall'ultima fattura", "period"),
        ("36 mesi dall'ultima fatura", "unknown_day"),
        ("anno dal 31 aprile", "day_of_year"),
    ],
)
def test_a_period_that_is_not_one_is_refused(text: str, code: str) -> None:
    fault = sentences_periods.period(text, Years(), known)
    assert isinstance(fault, Fault)
    assert fault.code == code


def test_the_bare_year_needs_the_header() -> None:
    fault = sentences_periods.period("anno", None, known)
    assert isinstance(fault, Fault)
    assert fault.code == "year_not_said"


def fact(kind: FactKind) -> Fact:
    return Fact("f", kind, FactOf.PERSON, choices=("lieve", "grave") if kind is FactKind.CHOICE else ())


NUMBER, DECIMAL, MONEY, DAY = FactKind.NUMBER, FactKind.DECIMAL, FactKind.MONEY, FactKind.DAY


@pytest.mark.parametrize(
    ("kind", "text", "check"),
    [
        (NUMBER, "2", OneOf((2,))),
        (NUMBER, "meno di 18", Between(None, 17)),
        (NUMBER, "almeno 3", Between(3, None)),
        (NUMBER, "più di 10", Between(11, None)),
        (NUMBER, "al massimo 4", Between(None, 4)),
        (NUMBER, "fino a 4", Between(None, 4)),
        (NUMBER, "da 3 a 17", Between(3, 17)),
        (DECIMAL, "più di 4", Between(401, None)),
        (DECIMAL, "meno di 1.50", Between(None, 149)),
        (DECIMAL, "almeno 1.5", Between(150, None)),
        (MONEY, "più di 100", Between(10_001, None)),
        (MONEY, "da 10.00 a 20.50 euro", Between(1000, 2050)),
        (FactKind.YES_NO, "sì", OneOf((True,))),
        (FactKind.CHOICE, "grave", OneOf(("grave",))),
        (FactKind.TEXT, "E12", OneOf(("E12",))),
        (NUMBER, "presente", Present()),
        (FactKind.INSTANT, "assente", Present(absent=True)),
        (DAY, "dal 2023-01-01", Between(date(2023, 1, 1), None)),
        (DAY, "fino al 2023-12-31", Between(None, date(2023, 12, 31))),
        (DAY, "dal 2023-01-01 al 2023-12-31", Between(date(2023, 1, 1), date(2023, 12, 31))),
        (DAY, "dopo il 2023-01-01", Between(date(2023, 1, 2), None)),
        (DAY, "prima del 2023-01-01", Between(None, date(2022, 12, 31))),
        (DAY, "non dopo fattura", Against(DayOrder.NOT_AFTER, "fattura")),
        (DAY, "non dopo la fattura", Against(DayOrder.NOT_AFTER, "fattura")),
        (DAY, "prima di ricovero", Against(DayOrder.BEFORE, "ricovero")),
        (DAY, "dopo il ricovero", Against(DayOrder.AFTER, "ricovero")),
        (DAY, "non prima di ricovero", Against(DayOrder.NOT_BEFORE, "ricovero")),
        (DAY, "lo stesso giorno di fattura", Against(DayOrder.SAME, "fattura")),
        (DAY, "dal 28 dicembre al 6 gennaio", Season(12, 28, 1, 6)),
        (DAY, "nei 10 giorni dopo dimissione", Window(Duration(10, DurationUnit.DAYS), "dimissione")),
        (DAY, "nei 12 mesi prima del ricovero", Window(Duration(12, DurationUnit.MONTHS), "ricovero", before=True)),
        (FactKind.SERIES, "almeno 600 nei 12 mesi prima di ricovero",
         SumInWindow(600, None, Duration(12, DurationUnit.MONTHS), "ricovero")),
    ],
)  # fmt: skip
def test_a_check_is_typed_by_its_fact(kind: FactKind, text: str, check: Check) -> None:
    assert sentences_checks.check(text, fact(kind), known) == sentences_checks.SaidCheck(check)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (NUMBER, "1.50", "number"),
        (NUMBER, "grande", "number_check"),
        (NUMBER, "meno di 0", "nothing_below"),
        (NUMBER, "da 5 a 3", "bounds_reversed"),
        (NUMBER, "almeno 18 anni", "number_check"),
        (NUMBER, "almeno 2 ore", "figure_without_unit"),
        (DECIMAL, "1,50", "decimal_comma"),
        (MONEY, "100,00", "decimal_comma"),
        (FactKind.YES_NO, "si", "yes_no"),
        (FactKind.CHOICE, "gravve", "choice"),
        (DAY, "2023", "day_check"),
        (DAY, "dal 2023-13-01", "date_unreal"),
        (DAY, "dal 2023-12-31 al 2023-01-01", "bounds_reversed"),
        (DAY, "dopo fatura", "unknown_day"),
        (DAY, "nei 10 giorni da dimissione", "day_check"),
        (FactKind.INSTANT, "2026-03-11 09:00", "presence_check"),
        (FactKind.SERIES, "almeno 600", "series_check"),
    ],
)
def test_a_check_that_does_not_fit_its_fact_is_refused(kind: FactKind, text: str, code: str) -> None:
    fault = sentences_checks.check(text, fact(kind), known)
    assert isinstance(fault, Fault)
    assert fault.code == code


@pytest.mark.parametrize(
    ("text", "read_on"),
    [
        ("almeno 6 al richiesta", FactDay("richiesta")),
        ("almeno 6 alla richiesta", FactDay("richiesta")),
        ("almeno 6 al 1 gennaio", CalendarDay(1, 1)),
        ("al massimo 6 al 31 dicembre", CalendarDay(12, 31)),
    ],
)
def test_a_check_may_say_on_which_day_the_fact_is_read(text: str, read_on: object) -> None:
    said = sentences_checks.check(text, fact(NUMBER), known)
    assert not isinstance(said, Fault)
    assert said.read_on == read_on


@pytest.mark.parametrize(
    ("text", "figures", "bounds"),
    [
        ("da 1 a 2", Figures(NUMBER), (1, 2)),
        ("5 o più", Figures(NUMBER), (5, None)),
        ("più di 4", Figures(NUMBER), (5, None)),
        ("più di 4", Figures(DECIMAL), (401, None)),
        ("fino a 4", Figures(DECIMAL), (None, 400)),
        ("3", Figures(NUMBER), (3, 3)),
        ("da 1 a 2 ore", Figures(NUMBER, Unit.HOURS), (60, 120)),
        ("da 1 ora a 2 ore", Figures(NUMBER, Unit.HOURS), (60, 120)),
        ("fino a 1.5 ore", Figures(NUMBER, Unit.HOURS), (None, 90)),
        ("3 o più", Figures(NUMBER, Unit.SITTINGS), (3, None)),
    ],
)
def test_bounds_are_in_the_smallest_step_of_the_fact(text: str, figures: Figures, bounds: object) -> None:
    assert sentences_words.bounds(text, figures) == bounds


def test_hours_are_never_bare_figures() -> None:
    fault = sentences_words.bounds("da 1 a 2", Figures(NUMBER, Unit.HOURS))
    assert isinstance(fault, Fault)
    assert fault.code == "figure_in_hours"


@pytest.mark.parametrize("text", ["1-2", "5+", "oltre 4", "da 1", ""])
def test_a_band_that_is_not_one_is_refused(text: str) -> None:
    assert isinstance(sentences_words.bounds(text, Figures(NUMBER)), Fault)
