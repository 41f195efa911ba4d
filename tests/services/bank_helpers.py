"""The bank for the tests of services: statements brought in and movements confirmed, in one line."""

from __future__ import annotations

from collections.abc import Mapping

from bank.statements import Move, camt
from mutua.services.apart import from_bank
from mutua.services.bank_import import ImportPlan, apply, preview
from mutua.services.bank_matches import Matched, matches
from mutua.services.bank_work import Confirmed
from mutua.store.bank_lines import lines_numbered
from services.dues_helpers import at
from services.societies import Society

DAYS = ("2026-01-01", "2026-12-31")


def look(society: Society, raw: bytes, account: str = "", said: Mapping[str, str] | None = None) -> ImportPlan:
    with society.archive.reader.begin() as connection:
        return preview(connection, from_bank(raw), account=account, said=said or {})


def bring(society: Society, raw: bytes, account: str = "") -> list[int]:
    """The numbers of the movements that were new."""
    return list(apply(at(society), look(society, raw, account)).line_ids)


def moves(society: Society, *told: Move) -> list[int]:
    """The movements of one statement."""
    return bring(society, camt(*told, days=DAYS))


def found(society: Society) -> dict[int, Matched]:
    with society.archive.reader.begin() as connection:
        return {one.kept.line_id: one for one in matches(connection)}


def states(society: Society, *line_ids: int) -> list[str]:
    with society.archive.reader.begin() as connection:
        told = lines_numbered(connection, line_ids)
    return [told[one].state for one in line_ids]


def done(told: object) -> Confirmed:
    assert isinstance(told, Confirmed), told
    return told
