"""A staff list that comes through the door of a firm: of one firm, or of all that delegated to a consultant.

It is looked at first; nothing is written of a list that is not recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from mutua.domain.italian import written_day
from mutua.domain.staff_rows import Change, Mode
from mutua.intake.staff_columns import TITLES
from mutua.intake.staff_file import read_staff_file
from mutua.intake.tabular import Table
from mutua.services.apart import ReadAs, read_apart
from mutua.services.apart_values import opened
from mutua.services.decide_claim import Refusal
from mutua.services.firm_door import FirmDoor, OpenFirm
from mutua.services.staff_list_files import as_seen_by_firm, wrong_rows_of
from mutua.services.staff_list_shown import (
    ColumnShown,
    Counts,
    columns_shown,
    counts_by_firm,
    counts_of,
    keys_chosen,
    people_of_rows,
)
from mutua.services.staff_list_whose import Undoing, undoings, was_taken_back
from mutua.services.staff_lists import (
    Done,
    ListTold,
    Otherwise,
    Preview,
    apply_list,
    list_told,
    preview,
    remembered_columns,
)
from mutua.services.table_writer import OutTable
from mutua.store.bulk import among
from mutua.store.tables_firms import staff_list

MOST_SENT = 12  # lists that are shown


@dataclass(frozen=True, slots=True)
class Seen:
    """A list that was looked at: what stands in it, how it is meant, what it would do."""

    table: Table
    told: ListTold
    preview: Preview


class ListShown(NamedTuple):
    """What a list would do, as it is shown: how many, firm by firm where it is of several, of whom each row is, and
    what its columns hold."""

    counts: Counts
    by_firm: Mapping[int, Counts]
    who: Mapping[int, str]
    columns: list[ColumnShown]


def as_shown(seen: Seen, firms: Mapping[int, str] | None) -> ListShown:
    """`firms`: the names of the firms of a list of several."""
    plan = seen.preview.plan
    sums = {} if firms is None else counts_by_firm(seen.told, plan)
    who = people_of_rows(seen.told, plan, firms)
    return ListShown(counts_of(plan), sums, who, columns_shown(seen.table, seen.told))


def read_list(door: FirmDoor, one: OpenFirm | None, raw: bytes) -> bytes | Refusal:
    """What a file holds, read by a process apart, as it may be kept between the look at it and its use."""
    return read_apart(raw, ReadAs.STAFF) if _may_enrol(door, one) else Refusal("not_delegated")


def _may_enrol(door: FirmDoor, one: OpenFirm | None) -> bool:
    return any(each.view.may_enrol for each in ([one] if one is not None else door.firms))


def look_at_list(
    door: FirmDoor, one: OpenFirm | None, mode: Mode, on: date | None, content: bytes,
    chosen: Mapping[int, str] | None = None,
) -> Seen | Refusal:  # fmt: skip
    """What a list would change. `one`: whose it is; None: of all firms that let the consultant enrol people.

    `content`: what `read_list` gave. `chosen`: what columns hold, by their place (`columns_of`).
    """
    if not _may_enrol(door, one):
        return Refusal("not_delegated")
    table = opened(content).table
    told = replace(_told(door, one, mode, on or door.today, table, chosen or {}), by_firm=True)
    with door.archive.reader.begin() as connection:
        seen = preview(connection, told, today=door.today, plans=door.plans)
    return Seen(table, told, as_seen_by_firm(seen))


def _told(
    door: FirmDoor, one: OpenFirm | None, mode: Mode, on: date, table: Table, chosen: Mapping[int, str]
) -> ListTold:  # fmt: skip
    by_vat = {each.view.vat_number: each.id for each in door.firms if each.view.may_enrol and each.view.vat_number}
    closed = {each.view.vat_number: each.id for each in door.firms if not each.view.may_enrol and each.view.vat_number}
    other = door.organisation_id if door.intermediary else None
    whose = door.organisation_id if one is None else one.id
    with door.archive.reader.begin() as connection:
        known = remembered_columns(connection, whose)
    firms = by_vat if one is None else {one.view.vat_number: one.id} if one.view.vat_number else {}
    file = read_staff_file(
        table, mode, firm_id=0 if one is None else one.id, firms=firms, remembered=known, chosen=chosen, on=on,
        closed=closed if one is None else {},
    )  # fmt: skip
    ids = sorted({row.firm_id for row in file.rows}) if one is None else [one.id]
    return list_told(file, mode, on, ids, intermediary_id=other, remembered_for=whose)


def record_list(
    door: FirmDoor, seen: Seen, *, mark: str, endings: str = "", good_rows: bool = False, sure: bool = False
) -> Done | Otherwise | Refusal:
    """Records exactly what was shown. `sure`: what is odd about it was read, and is so. Of a full list the firms in
    which nothing changed have said so with it."""
    odd = seen.preview.not_checked(sure=sure)
    if odd is not None:
        return odd
    done = apply_list(door.at, seen.told, fingerprint=mark, endings_code=endings, good_rows=good_rows)
    if isinstance(done, Done) and seen.told.mode is Mode.FULL:
        changed = {one.after.firm_id for one in seen.preview.plan.changes}
        still = [one for one in door.firms if one.id in seen.told.firm_ids and one.id not in changed]
        said = door.nothing_changed(still)
        if isinstance(said, Refusal):
            return said
    return done


class PartSent(NamedTuple):
    """A list that was sent, as far as one firm goes: whether it was taken back, whether it may be."""

    firm: OpenFirm
    undone: bool
    mine: bool


class Sent(NamedTuple):
    """A list that the consultant sent: of which day, how, firm by firm; `others`: firms that are theirs no longer."""

    list_id: int
    mode: str
    on: date
    parts: tuple[PartSent, ...]
    others: int


def is_taken_back(door: FirmDoor, list_id: int) -> bool:
    """Whether a list that whoever is in recorded was taken back, be it for one firm alone."""
    with door.archive.reader.begin() as connection:
        return was_taken_back(connection, list_id)


def lists_sent(door: FirmDoor, since: date) -> list[Sent]:
    """The lists that whoever is in brought in the name of firms, the newest first, with what of them still holds."""
    c = staff_list.c
    query = select(c.list_id, c.mode, c.listed_on).where(
        (c.intermediary_id == door.organisation_id) & (c.mode != "undo") & (c.listed_on >= since)
    )
    with door.archive.reader.begin() as connection:
        rows = connection.execute(query.order_by(c.list_id.desc()).limit(MOST_SENT)).all()
        ids = [row.list_id for row in rows]
        told = undoings(connection, ids)
        whole = set(connection.scalars(select(c.undoes_id).where(among(c.undoes_id)), {"ids": ids}))
    found = []
    for list_id, mode, on in rows:
        if list_id in told:
            firms = told[list_id].firm_ids
            parts = [_part_sent(one, told[list_id], list_id in whole) for one in door.firms if one.id in firms]
            found.append(Sent(list_id, mode, on, tuple(parts), len(firms) - len(parts)))
    return found


def _part_sent(one: OpenFirm, told: Undoing, whole: bool) -> PartSent:
    undone = whole or one.id in told.undone
    return PartSent(one, undone, not undone and one.view.may_enrol and one.id in told.standing)


def differences(one: Change) -> list[tuple[str, str, str]]:
    """What changes of somebody who was there: the name of the column, before, after."""
    found: list[tuple[str, str, str]] = []
    if one.before is None:
        return found
    for column in ("fiscal_code", "surname", "given_name", "payroll_number", "category", "hired_on", "left_on"):
        was, now = getattr(one.before, column), getattr(one.after, column)
        if was != now:
            found.append((TITLES[column], _text(was), _text(now)))
    return found


def _text(value: object) -> str:
    return written_day(value) if isinstance(value, date) else str(value or "—")


def wrong_rows(seen: Seen, language: str) -> OutTable:
    """Only the wrong rows, as they stand, with the reason beside."""
    return wrong_rows_of("righe", seen.table, seen.preview, language)


__all__ = ["Done", "Seen", "as_shown", "differences", "is_taken_back", "keys_chosen", "lists_sent", "look_at_list",
           "read_list", "record_list", "wrong_rows"]
