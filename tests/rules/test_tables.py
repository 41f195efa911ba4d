"""A version as tables means what its YAML twin means, whatever the order, separator and alphabet of the sheet."""

from __future__ import annotations

import csv
import io
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutua.rules.cases.case_runner import run
from mutua.rules.cases.casefile_reader import read_cases
from mutua.rules.library import load
from mutua.rules.model import InOrder, Plan, PotDraw, Row, Ruleset
from mutua.rules.reading.problems import Problem, sentence
from mutua.rules.reading.tables_benefits import COLUMNS
from mutua.rules.reading.tables_others import POTS

DATA = Path(__file__).parents[1] / "data"
TREVIGLIO, SIA3 = "treviglio-vita/spese-sanitarie", "mutua-artieri/sia3"


def plan_at(path: Path) -> Plan:
    plans, problems = load(path)
    assert [problem for problem in problems if not problem.warning] == []
    return plans[0]


def problems_at(path: Path) -> list[Problem]:
    return load(path)[1]


def unnamed(ruleset: Ruleset) -> Ruleset:
    """The ruleset with its yearly ceilings called by their titles: the table does not name them."""
    names = {name: pot.title if "tetto annuo" in pot.title else name for name, pot in ruleset.pots.items()}

    def row(one: Row) -> Row:
        draws = tuple(
            one if isinstance(one, InOrder) else PotDraw(names[one.pot], one.when) for one in one.consumes
        )
        return replace(one, consumes=draws)

    return replace(
        ruleset,
        pots={names[name]: replace(pot, name=names[name], key=names[name]) for name, pot in ruleset.pots.items()},
        benefits={
            code: replace(benefit, rows=tuple(row(one) for one in benefit.rows))
            for code, benefit in ruleset.benefits.items()
        },
    )


@pytest.mark.parametrize("name", [TREVIGLIO, SIA3])
def test_tables_and_their_yaml_twin_are_one_model(name: str) -> None:
    tables, twin = plan_at(DATA / "tables" / name), plan_at(DATA / "twins" / name)
    assert [unnamed(one) for one in tables.versions] == [unnamed(one) for one in twin.versions]


@pytest.mark.parametrize("name", [TREVIGLIO, SIA3])
@pytest.mark.parametrize("surface", ["tables", "twins"])
def test_both_surfaces_pay_the_same_cents(surface: str, name: str) -> None:
    plan = plan_at(DATA / surface / name)
    (path,) = (DATA / "tables" / name / "casi").glob("*.yaml")
    cases, problems = read_cases(path, plan)
    assert problems == []
    assert cases is not None
    assert [result.case.name for result in run(cases, plan) if not result.passed] == []


# ---------------------------------------------------------------- the sheet


def shuffled(text: str, seed: int, separator: str) -> str:
    """The same table with its rows and columns in another order and, perhaps, another separator."""
    chance = random.Random(seed)
    header, *body = list(csv.reader(io.StringIO(text), delimiter=";"))
    order = list(range(len(header)))
    chance.shuffle(order)
    chance.shuffle(body)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=chance.choice(["\n", "\r\n"]))
    writer.writerows([[row[index] for index in order] for row in [header, *body]])
    return out.getvalue()


@given(seed=st.integers(0, 10**9), separator=st.sampled_from([";", ","]), name=st.sampled_from([TREVIGLIO, SIA3]))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_and_columns_means_nothing(
    tmp_path_factory: pytest.TempPathFactory, seed: int, separator: str, name: str
) -> None:
    target = tmp_path_factory.mktemp("sheet") / name
    shutil.copytree(DATA / "tables" / name, target)
    for path in target.glob("*/*.csv"):
        if path.parent.name != "tariffe":
            path.write_text(shuffled(path.read_text(encoding="utf-8"), seed, separator), encoding="utf-8")
    assert plan_at(target) == plan_at(DATA / "tables" / name)


@pytest.mark.parametrize(
    ("encoding", "notices"), [("utf-8", []), ("utf-8-sig", []), ("cp1252", ["read_as_windows", "read_as_windows"])]
)
def test_the_alphabet_of_a_sheet_changes_nothing(tmp_path: Path, encoding: str, notices: list[str]) -> None:
    target = tmp_path / TREVIGLIO
    shutil.copytree(DATA / "tables" / TREVIGLIO, target)
    for path in target.glob("*/*.csv"):
        text = path.read_text(encoding="utf-8").replace("terme;trattamenti", "terme;attività e trattamenti")
        path.write_text(text, encoding=encoding)
    assert [problem.code for problem in problems_at(target)] == notices
    assert plan_at(target).versions[0].pots["terme"].title == "attività e trattamenti termali"


def test_an_empty_column_at_the_end_is_not_a_column(tmp_path: Path) -> None:
    target = tmp_path / TREVIGLIO
    shutil.copytree(DATA / "tables" / TREVIGLIO, target)
    sheet = next(target.glob("*/prestazioni.csv"))
    lines = sheet.read_text(encoding="utf-8").splitlines()
    sheet.write_text("\n".join(f"{line};;" for line in [*lines, ";" * lines[0].count(";")]) + "\n", encoding="utf-8")
    assert plan_at(target) == plan_at(DATA / "tables" / TREVIGLIO)


# ---------------------------------------------------------------- what cells may say


HEAD = """\
in_vigore: dal 2026-01-01
approvato: {da: CdA, delibera: 1/2025, il: 2025-12-01}
anno: solare
documenti: {fattura: fattura}
"""
PLAN = """\
titolo: Prova
società: Prova
versione_secondo: servizio
fatti:
  urgente: {tipo: sì/no, di: riga, chiede: "È urgente?"}
  diottrie: {tipo: decimale, di: riga, chiede: "Quante diottrie?"}
  fascia: {tipo: scelta, di: riga, scelte: [A, B, C], chiede: "Quale fascia?"}
"""


def written(folder: Path, rules: str = "", **sheets: str) -> Path:
    """A plan with these tables, as lines with `;`."""
    version = folder / "prova" / "prova" / "2026-01-01"
    version.mkdir(parents=True)
    (version.parent / "piano.yaml").write_text(PLAN, encoding="utf-8")
    (version / "regole.yaml").write_text(HEAD + rules, encoding="utf-8")
    for name, text in sheets.items():
        (version / f"{name}.csv").write_text(text, encoding="utf-8")
    return version.parent


def twin(folder: Path, rules: str) -> Plan:
    plan = folder / "prova" / "prova"
    plan.mkdir(parents=True)
    (plan / "piano.yaml").write_text(PLAN, encoding="utf-8")
    (plan / "2026-01-01.yaml").write_text(HEAD + rules, encoding="utf-8")
    return plan_at(plan)


STEPS = [
    ("base;quota", "spesa;75%", "spesa, quota: 75%"),
    ("base;quota", "spesa;12,5%", "spesa, quota: 12.5%"),
    ("base", "50,00 al giorno", "importo: {misura: 50.00, per: giorno}"),
    ("base", "1.300,00 anche senza spesa", "importo: {misura: 1300.00, anche_senza_spesa: sì}"),
    ("base;franchigia;quota", "spesa;25,00 per visita;100%", "spesa, franchigia: 25.00 per visita, quota: 100%"),
    ("base;meno;quota", "spesa;altri_rimborsi;80%", "spesa, meno: altri_rimborsi, quota: 80%"),
    (
        "base;scoperto;quota", "spesa;20% almeno 100,00 al massimo 1.500,00 per ciclo;100%",
        "spesa, scoperto: {quota: 20%, minimo: 100.00, massimo: 1500.00, per: ciclo}, quota: 100%",
    ),
    ("base;scoperto;quota", "spesa;20%;100%", "spesa, scoperto: {quota: 20%}, quota: 100%"),
    ("massimo;quota;base", "140,00 a visita;50%;spesa", "spesa, quota: 50%, al_massimo: 140.00 per visita"),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "cells", "steps"), STEPS)
def test_a_row_of_cells_says_what_its_steps_say(tmp_path: Path, columns: str, cells: str, steps: str) -> None:
    unit, word = ("unità: giorni, ", "giorni") if "giorno" in steps else ("", "")
    sheet = f"codice;titolo;articolo;tetto_anno;unità;{columns}\nX;Prova;art. 1;nessuno;{word};{cells}\n"
    left = plan_at(written(tmp_path / "a", prestazioni=sheet))
    right = twin(
        tmp_path / "b",
        f"prestazioni: {{X: {{titolo: Prova, articolo: art. 1, {unit}passi: [{steps}], consuma: nessuno}}}}\n",
    )
    assert left == right


SITUATIONS = [
    ("urgente: sì", "urgente: sì"),
    ("urgente: sì e diottrie: più di 0,50", "urgente: sì, diottrie: più di 0.50"),
    ("fascia: A, B", "fascia: [A, B]"),
    ("spesa: da 1.300,00 a 2000", "spesa: da 1300.00 a 2000"),
    ("servizio: dal 2026-01-01 al 2026-06-30", "servizio: dal 2026-01-01 al 2026-06-30"),
    ("protetta e età: meno di 18", "protetta: sì, età: meno di 18"),
]


@pytest.mark.parametrize(("cell", "condition"), SITUATIONS)
def test_a_situation_says_what_its_condition_says(tmp_path: Path, cell: str, condition: str) -> None:
    named = "condizioni: {protetta: {quando: {rete: sì}}}\n"
    sheet = f"codice;titolo;articolo;base;quota;tetto_anno;se\nX;Prova;art. 1;spesa;50%;nessuno;{cell}\n"
    sheet += "X;;;non spetta;;;altrimenti\n"
    left = plan_at(written(tmp_path / "a", named, prestazioni=sheet))
    body = f"{{quando: {{{condition}}}, passi: [spesa, quota: 50%], consuma: nessuno}}, {{altrimenti: non spetta}}"
    right = twin(tmp_path / "b", f"{named}prestazioni: {{X: {{titolo: Prova, articolo: art. 1, calcolo: [{body}]}}}}\n")
    assert left == right


def test_otherwise_beside_the_same_network_is_the_contrary_of_its_other_rows(tmp_path: Path) -> None:
    sheet = (
        "codice;titolo;articolo;base;quota;tetto_anno;rete;se\n"
        "X;Prova;art. 1;spesa;50%;nessuno;sì;urgente: sì\n"
        "X;;;spesa;40%;nessuno;sì;altrimenti\n"
        "X;;;spesa;30%;nessuno;;altrimenti\n"
    )
    rows = [
        "{quando: {rete: sì, urgente: sì}, passi: [spesa, quota: 50%], consuma: nessuno}",
        "{altrimenti: sì, passi: [spesa, quota: 30%], consuma: nessuno}",
        "{quando: {rete: sì, non: {urgente: sì}}, passi: [spesa, quota: 40%], consuma: nessuno}",
    ]
    right = twin(
        tmp_path / "b", f"prestazioni: {{X: {{titolo: Prova, articolo: art. 1, calcolo: [{', '.join(rows)}]}}}}\n"
    )
    assert plan_at(written(tmp_path / "a", prestazioni=sheet)) == right


def test_pots_exchanges_and_contributions_say_what_their_yaml_says(tmp_path: Path) -> None:
    rules = "termini: {dopo: {entro: 60 giorni da fattura, articolo: art. 9}}\ncarenze: {breve: 30 giorni}\n"
    left = plan_at(
        written(
            tmp_path / "a",
            rules + "contributi: {articolo: art. 5}\n",
            prestazioni=(
                "codice;titolo;articolo;base;plafond;domanda;carenza;documenti;escluso;unità\n"
                "CASA;Assistenza;art. 1;in natura;casa > cambio;dopo;breve;fattura;urgente;ore\n"
            ),
            plafond=(
                "plafond;unità;di;ogni;se;misura;articolo\n"
                "casa;ore;nucleo;anno;urgente: sì;10,5;art. 2\ncasa;;;;altrimenti;8;\n"
                "ospedale;ore;nucleo;anno;;40;art. 2\n"
            ),
            scambi="nome;da;unità;quante_da;per_una;al_massimo;se;articolo\n"
            "cambio;ospedale;ore;5;1;48;autorizzata: sì;art. 3\n",
            contributi="nome;titolo;per;se;misura;articolo\nquota;quota associativa;una volta;;10,00;\n"
            "titolare;contributo;anno;grado: titolare;1.174,00;art. 6\n".replace("10,00;\n", "10,00;art. 5\n"),
        )
    )
    right = twin(
        tmp_path / "b",
        """\
plafond:
  casa:
    misura: [{quando: {urgente: sì}, vale: 10.5 ore}, {altrimenti: 8 ore}]
    di: nucleo
    ogni: anno
    articolo: art. 2
  ospedale: {misura: 40 ore, di: nucleo, ogni: anno, articolo: art. 2}
scambi:
  cambio: {da: ospedale, unità: ore, rapporto: 5 per 1, al_massimo: 48 ore, quando: {autorizzata: sì}, articolo: art. 3}
prestazioni:
  CASA:
    titolo: Assistenza
    articolo: art. 1
    domanda: {entro: 60 giorni da fattura, articolo: art. 9}
    carenza: 30 giorni
    documenti: [fattura]
    escluso: [{urgente: sì, motivo: urgente}]
    unità: ore
    consuma: [in_ordine: [casa, {scambio: cambio}]]
contributi:
  articolo: art. 5
  voci:
    - {nome: quota, titolo: quota associativa, misura: 10.00, per: una volta, articolo: art. 5}
    - {nome: titolare, titolo: contributo, misura: 1174.00, per: anno, quando: {grado: titolare}, articolo: art. 6}
""",
    )
    assert left == right


def test_the_order_of_steps_is_one_line_of_the_rules(tmp_path: Path) -> None:
    sheet = "codice;titolo;articolo;base;franchigia;quota;tetto_anno\nX;Prova;art. 1;spesa;25,00;50%;nessuno\n"
    rules = "ordine: [base, quota, meno, franchigia, scoperto, massimo]\n"
    steps = "passi: [spesa, quota: 50%, franchigia: 25.00], consuma: nessuno"
    right = twin(tmp_path / "b", f"prestazioni: {{X: {{titolo: Prova, articolo: art. 1, {steps}}}}}\n")
    assert plan_at(written(tmp_path / "a", rules, prestazioni=sheet)) == right


def test_rules_add_what_the_table_lacks(tmp_path: Path) -> None:
    sheet = "codice;titolo;articolo;base;tetto_anno\nX;Prova;art. 1;50,00 al giorno anche senza spesa;nessuno\n"
    rules = "prestazioni: {X: {conta: {giorni: notti}, spetta: [{rete: sì, motivo: rete}]}}\n"
    plan = plan_at(written(tmp_path / "a", rules, prestazioni=sheet))
    benefit = plan.versions[0].benefits["X"]
    assert benefit.counting is not None
    assert benefit.requires[0].reason == "rete"


REFUSED = [
    ("tetto_anno", "1.300", "money_ambiguous"), ("tetto_anno", "400.00", "money_ambiguous"),
    ("tetto_anno", "400 euri", "money_italian"), ("tetto_anno", "12.345.678,00", "money_too_big"),
    ("quota", "75", "table_share"), ("quota", "0,5", "table_share"), ("quota", "110%", "share_too_big"),
    ("quota", "-1%", "table_share"), ("quota", "", "table_quota_missing"), ("tetto_anno", "", "table_ceiling_missing"),
    ("base", "", "table_missing_cell"), ("base", "spese", "table_base"), ("base", "9**9**9", "table_amount"),
    ("base", "__import__('os')", "table_base"), ("titolo", "=1+1", "table_formula"),
    ("articolo", "9.1", "table_rewritten"), ("codice", "010", "table_rewritten"), ("codice", "1E5", "table_rewritten"),
    ("codice", "MAR-12", "table_rewritten"), ("articolo", "#REF!", "table_rewritten"),
    ("rete", "VERO", "table_rewritten"),
    ("rete", "No", "yes_no"), ("se", "urgenti: sì", "unknown_fact"), ("se", "molto urgente", "table_situation"),
    ("se", "spesa: almeno 1.300", "money_ambiguous"), ("plafond", "visita", "unknown_pot"),
    ("documenti", "fatura", "unknown_paper"), ("domanda", "dopo", "table_unknown_term"),
    ("carenza", "dopo", "table_unknown_waiting"), ("massimo", "10,00 la visita", "table_amount"),
    ("scoperto", "20% minimo 10,00", "table_coinsurance"), ("chi", "titolari", "choice"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "code"), REFUSED)
def test_a_wrong_cell_is_refused_at_its_place(tmp_path: Path, column: str, cell: str, code: str) -> None:
    row = {
        "codice": "X", "titolo": "Prova", "articolo": "art. 1", "base": "spesa", "quota": "50%", "tetto_anno": "400,00",
        "chi": "", "rete": "", "se": "", "massimo": "", "scoperto": "", "plafond": "", "documenti": "", "domanda": "",
        "carenza": "",
    }  # fmt: skip
    row[column] = cell
    sheet = ";".join(row) + "\n" + ";".join(row.values()) + "\n"
    (problem,) = problems_at(written(tmp_path, prestazioni=sheet))
    letter = chr(ord("A") + list(row).index(column))
    assert (problem.code, problem.place.cell) == (code, f"{letter}2 ({column})")


# ---------------------------------------------------------------- whatever comes

ODD = st.one_of(
    st.text(max_size=12),
    st.sampled_from([
        "", "altrimenti", "nessuno", "spesa", "in natura", "75%", "1.300,00", "1.300", "a > b", "a, b", "sì", " e ",
        "urgente: sì", "urgente: sì e urgente: sì", "rete: sì e", ":", "tariffa x colonna", "20% almeno", "familiare",
        "10,00 per ciclo", "X", "art. 1", "ore", "euro",
    ]),
)  # fmt: skip


@given(rows=st.lists(st.lists(ODD, min_size=23, max_size=23), max_size=4), data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_table_gives_problems_and_never_an_exception(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: st.DataObject
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    columns = data.draw(st.permutations([column.name for column in COLUMNS]))
    writer.writerows([columns, *rows])
    pots = data.draw(st.lists(st.lists(ODD, min_size=10, max_size=10), max_size=2))
    others = io.StringIO()
    writer = csv.writer(others, delimiter=";", lineterminator="\n")
    writer.writerows([[column.name for column in POTS], *pots])
    folder = tmp_path_factory.mktemp("odd")
    for problem in problems_at(written(folder, prestazioni=out.getvalue(), plafond=others.getvalue())):
        assert sentence(problem)
