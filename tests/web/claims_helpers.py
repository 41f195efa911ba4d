"""Requests as the tests of pages need them: whose they are by their public name, and what a page proposes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import select
from werkzeug.test import TestResponse

from mutua.domain.access import Role
from mutua.store.tables import claim, claim_paper, decision, entry, file_access, firm, paper_issued, pending_claim
from web.counter import Browser, Counter


def name_of(counter: Counter, claim_id: int) -> str:
    """How an address names the request."""
    with counter.archive.reader.begin() as connection:
        return str(connection.scalar(select(claim.c.public_id).where(claim.c.claim_id == claim_id)))


def firm_name(counter: Counter, firm_id: int) -> str:
    """How an address names the firm."""
    with counter.archive.reader.begin() as connection:
        return str(connection.scalar(select(firm.c.public_id).where(firm.c.id == firm_id)))


def page_of(counter: Counter, claim_id: int) -> str:
    return f"/pratiche/{name_of(counter, claim_id)}"


def stamp_on(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{32})"', text)
    assert found, "the page proposes nothing"
    return found[1]


def key_on(text: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', text)
    assert found
    return found[1]


def decisions(counter: Counter, claim_id: int) -> list[str]:
    """The decisions of a request, by kind."""
    with counter.archive.reader.begin() as connection:
        query = select(decision.c.kind).where(decision.c.claim_id == claim_id).order_by(decision.c.sequence)
        return list(connection.scalars(query))


def waits(counter: Counter, claim_id: int) -> bool:
    with counter.archive.reader.begin() as connection:
        query = select(pending_claim.c.claim_id).where(pending_claim.c.claim_id == claim_id)
        return connection.scalar(query) is not None


def letters(counter: Counter) -> list[tuple[str, int, int, str]]:
    """The letters about requests: kind, request, decision, motive."""
    same = (paper_issued.c.chain_id == claim_paper.c.chain_id) & (paper_issued.c.position == claim_paper.c.position)
    query = (
        select(paper_issued.c.kind, claim_paper.c.claim_id, claim_paper.c.sequence, claim_paper.c.motive)
        .select_from(claim_paper.join(paper_issued, same).join(
            entry, (entry.c.chain_id == claim_paper.c.chain_id) & (entry.c.position == claim_paper.c.position)))
        .order_by(entry.c.recorded_at, claim_paper.c.claim_id, claim_paper.c.sequence)
    )  # fmt: skip
    with counter.archive.reader.begin() as connection:
        return [tuple(row) for row in connection.execute(query)]  # type: ignore[misc]  # a row of these four


def looks(counter: Counter, name: str) -> int:
    """How often somebody looked at the person's file."""
    with counter.archive.reader.begin() as connection:
        query = select(file_access.c.id).where(file_access.c.person_id == counter.society.people[name])
        return len(list(connection.scalars(query)))


def clerk(counter: Counter, **told: str) -> Browser:
    return counter.inside(Role.CLERK, **told)


def printed(counter: Counter, browser: Browser, path: str, told: Mapping[str, object]) -> TestResponse:
    """What a button that prints gives, however long it takes: the file, or the page that says why there is none."""
    answer = browser.post(path, told)
    if answer.location != "/stampa":
        return answer
    for name in list(counter.site.works._threads):
        counter.site.works.wait(name, 60)
    shown = browser.get("/stampa")
    return browser.get("/stampa/file") if shown.headers.get("Refresh") == "1; url=/stampa/file" else shown
