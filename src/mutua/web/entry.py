"""Entering and leaving: name and password, then the code; at the first entry a password of one's own."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import segno
from markupsafe import Markup

from mutua.services import enter as entering
from mutua.services.decide_claim import Refusal
from mutua.web.forms import Again, Code, Empty, Entry, FirstEntry, Language, Refused, Wrong
from mutua.web.pages import code_not_taken, problem, refused_sentence
from mutua.web.routes import ROUTES, Route
from mutua.web.site import Answer, Go, Page, Visit


def show(visit: Visit) -> Answer:
    """The door; who is in already goes on."""
    if visit.visitor is not None and visit.visitor.session.whole:
        return Go("home")
    return _door(visit)


def _door(visit: Visit, refusal: Refusal | None = None) -> Page:
    return Page("entry.html", {"why": _why(visit, refusal)}, 401 if refusal or visit.refused else 200)


def _why(visit: Visit, refusal: Refusal | None) -> str:
    return "" if refusal is None else refused_sentence(visit, refusal.code, refusal.found)


def enter(visit: Visit, form: Entry | Refused) -> Answer:
    if isinstance(form, Refused):
        return _door(visit)
    found = entering.enter(
        visit.site.archive, form.login, form.password, address=visit.address, actor_id=visit.site.program_id,
        now=visit.now,
    )  # fmt: skip
    if isinstance(found, Refusal):
        return _door(visit, found)
    if found.whole:
        return Go("home", token=found.token)
    return Go("first" if found.first else "second", token=found.token)


def second(visit: Visit) -> Answer:
    return Go("first") if visit.account.must_change else _second(visit)


def _second(visit: Visit, refusal: Refusal | None = None) -> Page:
    shown = entering.code_now(visit.account, visit.now) if visit.site.demo else ""
    return Page("second.html", {"why": _why(visit, refusal), "shown": shown}, 401 if refusal or visit.refused else 200)


def prove(visit: Visit, form: Code | Refused) -> Answer:
    if isinstance(form, Refused):
        return _second(visit)
    assert visit.visitor is not None
    found = entering.prove(
        visit.site.archive, visit.visitor, visit.token, form.code, address=visit.address, now=visit.now
    )
    return _second(visit, found) if isinstance(found, Refusal) else Go("home", token=found)


def first(visit: Visit) -> Answer:
    return _first(visit) if visit.account.must_change else Go("second")


def _first(visit: Visit, refusal: Refusal | None = None, wrong: tuple[Wrong, ...] = ()) -> Page:
    secret = visit.account.secret
    address = pyotp.TOTP(secret).provisioning_uri(name=visit.account.login, issuer_name=visit.site.name)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    shown = entering.code_now(visit.account, visit.now) if visit.site.demo else ""
    picture = Markup(segno.make(address, error="m").svg_inline(scale=4, svgclass="code-picture", lineclass=None))
    values = {
        "why": _why(visit, refusal), "coded": entering.needs_code(visit.account), "secret": groups, "address": address,
        "picture": picture, "shown": shown,
    }  # fmt: skip
    return Page("first.html", values, 401 if refusal or visit.refused or wrong else 200, wrong)


def begin(visit: Visit, form: FirstEntry | Refused) -> Answer:
    if isinstance(form, Refused):
        return _first(visit)
    if form.password != form.again:
        return _first(visit, wrong=(Wrong("again", "not_the_same"),))
    if not form.code and entering.needs_code(visit.account):
        return _first(visit, wrong=(Wrong("code", "missing"),))
    assert visit.visitor is not None
    found = entering.first_entry(
        visit.site.archive, visit.visitor, visit.token, password=form.password, code=form.code, address=visit.address,
        now=visit.now,
    )  # fmt: skip
    return _first(visit, found) if isinstance(found, Refusal) else Go(
        "home", token=found, message="entered_first" if entering.needs_code(visit.account) else "entered_plainly"
    )


def again(visit: Visit, form: Again | Refused) -> Answer:
    """The code once more, then the page it was asked for, or the first one."""
    if isinstance(form, Refused):
        return problem(visit, "code_wanted", to="home")
    assert visit.visitor is not None
    found = entering.prove_again(visit.site.archive, visit.visitor, form.code, now=visit.now)
    known = form.to in {route.name for route in _pages()}
    if isinstance(found, Refusal):
        page = problem(visit, "code_wanted", to=form.to if known else "home")
        return replace(page, wrong=(code_not_taken(visit, found),))
    return Go(form.to if known else "home", message="proved")


def _pages() -> list[Route]:
    """The pages that one may be sent to by name."""
    return [route for route in ROUTES if route.method == "GET" and route.subject is None]


def leave(visit: Visit, form: Empty | Refused) -> Answer:
    assert visit.visitor is not None
    entering.leave(visit.site.archive, visit.visitor, visit.token, now=visit.now)
    return Go("entry", token="", message="left")


def language(visit: Visit, form: Language | Refused) -> Answer:
    """The other language, from now on, in this browser; back to the page one was on, where it is one by itself."""
    if isinstance(form, Refused):
        return Go("home", language="it")
    page, _, subject = form.back.partition("/")
    known = {route.name: route for route in ROUTES if route.method == "GET"}
    there = page in known and bool(subject) == (known[page].subject is not None)
    return Go(page, subject, language=form.language) if there else Go("home", language=form.language)
