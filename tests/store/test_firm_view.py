"""What a firm may see: nothing about health, money paid or anybody else, by construction; no small counts."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, update

from house.sources import ROOT
from mutua.domain.firms import Role, Scope
from mutua.services.firm_desk import my_counts, my_firms, my_people, my_statement, my_statements
from mutua.services.firm_statements import issue_statements
from mutua.services.organisations import add_organisation, delegate, revoke
from mutua.services.verify_archive import verify
from mutua.store.base import metadata
from mutua.store.database import Archive
from mutua.store.firm_view import SMALLEST_COUNT, suppressed
from mutua.store.people import households_of
from mutua.store.tables_roster import READ_MODEL, firm_roster, firm_statement_row
from services.firm_helpers import NAMES, Firms, small_firms

JAN = date(2026, 1, 1)
ALLOWED = {table.name for table in READ_MODEL}
# Every column that a firm can come to see, typed by hand: a new one is looked at before it is added here.
COLUMNS = {
    "supplied_identity": "enrolment_id surname given_name fiscal_code payroll_number",
    "firm_roster": "enrolment_id firm_id surname given_name fiscal_code payroll_number category hired_on left_on reason"
    " cover_from cover_until covered offer_until",
    "firm_statement": "statement_id firm_id plan_id first_day last_day issued_on due_on reference contribution_cents"
    " fund_cents paid_on",
    "firm_statement_row": "statement_id number enrolment_id assistance month adjustment contribution_cents firm_cents"
    " worker_cents fund_cents",
    "firm_card": "firm_id name vat_number",
    "firm_delegate": "firm_id intermediary_id effective_from scope ends_on",
}  # fmt: skip


@pytest.fixture
def firms(archive: Archive, tmp_path: Path) -> Firms:
    made = small_firms(archive, tmp_path)
    made.firm("Alfa")
    made.firm("Beta")
    made.apply(made.told("Alfa", made.rows("Alfa")), JAN)
    made.move("Beta", made.row("Beta", "Moro Piero", JAN, at=20), today=JAN)
    for name in ("Alfa", "Beta"):
        issue_statements(made.at(), made.firms[name], JAN)
    return made


def test_the_columns_are_the_ones_that_were_looked_at() -> None:
    assert {table.name: " ".join(table.columns.keys()) for table in READ_MODEL} == COLUMNS


def test_no_column_of_the_read_model_leads_to_another_table() -> None:
    assert [key.target_fullname for table in READ_MODEL for key in table.foreign_keys] == []


def test_the_view_alone_knows_no_other_table() -> None:
    """In a fresh program that loads the view and the desk of firms, these are all the tables there are."""
    code = (
        "import mutua.store.firm_view, mutua.services.firm_desk; from mutua.store.base import metadata;"
        "print(' '.join(sorted(metadata.tables)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(out.stdout.split()) == ALLOWED
    assert set(metadata.tables) > ALLOWED


def test_the_view_names_no_sql_text() -> None:
    """No query by text goes round the tables that the view knows."""
    for name in ("store/firm_view.py", "services/firm_desk.py", "store/tables_roster.py"):
        tree = ast.parse((ROOT / "src" / "mutua" / name).read_text(encoding="utf-8"))
        calls = {
            node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for node in ast.walk(tree) if isinstance(node, ast.Call)
        }  # fmt: skip
        assert not calls & {"text", "exec_driver_sql", "literal_column", "table", "column"} or name.endswith(
            "roster.py"
        )


def test_a_firm_sees_its_people_and_statements_and_nobody_elses(firms: Firms) -> None:
    alfa, beta = firms.firms["Alfa"], firms.firms["Beta"]
    mine = my_people(firms.archive, alfa)
    assert mine is not None
    assert sorted(f"{one.surname} {one.given_name}" for one in mine) == sorted(NAMES)
    (one,) = my_statements(firms.archive, beta) or []
    assert my_statement(firms.archive, alfa, one.statement_id) is None
    assert my_statement(firms.archive, alfa, 999) is None  # absent and foreign are the same answer
    assert my_statement(firms.archive, 7, one.statement_id) is None
    head, lines = my_statement(firms.archive, beta, one.statement_id) or (None, [])
    assert head is not None
    assert [(line.surname, line.contribution_cents) for line in lines] == [("Moro", 1000)]
    assert sum(line.contribution_cents for line in lines) == head.contribution_cents


def test_a_consultant_sees_the_firms_that_delegated_as_far_as_they_did(firms: Firms) -> None:
    studio = add_organisation(firms.at(), "Studio Paghe", "", (Role.INTERMEDIARY,), since=JAN)
    assert isinstance(studio, int)
    alfa, beta = firms.firms["Alfa"], firms.firms["Beta"]
    assert delegate(firms.at(), alfa, studio, Scope.BOTH, since=JAN, paper_sha256="d" * 64) is None
    assert delegate(firms.at(), beta, studio, Scope.ENROL, since=JAN, paper_sha256="d" * 64) is None
    views = my_firms(firms.archive, studio, on=date(2026, 8, 2))
    assert [(one.name, one.may_enrol, one.sees_statements) for one in views] == [
        ("Alfa", True, True), ("Beta", True, False),
    ]  # fmt: skip
    with firms.archive.reader.begin() as connection:
        assert [len(one.statements(connection)) for one in views] == [1, 0]
    assert revoke(firms.at(), beta, studio, on=date(2026, 8, 1)) is None
    assert [one.name for one in my_firms(firms.archive, studio, on=date(2026, 8, 2))] == ["Alfa"]
    assert [one.name for one in my_firms(firms.archive, studio, on=date(2025, 8, 2))] == []


# ---------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": 10}, {"a": None}), ({"a": 11}, {"a": 11}), ({"a": 0}, {"a": 0}), ({}, {}),
        ({"a": 11, "b": 11}, {"a": 11, "b": 11}), ({"a": 10, "b": 11}, {"a": None, "b": None}),  # one person less
        ({"a": 1, "b": 30, "c": 11}, {"a": None, "b": 30, "c": None}),
    ],
)  # fmt: skip
def test_h83_counts_of_nobody_of_ten_of_eleven_and_of_one_person_less(
    counts: dict[str, int], told: dict[str, int | None]
) -> None:
    assert suppressed(counts) == told


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=6))
def test_h83_no_count_below_eleven_is_told_nor_follows_from_the_total(counts: dict[str, int]) -> None:
    told = suppressed(counts)
    assert [one for one in told.values() if one is not None and 0 < one < SMALLEST_COUNT] == []
    hidden = [key for key, one in told.items() if one is None]
    followed = sum(counts.values()) - sum(one for one in told.values() if one is not None)
    if hidden:
        assert len(hidden) > 1 or len([one for one in counts.values() if one]) == 1
        assert followed >= SMALLEST_COUNT or all(one is None or one == 0 for one in told.values())


def test_h83_a_firm_of_twelve_is_told_its_twelve(firms: Firms) -> None:
    assert my_counts(firms.archive, firms.firms["Alfa"], on=date(2026, 8, 2)) == {"employee:covered": 12}
    assert my_counts(firms.archive, firms.firms["Beta"], on=date(2026, 8, 2)) == {"employee:covered": None}


# ---------------------------------------------------------------- the twin world


def seen(firms: Firms) -> str:
    """Everything that the firm can be told, as one text."""
    alfa, on = firms.firms["Alfa"], date(2026, 8, 2)
    heads = my_statements(firms.archive, alfa) or []
    return repr((
        my_people(firms.archive, alfa), my_people(firms.archive, alfa, on=on), heads,
        my_counts(firms.archive, alfa, on=on),
        [my_statement(firms.archive, alfa, one.statement_id) for one in heads],
    ))  # fmt: skip


def test_requests_decisions_and_money_paid_change_nothing_of_what_a_firm_sees(firms: Firms) -> None:
    """Two worlds that differ only in what people asked for and got look the same to their firm."""
    society, person = firms.society, firms.person(NAMES[0], 2)
    before = seen(firms)
    with firms.archive.reader.begin() as connection:
        society.households[person] = min(households_of(connection, [person])[person])
    society.people["Anna"] = person
    claim = society.claim("Anna", "VIS", 10000, on=date(2026, 6, 10))
    assert society.decide(claim).draft.answer.granted_cents > 0
    society.claim("Anna", "CASA", quantità=600, authorises=True)
    assert seen(firms) == before


# ---------------------------------------------------------------- rebuilt from the facts


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (update(firm_roster).where(firm_roster.c.surname == "Moro").values(surname="Bruni"), "firm_roster_differs"),
        (update(firm_roster).where(firm_roster.c.surname == "Moro").values(cover_until=JAN), "firm_roster_differs"),
        (delete(firm_roster).where(firm_roster.c.surname == "Moro"), "firm_roster_differs"),
        (update(firm_statement_row).values(contribution_cents=1), "firm_statement_differs"),
    ],
)
def test_verify_makes_the_view_again_from_the_facts_and_compares(firms: Firms, change: object, code: str) -> None:
    assert verify(firms.archive) == []
    with firms.archive.writer.begin() as connection:
        connection.execute(change)  # type: ignore[call-overload]  # a statement
    assert {one.code for one in verify(firms.archive)} == {code}
