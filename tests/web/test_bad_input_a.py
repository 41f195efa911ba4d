"""Section A of the bad inputs, each by its number: numbers that are none, texts of hidden signs, bodies, addresses."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.store.tables import audit, claim, claim_draft, identity
from mutua.web.api.bodies import ClaimSent, Words, read_body
from mutua.web.forms import Cents, Count, Day, Form, Refused, Search, read_form
from mutua.web.guards import SEAL
from mutua.web.routes import ROUTES
from web.claims_helpers import page_of
from web.counter import HOUSE, Counter
from web.live import live
from web.test_api import PLAIN, VISIT, Program
from web.test_api import problem as problem_of
from web.test_new_claim import PLAIN as TYPED
from web.test_new_claim import sheet

URLENCODED = "application/x-www-form-urlencoded"


class Numbers(Form):
    cents: Cents
    count: Count
    day: Day


RIGHT = {"cents": "12,50", "count": "12", "day": "04/05/2026"}

# Number of the item, what is written where a number is due, and in which of its three kinds it is one all the same.
NUMBERS: tuple[tuple[int, str, str], ...] = (
    (1, "NaN", ""), (1, "Infinity", ""), (1, "-Infinity", ""), (2, "1e999999", ""), (2, "1E400", ""),
    (3, "1_000", ""), (3, "0x10", ""), (3, "٣٤", ""), (3, "３４", ""), (4, str(2**63), ""), (4, str(-(2**63) - 1), ""),
    (4, "9" * 5000, ""), (5, "12.345", ""), (5, "12,50", "cents"), (5, "1 234.50", ""), (5, "1\xa0234.50", ""),
    (6, "-0", ""), (6, "-0.00", ""), (7, "true", ""), (7, '"12"', ""), (7, '["12"]', ""), (7, "{}", ""),
)  # fmt: skip


@pytest.mark.parametrize(("number", "written", "right"), NUMBERS, ids=lambda one: str(one)[:12])
def test_a1_a2_a3_a4_a5_a6_a7_what_is_no_number_is_told_at_its_field(number: int, written: str, right: str) -> None:
    for field in RIGHT:
        found = read_form(Numbers, list({**RIGHT, field: written}.items()))
        if field in right:
            assert not isinstance(found, Refused)
            continue
        assert isinstance(found, Refused), field
        assert [one.field for one in found.mistakes] == [field]


JSON_NUMBERS: tuple[tuple[int, str], ...] = (
    (1, "NaN"), (1, "Infinity"), (1, "-Infinity"), (2, "1e999999"), (2, "1E400"), (3, "1_000"), (3, "0x10"),
    (3, "٣٤"), (3, "３４"), (4, str(2**63)), (4, str(-(2**63) - 1)), (4, "9" * 5000), (5, "12.345"), (5, "12,50"),
    (5, "1 234.50"), (6, "-0.00"), (7, "true"), (7, '"12"'), (7, '["12"]'), (7, "{}"), (8, '1,"amount_cents":1000'),
    (9, "[" * 100_000), (10, '"\\ud800"'), (10, '"\\u0000"'),
)  # fmt: skip


@pytest.mark.parametrize(("number", "written"), JSON_NUMBERS, ids=lambda one: str(one)[:12])
def test_a1_a2_a3_a4_a5_a6_a7_a8_a9_a10_what_is_no_number_of_a_body_is_told(number: int, written: str) -> None:
    body = '{"lines":[{"benefit":"VIS","served_on":"2026-05-04","amount_cents":%s}]}'
    assert read_body(ClaimSent, (body % "-0").encode()).lines[0].amount_cents == 0, "nought has no sign"
    with pytest.raises(ValidationError):
        read_body(ClaimSent, (body % written).encode())


# Number of the item, what is typed as words, whether it is taken.
WORDS: tuple[tuple[int, str, bool], ...] = (
    (10, "Ross\0i", False), (10, "Ross\ud800i", False), (11, "e" + "\u0301" * 1_000_000, False),
    (12, "Rossi\u202eanna", False), (12, "Ros\u200bsi", False), (12, "\ufeffRossi", False), (12, "Ros\u00adsi", False),
    (13, "Niccolo\u0300", True), (13, "Niccolò", True),
)  # fmt: skip


@pytest.mark.parametrize(("number", "words", "taken"), WORDS, ids=lambda one: ascii(str(one)[:12]))
def test_a10_a11_a12_a13_hidden_signs_are_told_and_accents_are_one(number: int, words: str, taken: bool) -> None:
    began = time.monotonic()
    found = read_form(Search, [("words", words)])
    assert isinstance(found, Search) == taken
    if isinstance(found, Search):
        assert found.words == "Niccolò"
    elif isinstance(found, Refused):
        assert found.mistakes[0].code == ("too_long" if number == 11 else "hidden_sign")
    if not taken:
        with pytest.raises(ValidationError):
            read_body(Words, json.dumps({"words": words}).encode())
    assert time.monotonic() - began < 1


def nothing_new(counter: Counter) -> list[int]:
    """How much there is of what a wrong request might leave."""
    with counter.archive.reader.begin() as connection:
        return [connection.scalar(select(func.count()).select_from(one)) or 0
                for one in (claim, claim_draft, identity, audit)]  # fmt: skip


def test_a12_a13_a_name_is_kept_plain_and_found_however_its_accents_are_written(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    told = {"surname": "Nicco\u0300", "given_name": "Ada", "on": "01/06/2026", "kind": "ordinary",
            "born_on": "01/02/1990", "sex": "F", "card_number": "77"}  # fmt: skip
    before = nothing_new(counter)
    for odd in ("Ros\u202esi", "Ros\u200bsi", "Ros\0si"):
        answer = clerk.post("/soci/nuova-domanda", {**told, "surname": odd})
        assert answer.status_code == 422
        assert "segni che non si vedono" in answer.text
        assert 'value="Ada"' in answer.text, "what was typed is not lost"
    assert nothing_new(counter) == before
    page = clerk.post("/soci/nuova-domanda", told).text
    sure = re.search(r'name="sure" value="([^"]+)"', page)
    assert sure is not None, page
    answer = clerk.post("/soci/nuova-domanda", {**told, "sure": sure[1]})
    with counter.archive.reader.begin() as connection:
        kept = list(connection.scalars(select(identity.c.surname).where(identity.c.given_name == "Ada")))
    assert kept == ["Niccò"], answer.text
    found = {str(clerk.post("/cerca", {"words": words}).location) for words in ("Niccò", "Nicco\u0300", "NICCO'")}
    assert len(found) == 1, found
    assert "/persone/" in found.pop()


def bodies(seal: str) -> Iterator[tuple[int, bytes, str, int]]:
    """Number of the item, body, its type, the answer of the search box."""
    own = f"{SEAL}={seal}&words=".encode()
    part = f'--x\r\nContent-Disposition: form-data; name="{SEAL}"\r\n\r\n{seal}\r\n'.encode()
    small = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    yield 9, b"[" * 100_000, "application/json", 400
    yield 10, own + b"a%00b", URLENCODED, 422
    yield 11, own + quote("e" + "\u0301" * 500_000).encode(), URLENCODED, 413
    yield 14, own + b"\xff\xfe", URLENCODED, 400
    yield 14, own + b"%ff%ed%a0%80", URLENCODED, 200  # signs that stand for nothing: nobody is found
    yield 14, f"{SEAL}={seal}&words=rossi".encode("utf-16"), URLENCODED, 400
    yield 14, own + b"+AGE-", f"{URLENCODED}; charset=utf-7", 200  # the charset is ours: «+AGE-» is what it is
    yield 15, b'{"words":"rossi"}', "text/plain", 400
    yield 15, part + b"--x--\r\n", "multipart/form-data", 400
    yield 15, part + small * 10_000 + b"--x--\r\n", "multipart/form-data; boundary=x", 413
    odd = b"--x\r\nX-Odd: " + b"a" * 1_000_000 + b"\r\n\r\n1\r\n--x--"
    yield 15, part + odd, "multipart/form-data; boundary=x", 413
    yield 17, gzip.compress(own + b"a" * 5_000_000), URLENCODED, 400
    for field in ("role", "status", "firm_id", "paid_at", "_sa_instance_state", "__class__", "words.x", "words[]"):
        yield 18, own + f"rossi&{field}=1".encode(), URLENCODED, 422
    yield 19, own + b"rossi&words=bianchi", URLENCODED, 422
    yield 19, f"{SEAL}={seal}&{SEAL}={seal}&words=rossi".encode(), URLENCODED, 400


def test_a9_a10_a11_a14_a15_a17_a18_a19_odd_bodies_are_refused_and_leave_nothing(counter: Counter) -> None:
    clerk, anna = counter.inside(Role.CLERK), counter.public_id("Anna")
    before = nothing_new(counter)
    for number, body, kind, status in bodies(clerk.seal):
        began = time.monotonic()
        headers = {"Content-Encoding": "gzip"} if number == 17 else {}
        answer = clerk.client.post("/cerca", data=body, content_type=kind, headers=headers, base_url=HOUSE)
        assert answer.status_code == status, (number, body[-60:])
        assert anna not in answer.text, (number, "nobody is found")
        assert time.monotonic() - began < 1.5, number
    sent = f"{SEAL}={clerk.seal}&words=nessuno"
    address = clerk.client.post("/cerca?words=rossi", data=sent, content_type=URLENCODED, base_url=HOUSE)
    assert anna not in address.text, (19, "what stands in the address is not the form")
    assert nothing_new(counter) == before


def test_a8_a9_a10_a14_a15_a18_a19_a24_odd_bodies_of_programs_are_refused_and_leave_nothing(counter: Counter) -> None:
    program = Program(counter, Role.CLERK)
    claims = f"/people/{counter.public_id('Anna')}/claims"
    whole = json.dumps(PLAIN)
    told: tuple[tuple[int, object, str, str], ...] = (
        (8, whole[:-1] + ', "invoice_number": "13"}', "", "body_wrong"),
        (8, '{"lines": [], ' + whole[1:], "", "body_wrong"),
        (9, b"[" * 100_000, "", "body_wrong"), (9, b'{"lines":' * 100_000, "", "body_wrong"),
        (10, whole.replace("Neri", "\\ud800"), "", "body_wrong"),
        (10, whole.replace("Neri", "\\u0000"), "", "body_wrong"),
        (14, whole.encode("utf-16"), "", "body_wrong"), (14, b"\xef\xbb\xbf" + whole.encode(), "", "body_wrong"),
        (14, whole.encode().replace(b"Neri", b"\xff"), "", "body_wrong"), (15, whole, "text/plain", "json_wanted"),
        *[(18, json.dumps({**PLAIN, name: 1}), "", "body_wrong")
          for name in ("role", "status", "firm_id", "paid_at", "_sa_instance_state", "__class__")],
        (18, json.dumps({**PLAIN, "lines": [{**VISIT, "granted_cents": 1}]}), "", "body_wrong"),
    )  # fmt: skip
    before = nothing_new(counter)
    for number, body, kind, code in told:
        headers = {"Content-Type": kind} if kind else {}
        answer = program.ask("POST", claims, body, key="chiave-nuova", headers=headers)
        assert problem_of(answer)[1] == code, (number, str(body)[:60])
    beside = program.ask("POST", f"{claims}?invoice_number=7", PLAIN, key="chiave-nuova")
    assert problem_of(beside) == (400, "query_unknown")
    for page in ("0", "-1", str(10**12), "1&page=2", "1&limit=1000000000", "1&cursor=x", "1&sort=member.claims.total"):
        found = program.ask("GET", f"/queue/decide?page={page}")
        assert (page, found.status_code) in ((page, 400), ("1&page=2", 200)), page
    assert nothing_new(counter) == before


def test_a20_no_header_makes_another_method_of_one(counter: Counter) -> None:
    """All methods on all routes: test_hygiene."""
    clerk = counter.inside(Role.CLERK)
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        asked = clerk.client.get("/esci", headers={header: "POST"}, base_url=HOUSE)
        told = {SEAL: clerk.seal, "_method": "GET"}
        sent = clerk.client.post("/", data=told, headers={header: "GET"}, base_url=HOUSE)
        assert (asked.status_code, sent.status_code) == (405, 405)
    assert clerk.client.head("/esci", base_url=HOUSE).status_code == 405
    assert clerk.get("/").status_code == 200, "still in"


ODD_PATHS = (
    "//", "/..;/", "/%2e%2e", "/%2e%2e/%2e%2e/etc/passwd", "/persone/%00", "/persone/" + "a" * 8000, "/entra/",
    "/persone/..%2f..%2fetc", "/persone/%ed%a0%80", "/persone/%ff", "/banca/movimenti/" + "9" * 30,
    "/banca/movimenti/-1", "/banca/movimenti/٣", "/banca/movimenti/1e3", "/pratiche/%0d%0aSet-Cookie:%20a=b",
)  # fmt: skip


def test_a21_a22_odd_addresses_and_forged_hosts_get_a_page_in_words_and_change_no_address(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    for path in ODD_PATHS:
        answer = clerk.get(path)
        assert answer.status_code in (308, 404), path
        assert "a=b" not in str(answer.headers), path
    forged = ({"Host": "evil.example"}, {"Host": "mutua.test."}, {"X-Forwarded-Host": "evil.example"},
              {"X-Forwarded-Proto": "javascript", "X-Forwarded-Prefix": "//evil.example"},
              {"Forwarded": "host=evil.example", "X-Original-URL": "/accessi"},
              {"X-Rewrite-URL": "/accessi"})  # fmt: skip
    for headers in forged:
        answer = counter.outsider().client.get("/", base_url=HOUSE, headers=headers)
        assert answer.location == "/entra", headers
        page = clerk.client.get("/", base_url=HOUSE, headers=headers)
        assert "evil" not in page.text + str(page.headers), headers


def test_a23_a_version_that_is_none_or_anothers_changes_nothing(counter: Counter) -> None:
    clerk, path = counter.inside(Role.CLERK), page_of(counter, counter.society.claim("Anna", "VIS", 5000))
    for seen, status in (("", 422), ("0" * 32, 409), ("9" * 4000, 422), ("*", 409), ('W/"1"', 409), ("\0", 422)):
        assert clerk.post(f"{path}/decidi", {"seen": seen}).status_code == status, seen
    form = sheet(counter, browser=clerk)
    form.send(dict(TYPED))
    version = form.hidden["version"]
    for odd in ("-1", "1e3", "9" * 30, "x", "", str(int(version) + 7)):
        form.hidden["version"] = odd
        form.send(dict(TYPED), None)
        assert form.answer.status_code in (409, 422), odd
    stranger = sheet(counter, "Bruno", counter.inside(Role.CLERK))
    stranger.send({**TYPED, "draft": form.hidden["draft"], "version": version}, None)
    assert stranger.answer.status_code in (404, 409, 422), "a draft of somebody else's"
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(claim)) == 1
    headers = {"If-Match": '"999"', "If-None-Match": "*", "If-Unmodified-Since": "x"}
    assert clerk.client.get(path, headers=headers, base_url=HOUSE).status_code == 200, "nothing goes by these"


ODD_QUERIES = (
    "pagina=0", "pagina=-1", "pagina=1000000000000", "pagina=1e3", "pagina=", "pagina=1&pagina=2", "limit=1000000000",
    "cursor=abc", "pagina=%00", "pagina=%D9%A3", "sort=member.claims.total", "order_by=1;drop table claim",
    "filter[iban]=x", "sort=surname",
)  # fmt: skip


def test_a24_a25_pages_orders_and_filters_that_are_none_are_told_and_the_page_is_shown(counter: Counter) -> None:
    auditor = counter.inside(Role.CLERK, Role.AUDITOR)
    asked = [one.path for one in ROUTES if one.query is not None and one.subject is None]
    assert len(asked) > 12
    for path in asked:
        for query in ODD_QUERIES if path == asked[0] else ODD_QUERIES[-1:]:
            answer = auditor.get(f"{path}?{query}")
            if answer.status_code == 303:  # there is nothing to show there at all
                assert auditor.get(path).status_code == 303, path
                continue
            assert answer.status_code == 422, (path, query)
            assert "si vede come si apre da sola" in answer.text, (path, query)
    assert "«giorno»: Questo giorno non esiste" in auditor.get("/pagamenti?giorno=31/02/2026").text
    assert "«giorno»: Non è una data" in auditor.get("/pagamenti?giorno=2026").text
    assert "«pagina»: Scrivetelo in cifre" in auditor.get("/coda/da-decidere?pagina=due").text
    assert auditor.get(f"{asked[0]}?pagina=999999").status_code == 200, "beyond the last"


@pytest.mark.parametrize("dialect", ["sqlite"])  # what comes over the wire never reaches the archive
def test_a16_a17_a20_a21_a22_what_no_browser_sends_over_the_wire(counter: Counter) -> None:
    """Lengths that are wrong, pieces of no size, two lengths at once: refused, and the next one is served."""
    host = b"Host: 127.0.0.1\r\n"
    post = b"POST /cerca HTTP/1.1\r\n" + host
    with live(counter.archive) as served:
        for number, sent, told in (
            (16, b"POST /cerca HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n", (b"400",)),
            (16, b"POST /cerca HTTP/1.1\r\n" + host + b"Content-Length: abc\r\n\r\nx", (b"400",)),
            (16, b"POST /cerca HTTP/1.1\r\n" + host + b"Content-Length: " + b"9" * 30 + b"\r\n\r\nx", (b"413",)),
            (16, post + b"Content-Length: 1\r\n\r\na=1&GET / HTTP/1.1\r\n\r\n", (b"400", b"401")),
            (16, post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n", (b"400",)),
            (16, post + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n", (b"400",)),
            (16, post + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", (b"501", b"400")),
            (17, b"POST /cerca HTTP/1.1\r\n" + host + b"Transfer-Encoding: gzip\r\n\r\nabc", (b"501", b"400")),
            (20, b"TRACE / HTTP/1.1\r\n" + host + b"\r\n", (b"405",)),
            (21, b"GET /" + b"a" * 300_000 + b" HTTP/1.1\r\n" + host + b"\r\n", (b"431", b"414", b"")),  # or shut
            (21, b"GET http://[::1 HTTP/1.1\r\n" + host + b"\r\n", (b"",)),  # shut
            (21, b"GET /%zz%00 HTTP/1.1\r\n" + host + b"\r\n", (b"404", b"400")),
            (22, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", (b"303",)),
            (22, b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n", (b"303", b"400")),
        ):  # fmt: skip
            answer = served.raw(sent)
            assert [*answer.split(b" "), b""][1] in told, (number, sent[:80], answer[:200])
            assert b"evil" not in answer, number
            assert b"Traceback" not in answer, number
        waiting = served.opened(b"POST /cerca HTTP/1.1\r\n" + host + b"Content-Length: 999\r\n\r\na=1")
        assert served.raw(b"GET /entra HTTP/1.1\r\n" + host + b"\r\n").split(b" ")[1] == b"200", "nobody waits for it"
        waiting.close()
