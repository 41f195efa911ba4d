"""The last step in a second window, after the request was sent from the first: nothing is asked for that was sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.store.database import Archive
from web.mine import Families, families_of
from web.test_mine import asked_for, fields, text_of
from web.test_new_claim import ONE_KIND


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


@ONE_KIND
def test_after_it_was_sent_the_other_window_counts_nothing_without_its_files(families: Families) -> None:
    browser = families.inside("Maria")
    path, last = f"/mie/rimborso/{families.name('Maria')}", f"/mie/bozze/{asked_for(browser, families)}/controlla"
    first, second = browser.get(last), browser.get(last)
    assert "Ci serve ancora" in text_of(second.text), "the prescription"
    assert browser.post(path, fields(first.text)).status_code == 303
    after = browser.post(f"{path}/salva", fields(second.text) | {"seen": "yes"})
    told = text_of(after.text)
    assert "già stata mandata" in told
    assert "Ci serve ancora" not in told
    assert "Ci servono ancora" not in told
    assert "Manca qualcosa" not in told
    assert "Foto e file" not in told
    assert f"/mie/domande/di/{families.name('Maria')}" in after.text


@ONE_KIND
def test_where_another_window_only_wrote_its_files_are_still_there(families: Families) -> None:
    browser = families.inside("Maria")
    path, last = f"/mie/rimborso/{families.name('Maria')}", f"/mie/bozze/{asked_for(browser, families)}/controlla"
    first, second = fields(browser.get(last).text), fields(browser.get(last).text)
    assert browser.post(f"{path}/salva", {**first, "amount-1": "90"}).status_code == 200
    told = text_of(browser.post(f"{path}/salva", {**second, "amount-1": "80"}).text)
    assert "hai scritto altro" in told
    assert "Foto e file 1" in told
    assert "Manca qualcosa Prescrizione del medico" in told, "and the invoice is not missing"
