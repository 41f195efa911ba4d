"""What a member says of themselves from their own pages: they read the notice, what is paid elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import ParameterFigure
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.declare import BY_THEMSELVES, NoticeOf, declare_elsewhere, give_notice, notice_of
from mutua.services.enter import visitor_of
from mutua.services.tax_ceiling import YearUsed, ceiling_used
from mutua.store.database import Archive
from mutua.store.declared import Elsewhere, NoticeGiven


class OwnWord(NamedTuple):
    """Whoever is in, for themselves alone: nobody declares for somebody else."""

    at: Desktop
    person_id: int
    ceilings: tuple[ParameterFigure, ...]

    @property
    def today(self) -> date:
        return day_in_rome(self.at.now)

    def notice(self) -> NoticeOf:
        """The notice of today, and what they got of it."""
        with self.at.archive.reader.begin() as connection:
            return notice_of(connection, self.person_id, self.today)

    @property
    def is_to_read(self) -> bool:
        """Whether the notice of today is one that they did not get yet."""
        one = self.notice()
        return one.now is not None and one.got is None

    def read_notice(self, version: int) -> NoticeGiven | Refusal:
        """They read the notice of today. Refuses where it is another than they were shown."""
        now = self.notice().now
        if now is None or now.version != version:
            return Refusal("notice_changed")
        return give_notice(self.at, self.person_id, BY_THEMSELVES, on=self.today)

    def used(self) -> list[YearUsed]:
        """This year, the last one and those of which they declared something, where anything counts in them."""
        years = (self.today.year, self.today.year - 1)
        with self.at.archive.reader.begin() as connection:
            found = ceiling_used(connection, self.ceilings, self.person_id, years)
        return [one for one in found if one.asked_cents or one.elsewhere is not None]

    def declare(self, year: int, cents: int) -> Elsewhere | Refusal:
        """So much is paid elsewhere in the year."""
        return declare_elsewhere(self.at, self.person_id, year, cents, BY_THEMSELVES, on=self.today)


def is_to_read(archive: Archive, token: str, now: datetime) -> bool:
    """Whether whoever just entered has a notice to read first."""
    visitor = visitor_of(archive, token, now=now)
    if visitor is None or visitor.account.person_id is None:
        return False
    with archive.reader.begin() as connection:
        one = notice_of(connection, visitor.account.person_id, day_in_rome(now))
    return one.now is not None and one.got is None
