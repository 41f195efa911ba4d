"""Where a society's sheets are brought from: what the sheet holds is said, a file is given; or it is left."""

from __future__ import annotations

from mutua.services.sheet_desk import SheetKind
from mutua.web.clerk_bank_forms import ThatFile
from mutua.web.forms import Refused, Wrong
from mutua.web.sheet_forms import SentSheet
from mutua.web.sheet_work import leave, read_sheet, sheet_of, work_of
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.sheets_on_pages import whole_sentence


def show(visit: Visit) -> Answer:
    return start(visit)


def start(
    visit: Visit, status: int = 200, *, wrong: tuple[Wrong, ...] = (), amiss: tuple[str, ...] = (), why: str = "",
    what: str = "",
) -> Page:  # fmt: skip
    """The page a sheet is sent from. `amiss`: why the one just sent cannot be read, `what` it was said to hold."""
    return Page("sheets.html", {
        "at_work": work_of(visit) is not None and not amiss, "amiss": amiss, "why": why,
        "what": what or visit.written.get("what", ""),
    }, status, wrong)  # fmt: skip


def send(visit: Visit, form: SentSheet | Refused) -> Answer:
    """A sheet as it was sent; what it holds is shown when it was looked at. Nothing of it is written yet."""
    if isinstance(form, Refused):
        return start(visit, 422)
    if len(visit.files) != 1:
        return start(visit, 422, wrong=(Wrong("files", "one_file"),))
    if not read_sheet(visit, visit.files[0], SheetKind(form.what)):
        return start(visit, 409, why=visit.say(
            "Il foglio di prima si sta ancora guardando o portando dentro: aspettate che finisca.",
            "The sheet before this one is still being looked at or brought in: wait until it is done."))  # fmt: skip
    return unreadable(visit, 422) or Go("sheet")


def unreadable(visit: Visit, status: int) -> Page | None:
    """The page that says why the file cannot be read, if so: nothing of it is kept."""
    sheet = sheet_of(visit)
    if sheet is None or not sheet.looked.unreadable:
        return None
    leave(visit, sheet.file)
    amiss = tuple(whole_sentence(one, visit.language) for one in sheet.looked.unreadable)
    return start(visit, status, amiss=amiss, what=sheet.looked.kind.value)


def drop(visit: Visit, form: ThatFile | Refused) -> Answer:
    """The sheet is left: nothing of it is kept here."""
    sheet = None if isinstance(form, Refused) else sheet_of(visit, form.file)
    if sheet is None:
        return Go("sheets", message="sheet_gone")
    leave(visit, sheet.file)
    return Go("sheets", message="sheet_left")
