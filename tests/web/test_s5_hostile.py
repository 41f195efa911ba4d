"""S5: files made to harm whoever opens them are refused, or kept and never opened; reading tables can take little."""

from __future__ import annotations

import hashlib
import resource
import time

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from faults.conftest import Told
from faults.sizes import FULL
from mutua.services.apart import MEMORY, seconds_for
from mutua.store.tables import attachment, bank_line, person
from mutua.store.tables_firms import staff_list
from mutua.web.app import HEADERS
from mutua.web.clerk_attachment import ENDINGS
from mutua.web.guards import SEAL
from services.firm_helpers import Firms
from web.claims_helpers import firm_name
from web.counter import HOUSE, Browser, Counter
from web.hostile_files import EVIDENCE, STATEMENTS, TABLES
from web.outside import Outside
from web.test_bad_input_g import upload
from web.test_new_claim import ONE_KIND, rows, sheet

MOST_SECONDS = 5


def test_s5_there_are_sixty_of_them_and_more() -> None:
    assert len({(one.number, one.name) for one in (*EVIDENCE, *TABLES, *STATEMENTS)}) >= 60
    assert {one.number for one in EVIDENCE} == {68, 69, 70, 71, 72, 73, 75}
    assert 78 in {one.number for one in TABLES}


@ONE_KIND
def test_g68_g69_g70_g71_g72_g73_s5_evidence_is_kept_as_it_came_or_refused_and_never_opened(counter: Counter) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for at in range(0, len(EVIDENCE), 9):
        some = EVIDENCE[at : at + 9]
        made = {hashlib.sha256(content).hexdigest(): (one, content) for one in some if (content := one.make())}
        form = sheet(counter)
        known = {str(row[0]) for row in rows(counter, attachment.c.sha256)}
        began = time.process_time()
        upload(form, *[content for _, content in made.values()])
        assert time.process_time() - began < MOST_SECONDS, some
        assert form.answer.status_code == 200
        assert "non è stato preso" in form.words or all(one.taken for one in some), "what is refused is told"
        new = [row for row in rows(counter, attachment.c.sha256, attachment.c.plain_sha256) if str(row[0]) not in known]
        assert {made[str(plain)][0].name for _, plain in new} == {one.name for one in some if one.taken}
        for name, plain in new:
            answer = form.browser.get(f"/allegati/{name}")
            assert (answer.status_code, answer.data) == (200, made[str(plain)][1])
            assert answer.mimetype in ENDINGS, "never anything that a browser runs"
            assert answer.headers["Content-Disposition"].startswith('attachment; filename="allegato-')
            assert {header: answer.headers.get(header) for header in HEADERS} == HEADERS
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MEMORY * 1024


def sent_in(browser: Browser, path: str, content: bytes) -> TestResponse:
    """A table or a statement as a browser sends it."""
    start = b'--limite\r\nContent-Disposition: form-data; name="'
    told = {SEAL: browser.seal, **({"mode": "movements"} if "elenco" in path else {})}
    told |= {"what": "claims"} if "fogli" in path else {}
    cells = b"".join(start + f'{name}"\r\n\r\n{value}\r\n'.encode() for name, value in told.items())
    body = cells + start + b'files"; filename="a.xlsx"\r\n\r\n' + content + b"\r\n--limite--\r\n"
    kind = "multipart/form-data; boundary=limite"
    answer = browser.seen(browser.client.post(path, data=body, content_type=kind, base_url=HOUSE, buffered=True))
    while answer.status_code == 303 or "Refresh" in answer.headers:  # a sheet is read beside the pages
        time.sleep(0.5)
        answer = browser.get(answer.location or "/soci/fogli/foglio")
    return answer


def cpu(who: int) -> float:
    told = resource.getrusage(who)
    return told.ru_utime + told.ru_stime


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_g78_s5_tables_sheets_and_statements_are_read_apart_and_the_pages_are_unharmed(
    counter: Counter, told: Told
) -> None:
    clerk = sheet(counter).browser
    outside = Outside(counter, Firms(counter.society, counter.clock.now.date()))
    firm = firm_name(counter, outside.firms.firm("Officina"))
    theirs = outside.inside("Officina")
    theirs.get(f"/azienda/{firm}/elenco")
    with counter.archive.reader.begin() as connection:
        people = connection.scalar(select(func.count()).select_from(person))
    before, sent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 0
    for who, path, files in (
        (clerk, f"/ditte/{firm}/elenco", TABLES), (clerk, "/banca/estratto", STATEMENTS),
        (theirs, f"/azienda/{firm}/elenco", TABLES[::2]), (clerk, "/soci/fogli", TABLES[1::2]),
    ):  # fmt: skip
        for one in files:
            if not (FULL or one.quick):
                continue
            content, sent = one.make(), sent + 1
            here, apart = cpu(resource.RUSAGE_SELF), cpu(resource.RUSAGE_CHILDREN)
            answer = sent_in(who, path, content)
            assert cpu(resource.RUSAGE_SELF) - here < MOST_SECONDS, one.name
            assert cpu(resource.RUSAGE_CHILDREN) - apart < seconds_for(len(content)) + 2, one.name
            waited = "fogli" in path and answer.request.method == "GET"
            assert answer.status_code == (200 if waited else 422), (one.name, answer.status_code)
            assert "mistakes" in answer.text or "beware" in answer.text, one.name
            for leaked in ("root:", "<script>alert", "Traceback"):
                assert leaked not in answer.text, one.name
            assert {header: answer.headers.get(header) for header in HEADERS} == HEADERS
    assert clerk.get("/").status_code == 200
    with counter.archive.reader.begin() as connection:
        assert connection.execute(select(staff_list).limit(1)).all() == []
        assert connection.execute(select(bank_line).limit(1)).all() == []
        assert connection.scalar(select(func.count()).select_from(person)) == people
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < MEMORY * 1024
    told("S5", "sqlite", f"{sent} hostile tables, sheets and statements",
         f"all refused; the front grew by {grown >> 10} MiB")  # fmt: skip
