"""Mails to firms: each once, about people as the firm told them and its money, made behind the wall before firms."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from mutua.domain.access import Role
from mutua.domain.firms import Role as OrgRole
from mutua.domain.firms import Scope
from mutua.domain.mails import FirmMailKind
from mutua.services.accounts import ForFirm, Given, add_user, reset_user
from mutua.services.decide_claim import Refusal
from mutua.services.firm_link import say_unchanged
from mutua.services.firm_mail import ask_of_month, tell_firm
from mutua.services.firm_statements import issue_statements
from mutua.services.mail_list import GIVEN_UP, SENT, WAITING, drop_mail, list_mails, try_again
from mutua.services.organisations import Contact, add_organisation, delegate
from mutua.services.send_mail import Went
from mutua.store.database import Archive
from mutua.store.tables import firm_mail
from mutua.store.tables_firms import firm_contact
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.firm_helpers import small_firms
from services.mail_helpers import Box, rows, send, set_up

JUNE = date(2026, 6, 1)
NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_a_consultant_is_asked_once_of_all_the_firms_that_said_nothing(archive: Archive, tmp_path: Path) -> None:
    """Alfa and Beta delegated, Gamma only its statements, Muta nobody: one mail, of two firms, then of one."""
    firms = small_firms(archive, tmp_path, JUNE)
    for name in ("Alfa", "Beta", "Gamma", "Muta"):
        firms.firm(name)
    set_up(archive)
    actor = firms.society.actor_id
    studio = add_organisation(firms.at(), "Studio", "", (OrgRole.INTERMEDIARY,), since=JUNE,
                              contact=Contact(email="studio@esempio.it"))  # fmt: skip
    assert isinstance(studio, int)
    for name, scope in (("Alfa", Scope.BOTH), ("Beta", Scope.ENROL), ("Gamma", Scope.STATEMENTS)):
        assert delegate(firms.at(), firms.firms[name], studio, scope, since=JUNE, paper_sha256="d" * 64) is None
    assert ask_of_month(archive, actor_id=actor, now=NINE) == 0, "no login yet"
    given = add_user(archive, "studio", "studio", [Role.FIRM], actor_id=actor, now=NINE, ids=firms.society.ids,
                     firm=ForFirm(studio, intermediary=True))  # fmt: skip
    assert isinstance(given, Given)
    box = Box()
    send(archive, box, NINE, actor)
    assert ask_of_month(archive, actor_id=actor, now=NINE) == 1
    assert ask_of_month(archive, actor_id=actor, now=NINE) == 0
    firms.move("Beta", firms.row("Beta", "Rossi Anna", JUNE, at=2))
    assert send(archive, box, NINE, actor) == Went(1, 0)
    assert (box.taken[-1]["To"], "di una delle aziende" in box.texts()[-1]) == ("studio@esempio.it", True)
    assert not any(name in box.texts()[-1] for name in ("Alfa", "Beta", "/nulla/"))
    july = NINE + timedelta(days=31)
    assert ask_of_month(archive, actor_id=actor, now=july) == 1
    assert send(archive, box, july, actor) == Went(1, 0)
    assert "di 2 aziende che vi hanno delegato non sappiamo" in box.texts()[-1].replace("\n", " ")


def test_a_firm_hears_of_its_month_its_statements_and_its_lists_once(archive: Archive, tmp_path: Path) -> None:
    firms = small_firms(archive, tmp_path, JUNE)
    for name in ("Alfa", "Beta", "Muta"):
        firms.firm(name)
    firms.move("Alfa", firms.row("Alfa", "Rossi Anna", JUNE, at=2))
    assert rows(archive, firm_mail) == []  # no address, no mail
    with archive.writer.begin() as connection:
        for name in ("Alfa", "Beta"):
            connection.execute(update(firm_contact).where(firm_contact.c.firm_id == firms.firms[name])
                               .values(email=f"{name.lower()}@esempio.it"))  # fmt: skip
    firms.move("Alfa", firms.row("Alfa", "Verdi Carla", JUNE, at=4))
    assert rows(archive, firm_mail) == []  # a society that writes no mails
    set_up(archive)
    actor = firms.society.actor_id
    firms.move("Alfa", firms.row("Alfa", "Bianchi Bruno", JUNE, at=3))
    for _ in range(2):
        issued = issue_statements(firms.at(), firms.firms["Alfa"], JUNE)
        assert not isinstance(issued, Refusal)
    for login, name in (("alfa", "Alfa"), ("beta", "Beta"), ("muta", "Muta")):
        given = add_user(archive, login, login, [Role.FIRM], actor_id=actor, now=NINE, ids=firms.society.ids,
                         firm=ForFirm(firms.firms[name]))  # fmt: skip
        assert isinstance(given, Given)
    assert [one.kind for one in rows(archive, firm_mail)] == ["list", "statement", "login", "login"]
    # The month: of firms that said nothing, with a login and an address; once.
    assert ask_of_month(archive, actor_id=actor, now=NINE) == 1
    assert ask_of_month(archive, actor_id=actor, now=NINE) == 0
    assert isinstance(reset_user(archive, "beta", actor_id=actor, now=NINE), Given)  # one login mail waits already
    box = Box()
    assert send(archive, box, NINE, actor) == Went(5, 0)
    assert [one["To"] for one in box.taken] == ["alfa@esempio.it"] * 3 + ["beta@esempio.it"] * 2
    assert [one["Subject"] for one in box.taken] == [
        "Abbiamo registrato ciò che ci avete detto", f"Estratto n. {issued[0].statement_id}", "Il vostro accesso",
        "Il vostro accesso", "Giugno 2026: è cambiato qualcosa?",
    ]  # fmt: skip
    cents = issued[0].total_cents
    assert f"{cents // 100},{cents % 100:02d}" in box.texts()[1]
    assert not any(name in text for text in box.texts() for name in ("Bianchi", "Rossi", "Verdi"))
    [token] = re.findall(r"https://mutua\.example/nulla/([\w-]{43})\n", box.texts()[4])
    assert say_unchanged(archive, token, actor_id=actor, now=NINE, ids=firms.society.ids)
    assert not say_unchanged(archive, token, actor_id=actor, now=NINE, ids=firms.society.ids)
    # What is of no use any more does not go: the firm answered, or the month is over.
    july = NINE + timedelta(days=31)
    assert ask_of_month(archive, actor_id=actor, now=july) == 2  # Alfa too: it said something of June
    assert send(archive, box, july + timedelta(days=31), actor) == Went(0, 2)
    with archive.reader.begin() as connection:
        listed = list_mails(connection)
    assert [one.state for one in listed[:2]] == [GIVEN_UP] * 2
    assert {one.failed for one in listed[:2]} == {"too_late"}
    assert [one.state for one in listed[2:]] == [SENT] * 5
    assert all(one.of_firm and "@" not in repr(one) for one in listed)
    # Again, and away.
    name = listed[0].name_of_mail
    assert try_again(archive, name, actor_id=actor, now=july)
    with archive.reader.begin() as connection:
        assert next(one for one in list_mails(connection) if one.name_of_mail == name).state == WAITING
    assert not drop_mail(archive, listed[2].name_of_mail, actor_id=actor, now=july)  # it went
    assert [drop_mail(archive, name, actor_id=actor, now=july) for _ in range(2)] == [True, False]

    def work(unit: UnitOfWork) -> bool:
        return tell_firm(unit, FirmMailKind.STATEMENT, firms.firms["Muta"], 99)

    assert unit_of_work(archive, [], work, actor_id=actor, now=NINE) is False
