"""Finding and reading rulesets on disk: versions in a row, counters across them, price lists, fingerprints."""

# ruff: noqa: E501 - tables of examples read best with one example a line

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from reader_samples import PLAN, VERSION

from mutua.rules.fingerprint import fingerprint
from mutua.rules.library import load, shipped_path
from mutua.rules.model import Place, Ruleset
from mutua.rules.reading.problems import sentence
from mutua.rules.reading.reader_tariffs import column_letters, read_tariff

LIST = """\
codice;descrizione;dal;al;rete;fuori
E12;Estrazione;2024-01-01;2025-12-31;45,00;40,00
E12;Estrazione;2026-01-01;;1.048,00;
"""
PARAMETERS = """\
indennità:
  titolo: indennità INPS
  valori:
    - {dal: 2025-01-01, al: 2025-12-31, importo: 531.76, fonte: circolare}
    - {dal: 2026-01-01, importo: 540.00, fonte: circolare}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A tree with one society and one plan, without versions."""
    folder = tmp_path / "rulesets" / "mutua-prova" / "piano-uno"
    (folder / "tariffe").mkdir(parents=True)
    (folder / "piano.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "tariffe" / "listino.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "rulesets" / "parametri.yaml").write_text(PARAMETERS, encoding="utf-8")
    return folder


def write(plan: Path, since: str, text: str = VERSION, until: str = "") -> Path:
    path = plan / f"{since}.yaml"
    ends = f" al {until}" if until else ""
    path.write_text(text.replace("dal 2026-01-01", f"dal {since}{ends}"), encoding="utf-8")
    return path


def versions(path: Path) -> tuple[Ruleset, ...]:
    plans, problems = load(path)
    assert [sentence(one) for one in problems] == []
    (one,) = plans
    return one.versions


def said(path: Path) -> list[str]:
    return [sentence(one) for one in load(path)[1]]


# ---------------------------------------------------------------- where


def test_a_version_a_plan_a_society_and_a_tree_are_found_anywhere(plan: Path) -> None:
    path = write(plan, "2026-01-01")
    for asked in (path, plan, plan.parent, plan.parent.parent):
        assert [one.version for one in versions(asked)] == ["mutua-prova/piano-uno/2026-01-01"]
    assert versions(str(path))[0].parameters["indennità"].figures[1].cents == 54_000  # type: ignore[arg-type]


def test_one_version_is_read_with_its_sisters_but_comes_alone(plan: Path) -> None:
    write(plan, "2025-01-01", VERSION.replace("quota: 70%", "quota: 70"), until="2025-12-31")
    path = write(plan, "2026-01-01")
    assert [one.in_force_from.year for one in versions(path)] == [2026]
    assert len(said(plan)) == 1


def test_what_is_not_there_is_said(tmp_path: Path, plan: Path) -> None:
    assert "un file o una cartella che esiste" in said(tmp_path / "boh")[0]
    (tmp_path / "vuota").mkdir()
    assert "una cartella con un piano.yaml" in said(tmp_path / "vuota")[0]
    assert "almeno una versione" in said(plan)[0]
    write(plan, "2026-01-01")
    (plan / "piano.yaml").unlink()
    assert "un file piano.yaml" in said(plan)[0]


def test_the_shipped_rulesets_are_found_and_have_no_mistakes() -> None:
    plans, problems = load(shipped_path())
    assert [sentence(one) for one in problems if not one.warning] == []
    assert len(plans) > 10


def test_a_file_that_does_not_parse_stops_only_its_own_version(plan: Path) -> None:
    write(plan, "2025-01-01", "in_vigore: [", until="2025-12-31")
    write(plan, "2026-01-01")
    plans, problems = load(plan)
    assert [problem.code for problem in problems] == ["yaml_bracket"]
    assert [one.in_force_from.year for one in plans[0].versions] == [2026]


def test_mistakes_of_the_plan_are_said_once_for_all_versions(plan: Path) -> None:
    (plan / "piano.yaml").write_text(f"{PLAN}fatti:\n  x: {{tipo: numeri, di: riga, chiede: a}}\n", encoding="utf-8")
    write(plan, "2025-01-01", until="2025-12-31")
    write(plan, "2026-01-01")
    assert len(said(plan)) == 1


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("2026-01-01.yaml", "anno: solare", "anno: solare\nanno: solare"),
        ("tariffe/listino.csv", "45,00", "45.00"),
        ("../../parametri.yaml", "540.00", "540,00"),
        ("piano.yaml", "titolo: Piano di prova", "titolo: Piano di prova\ntitolo: Un altro"),
    ],
)
def test_a_version_that_rests_on_a_mistake_is_left_out(plan: Path, file: str, old: str, new: str) -> None:
    write(plan, "2026-01-01", READS)
    assert said(plan) == []
    path = plan / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    plans, problems = load(plan)
    assert len(problems) == 1
    assert plans == ()


def test_a_version_needs_only_the_price_lists_and_figures_it_reads(plan: Path) -> None:
    write(plan, "2026-01-01")
    (plan / "tariffe" / "listino.csv").write_text(LIST.replace("45,00", "45.00"), encoding="utf-8")
    plans, problems = load(plan)
    assert len(problems) == 1
    assert len(plans) == 1


def test_a_plan_that_tops_up_another_follows_benefits_it_has(plan: Path) -> None:
    write(plan, "2026-01-01")
    above = plan.parent / "piano-due"
    above.mkdir()
    text = VERSION.replace("    titolo: Visita\n", "    titolo: Visita\n    integra: [VISITTA]\n")
    write(above, "2026-01-01", text.replace("tariffe:\n  listino: {articolo: art. 4}\n", ""))
    (above / "piano.yaml").write_text(PLAN, encoding="utf-8")
    assert "«integra: società/piano» in piano.yaml" in said(plan.parent)[0]
    (above / "piano.yaml").write_text(f"{PLAN}integra: mutua-prova/piano-uno\n", encoding="utf-8")
    assert "il codice di una prestazione di mutua-prova/piano-uno" in said(plan.parent)[0]
    assert said(above) == []


# ---------------------------------------------------------------- versions in a row


def test_the_file_is_named_by_the_day_it_comes_in_force(plan: Path) -> None:
    write(plan, "2026-01-01").rename(plan / "2026-02-01.yaml")
    assert "la data del nome del file (2026-02-01.yaml)" in said(plan)[0]
    (plan / "2026-02-01.yaml").rename(plan / "2026-2-1.yaml")
    assert "un nome di versione fatto del giorno" in said(plan)[0]


def test_an_open_version_ends_where_the_next_begins(plan: Path) -> None:
    write(plan, "2025-01-01")
    write(plan, "2026-01-01")
    assert [one.in_force_to for one in versions(plan)] == [date(2025, 12, 31), None]


def test_versions_neither_overlap_nor_leave_days_out(plan: Path) -> None:
    write(plan, "2025-01-01", until="2026-01-01")
    write(plan, "2026-01-01")
    assert "dopo la fine della versione mutua-prova/piano-uno/2025-01-01" in said(plan)[0]
    write(plan, "2025-01-01", until="2025-12-30")
    assert "restano giorni senza regolamento" in said(plan)[0]
    write(plan, "2025-01-01", until="2025-12-31")
    assert said(plan) == []


def test_a_file_and_a_folder_for_one_day_are_too_many(plan: Path) -> None:
    write(plan, "2026-01-01")
    (plan / "2026-01-01").mkdir()
    (plan / "2026-01-01" / "regole.yaml").write_text(VERSION, encoding="utf-8")
    assert any("il file o la cartella di tabelle" in text for text in said(plan))


# ---------------------------------------------------------------- counters across versions

POT = "  visite: {misura: 700 euro, di: persona, ogni: anno, articolo: art. 2}\n"


def counters(plan: Path, *pots: str) -> list[tuple[str, tuple[str, ...]]]:
    """Counter and continued counters of `visite` (or `viste`) in versions with these pots."""
    for index, pot in enumerate(pots):
        text = VERSION.replace(POT, f"  {pot}\n").replace("consuma: [visite]", f"consuma: [{pot.split(':')[0]}]")
        write(plan, f"{2024 + index}-01-01", text)
    found = []
    for version in versions(plan):
        pot_read = version.pots.get("visite") or version.pots["viste"]
        found.append((pot_read.counter, pot_read.continues))
    return found


BODY = "misura: 700 euro, di: persona, ogni: anno, articolo: art. 2"


def test_a_pot_of_the_same_name_goes_on(plan: Path) -> None:
    assert counters(plan, f"visite: {{{BODY}}}", f"visite: {{{BODY}}}") == [("visite", ()), ("visite", ())]


def test_a_pot_begun_anew_keeps_its_new_counter_in_later_versions(plan: Path) -> None:
    assert counters(plan, f"visite: {{{BODY}}}", f"visite: {{{BODY}, da_capo: sì}}", f"visite: {{{BODY}}}") == [
        ("visite", ()), ("visite@2025-01-01", ()), ("visite@2025-01-01", ()),
    ]  # fmt: skip


def test_a_renamed_pot_keeps_its_counter(plan: Path) -> None:
    assert counters(plan, f"visite: {{{BODY}}}", f"viste: {{{BODY}, continua: [visite]}}", f"viste: {{{BODY}}}") == [
        ("visite", ()), ("visite", ()), ("visite", ()),
    ]  # fmt: skip


def test_a_pot_that_joins_two_counts_the_use_of_both_for_ever(plan: Path) -> None:
    joined = f"viste: {{{BODY}, continua: [visite, franchigia]}}"
    write(plan, "2024-01-01", VERSION.replace(", conta: spesa", ""))
    for year in (2025, 2026):
        text = VERSION.replace(", conta: spesa", "").replace(POT, f"  {joined if year == 2025 else f'viste: {{{BODY}}}'}\n")
        write(plan, f"{year}-01-01", text.replace("[visite]", "[viste]"))
    later = [one.pots["viste"] for one in versions(plan)[1:]]
    assert [(pot.counter, pot.continues) for pot in later] == [("viste", ("visite", "franchigia"))] * 2


def test_what_a_pot_continues_must_exist_and_count_the_same(plan: Path) -> None:
    write(plan, "2024-01-01")
    write(plan, "2025-01-01", VERSION.replace("visite: {misura: 700 euro", "visite: {misura: 7 volte"))
    assert "la stessa unità e lo stesso conto di prima" in said(plan)[0]
    write(plan, "2025-01-01", VERSION.replace("articolo: art. 2}", "articolo: art. 2, continua: [boh]}", 1))
    assert "un plafond di una versione precedente" in said(plan)[0]


# ---------------------------------------------------------------- price lists and outside figures


def tariff(tmp_path: Path, text: str, encoding: str = "utf-8") -> tuple[object, list[str]]:
    path = tmp_path / "odontoiatria.csv"
    path.write_bytes(text.encode(encoding))
    found, problems = read_tariff(path, path.name)
    return found, [sentence(one) for one in problems]


@pytest.mark.parametrize("name", ["2027-01-01.YAML", "2027-01-01 .yaml", "2027-01-01 (copia).yaml", "2027-01-01.yml"])
def test_a_version_saved_under_a_near_name_is_never_passed_over(plan: Path, name: str) -> None:
    write(plan, "2026-01-01")
    (plan / name).write_text((plan / "2026-01-01.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert any(name in one for one in said(plan))


@pytest.mark.parametrize(
    "text",
    ['codice;descrizione;rete\nV1;"visita;45,00\n', "codice;descrizione;rete\nV1;" + "x" * 140_000 + ";45,00\n"],
    ids=["open quote", "endless cell"],
)
def test_a_price_list_that_no_table_reader_reads_says_so(tmp_path: Path, text: str) -> None:
    found, said = tariff(tmp_path, text)
    assert found is None
    assert len(said) == 1
    assert "odontoiatria.csv" in said[0]
    assert "virgolette" in said[0]


def test_a_price_list_with_the_line_ends_of_old_macs_is_read(tmp_path: Path) -> None:
    text = "codice;valido_dal;rete;articolo\nV1;2024-01-01;45,00;art. 4\n"
    assert tariff(tmp_path, text.replace("\n", "\r")) == tariff(tmp_path, text)


def test_a_price_list_is_dated_row_by_row_in_italian_numbers(plan: Path) -> None:
    write(plan, "2026-01-01")
    table = versions(plan)[0].tariffs["listino"]
    assert table.columns == ("rete", "fuori")
    assert [(row.since.year, row.prices) for row in table.rows] == [(2024, (4500, 4000)), (2026, (104_800, None))]
    assert table.article == "art. 4"


@pytest.mark.parametrize(
    ("text", "cell", "words"),
    [
        ("codice;dal;al;prezzo\nE1;2024-01-01;;1.300\n", "odontoiatria.csv:D2", "il punto separa le migliaia"),
        ("codice;dal;al;prezzo\nE1;2024-01-01;;400.00\n", "odontoiatria.csv:D2", "il punto separa le migliaia"),
        ("codice;dal;al;prezzo\nE1;2024-1-1;;4,00\n", "odontoiatria.csv:B2", "una data come 2026-01-31"),
        ("codice;dal;al;prezzo\nE1;2024-01-02;2024-01-01;4,00\n", "odontoiatria.csv:C2", "non prima dell'inizio"),
        ("codice;dal;al;prezzo\nE1;2024-01-01;;4,00\nE1;2025-01-01;;5,00\n", "odontoiatria.csv:B3", "una fine («al») nella riga prima"),
        ("codice;dal;al;prezzo\nE1;2024-01-01;2024-06-30;4,00\nE1;2024-07-02;;5,00\n", "odontoiatria.csv:B3", "il giorno dopo la fine"),
        ("codice;dal;al;prezzo\nE1;2024-01-01;;\n", "odontoiatria.csv:D2", "almeno un prezzo"),
        ("codice;dal;al;prezzo\nE1;2024-01-01\n", "odontoiatria.csv:A2", "4 celle"),
        ("codice;dal;prezzo\nE1;2024-01-01;4,00\n", "odontoiatria.csv:A1", "la colonna «al»"),
        ("codice;dal;al\n", "odontoiatria.csv:A1", "la colonna «prezzo»"),
        ("codice;dal;al;prezzo;prezzo\n", "odontoiatria.csv:E1", "ogni nome una volta sola"),
        ("", "odontoiatria.csv:A1", "la colonna «codice»"),
    ],
)  # fmt: skip
def test_a_bad_row_is_said_with_its_cell(tmp_path: Path, text: str, cell: str, words: str) -> None:
    found, sentences = tariff(tmp_path, text)
    assert found is None
    assert sentences[0].startswith(cell + ":")
    assert words in sentences[0]


def test_rows_may_stand_in_any_order_and_follow_without_a_gap(tmp_path: Path) -> None:
    rows = "codice,dal,al,prezzo\nE1,2025-01-01,,\"5,00\"\nE1,2024-01-01,2024-12-31,4\n"
    found, sentences = tariff(tmp_path, rows)
    assert sentences == []
    assert [row.since.year for row in found.rows] == [2024, 2025]  # type: ignore[attr-defined]


def test_windows_text_is_read_with_a_notice(tmp_path: Path) -> None:
    text = "codice;descrizione;dal;al;prezzo\nE1;Visita è;2024-01-01;;4,00\n"
    found, sentences = tariff(tmp_path, text, "cp1252")
    assert found is not None
    assert "avviso" in sentences[0]
    assert tariff(tmp_path, "\ufeff" + text)[1] == []


def test_columns_are_named_as_a_spreadsheet_does() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_outside_figures_neither_overlap_nor_leave_days_out(plan: Path) -> None:
    write(plan, "2026-01-01")
    path = plan.parent.parent / "parametri.yaml"
    path.write_text(PARAMETERS.replace("2025-12-31", "2026-01-01"), encoding="utf-8")
    assert "dopo la fine della riga prima" in said(plan)[0]
    path.write_text(PARAMETERS.replace("2025-12-31", "2025-12-30"), encoding="utf-8")
    assert "il giorno dopo la fine" in said(plan)[0]


# ---------------------------------------------------------------- fingerprints

READS = (
    VERSION.replace("quota: 70%]", "quota: 70%, al_massimo: {tariffa: listino, colonna: rete}, "
                    "al_massimo: {parametro: indennità}]")
)  # fmt: skip
ON = date(2026, 6, 1)


def test_the_fingerprint_is_of_the_content_and_not_of_where_it_is_written(plan: Path) -> None:
    write(plan, "2026-01-01", READS)
    first = fingerprint(versions(plan)[0], ON)
    write(plan, "2026-01-01", "# una riga in più\n" + READS)
    assert fingerprint(versions(plan)[0], ON) == first
    assert len(first) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [("70%", "71%"), ("700 euro", "701 euro"), ("art. 6", "art. 66"), ("meno di 18", "meno di 19"), ("1/2026", "2/2026")],
)
def test_another_number_or_article_gives_another_fingerprint(plan: Path, old: str, new: str) -> None:
    write(plan, "2026-01-01", READS)
    first = fingerprint(versions(plan)[0], ON)
    write(plan, "2026-01-01", READS.replace(old, new))
    assert fingerprint(versions(plan)[0], ON) != first


def test_the_rows_of_next_year_change_no_old_fingerprint(plan: Path) -> None:
    write(plan, "2026-01-01", READS)
    first = fingerprint(versions(plan)[0], ON)
    closed = LIST.replace("2026-01-01;;1.048,00", "2026-01-01;2026-12-31;1.048,00")
    more = closed + "E12;Estrazione;2027-01-01;;50,00;\nE13;Altro;2027-01-01;;9,00;\n"
    (plan / "tariffe" / "listino.csv").write_text(more, encoding="utf-8")
    figures = PARAMETERS.replace("dal: 2026-01-01,", "dal: 2026-01-01, al: 2026-12-31,")
    figures += "    - {dal: 2027-01-01, importo: 550.00, fonte: circolare}\naltra: {titolo: a, valori: []}\n"
    (plan.parent.parent / "parametri.yaml").write_text(figures, encoding="utf-8")
    later = versions(plan)[0]
    assert fingerprint(later, ON) == first
    assert fingerprint(later, date(2027, 1, 1)) != fingerprint(later, date(2026, 12, 31))


def test_a_later_version_changes_no_old_fingerprint(plan: Path) -> None:
    write(plan, "2026-01-01", READS)
    first = fingerprint(versions(plan)[0], ON)
    write(plan, "2027-01-01", READS.replace("70%", "75%"))
    assert fingerprint(versions(plan)[0], ON) == first


def test_a_declared_fact_counts_only_where_it_is_read(plan: Path) -> None:
    write(plan, "2026-01-01", READS)
    first = fingerprint(versions(plan)[0], ON)
    write(plan, "2026-01-01", READS.replace("Quanti impianti?", "Quanti sono?"))
    assert fingerprint(versions(plan)[0], ON) == first
    reads = READS.replace("titolo: Visita\n", "titolo: Visita\n    spetta: [{impianti: almeno 3}]\n")
    write(plan, "2026-01-01", reads)
    second = fingerprint(versions(plan)[0], ON)
    write(plan, "2026-01-01", reads.replace("Quanti impianti?", "Quanti sono?"))
    assert fingerprint(versions(plan)[0], ON) != second


def test_a_corrected_copy_is_not_taken_for_the_first(plan: Path) -> None:
    write(plan, "2026-01-01", READS)
    ruleset = versions(plan)[0]
    first = fingerprint(ruleset, ON)
    assert fingerprint(replace(ruleset, note="x"), ON) != first
    assert fingerprint(replace(ruleset, file="altrove"), ON) == first
    assert fingerprint(ruleset, None) == fingerprint(ruleset, None) != first


def test_a_place_is_shown_as_a_cell_or_as_line_and_column() -> None:
    assert str(Place("a.csv", 4, 4, "D4")) == "a.csv:D4"
    assert str(Place("a.yaml", 4, 2)) == "a.yaml:4:2"
