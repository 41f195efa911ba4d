"""A staff list: brought with how it is meant, shown with what it would do, recorded exactly so."""

from __future__ import annotations

from collections.abc import Mapping

from mutua.domain.months import months_after
from mutua.domain.staff_rows import Change, Mode
from mutua.intake.staff_columns import TITLES
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door_lists import (
    Done,
    Seen,
    as_shown,
    differences,
    is_taken_back,
    keys_chosen,
    lists_sent,
    look_at_list,
    read_list,
    record_list,
    wrong_rows,
)
from mutua.services.firm_papers_own import as_csv
from mutua.web.door_forms import StaffColumnsSaid, StaffFileSent, StaffListSeen
from mutua.web.door_home import SHOWN_BACK, closed, how_said, why
from mutua.web.door_visit import FirmVisit
from mutua.web.forms import Refused, Wrong
from mutua.web.site import Answer, File, Go, Page
from mutua.wording.firm_door import MODES
from mutua.wording.intake import mistake_sentence
from mutua.wording.staff_changes import MEANINGS, counted

KIND = "staff list of a firm"  # of the files held
MOST_SHOWN = 100  # changes, and mistakes, of one list


def show(visit: FirmVisit) -> Answer:
    if visit.firm is None and not visit.door.firms:
        return closed(visit, "people", 200)  # nobody delegated yet: the page has nothing, and no fault is theirs
    return _page(visit)


def _page(
    visit: FirmVisit, refusal: Refusal | None = None, seen: Seen | None = None, file: str = "", *,
    wrong: tuple[Wrong, ...] = (),
) -> Page:  # fmt: skip
    firms = visit.door.firms if visit.firm is None else (visit.firm,)
    if not any(one.view.may_enrol for one in firms):
        return closed(visit, "people")
    english = visit.language == "en"
    names = {one.id: one.name for one in firms}
    values = {
        "firm": visit.firm, "here": "list", "seen": seen, "file": file, "most": MOST_SHOWN,
        "modes": [(code, name[english], what[english]) for code, (name, what) in MODES.items()],
        "why": "" if refusal is None else why(visit, refusal), "how": how_said(visit),
        "sent": lists_sent(visit.door, months_after(visit.today, SHOWN_BACK)) if visit.firm is None else [],
        "back": -SHOWN_BACK, "names": names, **(_seen(visit, seen, names) if seen is not None else {}),
    }  # fmt: skip
    bad = bool(refusal or wrong or visit.refused or (seen is not None and seen.preview.unusable))
    return Page("door_list.html", values, 422 if bad else 200, wrong)


def _seen(visit: FirmVisit, seen: Seen, names: Mapping[int, str]) -> dict[str, object]:
    plan, lang = seen.preview.plan, visit.language
    shown = as_shown(seen, names if visit.firm is None else None)
    odd = seen.preview.to_confirm
    told = [(one, mistake_sentence(one, lang, shown.who.get(one.row, ""))) for one in seen.preview.mistakes]
    return {
        "plan": plan, "counts": shown.counts, "counted": counted(shown.counts._asdict(), lang),
        "by_firm": sorted((names.get(firm_id, ""), each) for firm_id, each in shown.by_firm.items()),
        "changes": [(one, _besides(one)) for one in plan.changes if one.row],
        "wrong_told": [sentence for one, sentence in told if not one.warning],
        "odd": list(dict.fromkeys(sentence for one, sentence in told if one in odd)),
        "notices": list(dict.fromkeys(sentence for one, sentence in told if one.warning and one not in odd)),
        "whole": not seen.preview.unusable and bool(plan.changes or not plan.wrong),
        "columns": shown.columns,
        "meanings": {key: both[lang == "en"] for key, both in MEANINGS.items()},
    }  # fmt: skip


def _besides(one: Change) -> list[tuple[str, str, str]]:
    """What changes of somebody; the last day of who leaves is said by itself."""
    return [each for each in differences(one) if one.kind != "ended" or each[0] != TITLES["left_on"]]


def look(visit: FirmVisit, form: StaffFileSent | Refused) -> Answer:
    """What the file would change; nothing is recorded."""
    if isinstance(form, Refused):
        return _page(visit)
    if len(visit.files) != 1 or visit.held is None:
        return _page(visit, Refusal("one_file"))
    content = read_list(visit.door, visit.firm, visit.files[0])
    if isinstance(content, Refusal):
        return _page(visit, content)
    seen = look_at_list(visit.door, visit.firm, Mode(form.mode), form.on, content)
    if isinstance(seen, Refusal):
        return _page(visit, seen)
    return _page(visit, seen=seen, file=visit.held.keep(KIND, content, {"firm": _whose(visit)}))


def _whose(visit: FirmVisit) -> str:
    """Of which firm a list is, "" of all of a consultant: one sent for the one is not recorded for another."""
    return "" if visit.firm is None else str(visit.firm.id)


def _again(visit: FirmVisit, form: StaffListSeen | StaffColumnsSaid) -> Seen | Refusal | None:
    """The list that was sent, looked at as it is now; None where it is here no longer, or was sent for another firm."""
    held = None if visit.held is None else visit.held.find(KIND, form.file)
    if held is None or held.told["firm"] != _whose(visit):
        return None
    return look_at_list(visit.door, visit.firm, Mode(form.mode), form.on, held.content, _chosen(held.told))


def _chosen(told: Mapping[str, str]) -> dict[int, str]:
    """What was said of the columns of a file that waits."""
    return keys_chosen(told.get("columns", "").split())


def columns(visit: FirmVisit, form: StaffColumnsSaid | Refused) -> Answer:
    """The same file, with what its columns hold."""
    if isinstance(form, Refused):
        return _page(visit)
    held = None if visit.held is None else visit.held.find(KIND, form.file)
    if held is None or visit.held is None:
        return _gone(visit)
    said = _chosen(held.told) | keys_chosen(form.column)
    visit.held.tell(form.file, {**held.told, "columns": " ".join(f"{at}:{key}" for at, key in said.items())})
    seen = _again(visit, form)
    if seen is None or isinstance(seen, Refusal):
        return _gone(visit) if seen is None else _page(visit, seen)
    return _page(visit, seen=seen, file=form.file)


def _gone(visit: FirmVisit) -> Page:
    return _page(visit, wrong=(Wrong("files", "file_gone"),))


def record(visit: FirmVisit, form: StaffListSeen | Refused) -> Answer:
    """Records exactly what was shown, or shows what would be done now."""
    if isinstance(form, Refused):
        return _page(visit)
    seen = _again(visit, form)
    if seen is None and visit.held is not None and visit.held.used(form.file):
        made = visit.held.made(form.file)
        if made and is_taken_back(visit.door, made):
            return _page(visit, Refusal("list_undone_since"))
        return _home(visit, "list_was_in")
    if seen is None or isinstance(seen, Refusal):
        return _gone(visit) if seen is None else _page(visit, seen)
    done = record_list(
        visit.door, seen, mark=form.mark, endings=form.endings, good_rows=form.good_rows == "yes",
        sure=form.sure == "yes",
    )  # fmt: skip
    if not isinstance(done, Done):
        return _page(visit, done if isinstance(done, Refusal) else Refusal("list_otherwise"), seen, form.file)
    if visit.held is not None:
        visit.held.use(form.file, done.list_id or 0)
    return _home(visit, "door_list_done" if done.list_id else "door_known_already")


def _home(visit: FirmVisit, message: str) -> Go:
    return Go("door_home", message=message) if visit.firm is None else Go("door_firm", visit.named, message=message)


def rows(visit: FirmVisit, form: StaffListSeen | Refused) -> Answer:
    """Only the wrong rows of the list, with the reason beside each."""
    if isinstance(form, Refused):
        return _page(visit)
    seen = _again(visit, form)
    if seen is None or isinstance(seen, Refusal):
        return _gone(visit) if seen is None else _page(visit, seen)
    return File(as_csv(wrong_rows(seen, visit.language)), "text/csv; charset=utf-8", "righe-sbagliate.csv")

