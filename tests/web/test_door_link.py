"""The link of the monthly mail: it says once that nothing changed, and shows nothing of the firm."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from mutua.domain.access import Role
from mutua.services.accounts import disable_user
from mutua.services.decide_claim import Refusal
from mutua.services.firm_link import unchanged_link
from mutua.store.accounts import find_account
from mutua.store.database import Archive
from mutua.store.tables import account
from mutua.store.tables_firms import staff_list
from web.outside import Outside, outside_of


def link(outside: Outside, login: str) -> str | Refusal:
    counter = outside.counter
    with outside.archive.reader.begin() as connection:
        one = find_account(connection, account.c.login == login)
    assert one is not None
    return unchanged_link(
        outside.archive, one.id, actor_id=counter.society.actor_id, now=counter.clock.now, ids=counter.society.ids
    )


def said(outside: Outside) -> int:
    with outside.archive.reader.begin() as connection:
        return len(connection.execute(select(staff_list).where(staff_list.c.mode == "unchanged")).all())


def test_a_link_says_once_that_nothing_changed_and_all_others_are_alike(archive: Archive, tmp_path: Path) -> None:
    outside = outside_of(archive, tmp_path)
    for login, organisation, consultant in (("alfa", "Alfa", False), ("beta", "Beta", False), ("verdi", "Verdi", True)):
        outside.inside(organisation, intermediary=consultant, login=login)
    outside.counter.account("anna", [Role.CLERK])
    assert isinstance(link(outside, "verdi"), Refusal), "of one firm only"
    assert isinstance(link(outside, "anna"), Refusal)
    used, closed, over, never = link(outside, "alfa"), link(outside, "beta"), link(outside, "alfa"), "x" * 43
    browser = outside.counter.outsider()
    pages = set()
    for token in (used, closed, over, never):
        page = browser.get(f"/nulla/{token}")
        assert page.status_code == 200
        assert "Alfa" not in page.text
        assert "Beta" not in page.text
        pages.add(page.text.replace(str(token), "*"))
    assert len(pages) == 1
    assert said(outside) == 0, "looking does nothing"
    first = browser.post(f"/nulla/{used}")
    assert "Segnato, grazie" in first.text
    assert "Alfa" not in first.text
    assert said(outside) == 1
    disable_user(outside.archive, "beta", actor_id=outside.counter.society.actor_id, now=outside.counter.clock.now)
    answers = [browser.post(f"/nulla/{token}") for token in (used, closed, never)]
    outside.counter.clock.pass_by(timedelta(days=30))
    answers.append(browser.post(f"/nulla/{over}"))
    assert {one.status_code for one in answers} == {410}
    told = {one.text.replace(str(token), "*") for one, token in zip(answers, (used, closed, never, over), strict=True)}
    assert len(told) == 1
    assert said(outside) == 1
