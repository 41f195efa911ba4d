"""How often one may try: a stranger learns nothing from it (S4), and stops nobody who is in."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from mutua.domain.access import Role
from mutua.services.accounts import HASHER
from mutua.services.enter import Entered, enter
from mutua.services.entry_links import Purpose, make_link
from mutua.store.tables import access_key, account, identity
from web.counter import Browser, Counter
from web.mine import Families, families_in
from web.test_entry import OWN, code, entered, given

KNOWN = ("gino", "m3-0", "crnmra56p50g674x")  # login, card, fiscal code of one member
UNKNOWN = ("pino", "m8-0", "vrdgpp60a01l219z")
SPELLINGS = (
    str, str.upper, lambda name: f" {name}.", lambda name: f"{name[:4]} {name[4:]}", lambda name: " ".join(name),
)  # fmt: skip


@pytest.fixture
def families(counter: Counter) -> Families:
    made = families_in(counter, "M")
    person_id = counter.society.people["Gino"]
    with counter.archive.writer.begin() as connection:
        connection.execute(
            update(identity).where(identity.c.person_id == person_id).values(fiscal_code=KNOWN[2].upper())
        )
    counter.account("gino", [Role.MEMBER], person="Gino", password_hash=HASHER.hash(OWN))
    return made


def told(counter: Counter, typed: str, password: str = "sbagliata", address: str = "198.51.100.1") -> str:
    """What somebody outside hears."""
    found = enter(
        counter.archive, typed, password, address=address, actor_id=counter.site.program_id, now=counter.clock.now
    )
    return "in" if isinstance(found, Entered) else f"{found.code} {found.found}"


@pytest.mark.parametrize("seed", range(6))
def test_whoever_is_known_and_whoever_is_not_hear_the_same_whatever_is_typed(families: Families, seed: int) -> None:
    counter, dice = families.counter, random.Random(seed)
    pause = timedelta(seconds=dice.choice((1, 20, 70)))
    for _ in range(24):
        which, spelt = dice.randrange(3), dice.choice(SPELLINGS)
        address = f"198.51.100.{dice.randrange(1, 200)}"
        ours, nobodys = (
            told(counter, spelt(names[which]), address=f"{address} {names[0]}") for names in (KNOWN, UNKNOWN)
        )
        assert ours == nobodys, (which, spelt(KNOWN[which]))
        if dice.random() < 0.15:
            told(counter, KNOWN[dice.randrange(3)], OWN, address="203.0.113.9")  # they come in meanwhile, or wait
        counter.clock.pass_by(pause)


def test_another_spelling_tells_nobody_that_the_name_is_somebodys(families: Families) -> None:
    for _ in range(5):
        assert told(families.counter, "CRNMRA56P50G674X") == "entry_wrong "
    assert told(families.counter, "M3-0") == "entry_wrong ", "the card was not tried"
    assert told(families.counter, "CRNMRA 56P50G674X").startswith("entry_too_often"), "as with a code of nobody"


def test_guesses_by_several_names_count_together_and_then_the_right_password_is_a_wrong_one(families: Families) -> None:
    counter = families.counter
    for typed in ("M3-0", "gino", "crnmra56p50g674x", "m3-0"):
        assert told(counter, typed) == "entry_wrong "
    assert told(counter, "gino", OWN) == "in", "four are not too many"
    for typed in ("M3-0", "crnmra56p50g674x", "crnmra56p50g674x", "m3-0", "gino"):
        told(counter, typed, address="198.51.100.2")
    assert told(counter, "CRNMRA56P50G674X", OWN) == "entry_wrong "
    counter.clock.pass_by(timedelta(minutes=5, seconds=1))
    assert told(counter, "CRNMRA56P50G674X", OWN) == "in"


def test_five_wrong_passwords_of_a_stranger_stop_nobody_who_is_in(counter: Counter) -> None:
    browser = entered(counter, given(counter))
    for _ in range(5):
        told(counter, "anna")
    assert told(counter, "anna").startswith("entry_too_often")
    counter.clock.pass_by(timedelta(minutes=1))
    browser.get("/profilo")
    assert browser.post("/codice", {"to": "home", "code": code(counter)}).location == "/"
    new = OWN + " due"
    browser.get("/profilo")
    assert browser.post("/profilo/password", {"before": OWN, "password": new, "again": new}).location == "/profilo"
    counter.clock.pass_by(timedelta(minutes=5))
    assert told(counter, "anna", new) == "in"


def test_too_many_codes_inside_make_one_wait_say_until_when_and_leave_the_door_open(counter: Counter) -> None:
    browser = entered(counter, given(counter))
    browser.get("/profilo")
    for _ in range(5):
        answer = browser.post("/codice", {"to": "home", "code": "12345"})
        assert "Il codice non va bene" in answer.text
    counter.clock.pass_by(timedelta(minutes=1))
    told_when = browser.post("/codice", {"to": "home", "code": code(counter)}).text
    assert "aspettate fino alle 10:05 e riprovate" in told_when  # 8 in UTC is 10 in Rome; five minutes
    assert "Il codice non va bene" not in told_when
    other = counter.outsider()
    other.get("/entra")
    assert other.post("/entra", {"login": "anna", "password": OWN}).location == "/entra/codice"
    other.get("/entra/codice")
    assert other.post("/entra/codice", {"code": code(counter)}).location == "/"
    counter.clock.pass_by(timedelta(minutes=4, seconds=1))
    assert browser.post("/codice", {"to": "home", "code": code(counter)}).location == "/"


def test_a_link_made_before_another_password_opens_nothing_after_it(families: Families) -> None:
    counter = families.counter
    browser, site = counter.outsider(), counter.site
    browser.get("/entra")
    assert browser.post("/entra", {"login": "gino", "password": OWN}).location == "/"
    with counter.archive.reader.begin() as connection:
        account_id = connection.scalar(select(account.c.id).where(account.c.login == "gino")) or 0
    link = make_link(
        counter.archive, account_id, Purpose.ENTER, lasts=timedelta(hours=1), actor_id=site.program_id,
        now=counter.clock.now,
    )  # fmt: skip
    new = OWN + " due"
    browser.get("/profilo")
    assert browser.post("/profilo/password", {"before": OWN, "password": new, "again": new}).location == "/profilo"
    late = counter.outsider()
    late.get(f"/entra/link/{link}")
    assert late.post(f"/entra/link/{link}").location != "/"
    assert late.get("/mie").location == "/entra"


def keys_of(counter: Counter) -> int:
    with counter.archive.reader.begin() as connection:
        return len(connection.execute(select(access_key.c.public_id)).all())


def with_a_key(counter: Counter) -> Browser:
    browser = entered(counter, given(counter))
    browser.get("/profilo")
    assert "valgono ancora" not in browser.get("/profilo").text, "no key, no word about keys"
    browser.post("/profilo/chiavi", {"purpose": "foglio della cassa", "days": "90"})
    assert keys_of(counter) == 1
    return browser


@pytest.mark.parametrize(("sent", "left"), [({}, 1), ({"keys_too": "sì"}, 0)])
def test_keys_for_programs_outlive_another_password_unless_one_says_otherwise(
    counter: Counter, sent: dict[str, str], left: int
) -> None:
    browser = with_a_key(counter)
    assert "valgono ancora" in browser.get("/profilo").text
    new = {"before": OWN, "password": OWN + " due", "again": OWN + " due", **sent}
    assert browser.post("/profilo/password", new).location == "/profilo"
    assert keys_of(counter) == left
