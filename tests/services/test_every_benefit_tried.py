"""A member's trial of every benefit of every shipped plan: once all is answered, a sum or a reason comes out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mutua.domain.asked import Question
from mutua.domain.kinds import FactKind
from mutua.domain.records import CoverTold, Identity, PersonTold
from mutua.rules.assess import REST
from mutua.rules.engine.versions import version_on
from mutua.rules.facts import BUILTIN
from mutua.rules.library import shipped_path
from mutua.rules.model import FactOf, Ruleset
from mutua.services.claim_cells import Typed
from mutua.services.desk_values import Draft
from mutua.services.estimate_claim import estimate, with_own_invoices
from mutua.services.member_estimate import LineTried, Tried, try_out
from mutua.services.plan_book import PlanBook, book_of
from mutua.services.register import register_household
from mutua.store.database import Archive
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import Society, small_society

TODAY = date(2026, 6, 30)
LATELY = date(2026, 6, 10)
JOINED = date(2010, 1, 1)
PEOPLE = (("Ada", "titolare", date(1980, 5, 17)), ("Ugo", "coniuge", date(1979, 3, 3)),
          ("Pia", "figlio", date(2020, 6, 1)))  # fmt: skip
SHIPPED = book_of(shipped_path())


@pytest.mark.parametrize("code", SHIPPED.codes())
def test_every_benefit_has_a_sum_or_a_reason(archive: Archive, tmp_path: Path, code: str) -> None:
    society, plans = small_society(archive, tmp_path), book_of(shipped_path())
    day, rules = _newest(plans, code)
    _families(society, code, rules)
    silent = []
    with archive.reader.begin() as connection:
        for benefit in rules.benefits.values():
            for name, kinship, _ in PEOPLE:
                person_id = society.people[f"{benefit.cover or next(iter(rules.covers), '')} {name}"]
                for yes in (True, False):
                    tried = _tried(connection, plans, person_id, (code, benefit.code), day, yes=yes)
                    if not _says_something(tried) and not _waits_for_the_archive(connection, plans, tried, rules):
                        silent.append((benefit.code, kinship, yes, _line(tried).told.sentences))
    assert silent == []


def _newest(plans: PlanBook, code: str) -> tuple[date, Ruleset]:
    """The newest rules, and a day on which they hold."""
    rules = plans[code].plan.versions[-1]
    return (LATELY if version_on(plans[code].plan, LATELY) is rules else rules.in_force_from), rules


def _families(society: Society, code: str, rules: Ruleset) -> None:
    """One family for each cover of the plan."""
    for at, cover in enumerate(rules.covers or ("",)):
        told = [
            PersonTold(f"P{at}", Identity("Rossi", name, born_on=born, card_number=f"P{at}-{place}", sex="F"), kinship,
                       max(JOINED, born), fiscally_dependent=place > 1, covers=(CoverTold(code, cover, JOINED),))
            for place, (name, kinship, born) in enumerate(PEOPLE)
        ]  # fmt: skip

        def work(unit: UnitOfWork, told: list[PersonTold] = told) -> dict[int, PersonTold]:
            return register_household(unit, told, society.ids)

        made = unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=society.now)
        for person_id, one in made.items():
            society.people[f"{cover} {one.identity.given_name}"] = person_id


def _tried(
    connection: Connection, plans: PlanBook, person_id: int, benefit: tuple[str, str], day: date, *, yes: bool,
) -> Tried:  # fmt: skip
    """What a trial says at last, whatever it asks on the way being answered."""
    cells = {"lines": "1", "plan": benefit[0], "benefit-1": benefit[1], "served-1": _written(day), "amount-1": "200,00"}
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
    while True:
        tried = try_out(connection, plans, Typed(person_id, cells, frozenset(), now, channel="web"))
        (line,) = tried.typed.lines
        assert line.asked is not None, benefit
        more = dict(_answers(line.asked.questions, day, yes=yes))
        if more.keys() <= cells.keys():
            return tried
        cells |= more


def _answers(questions: tuple[Question, ...], day: date, *, yes: bool) -> Iterator[tuple[str, str]]:
    for one in questions:
        if not one.of_society:
            yield f"fact-1-{one.name}", _answer(one, day, yes=yes)


def _answer(one: Question, day: date, *, yes: bool) -> str:
    if one.fact.choices:
        return one.fact.choices[0 if yes else -1]
    if one.fact.kind is FactKind.YES_NO:
        return "sì" if yes else "no"
    if one.fact.kind is FactKind.DAY:
        return _written(day)
    if one.fact.kind is FactKind.INSTANT:
        return "9:00" if one.name in ("inizio_ore", "fine_ore") else f"{_written(day)} 9:00"
    return {FactKind.MONEY: "50,00", FactKind.TEXT: "A"}.get(one.fact.kind, "2")


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _line(tried: Tried) -> LineTried:
    assert tried.lines is not None, (tried.typed.mistakes, tried.refusal)
    return tried.lines[0]


def _says_something(tried: Tried) -> bool:
    line = _line(tried)
    return not line.back.waits or line.back.cents is not None or line.back.in_kind or bool(line.depends)


def _waits_for_the_archive(connection: Connection, plans: PlanBook, tried: Tried, rules: Ruleset) -> bool:
    """Whether all it waits for is said elsewhere: about people, by the office, by the request that it tops up."""
    told = tried.typed.told
    assert told is not None
    draft = estimate(connection, plans, with_own_invoices(told), tried.typed.household_id, in_order=True)
    assert isinstance(draft, Draft)
    return all(_said_elsewhere(one.kind, one.name, rules) for one in draft.answer.lines[0].missing)


def _said_elsewhere(kind: str, name: str, rules: Ruleset) -> bool:
    fact = rules.facts.get(name) or BUILTIN.get(name)
    of_people = fact is not None and (fact.of in (FactOf.PERSON, FactOf.HOUSEHOLD) or fact.of_society)
    return kind == "parameter" or name in REST or of_people
