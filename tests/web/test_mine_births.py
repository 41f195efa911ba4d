"""A birth told by a parent: its clock is the rule's own, it is told once, the office records it and it is gone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

from sqlalchemy import func, select

from mutua.domain.access import Role
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.domain.records import Identity
from mutua.services.births import household_clocks
from mutua.services.household_moves import register_newborn
from mutua.services.member_desk import MembersDesk
from mutua.store.database import Archive
from mutua.store.people import read_people
from mutua.store.personal import erase_rows
from mutua.store.tables import birth_notice
from small_plan import VERSION
from web.counter import counter_of
from web.mine import families_in, families_of

TERM = """\
  decorrenza:
    - {quando: {richiesta: nei 30 giorni dopo nascita}, il: nascita}
    - altrimenti: primo giorno del mese dopo richiesta
"""
WITH_TERM = VERSION.replace("  decorrenza: primo giorno del mese dopo richiesta\n", TERM, 1)
ADA = {"given_name": "Ada", "surname": "Rossi", "born_on": "20/05/2026"}


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def waiting(archive: Archive) -> int:
    with archive.reader.begin() as connection:
        return connection.scalar(select(func.count()).select_from(birth_notice)) or 0


def test_the_clock_is_what_recording_the_child_gives_on_each_side_of_its_day(archive: Archive, tmp_path: Path) -> None:
    families = families_in(counter_of(archive, tmp_path, version=WITH_TERM))
    society = families.society
    maria, born = society.people["Maria"], date(2026, 5, 20)
    with archive.reader.begin() as connection:
        (clock,) = household_clocks(connection, society.plans, maria, born, date(2026, 6, 1)) or ()
        assert (clock.starts_on, clock.on_telling, clock.by) == (born, False, date(2026, 6, 19))
        (late,) = household_clocks(connection, society.plans, maria, born, date(2026, 6, 20)) or ()
        assert (late.starts_on, late.on_telling, late.by) == (date(2026, 7, 1), False, date(2026, 6, 30))
        assert household_clocks(connection, society.plans, society.people["Sara"], born, date(2026, 6, 1)) is None
    for name, asked, starts in (("Ada", date(2026, 6, 19), born), ("Ugo", date(2026, 6, 20), date(2026, 7, 1))):
        who = Identity("Rossi", name, born_on=born, card_number=f"N1-{name}")
        made = register_newborn(
            MembersDesk(families.at(30), families.counter.site.statute), "N1", who, asked_on=asked
        )
        with archive.reader.begin() as connection:
            people = read_people(connection, [society.households[maria]])
        assert [cover.effective_from for _, cover in people.covers[made.person_id]] == [starts]  # type: ignore[union-attr]


def test_a_birth_is_told_once_and_gone_when_it_is_recorded(archive: Archive, tmp_path: Path) -> None:
    families = families_in(counter_of(archive, tmp_path, version=WITH_TERM))
    maria, piero, path = families.inside("Maria"), families.inside("Piero"), "/mie/nucleo/nascita"
    assert "Se è nato oggi" in text_of(maria.get(path).text)
    for told, wrong in (
        ({**ADA, "given_name": ""}, "given_name-wrong"), ({**ADA, "born_on": "2/6/2026"}, "born_on-wrong"),
        ({**ADA, "born_on": ""}, "born_on-wrong"), ({**ADA, "born_on": "1/6/2020"}, "born_on-wrong"),
        ({**ADA, "born_on": "31/2/2026"}, "born_on-wrong"),
        ({**ADA, "fiscal_code": "RSSDAA26E60L219"}, "fiscal_code-wrong"),
    ):  # fmt: skip
        answer = maria.post(path, {**told, "step": "send"})
        assert (answer.status_code, f'id="{wrong}"' in answer.text) == (422, True), told
    code = compute_fiscal_code("Rossi", "Ada", date(1970, 5, 20), "F", "L219")
    for told, words in (
        ({**ADA, "fiscal_code": code}, "nel codice l'anno di nascita è 70 (posti 7 e 8)"),
        ({**ADA, "born_on": "", "fiscal_code": code}, "nel codice fiscale l'anno di nascita è 70 (posti 7 e 8)"),
    ):
        said = text_of(maria.post(path, {**told, "step": "send"}).text)
        assert words in said
        assert not {"1970", "2070"} & set(re.findall(r"\d{4}", said)), "two figures are no century"
    abroad = {**ADA, "fiscal_code": compute_fiscal_code("Rossi", "Ada", date(2026, 5, 20), "F", "Z999")}
    odd = maria.post(path, abroad)
    assert odd.status_code == 200, "a warning, and no mistake"
    assert "Z999 non è il codice di nessuno Stato che conosciamo: ricopiare il codice" in text_of(odd.text)
    page = text_of(maria.post(path, ADA).text)
    assert "Z999" not in page
    assert "Ha la copertura dalla nascita, se lo dici entro il 19 giugno 2026." in page
    assert waiting(archive) == 0, "looking keeps nothing"
    for browser in (maria, piero, maria):  # sent twice, and by the other parent too
        assert browser.post(path, {**ADA, "step": "send"}).location == "/mie/nucleo"
    assert waiting(archive) == 1
    assert "aspetta l'ufficio" in text_of(piero.get("/mie/nucleo").text)
    assert families.inside("Sara").post(path, {**ADA, "step": "send"}).status_code == 422, "a grown child"
    assert "Ada" not in families.inside("Gino").get("/mie/nucleo").text
    own = families.counter.inside(Role.CLERK, person="Piero")
    assert "Ada" not in own.get("/soci/nascite").text, "a colleague handles it"
    clerk, whose = families.counter.inside(Role.CLERK), f"/persone/{families.name('Maria')}"
    page = clerk.get("/soci/nascite").text
    assert "La copertura comincia il 20 maggio 2026." in text_of(page)
    assert "entro il" not in text_of(page), "it was told: no term runs any more"
    name = re.findall(r'name="birth" value="([a-z2-7]{26})"', page)[0]
    assert clerk.post(f"{whose}/nascita", {"birth": name}).status_code == 409, "not recorded yet"
    assert own.post(f"{whose}/nascita", {"birth": name, "told": "no"}).status_code == 403
    form = page[page.index("/socio/neonato"):].partition("</form>")[0]
    sent = {field: unescape(value) for field, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
    sent.pop("seal")
    families.counter.clock.pass_by(timedelta(days=40))  # recorded late: the day it was told counts
    clerk = families.counter.inside(Role.CLERK)
    shown = clerk.post(f"{whose}/socio/neonato", sent).text
    sure = re.findall(r'name="sure" value="([^"]+)"', shown)
    assert clerk.post(f"{whose}/socio/neonato", {**sent, "sure": sure[0]}).status_code == 303, text_of(shown)
    with archive.reader.begin() as connection:
        people = read_people(connection, [families.society.households[families.society.people["Maria"]]])
    newest = next(id_ for id_, born in people.born_on.items() if born == date(2026, 5, 20))
    assert [one.effective_from for _, one in people.covers[newest]] == [date(2026, 5, 20)]
    assert clerk.post(f"{whose}/nascita", {"birth": name}).location == "/soci/nascite"
    assert waiting(archive) == 0
    assert clerk.post(f"{whose}/nascita", {"birth": name}).status_code == 409, "closed already"


def test_what_is_set_aside_says_why_and_goes_with_the_person(archive: Archive, tmp_path: Path) -> None:
    families = families_of(archive, tmp_path)
    dora, whose = families.inside("Dora"), f"/persone/{families.name('Dora')}"
    assert dora.post("/mie/nucleo/nascita", {**ADA, "step": "send"}).status_code == 303
    clerk = families.counter.inside(Role.CLERK)
    name = re.findall(r'name="birth" value="([a-z2-7]{26})"', clerk.get("/soci/nascite").text)[0]
    assert clerk.post(f"{whose}/nascita", {"birth": name, "told": "Passi allo sportello."}).status_code == 303
    assert "Passi allo sportello." in dora.get("/mie/nucleo").text
    assert "Ada" not in clerk.get("/soci/nascite").text
    assert dora.post("/mie/nucleo/nascita", {**ADA, "step": "send"}).status_code == 303, "told again, it waits again"
    with archive.writer.begin() as connection:
        erase_rows(connection, families.society.people["Dora"])
    assert waiting(archive) == 0
