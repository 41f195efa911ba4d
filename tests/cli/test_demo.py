"""`mutua demo` as somebody at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select, true

from mutua.cli import cli
from mutua.cli_base import run
from mutua.cli_decide import plan_book
from mutua.cli_demo import propose_something
from mutua.cli_serve import give_demo_logins
from mutua.demo import TODAY
from mutua.domain.four_eyes import Matter, Rule
from mutua.services.adhesion_requests import count_applications
from mutua.services.admissions import who_waits
from mutua.services.bank_desk import count_open
from mutua.services.requests_of_person import requests_of_person
from mutua.services.to_approve import what_waits
from mutua.services.verify_archive import verify
from mutua.services.work_queue import Queue, counts
from mutua.store.accounts import read_accounts
from mutua.store.approvals import read_rules
from mutua.store.database import Archive
from mutua.store.migrate import upgrade
from mutua.store.payment_runs import runs_told
from mutua.store.tables import account, payment
from mutua.store.tables_payments import RELEASED
from mutua.wording.person_sheet import request_sentence


def test_the_demonstration_tells_what_came_of_the_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "demo.db"
    command = ["demo", "--members", "300", "--database", str(place), "--no-serve"]
    assert run(cli, command) == 0
    told = capsys.readouterr().out
    for words in (
        "Dimostrazione: persone e fatti inventati", "300 persone", "Ticket del servizio", "Da pagare ai soci",
        "Le ultime 12 aspettano una decisione", "Aspetta anche: un'autorizzazione da dare, un reclamo, chi chiede",
        "Limiti raggiunti", "Una decisione, passo per passo", "persona inventata", "Con lo scambio «ospedale in casa»",
        "Verifica: storia, libri contabili e limiti sono in ordine.", "decisioni rifatte da capo, 0 diverse.",
        str(place), "chies. = chieste, pag. = pagate", "12 mesi di domande", "Per 18 mesi di domande, dal 01/01/2025",
        f"--database {place}",
    ):  # fmt: skip
        assert words in told.replace("\n", " "), words
    assert "None" not in told
    assert "senza area" not in told
    assert [line for line in told.splitlines() if line != line.rstrip()] == []
    assert told.splitlines()[-3] == "Per guardare oltre:"
    number = told.splitlines()[-2].split()[2]
    assert f"domanda {number} del" in told.replace("\n", " ")
    assert run(cli, told.splitlines()[-2].split()[1:]) == 0
    assert f"Domanda {number}, decisione 1" in capsys.readouterr().out
    assert max(len(line) for line in told.splitlines() if "·" in line) <= 80
    _something_of_each(place)


def _something_of_each(place: Path) -> None:
    """Every list of the counter has something in it, and nothing that was made for that is wrong."""
    with Archive(str(place)) as archive:
        logins = give_demo_logins(archive)
        propose_something(archive, logins[0][0])
        with archive.reader.begin() as connection:
            every = {one.login: one for one in read_accounts(connection, true())}
            applicants = who_waits(connection, TODAY).total
            firms, movements = count_applications(connection), count_open(connection)
        bruno = every["bruno"]
        found = counts(archive, every[logins[0][0]], TODAY)
        empty = {one.value for one in Queue if not found[one].number}
        assert empty == {"parked"}, "nobody's records are damaged"
        matters = [one.proposal.matter for one in what_waits(archive, bruno.actor_id) if one.may]
        assert matters == [Matter.DECISION, Matter.ACCOUNT]
        assert (applicants, firms, movements) == (1, 1, 2)
        _paid(archive)
        assert verify(archive) == []


def _paid(archive: Archive) -> None:
    """Money went out, once: some was paid, some is with the bank, one payment came back."""
    with archive.reader.begin() as connection:
        kinds = connection.execute(select(payment.c.kind, func.count()).group_by(payment.c.kind)).all()
        runs = runs_told(connection)
        member = read_accounts(connection, account.c.login == "maria")[0].person_id
        assert member is not None
        mine = requests_of_person(connection, plan_book(), member, TODAY, "it").latest
    assert [one.end for one in runs] == [RELEASED]
    assert dict(map(tuple, kinds))["return"] == 1
    sentences = " ".join(request_sentence(one) for one in mine)
    assert "è pagata" in sentences
    assert [one.awaited for one in mine if "to-bring" in one.states] == [("il certificato del medico curante",)]
    assert "con il pagamento del 10 luglio 2026" in sentences, "what is still to be paid has its day"
    propose_something(archive, "anna")
    with archive.reader.begin() as connection:
        assert connection.execute(select(payment.c.kind, func.count()).group_by(payment.c.kind)).all() == kinds


def test_a_second_demonstration_takes_the_place_of_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["demo", "--members", "7", "--database", str(tmp_path / "demo.db"), "--lang", "en", "--no-serve"]
    assert run(cli, command) == 0
    first = capsys.readouterr().out
    assert run(cli, command) == 0
    again = capsys.readouterr().out
    assert first.split("Time:")[0] == again.split("Time:")[0]
    assert "Demonstration: people and facts invented" in again
    assert "Verification: history, books and limits are in order." in again
    assert run(cli, ["four-eyes", "set", "--decision-limit", "10,00", "--database", str(tmp_path / "demo.db")]) == 0
    with Archive(str(tmp_path / "demo.db")) as archive, archive.reader.begin() as connection:
        assert read_rules(connection).value(Rule.DECISION_LIMIT, TODAY) == 1000, "from the demonstration's own day"


def test_an_archive_of_a_real_society_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "vera.db"
    with Archive(str(place)) as archive:
        upgrade(archive)
    before = place.read_bytes()
    assert run(cli, ["demo", "--members", "7", "--database", str(place), "--no-serve"]) == 2
    assert "non è una dimostrazione" in capsys.readouterr().err
    assert place.read_bytes() == before


def test_nonsense_is_refused_in_italian(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(cli, ["demo", "--members", "0"]) == 2
    assert "--members" in capsys.readouterr().err
