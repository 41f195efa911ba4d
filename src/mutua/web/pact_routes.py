"""The pact for anybody, a quote, an application with its link; the applications at the counter: as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.web.forms import Empty
from mutua.web.pact_forms import Adhesion, Missing, QuoteQuery
from mutua.web.route import Audience, Route, Subject

_ANY, _STAFF = Audience.ANYBODY, Audience.STAFF
S, P = Subject, Permission

PACT_ROUTES: tuple[Route, ...] = (
    Route("pact", "GET", "/patto", _ANY, "pact_public:show"),
    Route("pact_quote", "GET", "/patto/preventivo", _ANY, "pact_public:quote", query=QuoteQuery),
    Route("pact_quote_pdf", "GET", "/patto/preventivo.pdf", _ANY, "pact_public:quote_paper", query=QuoteQuery),
    Route("pact_regulation", "GET", "/patto/regolamento.pdf", _ANY, "pact_public:regulation_paper", query=QuoteQuery),
    Route("pact_join", "GET", "/patto/adesione", _ANY, "pact_join:begin"),
    Route("pact_apply", "POST", "/patto/adesione", _ANY, "pact_join:send", form=Adhesion),
    Route("pact_followed", "GET", "/patto/adesione/<subject>", _ANY, "pact_join:follow_it", subject=S.APPLICATION_LINK),
    Route("pact_to_sign", "GET", "/patto/adesione/<subject>/domanda.pdf", _ANY, "pact_join:to_sign",
          subject=S.APPLICATION_LINK),
    Route("pact_signed", "POST", "/patto/adesione/<subject>/firmata", _ANY, "pact_join:sign", form=Empty,
          subject=S.APPLICATION_LINK, files=True),
    Route("pact_certificate", "GET", "/patto/adesione/<subject>/attestazione.pdf", _ANY, "pact_join:certificate",
          subject=S.APPLICATION_LINK),
    Route("applications", "GET", "/ditte/adesioni", _STAFF, "clerk_applications:every", P.FIRMS_READ),
    Route("application", "GET", "/ditte/adesioni/<subject>", _STAFF, "clerk_applications:show", P.FIRMS_READ,
          subject=S.APPLICATION),
    Route("application_file", "GET", "/ditte/adesioni/<subject>/firmata", _STAFF, "clerk_applications:signed",
          P.FIRMS_READ, subject=S.APPLICATION),
    Route("take_application", "POST", "/ditte/adesioni/<subject>/prendi", _STAFF, "clerk_applications:take_it",
          P.FIRMS_WRITE, form=Empty, subject=S.APPLICATION),
    Route("ask_applicant", "POST", "/ditte/adesioni/<subject>/manca", _STAFF, "clerk_applications:ask", P.FIRMS_WRITE,
          form=Missing, subject=S.APPLICATION),
    Route("aside_application", "POST", "/ditte/adesioni/<subject>/accantona", _STAFF, "clerk_applications:put_aside",
          P.FIRMS_WRITE, form=Missing, subject=S.APPLICATION),
)  # fmt: skip
