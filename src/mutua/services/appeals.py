"""The member does not agree: an objection to a decision, filed by the office, answered by somebody else than decided.

The last day to object and the day by which it is answered come from the rules of the request: those of `reclamo`, and
those of a decision counted from the day on which the objection came.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Table, bindparam, insert, select

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.appeal_people import NOBODY, Acted, who_acted
from mutua.services.claim_clocks import clocks_of, days_of
from mutua.services.claim_life import Desktop, Done, a_claim
from mutua.services.decide_claim import Refusal
from mutua.services.decision_makers import made_by
from mutua.services.locks import Locked, locked_work
from mutua.services.mail import tell_news
from mutua.services.plan_book import PlanBook
from mutua.services.recording import commitment
from mutua.store.claims import ClaimRecord, await_decision
from mutua.store.database import Archive
from mutua.store.decisions import DecisionRecord, decisions_of
from mutua.store.tables import (
    actor,
    appeal_addition,
    appeal_addition_words,
    appeal_words,
    claim_appeal,
    claim_appeal_answer,
    entry,
)
from mutua.store.unit_of_work import Entry, UnitOfWork

LEAST_LETTERS = 10  # of an objection: fewer say nothing that anybody could answer


class AppealTold(NamedTuple):
    """What the member says, how and when it came."""

    filed_on: date
    channel: str  # of `APPEAL_CHANNELS`
    words: str


class Answered(NamedTuple):
    """What was answered, by whom, when and why; `motive`: "" where the member took it back on their pages."""

    outcome: str  # of `APPEAL_OUTCOMES`
    on: date
    by: str
    motive: str


class Added(NamedTuple):
    """What the member added to an objection; `words` None where they were erased."""

    added_on: date
    channel: str  # of `ADDITION_CHANNELS`
    words: str | None
    by: str


class Appeal(NamedTuple):
    """An objection to a decision (`sequence`); `words` None where they were erased. `late`: after the last day.
    `added`: what was said later, the first first. `seen`: tells all that was said up to now from what was before."""

    sequence: int
    filed_on: date
    channel: str
    until: date | None
    answer_by: date | None
    words: str | None
    by: str
    answer: Answered | None
    added: tuple[Added, ...] = ()

    @property
    def seen(self) -> str:
        return f"{self.sequence}-{len(self.added)}"

    @property
    def late(self) -> bool:
        return self.until is not None and self.filed_on > self.until


def file_appeal(at: Desktop, claim_id: int, told: AppealTold) -> Done | Refusal:
    """Records an objection to the last decision of the request, one taken back included. One only to each decision.
    Refuses one of fewer letters than `LEAST_LETTERS`.

    It is taken after the last day too: that it is late is told, and may be why it is rejected.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        record = a_claim(unit.connection, claim_id)
        if isinstance(record, Refusal):
            return record
        decisions = decisions_of(unit.connection, claim_id)
        if not decisions:
            return Refusal("claim_not_decided", str(claim_id))
        refusal = _not_taken(unit, told, decisions[-1]) or _already(unit.connection, claim_id, decisions[-1].sequence)
        if refusal is not None:
            return refusal
        until, answer_by = _days(unit.connection, at.plans, record, decisions[-1], told.filed_on)
        salt = at.ids.salt()
        made = unit.entry(record.household_id, "appeal")
        made.add(
            claim_appeal, claim_id, decisions[-1].sequence, told.filed_on.isoformat(), told.channel,
            until.isoformat() if until else None, answer_by.isoformat() if answer_by else None,
            commitment(salt, told.words.encode()),
        )  # fmt: skip
        keep_words(unit, made, appeal_words, record.person_id, salt, told.words)
        return Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def keep_words(unit: UnitOfWork, made: Entry, table: Table, person_id: int, salt: bytes, words: str) -> None:
    """What a member said, beside the entry that commits to it: it can be erased, the entry stays."""
    unit.flush()
    unit.connection.execute(
        insert(table).values(
            chain_id=made.chain_id, position=made.position, person_id=person_id, salt=salt, content=words,
        )
    )  # fmt: skip


def _not_taken(unit: UnitOfWork, told: AppealTold, last: DecisionRecord) -> Refusal | None:
    refusal = too_few_words(told.words)
    if refusal is not None:
        return refusal
    if told.filed_on > day_in_rome(unit.now):
        return Refusal("appeal_in_future")
    if told.filed_on < last.decided_on:
        return Refusal("appeal_before_decision", last.decided_on.strftime("%d/%m/%Y"))
    return None


def too_few_words(words: str) -> Refusal | None:
    """Why nobody could answer what the member says: nothing, or a few letters."""
    if not words.strip():
        return Refusal("appeal_without_words")
    return Refusal("appeal_too_short") if sum(one.isalpha() for one in words) < LEAST_LETTERS else None


def _already(connection: Connection, claim_id: int, sequence: int) -> Refusal | None:
    """One objection to a decision, and one open at a time."""
    every = appeals_of(connection, claim_id)
    if any(one.sequence == sequence or one.answer is None for one in every):
        withdrawn = every[-1].answer is not None and every[-1].answer.outcome == "withdrawn"
        return Refusal("appeal_taken_back") if withdrawn else Refusal("appeal_there")
    return None


def _days(
    connection: Connection, plans: PlanBook, record: ClaimRecord, last: DecisionRecord, filed_on: date
) -> tuple[date | None, date | None]:
    """The last day to object, and the day by which it is answered; None where the rules set none."""
    received_on = day_in_rome(record.received_at)
    days = days_of(connection, {record.claim_id: received_on})[record.claim_id]
    benefits = [one.benefit for one in record.lines]
    until = clocks_of(plans, record.plan_code, benefits, days, decided_on=last.decided_on).appeal_by
    anew = days._replace(came_on=filed_on)
    return until, clocks_of(plans, record.plan_code, benefits, anew).decide_by


def open_appeal(connection: Connection, claim_id: int) -> tuple[ClaimRecord, Appeal] | Refusal:
    """The request with its open objection, or why there is none."""
    record = a_claim(connection, claim_id)
    if isinstance(record, Refusal):
        return record
    waiting = [one for one in appeals_of(connection, claim_id) if one.answer is None]
    return (record, waiting[-1]) if waiting else Refusal("appeal_unknown")


def answer_appeal(at: Desktop, claim_id: int, outcome: str, motive: str, *, seen: str) -> Done | Refusal:
    """Answers the open objection of the request, once. Upheld, the request is to be decided anew, even one whose
    decision was taken back.

    `seen`: of the objection that was read. Refuses where the member said more since; whoever took, proposed or approved
    the decision; a motive is always wanted.
    """

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        found = open_appeal(unit.connection, claim_id)
        if isinstance(found, Refusal):
            return found
        record, waiting = found
        if waiting.seen != seen:
            return Refusal("appeal_added")
        if not motive.strip():
            return Refusal("appeal_without_motive")
        against = next(one for one in decisions_of(unit.connection, claim_id) if one.sequence == waiting.sequence)
        if made_by(unit.connection, against, at.actor_id):
            return Refusal("appeal_own")
        made = unit.entry(record.household_id, "appeal_answer")
        made.add(claim_appeal_answer, claim_id, against.sequence, outcome, motive.strip())
        if outcome == "upheld" and not record.pending:
            await_decision(unit, [(claim_id, record.household_id)])
        tell_news(unit, [(record.person_id, record.household_id)])
        return Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


def withdraw_appeal(at: Desktop, claim_id: int) -> Done | Refusal:
    """Whoever objected takes the open objection back: the decision stays, and what it grants is paid."""

    def work(unit: UnitOfWork, locked: Locked) -> Done | Refusal:
        found = open_appeal(unit.connection, claim_id)
        if isinstance(found, Refusal):
            return found
        record, waiting = found
        made = unit.entry(record.household_id, "appeal_answer")
        made.add(claim_appeal_answer, claim_id, waiting.sequence, "withdrawn", "")
        return Done(claim_id)

    return locked_work(at.archive, [claim_id], work, plans=at.plans, actor_id=at.actor_id, now=at.now)


# ---------------------------------------------------------------- reading


def appeals_of(connection: Connection, claim_id: int) -> list[Appeal]:
    """The objections to decisions of the request, the first one first."""
    asked = {"claim": claim_id}
    objections = connection.execute(_OBJECTIONS, asked).all()
    if not objections:
        return []
    added: dict[int, list[Added]] = {}
    for row in connection.execute(_ADDED, asked):
        added.setdefault(row.sequence, []).append(Added(row.added_on, row.channel, row.content, row.name))
    answers = {
        row.sequence: Answered(row.outcome, day_in_rome(row.recorded_at), row.name, row.motive)
        for row in connection.execute(_ANSWERS, asked)
    }
    return [
        Appeal(row.sequence, row.filed_on, row.channel, row.until, row.answer_by, row.content, row.name,
               answers.get(row.sequence), tuple(added.get(row.sequence, ())))
        for row in objections
    ]  # fmt: skip


_ANSWERS = (
    select(claim_appeal_answer.c.sequence, claim_appeal_answer.c.outcome, claim_appeal_answer.c.motive,
           entry.c.recorded_at, actor.c.name)
    .join(entry, (entry.c.chain_id == claim_appeal_answer.c.chain_id)
          & (entry.c.position == claim_appeal_answer.c.position))
    .join(actor, actor.c.id == entry.c.actor_id)
    .where(claim_appeal_answer.c.claim_id == bindparam("claim"))
)  # fmt: skip
_OBJECTIONS = (
    select(claim_appeal, appeal_words.c.content, actor.c.name)
    .join(entry, (entry.c.chain_id == claim_appeal.c.chain_id) & (entry.c.position == claim_appeal.c.position))
    .join(actor, actor.c.id == entry.c.actor_id)
    .outerjoin(appeal_words, (appeal_words.c.chain_id == claim_appeal.c.chain_id)
               & (appeal_words.c.position == claim_appeal.c.position))
    .where(claim_appeal.c.claim_id == bindparam("claim"))
    .order_by(claim_appeal.c.sequence)
)  # fmt: skip
_ADDED = (
    select(appeal_addition, appeal_addition_words.c.content, actor.c.name)
    .join(entry, (entry.c.chain_id == appeal_addition.c.chain_id) & (entry.c.position == appeal_addition.c.position))
    .join(actor, actor.c.id == entry.c.actor_id)
    .outerjoin(appeal_addition_words, (appeal_addition_words.c.chain_id == appeal_addition.c.chain_id)
               & (appeal_addition_words.c.position == appeal_addition.c.position))
    .where(appeal_addition.c.claim_id == bindparam("claim"))
    .order_by(entry.c.recorded_at, entry.c.chain_id, entry.c.position)
)  # fmt: skip


def open_appeals(connection: Connection, claim_ids: Sequence[int]) -> dict[int, tuple[date, date | None]]:
    """Of each request with an open objection, when it came and by when it is answered."""
    answered = select(claim_appeal_answer.c.claim_id).where(
        claim_appeal_answer.c.claim_id == claim_appeal.c.claim_id,
        claim_appeal_answer.c.sequence == claim_appeal.c.sequence,
    )  # fmt: skip
    query = select(claim_appeal.c.claim_id, claim_appeal.c.filed_on, claim_appeal.c.answer_by).where(
        claim_appeal.c.claim_id.in_(list(claim_ids)), ~answered.exists()
    )
    return {claim_id: (filed_on, by) for claim_id, filed_on, by in connection.execute(query)}


class AppealsShown(NamedTuple):
    """The objections of a request; `own`: whoever looks took part in the decision that the open one is about."""

    every: tuple[Appeal, ...]
    own: bool

    @property
    def open(self) -> Appeal | None:
        return next((one for one in self.every if one.answer is None), None)


def show_appeals(archive: Archive, claim_id: int, actor_id: int) -> AppealsShown:
    """The objections as a page shows them to somebody."""
    with archive.snapshot() as connection:
        acted = who_acted(connection, claim_id, actor_id)
        every = [_named(one, acted.get(one.sequence, NOBODY)) for one in appeals_of(connection, claim_id)]
        waiting = [one.sequence for one in every if one.answer is None]
        against = [one for one in decisions_of(connection, claim_id) if one.sequence in waiting] if waiting else []
        return AppealsShown(tuple(every), any(made_by(connection, one, actor_id) for one in against))


def _named(one: Appeal, acted: Acted) -> Appeal:
    """With the names of the members who acted through their pages."""
    answer = one.answer if one.answer is None or one.answer.motive else one.answer._replace(by=acted.withdrawn)
    added = tuple(
        more._replace(by=name or more.by) for more, (name, _) in zip(one.added, acted.added, strict=True)
    ) if acted.added else one.added  # fmt: skip
    return one._replace(by=acted.filed or one.by, answer=answer, added=added)
