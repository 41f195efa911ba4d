"""Every decision again, from its own record alone: the rules kept with it, the facts it saw, the ceilings it read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mutua.domain.case import Case
from mutua.domain.decisions import Assessment, LineAssessment
from mutua.rules.answer_content import answer_digest, encode_reasons
from mutua.rules.case_content import decode_case
from mutua.rules.content import ContentError
from mutua.rules.evidence import regenerate
from mutua.services.plan_book import Snapshots
from mutua.store.database import Archive
from mutua.store.decisions import DecisionRecord, LineDecided, erased_decisions, every_decision, how_many


class Difference(NamedTuple):
    """A decision that does not come out as it was recorded: which one, at what, then and now."""

    claim_id: int
    sequence: int
    what: str
    recorded: str
    found: str


@dataclass(slots=True)
class Replayed:
    """What came of replaying: `decisions` decided again, `erased` whose facts are gone, what came out otherwise.

    `overridden`: those of them that the society decided otherwise than its rules say; the rules' own answer comes out
    again, and beside it stands what was decided.
    """

    decisions: int = 0
    overridden: int = 0
    erased: int = 0
    different: list[Difference] = field(default_factory=list)


def replay(archive: Archive, told: Callable[[int, int], None] = lambda done, of: None) -> Replayed:
    """Decides every recorded decision again and compares every byte. `told` hears how far it is."""
    result = Replayed()
    with archive.snapshot() as connection:
        total = how_many(connection)
        snapshots, erased = Snapshots(connection), erased_decisions(connection)
        for done, record in enumerate(every_decision(connection), 1):
            if record.kind != "reversal":
                if record.facts is None and (record.chain_id, record.position) in erased:
                    result.erased += 1
                else:
                    result.decisions += 1
                    result.overridden += bool(record.overrides)
                    result.different += differences(record, snapshots)
            if done % 500 == 0 or done == total:
                told(done, total)
    return result


def regenerated(
    record: DecisionRecord, snapshots: Snapshots, *, explain: bool = True
) -> tuple[Case, Assessment]:  # fmt: skip
    """The case as the decision saw it and the answer, with all its steps where it is to be explained.

    The facts must not have been erased.
    """
    if record.facts is None:
        raise ContentError("the facts that the decision saw", None)
    case = decode_case(bytes(record.facts))
    plan = snapshots[record.snapshot_id].plan
    return case, regenerate(case, plan, [bytes(line.evidence) for line in record.lines], explain=explain)


def differences(record: DecisionRecord, snapshots: Snapshots) -> Iterator[Difference]:
    """How a decision comes out otherwise than recorded: nothing, when all is well."""

    def differs(what: str, recorded: object, found: object) -> Difference:
        return Difference(record.claim_id, record.sequence, what, str(recorded), str(found))

    try:
        _, answer = regenerated(record, snapshots)
    except (ContentError, LookupError, ValueError, AttributeError, TypeError) as fault:
        yield differs("record", "", type(fault).__name__)
        return
    if answer.engine_version != record.engine_version:
        yield differs("engine_version", record.engine_version, answer.engine_version)
    for kept, line in zip(record.lines_by_rules, answer.lines, strict=True):
        for what, recorded, found in _line_values(kept, line, answer):
            if recorded != found:
                yield differs(f"{kept.number}.{what}", recorded, found)
    if answer_digest(answer.lines) != bytes(record.answer_digest).hex():
        yield differs("answer", bytes(record.answer_digest).hex(), answer_digest(answer.lines))


def _line_values(kept: LineDecided, line: LineAssessment, answer: Assessment) -> Iterator[tuple[str, object, object]]:
    yield "outcome", kept.outcome, line.outcome.value
    yield "version", kept.version, line.version
    yield "fingerprint", bytes(kept.fingerprint).hex(), answer.fingerprints.get(line.line_id, "")
    yield "asked_cents", kept.asked_cents, line.asked_cents
    yield "computed_cents", kept.computed_cents, line.computed_cents
    yield "granted_cents", kept.granted_cents, line.granted_cents
    yield "suspended_cents", kept.suspended_cents, line.suspended_cents
    yield "deferred_cents", kept.deferred_cents, line.deferred_cents
    yield "quantity_asked", kept.quantity_asked, line.quantity_asked
    yield "quantity_granted", kept.quantity_granted, line.quantity_granted
    yield "reasons", kept.reasons, encode_reasons(line)
