"""Mistakes of case files: all at once, each with its place and what was perhaps meant."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mutua.domain.case import Dated, Series
from mutua.rules.cases.casefile import CaseFile
from mutua.rules.cases.casefile_reader import read_cases, read_excuses
from mutua.rules.library import load
from mutua.rules.model import Plan
from mutua.rules.reading.problems import Problem, sentence
from small_plan import plan_folder


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    (plan,), problems = load(plan_folder(tmp_path))
    assert problems == []
    return plan


def read(plan: Plan, tmp_path: Path, text: str) -> tuple[CaseFile | None, list[Problem]]:
    path = tmp_path / "casi.yaml"
    path.write_text(text, encoding="utf-8")
    return read_cases(path, plan, "casi.yaml", asking=True)


REQUEST = "casi:\n  - nome: prova\n    richieste:\n      - {{prestazione: VIS, {}}}\n"

MISTAKES = [
    ("spessa: 10.00", "4:28: trovato «spessa»", "forse intendevi «spesa»"),
    ("spesa: 10,00", "4:38", "decimali si scrivono col punto"),
    ("spesa: 10.00, grado: cugino", "4:49: trovato «cugino»", "titolare, coniuge"),
    ("servizio: 2026-02-30", "4:38: trovato «2026-02-30»", ""),
    ("rete: si", "4:34: trovato «si»", "forse intendevi «sì»"),
    ("prescrizione: 2026-01-03", "4:28: trovato «prescrizione»", "documenti: [{prescrizione: …}]"),
    ("età: 40", "4:28: trovato «età»", "nascita"),
    ("documenti: [ricetta]", "4:40: trovato «ricetta»", "fattura, prescrizione"),
    ("spesa: {2026-01-01: 10.00}", "", "soltanto i fatti della persona e del nucleo"),
    ("atteso: {resta: {visita: 10 euro}}", "trovato «visita»", "forse intendevi «visite»"),
    ("atteso: {resta: {visite: 10 ore}}", "trovato «10 ore»", "una misura in euro"),
    ("atteso: {esito: pagato}", "trovato «pagato»", "forse intendevi «pagata»"),
    ("atteso: {manca: ricetta}", "trovato «ricetta»", "un documento o un fatto del piano"),
    ("atteso: {importi: 10.00}", "trovato «importi»", "forse intendevi «importo»"),
    ("atteso: dieci", "trovato «dieci»", ""),
    ("coperture: [{assistenza: denti, dal: 2020-01-01}]", "trovato «denti»", "base"),
    ("coperture: [{assistenza: base}]", "", "la chiave «dal»"),
    ("arretrati: [{pagamento: 2026-01-01}]", "", "la chiave «scadenza»"),
    ("autorizza: forse", "trovato «forse»", "sì oppure no"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "found", "expected"), MISTAKES, ids=[written for written, _, _ in MISTAKES])
def test_a_mistake_in_a_request_is_told_at_its_place(
    plan: Plan, tmp_path: Path, written: str, found: str, expected: str
) -> None:
    casefile, problems = read(plan, tmp_path, REQUEST.format(written))
    said = [sentence(problem) for problem in problems]
    assert len(said) == 1, said
    assert said[0].startswith("casi.yaml:4:")
    assert found in said[0]
    assert expected in said[0]
    assert casefile is not None
    assert casefile.cases == (), "a case with a mistake is not run"


def test_all_mistakes_of_a_file_at_once(plan: Plan, tmp_path: Path) -> None:
    _, problems = read(
        plan,
        tmp_path,
        "sempre: {rette: sì}\ncasi:\n  - nome: uno\n    richieste: [{prestazione: VISS}]\n  - richieste: []\n    note: x\n",
    )
    assert [(one.place.line, one.code) for one in problems] == [
        (1, "case_unknown_fact"), (4, "case_unknown_benefit"), (5, "case_empty"), (5, "case_missing_key"),
        (6, "case_unknown_key"),
    ]  # fmt: skip


def test_mistakes_are_told_in_english_too(plan: Plan, tmp_path: Path) -> None:
    _, (problem,) = read(plan, tmp_path, REQUEST.format("grado: cugino"))
    assert "expected one of the choices" in sentence(problem, "en")


def test_facts_are_typed_as_the_plan_declares_them(plan: Plan, tmp_path: Path) -> None:
    text = REQUEST.format(
        "spesa: 110, rete: no, servizio: 2026-03-10, componenti: {2026-05-01: 4, 2025-01-01: 3}, "
        "inizio_ore: 2026-03-11 09:00, dente: '16'"
    )
    casefile, problems = read(plan, tmp_path, text)
    assert problems == []
    assert casefile is not None
    (request,) = casefile.cases[0].requests
    assert dict(request.facts) == {
        "spesa": 11000,
        "rete": False,
        "servizio": date(2026, 3, 10),
        "componenti": Dated(((date(2025, 1, 1), 3), (date(2026, 5, 1), 4))),
        "inizio_ore": datetime(2026, 3, 11, 8, 0, tzinfo=UTC),
        "dente": "16",
    }


def test_a_series_is_read_by_date(tmp_path: Path) -> None:
    head = "titolo: P\nsocietà: S\nversione_secondo: servizio\ncoperture: [base]\nfonte: x\nfatti:\n" + (
        "  visite_prima: {storia: {domanda: quante_volte, prestazioni: [VIS], nel: stesso_anno}}\n"
        '  ore_lavorate: {tipo: serie, di: persona, chiede: "Quante ore?"}\n'
    )
    (plan,), _ = load(plan_folder(tmp_path, head=head))
    casefile, problems = read(plan, tmp_path, REQUEST.format("ore_lavorate: {2026-02-28: 150, 2026-01-31: 160}"))
    assert problems == []
    assert casefile is not None
    series = casefile.cases[0].requests[0].facts["ore_lavorate"]
    assert series == Series(((date(2026, 1, 31), 160), (date(2026, 2, 28), 150)))


def test_the_nearest_level_wins(plan: Plan, tmp_path: Path) -> None:
    casefile, problems = read(
        plan,
        tmp_path,
        """\
sempre: {rete: sì, spesa: 10.00, persona: Anna}
casi:
  - nome: prova
    sempre: {rete: no, regime: privato}
    richieste:
      - {prestazione: VIS, regime: ticket}
      - {prestazione: VIS, persona: Bruno}
""",
    )
    assert problems == []
    assert casefile is not None
    first, second = casefile.cases[0].requests
    assert dict(first.facts) == {"rete": False, "spesa": 1000, "regime": "ticket"}
    assert dict(second.facts) == {"rete": False, "spesa": 1000, "regime": "privato"}
    assert (first.holders.person, second.holders.person) == ("Anna", "Bruno")


def test_the_quantity_is_in_the_benefits_unit(plan: Plan, tmp_path: Path) -> None:
    text = "casi:\n  - nome: prova\n    richieste:\n      - {prestazione: CASA, quantità: 2 sedute}\n"
    _, (problem,) = read(plan, tmp_path, text)
    assert "una misura in ore" in sentence(problem)


def test_excuses_say_which_number_and_why(tmp_path: Path) -> None:
    path = tmp_path / "numeri.yaml"
    assert read_excuses(path) == ((), [])
    path.write_text('- {numero: plafond.visite.misura, perché: "non si può", senza_frase: sì}\n- {numero: x}\n')
    (excuse, *rest), problems = read_excuses(path)
    assert (excuse.number, excuse.why, excuse.unsaid, rest) == ("plafond.visite.misura", "non si può", True, [])
    assert [problem.code for problem in problems] == ["case_missing_key"]


def test_what_is_not_a_case_file_is_one_message(plan: Plan, tmp_path: Path) -> None:
    for text in ("", "- casi", "casi: no\n", "casi:\n  - prova\n", "casi: [{nome: a, richieste: [prova]}]\n"):
        _, problems = read(plan, tmp_path, text)
        assert problems, text
