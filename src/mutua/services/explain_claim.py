"""Why a request was decided as it was: its decision told again from its own record, and checked against its amounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment, Missing, Outcome
from mutua.rules.content import ContentError
from mutua.rules.model import Ruleset, Unit
from mutua.rules.papers_later import missing_of, papers_later
from mutua.services.decide_claim import Refusal
from mutua.services.exceptions import as_decided, exceptions_of
from mutua.services.money_told import decided_of, due_by_decisions
from mutua.services.plan_book import Snapshots
from mutua.services.replay import Difference, differences, regenerated
from mutua.store.claims import claim_by_public_id, claim_by_reference, read_claims
from mutua.store.database import Archive
from mutua.store.decisions import DecisionRecord, decision_in_force, decisions_in_force, erased_decisions
from mutua.store.people import who_is
from mutua.wording.awaited import awaited
from mutua.wording.explain import Told, explain_assessment, told_in_parts
from mutua.wording.numbers import Language
from mutua.wording.override import Exceptional, all_in_all, told_as_exception


class LineTold(NamedTuple):
    """A line of an answer in words, with the benefit, the rules that decided it and the outcome.

    `exception`: it is not what the rules say; `told` says so first.
    """

    told: Told
    benefit: str
    outcome: Outcome
    ruleset: Ruleset
    granted_cents: int
    exception: bool = False


NO_EXCEPTIONS: Mapping[int, Exceptional] = MappingProxyType({})


def lines_told(
    answer: Assessment, versions: Mapping[str, Ruleset], language: Language, case: Case, decided_on: date,
    exceptions: Mapping[int, Exceptional] = NO_EXCEPTIONS,
) -> tuple[LineTold, ...]:  # fmt: skip
    """Each line of an answer of the rules in words, kept apart by what they say; `exceptions` by number of the line."""
    facts = {one.id: {**case.facts, **one.facts} for one in case.lines}
    found = []
    for number, line in enumerate(answer.lines, 1):
        ruleset = versions.get(line.version) or next(iter(versions.values()))
        told = told_in_parts(line, ruleset, language, facts.get(line.line_id, {}), decided_on)
        other = exceptions.get(number)
        if other is None:
            found.append(LineTold(told, line.benefit, line.outcome, ruleset, line.granted_cents))
            continue
        benefit = ruleset.benefits.get(line.benefit)
        said = told_as_exception(told, other, benefit.title if benefit else line.benefit, ruleset, language)
        outcome = Outcome.PAID if other.decided else Outcome.REFUSED
        cents = other.decided if other.unit is Unit.EURO else 0
        found.append(LineTold(said, line.benefit, outcome, ruleset, cents, True))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Explained:
    """A decision in words. `sentences` is empty where the facts were erased, or cannot be read any more.

    `parts`: the same by line, with the rules that decided each. `granted_cents`: what was due by the decision, later
    periods that had begun included.

    `differences`: what does not come out as it was recorded; empty when all is well.
    """

    claim_id: int
    sequence: int
    kind: str
    decided_on: date
    granted_cents: int
    sentences: tuple[str, ...]
    differences: tuple[Difference, ...]
    erased: bool
    parts: tuple[LineTold, ...] = ()
    missing: tuple[Missing, ...] = ()


def find_claim(archive: Archive, name: str) -> int | None:
    """The number of the request that is meant: by its number, the office's own or its public name; or None."""
    with archive.reader.begin() as connection:
        if name.isascii() and name.isdigit() and len(name) < 16 and read_claims(connection, [int(name)]):
            return int(name)
        return claim_by_reference(connection, name) or claim_by_public_id(connection, name)


class Heading(NamedTuple):
    """Whose request it is and what it is about, so that nobody decides another's."""

    claim_id: int
    reference: str
    surname: str
    given_name: str
    card_number: str
    invoices: tuple[tuple[str, date | None], ...]


def heading(archive: Archive, claim_id: int) -> Heading | None:
    """The heading of a request; None where there is no such request."""
    with archive.reader.begin() as connection:
        records = read_claims(connection, [claim_id])
        if not records:
            return None
        record = records[0]
        who = who_is(connection, record.person_id)
        invoices = tuple((line.invoice_number, line.invoiced_on) for line in record.lines if line.invoice_number)
        return Heading(claim_id, record.reference, *who, tuple(dict.fromkeys(invoices)))


def explain_claim(archive: Archive, claim_id: int, language: Language) -> Explained | Refusal:
    """The decision in force of the request, as its own record tells it."""
    with archive.snapshot() as connection:
        record = decision_in_force(connection, claim_id)
        if record is None:
            return Refusal("claim_not_decided", str(claim_id))
        return explained_in(connection, record, language)


def awaited_by(archive: Archive, claim_id: int, language: Language) -> list[str] | None:
    """What the request waits for, where its decision in force suspended it; None where it did not.

    Empty where the facts were erased or cannot be read any more.
    """
    with archive.reader.begin() as connection:
        return awaited_in(connection, Snapshots(connection), claim_id, language)


def awaited_in(
    connection: Connection, snapshots: Snapshots, claim_id: int, language: Language
) -> list[str] | None:
    """The same, for who asks it of several requests."""
    return _awaited(snapshots, decision_in_force(connection, claim_id), language)


def awaited_of(
    connection: Connection, claim_ids: Sequence[int], language: Language
) -> dict[int, tuple[str, ...]]:  # fmt: skip
    """What each of several requests waits for; nothing of one that waits for nothing."""
    snapshots, records = Snapshots(connection), decisions_in_force(connection, claim_ids)
    return {one: tuple(_awaited(snapshots, records.get(one), language) or ()) for one in claim_ids}


def _awaited(snapshots: Snapshots, record: DecisionRecord | None, language: Language) -> list[str] | None:
    if record is None or not any(line.outcome == Outcome.SUSPENDED.value for line in record.lines):
        return None
    try:
        _, answer = regenerated(record, snapshots, explain=False)  # what is missing needs no steps
    except (ContentError, LookupError, ValueError, AttributeError, TypeError):  # as `differences` finds it
        return []
    versions = {one.version: one for one in snapshots[record.snapshot_id].plan.versions}
    return awaited(as_decided(answer, record), versions, language)


def explained_in(connection: Connection, record: DecisionRecord, language: Language) -> Explained:
    """A decision in words, whether it is in force or not."""
    erased = record.facts is None and (record.chain_id, record.position) in erased_decisions(connection)
    snapshots = Snapshots(connection)
    found = () if erased else tuple(differences(record, snapshots))
    readable = not erased and not any(one.what == "record" for one in found)
    sentences: list[str] = []
    parts: tuple[LineTold, ...] = ()
    missing: tuple[Missing, ...] = ()
    due = due_by_decisions(connection, decided_of([record]))[record.claim_id, record.position]
    if readable:
        case, answer = regenerated(record, snapshots)
        versions = {one.version: one for one in snapshots[record.snapshot_id].plan.versions}
        others = exceptions_of(connection, record, snapshots[record.snapshot_id].plan)
        parts = lines_told(answer, versions, language, case, record.decided_on, others)
        sentences = explain_assessment(answer, versions, language, case, record.decided_on)
        if others:
            total = all_in_all(due, language)
            sentences = [*(one for part in parts for one in part.told.sentences), *([total] if len(parts) > 1 else [])]
        told = as_decided(answer, record)
        later = papers_later(case, snapshots[record.snapshot_id].plan, told)
        missing = tuple(dict.fromkeys((*missing_of(told), *missing_of(later))))
    return Explained(
        record.claim_id, record.sequence, record.kind, record.decided_on, due, tuple(sentences),
        found, erased, parts, missing,
    )  # fmt: skip
