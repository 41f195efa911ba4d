"""What a firm takes away: a statement on paper and for payroll, the list of a year, the letter to who left.

Each is made of what the firm may see, and of nothing else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.domain.months import first_of
from mutua.letters.fill import Press
from mutua.letters.papers import Addressee, FirmYearLine, FirmYearList, Letterhead, OfferLetter
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor, OpenFirm, Worker
from mutua.services.firm_statement_paper import statement_paper
from mutua.services.payslip_codes import NO_CODES, PayslipCodes, read_codes
from mutua.services.society import letterhead
from mutua.services.table_writer import Kind, OutColumn, OutTable, write_csv, write_workbook
from mutua.store.firm_view import StatementHead, StatementRow
from mutua.store.tables_firms import firm_contact
from mutua.wording.firm_door import assistance_told

PAYROLL = (
    OutColumn("azienda"), OutColumn("partita iva"), OutColumn("estratto", Kind.WHOLE), OutColumn("mese"),
    OutColumn("matricola"), OutColumn("cognome"), OutColumn("nome"), OutColumn("codice fiscale"),
    OutColumn("assistenza"), OutColumn("rettifica", Kind.YES_NO), OutColumn("a carico azienda", Kind.MONEY),
    OutColumn("trattenuta lavoratore", Kind.MONEY), OutColumn("fondo", Kind.MONEY), OutColumn("totale", Kind.MONEY),
    OutColumn("voce azienda"), OutColumn("voce trattenuta"), OutColumn("previsione", Kind.YES_NO),
)  # fmt: skip
_YEAR = (
    OutColumn("anno", Kind.WHOLE), OutColumn("cognome"), OutColumn("nome"), OutColumn("codice fiscale"),
    OutColumn("matricola"), OutColumn("a carico azienda", Kind.MONEY), OutColumn("a carico lavoratore", Kind.MONEY),
)  # fmt: skip


_TO_PAY = (
    OutColumn("azienda"), OutColumn("partita iva"), OutColumn("estratto", Kind.WHOLE), OutColumn("dal", Kind.DAY),
    OutColumn("al", Kind.DAY), OutColumn("totale", Kind.MONEY), OutColumn("scadenza", Kind.DAY), OutColumn("causale"),
    OutColumn("a favore di"), OutColumn("iban"),
)  # fmt: skip


class ToPay(NamedTuple):
    """A statement that a firm still has to pay."""

    firm: OpenFirm
    head: StatementHead


def lines_of(door: FirmDoor, one: OpenFirm, head: StatementHead) -> list[StatementRow]:
    """The lines of a statement, by name and month."""
    with door.archive.reader.begin() as connection:
        found = one.view.lines(connection, head.statement_id)
    return sorted(
        found, key=lambda row: (row.surname.casefold(), row.given_name.casefold(), row.month, row.assistance)
    )


def house_head(door: FirmDoor) -> Letterhead:
    """What the society says of itself: name, seat, numbers, account."""
    with door.archive.reader.begin() as connection:
        return letterhead(connection)


def statement_pdf(door: FirmDoor, one: OpenFirm, head: StatementHead) -> bytes | Refusal:
    with door.archive.reader.begin() as connection:
        paper = statement_paper(
            connection, door.today, head=letterhead(connection), firm_id=one.id, statement_id=head.statement_id,
            seat=_seat(connection, one.id),
        )  # fmt: skip
    return Refusal("not_there") if paper is None else Press().print(paper)


def _seat(connection: Connection, firm_id: int) -> str:
    c = firm_contact.c
    return connection.scalar(select(c.municipality).where(c.firm_id == firm_id)) or ""


def to_pay(door: FirmDoor) -> list[ToPay]:
    """What is still to be paid for all firms of the door, the one due first before."""
    found = [ToPay(one, head) for one in door.firms for head in open_ones(door.statements(one))]
    return sorted(found, key=lambda each: (each.head.due_on, each.firm.name.casefold(), each.head.statement_id))


def open_ones(heads: Iterable[StatementHead]) -> list[StatementHead]:
    """The statements that are not paid, the one due first before."""
    return sorted((one for one in heads if one.paid_on is None and one.total_cents > 0), key=lambda one: one.due_on)


def to_pay_table(door: FirmDoor) -> OutTable:
    """The same as a table, each with the exact reason and the account, for whoever pays them in one go."""
    house = house_head(door)
    return OutTable("da versare", _TO_PAY, [
        (one.name, one.view.vat_number, head.statement_id, head.first_day, head.last_day, head.total_cents, head.due_on,
         head.reference, house.name, house.iban)
        for one, head in to_pay(door)
    ])  # fmt: skip


def payroll_table(door: FirmDoor, one: OpenFirm, head: StatementHead) -> OutTable:
    """The lines of a statement as a payroll office takes them in."""
    return OutTable("paghe", PAYROLL, _rows_of_statement(door, one, head, _codes(door, [one])))


def _codes(door: FirmDoor, several: Iterable[OpenFirm]) -> dict[int, PayslipCodes]:
    with door.archive.reader.begin() as connection:
        return read_codes(connection, [one.id for one in several])


def _rows_of_statement(
    door: FirmDoor, one: OpenFirm, head: StatementHead, codes: Mapping[int, PayslipCodes]
) -> list[tuple[object, ...]]:
    return payroll_rows(one, lines_of(door, one, head), codes.get(one.id, NO_CODES), head.statement_id)


def payroll_rows(
    one: OpenFirm, lines: Iterable[StatementRow], codes: PayslipCodes, statement_id: int | None = None
) -> list[tuple[object, ...]]:
    """Lines of a statement, or (without its number) of a forecast, as a payroll office takes them in."""
    return [
        (one.name, one.view.vat_number, statement_id, f"{row.month:%m/%Y}", row.payroll_number,
         row.surname, row.given_name, row.fiscal_code, assistance_told(row.assistance), row.adjustment,
         row.firm_cents, row.worker_cents, row.fund_cents, row.firm_cents + row.worker_cents + row.fund_cents,
         codes.firm, codes.worker, statement_id is None)
        for row in lines
    ]  # fmt: skip


def months_of(heads: Iterable[StatementHead]) -> list[date]:
    """The months in which some statement ends, the newest first: each by its first day."""
    return sorted({first_of(one.last_day) for one in heads}, reverse=True)


def payroll_of_all(door: FirmDoor, month: str) -> tuple[date, OutTable] | None:
    """The statements that end in a month (`2026-05`), of every firm that lets them be seen, firm by firm.

    With the first day of the month; None where no statement is of it.
    """
    heads = {one.id: door.statements(one) for one in door.firms}
    months = months_of(head for several in heads.values() for head in several)
    found = [one for one in months if f"{one:%Y-%m}" == month]
    if not found:
        return None
    codes = _codes(door, door.firms)
    rows = [
        row for one in by_name(door)
        for head in heads[one.id] if first_of(head.last_day) == found[0]
        for row in _rows_of_statement(door, one, head, codes)
    ]  # fmt: skip
    return found[0], OutTable("paghe", PAYROLL, rows)


def by_name(door: FirmDoor) -> list[OpenFirm]:
    return sorted(door.firms, key=lambda one: (one.name.casefold(), one.id))


def as_csv(table: OutTable) -> bytes:
    return _written(lambda folder: write_csv(folder, table))


def as_workbook(door: FirmDoor, table: OutTable) -> bytes:
    return _written(lambda folder: write_workbook(folder / "tabella.xlsx", [table], made_at=door.now))


def _written(write: Callable[[Path], Path]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder)).read_bytes()


# ---------------------------------------------------------------- the year


def years_of(heads: Iterable[StatementHead]) -> list[int]:
    """The years in which statements were paid, the newest first."""
    return sorted({one.paid_on.year for one in heads if one.paid_on is not None}, reverse=True)


def year_sums(door: FirmDoor, one: OpenFirm, year: int) -> list[tuple[str, str, str, str, int, int]]:
    """What was paid in the year for each person: surname, given name, code, number, the firm's part, the worker's.

    Of the statements settled in the year; the share for the fund is nobody's income and is left out.
    """
    sums: dict[tuple[str, str, str, str], list[int]] = {}
    with door.archive.reader.begin() as connection:
        for head in one.view.statements(connection):
            if head.paid_on is None or head.paid_on.year != year:
                continue
            for row in one.view.lines(connection, head.statement_id):
                who = (row.surname, row.given_name, row.fiscal_code, row.payroll_number)
                cents = sums.setdefault(who, [0, 0])
                cents[0] += row.firm_cents
                cents[1] += row.worker_cents
    return sorted((*who, *cents) for who, cents in sums.items())  # type: ignore[misc]  # two of them


def year_table(door: FirmDoor, one: OpenFirm, year: int) -> OutTable:
    return OutTable("contributi", _YEAR, [(year, *row) for row in year_sums(door, one, year)])


def year_of_all(door: FirmDoor, year: str) -> tuple[int, OutTable] | None:
    """The year's lists of all firms of the door, firm by firm; None where no statement was paid in it."""
    years = years_of(head for one in door.firms for head in door.statements(one))
    if year not in map(str, years):
        return None
    rows = [(one.name, one.view.vat_number, int(year), *row) for one in by_name(door)
            for row in year_sums(door, one, int(year))]  # fmt: skip
    return int(year), OutTable("contributi", (*PAYROLL[:2], *_YEAR), rows)


def year_pdf(door: FirmDoor, one: OpenFirm, year: int) -> bytes:
    lines = tuple(
        FirmYearLine(f"{surname} {given}", code, firm_cents, worker_cents, 0)
        for surname, given, code, _, firm_cents, worker_cents in year_sums(door, one, year)
    )
    with door.archive.reader.begin() as connection:
        head, seat = letterhead(connection), _seat(connection, one.id)
    to = Addressee(one.name, municipality=seat)
    return Press().print(FirmYearList(head, to, one.name, one.view.vat_number, year, door.today, lines))


# ---------------------------------------------------------------- who left


def offer_letter(door: FirmDoor, one: Worker, number: str) -> bytes | Refusal:
    """The letter on going on alone, for the firm to hand over: what it costs is told to the person alone. `number`: how
    the enrolment is called outside."""
    row, today = one.row, door.today
    if row.offer_until is None or row.cover_until is None or row.offer_until < today:
        return Refusal("not_there")
    name = f"{row.given_name} {row.surname}"
    paper = OfferLetter(
        house_head(door), Addressee(name), name, one.firm.name, number, today, row.cover_until,
        row.offer_until, (), (),
    )  # fmt: skip
    return Press().print(paper)

