"""The estimate of a request is its decision: nobody is told one sum and paid another."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, LineTold
from mutua.services.decide_claim import Proposal, Recorded, Refusal, decide, propose
from mutua.services.desk_values import Draft
from mutua.services.digest import digest
from mutua.services.estimate_claim import estimate
from mutua.services.register import receive_claims
from mutua.store.claims import read_claims
from mutua.store.database import Archive
from mutua.store.tables import claim
from mutua.store.unit_of_work import unit_of_work
from services.societies import Society, small_society

BENEFITS = ("VIS", "VIS", "CICLO", "CONTROLLO", "OSPEDALE", "CASA")


def asked(society: Society, dice: random.Random) -> ClaimTold:
    """A request such as a counter sees: some complete, some late, too early, without papers, of several lines."""
    name = dice.choice(("Anna", "Bruno", "Carla"))
    on = date(2026, 1, 2) + timedelta(days=dice.randrange(140))
    lines = tuple(line(dice, on) for _ in range(dice.choice((1, 1, 2, 3))))
    papers = {paper: on for paper in ("fattura", "prescrizione") if dice.random() < 0.8}
    received = datetime(on.year, on.month, on.day, 9, tzinfo=UTC) + timedelta(days=dice.choice((3, 20, 90)))
    return ClaimTold(society.ids.public(), society.people[name], society.plan_code, received, lines, papers=papers)


def line(dice: random.Random, on: date) -> LineTold:
    benefit = dice.choice(BENEFITS)
    facts: dict[str, FactValue] = {"servizio": on, "fattura": on}
    if benefit in ("OSPEDALE", "CASA"):
        facts["quantità"] = 60 * dice.randrange(1, 90)
    elif dice.random() < 0.95:
        facts.update(spesa=dice.randrange(1, 40_000), numero_fattura=str(dice.randrange(1, 30)))
    if benefit == "CICLO":
        facts["gruppo"] = dice.choice(("ciclo 1", "ciclo 2"))
    return LineTold(benefit, facts)


def unnumbered(draft: Draft) -> object:
    """All that the draft says, without the number of the request."""
    number = f"{draft.record.claim_id}."
    return [one._replace(line_id=one.line_id.removeprefix(number)) for one in draft.answer.lines]


def test_what_is_estimated_is_what_is_decided(archive: Archive, tmp_path: Path) -> None:
    """Thirty requests one after the other, ceilings filling up: each estimated, then received and decided."""
    society, dice = small_society(archive, tmp_path), random.Random(20260504)
    home = society.household("N1", "Anna", "Bruno", "Carla")
    outcomes = set()
    for _ in range(30):
        told = asked(society, dice)
        with archive.reader.begin() as connection:
            guess = estimate(connection, society.plans, told, home)
        assert isinstance(guess, Draft)
        claim_id = unit_of_work(
            archive, [home], lambda unit, told=told: receive_claims(unit, [told], society.households, society.ids),
            actor_id=society.actor_id, now=society.now,
        )[0]  # fmt: skip
        proposal = propose(archive, society.plans, claim_id)
        assert isinstance(proposal, Proposal)
        assert unnumbered(guess) == unnumbered(proposal.draft)
        assert guess.case.facts == proposal.draft.case.facts
        assert guess.case.pots == proposal.draft.case.pots
        done = decide(archive, society.plans, claim_id, seen=proposal.stamp, actor_id=society.actor_id,
                      now=society.now, ids=society.ids)  # fmt: skip
        assert isinstance(done, Recorded)
        outcomes.update(one.outcome.value for one in done.draft.answer.lines)
    assert outcomes >= {"paid", "reduced", "refused", "suspended"}


def test_an_estimate_writes_nothing_and_refuses_what_it_cannot_tell(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    home = society.household("N1", "Anna")
    told = asked_plainly(society)
    before = digest(archive)
    with archive.reader.begin() as connection:
        found = estimate(connection, society.plans, told, home)
        other = estimate(connection, society.plans, replace(told, plan_code="non/cè"), home)
        assert connection.scalar(select(claim.c.claim_id)) is None
        assert read_claims(connection, [0]) == []
    assert isinstance(found, Draft)
    assert (found.answer.granted_cents, found.answer.lines[0].outcome.value) == ((6000 * 70) // 100, "paid")
    assert isinstance(other, Refusal)
    assert other.code == "plan_unknown"
    assert digest(archive) == before


def asked_plainly(society: Society) -> ClaimTold:
    on = date(2026, 5, 4)
    facts: dict[str, FactValue] = {"servizio": on, "fattura": on, "spesa": 6000, "numero_fattura": "7"}
    return ClaimTold(
        society.ids.public(), society.people["Anna"], society.plan_code, society.now, (LineTold("VIS", facts),),
        papers={"fattura": on, "prescrizione": on},
    )  # fmt: skip
