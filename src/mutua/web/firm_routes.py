"""The pages and buttons about firms and the pact at the counter, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.web.clerk_bank_forms import ThatFile
from mutua.web.clerk_firm_deed_forms import (
    Delegated,
    NewFirm,
    NoLongerDelegated,
    OfferAnswered,
    PlanQuery,
    PlanStep,
    PlanTerms,
    RoleTold,
    StatementsOfAll,
)
from mutua.web.clerk_firm_forms import Numbered, OfMonth, OnePerson, RecordList, SaidList, SentList, TellAdhesion
from mutua.web.forms import Empty
from mutua.web.route import Audience, Route, Subject

_STAFF = Audience.STAFF
P = Permission

FIRM_ROUTES: tuple[Route, ...] = (
    Route("firms", "GET", "/ditte", _STAFF, "clerk_firms:every", P.FIRMS_READ),
    Route("firms_otherwise", "GET", "/ditte/differenze", _STAFF, "clerk_firms:otherwise", P.FIRMS_READ),
    Route("firm", "GET", "/ditte/<subject>", _STAFF, "clerk_firms:show", P.FIRMS_READ, subject=Subject.FIRM),
    Route("new_firm", "GET", "/ditte/nuova", _STAFF, "clerk_firm_deeds:begin_new", P.FIRMS_WRITE),
    Route("add_firm", "POST", "/ditte/nuova", _STAFF, "clerk_firm_deeds:add", P.FIRMS_WRITE, form=NewFirm),
    Route("issue_for_all", "POST", "/ditte/estratti", _STAFF, "clerk_firm_deeds:issue_all", P.FIRMS_WRITE,
          form=StatementsOfAll),
    Route("tell_role", "POST", "/ditte/<subject>/ruolo", _STAFF, "clerk_firm_deeds:role", P.FIRMS_WRITE, form=RoleTold,
          subject=Subject.FIRM),
    Route("give_delegation", "POST", "/ditte/<subject>/delega", _STAFF, "clerk_firm_deeds:give_delegation",
          P.FIRMS_WRITE, form=Delegated, subject=Subject.FIRM, files=True),
    Route("end_delegation", "POST", "/ditte/<subject>/delega/fine", _STAFF, "clerk_firm_deeds:end_delegation",
          P.FIRMS_WRITE, form=NoLongerDelegated, subject=Subject.FIRM),
    Route("firm_plan", "GET", "/ditte/<subject>/piano", _STAFF, "clerk_firm_deeds:plan", P.FIRMS_WRITE,
          query=PlanQuery, subject=Subject.FIRM),
    Route("agree_plan", "POST", "/ditte/<subject>/piano", _STAFF, "clerk_firm_deeds:agree", P.FIRMS_WRITE,
          form=PlanTerms, subject=Subject.FIRM, files=True),
    Route("plan_step", "POST", "/ditte/<subject>/piano/passo", _STAFF, "clerk_firm_deeds:step", P.FIRMS_WRITE,
          form=PlanStep, subject=Subject.FIRM),
    Route("answer_of_leaver", "POST", "/ditte/<subject>/continua", _STAFF, "clerk_firm_deeds:answered", P.FIRMS_WRITE,
          form=OfferAnswered, subject=Subject.FIRM),
    Route("staff_list", "GET", "/ditte/<subject>/elenco", _STAFF, "clerk_firm_list:begin", P.FIRMS_WRITE,
          subject=Subject.FIRM),
    Route("send_list", "POST", "/ditte/<subject>/elenco", _STAFF, "clerk_firm_list:send", P.FIRMS_WRITE, form=SentList,
          subject=Subject.FIRM, files=True),
    Route("read_list", "POST", "/ditte/<subject>/elenco/leggi", _STAFF, "clerk_firm_list:say_more", P.FIRMS_WRITE,
          form=SaidList, subject=Subject.FIRM),
    Route("record_list", "POST", "/ditte/<subject>/elenco/registra", _STAFF, "clerk_firm_list:record", P.FIRMS_WRITE,
          form=RecordList, subject=Subject.FIRM),
    Route("wrong_rows", "POST", "/ditte/<subject>/elenco/sbagliate", _STAFF, "clerk_firm_list:wrong_rows",
          P.FIRMS_WRITE, form=ThatFile, subject=Subject.FIRM),
    Route("undo_list", "POST", "/ditte/<subject>/elenco/annulla", _STAFF, "clerk_firm_list:take_back", P.FIRMS_WRITE,
          form=Numbered, subject=Subject.FIRM),
    Route("one_worker", "POST", "/ditte/<subject>/persona", _STAFF, "clerk_firm_list:one_person", P.FIRMS_WRITE,
          form=OnePerson, subject=Subject.FIRM),
    Route("firm_unchanged", "POST", "/ditte/<subject>/nessun-cambiamento", _STAFF, "clerk_firms:unchanged",
          P.FIRMS_WRITE, form=Empty, subject=Subject.FIRM),
    Route("issue_statement", "POST", "/ditte/<subject>/estratti", _STAFF, "clerk_firms:issue", P.FIRMS_WRITE,
          form=OfMonth, subject=Subject.FIRM),
    Route("print_statement", "POST", "/ditte/<subject>/estratti/stampa", _STAFF, "clerk_firms:print_statement",
          P.FIRMS_WRITE, form=Numbered, subject=Subject.FIRM),
    Route("offset_firm", "POST", "/ditte/<subject>/compensa", _STAFF, "clerk_firms:offset", P.FIRMS_WRITE, form=Empty,
          subject=Subject.FIRM),
    Route("tell_adhesion", "POST", "/ditte/<subject>/adesione", _STAFF, "clerk_firms:adhesion", P.FIRMS_WRITE,
          form=TellAdhesion, subject=Subject.FIRM),
    Route("adhesion_paper", "POST", "/ditte/<subject>/certificato", _STAFF, "clerk_firms:print_certificate",
          P.FIRMS_WRITE, form=Empty, subject=Subject.FIRM),
)  # fmt: skip
