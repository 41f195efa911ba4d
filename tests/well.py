"""Is all well with the archive of a test? What `verify` finds, without the checks that have nothing to look at.

A check that found nothing in an empty archive reads the same, and finds nothing again, where the tables it looked at
are still empty. So each check is tried once on an empty archive of each kind, and its tables noted; one that looked at
anything else (guards, the schema, the database's own view of itself) is made every time.
"""

from __future__ import annotations

from sqlalchemy import Connection, event, text

from mutua.services.finding import Finding
from mutua.services.verify_archive import CHECKS, Check, findings
from mutua.store.base import metadata
from mutua.store.database import Archive
from mutua.store.wall import tables_named

_HELD = text(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in metadata.tables))
_LOOKED_AT: dict[str, dict[Check, frozenset[str]]] = {}  # by dialect; no tables: it is always made


def note_empty(archive: Archive) -> None:
    """What each check looks at in an archive of this kind with nothing in it, which this one is."""
    if archive.dialect not in _LOOKED_AT:
        with archive.snapshot() as connection:
            _LOOKED_AT[archive.dialect] = {check: _looked_at(connection, check) for check in CHECKS}


def what_is_wrong(archive: Archive) -> list[Finding]:
    """All that `verify` finds."""
    with archive.snapshot() as connection:
        return list(findings(connection, checks=checks_to_make(connection)))


def checks_to_make(connection: Connection) -> list[Check]:
    """The checks that could find something; those that only look at empty tables are left out."""
    held = set(connection.scalars(_HELD))
    looked_at = _LOOKED_AT[connection.dialect.name]
    return [check for check, tables in looked_at.items() if not tables or not held.isdisjoint(tables)]


def _looked_at(connection: Connection, check: Check) -> frozenset[str]:
    said: list[frozenset[str]] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(tables_named(statement))

    event.listen(connection, "before_cursor_execute", note)
    try:
        assert list(check(connection)) == [], check
    finally:
        event.remove(connection, "before_cursor_execute", note)
    return frozenset().union(*said) if said and all(said) else frozenset()
