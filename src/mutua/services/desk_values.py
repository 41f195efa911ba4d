"""What lies on a desk: requests as they would be decided, lines that were, what authorisations have set aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from mutua.domain.case import Case, FactValue, Line
from mutua.domain.decisions import Assessment, Outcome
from mutua.rules.answer_content import decode_reasons
from mutua.rules.case_content import decode_facts
from mutua.rules.past import passed_the_gates, shared_keys
from mutua.services.plan_book import BookedPlan
from mutua.store.claims import ClaimRecord, LineRecord, PastLine


class Reservation(NamedTuple):
    """What an authorisation has set aside in one period of one holder, and still has."""

    pot: str
    holder: str
    period: date
    amount: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as it would be decided now: what was looked at and what the rules say. Nothing is recorded yet."""

    record: ClaimRecord
    booked: BookedPlan
    case: Case
    answer: Assessment
    household_id: int
    own: tuple[Line, ...]  # the lines with the facts of the request, as later requests will see them
    evidence: tuple[bytes, ...]  # of each line: the state of the ceilings it read, before anything was drawn
    by_rules: Assessment | None = None  # what the rules say, where `answer` is not that
    basis: str = ""  # by which article or resolution it is not
    proposal_id: int = 0  # who proposed and approved that


class Decided(NamedTuple):
    """A line that was decided, with its own facts and those of its request; `stands`: it belongs to its group."""

    claim_id: int
    plan_code: str
    line: Line
    computed_cents: int
    stands: bool
    paid: bool

    @property
    def keys(self) -> set[tuple[str, FactValue]]:
        return shared_keys(self.line.facts)


def authorisation_of(record: ClaimRecord) -> int | None:
    """The authorisation that a request is, or uses."""
    return record.claim_id if record.authorisation else record.authorisation_id


def line_of(record: ClaimRecord, line: LineRecord) -> Line:
    """The line as the rules see it: facts of its columns, its other facts, the answers that came later."""
    facts = decode_facts(line.facts)
    for name, value in (
        ("servizio", line.service_on), ("spesa", line.expense_cents), ("numero_fattura", line.invoice_number),
        ("fattura", line.invoiced_on), ("gruppo", line.group_code),
    ):  # fmt: skip
        if value is not None:
            facts[name] = value
    for later in line.answers:
        facts.update(decode_facts(later))
    return Line(f"{record.claim_id}.{line.number}", line.benefit, facts, line.papers)


def decided_line(past: PastLine) -> Decided:
    facts = decode_facts(past.request_facts)
    for later in past.answers:
        facts.update(decode_facts(later))
    bare = ClaimRecord(past.claim_id, "", 0, past.person_id, "", _ANY, False, None, None, "")
    line = line_of(bare, past.line)
    together = Line(line.id, line.benefit, {**facts, **line.facts})
    codes = [reason.code for reason in decode_reasons(past.reasons)]
    stands = passed_the_gates(Outcome(past.outcome), past.computed_cents, codes)
    paid = bool(past.granted_cents or past.quantity_granted)
    return Decided(past.claim_id, past.plan_code, together, past.computed_cents, stands, paid)


_ANY = datetime.min.replace(tzinfo=UTC)
