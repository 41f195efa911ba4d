"""The pages and buttons about mails as data: what is to go out, and where a person wants to be written to."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.forms import Empty, Form, Line
from mutua.web.route import Audience, Route, Subject


class MailNamed(Form):
    """Which mail, by the name it goes by."""

    mail: Line


class ChosenAddress(Form):
    address: Line


_STAFF = Audience.STAFF
P = Permission

MAIL_ROUTES: tuple[Route, ...] = (
    Route("mails", "GET", "/posta-in-uscita", _STAFF, "office_mail:show", P.MAIL_READ),
    Route("mail_again", "POST", "/posta-in-uscita/di-nuovo", _STAFF, "office_mail:again", P.MAIL_WRITE, form=MailNamed),
    Route("mail_drop", "POST", "/posta-in-uscita/togli", _STAFF, "office_mail:drop", P.MAIL_WRITE, form=MailNamed),
    Route("person_mail", "GET", "/persone/<subject>/avvisi", _STAFF, "office_mail:show_choice", P.PERSON_READ,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("choose_mail", "POST", "/persone/<subject>/avvisi", _STAFF, "office_mail:choose", P.MEMBERS_WRITE,
          form=ChosenAddress, subject=Subject.PERSON),
    Route("stop_mail", "POST", "/persone/<subject>/avvisi/smetti", _STAFF, "office_mail:stop", P.MEMBERS_WRITE,
          form=Empty, subject=Subject.PERSON),
)  # fmt: skip
