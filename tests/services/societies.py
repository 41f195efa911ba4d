"""Invented societies for the tests of services: a few people, the small plan, requests made in one line."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, CoverTold, Identity, LineTold, PersonTold
from mutua.services.decide_claim import Changed, Recorded, Refusal, decide, propose
from mutua.services.plan_book import BookedPlan, PlanBook, book_of
from mutua.services.register import household_by_code, receive_claims, register_household, system_actor
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from small_plan import HEAD, VERSION, plan_folder

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
JOINED = date(2024, 1, 1)


@dataclass
class Society:
    """An archive with a plan and a seeded source of names; people by a short name."""

    archive: Archive
    plans: PlanBook
    plan_code: str
    ids: Ids = field(default_factory=lambda: Ids(random.Random(7)))
    now: datetime = NOW
    people: dict[str, int] = field(default_factory=dict)
    households: dict[int, int] = field(default_factory=dict)
    actor_id: int = 0

    def household(self, code: str, *names: str, covers: Sequence[CoverTold] | None = None) -> int:
        """A household: the first name is the member, the second the spouse, the others children."""
        kinships = ["titolare", "coniuge", *["figlio"] * len(names)]
        covers = covers if covers is not None else [CoverTold(self.plan_code, "base", JOINED)]
        told = [
            PersonTold(
                code,
                Identity("Rossi", name, born_on=date(1980, 5, 17 + at), card_number=f"{code}-{at}"),
                kinships[at],
                JOINED,
                fiscally_dependent=at > 0,
                covers=tuple(covers),
            )
            for at, name in enumerate(names)
        ]

        def work(unit: UnitOfWork) -> tuple[int, dict[int, PersonTold]]:
            made = register_household(unit, told, self.ids)
            household_id = household_by_code(unit.connection, code)
            assert household_id is not None
            return household_id, made

        household_id, made = unit_of_work(self.archive, [], work, actor_id=self.actor_id, now=self.now)
        for person_id, one in made.items():
            self.people[one.identity.given_name] = person_id
            self.households[person_id] = household_id
        return household_id

    def claim(
        self, name: str, benefit: str, spesa: int | None = None, *, on: date = date(2026, 5, 4),
        papers: Mapping[str, date | None] | None = None, lines: Sequence[LineTold] = (), authorises: bool = False,
        authorised_by: str = "", expires_on: date | None = None,
        public_id: str = "", received_at: datetime | None = None, plan_code: str = "", tops_up: str = "",
        **facts: FactValue,
    ) -> int:  # fmt: skip
        """A request of one line (or of the lines given), with an invoice of the day of the service."""
        own: dict[str, FactValue] = {"servizio": on, "fattura": on, **facts}
        if spesa is not None:
            own["spesa"] = spesa
        told = ClaimTold(
            public_id or self.ids.public(), self.people[name], plan_code or self.plan_code,
            received_at or datetime(on.year, on.month, on.day, 9, tzinfo=UTC) + timedelta(days=7),
            tuple(lines) or (LineTold(benefit, own),),
            papers={"fattura": on, "prescrizione": on} if papers is None else papers,
            authorises=authorises, expires_on=expires_on, authorised_by=authorised_by, tops_up=tops_up,
        )  # fmt: skip
        household_id = self.households[self.people[name]]
        work = lambda unit: receive_claims(unit, [told], self.households, self.ids)  # noqa: E731
        return unit_of_work(self.archive, [household_id], work, actor_id=self.actor_id, now=self.now)[0]

    def decide(self, claim_id: int) -> Recorded:
        """Decides as a clerk who agrees with what was proposed."""
        proposal = propose(self.archive, self.plans, claim_id)
        assert not isinstance(proposal, Refusal), proposal
        done = decide(
            self.archive, self.plans, claim_id, seen=proposal.stamp, actor_id=self.actor_id, now=self.now, ids=self.ids
        )
        assert not isinstance(done, (Refusal, Changed)), done
        return done


_READ: dict[tuple[str, tuple[tuple[str, bytes], ...]], BookedPlan | None] = {}


class RememberedBook(PlanBook):
    """The book of a folder; a plan is read once in this process, as long as all files of its society are the same."""

    def __init__(self, folder: Path) -> None:
        book = book_of(folder)
        super().__init__(book._read, book._there, book.codes)
        self._folder = folder

    def get(self, code: str) -> BookedPlan | None:
        if code not in self._known and self.has(code):
            society = self._folder / code.split("/")[0]
            files = sorted(one for one in society.rglob("*") if one.is_file())
            written = code, tuple((str(one.relative_to(society)), one.read_bytes()) for one in files)
            if written not in _READ:
                _READ[written] = super().get(code)
            self._known[code] = _READ[written]
        return super().get(code)


def small_society(archive: Archive, folder: Path, *, version: str = VERSION, head: str = HEAD) -> Society:
    """The small plan (or another version of it), nobody in it yet."""
    plan = plan_folder(folder / "rulesets", version=version, head=head)
    made = Society(archive, RememberedBook(folder / "rulesets"), f"{plan.parent.name}/{plan.name}")
    with archive.writer.begin() as connection:
        made.actor_id = system_actor(connection, "prova", made.ids)
    return made
