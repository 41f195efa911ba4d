"""A society's own list of requests that gives them no numbers: each is received once, however often the list comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.services import import_claims
from mutua.services.bring_claims import ClaimsSheetPlan, look_at_claims
from mutua.services.import_members import Applied
from mutua.services.sheet_mappings import open_rough
from mutua.store.database import Archive
from mutua.store.tables import claim
from services.societies import Society, small_society

HEADER = "N. tessera;Prestazione;Data visita;Importo;Fattura n.;Data fattura;Data richiesta"
ANNA = "N1-0;VIS;04/05/2026;100,00;12/A;04/05/2026;11/05/2026"
AGAIN = "N1-0;VIS;05/05/2026;80,00;;05/05/2026;11/05/2026"


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna")
    return made


def look(society: Society, *rows: str) -> ClaimsSheetPlan:
    raw = "\r\n".join(rows).encode()
    with society.archive.reader.begin() as connection:
        file = open_rough(connection, raw, "claims")
        for mapping in file.mappings:
            file.mapped(mapping.with_choices({"plan": society.plan_code}))
        return look_at_claims(connection, society.plans, file, now=society.now)


def bring(society: Society, *rows: str) -> Applied:
    return import_claims.apply(
        society.archive, look(society, *rows).plan, actor_id=society.actor_id, now=society.now, ids=society.ids
    )


def test_requests_without_a_number_come_in_and_the_same_list_again_changes_nothing(society: Society) -> None:
    assert [one for one in look(society, HEADER, ANNA, AGAIN).mistakes if not one.warning] == []
    assert bring(society, HEADER, ANNA, AGAIN).done == 2
    plan = look(society, HEADER, ANNA, AGAIN).plan
    assert (plan.new_rows, plan.unchanged_rows) == ((), (2, 3))
    with society.archive.reader.begin() as connection:
        assert connection.scalars(select(claim.c.reference)).all() == ["", ""]  # nobody gave them a number


def test_a_longer_list_and_another_order_bring_in_only_what_is_new(society: Society) -> None:
    bring(society, HEADER, AGAIN)
    plan = look(society, HEADER, ANNA, AGAIN).plan
    assert (plan.new_rows, plan.unchanged_rows) == ((2,), (3,))


def test_two_requests_alike_in_everything_are_two_and_it_is_told(society: Society) -> None:
    looked = look(society, HEADER, ANNA, ANNA)
    assert looked.plan.new_rows == (2, 3)
    assert [(one.row, one.warning) for one in looked.mistakes if "copy" in one.code] == [(3, True)]
    assert bring(society, HEADER, ANNA, ANNA).done == 2
    assert look(society, HEADER, ANNA, ANNA).plan.unchanged_rows == (2, 3)


def test_an_empty_cell_below_a_column_of_numbers_is_a_number_forgotten(society: Society) -> None:
    looked = look(society, f"Pratica;{HEADER}", f"2026/1;{ANNA}", f";{AGAIN}")
    assert [(one.code, one.row) for one in looked.mistakes if not one.warning] == [("cell_missing", 3)]
