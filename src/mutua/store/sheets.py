"""What the columns of a society's own sheets mean, remembered by the header of the sheet."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, delete, insert, select

from mutua.store.tables import sheet_mapping


def remembered_mappings(connection: Connection, kind: str) -> list[str]:
    """Everything remembered about sheets of a kind (`members`, `claims`), as it was kept."""
    query = select(sheet_mapping.c.content).where(sheet_mapping.c.kind == kind).order_by(sheet_mapping.c.signature)
    return list(connection.scalars(query))


def remember_mapping(connection: Connection, kind: str, signature: tuple[str, ...], content: str) -> None:
    """Keeps what a header means, instead of what was kept of it before."""
    key = hashlib.sha256("\0".join(signature).encode("utf-8", "surrogatepass")).hexdigest()
    known = (sheet_mapping.c.kind == kind) & (sheet_mapping.c.signature == key)
    connection.execute(delete(sheet_mapping).where(known))
    connection.execute(insert(sheet_mapping).values(kind=kind, signature=key, content=content))
