"""An archive full of invented requests: the people of the workload put in, their requests waiting to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from random import Random

from mutua.domain.case import Case
from mutua.domain.records import ClaimTold, CoverTold, Identity, LineTold, PersonTold
from mutua.services.plan_book import PlanBook, book_of
from mutua.services.register import household_by_code, receive_claims, register_household, system_actor
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.migrate import upgrade
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

from bench.workload import PLAN, Household, households

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
    families = households(lines, seed)
    while some := list(islice(families, AT_ONCE)):

        def work(unit: UnitOfWork, some: Sequence[Household] = tuple(some)) -> None:
            for family in some:
                _put_in(unit, family, ids)

        unit_of_work(archive, [], work, actor_id=actor_id, now=NOW)
    return actor_id


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
