"""Logins: the last administrator stays one, whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from mutua.domain.access import Role
from mutua.services.accounts import change_roles, disable_user, list_users
from mutua.services.decide_claim import Refusal
from mutua.store.database import Archive
from services.login_helpers import login
from services.societies import NOW, small_society


@pytest.mark.parametrize("end", ["closed", "other role"])
def test_the_only_administrator_is_not_closed_and_keeps_the_role(archive: Archive, tmp_path: Path, end: str) -> None:
    society = small_society(archive, tmp_path)
    for name, role in (("anna", Role.ADMIN), ("bruno", Role.ADMIN), ("carla", Role.CLERK)):
        login(society, name, role)

    def ended(name: str) -> str | Refusal:
        if end == "closed":
            return disable_user(archive, name, actor_id=society.actor_id, now=NOW)
        return change_roles(archive, name, [Role.AUDITOR], actor_id=society.actor_id, now=NOW)

    def administering() -> list[str]:
        return [one.login for one in list_users(archive) if Role.ADMIN in one.roles and one.disabled_at is None]

    assert ended("anna") == "anna", "there is another one"
    assert ended("bruno") == Refusal("last_admin", "bruno")
    assert administering() == ["bruno"]
    assert ended("carla") == "carla", "nobody administers less without them"
    both = change_roles(archive, "bruno", [Role.ADMIN, Role.CLERK], actor_id=society.actor_id, now=NOW)
    assert (both, administering()) == ("bruno", ["bruno"])
    if end == "closed":
        assert ended("anna") == "anna", "closed again, as it is"
