"""Logins on their page and at the terminal: given once, changed from the next page on, closed at once."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from mutua.cli import cli
from mutua.cli_base import run
from mutua.domain.access import Role
from mutua.domain.four_eyes import Rule
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.accounts import list_users
from mutua.services.four_eyes import change_rules
from mutua.store.approvals import read_rules
from mutua.store.database import Archive
from mutua.store.migrate import upgrade
from web.counter import Counter


def test_a_login_is_given_on_the_page_and_its_password_is_seen_once(counter: Counter) -> None:
    admin = counter.inside(Role.ADMIN)
    assert "mai entrato" not in admin.get("/accessi").text
    wrong = admin.post("/accessi", {"login": "Élodie!", "name": "Élodie Rostan", "roles": ["clerk"], "member": ""})
    assert wrong.status_code == 422
    assert "Élodie Rostan" in wrong.text, "what was written is not lost"
    nobody = admin.post("/accessi", {"login": "elodie", "name": "Élodie", "roles": ["clerk"], "member": "X-99"})
    assert "Nessuno ha la tessera" in nobody.text
    made = admin.post("/accessi", {"login": "elodie", "name": "Élodie Rostan", "roles": ["clerk"], "member": "N1-1"})
    (password,) = re.findall(r'class="key">([a-z0-9-]{19})<', made.text)
    assert password not in admin.get("/accessi").text
    assert admin.post("/accessi", {"login": "ELODIE", "name": "Altra", "roles": ["clerk"]}).status_code == 422
    one = next(user for user in list_users(counter.archive) if user.login == "elodie")
    assert (one.roles, one.person_id) == ({Role.CLERK}, counter.society.people["Bruno"])


def test_who_gives_logins_reads_that_one_person_changes_the_regulations(counter: Counter) -> None:
    dario = counter.inside(Role.ADMIN)
    told = "lo cambia una persona da sola"
    counter.inside(Role.APPROVER)
    assert told not in dario.get("/accessi").text, "nobody could propose what they approve"
    counter.inside(Role.CLERK)
    assert told in dario.get("/accessi").text
    now, actor_id = counter.clock.now, counter.society.actor_id
    change_rules(counter.archive, [(Rule.RULES, 1)], since=day_in_rome(now), actor_id=actor_id, now=now)
    assert told not in dario.get("/accessi").text


def test_regulations_take_two_people_from_the_day_on_which_there_are_two(counter: Counter) -> None:
    dario, told = counter.inside(Role.ADMIN), "Adesso siete in due"
    first = dario.post("/accessi", {"login": "anna", "name": "Anna Bertot", "roles": ["approver", "clerk"]})
    assert told not in first.text, "one person is one, whatever their roles"
    second = dario.post("/accessi", {"login": "bruno", "name": "Bruno Long", "roles": ["auditor"]})
    assert told not in second.text, "who only reads proposes nothing"
    bruno = next(user for user in list_users(counter.archive) if user.login == "bruno")
    assert dario.post(f"/accessi/{bruno.public_id}/ruoli", {"roles": ["clerk"]}).location == "/accessi"
    assert told in dario.get("/accessi").text
    third = dario.post("/accessi", {"login": "carla", "name": "Carla Gay", "roles": ["clerk"]})
    assert told not in third.text, "once"
    with counter.archive.reader.begin() as connection:
        assert read_rules(connection).value(Rule.RULES, day_in_rome(counter.clock.now)) == 1


def test_nobody_shuts_themselves_out_and_the_code_is_asked_again_after_a_while(counter: Counter) -> None:
    admin = counter.inside(Role.ADMIN, login="capo")
    own = next(user for user in list_users(counter.archive) if user.login == "capo")
    assert "un altro amministratore" in admin.post(f"/accessi/{own.public_id}/chiudi").text
    for roles in (["clerk"], ["admin", "clerk"]):
        assert admin.post(f"/accessi/{own.public_id}/ruoli", {"roles": roles}).status_code == 422
    counter.clock.pass_by(timedelta(minutes=11))
    asked = admin.get("/accessi")
    assert asked.status_code == 403
    assert admin.post("/codice", {"code": "000000", "to": "users"}).status_code == 403
    code = pyotp.TOTP(counter.secrets["capo"]).at(counter.clock.now)
    assert admin.post("/codice", {"code": code, "to": "https://evil.example"}).location == "/"
    assert admin.get("/accessi").status_code == 200
    counter.inside(Role.CLERK, login="uno")
    other = next(user for user in list_users(counter.archive) if user.login == "uno")
    assert admin.post(f"/accessi/{other.public_id}/ruoli", {"roles": ["auditor", "clerk"]}).location == "/accessi"
    assert admin.post(f"/accessi/{other.public_id}/chiudi").location == "/accessi"
    assert "chiuso" in admin.get("/accessi").text
    assert "elenco" not in admin.post(f"/accessi/{other.public_id}/azzera").text


def test_logins_at_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--database", str(tmp_path / "a.db")]
    with Archive(place[1]) as archive:
        upgrade(archive)
    assert run(cli, ["users", "list", *place]) == 0
    assert "mutua users add" in capsys.readouterr().out
    assert run(cli, ["users", "add", "anna", "--name", "Anna Bertot", "--role", "clerk", *place]) == 0
    assert re.search(r"password [a-z0-9-]{19}\n", capsys.readouterr().out)
    assert run(cli, ["users", "add", "Anna", "--name", "Altra", "--role", "clerk", *place]) == 1
    assert "c'è già" in capsys.readouterr().err
    assert run(cli, ["users", "roles", "anna", "--role", "clerk", "--role", "approver", *place]) == 0
    assert "siete in due" not in capsys.readouterr().out
    assert run(cli, ["users", "add", "bruno", "--name", "Bruno Long", "--role", "clerk", *place]) == 0
    assert "mutua four-eyes set --no-rules" in " ".join(capsys.readouterr().out.split())
    assert run(cli, ["users", "disable", "anna", *place]) == 0
    assert run(cli, ["users", "list", *place]) == 0
    assert re.search(r"anna +Anna Bertot +approvazione, sportello +\S+ +chiuso", capsys.readouterr().out)
    assert run(cli, ["users", "reset", "anna", *place]) == 0
    assert run(cli, ["users", "reset", "nessuno", *place]) == 1
    assert "Nessuno entra con il nome" in capsys.readouterr().err
