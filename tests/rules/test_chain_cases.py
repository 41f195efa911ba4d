"""Cases of a plan that tops up another: the plan before decides first, and what it leaves is where this one starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.domain.case import Case
from mutua.domain.decisions import Outcome
from mutua.rules.assess import assess_chain
from mutua.rules.cases import case_runner
from mutua.rules.cases.case_runner import LineResult, run
from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.library import load, shipped_path

FOLDER = shipped_path() / "esempi" / "meccaniche-integrative"
ALWAYS = (
    "sempre: {iscrizione: 2020-01-01, nascita: 1970-05-03, grado: titolare, servizio: 2026-03-10, fattura: 2026-03-10, "
    "richiesta: 2026-03-20}\n"
)
STAY = (
    "{{prestazione: A18-RESTO, spesa: {spent}, prima: {{prestazione: A18-RICOVERO, atteso: {before}}}, "
    "atteso: {after}}}"
)
PLAN = load(FOLDER)[0][0]
BEFORE = load(FOLDER.parent / "meccaniche")[0][0]


def results(folder: Path, *requests: str) -> tuple[LineResult, ...]:
    path = folder / "casi.yaml"
    lines = "".join(f"      - {one}\n" for one in requests)
    path.write_text(f"{ALWAYS}casi:\n  - nome: prova\n    richieste:\n{lines}", encoding="utf-8")
    casefile, problems = read_cases(path, PLAN)
    assert problems == []
    assert casefile is not None
    return run(casefile, PLAN, explain=True)[0].lines


def test_the_plan_before_decides_first_and_each_line_keeps_its_own_regulation(tmp_path: Path) -> None:
    stay = STAY.format(spent="2500.00", before="2000.00", after="500.00")
    before, after = results(tmp_path, stay)
    assert (before.assessment.benefit, before.assessment.granted_cents, before.differences) == (
        "A18-RICOVERO", 200_000, (),
    )
    assert (after.assessment.benefit, after.assessment.granted_cents, after.differences) == ("A18-RESTO", 50_000, ())
    assert before.plan is not None
    assert (before.plan.head.code, after.plan) == ("esempi/meccaniche", None)


def test_it_is_what_a_chain_of_the_two_plans_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Case] = []
    real = case_runner.assess

    def noting(case, rules, **how):  # type: ignore[no-untyped-def]
        seen.append(case)
        return real(case, rules, **how)

    monkeypatch.setattr(case_runner, "assess", noting)
    stay = STAY.format(spent="4500.00", before="2000.00", after="2000.00")
    told = results(tmp_path, stay)
    chain = assess_chain(seen[0], (BEFORE, PLAN), explain=True)
    assert [one.lines[0] for one in chain] == [one.assessment for one in told]


def test_what_differs_is_told_of_the_plan_before_too(tmp_path: Path) -> None:
    stay = STAY.format(spent="2500.00", before="1.00", after="2.00")
    differences = [one.differences for one in results(tmp_path, stay)]
    assert [(one.what, one.expected, one.found) for found in differences for one in found] == [
        ("importo", "1.00", "2000.00"), ("importo", "2.00", "500.00"),
    ]


def test_a_benefit_that_does_not_top_up_the_former_is_told(tmp_path: Path) -> None:
    visit = "{prestazione: A18-RESTO, spesa: 100.00, prima: {prestazione: A18-VISITA, atteso: 50.00}, atteso: 50.00}"
    _, after = results(tmp_path, visit)
    assert [(one.what, one.expected, one.found) for one in after.differences] == [
        ("prestazione", "A18-RESTO", "A18-MEZZA-SPESA"),
    ]


def test_after_a_suspended_line_the_plan_that_follows_waits_too(tmp_path: Path) -> None:
    stay = (
        "{prestazione: A18-RESTO, prima: {prestazione: A18-RICOVERO, atteso: {esito: sospesa}}, "
        "atteso: {esito: sospesa, manca: [residuo]}}"
    )
    assert [one.assessment.outcome for one in results(tmp_path, stay)] == [Outcome.SUSPENDED, Outcome.SUSPENDED]


def test_some_lines_of_a_request_may_have_a_plan_before_and_others_not(tmp_path: Path) -> None:
    alone = "{prestazione: A18-RESTO, spesa: 100.00, residuo: 30.00, atteso: 30.00}"
    request = f"{{righe: [{alone}, {STAY.format(spent='2500.00', before='2000.00', after='500.00')}]}}"
    assert [one.assessment.granted_cents for one in results(tmp_path, request)] == [200_000, 3_000, 50_000]


@pytest.mark.parametrize(
    ("carries", "found"), [("{visite: visite_base}", []), ("{visite: x}", ["porta"]), ("{}", ["porta"])]
)
def test_a_change_of_plan_says_which_ceilings_go_on(tmp_path: Path, carries: str, found: list[str]) -> None:
    path = tmp_path / "casi.yaml"
    asked = f"{{richiesta: 2026-01-31, iscrizione: 2020-01-01, atteso: {{ammesso: sì, porta: {carries}}}}}"
    path.write_text(f"casi:\n  - nome: prova\n    cambi: [{asked}]\n", encoding="utf-8")
    casefile, problems = read_cases(path, BEFORE)
    assert problems == []
    assert casefile is not None
    assert [one.what for told in run(casefile, BEFORE)[0].matters for one in told.differences] == found
