"""The forecast of the month at the door of a firm: on its page, for its payroll, of all the firms of a consultant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mutua.domain.firms import NOTHING, Part
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor, OpenFirm
from mutua.services.firm_forecast import Forecast, forecasts
from mutua.services.firm_papers_own import PAYROLL, by_name, payroll_rows
from mutua.services.payslip_codes import NO_CODES, PayslipCodes, faults_of, keep_codes, read_codes
from mutua.services.table_writer import OutTable


class Foreseen(NamedTuple):
    """What the month of a firm will cost: what is still to be asked for, and the statements that were made already."""

    firm: OpenFirm
    open: tuple[Forecast, ...]
    made: tuple[Forecast, ...]

    @property
    def parts(self) -> Part:
        """The sum of what is still to be asked for."""
        total = NOTHING
        for one in self.open:
            total = total.plus(one.parts)
        return total


def foreseen(door: FirmDoor, one: OpenFirm) -> Foreseen:
    """What the month of the firm will cost; nothing where its statements are not for whoever is in."""
    return foreseen_of_all(door, [one])[0]


def foreseen_of_all(door: FirmDoor, firms: Sequence[OpenFirm] | None = None) -> list[Foreseen]:
    """The same of every firm of the door (or of these), by name."""
    found = []
    with door.archive.reader.begin() as connection:
        for one in by_name(door) if firms is None else firms:
            told = forecasts(connection, one.id, door.today) if one.view.sees_statements else []
            made = tuple(each for each in told if each.statement_id is not None)
            found.append(Foreseen(one, tuple(each for each in told if each.statement_id is None), made))
    return found


def forecast_table(door: FirmDoor, several: Sequence[Foreseen]) -> OutTable:
    """The lines of forecasts as a payroll office takes them in, marked as such in their last column."""
    with door.archive.reader.begin() as connection:
        codes = read_codes(connection, [one.firm.id for one in several])
    rows = [
        row for one in several for each in one.open
        for row in payroll_rows(one.firm, each.rows, codes.get(one.firm.id, NO_CODES))
    ]  # fmt: skip
    return OutTable("previsione", PAYROLL, rows)


def codes_of(door: FirmDoor, one: OpenFirm) -> PayslipCodes:
    with door.archive.reader.begin() as connection:
        return read_codes(connection, [one.id]).get(one.id, NO_CODES)


def say_codes(door: FirmDoor, one: OpenFirm, codes: PayslipCodes, *, everywhere: bool = False) -> Refusal | None:
    """Keeps the pay-slip codes of the firm; `everywhere`: of every firm whose statements whoever is in may see."""
    firms = [each for each in door.firms if each.view.sees_statements] if everywhere else [one]
    if not all(each.view.sees_statements for each in firms):
        return Refusal("not_delegated")
    return keep_codes(door.archive, [each.id for each in firms], codes)


__all__ = ["Forecast", "Foreseen", "PayslipCodes", "codes_of", "faults_of", "forecast_table", "foreseen",
           "foreseen_of_all", "say_codes"]
