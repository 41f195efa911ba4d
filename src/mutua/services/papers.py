"""The files that prove a request: put in, read back by whoever may, each reading written down."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from mutua.domain.kinds import Looked
from mutua.services.accesses import note_access
from mutua.services.claim_life import Desktop, Done, a_claim, closed_to_more
from mutua.services.decide_claim import Refusal
from mutua.services.locks import Locked, locked_work
from mutua.store.claims import ClaimRecord, await_decision, tell_paper
from mutua.store.people import households_of
from mutua.store.tables import attachment, audit, paper
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault

MOST_BYTES = 20 * 1024 * 1024
# What a file must begin with to be what it says it is.
_SIGNATURES = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
# The photographs of telephones (HEIC) say it after four bytes; films and series of pictures have other names.
_HEIC = "image/heic"
_HEIC_NAMES = (b"heic", b"heix", b"heim", b"heis", b"mif1")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file to be put in: what it is (its media type, which must be what it begins with) and what it holds."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Attached(Done):
    """The paper was recorded. `also_in`: the requests to which the very same file was delivered before."""

    sha256: str = ""
    also_in: tuple[int, ...] = ()


def attach(
    at: Desktop, vault: Vault, claim_id: int, name: str, file: Delivered, *, dated_on: date | None = None, line: int = 0
) -> Attached | Refusal:
    """Keeps the file, encrypted, and records it as that paper of the request (line 0) or of a line.

    The request is to be decided anew. The same file for two requests is allowed, and told. Refuses a file that is
    empty, too big (20 MiB), or not what it says; an unknown request or line; a request that takes nothing more.
    """
    refusal = _unfit(file)
    if refusal is not None:
        return refusal
    with at.archive.reader.begin() as connection:
        record = _open(connection, claim_id)
    if isinstance(record, Refusal):
        return record
    if not 0 <= line <= len(record.lines):
        return Refusal("line_unknown", str(line))
    person_id = record.person_id
    key = unit_of_work(
        at.archive, [record.household_id], lambda unit: vault.key_of(unit.connection, person_id, create=True),
        actor_id=at.actor_id, now=at.now,
    )  # fmt: skip
    stored = vault.put(file.content, key)
    plain = hashlib.sha256(file.content).hexdigest()

    def work(unit: UnitOfWork, locked: Locked) -> Attached | Refusal:
        now = _open(unit.connection, claim_id)
        if isinstance(now, Refusal):  # it was closed meanwhile; the file that was stored is nobody's
            return now
        also_in = tuple(_requests_with(unit.connection, plain))
        unit.connection.execute(
            insert(attachment).values(
                sha256=stored, person_id=person_id, plain_sha256=plain, byte_count=len(file.content),
                media_type=file.media_type, stored_at=unit.now,
            )
        )  # fmt: skip
        tell_paper(unit.entry(record.household_id, "completion"), 1, claim_id, line, name, dated_on, stored)
        if not now.pending:
            await_decision(unit, [(claim_id, record.household_id)])
        return Attached(claim_id, 0, stored, also_in)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def _open(connection: Connection, claim_id: int) -> ClaimRecord | Refusal:
    """The request, or why it takes no paper."""
    record = a_claim(connection, claim_id)
    return record if isinstance(record, Refusal) else closed_to_more(connection, record) or record


def _unfit(file: Delivered) -> Refusal | None:
    if not file.content:
        return Refusal("file_empty")
    if len(file.content) > MOST_BYTES:
        return Refusal("file_too_big", str(len(file.content)))
    if file.media_type == "" or media_type_of(file.content) != file.media_type:
        return Refusal("file_of_another_kind", file.media_type)
    return None


def media_type_of(content: bytes) -> str:
    """Which of the four kinds a file is, by its first bytes alone; "" for any other. Nothing else of it is read."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_NAMES:
        return _HEIC
    return next((kind for kind, start in _SIGNATURES.items() if content.startswith(start)), "")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was put in and is no request's yet: its name, and the requests it was delivered for before."""

    sha256: str
    also_in: tuple[int, ...] = ()


def keep_file(at: Desktop, vault: Vault, person_id: int, content: bytes) -> KeptFile | Refusal:
    """Keeps a file about a person, encrypted with their key; what it is, its first bytes tell.

    Refuses one that is empty, too big (20 MiB), or none of the four kinds.
    """
    media_type = media_type_of(content)
    refusal = _unfit(Delivered(content, media_type))
    if refusal is not None:
        return refusal
    with at.archive.reader.begin() as connection:
        homes = households_of(connection, [person_id]).get(person_id, set())
    key = unit_of_work(
        at.archive, homes, lambda unit: vault.key_of(unit.connection, person_id, create=True),
        actor_id=at.actor_id, now=at.now,
    )  # fmt: skip
    stored, plain = vault.put(content, key), hashlib.sha256(content).hexdigest()

    def work(unit: UnitOfWork) -> KeptFile:
        also_in = tuple(_requests_with(unit.connection, plain))
        unit.connection.execute(
            insert(attachment).values(
                sha256=stored, person_id=person_id, plain_sha256=plain, byte_count=len(content),
                media_type=media_type, stored_at=unit.now,
            )
        )  # fmt: skip
        return KeptFile(stored, also_in)

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _requests_with(connection: Connection, plain_sha256: str) -> list[int]:
    same = select(attachment.c.sha256).where(attachment.c.plain_sha256 == plain_sha256)
    query = select(paper.c.claim_id).where(paper.c.attachment_sha256.in_(same)).distinct()
    return sorted(connection.scalars(query))


def same_again(connection: Connection, names: Sequence[str]) -> frozenset[str]:
    """Of these files those that hold the very same as one named before them."""
    query = select(attachment.c.sha256, attachment.c.plain_sha256).where(attachment.c.sha256.in_(names))
    plain = {row.sha256: row.plain_sha256 for row in connection.execute(query)} if names else {}
    return repeated([(name, plain.get(name, name)) for name in names])


def repeated(files: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The names of those that hold the same as one before them; each with its name and a mark of what it holds."""
    first: dict[str, str] = {}
    return frozenset(name for name, holds in files if first.setdefault(holds, name) != name)


def read_file(at: Desktop, vault: Vault, sha256: str, *, motive: str) -> tuple[bytes, str] | Refusal:
    """The file and its media type. Who read it, and why, is written down first: without that nothing is read."""

    def work(unit: UnitOfWork) -> tuple[bytes, str] | Refusal:
        row = unit.connection.execute(
            select(attachment.c.person_id, attachment.c.media_type).where(attachment.c.sha256 == sha256)
        ).one_or_none()
        if row is None:
            return Refusal("file_unknown", sha256)
        unit.connection.execute(
            insert(audit).values(
                at=unit.now, actor_id=unit.actor_id, kind="open", object_kind="attachment", object_id=sha256,
                motive=motive,
            )
        )  # fmt: skip
        note_access(unit, [row.person_id], Looked.ATTACHMENT, motive)
        return vault.get(sha256, vault.key_of(unit.connection, row.person_id)), row.media_type

    return unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
