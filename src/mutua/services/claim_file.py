"""All of one request on one page: what was asked, with which papers, and what happened to it, by day and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Join, Table, bindparam, select

from mutua.rules.case_content import decode_facts
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import Unit
from mutua.rules.procedure import Clocks
from mutua.services.claim_clocks import Days, clocks_of, days_of
from mutua.services.claim_states import states_of
from mutua.services.granted_in_kind import unit_of
from mutua.services.money_told import decided_of, due_by_decisions, sent_of
from mutua.services.papers import repeated
from mutua.services.plan_book import BookedPlan, PlanBook
from mutua.store.base import Whole
from mutua.store.bulk import among
from mutua.store.claim_place import Where, read_where
from mutua.store.claims import ClaimRecord, LineRecord, read_claims
from mutua.store.database import Archive
from mutua.store.decisions import DecisionRecord, decisions_of
from mutua.store.payment_runs import lines_of_claim
from mutua.store.tables import (
    actor,
    appeal_addition,
    attachment,
    claim_answer,
    claim_appeal,
    claim_appeal_answer,
    claim_paper,
    claim_withdrawal,
    entry,
    letter_file,
    paper,
    paper_issued,
    payment,
    person,
    provider,
)
from mutua.store.who import household_codes, read_identities


class AskedLine(NamedTuple):
    """What a line asks for, as people call it."""

    number: int
    title: str
    service_on: date | None
    expense_cents: int | None
    invoice_number: str
    invoiced_on: date | None
    provider: str
    benefit: str
    quantity: int | None = None  # what it asks for, in the smallest unit of `unit`
    unit: Unit | None = None


class PaperHere(NamedTuple):
    """A paper of the request (`line` 0) or of a line, and the day on it; `media_type` "" without a file.

    `came_on`: when it came, where that was after the request. `again`: its file holds the very same as one before it.
    """

    title: str
    line: int
    dated_on: date | None
    came_on: date | None
    media_type: str
    byte_count: int
    sha256: str  # by which its file is fetched, "" without one
    again: bool = False


class Happened(NamedTuple):
    """Something that happened to the request: a code of `wording.claim_page`, when, by whom, with which sum and why."""

    code: str
    at: datetime
    on: date
    by: str
    cents: int | None = None
    motive: str = ""
    number: int = 0
    file: str = ""  # of a letter that is kept, by which it is fetched
    reason: str = ""  # the bank's code for money that came back


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A request as its page shows it. `sequence`: the number of its last decision, 0 before the first."""

    claim_id: int
    public_id: str
    reference: str
    person_id: int
    person_public_id: str
    surname: str
    given_name: str
    card_number: str
    household: str
    plan_code: str
    plan_title: str
    received_on: date
    authorisation: bool
    expires_on: date | None
    waits: bool
    sequence: int
    reversed: bool
    withdrawn: bool
    states: tuple[str, ...]
    lines: tuple[AskedLine, ...]
    papers: tuple[PaperHere, ...]
    history: tuple[Happened, ...]
    days: Days
    clocks: Clocks
    where: Where | None = None  # help is needed, and whom to ring

    @property
    def name(self) -> str:
        """What people call the request."""
        return self.reference or str(self.claim_id)

    @property
    def open(self) -> bool:
        """Whether papers and answers are still taken."""
        return not (self.withdrawn or self.reversed)


def claim_file(archive: Archive, plans: PlanBook, claim_id: int, today: date) -> ClaimFile:
    """The request with that number, which is there."""
    with archive.snapshot() as connection:
        [record] = read_claims(connection, [claim_id])
        booked = plans.get(record.plan_code)
        received_on = day_in_rome(record.received_at)
        decisions = decisions_of(connection, claim_id)
        who = read_identities(connection, [record.person_id]).get(record.person_id)
        states = states_of(connection, claim_id, today)
        days = days_of(connection, {claim_id: received_on})[claim_id]
        in_force = decisions[-1] if decisions and decisions[-1].kind != "reversal" else None
        benefits = [line.benefit for line in record.lines]
        return ClaimFile(
            claim_id, record.public_id, record.reference, record.person_id, _public_id(connection, record.person_id),
            who.surname if who else "", who.given_name if who else "", (who.card_number or "") if who else "",
            household_codes(connection, [record.household_id]).get(record.household_id, ""), record.plan_code,
            booked.plan.head.title if booked else record.plan_code, received_on, record.authorisation,
            record.expires_on, record.pending, len(decisions), bool(decisions) and in_force is None,
            "withdrawn" in states, states, _lines(connection, record, booked), _papers(connection, record, booked),
            _history(connection, record, decisions), days,
            clocks_of(
                plans, record.plan_code, benefits, days, complete="suspended" not in states,
                decided_on=None if in_force is None else in_force.decided_on,
            ),
            read_where(connection, claim_id),
        )  # fmt: skip


def _public_id(connection: Connection, person_id: int) -> str:
    return str(connection.scalar(select(person.c.public_id).where(person.c.id == person_id)))


def _lines(connection: Connection, record: ClaimRecord, booked: BookedPlan | None) -> tuple[AskedLine, ...]:
    ids = {line.provider_id for line in record.lines if line.provider_id is not None}
    names = {row[0]: row[1] for row in connection.execute(_PROVIDERS, {"ids": sorted(ids)})}
    return tuple(
        AskedLine(line.number, benefit_title(booked, line.benefit), line.service_on, line.expense_cents,
                  line.invoice_number or "", line.invoiced_on, names.get(line.provider_id or 0, ""), line.benefit,
                  _asked_for(record, line), unit_of(booked, line.benefit))
        for line in record.lines
    )  # fmt: skip


def _asked_for(record: ClaimRecord, line: LineRecord) -> int | None:
    """The hours, days and the like that a line asks for, as they were told last; None where it tells none."""
    found = None
    for facts in (record.facts, *record.answers, line.facts, *line.answers):
        told = decode_facts(facts).get("quantità") if "quantità" in facts else None
        found = told if isinstance(told, int) else found
    return found


def benefit_title(booked: BookedPlan | None, code: str) -> str:
    """The title of a benefit by the newest rules that know it; its code where none does."""
    versions = reversed(booked.plan.versions) if booked is not None else ()
    return next((one.benefits[code].title for one in versions if code in one.benefits), code)


def paper_title(booked: BookedPlan | None, name: str) -> str:
    versions = reversed(booked.plan.versions) if booked is not None else ()
    return next((one.papers[name].title for one in versions if name in one.papers), name.replace("_", " "))


def _papers(connection: Connection, record: ClaimRecord, booked: BookedPlan | None) -> tuple[PaperHere, ...]:
    rows = connection.execute(_PAPERS, {"claim": record.claim_id}).all()
    twice = repeated([(row.sha256, row.plain_sha256) for row in rows if row.sha256])
    return tuple(
        PaperHere(
            paper_title(booked, name), line, dated, day_in_rome(at) if kind == "completion" else None, media or "",
            size or 0, sha256 or "", sha256 in twice,
        )
        for name, line, dated, kind, at, media, size, sha256, _ in rows
    )


_WITH_SUM = ("decision", "correction", "override")


def _history(
    connection: Connection, record: ClaimRecord, decisions: list[DecisionRecord]
) -> tuple[Happened, ...]:
    """What happened, the newest first."""
    by_position = _entries(connection, record, [one.position for one in decisions])
    due = due_by_decisions(connection, decided_of(decisions))
    found = [Happened("received", record.received_at, day_in_rome(record.received_at), "")]
    for one in decisions:
        code = _how(one)
        cents = (due[one.claim_id, one.position] or None) if code in _WITH_SUM else None  # hours have no sum
        by = by_position.get(one.position, "")
        found.append(Happened(code, one.recorded_at, one.decided_on, by, cents, one.motive, one.sequence))
    claim_id = record.claim_id
    back = {one.end_to_end: one for one in lines_of_claim(connection, claim_id) if one.event}
    going = {one.reference for one in sent_of(connection, [claim_id]).get(claim_id, ()) if one.on_its_way}
    asked = {"claim": claim_id}
    for kind, on, cents, reference, at, name in connection.execute(_PAYMENTS, asked):
        told = back.get(reference) if kind == "return" else None  # the bank's day, which may precede that of the books
        code = "in_payment" if kind == "payment" and reference in going else kind
        day, why = (told.event_on or on, told.reason) if told is not None else (on, "")
        found.append(Happened(code, at, day, name, cents, reference, reason=why))
    for motive, at, name in connection.execute(_WITHDRAWN, asked):
        found.append(Happened("withdrawal", at, day_in_rome(at), name, None, motive))
    for kind, on, motive, sequence, file, at, name in connection.execute(_LETTERS, asked):
        found.append(Happened(kind, at, on, name, None, motive, sequence, file or ""))
    found += _objections(connection, claim_id)
    found += _came_later(connection, claim_id)
    return tuple(sorted(found, key=lambda one: (one.at, one.number), reverse=True))


def _objections(connection: Connection, claim_id: int) -> list[Happened]:
    """When the member objected, said more of it, and what was answered; never the words."""
    asked = {"claim": claim_id}
    return [
        *(Happened("appeal", at, on, name) for on, at, name in connection.execute(_OBJECTED, asked)),
        *(Happened("appeal_addition", at, on, name) for on, at, name in connection.execute(_MORE, asked)),
        *(Happened(f"appeal_{outcome}", at, day_in_rome(at), name, None, motive)
          for outcome, motive, at, name in connection.execute(_ANSWERED, asked)),
    ]  # fmt: skip


def _how(one: DecisionRecord) -> str:
    """How a decision is called in the history: by what came of it, where nothing was granted."""
    if one.overrides:
        return "override"
    outcomes = {line.outcome for line in one.lines}
    if outcomes == {"suspended"}:
        return "suspended"
    return "refused" if outcomes == {"refused"} else one.kind


def _with_author(table: Table) -> Join:
    """Rows of a kept table with the entry they belong to and who wrote it."""
    return table.join(
        entry, (entry.c.chain_id == table.c.chain_id) & (entry.c.position == table.c.position)
    ).join(actor, actor.c.id == entry.c.actor_id)


# Put together once: each takes longer to put together than to ask.
_THIS = bindparam("claim", type_=Whole)
_WHEN = (entry.c.recorded_at, actor.c.name)
_PAYMENTS = (
    select(payment.c.kind, payment.c.paid_on, payment.c.amount_cents, payment.c.reference, *_WHEN)
    .select_from(_with_author(payment)).where(payment.c.claim_id == _THIS)
)  # fmt: skip
_WITHDRAWN = (
    select(claim_withdrawal.c.motive, *_WHEN)
    .select_from(_with_author(claim_withdrawal)).where(claim_withdrawal.c.claim_id == _THIS)
)  # fmt: skip
_SAME = (paper_issued.c.chain_id == claim_paper.c.chain_id) & (paper_issued.c.position == claim_paper.c.position)
_LETTER = (letter_file.c.chain_id == claim_paper.c.chain_id) & (letter_file.c.position == claim_paper.c.position)
_LETTERS = (
    select(paper_issued.c.kind, paper_issued.c.issued_on, claim_paper.c.motive, claim_paper.c.sequence,
           attachment.c.sha256, *_WHEN)
    .select_from(_with_author(claim_paper).join(paper_issued, _SAME).outerjoin(letter_file, _LETTER)
                 .outerjoin(attachment, attachment.c.sha256 == letter_file.c.attachment_sha256))
    .where(claim_paper.c.claim_id == _THIS)
)  # fmt: skip
_OBJECTED = (
    select(claim_appeal.c.filed_on, *_WHEN)
    .select_from(_with_author(claim_appeal)).where(claim_appeal.c.claim_id == _THIS)
)  # fmt: skip
_MORE = (
    select(appeal_addition.c.added_on, *_WHEN)
    .select_from(_with_author(appeal_addition)).where(appeal_addition.c.claim_id == _THIS)
)  # fmt: skip
_ANSWERED = (
    select(claim_appeal_answer.c.outcome, claim_appeal_answer.c.motive, *_WHEN)
    .select_from(_with_author(claim_appeal_answer)).where(claim_appeal_answer.c.claim_id == _THIS)
)  # fmt: skip
_LATER = [
    select(table.c.position, *_WHEN)
    .select_from(_with_author(table)).where((table.c.claim_id == _THIS) & (entry.c.kind == "completion"))
    for table in (paper, claim_answer)
]  # fmt: skip
_PAPERS = (
    select(paper.c.name, paper.c.line, paper.c.dated_on, entry.c.kind, entry.c.recorded_at,
           attachment.c.media_type, attachment.c.byte_count, attachment.c.sha256, attachment.c.plain_sha256)
    .select_from(
        paper.join(entry, (entry.c.chain_id == paper.c.chain_id) & (entry.c.position == paper.c.position))
        .outerjoin(attachment, attachment.c.sha256 == paper.c.attachment_sha256)
    )
    .where(paper.c.claim_id == _THIS)
    .order_by(paper.c.position, paper.c.number)
)  # fmt: skip
_PROVIDERS = select(provider.c.id, provider.c.name).where(among(provider.c.id))
_WRITTEN_BY = (
    select(entry.c.position, actor.c.name).join(actor, actor.c.id == entry.c.actor_id)
    .where((entry.c.chain_id == bindparam("home", type_=Whole)) & among(entry.c.position))
)  # fmt: skip


def _entries(connection: Connection, record: ClaimRecord, positions: list[int]) -> dict[int, str]:
    """Who wrote the entries of the household's chain."""
    rows = connection.execute(_WRITTEN_BY, {"home": record.household_id, "ids": positions})
    return {row[0]: row[1] for row in rows}


def _came_later(connection: Connection, claim_id: int) -> list[Happened]:
    """Papers and answers that came after the request, once for each time."""
    found: dict[int, Happened] = {}
    for query in _LATER:
        for position, at, name in connection.execute(query, {"claim": claim_id}):
            found[position] = Happened("completion", at, day_in_rome(at), name)
    return list(found.values())
