"""`mutua mail`: set up, tried, sent, listed; killed between the post office and the note, the same mail goes again."""

from __future__ import annotations

import email
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import Mutua
from mutua.domain.records import Identity, PersonTold
from mutua.services.mail import choose_address, tell_news
from mutua.services.register import register_household, system_actor
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.smtp_office import office
from services.societies import JOINED

KILLED = """
import os, signal, sys
from mutua.services import send_mail
send_mail.noted = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from mutua.cli import main
sys.argv = ["mutua", "mail", "send"]
main()
"""
ASKED = ("mail", "setup", "--way", "smtp", "--host", "127.0.0.1", "--tls", "none", "--sender", "avvisi@esempio.it",
         "--address", "https://mutua.esempio.it")  # fmt: skip


def test_mail_is_set_up_sent_and_sent_again_after_a_kill(
    mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "mutua.db"))
    assert mutua("init", "--name", "Prova").status == 0
    assert "non è ancora impostata" in mutua("mail", "try", "a@b.it").err
    wrong = mutua("mail", "setup", "--way", "console", "--sender", "x", "--address", "http://mutua.esempio.it")
    assert wrong.status == 1
    assert len(wrong.err.strip().splitlines()) == 3
    assert mutua("mail", "send").status == 0  # nothing waits
    with office(None) as there:
        told = mutua(*ASKED, "--port", str(there.port))
        assert told.status == 0, told.err
        assert "public-address: https://mutua.esempio.it" in told.out
        with Archive(str(tmp_path / "mutua.db")) as archive:

            def work(unit: UnitOfWork) -> None:
                one = PersonTold("N1", Identity("Rossi", "Anna", card_number="N1-0"), "titolare", JOINED)
                [(person_id, _)] = register_household(unit, [one], Ids()).items()
                choose_address(unit, person_id, "anna@esempio.it")
                tell_news(unit, [(person_id, 0)])

            now = datetime.now(UTC)
            with archive.writer.begin() as connection:
                actor_id = system_actor(connection, "prova", Ids())
            unit_of_work(archive, [], work, actor_id=actor_id, now=now)
            assert "Avvisi a anna@esempio.it" in mutua("mail", "choose", "N1-0").out
            killed = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, timeout=60, check=False)
            assert killed.returncode == -signal.SIGKILL
            assert len(there.came) == 1
            listed = mutua("mail", "list").out
            assert ("una novità  aspetta" in listed, "@" in listed) == (True, False)
            assert "Partite: 0. Non andate: 0." in mutua("mail", "send").out  # its pause is not over
            assert mutua("mail", "again", listed.split()[0]).status == 0
            assert "Partite: 1." in mutua("mail", "send").out
            assert "Partite: 0." in mutua("mail", "send").out
    first, second = (content for _, _, content in there.came)
    assert first == second
    assert email.message_from_bytes(first)["Message-ID"].endswith("@esempio.it>")
    assert "non risponde" in mutua("mail", "try", "a@b.it").err
    assert mutua("mail", "drop", "x").status == 1
    assert mutua("mail", "month").status == 0
    assert "riceve le lettere" in mutua("mail", "choose", "N1-0", "--stop").out
