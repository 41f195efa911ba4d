"""Files in and out as a clerk uses them: a trial first, then the import; tables one can read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cli.conftest import Mutua
from mutua.domain.access import Role
from mutua.domain.asked import PlanAsked
from mutua.services import import_claims
from mutua.services.asked import asked_of
from mutua.services.plan_book import PlanBook
from mutua.store.database import Archive
from mutua.store.tables import audit
from services.login_helpers import login
from services.societies import Society, small_society

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = (
    "nucleo;tessera;cognome;nome;nascita;parentela;a carico;dal;piano;assistenza;decorrenza",
    "N1;1;Rossi;Anna;17/05/1980;titolare;;01/01/2024;mutua-di-prova/prova;base;01/01/2024",
    "N1;2;Rossi;Bruno;01/06/2010;figlio;sì;01/01/2024;mutua-di-prova/prova;base;01/01/2024",
)
CLAIMS = (
    "pratica;tessera;piano;prestazione;ricevuta il;data prestazione;importo;fattura n.;fattura del;documenti",
    "2026/1;1;mutua-di-prova/prova;VIS;11/05/2026;04/05/2026;100,00;12/A;04/05/2026;fattura, prescrizione 02/05/2026",
)


@pytest.fixture
def society(archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    return small_society(archive, tmp_path)


def file(folder: Path, *lines: str, name: str = "soci.csv") -> Path:
    path = folder / name
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    return path


def counts(out: str) -> list[int]:
    """New, changed, unchanged, wrong."""
    return [int(one) for one in re.findall(r"^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$", out, re.MULTILINE)[0]]


def test_a_yes_beside_our_own_columns_loses_none_of_them(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path = file(tmp_path, MEMBERS[0] + ";socio dal", MEMBERS[1] + ";01/01/2020", MEMBERS[2] + ";")
    done = mutua("import", "members", path, "--apply", "--yes")
    assert (done.status, "non usata" in done.out) == (0, False)
    assert counts(mutua("import", "members", path).out) == [0, 0, 2, 0]


def test_a_list_is_tried_then_imported_then_known(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path = file(tmp_path, *MEMBERS)
    tried = mutua("import", "members", path)
    assert (tried.status, counts(tried.out), tried.err) == (0, [2, 0, 0, 0], "")
    assert "Prova soltanto" in tried.out
    done = mutua("import", "members", path, "--apply")
    assert (done.status, "Importati 2 soci in 1 nucleo." in done.out) == (0, True)
    assert counts(mutua("import", "members", path).out) == [0, 0, 2, 0]
    again = mutua("import", "members", path, "--apply")
    assert (again.status, again.out.splitlines()[-1]) == (0, "Non c'era nulla da importare: non è cambiato nulla.")
    file(tmp_path, MEMBERS[0], MEMBERS[1].replace("Anna", "Annalisa"), MEMBERS[2])
    changed = mutua("import", "members", path)
    assert "riga 2 (nucleo N1): cambia nome" in changed.out
    waiting = []
    for at, iban in enumerate(("IT60X0542811101000000123456", "IT48N0300203280543765183341")):
        people = file(tmp_path, MEMBERS[0] + ";iban", f"{MEMBERS[1]};{iban}", f"{MEMBERS[2]};", name="conti.csv")
        told = " ".join(mutua("import", "members", people, "--apply").out.split())
        waiting.append("aspettano una seconda persona: 1." in told and "mutua four-eyes list" in told)
        login(society, f"anna{at}", Role.CLERK)  # from now on an IBAN takes two people
    assert waiting == [False, True]
    claims = file(tmp_path, *CLAIMS, name="richieste.csv")
    first = mutua("import", "claims", claims, "--apply").out
    assert (counts(first), first.splitlines()[-1]) == ([1, 0, 0, 0], "Importata 1 domanda.")
    assert counts(mutua("import", "claims", claims, "--apply").out) == [0, 0, 1, 0]
    assert mutua("verify").status == 0


def test_requests_that_a_colleague_brought_in_meanwhile_are_told_apart(
    society: Society, mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutua("import", "members", file(tmp_path, *MEMBERS), "--apply")
    claims = file(tmp_path, *CLAIMS, name="richieste.csv")
    look = import_claims.preview

    def a_colleague_is_quicker(*arguments: Any, **named: Any) -> import_claims.ClaimsPlan:
        plan = look(*arguments, **named)
        import_claims.apply(society.archive, plan, actor_id=society.actor_id, now=society.now, ids=society.ids)
        return plan

    monkeypatch.setattr(import_claims, "preview", a_colleague_is_quicker)
    ran = mutua("import", "claims", claims, "--apply")
    assert (ran.status, ran.out.splitlines()[-1]) == (0, "Importate 0 domande. Già arrivate nel frattempo: 1.")


def test_a_wrong_row_is_told_with_place_and_remedy_and_nothing_comes_in(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path = file(tmp_path, MEMBERS[0], MEMBERS[1], MEMBERS[2].replace("01/06/2010", "31/06/2010").replace("N1", "N2"))
    tried = mutua("import", "members", path)
    assert (tried.status, counts(tried.out)) == (1, [1, 0, 0, 1])
    assert tried.err == (
        "riga 3, colonna «nascita»: trovato «31/06/2010»; il giorno non esiste: controllarlo sul documento\n"
    )
    applied = mutua("import", "members", path, "--apply")
    assert (applied.status, applied.err.splitlines()[-1]) == (1, "Non è entrato niente: correggere e ripetere.")
    assert counts(mutua("import", "members", path).out) == [1, 0, 0, 1]
    assert mutua("import", "members", path, "--apply", "--accept-good-rows").status == 1
    assert counts(mutua("import", "members", path).out) == [0, 0, 1, 1]
    english = mutua("import", "members", path, "--lang", "en")
    assert "row 3, column «nascita»: found «31/06/2010»; there is no such day" in english.err


def test_a_header_that_does_not_fit_says_what_would(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("import", "members", file(tmp_path, *CLAIMS), "--apply")
    assert "sembra un elenco di domande, non di soci" in ran.err
    assert "non è conosciuta" not in ran.err
    assert "sembra un elenco di soci, non di domande" in mutua("import", "claims", file(tmp_path, *MEMBERS)).err
    odd = mutua("import", "members", file(tmp_path, MEMBERS[0] + ";qwertyuiop", *MEMBERS[1:]))
    assert "le colonne conosciute sono: nucleo, tessera, cognome" in odd.out


def test_a_household_without_holder_shows_the_cell_and_the_household(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    ran = mutua("import", "members", file(tmp_path, MEMBERS[0], MEMBERS[2]))
    assert ran.err == (
        "riga 2, colonna «parentela»: trovato «figlio»; il nucleo «N1» non ha un titolare: indicare chi lo è\n"
    )


def test_a_file_that_is_no_table_is_one_clear_message(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path = tmp_path / "soci.xlsx"
    path.write_bytes(b"%PDF-1.7")
    ran = mutua("import", "members", path)
    assert (ran.status, ran.err) == (1, "non è una tabella: servono un CSV o un .xlsx\n")
    missing = mutua("import", "members", tmp_path / "altro.csv")
    assert (missing.status, missing.err) == (1, f"Non si può leggere o scrivere {tmp_path / 'altro.csv'}: non c'è.\n")


def test_a_wrong_archive_is_one_clear_message(mutua: Mutua, tmp_path: Path) -> None:
    ran = mutua("import", "members", file(tmp_path, *MEMBERS), "--database", tmp_path / "nessuno.db")
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def test_everything_is_exported(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    mutua("import", "members", file(tmp_path, *MEMBERS), "--apply")
    ran = mutua("export", tmp_path / "fuori")
    assert ran.status == 0
    assert [Path(line).name for line in ran.out.split()][:2] == ["nuclei.csv", "soci.csv"]
    assert counts(mutua("import", "members", tmp_path / "fuori" / "soci.csv").out) == [0, 0, 2, 0]
    assert counts(mutua("import", "members", tmp_path / "fuori" / "coperture.csv").out) == [0, 0, 2, 0]
    book = mutua("export", tmp_path / "fuori", "--xlsx")
    assert (book.status, Path(book.out.strip()).name) == (0, "archivio.xlsx")


# ---------------------------------------------------------------- the page


def examples() -> list[str]:
    """The example files of the page, one after the other."""
    return re.findall(r"```csv\n(.+?)```", (ROOT / "docs" / "imports.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_the_examples_of_the_page_come_in(
    archive: Archive, url: str, mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    kinds = ("members", "claims", "papers", "contributions")
    for kind, text in zip(kinds, examples(), strict=True):
        path = file(tmp_path, *text.splitlines(), name=f"{kind}.csv")
        ran = mutua("import", kind, path, "--apply")
        assert (ran.status, ran.err) == (0, "")
        assert counts(ran.out)[1:] == [0, 0, 0]
        again = mutua("import", kind, path, "--apply")
        assert (again.status, counts(again.out)[:2], counts(again.out)[3]) == (0, [0, 0], 0)
    assert mutua("verify").status == 0


def test_every_column_stands_in_the_page() -> None:
    from mutua.intake import claims_file, contributions_file, later_file, member_sheet

    page = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    kinds = (member_sheet, claims_file, later_file, contributions_file)
    titles = [one.title for kind in kinds for one in kind.COLUMNS]
    assert [title for title in titles if f"`{title}`" not in page] == []


def test_papers_and_contributions_are_tried_then_imported_then_known(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    mutua("import", "members", file(tmp_path, *MEMBERS), "--apply")
    late = CLAIMS[1].replace("fattura, prescrizione 02/05/2026", "fattura")
    mutua("import", "claims", file(tmp_path, CLAIMS[0], late), "--apply")
    mutua("decide", "--all")
    papers = file(tmp_path, "pratica;documenti", "2026/1;prescrizione 02/05/2026", name="documenti.csv")
    dues = file(tmp_path, "nucleo;piano;scadenza;importo;pagato il", "N1;mutua-di-prova/prova;31/01/2026;50,00;",
                name="contributi.csv")  # fmt: skip
    for kind, path, said in (
        ("papers", papers, "Registrato ciò che è arrivato dopo per 1 domanda: aspetta di nuovo una decisione."),
        ("contributions", dues, "Importato 1 contributo."),
    ):
        tried = mutua("import", kind, path)
        assert (tried.status, counts(tried.out), "Prova soltanto" in tried.out) == (0, [1, 0, 0, 0], True)
        done = mutua("import", kind, path, "--apply")
        assert (done.status, done.out.splitlines()[-1], done.err) == (0, said, "")
        assert counts(mutua("import", kind, path, "--apply").out) == [0, 0, 1, 0]
    assert mutua("import", "papers", papers, "--apply", "--lang", "en").out.splitlines()[-1] == "There was nothing new."
    wrong = mutua("import", "papers", file(tmp_path, "pratica;documenti", "2026/1;ricetta", "9;fattura"), "--apply")
    assert wrong.status == 1
    assert "riga 2, colonna «documenti»" in wrong.err
    assert "riga 3, colonna «pratica»" in wrong.err
    assert "Non è entrato niente" in wrong.err
    assert mutua("verify").status == 0


def test_an_import_leaves_a_trace_that_does_not_name_the_file(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path = file(tmp_path, *MEMBERS, name="malati di cuore.csv")
    mutua("import", "members", path)
    for _ in range(2):
        mutua("import", "members", path, "--apply")
    with society.archive.reader.begin() as connection:
        rows = [tuple(row)[3:] for row in connection.execute(select(audit))]
    mark = hashlib.sha256(path.read_bytes()).hexdigest()
    assert rows == [("import", "members", mark, "new 2, changed 0, unchanged 0, wrong 0")]


def test_what_a_plan_asks_has_answers_about_people_and_about_requests(society: Society) -> None:
    plans: PlanBook = society.plans
    asked: PlanAsked = asked_of(plans[society.plan_code])
    assert asked.covers == ("base",)
    assert set(asked.person_facts) == {"componenti", "familiari_a_carico"}
    assert {"gruppo", "causa", "codice", "dente", "rete"} <= set(asked.claim_facts)
    assert not {"servizio", "età", "visite_prima", "fattura", "decisa"} & set(asked.claim_facts)
    assert asked.hour_benefits == {"OSPEDALE", "CASA"}
