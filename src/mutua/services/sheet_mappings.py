"""What the columns of a sheet mean: what was remembered of its header, what is said now, kept when it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from mutua.intake.rough.grid import read_grid
from mutua.intake.rough.mapping import SheetMapping, decode_mapping, encode_mapping
from mutua.intake.rough.strict import RoughFile, understand
from mutua.store.database import Archive
from mutua.store.sheets import remember_mapping, remembered_mappings
from mutua.store.unit_of_work import UnitOfWork, unit_of_work


def open_rough(connection: Connection, raw: bytes, kind: str) -> RoughFile:
    """A file with its headers and what their columns mean: as it was remembered, else as it seems."""
    return understand(read_grid(raw), kind, remembered(connection, kind))


def remembered(connection: Connection, kind: str) -> dict[tuple[str, ...], SheetMapping]:
    """The mappings that somebody confirmed before, by header."""
    held = [decode_mapping(kind, content) for content in remembered_mappings(connection, kind)]
    return {one.signature: one for one in held}


def unconfirmed(file: RoughFile, known: Mapping[tuple[str, ...], SheetMapping]) -> list[SheetMapping]:
    """The mappings of a file that nobody has confirmed as they are."""
    return [
        one for one in file.mappings if known.get(one.signature) is None or _told(known[one.signature]) != _told(one)
    ]


def _told(mapping: SheetMapping) -> tuple[list[str], dict[str, str]]:
    count = len(mapping.signature)
    return [one.written for one in mapping.columns[:count]], {name: one for name, one in mapping.choices.items() if one}


def remember(archive: Archive, mappings: Iterable[SheetMapping], *, actor_id: int, now: datetime) -> None:
    """Keeps the mappings, so that the next sheet with such a header asks nothing."""
    told = list(mappings)

    def work(unit: UnitOfWork) -> None:
        for one in told:
            remember_mapping(unit.connection, one.kind, one.signature, encode_mapping(one))

    unit_of_work(archive, [], work, actor_id=actor_id, now=now)
