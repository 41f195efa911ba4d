"""S8, canaries: marked values go in through the front, a day passes with its errors; then everything is searched."""

from __future__ import annotations

import base64
import errno
import io
import logging
import re
import socket
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import quote, quote_plus
from urllib.request import Request, urlopen

import pyotp
import pytest
from sqlalchemy.exc import OperationalError
from waitress.server import create_server  # type: ignore[import-untyped]  # it has none
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from bank.cbi_payment_order import payments_in
from mutua.cli_serve import SERVED
from mutua.domain.access import Role
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.services.accounts import HASHER
from mutua.web import clerk_home
from mutua.web.guards import COOKIE, SEAL
from web.claims_helpers import stamp_on
from web.counter import HOUSE, Browser, Counter
from web.payments_helpers import ready_to_pay
from web.test_members import done
from web.test_new_claim import PLAIN, Sheet
from web.test_payments import hidden

SURNAME, GIVEN = "Canarinisurname", "Lucherinagiven"
CODE = compute_fiscal_code(SURNAME, GIVEN, date(1984, 2, 29), "F", "G674")
MARKS = {
    "surname": SURNAME, "given name": GIVEN, "tax code": CODE, "phone": "0121998877",
    "mail": "cnrmail@canarini.example", "street": "viacanarinostrada 12",
    "iban": "IT24D0542811101000000654321", "issuer": "Studiocanarissuer",
    "invoice": "CNRINVOICE77", "file name": "cnrdiagnosifilename", "content": "cnrdiagnosicontent",
    "note": "cnrnotaobiezione",
    "search": "cnrcercatonome", "password": "cnrcavallo batteria graffetta",
    "wrong password": "cnrsbagliata parola d'ordine",
}  # fmt: skip
FORM = "application/x-www-form-urlencoded"
HEALTH = ("visita", "specialistica", "ciclo", "cure", "diagnosi", "prescrizione", "medico")


def spellings(mark: str) -> set[str]:
    """A mark as it may lie somewhere: as it is, without blanks, in an address, in base64, in either case."""
    raw = mark.encode()
    coded = {base64.b64encode(raw[at:]).decode().rstrip("=")[:-1] for at in range(3)} | {raw.hex()}
    plain = {mark, mark.replace(" ", ""), quote(mark, safe=""), quote_plus(mark)}
    return {one.casefold() for one in plain} | {one for one in coded if len(one) > 8}


def hits(marks: Mapping[str, str], texts: Iterable[str]) -> list[str]:
    found = []
    for text in texts:
        low = text.casefold()
        found += [f"{name}: {text[:80]}" for name, mark in marks.items()
                  if any(one in low or one in text for one in spellings(mark))]  # fmt: skip
    return found


def test_a_mark_is_found_however_it_is_spelled() -> None:
    mark = {"word": "cnr parola' è"}
    for told in ("x CNR PAROLA' \u00c8 x", "a=cnr+parola%27+%C3%A8", "cnr%20parola%27%20%c3%a8", "cnrparola'è",
                 base64.b64encode(b"ab" + mark["word"].encode()).decode(), mark["word"].encode().hex()):  # fmt: skip
        assert hits(mark, ["", told]), told
    assert hits(mark, ["cnr parole"]) == []


@dataclass
class Watched:
    """A browser whose answers are all remembered."""

    browser: Browser
    answers: list[TestResponse] = field(default_factory=list)

    def get(self, path: str) -> TestResponse:
        return self.kept(self.browser.get(path))

    def post(self, path: str, data: Mapping[str, object] | None = None, **more: str) -> TestResponse:
        return self.kept(self.browser.post(path, data, **more))

    def seen(self, answer: TestResponse) -> TestResponse:
        return self.browser.seen(answer)

    def kept(self, answer: TestResponse) -> TestResponse:
        self.answers.append(answer)
        return answer


def file(kind: bytes = b"%PDF-1.7 ") -> tuple[io.BytesIO, str]:
    return io.BytesIO(kind + MARKS["content"].encode()), f"{MARKS['file name']}.pdf"


def signed_in(counter: Counter, login: str) -> Watched:
    """Somebody who enters with the marked password; a wrong one first."""
    browser = Watched(counter.outsider())
    browser.get("/entra")
    assert browser.post("/entra", {"login": login, "password": MARKS["wrong password"]}).status_code == 401
    assert browser.post("/entra", {"login": login, "password": MARKS["password"]}).location == "/entra/codice"
    browser.get("/entra/codice")
    assert browser.post("/entra/codice", {"code": "000000"}).status_code == 401
    code = pyotp.TOTP(counter.secrets[login]).at(counter.clock.now)
    assert browser.post("/entra/codice", {"code": code}).location == "/"
    browser.get("/")
    return browser


def admitted(counter: Counter, anna: Watched) -> str:
    """The marked person applies and is admitted; the page of their sheet."""
    told = {
        "surname": SURNAME, "given_name": GIVEN, "fiscal_code": CODE, "phone": MARKS["phone"], "email": MARKS["mail"],
        "address": MARKS["street"], "on": "01/06/2026", "kind": "ordinary",
    }  # fmt: skip
    done(anna, "/soci/nuova-domanda", told)  # type: ignore[arg-type]  # a browser, and watched
    assert anna.post("/soci/nuova-domanda", told).status_code == 422, "once more is refused"
    found = re.search(r'href="(/persone/[a-z2-7]{26})/socio"', anna.get("/soci/ammissioni").text)
    assert found is not None
    return found[1]


def asked(counter: Counter, anna: Watched) -> str:
    """A request with marks in every cell and a marked file; the address of its page. Mistakes come first."""
    sheet = Sheet(anna, f"/persone/{counter.public_id('Anna')}/nuova-pratica")  # type: ignore[arg-type]
    cells = {**PLAIN, "issuer": MARKS["issuer"], "invoice": MARKS["invoice"], "dated-prescrizione": ""}
    sheet.send({**cells, "served-1": "31/02/2026"})
    sheet.send({**cells, "benefit-1": MARKS["note"]}, None)
    sheet.send(cells, files=file(b"MZ no paper "), file_paper="fattura")
    sheet.send(cells, files=file(), file_paper="fattura")
    where = sheet.send(cells, None)
    assert where.startswith("/pratiche/"), sheet.words[:1500]
    return where


def the_day(counter: Counter, anna: Watched, bruno: Watched, sheet: str, request: str) -> bytes:
    """Searching, deciding, objecting, another account, a payment run; the bank's file."""
    for words in (SURNAME, CODE, MARKS["search"], "x" * 300):
        anna.post("/cerca", {"words": words})
        anna.post("/cerca/subito", {"words": words})
    anna.get(sheet)
    page = anna.get(request).text
    assert MARKS["issuer"] in page, "the mark is there where it belongs"
    kept = re.search(r'href="(/allegati/[0-9a-f]+)"', page)
    assert kept is not None
    assert MARKS["content"].encode() in anna.get(kept[1]).data
    assert anna.post(f"{request}/decidi", {"seen": "0" * 32, "then": "stay"}).status_code == 409
    assert anna.post(f"{request}/decidi", {"seen": stamp_on(page), "then": "stay"}).status_code == 303
    assert anna.post(f"{request}/lettera").status_code == 200
    objection = {"filed_on": "01/06/2026", "channel": "counter", "said": MARKS["note"]}
    assert anna.post(f"{request}/reclamo", {**objection, "filed_on": "31/02/2026"}).status_code == 422
    assert anna.post(f"{request}/reclamo", objection).status_code == 303
    more = {"added_on": "01/06/2026", "channel": "phone", "more": f"{MARKS['note']}, e altro ancora"}
    assert anna.post(f"{request}/reclamo/aggiungi", {**more, "added_on": "31/02/2026"}).status_code == 422
    assert anna.post(f"{request}/reclamo/aggiungi", more).status_code == 303
    own = f"/persone/{counter.public_id('Anna')}/iban"
    assert anna.post(own, {"iban": MARKS["iban"] + "9"}).status_code == 422
    assert anna.post(own, {"iban": MARKS["iban"]}).status_code == 303
    (where,) = re.findall(r'href="(/approvazioni/[a-z2-7]{26})"', bruno.get("/coda/da-approvare").text)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', bruno.get(where).text)
    assert seen is not None
    assert bruno.post(f"{where}/approva", {"seen": seen[1]}).status_code == 303
    page = anna.get("/pagamenti").text
    sent = {"day": hidden(page, "day"), "seen": hidden(page, "seen"), "form": "cbi"}
    run = anna.post("/pagamenti", sent).location
    assert run is not None
    assert bruno.post(f"{run}/approva", {"seen": hidden(bruno.get(run).text, "seen")}).status_code == 303
    assert bruno.post(f"{run}/invia").status_code == 303
    answer = bruno.post(f"{run}/file")
    assert answer.status_code == 200
    return answer.data


def provoked(counter: Counter, anna: Watched, monkeypatch: pytest.MonkeyPatch) -> list[TestResponse]:
    """Errors of every kind, each with marks in what is sent or where it is sent."""
    told = " ".join(MARKS.values())
    faults = [ValueError(told), OperationalError(told, MARKS, Exception(told)), OSError(errno.ENOSPC, told, told)]

    def broken(*_: object, **__: object) -> None:
        raise faults.pop()

    found = [
        anna.get(f"/persone/{quote(SURNAME)}"), anna.get(f"/{quote(CODE)}"), anna.post("/cerca", {SURNAME: CODE}),
        anna.post("/cerca", {"words": SURNAME}, seal="0" * 64), anna.browser.client.put("/cerca", base_url=HOUSE),
        anna.post("/banca/estratto",
                  {"files": (io.BytesIO(f"<Document>{SURNAME}</Document>".encode()), f"{MARKS['file name']}.xml")}),
        anna.browser.client.post("/cerca", data=SURNAME * 2_000_000, base_url=HOUSE, buffered=True),
        anna.browser.client.post("/api/v1/search", json={"words": SURNAME}, base_url=HOUSE),
    ]  # fmt: skip
    with monkeypatch.context() as patched:
        patched.setattr(clerk_home, "counts", broken)
        counter.app.testing = False
        found += [anna.get("/") for _ in range(3)]
        counter.app.testing = True
    assert {404, 405, 413, 422, 500, 503} <= {one.status_code for one in found}, [one.status_code for one in found]
    return found


def served(counter: Counter, token: str) -> None:
    """The same front behind a server of its own, which writes a line for each answer."""
    server = make_server("127.0.0.1", 0, counter.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    for path in ("/", "/soci/libro", "/pagamenti"):
        asked_for = Request(f"http://127.0.0.1:{server.server_port}{path}", headers={"Cookie": f"{COOKIE}={token}"})
        with urlopen(asked_for) as answer:
            assert answer.status == 200
    server.shutdown()
    server.server_close()


def served_as_to_everybody(counter: Counter, token: str) -> None:
    """The server that people run: right requests, and broken ones with marks in every part of them."""
    sockets: dict[int, Any] = {}
    server = create_server(counter.app, host="127.0.0.1", port=0, map=sockets, threads=2, **SERVED)
    enough = Event()

    def wait_on_sockets() -> None:
        while not enough.is_set():
            server.asyncore.loop(map=sockets, timeout=0.05, count=1)

    waiting = Thread(target=wait_on_sockets, daemon=True)
    waiting.start()
    cookie, mark = f"Cookie: {COOKIE}={token}\r\n", quote(SURNAME)
    body = f"words={mark}&{SEAL}=0"
    for sent in (
        f"GET /soci/libro HTTP/1.1\r\n{cookie}", f"GET /{mark} HTTP/1.1\r\n", f"{mark} /{mark} HTTP/1.1\r\n",
        f"POST /cerca HTTP/1.1\r\n{cookie}Content-Length: {len(body)}\r\nContent-Type: {FORM}\r\n",
        f"GET / HTTP/1.1\r\n{SURNAME}\r\n", f"GET / HTTP/1.1\r\nContent-Length: {mark}\r\n",
        f"GET / HTTP/1.1\r\nTransfer-Encoding: {mark}\r\n", f"GET {mark} HTTP/9.9{mark}\r\n",
    ):  # fmt: skip
        with socket.create_connection(("127.0.0.1", server.effective_port), timeout=10) as to:
            to.sendall(f"{sent}Host: mutua.test\r\nConnection: close\r\n\r\n{body}".encode())
            assert to.recv(12).startswith(b"HTTP/1."), sent
    server.task_dispatcher.shutdown()  # first those who answer, then who waits on the sockets, then the sockets
    enough.set()
    waiting.join()
    for one in list(sockets.values()):
        one.close()


@pytest.mark.parametrize("dialect", ["sqlite"])  # the archive has no part in it
def test_s8_what_is_marked_lies_nowhere_it_must_not(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    for login, role in (("anna", Role.CLERK), ("bruno", Role.APPROVER)):
        counter.account(login, [role], password_hash=HASHER.hash(MARKS["password"]))
    ready_to_pay(counter, 10_000)
    anna, bruno = signed_in(counter, "anna"), signed_in(counter, "bruno")
    sheet = admitted(counter, anna)
    request = asked(counter, anna)
    raw = the_day(counter, anna, bruno, sheet, request)
    errors = provoked(counter, anna, monkeypatch)
    served(counter, anna.browser.token())
    served_as_to_everybody(counter, anna.browser.token())
    secret = {
        **MARKS, **{f"second factor of {login}": one for login, one in counter.secrets.items()},
        "token": anna.browser.token(), "other token": bruno.browser.token(),
    }  # fmt: skip
    answers = [*anna.answers, *bruno.answers]
    logged = "\n".join(f"{one.name} {one.getMessage()} {one.exc_text}" for one in caplog.records)
    assert "GET /soci/libro" in logged, "the lines of the server are among them"
    assert "ValueError at" in logged, "and the fault"
    assert SURNAME in anna.get(sheet).text, "the marks are in the archive"
    ours = [one for one in answers if one not in errors]  # an address that somebody types is not one of ours
    assert hits(secret, [logged, *capfd.readouterr()]) == []
    assert hits(secret, [one.request.url for one in ours]) == []
    assert hits(secret, [one.location or "" for one in answers]) == []
    assert hits(secret, [one.headers.get("Content-Disposition", "") for one in answers]) == []
    assert hits(secret, [one.text for one in errors]) == []
    cookies = [told for one in answers for told in one.headers.getlist("Set-Cookie")]
    assert hits({**MARKS, **{f"of {login}": one for login, one in counter.secrets.items()}}, cookies) == []
    pages = [one.text for one in answers if one.mimetype == "text/html"]
    known = {name: secret[name] for name in secret if name not in MARKS or "password" in name}
    assert hits(known, pages) == [], "no page tells a password, a token or a secret"
    lying = [path for path in place.rglob("*") if path.is_file()]
    assert lying, "the statement that waits for a yes"
    for path in lying:
        content = path.read_bytes().decode("latin-1")
        assert hits(secret, [path.name, content]) == []
    (paid,) = {one.iban for one in payments_in(raw)}
    assert paid == MARKS["iban"], "where it belongs, it is"
    for one in payments_in(raw):
        assert [word for word in HEALTH if word in one.text.casefold()] == []
        assert hits({name: secret[name] for name in secret if name != "iban"}, [one.text]) == []
    titles = re.findall(r"<title>(.*?)</title>", "\n".join(pages), re.S)
    assert hits(secret, titles) == [], "titles stay in the browser's history"
