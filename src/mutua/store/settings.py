"""What the archive knows of the society itself: a few texts by name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from mutua.store.tables import setting

SOCIETY_NAME = "society_name"


def read_setting(connection: Connection, name: str) -> str:
    """The text kept under the name, "" where there is none."""
    return connection.scalar(select(setting.c.value).where(setting.c.name == name)) or ""


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Keeps the text under the name, instead of the one before."""
    connection.execute(delete(setting).where(setting.c.name == name))
    connection.execute(insert(setting).values(name=name, value=value))
