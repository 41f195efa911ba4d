"""Logins of invented people, for the tests of what needs two of them."""

from __future__ import annotations

from mutua.domain.access import Role
from mutua.services.accounts import Given, add_user
from mutua.store.accounts import find_account
from mutua.store.tables import account
from services.societies import NOW, Society


def login(society: Society, name: str, *roles: Role, person: str = "") -> int:
    """A login with these roles; gives the number under which what they do is recorded."""
    made = add_user(
        society.archive, name, name, roles, actor_id=society.actor_id, now=NOW, ids=society.ids,
        person_id=society.people[person] if person else None,
    )  # fmt: skip
    assert isinstance(made, Given), made
    with society.archive.reader.begin() as connection:
        found = find_account(connection, account.c.login == name)
    assert found is not None
    return found.actor_id
