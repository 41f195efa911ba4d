"""R10: whatever is changed in what is kept is found, and found where it is; nothing found ever ends in a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, LargeBinary, Table, and_, delete, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from archives import DIALECTS, Ready
from faults.conftest import Told
from faults.everything import everything
from faults.planted import without_guards
from faults.sizes import FULL, SEED, sized
from mutua.services import verify_archive
from mutua.services.verify_archive import CHECKS, Finding, check_database, findings, verify
from mutua.store.base import Day, Instant, stored
from mutua.store.chain import beginning, seal
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.guards import guards_missing
from mutua.store.seals import End, broken_seals, chain_ends
from mutua.store.tables import PROTECTED, balance, chain, entry, facts_seen, metadata, paper, rules_snapshot

SEALED: tuple[Table, ...] = (*PROTECTED, entry, chain, facts_seen, rules_snapshot, balance)
COLUMNS = [(table, column) for table in SEALED for column in table.columns]
# Who people are, the lists of work, what a firm may see: erasable, or made again from history (`verify` compares what
# firms see with the facts); no chain goes over them.
OUT_OF_SCOPE = {
    "access_key", "account", "account_firm", "account_role", "actor", "adhesion_paper", "adhesion_request",
    "appeal_addition_words", "appeal_words", "attachment", "audit", "bank_header", "bank_line", "bank_statement",
    "birth_notice", "claim_draft",
    "claim_open", "claim_place", "claim_taken", "counter", "entry_link", "failed_entry", "file_access", "firm",
    "firm_card", "firm_contact", "firm_delegate", "firm_mail", "firm_roster", "firm_statement", "firm_statement_row",
    "given_password", "household", "household_late", "household_year", "idempotency",
    "identity", "job", "mail_waiting", "mandate_account", "parked_household", "payment_file", "pending_claim",
    "person", "person_key", "person_mail",
    "proposal_content", "provider", "receipt_payer", "setting", "sheet_mapping", "staff_mapping", "supplied_identity",
    "supplied_identity_before", "web_session",
}  # fmt: skip
WITHOUT_GUARDS = tuple(check for check in CHECKS if check is not check_database)
pytestmark = pytest.mark.tampered

Row = dict[str, Any]


@pytest.fixture(scope="module")
def whole(ready: Ready, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An archive with a row in every table, by kind of database: made once, then copied."""
    with ExitStack() as stack:
        made = {}
        for dialect in DIALECTS:
            folder = tmp_path_factory.mktemp("whole")
            made[dialect] = stack.enter_context(ready.fresh(dialect, folder))
            with Archive(made[dialect]) as archive:
                everything(archive, folder)
                assert verify(archive) == []
        yield made


@pytest.fixture
def open_house(ready: Ready, whole: dict[str, str], dialect: str, tmp_path: Path) -> Iterator[Connection]:
    """A copy with its guards taken away: triggers, references, checks."""
    with ready.copied(whole[dialect], tmp_path) as url, Archive(url) as archive, archive.writer.connect() as connection:
        without_guards(connection)
        yield connection


@pytest.fixture(autouse=True)
def decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same regulation, byte for byte, is decoded once for all the looks: they take half the time."""
    monkeypatch.setattr(verify_archive, "decode_plan", lru_cache(maxsize=16)(verify_archive.decode_plan))


def found(connection: Connection, heads: Sequence[End] = ()) -> list[Finding]:
    return list(findings(connection, heads, WITHOUT_GUARDS))


@contextmanager
def tampered(connection: Connection) -> Iterator[None]:
    """Whatever is changed inside is taken back at the end."""
    with connection.begin() as work:
        yield
        work.rollback()


# ---------------------------------------------------------------- one value


def rows_of(connection: Connection, table: Table) -> list[Row]:
    columns = [stored(column).label(column.name) for column in table.columns]
    with connection.begin():
        return [dict(row._mapping) for row in connection.execute(select(*columns))]


def same_row(table: Table, row: Row) -> Any:
    return and_(*[stored(column) == row[column.name] for column in table.primary_key.columns])


def places(table: Table, row: Row) -> set[str]:
    """Where a finding about the row may say that it is."""
    if table is rules_snapshot:
        return {str(row["id"])}
    if table is balance:
        return {f"{row['owner_id']}:{row['plan_code']}:{row['year']}"}
    if table is chain:
        return {str(row["id"])}
    return {f"{row['chain_id']}:{row['position']}"}


def located(told: Sequence[Finding], wanted: set[str]) -> bool:
    return any(one.place == place or one.place.startswith(f"{place}:") for one in told for place in wanted)


def another(value: Any, column: Column[Any], chance: random.Random, dialect: str) -> Any:
    """Another value: one byte, letter or bit away; where there was none, some."""
    if isinstance(column.type, LargeBinary):
        content = bytearray(bytes(value))
        if not content:
            return b"\x01"
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        return bytes(content)
    if isinstance(value, str) or (value is None and column.type.python_type is not int):
        return _another_text(value or "", column, chance, dialect)
    if value is None:
        return chance.choice([0, 1, 7, 1 << 40])
    if column.nullable and chance.random() < 0.2:
        return None
    return chance.choice([value + 1, value - 1, -value or 1, value ^ (1 << chance.randrange(52)), (1 << 63) - 1])


def _another_text(value: str, column: Column[Any], chance: random.Random, dialect: str) -> Any:
    content = bytearray(value.encode())
    if not content:
        return "2026-02-28" if isinstance(column.type, (Day, Instant)) else "x"
    at = chance.randrange(len(content))
    if dialect == "sqlite":
        content[at] ^= 1 << chance.randrange(8)
        return bytes(content)  # written as a text of exactly these bytes, letters or not
    letters = list(value)
    at = chance.randrange(len(letters))
    letters[at] = chance.choice([one for one in "0123456789abcxyzà{}[]" if one != letters[at]])
    return "".join(letters)


def change(connection: Connection, table: Table, column: Column[Any], row: Row, value: Any) -> bool:
    """Puts another value there, past everything; False where the database has no room for it."""
    as_text = isinstance(value, bytes) and not isinstance(column.type, LargeBinary)
    new = "CAST(:value AS TEXT)" if as_text else ":value"
    keys = list(table.primary_key.columns)
    where = " AND ".join(f"{key.name} = :k{at}" for at, key in enumerate(keys))
    told = {"value": value, **{f"k{at}": row[key.name] for at, key in enumerate(keys)}}
    try:
        with connection.begin_nested():
            done = connection.execute(text(f"UPDATE {table.name} SET {column.name} = {new} WHERE {where}"), told)
            return done.rowcount == 1
    except DBAPIError:
        return False


def test_every_single_change_of_what_is_kept_is_found_where_it_is(
    open_house: Connection, dialect: str, told: Told
) -> None:
    chance = random.Random(SEED)
    rows = {table: rows_of(open_house, table) for table in SEALED}
    assert [table.name for table in SEALED if not rows[table]] == []
    some = [(table, column) for table in SEALED for column in chance.sample(list(table.columns), 1)]
    columns = sized(some, COLUMNS)
    done, missed, wanted = 0, [], sized(len(some), 10000)
    at = 0
    while done < wanted:
        table, column = columns[at % len(columns)]
        at += 1
        row = chance.choice(rows[table])
        value = another(row[column.name], column, chance, dialect)
        with tampered(open_house):
            if not change(open_house, table, column, row, value):
                continue
            done += 1
            where = places(table, row) | places(table, {**row, column.name: value})
            told_here = found(open_house)
            if not located(told_here, where):
                missed.append(f"{table.name}.{column.name} {row[column.name]!r} -> {value!r}: {told_here}")
    assert missed == [], f"MUTUA_FAULTS_SEED={SEED}"
    what = f"{done} changes of one byte or value, {len(columns)} columns of {len(SEALED)} tables"
    told("R10 tamper", dialect, what, "100 % found and located")


def test_every_table_is_either_sealed_or_said_to_be_out_of_scope() -> None:
    assert {table.name for table in SEALED} | OUT_OF_SCOPE == set(metadata.tables)


@pytest.mark.parametrize("name", ["content", "reasons", "kind", "account", "period", "recorded_at", "plan_code"])
def test_a_text_that_is_no_text_any_more_is_a_finding_not_a_traceback(
    open_house: Connection, dialect: str, name: str
) -> None:
    if dialect != "sqlite":
        pytest.skip("PostgreSQL refuses to hold such a text")
    values = (b"\xff\xfe", b"[1", b"5", b"2026-99-99", b"\xed\xa0\x80", b"")
    for at, (table, column) in enumerate(COLUMNS):
        if column.name == name and not isinstance(column.type, LargeBinary):
            row = rows_of(open_house, table)[0]
            for value in sized((values[at % 6], values[(at + 1) % 6]), values):
                with tampered(open_house):
                    if (row[name] or "").encode() == value:
                        continue
                    assert change(open_house, table, column, row, value)
                    told = found(open_house)
                    assert told
                    assert all(one.found.isprintable() and one.place.isprintable() for one in told)


# ---------------------------------------------------------------- whole rows


def test_a_row_taken_away_is_found_where_it_was(open_house: Connection, dialect: str, told: Told) -> None:
    missed, done = [], 0
    for table in SEALED:
        for row in rows_of(open_house, table)[: sized(1, None)]:
            with tampered(open_house):
                open_house.execute(delete(table).where(same_row(table, row)))
                done += 1
                if not located(found(open_house), places(table, row)):
                    missed.append((table.name, row))
    assert missed == []
    told("R10 tamper", dialect, f"{done} rows taken away, one at a time", "100 % found and located")


def test_a_row_put_in_is_found_where_it_is(open_house: Connection, dialect: str, told: Told) -> None:
    """A row beside its neighbour, in an entry that has none, and in a chain that does not exist."""
    missed, done = [], 0
    for at, table in enumerate(SEALED):
        for row in rows_of(open_house, table)[: sized(1, None)]:
            invented = list(_invented(table, row))
            first = (at + SEED) % len(invented)  # in an ordinary run each kind of row for some tables
            for new in invented[first:] + invented[:first]:
                with tampered(open_house):
                    if not _put(open_house, table, new):
                        continue
                    done += 1
                    if not located(found(open_house), places(table, new)):
                        missed.append((table.name, new))
                if not FULL:
                    break
    assert missed == []
    told("R10 tamper", dialect, f"{done} rows put in", "100 % found and located")


def _invented(table: Table, row: Row) -> Iterator[Row]:
    unique = {"claim_id": 999, "public_id": "invented", "digest": "00", "sequence": 99, "name": "invented"}
    fresh = {name: value for name, value in unique.items() if name in table.columns and not table.c[name].primary_key}
    if table in (decision_like := (*PROTECTED, entry, facts_seen)):
        assert decision_like
        if "number" in table.columns:
            yield {**row, **fresh, "number": 900}
        yield {**row, **fresh, "position": 9000}
        yield {**row, **fresh, "chain_id": (1 << 60) + 5}
        yield {**row, **fresh, "chain_id": -5}
    elif table is balance:
        yield {**row, "year": 1999}
    else:
        yield {**row, **fresh, "id": 1 << 61}


def _put(connection: Connection, table: Table, row: Row) -> bool:
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    try:
        with connection.begin_nested():
            connection.execute(text(f"INSERT INTO {table.name} ({names}) VALUES ({marks})"), row)
    except DBAPIError:
        return False
    return True


def test_the_only_row_of_a_table_is_found(open_house: Connection) -> None:
    """Tables that hold nothing are not walked: one that should hold nothing, and does, is."""
    rows = {table: rows_of(open_house, table)[0] for table in PROTECTED}
    with tampered(open_house):
        for table in (*PROTECTED, entry, chain):
            open_house.execute(delete(table))
        assert list(broken_seals(open_house)) == []
        for table, row in rows.items():
            with open_house.begin_nested() as alone:
                assert _put(open_house, table, row)
                told = [(one.code, one.chain_id, one.detail) for one in broken_seals(open_house)]
                assert told == [("row_without_entry", row["chain_id"], table.name)]
                alone.rollback()


def test_two_rows_changed_for_each_other_are_found(open_house: Connection, dialect: str, told: Told) -> None:
    done, missed = 0, []
    for table in SEALED:
        keys = {key.name for key in table.primary_key.columns}
        values = [column for column in table.columns if column.name not in keys]
        rows = rows_of(open_house, table)
        pairs = [
            (one, two, column) for one, two in pairwise(rows) for column in values
            if one[column.name] != two[column.name]
        ]  # fmt: skip
        for one, two, column in pairs[:: max(1, len(pairs) // sized(2, 200))]:
            with tampered(open_house):
                if not _swapped(open_house, table, column, one, two):
                    continue
                done += 1
                told_here = found(open_house)
                if not (located(told_here, places(table, one)) and located(told_here, places(table, two))):
                    missed.append((table.name, column.name, one, two, told_here))
            if not FULL:
                break
    assert missed == []
    told("R10 tamper", dialect, f"{done} pairs of values changed for each other", "100 % found, both places")


def _swapped(connection: Connection, table: Table, column: Column[Any], one: Row, two: Row) -> bool:
    return change(connection, table, column, one, two[column.name]) and change(
        connection, table, column, two, one[column.name]
    )


# ---------------------------------------------------------------- the end, and the whole chain


def ends(connection: Connection) -> list[End]:
    with connection.begin():
        return chain_ends(connection)


def test_a_history_cut_off_at_its_end_is_found_with_the_ends_noted_before(
    open_house: Connection, dialect: str, told: Told
) -> None:
    noted = [end for end in ends(open_house) if end.position > 1]
    alone = 0
    for end in noted:
        with tampered(open_house):
            _cut_last(open_house, end)
            quiet = found(open_house)
            loud = found(open_house, noted)
            alone += not quiet
            assert Finding("chain_shortened", f"{end.chain_id}:{end.position}") in loud
    assert alone, "no cut was clean: the test no longer shows what the noted ends are for"
    told("R10 tamper", dialect, f"{len(noted)} chains cut at their end", "100 % with ends noted before")
    told("R10 tamper", dialect, "a clean cut", "not found without them", planted="no ends noted outside")


def _cut_last(connection: Connection, end: End) -> None:
    for table in (*PROTECTED, facts_seen, entry):
        connection.execute(delete(table).where((table.c.chain_id == end.chain_id) & (table.c.position == end.position)))
    last = select(entry.c.hash).where((entry.c.chain_id == end.chain_id) & (entry.c.position == end.position - 1))
    head = connection.execute(last).scalar_one()
    connection.execute(update(chain).where(chain.c.id == end.chain_id).values(position=end.position - 1, head=head))


def test_a_chain_sealed_anew_from_end_to_end_is_found_with_the_ends_noted_before(
    open_house: Connection, dialect: str, told: Told
) -> None:
    noted = ends(open_house)
    row = rows_of(open_house, paper)[0]
    with tampered(open_house):
        assert change(open_house, paper, paper.c.name, row, "altra carta")
        assert located(found(open_house), places(paper, row))
        _seal_anew(open_house, row["chain_id"])
        assert found(open_house) == []
        loud = found(open_house, noted)
        assert [one.code for one in loud] == ["head_differs"]
        assert loud[0].place.startswith(f"{row['chain_id']}:")
    told("R10 tamper", dialect, "one chain sealed anew from end to end", "found with ends noted before")


def _seal_anew(connection: Connection, chain_id: int) -> None:
    kind, name = connection.execute(select(chain.c.kind, chain.c.name).where(chain.c.id == chain_id)).one()
    previous = beginning(chain_id, kind, name)
    columns = [stored(column) for column in entry.columns]
    query = select(*columns).where(entry.c.chain_id == chain_id).order_by(entry.c.position)
    for _, position, of, at, actor_id, _ in connection.execute(query).all():
        rows = []
        for table in PROTECTED:
            told = select(*[stored(column) for column in table.columns]).where(
                (table.c.chain_id == chain_id) & (table.c.position == position)
            )
            for _, _, *values in connection.execute(told.order_by(*table.primary_key.columns)):
                rows.append((table.name, *[bytes(one) if isinstance(one, memoryview) else one for one in values]))
        previous = seal((chain_id, position, of, at, actor_id), rows, previous)
        where = (entry.c.chain_id == chain_id) & (entry.c.position == position)
        connection.execute(update(entry).where(where).values(hash=previous))
    connection.execute(update(chain).where(chain.c.id == chain_id).values(head=previous))


def test_guards_that_were_taken_away_are_found(open_house: Connection, dialect: str, told: Told) -> None:
    with open_house.begin():
        missing = guards_missing(open_house)
        assert {one.place for one in findings(open_house) if one.code == "guard_missing"} == set(missing) != set()
    told("R10 tamper", dialect, "all triggers dropped", f"{len(missing)} found missing")


def test_the_tamperer_is_not_blind(open_house: Connection, dialect: str, told: Told) -> None:
    """The test of the test: with the seals not looked at, most changes of history pass."""
    from mutua.services.verify_archive import check_chains

    blind = tuple(check for check in WITHOUT_GUARDS if check is not check_chains)
    row = rows_of(open_house, paper)[0]
    with tampered(open_house):
        assert change(open_house, paper, paper.c.name, row, "altra carta")
        assert list(findings(open_house, checks=blind)) == []
        assert found(open_house) != []
    told("R10 tamper", dialect, "a paper renamed", "passes unseen", planted="seals not walked")


# ---------------------------------------------------------------- the file itself


def test_bytes_changed_in_the_file_give_findings_and_never_a_traceback(
    whole: dict[str, str], tmp_path: Path, told: Told
) -> None:
    """Only the embedded archive: the files of a server belong to the server."""
    source = make_url(whole["sqlite"]).database
    assert source is not None
    sound = Path(source).read_bytes()
    chance = random.Random(SEED)
    count, noticed = sized(30, 2000), 0
    for at in range(count):
        content = bytearray(sound)
        for _ in range(8):
            content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
        copy = tmp_path / f"bytes{at % 2}.db"
        for left in tmp_path.glob(f"{copy.name}*"):
            left.unlink()
        copy.write_bytes(content)
        try:
            with Archive(f"sqlite:///{copy}") as damaged:
                noticed += verify(damaged) != []
        except ArchiveProblem:
            noticed += 1
    assert noticed
    told("R10 tamper", "sqlite", f"{count} files with 8 bytes changed anywhere", f"{noticed} noticed, 0 tracebacks")


__all__ = ["insert"]
