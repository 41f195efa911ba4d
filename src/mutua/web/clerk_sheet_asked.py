"""What a sheet leaves open: what its columns mean, who is in one household; said once, then it is looked at again."""

from __future__ import annotations

from mutua.domain.italian import written_day
from mutua.intake.rough.proposals import Answer as Said
from mutua.services.plans_offered import assistances_offered, plans_for_sheets
from mutua.services.sheet_desk import SheetKind
from mutua.services.sheet_mappings import remember
from mutua.services.sheet_shown import (
    choices_made,
    headers_shown,
    mappings_told,
    meanings_offered,
    page_of,
    proposals_shown,
)
from mutua.web.forms import Refused, Wrong
from mutua.web.sheet_forms import QUESTIONS, SaidColumns, SaidHouseholds, SheetQuery
from mutua.web.sheet_work import Sheet, as_told, look_again, sheet_of, told_answers
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.person_sheet import kinship_words
from mutua.wording.sheets_on_pages import WHY_TOGETHER


def columns(visit: Visit) -> Answer:
    """What each column seems to mean, or was said to mean before."""
    sheet = sheet_of(visit)
    return Go("sheet") if sheet is None or sheet.looked.file is None or sheet.brought else _columns(visit, sheet)


def _columns(visit: Visit, sheet: Sheet, status: int = 200, wrong: tuple[Wrong, ...] = ()) -> Page:
    file = sheet.looked.file
    assert file is not None
    with visit.site.archive.reader.begin() as connection:
        plans = plans_for_sheets(connection, visit.site.plans)
    made = choices_made(file)
    if made.get("plan") and made["plan"] not in dict(plans):
        plans = [*plans, (made["plan"], made["plan"])]
    own, relatives = meanings_offered(file)
    return Page("sheet_columns.html", {
        "file": sheet.file, "headers": headers_shown(file), "meanings": own, "relatives": relatives,
        "plans": plans, "assistances": assistances_offered(visit.site.plans, [code for code, _ in plans]),
        "choices": made, "confirmed": not sheet.looked.waiting, "kind": sheet.looked.kind.value,
        "members": sheet.looked.kind is SheetKind.MEMBERS, "said": visit.written.get("column", "").split("\n"),
    }, status, wrong)  # fmt: skip


def say_columns(visit: Visit, form: SaidColumns | Refused) -> Answer:
    """The columns as somebody says them: remembered for the next sheet with this header, and looked at again."""
    sheet = sheet_of(visit, visit.written.get("file", ""))
    if sheet is None or sheet.looked.file is None or sheet.brought is not None:
        return Go("sheets", message="sheet_gone")
    if isinstance(form, Refused):
        return _columns(visit, sheet, 422)
    choices = {
        "plan": form.plan, "assistance": form.assistance, "since": written_day(form.since) if form.since else "",
    }  # fmt: skip
    made, twice, unknown = mappings_told(sheet.looked.file, form.column, choices)
    wrong = [Wrong(f"column-{one}", "not_offered") for one in unknown]
    wrong += [Wrong(f"column-{one.second}", "not_taken", {"told": visit.say(
        "«{what}» è già un'altra colonna: una delle due non serve.", "«{what}» is another column already: one of the "
        "two is not needed.", what=one.meaning)}) for one in twice]  # fmt: skip
    if form.plan and visit.site.plans.get(form.plan) is None:
        wrong.append(Wrong("plan", "not_offered"))
    if wrong:
        return _columns(visit, sheet, 422, tuple(wrong))
    remember(visit.site.archive, made, actor_id=visit.account.actor_id, now=visit.now)
    return Go("sheet") if look_again(visit, sheet) else Go("sheets", message="sheet_gone")


def households(visit: Visit, query: SheetQuery | Refused) -> Answer:
    """The households that the sheet only hints at."""
    sheet = sheet_of(visit)
    if sheet is None or sheet.brought is not None or not proposals_shown(sheet.looked):
        return Go("sheet")
    number = 1 if isinstance(query, Refused) else query.pagina
    return Page("sheet_households.html", {
        "file": sheet.file, "found": page_of(proposals_shown(sheet.looked), number, QUESTIONS),
        "reasons": {why: told[visit.language == "en"] for why, told in WHY_TOGETHER.items()},
        "kinships": kinship_words(visit.language), "before": told_answers(visit, sheet),
    })  # fmt: skip


def say_households(visit: Visit, form: SaidHouseholds | Refused) -> Answer:
    """Yes or no, person by person, or yes to every one; then the sheet is looked at again."""
    sheet = None if isinstance(form, Refused) else sheet_of(visit, form.file)
    if isinstance(form, Refused) or sheet is None or sheet.brought is not None:
        return Go("sheets", message="sheet_gone")
    known, answers = kinship_words(visit.language), told_answers(visit, sheet)
    for who, answer, kinship in zip(form.who, form.answer, form.kinship, strict=False):
        numbers = [number for number in who.split() if number]
        for number in numbers:
            answers.pop(number, None)
            if answer:
                answers[number] = Said(answer == "yes", kinship if kinship in known else "")
    told = as_told(answers, everything=form.all == "yes")
    if not look_again(visit, sheet, told):
        return Go("sheets", message="sheet_gone")
    now = sheet_of(visit)
    return Go("sheet_households" if now is not None and proposals_shown(now.looked) else "sheet")
