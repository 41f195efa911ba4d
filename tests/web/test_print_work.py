"""Many letters printed beside the pages: how far it is, the file of whoever asked alone, none noted twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Event

import pytest
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.letters.fill import Press
from mutua.store.tables import account, file_access, notice_sent, paper_issued
from mutua.web import print_work
from mutua.web.held import KEPT_FOR
from web.claims_helpers import printed
from web.counter import Counter
from web.test_dues import charged, tell_account
from web.test_person import words

DAY = {"day": "01/06/2026"}


@pytest.fixture
def held_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The printer, which puts no file together until it is let go; no page waits for it."""
    go, together = Event(), Press.print_together

    def slow(self: Press, *told: object) -> bytes:
        assert go.wait(60)
        return together(self, *told)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(Press, "print_together", slow)
    monkeypatch.setattr(print_work, "PATIENCE", 0.0)
    yield go
    go.set()


@pytest.fixture
def held_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The printer, which prints no letter until it is let go; no page waits for it."""
    go, one = Event(), Press.print

    def slow(self: Press, *told: object) -> bytes:
        assert go.wait(60)
        return one(self, *told)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(Press, "print", slow)
    monkeypatch.setattr(print_work, "PATIENCE", 0.0)
    yield go
    go.set()


def noted(counter: Counter) -> tuple[int, int]:
    """How many letters were noted, and how many looks at somebody's letter."""
    with counter.archive.reader.begin() as connection:
        looked = select(func.count()).select_from(file_access).where(file_access.c.what == "paper")
        return connection.scalar(select(func.count()).select_from(paper_issued)) or 0, connection.scalar(looked) or 0


def account_number(counter: Counter, login: str) -> int:
    with counter.archive.reader.begin() as connection:
        return int(connection.scalar(select(account.c.id).where(account.c.login == login)) or 0)


def wait(counter: Counter) -> None:
    for name in list(counter.site.works._threads):
        counter.site.works.wait(name, 60)


def test_the_page_says_how_far_it_is_and_becomes_the_file(counter: Counter, held_back: Event) -> None:
    for cents in (5_000, 6_000):
        counter.society.decide(counter.society.claim("Anna", "VIS", cents))
    clerk, other = counter.inside(Role.CLERK), counter.inside(Role.CLERK)
    assert "Non c'è nulla in stampa" in words(clerk.get("/stampa").text)
    assert clerk.post("/coda/lettere", DAY).location == "/stampa"
    page = clerk.get("/stampa")
    assert (page.status_code, page.headers["Refresh"][:1]) == (200, "2")
    assert "Lettere del 1° giugno 2026" in words(page.text)
    again = clerk.post("/coda/lettere", DAY)
    assert again.location == "/stampa"
    assert "ancora in corso" in words(clerk.get("/stampa").text), "pressed twice, one is printed"
    assert "Non c'è nulla in stampa" in words(other.get("/stampa").text), "it is their own"
    held_back.set()
    wait(counter)
    ready = clerk.get("/stampa")
    assert "Il file è pronto" in words(ready.text)
    assert ready.headers["Refresh"] == "1; url=/stampa/file", "it opens by itself"
    file = clerk.get("/stampa/file")
    assert (file.status_code, file.mimetype, file.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert "Refresh" not in clerk.get("/stampa").headers, "once"
    letters, looks = noted(counter)
    assert (letters, looks > 0) == (2, True)
    assert clerk.get("/stampa/file").data == file.data, "closed and opened again"
    assert noted(counter) == (letters, looks + 1), "which is a look of its own"
    assert other.get("/stampa/file").location == "/stampa"
    once_more = printed(counter, clerk, "/coda/lettere", DAY)
    assert once_more.mimetype == "application/pdf"
    assert noted(counter)[0] == letters, "none is noted twice"


def test_h82_printing_that_is_stopped_leaves_no_file_and_notes_nothing(counter: Counter, held_one: Event) -> None:
    for cents in (5_000, 6_000):
        counter.society.decide(counter.society.claim("Anna", "VIS", cents))
    clerk, other = counter.inside(Role.CLERK), counter.inside(Role.CLERK)
    assert clerk.post("/stampa/annulla", {}).location == "/stampa", "nothing to stop"
    clerk.post("/coda/lettere", DAY)
    assert "Annulla la stampa" in words(clerk.get("/stampa").text)
    assert other.post("/stampa/annulla", {}).location == "/stampa"
    assert "Annulla la stampa" in words(clerk.get("/stampa").text), "another's is not theirs to stop"
    clerk.post("/stampa/annulla", {})
    assert "Si annulla" in words(clerk.get("/stampa").text)
    held_one.set()
    wait(counter)
    page = clerk.get("/stampa")
    assert (page.status_code, "Nessuna lettera è stata registrata" in words(page.text)) == (200, True)
    assert clerk.get("/stampa/file").location == "/stampa"
    assert noted(counter)[0] == 0
    assert printed(counter, clerk, "/coda/lettere", DAY).mimetype == "application/pdf", "printed when wanted"
    assert noted(counter)[0] == 2


def test_a_file_that_is_gone_is_told_and_printed_again(counter: Counter) -> None:
    counter.society.decide(counter.society.claim("Anna", "VIS", 5_000))
    clerk, number = counter.inside(Role.CLERK, login="anna"), account_number(counter, "anna")
    assert printed(counter, clerk, "/coda/lettere", DAY).mimetype == "application/pdf"
    for _ in range(8):  # files of theirs that came later: the oldest goes
        counter.site.held.keep(number, "other", b"x", counter.clock.now)
    gone = clerk.get("/stampa/file")
    assert (gone.status_code, "Il file non c'è più" in words(gone.text)) == (409, True)
    assert 'href="/coda/lettere"' in gone.text


def test_what_was_printed_hours_ago_is_no_longer_there(counter: Counter) -> None:
    counter.society.decide(counter.society.claim("Anna", "VIS", 5_000))
    clerk = counter.inside(Role.CLERK, login="anna")
    assert printed(counter, clerk, "/coda/lettere", DAY).mimetype == "application/pdf"
    counter.clock.pass_by(KEPT_FOR * 1.01)
    assert clerk.get("/stampa/file").mimetype != "application/pdf"


def test_a_printer_that_fails_is_told_in_words(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.society.decide(counter.society.claim("Anna", "VIS", 5_000))
    clerk = counter.inside(Role.CLERK)

    def broken(self: Press, *told: object) -> bytes:
        raise RuntimeError("no paper")

    monkeypatch.setattr(Press, "print_together", broken)
    answer = printed(counter, clerk, "/coda/lettere", DAY)
    assert (answer.status_code, "Si è fermata prima della fine" in words(answer.text)) == (409, True)
    assert noted(counter)[0] == 1, "what was printed is noted, and not twice"


def test_notices_of_a_year_say_how_far_they_are_too(counter: Counter, held_back: Event) -> None:
    tell_account(counter)
    clerk, other = counter.inside(Role.CLERK), counter.inside(Role.CLERK)
    charged(counter, clerk)
    assert clerk.post("/contributi/avvisi", {"year": "2026"}).location == "/stampa"
    page = words(clerk.get("/stampa").text)
    assert "Avvisi dei contributi 2026" in page
    again = clerk.post("/contributi/solleciti", {"year": "2026"})
    assert again.location == "/stampa", "one at a time, of whatever kind"
    held_back.set()
    wait(counter)
    assert "Lettere: 1." in words(clerk.get("/stampa").text)
    file = clerk.get("/stampa/file")
    assert (file.status_code, file.mimetype) == (200, "application/pdf")
    assert re.search(r"avvisi-2026-[0-9a-f]{8}\.pdf", file.headers["Content-Disposition"])
    assert other.get("/stampa/file").location == "/stampa"
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(notice_sent)) == 1
    clerk.post("/contributi/avvisi", {"year": "2026"})
    wait(counter)
    none = clerk.get("/stampa")
    assert (none.status_code, "chi doveva averlo l'ha già avuto" in words(none.text)) == (409, True)


def test_notices_that_were_noted_are_printed_again_where_the_file_failed(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_account(counter)
    clerk = counter.inside(Role.CLERK)
    charged(counter, clerk)

    def broken(self: Press, *told: object) -> bytes:
        raise RuntimeError("no paper")

    with monkeypatch.context() as patched:
        patched.setattr(Press, "print_together", broken)
        answer = printed(counter, clerk, "/contributi/avvisi", {"year": "2026"})
    assert (answer.status_code, "«Ristampa gli ultimi di oggi»" in words(answer.text)) == (409, True)
    again = printed(counter, clerk, "/contributi/avvisi/di-nuovo", {"year": "2026"})
    assert again.mimetype == "application/pdf"
