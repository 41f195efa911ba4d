"""Plain requests decided together: exactly those shown, each as it was shown."""

from __future__ import annotations

from mutua.services.plain_ones import DecidedTogether, Shown, decide_shown, plain_ones
from mutua.web.clerk_decide_forms import DecidePlain
from mutua.web.forms import Refused
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Page, Visit
from mutua.wording.web import LEFT


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, done: DecidedTogether | None = None, status: int = 200) -> Page:
    found = plain_ones(visit.at, visit.account, visit.today)
    left = []
    for one in done.left if done is not None else ():
        told = LEFT.get(one.code)
        why = told[visit.language == "en"] if told else refused_sentence(visit, one.code, one.found)
        left.append((one.public_id, one.name, why))
    return Page("plain.html", {"found": found, "done": done, "left": left}, status)


def decide(visit: Visit, form: DecidePlain | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, status=422)
    shown = []
    for one in form.one:
        name, _, stamp = one.partition(".")
        shown.append(Shown(name, stamp))
    return _page(visit, decide_shown(visit.at, visit.account, shown, visit.today))
