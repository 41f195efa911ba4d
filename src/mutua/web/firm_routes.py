"""Every page and every button of a firm and of its consultant, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.web.firm_forms import Joins, Leaves, Several, StaffFileSent, StaffListSeen, Undo, YearQuery
from mutua.web.forms import Empty
from mutua.web.route import Audience, Route, Subject

_FIRM, _OWN = Audience.FIRM, Permission.FIRM_OWN
S = Subject

FIRM_ROUTES: tuple[Route, ...] = (
    Route("firm_home", "GET", "/azienda", _FIRM, "firm_home:home", _OWN),
    Route("firms_unchanged", "POST", "/azienda/nessun-cambiamento", _FIRM, "firm_home:unchanged_several", _OWN,
          form=Several),
    Route("firms_list", "GET", "/azienda/elenco", _FIRM, "firm_lists:show", _OWN),
    Route("firms_look", "POST", "/azienda/elenco", _FIRM, "firm_lists:look", _OWN, form=StaffFileSent, files=True),
    Route("firms_record", "POST", "/azienda/elenco/registra", _FIRM, "firm_lists:record", _OWN, form=StaffListSeen),
    Route("firms_rows", "POST", "/azienda/elenco/righe-sbagliate", _FIRM, "firm_lists:rows", _OWN, form=StaffListSeen),
    Route("firm", "GET", "/azienda/<subject>", _FIRM, "firm_home:show", _OWN, subject=S.FIRM),
    Route("firm_unchanged", "POST", "/azienda/<subject>/nessun-cambiamento", _FIRM, "firm_home:unchanged", _OWN,
          form=Empty, subject=S.FIRM),
    Route("firm_undo", "POST", "/azienda/<subject>/annulla", _FIRM, "firm_home:undo", _OWN, form=Undo, subject=S.FIRM),
    Route("firm_join", "GET", "/azienda/<subject>/entra", _FIRM, "firm_people:join", _OWN, subject=S.FIRM),
    Route("firm_joins", "POST", "/azienda/<subject>/entra", _FIRM, "firm_people:record_join", _OWN, form=Joins,
          subject=S.FIRM),
    Route("firm_leave", "GET", "/azienda/<subject>/esce", _FIRM, "firm_people:leave", _OWN, subject=S.FIRM),
    Route("firm_leaves", "POST", "/azienda/<subject>/esce", _FIRM, "firm_people:record_leave", _OWN, form=Leaves,
          subject=S.FIRM),
    Route("worker", "GET", "/dipendenti/<subject>", _FIRM, "firm_people:worker", _OWN, subject=S.WORKER),
    Route("worker_letter", "GET", "/dipendenti/<subject>/lettera", _FIRM, "firm_people:letter", _OWN,
          subject=S.WORKER),
    Route("firm_list", "GET", "/azienda/<subject>/elenco", _FIRM, "firm_lists:show", _OWN, subject=S.FIRM),
    Route("firm_look", "POST", "/azienda/<subject>/elenco", _FIRM, "firm_lists:look", _OWN, form=StaffFileSent,
          subject=S.FIRM, files=True),
    Route("firm_record", "POST", "/azienda/<subject>/elenco/registra", _FIRM, "firm_lists:record", _OWN,
          form=StaffListSeen, subject=S.FIRM),
    Route("firm_rows", "POST", "/azienda/<subject>/elenco/righe-sbagliate", _FIRM, "firm_lists:rows", _OWN,
          form=StaffListSeen, subject=S.FIRM),
    Route("firm_statements", "GET", "/azienda/<subject>/estratti", _FIRM, "firm_statements:show_all", _OWN,
          subject=S.FIRM),
    Route("firm_year", "GET", "/azienda/<subject>/anno.pdf", _FIRM, "firm_statements:year_paper", _OWN,
          subject=S.FIRM, query=YearQuery),
    Route("firm_year_csv", "GET", "/azienda/<subject>/anno.csv", _FIRM, "firm_statements:year_csv", _OWN,
          subject=S.FIRM, query=YearQuery),
    Route("statement", "GET", "/estratti/<subject>", _FIRM, "firm_statements:show", _OWN, subject=S.STATEMENT),
    Route("statement_pdf", "GET", "/estratti/<subject>/estratto.pdf", _FIRM, "firm_statements:pdf", _OWN,
          subject=S.STATEMENT),
    Route("payroll_csv", "GET", "/estratti/<subject>/paghe.csv", _FIRM, "firm_statements:payroll_csv", _OWN,
          subject=S.STATEMENT),
    Route("payroll_xlsx", "GET", "/estratti/<subject>/paghe.xlsx", _FIRM, "firm_statements:payroll_xlsx", _OWN,
          subject=S.STATEMENT),
)  # fmt: skip
