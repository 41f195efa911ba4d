"""Papers and answers that came later, from a list: each recorded once, every mistake at once."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.files import codes, csv
from mutua.domain.records import LineTold
from mutua.intake.tabular import Table
from mutua.rules.case_content import decode_facts
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import import_later
from mutua.services.claim_life import Desktop, complete, withdraw
from mutua.services.import_later import LaterPlan
from mutua.services.import_members import Applied
from mutua.services.reverse_claim import reverse
from mutua.services.verify_archive import verify
from mutua.store.claims import ClaimRecord, read_claims
from mutua.store.database import Archive
from mutua.store.tables import audit
from services.societies import Society, small_society

HEADER = "pratica;riga;documenti;rete;preventivo"
DAY = date(2026, 5, 4)


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    """A request of one line («una»), suspended, and one of two lines («due»)."""
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.decide(made.claim("Anna", "VIS", 10000, public_id="una", papers={"fattura": DAY}))
    own = {"servizio": DAY, "fattura": DAY, "spesa": 2000}
    lines = [LineTold("VIS", own), LineTold("CONTROLLO", {**own, "rete": True})]
    made.decide(made.claim("Anna", "", public_id="due", lines=lines, papers={}))
    return made


@pytest.fixture
def at(society: Society) -> Desktop:
    return Desktop(society.archive, society.plans, society.actor_id, society.now, society.ids)


def look(at: Desktop, table: Table) -> LaterPlan:
    with at.archive.reader.begin() as connection:
        return import_later.preview(connection, at.plans, table, today=day_in_rome(at.now))


def record(at: Desktop, claim_id: int) -> ClaimRecord:
    with at.archive.reader.begin() as connection:
        [found] = read_claims(connection, [claim_id])
    return found


def test_papers_and_answers_come_in_once_and_the_requests_wait_again(society: Society, at: Desktop) -> None:
    table = csv(HEADER, "una;;prescrizione 01/05/2026;sì;", "due;2;fattura 04/05/2026;;1.200,00")
    plan = look(at, table)
    assert (plan.new_rows, plan.changed_rows, plan.mistakes) == ((2, 3), (), ())
    assert (record(at, 1).pending, record(at, 2).pending) == (False, False)
    assert import_later.apply(at, plan).changed_meanwhile == []
    one, two = record(at, 1), record(at, 2)
    assert (one.pending, one.papers) == (True, {"fattura": DAY, "prescrizione": date(2026, 5, 1)})
    assert [decode_facts(told) for told in one.lines[0].answers] == [{"rete": True}]  # its only line
    assert (two.lines[1].papers, [decode_facts(told) for told in two.lines[1].answers]) == (
        {"fattura": DAY}, [{"preventivo": 120000}],
    )  # fmt: skip
    again = look(at, table)
    assert (again.new_rows, again.unchanged_rows, again.later) == ((), (2, 3), ())
    assert import_later.apply(at, again) == Applied(0)
    assert society.decide(1).draft.answer.granted_cents == 7000
    assert look(at, table).unchanged_rows == (2, 3)
    assert verify(society.archive) == []


def test_the_newest_word_counts_and_an_empty_day_takes_nothing_away(at: Desktop) -> None:
    import_later.apply(at, look(at, csv(HEADER, "una;;prescrizione 01/05/2026;sì;")))
    plan = look(at, csv(HEADER, "una;;prescrizione 02/05/2026;;", "una;;;no;", "una;;prescrizione;;"))
    assert (plan.changed_rows, plan.unchanged_rows) == ((2, 3), (4,))
    import_later.apply(at, plan)
    found = record(at, 1)
    assert found.papers["prescrizione"] == date(2026, 5, 2)
    assert decode_facts(found.lines[0].answers[-1]) == {"rete": False}


def test_the_same_told_twice_in_a_file_is_recorded_once(at: Desktop) -> None:
    plan = look(at, csv(HEADER, "una;;prescrizione 01/05/2026;;", "una;;prescrizione 01/05/2026;;"))
    assert (plan.new_rows, plan.unchanged_rows, len(plan.later)) == ((2,), (3,), 1)


MISTAKES = [
    ("mai;;fattura;;", "request_unknown", "pratica"),
    ("una;2;fattura;;", "line_not_there", "riga"),
    ("una;0;fattura;;", "line_number", "riga"),
    ("una;1,5;fattura;;", "line_number", "riga"),
    ("una;;ricetta;;", "paper_unknown", "documenti"),
    ("una;;fattura 31/02/2026;;", "date_unreal", "documenti"),
    ("una;;;forse;", "yes_no", "rete"),
    ("una;;;;1.200", "money_ambiguous", "preventivo"),
    ("una;;;;", "nothing_told", "documenti"),
    ("due;;;sì;", "answer_of_a_line", "rete"),  # its second line has one of its own
]


@pytest.mark.parametrize(("row", "code", "column"), MISTAKES)
def test_a_wrong_row_is_told_and_nothing_comes_in(at: Desktop, row: str, code: str, column: str) -> None:
    plan = look(at, csv(HEADER, row, "una;;prescrizione 01/05/2026;;"))
    assert codes(plan) == [(code, 2, column)]
    assert (plan.wrong_rows, plan.new_rows) == ((2,), (3,))
    assert import_later.apply(at, plan) == Applied(0)
    assert not record(at, 1).pending
    assert import_later.apply(at, plan, accept_good_rows=True) == Applied(1)
    assert record(at, 1).pending


def test_all_mistakes_are_told_at_once(at: Desktop) -> None:
    plan = look(at, csv(HEADER, *[row for row, _, _ in MISTAKES]))
    assert [code for code, _, _ in codes(plan)] == [code for _, code, _ in MISTAKES]


def test_a_paper_of_tomorrow_is_a_warning(at: Desktop) -> None:
    plan = look(at, csv(HEADER, "una;;prescrizione 02/06/2026;;"))
    assert (codes(plan), plan.right, plan.new_rows) == ([("paper_in_future", 2, "documenti")], True, (2,))
    assert codes(look(at, csv(HEADER, "una;;prescrizione 01/06/2026;;"))) == []


def test_a_request_that_is_closed_takes_nothing(society: Society, at: Desktop) -> None:
    withdraw(at, society.claim("Anna", "VIS", 1000, public_id="ritirata"), "rinuncia")
    reverse(at, 1, "errore")
    society.decide(society.claim("Anna", "CASA", public_id="aut", quantità=600, authorises=True))
    society.decide(society.claim("Anna", "CASA", authorised_by="aut", quantità=60))
    plan = look(at, csv(HEADER, "ritirata;;fattura;;", "una;;fattura;;", "aut;;fattura;;"))
    assert codes(plan) == [
        ("request_withdrawn", 2, "pratica"), ("request_reversed", 3, "pratica"), ("request_used", 4, "pratica"),
    ]  # fmt: skip


def test_a_request_closed_meanwhile_is_left_alone_and_named(society: Society, at: Desktop) -> None:
    plan = look(at, csv(HEADER, "una;;prescrizione 01/05/2026;;", "due;1;fattura;;"))
    reverse(at, 1, "errore")
    assert import_later.apply(at, plan) == Applied(1, ["una"])


def test_the_trace_of_a_list_of_papers(at: Desktop) -> None:
    from mutua.intake.tabular import read_table

    raw = f"{HEADER}\r\nuna;;prescrizione 01/05/2026;;\r\n".encode()
    for _ in range(2):
        import_later.apply(at, look(at, read_table(raw)))
    with at.archive.reader.begin() as connection:
        rows = connection.execute(select(audit.c.object_kind, audit.c.object_id, audit.c.motive)).all()
    told = "new 1, changed 0, unchanged 0, wrong 0"
    assert [tuple(row) for row in rows] == [("papers", hashlib.sha256(raw).hexdigest(), told)]


def test_an_office_number_that_two_requests_have_names_none(society: Society, at: Desktop) -> None:
    from datetime import UTC, datetime

    from mutua.domain.records import ClaimTold
    from mutua.services.register import receive_claims
    from mutua.store.unit_of_work import UnitOfWork, unit_of_work

    anna = society.people["Anna"]
    told = [
        ClaimTold(public_id, anna, society.plan_code, datetime(2026, 5, 11, tzinfo=UTC),
                  (LineTold("VIS", {"servizio": DAY, "spesa": 1000}),), reference=reference)
        for public_id, reference in (("x", "7"), ("y", "7"), ("z", "8"))
    ]  # fmt: skip
    home = society.households[anna]

    def work(unit: UnitOfWork) -> list[int]:
        return receive_claims(unit, told, society.households, society.ids)

    ids = unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=society.now)
    plan = look(at, csv(HEADER, "7;;fattura;;", "8;;fattura;;"))
    assert codes(plan) == [("request_unknown", 2, "pratica")]
    assert [one.claim_id for one in plan.later] == [ids[2]]
    assert complete(at, ids[2], papers={"fattura": None}).claim_id == ids[2]  # type: ignore[union-attr]  # it is done
