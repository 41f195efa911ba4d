"""Both parents read a child's request: whose objection it is, who took it back, and that there is one to a decision."""

from __future__ import annotations

from pathlib import Path

from mutua.domain.access import Role
from mutua.services.appeals import AppealTold, appeals_of, file_appeal
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.personal import erase_rows
from services.societies import NOW
from web.mine import Families, families_of
from web.test_mine_births import text_of

WORDS = {"words": "Il conto non torna, riguardate."}


def child_claim(families: Families) -> str:
    name = "c" * 26
    society = families.society
    society.decide(society.claim("Luca", "CICLO", 10000, public_id=name))
    return f"/mie/domande/{name}"


def test_only_whoever_sent_an_objection_takes_it_back(archive: Archive, tmp_path: Path) -> None:
    families = families_of(archive, tmp_path)
    path = child_claim(families)
    piero, maria, clerk = families.inside("Piero"), families.inside("Maria"), families.counter.inside(Role.CLERK)
    assert piero.post(f"{path}/reclamo", WORDS).status_code == 303
    page = text_of(maria.get(path).text)
    assert "Il reclamo di Piero Rossi del 1° giugno 2026" in page.replace("\xa0", " ")
    assert "Il tuo reclamo" not in page
    assert "Sì, lo ritiro" not in page
    assert "Il tuo reclamo" in text_of(piero.get(path).text)
    refused = maria.post(f"{path}/reclamo/ritira")
    assert refused.status_code == 409
    assert "Il reclamo è di Piero Rossi" in text_of(refused.text)
    more = {"more": "Aggiungo che la spesa era più alta."}
    assert maria.post(f"{path}/reclamo/aggiungi", more).status_code == 303
    assert "Maria Rossi ha aggiunto il 1° giugno 2026:" in text_of(piero.get(path).text).replace("\xa0", " ")
    assert "Hai aggiunto il 1° giugno 2026:" in text_of(maria.get(path).text).replace("\xa0", " ")
    house = f"/pratiche/{path.rsplit('/', maxsplit=1)[-1]}"
    assert "registrato da Piero Rossi" in text_of(clerk.get(house).text)
    assert piero.post(f"{path}/reclamo/ritira").status_code == 303
    assert "L'ha ritirato Piero Rossi." in text_of(maria.get(path).text)
    assert "L'hai ritirato tu." in text_of(piero.get(path).text)
    assert "da Piero Rossi, dalle sue pagine" in text_of(clerk.get(house).text)
    printed = text_of(clerk.get(f"{house}/da-stampare").text)
    assert "Il reclamo di Piero Rossi" in printed
    assert "L'ha ritirato Piero Rossi." in printed
    again = maria.post(f"{path}/reclamo", WORDS)
    assert again.status_code == 409
    assert "è stato ritirato, e contro una decisione se ne manda uno solo" in text_of(again.text)
    assert "c'è già un reclamo" not in text_of(again.text)
    with archive.writer.begin() as connection:
        erase_rows(connection, families.society.people["Piero"])
    for told in (clerk.get(house), clerk.get(f"{house}/da-stampare"), maria.get(path)):
        assert "Piero" not in text_of(told.text), "nobody is named after they were erased"
    assert verify(archive) == []


def test_what_the_office_filed_and_what_is_about_oneself_is_ones_own(archive: Archive, tmp_path: Path) -> None:
    families = families_of(archive, tmp_path)
    path, society = child_claim(families), families.society
    with archive.reader.begin() as connection:
        claim_id = 1
        assert appeals_of(connection, claim_id) == []
    file_appeal(families.at(), claim_id, AppealTold(NOW.date(), "counter", WORDS["words"]))
    maria = families.inside("Maria")
    assert "Sì, lo ritiro" in text_of(maria.get(path).text), "told at the counter: either parent"
    assert maria.post(f"{path}/reclamo/ritira").status_code == 303
    families.proxy("Dora", "Gino")
    society.decide(society.claim("Dora", "CICLO", 10000, public_id="d" * 26))
    mine = f"/mie/domande/{'d' * 26}"
    assert families.inside("Gino").post(f"{mine}/reclamo", WORDS).status_code == 303
    dora = families.inside("Dora")
    assert "Il reclamo di Gino Rossi" in text_of(dora.get(mine).text)
    assert dora.post(f"{mine}/reclamo/ritira").status_code == 303, "her own request"
