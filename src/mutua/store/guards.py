"""The guards of history: triggers by which the database itself refuses to change or take away what was decided."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, text

from mutua.store.tables import APPEND_ONLY, NEVER_CHANGED

_FUNCTION = "mutua_history_is_kept"


def guard_names(table: Table) -> tuple[str, ...]:
    """The names of the triggers that stand on a table."""
    if table in NEVER_CHANGED:
        return (f"guard_{table.name}_update",)
    return (f"guard_{table.name}_update", f"guard_{table.name}_delete")


def guard_statements(dialect: str, tables: Iterable[Table] = (*APPEND_ONLY, *NEVER_CHANGED)) -> list[str]:
    """The SQL that puts the guards on the tables, for `sqlite` or `postgresql`."""
    statements = [_POSTGRESQL_FUNCTION] if dialect == "postgresql" else []
    for table in tables:
        for name in guard_names(table):
            event = name.rsplit("_", 1)[1].upper()
            if dialect == "postgresql":
                statements.append(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table.name} FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
                )
            else:
                statements.append(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table.name} "
                    f"BEGIN SELECT RAISE(ABORT, 'history is kept: {table.name}'); END"
                )
        if dialect == "postgresql" and table not in NEVER_CHANGED:
            statements.append(
                f"CREATE TRIGGER guard_{table.name}_truncate BEFORE TRUNCATE ON {table.name} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
            )
    return statements


_POSTGRESQL_FUNCTION = f"""CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = 'history is kept: ' || TG_TABLE_NAME, ERRCODE = 'restrict_violation';
END
$$"""


def guards_present(connection: Connection) -> set[str]:
    """The names of the guards that the database has now."""
    if connection.dialect.name == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'guard\\_%' AND tgenabled <> 'D'"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
    return set(connection.scalars(text(query)))


def guards_missing(connection: Connection) -> list[str]:
    """The guards that should stand and do not, in order."""
    wanted = {name for table in (*APPEND_ONLY, *NEVER_CHANGED) for name in guard_names(table)}
    if connection.dialect.name == "postgresql":
        wanted |= {f"guard_{table.name}_truncate" for table in APPEND_ONLY}
    return sorted(wanted - guards_present(connection))
