"""The command line as a person and as a program use it: what is printed, where, and with what status it leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Mutua
from small_plan import ALWAYS, CASES, VERSION, plan_folder

FAILING = CASES.replace("importo: 350.00", "importo: 351.00")


@pytest.mark.parametrize("name", ["altri.yml", "ALTRI.YAML", "2026/altri.yaml"])
def test_no_case_file_is_passed_over_for_its_name(mutua: Mutua, tmp_path: Path, name: str) -> None:
    other = plan_folder(tmp_path) / "casi" / name
    other.parent.mkdir(exist_ok=True)
    other.write_text(FAILING, encoding="utf-8")
    assert mutua("rules", "test", tmp_path).status == 1


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_a_terminal_without_our_signs_still_gets_the_answer(tmp_path: Path, encoding: str) -> None:
    plan_folder(tmp_path, cases=FAILING)
    command = [sys.executable, "-c", "from mutua.cli import main; main()", "rules", "test", str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": encoding}, check=False)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr
    assert b"350,00" in ran.stdout


# ---------------------------------------------------------------- usage


def test_help_is_italian_and_lists_the_commands(mutua: Mutua) -> None:
    ran = mutua("rules", "--help")
    assert ran.status == 0
    assert "Uso: " in ran.out
    for name in ("check", "test", "show", "diff", "schema"):
        assert f"  {name}" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rules", "tset"], "Comando sconosciuto: «tset»."),
        (["rules", "test", "--number"], "Opzione sconosciuta: «--number». Forse intendevi --numbers."),
        (["assess"], "Manca CASI.yaml."),
        (["--lang", "fr", "rules", "check"], "scegliere fra it, en"),
        (["rules", "diff", "a"], "Manca DOPO."),
        (["rules", "schema", "x"], "Argomento di troppo: «x»."),
        (["claims", "--page", "0"], "scrivere un numero intero da 1 a 1000000."),
        (["claims", "--page", "due"], "scrivere un numero intero da 1 a 1000000."),
        (["claim", "paper", "1", "fattura", "--line", "0"], "scrivere un numero intero, da 1 in su."),
        (["claims", "--database", ""], "--database è vuoto"),
    ],
)
def test_a_usage_mistake_leaves_with_2_in_italian(mutua: Mutua, arguments: list[str], said: str) -> None:
    ran = mutua(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "--help" in ran.err


def test_words_that_are_not_utf_8_are_said(mutua: Mutua) -> None:
    ran = mutua("firms", "show", "Alf\udcff")
    assert (ran.status, ran.err.strip()) == (2, "«Alf?» non è scritto in UTF-8: riscriverlo.")


@pytest.mark.parametrize(
    "command",
    [
        ["bank", "confirm"], ["bank", "undo"], ["bank", "set-aside", "--motive", "x"], ["contributions", "return"],
        ["firms", "plan", "sign"], ["firms", "undo-list"], ["firms", "pay", "--amount", "1,00"],
        ["firms", "answer-offer", "--accept"], ["pact", "withdraw", "Alfa", "--notice-days"],
        ["pact", "reminders", "--ahead"],
    ],
)  # fmt: skip
def test_a_number_that_nothing_can_have_is_a_usage_mistake(mutua: Mutua, command: list[str]) -> None:
    assert mutua(*command, "9" * 30).status == 2


def test_an_option_without_its_value_is_said(mutua: Mutua) -> None:
    assert mutua("claim", "pay", "1", "--reference").err == "Opzione «--reference»: manca il valore.\n"


def test_no_help_speaks_in_signs_or_in_english(mutua: Mutua) -> None:
    pay, listed = mutua("claim", "pay", "--help").out, mutua("claims", "--help").out
    assert "Come lo chiama la banca. (Obbligatoria.)" in " ".join(pay.split())
    assert "[required]" not in pay
    assert "<=" not in listed


def test_a_file_where_a_folder_is_meant_is_said_in_italian(
    mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "a.db"))
    assert mutua("init").status == 0
    (tmp_path / "note.txt").write_text("x")
    ran = mutua("export", tmp_path / "note.txt")
    assert (ran.status, "c'è già, e non è una cartella" in ran.err) == (1, True)


def test_the_package_is_the_command_too() -> None:
    ran = subprocess.run([sys.executable, "-m", "mutua", "--help"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("Uso: mutua ")


def test_help_imports_nothing_heavy() -> None:
    heavy = ("rich", "yaml", "mutua.rules", "sqlalchemy")
    code = f"import sys, mutua.cli; print([name for name in {heavy} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


# ---------------------------------------------------------------- paths


@pytest.mark.parametrize("command", [["rules", "check"], ["rules", "test"], ["rules", "test", "--numbers"], ["assess"]])
def test_a_path_that_is_not_there_is_one_message(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    ran = mutua(*command, tmp_path / "niente")
    assert ran.status == 1
    assert ran.err.strip() == f"Non c'è: {tmp_path / 'niente'}"


@pytest.mark.parametrize("command", [["rules", "check"], ["rules", "test"], ["rules", "test", "--numbers"]])
def test_a_folder_without_rulesets_is_said(mutua: Mutua, tmp_path: Path, command: list[str]) -> None:
    ran = mutua(*command, tmp_path)
    assert ran.status == 1
    assert "piano.yaml" in ran.out + ran.err


def test_a_case_file_speaks_of_its_plan(mutua: Mutua, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    (folder / "casi" / "altri.yaml").write_text(FAILING, encoding="utf-8")
    assert json.loads(mutua("rules", "test", "--json", folder / "casi" / "casi.yaml").out)["cases"] == 1
    assert json.loads(mutua("rules", "test", "--json", folder / "casi").out)["cases"] == 2
    assert json.loads(mutua("rules", "test", "--json", tmp_path).out)["failed"] == 1


# ---------------------------------------------------------------- check


def test_check_says_little_when_all_is_well(mutua: Mutua, tmp_path: Path) -> None:
    """Its notices are about benefits that no case defends: they stop nobody."""
    ran = mutua("rules", "check", plan_folder(tmp_path))
    *notices, last = ran.out.splitlines()
    assert (ran.status, ran.err) == (0, "")
    assert last == f"In ordine: 1 piano, 1 versione, {len(notices)} avvisi."
    assert all(": avviso: " in line for line in notices)


def test_check_of_one_version_does_not_speak_of_the_others(mutua: Mutua, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    (folder / "2027-01-01.yaml").write_text("no\n", encoding="utf-8")
    assert mutua("rules", "check", folder / "2026-01-01.yaml").out == "In ordine: 1 piano, 1 versione.\n"
    assert mutua("rules", "check", folder).status == 1


def test_check_tells_the_mistakes_of_rulesets_and_of_cases(mutua: Mutua, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path, cases=CASES.replace("spesa: 500.00", "spessa: 500.00"))
    ran = mutua("rules", "check", folder)
    assert ran.status == 1
    assert "casi.yaml:6:28: trovato «spessa»" in ran.out
    version = folder / "2026-01-01.yaml"
    version.write_text(VERSION.replace("quota: 70%", "quotta: 70%"), encoding="utf-8")
    ran = mutua("rules", "check", "--json", version)
    assert ran.status == 1
    (problem,) = json.loads(ran.out)["problems"]
    assert problem["file"].endswith("2026-01-01.yaml")
    assert "forse intendevi «quota»" in problem["message"]


# ---------------------------------------------------------------- test


def test_test_prints_a_table(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("rules", "test", plan_folder(tmp_path))
    assert ran.status == 0
    assert ran.out.split()[-5:] == ["mutua-di-prova/prova", "1", "1", "1", "0"]


def test_a_failure_stands_beside_its_explanation(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("rules", "test", plan_folder(tmp_path, cases=FAILING))
    assert ran.status == 1
    assert "importo: atteso 351.00, trovato 350.00" in ran.out
    assert "le rimborsiamo 350,00 € su 500,00 €" in ran.out
    english = mutua("rules", "test", "--lang", "en", tmp_path)
    assert "importo: expected 351.00, found 350.00" in english.out


def test_json_has_exactly_the_promised_keys(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("rules", "test", "--json", plan_folder(tmp_path, cases=FAILING))
    assert ran.status == 1
    summary = json.loads(ran.out)
    assert list(summary) == ["rulesets", "cases", "passed", "failed", "failures"]
    assert [summary[key] for key in ("rulesets", "cases", "passed", "failed")] == [1, 1, 0, 1]
    (failure,) = summary["failures"]
    assert (failure["what"], failure["expected"], failure["found"]) == ("importo", "351.00", "350.00")


def test_a_misread_case_file_fails_the_test(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("rules", "test", plan_folder(tmp_path, cases=CASES + "casi: []\n"))
    assert ran.status == 1
    assert "casi.yaml:9:1" in ran.err


# ---------------------------------------------------------------- numbers


def test_numbers_nobody_notices_are_listed_unless_explained(mutua: Mutua, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    ran = mutua("rules", "test", "--numbers", "--json", folder)
    assert ran.status == 1
    listed = json.loads(ran.out)
    names = [one["number"] for one in listed["unnoticed"]]
    assert "plafond.ospedale.misura" in names
    assert "plafond.visite.misura" not in names
    assert listed["unsaid"] == []
    excuses = "".join(f'- {{numero: "{name}", perché: "prova"}}\n' for name in names)
    (folder / "casi" / "numeri.yaml").write_text(excuses, encoding="utf-8")
    assert mutua("rules", "test", "--numbers", folder).status == 0
    (folder / "casi" / "numeri.yaml").write_text(
        excuses + '- {numero: plafond.visite.misura, perché: "prova"}\n', encoding="utf-8"
    )
    ran = mutua("rules", "test", "--numbers", folder)
    assert ran.status == 1
    assert "non servono" in ran.out


PRICED = VERSION + """\
tariffe:
  listino: {titolo: listino, articolo: All. B}
"""
EXTRACTION = """\
  DENTE:
    titolo: Estrazione
    articolo: art. 15
    passi: [{importo: {tariffa: listino}}, quota: 50%]
    consuma: nessuno
adesione:
"""
ROWS = "codice;dal;al;prezzo\nE1;2026-01-01;;45,00\nE2;2026-01-01;;60,00\n"
ASKED = "      - {prestazione: DENTE, codice: E1, spesa: 100.00, atteso: 22.50}\n"


def priced(root: Path, rows: str = ROWS) -> Path:
    folder = plan_folder(root, version=PRICED.replace("adesione:\n", EXTRACTION, 1), cases=CASES + ASKED)
    (folder / "tariffe").mkdir()
    (folder / "tariffe" / "listino.csv").write_text(rows, encoding="utf-8")
    return folder


def test_the_prices_of_a_list_are_tried_too(mutua: Mutua, tmp_path: Path) -> None:
    """Half of 45.01 is 22.51: the case notices a cent on E1; nobody asks for E2."""
    folder = priced(tmp_path)
    listed = json.loads(mutua("rules", "test", "--numbers", "--json", folder).out)
    found = {one["number"]: one for one in listed["unnoticed"] if one["number"].startswith("tariffe.")}
    assert list(found) == ["tariffe.listino.E2 dal 2026-01-01"]
    ((name, price),) = found.items()
    assert (price["written"], price["changed"]) == ("60,00", "60,01")
    assert price["place"].endswith("listino.csv:D3")
    assert listed["untried"] == []
    (folder / "casi" / "numeri.yaml").write_text(f'- {{numero: "{name}", perché: "prova"}}\n', encoding="utf-8")
    listed = json.loads(mutua("rules", "test", "--numbers", "--json", folder).out)
    assert not [one for one in listed["unnoticed"] if one["number"].startswith("tariffe.")]
    assert listed["stale"] == []


def test_a_long_list_of_prices_is_not_tried_and_that_is_said(mutua: Mutua, tmp_path: Path) -> None:
    folder = priced(tmp_path, ROWS + "".join(f"X{number};2026-01-01;;10,00\n" for number in range(199)))
    ran = mutua("rules", "test", "--numbers", folder)
    assert "i prezzi di «listino» non sono stati provati: ha 201 righe, si prova fino a 200." in ran.out
    listed = json.loads(mutua("rules", "test", "--numbers", "--json", folder).out)
    assert listed["untried"] == [{"plan": "mutua-di-prova/prova", "tariff": "listino", "rows": 201}]


def test_numbers_that_could_not_be_tried_are_not_said_to_be_none(mutua: Mutua, tmp_path: Path) -> None:
    """A mistake of the files is no case that failed, and a plan passed over has no «0 senza caso»."""
    folder = plan_folder(tmp_path, cases=CASES.replace("spesa: 500.00", "spessa: 500.00"))
    ran = mutua("rules", "test", "--numbers", folder)
    assert (ran.status, ran.out) == (1, "Nessun numero provato.\n")
    assert "saltato, prima vanno corretti gli errori dei file di casi" in ran.err
    newer = VERSION.replace("2026-01-01", "2027-01-01").replace("quota: 70%", "quotta: 70%")
    (folder / "2027-01-01.yaml").write_text(newer, encoding="utf-8")
    ran = mutua("rules", "test", "--numbers", folder)
    assert "saltato, prima vanno corretti gli errori dei suoi file (mutua rules check)" in ran.err
    ran = mutua("rules", "test", folder)
    assert ran.out.split()[:6] == ["piano", "versioni", "casi", "riusciti", "falliti", "errori"]
    assert ran.out.split()[-6:] == ["mutua-di-prova/prova", "1", "—", "—", "—", "1"]


# ---------------------------------------------------------------- show, diff, schema


def test_show_says_a_benefit_with_its_ceilings(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("rules", "show", "VIS", "--ruleset", plan_folder(tmp_path))
    assert ran.status == 0
    assert "70 %" in ran.out
    assert "400 €" in ran.out
    exchange = mutua("rules", "show", "CASA", "--ruleset", tmp_path)
    assert "48 ore" in exchange.out


def test_show_prints_a_whole_plan(mutua: Mutua, tmp_path: Path) -> None:
    plan_folder(tmp_path)
    for arguments in ([], ["mutua-di-prova/prova"], ["prova"]):
        ran = mutua("rules", "show", *arguments, "--ruleset", tmp_path)
        assert ran.status == 0
        assert ran.out.startswith("# Piano di prova")


def test_show_of_an_unknown_code_says_what_was_perhaps_meant(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("rules", "show", "VISS", "--ruleset", plan_folder(tmp_path))
    assert ran.status == 1
    assert "Forse intendevi «VIS»" in ran.err


def test_diff_says_what_changes(mutua: Mutua, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    newer = VERSION.replace("2026-01-01", "2027-01-01").replace("quota: 70%", "quota: 75%")
    (folder / "2027-01-01.yaml").write_text(newer, encoding="utf-8")
    ran = mutua("rules", "diff", folder / "2026-01-01.yaml", folder / "2027-01-01.yaml")
    assert ran.status == 0
    assert "70" in ran.out
    assert "75" in ran.out
    same = mutua("rules", "diff", folder / "2026-01-01.yaml", folder / "2026-01-01.yaml")
    assert same.out == "Dicono le stesse cose.\n"


def test_schema_is_json(mutua: Mutua) -> None:
    ran = mutua("rules", "schema")
    assert ran.status == 0
    assert "$defs" in json.loads(ran.out)


# ---------------------------------------------------------------- assess


def test_assess_decides_a_file_of_cases_against_any_plan(mutua: Mutua, tmp_path: Path) -> None:
    folder = plan_folder(tmp_path)
    elsewhere = tmp_path / "domande.yaml"
    elsewhere.write_text(f"{ALWAYS}\ncasi: [{{nome: a, richieste: [{{prestazione: VIS, spesa: 100.00}}]}}]\n", "utf-8")
    ran = mutua("assess", elsewhere, "--ruleset", folder, "--explain")
    assert ran.status == 0
    assert "VIS: pagata, 70.00 euro" in ran.out
    assert "le rimborsiamo 70,00 € su 100,00 €" in ran.out
    (case,) = json.loads(mutua("assess", elsewhere, "--ruleset", folder, "--json").out)["cases"]
    assert case["lines"][0]["granted_cents"] == 7000
    assert case["lines"][0]["outcome"] == "paid"


def test_assess_of_a_folder_is_refused(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("assess", plan_folder(tmp_path))
    assert ran.status == 1
    assert "è una cartella" in ran.err
