"""A new request, typed at the counter: saved as a draft while it is written, its result beside it, kept once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mutua.domain.italian import written_day
from mutua.services.claim_cells import line_count
from mutua.services.claim_drafts import (
    DraftFile,
    Elsewhere,
    Saved,
    Writing,
    Written,
    forget_files,
    read_own,
    save_draft,
    throw_away,
)
from mutua.services.decide_claim import Refusal
from mutua.services.keep_claim import Kept, NotKept, keep_claim
from mutua.services.papers import keep_file, media_type_of
from mutua.services.show_new_claim import show_new_claim
from mutua.services.typed_claim import Typed
from mutua.web.clerk_claim_forms import TypedClaim, cells_in, with_a_line_more, without_line
from mutua.web.clerk_claim_page import Window, claim_page
from mutua.web.forms import Empty, Refused
from mutua.web.pages import field_mistakes, problem
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.new_claim import refused


def begin(visit: Visit) -> Answer:
    """An empty form: nothing is kept before something is typed."""
    cells = {"received": written_day(visit.today), "channel": "counter", "lines": "1"}
    return _page(visit, _fresh(visit, cells), focus="benefit-1", all_mistakes=False)


def resume(visit: Visit) -> Answer:
    """A draft taken up again, where it was left."""
    found = read_own(visit.site.archive, visit.account.id, visit.named)
    if found is None:
        return problem(visit, "not_there")
    row, content = found
    window = Window(row.public_id, row.version, _mark(), content.cells, content.files, saved_at=row.saved_at)
    return _page(visit, window, focus="benefit-1", all_mistakes=False)


def drop(visit: Visit, form: Empty | Refused) -> Answer:
    """The draft is thrown away, with its files."""
    throw_away(visit.at, visit.site.vault, visit.account.id, visit.named)
    return Go("home", message="draft_dropped")


def attempt(visit: Visit, form: TypedClaim | Refused) -> Answer:
    """Saves what was typed as a draft, and shows what would come back."""
    if isinstance(form, Refused):
        return _not_understood(visit, form)
    cells, draft, version = form.cells, form.draft, form.version
    focus = ""
    if form.step == "add":
        cells = with_a_line_more(cells)
        focus = f"benefit-{line_count(cells)}"
    elif form.step.startswith("drop-"):
        cells = without_line(cells, int(form.step[5:]))
        focus = "benefit-1"
    added, troubles = _files_in(visit, form)
    if form.step == "both":
        before = read_own(visit.site.archive, visit.account.id, draft)
        added = (*(before[1].files if before is not None else ()), *added)
        draft, version = visit.site.ids.public(), 0
    removed = frozenset({form.step.removeprefix("unfile-")} if form.step.startswith("unfile-") else ())
    saved = save_draft(
        visit.at, Writing(draft, version, visit.account.id, visit.subject), Written(cells, form.window, added, removed)
    )
    _clear(visit, (*(one.sha256 for one in added), *removed))
    window = _after(visit, replace(_window(form, cells), draft=draft, version=version), saved, troubles)
    return _page(visit, window, focus=focus, all_mistakes=False)


def keep(visit: Visit, form: TypedClaim | Refused) -> Answer:
    """Receives the request, or shows everything that is to be mended or seen first."""
    if isinstance(form, Refused):
        return _not_understood(visit, form)
    added, troubles = _files_in(visit, form)
    writing = Writing(form.draft, form.version, visit.account.id, visit.subject)
    written = Written(form.cells, form.window, added)
    if troubles:
        done: object = save_draft(visit.at, writing, written)
    else:
        done = keep_claim(visit.at, writing, _typed(visit, form.cells, ()), written, ticked=form.sure, taken_on=True)
    _clear(visit, [one.sha256 for one in added])
    if isinstance(done, Kept):
        return Go("claim", done.public_id, message="claim_kept")
    saved = done.saved if isinstance(done, NotKept) else done
    window = _after(visit, _window(form, form.cells), saved, troubles)
    return _page(visit, window, status=422)


# ---------------------------------------------------------------- pieces


def _fresh(visit: Visit, cells: Mapping[str, str]) -> Window:
    return Window(visit.site.ids.public(), 0, _mark(), cells)


def _mark() -> str:
    """What tells one window of the browser from another."""
    return secrets.token_hex(8)


def _window(form: TypedClaim, cells: Mapping[str, str]) -> Window:
    return Window(form.draft, form.version, form.window, cells, sure=form.sure, file_paper=form.file_paper)


def _typed(visit: Visit, cells: Mapping[str, str], files: tuple[DraftFile, ...]) -> Typed:
    with_file = frozenset(one.paper for one in files)
    return Typed(visit.subject, cells, with_file, visit.now, visit.language)


def _files_in(visit: Visit, form: TypedClaim) -> tuple[tuple[DraftFile, ...], list[str]]:
    """The files that were sent, each kept or told why not."""
    kept, troubles = [], []
    for content in visit.files:
        if visit.site.vault is None:
            troubles.append(refused("no_vault", "", visit.language))
            break
        found = keep_file(visit.at, visit.site.vault, visit.subject, content)
        if isinstance(found, Refusal):
            troubles.append(refused(found.code, found.found, visit.language))
        else:
            kind = media_type_of(content)
            kept.append(DraftFile(found.sha256, form.file_paper or "fattura", kind, len(content), found.also_in))
    return tuple(kept), troubles


def _clear(visit: Visit, names: Iterable[str]) -> None:
    """Files that ended in no draft and no request are not kept."""
    forget_files(visit.at, visit.site.vault, visit.subject, names)


def _after(visit: Visit, window: Window, saved: object, troubles: list[str]) -> Window:
    """The window after an attempt to save it: at its new version, or told why it is not saved."""
    window = replace(window, troubles=tuple(troubles))
    if isinstance(saved, Saved):
        return replace(window, version=saved.version, files=saved.files, saved_at=visit.now)
    if isinstance(saved, Elsewhere):
        before = read_own(visit.site.archive, visit.account.id, window.draft)
        files = before[1].files if before is not None else ()
        return replace(window, elsewhere=saved, files=files)
    assert isinstance(saved, Refusal)
    told = refused(saved.code, saved.found, visit.language)
    before = read_own(visit.site.archive, visit.account.id, window.draft)
    return replace(window, troubles=(*troubles, told), files=before[1].files if before is not None else ())


def _not_understood(visit: Visit, form: Refused) -> Page:
    """The form was not one of ours: nothing was saved, and what was typed is still there."""
    made = _fresh(visit, cells_in(visit.written))
    return _page(visit, replace(made, troubles=tuple(field_mistakes(visit, Page("")).values())), status=422)


def _page(visit: Visit, window: Window, *, focus: str = "", status: int = 200, all_mistakes: bool = True) -> Page:
    shown = show_new_claim(
        visit.site.archive, visit.site.plans, _typed(visit, window.cells, window.files), draft=window.draft,
        account_id=visit.account.id, files=[one.sha256 for one in window.files],
    )  # fmt: skip
    return claim_page(visit, window, shown, focus=focus, status=status, all_mistakes=all_mistakes)
