"""An archive full of invented requests: the people of the workload put in, their requests waiting to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from random import Random

from sqlalchemy import select

from bench.workload import PLAN, Household, households
from mutua.domain.case import Case
from mutua.domain.records import ClaimTold, CoverTold, Identity, LineTold, PersonTold
from mutua.services.plan_book import PlanBook, book_of
from mutua.services.register import household_by_code, receive_claims, register_household, system_actor
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.store.tables import household_place, identity
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

PLAN_CODE = f"{PLAN.parent.name}/{PLAN.name}"
NOW = datetime(2027, 1, 15, 9, 0, tzinfo=UTC)
AT_ONCE = 400  # households put in by one transaction


def plan_book() -> PlanBook:
    """The plan of the measures, as a society would have it."""
    return book_of(Path(PLAN).parent.parent)


def fill(archive: Archive, lines: int, seed: int = 1) -> int:
    """Makes the archive and puts in about so many lines, all waiting; gives the actor who decides."""
    upgrade(archive)
    ids = Ids(Random(seed))
    with archive.writer.begin() as connection:
        actor_id = system_actor(connection, "bench", ids)
    _put_in_all(archive, lines, seed, actor_id, ids)
    return actor_id


def fill_more(archive: Archive, lines: int, actor_id: int) -> None:
    """More requests of the people who are there, waiting: of the first households, with later services."""
    ids = Ids(Random(11))
    with archive.reader.begin() as connection:
        people = connection.execute(
            select(identity.c.card_number, identity.c.person_id, household_place.c.chain_id)
            .where(household_place.c.person_id == identity.c.person_id)
            .order_by(identity.c.person_id)
        ).all()
    by_card = {card: (person_id, home) for card, person_id, home in people}
    cases = [case for family in households(lines, 1) for case in family.requests]

    def work(unit: UnitOfWork) -> None:
        claims = [
            replace(_claim(case, by_card[case.holders["person"]][0]), public_id=f"more-{lines}-{case.lines[0].id}")
            for case in cases
            if case.holders["person"] in by_card
        ]
        receive_claims(unit, claims, dict(by_card.values()), ids)

    unit_of_work(archive, [home for _, home in by_card.values()], work, actor_id=actor_id, now=NOW)


def _put_in_all(archive: Archive, lines: int, seed: int, actor_id: int, ids: Ids) -> None:
    families = households(lines, seed)
    while some := list(islice(families, AT_ONCE)):

        def work(unit: UnitOfWork, some: Sequence[Household] = tuple(some)) -> None:
            for family in some:
                _put_in(unit, family, ids)

        unit_of_work(archive, [], work, actor_id=actor_id, now=NOW)


def _put_in(unit: UnitOfWork, family: Household, ids: Ids) -> None:
    code = family.requests[0].holders["household"]
    first = {case.holders["person"]: case for case in family.requests}
    made = register_household(unit, [_person(code, name, case) for name, case in sorted(first.items())], ids)
    by_name = {told.identity.card_number: person_id for person_id, told in made.items()}
    household_id = household_by_code(unit.connection, code)
    assert household_id is not None
    claims = [_claim(case, by_name[case.holders["person"]]) for case in family.requests]
    receive_claims(unit, claims, dict.fromkeys(made, household_id), ids)


def _person(code: str, name: str, case: Case) -> PersonTold:
    born, joined = case.facts["nascita"], case.covers[0].effective_from
    assert isinstance(born, date)
    return PersonTold(
        code, Identity(f"Bertin{name}", "Ada", card_number=name, born_on=born),
        "titolare" if name.endswith("-0") else "figlio", joined, covers=(CoverTold(PLAN_CODE, "", joined),),
    )  # fmt: skip


def _claim(case: Case, person_id: int) -> ClaimTold:
    """The request as it arrives: what the archive knows of the person is not told again."""
    received = case.facts["richiesta"]
    assert isinstance(received, date)
    facts = {"causa": case.facts["causa"], "fattura": case.facts["fattura"]}
    lines = tuple(LineTold(line.benefit, dict(line.facts)) for line in case.lines)
    at = datetime.combine(received, time(9), UTC)
    return ClaimTold(case.lines[0].id, person_id, PLAN_CODE, at, lines, facts, case.papers)
