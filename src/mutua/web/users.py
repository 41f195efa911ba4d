"""Logins: who may enter with which roles; a new one, a new password, one closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mutua.domain.access import OUTSIDE, Role
from mutua.services.accounts import (
    ForFirm,
    Given,
    add_user,
    change_roles,
    disable_user,
    list_users,
    never_entered_in_time,
    reset_user,
)
from mutua.services.decide_claim import Refusal
from mutua.services.member_desk import person_numbered
from mutua.services.organisations import firm_by
from mutua.services.two_people import ask_two_for_rules, rules_by_one
from mutua.services.who_approves import count_stuck
from mutua.store.accounts import Account
from mutua.web.forms import Empty, Refused
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit
from mutua.web.user_forms import NewFirmUser, NewUser, Roles
from mutua.wording.access import ROLE_NAMES

T = TypeVar("T")


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, refusal: Refusal | None = None, given: Given | None = None, *, began: bool = False) -> Page:
    english = visit.language == "en"
    values = {
        "users": list_users(visit.site.archive), "names": {role: told[english] for role, told in ROLE_NAMES.items()},
        "stuck": count_stuck(visit.site.archive),
        "ended": never_entered_in_time(visit.site.archive, visit.now),
        "rules_by_one": rules_by_one(visit.site.archive, visit.today),
        "of_the_house": [role for role in ROLE_NAMES if role not in OUTSIDE],
        "given": given, "began": began,
        "why": "" if refusal is None else refused_sentence(visit, refusal.code, refusal.found),
    }  # fmt: skip
    return Page("users.html", values, 422 if refusal is not None or visit.refused is not None else 200)


def add(visit: Visit, form: NewUser | Refused) -> Answer:
    """A new login; its first password is on this page and nowhere else."""
    if isinstance(form, Refused):
        return _page(visit)
    person_id: int | None = None
    if form.member:
        with visit.site.archive.reader.begin() as connection:
            found = person_numbered(connection, form.member)
        if isinstance(found, Refusal):
            return _page(visit, found)
        person_id = found
    given = add_user(
        visit.site.archive, form.login, form.name, [Role(one) for one in form.roles], person_id=person_id,
        actor_id=visit.account.actor_id, now=visit.now, ids=visit.site.ids,
    )  # fmt: skip
    return _page(visit, given) if isinstance(given, Refusal) else _given(visit, given)


def _given(visit: Visit, given: Given) -> Page:
    """The password, and whether the regulations take two people from now on."""
    return _page(visit, given=given, began=ask_two_for_rules(visit.at))


def add_for_firm(visit: Visit, form: NewFirmUser | Refused) -> Answer:
    """A login for a firm, which reaches nothing but its own people; given like the others."""
    if isinstance(form, Refused):
        return _page(visit)
    with visit.site.archive.reader.begin() as connection:
        firm_id = firm_by(connection, form.firm)
    if isinstance(firm_id, Refusal):
        return _page(visit, firm_id)
    given = add_user(
        visit.site.archive, form.login, form.name, [Role.FIRM], firm=ForFirm(firm_id, form.acts_for == "others"),
        actor_id=visit.account.actor_id, now=visit.now, ids=visit.site.ids,
    )  # fmt: skip
    return _page(visit, given) if isinstance(given, Refusal) else _page(visit, given=given)


def reset(visit: Visit, form: Empty | Refused) -> Answer:
    """Another first password, on this page and nowhere else."""
    done = _on(visit, lambda one: reset_user(
        visit.site.archive, one.login, actor_id=visit.account.actor_id, now=visit.now
    ))  # fmt: skip
    return _page(visit, done) if isinstance(done, Refusal) else _page(visit, given=done)


def disable(visit: Visit, form: Empty | Refused) -> Answer:
    """Closes a login; not one's own."""
    if visit.subject == visit.account.id:
        return _page(visit, Refusal("user_is_oneself"))
    done = _on(visit, lambda one: disable_user(
        visit.site.archive, one.login, actor_id=visit.account.actor_id, now=visit.now
    ))  # fmt: skip
    return _page(visit, done) if isinstance(done, Refusal) else Go("users", message="user_closed")


def change(visit: Visit, form: Roles | Refused) -> Answer:
    if isinstance(form, Refused):
        return _page(visit)
    roles = [Role(one) for one in form.roles]
    if visit.subject == visit.account.id and set(roles) != visit.account.roles:
        return _page(visit, Refusal("user_is_oneself"))
    done = _on(visit, lambda one: change_roles(
        visit.site.archive, one.login, roles, actor_id=visit.account.actor_id, now=visit.now
    ))  # fmt: skip
    if isinstance(done, Refusal):
        return _page(visit, done)
    return Go("users", message="roles_changed_two" if ask_two_for_rules(visit.at) else "roles_changed")


def _on(visit: Visit, do: Callable[[Account], T]) -> T:
    return do(next(one for one in list_users(visit.site.archive) if one.id == visit.subject))
