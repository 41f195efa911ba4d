"""A proxy between two people who part stays until it is taken back: the clerk reads it first, whoever gave it later."""

from __future__ import annotations

import re
from pathlib import Path

from mutua.domain.access import Role
from mutua.services.proxies import end_proxy
from mutua.store.database import Archive
from web.mine import Families, families_of
from web.test_mine_births import text_of

AWAY = {
    "household": "N9", "kinship": "titolare", "motive": "separation", "on": "01/06/2026", "cohabiting": "",
    "evidence": "unknown",
}  # fmt: skip
STILL = "Piero Rossi non è più nel tuo nucleo e ha ancora la tua delega"


def previewed(families: Families, person: str, sent: dict[str, str], step: str = "nucleo") -> str:
    path = f"/persone/{families.name(person)}/socio/{step}"
    return families.counter.inside(Role.CLERK).post(path, sent).text


def done(families: Families, person: str, sent: dict[str, str]) -> None:
    path = f"/persone/{families.name(person)}/socio/nucleo"
    clerk = families.counter.inside(Role.CLERK)
    (sure, *_) = re.findall(r'name="sure" value="([^"]+)"', clerk.post(path, sent).text)
    assert clerk.post(path, {**sent, "sure": sure}).status_code == 303


def test_a_separation_tells_of_the_proxy_that_stays(archive: Archive, tmp_path: Path) -> None:
    families = families_of(archive, tmp_path)
    given = families.proxy("Maria", "Piero")
    families.proxy("Dora", "Gino")
    page = previewed(families, "Piero", AWAY)
    told = "C'è una delega aperta ricevuta da Maria Rossi: resta finché non la toglie chi l'ha data."
    assert told in text_of(page)
    link = f"/persone/{families.name('Piero')}/deleghe"
    assert f'href="{link}"' in page
    assert f'href="/persone/{families.name("Maria")}/deleghe"' in families.counter.inside(Role.CLERK).get(link).text
    maria = families.inside("Maria")
    assert STILL not in text_of(maria.get("/mie").text), "they are together"
    done(families, "Piero", AWAY)
    assert STILL in text_of(maria.get("/mie").text)
    assert "Non è più nel tuo nucleo" in text_of(maria.get("/mie/nucleo").text)
    assert "Maria" in text_of(families.inside("Piero").get("/mie").text), "a proxy ends only when it is taken back"
    assert STILL not in text_of(families.inside("Piero").get("/mie").text)
    assert "ha ancora la tua delega" not in text_of(families.inside("Dora").get("/mie").text), "never of one household"
    end_proxy(families.at(), given.grantor_id, given.proxy_id)
    assert STILL not in text_of(maria.get("/mie").text)


def test_a_grown_child_who_leaves_and_a_death_tell_of_it_too(archive: Archive, tmp_path: Path) -> None:
    families = families_of(archive, tmp_path)
    families.proxy("Sara", "Maria")
    families.proxy("Maria", "Piero")
    page = text_of(previewed(families, "Sara", {**AWAY, "motive": "adult_child"}))
    assert "C'è una delega aperta data a Maria Rossi" in page
    assert "Piero" not in page, "theirs stays between the two of them"
    page = text_of(previewed(families, "Maria", {"on": "01/06/2026"}, "morte"))
    assert "La delega data a Piero Rossi da quel giorno non fa più vedere nulla." in page
    assert "La delega ricevuta da Sara Rossi non la usa più nessuno" in page
    within = text_of(previewed(families, "Piero", {**AWAY, "household": "N1", "kinship": "convivente"}))
    assert "delega" not in within, "nobody parts within a household"
