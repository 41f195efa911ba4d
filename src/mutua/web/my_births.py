"""A child was born: a parent tells it, with its clock; the office's list of what was told, until each is recorded."""

from __future__ import annotations

from mutua.domain.italian import written_day
from mutua.domain.records import Identity
from mutua.services.births import ToTell, births_waiting, close_birth, household_clocks
from mutua.services.decide_claim import Refusal
from mutua.services.newcomers import WrongPart
from mutua.services.person_sheet import person_name
from mutua.services.subjects import family_of
from mutua.web.forms import Refused, Wrong
from mutua.web.my_forms import CloseBirth, TellNewborn
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import refused_sentence, to_whom
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.counter import fault_sentence
from mutua.wording.member_door import newborn_sentence, newborn_told_sentence


def begin(visit: MemberVisit) -> Answer:
    return _page(visit)


def _page(
    visit: MemberVisit, status: int = 200, *, why: str = "", wrong: tuple[Wrong, ...] = (), seen: ToTell | None = None
) -> Page:
    clocks, born_on = (visit.door.home.born_today(), visit.today) if seen is None else (seen.clocks, seen.who.born_on)
    assert born_on is not None  # of every birth that was understood
    return Page("my_birth.html", {
        "why": why, "seen": seen, "mine": clocks is not None,
        "odd": [to_whom(visit, fault_sentence(one, visit.language)) for one in (seen.odd if seen is not None else ())],
        "surname": visit.door.me.who.surname,
        "clocks": [(one.plan, newborn_sentence(one, born_on, visit.language)) for one in clocks or ()],
    }, status, wrong)  # fmt: skip


def tell(visit: MemberVisit, form: TellNewborn | Refused) -> Answer:
    """What was understood, with its clock, before anything is sent; then it is sent."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    if form.step == "back":
        return _page(visit)
    typed = Identity(form.surname, form.given_name, form.fiscal_code, born_on=form.born_on)
    found = visit.door.home.tell_birth(typed) if form.step == "send" else visit.door.home.look_at_birth(typed)
    if isinstance(found, Refusal):
        return _page(visit, 422, why=refused_sentence(visit, found.code, found.found))
    if isinstance(found, list):
        return _page(visit, 422, wrong=tuple(_told(visit, one) for one in found))
    return _page(visit, seen=found) if isinstance(found, ToTell) else Go("my_household", message="my_birth_told")


def _told(visit: MemberVisit, one: WrongPart) -> Wrong:
    return Wrong(one.part, "not_taken", {"told": fault_sentence(one.fault, visit.language)})


# ---------------------------------------------------------------- at the counter


def printed(visit: Visit) -> Answer:
    """The clock of a newborn on paper, with a form to fill in."""
    site = visit.site
    with site.archive.snapshot() as connection:
        clocks = household_clocks(connection, site.plans, visit.subject, visit.today, visit.today)
        name = person_name(connection, visit.subject)
    told = None if clocks is None else [
        (one.plan, newborn_sentence(one, visit.today, visit.language)) for one in clocks
    ]  # fmt: skip
    return Page("my_print_birth.html", {"clocks": told, "name": name})


def waiting(visit: Visit) -> Answer:
    return _list(visit)


def _list(visit: Visit, status: int = 200, *, why: str = "", about: str = "") -> Page:
    site = visit.site
    with site.archive.snapshot() as connection:
        found, of_family = births_waiting(connection, site.plans, family_of(connection, visit.account))
    return Page("births.html", {
        "found": found, "of_family": of_family, "why": why, "about": about, "written_day": written_day,
        "told": lambda one: newborn_told_sentence(one, visit.language),
    }, status)  # fmt: skip


def close(visit: Visit, form: CloseBirth | Refused) -> Answer:
    """Recorded, or set aside with why."""
    if isinstance(form, Refused):
        return _list(visit, 422)
    why = close_birth(visit.at, visit.subject, form.birth, form.told)
    if why is not None:
        return _list(visit, 409, why=refused_sentence(visit, why.code, why.found), about=form.birth)
    return Go("births", message="birth_aside" if form.told.strip() else "birth_recorded")
