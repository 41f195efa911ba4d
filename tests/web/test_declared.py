"""The notice on personal data and what is declared as paid elsewhere: at the counter, on a member's own pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.access import Role
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.declare import write_notice
from mutua.services.member_login import counter_link
from mutua.store.database import Archive
from mutua.store.declared import Notice, read_elsewhere, read_given
from mutua.store.tables import notice_given, paid_elsewhere
from mutua.wording.declared import left_sentence, notice_sentence, used_sentence
from services.societies import NOW
from web.counter import Browser, Counter
from web.mine import Families, families_of
from web.test_members import done
from web.test_person import words

TEXT = "Come trattiamo i dati.\n\nA chi li diamo: <nessuno>."


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def desk(counter: Counter) -> Desktop:
    society = counter.society
    return Desktop(society.archive, society.plans, society.actor_id, NOW, society.ids)


def written(counter: Counter, text: str = TEXT) -> Notice:
    found = write_notice(desk(counter), text, since=NOW.date())
    assert isinstance(found, Notice), found
    return found


def rows(archive: Archive) -> tuple[int, int]:
    with archive.reader.begin() as connection:
        return tuple(len(connection.execute(select(one)).all()) for one in (notice_given, paid_elsewhere))  # type: ignore[return-value]  # two of them


# ---------------------------------------------------------------- at the counter


def test_a_clerk_notes_that_the_notice_was_got_and_takes_it_back(counter: Counter) -> None:
    clerk, path = counter.inside(Role.CLERK), f"/persone/{counter.public_id('Anna')}/socio"
    page = clerk.get(path).text
    assert "non ha ancora scritto la sua informativa" in words(page)
    assert "passo=give_notice" not in page
    none = clerk.post(f"{path}/informativa", {"on": "01/06/2026"})
    assert (none.status_code, "non aveva ancora scritto" in words(none.text)) == (422, True)
    written(counter)
    page = clerk.get(path).text
    assert "Non ha ancora ricevuto l'informativa (n. 1)." in words(page)
    assert ("passo=give_notice" in page, "passo=undo_notice" in page) == (True, False)
    said = done(clerk, f"{path}/informativa", {"on": "01/06/2026"})
    assert "Informativa n. 1, ricevuta il 01/06/2026 su carta." in said
    assert rows(counter.archive) == (1, 0)
    page = clerk.get(path).text
    assert ("Ha ricevuto l'informativa." in words(page), "passo=undo_notice" in page) == (True, True)
    again = clerk.post(f"{path}/informativa", {"on": "01/06/2026"})
    assert (again.status_code, "è già sua dal 01/06/2026" in words(again.text)) == (422, True)
    assert "Non vale più" in done(clerk, f"{path}/informativa/annulla", {})
    assert "Non ha ancora ricevuto l'informativa (n. 1)." in words(clerk.get(path).text)


def test_a_clerk_records_what_is_paid_elsewhere_and_sees_the_ceiling_with_its_article(counter: Counter) -> None:
    """3.615,21 of 3.615,20: one cent above (art. 51, c. 2, lett. a, TUIR)."""
    clerk, path = counter.inside(Role.CLERK), f"/persone/{counter.public_id('Anna')}/socio"
    told = {"year": "2026", "amount": "3.615,21", "on": "01/06/2026"}
    assert "Per il 2026: 3.615,21 € versati altrove" in done(clerk, f"{path}/versato-altrove", told)
    page = clerk.get(path).text
    assert "oltre il tetto per 0,01 € (art. 51, comma 2, lett. a, del TUIR)" in words(page)
    done(clerk, f"{path}/versato-altrove", {**told, "amount": "615,20"})
    assert "restano 3.000,00 €" in words(clerk.get(path).text)
    later = clerk.post(f"{path}/versato-altrove", {**told, "year": "2027"})
    assert (later.status_code, 'aria-describedby="year-wrong' in later.text) == (422, True)
    assert rows(counter.archive) == (0, 2)
    assert "(dichiarati il" not in words(clerk.get(f"/persone/{counter.public_id('Bruno')}/socio").text)


def test_who_applies_may_get_the_notice_with_the_application(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK)
    told = {"surname": "Bianchi", "given_name": "Leo", "card_number": "91", "on": "01/06/2026", "kind": "ordinary",
            "notice": "sì"}  # fmt: skip
    none = clerk.post("/soci/nuova-domanda", told)
    assert (none.status_code, "non aveva ancora scritto" in words(none.text)) == (422, True)
    written(counter)
    assert "Informativa ricevuta su carta." in done(clerk, "/soci/nuova-domanda", told)
    assert rows(counter.archive) == (1, 0)
    without = {**told, "card_number": "92", "given_name": "Lea", "notice": ""}
    assert "Informativa" not in done(clerk, "/soci/nuova-domanda", without)
    assert rows(counter.archive) == (1, 0)


# ---------------------------------------------------------------- on one's own pages


def by_link(families: Families, person: str) -> tuple[Browser, str]:
    """A browser that came in by a link, and where it was led."""
    found = counter_link(families.at(), families.society.people[person])
    assert not isinstance(found, Refusal)
    browser = families.counter.outsider()
    browser.get(f"/entra/link/{found}")
    return browser, browser.post(f"/entra/link/{found}", {}).headers["Location"]


def test_a_member_reads_the_notice_when_they_first_enter_by_link_and_ticks_it_once(families: Families) -> None:
    assert by_link(families, "Maria")[1] == "/mie"
    notice = written(families.counter)
    browser, there = by_link(families, "Maria")
    assert there == "/mie/informativa"
    page = browser.get(there).text
    assert "A chi li diamo: &lt;nessuno&gt;." in page
    assert "Leggi l'informativa" in words(browser.get("/mie").text)  # nobody is kept from their own pages
    sent = {"version": str(notice.version), "read": "sì"}
    assert browser.post("/mie/informativa", {"version": "1"}).status_code == 422
    assert browser.post("/mie/informativa", {**sent, "version": "2"}).status_code == 409
    assert rows(families.counter.archive) == (0, 0)
    assert browser.post("/mie/informativa", sent).status_code == 303
    assert browser.post("/mie/informativa", sent).status_code == 303  # twice is once
    maria = families.society.people["Maria"]
    with families.counter.archive.reader.begin() as connection:
        (given,) = read_given(connection, [maria])[maria]
    assert (given.version, given.given_on, given.how) == (1, NOW.date(), "web")
    assert "Leggi l'informativa" not in words(browser.get("/mie").text)
    assert by_link(families, "Maria")[1] == "/mie"
    assert "L'hai ricevuta il" in words(browser.get("/mie/informativa").text)
    written(families.counter, "Un altro testo.")
    assert by_link(families, "Maria")[1] == "/mie/informativa"
    assert by_link(families, "Piero")[1] == "/mie/informativa"  # each for themselves


def test_a_member_declares_for_themselves_what_is_paid_elsewhere(families: Families) -> None:
    browser = families.inside("Maria")
    maria = families.society.people["Maria"]
    own, of_luca = f"/mie/documenti/{families.name('Maria')}", f"/mie/documenti/{families.name('Luca')}"
    assert "versato-altrove" not in browser.get(own).text, "nothing of theirs goes through a firm"
    assert browser.post("/mie/versato-altrove", {"year": "2026", "amount": "dieci"}).status_code == 422
    future = browser.post("/mie/versato-altrove", {"year": "2027", "amount": "10"})
    assert (future.status_code, "deve ancora venire" in words(future.text)) == (422, True)
    answer = browser.post("/mie/versato-altrove", {"year": "2026", "amount": "1.000,00"})
    assert (answer.status_code, answer.headers["Location"]) == (303, own)
    with families.counter.archive.reader.begin() as connection:
        assert [(one.cents, one.how) for one in read_elsewhere(connection, [maria]).values()] == [(100000, "web")]
    page = words(browser.get(own).text)
    assert "1.000,00 € versati altrove (dichiarati il 01/06/2026); restano 2.615,20 € (art. 51" in page
    assert "(dichiarati il" not in words(browser.get(of_luca).text)
    assert "(dichiarati il" not in words(families.inside("Piero").get(
        f"/mie/documenti/{families.name('Maria')}").text)  # fmt: skip


# ---------------------------------------------------------------- words


def test_what_is_said_in_both_languages() -> None:
    law = "art. 51 [U]"
    assert used_sentence(2026, 1000, None, 1, law) == (
        "2026: 10,00 € attraverso aziende, nulla dichiarato come versato altrove; restano 0,01 € (art. 51)."
    )
    assert used_sentence(2026, 1000, (500, NOW.date()), None, "", "en") == (
        "2026: €10,00 through firms, €5,00 paid elsewhere (declared on 01/06/2026)."
    )
    assert (left_sentence(0), left_sentence(-1, "en")) == ("restano 0,00 €", "above it by €0,01")
    assert notice_sentence(2, True, False, "en") == "Got an earlier notice; no. 2 is given out now."
    assert re.search(r"adesso si consegna la n\. 2", notice_sentence(2, True, False))
