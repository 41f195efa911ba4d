"""The files that members deliver: each is encrypted with its person's key, and named by what it holds.

The keys of the persons stand in the archive, wrapped by a master key that stands in a file of its own. Destroying a
person's key makes all their files unreadable, wherever copies of them are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from sqlalchemy import Connection, insert, select

from mutua.store.database import ArchiveProblem
from mutua.store.tables import adhesion_paper, attachment, payment_file, person_key

KEY_BYTES, NONCE_BYTES = 32, 12


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder of the files and the file of the master key. Neither need exist before the first file is put in."""

    folder: Path
    key_file: Path

    def put(self, plain: bytes, key: bytes) -> str:
        """Encrypts and keeps a file; gives its name. When this returns the file is on the disk, whole."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        stored = nonce + AESGCM(key).encrypt(nonce, plain, None)
        name = hashlib.sha256(stored).hexdigest()
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, stored)
        return name

    def get(self, name: str, key: bytes) -> bytes:
        """The file as it was delivered. An `ArchiveProblem` if it is missing or not as it was stored."""
        stored = stored_file(self.folder, name)
        try:
            return AESGCM(key).decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], None)
        except InvalidTag:
            raise ArchiveProblem("file_damaged", name) from None

    def path(self, name: str) -> Path:
        return path_in(self.folder, name)

    def master_key(self, *, create: bool) -> bytes:
        """The master key; made, readable by its owner alone, the first time one is needed."""
        if create and not self.key_file.exists():
            self.key_file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.key_file, base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n", mode=0o600)
        try:
            key = base64.b64decode(self.key_file.read_bytes().strip(), validate=True)
        except FileNotFoundError:
            raise ArchiveProblem("master_key_missing", str(self.key_file)) from None
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES:
            raise ArchiveProblem("master_key_damaged", str(self.key_file))
        return key

    def key_of(self, connection: Connection, person_id: int, *, create: bool = False) -> bytes:
        """The key of a person's files, made the first time; an `ArchiveProblem` if it was destroyed or is another's.

        A master key is made only for an archive that has no key yet: the others are wrapped by the one lost.
        """
        wrapped = connection.scalar(select(person_key.c.wrapped).where(person_key.c.person_id == person_id))
        known = bytes(wrapped) if wrapped is not None else self._any_wrapped(connection)
        master = self.master_key(create=create and known is None)
        unwrapped = None if known is None else self._unwrapped(master, known)
        if wrapped is not None and unwrapped is not None:
            return unwrapped
        if not create:
            raise ArchiveProblem("key_destroyed")
        key = secrets.token_bytes(KEY_BYTES)
        connection.execute(insert(person_key).values(person_id=person_id, wrapped=aes_key_wrap(master, key)))
        return key

    def seal_apart(self, connection: Connection, plain: bytes) -> tuple[bytes, bytes]:
        """A file encrypted with a key of its own, to be kept in the archive: the key, wrapped, and the bytes."""
        known = self._any_wrapped(connection)
        master = self.master_key(create=known is None)
        if known is not None:
            self._unwrapped(master, known)  # another master key than the one in use is refused
        key, nonce = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(NONCE_BYTES)
        return aes_key_wrap(master, key), nonce + AESGCM(key).encrypt(nonce, plain, None)

    def open_apart(self, wrapped: bytes, stored: bytes, name: str) -> bytes:
        """The file that was sealed so. An `ArchiveProblem` if it, or its key, is not as it was."""
        key = self._unwrapped(self.master_key(create=False), wrapped)
        try:
            return AESGCM(key).decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], None)
        except InvalidTag:
            raise ArchiveProblem("file_damaged", name) from None

    def _any_wrapped(self, connection: Connection) -> bytes | None:
        """Some key that the master key wraps, whosever; None where there is none yet."""
        for column in (person_key.c.wrapped, payment_file.c.wrapped, adhesion_paper.c.wrapped):
            found = connection.scalar(select(column).limit(1))
            if found is not None:
                return bytes(found)
        return None

    def _unwrapped(self, master: bytes, wrapped: bytes) -> bytes:
        try:
            return aes_key_unwrap(master, wrapped)
        except InvalidUnwrap:
            raise ArchiveProblem("master_key_other", str(self.key_file)) from None


def path_in(folder: Path, name: str) -> Path:
    """Where the folder keeps the file with the name."""
    return folder / name[:2] / name


def stored_file(folder: Path, name: str) -> bytes:
    """The bytes of a file as they are stored. An `ArchiveProblem` if it is missing or not as it was stored."""
    try:
        stored = path_in(folder, name).read_bytes()
    except FileNotFoundError:
        raise ArchiveProblem("file_missing", name) from None
    if hashlib.sha256(stored).hexdigest() != name:
        raise ArchiveProblem("file_damaged", name)
    return stored


def put_stored(folder: Path, name: str, stored: bytes) -> None:
    """Puts back a file as it was stored; one that is there whole already is left alone."""
    if hashlib.sha256(stored).hexdigest() != name:
        raise ArchiveProblem("file_damaged", name)
    path = path_in(folder, name)
    if not path.is_file() or path.read_bytes() != stored:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, stored)


def files_astray(connection: Connection, folder: Path) -> Iterator[tuple[str, str]]:
    """The files that the archive names and that are not there as they were stored: code and name of each."""
    for sha256 in connection.scalars(select(attachment.c.sha256).order_by(attachment.c.sha256)):
        try:
            stored_file(folder, sha256)
        except ArchiveProblem as problem:
            yield problem.code, sha256


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Writes a file that is there whole or not at all, also after a power cut."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
