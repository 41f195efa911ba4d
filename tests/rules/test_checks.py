"""The second look at a ruleset says what is proved, and stays silent on all else."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.checks.checks import check
from mutua.rules.library import load
from mutua.rules.model import Plan

PLAN = "titolo: Prova\nsocietà: Prova\nversione_secondo: servizio\n"
HEAD = "in_vigore: dal {since}\napprovato: {{da: CdA, delibera: 1/2025, il: 2025-12-01}}\nanno: solare\n"
POTS = """\
plafond:
  visite: {misura: 700 euro, di: persona, ogni: anno, articolo: art. 2}
  altro: {%s, articolo: art. 2}
"""
BENEFIT = """\
prestazioni:
  VISITA:
    titolo: Visita
    articolo: art. 1
"""


def plan_of(folder: Path, *versions: str, plan: str = PLAN) -> Plan:
    root = folder / "prova" / "prova"
    root.mkdir(parents=True)
    (root / "piano.yaml").write_text(plan, encoding="utf-8")
    for year, text in enumerate(versions, 2027 - len(versions)):
        since = f"{year}-01-01"
        (root / f"{since}.yaml").write_text(HEAD.format(since=since) + text, encoding="utf-8")
    plans, problems = load(root)
    assert [problem for problem in problems if not problem.warning] == []
    return plans[0]


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in check(plan)]


def benefit(*lines: str) -> str:
    return BENEFIT + "".join(f"    {line}\n" for line in lines)


TWO_POTS = [
    ("misura: 900 euro, di: persona, ogni: anno", ["pot_never_bites"]),
    ("misura: 700 euro, di: persona, ogni: anno", ["pot_never_bites"]),  # alike: one of the two is too many
    ("misura: 300 euro, di: persona, ogni: anno", ["pot_never_bites"]),
    ("misura: 900 euro, di: nucleo, ogni: anno", []),
    ("misura: 900 euro, di: persona, ogni: vita", []),
    ("misura: 900 euro, conta: spesa, di: persona, ogni: anno", []),
    ("misura: {secondo: componenti, 1: 600 euro, 2 o più: 900 euro}, di: persona, ogni: anno", []),
    ("misura: {secondo: componenti, 1: 700 euro, 2 o più: 900 euro}, di: persona, ogni: anno", ["pot_never_bites"]),
    ("misura: 900 euro, data: richiesta, di: persona, ogni: anno", []),
    ("misura: 900 euro, oltre: {anticipa: 1}, di: persona, ogni: anno", []),
]


@pytest.mark.parametrize(("other", "said"), TWO_POTS)
def test_a_pot_never_bites_only_beside_one_of_its_kind(tmp_path: Path, other: str, said: list[str]) -> None:
    text = POTS % other + benefit("passi: [spesa, quota: 50%]", "consuma: [visite, altro]")
    assert codes(plan_of(tmp_path, text)) == said


DRAWS = [
    ("[visite, {plafond: altro, quando: {rete: sì}}]", ["pot_never_bites"]),
    ("[{plafond: visite, quando: {rete: sì}}, altro]", []),
    ("[in_ordine: [visite, altro]]", []),
    ("[visite, {plafond: altro, quando: {rete: no}}]", ["pot_never_bites"]),
]


@pytest.mark.parametrize(("draws", "said"), DRAWS)
def test_a_pot_never_bites_only_if_the_other_is_drawn_with_it(tmp_path: Path, draws: str, said: list[str]) -> None:
    text = POTS % "misura: 900 euro, di: persona, ogni: anno"
    assert codes(plan_of(tmp_path, text + benefit("passi: [spesa, quota: 50%]", f"consuma: {draws}"))) == said


def test_a_pot_with_another_past_may_bite(tmp_path: Path) -> None:
    """Of two pots the larger one is old: in the year of the change it holds draws the new one never saw."""
    lines = ["passi: [spesa, quota: 50%]", "consuma: [altro]"]
    old = POTS.replace("  visite: {misura: 700 euro, di: persona, ogni: anno, articolo: art. 2}\n", "")
    other = "misura: 900 euro, di: persona, ogni: anno"
    new = POTS % other + benefit("passi: [spesa, quota: 50%]", "consuma: [visite, altro]")
    assert codes(plan_of(tmp_path, old % other + benefit(*lines), new)) == []


STEPS = [
    ("[spesa, quota: 100%]", []),
    ("[spesa, quota: 0%]", ["step_pays_nothing"]),
    ("[spesa, quota: 0%, al_massimo: 5.00]", ["step_never_runs"]),
    ("[spesa, franchigia: 0.00]", ["step_without_effect"]),
    ("[spesa, più: 0.00]", ["step_without_effect"]),
    ("[spesa, scoperto: 0%]", ["step_without_effect"]),
    ("[spesa, scoperto: {quota: 0%, minimo: 5.00}]", []),
    ("[importo: 50.00, al_massimo: 60.00]", ["step_without_effect"]),
    ("[importo: 50.00, al_massimo: 40.00]", []),
    ("[importo: 50.00, più: 20.00, al_massimo: 60.00]", []),
    ("[importo: 50.00, al_massimo: 60.00 per fattura]", []),
    ("[importo: 100.00, quota: 50%, al_massimo: 50.00]", ["step_without_effect"]),
    ("[spesa, al_massimo: 60.00, al_massimo: 80.00]", ["step_without_effect"]),
    ("[spesa, quota: {secondo: rete, sì: 50%, no: 0%}]", []),
    ("[spesa, al_massimo: 700.00]", ["at_most_never_bites"]),
    ("[spesa, al_massimo: 699.99]", []),
    ("[spesa, al_massimo: 900.00, quota: 50%]", []),
]


@pytest.mark.parametrize(("steps", "said"), STEPS)
def test_a_step_that_changes_nothing_is_said(tmp_path: Path, steps: str, said: list[str]) -> None:
    pots = POTS.replace("  altro: {%s, articolo: art. 2}\n", "")
    assert codes(plan_of(tmp_path, pots + benefit(f"passi: {steps}", "consuma: [visite]"))) == said


ROWS = [
    (["{quando: {rete: sì}, %s}", "{quando: {rete: no}, %s}"], []),
    (["{quando: {rete: sì}, %s}", "{altrimenti: sì, %s}"], []),
    (["{quando: {rete: sì}, %s}", "{quando: {rete: no}, %s}", "{altrimenti: sì, %s}"], ["row_unreachable"]),
    (["{quando: {rete: sì}, %s}", "{quando: {rete: no}, %s}", "{altrimenti: non spetta}"], []),
    (["{quando: {età: fino a 17}, %s}", "{quando: {età: almeno 18}, %s}", "{altrimenti: sì, %s}"], ["row_unreachable"]),
    (["{quando: {età: meno di 18}, %s}", "{quando: {età: più di 18}, %s}", "{altrimenti: sì, %s}"], []),
    (["{quando: {grado: titolare}, %s}", "{quando: {grado: coniuge}, %s}", "{altrimenti: non spetta}"], []),
    (["{quando: {regime: ticket}, %s}", "{quando: {regime: privato}, %s}"], ["row_unreachable"]),
]


@pytest.mark.parametrize(("rows", "said"), ROWS)
def test_a_row_that_can_never_be_is_said(tmp_path: Path, rows: list[str], said: list[str]) -> None:
    listed = ", ".join(row.replace("%s", "passi: [spesa, quota: 50%], consuma: nessuno") for row in rows)
    text = benefit("escluso: [{regime: ticket}]", f"calcolo: [{listed}]")
    assert codes(plan_of(tmp_path, text)) == said


MOTIVES = [
    ("[{età: meno di 75, motivo: m}, {età: almeno 18, motivo: m}]", []),  # one subject, two bounds
    ("[{età: meno di 75, motivo: m}, {età: almeno 18, rete: sì, motivo: m}]", []),
    ("[{età: meno di 75, motivo: m}, {rete: sì, motivo: m}]", ["motive_twice"]),
]


@pytest.mark.parametrize(("requirements", "said"), MOTIVES)
def test_a_motive_has_one_meaning(tmp_path: Path, requirements: str, said: list[str]) -> None:
    text = benefit(f"spetta: {requirements}", "passi: [spesa, quota: 50%]", "consuma: nessuno")
    assert codes(plan_of(tmp_path, text)) == said


def test_a_fact_of_the_plan_is_used_if_one_version_reads_it(tmp_path: Path) -> None:
    plan = PLAN + 'fatti:\n  estetica: {tipo: sì/no, di: riga, chiede: "È estetica?"}\n'
    quiet = benefit("passi: [spesa, quota: 50%]", "consuma: nessuno")
    reading = benefit("escluso: [{estetica: sì}]", "passi: [spesa, quota: 50%]", "consuma: nessuno")
    assert codes(plan_of(tmp_path / "a", quiet, reading, plan=plan)) == []
    silent = plan_of(tmp_path / "b", quiet, quiet, plan=plan)
    assert codes(silent) == ["fact_unused"]
    assert check(silent, whole=False) == []


def test_a_paper_that_proves_a_fact_is_used(tmp_path: Path) -> None:
    text = (
        "documenti: {certificato: certificato}\n"
        'fatti: {cronico: {tipo: sì/no, di: riga, chiede: "È cronico?", prova: certificato}}\n'
    )
    reading = benefit("spetta: [{cronico: sì}]", "passi: [spesa, quota: 50%]", "consuma: nessuno")
    assert codes(plan_of(tmp_path, text + reading)) == []


CASES = """\
sempre: {iscrizione: 2020-01-01, servizio: 2026-03-10}
casi:
  - nome: prova
    richieste:
"""
PAID = "      - {prestazione: VISITA, spesa: 100.00, atteso: 50.00}\n"
REFUSED = "      - {prestazione: VISITA, spesa: 100.00, servizio: 2019-01-01, atteso: {esito: respinta}}\n"


@pytest.mark.parametrize(
    ("lines", "said"),
    [(PAID + REFUSED, []), (PAID, ["benefit_never_refused"]), (REFUSED, ["benefit_never_paid"])],
)
def test_a_benefit_wants_a_case_on_either_side(tmp_path: Path, lines: str, said: list[str]) -> None:
    plan = plan_of(tmp_path, benefit("passi: [spesa, quota: 50%]", "consuma: nessuno"))
    path = tmp_path / "casi.yaml"
    path.write_text(CASES + lines, encoding="utf-8")
    cases, problems = read_cases(path, plan)
    assert problems == []
    assert cases is not None
    assert [(one.code, one.warning) for one in check(plan, [cases])] == [(code, True) for code in said]
    assert [(one.code, one.warning) for one in check(plan, [cases], shipped=True)] == [(code, False) for code in said]
    assert check(plan, []) != []


def test_a_benefit_treated_like_another_shares_its_cases(tmp_path: Path) -> None:
    text = benefit("passi: [spesa, quota: 50%]", "consuma: nessuno")
    plan = plan_of(tmp_path, text + "  ESAME: {titolo: Esame, articolo: art. 1, come: VISITA}\n")
    path = tmp_path / "casi.yaml"
    path.write_text(CASES + PAID + REFUSED, encoding="utf-8")
    cases, _ = read_cases(path, plan)
    assert cases is not None
    assert check(plan, [cases]) == []


def test_a_version_in_force_keeps_its_content(tmp_path: Path) -> None:
    from mutua.rules.fingerprint import fingerprint

    plan = plan_of(tmp_path, benefit("passi: [spesa, quota: 50%]", "consuma: nessuno"))
    version = plan.versions[0]
    assert check(plan, recorded={version.version: fingerprint(version, None)}) == []
    (problem,) = check(plan, recorded={version.version: "0"})
    assert (problem.code, problem.warning) == ("version_changed", False)
