"""Where help is needed, and whom to ring: of that request alone, told to who looks after it, gone with the person."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from sqlalchemy import select, update

from mutua.domain.access import Role
from mutua.services.export_person import raw_rows, readable_tables
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.personal import erase_rows, still_there, what_is_left
from mutua.store.tables import claim, claim_draft, claim_place, identity
from web.counter import Browser, Counter
from web.mine import Families, families_of
from web.test_mine import fields, text_of
from web.test_new_claim import ONE_KIND, PLAIN, sheet

WARD, CALLED = "Ospedale di Pinerolo, reparto A", "Gino, 0121 888"


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    made = families_of(archive, tmp_path)
    with archive.writer.begin() as connection:
        known = {"address": "via Roma 1", "postal_code": "10064", "municipality": "Pinerolo", "phone": "0121 777"}
        connection.execute(
            update(identity).where(identity.c.person_id == made.society.people["Maria"]).values(**known)
        )
    return made


def at_last_step(families: Families, browser: Browser, person: str = "Maria") -> tuple[str, str]:
    """Where the steps of help are sent, and the last of them, before anything was typed in it."""
    path, plan = f"/mie/rimborso/{families.name(person)}", families.society.plan_code
    page = browser.get(f"/mie/aiuto/{families.name(person)}").text
    page = browser.post(path, {**fields(page), "benefit-1": f"{plan}:CASA", "served-1": "10/06/2026"}).text
    page = browser.get(str(browser.post(path, {**fields(page), "fact-1-quantità": "8"}).location)).text
    return path, str(browser.post(path, fields(page)).location)


def kept(families: Families) -> list[tuple[str, str]]:
    with families.counter.archive.reader.begin() as connection:
        return [tuple(row) for row in connection.execute(select(claim_place.c.place, claim_place.c.phone))]


def test_the_last_step_begins_with_what_is_on_record_and_changes_nothing_of_it(
    families: Families, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    browser = families.inside("Maria")
    path, last = at_last_step(families, browser)
    page = browser.get(last).text
    assert (fields(page)["place"], fields(page)["phone"]) == ("via Roma 1, 10064 Pinerolo", "0121 777")
    done = browser.post(path, {**fields(page), "place": WARD, "phone": CALLED})
    assert done.status_code == 303, text_of(done.text)
    assert kept(families) == [(WARD, CALLED)]
    with families.counter.archive.reader.begin() as connection:
        who = identity.c.person_id == families.society.people["Maria"]
        assert connection.execute(select(identity.c.address, identity.c.phone).where(who)).one() == (
            "via Roma 1", "0121 777"
        )  # fmt: skip
        assert still_there(connection, [WARD]) == ["claim_place.place"], "in no sealed history, in no trace"
        assert still_there(connection, [CALLED]) == ["claim_place.phone"]
    assert WARD not in caplog.text
    assert CALLED not in caplog.text
    name = str(done.location).split("?")[0].split("/")[-1]
    clerk = families.counter.inside(Role.CLERK)
    for told in (browser.get(str(done.location)).text, clerk.get(f"/pratiche/{name}").text,
                 clerk.get(f"/pratiche/{name}/da-stampare").text):  # fmt: skip
        assert WARD in text_of(told)
        assert CALLED in text_of(told)
    assert verify(families.counter.archive) == []


@ONE_KIND
def test_both_are_wanted_and_neither_may_be_too_long_and_what_was_typed_is_kept(families: Families) -> None:
    browser = families.inside("Maria")
    path, last = at_last_step(families, browser)
    with families.counter.archive.writer.begin() as connection:
        connection.execute(update(identity).values(phone=""))
    page = browser.get(last).text
    step = fields(page)
    assert (step["phone"], "Manca: scrivilo." in page) == ("", False), "nobody has sent anything yet"
    empty = browser.post(path, {**step, "place": " ", "phone": ""})
    assert (empty.status_code, empty.text.count("Manca: scrivilo.")) == (422, 4), "above and beside each field"
    long = browser.post(path, {**fields(empty.text), "place": "a" * 201, "phone": "1" * 81})
    assert (long.status_code, 'id="place-wrong"' in long.text, 'id="phone-wrong"' in long.text) == (422, True, True)
    assert kept(families) == []
    edge = browser.post(path, {**fields(long.text), "place": "a" * 200, "phone": "1" * 80})
    assert edge.status_code == 303, text_of(edge.text)
    assert kept(families) == [("a" * 200, "1" * 80)]


@ONE_KIND
def test_for_a_child_without_an_address_it_begins_with_that_of_who_asks(families: Families) -> None:
    browser = families.inside("Maria")
    _, last = at_last_step(families, browser, "Luca")
    step = fields(browser.get(last).text)
    assert (step["place"], step["phone"]) == ("via Roma 1, 10064 Pinerolo", "0121 777")


@ONE_KIND
def test_what_was_typed_stays_in_the_draft_through_the_other_steps(families: Families) -> None:
    browser = families.inside("Maria")
    path, last = at_last_step(families, browser)
    page = browser.get(last).text
    browser.post(f"{path}/salva", {**fields(page), "place": WARD, "phone": CALLED})
    first = browser.get(last.removesuffix("/controlla")).text
    assert (fields(first)["place"], fields(first)["phone"]) == (WARD, CALLED)
    page = browser.get(last).text
    assert page.count('name="place"') == page.count('name="phone"') == 1, "not once hidden and once shown"
    assert fields(page)["place"] == WARD


def test_it_is_handed_over_with_the_person_and_erased_with_them(families: Families) -> None:
    browser = families.inside("Maria")
    path, last = at_last_step(families, browser)
    browser.post(path, {**fields(browser.get(last).text), "place": WARD, "phone": CALLED})
    maria, archive = families.society.people["Maria"], families.counter.archive
    with archive.reader.begin() as connection:
        (claim_id,) = connection.scalars(select(claim.c.claim_id))
        tables = readable_tables(connection, families.society.plans, maria)
        told = {one.name: list(one.rows) for one in tables}["dove serve l'aiuto"]
        assert [tuple(row) for row in told] == [(claim_id, WARD, CALLED)]
        assert raw_rows(connection, maria)["claim_place"] == [{"claim_id": claim_id, "place": WARD, "phone": CALLED}]
        other = raw_rows(connection, families.society.people["Dora"])
        assert "claim_place" not in other
    with archive.writer.begin() as connection:
        erase_rows(connection, families.society.people["Dora"])
        assert what_is_left(connection, maria).count("claim_place") == 1, "another's erasure leaves it"
        erase_rows(connection, maria)
        assert what_is_left(connection, maria) == []
    assert kept(families) == []


def test_the_counter_may_tell_it_of_hours_and_is_not_asked_of_a_refund(counter: Counter) -> None:
    form = sheet(counter)
    form.send(dict(PLAIN))
    assert 'id="place"' not in form.page
    form.send({**PLAIN, "place": WARD, "phone": CALLED}, None)
    hours = {
        "plan": PLAIN["plan"], "lines": "1", "received": "01/06/2026", "channel": "counter",
        "benefit-1": "Assistenza a casa", "served-1": "05/05/2026", "fact-1-quantità": "8", "paper-prescrizione": "yes",
    }  # fmt: skip
    form = sheet(counter)
    form.send(dict(hours))
    assert ('id="place"' in form.page, 'id="phone"' in form.page) == (True, True)
    address = form.send({**hours, "place": f" {WARD} ", "phone": ""}, None)
    assert address.startswith("/pratiche/"), form.words
    with counter.archive.reader.begin() as connection:
        rows = connection.execute(select(claim_place.c.place, claim_place.c.phone)).all()
        assert [tuple(row) for row in rows] == [(WARD, "")], "of the refund nothing, of the hours what was told"
        assert connection.scalars(select(claim_draft.c.public_id)).all() == []
    page = text_of(counter.inside(Role.CLERK).get(address).text)
    assert (WARD in page, "Chi chiamare" in page) == (True, False)
    form = sheet(counter)
    assert form.send(dict(hours, **{"served-1": "06/05/2026"}), None).startswith("/pratiche/"), "or leave it out"
    with counter.archive.reader.begin() as connection:
        assert len(connection.execute(select(claim_place)).all()) == 1
