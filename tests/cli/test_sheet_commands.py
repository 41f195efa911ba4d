"""A society brings its own sheet: shown, confirmed once, put right row by row, imported until clean."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from cli.conftest import Mutua
from intake.ugly.own.members import CODES, HEADS_NUMBER, SAME_ADDRESS, SEVERAL_CHILDREN
from intake.ugly.own.people import ANNA, BRUNO, DINA, GINO, PIO, REMO, SARA, book, csv
from mutua.store.database import Archive
from mutua.store.tables import audit
from services.societies import Society, small_society

HEADER = ["Cognome", "Nome", "Cod. Fisc.", "Fam.", "Parentela", "Socio dal"]


@pytest.fixture
def society(archive: Archive, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Society:
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    return small_society(archive, tmp_path)


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def counts(out: str) -> list[int]:
    """New, changed, unchanged, wrong."""
    return [int(one) for one in re.findall(r"^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*$", out, re.MULTILINE)[0]]


def ended(out: str) -> list[int]:
    """Rows in which something stands, read, to put right, without data."""
    found = re.search(r"(\d+) righe in cui c'è qualcosa: (\d+) lette, (\d+) da sistemare, (\d+) senza dati", out)
    assert found is not None, out
    return [int(one) for one in found.groups()]


def saved(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def put_right(path: Path, *changes: tuple[str, str]) -> Path:
    """The rows to put right as a clerk saves them, some cells written anew."""
    ((name, rows),) = sheets(path).items()
    wanted = dict(changes)
    mended: list[Sequence[Any]] = [[wanted.get(str(cell), cell) for cell in row] for row in rows]
    return saved(path.parent, "corrette.xlsx", book(**{name: mended}))


def test_a_sheet_is_confirmed_once_put_right_and_imported_until_clean(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path = saved(tmp_path, "soci.csv", HEADS_NUMBER.raw)
    tried = mutua("import", "members", path)
    assert (tried.status, ended(tried.out), counts(tried.out)) == (1, [10, 3, 3, 4], [3, 0, 0, 3])
    assert "Le colonne (proposta)" in tried.out
    assert "riga 8, D'Esempio Luca: trovato «999»" in tried.out
    unsure = mutua("import", "members", path, "--apply", "--accept-good-rows")
    assert (unsure.status, "Confermare la corrispondenza con --yes" in unsure.err) == (1, True)
    done = mutua("import", "members", path, "--apply", "--yes", "--accept-good-rows")
    assert (done.status, "Importati 3 soci in 1 nucleo." in done.out) == (1, True)
    with society.archive.reader.begin() as connection:
        trace = connection.scalars(select(audit.c.object_id).where(audit.c.kind == "import")).all()
    assert trace == [hashlib.sha256(HEADS_NUMBER.raw).hexdigest()]
    again = mutua("import", "members", path)
    assert "Le colonne (già confermate)" in again.out
    assert counts(again.out) == [0, 0, 3, 3]
    aside = tmp_path / "soci-da-sistemare.xlsx"
    assert [row[1] for row in sheets(aside)["da sistemare"][1:]] == [
        "De Campione Dina",
        "D'Esempio Luca",
        "D'Esempio Ilda",
    ]
    mended = put_right(aside, ("cugina di secondo grado", "altro"), ("999", "104"), ("03/04/19", "03/04/2019"))
    last = mutua("import", "members", mended, "--apply")
    assert (last.status, last.err) == (0, "")
    assert "Importati 3 soci in 1 nucleo." in last.out
    assert counts(mutua("import", "members", mended, "--apply").out) == [0, 0, 3, 0]
    assert mutua("verify").status == 0


def test_nothing_comes_in_while_a_row_waits_unless_the_good_ones_are_wanted(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path = saved(tmp_path, "soci.xlsx", CODES.raw)
    held = mutua("import", "members", path, "--apply", "--yes", "--report", tmp_path / "rapporto.xlsx")
    assert (held.status, "Non è entrato niente" in held.err) == (1, True)
    assert counts(mutua("import", "members", path).out)[:3] == [3, 0, 0]
    found = sheets(tmp_path / "rapporto.xlsx")["problemi"][1:]
    assert ["codici fiscali", "", 2, "Provetti Anna", "C. F."] in [row[:5] for row in found]
    assert {"doppi", "codici fiscali"} <= {row[0] for row in found}


def test_households_that_only_look_so_wait_for_a_yes_and_then_are_known(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path, report = saved(tmp_path, "soci.xlsx", SAME_ADDRESS.raw), tmp_path / "rapporto.xlsx"
    asked = mutua("import", "members", path, "--yes", "--report", report)
    assert ended(asked.out) == [7, 4, 2, 1]
    rows = sheets(report)["da confermare"]
    assert [row[2] for row in rows[1:]] == [ANNA.surname + " Anna", BRUNO.surname + " Bruno"]
    answers = saved(
        tmp_path, "risposte.xlsx", book(**{"da confermare": [rows[0], *[[*row[:-1], "sì"] for row in rows[1:]]]})
    )
    done = mutua("import", "members", path, "--apply", "--answers", answers)
    assert (done.status, "Importati 6 soci in 5 nuclei." in done.out) == (0, True)
    assert counts(mutua("import", "members", path).out) == [0, 0, 6, 0]  # the archive knows what was answered


def test_a_no_keeps_two_households_apart(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path, report = saved(tmp_path, "soci.xlsx", SAME_ADDRESS.raw), tmp_path / "rapporto.xlsx"
    mutua("import", "members", path, "--yes", "--report", report)
    rows = sheets(report)["da confermare"]
    answers = saved(tmp_path, "no.xlsx", book(**{"da confermare": [rows[0], *[[*row[:-1], "no"] for row in rows[1:]]]}))
    assert "Importati 6 soci in 6 nuclei." in mutua("import", "members", path, "--apply", "--answers", answers).out


def test_a_mapping_is_written_corrected_and_used(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    rows = [["Chi", "Numero", "C.F.", "Entrato"], [f"{ANNA.surname} {ANNA.given}", 7, ANNA.code, date(2020, 1, 1)]]
    path, mapping = saved(tmp_path, "soci.xlsx", book(Soci=rows)), tmp_path / "colonne.csv"
    first = mutua("import", "members", path, "--mapping", mapping)
    assert (first.status, "La corrispondenza proposta è in" in first.out) == (1, True)
    text = mapping.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1:5] == [
        "1;Chi;non usata",
        "2;Numero;non usata",
        "3;C.F.;codice fiscale",
        "4;Entrato;non usata",
    ]
    mended = text.replace("1;Chi;non usata", "1;Chi;nominativo").replace("2;Numero;non usata", "2;Numero;tessera")
    mapping.write_text(mended.replace("4;Entrato;non usata", "4;Entrato;dal"), encoding="utf-8-sig", newline="")
    done = mutua("import", "members", path, "--mapping", mapping, "--apply")
    assert (done.status, "Importato 1 socio in 1 nucleo." in done.out) == (0, True)
    assert counts(mutua("import", "members", path).out) == [0, 0, 1, 0]
    mapping.write_text(mended.replace("nominativo", "nominattivo"), encoding="utf-8-sig", newline="")
    assert (
        "riga 2, colonna «significato»: trovato «nominattivo»"
        in mutua("import", "members", path, "--mapping", mapping).err
    )


def test_what_the_sheet_does_not_say_is_said_once(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    rows = [["Cognome", "Nome", "Cod. Fisc.", "Iscritto"], [GINO.surname, GINO.given, GINO.code, "sì"]]
    path = saved(tmp_path, "soci.xlsx", book(Soci=rows))
    said = ("--plan", "mutua-di-prova/prova", "--assistance", "base", "--since", "01/02/2024")
    done = mutua("import", "members", path, *said, "--apply", "--yes")
    assert (done.status, "Importato 1 socio" in done.out) == (0, True)
    again = mutua("import", "members", path)
    assert (counts(again.out), "piano di tutti" in again.out) == ([0, 0, 1, 0], True)


def test_requests_come_in_from_any_header_and_what_was_paid_does_not(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    members = saved(
        tmp_path,
        "soci.xlsx",
        book(Soci=[HEADER, [DINA.surname, DINA.given, DINA.code, "1", "titolare", date(2024, 1, 1)]]),
    )
    assert mutua("import", "members", members, "--plan", "mutua-di-prova/prova", "--apply", "--yes").status == 0
    rows = [
        [
            "N. pratica",
            "Assistito",
            "C.F.",
            "Prestazione",
            "Data domanda",
            "Data visita",
            "Spesa",
            "N. fatt.",
            "Data fattura",
            "Rimborsato il",
        ],
        [
            "26/1",
            "De Campione Dina",
            DINA.code,
            "visita specialistica",
            "11/05/2026",
            "4.5.2026",
            "€ 100.00",
            "12",
            "04/05/26",
            "",
        ],
        ["26/2", "De Campione Dina", DINA.code, "VIS", "12/05/2026", "5.5.2026", "80", "13", "05/05/26", "20/05/2026"],
    ]
    path = saved(tmp_path, "domande.xlsx", book(Domande=rows))
    done = mutua("import", "claims", path, "--plan", "mutua-di-prova/prova", "--apply", "--yes", "--accept-good-rows")
    assert "Importata 1 domanda." in done.out
    assert "riga 3, De Campione Dina: trovato «80,00»; è già pagata" in done.out
    assert (counts(mutua("import", "claims", path).out), mutua("verify").status) == ([0, 0, 1, 1], 0)


def test_your_year_is_told_with_names_and_euros_on_screen_and_in_a_workbook(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    people = [HEADER, [ANNA.surname, ANNA.given, ANNA.code, "1", "titolare", date(2026, 2, 1)]]
    members = saved(tmp_path, "soci.xlsx", book(Soci=people))
    assert mutua("import", "members", members, "--plan", "mutua-di-prova/prova", "--apply", "--yes").status == 0
    paid = [
        ["RIMBORSI 2026"],
        ["Socio", "C.F.", "Prestazione", "Data visita", "Fatt. n.", "Spesa", "Rimborsato"],
        ["Provetti Anna", ANNA.code, "VIS", "10/04/2026", "7", "100", "70,00"],
        ["Provetti Anna", ANNA.code, "VIS", "10/04/2026", "007", "100.00", "€ 70"],
        ["Provetti Anna", ANNA.code, "VIS", "02/01/2026", "6", "100", "1.070"],
        ["Provetti Anna", ANNA.code, "VIS", "10/02/2026", "8", "500", "350"],
        ["TOTALE", "", "", "", "", "", "560,00"],
    ]
    path = saved(tmp_path, "rimborsi.xlsx", book(Rimborsi=paid))
    year = mutua("year", path, "--plan", "mutua-di-prova/prova", "--report", tmp_path / "anno.xlsx", "--yes")
    assert (year.status, year.err, ended(year.out)) == (1, "", [7, 3, 1, 3])
    assert "Provetti Anna 70,00 €: come la riga 3 (Provetti Anna) — riga 4" in year.out
    assert "Provetti Anna 70,00 €: visite 2026: pagati 490,00 su 400,00 (art. 2) — riga 4" in year.out
    assert "Provetti Anna 350,00 €: 10/02/2026, ma per la carenza spetta dal 03/03/2026 (art. 5) — riga 6" in year.out
    assert "riga 5, Provetti Anna, «Rimborsato»: trovato «1.070»; importo ambiguo" in year.out
    assert [row[:3] for row in sheets(tmp_path / "anno.xlsx")["il vostro anno"][1:3]] == [
        ["Fatture pagate due volte", 1, 70], ["Rimborsi oltre il massimale", 2, 90],
    ]  # fmt: skip
    assert "Le colonne (già confermate)" in mutua("year", path).out
    english = mutua("year", path, "--plan", "mutua-di-prova/prova", "--lang", "en").out
    assert "Provetti Anna 70,00 €: as row 3 (Provetti Anna) — row 4" in english
    assert "Invoices paid twice" in english
    unknown = mutua("year", path, "--plan", "nessuna/nessuno")
    assert unknown.err == "Il piano «nessuna/nessuno» non è fra i regolamenti.\n"


def test_a_file_with_the_columns_of_the_manual_is_read_as_ever(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path = tmp_path / "soci.csv"
    path.write_text(
        "nucleo;tessera;cognome;nome;parentela;dal\r\nN1;1;Rossi;Anna;titolare;01/01/2024", encoding="utf-8"
    )
    out = mutua("import", "members", path).out
    assert ("Le colonne" in out, counts(out)) == (False, [1, 0, 0, 0])


def test_no_name_nor_code_is_in_the_names_of_files(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path = saved(tmp_path, "soci.csv", HEADS_NUMBER.raw)
    mutua("import", "members", path, "--apply", "--yes", "--accept-good-rows", "--report", tmp_path / "rapporto.xlsx")
    names = {one.name for one in tmp_path.iterdir() if one.suffix in (".xlsx", ".csv")}
    assert names == {"soci.csv", "rapporto.xlsx", "soci-da-sistemare.xlsx"}


def exported(mutua: Mutua, folder: Path, table: str) -> str:
    """A table of the export, as it is written."""
    assert mutua("export", folder / "fuori").status == 0
    return (folder / "fuori" / f"{table}.csv").read_text(encoding="utf-8-sig")


SINCE = ("Tessera;Cognome;Nome;Codice fiscale;Parentela;Fam.;{};Uscito il",
         f"1;{ANNA.surname};{ANNA.given};{ANNA.code};titolare;A;01/03/2003;",
         f"2;{BRUNO.surname};{BRUNO.given};{BRUNO.code};coniuge;A;01/03/2005;",
         f"3;{DINA.surname};{DINA.given};{DINA.code};titolare;B;01/03/1990;31/12/2019")  # fmt: skip


@pytest.mark.parametrize("title", ["Socio dal", "Data ammissione", "Ammesso il"])
def test_a_column_that_says_since_when_people_are_members_writes_the_book(
    society: Society, mutua: Mutua, tmp_path: Path, title: str
) -> None:
    path = saved(tmp_path, "soci.csv", csv(SINCE[0].format(title), *SINCE[1:]))
    done = mutua("import", "members", path, "--apply", "--yes", "--since-column", title)
    assert (done.status, "Nel libro soci" in done.out) == (0, False), done.out + done.err
    assert re.search(rf"{title} +socio dal", done.out)
    held = exported(mutua, tmp_path, "libro soci")
    assert f"{ANNA.surname};{ANNA.given}" in held
    assert "01/03/2003" in held
    assert BRUNO.given not in held  # the book is of who stands for the household
    assert DINA.given not in held  # who is out is no member today: why they left nobody said
    (bruno,) = [row for row in exported(mutua, tmp_path, "soci").splitlines() if BRUNO.code in row]
    assert "01/03/2005" in bruno  # the day of the household too
    assert mutua("verify").status == 0


def test_an_import_that_leaves_the_members_book_empty_says_so_and_what_to_do(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path = saved(tmp_path, "soci.csv", csv(SINCE[0].format("Iscritto dal"), *SINCE[1:]))
    done = mutua("import", "members", path, "--apply", "--yes")
    assert "Nel libro soci non entra nessuno" in done.out
    assert "--mapping FILE" in done.out
    mapping = tmp_path / "colonne.csv"
    mutua("import", "members", path, "--mapping", mapping)
    mapping.write_text(
        mapping.read_text(encoding="utf-8-sig").replace("Iscritto dal;dal", "Iscritto dal;socio dal"), "utf-8-sig"
    )
    again = mutua("import", "members", path, "--apply", "--yes", "--mapping", mapping)
    assert again.status == 0
    assert "01/03/2003" in exported(mutua, tmp_path, "libro soci")


def test_children_in_one_cell_go_with_the_head_above(society: Society, mutua: Mutua, tmp_path: Path) -> None:
    path = saved(tmp_path, "due.csv", SEVERAL_CHILDREN.raw)
    mutua("import", "members", path, "--apply", "--yes", "--accept-proposals", "--accept-good-rows")
    found = [row.split(";") for row in exported(mutua, tmp_path, "soci").splitlines()]
    here = [row for row in found if row[4] in (PIO.code, REMO.code, SARA.code)]
    assert [(row[3], row[7]) for row in here] == [("Pio", "titolare"), ("Remo", "figlio"), ("Sara", "figlio")]
    assert len({row[0] for row in here}) == 1


TWO_LISTS = {
    "Soci": [["N. tess.", "Cognome", "Nome", "Codice fiscale", "Entrato il"],
             [1, ANNA.surname, ANNA.given, ANNA.code, "01/03/2003"]],
    "Nuovi 2025": [["Tessera", "Nominativo", "Cod. fisc.", "Socio dal", "Mah"],
                   [2, f"{GINO.surname} {GINO.given}", GINO.code, "01/03/2025", "01/04/2025"]],
}  # fmt: skip


def test_two_lists_in_one_file_are_said_in_one_mapping_and_each_keeps_its_own(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path, mapping = saved(tmp_path, "soci.xlsx", book(**TWO_LISTS)), tmp_path / "colonne.csv"
    options = ("--plan", society.plan_code, "--assistance", "base", "--since-column", "Entrato il")
    wrote = mutua("import", "members", path, "--mapping", mapping, *options)
    assert (wrote.status, "La corrispondenza proposta è in" in wrote.out) == (1, True), wrote.out + wrote.err
    written = mapping.read_text(encoding="utf-8-sig")
    assert [line for line in written.splitlines() if line.startswith(";elenco")] == [
        ";elenco;Soci", ";elenco;Nuovi 2025",
    ]  # fmt: skip
    assert written.count(f";piano di tutti;{society.plan_code}") == written.count(";assistenza di tutti;base") == 2
    assert "5;Entrato il;dal" in written
    corrected = written.replace("4;Socio dal;socio dal", "4;Socio dal;non usata")
    corrected = corrected.replace("5;Mah;non usata", "5;Mah;dal")
    mapping.write_text(corrected, "utf-8-sig")
    done = mutua("import", "members", path, "--apply", "--yes", "--mapping", mapping, *options)
    assert done.status == 0, done.out + done.err
    held = exported(mutua, tmp_path, "soci")
    assert ("01/03/2003" in held, "01/04/2025" in held, "01/03/2025" in held) == (True, True, False)


def test_a_column_that_no_list_has_is_refused_and_a_list_that_is_not_there_is_told(
    society: Society, mutua: Mutua, tmp_path: Path
) -> None:
    path, mapping = saved(tmp_path, "soci.xlsx", book(**TWO_LISTS)), tmp_path / "colonne.csv"
    refused = mutua("import", "members", path, "--since-column", "Da quando")
    assert (refused.status, "Nel foglio non c'è la colonna" in refused.err) == (1, True)
    assert "«Nuovi 2025»" in mutua("import", "members", path, "--since-column", "Socio dal").out
    mutua("import", "members", path, "--mapping", mapping)
    mapping.write_text(mapping.read_text(encoding="utf-8-sig").replace("Nuovi 2025", "Vecchi"), "utf-8-sig")
    told = mutua("import", "members", path, "--mapping", mapping, "--yes").err
    assert "trovato «Vecchi»; nel file non c'è un elenco così chiamato; ci sono: Soci, Nuovi 2025" in told


def test_an_assistance_that_no_column_says_is_asked_for_once(
    society: Society, mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTUA_RULESETS", str(Path(__file__).parents[2] / "rulesets"))
    rows = [*TWO_LISTS["Soci"], [7, PIO.surname, PIO.given, PIO.code, "01/01/2020"]]
    path = saved(tmp_path, "soci.xlsx", book(Soci=rows))
    plan = "insieme-salute/giorno-e-notte"
    tried = mutua("import", "members", path, "--since-column", "Entrato il", "--plan", plan)
    assert "nessuna colonna dice l'assistenza, e serve a 2 righe: una per tutte con --assistance (" in tried.err
    assert ("la cella è vuota" in tried.out, ended(tried.out)) == (False, [3, 0, 2, 1])
