"""The button of the language on a page that was made of what was sent: the same page, in the other language."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.store.database import Archive
from mutua.store.tables import birth_notice, membership
from services.member_helpers import member
from web.counter import Browser
from web.mine import Families, families_of
from web.test_members import mark
from web.test_mine import fields, text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def foot(page: str) -> tuple[str, dict[str, str]]:
    """Where the button of the language sends what, as a browser would."""
    form = page.rpartition("<form")[2].partition("</form>")[0]
    action = re.search(r'action="([^"]+)"', form)
    button = re.search(r'<button[^>]*name="([^"]+)" value="([^"]+)"', form)
    assert action is not None
    assert button is not None
    sent = {name: unescape(told) for name, told in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)}
    sent.pop("seal")
    return action[1], {**sent, button[1]: button[2]}


def turned(browser: Browser, page: str) -> str:
    """The page after the button of the language, wherever it leads."""
    answer = browser.post(*foot(page))
    return (browser.get(str(answer.location)) if answer.status_code == 303 else answer).text


def test_what_a_member_looks_at_before_sending_is_there_in_the_other_language(families: Families) -> None:
    browser = families.inside("Maria")
    told = {"given_name": "Ada", "surname": "Rossi", "born_on": "20/05/2026"}
    seen = browser.post("/mie/nucleo/nascita", told).text
    assert "È giusto: mandalo" in text_of(seen)
    english = turned(browser, seen)
    assert "It is right: send it" in text_of(english)
    assert 'name="given_name" value="Ada"' in english
    assert "It is right: send it" not in text_of(turned(browser, english)), "and back again"
    action, sent = foot(seen)
    browser.post(action, {**sent, "step": "send"})
    with families.counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(birth_notice)) == 0, "the button does nothing else"


def test_a_trial_stays_with_its_sum(families: Families) -> None:
    browser, path = families.inside("Maria"), f"/mie/prova/{families.name('Maria')}"
    told = {"lines": "1", "benefit-1": f"{families.society.plan_code}:VIS", "served-1": "4/5/2026", "amount-1": "100"}
    english = turned(browser, browser.post(path, told).text)
    assert "€70.00" in text_of(english)
    assert 'value="4/5/2026"' in english
    assert "Sign out" in text_of(browser.get("/mie").text), "from then on"


def test_a_step_of_a_refund_leads_to_its_draft(families: Families) -> None:
    browser, path = families.inside("Maria"), f"/mie/rimborso/{families.name('Maria')}"
    step = fields(browser.get(path).text) | {"benefit-1": f"{families.society.plan_code}:VIS", "served-1": "4/5/26x"}
    wrong = browser.post(path, step)
    assert wrong.status_code == 422
    english = turned(browser, wrong.text)
    assert "Ask for a refund" in text_of(english)
    assert fields(english)["served-1"] == "4/5/26x"
    assert fields(english)["benefit-1"]


def test_what_the_counter_is_about_to_confirm_is_shown_in_the_other_language(families: Families) -> None:
    counter = families.counter
    member(counter.society, "Maria")
    clerk, path = counter.inside(Role.CLERK), f"/persone/{counter.public_id('Maria')}/socio/recesso"
    shown = clerk.post(path, {"on": "01/06/2026"}).text
    english = turned(clerk, shown)
    assert "this is what happens" in text_of(english)
    assert 'name="on" value="01/06/2026"' in english
    action, sent = foot(english)
    italian = clerk.post(action, {**sent, "sure": mark(english)}).text
    with counter.archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).select_from(membership).where(
            membership.c.event == "withdrawn")) == 0  # fmt: skip
    assert clerk.post(path, {"on": "01/06/2026", "sure": mark(italian)}).status_code == 303, "its own button does it"


def test_a_form_that_was_not_taken_comes_back_with_what_was_typed(families: Families) -> None:
    clerk = families.counter.inside(Role.CLERK)
    told = {"surname": "Bianchi", "given_name": "Leopolda", "fiscal_code": "XYZ", "on": "01/06/2026"}
    wrong = clerk.post("/soci/nuova-domanda", told)
    assert wrong.status_code == 422
    english = turned(clerk, wrong.text)
    assert 'value="Leopolda"' in english
    assert "See what happens" in text_of(english)
    assert "no field of it" not in clerk.post("/soci/nuova-domanda", {**told, "other": "no field of it"}).text
