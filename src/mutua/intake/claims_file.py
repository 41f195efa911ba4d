"""A list of requests as it comes from elsewhere: each row a line, rows with the same number are one request."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mutua.domain.asked import FactAsked, PlanAsked
from mutua.domain.case import FactValue
from mutua.domain.faults import Fault, suggest
from mutua.domain.identifiers.fiscal_code import read_fiscal_code
from mutua.domain.italian import italian_day, written_day
from mutua.domain.kinds import FactKind
from mutua.domain.records import LineTold
from mutua.intake.mistakes import Mistake
from mutua.intake.sheet import Column, RowReader, open_sheet, plain_header
from mutua.intake.tabular import Table

COLUMNS = (
    Column("key", "pratica", required=True), Column("card_number", "tessera"), Column("fiscal_code", "codice fiscale"),
    Column("plan_code", "piano", required=True), Column("benefit", "prestazione", required=True),
    Column("received_at", "ricevuta il", required=True), Column("service_on", "data prestazione"),
    Column("starts_on", "dal"), Column("ends_on", "al"), Column("expense", "importo"), Column("quantity", "quantità"),
    Column("invoice_number", "fattura n."), Column("invoiced_on", "fattura del"),
    Column("other_payers", "altri rimborsi"), Column("regime", "regime"), Column("papers", "documenti"),
    Column("provider", "struttura"), Column("authorises", "autorizzazione"),
    Column("authorised_by", "autorizzata da"), Column("expires_on", "scade il"),
    Column("tops_up", "integra la pratica"),
)  # fmt: skip
# How requests are called of a sheet that numbers none: by what they ask, so that each is received once.
WITHOUT_NUMBER = "senza numero "
REGIMES = ("privato", "ticket")
_PAPER = re.compile(r"(.+?)(?:\s+(\S*[0-9]\S*))?")
_INVOICE = "fattura"


@dataclass(slots=True)
class RequestTold:
    """A request as its rows tell it; the person is still the numbers written there."""

    key: str
    rows: list[int]
    card_number: str
    fiscal_code: str
    plan_code: str
    received_at: datetime | None
    lines: list[LineTold] = field(default_factory=list)
    wrong: bool = False
    authorises: bool = False
    authorised_by: str = ""  # the number of the authorisation that the request uses
    tops_up: str = ""  # the number of the request, under another cover, whose rest it asks for
    expires_on: date | None = None

    @property
    def public_id(self) -> str:
        return public_id_of(self.key)

    @property
    def reference(self) -> str:
        """The number that the office gave it, "" where it gave none."""
        return "" if self.key.startswith(WITHOUT_NUMBER) else self.key


@dataclass(slots=True)
class ClaimsFile:
    """The requests of a file in its order, and every mistake."""

    requests: list[RequestTold] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    row_count: int = 0
    usable: bool = True


def public_id_of(key: str) -> str:
    """The name of a request by the number it has elsewhere: always the same one, so that it is told once."""
    digest = hashlib.sha256(b"mutua request\0" + key.encode("utf-8")).digest()[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def read_claims_file(table: Table, plans: Mapping[str, PlanAsked]) -> ClaimsFile:
    """The requests of a table; `plans` are those that it names and that exist."""
    from mutua.intake import member_sheet  # each kind of file knows the other

    facts = sorted({name for plan in plans.values() for name in plan.claim_facts})
    sheet = open_sheet(table, COLUMNS, facts, member_sheet.COLUMNS, "file_of_members")
    found = ClaimsFile(mistakes=sheet.mistakes, row_count=len(table.rows), usable=sheet.usable)
    if sheet.usable:
        by_key: dict[str, RequestTold] = {}
        for row in table.rows:
            _read_row(RowReader(sheet, row), plans, by_key)
        found.requests = list(by_key.values())
    return found


def _read_row(reader: RowReader, plans: Mapping[str, PlanAsked], by_key: dict[str, RequestTold]) -> None:
    key = reader.text("key", required=True)
    card, code_read = reader.text("card_number"), reader.checked("fiscal_code", read_fiscal_code)
    fiscal = code_read.text if code_read else ""
    if not card and not fiscal and not reader.wrong:
        reader.report("person_missing", "card_number")
    code = reader.text("plan_code", required=True)
    received_at = reader.instant("received_at")
    if received_at is None and not reader.wrong:
        reader.report("cell_missing", "received_at")
    plan = plans.get(code)
    if code and plan is None:
        reader.report("plan_unknown", "plan_code", code)
    line = _line(reader, plan or PlanAsked(code))
    request = RequestTold(key, [reader.row.number], card, fiscal, code, received_at, [line])
    _read_authorisation(reader, request)
    request.tops_up = reader.text("tops_up")
    request.wrong = reader.wrong
    if not key:
        key = f"\0{reader.row.number}"  # a wrong row of its own
    before = by_key.setdefault(key, request)
    if before is not request:
        _join(reader, before, request)


def _read_authorisation(reader: RowReader, request: RequestTold) -> None:
    """Whether the request asks to set aside, until when, or uses an authorisation given before."""
    request.authorises = bool(reader.yes_no("authorises"))
    request.authorised_by = reader.text("authorised_by")
    request.expires_on = reader.day("expires_on")
    if request.authorises and request.authorised_by:
        reader.report("authorisation_of_itself", "authorised_by", request.authorised_by)
    if request.expires_on is not None and not request.authorises:
        reader.report("expiry_without_authorisation", "expires_on", written_day(request.expires_on))


def _join(reader: RowReader, before: RequestTold, row: RequestTold) -> None:
    """One more line of a request told above; what is of the whole request is the same on each of its rows."""
    for column in ("card_number", "fiscal_code", "plan_code", "received_at", "authorised_by", "expires_on", "tops_up"):
        old, new = getattr(before, column), getattr(row, column)
        if old and new and old != new:
            reader.report("request_differs", column, str(new), values={"row": str(before.rows[0])})
    before.card_number = before.card_number or row.card_number
    before.fiscal_code = before.fiscal_code or row.fiscal_code
    before.authorises = before.authorises or row.authorises
    before.authorised_by = before.authorised_by or row.authorised_by
    before.tops_up = before.tops_up or row.tops_up
    before.expires_on = before.expires_on or row.expires_on
    before.rows += row.rows
    before.lines += row.lines
    before.wrong = before.wrong or reader.wrong


def _line(reader: RowReader, plan: PlanAsked) -> LineTold:
    benefit = reader.text("benefit", required=True)
    facts: dict[str, FactValue] = {}
    for name, value in (
        ("servizio", reader.day("service_on")), ("inizio", reader.day("starts_on")), ("fine", reader.day("ends_on")),
        ("spesa", reader.money("expense")), ("quantità", _quantity(reader, benefit in plan.hour_benefits)),
        ("numero_fattura", reader.text("invoice_number") or None), ("fattura", reader.day("invoiced_on")),
        ("altri_rimborsi", reader.money("other_payers")), ("regime", reader.choice("regime", REGIMES) or None),
    ):  # fmt: skip
        if value is not None:
            facts[name] = value
    for name in reader.sheet.facts:
        answer = answer_told(reader, plan, name)
        if answer is not None:
            facts[name] = answer
    start, end = facts.get("inizio"), facts.get("fine")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        reader.report("days_reversed", "ends_on", written_day(end), values={"first": written_day(start)})
    return LineTold(benefit, facts, papers_told(reader, plan, facts.get("fattura")), reader.text("provider"))


def _quantity(reader: RowReader, hours: bool) -> int | None:
    """The quantity in the benefit's unit; minutes where it is told in hours."""
    hundredths = reader.decimal("quantity")
    if hundredths is None:
        return None
    if hundredths * (60 if hours else 1) % 100:
        reader.report("quantity_hours" if hours else "number_whole", "quantity")
        return None
    return hundredths * (60 if hours else 1) // 100


def answer_told(reader: RowReader, plan: PlanAsked, name: str) -> FactValue | None:
    """The answer in a column of answers, None where the cell is empty or wrong."""
    fact = plan.claim_facts.get(name)
    if fact is not None:
        return reader.answer(fact)
    if plan.claim_facts and reader.answer(FactAsked(name, FactKind.TEXT)) is not None:
        reader.report("answer_not_asked", name, values={"plan": plan.code})
    return None


def papers_told(reader: RowReader, plan: PlanAsked, invoiced: FactValue | None = None) -> dict[str, date | None]:
    """`fattura, prescrizione 04/05/2026`: papers with their dates; the invoice bears its own, where it is known."""
    found: dict[str, date | None] = {}
    known = {plain_header(name): name for name in plan.papers}
    known.update({plain_header(title): name for name, title in plan.papers.items() if plain_header(title) not in known})
    for part in filter(None, (one.strip() for one in reader.text("papers").split(","))):
        match = _PAPER.fullmatch(part)
        written, day_text = (match[1], match[2]) if match and plain_header(part) not in known else (part, None)
        name = known.get(plain_header(written))
        day = italian_day(day_text) if day_text else None
        if name is None:
            if plan.papers:
                meant = suggest(written, plan.papers)
                reader.report("paper_unknown", "papers", written, meant, values={"known": ", ".join(plan.papers)})
        elif isinstance(day, Fault):
            reader.report(day.code, "papers", day.found, day.suggestion)
        else:
            found[name] = day or (invoiced if name == _INVOICE and isinstance(invoiced, date) else None)
    return found
