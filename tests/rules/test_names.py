"""Names that name names: what written out would never end is told in one sentence, what ends is read.

Nothing here measures time: a pass that is not safe never comes back, or ends in Python's own recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mutua.domain.case import Case, Cover, Line
from mutua.domain.decisions import Outcome
from mutua.rules.assess import assess
from mutua.rules.checks.checks import check
from mutua.rules.fingerprint import fingerprint
from mutua.rules.library import load
from mutua.rules.model import Ruleset
from mutua.rules.reading.problems import Problem
from mutua.wording.diff import ruleset_diff
from mutua.wording.explain import explain
from mutua.wording.nomenclatore import printed

HEAD = """\
in_vigore: dal 2026-01-01
approvato: {da: Assemblea, delibera: 1/2025, il: 2025-12-01}
anno: solare
documenti: {fattura: fattura}
"""
BENEFIT = """\
prestazioni:
  VISITA:
    titolo: Visita
    articolo: art. 1
    documenti: [fattura]
    passi: [spesa, quota: 70%]
    consuma: [visite]
"""
POT = "plafond:\n  visite: {misura: 700 euro, di: persona, ogni: anno, articolo: art. 2}\n"


def read(folder: Path, text: str) -> tuple[Ruleset | None, list[Problem]]:
    """The version, and what is said of it: reading, then the second look."""
    root = folder / "prova" / "prova"
    root.mkdir(parents=True)
    (root / "piano.yaml").write_text("titolo: P\nsocietà: M\nversione_secondo: fattura\n", encoding="utf-8")
    (root / "2026-01-01.yaml").write_text(HEAD + text, encoding="utf-8")
    plans, problems = load(root)
    for plan in plans:
        problems += check(plan)
    return (plans[0].versions[0] if plans else None), [one for one in problems if not one.warning]


def section(name: str, first: str, then: Callable[[int], str], count: int, backwards: bool = False) -> str:
    rows = [f"  n0: {{{first}, articolo: art. 3}}"]
    rows += [f"  n{i}: {{{then(i)}, articolo: art. 3}}" for i in range(1, count)]
    return "\n".join([f"{name}:", *(reversed(rows) if backwards else rows)]) + "\n"


def conditions(count: int, times: int = 1, *, backwards: bool = False, first: str = "regime: privato") -> str:
    def body(i: int) -> str:
        return "quando: {almeno_una: [" + ", ".join([f"{{n{i - 1}: sì}}"] * times + ["{causa: malattia}"]) + "]}"

    text = section("condizioni", f"quando: {{{first}}}", body, count, backwards)
    return text + POT + BENEFIT + f"    spetta: [{{n{count - 1}: sì, motivo: prova}}]\n"


def refusals(count: int, *, first: str = "regime: privato") -> str:
    """Each the contrary of the one before."""
    text = section("condizioni", f"quando: {{{first}}}", lambda i: f"quando: {{non: {{n{i - 1}: sì}}}}", count)
    return text + POT + BENEFIT + f"    spetta: [{{n{count - 1}: sì, motivo: prova}}]\n"


def values(count: int, times: int = 1) -> str:
    bands = ["da 1 a 2", "3 o più"] if times > 1 else ["1 o più"]

    def body(i: int) -> str:
        return "misura: {secondo: componenti, " + ", ".join(f"{band}: {{valore: n{i - 1}}}" for band in bands) + "}"

    pot = POT.replace("misura: 700 euro", f"misura: {{valore: n{count - 1}}}")
    return section("valori", "misura: 700 euro", body, count) + pot + BENEFIT


def dates(count: int, times: int = 1, first: str = "il: 1 giorni da fattura") -> str:
    def body(i: int) -> str:
        terms = [f"{n + 1} giorni da n{i - 1}" for n in range(times)]
        return f"il: [{', '.join(terms)}]" if times > 1 else f"il: {terms[0]}"

    by = f"    domanda: {{entro: 60 giorni da n{count - 1}, articolo: art. 4}}\n"
    return section("date", first, body, count) + POT + BENEFIT + by


def readings(count: int) -> str:
    """Facts read each on the day that the one before names."""
    days = ["servizio", *(f"n{i}" for i in range(count - 1))]
    rows = [f"  n{i}: {{tipo: data, di: persona, chiede: «q», al: {day}}}\n" for i, day in enumerate(days)]
    last = f"    spetta: [{{n{count - 1}: dal 2020-01-01, motivo: prova}}]\n"
    return "fatti:\n" + "".join(rows) + POT + BENEFIT + last


def commons(count: int) -> str:
    own = "".join(f"  - {{spesa: più di {n}, motivo: troppo}}\n" for n in range(1, count))
    many = BENEFIT + "".join(BENEFIT.split("\n", 1)[1].replace("VISITA", f"V{n}") for n in range(count))
    return "comuni:\n  articolo: art. 5\n  escluso:\n" + own + POT + many


TOO_DEEP = {
    "conditions": conditions(1500), "backwards": conditions(1500, backwards=True),
    "a circle of conditions": conditions(1500, first="n1499: sì"), "contraries": refusals(1500),
    "values": values(1500), "dates": dates(1500), "a circle of dates": dates(1500, first="il: 1 giorni da n1499"),
    "days of reading": readings(1500),
}  # fmt: skip
TOO_BIG = {
    "conditions": conditions(40, 2), "values": values(40, 2), "dates": dates(40, 2), "commons": commons(400),
}  # fmt: skip


@pytest.mark.parametrize("text", TOO_DEEP.values(), ids=TOO_DEEP.keys())
def test_names_that_go_too_deep_are_told_once(text: str, tmp_path: Path) -> None:
    assert [one.code for one in read(tmp_path, text)[1]] == ["names_too_deep"]


@pytest.mark.parametrize("text", TOO_BIG.values(), ids=TOO_BIG.keys())
def test_names_that_come_to_too_much_are_told_once(text: str, tmp_path: Path) -> None:
    assert [one.code for one in read(tmp_path, text)[1]] == ["names_too_big"]


def test_many_uses_of_a_great_name_are_too_much_although_each_is_not(tmp_path: Path) -> None:
    text = conditions(10, 2)
    more = "".join(text.split("prestazioni:\n")[1].replace("VISITA", f"V{n}") for n in range(60))
    ruleset, found = read(tmp_path, text + more)
    assert (ruleset, [one.code for one in found]) == (None, ["names_too_big"])
    assert found[0].found == "n9"


def test_values_that_all_name_each_other_are_told_and_not_tried_in_every_order(tmp_path: Path) -> None:
    def body(i: int) -> str:
        others = [f"{j + 1}: {{valore: n{j}}}" for j in range(6) if j != i]
        return "misura: {secondo: componenti, " + ", ".join(others) + "}"

    text = section("valori", body(0), body, 6) + POT.replace("700 euro", "{valore: n0}") + BENEFIT
    codes = {one.code for one in read(tmp_path, text)[1]}
    assert codes <= {"circular", "bands_gap", "names_too_big"}
    assert codes & {"circular", "names_too_big"}


ENDING = {
    "conditions": conditions(20), "contraries": refusals(25), "doubled": conditions(10, 2), "values": values(25),
    "doubled values": values(11, 2), "dates": dates(49), "doubled dates": dates(11, 2), "days of reading": readings(99),
}  # fmt: skip


@pytest.mark.parametrize("text", ENDING.values(), ids=ENDING.keys())
def test_names_just_below_the_limits_pass_everything_that_reads_a_ruleset(text: str, tmp_path: Path) -> None:
    ruleset, found = read(tmp_path, text)
    assert found == []
    assert ruleset is not None
    assert len(fingerprint(ruleset, None)) == 64
    for language in ("it", "en"):
        assert printed(ruleset, language)  # type: ignore[arg-type]
    assert ruleset_diff(ruleset, ruleset) == []
    told = assess(request(), ruleset, explain=True).lines[0]
    assert told.outcome in (Outcome.PAID, Outcome.REFUSED, Outcome.SUSPENDED)
    assert explain(told, ruleset)


def request() -> Case:
    day = date(2026, 3, 10)
    facts = {
        "spesa": 10_000, "fattura": day, "servizio": day, "richiesta": day, "regime": "privato", "causa": "infortunio",
        "componenti": 2,
    }  # fmt: skip
    holders = {"person": "anna", "member": "anna", "household": "casa", "firm": "ditta"}
    cover = Cover("", date(2020, 1, 1))
    return Case((Line("1", "VISITA"),), facts=facts, papers={"fattura": day}, holders=holders, covers=(cover,))


def test_at_least_so_many_of_many_is_not_written_out(tmp_path: Path) -> None:
    parts = ", ".join(f"{{spesa: più di {n}}}" for n in range(1, 31))
    rule = f"    spetta: [{{almeno: {{quante: 15, tra: [{parts}]}}, motivo: prova}}]\n"
    assert read(tmp_path, POT + BENEFIT + rule)[1] == []


def test_situations_of_hundreds_of_alternatives_each_are_too_complex_and_told_once(tmp_path: Path) -> None:
    either = ", ".join(f"{{almeno_una: [{{spesa: più di {n}}}, {{componenti: più di {n}}}]}}" for n in range(1, 9))
    row = "      - {quando: {tutte: [%s], età: %d}, passi: [spesa, quota: 70%%], consuma: [visite]}\n"
    rows = "".join(row % (either, age) for age in range(40))
    text = BENEFIT.replace("    passi: [spesa, quota: 70%]\n    consuma: [visite]\n", "    calcolo:\n" + rows)
    assert [one.code for one in read(tmp_path, POT + text + "      - altrimenti: non spetta\n")[1]] == [
        "situation_too_complex"
    ]
