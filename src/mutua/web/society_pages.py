"""The society's own data: read by all of the house, changed by who keeps the logins, its account by two people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from mutua.domain.contact import PartChange
from mutua.domain.identifiers.iban import Iban, read_iban
from mutua.services.approve_society_account import ask_for_society_account, society_account_asked
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.newcomers import WrongPart
from mutua.services.society_data import SOCIETY_PARTS, change_society, society_data
from mutua.web.approval_forms import NewAccount
from mutua.web.deeds import Ask, Deed, Outcome, Shown, Stop, deed_page, in_two_steps
from mutua.web.forms import Refused, Wrong
from mutua.web.office_forms import SocietyTold
from mutua.web.pages import in_fours, refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.counter import fault_sentence
from mutua.wording.society import SOCIETY_HINTS, SOCIETY_TITLES, society_change_sentence
from mutua.wording.society_faults import society_fault

_KINDS: Mapping[str, Literal["paragraph", "tick"]] = {"registers": "paragraph", "name_clerks": "tick"}
_DEED = Deed(
    "change_society", ("I dati della società", "The society's data"),
    ("Quello che si cancella qui non compare più nei documenti.",
     "What is taken out here stands on no paper any more."),
    tuple(
        Ask(part, SOCIETY_TITLES[part], _KINDS.get(part, "text"), required=part in ("name", "notice_days"),
            hint=SOCIETY_HINTS.get(part, ("", "")))
        for part in SOCIETY_PARTS
    ),
    to="society",
)  # fmt: skip


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, status: int = 200, *, why: str = "", wrong: tuple[Wrong, ...] = ()) -> Page:
    english = visit.language == "en"
    with visit.site.archive.snapshot() as connection:
        told, waits = society_data(connection), society_account_asked(connection)
    rows = [(SOCIETY_TITLES[part][english], told[part]) for part in SOCIETY_PARTS if part != "name_clerks"]
    return Page("society.html", {
        "rows": rows, "iban": in_fours(told["iban"]), "waits": waits, "why": why,
        "clerks": (SOCIETY_TITLES["name_clerks"][english], told["name_clerks"]),
    }, status, wrong)  # fmt: skip


# ---------------------------------------------------------------- what is said in papers


def form(visit: Visit) -> Answer:
    """The form, with what stands there now."""
    return deed_page(visit, _deed(visit), "")


def _deed(visit: Visit) -> Deed:
    with visit.site.archive.reader.begin() as connection:
        told = society_data(connection)
    return replace(_DEED, asks=tuple(one._replace(value=told[one.name]) for one in _DEED.asks))


def change(visit: Visit, form: SocietyTold | Refused) -> Answer:
    """What is otherwise is shown first, with what stood there before."""

    def attempt(at: Desktop, told: SocietyTold) -> Outcome:
        found = change_society(at, {part: getattr(told, part) for part in SOCIETY_PARTS})
        if not found:
            return Stop((visit.say("È già tutto così: non cambia nulla.", "All is so already: nothing changes."),))
        wrong = [one for one in found if isinstance(one, WrongPart)]
        if wrong:
            return Stop((), tuple(
                Wrong(one.part, "not_taken", {"told": society_fault(one.fault, visit.language)}) for one in wrong
            ))
        changed = [one for one in found if isinstance(one, PartChange)]
        lines = tuple(society_change_sentence(one, visit.language) for one in changed)
        return Shown(lines, (visit.say(
            "Nelle tracce resta scritto chi l'ha cambiato, e che cosa c'era prima.",
            "The traces keep who changed it, and what was there before."),))  # fmt: skip

    return in_two_steps(visit, _deed(visit), form, attempt, Go("society", message="society_changed"), "")


# ---------------------------------------------------------------- its account


def change_account(visit: Visit, form: NewAccount | Refused) -> Answer:
    """Proposes another account of the society."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    read = read_iban(form.iban)
    if not isinstance(read, Iban):
        return _page(visit, 422, wrong=(Wrong("iban", "not_taken", {"told": fault_sentence(read[0], visit.language)}),))
    done = ask_for_society_account(visit.at, read)
    if isinstance(done, Refusal):
        return _page(visit, 409, why=refused_sentence(visit, done.code, done.found))
    return Go("society", message="account_changed" if done is None else "account_proposed")
