"""What a person owes for a year: months, shares of the firm, who leaves, ways of paying, assistances."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dues_plan import VERSION, dues_plan
from mutua.domain.case import FactValue
from mutua.rules.contributions import ContributionRules, CoveredDays, contributions
from mutua.rules.library import load
from mutua.rules.model import Ruleset
from mutua.rules.reading.problems import Problem


def ruleset(folder: Path, version: str = VERSION) -> Ruleset:
    plans, problems = load(dues_plan(folder, version=version))
    assert [one for one in problems if not one.warning] == []
    return plans[0].versions[0]


@pytest.fixture
def rules(tmp_path: Path) -> ContributionRules:
    return ContributionRules(ruleset(tmp_path))


HEAD_OF_HOUSEHOLD: dict[str, FactValue] = {
    "grado": "titolare", "copertura": "base", "iscrizione": date(2020, 1, 1), "componenti": 1,
}  # fmt: skip
YEAR = CoveredDays(date(2026, 1, 1), date(2026, 12, 31))


def owed(rules: ContributionRules, facts: dict[str, FactValue], days: CoveredDays = YEAR) -> dict[str, int]:
    return {charge.item: charge.cents for charge in rules.answer(facts, days).charges}


def test_the_admission_fee_is_owed_once_in_the_year_of_joining(rules: ContributionRules) -> None:
    assert owed(rules, HEAD_OF_HOUSEHOLD) == {"associativa": 2000, "contributo": 24000}
    joined = {**HEAD_OF_HOUSEHOLD, "iscrizione": date(2026, 1, 1)}
    assert owed(rules, joined) == {"ammissione": 1000, "associativa": 2000, "contributo": 24000}


@pytest.mark.parametrize(
    ("first", "months"),
    [(date(2026, 1, 1), 12), (date(2026, 4, 1), 9), (date(2026, 4, 30), 9), (date(2026, 12, 31), 1)],
)
def test_who_joins_during_the_year_pays_the_months_left_the_first_whole(
    rules: ContributionRules, first: date, months: int
) -> None:
    found = owed(rules, HEAD_OF_HOUSEHOLD, CoveredDays(first, date(2026, 12, 31)))
    assert found == {"associativa": 2000, "contributo": 24000 * months // 12}


@pytest.mark.parametrize(("last", "months"), [(date(2026, 6, 30), 6), (date(2026, 6, 1), 6), (date(2026, 7, 1), 7)])
def test_who_leaves_pays_the_months_covered_where_the_rules_say_so(
    rules: ContributionRules, tmp_path: Path, last: date, months: int
) -> None:
    days = CoveredDays(date(2026, 1, 1), last)
    assert owed(rules, HEAD_OF_HOUSEHOLD, days) == {"associativa": 2000, "contributo": 24000 * months // 12}
    whole = ruleset(tmp_path / "other", VERSION.replace("  chi_esce: i mesi coperti\n", ""))
    assert owed(ContributionRules(whole), HEAD_OF_HOUSEHOLD, days) == {"associativa": 2000, "contributo": 24000}
    said = contributions(whole, HEAD_OF_HOUSEHOLD, 2026, leaves=last)
    assert [charge.cents for charge in said.charges] == [2000, 24000]


def test_the_newborn_pays_from_the_month_of_birth(rules: ContributionRules) -> None:
    born = date(2026, 8, 20)
    facts: dict[str, FactValue] = {"grado": "figlio", "copertura": "base", "iscrizione": born, "nascita": born}
    assert owed(rules, facts, CoveredDays(born, date(2026, 12, 31))) == {"contributo": 12000 * 5 // 12}


def test_each_payer_pays_parts_of_its_own(rules: ContributionRules) -> None:
    facts = {**HEAD_OF_HOUSEHOLD, "copertura": "denti", "classe": "prima"}
    answer = rules.answer(facts, YEAR, "in tre rate", only=["denti"])
    assert [part.cents for part in answer.member_instalments] == [1000, 1020, 1030]
    assert [part.cents for part in answer.firm_instalments] == [1000, 1020, 1030]
    assert [(part.cents, part.due_on) for part in answer.instalments] == [
        (2000, date(2026, 1, 31)), (2040, date(2026, 5, 31)), (2060, date(2026, 9, 30))
    ]  # fmt: skip


def test_the_items_of_an_assistance_are_told_from_those_owed_once(rules: ContributionRules) -> None:
    assert rules.asks_for_assistance == {"contributo", "denti"}
    assert rules.at_once == "in una volta"


def test_what_nobody_answered_is_asked_and_only_if_it_matters(rules: ContributionRules) -> None:
    assert rules.answer(HEAD_OF_HOUSEHOLD, YEAR).missing == ()
    answer = rules.answer({**HEAD_OF_HOUSEHOLD, "copertura": "denti"}, YEAR)
    assert [(one.kind, one.name) for one in answer.missing] == [("fact", "classe")]
    assert answer.charges == ()


def test_a_way_of_paying_goes_only_to_whom_it_is_open(rules: ContributionRules) -> None:
    refused = rules.answer(HEAD_OF_HOUSEHOLD, YEAR, "in due rate")
    assert [one.code for one in refused.reasons] == ["instalments_not_allowed"]
    many = rules.answer({**HEAD_OF_HOUSEHOLD, "componenti": 4}, YEAR, "in due rate")
    assert [part.cents for part in many.instalments] == [13000, 13000]
    assert [one.code for one in rules.answer(HEAD_OF_HOUSEHOLD, YEAR, "mai").reasons] == ["unknown_instalments"]


def test_chi_esce_needs_something_in_proportion(tmp_path: Path) -> None:
    _, problems = load(dues_plan(tmp_path, version=VERSION.replace("      in_proporzione: sì\n", "")))
    assert [one.code for one in problems if isinstance(one, Problem)] == ["leaving_not_prorated"]
