"""One mark for the whole archive: equal on both databases, other after any change that matters, deaf to the moment."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from archives import DIALECTS, Ready
from mutua.domain.records import ContributionTold, LineTold
from mutua.services.claim_life import Desktop
from mutua.services.decide_batch import decide_pending
from mutua.services.digest import BY_CHANCE, LEFT_OUT, ORDERED_BY, TOLD_BY, digest
from mutua.services.papers import Attached, Delivered, attach
from mutua.services.register import register_contribution
from mutua.store.base import metadata
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import balance, chain, counter, identity, pending_claim, setting
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault
from services.societies import NOW, Society, small_society


def busy_society(archive: Archive, folder: Path) -> Society:
    """A few decisions of every kind; seeded, so that it is the same each time."""
    made = small_society(archive, folder)
    made.household("N1", "Anna", "Bruno", "Carla")
    made.household("N2", "Dora")
    for name, benefit, spesa in (("Anna", "VIS", 50000), ("Anna", "VIS", 10000), ("Bruno", "VIS", 9000)):
        made.claim(name, benefit, spesa, numero_fattura="7")
    year_end = date(2026, 12, 31)
    owed = [ContributionTold("N2", made.plan_code, year_end, 10000, paid_on) for paid_on in (None, NOW.date())]
    home = made.households[made.people["Dora"]]

    def charge(unit: UnitOfWork) -> None:
        for one in owed:
            register_contribution(unit, home, one)

    unit_of_work(archive, [home], charge, actor_id=made.actor_id, now=made.now)
    made.claim("Dora", "OSPEDALE", quantità=600)
    told = {"servizio": made.now.date(), "fattura": made.now.date(), "spesa": 5000}
    made.claim("Dora", "", lines=[LineTold("CONTROLLO", told, provider="Studio Verdi"), LineTold("VIS", told)])
    return made


def decided(made: Society) -> Society:
    decide_pending(made.archive, made.plans, actor_id=made.actor_id, now=made.now, ids=made.ids)
    return made


def test_the_same_work_gives_the_same_mark_on_both_databases(ready: Ready, tmp_path: Path) -> None:
    marks = []
    for dialect in DIALECTS:
        with ready.fresh(dialect, tmp_path) as url, Archive(url) as archive:
            marks.append(digest(decided(busy_society(archive, tmp_path / dialect)).archive))
    assert marks[0] == marks[1]
    assert len(marks[0]) == 64


def test_chance_and_the_moment_do_not_count(ready: Ready, tmp_path: Path) -> None:
    """Other salts, another author, another minute of the same day: the same mark."""
    marks = []
    for at in range(2):
        with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
            made = busy_society(archive, tmp_path / str(at))
            made.ids = Ids(random.Random(at))
            made.now += timedelta(minutes=at)
            marks.append(digest(decided(made).archive))
    assert marks[0] == marks[1]


def test_the_same_people_registered_separately_give_another_mark(ready: Ready, tmp_path: Path) -> None:
    """Their numbers are drawn by chance, and are told: the mark is that of a copy."""
    marks = []
    for at in range(2):
        with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
            made = small_society(archive, tmp_path / f"separate-{at}")
            made.ids = Ids(random.Random(at))
            made.household("N1", "Anna")
            marks.append(digest(archive))
    assert marks[0] != marks[1]


def test_a_run_taken_up_again_gives_the_mark_of_one_that_was_not_stopped(ready: Ready, tmp_path: Path) -> None:
    marks = []
    for stopped_after in (0, 1, 3):
        with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
            made = busy_society(archive, tmp_path / str(stopped_after))
            for claim_id in range(1, stopped_after + 1):
                made.decide(claim_id)
            marks.append(digest(decided(made).archive))
    assert len(set(marks)) == 1


def test_a_decision_changes_the_mark(archive: Archive, tmp_path: Path) -> None:
    made = busy_society(archive, tmp_path)
    before = digest(archive)
    assert digest(decided(made).archive) != before


CHANGES = {
    "a name": update(identity).values(surname="Bianchi"),
    "a balance": update(balance).values(content="[]"),
    "what waits": delete(pending_claim),
    "a counter": update(counter).values(value=counter.c.value + 1),
    "where a chain ends": update(chain).values(position=chain.c.position + 1),
    "a setting": setting.insert().values(name="society_name", value="Mutua di Prova"),
}


@pytest.mark.tampered
@pytest.mark.parametrize("what", CHANGES)
def test_any_change_that_matters_changes_the_mark(archive: Archive, tmp_path: Path, what: str) -> None:
    made = decided(busy_society(archive, tmp_path))
    made.claim("Anna", "VIS", 10000)
    before = digest(archive)
    with archive.writer.begin() as connection:
        assert connection.execute(CHANGES[what]).rowcount != 0
    assert digest(archive) != before


def test_what_is_left_out_is_named_by_tables_and_columns_that_exist() -> None:
    named = {(table, column) for table, columns in {**BY_CHANCE, **ORDERED_BY}.items() for column in columns}
    named |= set(TOLD_BY)
    assert {table for table, _ in named} | LEFT_OUT <= metadata.tables.keys()
    assert [key for key in named if key[1] not in metadata.tables[key[0]].columns] == []


def test_every_number_that_a_database_counts_is_told_otherwise() -> None:
    """A column that points to a counted number (`id` without our say) is left out or told by something else."""
    counted = {"actor", "provider", "rules_snapshot", "audit", "job"}
    pointing = {
        (table.name, key.parent.name)
        for table in metadata.tables.values()
        if table.name not in LEFT_OUT
        for key in table.foreign_keys
        if key.column.table.name in counted
    }
    untold = {(name, column) for name, columns in BY_CHANCE.items() for column in columns}
    assert pointing - untold - TOLD_BY.keys() == set()


def test_a_delivered_file_counts_by_what_it_holds(ready: Ready, tmp_path: Path) -> None:
    """Its key and its encrypted bytes are other ones each time."""
    marks = []
    for at, content in enumerate((b"%PDF-a", b"%PDF-a", b"%PDF-b")):
        with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
            made = busy_society(archive, tmp_path / str(at))
            desktop = Desktop(archive, made.plans, made.actor_id, made.now, made.ids)
            vault = Vault(tmp_path / str(at) / "files", tmp_path / str(at) / "key")
            done = attach(desktop, vault, 1, "fattura", Delivered(content, "application/pdf"))
            assert isinstance(done, Attached), done
            marks.append(digest(archive))
    assert marks[0] == marks[1] != marks[2]
