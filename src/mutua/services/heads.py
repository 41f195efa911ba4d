"""The ends of all chains, to be kept outside the archive: with them nobody can shorten or rewrite history unseen.

The file is JSON written in one way only: the society, the instant, one seal over all ends, and every end.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mutua.rules.content import ContentError, expect_integer, expect_list, expect_map, expect_text, read
from mutua.store.base import read_instant, written_instant
from mutua.store.ceilings import SOCIETY
from mutua.store.database import Archive, ArchiveProblem
from mutua.store.seals import End, chain_ends, heads_that_differ, root_of
from mutua.store.settings import SOCIETY_NAME, read_setting
from mutua.store.tables_kept import BOOK_CHAIN

FORM = "mutua heads 1"
_KEYS = {"ends", "form", "noted_at", "root", "society"}


@dataclass(frozen=True, slots=True)
class Heads:
    """Where every chain of a society ended at an instant, and one seal over all of them."""

    society: str
    noted_at: datetime
    ends: tuple[End, ...]

    @property
    def root(self) -> str:
        return root_of(self.ends).hex()


def note_heads(archive: Archive, now: datetime) -> Heads:
    """The ends as they stand now."""
    with archive.snapshot() as connection:
        return Heads(read_setting(connection, SOCIETY_NAME), now, tuple(chain_ends(connection)))


def read_heads(file: Path) -> Heads:
    """The heads of a file; an `ArchiveProblem` where it is not there, cannot be read or holds something else."""
    try:
        return decode_heads(file.read_bytes(), str(file))
    except FileNotFoundError:
        raise ArchiveProblem("heads_missing", str(file)) from None
    except OSError:
        raise ArchiveProblem("heads_unreadable", str(file)) from None


def expect_same_archive(archive: Archive, heads: Heads, name: str) -> None:
    """Refuses heads of another archive: none of their seals is here, and society or chains are other ones.

    An archive of which a single noted seal is left is looked at as it is: what differs there is told by `verify`.
    """
    noted = {(end.chain_id, end.position): end.head for end in heads.ends if end.position}
    with archive.snapshot() as connection:
        society = read_setting(connection, SOCIETY_NAME)
        here = {end.chain_id for end in chain_ends(connection)}
        left = len(noted) - sum(1 for _ in heads_that_differ(connection, heads.ends))
    own = {chain_id for chain_id, _ in noted if SOCIETY < chain_id < BOOK_CHAIN}  # the others every archive may have
    others = heads.society != society or not own & here
    if others and not left and (noted or heads.society != society):
        raise ArchiveProblem("heads_of_others", f"{name} ({heads.society})" if heads.society else name)


def encode_heads(heads: Heads) -> bytes:
    """The file of some heads."""
    return encode_json(
        {
            "form": FORM,
            "society": heads.society,
            "noted_at": written_instant(heads.noted_at),
            "root": heads.root,
            "ends": told_ends(heads.ends),
        }
    )


def decode_heads(data: bytes, name: str) -> Heads:
    """The heads of a file. Refuses, as an `ArchiveProblem`, whatever `encode_heads` would not have written."""
    try:
        told = expect_map(read(data))
        if told.keys() != _KEYS or told["form"] != FORM:
            raise ContentError(FORM, sorted(told))
        heads = Heads(
            expect_text(told["society"]), read_instant(expect_text(told["noted_at"])), read_ends(told["ends"])
        )
        if encode_heads(heads) != data:
            raise ContentError("the ends that the seal was made of", heads.root)
    except ValueError:
        raise ArchiveProblem("heads_unreadable", name) from None
    return heads


def told_ends(ends: Sequence[End]) -> list[list[object]]:
    """Ends as JSON tells them: chain, entries, seal of the last one."""
    return [[end.chain_id, end.position, end.head.hex()] for end in ends]


def read_ends(value: object) -> tuple[End, ...]:
    """The ends that JSON tells. Refuses anything else with a `ContentError` or a `ValueError`."""
    found = []
    for one in expect_list(value):
        chain_id, position, head = expect_list(one, 3, 3)
        end = End(expect_integer(chain_id), expect_integer(position), bytes.fromhex(expect_text(head)))
        if not (0 <= end.chain_id < 1 << 63 and 0 <= end.position < 1 << 63):
            raise ContentError("numbers of 63 bits", end)
        found.append(end)
    return tuple(found)


def encode_json(value: object) -> bytes:
    """JSON in one way only: keys in order, no spaces, a line's end at the end."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"
