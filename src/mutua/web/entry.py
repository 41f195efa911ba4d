"""Entering and leaving: name and password, then the code; at the first entry a password of one's own."""

from __future__ import annotations

from dataclasses import replace

import pyotp

from mutua.services import enter as entering
from mutua.services.decide_claim import Refusal
from mutua.web.forms import Code, Empty, Entry, FirstEntry, Language, Refused, Wrong
from mutua.web.pages import refused_sentence
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
    return Go("first" if found.first else "second", token=found.token)


def second(visit: Visit) -> Answer:
    return Go("first") if visit.account.must_change else _second(visit)


def _second(visit: Visit, refusal: Refusal | None = None) -> Page:
    return Page("second.html", {"why": _why(visit, refusal)}, 401 if refusal or visit.refused else 200)


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


def _first(visit: Visit, refusal: Refusal | None = None) -> Page:
    secret = visit.account.secret
    address = pyotp.TOTP(secret).provisioning_uri(name=visit.account.login, issuer_name=visit.site.name)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    values = {"why": _why(visit, refusal), "secret": groups, "address": address}
    return Page("first.html", values, 401 if refusal or visit.refused else 200)


def begin(visit: Visit, form: FirstEntry | Refused) -> Answer:
    if isinstance(form, Refused):
        return _first(visit)
    if form.password != form.again:
        return _first(_with(visit, "again", "not_the_same"))
    assert visit.visitor is not None
    found = entering.first_entry(
        visit.site.archive, visit.visitor, visit.token, password=form.password, code=form.code, address=visit.address,
        now=visit.now,
    )  # fmt: skip
    return _first(visit, found) if isinstance(found, Refusal) else Go("home", token=found, message="entered_first")


def leave(visit: Visit, form: Empty | Refused) -> Answer:
    assert visit.visitor is not None
    entering.leave(visit.site.archive, visit.visitor, visit.token, now=visit.now)
    return Go("entry", token="", message="left")


def language(visit: Visit, form: Language | Refused) -> Answer:
    """The other language, from now on, in this browser."""
    return Go("home", language="it" if isinstance(form, Refused) else form.language)


def _with(visit: Visit, field: str, code: str) -> Visit:
    """The visit with a mistake that only the whole form shows."""
    return replace(visit, refused=Refused((Wrong(field, code),), {}))
