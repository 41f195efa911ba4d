"""The lists of work: the oldest first, with the days; the next one opens; plain ones are decided as they were shown."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from mutua.domain.access import Role
from mutua.services import work_queue
from mutua.services.claim_life import Desktop, Done, complete
from mutua.services.decide_batch import release_household
from mutua.services.plain_ones import LIMIT
from mutua.store.settings import write_setting
from mutua.store.tables import parked_household
from services.societies import NOW
from web.claims_helpers import clerk, decisions, looks, name_of, page_of, stamp_on, waits
from web.counter import Browser, Counter


def received(days_ago: int) -> datetime:
    return NOW - timedelta(days=days_ago)


def shown(text: str) -> list[str]:
    """The numbers of the requests of a list, in order."""
    return re.findall(r'<td data-label="Domanda"><a href="[^"]+"(?: autofocus)?>(\d+)</a>', text)


def test_each_list_holds_what_waits_for_that_and_the_oldest_is_first(counter: Counter) -> None:
    society = counter.society
    newer = society.claim("Anna", "VIS", 10000, received_at=received(3))
    older = society.claim("Bruno", "CICLO", 20000, received_at=received(40))
    asked = society.claim("Anna", "VIS", 5000, papers={"fattura": date(2026, 5, 4)}, received_at=received(20))
    wanted = society.claim("Anna", "CASA", authorises=True, quantità=60, received_at=received(2))
    owed = society.claim("Anna", "VIS", 1000, received_at=received(10))
    for claim_id in (asked, owed):
        society.decide(claim_id)
    browser = clerk(counter)
    home = browser.get("/").text
    figures = [int(one) for one in re.findall(r'class="figure">(\d+)<', home)]
    assert figures == [0, 2, 1, 1, 1, 0, 0], "none is one's own yet"
    for which, numbers in (
        ("da-decidere", [older, newer]), ("da-completare", [asked]), ("da-autorizzare", [wanted]),
        ("da-pagare", [owed]), ("messe-da-parte", []),
    ):  # fmt: skip
        page = browser.get(f"/coda/{which}")
        assert page.status_code == 200
        assert shown(page.text) == [str(one) for one in numbers], which
    text = browser.get("/coda/da-decidere").text
    assert "40 giorni" in text
    assert "Entro" not in text, "the rules promise no day of decision, so none is told"
    assert "il regolamento non promette un termine" in text
    text = browser.get("/coda/da-completare").text
    assert "dalla lettera" in text, "a term to complete it is promised: it begins with the letter"
    assert "non promette un termine" not in text
    assert shown(browser.get("/coda/da-decidere?da_giorni=30").text) == [str(older)]
    assert browser.get("/coda").location == "/coda/da-decidere"
    for odd in ("pagina=0", "pagina=x", "pagina=1&pagina=2", "altro=1", "da_giorni=-1", "pagina=99999999"):
        assert shown(browser.get(f"/coda/da-decidere?{odd}").text) == [str(older), str(newer)]
    assert "la lista finisce prima" in browser.get("/coda/da-decidere?pagina=9").text
    # A household set aside leaves the list of what is to be decided.
    with counter.archive.writer.begin() as connection:
        home_id = society.households[society.people["Anna"]]
        connection.execute(parked_household.insert().values(household_id=home_id, parked_at=NOW, cause="ContentError"))
    assert shown(browser.get("/coda/da-decidere").text) == []
    assert len(shown(browser.get("/coda/messe-da-parte").text)) == 3
    assert "rovinati" in browser.get(page_of(counter, newer)).text
    assert release_household(counter.archive, home_id, actor_id=society.actor_id, now=NOW)


def test_a_list_has_pages(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_queue, "AT_ONCE", 2)
    society = counter.society
    numbers = [society.claim("Carla", "CICLO", 1000, received_at=received(60 - at)) for at in range(3)]
    browser = clerk(counter)
    first, second = browser.get("/coda/da-decidere").text, browser.get("/coda/da-decidere?pagina=2").text
    assert [*shown(first), *shown(second)] == [str(one) for one in numbers]
    assert "Pagina 1 di 2" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_the_first_page_shows_the_five_that_wait_longest(counter: Counter) -> None:
    browser = clerk(counter)
    assert "le prime in lista" not in browser.get("/").text, "an empty list is no table"
    society = counter.society
    numbers = [society.claim("Carla", "CICLO", 1000, received_at=received(60 - at)) for at in range(6)]
    page = browser.get("/").text
    assert shown(page) == [str(one) for one in numbers[:5]]
    assert 'href="/coda/da-decidere">Tutte' in page
    assert shown(counter.inside(Role.AUDITOR).get("/").text) == [], "who decides nothing looks at nobody by the way"


def test_after_a_decision_the_next_of_the_list_opens(counter: Counter) -> None:
    society = counter.society
    first = society.claim("Anna", "VIS", 10000, received_at=received(9))
    second = society.claim("Anna", "CICLO", 20000, received_at=received(8))
    third = society.claim("Bruno", "CICLO", 20000, received_at=received(7))
    browser = clerk(counter)

    def decide(claim_id: int) -> str:
        page = browser.get(page_of(counter, claim_id))
        sent = {"seen": stamp_on(page.text), "then": "next"}
        return str(browser.post(f"{page_of(counter, claim_id)}/decidi", sent).location)

    assert decide(second) == page_of(counter, third), "the one after it, not the one that was passed over"
    assert "ecco la prossima" in browser.get(page_of(counter, third)).text
    assert decide(third) == page_of(counter, first), "at the end it begins anew"
    assert decide(first) == "/coda/da-decidere"
    assert "non ce ne sono altre" in browser.get("/coda/da-decidere").text
    assert [decisions(counter, one) for one in (first, second, third)] == [["decision"]] * 3


def marked(text: str) -> list[str]:
    return re.findall(r'name="one" value="([^"]+)"', text)


def plain_page(browser: Browser) -> str:
    page = browser.get("/coda/semplici")
    assert page.status_code == 200
    return page.text


def test_plain_ones_are_decided_together_exactly_as_they_were_shown(counter: Counter) -> None:
    society = counter.society
    society.household("N2", "Dora")
    society.household("N3", "Elsa")
    society.household("N4", "Fede")
    small = society.claim("Anna", "VIS", 10000, received_at=received(9))
    changing = society.claim("Dora", "VIS", 5000, received_at=received(8))
    large = society.claim("Elsa", "CICLO", 90000, received_at=received(7))
    lacking = society.claim("Elsa", "VIS", 1000, papers={}, received_at=received(8))
    behind = society.claim("Anna", "CICLO", 10000, received_at=received(3))
    taken = society.claim("Fede", "VIS", 2000, received_at=received(2))
    browser, other = clerk(counter), clerk(counter)
    before = [looks(counter, who) for who in ("Anna", "Elsa")]
    text = plain_page(browser)
    names = [name_of(counter, one) for one in (small, changing, taken)]
    assert [one.partition(".")[0] for one in marked(text)] == names
    assert "119,00" in text, "70 + 35 + 14"
    after = [looks(counter, who) for who in ("Anna", "Elsa")]
    assert after == [before[0] + 1, before[1]], "that somebody looked is written down, only of those that are shown"
    # One changes while the clerk looks: a ceiling is drawn by another request; one is decided by a colleague.
    drawing = society.claim("Dora", "VIS", 20000, received_at=received(20))
    society.decide(drawing)
    page = other.get(page_of(counter, taken))
    other.post(f"{page_of(counter, taken)}/decidi", {"seen": stamp_on(page.text)})
    answer = browser.post("/coda/semplici", {"one": marked(text)})
    assert answer.status_code == 200
    assert "Decise: 1, per 70,00" in answer.text
    assert "Lasciate com'erano: 2" in answer.text or "Lasciate com&#39;erano: 2" in answer.text
    assert "cambiata nel frattempo" in answer.text
    assert "già stata decisa" in answer.text
    assert [waits(counter, one) for one in (small, changing, large, lacking, behind)] == [False, True, True, True, True]
    again = browser.post("/coda/semplici", {"one": marked(text)})
    assert "Decise: 0" in again.text
    assert decisions(counter, small) == ["decision"], "sent twice, decided once"
    for odd in (["x"], [f"{name_of(counter, large)}.{'0' * 32}"], ["." * 40], []):
        assert "Decise: 0" in browser.post("/coda/semplici", {"one": odd}).text
    assert waits(counter, large)


def test_the_limit_of_plain_ones_is_the_societys(counter: Counter) -> None:
    counter.society.claim("Anna", "VIS", 10000)
    browser = clerk(counter)
    for limit, count in (("7000", 1), ("6999", 0), ("", 1)):
        with counter.archive.writer.begin() as connection:
            write_setting(connection, LIMIT, limit)
        assert len(marked(plain_page(browser))) == count
    assert counter.inside(Role.AUDITOR).get("/coda/semplici").status_code == 403


def test_nobody_finds_their_family_in_a_list_nor_decides_it(counter: Counter) -> None:
    society = counter.society
    society.household("N2", "Dora")
    own = society.claim("Bruno", "CICLO", 10000, received_at=received(9))
    others = society.claim("Dora", "VIS", 5000, received_at=received(8))
    browser, colleague = clerk(counter, person="Anna"), clerk(counter)
    text = browser.get("/coda/da-decidere").text
    assert shown(text) == [str(others)]
    assert "le tratta un collega" in text
    text = plain_page(colleague)
    assert len(marked(plain_page(browser))) == len(marked(text)) == 1
    assert f'href="{page_of(counter, own)}">{own}</a>' in text, "of the family of who works here: named, for two people"
    stamp = stamp_on(colleague.get(page_of(counter, own)).text)
    every = [*marked(text), f"{name_of(counter, own)}.{stamp}"]
    assert browser.get(page_of(counter, own)).status_code == 403
    assert browser.post(f"{page_of(counter, own)}/decidi", {"seen": stamp}).status_code == 403
    answer = browser.post("/coda/semplici", {"one": every})
    assert "Decise: 1" in answer.text
    assert "familiari" in answer.text or "collega" in answer.text
    assert waits(counter, own)
    page = colleague.get(page_of(counter, own))
    assert colleague.post(f"{page_of(counter, own)}/decidi", {"seen": stamp_on(page.text)}).status_code == 303
    assert waits(counter, own), "a colleague proposes it, another approves it"
    assert shown(colleague.get("/coda/da-decidere").text) == []


def test_what_came_later_begins_the_wait_anew(counter: Counter) -> None:
    society = counter.society
    claim_id = society.claim("Anna", "VIS", 5000, papers={"fattura": date(2026, 5, 4)}, received_at=received(20))
    society.decide(claim_id)
    counter.clock.now = datetime(2026, 6, 20, 8, tzinfo=UTC)
    browser = clerk(counter)
    assert shown(browser.get("/coda/da-completare").text) == [str(claim_id)]
    now = counter.clock.now - timedelta(days=2)
    desk = Desktop(counter.archive, society.plans, society.actor_id, now, society.ids)
    assert isinstance(complete(desk, claim_id, papers={"prescrizione": date(2026, 5, 4)}), Done)
    text = browser.get("/coda/da-decidere").text
    assert shown(text) == [str(claim_id)]
    assert "2 giorni" in text
