"""Names for the inner numbers of the archive, so that a table that leaves the society can be read."""

from __future__ import annotations

from sqlalchemy import Connection, select

from mutua.domain.records import Identity
from mutua.store.ceilings import SOCIETY
from mutua.store.tables import firm, household, identity, provider
from mutua.store.who import read_identities

_NOBODY = Identity("", "")


class Names:
    """Who and what is behind a number, read whole at the first question; "" where it was erased."""

    def __init__(self, connection: Connection) -> None:
        codes = connection.execute(select(household.c.id, household.c.code))
        self.households: dict[int, str] = {row[0]: row[1] for row in codes}
        self.people = read_identities(connection, list(connection.scalars(select(identity.c.person_id))))
        firms = select(firm.c.id, firm.c.name, firm.c.vat_number)
        self.firms = {id_: (name, vat_number) for id_, name, vat_number in connection.execute(firms)}
        providers = connection.execute(select(provider.c.id, provider.c.name))
        self._providers: dict[int, str] = {row[0]: row[1] for row in providers}

    def person(self, person_id: int) -> Identity:
        return self.people.get(person_id, _NOBODY)

    def household(self, household_id: int) -> str:
        return self.households.get(household_id, "")

    def provider(self, provider_id: int | None) -> str | None:
        return None if provider_id is None else self._providers.get(provider_id, "")

    def owner(self, owner_id: int) -> str:
        """Whose a balance is: a person, a household, a firm, or the society."""
        if owner_id == SOCIETY:
            return "società"
        if owner_id in self.people:
            who = self.people[owner_id]
            return f"{who.surname} {who.given_name}"
        if owner_id in self.households:
            return f"nucleo {self.households[owner_id]}"
        return self.firms[owner_id][0] if owner_id in self.firms else ""
