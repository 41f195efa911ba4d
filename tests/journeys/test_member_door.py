"""A member's questions in a real browser, on a telephone with a slow network: covered, how much, which papers, when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from journeys.conftest import WIDTHS, Front, cookie, violations
from mutua.services.claim_life import Done, pay
from mutua.services.member_login import counter_link
from mutua.services.society import PAYMENT_DAYS
from mutua.store.settings import write_setting
from web.mine import families_in

SLOW = {"offline": False, "latency": 120, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # bytes a second
ZOOMED = (640, 400)  # 1280 by 800 at 200 %


def fine(page: Any, *, wide: bool = False) -> None:
    """As axe wants it on the telephone (`wide`: and on a large screen), not too wide enlarged twice, with large letters
    and room for fingers."""
    page.set_viewport_size(dict(zip(("width", "height"), ZOOMED, strict=True)))
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, page.url
    for width, height in WIDTHS if wide else WIDTHS[1:]:
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == [], (page.url, width)
    assert page.evaluate(SMALL) == [], page.url
    words = (page.title() + page.url).lower()
    assert not [one for one in HEALTH if one in words], words
    assert page.evaluate(LITTLE) == [], page.url


HEALTH = ("visita", "specialistica", "ricovero", "ospedale", "cure", "malattia")
LITTLE = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const box = text.parentElement.getBoundingClientRect();
    const seen = text.textContent.trim() && box.width > 1 && box.height > 1;
    if (seen && parseFloat(getComputedStyle(text.parentElement).fontSize) < 17.99) found.push(text.textContent.trim());
  }
  return found;
}"""
SMALL = """() => [...document.querySelectorAll(
  'main button, main select, main input:not([type=hidden]):not([type=checkbox]), nav a, header a, '
  + '.big-tiles a, summary, footer button, .asked-for a, .drafts-list a')]
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && Math.min(box.height, box.width) < 43.5)
  .map(([one]) => one.outerHTML.slice(0, 90))"""


def told(page: Any) -> str:
    """What the page says, with plain blanks."""
    return " ".join(str(page.inner_text("main")).split())


def test_the_questions_of_a_member(chromium: Any, front: Front, tmp_path: Path) -> None:
    families = families_in(front.counter, "M")
    society = families.society
    first, second = society.claim("Maria", "VIS", 10000, on=date(2026, 4, 1)), society.claim("Maria", "VIS", 10000)
    for claim_id in (first, second):
        society.decide(claim_id)
    assert isinstance(pay(families.at(), first, on=society.now.date(), reference="BONIFICO-1"), Done)
    with families.counter.archive.writer.begin() as connection:
        write_setting(connection, PAYMENT_DAYS, "15")
    token = counter_link(families.at(), society.people["Maria"])
    assert isinstance(token, str)
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="it-IT")
    page = context.new_page()
    page.set_default_timeout(10_000)
    context.add_cookies([cookie(front, families.counter.outsider().token() or "nobody")])
    page.goto(f"{front.address}/entra/link/{token}")
    fine(page)
    page.get_by_role("button", name="Entra").click()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    assert "Sei coperta fino al 31 dicembre 2026." in told(page)
    assert "è approvata: 70,00 €, con il pagamento del 15 giugno 2026" in told(page), "when one is paid"
    fine(page, wide=True)
    page.get_by_role("link", name="A che cosa ho diritto").click()
    page.get_by_text("Che cosa portare e le regole").first.click()
    assert "ancora 260 € su 400 €" in told(page)
    assert "Prescrizione del medico" in told(page)
    fine(page, wide=True)
    page.get_by_role("button", name=re.compile("Prova con un importo.*Visita specialistica")).click()
    page.fill("#served-1", "20/5/2026")
    page.fill("#amount-1", "500")
    page.get_by_role("button", name="Calcola").click()
    page.get_by_text("Tornerebbero").first.wait_for()  # the network is slow
    assert "Tornerebbero 260,00 €" in told(page)
    fine(page)
    page.get_by_role("link", name="Inizio").click()
    page.get_by_role("link", name="Mi serve aiuto a casa").click()
    assert "ore a casa" in told(page)
    fine(page)
    _help(page)
    _a_refund(page, context, network, tmp_path)
    assert "il numero qui sotto è la tua ricevuta" in told(page)
    fine(page)
    page.goto(f"{front.address}/mie/domande")
    fine(page)
    page.get_by_role("link", name="Domanda 1", exact=True).click()
    assert "è pagata: 70,00 € il 1° giugno 2026" in told(page)
    assert "Il 70 % di 100,00 €: 70,00 € (art. 5)" in told(page), "why less came back than was spent, and by which rule"
    page.get_by_role("link", name="Domande", exact=True).click()
    page.get_by_role("link", name="Domanda 2", exact=True).click()
    page.get_by_text("Non sono d'accordo").click()
    assert "i 70,00 € già approvati si pagano solo dopo la risposta" in told(page)
    page.fill("#words-said", "Non capisco il conto.")
    fine(page, wide=True)
    page.get_by_role("button", name="Manda il reclamo").click()
    assert "Non capisco il conto." in told(page)
    for name in ("Nucleo", "Documenti"):
        page.get_by_role("link", name=name).click()
        fine(page)
    context.close()
    assert timedelta(0) <= families.counter.clock.now - society.now


def _help(page: Any) -> None:
    """Help at home for days to come, asked and sent."""
    page.get_by_role("link", name="Chiedi aiuto per te").click()
    page.select_option("#benefit-1", label="Assistenza a casa")
    page.fill("#served-1", "10/6/2026")
    page.get_by_role("button", name="Avanti").click()
    page.get_by_label("Quante ore?").fill("8")
    fine(page)
    page.get_by_role("button", name="Avanti").click()
    page.wait_for_url("**/fattura")
    page.get_by_role("button", name="Avanti").click()
    page.wait_for_url("**/controlla")
    assert "Quante ore? 8" in told(page)
    page.get_by_label("Dove serve l'aiuto").fill("via Roma 1, Pinerolo")
    page.get_by_label("Chi chiamiamo, e a che numero").fill("0121 7")
    fine(page)
    page.get_by_role("button", name="Manda la domanda").click()
    page.wait_for_url("**/mie/domande/*")
    assert "Assistenza a casa, 10/06/2026, 8 ore" in told(page)
    assert "aspetta la decisione" in told(page)
    assert "via Roma 1, Pinerolo" in told(page)
    fine(page)


def _a_refund(page: Any, context: Any, network: Any, folder: Path) -> None:
    """In three steps; the network goes away in the middle, and the page is loaded again: nothing typed is lost."""
    page.get_by_role("link", name="Inizio").click()
    page.get_by_role("link", name="Chiedi un rimborso").first.click()
    page.get_by_role("link", name="Per me").click()
    page.select_option("#benefit-1", label="Visita specialistica")
    page.fill("#served-1", "20/5/2026")
    fine(page)
    page.get_by_role("button", name="Avanti").click()
    page.wait_for_url("**/fattura")
    page.fill("#amount-1", "80")
    page.locator("#part-status", has_text="Salvato").wait_for()
    network.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
    page.fill("#invoice", "77")
    page.locator("#claim-near", has_text="Non c'è rete").wait_for()
    assert page.input_value("#amount-1") == "80"
    network.send("Network.emulateNetworkConditions", SLOW)
    page.locator("#claim-near:empty").wait_for(state="attached")
    page.reload()
    assert (page.input_value("#amount-1"), page.input_value("#invoice")) == ("80", "77")
    page.fill("#invoiced", "20/5/2026")
    photo = folder / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + b"0" * 60_000)
    page.set_input_files("#photo", str(photo))
    page.wait_for_selector("#part-files li")
    fine(page)
    page.get_by_role("button", name="Avanti").click()
    page.wait_for_url("**/controlla")
    assert "Manca qualcosa" in told(page)
    assert "Prescrizione del medico" in told(page)
    fine(page)
    page.get_by_role("button", name="Manda la domanda").click()
    page.wait_for_url("**/mie/domande/*")
