"""`mutua bank …`: a statement shown and brought in, movements matched and confirmed, mandates, files for the bank."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sepaxml
from freezegun import freeze_time

from bank.cbi_order import wrong_places
from bank.statements import ACCOUNT, Move, camt
from bank.test_status_report import answer, transaction
from cli.conftest import Mutua
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from services.dues_helpers import FIRST, charged
from services.societies import small_society

IBAN = "IT89O0300203280429513916296"
TODAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def references(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An archive with two households that owe 120 and 80 euro; their payment references."""
    url = str(tmp_path / "mutua.db")
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    assert mutua("init", "--name", "Prova").status == 0
    assert mutua("society", "set", "--iban", ACCOUNT, "--municipality", "Pinerolo").status == 0
    with Archive(url) as archive:
        society = small_society(archive, tmp_path)
        society.household("N1", "Anna", "Bruno")
        society.household("N2", "Carla")
        annas, carlas = charged(society, "Anna", (FIRST, 12000)), charged(society, "Carla", (FIRST, 8000))
    return [annas[0].reference, carlas[0].reference]


def statement(folder: Path, *told: Move) -> Path:
    path = folder / "estratto.xml"
    path.write_bytes(camt(*told, days=("2026-01-01", "2026-12-31")))
    return path


def test_a_statement_is_shown_then_brought_in_matched_and_confirmed(
    mutua: Mutua, references: list[str], tmp_path: Path
) -> None:
    path = statement(
        tmp_path, Move(12000, text=f"quota {written_reference(references[0])}", name="ROSSI ANNA", reference="a"),
        Move(7000, name="ROSSI CARLA", text=references[1], reference="b"), Move(100, text="interessi", reference="c"),
        Move(-250, text="spese", reference="d"),
    )  # fmt: skip
    look = mutua("bank", "import", path)
    assert look.status == 0, look.err
    assert "movimenti nuovi 4 (entrate 191,00 €)" in look.out
    assert "niente è stato scritto" in look.out
    assert "Nessun movimento in attesa" in mutua("bank", "matches").out
    assert "Movimenti entrati: 4" in mutua("bank", "import", path, "--apply").out
    assert "già stato importato" in mutua("bank", "import", path, "--apply").out
    shown = mutua("bank", "matches")
    assert f"1. certa: nucleo N1: scadenza 1 120,00 € (riferimento {references[0]} nella causale; nome" in shown.out
    assert "1. probabile: nucleo N2: scadenza 2 70,00" in shown.out
    assert "mancano 10,00 €" in shown.out
    assert "nessuna proposta" in shown.out
    assert "In attesa: 3, di cui con proposta certa 1" in shown.out
    assert json.loads(mutua("bank", "matches", "--json").out)[0]["proposte"][0]["grado"] == "certain"
    assert "certain: household N1" in mutua("bank", "matches", "--lang", "en").out
    assert "Movimenti confermati: 1, per 120,00 €" in mutua("bank", "confirm", "--all-certain").out
    assert "registrati 70,00 €" in mutua("bank", "confirm", 2).out
    refused = mutua("bank", "confirm", 3)
    assert (refused.status, "mutua bank split" in refused.err) == (1, True)
    assert mutua("bank", "set-aside", 3, "--motive", "interessi").status == 0
    assert "[interessi]" in mutua("bank", "lines", "--state", "set_aside").out
    again = mutua("bank", "confirm", 1)
    assert (again.status, "non è più in attesa" in again.err) == (1, True)
    assert "di nuovo in attesa" in mutua("bank", "undo", 2).out
    assert "di cui in acconto 10,00 €" in mutua("bank", "split", 2, "2=60,00", "nucleo:N1=10,00").out
    assert mutua("verify").status == 0


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (["2=60"], "non fanno il suo importo"), (["x=70,00"], "numero di una scadenza"),
        (["2=70.00"], "50,00"), (["nucleo:N9=70,00"], "Nessun nucleo"), (["99=70,00"], "Non c'è"), (["99=70,00"], "99"),
        (["²=70,00"], "numero di una scadenza"), (["9" * 30 + "=70,00"], "numero di una scadenza"),
    ],
)  # fmt: skip
def test_a_share_written_wrongly_is_told(
    mutua: Mutua, references: list[str], tmp_path: Path, parts: list[str], said: str
) -> None:
    assert mutua("bank", "import", statement(tmp_path, Move(7000)), "--apply").status == 0
    told = mutua("bank", "split", 1, *parts)
    assert told.status == 1
    assert said.lower() in told.err.lower()


def test_a_table_asks_for_its_columns_once(mutua: Mutua, references: list[str], tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Giorno;Euro;Perché\n05/01/2026;120,00;quota\n", encoding="cp1252")
    wrong = mutua("bank", "import", path)
    assert (wrong.status, "--column" in wrong.err) == (1, True)
    said = ["--column", "data=Giorno", "--column", "importo=Euro", "--column", "descrizione=Perché"]
    told = mutua("bank", "import", path, *said, "--apply")
    assert told.status == 0, told.err
    path.write_text("Giorno;Euro;Perché\n06/01/2026;20,00;quota\n", encoding="utf-8")
    assert "Movimenti entrati: 1" in mutua("bank", "import", path, "--apply").out
    assert mutua("bank", "import", path, "--column", "data").status == 2


@pytest.mark.parametrize("raw", [b"", b"<a/>", b"\xff\xfe<\0a\0/\0>\0", b"%PDF"])
def test_j90_a_file_that_is_no_statement_is_told_in_a_sentence(
    mutua: Mutua, references: list[str], tmp_path: Path, raw: bytes
) -> None:
    path = tmp_path / "x"
    path.write_bytes(raw)
    told = mutua("bank", "import", path, "--apply")
    assert told.status == 1
    assert "Non è entrato niente" in told.out
    assert told.err.strip()
    assert "Traceback" not in told.err


def test_from_the_mandate_to_the_banks_answer(mutua: Mutua, references: list[str], tmp_path: Path) -> None:
    with freeze_time(TODAY):
        assert mutua("bank", "mandate", "add", "N1-0", "--iban", "IT1", "--signed-on", "01/12/2025").status == 1
        made = mutua("bank", "mandate", "add", "N1-0", "--iban", IBAN, "--signed-on", "01/12/2025")
        assert "Mandato M-000001 registrato" in made.out, made.err
        twice = mutua("bank", "mandate", "add", "N1-0", "--iban", IBAN, "--signed-on", "01/12/2025")
        assert (twice.status, "il mandato M-000001. Se è un altro: --yes" in twice.err) == (1, True)
        listed = mutua("bank", "mandate", "list").out
        assert "M-000001  nucleo N1  IT89…296  CORE  firmato il 01/12/2025" in listed
        file = tmp_path / "incassi.xml"
        asked = ["bank", "debit", file, "--due", "31/01/2026", "--on", "30/01/2026", "--notified-on", "05/01/2026"]
        wrong = mutua(*asked)
        assert wrong.status == 1
        assert "codice identificativo del creditore" in wrong.err
        assert mutua("bank", "creditor", "--identifier", "IT46ZZZ0000012345670017").status == 1
        kept = mutua("bank", "creditor", "--identifier", "IT45ZZZ0000012345670017", "--cuc", "abcd1234")
        assert "CUC: ABCD1234" in kept.out
        look = mutua(*asked)
        assert (look.status, "Addebiti: 1, per 120,00 €" in look.out, file.exists()) == (0, True, False)
        done = mutua(*asked, "--apply")
        assert "Incasso 1: 1 addebito, per 120,00 €" in done.out, done.err
        assert wrong_places(file.read_bytes()) == []
        assert file.stat().st_mode & 0o077 == 0
        assert mutua(*asked, "--apply").status == 1  # the file is there
        again = tmp_path / "again.xml"
        assert mutua("bank", "debit-again", 1, again).status == 0
        assert again.read_bytes() == file.read_bytes()
        reply = tmp_path / "risposta.xml"
        reply.write_bytes(answer(transaction("SDD-000001-00001", amount="120.00")))
        assert "respinto (AC04, conto chiuso)" in mutua("bank", "answer", reply).out
        assert mutua("bank", "answer", reply, "--apply").status == 0
        assert "già registrato" in mutua("bank", "answer", reply, "--apply").out
        assert "Mandato M-000001 finito" in mutua("bank", "mandate", "revoke", "m-000001").out
        assert "Mandati: 0" in mutua("bank", "mandate", "list").out
    with Archive(str(tmp_path / "mutua.db")) as archive:
        assert verify(archive) == []


def test_a_file_is_checked_beside_the_banks_schema(mutua: Mutua, references: list[str], tmp_path: Path) -> None:
    schema = Path(sepaxml.__file__).parent / "schemas" / "pain.008.001.08.xsd"
    with freeze_time(TODAY):
        mutua("bank", "mandate", "add", "N1-0", "--iban", IBAN, "--signed-on", "01/12/2025")
        mutua("bank", "creditor", "--identifier", "IT45ZZZ0000012345670017")
        file = tmp_path / "incassi.xml"
        days = ["--due", "31/01/2026", "--on", "30/01/2026", "--notified-on", "05/01/2026"]
        made = mutua("bank", "debit", file, *days, "--iso", "--apply")
        assert made.status == 0, made.err
    right = mutua("bank", "check", file, "--xsd", schema)
    assert (right.status, right.out, right.err) == (0, "", "")
    file.write_bytes(file.read_bytes().replace(b"FRST", b"SOME"))
    wrong = mutua("bank", "check", file, "--xsd", schema)
    assert (wrong.status, "SeqTp" in wrong.err) == (1, True)
    assert mutua("bank", "check", tmp_path / "none.xml", "--xsd", schema).status == 1
    assert mutua("bank", "check", file, "--xsd", file).status == 1


def test_confirm_wants_movements_or_all_that_is_certain(mutua: Mutua, references: list[str]) -> None:
    assert mutua("bank", "confirm").status == 2
    assert mutua("bank", "confirm", 1, "--all-certain").status == 2
    assert mutua("bank", "confirm", 1, 2, "--choice", 1).status == 2


def test_a_movement_is_confirmed_as_somebody_outsides(mutua: Mutua, references: list[str], tmp_path: Path) -> None:
    paid = Move(12000, text=f"QUOTA {references[0]}", name="NERI ROSA", reference="a")
    assert mutua("bank", "import", statement(tmp_path, paid), "--apply").status == 0
    assert mutua("bank", "confirm", 1, 2, "--paid-by", "Rosa Neri").status == 2
    unnamed = mutua("bank", "confirm", 1, "--regime", "third_party")
    assert (unnamed.status, "scrivete anche chi ha pagato" in unnamed.err) == (1, True)
    assert "registrati 120,00 €" in mutua("bank", "confirm", 1, "--paid-by", "Rosa Neri").out
    assert "Rosa Neri" in mutua("contributions", "show", "--household", "N1").out
