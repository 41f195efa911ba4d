"""Requests in the archive: what was asked, with its lines, its papers and the answers that came later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    bindparam,
    func,
    literal,
    select,
    union_all,
    update,
)

from mutua.store.base import read_day_or_none, read_instant, stored
from mutua.store.bulk import Written, among, in_one_list, insert_rows, insert_unless_there
from mutua.store.tables import (
    claim,
    claim_answer,
    claim_line,
    claim_withdrawal,
    counter,
    decision,
    decision_line,
    paper,
    pending_claim,
    topping_up,
)
from mutua.store.unit_of_work import Entry, UnitOfWork

_NO_FILES: Mapping[tuple[int, str], Sequence[str]] = MappingProxyType({})


@dataclass(slots=True)
class LineRecord:
    """A line as it was asked; `facts` as the archive writes them, without those that have a column of their own."""

    number: int
    benefit: str
    service_on: date | None
    expense_cents: int | None
    invoice_number: str | None
    invoiced_on: date | None
    group_code: str | None
    provider_id: int | None
    facts: str
    answers: list[str] = field(default_factory=list)
    papers: dict[str, date | None] = field(default_factory=dict)


@dataclass(slots=True)
class ClaimRecord:
    """A request with everything that was ever told about it, in the order it was told."""

    claim_id: int
    public_id: str
    household_id: int
    person_id: int
    plan_code: str
    received_at: datetime
    authorisation: bool
    authorisation_id: int | None
    expires_on: date | None
    facts: str
    lines: list[LineRecord] = field(default_factory=list)
    pending: bool = False  # it waits for a decision
    decisions: int = 0  # how many it has had
    reference: str = ""  # the office's own number
    tops_up_id: int | None = None  # the request, under another cover, whose rest it asks for
    topped_up: bool = False  # another request asks for its rest
    answers: list[str] = field(default_factory=list)
    papers: dict[str, date | None] = field(default_factory=dict)


@dataclass(slots=True)
class PastLine:
    """A line decided before, as its decision in force left it; `facts` of the request and its own, as written."""

    claim_id: int
    person_id: int
    plan_code: str
    line: LineRecord
    request_facts: str
    sequence: int
    outcome: str
    computed_cents: int
    granted_cents: int
    quantity_granted: int
    reasons: str
    authorisation: bool
    answers: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- writing


def next_numbers(unit: UnitOfWork, name: str, count: int = 1) -> int:
    """The first of `count` numbers in a row, never given twice; it waits for whoever is counting."""
    wanted = {"of": name, "more": count}
    told = unit.connection.execute(_COUNTED, wanted).scalar()
    if told is None:
        insert_unless_there(unit.connection, counter, name=name, value=0)  # two may begin to count at once
        told = unit.connection.execute(_COUNTED, wanted).scalar_one()
    return int(told) - count + 1


_COUNTED = (
    update(counter).where(counter.c.name == bindparam("of")).values(value=counter.c.value + bindparam("more"))
    .returning(counter.c.value)
)  # fmt: skip


def tell_claim(
    entry: Entry, record: ClaimRecord, channel: str, received_at: str,
    files: Mapping[tuple[int, str], Sequence[str]] = _NO_FILES,
) -> None:  # fmt: skip
    """The request, its lines and the papers that came with it, with their files by line (0: the whole) and name."""
    entry.add(
        claim, record.claim_id, record.public_id, record.person_id, record.plan_code, received_at, channel,
        int(record.authorisation), record.authorisation_id, _iso(record.expires_on), record.facts, record.reference,
    )  # fmt: skip
    if record.tops_up_id is not None:
        entry.add(topping_up, record.claim_id, record.tops_up_id)
    for line in record.lines:
        entry.add(
            claim_line, line.number, record.claim_id, line.benefit, _iso(line.service_on), line.expense_cents,
            line.invoice_number, _iso(line.invoiced_on), line.group_code, line.provider_id, line.facts,
        )  # fmt: skip
    told = [(0, record.papers), *((line.number, line.papers) for line in record.lines)]
    number = 0
    for line_number, papers in told:
        for name, day in papers.items():
            shown: Sequence[str | None] = files.get((line_number, name)) or (None,)
            for sha256 in shown:
                number += 1
                tell_paper(entry, number, record.claim_id, line_number, name, day, sha256)


def tell_paper(
    entry: Entry, number: int, claim_id: int, line: int, name: str, day: date | None, sha256: str | None = None
) -> None:
    entry.add(paper, number, claim_id, line, name, _iso(day), sha256)


def tell_answer(entry: Entry, number: int, claim_id: int, line: int, facts: str) -> None:
    entry.add(claim_answer, number, claim_id, line, facts)


def tell_withdrawal(entry: Entry, claim_id: int, motive: str) -> None:
    entry.add(claim_withdrawal, claim_id, motive)


def await_decision(unit: UnitOfWork, claims: Iterable[tuple[int, int]]) -> None:
    """Puts requests (with their households) among those that wait."""
    insert_rows(unit.connection, pending_claim, list(claims))


def no_longer_pending(unit: UnitOfWork, claim_ids: Sequence[int]) -> None:
    """Takes requests off those that wait, when what the unit of work gathered is written."""
    unit.beside(_DECIDED._replace(rows=[(id_,) for id_ in claim_ids]))


_DECIDED = Written(
    "DELETE FROM pending_claim WHERE claim_id = ", "{}", (),
    columns="DELETE FROM pending_claim WHERE claim_id = ANY(%s::bigint[])",
)  # fmt: skip


def await_those_that_top_up(unit: UnitOfWork, claim_ids: Sequence[int]) -> None:
    """What tops up these requests and was decided already is to be decided anew."""
    if not claim_ids:
        return
    waiting = select(pending_claim.c.claim_id).where(pending_claim.c.claim_id == claim.c.claim_id)
    last = select(decision.c.kind).where(decision.c.claim_id == claim.c.claim_id)
    last_kind = last.order_by(decision.c.sequence.desc()).limit(1).scalar_subquery()
    query = (
        select(claim.c.claim_id, claim.c.chain_id)
        .join(topping_up, topping_up.c.claim_id == claim.c.claim_id)
        .where(topping_up.c.tops_up_id.in_(list(claim_ids)))
        .where(~waiting.exists() & (last_kind != "reversal"))
    )
    again = [(claim_id, household_id) for claim_id, household_id in unit.connection.execute(query)]
    if again:
        await_decision(unit, again)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


# ---------------------------------------------------------------- reading


_CLAIM = [
    stored(column)
    for column in (claim.c.claim_id, claim.c.public_id, claim.c.chain_id, claim.c.person_id, claim.c.plan_code,
     claim.c.received_at,
     claim.c.authorisation, claim.c.authorisation_id, claim.c.expires_on, claim.c.facts, claim.c.reference)
]  # fmt: skip
_LINE = [
    stored(column)
    for column in (claim_line.c.number, claim_line.c.benefit, claim_line.c.service_on, claim_line.c.expense_cents,
     claim_line.c.invoice_number, claim_line.c.invoiced_on, claim_line.c.group_code, claim_line.c.provider_id,
     claim_line.c.facts)
]  # fmt: skip
_DECISIONS = select(func.count()).where(decision.c.claim_id == claim.c.claim_id).scalar_subquery()
_MORE = topping_up.alias("more")
_TOPPED_UP = select(func.count()).where(_MORE.c.tops_up_id == claim.c.claim_id).scalar_subquery()
_TOPS_UP = select(topping_up.c.tops_up_id).where(topping_up.c.claim_id == claim.c.claim_id).scalar_subquery()
_OF_CLAIM = (claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position)
_WAITS = pending_claim.c.claim_id == claim.c.claim_id


def _read() -> Select[Any] | CompoundSelect[Any]:
    """Requests with their lines, then papers, then answers: which of the three, request, and two numbers of order."""
    lines, papers, answers = in_one_list(
        (literal(0), claim.c.claim_id, claim_line.c.number, literal(0), claim_line.c.number, *_CLAIM,
         pending_claim.c.claim_id, _DECISIONS, _TOPS_UP, _TOPPED_UP, *_LINE),
        (literal(1), paper.c.claim_id, paper.c.position, paper.c.number, paper.c.line, None, paper.c.name,
         None, None, None, stored(paper.c.dated_on)),
        (literal(2), claim_answer.c.claim_id, claim_answer.c.position, claim_answer.c.number, claim_answer.c.line,
         None, claim_answer.c.facts),
    )  # fmt: skip
    return union_all(
        lines.select_from(claim.join(claim_line, _OF_CLAIM).outerjoin(pending_claim, _WAITS)).where(
            among(claim.c.claim_id)
        ),
        papers.where(among(paper.c.claim_id)),
        answers.where(among(claim_answer.c.claim_id)),
    )


_READ = _read()


def read_claims(connection: Connection, claim_ids: Sequence[int]) -> list[ClaimRecord]:
    """The requests with these numbers, in the order of requests: by instant received, then number. One statement."""
    found: dict[int, ClaimRecord] = {}
    if not claim_ids:
        return []
    rows = connection.execute(_READ, {"ids": claim_ids}).all()
    for row in sorted(rows, key=itemgetter(0, 1, 2, 3)):
        if row[0] == 0:
            record = found.get(row[1])
            if record is None:
                record = found[row[1]] = _record(row[5:20])
            record.lines.append(_line(row, 20))
            continue
        record, line = found[row[1]], row[4]
        told = record if line == 0 else record.lines[line - 1]
        if row[0] == 1:
            told.papers[row[6]] = read_day_or_none(row[10])
        else:
            told.answers.append(row[6])
    return sorted(found.values(), key=lambda record: (record.received_at, record.claim_id))


def _record(row: Any) -> ClaimRecord:
    return ClaimRecord(
        row[0], row[1], row[2], row[3], row[4], read_instant(row[5]), bool(row[6]), row[7],
        read_day_or_none(row[8]), row[9],
        pending=row[11] is not None, decisions=row[12], reference=row[10], tops_up_id=row[13],
        topped_up=bool(row[14]),
    )  # fmt: skip


def _line(row: Any, at: int) -> LineRecord:
    return LineRecord(
        row[at], row[at + 1], read_day_or_none(row[at + 2]), row[at + 3], row[at + 4], read_day_or_none(row[at + 5]),
        row[at + 6], row[at + 7],
        row[at + 8],
    )  # fmt: skip


def pending_claims(connection: Connection, household_ids: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """Requests that wait for a decision with their households, by household and number."""
    query = select(pending_claim.c.claim_id, pending_claim.c.household_id)
    if household_ids is not None:
        query = query.where(pending_claim.c.household_id.in_(list(household_ids)))
    rows = connection.execute(query.order_by(pending_claim.c.household_id, pending_claim.c.claim_id))
    return [(claim_id, household_id) for claim_id, household_id in rows]


def name_of_claim(of: FromClause = claim) -> ColumnElement[str]:
    """What people call a request: the office's own number, else its public id. `of`: the table, or an alias of it."""
    return func.coalesce(func.nullif(of.c.reference, ""), of.c.public_id)


def claim_by_reference(connection: Connection, reference: str) -> int | None:
    """The request that the office calls so; None where there is none, or more than one."""
    found = connection.scalars(select(claim.c.claim_id).where(claim.c.reference == reference).limit(2)).all()
    return found[0] if len(found) == 1 else None


def claim_by_public_id(connection: Connection, public_id: str) -> int | None:
    return connection.scalar(select(claim.c.claim_id).where(claim.c.public_id == public_id))


def past_lines(connection: Connection, household_ids: Sequence[int]) -> dict[int, list[PastLine]]:
    """The decided lines of everybody in the households, by person; of each request the decision in force."""
    found: dict[tuple[int, int], PastLine] = {}
    for first in range(0, len(household_ids), 500):
        some = list(household_ids[first : first + 500])
        for row in connection.execute(_PAST.where(claim.c.chain_id.in_(some))):
            line = _line(row, 11)
            if row[5] is None:  # a reversal: it has no lines
                found.pop((row[0], line.number), None)
                continue
            found[row[0], line.number] = PastLine(
                row[0], row[1], row[10], line, row[2], row[4], row[5], row[6], row[7], row[8], row[9], bool(row[3])
            )
        answers = select(claim_answer.c.claim_id, claim_answer.c.line, claim_answer.c.facts)
        later = answers.where(claim_answer.c.chain_id.in_(some)).order_by(
            claim_answer.c.position, claim_answer.c.number
        )
        for claim_id, number, facts in connection.execute(later):
            for key in [(claim_id, number)] if number else [key for key in found if key[0] == claim_id]:
                if key in found:
                    (found[key].line.answers if number else found[key].answers).append(facts)
    by_person: dict[int, list[PastLine]] = {}
    for one in found.values():
        by_person.setdefault(one.person_id, []).append(one)
    return by_person


_PAST = (
    select(
        claim.c.claim_id, claim.c.person_id, claim.c.facts, claim.c.authorisation, decision.c.sequence,
        decision_line.c.outcome, decision_line.c.computed_cents, decision_line.c.granted_cents,
        decision_line.c.quantity_granted, decision_line.c.reasons, claim.c.plan_code, *_LINE,
    )
    .select_from(
        claim.join(claim_line, _OF_CLAIM)
        .join(decision, decision.c.claim_id == claim.c.claim_id)
        .outerjoin(
            decision_line,
            (decision_line.c.chain_id == decision.c.chain_id)
            & (decision_line.c.position == decision.c.position)
            & (decision_line.c.number == claim_line.c.number),
        )
    )
    .order_by(claim.c.claim_id, decision.c.sequence, claim_line.c.number)
)  # fmt: skip
