"""Numbers given as one list, several things written together: the same on both databases, by index, all or nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError

from mutua.services import locks
from mutua.store import ceilings, claims, people, seals, unit_of_work
from mutua.store.bulk import FEW, Written, added, among, write_together
from mutua.store.ceilings import write_balances
from mutua.store.claims import no_longer_pending
from mutua.store.database import Archive
from mutua.store.tables import actor, balance, chain, entry, firm
from mutua.store.unit_of_work import UnitOfWork

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
RENAMED = Written(
    "UPDATE firm SET name = ", "{} WHERE id = {}", (),
    columns="UPDATE firm SET name = t.name FROM unnest(%s::text[], %s::bigint[]) AS t(name, id) WHERE firm.id = t.id",
)  # fmt: skip
QUERIES = {
    "what is to be locked": locks._ALL, "requests": claims._READ, "people": people._TOLD,
    "balances": ceilings._OF_OWNERS, "ends": unit_of_work._LOCK, "last entries": seals._LAST,
}  # fmt: skip


def firms(count: int) -> list[tuple[Any, ...]]:
    return [(at, f"p{at}", f"Firm {at}", None) for at in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 3, FEW + 40])
def test_rows_added_and_changed_together_are_there_however_many(archive: Archive, count: int) -> None:
    with archive.writer.begin() as connection:
        write_together(connection, [added(firm, firms(count))])
        write_together(
            connection,
            [
                added(actor, [(1, "a", "system", "prova")]),
                RENAMED._replace(rows=[(f"Ditta {at}", at) for at in range(1, count + 1)]),
            ],
        )
    with archive.reader.begin() as connection:
        names = list(connection.scalars(select(firm.c.name).order_by(firm.c.id)))
        assert names == [f"Ditta {at}" for at in range(1, count + 1)]
        assert connection.scalar(select(actor.c.name)) == "prova"


def test_nothing_to_write_is_no_statement(archive: Archive) -> None:
    told: list[str] = []
    event.listen(archive.writer, "before_cursor_execute", lambda *seen: told.append(seen[2]))
    with archive.writer.begin() as connection:
        write_together(connection, [added(firm, []), RENAMED])
    assert [one for one in told if not one.startswith("BEGIN")] == []


def test_few_things_written_together_are_one_statement_on_a_server(archive: Archive) -> None:
    told: list[str] = []
    event.listen(archive.writer, "before_cursor_execute", lambda *seen: told.append(seen[2]))
    with archive.writer.begin() as connection:
        write_together(connection, [added(firm, firms(2)), added(actor, [(1, "a", "system", "prova")])])
    written = [one for one in told if not one.startswith("BEGIN")]
    assert len(written) == (1 if archive.dialect == "postgresql" else 2)


@pytest.mark.parametrize("count", [2, FEW + 40])
def test_a_row_that_refers_to_nothing_takes_all_the_others_back(archive: Archive, count: int) -> None:
    orphan = (99, 1, "people", "2026-03-01T09:30:00.000000Z", 1, b"\0" * 32)
    with pytest.raises(DBAPIError), archive.writer.begin() as connection:
        write_together(connection, [added(firm, firms(count)), added(entry, [orphan])])
    with archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(firm)) == 0


@pytest.mark.parametrize("numbers", [[], [2], [3, 1], list(range(1, 5000))])
def test_a_list_of_numbers_finds_those_rows_and_no_other(archive: Archive, numbers: list[int]) -> None:
    with archive.writer.begin() as connection:
        write_together(connection, [added(firm, firms(4))])
    with archive.reader.begin() as connection:
        query = select(firm.c.id).where(among(firm.c.id)).order_by(firm.c.id)
        assert list(connection.scalars(query, {"ids": numbers})) == [at for at in range(1, 5) if at in numbers]


@pytest.mark.parametrize("name", QUERIES)
def test_what_is_read_for_a_decision_is_found_by_index(archive: Archive, name: str) -> None:
    """On SQLite. A whole table looked through makes decisions dearer as history grows; contents of plans are few."""
    if archive.dialect != "sqlite":
        return
    query = QUERIES[name].compile(dialect=sqlite.dialect(paramstyle="named"))
    with archive.reader.begin() as connection:
        values = {key: "[1, 2]" if key.startswith("ids") else value for key, value in query.params.items()}
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"), values)]
    assert any("SEARCH" in step for step in plan)
    few = ("json_each", "persons", "rules_snapshot")
    assert [step for step in plan if step.startswith("SCAN") and step.split()[1] not in few] == []


@pytest.mark.tampered  # balances without movements
@pytest.mark.parametrize("count", [1, FEW + 40])
def test_balances_and_what_waits_are_written_with_the_rest(archive: Archive, count: int) -> None:
    keys = [(at, "s/p", 2026) for at in range(count)]
    with archive.writer.begin() as connection:
        unit = UnitOfWork(connection, 1, NOW)
        write_balances(unit, dict.fromkeys(keys, "[1]"))
        unit.flush()
        write_balances(unit, {**dict.fromkeys(keys, "[2]"), keys[0]: ""})
        no_longer_pending(unit, [1, 2])
        assert set(connection.scalars(select(balance.c.content))) == {"[1]"}
        unit.flush()
        kept = connection.execute(select(balance.c.owner_id, balance.c.content).order_by(balance.c.owner_id)).all()
    assert [tuple(one) for one in kept] == [(at, "[2]") for at in range(1, count)]


@pytest.mark.tampered
def test_a_balance_written_twice_in_one_work_is_the_second(archive: Archive) -> None:
    with archive.writer.begin() as connection:
        unit = UnitOfWork(connection, 1, NOW)
        for content in ("[1]", "[2]", "[3]"):
            write_balances(unit, {(1, "s/p", 2026): content})
        unit.flush()
        assert list(connection.scalars(select(balance.c.content))) == ["[3]"]


def test_the_ends_of_many_chains_are_those_of_their_last_entries(archive: Archive) -> None:
    homes = list(range(10, 10 + FEW + 40))

    def begin(unit: UnitOfWork) -> None:
        for home in homes:
            unit.new_chain(home, "household", str(home))

    with archive.writer.begin() as connection:
        write_together(connection, [added(actor, [(1, "a", "system", "prova")])])
    unit_of_work.unit_of_work(archive, [], begin, actor_id=1, now=NOW)

    def work(unit: UnitOfWork) -> None:
        for home in homes * 2:
            unit.entry(home, "people")

    unit_of_work.unit_of_work(archive, homes, work, actor_id=1, now=NOW)
    with archive.reader.begin() as connection:
        assert set(connection.scalars(select(chain.c.position))) == {2}
        assert list(seals.ends_that_differ(connection, homes)) == []
