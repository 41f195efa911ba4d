"""A small regulation without mistakes, to be spoilt one line at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mutua.rules.model import Ruleset, Tariff, TariffRow
from mutua.rules.reading.problems import Problem, in_order, sentence
from mutua.rules.reading.reader import Surroundings, read_plan, read_version
from mutua.rules.reading.source import read_bytes

PLAN = """\
titolo: Piano di prova
società: Mutua di prova
versione_secondo: fattura
coperture: [base, denti]
"""

VERSION = """\
in_vigore: dal 2026-01-01
approvato: {da: Assemblea, delibera: 1/2026, il: 2025-12-01}
anno: solare
fatti:
  fascia: {tipo: scelta, di: riga, scelte: [A, B], chiede: "Quale fascia?"}
  diottrie: {tipo: decimale, di: riga, chiede: "Quante diottrie?"}
  impianti: {tipo: numero, di: riga, chiede: "Quanti impianti?"}
  paga: {tipo: importo, di: persona, chiede: "Qual è la paga?"}
  estetica: {tipo: sì/no, di: riga, chiede: "È estetica?", se_manca: no}
  inizio_cura: {tipo: data, di: gruppo, chiede: "Quando comincia?", prova: prescrizione}
  ore_lavorate: {tipo: serie, di: persona, chiede: "Quante ore?"}
condizioni:
  giovane: {quando: {età: meno di 18}, articolo: art. 1}
documenti:
  fattura: fattura
  prescrizione: {titolo: prescrizione del medico}
plafond:
  visite: {misura: 700 euro, di: persona, ogni: anno, articolo: art. 2}
  igiene: {misura: 1 volta, di: persona, ogni: anno, articolo: art. 2}
  ospedale: {misura: 240 ore, di: persona, ogni: anno, articolo: art. 2}
  casa: {misura: 48 ore, di: persona, ogni: anno, articolo: art. 2}
  franchigia: {misura: 100 euro, conta: spesa, di: persona, ogni: anno, articolo: art. 2}
scambi:
  a_casa: {da: ospedale, unità: ore, rapporto: 5 per 1, articolo: art. 3}
tariffe:
  listino: {articolo: art. 4}
comuni:
  articolo: art. 5
  documenti: [fattura]
prestazioni:
  VISITA:
    titolo: Visita
    articolo: art. 6
    passi: [spesa, quota: 70%]
    consuma: [visite]
"""

LIST = Tariff("listino", ("rete", "fuori"), (TariffRow("E1", "", date(2024, 1, 1), None, (1, 2)),), "")


def read(
    version: str, plan: str = PLAN, tariffs: Mapping[str, Tariff] | None = None
) -> tuple[Ruleset | None, list[Problem]]:
    """The version read, and its problems in order."""
    head, first = read_bytes(plan.encode(), "piano.yaml")
    tree, second = read_bytes(version.encode(), "x.yaml")
    assert head is not None
    plan_file, third = read_plan(head, "prova/piano")
    if tree is None:
        return None, in_order([*first, *second, *third])
    around = Surroundings(plan_file, {"listino": LIST} if tariffs is None else dict(tariffs))
    ruleset, problems = read_version(tree, around, "x.yaml")
    return ruleset, in_order([*first, *second, *third, *problems])


def ruleset_of(version: str, plan: str = PLAN) -> Ruleset:
    ruleset, problems = read(version, plan)
    assert [sentence(one) for one in problems] == []
    assert ruleset is not None
    return ruleset


def said(version: str, plan: str = PLAN) -> list[str]:
    """The sentences of the problems."""
    return [sentence(one) for one in read(version, plan)[1]]


def with_pot(text: str) -> str:
    """The regulation with one more pot, on line 21."""
    return VERSION.replace("plafond:\n", f"plafond:\n  nuovo: {text}\n")


def with_benefit(*lines: str) -> str:
    """The regulation with one more benefit NUOVA (title and article given), its lines from line 42 on."""
    body = "".join(f"    {line}\n" for line in lines)
    return f"{VERSION}  NUOVA:\n    titolo: Nuova\n    articolo: art. 7\n{body}"


def with_condition(check: str) -> str:
    """The regulation with a benefit that asks for one condition."""
    return with_benefit(f"spetta: [{{{check}}}]", "passi: [spesa]", "consuma: nessuno")


def with_steps(*steps: str) -> str:
    """The regulation with a benefit of these steps."""
    return with_benefit("consuma: nessuno", f"passi: [{', '.join(steps)}]")
