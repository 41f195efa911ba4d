"""A member writes where the network comes and goes: each button waits for it, photos say so, a proxy's end is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from journeys.conftest import Front, cookie, violations
from mutua.services.proxies import end_proxy
from web.mine import Families, families_in


@pytest.fixture
def families(front: Front) -> Families:
    return families_in(front.counter, "O")


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    made = chromium.new_context(viewport={"width": 390, "height": 844}, locale="it-IT")
    yield made
    made.close()


def begun(front: Front, families: Families, context: Any, who: str, whose: str) -> Any:
    """The first step of a refund, with its day, saved."""
    context.add_cookies([cookie(front, families.inside(who).token())])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{front.address}/mie/rimborso/{families.name(whose)}")
    page.select_option("#benefit-1", label="Visita specialistica")
    page.fill("#served-1", "4/5/2026")
    page.get_by_text("Salvato alle").wait_for()
    return page


def test_every_button_waits_for_the_network_and_nothing_typed_is_lost(
    front: Front, families: Families, context: Any
) -> None:
    page = begun(front, families, context, "Maria", "Maria")
    for button in ("Un'altra spesa della stessa fattura", "Un'altra fattura"):
        context.set_offline(True)
        day = f"{5 + page.locator('fieldset.sheet').count()}/5/2026"
        page.fill("#served-1", day)
        page.get_by_role("button", name=button).click()
        page.get_by_text("Non c'è rete").wait_for()
        assert page.input_value("#served-1") == day
        context.set_offline(False)
        before = page.locator("fieldset.sheet").count()
        page.get_by_role("button", name=button).click()
        page.locator("fieldset.sheet").nth(before).wait_for()
        assert page.input_value("#served-1") == day
    context.set_offline(True)
    page.fill("#served-2", "9/5/2026")
    page.get_by_role("button", name="Togli la spesa 3").click()
    page.get_by_text("Non c'è rete").wait_for()
    assert page.input_value("#served-2") == "9/5/2026"
    context.set_offline(False)
    page.get_by_role("button", name="Togli la spesa 3").click()
    page.get_by_role("button", name="Togli la spesa 3").wait_for(state="detached")
    assert page.locator("fieldset.sheet").count() == 2
    assert page.input_value("#served-2") == "9/5/2026"


def test_a_photo_that_did_not_leave_yet_is_in_the_list(
    front: Front, families: Families, context: Any, tmp_path: Path
) -> None:
    page = begun(front, families, context, "Maria", "Maria")
    page.get_by_role("button", name="Avanti").click()
    page.locator("#files-sheet").wait_for()
    photo = tmp_path / "ricevuta.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + b"photo")
    context.set_offline(True)
    page.set_input_files("#files", str(photo))
    page.get_by_text("Non c'è rete").wait_for()
    assert "ricevuta.jpg · aspetta di partire" in page.inner_text("#part-files")
    context.set_offline(False)
    page.get_by_text("JPG · 1 kB").wait_for()
    assert "aspetta di partire" not in page.inner_text("#part-files")
    assert page.locator("#part-files li").count() == 1


def at_the_photos(page: Any, folder: Path) -> str:
    """The second step, with something typed; a photo to be sent."""
    page.get_by_role("button", name="Avanti").click()
    page.locator("#files-sheet").wait_for()
    page.fill("#invoice", "77")
    page.get_by_text("Salvato alle").wait_for()
    photo = folder / "ricevuta.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(300_000))
    return str(photo)


def test_a_photo_on_its_way_has_a_bar_and_can_be_stopped(
    front: Front, families: Families, context: Any, tmp_path: Path
) -> None:
    page = begun(front, families, context, "Maria", "Maria")
    photo = at_the_photos(page, tmp_path)
    network, fast = context.new_cdp_session(page), {"offline": False, "latency": 0, "downloadThroughput": -1}
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {**fast, "uploadThroughput": 3_000})  # a hundred seconds
    page.set_input_files("#files", photo)
    page.locator("#part-files progress").wait_for()
    assert "ricevuta.jpg · si manda" in page.inner_text("#part-files")
    assert page.get_attribute("#part-files progress", "aria-label") == "si manda: ricevuta.jpg"
    assert violations(page) == []
    page.get_by_role("button", name="Annulla").click()
    page.get_by_text("Annullato: quel file non è stato mandato.").wait_for()
    assert page.locator("#part-files li").count() == 0
    network.send("Network.emulateNetworkConditions", {**fast, "uploadThroughput": -1})
    page.fill("#invoice", "78")
    page.get_by_text("Salvato alle").wait_for()
    assert page.get_by_text("Annullato: quel file non è stato mandato.").is_visible()
    page.reload()
    assert page.input_value("#invoice") == "78"
    assert page.locator("#part-files li").count() == 0, "it was not sent"
    page.set_input_files("#files", photo)
    page.get_by_text("JPG · 293 kB").wait_for()
    assert page.locator("#part-files progress").count() == 0


def test_a_network_that_goes_while_a_photo_leaves_loses_nothing(
    front: Front, families: Families, context: Any, tmp_path: Path
) -> None:
    page = begun(front, families, context, "Maria", "Maria")
    photo = at_the_photos(page, tmp_path)
    held: list[Any] = []
    page.route("**/salva", lambda route: held.append(route))
    page.set_input_files("#files", photo)
    page.locator("#part-files progress").wait_for()
    page.fill("#invoice", "79")
    context.set_offline(True)
    held[0].abort("connectionreset")
    page.unroute("**/salva")
    page.get_by_text("Non c'è rete").wait_for()
    assert "ricevuta.jpg · aspetta di partire" in page.inner_text("#part-files")
    assert page.input_value("#invoice") == "79"
    context.set_offline(False)
    page.get_by_text("JPG · 293 kB").wait_for()
    page.get_by_text("Salvato alle").wait_for()
    page.reload()
    assert page.input_value("#invoice") == "79"
    assert page.locator("#part-files li").count() == 1, "sent once"


def test_the_end_of_a_proxy_is_not_told_as_a_missing_network(front: Front, families: Families, context: Any) -> None:
    given = families.proxy("Dora", "Gino")
    page = begun(front, families, context, "Gino", "Dora")
    end_proxy(families.at(), given.grantor_id, given.proxy_id)
    page.fill("#served-1", "6/5/2026")
    page.get_by_text("La delega di Dora è finita").wait_for()
    assert "Non c'è rete" not in page.inner_text("main")
    page.get_by_role("button", name="Avanti").click()
    assert page.input_value("#served-1") == "6/5/2026", "what was written stays to be read"
