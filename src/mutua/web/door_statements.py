"""What is to be paid: the statements of a firm, one of them with names and shares, the files to take away."""

from __future__ import annotations

from mutua.services.decide_claim import Refusal
from mutua.services.firm_papers_own import (
    as_csv,
    as_workbook,
    house_head,
    lines_of,
    payroll_of_all,
    payroll_table,
    statement_pdf,
    to_pay_table,
    year_of_all,
    year_pdf,
    year_table,
    years_of,
)
from mutua.store.firm_view import StatementHead
from mutua.web.door_forms import MonthQuery, YearQuery
from mutua.web.door_home import closed
from mutua.web.door_visit import FirmVisit
from mutua.web.forms import Refused
from mutua.web.pages import problem_of
from mutua.web.site import Answer, File, Page

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_all(visit: FirmVisit) -> Answer:
    """The statements, the newest first, and the years of which a list can be taken away."""
    if not visit.open_firm.view.sees_statements:
        return closed(visit, "statements")
    heads = visit.door.statements(visit.open_firm)
    values = {"firm": visit.open_firm, "here": "statements", "heads": heads, "years": years_of(heads),
              "today": visit.today}  # fmt: skip
    return Page("door_statements.html", values)


def _head(visit: FirmVisit) -> StatementHead:
    if visit.statement is None:
        raise AssertionError("the address names no statement")
    return visit.statement


def show(visit: FirmVisit) -> Answer:
    """Names, months, shares, the total; by when, to which account, with exactly which reason."""
    head, one = _head(visit), visit.open_firm
    lines = lines_of(visit.door, one, head)
    values = {
        "firm": one, "here": "statements", "head": head, "lines": lines, "house": house_head(visit.door),
        "today": visit.today,
        "sums": [
            sum(row.firm_cents for row in lines), sum(row.worker_cents for row in lines),
            sum(row.fund_cents for row in lines),
        ],
    }  # fmt: skip
    return Page("door_statement.html", values)


def pdf(visit: FirmVisit) -> Answer:
    made = statement_pdf(visit.door, visit.open_firm, _head(visit))
    return problem_of(visit, "not_there") if isinstance(made, Refusal) else File(
        made, "application/pdf", f"estratto-{_head(visit).statement_id}.pdf", shown=True
    )  # fmt: skip


def payroll_csv(visit: FirmVisit) -> Answer:
    table = payroll_table(visit.door, visit.open_firm, _head(visit))
    return File(as_csv(table), CSV, f"paghe-{_head(visit).statement_id}.csv")


def payroll_xlsx(visit: FirmVisit) -> Answer:
    table = payroll_table(visit.door, visit.open_firm, _head(visit))
    return File(as_workbook(visit.door, table), XLSX, f"paghe-{_head(visit).statement_id}.xlsx")


def _wanted(form: MonthQuery | Refused) -> str:
    return "" if isinstance(form, Refused) else form.month


def all_payroll_csv(visit: FirmVisit, form: MonthQuery | Refused) -> Answer:
    found = payroll_of_all(visit.door, _wanted(form))
    if found is None:
        return problem_of(visit, "not_there")
    return File(as_csv(found[1]), CSV, f"paghe-{found[0]:%Y-%m}.csv")


def all_payroll_xlsx(visit: FirmVisit, form: MonthQuery | Refused) -> Answer:
    found = payroll_of_all(visit.door, _wanted(form))
    if found is None:
        return problem_of(visit, "not_there")
    return File(as_workbook(visit.door, found[1]), XLSX, f"paghe-{found[0]:%Y-%m}.xlsx")


def to_pay_csv(visit: FirmVisit) -> Answer:
    return File(as_csv(to_pay_table(visit.door)), CSV, f"da-versare-{visit.today:%Y-%m-%d}.csv")


def to_pay_xlsx(visit: FirmVisit) -> Answer:
    return File(as_workbook(visit.door, to_pay_table(visit.door)), XLSX, f"da-versare-{visit.today:%Y-%m-%d}.xlsx")


def all_years_csv(visit: FirmVisit, form: YearQuery | Refused) -> Answer:
    """The list of a year for the yearly certificates, all firms together."""
    found = year_of_all(visit.door, "" if isinstance(form, Refused) else form.year)
    if found is None:
        return problem_of(visit, "not_there")
    return File(as_csv(found[1]), CSV, f"contributi-{found[0]}.csv")


def _year(visit: FirmVisit, form: YearQuery | Refused) -> int | None:
    """A year of which there is a list; None where there is none."""
    wanted = "" if isinstance(form, Refused) else form.year
    years = years_of(visit.door.statements(visit.open_firm))
    return int(wanted) if wanted in map(str, years) else None


def year_paper(visit: FirmVisit, form: YearQuery | Refused) -> Answer:
    year = _year(visit, form)
    if year is None:
        return problem_of(visit, "not_there")
    return File(year_pdf(visit.door, visit.open_firm, year), "application/pdf", f"contributi-{year}.pdf", shown=True)


def year_csv(visit: FirmVisit, form: YearQuery | Refused) -> Answer:
    year = _year(visit, form)
    if year is None:
        return problem_of(visit, "not_there")
    return File(as_csv(year_table(visit.door, visit.open_firm, year)), CSV, f"contributi-{year}.csv")
