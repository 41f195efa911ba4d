"""A new request with the keyboard alone: counted keystroke by keystroke, computed while typing, nothing lost."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from journeys.conftest import WIDTHS, Front, cookie, violations
from journeys.keyboard import Keys
from mutua.domain.access import Role
from mutua.store.accounts import begin_session, complete_session, end_sessions
from mutua.store.tables import account, attachment, claim, claim_draft

MOST_KEYS = 90  # of a plain request, issuer remembered: a minute for whoever types slowly


def written(front: Front, column: Any) -> int:
    with front.counter.archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(column.table)) or 0


def kept_as(page: Any, version: str) -> None:
    """Waits until the draft is kept in this version."""
    for _ in range(200):
        if page.input_value("#version") == version:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the draft is kept as {page.input_value('#version')}, not {version}")


def says(page: Any, place: str, words: str) -> None:
    """Waits until the words stand there."""
    page.locator(f"#{place}").filter(has_text=words).wait_for()


def plain(keys: Keys) -> None:
    """A visit with its invoice and both papers, from the field that has the focus when the page opens."""
    page = keys.page
    assert keys.on() == "benefit-1"
    keys.type("visita spec")
    keys.press("Tab")
    keys.type("04/05/2026")
    keys.press("Tab")
    keys.type("60,00")
    page.wait_for_selector("#paper-prescrizione")
    keys.tab_to("invoice")
    keys.type("12/A")
    keys.press("Tab")
    keys.type("04/05/2026")
    keys.press("Tab")
    keys.type("Bianchi")
    keys.press("Tab")
    keys.press("Space")
    keys.tab_to("paper-prescrizione")
    keys.press("Space")


def test_a_plain_request_with_the_keyboard_alone(front: Front, inside: Callable[..., Any]) -> None:
    page = inside(Role.CLERK)
    page.goto(f"{front.address}/persone/{front.counter.public_id('Anna')}/nuova-pratica")
    keys = Keys(page)
    plain(keys)
    says(page, "part-result", "42,00")
    says(page, "part-status", "salvata")
    assert written(front, claim_draft.c.public_id) == 1
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    with page.expect_navigation(url="**/pratiche/*"):
        keys.press("Alt+s")
    assert "42,00" in page.inner_text("main")
    assert (written(front, claim.c.claim_id), written(front, claim_draft.c.public_id)) == (1, 0)
    assert keys.count <= MOST_KEYS
    page.go_back()
    assert page.url.endswith(f"/persone/{front.counter.public_id('Anna')}"), "never back to a form that is gone"


def test_enter_computes_a_line_is_added_and_every_mistake_is_reached_with_keys(
    front: Front, inside: Callable[..., Any]
) -> None:
    page = inside(Role.CLERK, width=390, height=844)
    page.goto(f"{front.address}/persone/{front.counter.public_id('Anna')}/nuova-pratica")
    keys = Keys(page)
    keys.type("visita spec")
    keys.press("Tab")
    keys.type("31/02/2026")
    keys.press("Enter")
    page.wait_for_selector("#served-1-wrong")
    assert "Questo giorno non esiste" in page.inner_text("#served-1-wrong")
    assert (keys.on(), page.url.endswith("/nuova-pratica")) == ("served-1", True), "nobody is taken elsewhere"
    assert written(front, claim.c.claim_id) == 0
    assert violations(page) == []
    with page.expect_navigation():
        keys.press("Alt+r")
    assert keys.on() == "benefit-2"
    with page.expect_navigation(url="**/nuova-pratica"):
        keys.press("Alt+s")
    assert keys.on() == "mistakes", "the box of mistakes has the focus"
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
    keys.press("Tab")
    keys.press("Enter")
    page.wait_for_url("**#served-1")  # the first mistake leads to its field


def out_and_in_again(front: Front, page: Any, *, inside: bool) -> None:
    """The session of the page ends; the same person signs in again elsewhere in the browser."""
    first, token = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    with front.counter.archive.writer.begin() as connection:
        account_id = connection.scalar(select(account.c.id)) or 0
        end_sessions(connection, account_id)
        if inside:
            begin_session(connection, first, account_id, front.counter.clock.now)
            complete_session(connection, first, token, front.counter.clock.now)
    if inside:
        page.context.add_cookies([cookie(front, token)])


def test_without_the_network_nothing_is_lost_and_it_is_told(
    front: Front, inside: Callable[..., Any], tmp_path: Path
) -> None:
    page = inside(Role.CLERK)
    page.goto(f"{front.address}/persone/{front.counter.public_id('Anna')}/nuova-pratica")
    page.context.set_offline(True)
    keys = Keys(page)
    keys.type("visita spec")
    says(page, "claim-near", "rete")
    assert page.input_value("#benefit-1") == "visita spec"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.context.set_offline(False)
    says(page, "part-status", "salvata")
    assert written(front, claim_draft.c.public_id) == 1
    scan = tmp_path / "fattura.pdf"
    scan.write_bytes(b"%PDF-1.7 inventato")
    page.set_input_files("#files", str(scan))
    page.wait_for_selector("#part-files li")
    assert written(front, attachment.c.sha256) == 1
    with (tmp_path / "grossa.jpg").open("wb") as huge:
        huge.truncate(23 * 1024 * 1024)
    page.focus("#amount-1")
    page.keyboard.type("95")
    page.set_input_files("#files", str(tmp_path / "grossa.jpg"))
    says(page, "part-status", "20 MB")
    says(page, "part-status", "salvata")
    says(page, "part-status", "20 MB")  # that it was not taken stays beside what was saved
    kept_as(page, "3")  # the amount is kept too
    other = page.context.new_page()
    other.goto(f"{front.address}/")
    with other.expect_navigation():
        other.click("text=Riprendi la domanda di Rossi Anna")
    other.fill("#issuer", "Da un'altra scheda")
    kept_as(other, "4")
    says(other, "part-status", "salvata")
    page.bring_to_front()
    page.fill("#issuer", "Da questa")
    page.wait_for_selector("#elsewhere")
    assert page.input_value("#issuer") == "Da questa"
    with page.expect_navigation():
        page.click("#elsewhere button")
    assert written(front, claim_draft.c.public_id) == 2
    assert page.input_value("#issuer") == "Da questa"
    assert violations(page) == []
    out_and_in_again(front, page, inside=False)
    page.fill("#invoice", "99")
    says(page, "claim-near", "entrate di nuovo")
    assert "salvata" not in page.inner_text("#part-status"), "nothing says that it is"
    out_and_in_again(front, page, inside=True)
    page.evaluate("dispatchEvent(new Event('focus'))")  # back in this tab
    says(page, "part-status", "salvata")
    assert page.input_value("#invoice") == "99"


def test_a_page_loaded_anew_loses_nothing_of_what_is_typed_meanwhile(front: Front, inside: Callable[..., Any]) -> None:
    page = inside(Role.CLERK)
    page.goto(f"{front.address}/persone/{front.counter.public_id('Anna')}/nuova-pratica")
    page.keyboard.type("Visita")
    says(page, "part-status", "salvata")
    held: list[Any] = []
    page.route("**/bozze/*", lambda route: held.append(route) if not route.request.is_navigation_request() else (
        route.continue_()))  # fmt: skip
    page.reload()
    page.keyboard.type("Cicl")  # before the look for the draft is over
    held.pop().continue_()
    says(page, "part-status", "in fondo")
    page.keyboard.type("o di")
    says(page, "part-status", "salvata")
    assert (page.input_value("#benefit-1"), "/bozze/" in page.url) == ("Ciclo di", False)
    assert written(front, claim_draft.c.public_id) == 2, "the earlier one is still there"
    page.reload()
    with page.expect_navigation(url="**/bozze/*"):
        held.pop().continue_()
    assert page.input_value("#benefit-1") == "Ciclo di", "where nothing was typed, the draft is gone on with"


def test_whoever_types_before_the_questions_are_there_writes_into_them(
    front: Front, inside: Callable[..., Any]
) -> None:
    page = inside(Role.CLERK)
    page.goto(f"{front.address}/persone/{front.counter.public_id('Anna')}/nuova-pratica")
    held: list[Any] = []
    free: list[bool] = []
    page.route("**/calcola", lambda route: route.continue_() if free else held.append(route))
    page.keyboard.type("Assistenza in ospedale")
    page.keyboard.press("Tab")
    page.keyboard.type("04/05/2026")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the amount, which this benefit has not
    page.keyboard.type("1,55")
    page.keyboard.press("Backspace")
    assert page.evaluate("document.activeElement.id") == "amount-1"
    while not held:  # the page asks a moment after the last key
        page.wait_for_timeout(20)
    free.append(True)
    held.pop().continue_()
    page.wait_for_selector("#fact-1-quantità")
    page.wait_for_function("document.activeElement.id === 'fact-1-quantità'")
    assert page.input_value("#fact-1-quantità") == "1,5"
    page.keyboard.press("Tab")
    says(page, "part-result", "1 ora e 30 minuti")


def test_registering_waits_for_every_file_and_for_whoever_is_out(front: Front, inside: Callable[..., Any]) -> None:
    page = inside(Role.CLERK)
    page.goto(f"{front.address}/persone/{front.counter.public_id('Anna')}/nuova-pratica")
    keys = Keys(page)
    plain(keys)
    says(page, "part-status", "salvata")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.fill("#invoice", "13/A")
    keys.press("Alt+s")
    says(page, "claim-near", "Siete usciti")
    assert page.url.endswith("/nuova-pratica")
    assert (page.input_value("#invoice"), written(front, claim.c.claim_id)) == ("13/A", 0)
    page.context.add_cookies(cookies)
    kinds = [{"name": f"{at}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + bytes([at]) * 200_000}
             for at in range(5)]  # fmt: skip
    page.set_input_files("#files", kinds)
    with page.expect_navigation(url="**/pratiche/*"):
        keys.press("Alt+s")
    assert written(front, attachment.c.sha256) == 5
    assert page.locator("a[href^='/allegati/']").count() >= 1
