"""A subsidy is recognised, an expense reimbursed; a limit that is used up says when it opens again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mutua.domain.case import Balance, Case, Cover, Line
from mutua.rules import model as m
from mutua.rules.assess import assess
from mutua.wording.explain import explain_assessment, is_subsidy
from mutua.wording.numbers import Language
from oracle.build import EXPENSE as SPENT
from oracle.build import at_most, benefit, flat, per, pot, row, ruleset, share

DAY = date(2026, 3, 10)
GRANT = flat(30_000, free=True)
D, DAYS, MONTHS = m.Duration, m.DurationUnit.DAYS, m.DurationUnit.MONTHS


def said(
    rules: m.Ruleset, *expenses: int | None, language: Language = "it", codes: tuple[str, ...] = ("VIS",),
    decided_on: date | None = None, **more: Any
) -> list[str]:  # fmt: skip
    lines = tuple(
        Line(str(n), codes[n % len(codes)], {"servizio": DAY, **({} if cents is None else {"spesa": cents})})
        for n, cents in enumerate(expenses)
    )
    case = Case(lines, covers=(Cover("base", date(2020, 1, 15)),), holders={"person": "p"}, **more)
    told = explain_assessment(assess(case, rules, explain=True), rules, language, decided_on=decided_on)
    return [text.replace("\u00a0", " ") for text in told]


def used(name: str, cents: int, start: date) -> Mapping[tuple[str, str], Mapping[date, Balance]]:
    return {(name, "p"): {start: Balance(cents)}}


@pytest.mark.parametrize(("language", "words"), [("it", "le riconosciamo 300,00 €"), ("en", "we grant you €300.00")])
@pytest.mark.parametrize("expense", [None, 0, 90_000])
def test_a_sum_without_expense_is_recognised_and_nothing_stays_with_the_member(
    language: Language, words: str, expense: int | None
) -> None:
    told = said(ruleset(benefit(row(GRANT))), expense, language=language)
    assert told[0] == f"VIS: {words} (art. 1)." if language == "it" else f"“VIS”: {words} (art. 1)."
    assert not [text for text in told if "a suo carico" in text or "stays with you" in text]


def test_a_subsidy_cut_by_a_limit_is_told_of_the_subsidy_and_not_of_the_expense() -> None:
    rules = ruleset(benefit(row(GRANT, uses=["a"])), pots=[pot("a", 50_000)])
    told = said(rules, 99_900, pots=used("a", 40_000, date(2026, 1, 1)))
    assert told[0] == "VIS: le riconosciamo 100,00 € su 300,00 € (art. 1)."
    refused = said(rules, 99_900, pots=used("a", 50_000, date(2026, 1, 1)))
    assert refused[0] == "VIS: la domanda non si può accogliere (art. 1)."
    assert "si riapre il 1° gennaio 2027" in refused[1]


def test_subsidies_that_come_later_or_wait_for_something_are_recognised_too() -> None:
    carry = pot("a", 20_000, overflow=m.Carry("b"))
    block = pot("b", 90_000, every=m.Years(count=3, anchor_year=2026))
    rules = ruleset(benefit(row(GRANT, uses=["a", "b"])), pots=[carry, block])
    assert said(rules, None)[0] == "VIS: le riconosciamo 200,00 € ora e 100,00 € nel 2027 (art. 1)."
    assert said(rules, None, language="en")[0] == "“VIS”: we grant you €200.00 now and €100.00 in 2027 (art. 1)."
    paper = m.PaperRule("certificato")
    waiting = ruleset(benefit(row(GRANT), papers=(paper,)), papers=["certificato"])
    assert "Se tutto è in regola le riconosceremo 300,00 €." in said(waiting, None)


def test_what_is_bounded_by_the_expense_is_a_reimbursement() -> None:
    for steps in ((SPENT,), (flat(30_000),), (share(50),), (SPENT, flat(30_000, free=True)), (m.Residue(),)):
        assert not is_subsidy(benefit(row(*steps)))
    assert is_subsidy(benefit(row(flat(1_000, per("day"), free=True), at_most(30_000))))
    assert not is_subsidy(benefit(row(GRANT), row(SPENT)))
    assert not is_subsidy(None)


def test_the_total_of_subsidies_of_reimbursements_and_of_both() -> None:
    rules = ruleset(benefit(row(GRANT)), benefit(row(SPENT), code="CURA"))
    assert said(rules, 100, 100)[-1] == "In tutto le riconosciamo 600,00 €."
    assert said(rules, 100, 100, codes=("CURA",))[-1] == "In tutto le rimborsiamo 2,00 €."
    assert said(rules, 100, 100, codes=("VIS", "CURA"))[-1] == "In tutto le paghiamo 301,00 €."


REOPENING: dict[str, tuple[Any, date, str]] = {
    "year": (m.Years(), date(2026, 1, 1), "si riapre il 1° gennaio 2027"),
    "school year": (m.Years(month=9), date(2025, 9, 1), "si riapre il 1° settembre 2026"),
    "block": (m.Years(count=2, anchor_year=2025), date(2025, 1, 1), "si riapre il 1° gennaio 2027"),
    "joining": (m.JoiningYears(), date(2026, 1, 15), "si riapre il 15 gennaio 2027"),
    "month": (m.EachMonth(1), date(2026, 3, 1), "si riapre il 1° aprile 2026"),
    "quarter": (m.EachMonth(3), date(2026, 1, 1), "si riapre il 1° aprile 2026"),
    "first use": (m.FromFirstUse(D(24, MONTHS)), date(2026, 2, 3), "si riapre il 3 febbraio 2028"),
    "life": (m.Lifetime(), date.min, ""),
    "distance": (m.Rolling(D(90, DAYS)), DAY, ""),
}  # fmt: skip


@pytest.mark.parametrize(("every", "start", "words"), REOPENING.values(), ids=REOPENING.keys())
def test_a_limit_that_is_used_up_says_when_it_opens_again(every: Any, start: date, words: str) -> None:
    rules = ruleset(benefit(row(SPENT, uses=["a"])), pots=[pot("a", 10_000, every=every)])
    cut = said(rules, 15_000, pots=used("a", 2_000, start))
    refused = said(rules, 15_000, pots=used("a", 10_000, start))
    for told in (next(text for text in cut if "dopo 0" in text), refused[1]):
        assert told.endswith(f"; {words}.") if words else "si riapre" not in told


def test_in_english_and_only_where_nothing_is_left() -> None:
    rules = ruleset(benefit(row(SPENT, uses=["a"])), pots=[pot("a", 10_000)])
    assert "; it opens again on 1 January 2027." in " ".join(said(rules, 15_000, language="en"))
    assert "si riapre" not in " ".join(said(rules, 5_000))


def test_a_limit_of_the_single_invoice_or_of_a_version_that_ends_before_says_nothing() -> None:
    of_line = ruleset(benefit(row(SPENT, uses=["a"])), pots=[pot("a", 10_000, of=("line",))])
    assert "si riapre" not in " ".join(said(of_line, 15_000))
    ended = replace(ruleset(benefit(row(SPENT, uses=["a"])), pots=[pot("a", 10_000)]), in_force_to=date(2026, 12, 31))
    assert "si riapre" not in " ".join(said(ended, 15_000))


def test_what_is_charged_to_a_period_that_has_begun_is_due_at_once() -> None:
    carry = pot("a", 10_000, overflow=m.Carry("b"))
    block = pot("b", 90_000, every=m.Years(count=3, anchor_year=2026))
    rules = ruleset(benefit(row(GRANT, uses=["a", "b"])), pots=[carry, block])
    told = {day: said(rules, None, decided_on=day)[0] for day in (None, date(2026, 12, 31), date(2027, 1, 1))}
    later = "VIS: le riconosciamo 100,00 € ora, 100,00 € nel 2027 e 100,00 € nel 2028 (art. 1)."
    assert told[None] == told[date(2026, 12, 31)] == later
    assert told[date(2027, 1, 1)] == (
        "VIS: le riconosciamo 200,00 € ora (di cui 100,00 € nei limiti del 2027) e 100,00 € nel 2028 (art. 1)."
    )
    full = used("a", 10_000, date(2026, 1, 1))
    first = said(rules, None, pots=full, decided_on=date(2027, 1, 1), language="en")[0]
    assert first == "“VIS”: we grant you €100.00 now (within the limits of 2027) and €100.00 in 2028 (art. 1)."
