"""Invented societies for the campaigns, made once and then copied: households, a plan, requests that wait."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from archives import Ready
from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, LineTold
from mutua.services.plan_book import PlanBook, book_of
from mutua.services.register import receive_claims
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import actor, household_place
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import NOW, Society, small_society
from small_plan import VERSION

PLAN = "mutua-di-prova/prova"
PAPERS = ("fattura", "prescrizione")


@dataclass
class World:
    """A society in a database of its own that nobody changes: tests take copies."""

    url: str
    rulesets: Path
    households: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)  # the member of each household
    claims: list[int] = field(default_factory=list)

    @property
    def at(self) -> dict[str, str]:
        """What a job must know of the society, besides the address of its copy."""
        return {"rulesets": str(self.rulesets)}


def opened(archive: Archive, rulesets: Path, seed: int = 1) -> Society:
    """The society of a copy, with people by number instead of by name."""
    made = Society(archive, book(str(rulesets)), PLAN, Ids(random.Random(seed)))
    with archive.reader.begin() as connection:
        made.actor_id = connection.scalars(select(actor.c.id)).one()
        places = select(household_place.c.person_id, household_place.c.chain_id)
        made.households = {person_id: home for person_id, home in connection.execute(places)}  # noqa: C416
    return made


_BOOKS: dict[str, PlanBook] = {}


def book(folder: str) -> PlanBook:
    """The regulations of a society, read once in this process and in those forked from it."""
    if folder not in _BOOKS:
        _BOOKS[folder] = book_of(Path(folder))
    return _BOOKS[folder]


def ask(society: Society, told: Sequence[ClaimTold]) -> list[int]:
    """Requests received all together."""
    households = {society.households[one.person_id] for one in told}

    def work(unit: UnitOfWork) -> list[int]:
        return receive_claims(unit, told, society.households, society.ids)

    return unit_of_work(society.archive, households, work, actor_id=society.actor_id, now=society.now)


def request(
    public_id: str, person_id: int, benefit: str, on: date, facts: Mapping[str, FactValue],
    papers: Sequence[str] = PAPERS, received_at: datetime | None = None,
) -> ClaimTold:  # fmt: skip
    """A request of one line, invoiced on the day of the service and received a week later."""
    received = received_at or datetime(on.year, on.month, on.day, 9, tzinfo=UTC) + timedelta(days=7)
    own = {"servizio": on, "fattura": on, **facts}
    told: dict[str, date | None] = dict.fromkeys(papers, on)
    return ClaimTold(public_id, person_id, PLAN, received, (LineTold(benefit, own),), papers=told)


def mixed(society: Society, count: int, seed: int = 3, years: Sequence[int] = (2026,)) -> list[ClaimTold]:
    """Requests of every kind, of everybody."""
    chance = random.Random(seed)
    people = sorted(society.households)
    made = []
    for at in range(count):
        benefit = chance.choice(["VIS", "VIS", "CICLO", "OSPEDALE", "CASA", "CONTROLLO"])
        on = date(chance.choice(years), chance.randrange(2, 6), chance.randrange(1, 28))
        facts: dict[str, FactValue] = {"numero_fattura": str(at // 2)}
        if benefit in ("OSPEDALE", "CASA"):
            facts["quantità"] = chance.randrange(1, 40) * 60
        else:
            facts["spesa"] = chance.randrange(1000, 60000)
        if benefit == "CICLO":
            facts["gruppo"] = f"c{at % 3}"
        papers = PAPERS if chance.random() > 0.05 else PAPERS[:1]
        made.append(request(f"r{at}", chance.choice(people), benefit, on, facts, papers))
    return made


def found(society: Society, households: int, names: int = 3) -> None:
    """That many households, each with a member and others."""
    for at in range(households):
        society.household(f"N{at}", *[f"{name}{at}" for name in ("Anna", "Bruno", "Carla")[:names]])


def more_versions(folder: Path, years: Sequence[int]) -> None:
    """Rules of other years: the same benefits, another share for each year."""
    for at, year in enumerate(years):
        text = VERSION.replace("dal 2026-01-01", f"dal {year}-01-01").replace("quota: 70%", f"quota: {40 + at}%")
        (folder / PLAN / f"{year}-01-01.yaml").write_text(text, encoding="utf-8")


@contextmanager
def new_world(
    ready: Ready, dialect: str, folder: Path, *, households: int = 20, claims: int = 500, names: int = 3,
    years: Sequence[int] = (), seed: int = 3,
) -> Iterator[World]:  # fmt: skip
    """A society with people and requests that wait, in a database that tests copy."""
    folder.mkdir(parents=True, exist_ok=True)
    with ready.fresh(dialect, folder) as url:
        with Archive(url) as archive:
            society = small_society(archive, folder)
            if years:
                more_versions(folder / "rulesets", years)
                society.plans = book_of(folder / "rulesets")
            found(society, households, names)
            made = World(url, folder / "rulesets")
            made.households = sorted(set(society.households.values()))
            first = {home: name for name, home in _members(society).items()}
            made.members = [first[home] for home in made.households]
            told = mixed(society, claims, seed, years or (2026,))
            for some in range(0, claims, 100):
                made.claims += ask(society, told[some : some + 100])
        yield made


def _members(society: Society) -> dict[int, int]:
    return {id_: society.households[id_] for name, id_ in society.people.items() if name.startswith("Anna")}


__all__ = ["NOW", "PLAN", "World", "ask", "found", "mixed", "new_world", "opened", "request"]
