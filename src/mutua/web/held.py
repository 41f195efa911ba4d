"""Files that wait for a yes: what was sent in stays here, out of the archive, between the look at it and its use.

Each lies on this machine under a random name, encrypted with a key that dies with the program: after a restart it is
sent again. It is its sender's alone, for a few hours. What a killed program left goes when another begins to keep
files: as long as one lives it holds the lock of its folder.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from threading import Lock
from types import MappingProxyType
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEPT_FOR = timedelta(hours=4)
MOST_OF_ONE = 8  # files of one sender; the oldest goes
MOST_IN_ALL = 40
PREFIX = "mutua-held-"
NOTHING: Mapping[str, str] = MappingProxyType({})


class HeldFile(NamedTuple):
    """A file that was sent, and what its sender said about it."""

    content: bytes
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Place:
    owner: int
    kind: str
    at: datetime
    nonce: bytes
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnHeld:
    """The files of one sender, at a moment."""

    _holding: Holding
    _owner: int
    _now: datetime

    def keep(self, kind: str, content: bytes, told: Mapping[str, str] = NOTHING) -> str:
        return self._holding.keep(self._owner, kind, content, self._now, told)

    def find(self, kind: str, name: str) -> HeldFile | None:
        return self._holding.find(self._owner, kind, name, self._now)

    def tell(self, name: str, told: Mapping[str, str]) -> None:
        self._holding.tell(self._owner, name, told)

    def drop(self, name: str) -> None:
        self._holding.drop(self._owner, name)

    def use(self, name: str, made: int = 0) -> None:
        self._holding.use(self._owner, name, self._now, made)

    def made(self, name: str) -> int:
        return self._holding.made(self._owner, name, self._now)

    def used(self, name: str) -> bool:
        return self._holding.used(self._owner, name, self._now)


@dataclass
class Holding:
    """All that waits. Safe for several threads of one program; another program knows none of it."""

    _key: bytes = field(default_factory=lambda: AESGCM.generate_key(256))
    _places: dict[str, _Place] = field(default_factory=dict)
    _used: dict[str, tuple[int, datetime, int]] = field(default_factory=dict)  # whose, when, what was made of it
    _lock: Lock = field(default_factory=Lock)
    _folder: Path | None = None

    def keep(self, owner: int, kind: str, content: bytes, now: datetime, told: Mapping[str, str] = NOTHING) -> str:
        """Keeps a file; gives its name. `kind` is what it is for: a file is found again for that alone."""
        name, nonce = secrets.token_hex(16), secrets.token_bytes(12)
        with self._lock:
            self._forget(owner, now)
            if self._folder is None:
                sweep()
                self._folder, lock = _own_folder()
                weakref.finalize(self, _leave, self._folder, lock)
            self._path(name).write_bytes(AESGCM(self._key).encrypt(nonce, content, name.encode()))
            self._places[name] = _Place(owner, kind, now, nonce, dict(told))
        return name

    def find(self, owner: int, kind: str, name: str, now: datetime) -> HeldFile | None:
        """The file of that name, if it is theirs and still there."""
        with self._lock:
            one = self._places.get(name)
            if one is None or (one.owner, one.kind) != (owner, kind) or now - one.at > KEPT_FOR:
                return None
            stored = self._path(name).read_bytes()
        return HeldFile(AESGCM(self._key).decrypt(one.nonce, stored, name.encode()), one.told)

    def tell(self, owner: int, name: str, told: Mapping[str, str]) -> None:
        """What is said about the file now."""
        with self._lock:
            one = self._places.get(name)
            if one is not None and one.owner == owner:
                self._places[name] = replace(one, told=dict(told))

    def drop(self, owner: int, name: str) -> None:
        """The file is gone; one that is not theirs stays."""
        with self._lock:
            one = self._places.get(name)
            if one is not None and one.owner == owner:
                self._away(name)

    def newest(self, owner: int, kind: str, now: datetime) -> str:
        """The name of the file that was sent last for that, "" where none waits."""
        with self._lock:
            own = [
                name for name, one in self._places.items()
                if (one.owner, one.kind) == (owner, kind) and now - one.at <= KEPT_FOR
            ]
        return own[-1] if own else ""

    def use(self, owner: int, name: str, now: datetime, made: int = 0) -> None:
        """The file was used and is gone; whoever presses again is told so, for as long as it would have waited.
        `made`: the number of what was made of it, 0 where nothing was."""
        with self._lock:
            one = self._places.get(name)
            if one is not None and one.owner == owner:
                self._used = {key: told for key, told in self._used.items() if now - told[1] <= KEPT_FOR}
                self._used[name] = (owner, now, made)
                self._away(name)

    def used(self, owner: int, name: str, now: datetime) -> bool:
        """Whether a file of theirs was used a while ago, so that what it was for is done."""
        with self._lock:
            told = self._used.get(name)
        return told is not None and told[0] == owner and now - told[1] <= KEPT_FOR

    def made(self, owner: int, name: str, now: datetime) -> int:
        """The number of what was made of a file of theirs that was used; 0 where nothing was, or it is not known."""
        return self._used[name][2] if self.used(owner, name, now) else 0

    def of(self, owner: int, now: datetime) -> OwnHeld:
        """What one sender may do with it: nobody else's files are within reach."""
        return OwnHeld(self, owner, now)

    def _forget(self, owner: int, now: datetime) -> None:
        """What is too old goes, and the oldest where there are too many."""
        for name in [name for name, one in self._places.items() if now - one.at > KEPT_FOR]:
            self._away(name)
        theirs = [name for name, one in self._places.items() if one.owner == owner]
        for name in theirs[: max(0, len(theirs) - MOST_OF_ONE + 1)]:
            self._away(name)
        for name in list(self._places)[: max(0, len(self._places) - MOST_IN_ALL + 1)]:
            self._away(name)

    def _away(self, name: str) -> None:
        del self._places[name]
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        assert self._folder is not None  # a file was kept before
        return self._folder / name


# ---------------------------------------------------------------- folders, and what is left of them


def _own_folder() -> tuple[Path, int]:
    """A folder of this program's, and its lock, which ends with the program however that ends."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX))
        lock = _locked(folder, wait=True)
        if lock is not None and folder.is_dir():  # else another swept it away before it was locked
            return folder, lock
        if lock is not None:
            os.close(lock)


def _leave(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def sweep() -> int:
    """Takes away the folders of programs that live no more, and gives how many; a stranger's stay."""
    gone = 0
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        lock = _locked(folder, wait=False)
        if lock is not None:
            _leave(folder, lock)
            gone += not folder.exists()
    return gone


def _locked(folder: Path, *, wait: bool) -> int | None:
    """The lock of a folder of ours; None where it is another's, somebody living has it, or it is gone."""
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        if os.fstat(place).st_uid == os.geteuid():
            fcntl.flock(place, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            return place
    except OSError:  # a program that lives
        pass
    os.close(place)
    return None
