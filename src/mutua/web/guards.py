"""Before every page: who asks, whether they may, whether the button is theirs, whose file it is; then a note of it.

Nothing of a page runs before these. What is not there and what is not theirs to see are answered alike.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any, NamedTuple

from flask import Request, Response, current_app, make_response, redirect, request, url_for

from mutua.domain.access import Role
from mutua.services.accesses import look_at, note_refused
from mutua.services.decide_claim import Refusal
from mutua.services.enter import visitor_of
from mutua.services.firm_door import open_door
from mutua.services.member_door import Behind, open_member_door
from mutua.services.papers import MOST_BYTES
from mutua.services.subjects import (
    Subjected,
    account_subject,
    application_link_subject,
    application_subject,
    attachment_subject,
    bank_line_subject,
    claim_subject,
    draft_subject,
    firm_subject,
    person_subject,
    proposal_subject,
    run_subject,
)
from mutua.store.accounts import Account
from mutua.web.door_visit import FirmVisit, House
from mutua.web.forms import SECRET, SHOWN_AGAIN, Form, Refused, Wrong, as_written, read_form
from mutua.web.my_visit import MemberVisit
from mutua.web.outside_names import STATEMENT, WORKER
from mutua.web.pages import problem, render
from mutua.web.routes import ROUTES, Audience, Route, Subject
from mutua.web.site import Answer, Data, File, Go, Page, Shown, Site, Visit
from mutua.wording.numbers import Language

COOKIE, LANGUAGE, MESSAGE = "__Host-mutua", "__Host-mutua-lingua", "__Host-mutua-detto"
LARGEST_WITH_FILES = MOST_BYTES + 1024 * 1024  # bytes of a request: the largest file, and the fields beside it
LARGEST_READ = 3 * LARGEST_WITH_FILES  # of what is read at all: what is larger than ours is told on a page of ours
LARGEST_FORM = 1024 * 1024  # bytes of a form without files
MARKS = ("utm_", "fbclid", "gclid", "mc_", "msclkid")  # what others add to links to us; they say nothing
STILL = "corso=si"  # in the address of a page that renews itself: work was going on when it was shown
SEAL = "seal"  # the field that every button sends along
RESENT = "di-nuovo"  # sent along by the page that kept what was typed while nobody was in
IN_LANGUAGE = "in-lingua"  # sent by the button of the language, with all that a page was made of
_NOT_TYPED = (SEAL, RESENT, IN_LANGUAGE)
View = Callable[..., Answer]


def site() -> Site:
    found: Site = current_app.extensions["mutua"]
    return found


def view_of(route: Route) -> View:
    module, _, name = route.view.partition(":")
    found: View = getattr(import_module(f"mutua.web.{module}"), name)
    return found


def guarded(route: Route) -> Callable[..., Response]:
    """The view of a route behind all its guards."""
    view = view_of(route)

    def answer(subject: str = "") -> Response:
        visit = replace(visit_of(request), page=route.name if route.method == "GET" else "")
        found = _guarded(route, visit, subject)
        if isinstance(found, Stopped):
            return sent(found.visit, found.answer)
        visit, form = found
        if route.audience is Audience.FIRM:
            return _of_a_firm(route, visit, subject, form, view)
        if route.audience is Audience.MEMBER:
            return _of_a_member(route, visit, subject, form, view)
        made = view(visit) if form is None else view(visit, form)
        if visit.misasked is not None and isinstance(made, Page) and made.status == 200:
            made = replace(made, status=422)  # the page as it opens by itself: not what was asked
        return sent(visit, made)

    answer.__name__ = route.name
    return answer


def _of_a_firm(route: Route, visit: Visit, name: str, form: Form | Refused | None, view: View) -> Response:
    """A page of a firm is shown a visit that holds its door, and no archive."""
    found = firm_visit(visit, route.subject, name)
    if isinstance(found, Refusal):
        return sent(visit, problem(visit, "not_there" if found.code == "not_there" else "not_allowed"))
    return sent(visit, view(found) if form is None else view(found, form), shown=found)


def firm_visit(visit: Visit, subject: Subject | None, name: str) -> FirmVisit | Refusal:
    """The visit of whoever entered for a firm, with what the address names. Refuses what is not of their firms."""
    door = open_door(visit.site.archive, visit.site.ids, visit.account, visit.now, visit.site.plans)
    if door is None:
        return Refusal("login_and_firm")
    made = FirmVisit(
        House(visit.site.name, visit.site.demo), visit.contact, visit.now, visit.language, visit.seal, visit.who, door,
        visit.site.names, visit.page, written=visit.written, refused=visit.refused, files=visit.files,
        held=visit.site.held.of(visit.account.id, visit.now),
    )  # fmt: skip
    if subject is Subject.FIRM:
        firm = door.firm(name)
        return firm if isinstance(firm, Refusal) else replace(made, firm=firm, named=name)
    if subject is Subject.STATEMENT:
        found = door.statement(visit.site.names.read(STATEMENT, name))
        return found if isinstance(found, Refusal) else replace(made, firm=found[0], statement=found[1], named=name)
    if subject is Subject.WORKER:
        one = door.worker(visit.site.names.read(WORKER, name))
        return one if isinstance(one, Refusal) else replace(made, firm=one.firm, worker=one, named=name)
    return made


def _of_a_member(route: Route, visit: Visit, name: str, form: Form | Refused | None, view: View) -> Response:
    """A page of a member is shown a visit that holds their door, and no archive."""
    found = member_visit(visit, route.subject, name)
    if isinstance(found, Refusal):
        if found.code == "draft_sent":
            return sent(visit, Go("my_claim", found.found, message="my_claim_sent_before"))
        return sent(visit, problem(visit, "not_there" if found.code == "not_there" else "no_door"))
    return sent(visit, view(found) if form is None else view(found, form), shown=found)


def member_visit(visit: Visit, subject: Subject | None, name: str) -> MemberVisit | Refusal:
    """The visit of a member, with what the address names. Refuses what is of nobody in their sight."""
    site = visit.site
    behind = Behind(site.archive, site.plans, site.statute, site.ids, site.vault, site.law, site.near, site.pact)
    door = open_member_door(behind, visit.account, visit.now)
    if door is None:
        return Refusal("login_and_person")
    made = MemberVisit(
        House(site.name, site.demo), visit.contact, visit.now, visit.language, visit.seal, door, visit.page,
        written=visit.written, refused=visit.refused, files=visit.files,
    )  # fmt: skip
    if subject is Subject.MY_PERSON:
        one = door.person(name)
        return one if isinstance(one, Refusal) else replace(made, whose=one, named=name)
    if subject is Subject.MY_CLAIM:
        found = door.claim(name)
        return found if isinstance(found, Refusal) else replace(made, claim=found, whose=found.whose, named=name)
    if subject is Subject.MY_DRAFT:
        draft = door.draft(name)
        return draft if isinstance(draft, Refusal) else replace(made, draft=draft, whose=draft.whose, named=name)
    return made


def blank_visit(asked: Request) -> Visit:
    """A visit of which nothing is looked up."""
    held = site()
    language: Language = "en" if asked.cookies.get(LANGUAGE) == "en" else "it"
    return Visit(held, held.clock(), language, asked.cookies.get(COOKIE, "")[:200], asked.remote_addr or "")


def visit_of(asked: Request) -> Visit:
    """Who asks, by the token of their browser."""
    blank = blank_visit(asked)
    if not blank.token:
        return replace(blank, token=secrets.token_urlsafe(32))
    return replace(blank, visitor=visitor_of(blank.site.archive, blank.token, now=blank.now))


class Stopped(NamedTuple):
    """Somebody who is not let through, and what they are answered."""

    visit: Visit
    answer: Answer


def _guarded(route: Route, visit: Visit, name: str) -> tuple[Visit, Form | Refused | None] | Stopped:
    """The visit that a view is shown, with the form that was sent; or why it is not."""
    stopped = _not_in(route, visit)
    if stopped is not None:
        return Stopped(visit, stopped)
    form: Form | Refused | None = None
    if route.method == "POST":
        with_files = route.files and request.mimetype == "multipart/form-data"
        request.max_content_length = LARGEST_WITH_FILES if with_files else LARGEST_FORM
        fields = list(request.form.items(multi=True))
        resent = any(field == RESENT for field, _ in fields) and route.form is not None
        sealed = _sealed(visit, fields)
        if not sealed and not resent:
            return Stopped(visit, problem(visit, "button_old"))
        spoken = [value for field, value in fields if field == IN_LANGUAGE]
        fields = [(field, value) for field, value in fields if field not in _NOT_TYPED]
        form = read_form(route.form, fields) if route.form is not None else None
        if resent:  # nothing is done with it: the page comes back with what was typed, under the seal of today
            form = Refused((Wrong("", "typed_before"),))
        elif spoken and route.form is not None:  # nothing is done: the page is made again in the other language
            visit = replace(visit, language="en" if spoken[0] == "en" else "it")
            again = route.form.looking_again(fields)
            form = Refused(()) if again is None else read_form(route.form, again)
            fields = fields if again is None else again
        refused = form if isinstance(form, Refused) else None
        visit = replace(visit, written=as_written(fields, route.form), refused=refused)
    elif route.query is not None:
        asked = list(request.args.items(multi=True))
        if route.audience is Audience.ANYBODY:
            asked = [one for one in asked if not one[0].startswith(MARKS)]
        form = read_form(route.query, asked)
        visit = replace(visit, written=as_written(asked), misasked=form if isinstance(form, Refused) else None)
    if route.permission is not None and not visit.may(route.permission):
        return Stopped(visit, problem(visit, "not_allowed"))
    if route.code and not (visit.visitor is not None and visit.visitor.proved_lately(visit.now)):
        blank = replace(visit, refused=None)
        return Stopped(blank, problem(blank, "code_wanted", to=route.name if route.method == "GET" else "home"))
    if route.subject is not None and route.audience not in (Audience.FIRM, Audience.MEMBER):
        found = subject_of(route.subject, visit, name)
        if isinstance(found, Refusal):
            return Stopped(visit, problem(visit, found.code))
        visit = replace(visit, subject=found.id, named=name)
        if route.looks is not None:
            look_at(visit.site.archive, [found.person_id], route.looks, actor_id=visit.account.actor_id, now=visit.now)
    if route.files:
        visit = replace(visit, files=_files())
    return visit, form


def _sealed(visit: Visit, fields: list[tuple[str, str]]) -> bool:
    """Whether a form comes from a page of this very browser."""
    seals = [value for field, value in fields if field == SEAL]
    return len(seals) == 1 and hmac.compare_digest(seals[0].encode(), visit.seal.encode())


def _out(route: Route, visit: Visit) -> Page:
    """Whoever is out is told so. What they typed stays on that page of theirs, to be sent again once they are in.

    It is kept nowhere else; no file and no secret of it, and nothing that another site's page may have sent.
    """
    page = problem(visit, "entry_over")
    if route.form is None:
        return page
    request.max_content_length = LARGEST_WITH_FILES if route.files else LARGEST_FORM
    fields = list(request.form.items(multi=True))
    return _keeping(page, route, fields) if _sealed(visit, fields) else page


def _keeping(page: Page, route: Route, fields: list[tuple[str, str]]) -> Page:
    """A page that holds on to what was typed, for it to be sent again."""
    if route.form is None or len(fields) > SHOWN_AGAIN:
        return page
    kept = _typed(route.form, fields)
    return replace(page, values={**page.values, "kept": kept, "again_at": request.path}) if kept else page


def _typed(form: type[Form], fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What somebody typed of what was sent: no secret of it."""
    return [(name, told) for name, told in fields if name not in (*_NOT_TYPED, *(SECRET - form.not_secret))]


def _made_of(visit: Visit, page: Page) -> Page:
    """A page that only looks at what was sent holds on to it, for its button of the language to make it again."""
    route = next((one for one in ROUTES if one.name == request.endpoint), None)
    if request.method != "POST" or route is None or route.form is None or page.template == "problem.html":
        return page
    fields = list(request.form.items(multi=True))
    again = None if len(fields) > SHOWN_AGAIN else route.form.looking_again(_typed(route.form, fields))
    if again is None or not _sealed(visit, fields):
        return page
    kept = [(name, told) for name, told in again if route.form.asks(name)]
    return replace(page, values={**page.values, "made_of": kept, "made_at": request.path})


def _not_in(route: Route, visit: Visit) -> Answer | None:
    """Where somebody is sent who is not as far in as the page asks."""
    half = visit.visitor is not None and not visit.visitor.session.whole
    if route.audience is Audience.ANYBODY:
        return None
    if visit.visitor is None:
        return _out(route, visit) if route.method == "POST" else Go("entry", token="")
    if route.audience is Audience.HALF_IN:
        return None if half else Go("home")
    if half:
        return Go("first" if visit.account.must_change else "second")
    theirs = audience_of(visit.account)
    if route.audience is Audience.INSIDE:
        return None
    if theirs is Audience.FIRM and route.audience is not theirs and route.subject is not None:
        note_refused(visit.site.archive, route.name, actor_id=visit.account.actor_id, now=visit.now)
        return problem(visit, "not_there")  # to a firm everything of the house is as if it were not there
    if theirs is not route.audience:  # somebody of another door: to their own, and nothing is done
        home = HOMES.get(theirs, "")
        return Go(home) if home and route.method == "GET" else problem(visit, "not_allowed")
    return None


# The first page of each door.
HOMES: Mapping[Audience, str] = {Audience.STAFF: "home", Audience.FIRM: "door_home", Audience.MEMBER: "my_home"}


def audience_of(one: Account) -> Audience:
    """Which door a login is of."""
    return next((door for role, door in _DOORS.items() if role in one.roles), Audience.STAFF)


_DOORS: Mapping[Role, Audience] = {Role.FIRM: Audience.FIRM, Role.MEMBER: Audience.MEMBER}


def _files() -> tuple[bytes, ...]:
    """The files that were sent, each up to one byte more than is taken; an empty place in the form is none."""
    told = []
    for one in request.files.getlist("files"):
        told.append((one.filename, one.read(MOST_BYTES + 1)))
        one.close()  # a large one lies in a file of its own meanwhile
    return tuple(content for name, content in told if name or content)


_FINDING = {
    Subject.PERSON: person_subject, Subject.CLAIM: claim_subject, Subject.DRAFT: draft_subject,
    Subject.ATTACHMENT: attachment_subject, Subject.PROPOSAL: proposal_subject,
    Subject.BANK_LINE: bank_line_subject, Subject.FIRM: firm_subject,
    Subject.RUN: run_subject, Subject.APPLICATION: application_subject,
}  # fmt: skip


def subject_of(subject: Subject, visit: Visit, name: str) -> Subjected | Refusal:
    """Whom or which request the name in the address stands for, for whoever is in."""
    if subject is Subject.ACCOUNT:
        number = account_subject(visit.site.archive, name)
        return number if isinstance(number, Refusal) else Subjected(number, 0)
    if subject is Subject.LINK:
        return Subjected(0, 0)
    if subject is Subject.APPLICATION_LINK:
        return application_link_subject(visit.site.archive, name)
    return _FINDING[subject](visit.site.archive, visit.account, name)


def sent(visit: Visit, answer: Answer, *, shown: Shown | None = None) -> Response:
    """The answer as bytes, with the browser's token, which everybody gets from the first page on.

    `shown`: what the page is made for, where it is less than the visit.
    """
    told = request.cookies.get(MESSAGE, "")
    if isinstance(answer, Page):
        made = make_response(render(shown or visit, _made_of(visit, answer), told=told), answer.status)
        if answer.again:
            made.headers["Refresh"] = f"{answer.again}; url=?{STILL}"
        if answer.then:
            made.headers["Refresh"] = f"1; url={url_for(answer.then)}"
        if told:
            _forget(made, MESSAGE)
    elif isinstance(answer, File):
        made = make_response(answer.content, 200)
        made.headers["Content-Type"] = answer.media_type
        how = "inline" if answer.shown else "attachment"
        made.headers["Content-Disposition"] = f'{how}; filename="{answer.name}"'
    elif isinstance(answer, Data):
        made = make_response(current_app.json.response(answer.value), answer.status)
    else:
        address = url_for(answer.route, subject=answer.subject) if answer.subject else url_for(answer.route)
        made = make_response(redirect(address, 303))
        if answer.message:
            _keep(made, MESSAGE, answer.message)
        if answer.language:
            _keep(made, LANGUAGE, answer.language, days=365)
    if visit.language != blank_visit(request).language:
        _keep(made, LANGUAGE, visit.language, days=365)
    token = answer.token if isinstance(answer, Go) else None
    if token == "":
        _forget(made, COOKIE)
    elif token is not None or COOKIE not in request.cookies:
        _keep(made, COOKIE, token or visit.token)
    return made


def _keep(made: Response, name: str, value: str, *, days: int = 0) -> None:
    more: dict[str, Any] = {"max_age": days * 86_400} if days else {}
    made.set_cookie(name, value, secure=True, httponly=True, samesite="Lax", path="/", **more)


def _forget(made: Response, name: str) -> None:
    made.delete_cookie(name, secure=True, httponly=True, samesite="Lax", path="/")
