"""The pages and buttons about what is done about a decision, as data: exceptions and objections."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.approval_forms import Approve
from mutua.web.clerk_decide_forms import Motive
from mutua.web.clerk_decided_forms import AddToAppeal, AnswerAppeal, FileAppeal, ProposeOverride
from mutua.web.forms import Empty
from mutua.web.route import Audience, Route, Subject

_STAFF = Audience.STAFF
P = Permission

DECIDED_ROUTES: tuple[Route, ...] = (
    Route("override", "GET", "/pratiche/<subject>/eccezione", _STAFF, "clerk_decided:override", P.CLAIMS_OVERRIDE,
          subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("propose_override", "POST", "/pratiche/<subject>/eccezione", _STAFF, "clerk_decided:propose",
          P.CLAIMS_OVERRIDE, form=ProposeOverride, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("approve_override", "POST", "/pratiche/<subject>/eccezione/approva", _STAFF, "clerk_decided:approve",
          P.CLAIMS_OVERRIDE, form=Approve, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("refuse_override", "POST", "/pratiche/<subject>/eccezione/rifiuta", _STAFF, "clerk_decided:refuse",
          P.CLAIMS_OVERRIDE, form=Motive, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("withdraw_override", "POST", "/pratiche/<subject>/eccezione/ritira", _STAFF, "clerk_decided:withdraw",
          P.CLAIMS_OVERRIDE, form=Empty, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("file_appeal", "POST", "/pratiche/<subject>/reclamo", _STAFF, "clerk_decided:object_to", P.CLAIMS_WRITE,
          form=FileAppeal, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("add_to_appeal", "POST", "/pratiche/<subject>/reclamo/aggiungi", _STAFF, "clerk_decided:add", P.CLAIMS_WRITE,
          form=AddToAppeal, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("answer_appeal", "POST", "/pratiche/<subject>/reclamo/rispondi", _STAFF, "clerk_decided:answer",
          P.CLAIMS_DECIDE, form=AnswerAppeal, subject=Subject.CLAIM, looks=Looked.REQUEST),
    Route("appeal_letter", "POST", "/pratiche/<subject>/reclamo/lettera", _STAFF, "clerk_decided:appeal_letter",
          P.CLAIMS_WRITE, form=Empty, subject=Subject.CLAIM, looks=Looked.REQUEST),
)  # fmt: skip
