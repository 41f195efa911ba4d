"""`mutua covers`: joining, exemptions, changes, leaving, the senior plan, as a clerk types them, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Mutua, Ran
from mutua.store.database import Archive
from mutua.store.migrate import upgrade
from services.cover_helpers import FAMILY, SENIOR, WIDE, covered_society

ASKED = ("--on", "10/03/2026")


@pytest.fixture
def covers(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutua:
    """`mutua covers …` on an archive with a household of three and nobody covered."""
    path = tmp_path / "mutua.db"
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(path))
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    monkeypatch.setenv("COLUMNS", "80")
    with Archive(f"sqlite:///{path}") as archive:
        upgrade(archive)
        covered_society(archive, tmp_path).household("N1", "Anna", "Bruno", "Carla", covers=[])
    return lambda *arguments: mutua("covers", *arguments)


def said(ran: Ran) -> list[str]:
    assert ran.status == 0, ran.err
    return [" ".join(line.split()) for line in ran.out.splitlines()]


def test_a_household_joins_and_everything_asked_is_asked_at_once(covers: Mutua, mutua: Mutua) -> None:
    join = ("join", "--member", "N1-0", "--plan", FAMILY, *ASKED)
    asked = covers(*join)
    assert asked.status == 1
    assert asked.err.splitlines() == [
        f"Rossi {name} ({card}), {FAMILY}: Per sapere se deve aderire anche questa persona manca una risposta: "
        "È coperto altrove? (copertura_altrove)"
        for name, card in (("Bruno", "N1-1"), ("Carla", "N1-2"))
    ]
    told = ("--answer", "N1-1:copertura_altrove=no", "--answer", "N1-2:copertura_altrove=sì")
    short = covers(*join, *told)
    assert (short.status, short.err.splitlines()) == (1, [
        f"Rossi Bruno (N1-1), {FAMILY}: Deve aderire anche questa persona: con --household aderiscono tutti insieme; "
        "se è esonerata, mutua covers exempt (art. 9)."
    ])  # fmt: skip
    assert said(covers(*join, *told, "--household"))[:2] == [
        f"Rossi Anna (N1-0): {FAMILY} base dal 01/04/2026: a domanda.",
        f"Rossi Bruno (N1-1): {FAMILY} base dal 01/04/2026: a domanda.",
    ]
    assert said(covers("check", "--on", "01/05/2026")) == ["Nessuno manca."]
    assert said(covers("show", "--member", "N1-0", "--on", "10/04/2026")) == [
        "Rossi Anna (N1-0), il 10/04/2026:",
        f"- {FAMILY} base, dal 01/04/2026; anzianità dal 01/04/2026; dal 01/05/2026: Visita specialistica; a domanda "
        "(10/03/2026).",
    ]
    assert mutua("verify").status == 0


def test_an_answer_that_nobody_asks_for_is_told(covers: Mutua) -> None:
    ran = covers("join", "--member", "N1-0", "--plan", FAMILY, "--answer", "altezza=180")
    assert ran.status == 2
    assert "«altezza» non è fra ciò che il piano chiede (componenti, copertura_altrove" in ran.err
    ran = covers("join", "--member", "N1-0", "--plan", FAMILY, "--answer", "residente=forse")
    assert (ran.status, "forse" in ran.err) == (2, True)


def test_exempt_and_check(covers: Mutua) -> None:
    for name in ("N1-1", "N1-2"):
        assert said(covers("exempt", "--member", name, "--plan", FAMILY, "--evidence", "certificate",
                           "--from", "01/01/2026")) == ["Registrato."]  # fmt: skip
    said(covers("join", "--member", "N1-0", "--plan", FAMILY, *ASKED))
    said(covers("exempt", "--member", "N1-1", "--plan", FAMILY, "--take-back", "--until", "31/05/2026"))
    found = covers("check", "--on", "01/06/2026", "--lang", "en")
    assert found.status == 1
    assert "household N1, mutua-di-prova/famiglia: Rossi Bruno (N1-1). To know whether" in " ".join(found.out.split())
    assert said(covers("show", "--member", "N1-2", "--on", "01/06/2026"))[-1] == (
        f"- non deve aderire a {FAMILY}, dal 01/01/2026 (certificato)."
    )


def test_change_leave_and_senior(covers: Mutua) -> None:
    said(covers("join", "--member", "N1-1", "--plan", WIDE, "--assistance", "base", "--on", "10/03/2025"))
    late = covers("change", "--member", "N1-1", "--from", WIDE, "--to", "mutua-di-prova/prova", "--on", "01/02/2026")
    assert (late.status, "31 gennaio 2026" in late.err, "art. 4" in late.err) == (1, True, True)
    moved = said(covers("change", "--member", "N1-1", "--from", WIDE, "--to", "mutua-di-prova/prova", "--on",
                        "31/01/2026", "--lang", "en"))  # fmt: skip
    assert moved[0] == (
        f"Rossi Bruno (N1-1): {WIDE} base until 31/12/2025; mutua-di-prova/prova base from 01/01/2026 (seniority from "
        "01/04/2025): asked for."
    )
    assert said(covers("carry", "--member", "N1-1")) == [
        "Registrato.", "avviso: Plafond il cui uso continua nel nuovo piano: 0.",
    ]  # fmt: skip
    left = said(covers("leave", "--member", "N1-1", "--plan", "mutua-di-prova/prova", "--on", "30/09/2026"))
    assert left == ["Rossi Bruno (N1-1): mutua-di-prova/prova base fino al 31/12/2026: a domanda."]
    assert said(covers("senior")) == ["Nessuno deve passare a un altro piano."]
    seniors = said(covers("senior", "--on", "01/01/2046"))
    assert seniors == ["Nessuno deve passare a un altro piano."]
    said(covers("join", "--member", "N1-0", "--plan", FAMILY, "--household", *ASKED, "--answer",
                "N1-1:copertura_altrove=sì", "--answer", "N1-2:copertura_altrove=sì"))  # fmt: skip
    assert said(covers("senior", "--on", "01/01/2046")) == [
        f"Rossi Anna (N1-0): da {FAMILY} a {SENIOR}, dal 01/01/2046.",
        "Per registrare un passaggio: mutua covers senior --move TESSERA.",
    ]
    assert "Nessun piano, o più d'uno" in covers("senior", "--move", "N1-0").err


def test_a_cover_recorded_by_mistake_is_taken_back_and_told(covers: Mutua, mutua: Mutua) -> None:
    join = ("join", "--member", "N1-1", "--plan", WIDE, "--assistance", "base", *ASKED)
    said(covers(*join))
    take = ("take-back", "--member", "N1-1", "--plan", WIDE)
    assert said(covers(*take)) == [
        f"Rossi Bruno (N1-1): {WIDE} base non c'è mai stata: annullamento di ciò che era stato registrato.",
    ]  # fmt: skip
    again = covers(*take)
    assert (again.status, "Nessuna copertura del piano" in again.err) == (1, True)
    told = said(covers("show", "--member", "N1-1", "--on", "10/04/2026"))
    assert told[1] == "Nessuna copertura."
    assert told[2].startswith(f"- {WIDE} base dal 01/04/2026: non c'è mai stata, annullata il ")
    assert mutua("verify").status == 0
