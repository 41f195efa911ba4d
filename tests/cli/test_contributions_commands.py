"""`mutua contributions`: a year charged, paid at the counter, late, reminded, given back; in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.conftest import Mutua, Ran
from dues_plan import CODE, dues_plan

IBAN = "IT60X0542811101000000123456"

MEMBERS = f"""\
nucleo;cognome;nome;parentela;nascita;tessera;dal;piano;assistenza;decorrenza
N1;Rossi;Anna;titolare;17/05/1980;1001;01/01/2020;{CODE};base;01/01/2020
N1;Rossi;Bruno;coniuge;18/05/1981;1002;01/01/2020;{CODE};base;01/01/2020
N2;Bianchi;Carla;titolare;19/05/1982;1003;01/01/2020;{CODE};denti;01/01/2020
"""


@pytest.fixture
def contributions(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutua:
    """`mutua contributions …` on an archive with two households."""
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "mutua.db"))
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    monkeypatch.setenv("COLUMNS", "140")
    dues_plan(tmp_path / "rulesets")
    assert mutua("init", "--name", "Prova").status == 0
    sheet = tmp_path / "soci.csv"
    sheet.write_text(MEMBERS, encoding="utf-8")
    ran = mutua("import", "members", sheet, "--apply")
    assert ran.status == 0, ran.out + ran.err

    def command(*arguments: object) -> Ran:
        return mutua("contributions", *arguments)

    return command


def said(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return " ".join(ran.out.split())


def test_a_year_is_shown_asked_charged_and_never_twice(contributions: Mutua, mutua: Mutua) -> None:
    look = contributions("charge", "--year", "2026", "--dry-run")
    first, whole, beware = look.out.strip().split("\n", 2)
    assert (look.status, first, whole) == (1, f"{CODE}: 2 persone, 380,00 €.", "In tutto: 1 nucleo, 380,00 €.")
    assert " ".join(beware.split()) == (
        "Attenzione: si chiederebbe di pagare entro giorni già passati (31/01/2026): chi è addebitato risulta subito "
        "in ritardo. Prima di guardare chi è moroso mandate gli avvisi e lasciate il tempo di pagare."
    )
    told = " ".join(look.err.split())
    question = "In quale classe è entrata la persona? (classe)"
    assert told == f"Non addebitati, nuclei: 1. N2 Bianchi Carla ({CODE}): manca la risposta: {question}"
    assert "Nessun addebito" in said(contributions("show", "--household", "N1"))
    done = contributions("charge", "--year", "2026", "--yes")
    assert done.status == 1
    assert "Persone addebitate: 2; nuclei: 1; 380,00 €. Rettifiche: 0." in done.out
    again = contributions("charge", "--year", "2026", "--yes")
    assert again.out.split("\n")[:2] == [
        "Nessuno da addebitare: i nuclei da addebitare aspettano tutti, qui sotto perché.", "Già a posto: 2.",
    ]  # fmt: skip
    assert mutua("verify").status == 0


def test_a_due_day_that_is_nobodys_is_told_before_anybody_is_charged(contributions: Mutua) -> None:
    told = " ".join(
        contributions("charge", "--year", "2026", "--due", "30/06/2026", "--due", "31/01/2026", "--dry-run").out.split()
    )
    assert "a chi si addebita adesso non si chiede niente entro il 30/06/2026, anche se è fra le scadenze" in told
    for days in ([], ["--due", "31/01/2026"]):
        assert "non si chiede niente" not in contributions("charge", "--year", "2026", *days, "--dry-run").out


def test_a_year_far_away_is_a_mistake_and_nobody_is_charged_for_it(contributions: Mutua) -> None:
    far = contributions("charge", "--year", "2206", "--yes")
    assert (far.status, "troppo lontano" in far.err) == (1, True)
    assert "Nessun addebito" in said(contributions("show", "--household", "N1"))


def test_money_at_the_counter_gives_a_receipt_and_goes_back(contributions: Mutua, mutua: Mutua) -> None:
    contributions("charge", "--year", "2026", "--yes")
    pay = ("receive", "--member", "1001", "--channel", "cash", "--long-ago", "--on", "20/02/2026", "--amount")
    told = said(contributions(*pay, "400,00"))
    assert told.startswith("Ricevuta 1: 400,00 €, contanti, 20/02/2026.")
    assert told.endswith("in acconto: 20,00 €")
    assert f"{CODE}, scadenza 31/01/2026: 260,00 € (resta 0,00 €)" in told
    assert f"{CODE}, scadenza 31/01/2026: 120,00 € (resta 0,00 €)" in told
    shown = said(contributions("show", "--member", "1001"))
    assert "Da pagare dal nucleo: 0,00 €." in shown
    assert "In acconto: 20,00 €." in shown
    part = said(contributions("return", "1", "--amount", "20,00", "--on", "21/02/2026", "--yes"))
    assert "Ricevuta 2: 20,00 €, contanti, 21/02/2026." in part
    said(contributions("return", "1", "--on", "22/02/2026", "--yes"))
    assert "Da pagare dal nucleo: 380,00 €." in said(contributions("show", "--household", "N1"))
    gone = contributions("return", "1", "--on", "22/02/2026", "--yes")
    assert (gone.status, gone.err.strip()) == (1, "La ricevuta 1 è già stata restituita per intero.")
    assert mutua("verify").status == 0


def test_somebody_outside_pays_by_name_and_regime(contributions: Mutua, mutua: Mutua) -> None:
    contributions("charge", "--year", "2026", "--yes")
    pay = ("receive", "--member", "1001", "--channel", "transfer", "--long-ago", "--on", "20/02/2026", "--amount")
    told = said(contributions(*pay, "100,00", "--paid-by", "Rosa Neri"))
    assert told.startswith("Ricevuta 1: 100,00 €, bonifico, 20/02/2026, da Rosa Neri (altri per il socio).")
    told = said(contributions(*pay, "50,00", "--paid-by", "Fondazione Valle", "--regime", "fund", "--lang", "en"))
    assert "from Fondazione Valle (fund)." in told
    shown = said(contributions("show", "--household", "N1"))
    assert "da Rosa Neri (altri per il socio)" in shown
    assert "da Fondazione Valle (fondo)" in shown
    for wrong, why in (
        (("--regime", "fund"), "Il regime fiscale si dice di chi paga da fuori: scrivete anche chi ha pagato."),
        (("--paid-by", "=cmd()"), "«=cmd()» comincia con «=» come una formula: scrivere il nome."),
    ):
        refused = contributions(*pay, "1,00", *wrong)
        assert (refused.status, refused.err.strip()) == (1, why)
    assert contributions(*pay, "1,00", "--paid-by", "Rosa", "--regime", "member").status == 2
    assert mutua("verify").status == 0


def test_money_on_account_pays_what_is_charged_later(contributions: Mutua) -> None:
    pay = ("receive", "--household", "N1", "--channel", "postal", "--on", "20/01/2026", "--long-ago")
    assert said(contributions(*pay, "--amount", "400,00")).endswith("in acconto: 400,00 €")
    contributions("charge", "--year", "2026", "--yes")
    assert "scadenza 31/01/2026" in said(contributions("settle", "--household", "N1"))
    assert said(contributions("settle", "--household", "N1")) == "Nulla da spostare."
    shown = said(contributions("show", "--household", "N1", "--lang", "en"))
    assert "To be paid by the household: €0.00." in shown
    assert "On account: €20.00." in shown


@pytest.mark.parametrize(
    ("arguments", "said_so"),
    [
        (("--amount", "1.5"), "1.5"),
        (("--amount", "240,00", "--on", "31/01/2030"), "--on è un giorno futuro."),
        (("--amount", "0"), "L'importo deve essere maggiore di zero."),
        (("--amount", "10,00", "--on", "30/06/1926"), "Controllate l'anno."),
        (("--amount", "10,00", "--on", "30/06/1926", "--long-ago"), "Controllate l'anno."),
    ],
)
def test_what_is_no_money_is_refused(contributions: Mutua, arguments: tuple[str, ...], said_so: str) -> None:
    ran = contributions("receive", "--member", "1001", "--channel", "cash", *arguments)
    assert ran.status != 0
    assert said_so in ran.err


def test_one_says_whose_contributions(contributions: Mutua) -> None:
    both = contributions("show", "--member", "1001", "--household", "N1")
    assert (both.status, "--member oppure --household" in both.err) == (2, True)
    assert contributions("show", "--member", "77").err.strip() == "Nessuno ha la tessera o il codice fiscale 77."
    assert contributions("show", "--household", "X").err.strip() == "Nessun nucleo ha il codice X."


def test_who_is_late_is_listed_with_what_it_does_to_the_cover(contributions: Mutua) -> None:
    assert said(contributions("arrears")) == "Nessuno è in ritardo."
    contributions("charge", "--year", "2026", "--yes")
    told = said(contributions("arrears", "--on", "01/03/2026"))
    assert f"N1 {CODE} 31/01/2026 380,00 € sospesa dal 01/02/2026 art. 12" in told
    assert told.endswith("In tutto 380,00 €.")
    pay = ("receive", "--household", "N1", "--channel", "card", "--on", "20/02/2026", "--long-ago")
    said(contributions(*pay, "--amount", "380,00"))
    told = said(contributions("arrears", "--on", "10/03/2026", "--lang", "en"))
    assert "suspended from 01/02/2026; resumes on 22/03/2026 (paid on 20/02/2026)" in told
    (row,) = json.loads(contributions("arrears", "--on", "10/03/2026", "--json").out)
    assert (row["household_code"], row["resumes_on"], row["covered"]) == ("N1", "2026-03-22", False)
    assert said(contributions("arrears", "--on", "22/03/2026")) == "Nessuno è in ritardo."


def test_notices_and_reminders_go_out_once(contributions: Mutua, mutua: Mutua, tmp_path: Path) -> None:
    contributions("charge", "--year", "2026", "--yes")
    out = tmp_path / "avvisi"
    for command in (("notices", "--year", "2026"), ("remind", "--on", "01/03/2026")):
        nowhere = contributions(*command, "--out", out)
        assert nowhere.status == 1
        assert "La società non ha ancora un IBAN" in nowhere.err
    assert not out.exists() or not list(out.iterdir())
    said(mutua("society", "set", "--iban", IBAN))
    assert said(contributions("notices", "--year", "2026", "--out", out)).startswith("Avvisi scritti: 1")
    assert [one.name for one in out.iterdir()] == ["avviso-2026-N1.pdf"]
    assert (out / "avviso-2026-N1.pdf").read_bytes().startswith(b"%PDF")
    assert said(contributions("notices", "--year", "2026", "--out", out)).startswith("Avvisi scritti: 0")
    assert said(contributions("notices", "--year", "2026", "--out", out, "--again")).startswith("Avvisi scritti: 1")
    remind = ("remind", "--out", out, "--on")
    assert said(contributions(*remind, "31/01/2026")).startswith("Solleciti scritti: 0")
    assert said(contributions(*remind, "01/03/2026")).startswith("Solleciti scritti: 1")
    assert said(contributions(*remind, "15/03/2026")).startswith("Solleciti scritti: 0")
    assert said(contributions(*remind, "31/03/2026")).startswith("Solleciti scritti: 1")
    names = sorted(one.name for one in out.iterdir())
    assert names == ["avviso-2026-N1.pdf", "sollecito-2026-N1-1.pdf", "sollecito-2026-N1-2.pdf"]
    assert mutua("verify").status == 0


def test_a_debit_that_nobody_signed_is_asked_for_by_transfer(
    contributions: Mutua, mutua: Mutua, tmp_path: Path
) -> None:
    choose = ("choose", "--household", "N1", "--plan", CODE, "--year", "2026", "--channel")
    told = said(contributions(*choose, "direct_debit"))
    assert told.startswith("Scelta registrata. Attenzione: il nucleo non ha un mandato firmato")
    assert told.endswith("registratelo: mutua bank mandate add.")
    contributions("charge", "--year", "2026", "--yes")
    said(mutua("society", "set", "--iban", IBAN))
    out = tmp_path / "avvisi"

    def notice() -> str:
        said(contributions("notices", "--year", "2026", "--out", out, "--again"))
        pages = PdfReader(out / "avviso-2026-N1.pdf").pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    assert "Non serve fare nulla" not in notice()
    assert "IT60 X054" in notice()
    made = mutua("bank", "mandate", "add", "1001", "--iban", "IT89O0300203280429513916296", "--signed-on", "01/12/2025")
    assert made.status == 0, made.err
    assert "Non serve fare nulla: addebiteremo" in notice()
    assert said(contributions(*choose, "transfer")) == "Scelta registrata."
    assert said(contributions(*choose, "direct_debit")) == "Scelta registrata."


def test_a_household_chooses_how_to_pay(contributions: Mutua) -> None:
    choose = ("choose", "--household", "N1", "--plan", CODE, "--year", "2026", "--instalments")
    wrong = contributions(*choose, "in dieci rate")
    assert wrong.err.strip() == (
        "Il piano non ha il modo di pagare «in dieci rate»; ha: «in una volta», «in due rate», «in tre rate»."
    )
    assert said(contributions(*choose, "in tre rate")) == "Scelta registrata."
    assert "2 persone, 386,33 €" in contributions("charge", "--year", "2026", "--dry-run").out


def test_a_change_waits_for_its_fingerprint(contributions: Mutua, mutua: Mutua, tmp_path: Path) -> None:
    contributions("charge", "--year", "2026", "--yes")
    sheet = tmp_path / "cessati.csv"
    sheet.write_text(
        "nucleo;cognome;nome;parentela;nascita;tessera;dal;piano;assistenza;decorrenza;cessazione\n"
        f"N1;Rossi;Bruno;coniuge;18/05/1981;1002;01/01/2020;{CODE};base;01/01/2020;30/06/2026\n",
        encoding="utf-8",
    )
    assert mutua("import", "members", sheet, "--apply").status == 0
    told = contributions("charge", "--year", "2026", "--yes")
    assert f"N1 {CODE} contributo annuo: −60,00 €" in told.out
    mark = " ".join(told.out.split()).split("--approve ")[1].split(".")[0]
    assert contributions("charge", "--year", "2026", "--yes", "--approve", "x").status == 1
    done = contributions("charge", "--year", "2026", "--yes", "--approve", mark)
    assert "Rettifiche: 1." in done.out
    assert "Da pagare dal nucleo: 320,00 €." in said(contributions("show", "--household", "N1"))
    assert mutua("verify").status == 0


def test_the_line_of_the_register_is_watched_from_the_cent_above(contributions: Mutua, tmp_path: Path) -> None:
    """380.00 is asked for the year: with a line of 380.00 nothing is said, with 379.99 it is, before and after."""
    path = tmp_path / "rulesets" / "parametri.yaml"

    def line(amount: str) -> None:
        path.write_text(
            "contributi_senza_registro:\n  titolo: soglia\n  valori:\n"
            f"    - {{dal: 2017-08-03, importo: {amount}, fonte: art. 44}}\n", encoding="utf-8",
        )  # fmt: skip

    line("380.00")
    look = ("charge", "--year", "2026", "--dry-run")
    assert "Attenzione: i contributi" not in contributions(*look).out
    line("379.99")
    told = "Attenzione: i contributi chiesti per il 2026 sono 380,00 €, più di 379,99 €"
    assert told in contributions(*look).out
    contributions("charge", "--year", "2026", "--yes")
    assert told in contributions(*look).out  # what is charged is counted once
    assert told in contributions("arrears", "--on", "01/06/2026").out
    assert "Beware: the contributions asked for 2026 are €380.00" in contributions(*look, "--lang", "en").out
    assert json.loads(contributions("arrears", "--on", "01/06/2026", "--json").out)
    assert "Attenzione: i contributi" not in contributions("charge", "--year", "2025", "--dry-run").out
    path.write_text("contributi_senza_registro:\n  titolo: soglia\n", encoding="utf-8")
    assert "valori" in contributions(*look).err
