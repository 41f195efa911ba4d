"""One mark for everything a society has recorded: equal for a copy on any database, other after any change of it.

Left out is what a copy may have otherwise: instants and authors of entries, seals, salts and commitments, numbers that
a database counts by itself (a regulation is told by its own digest, a provider by its public name, a delivered file by
what it holds), and the lists of the program's own work. So a run that was stopped and taken up again gives the mark of
one that was not.

Told are the numbers and public names that people, households and requests got by chance when they came in. So the mark
is equal for a copy (a backup, the demonstration of the same seed, the same on either database), and not for two
archives into which the same people were imported separately.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, FromClause, Select, Table, Text, select

from mutua.store.base import metadata, stored
from mutua.store.chain import canonical_text
from mutua.store.database import Archive
from mutua.store.tables import attachment, provider, rules_snapshot

ROWS = 2000

# Tables that say who worked and when, not what was recorded.
LEFT_OUT = frozenset({
    "access_key", "account", "account_firm", "account_role", "actor", "adhesion_paper", "adhesion_request", "audit",
    "birth_notice", "claim_draft", "claim_open", "claim_taken", "entry_link", "failed_entry", "file_access",
    "firm_mail", "given_password", "idempotency", "job", "mail_waiting", "payment_file", "proposal_content",
    "web_session",
})  # fmt: skip
# Columns that depend on chance or on the moment, by table.
BY_CHANCE: Mapping[str, frozenset[str]] = {
    "approval": frozenset({"account_id", "digest"}),  # counted by the database; salted
    "appeal_addition": frozenset({"commitment"}),
    "appeal_addition_words": frozenset({"salt"}),
    "appeal_words": frozenset({"salt"}),
    "attachment": frozenset({"sha256", "stored_at"}),  # named by its encrypted bytes; told by what it holds
    "bank_statement": frozenset({"imported_at"}),
    "chain": frozenset({"head"}),
    "claim_appeal": frozenset({"commitment"}),
    "decision": frozenset({"commitment"}),
    "entry": frozenset({"recorded_at", "actor_id", "hash"}),
    "facts_seen": frozenset({"salt"}),
    "parked_household": frozenset({"parked_at"}),
    "payment_run": frozenset({"content_digest", "file_sha256"}),  # the file tells the moment
    "person_key": frozenset({"wrapped"}),
    "person_mail": frozenset({"actor_id"}),  # who chose it
    "provider": frozenset({"id"}),
    "rules_snapshot": frozenset({"id"}),
}
# Numbers counted by the database and names made by chance: the key they point to, and what is told instead.
TOLD_BY: Mapping[tuple[str, str], tuple[Column[Any], Column[str]]] = {
    ("claim_line", "provider_id"): (provider.c.id, provider.c.public_id),
    ("decision", "snapshot_id"): (rules_snapshot.c.id, rules_snapshot.c.digest),
    ("letter_file", "attachment_sha256"): (attachment.c.sha256, attachment.c.plain_sha256),
    ("paper", "attachment_sha256"): (attachment.c.sha256, attachment.c.plain_sha256),
}
# Rows are told by primary key, save where it is one of these.
ORDERED_BY: Mapping[str, tuple[str, ...]] = {
    "attachment": ("plain_sha256", "person_id", "media_type"),
    "provider": ("public_id",),
    "rules_snapshot": ("digest",),
}


def digest(archive: Archive) -> str:
    """The mark of everything recorded, as it stands at one moment: SHA-256, 64 letters and digits."""
    with archive.snapshot() as connection:
        return digest_of(connection)


def digest_of(connection: Connection) -> str:
    """The same, on a connection that sees one moment."""
    mark = hashlib.sha256()
    for name in sorted(metadata.tables.keys() - LEFT_OUT):
        table = metadata.tables[name]
        columns = told_columns(table)
        mark.update(canonical_text([name, columns]).encode() + b"\n")
        query = _rows(table, columns, connection.dialect.name)
        rows = connection.execute(query, execution_options={"yield_per": ROWS})  # of this statement, not of all later
        for some in rows.partitions():
            told = "\n".join([canonical_text(list(row)) for row in some])
            mark.update(told.encode("utf-8", "surrogatepass") + b"\n")
    return mark.hexdigest()


def told_columns(table: Table) -> list[str]:
    """The columns of a table that the digest tells, in order."""
    hidden = BY_CHANCE.get(table.name, frozenset())
    return [column.name for column in table.columns if column.name not in hidden]


def _rows(table: Table, columns: list[str], dialect: str) -> Select[*tuple[Any, ...]]:
    source: FromClause = table
    told = []
    for name in columns:
        if (table.name, name) in TOLD_BY:
            key, other = TOLD_BY[table.name, name]
            source = source.outerjoin(key.table, table.c[name] == key)
            told.append(other)
        else:
            told.append(stored(table.c[name]))
    order = [table.c[name] for name in ORDERED_BY.get(table.name, table.primary_key.columns.keys())]
    return select(*told).select_from(source).order_by(*[_in_order(column, dialect) for column in order])


def _in_order(column: Column[Any], dialect: str) -> ColumnElement[Any]:
    """Texts sort by their bytes, whatever language the server speaks."""
    return column.collate("C") if dialect == "postgresql" and isinstance(column.type, Text) else column
