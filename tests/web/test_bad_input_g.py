"""Files that come in at the counter: section G of the bad inputs, each by its number. None is ever opened here."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.services import claim_drafts
from mutua.services.claim_drafts import MOST_FILES, MOST_FILES_IN_ALL
from mutua.services.papers import MOST_BYTES
from mutua.store.tables import attachment, audit, claim, claim_draft, file_access, paper
from mutua.web.app import HEADERS
from mutua.web.guards import LARGEST_WITH_FILES, SEAL
from web.counter import HOUSE, Counter
from web.test_new_claim import ONE_KIND, PLAIN, Sheet, rows, sheet

PDF, JPEG, PNG = b"%PDF-1.7 inventato", b"\xff\xd8\xff\xe0 inventato", b"\x89PNG\r\n\x1a\n inventato"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ZIP = b"PK\x03\x04" + b"\0" * 40
BOMB = zlib.compress(b"\0" * 2_000_000, 9)

# Number of the item, what comes, whether it is taken. What is taken is kept as it came and never read.
FILES: tuple[tuple[int, str, bytes, bool], ...] = (
    (67, "empty", b"", False), (67, "a_byte_too_many", PDF + b"\0" * (MOST_BYTES + 1 - len(PDF)), False),
    (67, "just_as_much", PDF + b"\0" * (MOST_BYTES - len(PDF)), True),
    (68, "svg_called_png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', False),
    (68, "html_called_pdf", b"<!doctype html><script>alert(1)</script>", False),
    (68, "blanks_before_a_pdf", b"\n" + PDF, False),
    (69, "pdf_zip_html", PDF + b"<script>alert(1)</script>" + ZIP, True), (69, "gifar", b"GIF89a" + ZIP, False),
    (70, "jpeg_60000_wide", JPEG + b"\xff\xc0\0\x11\x08\xea\x60\xea\x60\x03", True),
    (70, "png_with_a_bomb", PNG + b"IDAT" + BOMB, True), (70, "gif_of_many_frames", b"GIF89a" + b"!\xf9" * 9000, False),
    (71, "cut_after_its_name", JPEG[:3], True), (71, "cut_before", b"\xff\xd8", False), (71, "heic", HEIC, True),
    (71, "heic_with_a_grid", HEIC + b"grid" + b"\xff" * 64, True),
    (71, "heic_series", b"\0\0\0\x18ftypmsf1\0\0\0\0hevc", False),
    (71, "heic_film", b"\0\0\0\x18ftyphevc\0\0\0\0", False), (71, "film", b"\0\0\0\x18ftypisom\0\0\0\0", False),
    (72, "pdf_that_runs", PDF + b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Launch/XFA/Encrypt", True),
    (72, "pdf_with_bombs", PDF + b"/FlateDecode stream " + BOMB + b"/Prev 9 /RunLengthDecode", True),
    (73, "eicar", EICAR, False), (78, "zip", ZIP, False), (78, "xlsx", ZIP + b"[Content_Types].xml", False),
    (78, "doctype", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>', False),
)  # fmt: skip


NAMES = (
    "../../x", "C:\\x", "con.pdf", "x" * 300, "a%0D%0Ab", "a\0b", '"; filename*=', "a\u202eb", ".htaccess",
    "fattura.pdf.html",
)  # fmt: skip


def upload(form: Sheet, *files: bytes, name: str = "foto", step: str | None = "") -> str:
    """As a browser sends a form with files, byte by byte as written here."""
    cells = {SEAL: form.browser.seal, **form.hidden, **PLAIN, "file_paper": "prescrizione"}
    if step is not None:
        cells["step"] = step
    start = b'--limite\r\nContent-Disposition: form-data; name="'
    told = [start + f'{key}"\r\n\r\n{value}\r\n'.encode() for key, value in cells.items()]
    head = start + f'files"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'.encode()
    told += [head + one + b"\r\n" for one in files]
    path = form.action if step is None else f"{form.action}/calcola"
    body, kind = b"".join(told) + b"--limite--\r\n", "multipart/form-data; boundary=limite"
    return form.seen(form.browser.client.post(path, data=body, content_type=kind, base_url=HOUSE))


@ONE_KIND
def test_g67_g68_g69_g70_g71_g72_g73_g78_each_file_is_taken_for_what_it_begins_with_and_never_opened(
    counter: Counter,
) -> None:
    form, taken = sheet(counter), 0
    for number, name, content, right in FILES:
        began = time.monotonic()
        upload(form, content)
        told = (number, name)
        assert form.answer.status_code in (200, 413), told
        taken += right
        assert len(rows(counter, attachment.c.sha256)) == taken, told
        if not right:
            assert "non è stato preso" in form.words or "vuoto" in form.words or "20 MB" in form.words, told
        assert time.monotonic() - began < 5, told
        if form.answer.status_code == 413:
            form = Sheet(form.browser, f"/bozze/{form.hidden['draft']}")


def test_g69_g74_g75_g77_what_was_delivered_goes_with_the_request_and_comes_out_only_to_be_put_away(
    counter: Counter,
) -> None:
    """Items 69, 74, 75, 77."""
    content = PDF + b"<script>alert(1)</script> GPS 44.9, 7.2"
    form = sheet(counter)
    for name in NAMES:
        upload(form, JPEG, name=name)
        assert "Allegato 1" in form.words, name
        assert "htaccess" not in form.page
        form.send(dict(PLAIN), f"unfile-{rows(counter, attachment.c.sha256)[0][0]}")
        assert rows(counter, attachment.c.sha256) == []
    upload(form, content)
    ((sha256,),) = rows(counter, attachment.c.sha256)
    vault = counter.site.vault
    assert vault is not None
    assert b"GPS" not in vault.path(str(sha256)).read_bytes(), "kept encrypted"
    cells = {name: value for name, value in PLAIN.items() if name != "paper-prescrizione"}
    address = form.send(dict(cells), None)
    assert address.startswith("/pratiche/")
    told = rows(counter, paper.c.name, paper.c.attachment_sha256)
    assert ("prescrizione", sha256) in told, "a file is the paper: nothing else need be ticked"
    answer = form.browser.get(f"/allegati/{sha256}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, content, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="allegato-{str(sha256)[:8]}.pdf"'
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert rows(counter, audit.c.kind, audit.c.object_id) == [("open", sha256)]
    assert ("attachment",) in rows(counter, file_access.c.what)
    other = sheet(counter, "Bruno")
    upload(other, content)
    assert "lo stesso file è già in un'altra domanda" in other.words
    outsiders = (counter.inside(Role.ADMIN), counter.inside(Role.CLERK, person="Carla"))
    assert [one.get(f"/allegati/{sha256}").status_code for one in outsiders] == [403, 403]
    assert form.browser.get(f"/allegati/{'0' * 64}").status_code == 404
    vault.path(str(sha256)).unlink()
    assert form.browser.get(f"/allegati/{sha256}").status_code == 503, "missing from the disk: told, not invented"


@ONE_KIND
def test_g76_five_thousand_small_files_do_not_fit_into_the_drafts_of_one_login(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_FILES_IN_ALL < 5_000
    monkeypatch.setattr(claim_drafts, "MOST_FILES_IN_ALL", 5)
    form = sheet(counter)
    upload(form, *[PDF + bytes([one]) for one in range(3)])
    other = sheet(counter, browser=form.browser)
    upload(other, *[PDF + bytes([9, one]) for one in range(3)])
    assert "Nelle vostre bozze ci sono già 5 allegati" in other.words
    assert len(rows(counter, attachment.c.sha256)) == 3, "what was not taken is not kept"
    upload(other, PDF + b"9")
    upload(form, PDF + b"8")
    assert len(rows(counter, attachment.c.sha256)) == 5
    upload(form, PDF + b"7")
    assert "Nelle vostre bozze ci sono già 5 allegati" in form.words
    assert len(rows(counter, attachment.c.sha256)) == 5


def test_g76_files_of_a_draft_go_with_it_and_there_is_an_end_to_their_number(counter: Counter) -> None:
    """Item 76."""
    form = sheet(counter)
    upload(form, *[PDF + bytes([one]) for one in range(MOST_FILES)])
    assert len(rows(counter, attachment.c.sha256)) == MOST_FILES
    upload(form, PDF)
    assert f"Ci sono già {MOST_FILES} allegati" in form.words
    assert len(rows(counter, attachment.c.sha256)) == MOST_FILES, "what was not taken is not kept"
    form.send(dict(PLAIN), "both")
    names = [str(name) for (name,) in rows(counter, attachment.c.sha256)]
    first, second = (str(name) for (name,) in rows(counter, claim_draft.c.public_id))
    form.browser.post(f"/bozze/{first}/butta")
    assert len(rows(counter, attachment.c.sha256)) == MOST_FILES, "the second draft still names them"
    form.browser.post(f"/bozze/{second}/butta")
    assert rows(counter, attachment.c.sha256) == []
    vault = counter.site.vault
    assert vault is not None
    assert not any(vault.path(name).exists() for name in names)


@ONE_KIND
def test_a_file_that_is_not_taken_keeps_the_request_from_being_registered_without_it(counter: Counter) -> None:
    form = sheet(counter)
    upload(form, EICAR, name="fattura.pdf", step=None)
    assert form.answer.status_code == 422
    assert "non è stato preso" in form.words
    assert rows(counter, claim.c.claim_id) == []


class Endless(io.RawIOBase):
    """A body that never ends."""

    def __init__(self, start: bytes) -> None:
        self.start, self.given = start, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        given = self.start[: len(buffer)] or b"\0" * len(buffer)
        self.start = self.start[len(buffer) :]
        buffer[: len(given)] = given
        self.given += len(given)
        return len(given)


@ONE_KIND
def test_g67_a_stream_without_an_end_is_cut(counter: Counter) -> None:
    """Item 67: chunked, without a length."""
    form = sheet(counter)
    start = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n' + PDF
    body = Endless(start)
    answer = form.browser.client.post(
        f"{form.action}/calcola", base_url=HOUSE, content_type="multipart/form-data; boundary=x",
        environ_overrides={
            "wsgi.input": io.BufferedReader(body), "wsgi.input_terminated": True,
            "HTTP_TRANSFER_ENCODING": "chunked",
        },
    )  # fmt: skip
    assert answer.status_code == 413
    assert body.given <= LARGEST_WITH_FILES + 1024 * 1024
    assert SEAL not in answer.headers
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(attachment)) == 0


@ONE_KIND
def test_a_file_in_the_wrong_place_is_no_file(counter: Counter) -> None:
    form = sheet(counter)
    for fields, status in (({"files": "text, no file"}, 422), ({"foto": (io.BytesIO(PDF), "a.pdf")}, 200)):
        form.send({**PLAIN, **fields}, "")
        assert (form.answer.status_code, rows(counter, attachment.c.sha256)) == (status, [])
