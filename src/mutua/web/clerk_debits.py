"""Collections by direct debit: what would be asked of the bank, recorded as shown with its file, what became of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from mutua.domain.bank_days import bank_day_from
from mutua.domain.kinds import Looked
from mutua.services.accesses import look_at
from mutua.services.bank_matches import collection_name
from mutua.services.collect_debits import Collected, Wanted, collect_as_shown, creditor, file_again
from mutua.services.debits_shown import (
    collection_opened,
    collections_page,
    people_of_collection,
    planned,
)
from mutua.services.decide_claim import Refusal
from mutua.services.subjects import homes_of_family
from mutua.web.dues_forms import CollectDebits, CollectionFile, DebitsQuery
from mutua.web.forms import Refused, Wrong
from mutua.web.pages import not_proved, refused_sentence
from mutua.web.site import Answer, File, Go, Page, Visit
from mutua.wording.bank import DEBIT_STATES, LEFT, debit_said
from mutua.wording.bank_files import debit_mistake_sentence

MOST_MISTAKES = 20  # shown


def show(visit: Visit, query: DebitsQuery | Refused) -> Answer:
    """An address that says something else shows the page with what is wrong, and what was typed."""
    if isinstance(query, Refused):
        return _page(visit, DebitsQuery(), 422, wrong=query.mistakes)
    return _page(visit, query)


def _page(
    visit: Visit, asked: DebitsQuery, status: int = 200, *, why: str = "", wrong: tuple[Wrong, ...] = ()
) -> Page:  # fmt: skip
    """The files that were made, with one of them opened; or what a new one would ask for."""
    language, at = visit.language, int(visit.language == "en")
    wanted = _wanted(visit, asked)
    values: dict[str, Any] = {"asked": asked, "plan": None, "opened": None, "why": why}
    with visit.site.archive.snapshot() as connection:
        family = homes_of_family(connection, visit.account)
        values["notice_days"] = creditor(connection)[1]
        if asked.incasso:
            values["opened"] = collection_opened(connection, asked.incasso, asked.pagina, family, language)
        elif wanted is not None:
            values["plan"] = planned(connection, wanted, visit.now, asked.pagina, family, language)
        of_list = 1 if asked.incasso or wanted is not None else asked.pagina
        values["made"], values["total"] = collections_page(connection, of_list)
    values |= {
        "first": _first_day(visit.today, values["notice_days"]), "most": MOST_MISTAKES,
        "state": lambda one: debit_said(one.event, one.reason, language), "name_of": collection_name,
        "state_words": {code: told[at] for code, told in DEBIT_STATES.items()},
        "left_words": {code: told[at] for code, told in LEFT.items()},
        "mistake": lambda one: debit_mistake_sentence(one, language),
    }  # fmt: skip
    return Page("debits.html", values, status, wrong)


def _wanted(visit: Visit, asked: DebitsQuery) -> Wanted | None:
    if asked.il is None:
        return None
    return Wanted(asked.entro or visit.today, asked.il, asked.avvisati, asked.formato or "cbi")


def _first_day(today: date, notice_days: int) -> date:
    """The day that is proposed: the first bank day after the notice, if it goes out today."""
    return bank_day_from(today + timedelta(days=notice_days))


def collect(visit: Visit, form: CollectDebits | Refused) -> Answer:
    """Records exactly what was shown; its file is on the page from then on."""
    if isinstance(form, Refused):
        return _page(visit, DebitsQuery(), 422)
    asked = DebitsQuery.model_construct(
        entro=form.due_until, il=form.collect_on, avvisati=form.notified_on, formato=form.form
    )
    wrong = not_proved(visit, form.code)
    if wrong:
        return _page(visit, asked, 422, wrong=wrong)
    wanted = Wanted(form.due_until, form.collect_on, form.notified_on, form.form)
    done = collect_as_shown(visit.at, wanted, form.seen)
    if isinstance(done, Collected):
        return Go("debits", message="collection_made")
    why = refused_sentence(visit, done.code, done.found) if isinstance(done, Refusal) else ""
    return _page(visit, asked, 409, why=why)


def fetch(visit: Visit, form: CollectionFile | Refused) -> Answer:
    """The file for the bank, the same bytes every time; whose accounts are in it were looked at, which is noted."""
    if isinstance(form, Refused):
        return _page(visit, DebitsQuery(), 422)
    asked = DebitsQuery.model_construct(incasso=form.collection)
    wrong = not_proved(visit, form.code)
    if wrong:
        return _page(visit, asked, 422, wrong=wrong)
    with visit.site.archive.snapshot() as connection:
        found = file_again(connection, form.collection)
        people = people_of_collection(connection, form.collection)
    if isinstance(found, Refusal):
        return _page(visit, asked, 409, why=refused_sentence(visit, found.code, found.found))
    look_at(visit.site.archive, people, Looked.EXPORT, actor_id=visit.account.actor_id, now=visit.now)
    return File(found, "application/xml", f"{collection_name(form.collection)}.xml")
