"""Who acted through a member's pages, by name and by whose proxy: looked up when it is told, history holds no name.

Nobody is named any more once they were erased.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.access import Role
from mutua.store.tables import account, account_role, proxy
from mutua.store.who import read_identities


class MemberActing(NamedTuple):
    """A member who acted: "" where they were erased; `proxy_of`: who had let them, by name."""

    name: str
    proxy_of: str = ""


def members_acting(
    connection: Connection, acted: Collection[tuple[int, int | None]]
) -> dict[tuple[int, int | None], MemberActing]:
    """Of whoever acted (their number in history, and about whom they did, if that is known), those who are members."""
    actors = {actor_id for actor_id, _ in acted}
    query = (
        select(account.c.actor_id, account.c.person_id)
        .join(account_role, account_role.c.account_id == account.c.id)
        .where((account_role.c.role == Role.MEMBER.value) & account.c.actor_id.in_(sorted(actors)))
    )
    behind = {actor_id: person_id for actor_id, person_id in connection.execute(query) if person_id is not None}
    people = {*behind.values(), *(about for actor_id, about in acted if about is not None and actor_id in behind)}
    who = {id_: f"{one.given_name} {one.surname}".strip() for id_, one in read_identities(connection, people).items()}
    given = select(proxy.c.grantor_id, proxy.c.delegate_id).where(proxy.c.delegate_id.in_(sorted(behind.values())))
    proxies = set(map(tuple, connection.execute(given.distinct()))) if behind else set()  # taken back ones too

    def told(actor_id: int, about: int | None) -> MemberActing:
        person_id = behind[actor_id]
        by_proxy = about is not None and (about, person_id) in proxies
        return MemberActing(who.get(person_id, ""), who.get(about or 0, "") if by_proxy else "")

    return {one: told(*one) for one in acted if one[0] in behind}
