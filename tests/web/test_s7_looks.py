"""S7: whoever reads at the counter what somebody asked for leaves a note of it; without the note nothing is shown."""

from __future__ import annotations

import errno

import pytest
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.services import accesses, issue_papers
from mutua.store.database import Archive
from mutua.store.tables import file_access
from mutua.web.api.routes import API_ROUTES
from mutua.web.routes import ROUTES, Audience
from services.member_helpers import member
from web.claims_helpers import name_of, printed
from web.counter import Counter
from web.test_api import Program
from web.test_s3_forms import Pressing

NAME, BENEFITS = "Rossi", ("Visita", "visita", '"VIS"')
# The pages that tell it in this society, as typed by hand: the test would be empty without them.
TELLING = {
    "person", "person_claims", "claim", "new_claim", "queue_decide", "queue_pay", "override", "my_print",
    "my_print_refund", "my_print_claim",
    "api_person", "api_queue_decide", "api_queue_pay",
}  # fmt: skip


def notes(archive: Archive) -> int:
    with archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(file_access)) or 0


def lost(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "the notes cannot be written")


def asked(pressing: Pressing, program: Program) -> dict[str, tuple[int, bool, int]]:
    """Of each page of the house and each address for programs: its answer, whether it tells, how many notes it left."""
    found = {}
    archive = pressing.counter.archive

    for route in (*ROUTES, *API_ROUTES):
        if route.method != "GET" or (route in ROUTES and route.audience is not Audience.STAFF):
            continue
        path, before = route.path.replace("<subject>", pressing.named[route.subject][0]), notes(archive)
        house = route in ROUTES
        answer = pressing.doors[Audience.STAFF].get(path) if house else program.ask("GET", path)
        text = answer.text if answer.mimetype in ("text/html", "application/json", "application/problem+json") else ""
        tells = NAME in text and any(one in text for one in BENEFITS)
        found[route.name if house else f"api_{route.name}"] = (answer.status_code, tells, notes(archive) - before)
    return found


@pytest.mark.parametrize("dialect", ["sqlite"])  # the archive has no part in it
def test_s7_whoever_reads_what_somebody_asked_for_leaves_a_note(
    counter: Counter, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressing, program = Pressing(counter, caplog, "everybody", consultant=False), Program(counter, Role.CLERK)
    found = asked(pressing, program)
    telling = {name for name, (_, tells, _) in found.items() if tells}
    assert {name for name in telling if not found[name][2]} == set(), "read, and not written down"
    assert telling >= TELLING, TELLING - telling

    monkeypatch.setattr(accesses, "note_access", lost)
    without = asked(pressing, program)
    assert {name for name, (_, tells, _) in without.items() if tells} == set(), "shown, and not written down"
    assert {without[name][0] for name in telling} == {503}


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_s7_whoever_prints_what_was_decided_leaves_a_note(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    number = counter.society.claim("Anna", "VIS", 10_000)
    counter.society.decide(number)
    member(counter.society, "Anna")
    clerk, person = counter.inside(Role.CLERK), counter.public_id("Anna")
    prints: list[tuple[str, dict[str, object]]] = [
        (f"/pratiche/{name_of(counter, number)}/lettera", {}), ("/coda/lettere", {"day": "01/06/2026"}),
        (f"/persone/{person}/documenti", {"kind": "certificate", "year": "2026"}),
    ]  # fmt: skip
    for path, told in prints:
        before = notes(counter.archive)
        answer = printed(counter, clerk, path, told)
        assert (answer.mimetype, notes(counter.archive) > before) == ("application/pdf", True), path
    monkeypatch.setattr(issue_papers, "note_access", lost)
    for path, told in prints:
        assert printed(counter, clerk, path, told).mimetype != "application/pdf", path
