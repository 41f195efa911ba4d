"""`mutua society`: what stands at the head of papers, checked when it is said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cli.conftest import Mutua
from mutua.services.society import payment_day
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.society_changes import read_changes
from mutua.wording.society import society_change_sentence


@pytest.fixture(autouse=True)
def archive_here(mutua: Mutua, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTUA_DATABASE_URL", str(tmp_path / "mutua.db"))
    assert mutua("init", "--name", "Prova").status == 0


def test_what_is_told_is_shown_and_the_rest_stays(mutua: Mutua) -> None:
    told = mutua("society", "set", "--address", "via Roma 1", "--iban", "it60 X054 2811 1010 0000 0123 456",
                 "--register", "RUNTS n. 1", "--register", "Albo n. 2")  # fmt: skip
    assert told.status == 0, told.err
    assert "IBAN: IT60X0542811101000000123456" in told.out
    assert mutua("society", "set", "--phone", "0121 1").status == 0
    shown = json.loads(mutua("society", "show", "--json").out)
    assert shown["name"] == "Prova"
    assert shown["address"] == "via Roma 1"
    assert shown["registers"] == ["RUNTS n. 1", "Albo n. 2"]
    assert shown["phone"] == "0121 1"
    assert mutua("society", "set", "--address", "").status == 0
    assert json.loads(mutua("society", "show", "--json").out)["address"] == ""


def test_a_wrong_account_or_code_is_refused_and_nothing_is_kept(mutua: Mutua) -> None:
    wrong = mutua("society", "set", "--address", "via Roma 1", "--iban", "IT60X0542811101000000123457")
    assert wrong.status == 1
    assert wrong.err.strip()
    assert mutua("society", "set", "--fiscal-code", "85001230012").status == 1
    shown = json.loads(mutua("society", "show", "--json").out)
    assert (shown["address"], shown["iban"], shown["fiscal_code"]) == ("", "", "")


def test_the_days_on_which_the_society_pays_are_kept_as_numbers(mutua: Mutua, tmp_path: Path) -> None:
    def kept() -> date | None:
        with Archive(str(tmp_path / "mutua.db")) as archive, archive.reader.begin() as connection:
            return payment_day(connection, date(2026, 6, 16))

    assert kept() is None
    assert mutua("society", "set", "--payment-days", "31, 15").status == 0
    assert kept() == date(2026, 6, 30)
    for wrong in ("il 15", "32", "0"):
        assert mutua("society", "set", "--payment-days", wrong).status == 2
    assert kept() == date(2026, 6, 30)
    assert mutua("society", "set", "--payment-days", "").status == 0
    assert kept() is None


def test_nothing_told_is_a_mistake_of_use(mutua: Mutua) -> None:
    assert mutua("society", "set").status == 2


def test_what_the_terminal_changes_leaves_a_trace_too(mutua: Mutua, tmp_path: Path) -> None:
    for told in (
        ("society", "set", "--phone", "0121 1", "--plain-limit", "200,00"), ("society", "set", "--phone", "0121 1"),
        ("society", "set", "--phone", "", "--iban", "IT60X0542811101000000123456", "--no-name-clerks"),
        ("society", "set", "--phone", "0121 2", "--iban", "IT60X0542811101000000123457"),
        ("bank", "creditor", "--cuc", "abcd1234", "--notice-days", "10"), ("bank", "pay", "minimum", "5,00"),
    ):  # fmt: skip
        mutua(*told)
    with Archive(str(tmp_path / "mutua.db")) as archive, archive.reader.begin() as connection:
        found = read_changes(connection)
        assert verify(archive) == []
    assert [tuple(one.change) for one in found] == [
        ("phone", "", "0121 1"), ("plain_limit", "", "20000"),
        ("phone", "0121 1", ""), ("iban", "", "IT60X0542811101000000123456"), ("name_clerks", "yes", ""),
        ("cuc", "", "ABCD1234"), ("notice_days", "", "10"), ("payment_minimum", "1", "500"),
    ]  # fmt: skip
    assert society_change_sentence(found[-1].change) == "Il bonifico più piccolo: da «0,01 €» a «5,00 €»."
