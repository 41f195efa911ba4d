"""What the archive knows of the society itself: a few texts by name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select

from mutua.store.bulk import among
from mutua.store.tables import setting

SOCIETY_NAME = "society_name"
_ONE = select(setting.c.value).where(setting.c.name == bindparam("wanted"))
_SEVERAL = select(setting.c.name, setting.c.value).where(among(setting.c.name))


def read_setting(connection: Connection, name: str) -> str:
    """The text kept under the name, "" where there is none."""
    return connection.scalar(_ONE, {"wanted": name}) or ""


def read_settings(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """The texts kept under several names, "" where there is none."""
    wanted = list(names)
    told = {row.name: row.value for row in connection.execute(_SEVERAL, {"ids": wanted})}
    return {name: told.get(name, "") for name in wanted}


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Keeps the text under the name, instead of the one before."""
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting).values(name=name, value=value))
