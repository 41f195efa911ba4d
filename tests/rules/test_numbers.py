"""Each number of a version changed by one: which ones no case and no sentence notices."""

from __future__ import annotations

from pathlib import Path

from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.cases.numbers import Bench, Notice, numbers_of, with_change
from mutua.rules.model import Place
from mutua.rules.reading.drafts import read_drafts
from mutua.rules.reading.source import Node, read_bytes
from mutua.wording.describe import keyed_sentences
from small_plan import plan_folder

TREE = """\
in_vigore: dal 2026-01-01
approvato: {delibera: 14/2025, il: 2025-11-28}
arrotondamento: {a: 0.01}
condizioni:
  sotto_2: {quando: {età: meno di 2}, articolo: art. 3, detto: "sotto i 2 anni"}
plafond:
  visite_2: {titolo: 2 visite, misura: {secondo: componenti, da 1 a 2: 350.00 euro, 3 o più: 500 euro}, di: persona}
prestazioni:
  E12:
    titolo: Visita n. 4
    articolo: art. 5
    domanda: {entro: [60 giorni dalla fattura, 31 gennaio dell'anno dopo fattura, 2022-02-28]}
    passi: [spesa, quota: 70%, {al_massimo: {misura: 12.5 ore}}]
    consuma: [visite_2]
tabella: {prezzo: "1.299,99"}
"""


def tree(text: str) -> Node:
    node, problems = read_bytes(text.encode(), "prova.yaml")
    assert node is not None
    assert problems == []
    return node


def test_every_number_of_the_regulation_has_a_name_and_the_rest_has_none() -> None:
    found = [(number.name, number.written, number.changed) for number in numbers_of(tree(TREE))]
    assert found == [
        ("arrotondamento.a", "0.01", "0.02"),
        ("condizioni.sotto_2.quando.età", "2", "3"),
        ("plafond.visite_2.misura.da 1 a 2 (chiave)", "1", "2"),
        ("plafond.visite_2.misura.da 1 a 2 (chiave) (2)", "2", "3"),
        ("plafond.visite_2.misura.da 1 a 2", "350.00", "350.01"),
        ("plafond.visite_2.misura.3 o più (chiave)", "3", "4"),
        ("plafond.visite_2.misura.3 o più", "500", "501"),
        ("prestazioni.E12.domanda.entro.1", "60", "61"),
        ("prestazioni.E12.domanda.entro.2", "31", "32"),
        ("prestazioni.E12.domanda.entro.3", "2022-02-28", "2022-03-01"),
        ("prestazioni.E12.passi.quota", "70", "71"),
        ("prestazioni.E12.passi.al_massimo.misura", "12.5", "12.6"),
        ("tabella.prezzo", "1.299,99", "1.300,00"),
    ]


def test_a_number_stands_where_it_is_written() -> None:
    number = next(one for one in numbers_of(tree(TREE)) if one.name == "condizioni.sotto_2.quando.età")
    assert number.place == Place("prova.yaml", 5, 35)
    assert TREE.splitlines()[4][34:] == "2}, articolo: art. 3, detto: \"sotto i 2 anni\"}"


def test_changing_one_number_leaves_every_other_word_alone() -> None:
    root = tree(TREE)
    for number in numbers_of(root):
        before = [node.text for node in root.walk()]
        after = [node.text for node in with_change(root, number).walk()]
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == 1
        assert number.changed in changed[0][1]


def test_a_case_on_each_side_notices_and_a_change_that_is_refused_counts_as_noticed(tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    drafts = read_drafts(folder, "mutua-di-prova/prova")
    assert drafts is not None
    casefile, problems = read_cases(folder / "casi" / "casi.yaml", drafts.plan)
    assert casefile is not None
    assert problems == []
    bench = Bench(drafts, [casefile], keyed_sentences)
    by_name = {number.name: number for number in numbers_of(drafts.trees[0])}

    def who(name: str) -> frozenset[Notice]:
        return bench.notices(0, by_name[name])

    assert who("plafond.visite.misura") == {Notice.CASE, Notice.SENTENCE}
    assert who("prestazioni.VIS.passi.quota") == {Notice.CASE, Notice.SENTENCE}
    assert who("plafond.ospedale.misura") == {Notice.SENTENCE}
    assert who("contributi.rate.1.parti.1.parte") == {Notice.READER, Notice.CASE, Notice.SENTENCE}
