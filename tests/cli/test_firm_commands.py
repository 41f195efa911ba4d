"""`mutua firms` and `mutua pact`: from the first contact to a statement that is paid, as a clerk types it."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

from cli.conftest import Mutua, Ran
from letters.papers import text_of
from mutua import cli_claim_life
from mutua.cli_firms_show import print_table
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code
from services.firm_helpers import NAMES, code_of
from small_plan import plan_folder

HEADER = "Cod. fiscale;Cognome;Nome;Assunto il;Cessato il"
NOBODY = date(1980, 1, 1)
VAT = "00743110157"


class SecondOfAugust(datetime):
    """The clock of the command line stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # no subclass of itself
        return datetime(2026, 8, 2, 9, tzinfo=tz)


@pytest.fixture
def firms(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutua:
    """`mutua firms …` with one firm whose plan is in force."""
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "mutua.db"))
    monkeypatch.setenv("COLUMNS", "140")
    plan = plan_folder(tmp_path / "rulesets")
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    assert mutua("init", "--name", "Prova").status == 0

    def command(*arguments: object) -> Ran:
        return mutua("firms", *arguments)

    monkeypatch.setattr(cli_claim_life, "datetime", SecondOfAugust)
    said(command("add", "Alfa", "--vat", VAT, "--role", "firm", "--role", "adherent", "--since", "01/01/2026"))
    offer = ("--plan", f"{plan.parent.name}/{plan.name}", "--from", "01/01/2026", "--rate", "base=12,34")
    paper = tmp_path / "regolamento.pdf"
    paper.write_bytes(b"%PDF invented")
    basis = ("--basis-on", "01/12/2025", "--basis-file", paper)
    said(command("plan", "offer", VAT, *offer, *basis, "--firm-share", "70", "--fund", "2,5"))
    said(command("plan", "sign", 1))
    said(command("plan", "activate", 1, "--from", "01/01/2026"))
    return command


def said(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return " ".join(ran.out.split())


def staff(folder: Path, rows: list[str], name: str = "elenco.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def row(name: str, hired: str, left: str = "", at: int = 0) -> str:
    surname, given = name.split(" ", 1)
    return f"{code_of(name, at)};{surname};{given};{hired};{left}"


def test_a_list_is_shown_then_done_then_taken_back(firms: Mutua, mutua: Mutua, tmp_path: Path) -> None:
    path = staff(tmp_path, [row(name, "01/01/2026", at=at) for at, name in enumerate(NAMES)])
    shown = said(firms("staff-list", path, "--firm", "Alfa", "--mode", "movements"))
    assert "12 0 0 0 0" in shown
    assert "riga 2: entra Rossi Anna, dal 01/01/2026" in shown
    mark = re.search(r"--apply (\w+)", shown)
    assert mark
    done = said(firms("staff-list", path, "--firm", "Alfa", "--mode", "movements", "--apply", mark[1]))
    assert "Elenco 1 registrato: entrati 12, usciti 0, cambiati 0." in done
    again = said(firms("staff-list", path, "--firm", "Alfa", "--mode", "movements"))
    assert again.endswith("Non c'è nulla da registrare.")
    assert "12 persone." in said(firms("roster", "Alfa"))
    assert "Elenco 1 annullato per Alfa" in said(firms("undo-list", 1, "--firm", "Alfa", "--yes"))
    assert firms("undo-list", 1, "--yes").status == 1, "taken back already"
    assert said(firms("roster", "Alfa")) == "Nessuno."
    assert mutua("verify").status == 0


def test_a_full_list_shows_the_names_before_it_ends_anybody(firms: Mutua, tmp_path: Path) -> None:
    for at, name in enumerate(NAMES[:3]):
        surname, given = name.split(" ", 1)
        said(firms("enrol", VAT, code_of(name, at), "--surname", surname, "--given-name", given, "--on", "01/01/2026"))
    path = staff(tmp_path, [row(NAMES[0], "")])
    full = ("staff-list", path, "--firm", VAT, "--mode", "full", "--on", "01/08/2026")
    shown = said(firms(*full))
    assert "Bianchi Bruno" in shown
    assert "Verdi Carla" in shown
    mark, code = re.search(r"--apply (\w+)", shown), re.search(r"--confirm-endings (\w+)", shown)
    assert mark
    assert code
    asked = firms(*full, "--apply", mark[1])
    assert (asked.status, "Leggere i nomi" in asked.err, "Verdi Carla" in asked.out) == (1, True, True)
    assert "usciti 2," in said(firms(*full, "--apply", mark[1], "--confirm-endings", code[1]))
    assert "Bianchi Bruno" in said(firms("offers", "--firm", VAT))


def test_wrong_rows_are_written_apart_with_the_reason(firms: Mutua, tmp_path: Path) -> None:
    path = staff(tmp_path, [row(NAMES[0], "01/01/2026"), "SBAGLIATO;Moro;Piero;01/01/2026;"])
    out = tmp_path / "da correggere.csv"
    ran = firms("staff-list", path, "--firm", "Alfa", "--mode", "movements", "--wrong-rows", out)
    assert ran.status == 1
    assert "colonna «Cod. fiscale»" in ran.err
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("SBAGLIATO;Moro;Piero;01/01/2026;;")
    mark = re.search(r"--apply (\w+)", ran.out)
    assert mark
    refused = firms("staff-list", path, "--firm", "Alfa", "--mode", "movements", "--apply", mark[1])
    assert (refused.status, "Righe sbagliate: 1" in refused.err) == (1, True)


def test_a_wrong_tax_code_says_what_is_wrong(firms: Mutua) -> None:
    right = compute_fiscal_code("Moro", "Piero", NOBODY, "M", "G674")
    wrong = right[:15] + ("A" if right[15] != "A" else "B")
    ran = firms("enrol", "Alfa", wrong, "--surname", "Moro", "--given-name", "Piero", "--on", "01/08/2026")
    assert ran.status == 1
    assert "lettera" in ran.err


def test_a_refusal_names_roles_and_states_in_italian(firms: Mutua) -> None:
    assert firms("role", VAT, "firm").err.strip() == "Ha già il ruolo azienda."
    assert "si trova (attiva)" in firms("plan", "sign", 1).err
    assert "stands (active)" in firms("plan", "sign", 1, "--lang", "en").err


def test_a_statement_is_issued_once_and_paid(firms: Mutua, mutua: Mutua, tmp_path: Path) -> None:
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "25/05/2026"))
    first = said(firms("statement", "--firm", "Alfa", "--month", "2026-08", "--csv", tmp_path / "paghe.csv"))
    assert "Estratto 1, 08/2026: emesso ora." in first
    assert first.count("rettifica") == 2
    assert "Totale 37,95 € (37,02 + 0,93 per il fondo)." in first
    assert "Causale del bonifico: RF" in first
    assert "Da pagare entro il 01/09/2026." in first
    assert len((tmp_path / "paghe.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
    assert "emesso il 02/08/2026" in said(firms("statement", "--firm", "Alfa", "--month", "08/2026"))
    assert "L'estratto 1 è pagato." in said(firms("pay", 1, "--amount", "37,95", "--reference", "B1"))
    assert "02/08/2026" in said(firms("statements", "Alfa"))
    assert "pagamenti: in regola" in said(firms("show", "Alfa"))
    assert mutua("verify").status == 0


def test_who_leaves_is_told_until_when_and_may_go_on(firms: Mutua) -> None:
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "01/01/2026"))
    told = said(firms("leave", VAT, code_of(NAMES[0]), "--on", "20/07/2026"))
    assert "Coperta fino al 31/07/2026; può continuare da sola entro il 01/10/2026" in told  # told on 2 August
    assert "senza nuova carenza" in said(firms("answer-offer", 1, "--accept"))
    assert "accettata" in said(firms("offers"))


def test_a_consultants_list_serves_the_firms_that_delegated(firms: Mutua, tmp_path: Path) -> None:
    said(firms("add", "Studio Paghe", "--role", "intermediary", "--since", "01/01/2026"))
    said(firms("delegate", "Alfa", "--to", "Studio Paghe", "--since", "01/01/2026", "--paper", signed(tmp_path)))
    path = tmp_path / "tutti.csv"
    path.write_text(
        f"{HEADER};P.IVA azienda\n{row(NAMES[0], '01/07/2026')};{VAT}\n{row(NAMES[1], '01/07/2026')};00488410010\n",
        encoding="utf-8",
    )
    ran = firms("staff-list", path, "--intermediary", "Studio Paghe", "--mode", "movements")
    assert (ran.status, "riga è di un'altra azienda" in ran.err) == (1, True)
    mark = re.search(r"--apply (\w+)", ran.out)
    assert mark
    done = firms("staff-list", path, "--intermediary", "Studio Paghe", "--mode", "movements", "--apply", mark[1],
                 "--good-rows")  # fmt: skip
    assert "entrati 1," in said(done)


def test_the_pact_from_the_contact_to_the_certificate_of_who_decided(firms: Mutua, mutua: Mutua) -> None:
    def pact(*arguments: object) -> str:
        return said(mutua("pact", *arguments))

    assert pact("apply", "Alfa", "--on", "10/01/2026", "--theme", "mutualism", "--listed") == (
        "Alfa: domanda presentata dal 10/01/2026."
    )
    assert "da completare" in pact("complete", "Alfa", "--papers-missing", "--on", "12/01/2026")
    assert "documenti mancanti" in pact("reminders", "--on", "12/02/2026")
    pact("complete", "Alfa", "--on", "20/02/2026")
    refused = mutua("pact", "decide", "Alfa", "--admit")
    assert (refused.status, "delibera" in refused.err) == (1, True)
    assert "attiva dal 10/03/2026" in pact("decide", "Alfa", "--admit", "--resolution", "3/2026", "--on", "10/03/2026")
    assert "3/2026" in pact("list", "--public")
    assert "decaduta dal 02/07/2026" in pact("new-text", "--text", "2", "--on", "02/05/2026")  # sixty days are over
    assert "attiva" in pact("reconfirm", "Alfa", "--text", "2", "--on", "01/06/2026")
    assert "Piani aziendali in vigore: 1." in pact("withdraw", "Alfa", "--on", "01/07/2026", "--notice-days", "60")
    assert "in uscita" in pact("show", "Alfa")


def test_everything_is_told_in_english_too(firms: Mutua) -> None:
    assert "firm from 01/01/2026" in said(firms("show", "Alfa", "--lang", "en"))
    assert "Firm plan 1" in said(firms("show", "Alfa", "--lang", "en"))





def test_a_plan_is_renewed_and_ended(firms: Mutua) -> None:
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "01/01/2026"))
    wrong = firms("plan", "renew", 1, "--from", "15/09/2026", "--rate", "base=15,00")
    assert (wrong.status, "primo giorno di un mese" in wrong.err) == (1, True)
    told = said(firms("plan", "renew", 1, "--from", "01/09/2026", "--rate", "base=15,00"))
    assert "in vigore dal 01/01/2026; copre 1 persona." in told
    ended = said(firms("plan", "end", 1, "--on", "30/06/2026", "--yes"))
    assert "chiuso dal 01/01/2026 al 30/06/2026; copre 0 persone." in ended
    assert "30/06/2026" in said(firms("roster", VAT))
    again = firms("plan", "activate", 1, "--from", "01/10/2026")
    assert (again.status, "non è possibile" in again.err) == (1, True)


def test_a_second_plan_for_the_same_people_warns(firms: Mutua, tmp_path: Path) -> None:
    plan = next((tmp_path / "rulesets").rglob("*.yaml")).parent
    code = f"{plan.parent.name}/{plan.name}"
    offer = ("plan", "offer", VAT, "--plan", code, "--rate", "base=99,00", "--basis", "voluntary")
    warned = f"Attenzione: le stesse persone (dipendente) sono già nel piano aziendale 1 ({code}) dal 01/01/2026."
    assert "Attenzione" not in said(firms(*offer, "--from", "01/04/2026", "--quote"))
    assert warned in said(firms(*offer, "--from", "01/04/2026"))
    assert "Attenzione" not in said(firms(*offer, "--from", "01/04/2026", "--category", "director"))
    assert warned in said(firms("plan", "sign", 3))
    assert warned in said(firms("plan", "activate", 3, "--from", "01/04/2026"))
    assert "piano aziendale 3" in said(firms("show", VAT))  # and the first one beside the second
    said(firms("plan", "end", 1, "--on", "31/03/2026", "--yes"))
    assert "Attenzione" not in said(firms("show", VAT))


def test_who_is_still_to_be_confirmed(firms: Mutua) -> None:
    assert said(firms("to-confirm")) == "Nessuno è ancora da confermare."
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "01/01/2026"))
    for arguments in ((), (VAT,)):
        found = firms("to-confirm", *arguments)
        shown = " ".join(found.out.split())
        assert (found.status, "Alfa Rossi Anna 01/01/2026 l'IBAN, un telefono o un'email" in shown) == (1, True), shown
        assert "Ancora da confermare: 1. La copertura vale dal suo giorno lo stesso." in shown
    assert said(firms("to-confirm", "--on", "31/12/2025")) == "Nessuno è ancora da confermare."
    assert "Still to be confirmed: 1." in firms("to-confirm", "--lang", "en").out


def signed(folder: Path) -> Path:
    paper = folder / "delega.pdf"
    paper.write_bytes(b"%PDF-1.7 delega")
    return paper


def test_roles_delegations_and_leave_of_absence(firms: Mutua, tmp_path: Path) -> None:
    assert said(firms("role", "Alfa", "provider", "--since", "01/03/2026")) == "Alfa: fornitore dal 01/03/2026."
    assert "fornitore" in said(firms("list", "--role", "provider"))
    assert "fino al 30/06/2026" in said(firms("role", "Alfa", "provider", "--until", "30/06/2026"))
    assert said(firms("list", "--role", "provider")) == "Nessuna."
    said(firms("add", "Studio Paghe", "--since", "01/01/2026"))
    refused = firms("delegate", "Alfa", "--to", "Studio Paghe")
    assert (refused.status, "Serve la delega firmata" in refused.err) == (1, True)
    refused = firms("delegate", "Alfa", "--to", "Studio Paghe", "--paper", signed(tmp_path))
    assert (refused.status, "ruolo intermediary" in refused.err) == (1, True)
    said(firms("role", "Studio Paghe", "intermediary", "--since", "01/01/2026"))
    said(firms("delegate", "Alfa", "--to", "Studio Paghe", "--since", "01/02/2026", "--paper", signed(tmp_path)))
    assert "delega Studio Paghe (tutto) dal 01/02/2026" in said(firms("show", "Alfa"))
    said(firms("delegate", "Alfa", "--to", "Studio Paghe", "--revoke"))
    assert "delega Studio" not in said(firms("show", "Alfa"))
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "01/01/2026"))
    away = ("absence", VAT, code_of(NAMES[0]), "--kind", "parental", "--from")
    assert said(firms(*away, "01/03/2026", "--to", "30/06/2026")) == "Registrato."
    assert firms(*away, "01/03/2025").status == 1


def test_who_another_firm_covers_is_told_when_enrolled(firms: Mutua) -> None:
    said(firms("add", "Beta", "--vat", "00488410010", "--role", "firm", "--since", "01/01/2026"))
    offer = ("--plan", "mutua-di-prova/prova", "--from", "01/01/2026", "--rate", "base=12,34", "--basis", "voluntary")
    said(firms("plan", "offer", "Beta", *offer))
    said(firms("plan", "sign", 2))
    said(firms("plan", "activate", 2, "--from", "01/01/2026"))
    anna = (code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna")
    assert "È già coperta" not in said(firms("enrol", "Alfa", *anna, "--on", "01/01/2026"))
    assert said(firms("enrol", "Beta", *anna, "--on", "01/06/2026")).endswith(
        "È già coperta da Alfa (dal 01/01/2026): da questa azienda non è coperta finché dura quella copertura."
    )  # fmt: skip
    bruno = (code_of(NAMES[1]), "--surname", "Bianchi", "--given-name", "Bruno")
    said(firms("enrol", "Alfa", *bruno, "--on", "01/01/2026", "--until", "30/06/2026"))
    assert said(firms("enrol", "Beta", *bruno, "--on", "01/06/2026")).endswith(
        "È già coperta da Alfa (dal 01/01/2026): da questa azienda è coperta solo dal 01/07/2026."
    )  # fmt: skip


def test_what_does_not_exist_is_said(firms: Mutua) -> None:
    for arguments in (("show", "Gamma"), ("roster", "00488410010"), ("undo-list", 99, "--yes"), ("plan", "sign", 9),
                      ("answer-offer", 9, "--accept"), ("pay", 9, "--amount", "1,00"),
                      ("leave", VAT, code_of("Moro Piero"), "--on", "01/08/2026")):  # fmt: skip
        ran = firms(*arguments)
        assert ran.status == 1, arguments
        assert ran.err.strip(), arguments


def test_at_eighty_columns_codes_and_figures_stand_on_one_line(firms: Mutua) -> None:
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "25/05/2026"))
    assert code_of(NAMES[0]) in said(firms("roster", VAT))
    told = said(firms("statement", "--firm", VAT, "--month", "2026-08"))
    for title in ("contributo", "lavoratore", "rettifica"):
        assert title in told
    reason = told.split("Causale del bonifico: ")[1].split(".")[0]
    assert reason in said(firms("statements", VAT))


def test_what_is_owed_back_pays_what_is_owed_and_a_return_says_the_whole_sum(firms: Mutua, mutua: Mutua) -> None:
    for at, name in enumerate(NAMES[:2]):
        surname, given = name.split(" ", 1)
        said(firms("enrol", VAT, code_of(name, at), "--surname", surname, "--given-name", given, "--on", "01/06/2026"))
    assert "Totale 25,30 €" in said(firms("statement", "--firm", "Alfa", "--month", "2026-06"))
    assert firms("offset", "Alfa", "--yes").err.strip().startswith("Non c'è nulla da compensare")
    said(firms("pay", 1, "--amount", "25,30"))
    back = said(mutua("contributions", "return", 1, "--yes"))
    assert "Ricevuta 3: 25,30 €, bonifico" in back  # the second passed the fund's share on
    assert "di cui contributi 24,68 €, quota del fondo 0,62 €" in back
    for at, name in enumerate(NAMES[:2]):
        said(firms("leave", VAT, code_of(name, at), "--on", "01/06/2026"))
    said(firms("plan", "end", 1, "--on", "31/05/2026", "--yes"))
    assert "Totale -25,30 €" in said(firms("statement", "--firm", "Alfa", "--month", "2026-07"))
    shown = said(firms("statements", "Alfa"))
    assert "a credito" in shown
    assert "Da pagare 25,30 €, a credito 25,30 €, in acconto 0,00 €. Per compensarli: mutua firms offset." in shown
    done = said(firms("offset", "Alfa", "--yes"))
    assert "Compensati 24,68 € senza denaro: ricevuta" in done
    assert "L'estratto 1 è pagato. L'estratto 2 è pagato." in done
    assert "Compensati 24,68 € il 02/08/2026, senza denaro: estratti 1, 2." in said(firms("statements", "Alfa"))
    assert mutua("verify").out == ""


def test_the_papers_of_a_firm_for_one_and_for_all(firms: Mutua, mutua: Mutua, tmp_path: Path) -> None:
    out = tmp_path / "carte"
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "01/06/2026"))
    said(firms("statement", "--firm", "Alfa", "--month", "2026-07"))
    name = f"estratto-azienda-2026-07-{VAT}-1.pdf"
    first = mutua("papers", "firm-statement", "--month", "2026-07", "--firm", "Alfa", "--out", out)
    assert said(first) == str(out / name)
    assert "Rossi Anna" in text_of((out / name).read_bytes())
    again = said(mutua("papers", "firm-statement", "--month", "07/2026", "--all", "--out", out))
    assert again == f"{out / name} Uguali a quelli già emessi: 1."
    assert said(mutua("papers", "adhesion", "--all", "--out", out)) == "Non c'è nulla da stampare."
    refused = mutua("papers", "adhesion", "--firm", VAT, "--out", out)
    assert (refused.status, "Alfa: non aderisce al patto" in refused.err) == (1, True)
    for told in (("apply", "Alfa", "--on", "10/01/2026"), ("complete", "Alfa", "--on", "20/02/2026"),
                 ("decide", "Alfa", "--admit", "--resolution", "3/2026", "--on", "10/03/2026")):  # fmt: skip
        said(mutua("pact", *told))
    assert said(mutua("papers", "adhesion", "--all", "--out", out)) == str(out / f"adesione-{VAT}.pdf")
    assert mutua("papers", "offer", "--enrolment", "x", "--out", out).status == 1
    said(firms("leave", VAT, code_of(NAMES[0]), "--on", "20/07/2026"))
    assert said(mutua("papers", "offer", "--all", "--out", out)) == str(out / "offerta-1.pdf")
    assert said(mutua("papers", "offer", "--enrolment", 1, "--out", out)).endswith("Uguali a quelli già emessi: 1.")
    assert mutua("papers", "offer", "--out", out).status == 2
    assert mutua("verify").out == ""


def test_relatives_reminders_and_the_ceiling(firms: Mutua, mutua: Mutua, tmp_path: Path) -> None:
    said(firms("enrol", VAT, code_of(NAMES[0]), "--surname", "Rossi", "--given-name", "Anna", "--on", "01/06/2026"))
    assert said(firms("relatives", "Alfa")) == "Nessun familiare: né coperto, né che possa esserlo."
    refused = firms("enrol-relative", VAT, code_of(NAMES[0]), "--relative", code_of(NAMES[0]), "--from", "01/07/2026")
    assert (refused.status, "non copre i familiari" in refused.err) == (1, True)
    said(firms("statement", "--firm", "Alfa", "--month", "2026-07"))
    assert "02/08/2026" in said(firms("remind", "--month", "2026-09", "--out", tmp_path / "testi"))
    (text,) = (tmp_path / "testi").iterdir()
    assert text.name == f"promemoria-2026-09-{VAT}.txt"
    assert "per Alfa non abbiamo ancora avuto notizie di 09/2026" in text.read_text(encoding="utf-8")
    assert "hanno detto qualcosa tutte" in said(firms("remind"))  # a list of August
    assert "Alfa: nessuno è entrato né uscito, al 02/08/2026." in said(firms("unchanged", "Alfa"))
    missing = firms("ceiling", "--year", 2026)
    assert (missing.status, "parametri.yaml" in missing.err) == (1, True)
    (tmp_path / "rulesets" / "parametri.yaml").write_text(
        "tetto_contributi_azienda:\n  titolo: tetto\n  valori:\n"
        "    - {dal: 2025-01-01, importo: 24.00, fonte: legge}\n", encoding="utf-8",
    )  # fmt: skip
    above = firms("ceiling", "--year", 2026)
    assert (above.status, "Rossi Anna" in above.out, "24,68" in above.out) == (1, True, True)
    assert "Nessuno arriva" in said(firms("ceiling", "--year", 2026, "--percent", 200))
    assert mutua("verify").out == ""


@pytest.mark.parametrize("width", ["60", "80"])
def test_a_table_folds_its_texts_and_cuts_no_word_or_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: str
) -> None:
    """Names that hold figures are texts too: they fold, so that the last columns stay whole."""
    monkeypatch.setenv("COLUMNS", width)
    titles = ("organizzazione", "partita IVA", "ruoli", "delibera")
    name = "Officine Meccaniche della Val Chisone {}00 Srl"
    rows = [(name.format(at), VAT, "azienda, aderente", f"{at}/2026") for at in (3, 4)]
    print_table([(title, "left") for title in titles], rows)
    told = capsys.readouterr().out.split()
    assert told.count(VAT) == 2
    assert {"ruoli", "delibera", "azienda,", "aderente", "3/2026", "4/2026", "Meccaniche"} <= set(told)


def test_what_is_declared_as_paid_elsewhere_counts_and_the_notice_is_awaited(
    firms: Mutua, mutua: Mutua, tmp_path: Path
) -> None:
    code = code_of(NAMES[0])
    (tmp_path / "rulesets" / "parametri.yaml").write_text(
        "tetto_contributi_azienda:\n  titolo: tetto\n  valori:\n"
        "    - {dal: 2025-01-01, importo: 3615.20, fonte: \"art. 51, comma 2, lett. a, del TUIR\"}\n", encoding="utf-8",
    )  # fmt: skip
    said(firms("enrol", VAT, code, "--surname", "Rossi", "--given-name", "Anna", "--on", "01/06/2026"))
    said(firms("statement", "--firm", "Alfa", "--month", "2026-07"))
    assert "Nessuno arriva" in said(firms("ceiling", "--year", 2026))
    told = said(mutua("members", "elsewhere", code, "--amount", "3.600,00", "--year", 2026))
    assert "24,68 € attraverso aziende, 3.600,00 € versati altrove (dichiarati il 02/08/2026); oltre il tetto" in told
    above = firms("ceiling", "--year", 2026)
    shown = " ".join(above.out.split())
    assert (above.status, "24,68 3.600,00 -9,48" in shown, "art. 51, comma 2" in shown) == (1, True, True), shown
    assert "3.600,00" not in said(firms("show", VAT))
    assert "restano 3.590,52" in said(mutua("members", "elsewhere", code, "--amount", "0", "--year", 2026))
    assert "nulla" not in said(mutua("members", "elsewhere", code, "--year", 2026))
    later = mutua("members", "elsewhere", code, "--amount", "1", "--year", 2199)
    assert (later.status, "deve ancora venire" in later.err) == (1, True)

    text = tmp_path / "informativa.txt"
    text.write_bytes("Perché trattiamo i dati.\r\n".encode("cp1252"))
    none = mutua("society", "notice")
    assert (none.status, "non ha ancora scritto" in none.out) == (1, True)
    assert "informativa" not in firms("to-confirm").out
    assert said(mutua("society", "notice", text, "--from", "01/01/2026")) == "Informativa n. 1, dal 01/01/2026."
    assert "Perché trattiamo i dati." in said(mutua("society", "notice"))
    assert "l'informativa sulla privacy" in " ".join(firms("to-confirm").out.split())
    assert "ricevuta il 01/07/2026 su carta" in said(mutua("members", "notice", code, "--on", "01/07/2026"))
    assert "l'informativa" not in firms("to-confirm").out
    again = mutua("members", "notice", code)
    assert (again.status, "già sua dal 01/07/2026" in again.err) == (1, True)
    assert "n. 1, ricevuta" in said(mutua("members", "notice", code, "--show"))
    assert "nessuna informativa ricevuta" in said(mutua("members", "notice", code, "--take-back"))
    assert mutua("verify").out == ""
