"""`mutua bank pay …`: a run from the draft to the file, by two people who prove themselves; what came back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from freezegun import freeze_time

from bank.cbi_payment_order import payments_in, wrong_places
from bank.statements import ACCOUNT, Move, camt
from bank.test_status_report import answer, transaction
from cli.conftest import Mutua
from mutua.domain.access import Role
from mutua.services.accounts import HASHER, Given, add_user
from mutua.services.verify_archive import verify
from mutua.store.accounts import change_account, find_account
from mutua.store.database import Archive
from mutua.store.tables import account, identity
from services.payment_helpers import ANNAS
from services.societies import small_society

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
PASSWORD = "una frase lunga abbastanza"


@pytest.fixture
def codes(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An archive with Anna's request decided, a clerk and an approver; the secret of the code of each."""
    url = str(tmp_path / "mutua.db")
    monkeypatch.setenv("MUTUA_DATABASE_URL", url)
    monkeypatch.setenv("MUTUA_RULESETS", str(tmp_path / "rulesets"))
    monkeypatch.setenv("MUTUA_MASTER_KEY", str(tmp_path / "keys" / "master.key"))
    assert mutua("init", "--name", "Prova").status == 0
    assert mutua("society", "set", "--iban", ACCOUNT, "--municipality", "Pinerolo").status == 0
    found = {}
    with Archive(url) as archive:
        society = small_society(archive, tmp_path)
        society.household("N1", "Anna")
        society.household("N2", "Dario")
        for name in ("Anna", "Dario"):
            society.decide(society.claim(name, "VIS", 10_000))
        for login, role in (("clara", Role.CLERK), ("aldo", Role.APPROVER)):
            made = add_user(archive, login, login.title(), [role], actor_id=society.actor_id, now=MONDAY,
                            ids=society.ids)  # fmt: skip
            assert isinstance(made, Given)
            with archive.writer.begin() as connection:
                one = find_account(connection, account.c.login == login)
                assert one is not None
                change_account(connection, one.id, password_hash=HASHER.hash(PASSWORD), must_change=0)
                found[login] = one.secret
        with archive.writer.begin() as connection:
            own = identity.c.person_id == society.people["Anna"]
            connection.execute(identity.update().where(own).values(iban=ANNAS))
    return found


def test_a_run_from_the_draft_to_the_file_and_back(
    mutua: Mutua, codes: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with freeze_time(MONDAY) as clock:

        def typing(login: str, *more: str, code: str = "") -> None:
            """What is typed when the command asks: the password, the code of this moment, and what else."""
            told = iter([PASSWORD, code or pyotp.TOTP(codes[login]).at(clock()), *more])
            monkeypatch.setattr("click.termui.hidden_prompt_func", lambda prompt: next(told))
            monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: next(told))

        drawn = mutua("bank", "pay", "draft")
        assert drawn.status == 1  # the society's CUC is missing
        assert "Rossi Anna → Rossi Anna IT89…296  70,00 €" in drawn.out
        assert "fuori (1), manca l'IBAN: 2" in drawn.out
        assert "CUC" in drawn.err
        assert mutua("bank", "creditor", "--cuc", "abcd1234").status == 0
        assert "Da pagare il 03/06/2026: 1, per 70,00 €." in mutua("bank", "pay", "draft", "--on", "03/06/2026").out
        assert mutua("bank", "pay", "draft", "--on", "02/06/2026").status == 0  # a feast of Italy, and banks work
        file = tmp_path / "bonifici.xml"
        typing("clara")
        made = mutua("bank", "pay", "prepare", "--user", "clara")
        assert "Distinta 1 del 02/06/2026: 1 bonifico, 70,00 €; da approvare. Preparata da Clara." in made.out, made.err
        assert mutua("bank", "pay", "release", 1, file).status == 1
        clock.tick(60)
        typing("clara")
        own = mutua("bank", "pay", "approve", 1, "--user", "clara", "--yes")
        assert own.status == 1, own
        approve = ("bank", "pay", "approve", 1, "--user", "aldo")
        typing("aldo", code="000000")
        assert mutua(*approve).status == 1
        typing("aldo", "n")
        assert mutua(*approve).status == 1
        clock.tick(60)
        typing("aldo", "s")
        done = mutua(*approve)
        assert "Approvata." in done.out, done.err
        assert not file.exists()
        sent = mutua("bank", "pay", "release", 1, file)
        assert "1 bonifico, 70,00 €, registrato come pagato il 02/06/2026" in sent.out, sent.err
        assert wrong_places(file.read_bytes()) == []
        assert file.stat().st_mode & 0o077 == 0
        again = tmp_path / "again.xml"
        assert mutua("bank", "pay", "release", 1, again).status == 1
        assert mutua("bank", "pay", "drop", 1).status == 1
        assert mutua("bank", "pay", "file", 1, again).status == 0
        assert again.read_bytes() == file.read_bytes()
        assert mutua("bank", "pay", "file", 1, again).status == 1  # it is there
        name = payments_in(file.read_bytes())[0].end_to_end
        statement = tmp_path / "estratto.xml"
        statement.write_bytes(camt(Move(-7_000, "2026-06-03", text="DISTINTA SCT-000001")))
        early = mutua("bank", "import", statement, "--apply")
        assert (early.status, "deve ancora venire" in early.err) == (1, True)
        clock.move_to(MONDAY.replace(day=3))
        assert mutua("bank", "import", statement, "--apply").status == 0
        assert "1. certa: è l'addebito di SCT-000001 (distinta SCT-000001, nominata" in mutua("bank", "matches").out
        assert "può essere SCT-000001: mutua bank confirm 1." in mutua("bank", "pay", "show", 1).out
        assert mutua("bank", "confirm", 1).out == "Movimento 1: è l'addebito di SCT-000001.\n"
        assert "addebitata il 03/06/2026" in mutua("bank", "pay", "list").out
        assert mutua("bank", "undo", 1).out == "Movimento 1: non è più l'addebito di una distinta.\n"
        reply = tmp_path / "risposta.xml"
        reply.write_bytes(answer(transaction(name, amount="70.00")).replace(b"SDD-", b"SCT-"))
        assert f"{name}: respinto: torna da pagare (conto chiuso (AC04))" in mutua("bank", "answer", reply).out
        assert mutua("bank", "answer", reply, "--apply").status == 0
        listed = mutua("bank", "pay", "list").out
        assert "file fatto: da caricare in banca" in listed, "nobody knows yet whether the bank has it"
        assert "tornato indietro: 1 Rossi Anna 70,00 €, conto chiuso (AC04)" in listed
        assert "respinta dalla banca conto chiuso (AC04)" in mutua("bank", "pay", "show", 1).out
        assert mutua("bank", "pay", "show", 2).status == 1
        assert "almeno di 80,00 €" in mutua("bank", "pay", "minimum", "80,00").out
        assert mutua("bank", "pay", "prepare").status == 1
        assert mutua("bank", "pay", "minimum", "0").status == 1
    with Archive(str(tmp_path / "mutua.db")) as archive:
        assert verify(archive) == []
