"""The plain types of the archive: whole cents and minutes, days and instants written one way, a name for every rule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    type_coerce,
)
from sqlalchemy.types import TypeDecorator

# A tampered or half-written row must be told by its rule, so every rule has a name.
NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

metadata = MetaData(naming_convention=NAMES)

# SQLite's STRICT tables know one kind of whole number, of 64 bits.
Whole = BigInteger().with_variant(Integer(), "sqlite")
Bytes = LargeBinary()


def written_instant(value: datetime) -> str:
    """An instant as the archive writes it: UTC, six decimals, always the same length. Refuses one without a zone."""
    if value.tzinfo is None:
        raise ValueError(f"an instant needs its zone: {value!r}")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_day_of = date.fromisoformat  # of the class itself: what is remembered outlives a clock that a test put in its place


@lru_cache(maxsize=50_000)
def read_day(text: str) -> date:
    """A day as it is stored; remembered, because years of requests and people name the same few thousand."""
    return _day_of(text)


def read_day_or_none(text: str | None) -> date | None:
    return None if text is None else read_day(text)


def read_instant(text: str) -> datetime:
    """The instant of a text of the archive, in UTC."""
    if len(text) != 27 or text[26] != "Z":
        raise ValueError("an instant of the archive is written 2026-03-01T09:30:00.000000Z")
    return datetime.fromisoformat(text)


class Day(TypeDecorator[date]):
    """A business day, written 2026-03-01 on every database; it sorts as it reads."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, written 2026-03-01T09:30:00.000000Z on every database. Refuses a moment without a zone."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else written_instant(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else read_instant(value)


def table(name: str, *items: Any, clustered: bool = False) -> Table:
    """A table of the archive: STRICT on SQLite, so that a column never holds what it does not say.

    `clustered` rows lie on disk in the order of their key: those of one household side by side.
    """
    checks = [rule for item in items if isinstance(item, Column) for rule in _shape(item)]
    return Table(name, metadata, *items, *checks, sqlite_strict=True, sqlite_with_rowid=not clustered)


def _shape(column: Column[Any]) -> list[CheckConstraint]:
    """Days and instants have one length; yes and no are 1 and 0."""
    if isinstance(column.type, Day):
        return [CheckConstraint(f"length({column.name}) = 10", name=f"{column.name}_day")]
    if isinstance(column.type, Instant):
        return [CheckConstraint(f"length({column.name}) = 27", name=f"{column.name}_instant")]
    if column.info.get("flag"):
        return [CheckConstraint(f"{column.name} IN (0, 1)", name=f"{column.name}_flag")]
    return []


def stored(column: Any) -> Any:
    """The column as it is stored, days and instants as texts: quicker for many rows, and what the chain seals."""
    return type_coerce(column, Text) if isinstance(column.type, (Day, Instant)) else column


def flag(name: str) -> Column[int]:
    """Yes (1) or no (0)."""
    return Column(name, Whole, nullable=False, info={"flag": True})
