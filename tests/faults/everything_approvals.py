"""What needs two people, for the tamperer: one proposal that was approved, a limit of the society."""

from __future__ import annotations

from mutua.domain.access import Role
from mutua.domain.four_eyes import Matter, Rule, Why
from mutua.services.accounts import Given, add_user
from mutua.services.four_eyes import Asked, approve, change_rules, digest_of_shown, propose
from mutua.store.accounts import find_account
from mutua.store.approvals import Proposal
from mutua.store.tables import account
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.societies import NOW, Society


def approvals(society: Society) -> None:
    clerk, approver = (_login(society, *one) for one in (("uno", Role.CLERK), ("due", Role.APPROVER)))
    seen = digest_of_shown("com'era")
    asked = Asked(Matter.PAYMENT_RUN, "1", seen, (Why.ALWAYS,), society.people["Anna"], 100)

    def first(unit: UnitOfWork) -> int:
        made = propose(unit, asked)
        assert isinstance(made, Proposal)
        return made.id

    number = unit_of_work(society.archive, [], first, actor_id=clerk, now=NOW)

    def second(unit: UnitOfWork) -> None:
        assert isinstance(approve(unit, number, seen=seen, live=seen), Proposal)

    unit_of_work(society.archive, [], second, actor_id=approver, now=NOW)
    told = [(Rule.DECISION_LIMIT, 900_000_00)]
    assert change_rules(society.archive, told, since=NOW.date(), actor_id=approver, now=NOW) is None


def _login(society: Society, login: str, role: Role) -> int:
    made = add_user(society.archive, login, login, [role], actor_id=society.actor_id, now=NOW, ids=society.ids)
    assert isinstance(made, Given)
    with society.archive.reader.begin() as connection:
        found = find_account(connection, account.c.login == login)
    assert found is not None
    return found.actor_id
