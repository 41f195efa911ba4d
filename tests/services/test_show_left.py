"""The sheet of a person at the archive: what is left as the next proposal reads it, requests, arrears, few looks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from sqlalchemy import event

from mutua.domain.case import Arrears
from mutua.domain.records import CoverTold
from mutua.services.claim_life import Desktop, pay
from mutua.services.claim_states import states
from mutua.services.decide_claim import Proposal, Refusal, propose
from mutua.services.list_claims import Page, Wanted, list_claims
from mutua.services.person_sheet import PersonSheet, person_sheet
from mutua.services.requests_of_person import requests_of_person
from mutua.services.show_left import show_left
from mutua.store.database import Archive
from mutua.store.owed import keep_owed
from mutua.store.people import tell_contribution
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.member_helpers import LAW
from services.societies import JOINED, Society, small_society

ON = date(2026, 5, 4)


def left(society: Society, name: str, on: date = ON) -> dict[str, tuple[int | None, int, int, int | None]]:
    """Size, use, what is set aside and what is left, by pot."""
    with society.archive.snapshot() as connection:
        found = show_left(connection, society.plans, society.people[name], on)
    return {one.name: (one.size, one.used, one.reserved, one.left) for plan in found for one in plan.pots}


def test_what_is_left_is_what_the_next_proposal_reads(archive: Archive, tmp_path: Path) -> None:
    """Requests of any kind decided in turn: before each, the sheet says of every ceiling what the proposal reads."""
    society, dice = small_society(archive, tmp_path), Random(11)
    society.household("N1", "Anna", "Bruno")
    read = set()
    for number in range(8):
        name = dice.choice(["Anna", "Bruno"])
        benefit = ("VIS", "OSPEDALE", "CASA")[number % 3]
        figures = {"quantità": dice.randrange(400, 900)}
        if benefit == "VIS":
            figures = {"spesa": dice.randrange(5_000, 30_000)}
        claim_id = society.claim(
            name, benefit, figures.get("spesa"), on=ON, authorises=number == 3,
            **({"quantità": figures["quantità"], "autorizzata": True} if "quantità" in figures else {}),
        )  # fmt: skip
        before = left(society, name)
        proposal = propose(archive, society.plans, claim_id)
        assert isinstance(proposal, Proposal)
        for one in proposal.draft.answer.lines[0].ceilings:
            size, used, reserved, remains = before[one.pot]
            assert (size, used, reserved) == (one.size, one.used, one.reserved), one.pot
            if one.pot != "in_casa":  # an exchange is bound by its source too
                assert remains == max(0, one.size - one.used - one.reserved)
            read.add(one.pot)
        society.decide(claim_id)
    assert read == {"visite", "ospedale", "casa", "in_casa"}
    assert "visite" not in left(society, "Bruno"), "visits are for the member alone"
    assert left(society, "Anna", date(2023, 12, 31)) == {}, "not covered yet"
    assert left(society, "Anna", date(2027, 1, 1))["visite"] == (40_000, 0, 0, 40_000), "another year"


def sheet(society: Society, name: str, today: date = ON) -> PersonSheet:
    with society.archive.snapshot() as connection:
        return person_sheet(connection, society.plans, LAW, society.people[name], today, "it")


def test_the_sheet_of_a_household_of_five_takes_few_looks_and_tells_all_of_it(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    home = society.household("N1", "Anna", "Bruno", "Carla", "Dino", "Elsa")
    paid = society.claim("Anna", "VIS", 10_000)
    society.decide(paid)
    at = Desktop(archive, society.plans, society.actor_id, datetime(2026, 6, 2, 9, tzinfo=UTC), society.ids)
    assert not isinstance(pay(at, paid, on=date(2026, 6, 2), reference="prova"), Refusal)
    society.decide(society.claim("Anna", "VIS", 10_000, papers={"fattura": ON}))
    society.decide(society.claim("Anna", "VIS", 5_000))
    society.claim("Anna", "VIS", 2_000)
    for _ in range(3):
        society.decide(society.claim("Anna", "OSPEDALE", quantità=60))

    def late(unit: UnitOfWork) -> None:
        entry = unit.entry(home, "contribution")
        tell_contribution(entry, 1, society.plan_code, 30_000, Arrears(date(2026, 3, 31)))
        unit.when_done(keep_owed, home)

    unit_of_work(archive, [home], late, actor_id=society.actor_id, now=society.now)
    sheet(society, "Anna")  # regulations are read once
    count: list[str] = []
    event.listen(archive.reader, "before_cursor_execute", lambda c, cursor, text, *more: count.append(text))
    found = sheet(society, "Anna")
    looks = len(count)
    assert looks <= 60, looks
    assert found.home is not None
    assert [(one.given_name, one.kinship, bool(one.plans)) for one in found.home.people] == [
        ("Anna", "titolare", True), ("Bruno", "coniuge", True), ("Carla", "figlio", True), ("Dino", "figlio", True),
        ("Elsa", "figlio", True),
    ]  # fmt: skip
    assert (found.requests.total, len(found.requests.latest)) == (7, 5)
    assert [one.states for one in found.requests.open] == [("suspended",), ("waiting",)]
    assert found.requests.open[0].awaited == ("la prescrizione del medico",)
    assert [one.owed_cents for one in found.requests.to_pay] == [3_500]
    assert (found.owed_by_home_cents, found.late[0].due_on) == (30_000, date(2026, 3, 31))
    [cover] = found.covers
    assert (cover.since, cover.stops_on, cover.resumes_on, cover.put_off) == (JOINED, date(2026, 4, 2), None, False)
    _agree(society, "Anna")


def _agree(society: Society, name: str) -> None:
    """The states of the sheet are those of the list of requests, though only the household's books are looked at."""
    person_id = society.people[name]
    with society.archive.snapshot() as connection:
        found = requests_of_person(connection, society.plans, person_id, ON, "it")
    listed = list_claims(society.archive, Wanted(member="N1-0"), today=ON)
    assert isinstance(listed, Page)
    by_list = {one.claim_id: (one.states, one.owed_cents, one.granted_cents) for one in listed.claims}
    for one in (*found.latest, *found.open, *found.to_pay):
        assert (one.states, one.owed_cents, one.granted_cents) == by_list[one.claim_id]
    assert [*states(ON)] == [*states(ON, few=True)]
    assert {one.paid_cents for one in (*found.latest, *found.open)} == {0}, "the paid one is older than the five"


def test_who_is_not_covered_today_and_who_is_in_no_household(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    ended = CoverTold(society.plan_code, "base", JOINED, date(2026, 4, 30))
    later = CoverTold(society.plan_code, "base", date(2026, 7, 1))
    society.household("N1", "Anna", covers=[ended, later])
    society.household("N2", "Bruno", covers=[CoverTold("altra/ignota", "base", JOINED)])
    found = sheet(society, "Anna")
    assert (found.covers, found.left) == ((), ())
    assert found.ended is not None
    assert found.later is not None
    assert (found.ended.until, found.later.since) == (date(2026, 4, 30), date(2026, 7, 1))
    unknown = sheet(society, "Bruno")
    assert [(one.plan, one.known) for one in unknown.covers] == [("altra/ignota", False)]
    assert [(one.plan_code, one.rules, one.pots) for one in unknown.left] == [("altra/ignota", None, ())]
    early = sheet(society, "Bruno", date(2020, 1, 1))
    assert (early.home, early.covers, early.requests.total) == (None, (), 0)
