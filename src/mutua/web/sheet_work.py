"""The sheet that somebody is bringing: one for each login, looked at beside the pages, kept a few hours and no longer.

What was read of the file waits among the held files, what was looked at in memory; both go when it is brought in, left,
replaced by another, or too old.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mutua.intake.rough.proposals import Answer
from mutua.services.apart import read_apart
from mutua.services.apart_values import opened
from mutua.services.import_members import Applied
from mutua.services.long_work import Told, Work
from mutua.services.sheet_desk import SheetKind, SheetLooked, bring_sheet, look_at_sheet
from mutua.web.held import KEPT_FOR
from mutua.web.site import Visit

KIND = "sheet"  # of the files held
READ, LOOK, WRITE = "read", "look", "write"
NAMED = "sheet-"  # what the work of each login is called, with its number
PATIENCE = 2.0  # seconds a page waits before it says how far it is


@dataclass(frozen=True, slots=True)
class Sheet:
    """What came of a look: the name of the held file ("" where nothing is kept), and what is in it.

    `mark`: of this very look. `brought`: what was done, once it was brought in.
    """

    file: str
    looked: SheetLooked
    mark: str
    brought: Applied | None = None


def _name(visit: Visit) -> str:
    return f"{NAMED}{visit.account.id}"


def work_of(visit: Visit) -> Work | None:
    """What is going on with the sheet of whoever is in; what is too old is gone."""
    visit.site.works.forget_before(NAMED, visit.now - KEPT_FOR)
    return visit.site.works.of(_name(visit))


def sheet_of(visit: Visit, file: str | None = None) -> Sheet | None:
    """The sheet as it was looked at last, if that is over. `file`: of that file alone."""
    work = work_of(visit)
    if work is None or not work.over or not isinstance(work.result, Sheet):
        return None
    return work.result if file is None or file == work.result.file else None


def read_sheet(visit: Visit, raw: bytes, kind: SheetKind) -> bool:
    """Begins to read and look at a file; False while something of theirs is still running."""
    before = sheet_of(visit)

    def do(told: Told) -> Sheet:
        content = read_apart(raw, kind.value)
        looked = look_at_sheet(visit.at, visit.account, opened(content), kind, answers={}, accept_all=False)
        file = "" if looked.unreadable else visit.site.held.keep(visit.account.id, KIND, content, visit.now)
        return Sheet(file, looked, secrets.token_hex(8))

    began = _begin(visit, READ, "", do)
    if began and before is not None:
        visit.site.held.drop(visit.account.id, before.file)
    return began


def look_again(visit: Visit, before: Sheet, told_now: Mapping[str, str] | None = None) -> bool:
    """Begins to look again at the same file, with what was said about it; False where the file is gone."""
    if told_now is not None:
        visit.site.held.tell(visit.account.id, before.file, told_now)
    held = visit.site.held.find(visit.account.id, KIND, before.file, visit.now)
    if held is None:
        return False

    def do(told: Told) -> Sheet:
        answers, everything = _answers(held.told)
        looked = look_at_sheet(
            visit.at, visit.account, opened(held.content), before.looked.kind, answers=answers, accept_all=everything
        )
        return Sheet(before.file, looked, secrets.token_hex(8))

    return _begin(visit, LOOK, before.file, do)


def bring(visit: Visit, sheet: Sheet) -> bool:
    """Begins to bring in exactly what was looked at; the file is gone when that is done."""

    def do(told: Told) -> Sheet:
        done = 0

        def counted(more: int) -> None:
            nonlocal done
            done += more
            told(done, sheet.looked.changes)

        brought = bring_sheet(visit.at, sheet.looked, progress=counted, clock=time.perf_counter_ns)
        visit.site.held.use(visit.account.id, sheet.file, visit.now)
        return Sheet(sheet.file, sheet.looked, "", brought)

    return _begin(visit, WRITE, sheet.file, do)


def _begin(visit: Visit, kind: str, file: str, do: Callable[[Told], Sheet]) -> bool:
    began = visit.site.works.begin(_name(visit), Work(kind, file, visit.account.name, visit.now), do)
    if began:
        visit.site.works.wait(_name(visit), PATIENCE)
    return began


def leave(visit: Visit, file: str) -> None:
    """Nothing is kept of the sheet any more; what runs is not stopped."""
    visit.site.held.drop(visit.account.id, file)
    visit.site.works.forget(_name(visit))


# ---------------------------------------------------------------- what was said of households


def told_answers(visit: Visit, sheet: Sheet) -> dict[str, Answer]:
    """What was said before of the households that the sheet proposes, by number of the person."""
    held = visit.site.held.find(visit.account.id, KIND, sheet.file, visit.now)
    return {} if held is None else _answers(held.told)[0]


def as_told(answers: Mapping[str, Answer], *, everything: bool) -> dict[str, str]:
    return {"answers": json.dumps({key: list(one) for key, one in answers.items()}), "all": "yes" if everything else ""}


def _answers(told: Mapping[str, str]) -> tuple[dict[str, Answer], bool]:
    found = json.loads(told.get("answers", "{}"))
    return {key: Answer(*one) for key, one in found.items()}, told.get("all") == "yes"
