"""Papers of firms at the terminal: certificates of adhesion, statements, offers to who left."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mutua.cli_archive import opened
from mutua.cli_claim_life import desktop
from mutua.cli_firms_work import firm_number, or_stop
from mutua.cli_papers_commands import print_wanted

if TYPE_CHECKING:
    from mutua.store.database import Archive


def _only(archive: Archive, firm: str | None) -> list[int] | None:
    return None if firm is None else [firm_number(archive, firm)]


def print_adhesions(database: str | None, firm: str | None, folder: Path) -> int:
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.firm_papers import adhesions_wanted

    with opened(database, unchanged=False) as archive:
        at, only = desktop(archive), _only(archive, firm)
        with archive.reader.begin() as connection:
            wanted = adhesions_wanted(connection, day_in_rome(at.now), only)
        return print_wanted(at, wanted, folder)


def print_firm_statements(database: str | None, month: date, firm: str | None, folder: Path) -> int:
    from mutua.services.firm_papers import statements_wanted

    with opened(database, unchanged=False) as archive:
        at, only = desktop(archive), _only(archive, firm)
        with archive.reader.begin() as connection:
            wanted = statements_wanted(connection, month, only)
        return print_wanted(at, wanted, folder)


def print_offers(database: str | None, enrolment: str | None, folder: Path) -> int:
    from mutua.rules.engine.calendar import day_in_rome
    from mutua.services.decide_claim import Refusal
    from mutua.services.firm_papers import offers_wanted

    with opened(database, unchanged=False) as archive:
        at = desktop(archive)
        only = None if enrolment is None else [int(enrolment)] if _is_number(enrolment) else []
        if only == []:
            or_stop(Refusal("offer_unknown", enrolment or ""))
        with archive.reader.begin() as connection:
            wanted = or_stop(offers_wanted(connection, at.plans, day_in_rome(at.now), only))
        return print_wanted(at, wanted, folder)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
