"""Who acted through a member's pages is told by name, and by whose proxy: in the register of accesses, in traces."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.services.accesses import CLERKS_NAMED, accesses_of
from mutua.services.members_acting import MemberActing
from mutua.services.proxies import end_proxy
from mutua.services.traces import everybody
from mutua.store.database import Archive
from mutua.store.settings import write_setting
from mutua.store.tables import identity
from mutua.wording.rights import acting_words, who_looked
from web.mine import Families, families_of
from web.test_mine import text_of


@pytest.fixture
def families(archive: Archive, tmp_path: Path) -> Families:
    return families_of(archive, tmp_path)


def looked_at(families: Families, person: str) -> list[str]:
    with families.counter.archive.reader.begin() as connection:
        found = accesses_of(connection, families.society.people[person])
    return [who_looked(one.by, one.member, "it") for one in found]


def test_the_register_says_who_looked_and_by_whose_proxy(families: Families) -> None:
    given = families.proxy("Dora", "Gino")
    gino = families.inside("Gino")
    assert gino.get(f"/mie/diritti/{families.name('Dora')}").status_code == 200
    assert set(looked_at(families, "Dora")) == {"Gino Rossi, con delega di Dora Rossi"}
    end_proxy(families.at(), given.grantor_id, given.proxy_id)
    assert set(looked_at(families, "Dora")) == {"Gino Rossi, con delega di Dora Rossi"}, "though it is over"
    with families.counter.archive.writer.begin() as connection:
        write_setting(connection, CLERKS_NAMED, "no")
    assert "Gino Rossi, con delega di Dora Rossi" in looked_at(families, "Dora"), "clerks alone go unnamed"
    auditor = families.counter.inside(Role.APPROVER, Role.AUDITOR)
    page = text_of(auditor.get(f"/persone/{families.name('Dora')}/diritti").text)
    assert "Gino Rossi, con delega di Dora Rossi" in page
    assert "Gino Rossi, con delega di Dora Rossi" in text_of(auditor.get("/tracce/sguardi").text)
    with families.counter.archive.writer.begin() as connection:
        connection.execute(identity.delete().where(identity.c.person_id == families.society.people["Gino"]))
    assert "una persona che non è più nei nostri dati, con delega di Dora Rossi" in looked_at(families, "Dora")


def test_traces_say_it_to_who_may_know_whose(families: Families) -> None:
    families.proxy("Dora", "Gino")
    claim_id = families.society.claim("Dora", "VIS", 5000)
    families.society.decide(claim_id)
    gino = families.inside("Gino")
    with families.counter.archive.reader.begin() as connection:
        name = connection.exec_driver_sql("SELECT public_id FROM claim").scalar_one()
    done = gino.post(f"/mie/domande/{name}/reclamo", {"words": "La prescrizione c'era già."})
    assert done.status_code == 303, text_of(done.text)
    days = {"since": "01/06/2026", "until": "30/06/2026"}
    page = text_of(families.counter.inside(Role.AUDITOR).post("/tracce", days).text)
    assert "Gino Rossi, con delega di Dora Rossi" in page
    assert "socio, dalle sue pagine" not in page
    page = text_of(families.counter.inside(Role.ADMIN).post("/tracce", days).text)
    assert "Gino" not in page
    with families.counter.archive.reader.begin() as connection:
        assert "Gino Rossi" in [each for _, each in everybody(connection, whose=True)]
        assert "Gino Rossi" not in [each for _, each in everybody(connection, whose=False)]


def test_the_words_in_both_languages() -> None:
    assert acting_words("Laura Ribet", "Francesca Gay", "en") == "Laura Ribet, by proxy of Francesca Gay"
    assert acting_words("Laura Ribet", "", "it") == "Laura Ribet"
    assert who_looked("clerk", None, "it") == "un operatore"
    assert who_looked("clerk", MemberActing("Laura Ribet"), "it") == "Laura Ribet"
