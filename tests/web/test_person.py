"""The sheet of a person as a page, and the one search box: what is on it, empty, ended, dead, erased, in English."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select

from mutua.domain.access import Role
from mutua.domain.records import CoverTold
from mutua.services.member_endings import record_death
from mutua.store.database import Archive
from mutua.store.personal import erase_rows
from mutua.store.tables import person_erased
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.member_helpers import desk, member, told
from web.counter import Counter


def words(page: str) -> str:
    """What is read on the page."""
    text = re.sub(r"<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", text.replace("&nbsp;", " ").replace("\u00a0", " ").replace("&#39;", "'"))


def test_the_sheet_answers_a_call_without_a_second_click(counter: Counter) -> None:
    society = counter.society
    member(society, "Anna")
    home = society.claim("Anna", "CASA", quantità=90)
    society.decide(home)
    society.decide(society.claim("Anna", "VIS", 10_000))
    waiting = society.claim("Anna", "VIS", 5_000, papers={"fattura": date(2026, 5, 4)})
    society.decide(waiting)
    clerk = counter.inside(Role.CLERK)
    every = clerk.get(f"/persone/{counter.public_id('Anna')}/pratiche")
    assert re.findall(r'pratiche/[^"]+">(\d+)<', every.text) == [str(waiting), str(waiting - 1), str(home)]
    assert "1 ora e 30 minuti" in words(every.text)
    assert "la lista finisce prima" in clerk.get(f"/persone/{counter.public_id('Anna')}/pratiche?pagina=2").text
    assert "manca: la prescrizione del medico" in words(clerk.get("/coda/da-completare").text)
    page = clerk.get(f"/persone/{counter.public_id('Anna')}")
    assert page.status_code == 200
    said = words(page.text)
    for told_so in (
        "Rossi Anna", "Socio ordinario (n. 1) dal 10 gennaio 2026, con voto.", "46 anni", "Tessera N1-0",
        "Sì, oggi la copertura c'è.", "Piano di prova, base: dal 1° gennaio 2024, senza scadenza.",
        "Per «visite» le restano 330 € su 400 €, fino al 31 dicembre 2026.", "usato 70 €", "anno 2026",
        f"La domanda {waiting} dell'11 maggio 2026 è ferma: aspettiamo la prescrizione del medico.",
        "da pagare 70,00 €", "3 in tutto", "1 ora e 30 minuti", "Tutto pagato.", "Nessuna azienda.",
        "Rossi Bruno coniuge", "a carico",
    ):  # fmt: skip
        assert told_so in said, told_so
    assert '<rect width="82%" height="100%"/>' in page.text
    assert f'href="/persone/{counter.public_id("Bruno")}"' in page.text
    assert "style=" not in page.text
    assert re.search(r"Mutua di prova · 1° giugno 2026 · stampato da Clerk-", said), "on paper: whose, of which day"
    english = words(_english(counter, counter.public_id("Anna")))
    for told_so in ("Yes, there is cover today.", "To read to the member", "For “visite” €330 of €400", "spouse"):
        assert told_so in english, told_so


def _english(counter: Counter, name: str) -> str:
    clerk = counter.inside(Role.CLERK)
    clerk.post("/lingua", {"language": "en"})
    return clerk.get(f"/persone/{name}").text


def test_who_has_nothing_who_died_and_who_was_erased_are_told_rightly(counter: Counter) -> None:
    society = counter.society
    society.household("N2", "Elsa", covers=[])
    society.household("N3", "Furio", covers=[CoverTold(society.plan_code, "base", date(2024, 1, 1), date(2026, 3, 31))])
    member(society, "Bruno")
    told(record_death(desk(society, date(2026, 6, 1)), society.people["Bruno"], died_on=date(2026, 5, 8)))
    clerk = counter.inside(Role.CLERK)
    empty = words(clerk.get(f"/persone/{counter.public_id('Elsa')}").text)
    for told_so in ("No, oggi non c'è copertura. Non risulta nessuna copertura.", "Nessuna domanda finora.",
                    "Niente in sospeso.", "non c'è nessun plafond", "Tutto pagato."):  # fmt: skip
        assert told_so in empty, told_so
    ended = words(clerk.get(f"/persone/{counter.public_id('Furio')}").text)
    assert "Piano di prova, base: finita il 31 marzo 2026." in ended
    dead = words(clerk.get(f"/persone/{counter.public_id('Bruno')}").text)
    assert "La persona è morta l'8 maggio 2026." in dead
    assert "45 anni alla morte" in dead
    assert "Piano di prova, base: finita l'8 maggio 2026." in dead
    erase(counter.archive, counter, "Elsa")
    gone = clerk.get(f"/persone/{counter.public_id('Elsa')}")
    said = words(gone.text)
    assert gone.status_code == 200
    assert "Persona cancellata" in said
    assert "I dati di questa persona sono stati cancellati il 1° giugno 2026." in said
    found = words(clerk.post("/cerca", {"words": "rossi"}).text)
    assert "Elsa" not in found
    assert "Rossi Bruno deceduto" in found
    subito = clerk.post("/cerca/subito", {"words": "ross bru"}).get_json()
    assert [one["more"] for one in subito] == ["N1-1 · deceduto"]


def erase(archive: Archive, counter: Counter, name: str) -> None:
    """As an erasure does: the entry that says so, and the rows that go."""
    society = counter.society
    person_id = society.people[name]

    def work(unit: UnitOfWork) -> None:
        entry = unit.entry(society.households[person_id], "erasure")
        entry.add(person_erased, person_id, "2026-06-01", "prova")
        erase_rows(unit.connection, person_id)

    unit_of_work(archive, [society.households[person_id]], work, actor_id=society.actor_id, now=society.now)
    with archive.reader.begin() as connection:
        assert connection.scalar(select(person_erased.c.person_id)) == person_id
