"""The firm's month: who is there, whether something changed, what is to be paid; and the consultant's firms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple

from mutua.domain.months import first_of, months_after
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import OpenFirm
from mutua.services.firm_papers_own import house_head, months_of, open_ones, to_pay, years_of
from mutua.store.firm_view import RosterRow, StatementHead
from mutua.web.door_forms import Several, Undo
from mutua.web.door_visit import FirmVisit
from mutua.web.forms import Empty, Refused
from mutua.web.outside_names import LIST
from mutua.web.pages import problem_of, refused_sentence
from mutua.web.site import Answer, Go, Page
from mutua.wording.firm_door import SAID, TOLD_TO_FIRMS
from mutua.wording.numbers import month_name

SOON = timedelta(days=7)  # what is due within is told before months that are still to be said
SHOWN_BACK = -3  # months whose lists are shown, to be taken back
MONTHS_OF_PAY = 3  # of which the lists for payroll are offered, all firms together
LEFT_BACK = -12  # months within which who left is shown


class Standing(NamedTuple):
    """A firm in the list of a consultant: how many people, what it still must do or owes."""

    firm: OpenFirm
    people: int
    said_on: date | None
    open_cents: int
    due_on: date | None
    late: bool

    @property
    def to_say(self) -> bool:
        return self.firm.view.may_enrol and self.said_on is None

    def order(self, today: date) -> tuple[int, date, str]:
        """First what is late or due within days, then months to be told, then what is due later; each by its day."""
        due = self.due_on or date.max
        urgent = due <= today + SOON
        return 0 if urgent else 1 if self.to_say else 2, due, self.firm.name.casefold()


def why(visit: FirmVisit, refusal: Refusal) -> str:
    """Why nothing was recorded, as a firm is told it."""
    if refusal.code in TOLD_TO_FIRMS:
        return TOLD_TO_FIRMS[refusal.code][visit.language == "en"].format(found=refusal.found)
    return refused_sentence(visit, refusal.code, refusal.found)


def there_on(rows: list[RosterRow], day: date) -> list[RosterRow]:
    """Who works there on the day."""
    return [one for one in rows if one.hired_on <= day and (one.left_on is None or one.left_on >= day)]


def closed(visit: FirmVisit, what: Literal["people", "statements"], status: int = 403) -> Page:
    """Why the page is not open to whoever asks, and what to do about it."""
    return Page("door_closed.html", {"what": what, "here": ""}, status)


def home(visit: FirmVisit) -> Answer:
    """One firm: its month. A consultant: the firms."""
    if not visit.door.intermediary and len(visit.door.firms) == 1:
        return Go("door_firm", visit.door.firms[0].public_id)
    return _several(visit)


def _several(visit: FirmVisit, refusal: Refusal | None = None) -> Page:
    firms = visit.door.firms
    said = visit.door.month_said(firms)
    heads = {one.id: visit.door.statements(one) for one in firms}
    found = [_standing(visit, one, said.get(one.id), heads[one.id]) for one in firms]
    months = months_of(head for several in heads.values() for head in several)[:MONTHS_OF_PAY]
    values = {
        "standing": sorted(found, key=lambda one: one.order(visit.today)),
        "to_say": sum(one.to_say for one in found),
        "late": sum(one.late for one in found), "month": first_of(visit.today),
        "owed": sum(one.open_cents for one in found), "may_upload": any(one.view.may_enrol for one in firms),
        "why": "" if refusal is None else why(visit, refusal), "sees": any(one.view.sees_statements for one in firms),
        "months": [(f"{one:%Y-%m}", month_name(one, visit.language)) for one in months],
        "years": years_of(head for several in heads.values() for head in several),
    }  # fmt: skip
    return Page("door_firms.html", values, 422 if refusal or visit.refused else 200)


def _standing(
    visit: FirmVisit, one: OpenFirm, said_on: date | None, heads: list[StatementHead]
) -> Standing:  # fmt: skip
    owed = open_ones(heads)
    due_on = owed[0].due_on if owed else None
    people = len(there_on(visit.door.people(one), visit.today))
    late = due_on is not None and due_on < visit.today
    return Standing(one, people, said_on, sum(head.total_cents for head in owed), due_on, late)


def all_to_pay(visit: FirmVisit) -> Answer:
    """Every statement still to be paid, whosever it is, with its reason: to be paid in one go."""
    found = to_pay(visit.door)
    return Page("door_to_pay.html", {
        "found": found, "total": sum(one.head.total_cents for one in found), "house": house_head(visit.door),
        "today": visit.today,
    })  # fmt: skip


def show(visit: FirmVisit) -> Answer:
    return month_page(visit)


def month_page(visit: FirmVisit, refusal: Refusal | None = None) -> Page:
    one, today = visit.open_firm, visit.today
    rows = visit.door.people(one)
    owed = open_ones(visit.door.statements(one))
    since = months_after(today, LEFT_BACK)
    values = {
        "firm": one, "here": "month", "month": first_of(today), "people": there_on(rows, today),
        "coming": [row for row in rows if row.hired_on > today], "has_plan": visit.door.has_plan(one),
        "gone": [row for row in rows if row.left_on is not None and since <= row.left_on < today],
        "said_on": visit.door.month_said([one]).get(one.id), "owed": owed,
        "owed_cents": sum(head.total_cents for head in owed),
        "said": visit.door.said(one, since=months_after(today, SHOWN_BACK)),
        "how": how_said(visit), "why": "" if refusal is None else why(visit, refusal), "today": today,
    }  # fmt: skip
    return Page("door_firm.html", values, 422 if refusal else 200)


def how_said(visit: FirmVisit) -> dict[str, str]:
    return {mode: told[visit.language == "en"] for mode, told in SAID.items()}


def unchanged(visit: FirmVisit, form: Empty | Refused) -> Answer:
    """Nobody came or went this month; said twice it is noted once."""
    done = visit.door.nothing_changed([visit.open_firm])
    if isinstance(done, Refusal):
        return month_page(visit, done)
    return Go("door_firm", visit.named, message="door_unchanged" if done else "door_said_already")


def unchanged_several(visit: FirmVisit, form: Several | Refused) -> Answer:
    """The same of every firm that was ticked, or of all; one that is not theirs is as if it were not ticked."""
    if isinstance(form, Refused):
        return _several(visit)
    if form.everywhere:
        meant = [one for one in visit.door.firms if one.view.may_enrol]
    else:
        meant = [one for one in visit.door.firms if one.public_id in form.firms]
    done = visit.door.nothing_changed(meant) if meant else Refusal("none_ticked")
    if isinstance(done, Refusal):
        return _several(visit, done)
    return Go("door_home", message="door_all_unchanged" if done else "door_said_already")


def ask_undo(visit: FirmVisit, form: Undo | Refused) -> Answer:
    """What would be taken back, before it is: for this firm, or for all those of the list."""
    wanted = "" if isinstance(form, Refused) else visit.names.read(LIST, form.list_id)
    found = [one for one in visit.door.said(visit.open_firm) if str(one.list_id) == wanted]
    if not found or not found[0].mine or found[0].undone:
        return problem_of(visit, "not_there")
    values = {"firm": visit.open_firm, "here": "month", "one": found[0], "how": how_said(visit)}
    return Page("door_undo.html", values)


def undo(visit: FirmVisit, form: Undo | Refused) -> Answer:
    """Takes back what was said of this firm."""
    wanted = "" if isinstance(form, Refused) else visit.names.read(LIST, form.list_id)
    if not wanted or isinstance(form, Refused):
        return month_page(visit, Refusal("list_unknown", wanted))
    done = visit.door.take_back(visit.open_firm, int(wanted), together=bool(form.together))
    if isinstance(done, Refusal):
        return month_page(visit, done)
    return Go("door_firm", visit.named, message="door_undone_together" if form.together else "door_undone")
