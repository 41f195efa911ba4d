"""Papers leave the society: printed, noted by what their bytes are, written to a folder; the same again is the same.

What was issued is looked for first: where its data are as they were, the very bytes of then come again, with the day of
then. Where they changed, a new paper bears today's day and is noted beside the old one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.kinds import Looked
from mutua.letters.fill import Press
from mutua.letters.papers import Paper
from mutua.letters.request_papers import PapersAskedLetter
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.accesses import note_access
from mutua.services.claim_drafts import forget_files
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.mail import tell_news
from mutua.services.papers import KeptFile, keep_file
from mutua.store.dues import lock_firms
from mutua.store.members import open_book
from mutua.store.tables import claim_paper, letter_file, paper_issued
from mutua.store.tables_kept import BOOK_CHAIN, FIRMS_CHAIN
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault, write_whole

AT_ONCE = 100  # papers noted in one transaction: nobody waits long behind them
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]")


class About(NamedTuple):
    """Which request, and which decision of it, a letter is about; `motive`: why papers are asked a second time."""

    claim_id: int
    sequence: int
    motive: str = ""


class Wanted(NamedTuple):
    """A paper that is wanted: what it is, whose, for which year, on whose chain it is noted, how it is made.

    `file`: its name without the ending. `looked_at`: whose health it shows, if anybody's. `about`: of a letter about a
    request; `also`: about others too, each with whose it is.
    """

    kind: str
    chain_id: int
    person_id: int | None
    firm_id: int | None
    year: int | None
    file: str
    make: Callable[[Connection, date], Paper | Refusal]
    looked_at: int | None = None
    about: About | None = None
    also: tuple[tuple[About, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was printed. `again`: the very bytes of an earlier one."""

    wanted: Wanted
    issued_on: date
    sha256: str
    path: Path
    again: bool


@dataclass(frozen=True, slots=True)
class NotIssued:
    wanted: Wanted
    refusal: Refusal


class Printed(NamedTuple):
    """A paper with its bytes, noted."""

    wanted: Wanted
    issued_on: date
    sha256: str
    pdf: bytes
    again: bool
    paper: Paper


def issue(
    at: Desktop, wanted: Sequence[Wanted], folder: Path, told: Callable[[int, int], None] = lambda done, of: None
) -> Iterator[Issued | NotIssued]:
    """Prints the papers into the folder, one after the other. Stopped and begun again, it notes none twice.

    Every paper is noted before it is written: what lies in the folder is always in the archive too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    press = Press()
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        for one_printed in print_and_note(at, some, press):
            if isinstance(one_printed, NotIssued):
                yield one_printed
                continue
            path = folder / f"{one_printed.wanted.file}.pdf"
            write_whole(path, one_printed.pdf)
            yield Issued(one_printed.wanted, one_printed.issued_on, one_printed.sha256, path, one_printed.again)
        told(first + len(some), len(wanted))


def print_and_note(
    at: Desktop, wanted: Sequence[Wanted], press: Press | None = None, *, vault: Vault | None = None,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> list[Printed | NotIssued]:  # fmt: skip
    """The papers as bytes, noted in one transaction. With a vault each new letter about a request is kept there first,
    encrypted as the person's files are. `told`: how many are printed, of how many."""
    held, printed = press or Press(), list[Printed | NotIssued]()
    with at.archive.snapshot() as connection:
        for one_wanted in wanted:
            told(len(printed), len(wanted))
            printed.append(_print(connection, held, one_wanted, day_in_rome(at.now)))
    told(len(printed), len(wanted))
    made = [one for one in printed if isinstance(one, Printed)]
    kept = _kept(at, vault, made)
    _note(at, made, kept)
    for place, sha256 in kept.items():  # a letter that somebody else noted meanwhile is kept once
        person_id = made[place].wanted.person_id
        if person_id is not None:
            forget_files(at, vault, person_id, [sha256])
    return printed


def _kept(at: Desktop, vault: Vault | None, printed: Sequence[Printed]) -> dict[int, str]:
    """The new letters about requests put into the vault, by place: their names there."""
    found: dict[int, str] = {}
    for place, one in enumerate(printed if vault is not None else ()):
        if one.again or one.wanted.about is None or one.wanted.person_id is None or vault is None:
            continue
        file = keep_file(at, vault, one.wanted.person_id, one.pdf)
        if isinstance(file, KeptFile):
            found[place] = file.sha256
    return found


def _print(connection: Connection, press: Press, wanted: Wanted, today: date) -> Printed | NotIssued:
    if wanted.year is not None and today.year < wanted.year < 10_000:  # a larger number is a day, of the book
        return NotIssued(wanted, Refusal("paper_year_not_begun", str(wanted.year)))
    before = last_issued(connection, wanted)
    if before is not None and wanted.kind == "certificate" and before[0].year == wanted.year != today.year:
        before = None  # it said that its year was not over: now it is, and the paper is another one
    made: Paper | None = None
    for day, known in ((before[0], before[1]), (today, "")) if before is not None else ((today, ""),):
        paper = wanted.make(connection, day)
        if isinstance(paper, Refusal):
            return NotIssued(wanted, paper)
        pdf = press.print(paper)
        digest = hashlib.sha256(pdf).hexdigest()
        made = paper
        if digest == known:
            return Printed(wanted, day, digest, pdf, True, paper)
    assert made is not None  # the last of the days is today
    return Printed(wanted, today, digest, pdf, False, made)


def last_issued(connection: Connection, wanted: Wanted) -> tuple[date, str] | None:
    """The day and the digest of the paper of this kind issued last for the same person, household or firm and year."""
    same = [
        paper_issued.c.kind == wanted.kind, paper_issued.c.chain_id == wanted.chain_id,
        paper_issued.c.person_id.is_not_distinct_from(wanted.person_id),
        paper_issued.c.firm_id.is_not_distinct_from(wanted.firm_id),
        paper_issued.c.year.is_not_distinct_from(wanted.year),
    ]  # fmt: skip
    query = select(paper_issued.c.issued_on, paper_issued.c.sha256).where(*same)
    if wanted.about is not None:
        told = (claim_paper.c.chain_id == paper_issued.c.chain_id) & (claim_paper.c.position == paper_issued.c.position)
        query = query.join(claim_paper, told).where(
            (claim_paper.c.claim_id == wanted.about.claim_id) & (claim_paper.c.sequence == wanted.about.sequence)
        )
    row = connection.execute(query.order_by(paper_issued.c.position.desc()).limit(1)).one_or_none()
    return None if row is None else (row[0], row[1])


def _note(at: Desktop, printed: Sequence[Printed], kept: Mapping[int, str]) -> None:
    """Notes the papers that are new, and whose files were looked at for all of them."""

    def work(unit: UnitOfWork) -> None:
        looked = {one.wanted.looked_at for one in printed} | {whose for one in printed for _, whose in one.wanted.also}
        note_access(unit, sorted(one for one in looked if one is not None), Looked.PAPER)
        new = [(place, one) for place, one in enumerate(printed) if not one.again]
        _lock(unit, {one.wanted.chain_id for _, one in new})
        for place, one in new:
            if _noted_meanwhile(unit.connection, one):
                continue
            for told in (one.wanted.about, *(also for also, _ in one.wanted.also)):
                _note_one(unit, one, told, kept.get(place))
            if isinstance(one.paper, PapersAskedLetter) and one.wanted.person_id is not None:
                tell_news(unit, [(one.wanted.person_id, one.wanted.chain_id)])

    unit_of_work(at.archive, [], work, actor_id=at.actor_id, now=at.now)


def _note_one(unit: UnitOfWork, one: Printed, told: About | None, kept: str | None) -> None:
    """The paper as noted once; about several requests once for each, so that the page of each tells of it."""
    wanted, entry = one.wanted, unit.entry(one.wanted.chain_id, "paper")
    entry.add(
        paper_issued, wanted.kind, wanted.person_id, wanted.firm_id, wanted.year, one.issued_on.isoformat(),
        one.sha256, len(one.pdf),
    )  # fmt: skip
    if told is not None:
        by = one.paper.complete_by if isinstance(one.paper, PapersAskedLetter) else None
        entry.add(claim_paper, told.claim_id, told.sequence, by.isoformat() if by else None, told.motive)
    if kept is not None:
        entry.add(letter_file, kept)


def _noted_meanwhile(connection: Connection, one: Printed) -> bool:
    """Whether somebody else issued the very same paper between the look and the lock."""
    return last_issued(connection, one.wanted) == (one.issued_on, one.sha256)


def _lock(unit: UnitOfWork, chains: Iterable[int]) -> None:
    wanted = set(chains)
    homes = wanted - {BOOK_CHAIN, FIRMS_CHAIN}
    if BOOK_CHAIN in wanted:
        open_book(unit, homes)
    else:
        unit.lock(homes)
    if FIRMS_CHAIN in wanted:
        lock_firms(unit)


def file_name(kind: str, *parts: object) -> str:
    """`attestazione-2026-1001`: the kind of paper, the year and a number; nothing else about anybody.

    Other signs are told by their number (`1/2` is `1_2f_2`): no two numbers make one name, and no paper covers another.
    """
    return "-".join([kind, *[plain_name(str(one)) for one in parts if str(one)]])


def plain_name(text: str) -> str:
    """The text in signs that every disk takes, and no other text's."""
    return _NOT_IN_NAMES.sub(lambda sign: f"_{ord(sign[0]):x}_", text)
