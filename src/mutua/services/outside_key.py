"""The key by which what the house numbers is named outside: made once for an archive, by chance, and kept in it."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection

from mutua.store.database import Archive
from mutua.store.settings import read_setting, write_setting

_SETTING, _BYTES = "outside_key", 16


def outside_key(archive: Archive) -> bytes:
    """The key of the archive, 16 bytes; made where there is none yet."""
    with archive.reader.begin() as connection:
        known = known_key(connection)
    if known:
        return known
    with archive.writer.begin() as connection:
        text = read_setting(connection, _SETTING) or secrets.token_hex(_BYTES)
        write_setting(connection, _SETTING, text)
    return bytes.fromhex(text)


def known_key(connection: Connection) -> bytes:
    """The same; nothing where there is none yet."""
    return bytes.fromhex(read_setting(connection, _SETTING) or "")
