"""A firm's month and a consultant's thirty-five firms in a real browser, at both widths, as axe wants them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from journeys.conftest import WIDTHS, Front, cookie, violations
from mutua.services.organisations import organisation
from services.firm_helpers import NAMES, Firms, code_of
from services.societies import NOW
from web.outside import JUNE, Outside


def outside_at(front: Front) -> Outside:
    made = Outside(front.counter, Firms(front.counter.society, NOW.date()))
    made.firms.firm("Alfa")
    made.firms.move("Alfa", *made.firms.rows("Alfa", NAMES[:4]), today=date(2026, 5, 2))
    made.issue("Alfa", JUNE)
    return made


def opened(chromium: Any, front: Front, token: str) -> Any:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="it-IT")
    context.add_cookies([cookie(front, token)])
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def sent_with_enter(page: Any) -> None:
    """Enter in a field sends its form; the answer is there before anything looks at the page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def at_both_widths(page: Any) -> None:
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        for summary in page.query_selector_all("summary"):
            summary.click()
        assert violations(page) == [], (page.url, width)


def test_the_month_of_a_firm(chromium: Any, front: Front) -> None:
    outside = outside_at(front)
    page = opened(chromium, front, outside.inside("Alfa").token())
    page.goto(front.address)
    page.get_by_role("button", name="No, nulla").click()
    assert "questo mese non è cambiato nulla" in page.inner_text("main")
    at_both_widths(page)
    page.get_by_role("link", name="È entrato qualcuno").click()
    page.keyboard.type(code_of("Greco Nora", 3)[:-1] + "?")
    page.keyboard.press("Tab")
    page.keyboard.type("Nora Greco")
    page.keyboard.press("Tab")
    page.keyboard.type("1/6/2026")
    sent_with_enter(page)
    at_both_widths(page)
    page.fill("#code", code_of("Greco Nora", 3))
    page.get_by_role("button", name="Registra").click()
    assert "nata il 4 aprile 1980" in page.inner_text("main")
    page.get_by_role("link", name="Torna al mese").click()
    page.get_by_role("link", name="È uscito qualcuno").click()
    page.select_option("#who", label="Rossi Anna")
    page.fill("#last", "15/6/2026")
    at_both_widths(page)
    page.get_by_role("button", name="Registra").click()
    assert "Copertura fino al 30 giugno 2026" in page.inner_text("main")
    at_both_widths(page)


def test_a_consultant_tells_thirty_five_firms_with_one_file(
    chromium: Any, front: Front, tmp_path: Path
) -> None:
    outside = outside_at(front)
    names = [f"Ditta {number:02d}" for number in range(34)]
    for name in names:
        outside.firms.firm(name, terms=None)
    outside.consultant("Verdi", "Alfa", *names)
    with front.counter.archive.reader.begin() as connection:
        vats = [organisation(connection, outside.firms.firms[name]).vat_number for name in names]
    page = opened(chromium, front, outside.inside("Verdi", intermediary=True).token())
    page.goto(front.address)
    assert "35" in page.inner_text("main .tiles")
    at_both_widths(page)
    rows = [f"{vat};{code_of('Serra Lia', at)};Serra;Lia;01/06/2026" for at, vat in enumerate(vats)]
    file = tmp_path / "tutte.csv"
    file.write_text("\n".join(["partita iva;codice fiscale;cognome;nome;data di assunzione", *rows]), encoding="utf-8")
    clicks = []

    def press(what: Any) -> None:
        clicks.append(what)
        what.click()

    press(page.get_by_role("button", name="Non è cambiato nulla in nessuna"))
    assert "non è cambiato nulla" in page.inner_text("main")
    assert page.inner_text("main .tiles li:nth-child(2)").startswith("0")
    assert len(clicks) == 1, "thirty-five firms where nothing changed"
    press(page.get_by_role("link", name="Carica un elenco per tutte"))
    press(page.locator("input[value=movements]"))
    page.set_input_files("#files", str(file))
    assert page.inner_text(".picked") == file.name
    page.get_by_label("Scegli un file").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert page.locator(".pick .other").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    press(page.get_by_role("button", name="Guarda che cosa cambierebbe"))
    assert "Ditta 33" in page.inner_text("main")
    at_both_widths(page)
    press(page.get_by_role("button", name="Registra esattamente questo"))
    assert "Elenco registrato" in page.inner_text("main")
    assert len(clicks) == 5, "thirty-four people at thirty-four firms: four more, and the file"
    page.get_by_role("link", name="Ditta 07").click()
    assert "Serra Lia" in page.inner_text("main")


def test_a_list_is_sent_seen_among_those_sent_and_taken_back_with_nothing_left(
    chromium: Any, front: Front, tmp_path: Path
) -> None:
    """Of two firms, with somebody odd in it: asked about, recorded, found again, undone for both by one press."""
    outside = outside_at(front)
    outside.firms.firm("Beta")
    outside.consultant("Luini", "Alfa", "Beta")
    before = outside.firms.roster("Alfa")
    with front.counter.archive.reader.begin() as connection:
        alfa, beta = (organisation(connection, outside.firms.firms[name]).vat_number for name in ("Alfa", "Beta"))
    file = tmp_path / "due.csv"
    file.write_text(
        "partita iva;codice fiscale;cognome;nome;data di assunzione\n"
        f"{alfa};{code_of('Serra Lia', 1)};Serra;Lia;25/05/2026\n{beta};ZMPRLL19C44G674E;Zampa;Aurelia;25/05/2026\n",
        encoding="utf-8",
    )
    page = opened(chromium, front, outside.inside("Luini", intermediary=True).token())
    page.goto(front.address)
    page.get_by_role("link", name="Elenchi già mandati").click()
    assert "Nessuno negli ultimi 3 mesi" in page.inner_text("main")
    at_both_widths(page)
    page.locator("input[value=movements]").check()
    page.set_input_files("#files", str(file))
    page.get_by_role("button", name="Guarda che cosa cambierebbe").click()
    page.get_by_role("button", name="Registra esattamente questo").click()
    assert "Avvisi da leggere" in page.inner_text("main")
    assert len(outside.firms.roster("Alfa")) == len(before)
    page.get_by_label("Ho controllato: è proprio così").check()
    at_both_widths(page)
    page.get_by_role("button", name="Registra esattamente questo").click()
    assert [len(outside.firms.roster(name)) for name in ("Alfa", "Beta")] == [len(before) + 1, 1]
    page.get_by_role("link", name="Elenchi già mandati").click()
    at_both_widths(page)
    page.get_by_text("elenco di chi entra ed esce: 2 aziende").click()
    page.get_by_role("link", name="Annulla · Beta").click()
    at_both_widths(page)
    page.get_by_role("button", name="Annulla per tutte e due le aziende").click()
    assert "Annullato per tutte le aziende" in page.inner_text("main")
    assert (outside.firms.roster("Alfa"), outside.firms.roster("Beta")) == (before, [])
    page.get_by_role("link", name="Le mie aziende").click()
    page.get_by_role("link", name="Elenchi già mandati").click()
    assert "2 aziende, annullato" in page.inner_text("main")
    at_both_widths(page)
    assert page.get_by_role("link", name="Annulla").count() == 0


def test_a_firm_reads_the_pact_asks_for_a_quote_and_applies(chromium: Any, front: Front) -> None:
    """With the keyboard, from nothing known to a receipt; a quote is three answers and a key."""
    page = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="it-IT").new_page()
    page.set_default_timeout(10_000)
    page.goto(front.address + "/patto")
    page.focus("#persone")
    page.keyboard.type("0")
    sent_with_enter(page)
    assert "almeno una" in page.inner_text(".wrong-told")
    at_both_widths(page)
    page.fill("#persone", "4")
    sent_with_enter(page)
    assert "25,00" in page.inner_text("main table")
    at_both_widths(page)
    page.get_by_role("link", name="Aderire al patto").click()
    for field, told in (("name", "Officina"), ("vat", "01234567897"), ("seat", "Porte"), ("signatory", "Anna Bo"),
                        ("signatory_role", "titolare"), ("phone", "0121 000000")):  # fmt: skip
        page.fill(f"#{field}", told)
    page.check("input[name=read]")
    at_both_widths(page)
    page.get_by_role("button", name="Manda la domanda").click()
    assert "Domanda di adesione" in page.inner_text("h1")
    at_both_widths(page)
