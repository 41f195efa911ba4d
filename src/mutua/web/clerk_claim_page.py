"""The page of a new request put together: fields with what was typed, mistakes beside them, what is to be ticked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mutua.domain.asked import Question
from mutua.domain.italian import written_instant
from mutua.domain.kinds import FactKind
from mutua.services.claim_cells import MOST_LINES, line_count
from mutua.services.claim_drafts import DraftFile, Elsewhere
from mutua.services.papers import MOST_BYTES
from mutua.services.show_new_claim import NewClaimShown
from mutua.services.typed_claim import CHANNELS
from mutua.services.where_needed import for_hours
from mutua.web.clerk_attachment import ENDINGS
from mutua.web.pages import refused_sentence
from mutua.web.site import Page, Shown, Visit
from mutua.wording.new_claim import CHANNELS as CHANNELS_TOLD
from mutua.wording.new_claim import typed_mistake


@dataclass(frozen=True)
class Window:
    """One window of a browser with a form in it: which draft, at which version, what is in the fields.

    `elsewhere`: another window saved the draft, registered it or threw it away. `troubles`: what was not taken.
    """

    draft: str
    version: int
    mark: str
    cells: Mapping[str, str] = field(default_factory=dict)
    files: tuple[DraftFile, ...] = ()
    sure: str = ""
    file_paper: str = ""
    saved_at: datetime | None = None
    elsewhere: Elsewhere | None = None
    troubles: tuple[str, ...] = ()


def claim_page(
    visit: Visit, window: Window, shown: NewClaimShown, *, focus: str, status: int, all_mistakes: bool
) -> Page:
    """The page. Without `all_mistakes` fields that are still empty are not called wrong."""
    typed = shown.typed
    wrong = {
        name: typed_mistake(one, visit.language) for name, one in typed.mistakes.items()
        if all_mistakes or one.code != "field_missing"
    }  # fmt: skip
    status = 409 if window.elsewhere is not None and status == 422 else status
    numbers = range(1, line_count(window.cells) + 1)
    papers = [(one.name, one.title) for one in typed.papers] or [("fattura", visit.say("Fattura", "Invoice"))]
    refusal = shown.result.refusal if shown.result is not None else None
    unseen = ""
    if status == 422 and not wrong and (typed.copies or typed.warnings):
        unseen = visit.say(
            "Non è stata registrata: guardate «Da guardare prima» e, se va bene, spuntate «Ho guardato».",
            "It was not registered: look at “To be looked at first” and, if all is well, tick “I have looked”.",
        )
    values = {
        "unseen": unseen, "shown": shown, "typed": typed, "window": window, "cells": window.cells, "wrong": wrong,
        "focus": focus, "hours": for_hours(typed),
        "plan_choices": [(one.code, one.title) for one in typed.plans], "labels": labels(visit, shown, numbers),
        "numbers": numbers, "most_lines": MOST_LINES, "most_bytes": MOST_BYTES, "papers": papers,
        "warnings": [(name, typed_mistake(one, visit.language)) for name, one in typed.warnings],
        "odd": typed.odd, "ticked": bool(typed.odd) and window.sure == typed.odd,
        "saved": written_instant(window.saved_at).split()[1] if window.saved_at else "",
        "channels": [(one, CHANNELS_TOLD[one][visit.language == "en"]) for one in CHANNELS],
        "endings": ENDINGS, "is_choice": is_choice, "hint_of": lambda one: hint_of(visit, one),
        "refusal": refused_sentence(visit, refusal.code, refusal.found) if refusal is not None else "",
        "go_back": f"draft/{window.draft}" if window.version else "",
    }  # fmt: skip
    return Page("new_claim.html", values, status)


def labels(visit: Visit, shown: NewClaimShown, numbers: range) -> dict[str, str]:
    """How each field is called where its mistake is told above; with the number of the line where there are several."""
    found = {
        "plan": visit.say("Piano", "Plan"), "invoice": visit.say("Numero della fattura", "Invoice number"),
        "invoiced": visit.say("Data della fattura", "Date of the invoice"),
        "issuer": visit.say("Chi ha emesso la fattura", "Issuer of the invoice"),
        "received": visit.say("Arrivata il", "Received on"), "channel": visit.say("Come è arrivata", "How it came"),
        "served": visit.say("Data prestazione", "Service day"),
        "place": visit.say("Dove serve l'aiuto", "Where help is needed"),
        "phone": visit.say("Chi chiamare, e a che numero", "Whom to call, and at which number"),
    }  # fmt: skip
    for number in numbers:
        of = visit.say(" (riga {n})", " (line {n})", n=number) if len(numbers) > 1 else ""
        found[f"benefit-{number}"] = visit.say("Prestazione", "Benefit") + of
        found[f"served-{number}"] = found["served"] + of
        found[f"amount-{number}"] = visit.say("Importo in euro", "Amount in euro") + of
    for line in shown.typed.lines:
        of = visit.say(" (riga {n})", " (line {n})", n=line.number) if len(numbers) > 1 else ""
        for one in line.asked.questions if line.asked is not None else ():
            found[f"fact-{line.number}-{one.name}"] = one.label + of
    for paper in shown.typed.papers:
        found[f"dated-{paper.name}"] = visit.say("Data di: {what}", "Date of: {what}", what=paper.title)
    return found


def hint_of(visit: Shown, question: Question) -> str:
    """How an answer is written, after what the regulation says of it."""
    ways = {
        FactKind.DAY: visit.say("gg/mm/aaaa", "dd/mm/yyyy"), FactKind.MONEY: "euro, 1.234,56",
        FactKind.INSTANT: visit.say("gg/mm/aaaa hh:mm", "dd/mm/yyyy hh:mm"),
    }  # fmt: skip
    way = visit.say("in ore: 1,5 è un'ora e mezza", "in hours: 1,5 is an hour and a half") if question.hours else ""
    optional = visit.say("se serve", "if needed") if question.optional else ""
    told = [one for one in (question.hint, ways.get(question.fact.kind, way), optional) if one]
    return " · ".join(told)


def is_choice(question: Question) -> bool:
    return question.fact.kind in (FactKind.YES_NO, FactKind.CHOICE)
