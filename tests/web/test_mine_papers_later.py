"""What a member reads of help that is authorised before its paper: that it is wanted later, until it is there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from services.test_papers_to_come import CERTIFIED
from web.counter import counter_of
from web.mine import Families, families_in
from web.test_mine import PHOTO, fields, text_of
from web.test_new_claim import ONE_KIND
from web.test_where_needed import at_last_step

PAPER = "certificato del medico curante"


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_in(counter_of(archive, tmp_path, version=CERTIFIED))


@ONE_KIND
def test_what_the_last_step_says_is_what_happens(families: Families) -> None:
    browser, society = families.inside("Maria"), families.society
    path, last = at_last_step(families, browser)
    page = browser.get(last).text
    told = text_of(page)
    assert "per mettere da parte le ore non serve" in told
    assert "resta ferma" not in told
    sent = str(browser.post(path, {**fields(page), "place": "via Roma 1", "phone": "0121 7"}).location)
    told = text_of(browser.get(sent).text)
    assert "Per mettere da parte le ore non serve, ma poi sì" in told
    assert "prima non possiamo decidere" not in told
    assert "Hai un altro documento da mandare?" not in told, "the paper is asked for, in the open"
    name = sent.split("?")[0].split("/")[-1]
    clerk = families.counter.inside(Role.CLERK)
    assert f"Si autorizza anche se manca: il {PAPER}" in text_of(clerk.get(f"/pratiche/{name}").text)
    with families.counter.archive.reader.begin() as connection:
        claim_id = connection.exec_driver_sql("SELECT claim_id FROM claim").scalar_one()
    society.decide(claim_id)
    told = text_of(browser.get(sent).text)
    assert f"8 ore. Aspettiamo ancora il {PAPER}" in told
    assert "Questo portalo appena ce l'hai" in told
    assert "Chi viene te lo dice l'ufficio per telefono" in told
    assert PAPER in text_of(browser.get("/mie").text)
    assert "Aspetta te" in text_of(browser.get(f"/mie/domande/di/{families.name('Maria')}").text)
    assert PAPER in text_of(clerk.get("/coda/da-portare").text)
    assert f"Aspettiamo ancora: il {PAPER}" in text_of(clerk.get(f"/pratiche/{name}").text)
    assert "Autorizzate a cui manca un documento: 1" in text_of(clerk.get("/").text)
    bring = {"paper": "certificato", "dated_on": "", "key": "k" * 24, "files": (io.BytesIO(PHOTO), "foto.jpg")}
    done = browser.post(f"/mie/domande/{name}/documento", bring)
    assert done.status_code == 303, text_of(done.text)
    society.decide(claim_id)
    told = text_of(browser.get(sent).text)
    assert "Aspettiamo ancora" not in told
    assert "Da portare" not in told
    assert PAPER not in text_of(browser.get("/mie").text)
    assert "Niente: questa lista è vuota" in text_of(clerk.get("/coda/da-portare").text)
    assert verify(families.counter.archive) == []
