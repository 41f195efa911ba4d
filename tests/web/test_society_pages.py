"""What the society says of itself: shown before it is changed, every mistake at its field, its account by two."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from mutua.domain.access import Role
from mutua.services.collect_debits import creditor
from mutua.services.export_archive import every_table
from mutua.services.society import change_letterhead, letterhead, payment_day
from mutua.services.society_data import society_data
from mutua.services.verify_archive import verify
from mutua.store.society_changes import read_changes
from services.payment_helpers import SOCIETYS
from web.counter import Browser, Counter
from web.test_members import done, mark
from web.test_person import words

NEW = "IT48N0300203280543765183341"
RIGHT = {
    "name": "Mutua di prova", "address": "Via Roma 1", "postal_code": "10064", "municipality": "Pinerolo",
    "fiscal_code": "00743110157", "registers": "Albo delle società di mutuo soccorso n. 1\nRUNTS n. 2",
    "phone": "0121 000 000", "email": "posta@mutua.example", "website": "", "bank": "Banca di prova",
    "hours": "lunedì-venerdì 9-12.30", "payment_days": "31 15", "creditor_identifier": "IT45ZZZ0000012345670017",
    "cuc": "abcd1234", "notice_days": "14", "name_clerks": "sì",
}  # fmt: skip


def told(counter: Counter) -> dict[str, str]:
    with counter.archive.reader.begin() as connection:
        return society_data(connection)


def account(counter: Counter, iban: str = SOCIETYS) -> None:
    with counter.archive.writer.begin() as connection:
        assert change_letterhead(connection, {"iban": iban}) == []


def approval(approver: Browser) -> str:
    found = re.search(r'href="(/approvazioni/[a-z2-7]{26})"', approver.get("/coda/da-approvare").text)
    assert found is not None
    return found[1]


def test_what_the_society_says_is_shown_then_changed_and_told_everywhere(counter: Counter) -> None:
    admin = counter.inside(Role.ADMIN)
    assert "Cambia i dati" in admin.get("/societa").text
    shown = done(admin, "/societa/cambia", RIGHT)
    assert "Telefono: «0121 000 000»." in shown
    assert "Giorni in cui si pagano i rimborsi: «15, 31»." in shown
    found = told(counter)
    assert (found["registers"], found["cuc"], found["payment_days"]) == (RIGHT["registers"], "ABCD1234", "15, 31")
    with counter.archive.reader.begin() as connection:
        head = letterhead(connection)
        assert head.registers == ("Albo delle società di mutuo soccorso n. 1", "RUNTS n. 2")
        assert creditor(connection)[0].identifier == RIGHT["creditor_identifier"]
        assert payment_day(connection, counter.clock.now.date()) is not None
    form = admin.get("/societa/cambia").text
    assert 'value="0121 000 000"' in form, "what stands there is in the fields"
    again = admin.post("/societa/cambia", {**RIGHT, "payment_days": "15,31"})
    assert (again.status_code, "non cambia nulla" in words(again.text)) == (422, True)
    shown = words(admin.post("/societa/cambia", {**RIGHT, "phone": "0121 111 111", "bank": ""}).text)
    assert "Telefono: da «0121 000 000» a «0121 111 111»." in shown
    assert "Banca del conto: si toglie «Banca di prova»." in shown
    assert "Nelle tracce resta scritto chi l'ha cambiato" in shown
    assert told(counter)["phone"] == "0121 000 000", "looked at, and nothing changed"
    assert "0121 000 000" in words(counter.inside(Role.CLERK).get("/societa").text), "a clerk reads it out"


def test_whether_clerks_are_named_is_changed_by_a_tick(counter: Counter) -> None:
    admin = counter.inside(Role.ADMIN)
    done(admin, "/societa/cambia", RIGHT)
    shown = done(admin, "/societa/cambia", {name: value for name, value in RIGHT.items() if name != "name_clerks"})
    assert "il nome dell'operatore: no" in shown
    assert told(counter)["name_clerks"] == ""


@pytest.mark.parametrize(("part", "typed", "why"), [
    ("name", "", "Il nome non può mancare"), ("fiscal_code", "00743110158", "controllo"),
    ("payment_days", "15, 32", "numeri da 1 a 31"), ("payment_days", "fine mese", "numeri da 1 a 31"),
    ("notice_days", "0", "da 1 a 90"), ("notice_days", "due", "da 1 a 90"), ("cuc", "AB-1", "lettere e cifre"),
    ("creditor_identifier", "IT46ZZZ0000012345670017", "controllo"), ("email", "posta.mutua", "@"),
])  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(
    counter: Counter, part: str, typed: str, why: str
) -> None:  # fmt: skip
    admin, before = counter.inside(Role.ADMIN), told(counter)
    answer = admin.post("/societa/cambia", {**RIGHT, part: typed})
    assert answer.status_code == 422
    beside = re.search(rf'id="{part}-wrong">([^<]*)<', answer.text)
    assert beside is not None
    assert why in words(beside[1])
    assert told(counter) == before


def test_the_code_of_the_phone_is_asked_before_anything_is_changed(counter: Counter) -> None:
    admin = counter.inside(Role.ADMIN)
    counter.clock.pass_by(timedelta(minutes=11))
    assert admin.get("/societa/cambia").status_code == 403
    assert admin.post("/societa/cambia", RIGHT).status_code == 403
    assert told(counter)["phone"] == ""


def test_the_account_of_the_society_is_changed_by_two(counter: Counter) -> None:
    account(counter)
    clerk, approver = counter.inside(Role.CLERK), counter.inside(Role.APPROVER)
    wrong = clerk.post("/societa/conto", {"iban": NEW[:-1] + "7"})
    assert (wrong.status_code, 'id="iban-wrong"' in wrong.text) == (422, True)
    assert clerk.post("/societa/conto", {"iban": SOCIETYS}).status_code == 409, "the same"
    assert clerk.post("/societa/conto", {"iban": NEW}).location == "/societa"
    page = clerk.get("/societa")
    assert "aspetta chi approva" in words(page.text)
    assert told(counter)["iban"] == SOCIETYS, "the old one stands"
    where = approval(approver)
    assert clerk.post(f"{where}/approva", {"seen": "x"}).status_code == 403
    shown = approver.get(where)
    assert "Cambio del conto della società" in words(shown.text)
    assert "IT48 N030 0203 2805 4376 5183 341" in words(shown.text)
    assert "contratto con la banca" in words(shown.text)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', shown.text)
    assert seen is not None
    assert approver.post(f"{where}/approva", {"seen": "0" * 64}).status_code == 409
    assert approver.post(f"{where}/approva", {"seen": seen[1]}).status_code == 303
    assert told(counter)["iban"] == NEW


def test_a_proposed_account_is_void_once_the_account_is_another(counter: Counter) -> None:
    account(counter)
    clerk, approver = counter.inside(Role.CLERK), counter.inside(Role.APPROVER)
    clerk.post("/societa/conto", {"iban": NEW})
    where = approval(approver)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', approver.get(where).text)
    account(counter, "IT89O0300203280429513916296")  # by whoever has the machine
    assert seen is not None
    assert approver.post(f"{where}/approva", {"seen": seen[1]}).status_code == 409
    assert told(counter)["iban"] == "IT89O0300203280429513916296"


def test_an_administrator_changes_no_account_and_a_clerk_nothing_else(counter: Counter) -> None:
    account(counter)
    admin, clerk = counter.inside(Role.ADMIN), counter.inside(Role.CLERK)
    assert admin.post("/societa/conto", {"iban": NEW}).status_code == 403
    assert clerk.post("/societa/cambia", RIGHT).status_code == 403
    changed = admin.post("/societa/cambia", {**RIGHT, "iban": NEW})
    assert changed.status_code == 422, "a field nobody asked for"
    shown = admin.post("/societa/cambia", RIGHT)
    assert mark(shown.text)
    assert told(counter)["iban"] == SOCIETYS


def test_who_changed_what_from_what_to_what_stands_in_the_traces_and_is_exported(counter: Counter) -> None:
    """For whoever keeps the logins too, who opens nobody's file: the society is no person."""
    account(counter)
    admin, clerk, approver = (counter.inside(role) for role in (Role.ADMIN, Role.CLERK, Role.APPROVER))
    done(admin, "/societa/cambia", RIGHT)
    counter.clock.pass_by(timedelta(minutes=1))
    done(admin, "/societa/cambia", {**RIGHT, "phone": "0121 111 111", "bank": ""})
    assert clerk.post("/societa/conto", {"iban": NEW}).location == "/societa"
    where = approval(approver)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', approver.get(where).text)
    assert seen is not None
    assert approver.post(f"{where}/approva", {"seen": seen[1]}).status_code == 303
    for browser in (admin, counter.inside(Role.AUDITOR)):
        rows = words(browser.post("/tracce", {"kind": "society"}).text.partition("<tbody>")[2])
        assert rows.count("dati della società cambiati") == 3
        newest, last, first = rows.split("dati della società cambiati")[1:]
        assert f"IBAN: da «{SOCIETYS}» a «{NEW}»." in newest
        assert "Telefono: da «0121 000 000» a «0121 111 111»." in last
        assert "Banca del conto: si toglie «Banca di prova»." in last
        assert "Via e numero: «Via Roma 1»." in first
        assert "Telefono" not in newest
    with counter.archive.reader.begin() as connection:
        [table] = [one for one in every_table(connection, counter.society.plans)
                   if one.name == "dati della società cambiati"]  # fmt: skip
        told_so = [tuple(row[1:]) for row in table.rows]
    assert told_so[-3:] == [
        (told_so[-3][0], "Telefono", "0121 000 000", "0121 111 111"),
        (told_so[-3][0], "Banca del conto", RIGHT["bank"], ""), (told_so[-1][0], "IBAN", SOCIETYS, NEW),
    ]  # fmt: skip
    assert told_so[-3][0] != told_so[-1][0], "by whom"
    assert verify(counter.archive) == []


def test_what_is_looked_at_or_as_it_was_leaves_no_trace(counter: Counter) -> None:
    admin = counter.inside(Role.ADMIN)
    assert "Confermate?" in words(admin.post("/societa/cambia", RIGHT).text)
    with counter.archive.reader.begin() as connection:
        assert read_changes(connection) == []
