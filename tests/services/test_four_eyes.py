"""Two people in the archive: acts on one chain, what is proposed kept while it waits, two approvers at once."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mutua.domain.access import Role
from mutua.domain.four_eyes import Matter, Rule, State, Why
from mutua.services.accounts import disable_user
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import (
    Asked,
    approve,
    change_rules,
    digest_of_shown,
    propose,
    refuse,
    refused_lately,
    require_approval,
    waiting,
    withdraw,
)
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal, read_proposal, who_acts
from mutua.store.database import Archive
from mutua.store.tables import approval, entry, proposal_content
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.login_helpers import login
from services.societies import NOW, Society, small_society

RUN = Matter.PAYMENT_RUN
SHOWN, OTHER = digest_of_shown("100 a Tizio"), digest_of_shown("100 a Caio")


class Office:
    """A society whose people propose and approve a list of payments; each by their login."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.society: Society = small_society(archive, folder)
        self.archive = archive
        self.now = NOW
        self.actors = {
            "anna": login(self.society, "anna", Role.CLERK, Role.APPROVER),
            "bruno": login(self.society, "bruno", Role.CLERK, Role.APPROVER),
            "carla": login(self.society, "carla", Role.APPROVER),
            "dora": login(self.society, "dora", Role.CLERK),
        }

    def does(self, who: str, work):  # type: ignore[no-untyped-def]
        return unit_of_work(self.archive, [], work, actor_id=self.actors[who], now=self.now)

    def proposed(self, who: str = "anna", digest: str = SHOWN, cents: int = 100, subject: str = "1") -> int:
        found = self.does(who, lambda unit: propose(unit, Asked(RUN, subject, digest, (Why.ALWAYS,), cents=cents)))
        assert isinstance(found, Proposal), found
        return found.id

    def approve(self, who: str, number: int, *, seen: str = SHOWN, live: str = SHOWN) -> str:
        found = self.does(who, lambda unit: approve(unit, number, seen=seen, live=live))
        return found.code if isinstance(found, Refusal) else found.state.value

    def done(self, who: str, live: str = SHOWN, subject: str = "1") -> str:
        found = self.does(who, lambda unit: require_approval(unit, RUN, subject, live))
        return found.code if isinstance(found, Refusal) else "done"

    def state(self, number: int) -> State:
        with self.archive.reader.begin() as connection:
            found = read_proposal(connection, number)
        assert found is not None
        return found.state


@pytest.fixture
def office(archive: Archive, tmp_path: Path) -> Office:
    return Office(archive, tmp_path)


def test_what_two_people_looked_at_is_done_once(office: Office) -> None:
    number = office.proposed()
    assert office.done("anna") == "approval_missing"
    assert office.approve("anna", number) == "approval_by_maker"
    assert office.approve("dora", number) == "approval_without_role"
    assert office.approve("bruno", number) == "approved"
    assert office.approve("carla", number) == "approval_settled", "bad input 89: a second approval"
    assert office.done("dora") == "done"
    assert office.done("dora") == "approval_missing", "it serves once"
    with office.archive.reader.begin() as connection:
        assert list(connection.execute(select(proposal_content))) == []
        kept = connection.execute(
            select(approval.c.act, approval.c.role, entry.c.actor_id)
            .join(entry, (entry.c.chain_id == approval.c.chain_id) & (entry.c.position == approval.c.position))
            .order_by(approval.c.position)
        ).all()
    anna, bruno, dora = (office.actors[name] for name in ("anna", "bruno", "dora"))
    assert [tuple(one) for one in kept] == [
        ("proposed", "clerk", anna), ("approved", "approver", bruno), ("done", "", dora)
    ]  # fmt: skip
    assert verify(office.archive) == []


def test_any_change_makes_it_void(office: Office) -> None:
    """Bad inputs 86, 89: changed before the approval, after it, proposed anew by a colleague, the maker gone."""
    number = office.proposed()
    assert office.approve("bruno", number, seen=OTHER, live=SHOWN) == "approval_outdated", "an old page; it still waits"
    assert office.state(number) is State.WAITING
    assert office.approve("bruno", number, seen=SHOWN, live=OTHER) == "approval_outdated"
    assert office.state(number) is State.VOIDED
    number = office.proposed()
    assert office.approve("bruno", number) == "approved"
    assert office.done("anna", live=OTHER) == "approval_outdated"
    assert office.state(number) is State.VOIDED
    assert office.done("anna") == "approval_missing", "even if it is changed back"
    number = office.proposed()
    assert office.approve("bruno", number) == "approved"
    again = office.proposed("dora", OTHER)
    assert (office.state(number), office.state(again)) == (State.VOIDED, State.WAITING)
    assert office.approve("anna", again, seen=OTHER, live=OTHER) == "approved"
    disable_user(office.archive, "dora", actor_id=office.society.actor_id, now=NOW)
    assert office.done("bruno", live=OTHER) == "approval_people"
    assert office.state(again) is State.VOIDED
    assert office.approve("dora", office.proposed(subject="2")) == "approval_disabled"
    assert verify(office.archive) == []


def test_refused_in_words_and_taken_back(office: Office) -> None:
    number = office.proposed()
    assert office.proposed() == number, "the same once more is the same"
    found = office.does("bruno", lambda unit: propose(unit, Asked(RUN, "1", SHOWN, (Why.ALWAYS,))))
    assert found == Refusal("approval_waiting")
    for reason, wanted in (("", "approval_without_reason"), ("perché no", "approval_without_reason")):
        assert office.does("bruno", lambda unit, said=reason: refuse(unit, number, reason=said)).code == wanted
    assert office.does("anna", lambda unit: refuse(unit, number, reason="wrong")).code == "approval_by_maker"
    office.does("bruno", lambda unit: refuse(unit, number, reason="wrong", words="manca una riga"))
    assert office.approve("carla", number) == "approval_settled"
    with office.archive.reader.begin() as connection:
        anna = who_acts(connection, office.actors["anna"])
        assert [(one.words, one.refused_for) for one in refused_lately(connection, anna)] == [
            ("manca una riga", "wrong")
        ]
        assert waiting(connection) == []
    number = office.proposed()
    assert office.does("bruno", lambda unit: withdraw(unit, number)).code == "approval_of_others"
    office.does("anna", lambda unit: withdraw(unit, number))
    assert office.state(number) is State.WITHDRAWN


def test_the_limit_of_a_day_is_of_the_person_and_of_the_day(office: Office) -> None:
    told = [(Rule.DAY_LIMIT, 150)]
    today = NOW.date()
    refused = change_rules(
        office.archive, told, since=today - timedelta(days=1), actor_id=office.society.actor_id, now=NOW
    )
    assert refused == Refusal("approval_rule_in_past", str(date(2026, 5, 31)))
    assert change_rules(office.archive, told, since=today, actor_id=office.society.actor_id, now=NOW) is None
    first, second = office.proposed(), office.proposed(subject="2")
    assert office.approve("bruno", first) == "approved"
    assert office.approve("bruno", second) == "approval_day_limit"
    office.now = NOW + timedelta(days=1)
    assert office.approve("bruno", second) == "approved"


def test_two_approvers_at_once_are_one_approval(office: Office) -> None:
    """The program proposes, so two are wanted; a person proposes, so the second of two at once comes too late."""
    number, barrier, told = office.proposed(), threading.Barrier(2), []

    def one(who: str) -> None:
        barrier.wait()
        told.append(office.approve(who, number))

    threads = [threading.Thread(target=one, args=(name,)) for name in ("bruno", "carla")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told) == ["approval_settled", "approved"]
    assert verify(office.archive) == []


def test_the_program_is_nobody(office: Office) -> None:
    def work(unit: UnitOfWork) -> int:
        found = propose(unit, Asked(RUN, "9", SHOWN, (Why.ALWAYS,)))
        assert isinstance(found, Proposal)
        return found.id

    number = unit_of_work(office.archive, [], work, actor_id=office.society.actor_id, now=NOW)
    assert office.approve("bruno", number) == "waiting"
    assert office.approve("bruno", number) == "approval_twice"
    assert office.done("bruno", subject="9") == "approval_missing"
    assert office.approve("carla", number) == "approved"
    assert office.done("bruno", subject="9") == "done"
    assert verify(office.archive) == []
