"""Notices and reminders for the printer, some hundred in one PDF: the next ones, or the last ones again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.letters.fill import Press
from mutua.services.claim_life import Desktop
from mutua.services.contribution_notices import ToSend, notices_of_year, reminders_on, send
from mutua.services.long_work import Told
from mutua.store.tables import entry, notice_sent

MOST = 100  # of one PDF
TITLES = {"notice": "Avvisi dei contributi {year}", "reminder": "Solleciti dei contributi {year}"}
REMIND_AFTER = 30  # days after the reminder before


def _nobody(done: int, of: int) -> None:
    """Nobody waits for how far it is."""


class PrintedNotices(NamedTuple):
    """How many, in one file; `mark`: a few signs of its content, for its name."""

    papers: int
    pdf: bytes
    mark: str


def print_notices(
    at: Desktop, year: int, households: Iterable[int] | None = None, told: Told = _nobody
) -> PrintedNotices | None:
    """The next notices of the year, each noted as sent; of `households` also where they had one. None: none left."""
    return _print(at, notices_of_year(at, year, households=households, again=households is not None),
                  TITLES["notice"].format(year=year), told)  # fmt: skip


def print_reminders(
    at: Desktop, year: int, day: date, households: Iterable[int] | None = None, told: Told = _nobody
) -> PrintedNotices | None:
    """The next reminders to who is late on the day and had none in the last thirty days; None where there is nobody."""
    after = 0 if households is not None else REMIND_AFTER
    return _print(at, reminders_on(at, year, day, households=households, after_days=after),
                  TITLES["reminder"].format(year=year), told)  # fmt: skip


def print_again(at: Desktop, year: int, kind: str, day: date) -> PrintedNotices | None:
    """Those printed together last, if it was on the day: the same papers, not noted a second time."""
    with at.archive.reader.begin() as connection:
        homes = last_together(connection, year, kind, day)
    if not homes:
        return None
    papers = (
        notices_of_year(at, year, households=homes, again=True) if kind == "notice"
        else reminders_on(at, year, day, households=homes, again=True)
    )
    made = [one.paper for one in papers]
    if not made:
        return None
    pdf = Press().print_together(made, TITLES[kind].format(year=year))
    return PrintedNotices(len(made), pdf, hashlib.sha256(pdf).hexdigest()[:8])


def last_together(connection: Connection, year: int, kind: str, day: date) -> list[int]:
    """The households whose papers of the kind were noted last together, on the day."""
    told = (notice_sent.c.year == year) & (notice_sent.c.kind == kind) & (notice_sent.c.issued_on == day)
    here = (entry.c.chain_id == notice_sent.c.chain_id) & (entry.c.position == notice_sent.c.position)
    both = notice_sent.join(entry, here)
    last = connection.scalar(select(func.max(entry.c.recorded_at)).select_from(both).where(told))
    if last is None:
        return []
    query = select(notice_sent.c.chain_id).select_from(both).where(told & (entry.c.recorded_at == last))
    return sorted(set(connection.scalars(query)))


def _print(at: Desktop, papers: Iterable[ToSend], title: str, told: Told) -> PrintedNotices | None:
    press, some, done = Press(), list(islice(papers, MOST)), 0

    def deliver(one: ToSend) -> bytes:
        nonlocal done
        told(done, len(some))
        done += 1
        return press.print(one.paper)

    count = send(at, some, deliver)
    if not count:
        return None
    told(count, count)
    pdf = press.print_together([one.paper for one in some], title)
    return PrintedNotices(count, pdf, hashlib.sha256(pdf).hexdigest()[:8])
