"""Section K of the bad inputs at the counter: the clock, the disk, the database, connections, keys."""

from __future__ import annotations

import base64
import errno
import io
import logging
import resource
import socket
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from mutua.domain.access import Role
from mutua.services.verify_archive import verify
from mutua.store import vault
from mutua.store.tables import attachment
from web.claims_helpers import page_of, stamp_on
from web.counter import Counter
from web.live import live
from web.test_bad_input_g import JPEG, PDF, upload
from web.test_new_claim import Sheet, rows, sheet


def test_k93_a_clock_that_jumps_back_on_and_through_the_night_of_two_o_clocks(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    counter.society.decide(counter.society.claim("Anna", "VIS", 5000))
    claim_id = counter.society.claim("Anna", "VIS", 6000)
    counter.clock.pass_by(timedelta(hours=-2))
    page = clerk.get(page_of(counter, claim_id))
    assert page.status_code == 200, "still in"
    assert clerk.post(f"{page_of(counter, claim_id)}/decidi", {"seen": stamp_on(page.text)}).status_code in (303, 409)
    assert verify(counter.archive) == []
    for now in (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        counter.clock.now = now
        late = counter.inside(Role.CLERK, Role.AUDITOR)
        assert [late.get(path).status_code for path in ("/", "/tracce", "/coda/da-decidere")] == [200, 200, 200]
    counter.clock.pass_by(timedelta(days=365))
    assert clerk.get("/").location == "/entra", "a year later nobody is in"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_k94_no_room_for_a_file_is_told_and_work_goes_on_when_there_is(
    counter: Counter, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sheet(counter)
    upload(form, PDF)
    draft = f"/bozze/{form.hidden['draft']}"

    def full(*_: object, **__: object) -> None:
        raise OSError(code, "no")

    for module, name in ((vault, "write_whole"), (Path, "write_bytes")):
        with monkeypatch.context() as broken:
            broken.setattr(module, name, full)
            if module is vault:
                upload(form, JPEG)
                answer = form.answer
            else:
                sent = {"files": (io.BytesIO(b"Data;Importo\n"), "a.csv")}
                answer = form.browser.post("/banca/estratto", sent)
        assert answer.status_code == 503, name
        assert "non c'è più posto" in answer.text.replace("&#39;", "'"), name
        assert "OSError" not in answer.text
    form = Sheet(form.browser, draft)
    assert len(rows(counter, attachment.c.sha256)) == 1, "nothing lost, nothing half stored"
    upload(form, JPEG)
    assert len(rows(counter, attachment.c.sha256)) == 2


class Full(io.StringIO):
    """A log on a disk that is full, or in a folder that is gone."""

    def write(self, told: str) -> int:
        raise OSError(errno.ENOSPC, "no")


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_k94_a_log_that_cannot_be_written_stops_no_page(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    from mutua.web import clerk_home

    def broken(*_: object, **__: object) -> None:
        raise ValueError("x")

    clerk = counter.inside(Role.CLERK)
    handler = logging.StreamHandler(Full())
    logging.getLogger("mutua.web").addHandler(handler)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(logging, "raiseExceptions", False)
            patched.setattr(clerk_home, "counts", broken)
            assert clerk.get("/").status_code == 500
        assert clerk.get("/").status_code == 200
    finally:
        logging.getLogger("mutua.web").removeHandler(handler)


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_k95_connections_that_the_server_cut_are_made_anew(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    page = page_of(counter, counter.society.claim("Anna", "VIS", 6000))
    seen = stamp_on(clerk.get(page).text)
    with counter.archive.reader.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                "WHERE datname = current_database() AND pid <> pg_backend_pid()"))  # fmt: skip
    told = [clerk.get(page).status_code for _ in range(6)]
    assert set(told) <= {200, 503}, told
    assert told[-2:] == [200, 200], told
    sent = [clerk.post(f"{page}/decidi", {"seen": seen}).status_code for _ in range(3)]
    assert sent.count(303) == 1, sent
    assert set(sent) <= {303, 409, 503}, sent


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_k96_a_thousand_who_wait_and_some_who_read_slowly_hold_nobody_up(counter: Counter) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 4096:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    asked = b"GET /entra HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with live(counter.archive) as served:
        idle: list[socket.socket] = []
        try:
            idle += [served.opened() for _ in range(1000)]
            idle += [served.opened(asked) for _ in range(40)]  # they ask, and never read
            idle += [served.opened(asked[:20]) for _ in range(40)]  # they begin to ask
            began = time.monotonic()
            for _ in range(3):
                assert served.raw(asked).split(b" ")[1] == b"200"
            assert time.monotonic() - began < 10
        finally:
            for one in idle:
                one.close()


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_k97_another_master_key_opens_no_file_and_is_no_fault_of_the_program(counter: Counter) -> None:
    form = sheet(counter)
    upload(form, PDF)
    ((name,),), draft = rows(counter, attachment.c.sha256), f"/bozze/{form.hidden['draft']}"
    place = counter.site.vault
    assert place is not None
    own = place.key_file.read_bytes()
    for other in (base64.b64encode(b"x" * 32), b"no key at all", b"", None):
        place.key_file.unlink(missing_ok=True)
        if other is not None:
            place.key_file.write_bytes(other)
        assert form.browser.get(f"/allegati/{name}").status_code == 503, other
        upload(form, JPEG)
        assert form.answer.status_code == 503, other
        assert rows(counter, attachment.c.sha256) == [(name,)], other
        form = Sheet(form.browser, draft)
    place.key_file.write_bytes(own)
    assert form.browser.get(f"/allegati/{name}").data == PDF
