"""The clock of a newborn: what its sentence promises is what recording the child gives, on each day it speaks of."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from mutua.domain.case import Cover
from mutua.rules.library import shipped_path
from mutua.services.births import FAR, clocks
from mutua.services.household_moves import covers_of_newborn
from mutua.services.plan_book import PlanBook, book_of
from mutua.store.people import People, Place
from mutua.wording.member_door import newborn_sentence
from mutua.wording.numbers import MONTHS
from services.societies import RememberedBook
from small_plan import VERSION, plan_folder

ONE_DAY = timedelta(days=1)
SHIPPED = [
    "insieme-salute/tutto-compreso", "mutua-piemonte/regolamento-sociale", "mutua-artieri/sia3",
    "consorzio-mutue-novara/ospedaliera", "campa/generale",
]  # fmt: skip
STARTS = {  # how a society of its own may write it
    "from birth in time": "[{quando: {richiesta: nei 30 giorni dopo nascita}, il: nascita},"
                          " {altrimenti: primo giorno del mese dopo richiesta}]",
    "the first of the month of asking": "[{altrimenti: primo giorno del mese di richiesta}]",
    "in time from asking": "[{quando: {richiesta: nei 30 giorni dopo nascita}, il: richiesta},"
                           " {altrimenti: 60 giorni da richiesta}]",
}  # fmt: skip
DAY = r"(?: il | l'| |l')(\d+)°? ([a-z]+) (\d{4})"


def day_in(match: re.Match[str]) -> date:
    number, month, year = match.groups()
    return date(int(year), MONTHS["it"].index(month) + 1, int(number))


def checked(plans: PlanBook, code: str, born_on: date, asked_on: date, ends_on: date | None = None) -> str:
    """The sentence of the plan; a sentence that is false on a day it names is an error."""
    people = People(covers={1: [(code, Cover("base", date(2020, 1, 1), ends_on))]})
    head = Place(1, 1, "titolare", False, date(2020, 1, 1), None)
    people.places[1] = people.by_household[1] = [head]
    (clock,) = clocks(plans, people, head, born_on, asked_on)
    told = newborn_sentence(clock, born_on, "it").replace("\xa0", " ")

    def start(day: date) -> date | None:
        return next((one.effective_from for one in covers_of_newborn(plans, people, head, born_on, day)[0]), None)

    if "chiama" in told:
        assert start(asked_on) is None
        return told
    by = re.search("entro" + DAY, told)
    first = re.search("copertura dal" + DAY, told)
    last = day_in(by) if by else asked_on + FAR * ONE_DAY
    assert asked_on <= last
    for days in range((last - asked_on).days + 1):
        day = asked_on + days * ONE_DAY
        promised = day if "dal giorno in cui lo dici" in told else born_on if first is None else day_in(first)
        assert ("dalla nascita" in told) == (first is None and "dal giorno" not in told), told
        assert start(day) == promised, (code, born_on, asked_on, day, told)
    return told


@pytest.mark.parametrize("code", SHIPPED)
def test_the_sentence_of_a_newborn_holds_on_each_day_it_names(code: str) -> None:
    plans, chance = book_of(shipped_path()), random.Random(code)
    for _ in range(12):
        born_on = date(2026, 1, 1) + chance.randrange(365) * ONE_DAY
        checked(plans, code, born_on, born_on)
        checked(plans, code, born_on, born_on + chance.randrange(45) * ONE_DAY)
        ends_on = born_on + chance.randrange(60) * ONE_DAY
        checked(plans, code, born_on, born_on + chance.randrange((ends_on - born_on).days + 1) * ONE_DAY, ends_on)


@pytest.mark.parametrize("starts", STARTS)
def test_it_holds_by_any_rule_of_a_society_on_joining(starts: str, tmp_path: Path) -> None:
    written = "  decorrenza: primo giorno del mese dopo richiesta\n"
    version = VERSION.replace(written, f"  decorrenza: {STARTS[starts]}\n", 1)
    assert version != VERSION
    plan = plan_folder(tmp_path / "rulesets", version=version)
    plans, code = RememberedBook(tmp_path / "rulesets"), f"{plan.parent.name}/{plan.name}"
    told = set()
    for days in range(0, 70, 3):
        for late in (0, 1, 2, 29, 30, 31, 44):
            born_on = date(2026, 6, 1) + days * ONE_DAY
            told.add(re.sub(DAY, "…", checked(plans, code, born_on, born_on + late * ONE_DAY)))
    assert len(told) > 1, "both sides of the term"
    if starts == "in time from asking":
        assert not any("dalla nascita" in one for one in told)


def test_born_today_is_no_promise_of_a_cover_from_birth() -> None:
    """Artt. on newborns: «effetto immediato» is from the application, not from birth."""
    plans, born = book_of(shipped_path()), date(2026, 6, 30)
    assert checked(plans, "insieme-salute/tutto-compreso", born, born) == (
        "Ha la copertura dal giorno in cui lo dici, se lo dici entro il 30 luglio 2026: prima è, meglio è."
    )
    assert checked(plans, "mutua-artieri/sia3", born, born) == (
        "Ha la copertura dal giorno in cui lo dici: prima è, meglio è."
    )
