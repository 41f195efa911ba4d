"""What the month will cost before its statement is made, person by person; pay-slip codes; the files for payroll."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mutua.domain.firms import NOTHING
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door_forecast import (
    Forecast,
    PayslipCodes,
    codes_of,
    faults_of,
    forecast_table,
    foreseen,
    foreseen_of_all,
    say_codes,
)
from mutua.services.firm_papers_own import as_csv, as_workbook
from mutua.web.door_forms import PayslipCodesSaid
from mutua.web.door_home import closed, why
from mutua.web.door_people import as_told
from mutua.web.door_statements import CSV, XLSX
from mutua.web.door_visit import FirmVisit
from mutua.web.forms import Refused
from mutua.web.site import Answer, File, Go, Page
from mutua.wording.numbers import Language, month_name


def show(visit: FirmVisit) -> Answer:
    """Who and how much, line by line as the statement will have it, and under which codes payroll takes it in."""
    return _page(visit)


def _page(visit: FirmVisit, told: Mapping[str, str] | None = None, refusal: Refusal | None = None) -> Page:
    one = visit.open_firm
    if not one.view.sees_statements:
        return closed(visit, "statements")
    codes = codes_of(visit.door, one)
    values = {
        "firm": one, "here": "statements", "found": foreseen(visit.door, one), "codes": codes, "today": visit.today,
        "period_told": period_of(visit),
        "several": visit.door.intermediary and len(visit.door.firms) > 1,
        "why": "" if refusal is None else why(visit, refusal),
    }  # fmt: skip
    wrong = bool(told or refusal or visit.refused)
    return Page("door_forecast.html", values, 422 if wrong else 200, wrong=as_told(told or {}))


def keep(visit: FirmVisit, form: PayslipCodesSaid | Refused) -> Answer:
    """Keeps the pay-slip codes of this firm, or of all of a consultant's."""
    if isinstance(form, Refused):
        return _page(visit)
    codes = PayslipCodes(form.worker, form.firm)
    wrong = faults_of(codes)
    if wrong:
        return _page(visit, {name: _told_of_code(visit, getattr(codes, name)) for name in wrong})
    done = say_codes(visit.door, visit.open_firm, codes, everywhere=bool(form.everywhere))
    if done is not None:
        return _page(visit, refusal=done)
    return Go("door_forecast", visit.named, message="door_codes_kept")


def _told_of_code(visit: FirmVisit, code: str) -> str:
    return visit.say(
        "«{code}» non può essere un codice di voce paga: al massimo 20 segni, lettere e cifre (in mezzo anche spazi "
        "e . / _ -), per esempio 512 o TRATT-MUTUA. Copiatelo dal programma paghe, o lasciate vuoto.",
        "“{code}” cannot be a pay-slip code: 20 signs at most, letters and figures (blanks and . / _ - between them), "
        "for instance 512 or TRATT-MUTUA. Copy it from your payroll program, or leave it empty.", code=code,
    )  # fmt: skip


def csv(visit: FirmVisit) -> Answer:
    if not visit.open_firm.view.sees_statements:
        return closed(visit, "statements")
    table = forecast_table(visit.door, [foreseen(visit.door, visit.open_firm)])
    return File(as_csv(table), CSV, f"previsione-paghe-{visit.today:%Y-%m}.csv")


def xlsx(visit: FirmVisit) -> Answer:
    if not visit.open_firm.view.sees_statements:
        return closed(visit, "statements")
    table = forecast_table(visit.door, [foreseen(visit.door, visit.open_firm)])
    return File(as_workbook(visit.door, table), XLSX, f"previsione-paghe-{visit.today:%Y-%m}.xlsx")


# ---------------------------------------------------------------- all firms of a consultant


def show_all(visit: FirmVisit) -> Answer:
    """The month of every firm in one line each."""
    found = [one for one in foreseen_of_all(visit.door) if one.open or one.made]
    total = NOTHING
    for one in found:
        total = total.plus(one.parts)
    return Page("door_forecasts.html", {
        "found": found, "total": total, "today": visit.today, "period_told": period_of(visit),
    })


def all_csv(visit: FirmVisit) -> Answer:
    table = forecast_table(visit.door, foreseen_of_all(visit.door))
    return File(as_csv(table), CSV, f"previsione-paghe-{visit.today:%Y-%m}.csv")


def all_xlsx(visit: FirmVisit) -> Answer:
    table = forecast_table(visit.door, foreseen_of_all(visit.door))
    return File(as_workbook(visit.door, table), XLSX, f"previsione-paghe-{visit.today:%Y-%m}.xlsx")


def period_of(visit: FirmVisit) -> Callable[[Forecast], str]:
    """How the page calls the months of a forecast."""
    return lambda one: _period_told(one.first_day, one.last_day, visit.language)


def _period_told(first: date, last: date, language: Language) -> str:
    """The months of a period: «novembre 2026», «ottobre – dicembre 2026»."""
    if (first.year, first.month) == (last.year, last.month):
        return month_name(first, language)
    begins = month_name(first, language)
    return f"{begins.rsplit(' ', 1)[0] if first.year == last.year else begins} – {month_name(last, language)}"
