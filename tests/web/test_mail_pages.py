"""The pages of mails: what is to go out, to whom for who may see it; where a person wants to be written to."""

from __future__ import annotations

import re

from mutua.domain.access import Role
from mutua.store.tables import mail_waiting, person_mail
from services.mail_helpers import Box, rows, send, set_up
from web.counter import Counter


def test_the_office_sees_what_is_to_go_out_and_chooses_where(counter: Counter) -> None:
    counter.society.household("N8", "Piera", "Ugo")
    anna = counter.inside(Role.CLERK)
    path = f"/persone/{counter.public_id('Piera')}/avvisi"
    assert "non è impostata" in anna.get("/posta-in-uscita").text
    set_up(counter.archive)
    assert "No: riceve le lettere." in anna.get(path).text
    wrong = anna.post(path, {"address": "piera@esempio"})
    assert (wrong.status_code, 'value="piera@esempio"' in wrong.text) == (422, True)
    assert "serve un dominio" in wrong.text
    assert rows(counter.archive, person_mail) == []
    assert anna.post(path, {"address": "piera@esempio.it"}).status_code == 303
    assert "piera@esempio.it" in anna.get(path).text
    counter.society.decide(counter.society.claim("Piera", "VIS", 2_000))
    actor = counter.society.actor_id
    assert send(counter.archive, Box(answers=["refused"]), counter.clock.now, actor).failed == 1
    page = anna.get("/posta-in-uscita").text
    assert re.search(r'href="/persone/[a-z2-7]{26}/avvisi">Rossi Piera</a>', page)
    assert "una novità" in page
    assert "l&#39;ha accettata" in page
    assert "@esempio" not in page
    dario, own = counter.inside(Role.ADMIN), counter.inside(Role.CLERK, person="Ugo")
    assert "Piera" not in dario.get("/posta-in-uscita").text
    assert "una persona" in dario.get("/posta-in-uscita").text
    assert "una novità" not in own.get("/posta-in-uscita").text
    name = rows(counter.archive, mail_waiting)[0].public_id
    assert own.post("/posta-in-uscita/togli", {"mail": name}).status_code == 409  # of their own family: not there
    assert anna.post("/posta-in-uscita/di-nuovo", {"mail": "x" * 26}).status_code == 409
    assert anna.post("/posta-in-uscita/di-nuovo", {"mail": name}).status_code == 303
    assert rows(counter.archive, mail_waiting)[0].tries == 0
    assert dario.post("/posta-in-uscita/togli", {"mail": name}).status_code == 303
    assert rows(counter.archive, mail_waiting) == []
    assert anna.post(f"{path}/smetti").status_code == 303
    assert [one.kind for one in rows(counter.archive, mail_waiting)] == ["address"]
