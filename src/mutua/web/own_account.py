"""One's own login: another password, out of every browser at once, keys for programs."""

from __future__ import annotations

from mutua.domain.access import Role
from mutua.services import enter as entering
from mutua.services.access_keys import NewKey, list_keys, make_key, take_back_key
from mutua.services.decide_claim import Refusal
from mutua.services.entry_names import numbers_of
from mutua.services.member_scope import behind_login
from mutua.services.own_sessions import came_by_link, end_own_session, own_sessions
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.web.user_forms import KeyNamed, OwnPassword, SessionNamed
from mutua.web.user_forms import NewKey as NewKeyForm
from mutua.wording.access import ROLE_NAMES
from mutua.wording.member_door import about


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(
    visit: Visit, refusal: Refusal | None = None, wrong: tuple[Wrong, ...] = (), key: NewKey | None = None
) -> Page:
    roles = ", ".join(_role(visit, role) for role in sorted(visit.account.roles))
    why = "" if refusal is None else refused_sentence(visit, refusal.code, refusal.found)
    keys = list_keys(visit.site.archive, visit.account.id, visit.now) if visit.staff else []
    assert visit.visitor is not None
    with visit.site.archive.reader.begin() as connection:
        sessions = own_sessions(connection, visit.visitor, visit.now)
        by_link = came_by_link(connection, visit.visitor, visit.now)
        numbers = numbers_of(connection, visit.account)
    values = {"name": _name(visit), "roles": roles, "why": why, "keys": keys, "made": key, "sessions": sessions,
              "by_link": by_link,
              "numbers": numbers}  # fmt: skip
    return Page("own.html", values, 422 if refusal or visit.refused or wrong else 200, wrong)


def _name(visit: Visit) -> str:
    """Whose login it is: a member's bears no name, the person has it."""
    person_id = visit.account.person_id
    who = None if person_id is None else behind_login(visit.site.archive, person_id)
    return visit.account.name if who is None else f"{who.given_name} {who.surname}".strip()


def _role(visit: Visit, role: Role) -> str:
    """«socia» of a woman; of anybody else the role as it is called."""
    if role is Role.MEMBER and visit.account.person_id is not None:
        who = behind_login(visit.site.archive, visit.account.person_id)
        if who is not None and about(who, reader=True).feminine:
            return visit.say("socia", "member")
    return ROLE_NAMES[role][visit.language == "en"]


def change(visit: Visit, form: OwnPassword | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit)
    if form.password != form.again:
        return _page(visit, wrong=(Wrong("again", "not_the_same"),))
    assert visit.visitor is not None
    with visit.site.archive.reader.begin() as connection:
        by_link = came_by_link(connection, visit.visitor, visit.now)
    if not form.before and not by_link:
        return _page(visit, wrong=(Wrong("before", "missing"),))
    done = entering.change_password(
        visit.site.archive, visit.visitor, before=form.before, password=form.password, now=visit.now,
        by_link=by_link and not form.before, keys_too=form.keys_too == "sì",
    )  # fmt: skip
    return _page(visit, done) if isinstance(done, Refusal) else Go("own", message="password_changed")


def leave_everywhere(visit: Visit, form: Empty | Refused) -> Answer:
    assert visit.visitor is not None
    entering.leave(visit.site.archive, visit.visitor, visit.token, everywhere=True, now=visit.now)
    return Go("entry", token="", message="left")


def leave_one(visit: Visit, form: SessionNamed | Refused) -> Answer:
    """Out of one browser; where it is this one, as by leaving."""
    if isinstance(form, Refused):
        return _page(visit)
    assert visit.visitor is not None
    here = end_own_session(visit.site.archive, visit.visitor, form.session, now=visit.now)
    return Go("entry", token="", message="left") if here else Go("own", message="session_ended")


def add_key(visit: Visit, form: NewKeyForm | Refused) -> Answer:
    """A key for a program; it is on this page and nowhere else."""
    if isinstance(form, Refused):
        return _page(visit)
    done = make_key(
        visit.site.archive, visit.account.id, form.purpose, form.days, actor_id=visit.account.actor_id, now=visit.now,
        ids=visit.site.ids,
    )  # fmt: skip
    return _page(visit, done) if isinstance(done, Refusal) else _page(visit, key=done)


def drop_key(visit: Visit, form: KeyNamed | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit)
    done = take_back_key(
        visit.site.archive, visit.account.id, form.key, actor_id=visit.account.actor_id, now=visit.now
    )
    return Go("own", message="key_taken_back") if done else _page(visit, Refusal("key_unknown"))
