"""A list of contributions: due, then paid, each once; the books balance and arrears follow."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.files import codes, csv
from mutua.domain.dues import Channel, DueKind, Receipt
from mutua.domain.records import ContributionTold
from mutua.intake.tabular import Table, read_table
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import import_contributions
from mutua.services.brought_dues import take_over
from mutua.services.contribution_notices import notices_of_year
from mutua.services.import_contributions import ContributionsPlan
from mutua.services.import_members import Applied
from mutua.services.late_payers import late_on
from mutua.services.person_money import own_contributions
from mutua.services.receive_money import receive
from mutua.services.register import register_contribution
from mutua.services.verify_archive import verify
from mutua.store.database import Archive
from mutua.store.dues import Known, read_contributions
from mutua.store.ledger import trial_balance
from mutua.store.tables import audit
from mutua.store.unit_of_work import unit_of_work
from services.dues_helpers import at, charged, open_of, received
from services.societies import Society, small_society

HEADER = "nucleo;piano;scadenza;importo;pagato il"
PLAN = "mutua-di-prova/prova"
DUE = f"N1;{PLAN};31/01/2026;100,00;"
PAID = DUE + "20/05/2026"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno")
    made.household("N2", "Carla")
    return made


def look(society: Society, table: Table) -> ContributionsPlan:
    with society.archive.reader.begin() as connection:
        return import_contributions.preview(connection, society.plans, table, today=day_in_rome(society.now))


def bring(society: Society, table: Table, **how: bool) -> Applied:
    plan = look(society, table)
    return import_contributions.apply(society.archive, plan, actor_id=society.actor_id, now=society.now, **how)


def known(society: Society) -> list[Known]:
    with society.archive.reader.begin() as connection:
        found = read_contributions(connection, sorted(set(society.households.values())))
    return [one for _, one in sorted(found.items(), key=lambda item: item[0][2])]


def books(society: Society) -> dict[str, int]:
    with society.archive.reader.begin() as connection:
        balances = trial_balance(connection)
    return {account: cents for (book, account), cents in balances.items() if book == "contributions" and cents}


def test_a_contribution_comes_in_once_and_stops_a_request_until_it_is_paid(society: Society) -> None:
    table = csv(HEADER, DUE, f"N2;{PLAN};31/01/2026;50,00;30/01/2026")
    assert (look(society, table).new_rows, bring(society, table)) == ((2, 3), Applied(2))
    assert books(society) == {"receivable:household": 10000, "income": -15000, "bank": 5000}
    again = look(society, table)
    assert (again.unchanged_rows, again.new, again.mistakes) == ((2, 3), (), ())
    assert bring(society, table) == Applied(0)
    arrears = society.decide(society.claim("Anna", "VIS", 10000)).draft.answer.lines[0]
    assert (arrears.outcome.value, arrears.granted_cents) == ("refused", 0)
    assert society.decide(society.claim("Carla", "VIS", 10000)).draft.answer.granted_cents == 7000
    assert verify(society.archive) == []


def test_what_was_unpaid_may_be_told_paid_once(society: Society) -> None:
    bring(society, csv(HEADER, DUE))
    plan = look(society, csv(HEADER, PAID))
    assert (plan.changed_rows, plan.new_rows) == ((2,), ())
    assert bring(society, csv(HEADER, PAID)) == Applied(1)
    assert known(society) == [Known(10000, date(2026, 5, 20))]
    assert books(society) == {"bank": 10000, "income": -10000}
    for row in (PAID, DUE):  # an empty cell says nothing
        assert look(society, csv(HEADER, row)).unchanged_rows == (2,)
    assert verify(society.archive) == []


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (PAID.replace("N1", "N9"), "household_unknown", "nucleo"),
        (PAID.replace("prova;3", "altro;3"), "plan_unknown", "piano"),
        (DUE + "02/06/2026", "paid_in_future", "pagato il"),
        (PAID.replace("100,00", "120,00"), "contribution_differs", "importo"),
        (DUE + "21/05/2026", "contribution_differs", "pagato il"),
        (PAID.replace("31/01/2026", "31/02/2026"), "date_unreal", "scadenza"),
        (PAID.replace("31/01/2026", ""), "cell_missing", "scadenza"),
        (PAID.replace("100,00", "100.00"), "money_ambiguous", "importo"),
        (PAID.replace("100,00", "-5,00"), "amount_negative", "importo"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_and_nothing_comes_in(society: Society, row: str, code: str, column: str) -> None:
    bring(society, csv(HEADER, PAID))
    good = f"N2;{PLAN};31/01/2026;50,00;"
    plan = look(society, csv(HEADER, row, good))
    assert codes(plan) == [(code, 2, column)]
    assert bring(society, csv(HEADER, row, good)) == Applied(0)
    assert bring(society, csv(HEADER, row, good), accept_good_rows=True) == Applied(1)
    assert sorted(known(society)) == [Known(5000, None), Known(10000, date(2026, 5, 20))]


def test_the_same_contribution_twice_in_a_file_is_told(society: Society) -> None:
    assert codes(look(society, csv(HEADER, DUE, PAID))) == [("contribution_twice", 3, "scadenza")]


def test_a_contribution_told_meanwhile_is_left_alone_and_its_household_named(society: Society) -> None:
    plan = look(society, csv(HEADER, DUE, f"N2;{PLAN};31/01/2026;50,00;"))
    bring(society, csv(HEADER, PAID))
    done = import_contributions.apply(society.archive, plan, actor_id=society.actor_id, now=society.now)
    assert (done.done, done.changed_meanwhile) == (1, ["N1"])
    assert sorted(known(society)) == [Known(5000, None), Known(10000, date(2026, 5, 20))]


def test_the_trace_of_a_list_of_contributions(society: Society) -> None:
    raw = f"{HEADER}\r\n{DUE}\r\n".encode()
    for _ in range(2):
        bring(society, read_table(raw))
    with society.archive.reader.begin() as connection:
        rows = connection.execute(select(audit.c.object_kind, audit.c.object_id, audit.c.motive)).all()
    told = "new 1, changed 0, unchanged 0, wrong 0"
    assert [tuple(row) for row in rows] == [("contributions", hashlib.sha256(raw).hexdigest(), told)]


def test_what_mutua_charged_is_paid_by_receipts_not_by_a_list(society: Society) -> None:
    charged(society, "Anna", (date(2026, 1, 31), 10000))
    assert look(society, csv(HEADER, DUE)).mistakes == ()
    plan = look(society, csv(HEADER, PAID))
    assert [(one.code, one.row) for one in plan.mistakes] == [("contribution_charged", 2)]


def test_what_a_list_told_unpaid_is_a_due_like_any_other(society: Society) -> None:
    """Paid at the counter in two parts, asked for by notice, in arrears; a list may tell paid what is wholly open."""
    later = f"N1;{PLAN};28/02/2026;30,00;"
    bring(society, csv(HEADER, DUE, later, f"N2;{PLAN};31/01/2026;50,00;"))
    first, second = open_of(society, "Anna")
    assert (first.open_cents, first.due.kind, second.open_cents) == (10000, DueKind.BROUGHT, 3000)
    assert books(society) == {"receivable:household": 18000, "income": -18000}
    desk = at(society, date(2026, 6, 1))
    home = first.household_id
    (notice,) = notices_of_year(desk, 2026, households=[home])
    assert [one.amount_cents for one in notice.paper.instalments] == [10000, 3000]  # type: ignore[union-attr]  # a notice
    assert notice.reference == first.due.reference != second.due.reference
    received(receive(desk, Receipt(Channel.CASH, date(2026, 5, 2), 4000, society.people["Anna"])))
    assert codes(look(society, csv(HEADER, PAID))) == [("contribution_charged", 2, "pagato il")]
    with society.archive.reader.begin() as connection:
        (one, two) = late_on(connection, society.plans, date(2026, 6, 1), [home])
    assert (one.open_cents, two.open_cents) == (6000, 3000)
    received(receive(desk, Receipt(Channel.TRANSFER, date(2026, 5, 20), 6000, society.people["Anna"])))
    assert known(society)[:2] == [Known(10000, date(2026, 5, 20)), Known(5000, None)]
    assert bring(society, csv(HEADER, later + "01/03/2026")) == Applied(1)  # by which way nobody says
    assert open_of(society, "Anna") == []
    with society.archive.reader.begin() as connection:
        assert [(part.receipt.channel, part.cents) for part in own_contributions(
            connection, society.people["Anna"], 2026
        ).parts] == [(Channel.CASH, 4000), (Channel.TRANSFER, 6000)]  # fmt: skip
    assert verify(society.archive) == []


def test_lists_of_before_are_taken_over_once_and_not_charged_over(society: Society) -> None:
    home = society.households[society.people["Carla"]]
    day = date(2026, 1, 31)
    unit_of_work(
        society.archive, [home],
        lambda unit: register_contribution(unit, home, ContributionTold("N2", PLAN, day, 5000)),
        actor_id=society.actor_id, now=society.now,
    )  # fmt: skip
    desk = at(society, date(2026, 6, 1))
    assert (take_over(desk), take_over(desk)) == (1, 0)
    assert [one.open_cents for one in open_of(society, "Carla")] == [5000]
    with pytest.raises(ValueError, match="told by a list"):
        charged(society, "Carla", (day, 12000))
    assert verify(society.archive) == []
