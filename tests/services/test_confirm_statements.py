"""A firm's transfer for its statement: fund share and all it is certain, and the statement is settled with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bank.statements import Move
from mutua.bank.match_values import Grade
from mutua.domain.firms import Rate
from mutua.domain.identifiers.creditor_reference import written_reference
from mutua.services.confirm_lines import confirm, confirm_all_certain, undo
from mutua.services.decide_claim import Refusal
from mutua.services.firm_statements import Issued, issue_statements
from mutua.services.statement_settling import paid_days
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.ledger import trial_balance
from services.bank_helpers import done, found, moves, states
from services.firm_helpers import NAMES, Firms, small_firms

JAN, PAID = date(2026, 1, 1), date(2026, 3, 2)


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path, PAID)
    made.firm("Alfa", rates=(Rate("base", 1234),), firm_share=7000, fund_share=250)
    made.apply(made.told("Alfa", made.rows("Alfa", NAMES[:3])), JAN)
    return made


def issue(firms: Firms, month: date = JAN) -> Issued:
    (one,) = issue_statements(firms.at(month.replace(day=2)), firms.firms["Alfa"], month)  # type: ignore[misc]  # it is issued
    return one


def transfer(one: Issued, cents: int) -> Move:
    return Move(cents, text=f"distinta {written_reference(one.reference)}", name="ALFA SRL")


def paid_on(firms: Firms, one: Issued) -> date | None:
    with firms.archive.reader.begin() as connection:
        return paid_days(connection, [one.statement_id])[one.statement_id]


def on_books(firms: Firms, book: str) -> dict[str, int]:
    with firms.archive.reader.begin() as connection:
        return {account: cents for (of, account), cents in trial_balance(connection).items() if of == book and cents}


def test_the_total_of_a_statement_settles_it_and_its_fund_share_goes_to_the_fund(firms: Firms) -> None:
    one = issue(firms)
    assert (one.total_cents, one.fund_cents) == (3795, 93)
    (line_id,) = moves(firms.society, transfer(one, 3795))
    assert [told.grade for told in found(firms.society)[line_id].proposals] == [Grade.CERTAIN]
    assert [told.line_id for told in confirm_all_certain(firms.at()).confirmed] == [line_id]
    assert paid_on(firms, one) == PAID
    assert on_books(firms, "funds") == {"bank": 93, "restricted:patto": -93}
    assert on_books(firms, "contributions")["bank"] == 3 * 1234
    assert verify(firms.archive) == []


def test_two_statements_in_one_transfer_are_both_settled(firms: Firms) -> None:
    both = [issue(firms), issue(firms, date(2026, 2, 1))]
    text = " ".join(written_reference(one.reference) for one in both)
    (line_id,) = moves(firms.society, Move(2 * 3795, text=text, name="ALFA SRL"))
    done(confirm(firms.at(), line_id))
    assert [paid_on(firms, one) for one in both] == [PAID, PAID]
    assert on_books(firms, "funds")["restricted:patto"] == -2 * 93


def test_without_its_fund_share_a_statement_is_not_settled_by_itself(firms: Firms) -> None:
    one = issue(firms)
    (line_id,) = moves(firms.society, transfer(one, 3 * 1234))
    assert [told.grade for told in found(firms.society)[line_id].proposals] == [Grade.POSSIBLE]
    assert (confirm_all_certain(firms.at()).confirmed, paid_on(firms, one)) == ([], None)


def test_money_that_a_statement_passed_to_the_fund_is_not_undone_at_the_bank(firms: Firms) -> None:
    one = issue(firms)
    (line_id,) = moves(firms.society, transfer(one, 3795))
    done(confirm(firms.at(), line_id))
    assert isinstance(undo(firms.at(), line_id), Refusal)
    assert (states(firms.society, line_id), paid_on(firms, one)) == (["confirmed"], PAID)
    assert on_books(firms, "funds")["restricted:patto"] == -93
    assert verify(firms.archive) == []


@pytest.mark.parametrize("named", [0, 1])
def test_more_than_the_statement_it_names_pays_that_one_whole_and_keeps_the_rest(firms: Firms, named: int) -> None:
    """Whichever of the two that are open it names."""
    both = [issue(firms), issue(firms, date(2026, 2, 1))]
    (line_id,) = moves(firms.society, transfer(both[named], 3795 + 2040))
    (told,) = found(firms.society)[line_id].proposals
    assert (told.grade, [why.code for why in told.reasons][-1]) == (Grade.POSSIBLE, "statement_more")
    assert confirm_all_certain(firms.at()).confirmed == []
    done(confirm(firms.at(), line_id))
    assert [paid_on(firms, one) for one in both] == [PAID if at == named else None for at in range(2)]
    assert on_books(firms, "funds") == {"bank": 93, "restricted:patto": -93}
    assert on_books(firms, "contributions")["bank"] == 3 * 1234 + 2040
    assert verify(firms.archive) == []
