"""Every page and every button of a member, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.forms import Empty
from mutua.web.my_forms import AskLink
from mutua.web.route import Audience, Route, Subject

_ANY, _MEMBER, _OWN = Audience.ANYBODY, Audience.MEMBER, Permission.MEMBER_OWN
S = Subject

MY_ROUTES: tuple[Route, ...] = (
    Route("my_link_ask", "GET", "/entra/link", _ANY, "my_entry:ask"),
    Route("my_link_asked", "POST", "/entra/link", _ANY, "my_entry:asked", form=AskLink),
    Route("my_link", "GET", "/apri/<subject>", _ANY, "my_entry:show", subject=S.LINK),
    Route("my_link_used", "POST", "/apri/<subject>", _ANY, "my_entry:use", form=Empty, subject=S.LINK),
    Route("my_link_made", "POST", "/persone/<subject>/link", Audience.STAFF, "my_entry:make",
          Permission.MEMBERS_WRITE, form=Empty, subject=S.PERSON, looks=Looked.SHEET),
    Route("my_home", "GET", "/mie", _MEMBER, "my_home:show", _OWN),
)  # fmt: skip
