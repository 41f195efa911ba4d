"""The pages and buttons of the office as data: traces, and the rights of people over their data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.approval_forms import NewAccount
from mutua.web.forms import Empty
from mutua.web.office_forms import EraseForGood, SocietyTold, TraceQuery
from mutua.web.route import Audience, Route, Subject

_STAFF = Audience.STAFF
P = Permission

OFFICE_ROUTES: tuple[Route, ...] = (
    Route("traces", "GET", "/tracce", _STAFF, "office_traces:today", P.TRACES_READ),
    Route("find_traces", "POST", "/tracce", _STAFF, "office_traces:find", P.TRACES_READ, form=TraceQuery),
    Route("looks", "GET", "/tracce/sguardi", _STAFF, "office_looks:today", P.LOOKS_READ),
    Route("find_looks", "POST", "/tracce/sguardi", _STAFF, "office_looks:find", P.LOOKS_READ, form=TraceQuery),
    Route("entries", "GET", "/tracce/entrate", _STAFF, "office_looks:today_entered", P.LOOKS_READ),
    Route("find_entries", "POST", "/tracce/entrate", _STAFF, "office_looks:find_entered", P.LOOKS_READ,
          form=TraceQuery),
    Route("society", "GET", "/societa", _STAFF, "society_pages:show", P.HOME),
    Route("society_form", "GET", "/societa/cambia", _STAFF, "society_pages:form", P.SOCIETY_WRITE, code=True),
    Route("change_society", "POST", "/societa/cambia", _STAFF, "society_pages:change", P.SOCIETY_WRITE,
          form=SocietyTold, code=True),
    Route("change_society_account", "POST", "/societa/conto", _STAFF, "society_pages:change_account",
          P.APPROVALS_PROPOSE, form=NewAccount),
    Route("rights", "GET", "/persone/<subject>/diritti", _STAFF, "office_rights:show", P.RIGHTS_READ,
          subject=Subject.PERSON, looks=Looked.SHEET),
    Route("hand_over", "POST", "/persone/<subject>/diritti/consegna", _STAFF, "office_rights:hand_over",
          P.RIGHTS_WRITE, form=Empty, subject=Subject.PERSON, code=True),
    Route("erase_person", "POST", "/persone/<subject>/diritti/cancella", _STAFF, "office_rights:erase",
          P.RIGHTS_WRITE, form=EraseForGood, subject=Subject.PERSON, looks=Looked.ERASURE, code=True),
)  # fmt: skip
