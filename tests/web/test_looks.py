"""Who looked and who entered: for the auditor and the administrator, whose it was only where they may open files."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from mutua.domain.access import Role
from mutua.domain.kinds import Looked
from mutua.services import looks
from mutua.services.accesses import look_at, note_refused
from mutua.services.accounts import Given, add_user
from mutua.store.tables import audit, file_access
from web.counter import Browser, Counter
from web.test_entry import OWN, entered, given
from web.test_person import words

DAYS = {"since": "01/06/2026", "until": "01/06/2026"}


def table(browser: Browser, path: str, **told: str) -> str:
    """The rows of the page, in words; its filter says names too."""
    text = browser.post(path, {**DAYS, **told}).text
    assert "<h1>" in text
    return words(text.partition("<tbody>")[2].partition("</tbody>")[0])


def test_the_auditor_sees_who_looked_at_whom_and_the_administrator_that_somebody_did(counter: Counter) -> None:
    clerk = counter.inside(Role.CLERK, login="anna")
    clerk.get(f"/persone/{counter.public_id('Anna')}")
    auditor, admin = counter.inside(Role.AUDITOR), counter.inside(Role.ADMIN)
    assert "Rossi Anna" in table(auditor, "/tracce/sguardi")
    told = table(admin, "/tracce/sguardi")
    assert "Anna la scheda" in told, "the clerk, and what was looked at"
    assert "Rossi" not in told
    assert "Rossi" not in table(admin, "/tracce/sguardi", words="rossi anna"), "nor by asking for them"
    assert "Rossi Anna" in table(auditor, "/tracce/sguardi", words="rossi anna")
    assert table(auditor, "/tracce/sguardi", words="nessuno") == ""
    assert "Rossi" in table(auditor, "/tracce/sguardi", kind="sheet")
    assert table(auditor, "/tracce/sguardi", kind="erasure") == ""
    assert table(auditor, "/tracce/sguardi", since="02/06/2026", until="02/06/2026") == ""
    assert auditor.post("/tracce/sguardi", {"since": "02/06/2026", "until": "01/06/2026"}).status_code == 422
    assert auditor.get("/tracce/sguardi").status_code == 200
    for role in (Role.CLERK, Role.APPROVER):
        assert counter.inside(role).get("/tracce/sguardi").status_code == 403
    assert "/tracce/sguardi" not in counter.inside(Role.APPROVER).get("/tracce").text, "no door that is closed"
    assert "/tracce/sguardi" in auditor.get("/tracce").text


def test_an_auditor_reads_no_name_of_their_own_family(counter: Counter) -> None:
    look_at(counter.archive, [counter.society.people["Anna"]], Looked.REQUEST, actor_id=counter.society.actor_id,
            now=counter.clock.now, motive="per il controllo")  # fmt: skip
    of_family = counter.inside(Role.AUDITOR, person="Bruno")
    told = table(of_family, "/tracce/sguardi")
    assert "una domanda" in told
    assert "Anna" not in told
    assert "per il controllo" not in told
    assert table(of_family, "/tracce/sguardi", words="rossi anna") == ""
    assert "per il controllo" in table(counter.inside(Role.AUDITOR), "/tracce/sguardi")


def test_looks_come_in_pages_the_newest_first(counter: Counter) -> None:
    person_id = counter.society.people["Anna"]
    with counter.archive.writer.begin() as connection:
        connection.execute(insert(file_access), [
            {"at": counter.clock.now, "actor_id": counter.society.actor_id, "person_id": person_id, "what": "sheet",
             "motive": f"n. {number}"}
            for number in range(101)
        ])  # fmt: skip
    auditor = counter.inside(Role.AUDITOR)
    first = auditor.post("/tracce/sguardi", DAYS)
    assert ("n. 100<" in first.text, "n. 0<" in first.text, "Più vecchie" in first.text) == (True, False, True)
    second = auditor.post("/tracce/sguardi", {**DAYS, "page": "2"})
    assert ("n. 0<" in second.text, "Più vecchie" in second.text) == (True, False)


def test_a_list_of_people_is_one_row_where_whose_files_they_were_is_not_told(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "IN_ONE_READING", 4)  # a row that many stand for is read in several
    monkeypatch.setattr(looks, "AT_ONCE", 2)
    society, now = counter.society, counter.clock.now
    society.household("N7", "Dora")
    everybody = [society.people[name] for name in ("Anna", "Bruno", "Dora")]
    for what, moment in ((Looked.PAPER, now), (Looked.REQUEST, now), (Looked.REQUEST, now + timedelta(minutes=1))):
        look_at(counter.archive, everybody, what, actor_id=society.actor_id, now=moment)
    admin = counter.inside(Role.ADMIN)
    answer = admin.post("/tracce/sguardi", DAYS)
    told = words(answer.text.partition("<tbody>")[2].partition("</tbody>")[0])
    assert told.count("una domanda di 3 persone") == 2, told
    assert "Più vecchie" in answer.text
    older = table(admin, "/tracce/sguardi", page="2")
    assert (older.count("di 3 persone"), "una domanda" in older) == (1, False), older
    assert table(counter.inside(Role.AUDITOR), "/tracce/sguardi").count("Rossi") == 2, "each of its own"
    family = table(counter.inside(Role.AUDITOR, person="Bruno"), "/tracce/sguardi", kind="request")
    assert "di 2 persone" in family, "of a family nobody is told apart"


def test_who_entered_is_told_and_a_firm_that_was_refused(counter: Counter) -> None:
    with counter.archive.writer.begin() as connection:
        connection.execute(insert(audit).values(
            at=counter.clock.now, actor_id=counter.society.actor_id, kind="export", object_kind="archive",
            object_id="", motive="un motivo",
        ))  # fmt: skip
    browser = counter.outsider()
    browser.get("/entra")
    browser.post("/entra", {"login": "anna", "password": "una parola sbagliata"})
    made = given(counter)
    browser.post("/entra", {"login": made.login, "password": made.password})
    auditor, admin = counter.inside(Role.AUDITOR), counter.inside(Role.ADMIN)
    assert table(admin, "/tracce/entrate") == "", "half in is not in"
    entered(counter, made)
    assert "Anna Bertot accesso alle pagine" in table(auditor, "/tracce/entrate")
    assert table(auditor, "/tracce/entrate").count("accesso alle pagine") == 1
    note_refused(counter.archive, "person", actor_id=counter.society.actor_id, now=counter.clock.now)
    for one in (auditor, admin):
        told = table(one, "/tracce/entrate")
        assert ("accesso alle pagine" in told, "rifiutata: una pagina dell'ufficio" in told) == (True, True)
        assert "un motivo" not in told
    assert "rifiutata" not in table(admin, "/tracce/entrate", kind="entry")
    assert "accesso alle pagine" not in table(admin, "/tracce/entrate", kind="refused")


def test_a_member_who_enters_their_own_pages_is_not_written_down(counter: Counter) -> None:
    made = add_user(
        counter.archive, "anna-socia", "Anna Rossi", [Role.MEMBER], person_id=counter.society.people["Anna"],
        actor_id=counter.society.actor_id, now=counter.clock.now, ids=counter.society.ids,
    )  # fmt: skip
    assert isinstance(made, Given), made
    browser = counter.outsider()
    browser.get("/entra")
    assert browser.post("/entra", {"login": made.login, "password": made.password}).location == "/entra/prima-volta"
    browser.get("/entra/prima-volta")
    assert browser.post("/entra/prima-volta", {"password": OWN, "again": OWN}).status_code == 303
    assert browser.get("/mie").status_code == 200, "they are in"
    assert table(counter.inside(Role.ADMIN), "/tracce/entrate") == ""
