"""What the house numbers (who works at a firm, a statement, a list) has another name outside, which tells no number.

The name is the number enciphered with a key of the archive: it is the same every time, nobody else can make one, and
how many there were before cannot be counted.
"""

from __future__ import annotations

import base64
import hashlib
import re

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import Connection

from mutua.services.outside_key import known_key

KEY_BYTES = 16
WORKER, STATEMENT, LIST = "worker", "statement", "list"
NAME_LENGTH = 26
_NAME = re.compile(r"[a-z2-7]{26}")


class OutsideNames:
    """The names of one archive. `key`: 16 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = Cipher(algorithms.AES(key), modes.ECB())  # one block: nothing to chain

    def of(self, kind: str, number: int) -> str:
        """26 small letters and digits for the number of something of this kind."""
        writer = self._cipher.encryptor()
        block = writer.update(_mark(kind) + number.to_bytes(8, "big")) + writer.finalize()
        return base64.b32encode(block).decode().rstrip("=").lower()

    def read(self, kind: str, name: str) -> str:
        """The number, in figures; "" where the name is none of this kind."""
        if not _NAME.fullmatch(name):
            return ""
        reader = self._cipher.decryptor()
        block = reader.update(base64.b32decode(name.upper() + "======")) + reader.finalize()
        number = int.from_bytes(block[8:], "big")
        return str(number) if block[:8] == _mark(kind) and self.of(kind, number) == name else ""


def _mark(kind: str) -> bytes:
    return hashlib.sha256(kind.encode()).digest()[:8]


def house_names(connection: Connection) -> OutsideNames | None:
    """The names of the archive; None while its pages were never served, and nobody outside was told of any."""
    key = known_key(connection)
    return OutsideNames(key) if key else None
