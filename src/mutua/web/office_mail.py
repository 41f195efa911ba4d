"""Mails: those that are to go out, went or did not go, and where a person wants to be written to."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.faults import Fault
from mutua.services.mail import choose_at, chosen_address, stop_at
from mutua.services.mail_list import drop_mail, list_mails, try_again
from mutua.services.mail_settings import mail_is_on
from mutua.services.show_member import show_member
from mutua.services.subjects import family_of
from mutua.web.clerk_member import name_of
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.mail_routes import ChosenAddress, MailNamed
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.mails import FAILURES, KINDS, STATES, mail_fault


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, status: int = 200, *, gone: bool = False) -> Page:
    with visit.site.archive.snapshot() as connection:
        found = list_mails(connection, without=family_of(connection, visit.account))
        on = mail_is_on(connection)
    english = visit.language == "en"
    return Page("mails.html", {
        "found": found, "on": on, "gone": gone, "people": visit.may(Permission.PERSON_READ),
        "firms": visit.may(Permission.FIRMS_READ), "kinds": {code: told[english] for code, told in KINDS.items()},
        "states": {code: told[english] for code, told in STATES.items()},
        "failures": {code: told[english] for code, told in FAILURES.items()},
    }, status)  # fmt: skip


def again(visit: Visit, form: MailNamed | Refused) -> Answer:
    return _settled(visit, form, again=True)


def drop(visit: Visit, form: MailNamed | Refused) -> Answer:
    return _settled(visit, form, again=False)


def _settled(visit: Visit, form: MailNamed | Refused, *, again: bool) -> Answer:
    if isinstance(form, Refused):
        return _page(visit, 422)
    archive = visit.site.archive
    with archive.reader.begin() as connection:
        family = family_of(connection, visit.account)
    act = try_again if again else drop_mail
    done = act(archive, form.mail, actor_id=visit.account.actor_id, now=visit.now, without=family)
    return Go("mails", message="mail_again" if again else "mail_dropped") if done else _page(visit, 409, gone=True)


def show_choice(visit: Visit) -> Answer:
    return _choice(visit)


def _choice(visit: Visit, status: int = 200, wrong: tuple[Wrong, ...] = ()) -> Page:
    with visit.site.archive.snapshot() as connection:
        member = show_member(connection, visit.site.statute, visit.subject, visit.today)
        chosen = chosen_address(connection, visit.subject)
    return Page("person_mail.html", {
        "name": name_of(member.who, visit), "chosen": chosen, "known": member.who.email if member.who else "",
    }, status, wrong)  # fmt: skip


def choose(visit: Visit, form: ChosenAddress | Refused) -> Answer:
    if isinstance(form, Refused):
        return _choice(visit, 422)
    done = choose_at(
        visit.site.archive, visit.subject, form.address, actor_id=visit.account.actor_id, now=visit.now
    )
    if isinstance(done, Fault):
        told = mail_fault(done.code, done.found, done.values, visit.language)
        return _choice(visit, 422, (Wrong("address", done.code, {"told": told}),))
    return Go("person_mail", visit.named, message="mail_chosen")


def stop(visit: Visit, form: Empty | Refused) -> Answer:
    if isinstance(form, Refused):
        return _choice(visit, 422)
    stop_at(visit.site.archive, visit.subject, actor_id=visit.account.actor_id, now=visit.now)
    return Go("person_mail", visit.named, message="mail_stopped")
