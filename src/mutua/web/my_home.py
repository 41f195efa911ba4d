"""The first page of a member: covered until when, three things to do, the last request and when it is paid."""

from __future__ import annotations

from typing import NamedTuple

from mutua.domain.person_sheet import RequestNow
from mutua.services.member_scope import Mine
from mutua.services.person_sheet import PersonSheet
from mutua.web.my_claims import drafted
from mutua.web.my_visit import MemberVisit
from mutua.web.site import Answer, Page
from mutua.wording.awaited import theirs
from mutua.wording.member_door import Covered, about, covered
from mutua.wording.person_sheet import Whole, request_sentence


class Waiting(NamedTuple):
    """A request that waits for something only the member can give, and what, in words."""

    public_id: str
    name: str
    benefits: tuple[str, ...]
    things: tuple[str, ...]


class Looked(NamedTuple):
    """Somebody in sight: covered or not, what waits for them, and the last of their other requests with the sentence
    that says how it stands. `at_home`: of the household of whoever reads."""

    whose: Mine
    sheet: PersonSheet
    answer: Covered
    last: RequestNow | None
    told: str
    waiting: tuple[Waiting, ...] = ()
    at_home: bool = True


def show(visit: MemberVisit) -> Answer:
    me, *others = [_looked(visit, one) for one in visit.door.people]
    every = [me, *(one._replace(at_home=one.sheet.late == me.sheet.late) for one in others)]
    waiting = [(one, each) for one in every for each in one.waiting]
    return Page("my_home.html", {
        "me": me, "others": every[1:], "waiting": waiting, "owed": visit.door.owed(me.sheet),
        "last": [one for one in every if one.last is not None],
        "to_read": visit.door.word.is_to_read, "parted": visit.door.home.parted(),
        "drafts": [drafted(visit, one) for one in visit.door.drafts()],
    })  # fmt: skip


def _looked(visit: MemberVisit, one: Mine) -> Looked:
    sheet = visit.door.sheet(one, visit.language)
    waiting = tuple(
        Waiting(each.public_id, each.number, each.benefits, things) for each in sheet.requests.open
        if {"suspended", "to-bring", "waiting"} & set(each.states) and (things := theirs(each.awaited))
    )  # fmt: skip
    above = {each.public_id for each in waiting}
    last = next((each for each in sheet.requests.latest if each.public_id not in above), None)
    told = "" if last is None else request_sentence(last, visit.language)
    return Looked(one, sheet, answer_of(visit, one, sheet), last, told, waiting)


def answer_of(visit: MemberVisit, one: Mine, sheet: PersonSheet) -> Covered:
    """Covered or not, in a sentence that speaks to whoever reads it or about whom they look after."""
    whole = Whole(sheet.covers, sheet.later, sheet.ended, sheet.member.died_on, sheet.erased_on)
    of = about(one.who, reader=one is visit.door.me)
    return covered(whole, of, sheet.owed_by_home_cents, visit.language)
