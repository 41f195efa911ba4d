"""What a machine in some time zone makes of the edges of the calendar: run in a process with a zone of its own."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from faults import boundaries
from faults.boundaries import rows
from faults.jobs import decide_as_clerk
from faults.worlds import ask, request
from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, CoverTold, Identity, PersonTold
from mutua.services.decide_batch import decide_pending
from mutua.services.decide_claim import Recorded
from mutua.services.register import household_by_code, register_household
from mutua.store.database import Archive
from mutua.store.decisions import decisions_of
from mutua.store.tables import decision_line, movement
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import Society, small_society
from small_plan import VERSION

OF_AGE = """\
  ADULTO:
    titolo: Da adulto
    articolo: art. 15
    spetta: [{età: almeno 18, motivo: età}]
    passi: [spesa]
    consuma: nessuno
"""


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def main(url: str, folder: str) -> None:
    """Tells every table again, with the last column as this machine finds it."""
    with Archive(url) as archive:
        society = small_society(archive, Path(folder))
        _with_age(society, Path(folder))
        found = {
            "INSTANTS": [_day(society, at, row) for at, row in enumerate(rows(boundaries.INSTANTS))],
            **_others(society),
        }
    print(json.dumps(found))


def _with_age(society: Society, folder: Path) -> None:
    from mutua.services.plan_book import book_of

    plan = folder / "rulesets" / society.plan_code
    text = VERSION.replace("prestazioni:\n", f"prestazioni:\n{OF_AGE}").replace("dal 2026-01-01", "dal 2020-01-01")
    (plan / "2026-01-01.yaml").unlink()
    (plan / "2020-01-01.yaml").write_text(text, encoding="utf-8")
    society.plans = book_of(folder / "rulesets")
    assert society.plans.get(society.plan_code) is not None


def _person(society: Society, code: str, born: date, joined: date) -> int:
    """A member alone in a household; the id of the person."""
    cover = CoverTold(society.plan_code, "base", joined)
    who = Identity("Rossi", "Anna", born_on=born, card_number=code)
    told = PersonTold(code, who, "titolare", joined, covers=(cover,))

    def work(unit: UnitOfWork) -> int:
        (person_id,) = register_household(unit, [told], society.ids)
        home = household_by_code(unit.connection, code)
        assert home is not None
        society.households[person_id] = home
        return person_id

    return unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=society.now)


def _day(society: Society, at: int, row: Sequence[str]) -> list[str]:
    """The day of a request received at the instant, in the decision taken at the same instant and in its record."""
    moment = instant(row[0])
    if not society.households:
        _person(society, "G", date(1980, 1, 1), date(2020, 1, 1))
    person_id = min(society.households)
    told = request(f"i{at}", person_id, "CICLO", moment.date(), {"spesa": 1000, "gruppo": f"{at}"}, (), moment)
    (claim_id,) = ask(society, [told])
    done = decide_as_clerk(replace(society, now=moment), claim_id)
    assert isinstance(done, Recorded)
    asked = done.draft.case.facts["richiesta"]
    with society.archive.reader.begin() as connection:
        (kept,) = decisions_of(connection, claim_id)
        assert kept.recorded_at == moment
    assert isinstance(asked, date)
    return [row[0], asked.isoformat() if asked == kept.decided_on else f"{asked} {kept.decided_on}"]


def _others(society: Society) -> dict[str, list[list[str]]]:
    chance = random.Random(1)
    asked: dict[str, tuple[str, list[str]]] = {}
    told: list[ClaimTold] = []
    old = date(2010, 1, 1)

    def add(table: str, row: list[str], person: tuple[date, date], benefit: str, on: date, at: datetime | None) -> None:
        name = f"{table}.{len(told)}"
        asked[name] = (table, row)
        facts: dict[str, FactValue] = {"spesa": 1000}
        received = at or datetime(on.year, on.month, on.day, 12, tzinfo=UTC) + timedelta(hours=1)
        told.append(request(name, _person(society, name, *person), benefit, on, facts, received_at=received))

    for row in rows(boundaries.DEADLINES):
        add("DEADLINES", row, (date(1980, 1, 1), old), "VIS", date.fromisoformat(row[0]), instant(row[1]))
    for row in rows(boundaries.WAITS):
        add("WAITS", row, (date(1980, 1, 1), date.fromisoformat(row[0])), "VIS", date.fromisoformat(row[1]), None)
    for row in rows(boundaries.AGES):
        add("AGES", row, (date.fromisoformat(row[0]), old), "ADULTO", date.fromisoformat(row[1]), None)
    for row in rows(boundaries.YEARS):
        add("YEARS", row, (date(1980, 1, 1), old), "VIS", date.fromisoformat(row[0]), None)
    chance.shuffle(told)
    names = {claim_id: one.public_id for claim_id, one in zip(ask(society, told), told, strict=True)}
    decide_pending(society.archive, society.plans, actor_id=society.actor_id, now=society.now, ids=society.ids)
    return _outcomes(society, names, asked)


def _outcomes(
    society: Society, names: dict[int, str], asked: dict[str, tuple[str, list[str]]]
) -> dict[str, list[list[str]]]:
    with society.archive.reader.begin() as connection:
        outcomes = {id_: of for id_, of in connection.execute(select(decision_line.c.claim_id, decision_line.c.outcome))}  # noqa: C416, E501
        periods = {id_: day for id_, day in connection.execute(select(movement.c.claim_id, movement.c.period))}  # noqa: C416
    found: dict[str, list[list[str]]] = {}
    by_name = {name: id_ for id_, name in names.items()}
    for name, (table, row) in asked.items():
        claim_id = by_name[name]
        last = str(periods.get(claim_id)) if table == "YEARS" else str(outcomes.get(claim_id))
        found.setdefault(table, []).append([*row[:-1], last])
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
