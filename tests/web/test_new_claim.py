"""A new request at the counter: understood, computed, checked, kept once; drafts that two windows never overwrite."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from mutua.domain.access import Role
from mutua.domain.asked import BenefitAsked, PaperAsked
from mutua.domain.decisions import LineAssessment, Missing, Outcome
from mutua.services.decide_claim import Proposal, propose
from mutua.services.show_new_claim import not_told
from mutua.services.typed_claim import ClaimTyped, LineTyped, Typed
from mutua.store.tables import claim, claim_draft, claim_line, provider
from services.societies import NOW
from web.counter import Browser, Counter

PLAIN = {
    "plan": "mutua-di-prova/prova", "lines": "1", "received": "01/06/2026", "channel": "counter",
    "benefit-1": "visita spec", "served-1": "04/05/2026", "amount-1": "60,00", "invoice": "12/A",
    "invoiced": "04/05/2026", "issuer": "Studio Bianchi", "paper-fattura": "yes", "paper-prescrizione": "yes",
    "dated-prescrizione": "01/05/2026",
}  # fmt: skip

ONE_KIND = pytest.mark.parametrize("dialect", ["sqlite"])  # the archive has no part in it


class Sheet:
    """A window with the form of a person in it, as a browser without scripts has it."""

    def __init__(self, browser: Browser, path: str) -> None:
        self.browser, self.path, self.action = browser, path, path
        self.page = browser.get(path).text
        self.take()

    def take(self) -> None:
        self.hidden = dict(re.findall(r'name="(draft|version|window)"(?: id="version")? value="([^"]*)"', self.page))
        found = re.search(r'action="(/persone/[^"]+/nuova-pratica)"', self.page)
        self.action = found[1] if found else self.action

    def send(self, cells: dict[str, object], step: str | None = "compute", **more: object) -> str:
        """One of the buttons; None: the one that registers. Gives the address or the page."""
        path = self.action if step is None else f"{self.action}/calcola"
        told = {**self.hidden, **cells, **({} if step is None else {"step": step}), **more}
        return self.seen(self.browser.post(path, told))

    def seen(self, answer: TestResponse) -> str:
        self.answer = self.browser.seen(answer)
        if self.answer.location:
            return str(self.answer.location)
        self.page = self.answer.text
        self.take()
        return self.page

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page)).replace("&#39;", "'").replace("\xa0", " ")


def sheet(counter: Counter, name: str = "Anna", browser: Browser | None = None) -> Sheet:
    return Sheet(browser or counter.inside(Role.CLERK), f"/persone/{counter.public_id(name)}/nuova-pratica")


def rows(counter: Counter, *columns: object) -> list[tuple[object, ...]]:
    with counter.archive.reader.begin() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]  # type: ignore[call-overload]


def test_a_plain_request_is_computed_then_kept_and_decided_as_computed(counter: Counter) -> None:
    form = sheet(counter)
    assert "Prestazione" in form.words
    page = form.send(dict(PLAIN))
    assert form.answer.status_code == 200
    assert "le rimborsiamo 42,00 €" in form.words, (6000 * 70) // 100
    assert "Visita specialistica" in page
    address = form.send(dict(PLAIN), None)
    assert address.startswith("/pratiche/")
    ((claim_id, public_id, channel),) = rows(counter, claim.c.claim_id, claim.c.public_id, claim.c.channel)
    assert (address, channel) == (f"/pratiche/{public_id}", "counter")
    assert rows(counter, claim_line.c.benefit, claim_line.c.expense_cents, claim_line.c.invoice_number) == [
        ("VIS", 6000, "12/A")
    ]
    assert rows(counter, provider.c.name) == [("Studio Bianchi",)]
    assert rows(counter, claim_draft.c.public_id) == [], "what was kept is no draft any more"
    proposal = propose(counter.archive, counter.society.plans, int(str(claim_id)))
    assert isinstance(proposal, Proposal)
    assert proposal.draft.answer.granted_cents == 4200
    again = form.send(dict(PLAIN), None)
    assert (again, len(rows(counter, claim.c.claim_id))) == (address, 1), "a second click is the same request"
    assert "Studio Bianchi" in sheet(counter, "Bruno", form.browser).page, "who issued before is offered"


WRONG = (
    ({"served-1": "31/02/2026"}, "Questo giorno non esiste"), ({"served-1": "02/06/2026"}, "nel futuro"),
    ({"served-1": "4-5-6"}, "31/12/2026"), ({"amount-1": "12.50"}, "Scrivete «12,50»"),
    ({"amount-1": "0"}, "l'importo è zero"), ({"amount-1": "-5,00"}, "sotto zero"), ({"amount-1": "1e9"}, "1.234,56"),
    ({"amount-1": "٣٤"}, "1.234,56"), ({"amount-1": "900.000,00"}, "forse manca una virgola"),
    ({"benefit-1": "dentista"}, "non c'è una prestazione"), ({"amount-1": ""}, "Manca: scrivetelo"),
    ({"invoice": "12\u202eA"}, "un segno che non si vede"), ({"issuer": "x" * 161}, "161 segni"),
    ({"invoice": "7" * 61}, "al più 60"), ({"received": "02/06/2026"}, "in futuro"),
    ({"served-1": "17/05/1970"}, "prima della nascita"), ({"dated-prescrizione": "1/13/2026"}, "giorno/mese/anno"),
    ({"plan": "altro/piano"}, "non ha né aveva"), ({"channel": "piccione"}, "Scegliete una delle voci"),
)  # fmt: skip


@ONE_KIND
def test_every_mistake_is_told_beside_its_field_at_once_and_nothing_typed_is_lost(counter: Counter) -> None:
    form = sheet(counter)
    form.send({**PLAIN, "served-1": "31/02/2026", "amount-1": "12.50", "issuer": "<b>Studio & C</b>"}, None)
    assert form.answer.status_code == 422
    assert "Questo giorno non esiste" in form.words
    assert "Punto o virgola?" in form.words
    assert 'aria-describedby="amount-1-wrong' in form.page
    for kept in ('value="31/02/2026"', 'value="12.50"', "&lt;b&gt;Studio &amp; C&lt;/b&gt;"):
        assert kept in form.page
    form.send({"plan": PLAIN["plan"], "lines": "1"}, None)
    assert form.page.count("Manca: scrivetelo.") >= 1
    for cells, said in WRONG:
        form.send({**PLAIN, **cells}, None)
        assert (form.answer.status_code, said.lower() in form.words.lower()) == (422, True), (cells, said)
    assert rows(counter, claim.c.claim_id) == []


def test_what_is_odd_is_seen_and_ticked_before_it_is_kept(counter: Counter) -> None:
    form = sheet(counter)
    form.send({**PLAIN, "served-1": "04/05/2023", "invoiced": "04/05/2023"}, None)
    assert form.answer.status_code == 422
    assert "Prima dell'iscrizione" in form.words
    sure = re.search(r'name="sure" value="([0-9a-f]+)"', form.page)
    assert sure
    odd = {**PLAIN, "served-1": "04/05/2023", "invoiced": "04/05/2023"}
    form.send({**odd, "amount-1": "61,00", "served-1": "04/05/2022"}, None, sure=sure[1])
    assert form.answer.status_code == 422, "a tick counts for what was shown, not for what came after"
    assert form.send(odd, None, sure=sure[1]).startswith("/pratiche/")


COPIES = (
    {}, {"amount-1": "60,01"}, {"amount-1": "59,99"}, {"invoiced": "05/05/2026"},
    {"invoice": "12-a", "issuer": "STUDIO bianchi", "invoiced": ""},
)  # fmt: skip
NO_COPIES = ({"amount-1": "60,02"}, {"invoice": "13/A"}, {"invoiced": "05/05/2026", "issuer": "Altro studio"})


def test_the_same_invoice_again_is_shown_with_a_link_in_the_household_too(counter: Counter) -> None:
    first = sheet(counter).send(dict(PLAIN), None)
    form = sheet(counter, "Bruno")
    for cells in NO_COPIES:
        form.send({**PLAIN, **cells})
        assert "Sembra la stessa fattura" not in form.words, cells
    for cells in COPIES:
        form.send({**PLAIN, **cells})
        assert "Sembra la stessa fattura della" in form.words, cells
        assert "di un familiare" in form.words
        assert f'href="{first}"' in form.page
    form.send(dict(PLAIN), None)
    assert form.answer.status_code == 422
    sure = re.search(r'name="sure" value="([0-9a-f]+)"', form.page)
    assert sure
    assert form.send(dict(PLAIN), None, sure=sure[1]).startswith("/pratiche/")
    second = {"benefit-2": "CICLO", "served-2": "04/05/2026", "amount-2": "20,00"}
    two = {**PLAIN, "lines": "2", "amount-1": "40,00", **second}
    form = sheet(counter)
    form.send(two)
    assert "Sembra la stessa fattura della" in form.words, "told in two lines, it is the one told whole"


@ONE_KIND
def test_the_beginning_of_an_issuer_who_is_known_is_told(counter: Counter) -> None:
    sheet(counter).send({**PLAIN, "issuer": "Poliambulatorio del Campione"}, None)
    form = sheet(counter, "Bruno")
    other = {**PLAIN, "invoice": "77/B", "amount-1": "33,00"}
    for written, told in (("Poliamb", True), ("CAMPIONE", True), ("poliambulatorio del campione", False), ("Po", False),
                          ("Poliambulatorio Bianchi", False), ("", False)):  # fmt: skip
        form.send({**other, "issuer": written})
        assert ("È già conosciuto «Poliambulatorio del Campione»" in form.words) == told, written
    assert form.send({**other, "issuer": "Poliamb"}, None).startswith("/pratiche/"), "it may be another one"


def test_papers_that_nothing_asks_for_yet_are_told_with_what_is_asked() -> None:
    """Where the day of the invoice decides by which rules, nothing else is looked at before it is told."""
    papers = (PaperAsked("fattura", "Fattura"), PaperAsked("isee", "ISEE"), PaperAsked("foto", "Foto", always=False))
    found = ClaimTyped((), "", [LineTyped(1, BenefitAsked("VIS", "Visita", papers=papers))])
    asked = LineAssessment("1", "VIS", Outcome.SUSPENDED, missing=(Missing("fact", "data_fattura"),))

    def told(line: LineAssessment, *there: str, files: frozenset[str] = frozenset()) -> list[str]:
        cells = {f"paper-{one}": "yes" for one in there}
        return list(not_told(found, Typed(1, cells, files, NOW), [line]))

    assert told(asked) == ["fattura", "ISEE"]
    assert told(asked, "isee") == ["fattura"]
    assert told(asked, files=frozenset({"fattura", "isee"})) == []
    assert told(asked._replace(missing=(Missing("paper", "fattura"),))) == ["ISEE"], "each is told once"
    assert told(asked._replace(outcome=Outcome.PAID)) == []


@ONE_KIND
def test_a_draft_in_a_list_has_the_amount_as_it_is_understood(counter: Counter) -> None:
    browser = counter.inside(Role.CLERK)
    for written in ("36,5", "1.234,5", "12.345", ""):
        sheet(counter, browser=browser).send({**PLAIN, "benefit-1": "Visita", "amount-1": written})
    told = re.findall(r"<span>(Visita[^<]*)</span>", browser.get("/").text.replace("\xa0", " "))
    assert sorted(told) == ["Visita", "Visita, 1.234,50 €", "Visita, 12.345", "Visita, 36,50 €"]


@ONE_KIND
def test_no_paper_is_told_twice_as_missing(counter: Counter) -> None:
    form = sheet(counter)
    form.send({name: cell for name, cell in PLAIN.items() if not name.startswith(("paper-", "dated-", "invoiced"))})
    assert "Ci servono ancora: la fattura; la prescrizione del medico. Ci dica: «Che data ha la fattura?»" in form.words
    assert "anche:" not in form.words


@ONE_KIND
def test_lines_are_added_taken_away_and_asked_what_their_benefit_needs(counter: Counter) -> None:
    form = sheet(counter)
    form.send(dict(PLAIN), "add")
    assert 'id="benefit-2"' in form.page
    assert re.search(r'id="served-2"[^>]*value="04/05/2026"', form.page)
    cells = {**PLAIN, "lines": "2", "benefit-2": "Assistenza in ospedale", "served-2": "04/05/2026"}
    form.send(dict(cells))
    assert 'id="fact-2-quantità"' in form.page
    assert 'id="amount-2"' not in form.page, "hours cost nothing"
    assert 'id="fact-1-quantità"' not in form.page
    form.send({**cells, "fact-2-quantità": "1,5"})
    assert "1 ora e 30 minuti" in form.words
    form.send({**cells, "fact-2-quantità": "0,333"})
    assert "12 o 12,5" in form.words
    form.send({**cells, "fact-2-quantità": "1,5"}, "drop-1")
    assert 'id="benefit-2"' not in form.page
    assert re.search(r'id="benefit-1"[^>]*value="Assistenza in ospedale"', form.page)
    assert re.search(r'id="fact-1-quantità"[^>]*value="1,5"', form.page)


def test_two_windows_of_a_draft_never_overwrite_each_other(counter: Counter) -> None:
    one = sheet(counter)
    one.send({**PLAIN, "issuer": "Prima"}, "")
    browser = one.browser
    draft = one.hidden["draft"]
    other = Sheet(browser, f"/bozze/{draft}")
    assert 'value="Prima"' in other.page
    other.send({**PLAIN, "issuer": "Seconda"}, "")
    lost = dict(one.hidden)
    one.send({**PLAIN, "issuer": "Terza"}, "")
    assert "In un'altra finestra" in one.words
    assert 'value="Terza"' in one.page, "what was typed here is still here"
    one.send({**PLAIN, "issuer": "Terza"}, None)
    assert one.answer.status_code == 409, "nor is it registered over the other's head"
    one.send({**PLAIN, "issuer": "Terza"}, "both")
    assert one.hidden["draft"] != draft
    contents = [str(content) for (content,) in rows(counter, claim_draft.c.content)]
    assert sorted(re.findall(r'"issuer":"(\w+)"', " ".join(contents))) == ["Seconda", "Terza"]
    home = browser.get("/").text
    assert home.count("Riprendi la domanda di Rossi Anna") == 2
    assert "Riprendi" in browser.get(f"/persone/{counter.public_id('Anna')}").text
    assert browser.post(f"/bozze/{draft}/butta").location == "/"
    assert browser.get(f"/bozze/{draft}").status_code == 404
    other.send({**PLAIN, "issuer": "Quarta"}, "")
    assert "registrata o buttata" in other.words
    assert lost["version"] == "1"


def test_a_window_whose_answer_was_lost_goes_on_from_its_own_saving(counter: Counter) -> None:
    form = sheet(counter)
    before = dict(form.hidden)
    form.send({**PLAIN, "issuer": "Prima"}, "")
    form.hidden = before  # the network was gone before the answer came
    form.send({**PLAIN, "issuer": "Seconda"}, "")
    assert "In un'altra finestra" not in form.words
    assert (form.hidden["version"], len(rows(counter, claim_draft.c.public_id))) == ("2", 1)


def test_nobody_sees_a_colleagues_draft_and_nobody_writes_for_their_family(counter: Counter) -> None:
    form = sheet(counter)
    form.send(dict(PLAIN), "")
    other = counter.inside(Role.CLERK)
    assert "Riprendi" not in other.get("/").text
    assert other.get(f"/bozze/{form.hidden['draft']}").status_code == 404
    assert other.post(f"/bozze/{form.hidden['draft']}/butta").status_code == 404
    theirs = sheet(counter, browser=other)
    theirs.send(dict(PLAIN), "", draft=form.hidden["draft"])
    assert "In un'altra finestra" in theirs.words
    path = f"/persone/{counter.public_id('Anna')}/nuova-pratica"
    assert counter.inside(Role.CLERK, person="Bruno").get(path).status_code == 403
    assert counter.inside(Role.AUDITOR).get(path).status_code == 403
    assert counter.outsider().get(path).location == "/entra"


@ONE_KIND
def test_fields_that_the_form_has_not_are_refused_and_the_rest_comes_back(counter: Counter) -> None:
    form = sheet(counter)
    for odd in ({"paid_at": "2026-01-01"}, {"cells": "x"}, {"version": "-1"}, {"draft": "../x"}, {"step": "drop-x"},
                {"invoice": "9" * 5000}, {"sure": "zz"}, {"fact-1-": "x"}, {"benefit-1": ["a", "b"]}):  # fmt: skip
        form.send({**PLAIN, **odd}, None)
        assert form.answer.status_code == 422, odd
        assert 'value="Studio Bianchi"' in form.page
    for name, lines in (("lines", "9" * 300), ("lines", "0"), ("lines", "x")):
        form.send({**PLAIN, name: lines})
        assert form.answer.status_code == 200
    assert rows(counter, claim.c.claim_id) == []
