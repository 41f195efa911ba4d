"""`mutua members`: a life from the application to the readmission, in both languages, at 80 and 140 columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cli.conftest import Mutua, Ran
from mutua.domain.identifiers.fiscal_code import compute_fiscal_code

A1 = ("A1", "--new-household", "N1", "--surname", "D'Angelo", "--given-name", "Niccolò", "--born-on", "03/02/1980")


@pytest.fixture
def members(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mutua:
    """`mutua members …` on an archive with one applicant."""
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "mutua.db"))
    monkeypatch.setenv("COLUMNS", "80")
    assert mutua("init", "--name", "Prova").status == 0

    def command(*arguments: object) -> Ran:
        return mutua("members", *arguments)

    assert command("apply", *A1, "--on", "10/01/2026").status == 0
    return command


def said(ran: Ran) -> str:
    assert ran.status == 0, ran.err
    return " ".join(ran.out.split())


def by(number: str, day: str) -> tuple[str, ...]:
    return ("--resolution", number, "--decided-on", day)


def test_a_life_told_step_by_step(members: Mutua, mutua: Mutua) -> None:
    assert said(members("admit", "A1", *by("3/2026", "01/02/2026"))) == (
        "A1: ammissione dal 01/02/2026; libro soci: socio n. 1, riga 1."
    )
    assert said(members("suspend", "A1", "--reason", "arrears", "--on", "01/05/2026")) == (
        "A1: sospensione dal 01/05/2026."
    )
    assert "socio sospeso, ordinario dal 01/05/2026; socio n. 1; senza voto." in said(
        members("show", "A1", "--on", "31/05/2026")
    )
    assert said(members("reinstate", "A1", "--on", "01/06/2026")).startswith("A1: fine della sospensione")
    ended = members("end", "A1", "--how", "lapse", *by("9", "01/07/2026"), "--reason", "arrears", "--yes")
    assert said(ended) == "A1: decadenza dal 02/07/2026; libro soci: socio n. 1, riga 2."
    back = members("readmit", "A1", "--asked-on", "01/08/2026", *by("12", "01/09/2026"), "--lang", "en")
    assert said(back) == "A1: readmission from 01/09/2026; members' book: member no. 2, line 3."
    assert mutua("verify").status == 0


def test_a_refusal_and_its_appeal(members: Mutua) -> None:
    assert members("refuse", "A1", *by("3/2026", "01/02/2026")).err.strip() == (
        "Un rifiuto e un'esclusione dicono il perché: --motive."
    )
    told = said(members("refuse", "A1", *by("3/2026", "01/02/2026"), "--motive", "fuori territorio",
                        "--communicated", "12/03/2026"))  # fmt: skip
    assert told == (
        "A1: rifiuto dal 01/02/2026; ultimo giorno per ricorrere: 11/05/2026. "
        "avviso: Comunicata dopo il termine, che era il 11/03/2026."
    )
    late = members("appeal", "A1", "--on", "12/05/2026")
    assert (late.status, late.err.strip()) == (1, "Il termine per ricorrere era il 11/05/2026.")
    said(members("appeal", "A1", "--on", "11/05/2026"))
    assert "socio n. 1, riga 1" in said(members("uphold", "A1", *by("1", "20/06/2026")))


@pytest.mark.parametrize(("answer", "ended"), [("s", True), ("", False)])
def test_an_ending_is_asked_first(
    members: Mutua, monkeypatch: pytest.MonkeyPatch, answer: str, ended: bool
) -> None:
    said(members("admit", "A1", *by("3/2026", "01/02/2026")))
    monkeypatch.setattr("click.prompt", lambda *_, **__: answer)
    ran = members("end", "A1", "--how", "death", "--on", "01/03/2026")
    assert "socio n. 1; con voto." in " ".join(ran.out.split())
    assert ran.status == (0 if ended else 1)
    assert ("morto da socio" in said(members("show", "A1"))) == ended


def test_a_mistake_is_undone(members: Mutua, mutua: Mutua) -> None:
    said(members("admit", "A1", *by("3/2026", "01/02/2026")))
    said(members("end", "A1", "--how", "death", "--on", "01/03/2026", "--yes"))
    told = said(members("undo", "A1", "--motive", "altra persona", "--yes"))
    assert "socio n. 1, riga 3." in told
    assert "avviso: Rimesse com'erano (coperture e posti nei nuclei): 1." in told
    assert "socio, ordinario dal 01/02/2026; socio n. 1; con voto." in said(members("show", "A1"))
    assert mutua("verify").status == 0


def test_what_cannot_be_is_one_sentence_and_status_one(members: Mutua) -> None:
    assert members("admit", "A9", *by("3", "01/02/2026")).err.strip() == (
        "Nessuno ha la tessera o il codice fiscale A9."
    )
    for ran, words in (
        (members("suspend", "A1", "--reason", "arrears"), "questo passo non è possibile"),
        (members("apply", *A1), "Il nucleo N1 c'è già."),
        (members("end", "A1", "--how", "exclusion", "--reason", "arrears", "--yes"), "Serve la delibera"),
        (members("move", "A1", "--to", "N1", "--kinship", "titolare", "--motive", "other"), "È già così nel nucleo N1"),
        (members("move", "A1", "--to", "N1", "--kinship", "coniuge", "--motive", "other"),
         "nessuno è parente di sé stesso"),  # 39
    ):
        assert (ran.status, ran.out) == (1, "")
        assert words in ran.err
    assert members("suspend", "A1", "--reason", "age").status == 2
    assert members("apply", "A1", "--on", "01/01/2099").status == 2


@pytest.mark.parametrize("width", [80, 140])
def test_the_book_fits_the_terminal(members: Mutua, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    said(members("admit", "A1", *by("3/2026", "01/02/2026")))
    ran = members("book")
    assert max(len(line) for line in ran.out.splitlines()) <= width
    told = " ".join(ran.out.split())
    total = "Soci: 1 (ordinario 1); sospesi: 0; voti: 1."
    for words in ("Pagina 1", "D'Angelo Niccolò", "ammissione", "01/02/2026", total):
        assert words in told
    assert ("03/02/1980" in told) == (width == 140)
    assert "riga" not in members("book", "--on", "31/01/2026").out


def test_the_book_for_a_spreadsheet_leaves_a_trace(members: Mutua, tmp_path: Path) -> None:
    import sqlite3

    said(members("admit", "A1", *by("3/2026", "01/02/2026")))
    target = tmp_path / "libro.csv"
    assert said(members("book", "--csv", target)) == str(target)
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].split(";")[:3] == ["pagina", "riga", "socio n."]
    assert rows[1].startswith("1;1;1;D'Angelo;Niccolò;")
    assert members("book", "--xlsx", tmp_path / "libro.xlsx").status == 0
    assert (tmp_path / "libro.xlsx").read_bytes()[:2] == b"PK"
    with sqlite3.connect(tmp_path / "mutua.db") as file:
        kinds = file.execute("SELECT kind, object_kind FROM audit").fetchall()
    assert kinds == [("export", "members_book")] * 2


def test_the_statute_in_words_and_another_one(members: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mutua.rules.library import shipped_path

    told = said(members("statute"))
    assert "entro 60 giorni (art. 23, commi 2 e 3, D.Lgs. 117/2017)." in told
    assert "Nessuno esce per età o salute." in told
    text = (shipped_path() / "statuto.yaml").read_text(encoding="utf-8")
    (tmp_path / "r" / "nostra").mkdir(parents=True)
    (tmp_path / "r" / "statuto.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "r" / "nostra" / "statuto.yaml").write_text(text.replace("60 giorni", "3 mesi"), encoding="utf-8")
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "r"))
    assert "Nella cartella altra dei regolamenti non c'è uno statuto.yaml." in members("statute", "--set", "altra").err
    assert "entro 3 mesi" in said(members("statute", "--set", "nostra"))
    assert "entro 3 mesi" in said(members("statute"))
    (tmp_path / "r" / "nostra" / "statuto.yaml").write_text(text.replace("60 giorni", "60 ore"), encoding="utf-8")
    wrong = members("statute")
    assert wrong.status == 1
    assert "atteso un termine in giorni, mesi o anni" in wrong.err


def test_a_newborns_code_of_another_year_is_told_as_it_stands(members: Mutua) -> None:
    said(members("admit", "A1", *by("3/2026", "01/02/2026")))
    born = ("--surname", "D'Angelo", "--given-name", "Ugo", "--born-on", "05/03/2026", "--card", "A3")
    code = compute_fiscal_code("D'Angelo", "Ugo", date(1970, 3, 5), "M", "L219")
    told = said(members("newborn", "N1", *born, "--fiscal-code", code, "--asked-on", "10/03/2026"))
    assert f"Da controllare: trovato «{code}»; nel codice l'anno di nascita è 70 (posti 7 e 8)" in told
    assert "per chi è nato il 05/03/2026 è 26" in told


def test_households_at_the_terminal(members: Mutua) -> None:
    said(members("admit", "A1", *by("3/2026", "01/02/2026")))
    born = ("--surname", "D'Angelo", "--given-name", "Gaia", "--born-on", "03/03/2026", "--card", "A2")
    assert said(members("newborn", "N1", *born, "--asked-on", "10/03/2026")) == "Registrato: D'Angelo Gaia."
    wrong = members("newborn", "N2", *born, "--fiscal-code", "ROSS?A80E57G674Q")
    assert (wrong.status, wrong.err != "") == (1, True)
    said(members("cohabiting", "A2", "--no", "--on", "01/09/2026"))
    shown = said(members("show", "A2"))
    assert "non è socio; assistito nel nucleo di un socio, senza voto." in shown
    assert "N1 figlio sì no 03/03/2026" in shown
    said(members("move", "A2", "--to", "N2", "--kinship", "titolare", "--motive", "adult_child", "--on", "01/10/2026"))
    assert "N1 figlio sì no 03/03/2026 30/09/2026 N2 titolare no 01/10/2026" in said(members("show", "A2"))
    ran = members("move", "A1", "--to", "N2", "--kinship", "figlio", "--motive", "other", "--on", "01/10/2026")  # 39
    assert (ran.status, ran.out) == (1, "")
    told = " ".join(ran.err.split())
    assert "Un figlio nasce dopo il genitore, e qui no (nucleo; parente; titolare: N2; D'Angelo Niccolò" in told
    assert "03/03/2026). Se la parentela è un'altra, scegliere «altro»; se una nascita è sbagliata" in told


def test_who_is_late_is_named_asked_and_recorded_in_one_go(
    members: Mutua, mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members("admit", "A1", *by("3/2026", "01/02/2026"))
    dues = tmp_path / "dovuti.csv"
    dues.write_text("nucleo;piano;scadenza;importo;pagato il\nN1;insieme-salute/giorno-e-notte;31/01/2026;90,00;\n")
    assert mutua("import", "contributions", dues, "--apply").status == 0
    assert "Lo statuto non dice dopo quanto ritardo" in said(members("late"))
    named = "N1, D'Angelo Niccolò, tessera A1: 90,00 € dal 31/01/2026."
    monkeypatch.setattr("click.prompt", lambda *_, **__: "no")
    ran = members("late", "--after", 30, "--on", "03/03/2026")
    assert (ran.status, named in " ".join(ran.out.split())) == (1, True)
    assert "in ritardo da più di 31 giorni (statuto): 0." in said(members("late", "--after", 31, "--on", "03/03/2026"))
    assert members("late", "--after", 30, "--resolution", "4").status == 2
    assert named not in said(members("late", "--after", 30, "--without", "A1"))
    assert members("late", "--after", 30, "--without", "A9").status == 1
    assert "Sospesi: 1." in said(members("late", "--after", 30, *by("4", "03/03/2026"), "--yes"))
    assert "Suspended already and still late: 1." in said(members("late", "--lang", "en"))
    assert mutua("contributions", "receive", "--household", "N1", "--amount", "90,00", "--channel", "cash").status == 0
    assert "Sospensioni finite: 1." in said(members("late", "--yes"))
    assert mutua("verify").status == 0
