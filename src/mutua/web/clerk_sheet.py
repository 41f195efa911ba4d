"""A sheet that was looked at: where its rows ended, its mess by kind, what would come in; then it comes in as shown."""

from __future__ import annotations

from typing import Any

from mutua.services.sheet_desk import SheetKind, WhyNot, why_not
from mutua.services.sheet_shown import (
    came_as,
    mess_counted,
    mess_lines,
    page_of,
    report_bytes,
    warned_rows,
    would_come,
    year_lines,
    year_table,
)
from mutua.web.clerk_sheets import start, unreadable
from mutua.web.forms import Refused
from mutua.web.sheet_forms import BringSheet, SheetFile, SheetQuery
from mutua.web.sheet_work import READ, WRITE, Sheet, leave, sheet_of, work_of
from mutua.web.sheet_work import bring as begin_bringing
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.sheets_on_pages import WHY_NOT, whole_sentence
from mutua.wording.year import not_looked_at_sentence

SECONDS = 2  # until the page is asked for again
LINES = 50  # on a page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(visit: Visit, query: SheetQuery | Refused) -> Answer:
    """How far it is, or what was found."""
    asked = SheetQuery() if isinstance(query, Refused) else query
    work = work_of(visit)
    if work is None:
        return start(visit, 409, why=_stopped_with_us(visit)) if asked.corso else Go("sheets")
    if not work.over:
        return Page("sheet_running.html", {"work": work, "reading": work.kind == READ, "writing": work.kind == WRITE},
                    again=SECONDS)  # fmt: skip
    sheet = sheet_of(visit)
    if sheet is None:
        leave(visit, str(work.about))  # the file it was about
        return start(visit, 409, why=visit.say(
            "Si è fermato prima della fine. Ciò che era già entrato resta: mandate di nuovo lo stesso file, e si "
            "continua da lì.", "It stopped before the end. What came in stays: send the same file again, and it goes "
            "on from there.") if work.kind == WRITE else visit.say(
            "Il foglio non si è potuto guardare. Non è stato registrato nulla: mandatelo di nuovo.",
            "The sheet could not be looked at. Nothing was recorded: send it again."))  # fmt: skip
    return unreadable(visit, 200) or _page(visit, sheet, asked)


def _stopped_with_us(visit: Visit) -> str:
    """Work was going on and nobody knows of it any more."""
    return visit.say(
        "Il programma è stato riavviato e il lavoro sul foglio si è interrotto. Ciò che era già entrato resta, il "
        "resto no. Mandate di nuovo lo stesso file: si guarda da capo, e si continua da lì.",
        "The program was restarted and the work on the sheet was broken off. What had come in stays, the rest did not "
        "come. Send the same file again: it is looked at afresh, and goes on from there.")  # fmt: skip


def _page(visit: Visit, sheet: Sheet, asked: SheetQuery, *, why: WhyNot | None = None, status: int = 200) -> Answer:
    if sheet.looked.waiting:
        return Go("sheet_columns")
    if sheet.brought is not None:
        came = came_as(sheet.looked, sheet.brought.changed_meanwhile)
        return Page("sheet_brought.html", {**_values(visit, sheet, asked), "came": came})
    if sheet.looked.year is not None:
        return Page("sheet_year.html", {**_values(visit, sheet, asked), **_of_year(visit, sheet, asked)})
    values = _values(visit, sheet, asked)
    looked = sheet.looked
    stopped = why_not(looked, good_rows=True)
    return Page("sheet.html", {
        **values, "would": would_come(looked), "stopped": "" if stopped is None else _told(visit, stopped),
        "nothing": stopped in (WhyNot.NOTHING, WhyNot.NONE_READ),
        "why": "" if why is None else _told(visit, why),
        "questions": len(getattr(looked.own, "proposed", ())), "clean": looked.clean,
        "claims": looked.kind is SheetKind.CLAIMS, "came": came_as(looked), "warned": warned_rows(looked),
    }, status)  # fmt: skip


def _told(visit: Visit, why: WhyNot) -> str:
    return WHY_NOT[why][visit.language == "en"]


def _values(visit: Visit, sheet: Sheet, asked: SheetQuery) -> dict[str, Any]:
    """What every page about a sheet says: rows, and the mess of the kind that was asked for."""
    looked, lang = sheet.looked, visit.language
    kinds = mess_counted(looked, lang)
    kind = asked.genere if asked.genere in looked.mess else next(iter(looked.mess), "")
    found = page_of(looked.mess.get(kind, []), asked.pagina, LINES)
    ended = looked.ended
    return {
        "file": sheet.file, "mark": sheet.mark, "looked": looked, "ended": ended, "brought": sheet.brought,
        "kinds": kinds, "kind": kind, "found": found, "lines": list(mess_lines(looked, found.rows, lang)),
        "of_whole": [whole_sentence(one, lang) for one in looked.of_whole],
        "own": looked.file is not None, "total": len(looked.file.grid.rows) if looked.file is not None else 0,
    }  # fmt: skip


def _of_year(visit: Visit, sheet: Sheet, asked: SheetQuery) -> dict[str, Any]:
    year = sheet.looked.year
    assert year is not None
    table = year_table(year, visit.language)
    kinds = [one.kind.value for one in table]
    kind = asked.genere if asked.genere in kinds else next(iter(kinds), "")
    some = [one for one in year.findings if one.kind.value == kind]
    found = page_of(some, asked.pagina if asked.genere == kind or not asked.genere else 1, LINES)
    of_mess = asked.genere in sheet.looked.mess
    return {
        "year": year, "table": table, "year_kind": kind, "year_found": found, "of_mess": of_mess,
        "year_lines": list(year_lines(sheet.looked, found.rows, visit.language)),
        "not_looked": [not_looked_at_sentence(*one, visit.language) for one in year.not_looked_at()],
    }  # fmt: skip


def bring(visit: Visit, form: BringSheet | Refused) -> Answer:
    """Exactly what was shown comes in, once."""
    if isinstance(form, Refused):
        return start(visit, 422)
    work = work_of(visit)
    if work is not None and not work.over:
        return Go("sheet")
    sheet = sheet_of(visit, form.file)
    if sheet is None:
        was = visit.site.held.used(visit.account.id, form.file, visit.now)
        return Go("sheets", message="sheet_was_in" if was else "sheet_gone")
    if sheet.brought is not None:
        return Go("sheet")
    if form.seen != sheet.mark:
        return _page(visit, sheet, SheetQuery(), why=WhyNot.OTHERWISE, status=409)
    why = why_not(sheet.looked, good_rows=form.good_rows == "yes")
    if why is not None:
        return _page(visit, sheet, SheetQuery(), why=why, status=409)
    begin_bringing(visit, sheet)
    return Go("sheet")


def download(visit: Visit, form: SheetFile | Refused) -> Answer:
    """The report of the sheet, or its rows to put right, to be put away by the browser."""
    sheet = None if isinstance(form, Refused) else sheet_of(visit, form.file)
    if isinstance(form, Refused) or sheet is None:
        return Go("sheets", message="sheet_gone")
    content = report_bytes(sheet.looked, form.which, visit.language)
    if content is None:
        return Go("sheet")
    return File(content, XLSX, "da-sistemare.xlsx" if form.which == "aside" else "rapporto.xlsx")
