"""A day or a name that was told wrong, put right from somebody's page: first what it changes, then exactly that."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.italian import written_day
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import Worker
from mutua.services.firm_door_corrections import (
    Correction,
    Done,
    PutRight,
    look_at_correction,
    may_put_right,
    record_correction,
)
from mutua.services.firm_door_lists import differences
from mutua.web.door_forms import Corrects
from mutua.web.door_home import closed, why
from mutua.web.door_people import as_a_sentence, as_told, told_beside
from mutua.web.door_visit import FirmVisit
from mutua.web.forms import Refused
from mutua.web.site import Answer, Go, Page
from mutua.wording.intake import shown

_FIELDS = {"cognome": "surname", "nome": "given", "data di assunzione": "start", "data di cessazione": "last"}


def _worker(visit: FirmVisit) -> Worker:
    if visit.worker is None:
        raise AssertionError("the address names nobody")
    return visit.worker


def show(visit: FirmVisit) -> Answer:
    """What was told of somebody, to be written anew."""
    return _page(visit)


def _page(
    visit: FirmVisit, told: Mapping[str, str] | None = None, refusal: Refusal | None = None,
    seen: Correction | None = None,
) -> Page:  # fmt: skip
    one = _worker(visit)
    stopped = may_put_right(visit.door, one)
    if stopped is not None and stopped.code == "not_delegated":
        return closed(visit, "people")
    row = one.row
    now = {"surname": row.surname, "given": row.given_name, "start": written_day(row.hired_on),
           "last": "" if row.left_on is None else written_day(row.left_on)}  # fmt: skip
    refusal = refusal or stopped
    values = {
        "firm": one.firm, "here": "", "one": one, "row": row, "now": now, "open": stopped is None, "seen": seen,
        "changes": [] if seen is None else differences(seen.preview.plan.changes[0]),
        "odd": [] if seen is None else [as_a_sentence(shown(each, visit.language)) for each in seen.preview.to_confirm],
        "why": "" if refusal is None else why(visit, refusal),
    }  # fmt: skip
    wrong = bool(told or refusal or visit.refused)
    return Page("door_correct.html", values, 422 if wrong else 200, wrong=as_told(told or {}))


def correct(visit: FirmVisit, form: Corrects | Refused) -> Answer:
    """Shows what would change; with the mark of what was shown, records it."""
    if isinstance(form, Refused):
        return _page(visit)
    seen = look_at_correction(visit.door, _worker(visit), PutRight(form.surname, form.given, form.start, form.last))
    if isinstance(seen, Refusal):
        return _page(visit, refusal=seen)
    if not seen.preview.right:
        return _page(visit, told_beside(visit, seen.preview, _FIELDS))
    if not seen.mark:
        return _page(visit, refusal=Refusal("nothing_put_right"))
    if not form.mark:
        return _page(visit, seen=seen)
    if form.mark != seen.mark:
        return _page(visit, refusal=Refusal("list_otherwise"), seen=seen)
    odd = seen.preview.not_checked(sure=bool(form.sure))
    if odd is not None:
        return _page(visit, refusal=odd, seen=seen)
    done = record_correction(visit.door, _worker(visit), seen)
    if not isinstance(done, Done):
        return _page(visit, refusal=done if isinstance(done, Refusal) else Refusal("list_otherwise"), seen=seen)
    return Go("door_worker", visit.named, message="door_corrected" if done.list_id else "door_known_already")
