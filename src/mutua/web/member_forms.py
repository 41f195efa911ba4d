"""What is typed of members and households: applications, decisions, endings, moves, newborns, details."""

from __future__ import annotations

from typing import Literal

from mutua.web.deeds import Sure
from mutua.web.forms import Cents, Day, DayOrNone, Form, Line, LineOrNone, PageQuery, Year

Kind = Literal["ordinary", "supporting", "group"]
Body = Literal["board", "assembly"]
Sex = Literal["", "F", "M"]
Yes = Literal["", "sì"]
Evidence = Literal["declaration", "certificate", "unknown"]
Kinship = Literal["titolare", "coniuge", "convivente", "figlio", "genitore", "fratello", "altro"]


class BookQuery(PageQuery):
    """The members' book: as of which day, which page."""

    giorno: DayOrNone = None


class BookOf(Form):
    day: Day


class SeekBook(BookOf):
    """Whose lines: pieces of a name, or a member number. In no address, as names never are."""

    words: LineOrNone = ""


class StepQuery(Form):
    """Which step of a life."""

    passo: LineOrNone = ""


class On(Sure):
    on: Day


class Apply(On):
    kind: Kind


class PaidElsewhere(On):
    year: Year
    amount: Cents


class Details(Sure):
    """Who a person is; an empty text says that there is none."""

    surname: Line
    given_name: LineOrNone = ""
    fiscal_code: LineOrNone = ""
    card_number: LineOrNone = ""
    born_on: DayOrNone = None
    sex: Sex = ""
    address: LineOrNone = ""
    postal_code: LineOrNone = ""
    municipality: LineOrNone = ""
    phone: LineOrNone = ""
    email: LineOrNone = ""


class Corrected(Details):
    seen: Line


class NewApplicant(Details):
    household: LineOrNone = ""
    on: Day
    kind: Kind
    notice: Yes = ""


class ByResolution(Sure):
    reference: Line
    decided_on: Day
    body: Body


class Admit(ByResolution):
    communicated_on: DayOrNone = None


class WithMotive(Admit):
    motive: LineOrNone = ""


class OnAppeal(ByResolution):
    motive: LineOrNone = ""


class Suspend(On):
    reason: Line
    motive: LineOrNone = ""


class Reinstate(On):
    motive: LineOrNone = ""


class SentAway(Admit):
    reason: Line
    motive: LineOrNone = ""


class Readmit(ByResolution):
    asked_on: Day


class TakeBack(Sure):
    motive: LineOrNone = ""


class MoveHome(On):
    household: Line
    kinship: Kinship
    motive: Literal["separation", "adult_child", "marriage", "other"]
    dependent: Yes = ""
    cohabiting: Literal["", "yes", "no"] = ""
    evidence: Evidence = "unknown"


class Cohabiting(On):
    cohabiting: Literal["yes", "no"]
    evidence: Evidence


class Newborn(Sure):
    surname: Line
    given_name: Line
    born_on: Day
    asked_on: Day
    fiscal_code: LineOrNone = ""
    card_number: LineOrNone = ""
