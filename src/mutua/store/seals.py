"""Walking the chains: every entry is sealed again from its rows and compared with the seal that was kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, and_, bindparam, select, text

from mutua.store.base import stored
from mutua.store.bulk import among
from mutua.store.chain import beginning, merkle_root, seal
from mutua.store.tables import PROTECTED, chain, entry


class Broken(NamedTuple):
    """A place where history is not as it was recorded. `code` has a sentence in `wording`."""

    code: str
    chain_id: int
    position: int
    detail: str = ""


class End(NamedTuple):
    """Where a chain ends: how many entries it has and the seal of the last one."""

    chain_id: int
    position: int
    head: bytes


def chain_ends(connection: Connection) -> list[End]:
    """The ends of all chains, as they are kept, in order."""
    query = select(chain.c.id, chain.c.position, chain.c.head).order_by(chain.c.id)
    return [End(id_, position, bytes(head)) for id_, position, head in connection.execute(query)]


def root_of(ends: Sequence[End]) -> bytes:
    """One seal over the ends of all chains."""
    return merkle_root(f"{end.chain_id}:{end.position}:".encode() + end.head for end in ends)


def broken_in(connection: Connection, chain_ids: Collection[int]) -> list[Broken]:
    """What does not agree with its seal in some chains alone: looked at before money goes out."""
    ends = [one for one in chain_ends(connection) if one.chain_id in chain_ids]
    named = select(chain.c.id, chain.c.kind, chain.c.name).where(among(chain.c.id))
    rows = connection.execute(named, {"ids": [one.chain_id for one in ends]})
    begin = {id_: beginning(id_, kind, name) for id_, kind, name in rows}
    tables = tables_in_use(connection)
    return [one for end in ends for one in _broken(connection, tables, [end], begin)]


def broken_seals(connection: Connection, chains: int = 200) -> Iterator[Broken]:
    """Every entry that does not agree with its seal, every missing or spare one, every end that is not the last."""
    ends = chain_ends(connection)
    named = select(chain.c.id, chain.c.kind, chain.c.name)
    begin = {id_: beginning(id_, kind, name) for id_, kind, name in connection.execute(named)}
    tables = tables_in_use(connection)
    for first in range(0, len(ends), chains):
        some = ends[first : first + chains]
        yield from _broken(connection, tables, some, begin)
    known = select(entry.c.chain_id, entry.c.position).where(entry.c.chain_id.not_in(select(chain.c.id)))
    for chain_id, position in connection.execute(known):
        yield Broken("entry_without_chain", chain_id, position)
    for table in tables:
        for chain_id, position in connection.execute(_without_chain(table)):
            yield Broken("row_without_entry", chain_id, position, table.name)


def tables_in_use(connection: Connection) -> list[Table]:
    """The tables kept for ever that hold a row, in order, in one look: of most of them a young archive has none."""
    held = set(connection.scalars(text(_HELD)))
    return [table for table in PROTECTED if table.name in held]


_HELD = " UNION ALL ".join(
    f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})" for table in PROTECTED
)


def _broken(
    connection: Connection, tables: Sequence[Table], ends: Sequence[End], begin: Mapping[int, bytes]
) -> Iterator[Broken]:
    low, high = ends[0].chain_id, ends[-1].chain_id
    rows = _rows_by_entry(connection, tables, low, high)
    entries: dict[int, list[Any]] = {}
    columns = [stored(column) for column in entry.columns]
    query = select(*columns).where(entry.c.chain_id.between(low, high)).order_by(entry.c.chain_id, entry.c.position)
    for row in connection.execute(query):
        entries.setdefault(row[0], []).append(row)
    for end in ends:
        yield from _broken_chain(end, begin[end.chain_id], entries.get(end.chain_id, []), rows)
    for (chain_id, position), told in rows.items():
        yield Broken("row_without_entry", chain_id, position, ", ".join(sorted({row[0] for row in told})))


def _broken_chain(
    end: End, begin: bytes, entries: Sequence[Any], rows: dict[tuple[int, int], list[tuple[Any, ...]]]
) -> Iterator[Broken]:
    previous, expected = begin, 0
    for row in entries:
        chain_id, position, kind, at, actor_id, kept = row
        expected += 1
        if position != expected:
            yield Broken("entry_missing", chain_id, expected)
            expected = position
        told = rows.pop((chain_id, position), [])
        if seal((chain_id, position, kind, at, actor_id), told, previous) != bytes(kept):
            tables = ", ".join(dict.fromkeys(row[0] for row in told))
            yield Broken("seal_broken", chain_id, position, f"{kind}: {tables}" if tables else kind)
        previous = bytes(kept)
    if (end.position, end.head) != (expected, previous):
        yield Broken("chain_end_differs", end.chain_id, end.position, str(expected))


def _rows_by_entry(
    connection: Connection, tables: Sequence[Table], low: int, high: int
) -> dict[tuple[int, int], list[tuple[Any, ...]]]:
    """The rows of each entry as they were sealed: table by table, by number."""
    found: dict[tuple[int, int], list[tuple[Any, ...]]] = {}
    for table in tables:
        for chain_id, position, *values in connection.execute(_between(table), {"low": low, "high": high}):
            told = (table.name, *[bytes(one) if isinstance(one, memoryview) else one for one in values])
            found.setdefault((chain_id, position), []).append(told)
    return found


@cache
def _between(table: Table) -> Select[Any]:
    """The rows of the chains from `low` to `high`, as they are stored."""
    columns = [stored(column) for column in table.columns]
    chains = table.c.chain_id.between(bindparam("low"), bindparam("high"))
    return select(*columns).where(chains).order_by(*table.primary_key.columns)


@cache
def _without_chain(table: Table) -> Select[Any]:
    """The entries that rows of the table belong to, of chains that do not exist."""
    lost = table.c.chain_id.not_in(select(chain.c.id))
    return select(table.c.chain_id, table.c.position).distinct().where(lost)


def heads_that_differ(connection: Connection, ends: Sequence[End]) -> Iterator[Broken]:
    """The ends noted earlier, outside the archive, that its history no longer goes through."""
    for first in range(0, len(ends), 500):
        some = ends[first : first + 500]
        query = select(entry.c.chain_id, entry.c.position, entry.c.hash).where(
            entry.c.chain_id.in_([end.chain_id for end in some])
        )
        kept = {(chain_id, position): bytes(hash_) for chain_id, position, hash_ in connection.execute(query)}
        for end in some:
            if end.position and kept.get((end.chain_id, end.position)) != end.head:
                there = (end.chain_id, end.position) in kept
                yield Broken("head_differs" if there else "chain_shortened", end.chain_id, end.position)


def ends_that_differ(connection: Connection, chain_ids: Sequence[int]) -> Iterator[int]:
    """The chains whose last entry is not the one that their end names: a quick look, not a walk."""
    for id_, kind, name, position, head, kept in connection.execute(_LAST, {"ids": chain_ids}).all():
        if bytes(head) != (beginning(id_, kind, name) if position == 0 else bytes(kept or b"")):
            yield id_


_LAST = (
    select(chain, entry.c.hash)
    .select_from(chain.outerjoin(entry, and_(entry.c.chain_id == chain.c.id, entry.c.position == chain.c.position)))
    .where(among(chain.c.id))
    .order_by(chain.c.id)
)
