"""What every answer carries, on every route; hostile addresses and bodies get a page, never a fault."""

from __future__ import annotations

import gzip
import re

import pytest
from werkzeug.test import TestResponse

from mutua.domain.access import OUTSIDE, Role
from mutua.web.api.routes import ROOT
from mutua.web.app import HEADERS
from mutua.web.guards import COOKIE
from mutua.web.routes import ROUTES, Audience
from services.firm_helpers import Firms
from web.counter import HOUSE, Counter
from web.mine import Families
from web.outside import Outside
from web.test_access import half_in

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD")
KEPT = {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}  # of each cookie


@pytest.mark.parametrize("dialect", ["sqlite"])  # the archive has no part in it
def test_a20_s11_every_answer_carries_the_headers_and_no_page_is_stored(counter: Counter) -> None:
    """S11: headers, cookies, no inline code, methods only those that are told, a seal with each button."""
    browser = counter.inside(Role.CLERK)
    for rule in counter.app.url_map.iter_rules():
        path = re.sub("<[^>]*>", "a" * 26, rule.rule)
        program = rule.rule.startswith(ROOT) and rule.endpoint.startswith("api_")
        assert program or rule.endpoint in {"asset", *[one.name for one in ROUTES]}, "nothing is served besides"
        allowed = counter.app.url_map.bind("mutua.test").allowed_methods(path)
        for method in METHODS:
            answer = browser.client.open(path, method=method, base_url=HOUSE)
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, (path, method)
            assert rule.endpoint == "asset" or answer.headers["Cache-Control"] == "no-store", (path, method)
            assert answer.status_code < 500, (path, method)
            assert (answer.status_code == 405) == (method not in allowed), (path, method)
            for inline in (" style=", "<script>", " onclick", "javascript:"):
                assert inline not in answer.text, (path, method)
            for told in answer.headers.getlist("Set-Cookie"):
                assert told.startswith("__Host-"), path
                assert {part.strip() for part in told.split(";")} >= KEPT, path
                assert "domain" not in told.lower(), path
            if program and answer.status_code != 405:
                assert answer.status_code == 401, "a browser's cookie is no key of a program"


@pytest.mark.parametrize("dialect", ["sqlite"])  # the archive has no part in it
def test_b32_s11_no_button_does_anything_without_its_seal(counter: Counter) -> None:
    """Each button of each door, pressed by somebody who may, with another's seal or none."""
    doors = {
        Audience.STAFF: counter.inside(*set(Role) - OUTSIDE), Audience.HALF_IN: half_in(counter),
        Audience.MEMBER: Families(counter).inside("Anna"), Audience.ANYBODY: counter.outsider(),
    }  # fmt: skip
    outside = Outside(counter, Firms(counter.society, counter.clock.now.date()))
    outside.firms.firm("Officina")
    doors[Audience.FIRM], doors[Audience.INSIDE] = outside.inside("Officina"), doors[Audience.STAFF]
    doors[Audience.ANYBODY].get("/entra")
    pressed = 0
    for route in ROUTES:
        path = route.path.replace("<subject>", "a" * 26)
        for seal in ("", doors[Audience.STAFF if route.audience is Audience.ANYBODY else Audience.ANYBODY].seal):
            if route.method == "POST":
                answer = doors[route.audience].post(path, seal=seal)
                assert answer.status_code == 400, route.name
                assert "Nulla è stato registrato" in answer.text, route.name
                pressed += 1
    assert pressed == 2 * len([one for one in ROUTES if one.method == "POST"])


def test_cookies_are_for_this_house_alone(counter: Counter) -> None:
    answer = counter.outsider().get("/entra")
    (told,) = answer.headers.getlist("Set-Cookie")
    assert told.startswith(f"{COOKIE}=")
    assert COOKIE.startswith("__Host-")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in told.split(";")}
    assert "Domain" not in told


def test_only_the_files_of_the_front_are_served(counter: Counter) -> None:
    outsider = counter.outsider()
    odd = ("../app.py", "..%2fapp.py", "mutua.py", "bootstrap.min.css.map", "fonts/../mutua.css", "%00", ".css")
    assert {outsider.get(f"/assets/{name}").status_code for name in odd} == {404}
    assert outsider.get("/assets/mutua.css").mimetype == "text/css"
    assert outsider.get("/assets/bootstrap.min.css").status_code == 200


def test_the_files_of_the_front_are_squeezed_and_kept_until_they_change(counter: Counter) -> None:
    outsider = counter.outsider()
    page = outsider.get("/entra").text

    def fetch(path: str, **headers: str) -> TestResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return outsider.client.get(path, base_url=HOUSE, headers=sent)

    (style,) = re.findall(r'href="(/assets/mutua\.css\?v=[0-9a-f]{16})"', page)
    plain, small = fetch(style, Accept_Encoding="identity"), fetch(style, Accept_Encoding="gzip, br")
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) * 3 < len(plain.data)
    assert "immutable" in small.headers["Cache-Control"]
    other = fetch("/assets/mutua.css?v=0")
    assert "immutable" not in other.headers["Cache-Control"], "of another file"
    again = fetch(style, Accept_Encoding="gzip", If_None_Match=small.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    secret = fetch("/entra", Accept_Encoding="gzip")
    assert "Content-Encoding" not in secret.headers, "pages hold a seal beside what was typed"
    parts = [fetch(one, Accept_Encoding="gzip") for one in re.findall(r'"(/assets/[^"]+)"', page)]
    assert {one.status_code for one in parts} == {200}
    assert sum(len(one.data) for one in parts) < 100_000, "the font apart"


ODD_PATHS = (
    "//", "/..;/", "/%2e%2e", "/persone/%00", "/persone/" + "a" * 8000, "/entra/", "/ENTRA", "/persone/..%2f..%2fetc",
    "/persone/a?sort=member.claims.total", "/?page=-1", "/?page=" + "9" * 400, "/entra?next=https://evil.example",
    "/entra?next=//evil.example", "/entra?next=javascript:alert(1)",
)  # fmt: skip


def test_a21_a24_a25_b31_odd_addresses_get_a_page_in_words(counter: Counter) -> None:
    """Bad inputs 21, 24, 25, 31."""
    browser = counter.inside(Role.CLERK)
    for path in ODD_PATHS:
        answer = browser.get(path)
        assert answer.status_code in (200, 303, 308, 404), path
        assert "evil" not in (answer.location or "")
        assert "Traceback" not in answer.text


FORM = "application/x-www-form-urlencoded"
# What is sent, as what, and what it is answered with.
ODD_BODIES = (
    (b"words=\xff\xfe\x00", FORM, 400), (b"a=1&" * 5000, FORM, 422), (b"[" * 100_000, "application/json", 400),
    (b'{"words":"x"}', "text/plain", 400), (b"--x", "multipart/form-data", 400),
    (b"--x\r\n" * 2000, "multipart/form-data; boundary=x", 400), (b"words=a&words=b", FORM, 422),
    (b"words=" + b"a" * 2_000_000, FORM, 413), (b"words=" + b"a" * 900_000, FORM, 422),
    ("words=a\u202eb".encode(), FORM, 422), (b"words=a%00b", FORM, 422),
    (b"role=admin&words=rossi", FORM, 422), (b"", FORM, 200), (b"words=" + "e\u0301".encode() * 40_000, FORM, 422),
    (b"words=%ed%a0%80", FORM, 200),  # no text: it is read as signs that stand for nothing, and nobody is found
)  # fmt: skip


def test_a9_a10_a11_a12_a14_a15_a18_a19_odd_bodies_are_refused_and_nothing_of_them_comes_back(counter: Counter) -> None:
    """Bad inputs 9-12, 14-16, 18, 19."""
    browser = counter.inside(Role.CLERK)
    for body, kind, status in ODD_BODIES:
        sent = f"seal={browser.seal}&".encode() + body if kind == FORM else body
        answer = browser.client.post("/cerca", data=sent, content_type=kind, base_url=HOUSE)
        assert answer.status_code == status, body[:30]
        assert "Traceback" not in answer.text
        assert "admin" not in answer.text


def test_a22_forged_hosts_change_no_address(counter: Counter) -> None:
    """Bad input 22."""
    browser = counter.outsider()
    answer = browser.client.get(
        "/", base_url=HOUSE, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert answer.location == "/entra"


def test_a_fault_of_the_program_is_a_page_with_a_number_and_nothing_else(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from mutua.web import clerk_home

    def broken(*_: object, **__: object) -> None:
        raise ValueError("Rossi Anna, RSSNNA80E57F205X")

    browser = counter.inside(Role.CLERK)
    monkeypatch.setattr(clerk_home, "counts", broken)
    counter.app.testing = False
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "RSSNNA" not in answer.text + caplog.text
    assert "ValueError at" in caplog.text or "ValueError" in caplog.text


def test_the_other_language_stays(counter: Counter) -> None:
    browser = counter.inside(Role.CLERK)
    assert browser.post("/lingua", {"language": "en"}).location == "/"
    assert "Sign out" in browser.get("/").text
    browser.post("/lingua", {"language": "it"})
    assert "Esci" in browser.get("/").text
    name = counter.public_id("Anna")
    there = re.search(r'name="back" value="([^"]*)"', browser.get(f"/persone/{name}").text)
    assert there is not None
    assert browser.post("/lingua", {"language": "en", "back": there[1]}).location == f"/persone/{name}"
    for odd in ("person", "leave", "//elsewhere.test", "home/x", "nothing"):
        assert browser.post("/lingua", {"language": "it", "back": odd}).location == "/"


def test_the_font_of_the_signs_is_named_by_its_mark_and_kept_for_a_year(counter: Counter) -> None:
    outsider = counter.outsider()
    style = outsider.get(re.findall(r'"(/assets/bootstrap-icons[^"]+)"', outsider.get("/entra").text)[0]).text
    fonts = re.findall(r"url\(([^)]*)\)", style)
    assert len(fonts) == 1, "nothing is named that is not served"
    assert re.fullmatch(r'"/assets/fonts/bootstrap-icons\.woff2\?v=[0-9a-f]{16}"', fonts[0])
    font = outsider.get(fonts[0].strip('"'))
    assert (font.status_code, font.mimetype, "immutable" in font.headers["Cache-Control"]) == (200, "font/woff2", True)
