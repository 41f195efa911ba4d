"""Cases run in order: what one request draws, the next one finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mutua.rules.cases.case_runner import CaseResult, run
from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.library import load
from mutua.rules.reading.problems import sentence
from small_plan import ALWAYS, plan_folder

Run = Callable[[str], CaseResult]


@pytest.fixture
def case(tmp_path: Path) -> Run:
    """Runs one case, written as the lines under `casi: - nome: …`."""

    def run_one(body: str) -> CaseResult:
        indented = "".join(f"    {line}\n" for line in body.strip("\n").splitlines())
        folder = plan_folder(tmp_path, cases=f"{ALWAYS}\ncasi:\n  - nome: prova\n{indented}")
        (plan,), problems = load(folder)
        casefile, mistakes = read_cases(folder / "casi" / "casi.yaml", plan)
        assert [sentence(one) for one in (*problems, *mistakes)] == []
        assert casefile is not None
        (result,) = run(casefile, plan)
        return result

    return run_one


def differences(result: CaseResult) -> list[tuple[str, str, str]]:
    parts = (*result.lines, *result.matters)
    return [(one.what, one.expected, one.found) for part in parts for one in part.differences]


def test_each_request_sees_what_the_ones_before_drew(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: VIS, spesa: 500.00, atteso: {importo: 350.00, esito: pagata, resta: {visite: 50 euro}}}
  - {prestazione: VIS, spesa: 100.00, atteso: {importo: 50.00, esito: ridotta, resta: {visite: 0 euro}}}
  - {prestazione: VIS, spesa: 100.00, atteso: {importo: 0.00, esito: respinta, motivo: pot_exhausted}}
  - {prestazione: VIS, spesa: 100.00, persona: Anna, atteso: 70.00}
""")
    assert differences(result) == []


def test_lines_of_one_request_run_in_order(case: Run) -> None:
    result = case("""
richieste:
  - righe:
      - {prestazione: VIS, spesa: 500.00, atteso: 350.00}
      - {prestazione: VIS, spesa: 100.00, atteso: 50.00}
    richiesta: 2026-04-01
""")
    assert differences(result) == []


def test_says_what_came_out_otherwise(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: VIS, spesa: 100.00, atteso: {importo: 71.00, esito: ridotta, motivo: carenza, resta: {visite: 1 euro}}}
""")
    assert not result.passed
    assert differences(result) == [
        ("importo", "71.00", "70.00"),
        ("esito", "ridotta", "pagata"),
        ("motivo", "carenza", "—"),
        ("resta visite", "1.00 euro", "330.00 euro"),
    ]


def test_the_authors_own_motive_is_recognised(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: VIS, spesa: 100.00, grado: coniuge, atteso: {importo: 0.00, motivo: solo_titolare, resta: {visite: 400 euro}}}
  - {prestazione: VIS, spesa: 100.00, grado: coniuge, atteso: {importo: 0.00, motivo: requirement_not_met}}
""")
    assert differences(result) == []


def test_every_paper_is_there_unless_the_case_says_which(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: VIS, spesa: 100.00, atteso: 70.00}
  - {prestazione: VIS, spesa: 100.00, documenti: [fattura], atteso: {esito: sospesa, manca: prescrizione, se_completa: 70.00}}
  - {prestazione: VIS, spesa: 100.00, documenti: [], atteso: {esito: sospesa, manca: [fattura, prescrizione]}}
""")
    assert differences(result) == []


def test_hours_in_kind_and_their_exchange(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: CASA, quantità: 20 ore, autorizzata: sì, atteso: {quantità: 20 ore, esito: pagata, resta: {casa: 0 ore, ospedale: 200 ore, in_casa: 40 ore}}}
  - {prestazione: CASA, quantità: 2 ore, autorizzata: no, atteso: {quantità: 0 ore, esito: respinta}}
  - {prestazione: OSPEDALE, quantità: 1.5 ore, atteso: 1.5 ore}
""")
    assert differences(result) == []


def test_an_authorisation_reserves_and_its_request_consumes(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: OSPEDALE, quantità: 200 ore, autorizza: sì, atteso: {quantità: 200 ore, resta: {ospedale: 40 ore}}}
  - {prestazione: OSPEDALE, quantità: 50 ore, persona: Anna, atteso: {quantità: 40 ore, esito: ridotta}}
  - {prestazione: OSPEDALE, quantità: 150 ore, usa_autorizzazione: sì, atteso: {quantità: 150 ore, esito: pagata}}
  - {prestazione: OSPEDALE, quantità: 60 ore, usa_autorizzazione: sì, atteso: {quantità: 50 ore, esito: ridotta}}
""")
    assert differences(result) == []


def test_lines_of_a_group_decided_before_are_put_together(case: Run) -> None:
    """Whole formula on 30 + 100: 130 − 50 = 80, of which 0 was paid before."""
    result = case("""
richieste:
  - {prestazione: CICLO, spesa: 30.00, gruppo: G1, atteso: {importo: 0.00, motivo: below_deductible}}
  - {prestazione: CICLO, spesa: 100.00, gruppo: G1, atteso: 80.00}
  - {prestazione: CICLO, spesa: 100.00, gruppo: G2, atteso: 50.00}
""")
    assert differences(result) == []


def test_a_line_refused_at_a_gate_is_no_part_of_its_group(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: CICLO, spesa: 500.00, gruppo: G1, iscrizione: 2026-03-11, atteso: {importo: 0.00, motivo: not_covered}}
  - {prestazione: CICLO, spesa: 100.00, gruppo: G1, atteso: 50.00}
""")
    assert differences(result) == []


def test_history_is_answered_by_the_lines_before(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: CONTROLLO, spesa: 50.00, atteso: {importo: 0.00, motivo: senza_visita}}
  - {prestazione: VIS, spesa: 50.00, grado: coniuge, atteso: 0.00}
  - {prestazione: CONTROLLO, spesa: 50.00, atteso: {importo: 0.00, motivo: senza_visita}}
  - {prestazione: VIS, spesa: 50.00, atteso: 35.00}
  - {prestazione: CONTROLLO, spesa: 50.00, persona: Anna, atteso: {importo: 0.00, motivo: senza_visita}}
  - {prestazione: CONTROLLO, spesa: 50.00, atteso: 30.00}
""")
    assert differences(result) == []


def test_covers_and_arrears_may_be_written(case: Run) -> None:
    result = case("""
richieste:
  - {prestazione: VIS, spesa: 50.00, coperture: [{assistenza: base, dal: 2020-01-01, al: 2026-03-09}], atteso: {importo: 0.00, motivo: not_covered}}
  - {prestazione: VIS, spesa: 50.00, coperture: [{assistenza: base, dal: 2026-03-01}], atteso: {importo: 0.00, motivo: waiting}}
  - {prestazione: VIS, spesa: 50.00, coperture: [{assistenza: base, dal: 2026-03-01, anzianità: 2019-01-01}], atteso: 35.00}
  - {prestazione: VIS, spesa: 50.00, arretrati: [{scadenza: 2026-01-31, pagamento: 2026-02-20}], atteso: {importo: 0.00, motivo: arrears}}
""")
    assert differences(result) == []


def test_questions_that_are_not_claims(case: Run) -> None:
    result = case("""
adesioni:
  - {richiesta: 2026-02-01, nascita: 1951-02-02, atteso: {ammesso: sì, decorrenza: 2026-03-01}}
  - {richiesta: 2026-02-01, nascita: 1951-02-01, atteso: {ammesso: no, motivo: età}}
contributi:
  - {anno: 2026, atteso: 300.00}
  - {anno: 2026, piano: in tre rate, atteso: {totale: 305.00, rate: [100.00, 102.00, 103.00], scadenze: [2026-01-31, 2026-05-31, 2026-09-30]}}
morosità:
  - {scadenza: 2026-01-31, pagamento: 2026-02-20, servizio: 2026-03-10, atteso: {coperto: no, riprende: 2026-03-22}}
  - {scadenza: 2026-01-31, pagamento: 2026-02-01, servizio: 2026-03-10, atteso: sì}
  - {scadenza: 2026-01-31, servizio: 2026-03-10, atteso: {coperto: no, riprende: mai}}
recessi:
  - {richiesta: 2026-09-30, atteso: {ammesso: sì, effetto: 2027-01-01}}
  - {richiesta: 2026-10-01, atteso: {ammesso: no, motivo: too_late}}
pagamenti:
  - {dovuto: 50.00, mese: 3, atteso: {paga: no}}
  - {dovuto: 50.00, mese: 12, atteso: sì}
procedura:
  - {integrazione_chiesta: 2026-03-01, atteso: {completamento: 2026-03-31, decisione: mai}}
""")
    assert differences(result) == []
