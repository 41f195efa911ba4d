"""A minor has no login of their own: it is given to who stands for them, and one that is there opens nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from mutua.domain.access import Role
from mutua.domain.records import Identity
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.accounts import Given, add_user
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import Move, Moved, move_household, register_newborn
from mutua.services.mail import choose_at
from mutua.services.member_desk import MembersDesk
from mutua.services.member_login import ask_for_link, counter_link, enter_by_link
from mutua.store.database import Archive
from mutua.store.tables import identity, mail_waiting
from services.mail_helpers import set_up
from web.mine import Families, families_of
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def test_no_link_is_made_for_a_minor_and_it_says_who_to_give_it_to(families: Families) -> None:
    luca = families.society.people["Luca"]
    assert counter_link(families.at(), luca) == Refusal("login_of_child", "Maria Rossi, Piero Rossi")
    made = add_user(
        families.counter.archive, "luca", "Luca", [Role.MEMBER], actor_id=families.society.actor_id,
        now=families.counter.clock.now, ids=families.society.ids, person_id=luca,
    )  # fmt: skip
    assert made == Refusal("login_of_child", "Maria Rossi, Piero Rossi")
    clerk = families.counter.inside(Role.CLERK)
    answer = clerk.post(f"/persone/{families.name('Luca')}/link")
    assert answer.status_code == 409
    assert "datelo a chi lo rappresenta" in text_of(answer.text)
    assert "Maria Rossi, Piero Rossi" in text_of(answer.text)
    with families.counter.archive.writer.begin() as connection:  # a child alone in a household of their own
        connection.execute(
            update(identity).where(identity.c.person_id == families.society.people["Dora"])
            .values(born_on=date(2015, 1, 1))
        )  # fmt: skip
    assert counter_link(families.at(), families.society.people["Dora"]) == Refusal("login_of_child_alone")


def test_on_the_day_they_come_of_age_they_may(families: Families) -> None:
    """Born on 4 May 2014: 18 on 4 May 2032."""
    luca = families.society.people["Luca"]
    days = (date(2032, 5, 3) - date(2026, 6, 1)).days
    assert isinstance(counter_link(families.at(days), luca), Refusal)
    assert isinstance(counter_link(families.at(days + 1), luca), str)


def test_a_login_that_a_minor_has_opens_nothing(families: Families) -> None:
    society, archive = families.society, families.counter.archive
    luca = families.inside("Sara", "grown")
    path = f"/mie/diritti/{families.name('Sara')}"
    assert luca.get(path).status_code == 200
    token = counter_link(families.at(), society.people["Sara"])
    assert isinstance(token, str)
    set_up(archive)
    choose_at(archive, society.people["Sara"], "sara@esempio.it", actor_id=society.actor_id, now=society.now)
    with archive.writer.begin() as connection:  # she was registered with a wrong year
        connection.execute(
            update(identity).where(identity.c.person_id == society.people["Sara"]).values(born_on=date(2015, 2, 2))
        )
    assert luca.get(path).status_code == 403
    page = luca.get("/mie")
    assert (page.status_code, "entra chi lo rappresenta" in text_of(page.text)) == (403, True)
    now = families.counter.clock.now + timedelta(minutes=1)
    assert enter_by_link(archive, token, actor_id=society.actor_id, now=now) is None
    ask_for_link(archive, "sara@esempio.it", address="192.0.2.9", actor_id=society.actor_id, now=now)
    with archive.reader.begin() as connection:
        assert connection.scalar(select(func.count()).where(mail_waiting.c.kind == "entry")) == 0
    assert isinstance(
        add_user(archive, "gino", "Gino", [Role.MEMBER], actor_id=society.actor_id, now=now, ids=society.ids,
                 person_id=society.people["Gino"]),
        Given,
    )  # fmt: skip


def test_who_comes_to_live_with_a_child_s_mother_sees_nothing_of_the_child(families: Families) -> None:
    """Decision 14: Piero came together with Luca; Gino comes years later, and was there before the baby."""
    society, statute = families.society, families.counter.site.statute
    at = MembersDesk(families.at(), statute)
    luca, today = f"/mie/diritti/{families.name('Luca')}", day_in_rome(society.now)
    assert families.inside("Piero").get(luca).status_code == 200
    assert isinstance(move_household(at, society.people["Piero"], Move("N9", "titolare", today, "separation")), Moved)
    came = move_household(at, society.people["Gino"], Move("N1", "convivente", today, "other", cohabiting=True))
    assert isinstance(came, Moved), came
    gino = families.inside("Gino")
    assert gino.get(luca).status_code == 404
    assert families.inside("Maria").get(luca).status_code == 200
    page = text_of(gino.get("/mie/nucleo").text)
    assert "delle sue cose da qui si occupa Maria Rossi. Chiedi a Maria Rossi, o allo sportello." in page
    assert "Era già nel nucleo" not in text_of(families.inside("Maria").get("/mie/nucleo").text)
    assert counter_link(families.at(), society.people["Luca"]) == Refusal("login_of_child", "Maria Rossi")
    who = Identity("Rossi", "Nina", born_on=today, card_number="N1-9")
    born = register_newborn(at, "N1", who, asked_on=today)
    assert isinstance(born, Moved), born
    families.society.people["Nina"] = born.person_id
    assert gino.get(f"/mie/diritti/{families.name('Nina')}").status_code == 200, "born into his household"


def test_a_partner_who_married_meanwhile_came_when_they_came(families: Families) -> None:
    """What somebody is called in the household may change; what counts is since when they live there as a partner."""
    society = families.society
    at, path = MembersDesk(families.at(), families.counter.site.statute), f"/mie/diritti/{families.name('Luca')}"
    wed = Move("N1", "convivente", day_in_rome(society.now), "other", cohabiting=True)
    assert isinstance(move_household(at, society.people["Piero"], wed), Moved)
    assert families.inside("Piero").get(path).status_code == 200
