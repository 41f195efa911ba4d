"""Asking for a refund in three steps: what it was, the invoice with its amount, a last look; a draft meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mutua.domain.italian import written_instant
from mutua.intake.typed_cells import cents_of
from mutua.services.claim_cells import HELP, line_count
from mutua.services.claim_drafts import DraftContent, DraftFile, Elsewhere, Saved, Written, spent_in_all
from mutua.services.decide_claim import Refusal
from mutua.services.keep_claim import Kept, NotKept
from mutua.services.member_refund import RefundShown
from mutua.services.member_scope import By
from mutua.services.typed_bills import paper_of_all, split_paper
from mutua.web.clerk_attachment import ENDINGS
from mutua.web.clerk_claim_page import is_choice
from mutua.web.forms import Empty, Refused
from mutua.web.my_bills import (
    bills_shown,
    called,
    dated_for_all,
    file_choices,
    file_title,
    with_another_bill,
    with_another_expense,
    without_expense,
)
from mutua.web.my_cells import (
    asked_anew,
    chosen,
    day_once,
    hint_for_member,
    labels_of,
    mistakes_of,
    offered,
    offered_with,
    picked,
    where_labels,
)
from mutua.web.my_claims import drafted
from mutua.web.my_forms import Refund
from mutua.web.my_home import stopped_of
from mutua.web.my_visit import MemberVisit
from mutua.web.pages import field_mistakes, refused_sentence, to_whom
from mutua.web.site import Answer, Go, Page
from mutua.wording.come_back import back_headline
from mutua.wording.new_claim import refused, typed_mistake

MOST_LINES = 10  # expenses of a request
_PAGES = {1: "my_draft", 2: "my_draft_invoice", 3: "my_draft_check"}
_OF_STAGE = {1: ("benefit-", "served-", "fact-"), 2: ("amount-", "invoice", "invoiced", "issuer", "dated-")}
_WHERE = ("place", "phone")  # help is needed, and whom to ring: at the last step


@dataclass(frozen=True)
class Desk:
    """What a window of the browser has before it: which draft, at which version and step, what is in the fields.

    `elsewhere`: another window saved the draft, sent it or threw it away. `troubles`: what was not taken.
    """

    draft: str
    version: int
    mark: str
    stage: int
    cells: Mapping[str, str] = field(default_factory=dict)
    files: tuple[DraftFile, ...] = ()
    file_paper: str = ""
    saved_at: datetime | None = None
    elsewhere: Elsewhere | None = None
    troubles: tuple[str, ...] = ()
    seen: bool = False


def choose(visit: MemberVisit) -> Answer:
    """For whom; where there is nobody else, for oneself at once. What was begun is taken up again from here."""
    drafts = visit.door.drafts()
    if len(visit.door.people) == 1 and not drafts:
        return Go("my_refund_of", visit.door.me.public_id)
    return Page("my_refund_whom.html", {"drafts": [drafted(visit, one) for one in drafts]})


def begin(visit: MemberVisit) -> Answer:
    return _page(visit, Desk(visit.door.new_name(), 0, _mark(), 1, {"lines": "1"}), every=False)


def begin_help(visit: MemberVisit) -> Answer:
    """The same steps for help in days to come, which the office authorises first."""
    return _page(visit, Desk(visit.door.new_name(), 0, _mark(), 1, {"lines": "1", "asks": HELP}), every=False)


def at_what(visit: MemberVisit) -> Answer:
    return _resumed(visit, 1)


def at_invoice(visit: MemberVisit) -> Answer:
    return _resumed(visit, 2)


def at_check(visit: MemberVisit) -> Answer:
    return _resumed(visit, 3)


def _resumed(visit: MemberVisit, stage: int) -> Answer:
    version, content = visit.door.read_draft(visit.own_draft)
    desk = Desk(visit.own_draft.public_id, version, _mark(), stage, content.cells, content.files)
    return _page(visit, desk, every=stage == 3)


def drop(visit: MemberVisit, form: Empty | Refused) -> Answer:
    visit.door.throw_away(visit.own_draft)
    return Go("my_home", message="draft_dropped")


def save(visit: MemberVisit, form: Refund | Refused) -> Answer:
    """Keeps what was typed so far, and shows the same step again."""
    if isinstance(form, Refused):
        return _not_understood(visit)
    return _page(visit, _saved(visit, form), every=False)


def go_on(visit: MemberVisit, form: Refund | Refused) -> Answer:
    """Keeps what was typed and goes to the next step; at the last one the request is received."""
    if isinstance(form, Refused):
        return _not_understood(visit)
    if form.stage == "3":
        return _send(visit, form)
    desk = _saved(visit, form)
    stage = int(form.stage)
    shown = visit.door.look_at_refund(visit.about, desk.draft, _content(desk), visit.language)
    wrong = _of_this_stage(mistakes_of(visit, shown.typed, every=True), stage)
    if stage == 1 and all(name.startswith("fact-") for name in wrong) and _not_asked_yet(shown, form):
        return _page(visit, desk, every=False)
    if desk.elsewhere is not None or desk.troubles or wrong or not desk.version:
        return _page(visit, desk, every=True, status=422)
    return Go(_PAGES[stage + 1], desk.draft)


def _not_asked_yet(shown: RefundShown, form: Refund) -> bool:
    """Whether a benefit that was chosen has questions that were not on the page: they come before the next step."""
    cells, _ = asked_anew(form.cells)
    return any(
        line.asked is not None and any(not one.of_society for one in line.asked.questions)
        and not any(name.startswith(f"fact-{line.number}-") for name in cells)
        for line in shown.typed.lines
    )  # fmt: skip


def _send(visit: MemberVisit, form: Refund) -> Answer:
    cells = _cells_of(form)
    done = visit.door.send_refund(
        visit.about, form.draft, form.version, Written(cells, form.window), visit.language, seen=form.seen == "yes"
    )
    if isinstance(done, Kept):
        return Go("my_claim", done.public_id, message="my_claim_sent")
    desk = Desk(form.draft, form.version, form.window, 3, cells, seen=form.seen == "yes")
    return _page(visit, _after(visit, desk, done.saved if isinstance(done, NotKept) else done), every=True, status=422)


def _cells_of(form: Refund) -> dict[str, str]:
    """What was typed, without the answers of a benefit that is not the one chosen now."""
    return picked(asked_anew(form.cells)[0])


def _saved(visit: MemberVisit, form: Refund) -> Desk:
    """What is before the window after what it sent was kept, or told why it was not."""
    cells = _cells_of(form)
    removed = frozenset({form.step.removeprefix("unfile-")} if form.step.startswith("unfile-") else ())
    if form.step in ("add", "bill") and line_count(cells) < MOST_LINES and cells.get("asks") != HELP:
        cells = with_another_expense(cells) if form.step == "add" else with_another_bill(cells)
    elif form.step.startswith("drop-"):
        cells, gone = without_expense(cells, int(form.step[5:]))
        cells = picked(cells)
        removed = _files_of(visit, form.draft, {one.key for one in gone})
    added, refusals = visit.door.take_files(visit.about, visit.files, form.file_paper or "fattura")
    draft, version = form.draft, form.version
    if form.step == "both":
        draft, version = visit.door.new_name(), 0
    written = Written(cells, form.window, added, removed)
    troubles = tuple(to_whom(visit, refused(one.code, one.found, visit.language)) for one in refusals)
    desk = Desk(draft, version, form.window, int(form.stage), cells, file_paper=form.file_paper, troubles=troubles)
    return _after(visit, desk, visit.door.save_refund(visit.about, draft, version, written))


def _files_of(visit: MemberVisit, name: str, gone: set[str]) -> frozenset[str]:
    """The files of the draft that came with invoices which are there no more."""
    draft = visit.door.draft(name)
    if isinstance(draft, Refusal) or not gone:
        return frozenset()
    _, content = visit.door.read_draft(draft)
    return frozenset(one.sha256 for one in content.files if split_paper(one.paper)[0] in gone)


def _after(visit: MemberVisit, desk: Desk, saved: Saved | Elsewhere | Refusal) -> Desk:
    if isinstance(saved, Saved):
        return replace(desk, version=saved.version, files=saved.files, saved_at=visit.now)
    if isinstance(saved, Elsewhere):
        return replace(desk, elsewhere=saved, files=() if saved.gone else _files_kept(visit, desk.draft))
    return replace(desk, troubles=(*desk.troubles, to_whom(visit, refused(saved.code, saved.found, visit.language))))


def _files_kept(visit: MemberVisit, name: str) -> tuple[DraftFile, ...]:
    """The files of the draft, whichever window sent them."""
    draft = visit.door.draft(name)
    return () if isinstance(draft, Refusal) else visit.door.read_draft(draft)[1].files


def _not_understood(visit: MemberVisit) -> Page:
    """The form was not one of ours: nothing was kept."""
    desk = Desk(visit.door.new_name(), 0, _mark(), 1, {"lines": "1"},
                troubles=tuple(field_mistakes(visit, Page("")).values()))  # fmt: skip
    return _page(visit, desk, every=False, status=422)


def _content(desk: Desk) -> DraftContent:
    return DraftContent(desk.cells, desk.files, desk.mark)


def _mark() -> str:
    """What tells one window of the browser from another."""
    return secrets.token_hex(8)


def _of_this_stage(wrong: Mapping[str, str], stage: int) -> dict[str, str]:
    """The mistakes of the fields that this step shows; the last step shows all."""
    return {name: told for name, told in wrong.items() if name.startswith(_OF_STAGE.get(stage, ("",)))}


def _with_where(visit: MemberVisit, desk: Desk) -> Desk:
    """The last step of help begins with the address and the telephone on record, to be changed for this once."""
    if desk.stage != 3 or desk.cells.get("asks") != HELP:
        return desk
    mine, about = visit.door.me.who, visit.about.who
    home = about if about.address or visit.about.by is By.PROXY else mine
    town = f"{home.postal_code} {home.municipality}".strip()
    known = {"place": ", ".join(filter(None, (home.address, town))), "phone": about.phone or mine.phone}
    return replace(desk, cells={**known, **desk.cells})


def _page(visit: MemberVisit, desk: Desk, *, every: bool, status: int = 200) -> Page:
    desk = _with_where(visit, desk)
    shown = visit.door.look_at_refund(visit.about, desk.draft, _content(desk), visit.language)
    typed = shown.typed
    desk = replace(desk, cells=day_once(typed, desk.cells))
    wrong = _of_this_stage(mistakes_of(visit, typed, every=every), desk.stage)
    if status == 200:  # what was not on record is no mistake of whoever only came to this step
        wrong = {one: told for one, told in wrong.items() if one not in _WHERE or desk.cells.get(one)}
    fields = _OF_STAGE.get(desk.stage, _WHERE)
    hidden = {name: value for name, value in desk.cells.items() if not name.startswith(fields)}
    choices, sent = file_choices(visit, typed), [one.paper for one in desk.files]
    values = {
        "shown": shown, "typed": typed, "desk": desk, "cells": desk.cells, "hidden": hidden, "wrong": wrong,
        "spent": {name: cents for name, told in desk.cells.items()
                  if name.startswith("amount-") and isinstance(cents := cents_of(told), int)},
        "labels": labels_of(visit, typed), "where_labels": where_labels(visit),
        "plans": offered(typed), "same_cover": offered_with(typed), "chosen": lambda number: chosen(typed, number),
        "is_choice": is_choice, "endings": ENDINGS,
        "hint_of": lambda one: hint_for_member(visit, one, helps=desk.cells.get("asks") == HELP),
        "bills": bills_shown(visit, typed), "file_choices": choices, "called": lambda at: called(visit, at),
        "for_all": [(f"dated-{paper_of_all(one.name)}", one.title) for one in dated_for_all(typed, sent)],
        "file_title": lambda name: file_title(choices, name) or visit.door.paper_title(
            typed.plan_code, split_paper(name)[1], visit.language) or visit.say("Altro documento", "Another paper"),
        "said": {f"fact-{line.number}-{one.name}": dict(one.choices) for line in typed.lines if line.asked is not None
                 for one in line.asked.questions},
        "answered": [line.number for line in typed.lines if line.asked is not None],
        "warnings": [to_whom(visit, typed_mistake(one, visit.language)) for _, one in typed.warnings],
        "saved": written_instant(desk.saved_at).split()[1] if desk.saved_at else "",
        "in_all": spent_in_all(desk.cells),
        "more": len(typed.lines) < MOST_LINES, "helps": desk.cells.get("asks") == HELP,
        "unseen": _unseen(visit, shown, desk, wrong, status), "page": _PAGES[desk.stage],
        "headline": back_headline(
            [one.back for one in shown.lines], visit.language, certain=True, helps=desk.cells.get("asks") == HELP,
            between=shown.between,
        ),
        **_stopped(visit, desk, [one.code for one in typed.plans]),
        "refusal": refused_sentence(visit, shown.refusal.code, shown.refusal.found) if shown.refusal else "",
        "go_back": f"{_PAGES[desk.stage]}/{desk.draft}" if desk.version else "",
    }  # fmt: skip
    return Page("my_refund.html", values, 409 if desk.elsewhere is not None and status == 422 else status)


def _stopped(visit: MemberVisit, desk: Desk, plans: list[str]) -> dict[str, object]:
    """Before the first step of help: which cover of it is stopped, why, and what is to be paid."""
    if desk.stage != 1 or desk.cells.get("asks") != HELP:
        return {}
    sheet = visit.door.sheet(visit.about, visit.language)
    found = [told for plan, told in stopped_of(visit, visit.about, sheet).items() if plan in plans]
    return {"stopped": found, "owed": visit.door.owed(sheet) if found else None}


def _unseen(visit: MemberVisit, shown: RefundShown, desk: Desk, wrong: Mapping[str, str], status: int) -> str:
    if status != 422 or wrong or desk.stage != 3 or not shown.to_see or desk.seen:
        return ""
    return visit.say("Non è stata mandata: leggi «Guarda bene» e, se va bene, metti il segno.",
                     "It was not sent: read “Look again” and, if all is well, tick the box.")  # fmt: skip
