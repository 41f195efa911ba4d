"""Deciding everybody's pending requests, household by household: resumable, and one damaged household never stops it.

Whole households go into one transaction, as many as fit in a quarter of a second, so that a clerk never waits for long.
What is left over after a stop is simply still pending: the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.four_eyes import Matter
from mutua.rules.content import ContentError
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.decide_claim import finish, take_back, tell_carried_use
from mutua.services.desk import lay_out
from mutua.services.locks import draws_on_shared_pots, shared_chain
from mutua.services.plan_book import PlanBook
from mutua.services.recording import NOTHING, Recorder
from mutua.services.reservations import is_used
from mutua.services.second_person import watch
from mutua.store.approvals import open_proposals
from mutua.store.bulk import insert_unless_there
from mutua.store.claims import ClaimRecord, await_those_that_top_up, no_longer_pending, pending_claims, read_claims
from mutua.store.database import Archive, reading_damaged_texts
from mutua.store.decisions import decided_otherwise
from mutua.store.ids import Ids
from mutua.store.people import moved_people
from mutua.store.seals import ends_that_differ
from mutua.store.tables import claim, job, parked_household, pending_claim
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

MOST_LINES = 5000
FIRST_LINES = 500
MOST_NANOSECONDS = 250_000_000
Clock = Callable[[], int]  # nanoseconds, counted from anywhere


class Parked(NamedTuple):
    """A household set aside because what is kept of it is damaged; `cause` names the fault, and no fact."""

    household_id: int
    cause: str


@dataclass(slots=True)
class BatchResult:
    """What a run did: requests decided, households set aside, requests left because no ruleset has their plan.

    `claims` are the decided ones by number, each with whether it still waits for something, in part or whole; `behind`
    those that wait for the request that they top up; `excepted` those that the society decided otherwise than its rules
    say, which no run undoes; `aside` those that take two people, or for which an exception waits; `closed` those whose
    rules two people were to approve, and did not.
    """

    claims: dict[int, bool] = field(default_factory=dict)
    behind: list[int] = field(default_factory=list)
    excepted: list[int] = field(default_factory=list)
    aside: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    parked: list[Parked] = field(default_factory=list)
    without_plan: list[int] = field(default_factory=list)

    @property
    def decided(self) -> int:
        return len(self.claims)

    @property
    def suspended(self) -> list[int]:
        return [claim_id for claim_id, waits in self.claims.items() if waits]


class _Group(NamedTuple):
    """Households decided in one go, with their pending requests; `shared`: they draw on pots held by more than one."""

    households: tuple[int, ...]
    claims: tuple[int, ...]
    shared: bool


def _no_news(done: int, of: int) -> None:
    """Nobody wants to hear how far it is."""


def _no_clock() -> int:
    """Without a clock the transactions keep their first size."""
    return 0


def decide_pending(
    archive: Archive, plans: PlanBook, *, actor_id: int, now: datetime, ids: Ids,
    told: Callable[[int, int], None] = _no_news, clock: Clock = _no_clock, first_lines: int = FIRST_LINES,
) -> BatchResult:  # fmt: skip
    """Decides every pending request; `told` hears how many are done, of how many, after each transaction.

    The first transaction takes about `first_lines` requests, the following ones as many as the clock allows.

    Households with damaged records are parked and reported. Requests that may draw on a pot held by a firm or the whole
    society are decided together, in the order of requests. What a decision makes to be decided anew (a request that
    tops up another) is decided in the same run. Running it again after a stop goes on where it stopped.
    """
    result = BatchResult()
    run = _Run(archive, plans, actor_id, now, ids, clock, result, first_lines)
    job_id = run.begin()
    done = total = 0
    left: set[int] = set()  # looked at, and still waiting
    while True:
        with archive.reader.begin() as connection, reading_damaged_texts(connection):
            groups = _groups(connection, plans, result, left)
        if not groups:
            break
        total += sum(len(group.claims) for group in groups)
        for some in run.sized(groups):
            run.decide(some)
            done += sum(len(group.claims) for group in some)
            told(done, total)
        left |= {claim_id for group in groups for claim_id in group.claims} - result.claims.keys()
    result.behind = sorted(left & set(run.behind))
    result.closed = sorted(left & set(run.closed))
    result.aside = sorted(left & set(run.aside))
    run.end(job_id)
    return result


# ---------------------------------------------------------------- what goes together


def _groups(connection: Connection, plans: PlanBook, result: BatchResult, but: set[int]) -> list[_Group]:
    """The pending requests, `but` some, grouped by households that must be decided in one go."""
    parked = set(connection.scalars(select(parked_household.c.household_id)))
    waiting = [(claim_id, home) for claim_id, home in pending_claims(connection) if home not in parked]
    result.without_plan = _without_plan(connection, plans, waiting)
    left = {*result.without_plan, *but}
    by_home: dict[int, list[int]] = {}
    for claim_id, home in waiting:
        if claim_id not in left:
            by_home.setdefault(home, []).append(claim_id)
    together = households_together(by_home, moved_people(connection))
    drawing = draws_on_shared_pots(connection, plans, [id_ for claims in by_home.values() for id_ in claims])
    alone: list[_Group] = []
    shared_homes: list[int] = []
    for homes in together:
        claims = [claim_id for home in homes for claim_id in by_home.get(home, ())]
        if drawing.intersection(claims):
            shared_homes += homes
        else:
            alone.append(_Group(tuple(homes), tuple(claims), False))
    if shared_homes:
        claims = [claim_id for home in shared_homes for claim_id in by_home.get(home, ())]
        alone.append(_Group(tuple(sorted(shared_homes)), tuple(claims), True))
    return alone


def _without_plan(connection: Connection, plans: PlanBook, waiting: Sequence[tuple[int, int]]) -> list[int]:
    """The pending requests of a plan that no ruleset has."""
    of_waiting = pending_claim.c.claim_id == claim.c.claim_id  # never a look at all requests that ever were
    codes = set(connection.scalars(select(claim.c.plan_code).where(of_waiting).distinct()))
    unknown = [code for code in codes if plans.get(code) is None]
    if not unknown:
        return []
    theirs = select(claim.c.claim_id).where(of_waiting & claim.c.plan_code.in_(unknown))
    of_these = set(connection.scalars(theirs))
    return sorted(claim_id for claim_id, _ in waiting if claim_id in of_these)


def households_together(by_home: Mapping[int, Sequence[int]], moved: Mapping[int, set[int]]) -> list[list[int]]:
    """Households with requests, those that share somebody who moved in one list; in order."""
    leader: dict[int, int] = {}

    def top(home: int) -> int:
        while leader.get(home, home) != home:
            home = leader[home]
        return home

    for homes in moved.values():
        first, *others = sorted(top(home) for home in homes)
        leader.update((home, first) for home in others)
    found: dict[int, list[int]] = {}
    for home in sorted({*by_home, *leader}):
        found.setdefault(top(home), []).append(home)
    return [homes for homes in found.values() if any(home in by_home for home in homes)]


# ---------------------------------------------------------------- the run


@dataclass(slots=True)
class _Run:
    archive: Archive
    plans: PlanBook
    actor_id: int
    now: datetime
    ids: Ids
    clock: Clock
    result: BatchResult
    lines: int
    closed: list[int] = field(default_factory=list)  # not decided: the rules are not approved
    aside: list[int] = field(default_factory=list)  # not decided: that needs two people
    behind: list[int] = field(default_factory=list)  # not decided: the request that they top up is not

    def begin(self) -> int:
        def work(unit: UnitOfWork) -> int:
            made = unit.connection.execute(
                job.insert().values(kind="decide", started_at=self.now, decided=0, parked=0).returning(job.c.id)
            )
            return int(made.scalar_one())

        return unit_of_work(self.archive, [], work, actor_id=self.actor_id, now=self.now)

    def end(self, job_id: int) -> None:
        def work(unit: UnitOfWork) -> None:
            done = {"finished_at": self.now, "decided": self.result.decided, "parked": len(self.result.parked)}
            unit.connection.execute(job.update().where(job.c.id == job_id).values(**done))

        unit_of_work(self.archive, [], work, actor_id=self.actor_id, now=self.now)

    def sized(self, groups: Sequence[_Group]) -> Iterable[list[_Group]]:
        """Groups in lots of about as many requests as one transaction should hold; the shared ones by themselves."""
        some: list[_Group] = []
        size = 0
        for group in groups:
            if some and (group.shared or size + len(group.claims) > self.lines):
                yield some
                some, size = [], 0
            some.append(group)
            size += len(group.claims)
        if some:
            yield some

    def decide(self, some: Sequence[_Group]) -> None:
        """One transaction; where a household is damaged, smaller ones around it."""
        before = self.clock()
        try:
            done = self._transaction(some)
        except (ContentError, ValueError, LookupError) as fault:
            homes = sorted({home for group in some for home in group.households})
            if len(some) > 1:
                half = len(some) // 2
                self.decide(some[:half])
                self.decide(some[half:])
            elif len(homes) > 1 and some[0].shared:
                self._decide_without_the_damaged(some[0], homes)
            else:
                self._park(homes, type(fault).__name__)
            return
        self.result.claims.update(done)
        self._adapt(self.clock() - before)

    def _adapt(self, nanoseconds: int) -> None:
        """The next transaction is longer or shorter, to last about as long as it may."""
        if nanoseconds > 0:
            wanted = self.lines * MOST_NANOSECONDS // nanoseconds
            self.lines = max(50, min(MOST_LINES, (self.lines + wanted) // 2))

    def _transaction(self, some: Sequence[_Group]) -> dict[int, bool]:
        """The requests that were decided, each with whether it was suspended."""
        homes = sorted({home for group in some for home in group.households})
        claims = [claim_id for group in some for claim_id in group.claims]

        def work(unit: UnitOfWork) -> dict[int, bool]:
            if some[0].shared:
                unit.lock([shared_chain(unit)])
            for chain_id in ends_that_differ(unit.connection, homes):
                raise DamagedChain(f"chain {chain_id} does not end where it says")
            records = [one for one in read_claims(unit.connection, claims) if one.pending and not _closed(unit, one)]
            standing = decided_otherwise(unit.connection, [one.claim_id for one in records if one.decisions])
            self.result.excepted = sorted({*self.result.excepted, *standing})
            records = [one for one in records if one.claim_id not in standing]
            return self._decide_records(unit, homes, records, by_home=not some[0].shared)

        return unit_of_work(self.archive, homes, work, actor_id=self.actor_id, now=self.now)

    def _decide_records(
        self, unit: UnitOfWork, homes: Sequence[int], records: list[ClaimRecord], *, by_home: bool
    ) -> dict[int, bool]:
        done: dict[int, bool] = {}
        if not records:
            return done
        desk = lay_out(unit.connection, self.plans, homes, records)
        before = take_back(unit.connection, desk, records)
        tell_carried_use(unit, desk)
        recorder = Recorder(unit, self.ids)
        watched = watch(unit.connection, day_in_rome(unit.now))
        excepted = {one.subject for one in open_proposals(unit.connection, Matter.OVERRIDE)}
        if by_home and not any(record.tops_up_id for record in records):
            records = sorted(records, key=lambda one: (one.household_id, one.received_at, one.claim_id))
        for record in list(records):
            if desk.waits_for_another(record):
                self.behind.append(record.claim_id)
                records.remove(record)
                continue
            draft = desk.decide(record)
            claim_id = record.claim_id
            if watched.closed(draft.booked):
                self.closed.append(claim_id)
                records.remove(record)
                continue
            if str(claim_id) in excepted or watched.why(record.person_id, draft.answer.given_cents):
                self.aside.append(claim_id)
                records.remove(record)
                continue
            recorder.record(draft, sequence=record.decisions + 1, before=before.get(claim_id, NOTHING))
            desk.remember(draft)
            done[claim_id] = draft.answer.suspended
        await_those_that_top_up(unit, [record.claim_id for record in records if record.topped_up])
        no_longer_pending(unit, [record.claim_id for record in records])
        finish(recorder, desk, records)
        return done

    def _decide_without_the_damaged(self, group: _Group, homes: Sequence[int]) -> None:
        """Finds which household of a shared group is damaged, parks it, and decides the others."""
        for home in homes:
            fault = self._fault_of(home)
            if fault:
                self._park([home], fault)
                with self.archive.reader.begin() as connection:
                    left = {claim_id for claim_id, of in pending_claims(connection, [home]) if of == home}
                kept = tuple(claim_id for claim_id in group.claims if claim_id not in left)
                self.decide([_Group(tuple(one for one in homes if one != home), kept, True)])
                return
        raise AssertionError("a group that fails has a household that fails")

    def _fault_of(self, home: int) -> str:
        """What is wrong with the records of a household; "" when nothing is."""
        try:
            with self.archive.reader.begin() as connection, reading_damaged_texts(connection):
                for chain_id in ends_that_differ(connection, [home]):
                    raise DamagedChain(f"chain {chain_id} does not end where it says")
                waiting = [claim_id for claim_id, _ in pending_claims(connection, [home])]
                records = read_claims(connection, waiting)
                desk = lay_out(connection, self.plans, [home], records)
                for record in records:
                    desk.remember(desk.decide(record))
        except (ContentError, ValueError, LookupError) as fault:
            return type(fault).__name__
        return ""

    def _park(self, homes: Sequence[int], cause: str) -> None:
        def work(unit: UnitOfWork) -> None:
            for home in homes:
                parked = {"household_id": home, "parked_at": unit.now, "cause": cause}
                insert_unless_there(unit.connection, parked_household, **parked)

        unit_of_work(self.archive, [], work, actor_id=self.actor_id, now=self.now)
        self.result.parked += [Parked(home, cause) for home in homes]


def _closed(unit: UnitOfWork, record: ClaimRecord) -> bool:
    """An authorisation that requests draw on is not decided anew."""
    return record.authorisation and record.decisions > 0 and is_used(unit.connection, record.claim_id)


class DamagedChain(ValueError):
    """A household's history does not end where its chain says."""


def release_household(archive: Archive, household_id: int, *, actor_id: int, now: datetime) -> bool:
    """Takes a mended household off the list of parked ones; False where it was not there."""

    def work(unit: UnitOfWork) -> bool:
        gone = parked_household.delete().where(parked_household.c.household_id == household_id)
        return unit.connection.execute(gone).rowcount > 0

    return unit_of_work(archive, [household_id], work, actor_id=actor_id, now=now)
