"""What takes two people, changed: more of it by one, less of it by two, of what both were shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from mutua.domain.access import Role
from mutua.domain.four_eyes import Matter, Rule
from mutua.services.approve_rules import plans_to_propose
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.four_eyes import change_rules
from mutua.services.to_approve import approve_one, open_one, what_waits
from mutua.services.two_people import Changed, RuleChange, ask_two_for_rules, change_two_people, two_people_now
from mutua.services.verify_archive import verify
from mutua.store.approvals import Proposal, approved_contents, open_proposals, read_rules
from mutua.store.database import Archive
from services.login_helpers import login
from services.societies import NOW, small_society

TODAY = NOW.date()
D, P, R, S = Rule.DECISION_LIMIT, Rule.PAYMENT_LIMIT, Rule.RULES, Rule.STAFF


def test_less_takes_two_people_and_more_takes_one(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna")
    roles = {"anna": (Role.CLERK, Role.APPROVER), "bruno": (Role.APPROVER,), "carla": (Role.CLERK,)}
    desks = {
        name: Desktop(archive, society.plans, login(society, name, *some), NOW, society.ids)
        for name, some in roles.items()
    }  # fmt: skip

    def counts() -> dict[Rule, int | None]:
        return {one.rule: one.now for one in two_people_now(archive, TODAY).standings}

    def change(name: str, wanted: dict[Rule, int | None], seen: str = "") -> Changed | Refusal:
        return change_two_people(desks[name], wanted, seen=seen or two_people_now(archive, TODAY).digest)

    def named() -> str:
        with archive.reader.begin() as connection:
            (one,) = open_proposals(connection, Matter.TWO_PEOPLE)
        return one.public_id

    first = two_people_now(archive, TODAY).digest
    assert change("carla", {D: 500}) == Refusal("approval_without_role")
    assert change("anna", {S: 1, D: None}) == Refusal("two_people_same")
    assert change("anna", {D: 50000, R: 1, S: 1}) == Changed((D, R), ())
    assert (counts()[D], counts()[R]) == (50000, 1)
    with archive.reader.begin() as connection:
        assert list(approved_contents(connection)) == [society.plan_code], "the plans as they are that day"
    assert plans_to_propose(archive, society.plans, TODAY) == []
    assert change("bruno", {D: 20000}, seen=first) == Refusal("approval_outdated"), "an old page"

    # one asks for less: nothing changes until another approves what was shown
    assert change("anna", {D: 100000}) == Changed((), (D,))
    assert counts()[D] == 50000
    assert change("bruno", {D: 100000, P: 0}) == Refusal("approval_waiting")
    assert counts()[P] is None, "all of it, or nothing"
    opened = open_one(desks["bruno"], named())
    assert not isinstance(opened, Refusal)
    assert opened.live.told == RuleChange(D, 50000, 100000)
    for name, wanted in (("anna", "approval_by_maker"), ("carla", "approval_without_role")):
        assert approve_one(desks[name], named(), seen=opened.live.digest) == Refusal(wanted)
    assert approve_one(desks["bruno"], named(), seen="0" * 64) == Refusal("approval_outdated")
    assert counts()[D] == 50000
    assert isinstance(approve_one(desks["bruno"], named(), seen=opened.live.digest), Proposal)
    assert counts()[D] == 100000
    assert what_waits(archive, desks["bruno"].actor_id) == []

    # whatever is said of the rule meanwhile makes what was proposed void, by the page or by the machine
    assert change("bruno", {D: None, S: 0}) == Changed((), (D, S))
    assert len(what_waits(archive, desks["anna"].actor_id)) == 2
    assert change("anna", {D: 30000}) == Changed((D,), ())
    assert change_rules(archive, [(S, 1)], since=TODAY + timedelta(days=9), actor_id=society.actor_id, now=NOW) is None
    assert what_waits(archive, desks["anna"].actor_id) == []
    assert (counts()[D], counts()[S]) == (30000, 1)
    shown = two_people_now(archive, TODAY)
    said = [(one.told.rule, one.told.value) for one in shown.said]
    assert said == [(S, 1), (D, 30000), (D, 100000), (R, 1), (D, 50000)]
    assert [len(one.later) for one in shown.standings if one.rule is S] == [1]
    assert verify(archive) == []


def test_contents_of_plans_take_two_people_once_there_are_two(archive: Archive, tmp_path: Path) -> None:
    """0011: from that day on, the plans as they are; unless the society ever said something else."""
    society = small_society(archive, tmp_path)
    society.household("N1", "Anna", "Bruno")
    at = Desktop(archive, society.plans, society.actor_id, NOW, society.ids)

    def holds() -> bool:
        with archive.reader.begin() as connection:
            return read_rules(connection).holds(Rule.RULES, TODAY)

    assert not ask_two_for_rules(at), "nobody"
    login(society, "anna", Role.CLERK, Role.APPROVER, person="Anna")
    login(society, "anna-due", Role.CLERK, person="Anna")
    assert not ask_two_for_rules(at), "two logins of one member are one person"
    login(society, "dario", Role.ADMIN)
    assert (ask_two_for_rules(at), holds()) == (False, False), "an administrator proposes nothing"
    login(society, "bruno", Role.CLERK, person="Bruno")
    assert (ask_two_for_rules(at), holds()) == (True, True)
    assert not ask_two_for_rules(at), "once"
    with archive.reader.begin() as connection:
        assert list(approved_contents(connection)) == [society.plan_code], "the plans as they are that day"
    assert plans_to_propose(archive, society.plans, TODAY) == []
    assert verify(archive) == []


def test_a_society_that_said_one_person_keeps_it(archive: Archive, tmp_path: Path) -> None:
    society = small_society(archive, tmp_path)
    change_rules(archive, [(R, 0)], since=TODAY, actor_id=society.actor_id, now=NOW)
    login(society, "anna", Role.APPROVER)
    login(society, "bruno", Role.CLERK)
    assert not ask_two_for_rules(Desktop(archive, society.plans, society.actor_id, NOW, society.ids))
    with archive.reader.begin() as connection:
        assert not read_rules(connection).holds(R, TODAY)
