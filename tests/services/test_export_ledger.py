"""The journal that Beancount accepts: each book by itself, final balances those of the trial balance, nobody named."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core import realization
from beancount.core.data import Open, Transaction
from hypothesis import given
from hypothesis import strategies as st

from mutua.services.export_ledger import account_name, component, journal, money
from mutua.store.database import Archive
from mutua.store.ledger import trial_balance
from services.societies import Society
from services.test_digest import busy_society, decided

WORD = re.compile(r"[A-Z0-9][A-Za-z0-9-]*")


@pytest.fixture
def made(archive: Archive, tmp_path: Path) -> Society:
    return decided(busy_society(archive, tmp_path))


def journal_of(archive: Archive) -> str:
    with archive.snapshot() as connection:
        return "\n".join(journal(connection)) + "\n"


def test_beancount_accepts_the_journal_and_finds_the_same_balances(made: Society) -> None:
    entries, errors, _ = loader.load_string(journal_of(made.archive))
    assert errors == []
    assert sum(isinstance(one, Transaction) for one in entries) >= 3
    with made.archive.snapshot() as connection:
        totals = trial_balance(connection)
    root = realization.realize(entries)
    for (book, account), cents in totals.items():
        (position,) = realization.get(root, account_name(book, account)).balance
        assert (position.units.number, position.units.currency) == (Decimal(cents) / 100, "EUR")
    opened = {one.account for one in entries if isinstance(one, Open)}
    assert {name.split(":")[1] for name in opened} == {"Benefits", "Contributions"}
    assert opened == {account_name(*key) for key in totals}


def test_each_book_balances_by_itself(made: Society) -> None:
    entries, errors, _ = loader.load_string(journal_of(made.archive))
    for one in entries:
        if isinstance(one, Transaction):
            assert len({leg.account.split(":")[1] for leg in one.postings}) == 1
            assert errors == []
            assert sum(leg.units.number for leg in one.postings) == 0


def test_a_false_balance_is_noticed_by_beancount(made: Society) -> None:
    text = journal_of(made.archive)
    wrong = re.sub(r"(balance Expenses\S+  )\d+", r"\g<1>9", text)
    assert wrong != text
    assert loader.load_string(wrong)[1] != []


def test_nobody_is_named(made: Society) -> None:
    text = journal_of(made.archive)
    for word in ("Anna", "Rossi", "Studio", "N1", "VIS"):
        assert word not in text


def test_an_archive_without_entries_is_a_journal_too(archive: Archive) -> None:
    assert loader.load_string(journal_of(archive))[1] == []


def test_money_is_written_to_the_cent() -> None:
    assert [money(cents) for cents in (5, -5, 100, -123456)] == ["0.05 EUR", "-0.05 EUR", "1.00 EUR", "-1234.56 EUR"]


def test_names_are_words_for_beancount() -> None:
    told = ["generale", "Generale", "Famiglia", "famiglia", "Odontoiatria in rete", "Età", "X", "0", "", "A-B", "A B"]
    assert [component(one) for one in told] == [
        "Generale", "X47Zenerale", "Famiglia", "0-famiglia", "Odontoiatria-in-rete", "EtXE0Z", "X58Z", "X30Z", "XZ",
        "AX2DZB", "A-B",
    ]  # fmt: skip


@given(st.text(max_size=8), st.text(max_size=8))
def test_two_details_are_never_written_alike(one: str, other: str) -> None:
    assert WORD.fullmatch(component(one))
    assert (component(one) == component(other)) == (one == other)


@given(st.text("XZ0-7gG ae", max_size=6), st.text("XZ0-7gG ae", max_size=6))
def test_two_details_that_look_like_our_own_signs_are_never_written_alike(one: str, other: str) -> None:
    assert (component(one) == component(other)) == (one == other)
