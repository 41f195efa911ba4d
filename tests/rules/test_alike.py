"""People who are alike are charged once for all: whoever they are, the answer is that of asking for each alone."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from dues_plan import VERSION, dues_plan
from mutua.domain.case import Dated, FactValue
from mutua.rules.contributions import ContributionRules, CoveredDays
from mutua.rules.library import load, shipped_path
from mutua.rules.model import FactKind, Ruleset

BY_KINSHIP = "{secondo: grado, titolare: 240.00, altrimenti: 120.00}"
BANDS = "{secondo: età, meno di 30: 60.00, almeno 30: 240.00}"
FIRST_DAYS = (date(2027, 1, 1), date(2027, 3, 1), date(2027, 5, 17), date(2027, 5, 18))
BIRTHDAYS = [
    date(year, month, day)
    for year in (1996, 1997, 2010) for month, day in ((1, 1), (1, 2), (2, 28), (5, 17), (5, 18), (12, 31))
] + [date(1996, 2, 29)]  # fmt: skip


def versions(folder: Path) -> list[Ruleset]:
    """Contributions that ask for ages: today's, those of another day, birth itself; and all that are shipped."""
    written = [
        VERSION,
        VERSION.replace(BY_KINSHIP, BANDS),
        VERSION.replace(BY_KINSHIP, BANDS).replace("{copertura: base}", "{età: almeno 17 al 1 gennaio}"),
        VERSION.replace(BY_KINSHIP, BANDS).replace("{copertura: base}", "{età: almeno 17 al iscrizione}"),
        VERSION.replace(BY_KINSHIP, BANDS).replace("{copertura: base}", "{nascita: dal 1 gennaio al 30 giugno}"),
        VERSION.replace("{copertura: base}", "{anni_di_iscrizione: almeno 2, componenti: almeno 2}"),
    ]
    found = []
    for at, text in enumerate(written):
        plans, problems = load(dues_plan(folder / str(at), version=text))
        assert [one for one in problems if not one.warning] == []
        found += plans[0].versions
    shipped, _ = load(shipped_path())
    return found + [one for plan in shipped for one in plan.versions if one.contributions is not None]


def somebody(rules: Ruleset, chance: random.Random) -> dict[str, FactValue]:
    """A person of whom each fact that the rules know may be told, or not; some facts with days."""
    facts: dict[str, FactValue] = {}
    for name, one in rules.facts.items():
        told: list[FactValue]
        if one.choices:
            told = list(one.choices)
        elif one.kind is FactKind.YES_NO:
            told = [True, False]
        elif one.kind in (FactKind.NUMBER, FactKind.MONEY):
            told = [0, 1, 4, Dated(((date(2020, 1, 1), 1), (date(2027, 4, 1), 5)))]
        elif one.kind is FactKind.DAY:
            told = [date(2020, 1, 1), date(2026, 7, 1)]
        else:
            continue
        if chance.random() < 0.8:
            facts[name] = chance.choice(told)
    facts["nascita"] = chance.choice(BIRTHDAYS)
    facts["iscrizione"] = chance.choice([date(2020, 1, 1), date(2025, 4, 1), *FIRST_DAYS])
    facts["copertura"] = chance.choice(sorted(rules.covers) or ["base"])
    for name in ("nascita", "iscrizione"):
        if chance.random() < 0.05:
            del facts[name]
    return facts


def test_who_is_alike_owes_what_they_owe_alone(tmp_path: Path) -> None:
    chance, asked, worked_out = random.Random(7), 0, 0
    for rules in versions(tmp_path):
        together, two = ContributionRules(rules), [somebody(rules, chance), somebody(rules, chance)]
        for _ in range(120):
            facts = {**chance.choice(two), "nascita": chance.choice(BIRTHDAYS)}
            days = CoveredDays(chance.choice(FIRST_DAYS), chance.choice([date(2027, 6, 30), date(2027, 12, 31)]))
            assert together.charges(facts, days) == ContributionRules(rules).charges(facts, days), facts
            asked += 1
        worked_out += len(together._charged)
    assert worked_out < asked * 0.8


def test_one_birthday_is_as_good_as_another_of_the_same_age_unless_the_rules_read_it(tmp_path: Path) -> None:
    days = CoveredDays(date(2027, 1, 1), date(2027, 12, 31))
    alike = []
    for rules in versions(tmp_path)[:6]:
        together = ContributionRules(rules)
        for born in (date(1990, 3, 1), date(1990, 9, 30)):
            together.charges({"nascita": born, "iscrizione": date(2020, 1, 1), "copertura": "base"}, days)
        alike.append(len(together._charged) == 1)
    assert alike == [True, True, True, False, False, True]
