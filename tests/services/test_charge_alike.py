"""What people owe is worked out once for all who are alike: told of each alone, it is the same to the cent."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dues_plan import CODE, VERSION, dues_plan
from mutua.domain.case import Cover
from mutua.rules.case_content import encode_facts
from mutua.services.charge_people import Asked, Owed, PeopleOwing, Rules
from mutua.services.plan_book import PlanBook, book_of
from mutua.store.dues import PaymentChoice
from mutua.store.people import FactRow, People, Place

LONG_AGO, LAST = date(2020, 1, 1), date(2027, 8, 31)
BY_KINSHIP = "{secondo: grado, titolare: 240.00, altrimenti: 120.00}"
BY_AGE = VERSION.replace(BY_KINSHIP, "{secondo: età, meno di 30: 60.00, almeno 30: 240.00}")
WORDS = {
    "as it is": VERSION,
    "by age": BY_AGE,
    "paid by age": BY_AGE.replace("quando: {componenti: almeno 4}", "quando: {età: almeno 40 al 1 gennaio}"),
    "paid from the joining": BY_AGE.replace("31 gennaio dell'anno di inizio_anno", "30 giorni da iscrizione"),
    "nobody's days": VERSION.replace(", entro: 31 gennaio dell'anno di inizio_anno", ""),
}
BIRTHDAYS = [
    date(1950, 2, 28), date(1987, 1, 1), date(1987, 1, 2), date(1997, 1, 1), date(1997, 6, 30), date(2015, 5, 17),
]  # fmt: skip
CHOICES = [PaymentChoice(CODE, 2026, way, "transfer", LONG_AGO) for way in ("in due rate", "in tre rate")]


def some_people(seed: int, count: int) -> tuple[People, dict[int, Sequence[PaymentChoice]]]:
    """Households of one to four, with or without answers, firms, choices: only birthdays and firms differ in three."""
    people, choices, person_id = People(), dict[int, Sequence[PaymentChoice]](), 0
    birth = random.Random(seed)
    for home in range(1, count + 1):
        chance = random.Random(f"{seed} {home // 3}")
        for kinship in ("titolare", "coniuge", "figlio", "figlio")[: chance.randint(1, 4)]:
            person_id += 1
            place = Place(person_id, home, kinship, kinship == "figlio", LONG_AGO, None)
            people.places[person_id] = [place]
            people.by_household.setdefault(home, []).append(place)
            if birth.random() < 0.9:
                people.born_on[person_id] = birth.choice(BIRTHDAYS)
            people.covers[person_id] = [
                (CODE, Cover(name, since, chance.choice([None, None, None, LAST]), LONG_AGO))
                for name in chance.choice([["base"], ["base"], ["denti", "base"]])
                for since in [chance.choice([LONG_AGO, LONG_AGO, date(2027, 4, 1)])]
            ]  # fmt: skip
            if chance.random() < 0.8:
                told = encode_facts({"classe": chance.choice(["prima", "seconda"])})
                since = chance.choice([None, LONG_AGO])
                people.facts.setdefault(home, []).append(FactRow(person_id, "classe", told, since))
            if kinship == "titolare" and birth.random() < 0.7:
                people.firms[person_id] = [(birth.choice([7, 8]), birth.choice([LONG_AGO, date(2027, 3, 1)]), None)]
        if chance.random() < 0.4:
            choices[home] = [chance.choice(CHOICES)]
    return people, choices


def owed(
    plans: PlanBook, asked: Asked, rules: Rules | None, people: People, choices: dict[int, Sequence[PaymentChoice]]
) -> list[object]:
    """What each person owes; without rules kept by for all, those of each are made ready for them alone."""
    found: list[object] = []
    for person_id, (place,) in people.places.items():
        owing = PeopleOwing(asked, rules or Rules(plans), people, choices)
        covers = owing.covers(person_id).get(CODE)
        if covers is None:
            continue
        found.append(owing.what_is_owed(place, CODE, covers, owing.days(covers), dated=person_id % 5 == 0))
    return found


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_who_is_alike_owes_what_they_owe_alone(tmp_path: Path, words: str) -> None:
    plans = book_of(dues_plan(tmp_path, version=words).parents[1])
    asked = Asked(2027, date(2026, 12, 1), due_days=(date(2027, 2, 28),))
    rules = Rules(plans)
    people, choices = some_people(len(words), 50)
    together = owed(plans, asked, rules, people, choices)
    assert together == owed(plans, asked, None, people, choices)
    answered = [one for one in together if isinstance(one, Owed)]
    worked_out = rules.alike(asked)
    assert len(worked_out) < len(answered) * 0.95
    assert len({(one.charges[0][1:], one.dues[0][1:]) for one in answered}) > 8


def test_another_day_or_year_is_not_answered_with_what_was_found_for_this_one(tmp_path: Path) -> None:
    plans = book_of(dues_plan(tmp_path, version=WORDS["nobody's days"]).parents[1])
    people, choices = some_people(3, 10)
    rules = Rules(plans)
    for asked in (
        Asked(2027, date(2026, 12, 1), due_days=(date(2027, 2, 28),)),
        Asked(2027, date(2026, 12, 1), due_days=(date(2027, 3, 31),)), Asked(2028, date(2027, 12, 1)),
    ):  # fmt: skip
        assert owed(plans, asked, rules, people, choices) == owed(plans, asked, None, people, choices)
