"""The pages of a member on paper, for whom the counter prints them: what they would read of themselves, and no more."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mutua.domain.contact import Contact
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.member_door import Behind
from mutua.services.member_owed import Owed, owed_by_home
from mutua.services.member_rights import PlanRights, rights_of
from mutua.services.person_sheet import PersonSheet, person_sheet
from mutua.services.society import contact
from mutua.services.typed_claim import Typed
from mutua.wording.numbers import Language


class OnPaper(NamedTuple):
    """What is known of the person, what they are entitled to, how the society is reached."""

    sheet: PersonSheet
    plans: tuple[PlanRights, ...]
    contact: Contact
    owed: Owed | None


def printed_for(behind: Behind, person_id: int, now: datetime, language: Language) -> OnPaper:
    today = day_in_rome(now)
    with behind.archive.snapshot() as connection:
        sheet = person_sheet(connection, behind.plans, behind.statute, person_id, today, language)
        typed = Typed(person_id, {}, frozenset(), now, language)
        owed = owed_by_home(connection, behind.plans, sheet, today)
        return OnPaper(sheet, rights_of(connection, behind.plans, sheet, typed), contact(connection), owed)
