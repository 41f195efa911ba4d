"""Every page and every button of a member, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.domain.kinds import Looked
from mutua.web.forms import Empty, PageQuery
from mutua.web.my_forms import (
    AnswerIt,
    AskLink,
    Bring,
    CertificateOf,
    EndProxy,
    GiveProxy,
    Object,
    PaperProxy,
    Refund,
    TryOut,
)
from mutua.web.route import Audience, Route, Subject

_ANY, _MEMBER, _OWN = Audience.ANYBODY, Audience.MEMBER, Permission.MEMBER_OWN
S = Subject

MY_ROUTES: tuple[Route, ...] = (
    Route("my_link_ask", "GET", "/entra/link", _ANY, "my_entry:ask"),
    Route("my_link_asked", "POST", "/entra/link", _ANY, "my_entry:asked", form=AskLink),
    Route("my_link", "GET", "/entra/link/<subject>", _ANY, "my_entry:show", subject=S.LINK),
    Route("my_link_used", "POST", "/entra/link/<subject>", _ANY, "my_entry:use", form=Empty, subject=S.LINK),
    Route("my_link_made", "POST", "/persone/<subject>/link", Audience.STAFF, "my_entry:make",
          Permission.MEMBERS_WRITE, form=Empty, subject=S.PERSON, looks=Looked.SHEET),
    Route("my_print", "GET", "/persone/<subject>/da-stampare", Audience.STAFF, "my_counter:printed",
          Permission.PERSON_READ, subject=S.PERSON, looks=Looked.SHEET),
    Route("proxies", "GET", "/persone/<subject>/deleghe", Audience.STAFF, "my_counter:proxies", Permission.PERSON_READ,
          subject=S.PERSON, looks=Looked.SHEET),
    Route("proxy_give", "POST", "/persone/<subject>/deleghe", Audience.STAFF, "my_counter:give",
          Permission.MEMBERS_WRITE, form=PaperProxy, subject=S.PERSON),
    Route("proxy_end", "POST", "/persone/<subject>/deleghe/togli", Audience.STAFF, "my_counter:end",
          Permission.MEMBERS_WRITE, form=EndProxy, subject=S.PERSON),
    Route("my_home", "GET", "/mie", _MEMBER, "my_home:show", _OWN),
    Route("my_rights", "GET", "/mie/diritti", _MEMBER, "my_rights:mine", _OWN),
    Route("my_rights_of", "GET", "/mie/diritti/<subject>", _MEMBER, "my_rights:show", _OWN, subject=S.MY_PERSON),
    Route("my_help", "GET", "/mie/aiuto", _MEMBER, "my_rights:help_at_home", _OWN),
    Route("my_try_mine", "GET", "/mie/prova", _MEMBER, "my_rights:try_mine", _OWN),
    Route("my_try", "GET", "/mie/prova/<subject>", _MEMBER, "my_rights:try_empty", _OWN, subject=S.MY_PERSON),
    Route("my_try_out", "POST", "/mie/prova/<subject>", _MEMBER, "my_rights:try_out", _OWN, form=TryOut,
          subject=S.MY_PERSON),
    Route("my_refund", "GET", "/mie/rimborso", _MEMBER, "my_refund:choose", _OWN),
    Route("my_refund_of", "GET", "/mie/rimborso/<subject>", _MEMBER, "my_refund:begin", _OWN, subject=S.MY_PERSON),
    Route("my_refund_on", "POST", "/mie/rimborso/<subject>", _MEMBER, "my_refund:go_on", _OWN, form=Refund,
          subject=S.MY_PERSON, files=True),
    Route("my_refund_save", "POST", "/mie/rimborso/<subject>/salva", _MEMBER, "my_refund:save", _OWN, form=Refund,
          subject=S.MY_PERSON, files=True),
    Route("my_draft", "GET", "/mie/bozze/<subject>", _MEMBER, "my_refund:at_what", _OWN, subject=S.MY_DRAFT),
    Route("my_draft_invoice", "GET", "/mie/bozze/<subject>/fattura", _MEMBER, "my_refund:at_invoice", _OWN,
          subject=S.MY_DRAFT),
    Route("my_draft_check", "GET", "/mie/bozze/<subject>/controlla", _MEMBER, "my_refund:at_check", _OWN,
          subject=S.MY_DRAFT),
    Route("my_draft_drop", "POST", "/mie/bozze/<subject>/butta", _MEMBER, "my_refund:drop", _OWN, form=Empty,
          subject=S.MY_DRAFT),
    Route("my_claims", "GET", "/mie/domande", _MEMBER, "my_claims:mine", _OWN),
    Route("my_claims_of", "GET", "/mie/domande/di/<subject>", _MEMBER, "my_claims:show_all", _OWN,
          subject=S.MY_PERSON, query=PageQuery),
    Route("my_claim", "GET", "/mie/domande/<subject>", _MEMBER, "my_claims:show", _OWN, subject=S.MY_CLAIM),
    Route("my_claim_object", "POST", "/mie/domande/<subject>/reclamo", _MEMBER, "my_claims:object_to", _OWN,
          form=Object, subject=S.MY_CLAIM),
    Route("my_claim_bring", "POST", "/mie/domande/<subject>/documento", _MEMBER, "my_claims:bring", _OWN, form=Bring,
          subject=S.MY_CLAIM, files=True),
    Route("my_claim_answer", "POST", "/mie/domande/<subject>/risposta", _MEMBER, "my_claims:answer", _OWN,
          form=AnswerIt, subject=S.MY_CLAIM),
    Route("my_household", "GET", "/mie/nucleo", _MEMBER, "my_household:show", _OWN),
    Route("my_proxy_give", "POST", "/mie/nucleo/delega", _MEMBER, "my_household:give", _OWN, form=GiveProxy),
    Route("my_proxy_end", "POST", "/mie/nucleo/delega/togli", _MEMBER, "my_household:end", _OWN, form=EndProxy),
    Route("my_papers", "GET", "/mie/documenti", _MEMBER, "my_papers:mine", _OWN),
    Route("my_papers_of", "GET", "/mie/documenti/<subject>", _MEMBER, "my_papers:show", _OWN, subject=S.MY_PERSON),
    Route("my_certificate", "POST", "/mie/documenti/<subject>", _MEMBER, "my_papers:certificate", _OWN,
          form=CertificateOf, subject=S.MY_PERSON),
)  # fmt: skip
