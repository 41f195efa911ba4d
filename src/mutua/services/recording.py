"""Recording a decision: its lines with their evidence, its movements on the ceilings, its entry in the books."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.decisions import LineAssessment
from mutua.rules.answer_content import answer_digest, encode_reasons
from mutua.rules.case_content import encode_case
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import Ruleset
from mutua.rules.papers_later import missing_of, papers_later
from mutua.services.desk_values import Draft
from mutua.services.mail import tell_news
from mutua.services.plan_book import BookedPlan
from mutua.services.second_person import watch
from mutua.store.bulk import added
from mutua.store.ceilings import signed
from mutua.store.claim_open import without_papers
from mutua.store.database import ArchiveProblem
from mutua.store.decisions import DecisionRecord, MovementRecord, movements_in_force
from mutua.store.ids import Ids
from mutua.store.ledger import Legs, balances_of_claim, book_entry, deferred_account, legs_towards
from mutua.store.tables import claim_override, decision, decision_line, facts_seen, movement
from mutua.store.unit_of_work import Entry, UnitOfWork

NO_FINGERPRINT = b""
NO_AREA = "generale"  # in the books, benefits that their regulation puts into no area


def commitment(salt: bytes, content: bytes) -> bytes:
    """What the chain holds of the facts: with the salt erased nobody can tell which facts they were."""
    return hashlib.sha256(salt + content).digest()


class Standing(NamedTuple):
    """What a request has drawn and set aside by now, and what stands on its accounts: a new decision replaces both."""

    movements: tuple[MovementRecord, ...] = ()
    accounts: Legs = MappingProxyType({})


def standing_of(connection: Connection, claim_id: int) -> Standing:
    """What earlier decisions of the request left; of an authorisation, only what nobody used or released since."""
    return Standing(tuple(movements_in_force(connection, claim_id)), balances_of_claim(connection, claim_id))


NOTHING = Standing()
NO_SNAPSHOTS: Mapping[str, int] = MappingProxyType({})


class Recorder:
    """Writes drafts as decisions, in one unit of work. Facts seen are gathered and written by `finish`."""

    def __init__(self, unit: UnitOfWork, ids: Ids, snapshots: Mapping[str, int] = NO_SNAPSHOTS) -> None:
        """`snapshots`: plans whose content the archive is known to hold already, number by digest."""
        self.unit = unit
        self._ids = ids
        self._facts: list[tuple[object, ...]] = []
        self._news: list[tuple[int, int]] = []  # of whom, of which household
        self._to_come: dict[int, int] = {}  # how many papers, by authorisation
        self._snapshots = dict(snapshots)
        self._approved: set[str] = set()  # plans by which one may decide, by digest
        self._today = day_in_rome(unit.now)
        self._decided_on = self._today.isoformat()

    def _expect_approved(self, booked: BookedPlan) -> None:
        """Refuses, as an `ArchiveProblem`, to record by rules that two people were to approve and did not."""
        if booked.digest not in self._approved:
            if watch(self.unit.connection, self._today).closed(booked):
                raise ArchiveProblem("rules_not_approved", booked.code)
            self._approved.add(booked.digest)

    def record(self, draft: Draft, *, sequence: int, motive: str = "", before: Standing = NOTHING) -> Entry:
        """The draft as a decision; its evidence is the state of the ceilings that it read, its digest that of what the
        rules say.

        A later decision of the same request is a correction: it takes `before` back and stands in its place.
        """
        kind = "decision" if sequence == 1 else "correction"
        record, booked = draft.record, draft.booked
        self._expect_approved(booked)
        entry = self.unit.entry(record.household_id, kind)
        content = encode_case(draft.case)
        salt = self._ids.salt()
        if booked.digest not in self._snapshots:
            self._snapshots[booked.digest] = booked.snapshot_id(self.unit.connection)
        answers = draft.answer.lines
        said = answers if draft.by_rules is None else draft.by_rules.lines
        entry.add(
            decision, record.claim_id, sequence, kind, self._decided_on, self._snapshots[booked.digest],
            draft.answer.engine_version, draft.answer.granted_cents, bytes.fromhex(answer_digest(said)),
            commitment(salt, content), motive,
        )  # fmt: skip
        versions = booked.by_version
        for number, answer in enumerate(answers, 1):
            self._line(entry, number, draft, answer)
        if draft.by_rules is not None:
            _told_beside(entry, draft, draft.by_rules.lines, sequence)
        moved = undo_movements(entry, record.claim_id, before.movements)
        for number, answer in enumerate(answers, 1):
            for one in answer.movements:
                moved += 1
                owner = booked.owner_of(one.pot, draft.case, draft.household_id)
                used, reserved = signed(one.kind, one.amount)
                entry.add(
                    movement, moved, record.claim_id, number, owner, record.plan_code, one.pot, one.holder,
                    one.period.isoformat(), used, reserved, one.token,
                )  # fmt: skip
        wanted = {} if record.authorisation else benefit_legs(answers, versions, self._today)
        legs = legs_towards(before.accounts, wanted) if before.accounts else wanted
        if legs:
            book_entry(entry, 1, "benefits", self._decided_on, kind, legs, record.claim_id)
        self._facts.append((entry.chain_id, entry.position, salt, content))
        self._news.append((record.person_id, record.household_id))
        self._papers_to_come(draft, sequence)
        return entry

    def _papers_to_come(self, draft: Draft, sequence: int) -> None:
        """An authorisation waits for its papers until the request that uses it is decided, which then asks for them."""
        record = draft.record
        if record.authorisation:
            count = len(missing_of(papers_later(draft.case, draft.booked.plan, draft.answer)))
            if count or sequence > 1:
                self._to_come[record.claim_id] = count
        elif record.authorisation_id is not None:
            self._to_come[record.authorisation_id] = 0

    def _line(self, entry: Entry, number: int, draft: Draft, answer: LineAssessment) -> None:
        fingerprint = draft.answer.fingerprints.get(answer.line_id)
        entry.add(
            decision_line, number, draft.record.claim_id, answer.outcome.value, answer.version,
            bytes.fromhex(fingerprint) if fingerprint else NO_FINGERPRINT, answer.asked_cents, answer.computed_cents,
            answer.granted_cents, answer.suspended_cents, answer.deferred_cents, answer.quantity_asked,
            answer.quantity_granted, encode_reasons(answer), draft.evidence[number - 1],
        )  # fmt: skip

    def finish(self) -> None:
        """Writes what was gathered, and the facts that the decisions saw; who is written to by mail is told."""
        self.unit.beside(added(facts_seen, self._facts))
        if self._to_come:
            self.unit.beside(without_papers(sorted(self._to_come.items())))
        tell_news(self.unit, self._news)
        self._facts, self._news, self._to_come = [], [], {}
        self.unit.flush()

    def reverse(self, chain_id: int, last: DecisionRecord, before: Standing, motive: str) -> Entry:
        """Takes a decision back: ceilings free again, the books as if nothing had been granted."""
        entry = self.unit.entry(chain_id, "reversal")
        nothing = commitment(b"", b"")
        entry.add(
            decision, last.claim_id, last.sequence + 1, "reversal", self._decided_on, last.snapshot_id,
            last.engine_version, 0, nothing, nothing, motive,
        )  # fmt: skip
        undo_movements(entry, last.claim_id, before.movements)
        legs = legs_towards(before.accounts, {})
        if legs:
            book_entry(entry, 1, "benefits", self._decided_on, "reversal", legs, last.claim_id)
        return entry


def _told_beside(entry: Entry, draft: Draft, said: Iterable[LineAssessment], sequence: int) -> None:
    """What the rules say of each line that was decided otherwise."""
    for number, (rules, line) in enumerate(zip(said, draft.answer.lines, strict=True), 1):
        told = (rules.outcome, rules.granted_cents, rules.quantity_granted)
        if told != (line.outcome, line.granted_cents, line.quantity_granted):
            entry.add(
                claim_override, number, draft.record.claim_id, sequence, rules.outcome.value, rules.granted_cents,
                rules.suspended_cents, rules.quantity_granted, draft.basis, draft.proposal_id,
            )  # fmt: skip


def undo_movements(entry: Entry, claim_id: int, movements: Iterable[MovementRecord]) -> int:
    """Rows that give back what movements took; how many there are."""
    number = 0
    for number, one in enumerate(movements, 1):
        entry.add(
            movement, number, claim_id, one.line, one.owner_id, one.plan_code, one.pot, one.holder,
            one.period.isoformat(), -one.used, -one.reserved, one.token,
        )  # fmt: skip
    return number


def benefit_legs(answers: Iterable[LineAssessment], versions: Mapping[str, Ruleset], on: date) -> Legs:
    """What a decision costs and to whom it is owed, by area of benefits: cents owed by the day, and from later days."""
    legs: dict[str, int] = {}
    for answer in answers:
        if not (answer.granted_cents or answer.deferrals):
            continue
        area = versions[answer.version].benefits[answer.benefit].area or NO_AREA
        cost = answer.granted_cents + answer.deferred_cents
        owed = [(f"cost:{area}", cost), (f"payable:{area}", -answer.granted_cents)]
        for one in answer.deferrals:
            begun = one.period <= on
            owed.append((f"payable:{area}" if begun else deferred_account(area, one.period), -one.amount_cents))
        for account, amount in owed:
            if amount:
                legs[account] = legs.get(account, 0) + amount
    return legs
