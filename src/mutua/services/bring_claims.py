"""A society's own list of requests brought in: each row turned into the strict row that `import_claims` reads.

Only what still waits for a decision comes in. A row that says what was paid is past: it is set aside, and `year` looks
at it. Of every row it is said where it ended.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection

from mutua.domain.asked import PlanAsked
from mutua.domain.italian import written_money
from mutua.intake import claims_file
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.rough.grid import NOTHING
from mutua.intake.rough.mapping import SheetMapping
from mutua.intake.rough.names import plain_name
from mutua.intake.rough.payments import PaymentSeen, PaymentsSeen, see_payments
from mutua.intake.rough.readings import said
from mutua.intake.rough.set_aside import told_once
from mutua.intake.rough.strict import RoughFile, in_the_file
from mutua.intake.tabular import Cell, CellKind, SheetRow, Table
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.asked import plans_asked
from mutua.services.bring_members import RowsEnded
from mutua.services.import_claims import ClaimsPlan, preview
from mutua.services.named_otherwise import NumberHolders
from mutua.services.plan_book import PlanBook

_TITLES = {one.key: one.title for one in claims_file.COLUMNS}
_AS_WRITTEN = ("key", "quantity", "other_payers", "regime", "papers", "provider", "invoice_number")


@dataclass(slots=True)
class ClaimsSheetPlan:
    """What a society's own list of requests would bring in, with its mess by row."""

    file: RoughFile
    plan: ClaimsPlan
    ended: RowsEnded
    mistakes: list[Mistake]
    names: dict[int, str] = field(default_factory=dict)
    resolved: dict[int, tuple[Cell, ...]] = field(default_factory=dict)


def look_at_claims(connection: Connection, plans: PlanBook, file: RoughFile, *, now: datetime) -> ClaimsSheetPlan:
    """What the list would bring in. Nothing is written."""
    seen = see_payments(file, day_in_rome(now))
    paid = [one for one in seen.payments if _is_paid(file, one, seen)]
    mistakes = [*seen.mistakes, *(Mistake("already_paid", one.row, "", _euros(one)) for one in paid)]
    table = Table(tuple(_TITLES.values()), digest=file.grid.digest)
    mapping_of = {row.number: mapping for heading, mapping in file.sheets for row in heading.data}
    others = _of_others(NumberHolders(connection, seen.payments), seen.payments, mapping_of)
    mistakes += others
    past = {one.row for one in paid} | {one.row for one in others}
    numbers = _Numbers()
    for one in seen.payments:
        if one.row not in past:
            row = _strict_row(one, mapping_of[one.row], seen.resolved[one.row], plans)
            table.rows.append(row if mapping_of[one.row].at("key") else numbers.numbered(row))
    plan = preview(connection, plans, table, now=now) if table.rows else ClaimsPlan((), (), (), (), ())
    mistakes += [told for one in plan.mistakes for told in _in_the_file(one, mapping_of)]
    read = {row.number for row in table.rows} - set(plan.wrong_rows)
    every = {row.number for row in file.grid.rows}
    ended = RowsEnded(frozenset(read), frozenset(every - read - file.not_data.keys()), file.not_data)
    return ClaimsSheetPlan(file, plan, ended, in_order(told_once(mistakes)), seen.names, seen.resolved)


def _of_others(
    holders: NumberHolders, payments: Sequence[PaymentSeen], mapping_of: Mapping[int, SheetMapping]
) -> list[Mistake]:
    """The requests whose number is surely not of the person that the row names: they would go to somebody else."""
    found = []
    for one in payments:
        told = holders.other_than_named(one)
        if told is None:
            continue
        number, name = told
        key, code = ("card_number", "card_of_another") if number == one.card else ("fiscal_code", "code_of_another")
        mapping = mapping_of[one.row]
        title = next((" ".join(mapping.columns[at].title.split()) for at in mapping.at(key)), "")
        found.append(Mistake(code, one.row, title, number, {"name": name, "said": one.name}))
    return found


class _Numbers:
    """Names requests of a sheet that has no column for their numbers: by whose they are and what they ask.

    The same sheet again, or with more rows below, finds each of them again; of requests alike in everything the second
    is another. A row is a request. A column of numbers with an empty cell is a mistake, as ever: one was forgotten.
    """

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()

    def numbered(self, row: SheetRow) -> SheetRow:
        cells = dict(zip(_TITLES, row.cells, strict=True))
        who = cells["fiscal_code"].text or cells["card_number"].text
        asked = canonical([who, *[cells[key].text for key in _ASKED]])
        self._told[asked] += 1
        mark = hashlib.sha256(f"{asked}\0{self._told[asked]}".encode()).hexdigest()[:24]
        return row._replace(cells=tuple({**cells, "key": Cell(f"{claims_file.WITHOUT_NUMBER}{mark}")}.values()))


_ASKED = ("plan_code", "benefit", "service_on", "expense", "quantity", "invoice_number", "invoiced_on")
canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _is_paid(file: RoughFile, one: PaymentSeen, seen: PaymentsSeen) -> bool:
    return one.paid_on is not None or (not seen.by_expense and bool(one.cents))


def _euros(one: PaymentSeen) -> str:
    return written_money(one.cents) if one.cents is not None else ""


def _in_the_file(one: Mistake, mapping_of: Mapping[int, SheetMapping]) -> list[Mistake]:
    return in_the_file([one], mapping_of[one.row], claims_file.COLUMNS) if one.row in mapping_of else [one]


def _strict_row(one: PaymentSeen, mapping: SheetMapping, cells: tuple[Cell, ...], plans: PlanBook) -> SheetRow:
    plan_code = one.plan_code or mapping.choices.get("plan", "")
    asked = plans_asked(plans, [plan_code]).get(plan_code)
    made = {key: _as_written(key, mapping, cells) for key in _AS_WRITTEN}
    made.update({
        "card_number": Cell(one.card), "fiscal_code": Cell(one.code), "plan_code": Cell(plan_code),
        "benefit": Cell(_benefit(one.benefit, asked)), "service_on": _day(one.service_on),
        "invoiced_on": _day(one.invoiced_on), "received_at": _day(one.received_on),
        "expense": Cell(written_money(one.expense_cents)) if one.expense_cents is not None else NOTHING,
    })  # fmt: skip
    return SheetRow(one.row, tuple(made.get(key, NOTHING) for key in _TITLES))


def _as_written(key: str, mapping: SheetMapping, cells: tuple[Cell, ...]) -> Cell:
    found = next((cells[at] for at in mapping.at(key) if at < len(cells) and said(cells[at])), NOTHING)
    return found._replace(text=said(found))


def _day(day: date | None) -> Cell:
    return Cell(day.isoformat(), CellKind.DAY) if day is not None else NOTHING


def _benefit(word: str, asked: PlanAsked | None) -> str:
    """The code of the benefit with that title; anything else stays as it is written, for the importer to tell."""
    titles = asked.benefits if asked is not None else {}
    said_word = plain_name(word)
    return next((code for code, title in titles.items() if said_word in (plain_name(code), plain_name(title))), word)
