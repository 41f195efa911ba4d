"""Drafts of requests: saved while they are written, never overwritten by another window, taken up again or dropped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from mutua.intake.typed_cells import cents_of
from mutua.services.claim_cells import line_count
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.store.database import Archive
from mutua.store.drafts import DraftRow, change_draft, drafts_of, drop_draft, read_draft, write_draft
from mutua.store.people import who_is
from mutua.store.tables import attachment, claim_draft, letter_file, paper, person
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault

MOST_DRAFTS = 200  # of one login
MOST_FILES = 30  # of one draft
MOST_FILES_IN_ALL = 600  # of all the drafts of one login


class DraftFile(NamedTuple):
    """A file that came with a draft: its name in the vault, which paper it is, what kind and how big.

    `also_in`: the requests to which the very same file was delivered before.
    """

    sha256: str
    paper: str
    media_type: str
    byte_count: int
    also_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What was written so far: each field as typed, and the files. `window`: which window of the browser wrote it."""

    cells: Mapping[str, str] = field(default_factory=dict)
    files: tuple[DraftFile, ...] = ()
    window: str = ""

    def encoded(self) -> str:
        told = {"cells": dict(self.cells), "files": [list(one) for one in self.files], "window": self.window}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decoded(content: str) -> DraftContent:
    told = json.loads(content)
    files = tuple(DraftFile(sha, paper_, kind, size, tuple(also)) for sha, paper_, kind, size, also in told["files"])
    return DraftContent(told["cells"], files, told["window"])


class Written(NamedTuple):
    """What a window sends: its fields, files just put in, files to be taken away. `window`: which one it is."""

    cells: Mapping[str, str]
    window: str
    added: tuple[DraftFile, ...] = ()
    removed: frozenset[str] = frozenset()


class Saved(NamedTuple):
    """The draft is kept, at this version, with these files."""

    version: int
    files: tuple[DraftFile, ...]


class Elsewhere(NamedTuple):
    """Another window saved the draft meanwhile, or registered it or threw it away (`gone`): nothing was overwritten."""

    saved_at: datetime | None = None
    gone: bool = False


class DraftListed(NamedTuple):
    """A draft in a list: whom it is about, the first benefit and amount as typed, when it was last saved.

    `expenses`: of how many an amount was typed; `cents`: all of them together, None where there is none, or one that
    the form would not take.
    """

    public_id: str
    person: str  # public id
    surname: str
    given_name: str
    saved_at: datetime
    benefit: str
    amount: str
    plan_code: str = ""
    helps: bool = False  # help for days to come, and no refund
    cents: int | None = None
    expenses: int = 0


class Writing(NamedTuple):
    """Who writes which draft about whom, and at which version the window last saw it (0: not saved yet).

    `most`: drafts that the login may have.
    """

    public_id: str
    version: int
    account_id: int
    person_id: int
    most: int = MOST_DRAFTS


def save_draft(at: Desktop, writing: Writing, written: Written) -> Saved | Elsewhere | Refusal:
    """Keeps what was written. Refuses more drafts and files than one login, and more files than one draft, may have.

    A window whose last answer was lost on the way finds its own saving, and goes on from there.
    """
    return unit_of_work(at.archive, [], lambda unit: save_in(unit, writing, written), actor_id=at.actor_id, now=at.now)


def save_in(unit: UnitOfWork, writing: Writing, written: Written) -> Saved | Elsewhere | Refusal:
    unit.take_turn(f"draft\0{writing.public_id}")
    found = read_draft(unit.connection, writing.public_id)
    if found is None:
        return Elsewhere(gone=True) if writing.version else _begin(unit, writing, written)
    if (found.account_id, found.person_id) != (writing.account_id, writing.person_id):
        return Elsewhere(gone=True)  # another's: not there
    before = decoded(found.content)
    if found.version != writing.version and before.window != written.window:
        return Elsewhere(found.saved_at)
    files = (*[one for one in before.files if one.sha256 not in written.removed], *written.added)
    too_many = _too_many(unit, writing, files) if written.added else None
    if too_many is not None:
        return too_many
    content = DraftContent(written.cells, files, written.window)
    if (before.cells, before.files) == (content.cells, content.files):
        return Saved(found.version, files)
    if not change_draft(unit.connection, writing.public_id, found.version, content.encoded(), unit.now):
        return Elsewhere(found.saved_at)
    return Saved(found.version + 1, files)


def _begin(unit: UnitOfWork, writing: Writing, written: Written) -> Saved | Refusal:
    if len(drafts_of(unit.connection, writing.account_id)) >= writing.most:
        return Refusal("too_many_drafts", str(writing.most))
    too_many = _too_many(unit, writing, written.added) if written.added else None
    if too_many is not None:
        return too_many
    content = DraftContent(written.cells, written.added, written.window)
    row = DraftRow(writing.public_id, writing.account_id, writing.person_id, 1, content.encoded(), unit.now)
    write_draft(unit.connection, row)
    return Saved(1, written.added)


def _too_many(unit: UnitOfWork, writing: Writing, files: tuple[DraftFile, ...]) -> Refusal | None:
    """Why the draft may not hold so many files: it, or all of the login's together."""
    if len(files) > MOST_FILES:
        return Refusal("too_many_files", str(MOST_FILES))
    others = (one for one in drafts_of(unit.connection, writing.account_id) if one.public_id != writing.public_id)
    in_all = len(files) + sum(len(decoded(one.content).files) for one in others)
    return Refusal("too_many_files_in_all", str(MOST_FILES_IN_ALL)) if in_all > MOST_FILES_IN_ALL else None


def own_draft(connection: Connection, account_id: int, public_id: str) -> DraftRow | None:
    """The draft, if this login wrote it."""
    found = read_draft(connection, public_id)
    return found if found is not None and found.account_id == account_id else None


def read_own(archive: Archive, account_id: int, public_id: str) -> tuple[DraftRow, DraftContent] | None:
    """The draft with what it holds, if this login wrote it."""
    with archive.reader.begin() as connection:
        found = own_draft(connection, account_id, public_id)
    return None if found is None else (found, decoded(found.content))


def list_drafts(connection: Connection, account_id: int, person_id: int | None = None) -> list[DraftListed]:
    """The drafts of a login, of everybody or about one person, the last saved first."""
    found = []
    for one in drafts_of(connection, account_id, person_id):
        surname, given_name, _ = who_is(connection, one.person_id)
        public_id = connection.execute(select(person.c.public_id).where(person.c.id == one.person_id)).scalar_one()
        cells = decoded(one.content).cells
        typed = cells.get("benefit-1", ""), cells.get("amount-1", ""), cells.get("plan", "")
        helps = cells.get("asks") == "help"
        cents, expenses = spent_in_all(cells)
        found.append(DraftListed(
            one.public_id, public_id, surname, given_name, one.saved_at, *typed, helps, cents, expenses
        ))  # fmt: skip
    return found


def spent_in_all(cells: Mapping[str, str]) -> tuple[int | None, int]:
    """What was typed as spent, all expenses together, in cents; of how many. None where one of them is no amount."""
    typed = [told for n in range(1, line_count(cells) + 1) if (told := cells.get(f"amount-{n}", "").strip())]
    read = [cents for told in typed if isinstance(cents := cents_of(told), int)]
    return (sum(read) if read and len(read) == len(typed) else None), len(typed)


def throw_away(at: Desktop, vault: Vault | None, account_id: int, public_id: str) -> bool:
    """The draft and its files are gone for good; False where there is no such draft of this login."""

    def work(unit: UnitOfWork) -> DraftRow | None:
        found = own_draft(unit.connection, account_id, public_id)
        if found is not None:
            drop_draft(unit.connection, public_id)
        return found

    gone = unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)
    if gone is not None:
        forget_files(at, vault, gone.person_id, [one.sha256 for one in decoded(gone.content).files])
    return gone is not None


def forget_files(at: Desktop, vault: Vault | None, person_id: int, names: Iterable[str]) -> None:
    """Takes files about the person that neither a request nor a draft names out of the archive and off the disk."""
    wanted = list(names)
    if not wanted or vault is None:
        return

    def work(unit: UnitOfWork) -> list[str]:
        drafts = select(claim_draft.c.content).where(claim_draft.c.person_id == person_id)
        used = {one.sha256 for content in unit.connection.scalars(drafts) for one in decoded(content).files}
        used.update(
            name for name in unit.connection.scalars(
                select(paper.c.attachment_sha256).where(paper.c.attachment_sha256.in_(wanted))
            ) if name is not None
        )  # fmt: skip
        used.update(unit.connection.scalars(
            select(letter_file.c.attachment_sha256).where(letter_file.c.attachment_sha256.in_(wanted))
        ))  # fmt: skip
        free = [name for name in wanted if name not in used]
        theirs = delete(attachment).where(attachment.c.sha256.in_(free), attachment.c.person_id == person_id)
        return list(unit.connection.scalars(theirs.returning(attachment.c.sha256)))

    for name in unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now):
        vault.path(name).unlink(missing_ok=True)
