"""The household of a member at their own door: who is there, the proxies they gave, births that they tell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mutua.domain.newborns import Clock
from mutua.domain.records import Identity
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.statute import Statute
from mutua.services.births import Birth, ToTell, births_of, household_clocks, look_at_birth, tell_birth
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.ended_proxies import forget_ended
from mutua.services.member_household import OwnHousehold, number_of, own_household
from mutua.services.newcomers import WrongPart
from mutua.services.person_sheet import person_sheet
from mutua.services.proxies import ProxyShown, end_proxy, give_proxy, parted_from
from mutua.store.proxies import Proxy
from mutua.store.tables_doors import BY_THEMSELVES
from mutua.store.vault import Vault
from mutua.wording.numbers import Language


class OwnHome(NamedTuple):
    """Whoever is in, for themselves alone: nobody gives a proxy or tells a birth for somebody else."""

    at: Desktop
    statute: Statute
    vault: Vault | None
    person_id: int

    @property
    def today(self) -> date:
        return day_in_rome(self.at.now)

    def household(self, language: Language) -> OwnHousehold:
        """The household of whoever is in, as it is today."""
        plans, me, today = self.at.plans, self.person_id, self.today
        with self.at.archive.snapshot() as connection:
            sheet = person_sheet(connection, plans, self.statute, me, today, language)
            return own_household(connection, plans, sheet, me, today, language)

    def parted(self) -> list[ProxyShown]:
        """The proxies that whoever is in gave to somebody who left their household since."""
        return parted_from(self.at.archive, self.person_id, self.today)

    def give_proxy(self, to: str, until: date | None) -> Proxy | Refusal:
        """Another adult of the household may act for whoever is in, from today. Anybody else is not there."""
        there = self.household("it").may_get
        with self.at.archive.reader.begin() as connection:
            delegate = number_of(connection, there, to)
        if delegate is None:
            return Refusal("proxy_unknown_person")
        return give_proxy(self.at, self.person_id, delegate, BY_THEMSELVES, until=until)

    def end_proxy(self, proxy_id: int) -> Proxy | Refusal:
        """One that whoever is in gave is over at once, with what was begun on it."""
        ended = end_proxy(self.at, self.person_id, proxy_id)
        if not isinstance(ended, Refusal):
            forget_ended(self.at, self.vault, ended.delegate_id, (ended.grantor_id,))
        return ended

    def births(self) -> list[Birth]:
        """Births in the household of whoever is in that were told and are not recorded yet."""
        with self.at.archive.reader.begin() as connection:
            return births_of(connection, self.person_id, self.today)

    def born_today(self) -> tuple[Clock, ...] | None:
        """The clocks of a child of whoever is in, born today; None where a birth is not theirs to tell."""
        with self.at.archive.reader.begin() as connection:
            return household_clocks(connection, self.at.plans, self.person_id, self.today, self.today)

    def look_at_birth(self, typed: Identity) -> ToTell | list[WrongPart] | Refusal:
        """A birth as it was understood, with its clocks; nothing is kept."""
        with self.at.archive.reader.begin() as connection:
            return look_at_birth(connection, self.at.plans, self.person_id, typed, self.today)

    def tell_birth(self, typed: Identity) -> str | list[WrongPart] | Refusal:
        """The birth waits for the office, once."""
        return tell_birth(self.at, self.person_id, typed)
