"""How members come in: asking for a link, the page of the link, whose button uses it up; a link made at the counter."""

from __future__ import annotations

import segno
from flask import url_for
from markupsafe import Markup

from mutua.services.decide_claim import Refusal
from mutua.services.mail_settings import mail_settings
from mutua.services.member_declared import is_to_read
from mutua.services.member_login import LASTS, ask_for_link, counter_link, enter_by_link
from mutua.services.person_sheet import person_name
from mutua.services.society import contact
from mutua.web.forms import Empty, Refused
from mutua.web.my_forms import AskLink
from mutua.web.pages import refused_sentence
from mutua.web.site import Answer, Go, Page, Visit


def ask(visit: Visit) -> Answer:
    return Page("my_link_ask.html", {"asked": False})


def asked(visit: Visit, form: AskLink | Refused) -> Answer:
    """The same page, with the same words, for whoever is known and whoever is not."""
    if isinstance(form, Refused):
        return Page("my_link_ask.html", {"asked": False}, 422)
    ask_for_link(visit.site.archive, form.said, address=visit.address, actor_id=visit.site.program_id, now=visit.now)
    return Page("my_link_ask.html", {"asked": True})


def show(visit: Visit) -> Answer:
    """The button. What the link opens is not looked at: programs that open mails use nothing up."""
    return Page("my_link.html", {"over": False})


def use(visit: Visit, form: Empty | Refused) -> Answer:
    token = enter_by_link(visit.site.archive, visit.named, actor_id=visit.site.program_id, now=visit.now)
    if token is None:
        return Page("my_link.html", {"over": True}, 410)
    first = "my_notice" if is_to_read(visit.site.archive, token, visit.now) else "my_home"
    return Go(first, token=token)


def make(visit: Visit, form: Empty | Refused) -> Answer:
    """At the counter: a link for the person of the sheet, shown once, to be printed or copied."""
    found = counter_link(visit.at, visit.subject)
    with visit.site.archive.reader.begin() as connection:
        name = person_name(connection, visit.subject)
    if isinstance(found, Refusal):
        why = refused_sentence(visit, found.code, found.found)
        return Page("my_link_made.html", {"name": name, "why": why, "address": ""}, 409)
    with visit.site.archive.reader.begin() as connection:
        door = mail_settings(connection).public_address
    path = url_for("my_link", subject=found, _external=not door)
    address = f"{door}{path}"
    # Drawn here and nowhere else: whoever sees the picture may enter, as whoever reads the address may.
    picture = Markup(segno.make(address, error="m").svg_inline(scale=4, svgclass="code-picture", lineclass=None))
    with visit.site.archive.reader.begin() as connection:
        reach = contact(connection)
    return Page("my_link_made.html", {
        "name": name, "why": "", "address": address, "until": visit.now + LASTS, "picture": picture, "reach": reach,
    })  # fmt: skip
