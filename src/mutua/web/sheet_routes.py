"""The pages and buttons about sheets that a society brings, as data."""

from __future__ import annotations

from mutua.domain.access import Permission
from mutua.web import sheet_forms as of_sheets
from mutua.web.clerk_bank_forms import ThatFile
from mutua.web.route import Audience, Route

_STAFF = Audience.STAFF
P = Permission

SHEET_ROUTES: tuple[Route, ...] = (
    Route("sheets", "GET", "/soci/fogli", _STAFF, "clerk_sheets:show", P.MEMBERS_WRITE),
    Route("send_sheet", "POST", "/soci/fogli", _STAFF, "clerk_sheets:send", P.MEMBERS_WRITE,
          form=of_sheets.SentSheet, files=True),
    Route("sheet", "GET", "/soci/fogli/foglio", _STAFF, "clerk_sheet:show", P.MEMBERS_WRITE,
          query=of_sheets.SheetQuery),
    Route("sheet_columns", "GET", "/soci/fogli/colonne", _STAFF, "clerk_sheet_asked:columns", P.MEMBERS_WRITE),
    Route("say_columns", "POST", "/soci/fogli/colonne", _STAFF, "clerk_sheet_asked:say_columns", P.MEMBERS_WRITE,
          form=of_sheets.SaidColumns),
    Route("sheet_households", "GET", "/soci/fogli/nuclei", _STAFF, "clerk_sheet_asked:households", P.MEMBERS_WRITE,
          query=of_sheets.SheetQuery),
    Route("say_households", "POST", "/soci/fogli/nuclei", _STAFF, "clerk_sheet_asked:say_households",
          P.MEMBERS_WRITE, form=of_sheets.SaidHouseholds),
    Route("bring_sheet", "POST", "/soci/fogli/porta", _STAFF, "clerk_sheet:bring", P.MEMBERS_WRITE,
          form=of_sheets.BringSheet),
    Route("sheet_file", "POST", "/soci/fogli/rapporto", _STAFF, "clerk_sheet:download", P.MEMBERS_WRITE,
          form=of_sheets.SheetFile),
    Route("drop_sheet", "POST", "/soci/fogli/lascia", _STAFF, "clerk_sheets:drop", P.MEMBERS_WRITE, form=ThatFile),
)  # fmt: skip
