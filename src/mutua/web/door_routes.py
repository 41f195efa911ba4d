"""Every page and every button of a firm and of its consultant, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.web.door_forms import Joins, Leaves, MonthQuery, Several, StaffFileSent, StaffListSeen, Undo, YearQuery
from mutua.web.forms import Empty
from mutua.web.route import Audience, Route, Subject

_FIRM, _OWN = Audience.FIRM, Permission.FIRM_OWN
S = Subject

DOOR_ROUTES: tuple[Route, ...] = (
    Route("door_home", "GET", "/azienda", _FIRM, "door_home:home", _OWN),
    Route("door_all_unchanged", "POST", "/azienda/nessun-cambiamento", _FIRM, "door_home:unchanged_several", _OWN,
          form=Several),
    Route("door_all_list", "GET", "/azienda/elenco", _FIRM, "door_lists:show", _OWN),
    Route("door_all_look", "POST", "/azienda/elenco", _FIRM, "door_lists:look", _OWN, form=StaffFileSent, files=True),
    Route("door_all_record", "POST", "/azienda/elenco/registra", _FIRM, "door_lists:record", _OWN, form=StaffListSeen),
    Route("door_all_rows", "POST", "/azienda/elenco/righe-sbagliate", _FIRM, "door_lists:rows", _OWN,
          form=StaffListSeen),
    Route("door_to_pay", "GET", "/azienda/da-versare", _FIRM, "door_home:all_to_pay", _OWN),
    Route("door_to_pay_csv", "GET", "/azienda/da-versare.csv", _FIRM, "door_statements:to_pay_csv", _OWN),
    Route("door_to_pay_xlsx", "GET", "/azienda/da-versare.xlsx", _FIRM, "door_statements:to_pay_xlsx", _OWN),
    Route("door_all_years_csv", "GET", "/azienda/anno.csv", _FIRM, "door_statements:all_years_csv", _OWN,
          query=YearQuery),
    Route("door_all_payroll_csv", "GET", "/azienda/paghe.csv", _FIRM, "door_statements:all_payroll_csv", _OWN,
          query=MonthQuery),
    Route("door_all_payroll_xlsx", "GET", "/azienda/paghe.xlsx", _FIRM, "door_statements:all_payroll_xlsx", _OWN,
          query=MonthQuery),
    Route("door_firm", "GET", "/azienda/<subject>", _FIRM, "door_home:show", _OWN, subject=S.FIRM),
    Route("door_unchanged", "POST", "/azienda/<subject>/nessun-cambiamento", _FIRM, "door_home:unchanged", _OWN,
          form=Empty, subject=S.FIRM),
    Route("door_undo_ask", "GET", "/azienda/<subject>/annulla", _FIRM, "door_home:ask_undo", _OWN, subject=S.FIRM,
          query=Undo),
    Route("door_undo", "POST", "/azienda/<subject>/annulla", _FIRM, "door_home:undo", _OWN, form=Undo, subject=S.FIRM),
    Route("door_join", "GET", "/azienda/<subject>/entra", _FIRM, "door_people:join", _OWN, subject=S.FIRM),
    Route("door_joins", "POST", "/azienda/<subject>/entra", _FIRM, "door_people:record_join", _OWN, form=Joins,
          subject=S.FIRM),
    Route("door_leave", "GET", "/azienda/<subject>/esce", _FIRM, "door_people:leave", _OWN, subject=S.FIRM),
    Route("door_leaves", "POST", "/azienda/<subject>/esce", _FIRM, "door_people:record_leave", _OWN, form=Leaves,
          subject=S.FIRM),
    Route("door_worker", "GET", "/dipendenti/<subject>", _FIRM, "door_people:worker", _OWN, subject=S.WORKER),
    Route("door_letter", "GET", "/dipendenti/<subject>/lettera", _FIRM, "door_people:letter", _OWN,
          subject=S.WORKER),
    Route("door_list", "GET", "/azienda/<subject>/elenco", _FIRM, "door_lists:show", _OWN, subject=S.FIRM),
    Route("door_look", "POST", "/azienda/<subject>/elenco", _FIRM, "door_lists:look", _OWN, form=StaffFileSent,
          subject=S.FIRM, files=True),
    Route("door_record", "POST", "/azienda/<subject>/elenco/registra", _FIRM, "door_lists:record", _OWN,
          form=StaffListSeen, subject=S.FIRM),
    Route("door_rows", "POST", "/azienda/<subject>/elenco/righe-sbagliate", _FIRM, "door_lists:rows", _OWN,
          form=StaffListSeen, subject=S.FIRM),
    Route("door_statements", "GET", "/azienda/<subject>/estratti", _FIRM, "door_statements:show_all", _OWN,
          subject=S.FIRM),
    Route("door_year", "GET", "/azienda/<subject>/anno.pdf", _FIRM, "door_statements:year_paper", _OWN,
          subject=S.FIRM, query=YearQuery),
    Route("door_year_csv", "GET", "/azienda/<subject>/anno.csv", _FIRM, "door_statements:year_csv", _OWN,
          subject=S.FIRM, query=YearQuery),
    Route("door_statement", "GET", "/estratti/<subject>", _FIRM, "door_statements:show", _OWN, subject=S.STATEMENT),
    Route("door_statement_pdf", "GET", "/estratti/<subject>/estratto.pdf", _FIRM, "door_statements:pdf", _OWN,
          subject=S.STATEMENT),
    Route("door_payroll_csv", "GET", "/estratti/<subject>/paghe.csv", _FIRM, "door_statements:payroll_csv", _OWN,
          subject=S.STATEMENT),
    Route("door_payroll_xlsx", "GET", "/estratti/<subject>/paghe.xlsx", _FIRM, "door_statements:payroll_xlsx", _OWN,
          subject=S.STATEMENT),
    Route("door_link", "GET", "/nulla/<subject>", Audience.ANYBODY, "door_link:show", subject=S.LINK),
    Route("door_link_said", "POST", "/nulla/<subject>", Audience.ANYBODY, "door_link:say", form=Empty,
          subject=S.LINK),
)  # fmt: skip
