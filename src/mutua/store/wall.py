"""The wall before a firm: an archive of which only some tables, written here by hand, can be reached at all.

Whatever statement is sent through it is read before the database is: one that names another table is refused. A page
of a firm holds an archive behind this wall and no other, so that a mistake of the program shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, event

from mutua.store.database import Archive
from mutua.store.tables import metadata

# What a firm's pages may reach: what it sees, what it tells, who enters. No request, no decision, no answer of
# anybody's, no paper, no movement, no balance, no contribution of theirs, no payment, no ledger, no file.
FIRM_TABLES = frozenset({
    # what it sees, written from membership facts alone
    "firm_card", "firm_delegate", "firm_roster", "firm_statement", "firm_statement_row",
    # itself: who it is, what it agreed, its adhesion to the pact; what the society says of itself
    "adhesion_event", "firm", "firm_contact", "firm_plan", "firm_plan_event", "firm_plan_rate", "setting",
    # what it tells: who comes and goes, and what follows for their membership
    "absence", "cover", "cover_change", "death", "employment", "enrolment", "household", "household_place", "identity",
    "person", "staff_list", "staff_mapping", "supplied_identity", "supplied_identity_before", "telling",
    # the chains on which it is written, the numbers that are given next
    "chain", "counter", "entry",
    # mails to firms that are to go out
    "firm_mail",
    # who enters, and links that open once
    "account", "account_firm", "account_role", "actor", "entry_link", "failed_entry", "given_password",
    "web_session",
})  # fmt: skip

_INSERTED = re.compile(r"(INSERT\s+INTO\s+\S+\s*)\([^()]*\)", re.IGNORECASE)
_COLUMN = re.compile(r"(\w+\"?)\.\"?\w+\"?")
_WORD = re.compile(r"\w+")
_SCHEMAS = frozenset({"main", "public", "temp"})


class Walled(Exception):
    """A statement named a table behind the wall. Nothing of it was sent to the database."""


class WalledArchive(Archive):
    """The same archive through a wall. It shares the connections of the other one, and is not closed by itself."""

    def __init__(self, archive: Archive, allowed: Iterable[str]) -> None:
        self.url = archive.url
        behind = frozenset(metadata.tables) - frozenset(allowed)
        self.writer = _walled_engine(archive.writer, behind)
        self.reader = _walled_engine(archive.reader, behind)

    def close(self) -> None:
        """Nothing: the connections are another's."""


def walled(archive: Archive, allowed: Iterable[str] = FIRM_TABLES) -> WalledArchive:
    """The archive of which only the tables allowed can be reached."""
    return WalledArchive(archive, allowed)


def tables_named(statement: str) -> frozenset[str]:
    """The tables of the archive that a statement names. What is plainly a column is not taken for a table."""
    bare = _COLUMN.sub(_without_column, _INSERTED.sub(r"\1", statement))
    return frozenset(word for word in map(str.lower, _WORD.findall(bare)) if word in metadata.tables)


def _without_column(found: re.Match[str]) -> str:
    """Of `table.column` the table; of `schema.table` all."""
    before = found[1].strip('"').lower()
    return found[0].replace(".", " ") if before in _SCHEMAS else found[1]


def _walled_engine(engine: Engine, behind: frozenset[str]) -> Engine:
    made: Engine = engine.execution_options()

    @event.listens_for(made, "before_cursor_execute")
    def refuse(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        beyond = tables_named(statement) & behind
        if beyond:
            raise Walled(", ".join(sorted(beyond)))

    return made
