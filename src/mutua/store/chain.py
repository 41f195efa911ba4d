"""The chain: each thing recorded is sealed with what was recorded before it, so that nothing can be changed unseen.

An entry's seal is SHA-256 of the byte 0, its own columns and every row that belongs to it, then the seal before it.
Before the first entry stands the chain's own name, sealed with the byte 2. The seal of many chains together (a Merkle
root) uses the byte 1 for its inner nodes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

# A row as the chain sees it: the table's name, then its columns in order without chain and position.
SealedRow = Sequence[Any]


def _bytes_as_text(value: object) -> list[str]:
    """Bytes are told apart from texts by the list around them."""
    if not isinstance(value, (bytes, memoryview)):
        raise TypeError(f"the chain seals whole numbers, texts and bytes, not {type(value).__name__}")
    return [bytes(value).hex()]


# Values written in one way only: what the chain seals, and what the digest of the whole archive is made of.
canonical_text = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_bytes_as_text, check_circular=False
).encode

_said_often = lru_cache(maxsize=100)(canonical_text)  # kinds of chains and entries, the instant of many of them


def seal(head: Sequence[Any], rows: Sequence[SealedRow], previous: bytes) -> bytes:
    """The seal of an entry: `head` is chain, position, kind, instant and actor as the archive writes them."""
    return _sealed(canonical_text([head, rows]), previous)


def seal_words(head: Sequence[Any], rows: str, previous: bytes) -> bytes:
    """The same, of rows that are in words already: their `canonical_text`."""
    chain_id, position, kind, at, actor_id = head
    told = f"{chain_id},{position},{_said_often(kind)},{_said_often(at)},{actor_id}"
    return _sealed(f"[[{told}],{rows}]", previous)


def _sealed(words: str, previous: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + words.encode("utf-8", "surrogatepass") + previous).digest()


def beginning(chain_id: int, kind: str, name: str) -> bytes:
    """What stands before the first entry of a chain, so that nobody gives the chain another name unseen."""
    words = f"[{chain_id},{_said_often(kind)},{canonical_text(name)}]"
    return hashlib.sha256(b"\x02" + words.encode("utf-8", "surrogatepass")).digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """One seal over many: pairs are joined with the byte 1 before them, an odd one goes up as it is. b"" of none."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        level = [
            hashlib.sha256(b"\x01" + level[at] + level[at + 1]).digest() if at + 1 < len(level) else level[at]
            for at in range(0, len(level), 2)
        ]
    return level[0] if level else b""
