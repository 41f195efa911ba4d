"""Photos and files of a request: the same one sent twice is told, to the member and at the counter."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.store.database import Archive
from web.mine import Families, families_of
from web.test_mine import PHOTO, fields, text_of

TWICE, AGAIN = "È uguale a un file qui sopra", "Lo avevi già mandato uguale"


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def photos(*contents: bytes) -> dict[str, object]:
    return {"files": [(io.BytesIO(one), "foto.jpg") for one in contents]}


def test_the_same_photo_twice_is_told_and_not_refused(families: Families) -> None:
    browser, plan, who = families.inside("Maria"), families.society.plan_code, families.name("Maria")
    path = f"/mie/rimborso/{who}"
    step = {**fields(browser.get(path).text), "benefit-1": f"{plan}:VIS", "served-1": "4/5/2026"}
    where = str(browser.post(path, step).location)
    step = fields(browser.get(where).text)
    page = browser.post(f"{path}/salva", {**step, "file_paper": "fattura", **photos(PHOTO, PHOTO + b"2")}).text
    assert TWICE not in text_of(page), "two photos of one invoice"
    page = browser.post(f"{path}/salva", {**fields(page), "file_paper": "fattura", **photos(PHOTO)}).text
    assert text_of(page).count(TWICE) == 1
    first, second, third = re.findall(r"<li>(.*?)</li>", page.partition('id="part-files"')[2], re.DOTALL)[:3]
    assert [TWICE in one for one in (first, second, third)] == [False, False, True], "the later one"
    assert text_of(browser.get(where).text).count(TWICE) == 1, "the page opened anew says it still"
    gone = re.findall(r'value="(unfile-[0-9a-f]{64})"', first)[0]
    page = browser.post(f"{path}/salva", {**fields(page), "step": gone}).text
    assert TWICE not in text_of(page), "one went: the other is alone"


def test_a_photo_brought_later_that_is_there_already_is_told(families: Families) -> None:
    society, browser = families.society, families.inside("Maria")
    names = ("b" * 26, "c" * 26)
    for name in names:
        society.decide(society.claim("Maria", "VIS", 10000, papers={"fattura": date(2026, 5, 4)}, public_id=name))

    def bring(name: str, *contents: bytes) -> str:
        key = re.findall(r'name="key" value="([^"]+)"', browser.get(f"/mie/domande/{name}").text)[0]
        sent = {"key": key, "paper": "prescrizione", "dated_on": "3/5/2026", **photos(*contents)}
        assert browser.post(f"/mie/domande/{name}/documento", sent).status_code == 303
        return text_of(browser.get(f"/mie/domande/{name}").text)

    assert AGAIN not in bring(names[0], PHOTO, PHOTO + b"2")
    assert AGAIN not in bring(names[1], PHOTO), "of another request nothing is said: it may be somebody else's"
    assert AGAIN in bring(names[0], PHOTO)
    clerk = families.counter.inside(Role.CLERK)
    page = text_of(clerk.get(f"/pratiche/{names[0]}").text)
    assert page.count("lo stesso file di uno qui sopra") == 1
    assert "lo stesso file di uno qui sopra" not in text_of(clerk.get(f"/pratiche/{names[1]}").text)


def test_the_counter_is_told_while_it_writes(families: Families) -> None:
    clerk, who = families.counter.inside(Role.CLERK), families.name("Maria")
    page = clerk.get(f"/persone/{who}/nuova-pratica").text
    sent = {**fields(page), "file_paper": "fattura", "step": "", **photos(PHOTO, PHOTO + b"2", PHOTO)}
    page = text_of(clerk.post(f"/persone/{who}/nuova-pratica/calcola", sent).text)
    assert page.count("lo stesso file di uno qui sopra") == 1
