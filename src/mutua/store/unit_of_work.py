"""The one door for writing: the households concerned are locked, everything is recorded, or nothing is.

On SQLite one writer works at a time, from its first reading on; on PostgreSQL the rows of the chains concerned are
locked in order, so that two clerks never spend the same ceiling twice. Nothing else in mutua retries.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from mutua.store.base import written_instant
from mutua.store.bulk import Written, added, among, write_together
from mutua.store.chain import beginning, seal, seal_words
from mutua.store.claim_open import opened_by
from mutua.store.claim_taken import freed_by
from mutua.store.database import Archive, ArchiveProblem, DamagedText, explain_failure, is_damaged_text
from mutua.store.forms import Form
from mutua.store.tables import PROTECTED, chain, entry

T = TypeVar("T")
ATTEMPTS = 5
_RETRIED = {"40001", "40P01"}  # could not serialise; deadlock
_TWICE = "23505"  # what there is once was there already
# Where two writers make the same thing, each having looked before the other was done: a tax code, a household's code, a
# firm. Who looks again finds it. (Everywhere else a thing that is there already is a lock that somebody forgot.)
_MADE_ONCE = {"identity", "household", "firm", "firm_contact"}


class Entry(NamedTuple):
    """One thing recorded on a chain, with the rows that belong to it, by table and number once sealed."""

    chain_id: int
    position: int
    kind: str
    rows: list[tuple[Table, tuple[Any, ...]]]

    def add(self, table: Table, *values: Any) -> None:
        """A row of a table kept for ever: its values in column order, without chain and position, as they are stored.

        Days and instants are texts here, yes and no are 1 and 0.
        """
        self.rows.append((table, values))

    def form(self, blanks: Mapping[Table, Sequence[int]]) -> Form:
        """The form of entries that are like this one but for the values in some columns."""
        self.rows.sort(key=_sealed_order)
        return Form(tuple(self.rows), blanks)

    def seal(self, head: tuple[Any, ...], previous: bytes) -> bytes:
        """The seal of the entry; its rows are put in their order."""
        if len(self.rows) > 1:
            self.rows.sort(key=_sealed_order)
        return seal(head, [(table.name, *row) for table, row in self.rows], previous)

    def lay(self, rows: dict[Table, list[tuple[Any, ...]]]) -> None:
        """Adds the rows to those of their tables, with chain and position in front."""
        for table, row in self.rows:
            rows.setdefault(table, []).append((self.chain_id, self.position, *row))


class Filled(NamedTuple):
    """An entry like another one but for some values: the form of that one, filled in."""

    chain_id: int
    position: int
    kind: str
    form: Form
    values: Sequence[int | str]

    def seal(self, head: tuple[Any, ...], previous: bytes) -> bytes:
        return seal_words(head, self.form.words(self.values), previous)

    def lay(self, rows: dict[Table, list[tuple[Any, ...]]]) -> None:
        self.form.lay(rows, self.chain_id, self.position, self.values)


class Gathering:
    """What is to be written, as it is gathered: entries with their rows, chains that begin, rows before and beside."""

    def __init__(self, actor_id: int, now: datetime) -> None:
        self.actor_id = actor_id
        self.now = now
        self._at = written_instant(now)
        self._ends: dict[int, tuple[int, bytes]] = {}
        self._entries: list[Entry | Filled] = []
        self._beside: list[Written] = []
        self._begun: dict[int, tuple[str, str]] = {}  # chains that begin with what is gathered: kind and name
        self._first: dict[Table, list[tuple[Any, ...]]] = {}

    def entry(self, chain_id: int, kind: str) -> Entry:
        """The next entry of a locked chain. A chain that was not locked is a mistake of the program: KeyError."""
        made = Entry(chain_id, self._next(chain_id), kind, [])
        self._entries.append(made)
        return made

    def filled(self, chain_id: int, kind: str, form: Form, values: Sequence[int | str]) -> None:
        """The same, as the form has it with these values in its blanks."""
        self._entries.append(Filled(chain_id, self._next(chain_id), kind, form, values))

    def _next(self, chain_id: int) -> int:
        """The position of the next entry of the chain, which ends there from now on."""
        position, head = self._ends[chain_id]
        self._ends[chain_id] = (position + 1, head)
        return position + 1

    def begin_chain(self, id_: int, kind: str, name: str) -> None:
        """A chain that begins with the entries that are gathered for it: its row is written with them, as it ends."""
        self._ends[id_] = (0, beginning(id_, kind, name))
        self._begun[id_] = (kind, name)

    def first(self, table: Table, row: tuple[Any, ...]) -> None:
        """A row to be written before the entries that are gathered, which refer to it: values in column order."""
        rows = self._first.get(table)
        if rows is None:
            self._first[table] = [row]
        else:
            rows.append(row)

    def all_first(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        """The same, many at once."""
        self._first.setdefault(table, []).extend(rows)

    def ready(self) -> list[Written]:
        """Everything gathered so far, sealed, in the order in which it is to be written; nothing is gathered then."""
        if not (self._entries or self._beside or self._begun or self._first):
            return []
        sealed = self._sealed()
        begun = [(id_, *name, *self._ends[id_]) for id_, name in self._begun.items()]
        work = [added(chain, begun), *[added(table, rows) for table, rows in self._first.items()], *sealed,
                *self._beside]  # fmt: skip
        self._entries, self._beside, self._begun, self._first = [], [], {}, {}
        return work

    def _sealed(self) -> list[Written]:
        """What was gathered, each entry sealed with the one before it, and the new ends of the chains."""
        sealed: list[tuple[Any, ...]] = []
        rows: dict[Table, list[tuple[Any, ...]]] = {}
        heads: dict[int, bytes] = {}
        for one in self._entries:
            told = (one.chain_id, one.position, one.kind, self._at, self.actor_id)
            previous = heads.get(one.chain_id) or self._ends[one.chain_id][1]
            head = heads[one.chain_id] = one.seal(told, previous)
            sealed.append((*told, head))
            one.lay(rows)
        for chain_id, head in heads.items():
            self._ends[chain_id] = (self._ends[chain_id][0], head)
        ends = [(*self._ends[id_], id_) for id_ in sorted(heads) if id_ not in self._begun]
        kept = [added(table, some) for table, some in rows.items()]
        return [added(entry, sealed), *kept, *opened_by(rows), *freed_by(rows), _END._replace(rows=ends)]


def whole_chains(
    kind: str, told: Iterable[tuple[str, Entry | Filled]], between: Sequence[Written], *, actor_id: int, now: datetime
) -> list[Written]:  # fmt: skip
    """New chains of one entry each, the name of each with its entry: sealed, and ready to be written in this order.

    Nothing of the archive is needed for them. `between`: rows that refer to the chains, and to which entries refer.
    """
    at = written_instant(now)
    chains: list[tuple[Any, ...]] = []
    sealed: list[tuple[Any, ...]] = []
    rows: dict[Table, list[tuple[Any, ...]]] = {}
    for name, one in told:
        id_ = one.chain_id
        told_of = (id_, 1, one.kind, at, actor_id)
        head = one.seal(told_of, beginning(id_, kind, name))
        chains.append((id_, kind, name, 1, head))
        sealed.append((*told_of, head))
        one.lay(rows)
    return [added(chain, chains), *between, added(entry, sealed), *[added(table, some) for table, some in rows.items()]]


class UnitOfWork(Gathering):
    """What is being written now. Rows of chains are gathered and written together, when the work is done."""

    def __init__(self, connection: Connection, actor_id: int, now: datetime) -> None:
        super().__init__(actor_id, now)
        self.connection = connection
        self._at_the_end: dict[Callable[[UnitOfWork, Iterable[int]], None], set[int]] = {}

    def lock(self, chain_ids: Iterable[int]) -> None:
        """Locks chains, in ascending order, and reads where they end."""
        wanted = sorted(set(chain_ids) - self._ends.keys())
        if wanted:
            for id_, position, head in self.connection.execute(_LOCK, {"ids": wanted}).all():
                self._ends[id_] = (position, bytes(head))

    def new_chain(self, id_: int, kind: str, name: str) -> None:
        """A chain that begins now, locked."""
        first = beginning(id_, kind, name)
        self.connection.execute(insert(chain).values(id=id_, kind=kind, name=name, position=0, head=first))
        self._ends[id_] = (0, first)

    def take_turn(self, name: str) -> None:
        """Waits for whoever is making the thing with this name, so that it is looked for again and not made twice.

        On SQLite the turn was taken when the work began.
        """
        if self.connection.dialect.name == "postgresql":
            number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
            self.connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})

    def holds(self, chain_id: int) -> bool:
        return chain_id in self._ends

    def position(self, chain_id: int) -> int:
        """How many entries a locked chain has, those gathered included."""
        return self._ends[chain_id][0]

    def between_read_and_write(self) -> None:
        """Nothing: a test of races puts a pause here."""

    def beside(self, work: Written) -> None:
        """Something to be written together with what is gathered: rows that belong to no entry, balances, lists.

        The same done twice may touch a row twice, which one statement must not: what came before is written first.
        """
        if any(one.before == work.before and one.rows for one in self._beside):
            self.flush()
        self._beside.append(work)

    def when_done(self, work: Callable[[UnitOfWork, Iterable[int]], None], chain_id: int) -> None:
        """Something to be done once for all chains that it is asked for, when all of the work is told."""
        self._at_the_end.setdefault(work, set()).add(chain_id)

    def finish(self) -> None:
        """Does what was left for the end, and writes what was gathered."""
        for work, chain_ids in self._at_the_end.items():
            work(self, chain_ids)
        self.flush()

    def flush(self) -> None:
        """Seals and writes what was gathered."""
        work = self.ready()
        if work:
            self.between_read_and_write()
            write_together(self.connection, work)

    def write(self, ready: Sequence[Written]) -> None:
        """Writes what was gathered and sealed elsewhere, before anything that is gathered here."""
        self.between_read_and_write()
        write_together(self.connection, ready)


_LOCK = (
    select(chain.c.id, chain.c.position, chain.c.head).where(among(chain.c.id)).order_by(chain.c.id).with_for_update()
)
_END = Written(
    "UPDATE chain SET position = ", "{}, head = {} WHERE id = {}", (),
    columns="UPDATE chain SET position = t.position, head = t.head"
    " FROM unnest(%s::bigint[], %s::bytea[], %s::bigint[]) AS t(position, head, id) WHERE chain.id = t.id",
)  # fmt: skip

_ORDER = {table: at for at, table in enumerate(PROTECTED)}


def _sealed_order(row: tuple[Table, tuple[Any, ...]]) -> tuple[int, tuple[Any, ...]]:
    """Rows are sealed table by table, by number: the order in which the verifier reads them."""
    return _ORDER[row[0]], row[1][:2]


def unit_of_work(
    archive: Archive, lock_keys: Iterable[int], work: Callable[[UnitOfWork], T], *, actor_id: int, now: datetime
) -> T:
    """Does the work in one transaction, with the chains locked in order, and commits it once.

    `work` may run more than once: it has no effect outside the archive. Tried again, at most five times, only where the
    database says that two writers crossed. Refuses with an `ArchiveProblem` when it is busy, full or read-only.
    """
    keys = tuple(lock_keys)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with archive.writer.begin() as connection:
                unit = UnitOfWork(connection, actor_id, now)
                unit.lock(keys)
                result = work(unit)
                unit.finish()
            return result
        except (OperationalError, IntegrityError) as error:
            if is_damaged_text(error):
                raise DamagedText(str(error.orig)) from error
            if not _crossed(error) or attempt == ATTEMPTS:
                if isinstance(error, IntegrityError):
                    raise
                raise ArchiveProblem(*explain_failure(error, archive)) from error
            time.sleep(random.uniform(0.01, 0.05) * attempt)
        except DBAPIError as error:
            code, name = explain_failure(error, archive)
            if code in ("archive_read_only", "disk_full", "disk_error"):
                raise ArchiveProblem(code, name) from error
            raise
    raise AssertionError("the last attempt returns or raises")


def _crossed(error: DBAPIError) -> bool:
    """Whether the database says that two writers crossed, so that the second one only has to look again."""
    state = getattr(error.orig, "sqlstate", None)
    if state == _TWICE:
        return getattr(getattr(error.orig, "diag", None), "table_name", None) in _MADE_ONCE
    return state in _RETRIED
