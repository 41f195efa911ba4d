"""Everything the society keeps, as tables one can read: one CSV for each, or one workbook with a sheet for each.

All tables are of the same moment. Names of people stand beside their numbers; inner numbers stay in the house. That
somebody exported is written down first: whoever reads everybody's data leaves a trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, and_, insert, select

from mutua.domain.italian import written_day
from mutua.rules.answer_content import decode_reasons
from mutua.rules.case_content import decode_facts
from mutua.services.export_bank import BANK, OF_THE_SOCIETY
from mutua.services.export_covers import (
    cover_changes,
    declared_elsewhere,
    exemptions,
    given_notices,
    given_proxies,
    notices,
)
from mutua.services.export_decided import DECIDED
from mutua.services.export_firms import FIRMS, OF_FIRMS_ALONE
from mutua.services.export_lives import LIVES, NOT_OF_ONE
from mutua.services.export_money import MONEY, TOLD_OTHERWISE
from mutua.services.export_names import Cells, Names, Told, answer, streamed
from mutua.services.export_payments import PAYMENTS, RUNS_OF_THE_SOCIETY
from mutua.services.export_people import contributions, covers, households, members, members_book
from mutua.services.plan_book import BookedPlan, PlanBook, Snapshots, units_used
from mutua.services.table_writer import Kind, OutColumn, OutTable, write_csv, write_workbook
from mutua.store.base import read_instant, stored
from mutua.store.claims import name_of_claim
from mutua.store.database import Archive
from mutua.store.tables import (
    audit,
    claim,
    claim_line,
    claim_withdrawal,
    decision,
    decision_line,
    entry,
    ledger_entry,
    movement,
    paper,
    payment,
    pending_claim,
    posting,
    topping_up,
)
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.wording.export_words import ENTRIES, TABLES, account, unit_word, word
from mutua.wording.reasons import reason_sentence
from mutua.wording.voice import Voice

WORKBOOK = "archivio.xlsx"
T, D, I, M, W, Y = Kind.TEXT, Kind.DAY, Kind.INSTANT, Kind.MONEY, Kind.WHOLE, Kind.YES_NO  # noqa: E741
_BY_LETTER = {"T": T, "D": D, "I": I, "M": M, "W": W, "Y": Y, "C": Kind.COUNTED}
_AT_ONCE = 5_000


def export(
    archive: Archive, folder: Path, kind: Literal["csv", "xlsx"], *, plans: PlanBook, actor_id: int, now: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Path]:  # fmt: skip
    """Writes every table into the folder (made where it is missing); gives the files. Older ones are replaced.

    `plans` say in which unit answers and quantities are; a plan that is not among them leaves them as they are kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unit_of_work(archive, [], lambda unit: _leave_trace(unit, kind), actor_id=actor_id, now=now)
    engine = archive.reader
    if archive.dialect == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.begin() as connection:
        tables = every_table(connection, plans, progress)
        if kind == "csv":
            return [write_csv(folder, table) for table in tables]
        return [write_workbook(folder / WORKBOOK, tables)]


def _leave_trace(unit: UnitOfWork, kind: str) -> None:
    unit.connection.execute(
        insert(audit).values(at=unit.now, actor_id=unit.actor_id, kind="export", object_kind="archive", object_id="",
                             motive=kind)
    )  # fmt: skip


def every_table(
    connection: Connection, plans: PlanBook, progress: Callable[[str], None] = lambda _: None, only: int | None = None
) -> Iterator[OutTable]:
    """The tables one after the other, each read while it is written; `only`: of one person, without those of others."""
    yield from tables_with(connection, Names(connection, plans, only), progress)


def tables_with(
    connection: Connection, names: Names, progress: Callable[[str], None] = lambda _: None
) -> Iterator[OutTable]:
    for name, told in READ.items():
        if names.only is not None and name in OF_NO_ONE_PERSON:
            continue
        progress(name)
        yield table_of(name, told, connection, names)


def table_of(name: str, told: Told, connection: Connection, names: Names) -> OutTable:
    """A table of the export, with its titles and the kinds of its columns."""
    columns = (OutColumn(title, _BY_LETTER[letter]) for title, letter in zip(TABLES[name], told.kinds, strict=True))
    return OutTable(name, tuple(columns), told.read(connection, names))


_NAME = name_of_claim().label("request")


# ---------------------------------------------------------------- requests


def _claims(connection: Connection, names: Names) -> Cells:
    given, over = claim.alias("given"), claim.alias("over")
    query = (
        select(
            _NAME, claim.c.chain_id, claim.c.person_id, claim.c.plan_code, claim.c.received_at,
            claim.c.channel, claim.c.authorisation, name_of_claim(given), claim.c.expires_on,
            pending_claim.c.claim_id, claim_withdrawal.c.claim_id, name_of_claim(over),
        )
        .select_from(
            claim.outerjoin(given, given.c.claim_id == claim.c.authorisation_id)
            .outerjoin(pending_claim, pending_claim.c.claim_id == claim.c.claim_id)
            .outerjoin(claim_withdrawal, claim_withdrawal.c.claim_id == claim.c.claim_id)
            .outerjoin(topping_up, topping_up.c.claim_id == claim.c.claim_id)
            .outerjoin(over, over.c.claim_id == topping_up.c.tops_up_id)
        )
        .order_by(claim.c.claim_id)
    )  # fmt: skip
    for row in streamed(connection, names.narrowed(query)):
        who = names.person(row[2])
        state = "withdrawn" if row[10] is not None else "waiting" if row[9] is not None else "decided"
        yield (
            row[0], names.household(row[1]), who.card_number or None, who.surname, who.given_name, row[3], row[4],
            word(row[5]), row[6], row[7], row[8], row[11], word(state),
        )  # fmt: skip


def _lines(connection: Connection, names: Names) -> Cells:
    papers = _papers(connection)
    query = (
        select(
            _NAME, claim_line.c.number, claim_line.c.benefit, claim_line.c.service_on,
            claim_line.c.expense_cents, claim_line.c.invoice_number, claim_line.c.invoiced_on,
            claim_line.c.group_code, claim_line.c.provider_id, claim_line.c.facts, claim_line.c.claim_id,
            claim.c.plan_code,
        )
        .where((claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position))
        .order_by(claim.c.claim_id, claim_line.c.number)
    )  # fmt: skip
    for row in streamed(connection, names.narrowed(query)):
        words, told = names.words(row[11]), decode_facts(row[9])
        count = told.pop("quantità", None)
        asked = words.quantity(row[2], count) if isinstance(count, int) else None
        facts = "; ".join(f"{name}: {answer(words.kinds.get(name), value)}" for name, value in told.items())
        own = [*papers.get((row[10], 0), ()), *papers.get((row[10], row[1]), ())]
        yield (*row[:5], asked, *row[5:8], names.provider(row[8]), facts or None, ", ".join(own) or None)


def _papers(connection: Connection) -> dict[tuple[int, int], list[str]]:
    """The papers of each request (line 0) and of each line, as `import claims` reads them."""
    found: dict[tuple[int, int], list[str]] = {}
    query = select(paper.c.claim_id, paper.c.line, paper.c.name, paper.c.dated_on)
    for claim_id, line, name, day in streamed(connection, query.order_by(paper.c.position, paper.c.number)):
        told = name if day is None else f"{name} {written_day(day)}"
        found.setdefault((claim_id, line), []).append(told)
    return found


# ---------------------------------------------------------------- decisions and money


def _decisions(connection: Connection, names: Names) -> Cells:
    told = _Told(connection)
    query = (
        select(
            _NAME, decision.c.sequence, decision.c.kind, decision.c.decided_on, decision_line.c.number,
            decision_line.c.outcome, decision_line.c.version, decision_line.c.asked_cents,
            decision_line.c.computed_cents, decision_line.c.granted_cents, decision_line.c.suspended_cents,
            decision_line.c.deferred_cents, decision_line.c.quantity_asked, decision_line.c.quantity_granted,
            decision_line.c.reasons, decision.c.snapshot_id, claim_line.c.benefit, claim.c.plan_code,
        )
        .select_from(
            decision.join(claim, claim.c.claim_id == decision.c.claim_id)
            .join(decision_line, and_(decision_line.c.chain_id == decision.c.chain_id,
                                      decision_line.c.position == decision.c.position))
            .join(claim_line, and_(claim_line.c.chain_id == claim.c.chain_id, claim_line.c.position == claim.c.position,
                                   claim_line.c.number == decision_line.c.number))
        )
        .order_by(decision.c.claim_id, decision.c.sequence, decision_line.c.number)
    )  # fmt: skip
    for row in streamed(connection, names.narrowed(query)):
        reasons = told.reasons(row[15], row[6], row[16], row[14])
        words = names.words(row[17])
        quantities = (words.quantity(row[16], row[12]), words.quantity(row[16], row[13]))
        yield (*row[:2], word(row[2]), *row[3:5], word(row[5]), *row[6:12], *quantities, reasons or None)


class _Told:
    """Reasons in words, by the rules of the day; the same ones are put into words once."""

    def __init__(self, connection: Connection) -> None:
        self._snapshots = Snapshots(connection)
        self._plans: dict[int, BookedPlan] = {}
        self._said: dict[tuple[int, str, str, str], str] = {}

    def reasons(self, snapshot_id: int, version: str, benefit: str, text: str) -> str:
        key = (snapshot_id, version, benefit, text)
        if key not in self._said:
            if len(self._said) > _AT_ONCE:
                self._said.clear()
            self._said[key] = self._sentences(*key)
        return self._said[key]

    def _sentences(self, snapshot_id: int, version: str, benefit: str, text: str) -> str:
        found = decode_reasons(text)
        if not found:
            return ""
        if snapshot_id not in self._plans:
            self._plans[snapshot_id] = self._snapshots[snapshot_id]
        versions = self._plans[snapshot_id].plan.versions
        ruleset = next((one for one in versions if one.version == version), versions[-1])
        voice = Voice(ruleset)
        return " ".join(reason_sentence(voice, reason, ruleset.benefits.get(benefit)) for reason in found)


def _movements(connection: Connection, names: Names) -> Cells:
    units = units_used(connection)
    query = (
        select(
            _NAME, movement.c.line, movement.c.plan_code, movement.c.pot, movement.c.owner_id,
            stored(movement.c.period), movement.c.used, movement.c.reserved, movement.c.token, entry.c.recorded_at,
        )
        .select_from(
            movement.outerjoin(claim, claim.c.claim_id == movement.c.claim_id).join(  # what is carried has no request
                entry, and_(entry.c.chain_id == movement.c.chain_id, entry.c.position == movement.c.position)
            )
        )
        .order_by(movement.c.chain_id, movement.c.position, movement.c.number)
    )  # fmt: skip
    for row in streamed(connection, names.narrowed(query)):
        period = None if row[5].startswith("0001-") else date.fromisoformat(row[5])  # a whole life has no first day
        unit = units.get((row[2], row[3]))
        counts = ((count, unit) for count in row[6:8])
        yield (*row[:4], names.owner(row[4]), period, *counts, unit_word(unit), row[8] or None, row[9])


def _postings(connection: Connection, names: Names) -> Cells:
    query = (
        select(
            ledger_entry.c.book, ledger_entry.c.booked_on, ledger_entry.c.code, posting.c.account,
            posting.c.amount_cents, _NAME, stored(entry.c.recorded_at),
        )
        .select_from(
            ledger_entry.join(posting, and_(posting.c.chain_id == ledger_entry.c.chain_id,
                                            posting.c.position == ledger_entry.c.position,
                                            posting.c.number == ledger_entry.c.number))
            .join(entry, and_(entry.c.chain_id == ledger_entry.c.chain_id,
                              entry.c.position == ledger_entry.c.position))
            .outerjoin(claim, claim.c.claim_id == ledger_entry.c.claim_id)
        )
        .order_by(ledger_entry.c.booked_on, posting.c.chain_id, posting.c.position, posting.c.number, posting.c.leg)
    )  # fmt: skip
    for book, day, code, name, cents, public_id, at in streamed(connection, names.narrowed(query)):
        yield word(book), day, ENTRIES.get(code) or word(code), account(name), cents, public_id, read_instant(at)


def _payments(connection: Connection, names: Names) -> Cells:
    query = (
        select(
            _NAME, payment.c.kind, payment.c.paid_on, payment.c.amount_cents, payment.c.reference,
            entry.c.recorded_at,
        )
        .select_from(
            payment.join(claim, claim.c.claim_id == payment.c.claim_id).join(
                entry, and_(entry.c.chain_id == payment.c.chain_id, entry.c.position == payment.c.position)
            )
        )
        .order_by(payment.c.paid_on, payment.c.chain_id, payment.c.position)
    )  # fmt: skip
    for public_id, kind, day, cents, reference, at in streamed(connection, names.narrowed(query)):
        yield public_id, word(kind), day, cents, reference or None, at


# Every table that is written, in order.
READ: Mapping[str, Told] = {
    "nuclei": Told("TTTWD", households),
    "soci": Told("TTTTTDTTYDDTTTTTTTT", members),
    "coperture": Told("TTTTTTTTDDD", covers),
    "cambi di copertura": Told("TTTTTTDDTTTT", cover_changes),
    "esoneri": Told("TTTTTTTTDD", exemptions),
    "deleghe dei soci": Told("TTTTTTTDD", given_proxies),
    "versati altrove": Told("TTTTTWMDT", declared_elsewhere),
    "informative ricevute": Told("TTTTTWDT", given_notices),
    "informative": Told("WDT", notices),
    "richieste": Told("TTTTTTITYTDTT", _claims),
    "righe": Told("TWTDMTTDTTTT", _lines),
    "decisioni": Told("TWTDWTTMMMMMTTT", _decisions),
    "movimenti dei plafond": Told("TWTTTDCCTTI", _movements),
    "scritture": Told("TDTTMTI", _postings),
    "pagamenti": Told("TTDMTI", _payments),
    "contributi": Told("TTDMD", contributions),
    "libro soci": Told("WWWTTTDTTDDTTTD", members_book),
    **MONEY, **BANK, **PAYMENTS, **FIRMS, **LIVES, **DECIDED,
}  # fmt: skip
# What tells of no person, or of others beside the one: left out where the tables of one person are wanted.
OF_NO_ONE_PERSON = (
    frozenset({"nuclei"}) | TOLD_OTHERWISE | OF_THE_SOCIETY | RUNS_OF_THE_SOCIETY | OF_FIRMS_ALONE | NOT_OF_ONE
)
