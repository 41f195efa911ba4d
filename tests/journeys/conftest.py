"""A real browser before a real front: a small society on SQLite, served on this machine, somebody already in.

Without Debian's chromium these tests are skipped, and say so; where MUTUA_NEED_BROWSER is set they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from werkzeug.serving import make_server

from archives import Ready
from mutua.domain.access import Role
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.web.guards import COOKIE
from web.counter import Counter, counter_of

CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = ((1280, 800), (390, 844))


@dataclass
class Front:
    """The front as it is served: where, and the society behind it."""

    address: str
    counter: Counter


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser, once for all tests; a page of its own in each."""
    missing = "serve chromium (Debian: apt install chromium) e playwright"
    if not CHROMIUM.exists():
        if os.environ.get("MUTUA_NEED_BROWSER"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def front(ready: Ready, tmp_path: Path) -> Iterator[Front]:
    """Anna, Bruno and Carla Rossi behind a front that is served until the test is over."""
    with ready.fresh("sqlite", tmp_path) as url, Archive(url) as archive:
        counter = counter_of(archive, tmp_path)
        counter.society.household("N1", "Anna", "Bruno", "Carla")
        server = make_server("127.0.0.1", 0, counter.app, threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Front(f"http://127.0.0.1:{server.server_port}", counter)
        server.shutdown()
        thread.join()
        server.server_close()
        assert verify(archive) == []


@pytest.fixture
def inside(chromium: Any, front: Front) -> Iterator[Callable[..., Any]]:
    """Opens a page for somebody with the roles who is in; what the page complains of ends the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def opened(*roles: Role, width: int = 1280, height: int = 800) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="it-IT")
        contexts.append(context)
        token = front.counter.inside(*roles).token()
        context.add_cookies([cookie(front, token)])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def cookie(front: Front, token: str) -> dict[str, Any]:
    """What a browser holds of somebody who is in. On this machine Chromium takes it for a safe connection."""
    address = front.address.replace("http:", "https:")
    return {"name": COOKIE, "value": token, "url": address, "secure": True, "httpOnly": True, "sameSite": "Lax"}


def violations(page: Any) -> list[str]:
    """What axe finds on the page, by rule and place; and whether it must be scrolled sideways."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    told = [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return told if wide <= 0 else [*told, f"{wide} px too wide"]
