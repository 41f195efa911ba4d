"""What a firm may know and what its people keep: terms told late, debts, whose a code is, odd days and ages."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from mutua.domain.case import Cover
from mutua.domain.firms import Scope
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from mutua.services.cover_changes import Changing, change
from mutua.services.cover_desk import CoversTold
from mutua.services.decide_claim import Refusal
from mutua.services.firm_statements import issue_statements
from mutua.services.firm_to_confirm import to_confirm
from mutua.services.member_endings import record_death
from mutua.store.database import Archive
from mutua.store.people import change_identity, tell_cover
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.who import read_identities
from mutua.web.outside_names import LIST
from services.firm_helpers import code_of
from services.member_helpers import desk, told
from web.counter import CALLED, Browser
from web.outside import Outside, outside_of
from web.test_firm_month import kept, send, text_of

GRECO = "Greco Nora"
JULY, NEW = date(2026, 7, 1), {"code": code_of(GRECO, 3), "name": "Nora Greco", "start": "10/06/2026"}


@pytest.fixture
def outside(archive: Archive, tmp_path: Path) -> Outside:
    return outside_of(archive, tmp_path)


def at_alfa(outside: Outside, login: str = "") -> tuple[Browser, str]:
    return outside.inside("Alfa", login=login), f"/azienda/{outside.name('Alfa')}"


def number_of(browser: Browser, path: str, name: str) -> str:
    return re.findall(rf'value="([a-z2-7]{{26}})">{name}', browser.get(f"{path}/esce").text)[0]


# ---------------------------------------------------------------- who left


def test_a_leave_told_late_leaves_sixty_days_from_when_it_was_told(outside: Outside) -> None:
    """Told on 1 June of 31 January: the term is not over before anybody could read of it."""
    browser, path = at_alfa(outside)
    number = number_of(browser, path, "Rossi Anna")
    left = {"who": number, "last": "31/01/2026", "sure": "sì"}
    page = browser.get(str(browser.post(f"{path}/esce", left).location)).text
    assert "Copertura fino al 31 gennaio 2026" in text_of(page)
    assert "risponde entro il 31 luglio 2026" in text_of(page)
    assert "Lettera da consegnare" in page
    assert browser.get(f"/dipendenti/{number}/lettera").data.startswith(b"%PDF")
    outside.counter.clock.pass_by(timedelta(days=61))
    browser, _ = at_alfa(outside)
    late = text_of(browser.get(f"/dipendenti/{number}").text)
    assert "Il termine per continuare per conto proprio è passato il 31 luglio 2026" in late
    assert "Lettera" not in late


def test_who_left_before_the_cover_began_reads_why_there_is_none(outside: Outside) -> None:
    browser, path = at_alfa(outside)
    done = browser.post(f"{path}/entra", NEW)
    number = str(done.location).rpartition("/")[2].partition("?")[0]
    gone = browser.post(f"{path}/esce", {"who": number, "last": "30/06/2026"})
    page = text_of(browser.get(str(gone.location)).text)
    assert "Nessuna copertura: è finita prima di cominciare" in page
    assert "Sarebbe cominciata il 1° luglio 2026" in page or "Sarebbe cominciata il 1 luglio 2026" in page
    assert "altra categoria" not in page


def test_two_people_of_one_name_are_told_apart_where_somebody_leaves(outside: Outside) -> None:
    browser, path = at_alfa(outside)
    other = compute_fiscal_code("Rossi", "Anna", date(1990, 5, 5), "F", "G674")
    assert browser.post(f"{path}/entra", {**NEW, "code": other, "name": "Rossi Anna"}).status_code == 303
    menu = browser.get(f"{path}/esce").text
    assert f">Rossi Anna · {other} · 10/06/2026</option>" in menu
    assert f">Rossi Anna · {code_of('Rossi Anna', 2)} · 01/01/2026</option>" in menu
    assert ">Bianchi Bruno</option>" in menu


# ---------------------------------------------------------------- the month


def test_every_statement_that_is_open_stands_on_the_month_with_the_sum(outside: Outside) -> None:
    outside.issue("Alfa", date(2026, 5, 1))
    outside.issue("Alfa", date(2026, 6, 1))
    browser, path = at_alfa(outside)
    page = text_of(browser.get(path).text)
    assert "Da versare in tutto 246,00 € , in 2 estratti" in page
    assert (page.count("205,00 €"), page.count(" 41,00 €")) == (1, 1)


def test_only_who_may_tell_of_people_is_asked(outside: Outside) -> None:
    outside.firms.firm("Senza", None)
    browser, path = outside.inside("Senza"), f"/azienda/{outside.name('Senza')}"
    page = text_of(browser.get(path).text)
    assert "?" not in page.partition("Non avete un piano in vigore")[0].rpartition("Nessuna persona")[2]
    assert "È entrato qualcuno" not in page
    outside.consultant("Conti", "Alfa", scope=Scope.STATEMENTS)
    browser = outside.inside("Conti", intermediary=True)
    page = text_of(browser.get(f"/azienda/{outside.name('Alfa')}").text)
    assert "Le vostre 4 persone." in page
    assert "È cambiato qualcosa" not in page


def test_who_has_not_begun_is_not_counted_and_is_shown(outside: Outside) -> None:
    browser, path = at_alfa(outside)
    asked = browser.post(f"{path}/entra", {**NEW, "start": "01/05/2027"})
    assert asked.status_code == 422
    assert 'id="start-wrong"' in asked.text
    assert "più di due mesi" in text_of(asked.text)
    assert browser.post(f"{path}/entra", {**NEW, "start": "01/05/2027", "sure": "sì"}).status_code == 303
    page = text_of(browser.get(path).text)
    assert "Le vostre 4 persone" in page
    assert "Chi comincia più avanti" in page
    assert GRECO in page


# ---------------------------------------------------------------- codes, names and ages


@pytest.mark.parametrize(("born", "sure"), [(date(2020, 3, 3), 6), (date(2005, 3, 3), None), (date(1916, 3, 3), 10)])
def test_an_age_at_which_nobody_works_is_asked_about(outside: Outside, born: date, sure: int | None) -> None:
    """A code tells two figures of the year: over a hundred, or a child, is hardly who was hired."""
    browser, path = at_alfa(outside)
    typed = {**NEW, "code": compute_fiscal_code("Greco", "Nora", born, "F", "G674")}
    asked = browser.post(f"{path}/entra", typed)
    if sure is None:
        assert asked.status_code == 303
        return
    assert asked.status_code == 422
    assert f"per questo codice il primo giorno di lavoro ha {sure} anni" in text_of(asked.text).lower()
    assert 'id="code-wrong"' in asked.text
    assert browser.post(f"{path}/entra", {**typed, "sure": "sì"}).status_code == 303


def test_a_file_is_asked_about_far_days_and_ages_too(outside: Outside) -> None:
    browser, path = at_alfa(outside)
    child = compute_fiscal_code("Greco", "Nora", date(2020, 3, 3), "F", "G674")
    rows = (f"codice fiscale;cognome;nome;assunto il;licenziato il\n{child};Greco;Nora;10/06/2026;\n"
            f"{code_of('Rossi Anna', 2)};Rossi;Anna;;31/12/2036\n")  # fmt: skip
    page = text_of(send(browser, f"{path}/elenco", "movements", rows))
    assert "ha 6 anni" in page
    assert "più di due mesi" in page


@pytest.mark.parametrize(("name", "told_of"), [
    ("Neri Lucia", "Il cognome non è quello di questo codice"),
    ("Bianchi Piera", "Il nome non è quello di questo codice"),
    ("Neri Piera", "Questo codice è di un altro nome"),
])  # fmt: skip
def test_it_is_said_which_part_of_the_name_is_not_the_codes(outside: Outside, name: str, told_of: str) -> None:
    browser, path = at_alfa(outside)
    code = compute_fiscal_code("Bianchi", "Lucia", date(1980, 3, 3), "F", "G674")
    page = text_of(browser.post(f"{path}/entra", {**NEW, "code": code, "name": name}).text)
    assert told_of in page
    assert "non dice dove finisce" not in page


# ---------------------------------------------------------------- whose a code is


def everything(outside: Outside, browser: Browser, path: str) -> list[tuple[int, bytes]]:
    """All that a firm reads of somebody whom it enrols by a form and by a list, and takes back."""
    found: list[Any] = []
    done = browser.post(f"{path}/entra", NEW)
    found += [done, browser.get(str(done.location)), browser.get(path)]
    number = re.findall(r'annulla\?list_id=([a-z2-7]{26})"', found[-1].text)[0]
    worker = str(done.location).partition("?")[0]
    gone = browser.post(f"{path}/esce", {"who": worker.rpartition("/")[2], "last": "31/07/2026"})
    found += [gone, browser.get(worker), browser.get(f"{worker}/lettera")]
    found.append(browser.post(f"{path}/annulla", {"list_id": CALLED.of(LIST, 999)}))
    found += [browser.post(f"{path}/annulla", {"list_id": number}), browser.get(path)]
    rows = f"codice fiscale;cognome;nome;assunto il\n{NEW['code']};Greco;Nora;10/06/2026\n"
    file = io.BytesIO(rows.encode())
    looked = browser.post(f"{path}/elenco", {"mode": "movements", "files": (file, "x.csv")})
    sent = {name: kept(looked.text, name) for name in ("mode", "on", "file", "mark")}
    found += [looked, browser.post(f"{path}/elenco/registra", {**sent, "mode": "movements"}), browser.get(path)]
    by_chance = re.compile(rb'(?<=name="seal" value=")[^"]+|[0-9a-f]{32}|/azienda/[a-z2-7]{26}|(?<=/ID \[)[^]]+')
    return [(one.status_code, by_chance.sub(b"", one.data)) for one in found]


def a_member(outside: Outside, name: str, *, assistance: str | None = None) -> int:
    """Somebody whom the society knows; `assistance`: with a cover of their own."""
    society = outside.counter.society
    home = society.household("N9", "Nora", covers=[])
    person = society.people["Nora"]
    with outside.archive.reader.begin() as connection:
        who = read_identities(connection, [person])[person]

    def work(unit: UnitOfWork) -> None:
        change_identity(unit, person, who._replace(fiscal_code=code_of(name, 3)))
        if assistance is not None:
            cover = Cover(assistance, date(2026, 1, 1))
            tell_cover(unit.entry(home, "covers"), 1, person, society.plan_code, cover)

    unit_of_work(outside.archive, [home], work, actor_id=society.actor_id, now=society.now)
    return person


def works_elsewhere(outside: Outside, name: str) -> None:
    outside.firms.move("Beta", outside.firms.row("Beta", name, date(2026, 1, 1), at=3), today=date(2026, 1, 10))


def has_their_own(outside: Outside, name: str) -> None:
    a_member(outside, name, assistance="base")


def has_the_whole_plan(outside: Outside, name: str) -> None:
    a_member(outside, name, assistance="")


def died(outside: Outside, name: str) -> None:
    person = a_member(outside, name, assistance="base")
    told(record_death(desk(outside.counter.society, date(2026, 6, 1)), person, died_on=date(2026, 3, 3)))


@pytest.mark.parametrize("whose", [a_member, works_elsewhere, has_their_own, has_the_whole_plan, died])
def test_no_answer_tells_whether_a_code_is_known_elsewhere(
    ready: Any, dialect: str, tmp_path: Path, whose: Any
) -> None:  # fmt: skip
    """Channel 11: the same bytes, whether the code is of nobody known, or of whom the society knows very well."""
    answers = []
    for name in ("Bruno Olga", GRECO):
        folder = tmp_path / name[:1]
        folder.mkdir()
        with ready.fresh(dialect, folder) as url, Archive(url) as archive:
            outside = outside_of(archive, folder)
            whose(outside, name)
            browser, path = at_alfa(outside, "alfa")
            answers.append(everything(outside, browser, path))
    known, unknown = answers
    assert [at for at, (one, other) in enumerate(zip(known, unknown, strict=True)) if one != other] == []


def test_who_keeps_a_cover_of_their_own_is_charged_to_nobody_twice(outside: Outside) -> None:
    """The office reads of it; once it ends the cover of their own, the firm's begins."""
    person = a_member(outside, GRECO, assistance="base")
    browser, path = at_alfa(outside)
    assert browser.post(f"{path}/entra", NEW).status_code == 303
    with outside.archive.reader.begin() as connection:
        waiting = {one.name: one.missing for one in to_confirm(connection, date(2026, 6, 10))}
    assert "own_cover" in waiting[GRECO]
    outside.counter.clock.pass_by(timedelta(days=60))
    july = issue_statements(outside.firms.at(date(2026, 7, 31)), outside.firms.firms["Alfa"], JULY)
    assert not isinstance(july, Refusal)
    assert july[0].total_cents == 7 * 4 * 1025
    assert [one.effective_from for _, one in outside.firms.told_covers(GRECO, 3)] == [date(2026, 1, 1)]
    leaving = Changing(outside.counter.society.plan_code, date(2026, 7, 31))
    assert isinstance(change(outside.firms.at(date(2026, 7, 31)), person, leaving), CoversTold)
    covers = [(one.effective_from, one.ends_on) for _, one in outside.firms.told_covers(GRECO, 3)]
    assert covers[1][0] == covers[0][1] + timedelta(days=1)  # type: ignore[operator]  # the first one has ended
    with outside.archive.reader.begin() as connection:
        waiting = {one.name: one.missing for one in to_confirm(connection, covers[1][0])}
    assert "own_cover" not in waiting[GRECO]
