"""A staff list as a file that was sent: whose it is, what its columns mean, and its wrong rows alone, with why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.staff_rows import Mode
from mutua.intake.mistakes import Mistake
from mutua.intake.staff_file import read_staff_file
from mutua.intake.tabular import Table
from mutua.services.organisations import delegating, organisation
from mutua.services.staff_lists import ListTold, Preview, list_told, remembered_columns
from mutua.services.table_writer import OutColumn, OutTable
from mutua.wording.intake import shown


def told_by_firm(
    connection: Connection, table: Table, firm_id: int, mode: Mode, on: date, said: Mapping[str, str] | None = None,
    chosen: Mapping[int, str] | None = None,
) -> ListTold:  # fmt: skip
    """The list of one firm, by the columns it used before. `on`: of which day a full list is; `said`, `chosen`: what
    columns mean (`columns_of`), remembered with the list."""
    vat = organisation(connection, firm_id).vat_number
    file = read_staff_file(
        table, mode, firm_id=firm_id, firms={vat: firm_id} if vat else {},
        remembered=remembered_columns(connection, firm_id), said=said, chosen=chosen, on=on,
    )  # fmt: skip
    return list_told(file, mode, on, [firm_id], remembered_for=firm_id)


def told_by_intermediary(
    connection: Connection, table: Table, intermediary_id: int, mode: Mode, on: date,
    said: Mapping[str, str] | None = None, chosen: Mapping[int, str] | None = None, *, today: date,
) -> ListTold:  # fmt: skip
    """One list of all the firms that delegated to an intermediary today; each row names its firm."""
    firms = delegating(connection, intermediary_id, today)
    file = read_staff_file(
        table, mode, firm_id=0, firms=firms, remembered=remembered_columns(connection, intermediary_id), said=said,
        chosen=chosen, on=on,
    )  # fmt: skip
    ids = sorted({row.firm_id for row in file.rows})
    return list_told(file, mode, on, ids, intermediary_id=intermediary_id, remembered_for=intermediary_id)


# What the archive knows of a person and the firm did not say: not for the firm, which hears that the office sees to it.
_NOT_FOR_FIRMS = frozenset({"staff_person_died"})


def as_told_to_firm(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """The mistakes as a firm, or a consultant, may read them: whoever is at the counter reads them as they are."""
    return tuple([replace(one, code="staff_office") if one.code in _NOT_FOR_FIRMS else one for one in mistakes])


def as_seen_by_firm(seen: Preview) -> Preview:
    """A list that was looked at, as its firm may see it."""
    return replace(seen, mistakes=as_told_to_firm(seen.mistakes))


def wrong_rows(
    name: str, table: Table, wrong: Iterable[int], mistakes: Iterable[Mistake], language: str
) -> OutTable:  # fmt: skip
    """Only the wrong rows, as they stand, with the reason beside: for the firm, to be put right and sent again."""
    why: dict[int, list[str]] = {}
    for one in as_told_to_firm(mistakes):
        if not one.warning:
            why.setdefault(one.row, []).append(shown(one, language))
    columns = (*(OutColumn(title) for title in table.header), OutColumn("why" if language == "en" else "perché"))
    left = set(wrong)
    rows = [
        (*(cell.text for cell in row.cells), "; ".join(why.get(row.number, [])))
        for row in table.rows if row.number in left
    ]  # fmt: skip
    return OutTable(name, columns, rows)


def wrong_rows_of(name: str, table: Table, seen: Preview, language: str) -> OutTable:
    """The wrong rows of a list that was looked at."""
    return wrong_rows(name, table, seen.plan.wrong, seen.mistakes, language)
