"""Mistakes seen in the nearest open system (M1–M12 of the study of reliability), which no society of ours may make."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from house.sources import modules
from mutua.domain.records import LineTold
from mutua.services.decide_claim import Refusal, propose
from mutua.services.plan_book import book_of
from mutua.services.replay import replay
from mutua.store.database import Archive
from mutua.store.tables import claim, claim_line, movement, paper
from services.societies import Society, small_society
from small_plan import VERSION


@pytest.fixture
def society(archive: Archive, tmp_path: Path) -> Society:
    made = small_society(archive, tmp_path)
    made.household("N1", "Anna", "Bruno", "Carla")
    return made


def granted(society: Society, *claims: int) -> list[int]:
    return [society.decide(claim_id).draft.answer.granted_cents for claim_id in claims]


def test_m1_two_requests_share_one_ceiling_of_money(society: Society) -> None:
    claims = [society.claim("Anna", "VIS", spesa) for spesa in (50000, 50000)]
    assert granted(society, *claims) == [35000, 40000 - 35000]


def test_m2_a_request_proposed_and_then_decided_counts_once(society: Society) -> None:
    one, two = society.claim("Anna", "VIS", 10000), society.claim("Anna", "VIS", 60000)
    for _ in range(3):
        assert not isinstance(propose(society.archive, society.plans, one), Refusal)
    assert granted(society, one, two) == [7000, 40000 - 7000]
    with society.archive.reader.begin() as connection:
        assert connection.scalar(select(func.sum(movement.c.used)).where(movement.c.pot == "visite")) == 40000


def test_m3_a_limit_of_quantity_counts_what_earlier_requests_took(society: Society) -> None:
    hours = [society.claim("Anna", "OSPEDALE", quantità=count * 60) for count in (200, 30, 30)]
    took = [society.decide(claim_id).draft.answer.lines[0].quantity_granted for claim_id in hours]
    assert took == [200 * 60, 30 * 60, 10 * 60]  # 240 hours a year of the household


def test_m4_children_and_adults_are_told_apart_by_the_same_line(archive: Archive, tmp_path: Path) -> None:
    version = VERSION.replace("spetta: [{grado: titolare, motivo: solo_titolare, articolo: art. 1}]",
                              "spetta: [{età: almeno 18, motivo: età}]")  # fmt: skip
    society = small_society(archive, tmp_path)
    (tmp_path / "rulesets" / society.plan_code / "2026-01-01.yaml").write_text(version, encoding="utf-8")
    society.plans = book_of(tmp_path / "rulesets")
    society.household("N1", "Anna", "Bruno")
    society.household("N2", "Dora", covers=None)
    from mutua.domain.records import CoverTold, Identity, PersonTold
    from mutua.services.register import add_people
    from mutua.store.unit_of_work import unit_of_work

    home = society.households[society.people["Anna"]]
    child = PersonTold(
        "N1", Identity("Rossi", "Ugo", born_on=date(2015, 1, 1)), "figlio", date(2024, 1, 1),
        covers=(CoverTold(society.plan_code, "base", date(2024, 1, 1)),),
    )  # fmt: skip
    made = unit_of_work(
        archive, [home], lambda unit: add_people(unit, home, [child], society.ids), actor_id=society.actor_id,
        now=society.now,
    )  # fmt: skip
    society.people["Ugo"] = next(iter(made))
    society.households[society.people["Ugo"]] = home
    assert granted(society, society.claim("Anna", "VIS", 10000), society.claim("Ugo", "VIS", 10000)) == [7000, 0]


@pytest.mark.parametrize(("spesa", "due"), [(1, 1), (3, 2), (99, 69), (1001, 701), (12345, 8642), (33333, 23333)])
def test_m5_no_cent_vanishes_on_any_path(society: Society, spesa: int, due: int) -> None:
    """Seventy in a hundred, half a cent up: 0.7 is 1, 2.1 is 2, 69.3 is 69, 700.7 is 701, 8641.5 is 8642."""
    assert granted(society, society.claim("Anna", "VIS", spesa)) == [due]


def test_m6_a_late_request_is_decided_by_the_rules_of_its_service(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    folder = tmp_path / "rulesets" / society.plan_code
    newer = VERSION.replace("dal 2026-01-01", "dal 2027-01-01").replace("quota: 70%", "quota: 50%")
    (folder / "2027-01-01.yaml").write_text(newer, encoding="utf-8")
    society.plans = book_of(tmp_path / "rulesets")
    society.household("N1", "Anna")
    late = society.claim("Anna", "VIS", 10000, on=date(2026, 12, 20), received_at=datetime(2027, 1, 20, tzinfo=UTC))
    assert granted(society, late, society.claim("Anna", "VIS", 10000, on=date(2027, 1, 10))) == [7000, 5000]
    assert replay(archive).different == []


def test_m7_the_total_of_a_request_is_that_of_all_its_lines(society: Society) -> None:
    day = date(2026, 5, 4)
    lines = [
        LineTold("VIS", {"servizio": day, "fattura": day, "spesa": 10000}),
        LineTold("CICLO", {"servizio": day, "spesa": 20000, "gruppo": "g"}),
        LineTold("VIS", {"servizio": day, "fattura": day, "spesa": 3000}),
    ]
    assert granted(society, society.claim("Anna", "", lines=lines)) == [7000 + (20000 - 5000) + 2100]


def test_m9_a_request_of_a_later_day_does_not_block_an_earlier_one(society: Society) -> None:
    """The ceiling of 2026 is untouched by what 2027 took, and so is what history tells of 2026."""
    later = society.claim("Anna", "VIS", 60000, on=date(2027, 2, 2))
    earlier = society.claim("Anna", "VIS", 60000, on=date(2026, 5, 4))
    check = society.claim("Anna", "CONTROLLO", 10000, on=date(2026, 5, 3))
    assert granted(society, later, check, earlier) == [40000, 0, 40000]  # no visit in 2026 when it was decided


def test_m10_what_was_asked_is_the_same_before_and_after(society: Society) -> None:
    claim_id = society.claim("Anna", "OSPEDALE", quantità=300 * 60)
    other = society.claim("Anna", "VIS", 90000)
    before = asked(society.archive)
    done = society.decide(claim_id)
    society.decide(other)
    assert done.draft.answer.lines[0].quantity_granted == 240 * 60
    assert done.draft.answer.lines[0].quantity_asked == 300 * 60
    assert asked(society.archive) == before


def asked(archive: Archive) -> list[list[tuple[object, ...]]]:
    with archive.reader.begin() as connection:
        return [
            [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in (claim, claim_line, paper)
        ]


def test_m11_no_state_is_compared_by_identity_with_a_text() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree, _ in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare) and any(isinstance(one, (ast.Is, ast.IsNot)) for one in node.ops)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant) and isinstance(side.value, (str, int)) and not isinstance(side.value, bool)
    ]
    assert wrong == []


def test_m12_an_exhausted_pot_does_not_win_over_one_with_something_left(society: Society) -> None:
    """Hours at home: the authorised ones go on from the household's own twelve to those exchanged from the hospital."""
    society.decide(society.claim("Anna", "CASA", quantità=12 * 60))
    refused = society.decide(society.claim("Bruno", "CASA", quantità=60))
    assert refused.draft.answer.lines[0].quantity_granted == 0
    authorisation = society.claim("Anna", "CASA", public_id="aut", quantità=10 * 60, authorises=True, autorizzata=True)
    society.decide(authorisation)
    used = society.decide(society.claim("Anna", "CASA", authorised_by="aut", quantità=10 * 60))
    assert used.draft.answer.lines[0].quantity_granted == 10 * 60
