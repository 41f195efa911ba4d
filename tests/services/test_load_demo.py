"""The demo society in an archive of each kind: loaded, decided, proven; every outcome and every flaw is in it."""

from __future__ import annotations

import random
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from archives import Ready
from mutua.demo import LABEL, STARTS_ON, TODAY
from mutua.demo.society import DemoSociety, invent
from mutua.domain.decisions import Outcome
from mutua.domain.dues import Channel
from mutua.domain.member_life import Event
from mutua.domain.pact import AdhesionState
from mutua.rules.answer_content import decode_reasons
from mutua.rules.library import shipped_path
from mutua.services.adhesions import adherents
from mutua.services.benefit_figures import figures_by_benefit, owed_by_area
from mutua.services.decide_batch import decide_pending
from mutua.services.decision_samples import ceilings_reached, hours_exchanged, most_instructive
from mutua.services.late_payers import late_on
from mutua.services.load_demo import Loaded, fresh_archive, load_demo, opened_first
from mutua.services.plan_book import book_of
from mutua.services.replay import replay
from mutua.services.verify_archive import verify
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.ids import Ids
from mutua.store.members import read_book
from mutua.store.tables import (
    chain,
    charge,
    claim,
    decision,
    decision_line,
    household_place,
    identity,
    receipt,
    setting,
)
from mutua.store.tables_firms import statement, statement_payment
from services.societies import small_society

NOW = datetime(2026, 6, 30, 18, tzinfo=UTC)
PEOPLE = 300


def loaded(archive: Archive, society: DemoSociety, *, decide: bool = True) -> Loaded:
    """The society in a fresh archive, decided."""
    ids = Ids(random.Random(1))
    fresh_archive(archive)
    made = load_demo(archive, society, now=NOW, ids=ids, plans=book_of(shipped_path()))
    if decide:
        result = decide_pending(archive, book_of(shipped_path()), actor_id=made.actor_id, now=NOW, ids=ids)
        assert (result.decided, result.parked, result.without_plan) == (len(society.claims), [], [])
    return made


@pytest.fixture
def empty(ready: Ready, dialect: str, tmp_path: Path) -> Archive:
    """Nothing yet at the address."""
    return Archive(ready.empty_database() if dialect == "postgresql" else f"sqlite:///{tmp_path / 'demo.db'}")


def test_the_society_is_loaded_decided_and_proven(empty: Archive) -> None:
    society = invent(PEOPLE)
    with empty as archive:
        made = loaded(archive, society)
        assert (made.people, made.claims) == (PEOPLE, len(society.claims))
        assert verify(archive) == []
        again = replay(archive)
        assert (again.decisions, again.different) == (len(society.claims), [])
        _outcomes_and_flaws(archive)
        _labels(archive)
        _figures(archive, society)
        _members_and_money(archive)


def _outcomes_and_flaws(archive: Archive) -> None:
    with archive.reader.begin() as connection:
        outcomes = set(connection.scalars(select(decision_line.c.outcome).distinct()))
        reasons = connection.scalars(select(decision_line.c.reasons))
        codes = {reason.code for kept in reasons for reason in decode_reasons(kept)}
        used = connection.scalar(select(func.count()).where(claim.c.authorisation_id.is_not(None)))
        authorised = connection.scalar(
            select(func.count())
            .select_from(decision_line.join(claim, claim.c.claim_id == decision_line.c.claim_id))
            .where(claim.c.authorisation_id.is_not(None) & (decision_line.c.quantity_granted > 0))
        )
    assert outcomes == {outcome.value for outcome in Outcome}
    wanted = {
        "paper_asked", "answer_asked", "too_late", "waiting", "not_covered", "short_notice", "pot_cut", "pot_exhausted",
        "requirement_not_met", "excluded", "exchanged", "arrears",
    }  # fmt: skip
    assert sorted(wanted - codes) == []
    assert used
    assert authorised


def _labels(archive: Archive) -> None:
    with archive.reader.begin() as connection:
        told = {row.name: row.value for row in connection.execute(select(setting.c.name, setting.c.value))}
        assert told["demo"] == LABEL[0] == "dimostrazione: persone e fatti inventati"
        assert LABEL[0] in told["society_name"]
        assert connection.scalars(select(claim.c.channel).distinct()).all() == ["demo"]
        here = connection.scalars(select(identity.c.municipality).where(identity.c.municipality == "None")).all()
        assert "None" in here
        nowhere = select(func.count()).where(identity.c.municipality.is_(None))
        assert connection.scalar(nowhere) == 0
        # who moved is one person in two households
        several = select(household_place.c.person_id).group_by(household_place.c.person_id)
        assert connection.scalars(several.having(func.count() > 1)).all()


def _figures(archive: Archive, society: DemoSociety) -> None:
    with archive.reader.begin() as connection:
        figures = figures_by_benefit(connection, STARTS_ON, TODAY)
        lines = sum(len(told.lines) for told in society.claims if not told.authorises)
        assert sum(one.asked for one in figures) == lines
        granted = connection.scalar(select(func.sum(decision.c.granted_cents)))
        assert sum(one.granted_cents for one in figures) == granted
        deferred = sum(one.deferred_cents for one in figures)
        put_off = []
        for day in (TODAY, date(TODAY.year, 12, 31), date(TODAY.year + 1, 1, 1), date(TODAY.year + 99, 1, 1)):
            owed = owed_by_area(connection, day)
            now, later = (sum(pair[at] for pair in owed.values()) for at in (0, 1))
            assert now + later == granted + deferred  # nothing is paid yet
            put_off.append(later)
        assert deferred >= put_off[0] == put_off[1] > put_off[2] > put_off[3] == 0
        told = most_instructive(connection)
        assert told is not None
        assert 0 < told.answer.granted_cents < told.answer.lines[0].asked_cents
        hours = hours_exchanged(connection)
        assert hours is not None
        assert "exchanged" in {reason.code for reason in hours.answer.lines[0].reasons}
        reached = ceilings_reached(connection)
        assert len({one.sample.plan.head.code for one in reached}) == 3


def _members_and_money(archive: Archive) -> None:
    """Members with numbers, fees charged by the rules, money by every way, some late, firms that pay or do not."""
    with archive.reader.begin() as connection:
        book = list(read_book(connection))
        assert {one.event for one in book} >= {Event.CARRIED_OVER, Event.ADMITTED, Event.WITHDRAWN}
        assert all(one.resolution is not None for one in book if one.event is Event.ADMITTED)
        fees = "esempi/quota-sociale"
        charged = select(func.count(), func.sum(charge.c.amount_cents)).where(charge.c.plan_code == fees)
        assert connection.execute(charged).one()[0] > len({one.member_number for one in book}) * 8 // 10
        ways = {Channel(one) for one in connection.scalars(select(receipt.c.channel).distinct())}
        assert ways == {Channel.TRANSFER, Channel.DIRECT_DEBIT, Channel.CASH, Channel.POSTAL}
        late = late_on(connection, book_of(shipped_path()), TODAY)
        owing = {one.plan_code for one in late if one.open_cents}
        assert fees in owing
        assert len(owing) > 1
        paid = connection.scalars(select(statement_payment.c.statement_id)).all()
        issued = connection.scalars(select(statement.c.statement_id)).all()
        assert 0 < len(paid) < len(issued)
        assert [one.standing.state for one in adherents(connection, TODAY)] == [AdhesionState.ACTIVE] * 3


@pytest.mark.parametrize("members", [1, 2, 7])
def test_a_very_small_society_is_a_society(empty: Archive, members: int) -> None:
    with empty as archive:
        assert loaded(archive, invent(members)).people == members
        assert verify(archive) == []


def test_the_same_seed_makes_the_same_history(empty: Archive) -> None:
    """The same entries, to the byte: every head of every chain is the same the second time."""
    with empty as archive:
        heads = []
        for _ in range(2):
            loaded(archive, invent(40))
            with archive.reader.begin() as connection:
                rows = connection.execute(select(chain.c.id, chain.c.position, chain.c.head).order_by(chain.c.id))
                heads.append([(id_, position, bytes(head)) for id_, position, head in rows])
        assert heads[0] == heads[1]


def test_an_archive_that_is_no_demonstration_is_left_as_it_is(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    with pytest.raises(ArchiveProblem) as refused:
        fresh_archive(archive)
    assert refused.value.code == "archive_not_a_demo"
    with archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(identity)) == 2


def test_only_its_owner_reads_a_demonstration(tmp_path: Path) -> None:
    with Archive(str(tmp_path / "demo.db")) as archive:
        fresh_archive(archive)
    assert stat.S_IMODE((tmp_path / "demo.db").stat().st_mode) == 0o600


def test_the_pages_of_a_demonstration_go_on_from_when_they_were_opened_first(archive: Archive) -> None:
    first = datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert opened_first(archive, first) == first
    assert opened_first(archive, first + timedelta(hours=30)) == first
