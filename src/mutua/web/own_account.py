"""One's own login: another password, out of every browser at once."""

from __future__ import annotations

from mutua.services import enter as entering
from mutua.services.decide_claim import Refusal
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.web.user_forms import OwnPassword
from mutua.wording.access import ROLE_NAMES


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, refusal: Refusal | None = None, wrong: tuple[Wrong, ...] = ()) -> Page:
    roles = ", ".join(ROLE_NAMES[role][visit.language == "en"] for role in sorted(visit.account.roles))
    why = "" if refusal is None else refused_sentence(visit, refusal.code, refusal.found)
    return Page("own.html", {"roles": roles, "why": why}, 422 if refusal or visit.refused or wrong else 200, wrong)


def change(visit: Visit, form: OwnPassword | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit)
    if form.password != form.again:
        return _page(visit, wrong=(Wrong("again", "not_the_same"),))
    assert visit.visitor is not None
    done = entering.change_password(
        visit.site.archive, visit.visitor, before=form.before, password=form.password, address=visit.address,
        now=visit.now,
    )  # fmt: skip
    return _page(visit, done) if isinstance(done, Refusal) else Go("own", message="password_changed")


def leave_everywhere(visit: Visit, form: Empty | Refused) -> Answer:
    assert visit.visitor is not None
    entering.leave(visit.site.archive, visit.visitor, visit.token, everywhere=True, now=visit.now)
    return Go("entry", token="", message="left")
