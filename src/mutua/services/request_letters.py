"""Letters about a request: the decision with its reasons, and everything still missing, asked for once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select

from mutua.domain.decisions import Assessment, Outcome
from mutua.domain.italian import ROME, written_day
from mutua.letters.papers import Paper
from mutua.letters.request_papers import DecidedLine, DecisionLetter, PapersAskedLetter
from mutua.rules.content import ContentError
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import Ruleset
from mutua.services.appeals import appeals_of
from mutua.services.claim_clocks import ASKED, Days, clocks_of, days_of, rules_of_request
from mutua.services.claim_life import Desktop
from mutua.services.claim_states import owed_cents
from mutua.services.counted import as_far_as, counted
from mutua.services.decide_claim import Refusal
from mutua.services.exceptions import as_decided, exceptions_of
from mutua.services.explain_claim import LineTold, awaited_of, lines_told
from mutua.services.issue_papers import About, NotIssued, Printed, Wanted, file_name, last_issued, print_and_note
from mutua.services.letter_to import number_of, to_whom
from mutua.services.money_told import due_in_force, sent_of
from mutua.services.news_letters import appeal_letter, reversal_letter, upheld_before
from mutua.services.plan_book import PlanBook, Snapshots
from mutua.services.replay import regenerated
from mutua.services.society import letterhead
from mutua.store.base import Instant
from mutua.store.bulk import among
from mutua.store.claims import ClaimRecord, read_claims
from mutua.store.decisions import DecisionRecord, decision_in_force, decisions_of
from mutua.store.tables import claim, claim_paper, decision, decision_line, entry, identity, paper_issued
from mutua.store.vault import Vault
from mutua.wording.awaited import awaited, theirs
from mutua.wording.explain import begun_cents, told_in_parts
from mutua.wording.letters import money_sentences, objection_sentences, rules_sentence, total_sentence

LETTER, TAKEN_BACK, APPEAL = "decision_letter", "reversal_letter", "appeal_letter"


class _Told(NamedTuple):
    """A decision read again from its own record. `answer`: as it was decided; `parts`: in words, by line."""

    record: ClaimRecord
    decision: DecisionRecord
    answer: Assessment
    versions: dict[str, Ruleset]
    parts: tuple[LineTold, ...]


def _told(connection: Connection, claim_id: int) -> _Told | Refusal:
    records, last = read_claims(connection, [claim_id]), decision_in_force(connection, claim_id)
    if not records:
        return Refusal("claim_unknown", str(claim_id))
    if last is None:
        return Refusal("claim_not_decided", str(claim_id))
    snapshots = Snapshots(connection)
    try:
        case, answer = regenerated(last, snapshots)
    except (ContentError, LookupError, ValueError, AttributeError, TypeError):  # as `differences` finds it
        return Refusal("decision_unreadable", str(claim_id))
    plan = snapshots[last.snapshot_id].plan
    versions = {one.version: one for one in plan.versions}
    parts = lines_told(answer, versions, "it", case, last.decided_on, exceptions_of(connection, last, plan))
    return _Told(records[0], last, as_decided(answer, last), versions, parts)


# ---------------------------------------------------------------- what the letters say


def decision_letter(
    connection: Connection, issued_on: date, *, plans: PlanBook, claim_id: int
) -> DecisionLetter | Refusal:
    """The decision in force with its explanation. Refuses one that waits for papers as a whole: they are asked for."""
    told = _told(connection, claim_id)
    if isinstance(told, Refusal):
        return told
    record, last, answer = told.record, told.decision, told.answer
    if all(line.outcome is Outcome.SUSPENDED for line in answer.lines):
        return Refusal("letter_while_suspended", str(claim_id))
    received_on = day_in_rome(record.received_at)
    days = days_of(connection, {claim_id: received_on})[claim_id]
    benefits = [line.benefit for line in record.lines]
    promised = clocks_of(plans, record.plan_code, benefits, days, decided_on=last.decided_on)
    rules = rules_of_request(plans, record.plan_code, received_on)
    lines = tuple(DecidedLine(*part.told) for part in told.parts)
    to, person = to_whom(connection, record, issued_on)
    owed = owed_cents(connection, [claim_id], issued_on).get(claim_id, 0)
    sent = sent_of(connection, [claim_id]).get(claim_id, ())
    return DecisionLetter(
        letterhead(connection), to, number_of(connection, claim_id), person, received_on, last.decided_on, issued_on,
        lines, total_sentence(answer.granted_cents + begun_cents(answer, last.decided_on)) if len(lines) > 1 else "",
        money_sentences(owed, promised.pay_by, record.authorisation, record.expires_on, answer,
                        [(one.cents, one.on, one.on_its_way) for one in sent]),
        objection_sentences(promised.appeal_by, rules),
        rules_sentence([_version(told, line.version) for line in answer.lines]),
        upheld_before(connection, claim_id, last.sequence),
    )  # fmt: skip


def papers_asked_letter(
    connection: Connection, issued_on: date, *, plans: PlanBook, claim_id: int
) -> PapersAskedLetter | Refusal:
    """Everything the request lacks that the member has, and until when it may come. Refuses one that lacks nothing, or
    only what the office looks up."""
    told = _told(connection, claim_id)
    if isinstance(told, Refusal):
        return told
    every = awaited(told.answer, told.versions, "it")
    things = theirs(every)
    if not things or told.record.pending:
        return Refusal("only_ours_missing" if every and not told.record.pending else "nothing_missing", str(claim_id))
    record, received_on = told.record, day_in_rome(told.record.received_at)
    days = Days(received_on, issued_on)
    promised = clocks_of(plans, record.plan_code, [one.benefit for one in record.lines], days, complete=False)
    rules = rules_of_request(plans, record.plan_code, received_on)
    article = rules.procedure.article if rules is not None and rules.procedure is not None else ""
    then = tuple(dict.fromkeys(
        sentence
        for line in told.answer.lines if line.outcome is Outcome.SUSPENDED
        for sentence in told_in_parts(line, _version(told, line.version)).needed if sentence.startswith("Se tutto")
    ))  # fmt: skip
    to, person = to_whom(connection, record, issued_on)
    return PapersAskedLetter(
        letterhead(connection), to, number_of(connection, claim_id), person, received_on, issued_on, things, then,
        promised.complete_by, article,
    )  # fmt: skip


def _version(told: _Told, version: str) -> Ruleset:
    return told.versions.get(version) or next(iter(told.versions.values()))


# ---------------------------------------------------------------- which are wanted


_MAKERS: Mapping[str, Callable[..., Paper | Refusal]] = {
    LETTER: decision_letter, ASKED: papers_asked_letter, TAKEN_BACK: reversal_letter, APPEAL: appeal_letter,
}  # fmt: skip
_FILES = {LETTER: "decisione", ASKED: "documenti", TAKEN_BACK: "annullamento", APPEAL: "reclamo"}


def wanted_letter(
    connection: Connection, plans: PlanBook, kind: str, claim_id: int, motive: str = ""
) -> Wanted | Refusal:
    """The letter of that kind about the request, as its last decision stands."""
    records, decisions = read_claims(connection, [claim_id]), decisions_of(connection, claim_id)
    if not records:
        return Refusal("claim_unknown", str(claim_id))
    last = decisions[-1] if decisions else None
    sequence = last.sequence if last is not None else 0
    if kind == APPEAL:
        sequence = max([one.sequence for one in appeals_of(connection, claim_id)], default=sequence)
    elif last is None or (last.kind == "reversal") != (kind == TAKEN_BACK):
        return Refusal("claim_not_decided" if kind != TAKEN_BACK else "not_taken_back", str(claim_id))
    [record] = records
    make = _MAKERS[kind]
    number = number_of(connection, claim_id)
    return Wanted(
        kind, record.household_id, record.person_id, None, None, file_name(_FILES[kind], number, sequence),
        partial(make, plans=plans, claim_id=claim_id), record.person_id, About(claim_id, sequence, motive),
    )  # fmt: skip


class OfTheDay(NamedTuple):
    """A decision of a day, for the list of its letters; `printed_on`: when its letter was first printed;
    `granted_cents`: what is due by it, later periods that had begun included."""

    claim_id: int
    public_id: str
    name: str
    surname: str
    given_name: str
    granted_cents: int
    suspended: bool
    printed_on: date | None
    kind: str  # of its letter


def letters_of(connection: Connection, day: date, without: frozenset[int] = frozenset()) -> list[OfTheDay]:
    """The requests last decided on a day, or taken back, each with whether its letter was printed. `without`: of none
    of these people."""
    return _of_day(connection, _of_others(_OF_DAY, without), day)


AT_ONCE = 50  # of a page
MOST_TOGETHER = 100  # letters of one PDF: whole pages, made in some seconds


class LettersPage(NamedTuple):
    """Some of the letters of a day; `total`: of the day."""

    letters: tuple[OfTheDay, ...]
    total: int
    number: int
    pages: int
    more: bool = False  # than `total`

    @property
    def first(self) -> int:
        """The first of those that are printed together with this page, counted from 1."""
        return (self.number - 1) * AT_ONCE // MOST_TOGETHER * MOST_TOGETHER + 1

    @property
    def last(self) -> int:
        return min(self.first + MOST_TOGETHER - 1, self.total)

    @property
    def next_page(self) -> int | None:
        """The page of the first that is printed the next time; None where these are the last."""
        return self.last // AT_ONCE + 1 if self.more or self.last < self.total else None


def letters_page(connection: Connection, day: date, number: int, without: frozenset[int] = frozenset()) -> LettersPage:
    """A page of the same."""
    which = _WHICH
    if without:
        which = _of_others(which.where(claim.c.claim_id == decision.c.claim_id), without)
    together = (number - 1) * AT_ONCE // MOST_TOGETHER + 1  # which of those that are printed in one go
    total, more = counted(connection, which, as_far_as(together, MOST_TOGETHER), **_given(day))
    query = _of_others(_OF_DAY, without).limit(AT_ONCE).offset((number - 1) * AT_ONCE)
    return LettersPage(tuple(_of_day(connection, query, day)), total, number, max(1, -(-total // AT_ONCE) + more), more)


def _of_others(query: Select[Any], without: frozenset[int]) -> Select[Any]:
    return query.where(claim.c.person_id.not_in(sorted(without))) if without else query


def _given(day: date) -> dict[str, date | datetime]:
    first, after = (datetime.combine(one, time.min, ROME) for one in (day, day + timedelta(days=1)))
    return {"day": day, "since": first, "until": after}


def _of_day(connection: Connection, query: Select[Any], day: date) -> list[OfTheDay]:
    rows = connection.execute(query, _given(day)).all()
    ids = [row.claim_id for row in rows]
    printed, due = _printed_on(connection, ids), due_in_force(connection, ids)
    found = []
    for row in rows:
        suspended = row.lines > 0 and row.lines == row.suspended_lines
        kind = TAKEN_BACK if row.kind == "reversal" else ASKED if suspended else LETTER
        found.append(OfTheDay(
            row.claim_id, row.public_id, row.reference or str(row.claim_id), row.surname or "", row.given_name or "",
            due.get(row.claim_id, 0), suspended, printed.get((row.claim_id, row.sequence, kind)), kind,
        ))  # fmt: skip
    return found


_later = decision.alias("later")
_NEWER = select(_later.c.claim_id).where(
    (_later.c.claim_id == decision.c.claim_id) & (_later.c.sequence > decision.c.sequence)
)
# What was decided on a day was written on that day: entries are found by when they were, decisions by their entry.
_ON_DAY = (
    (decision.c.decided_on == bindparam("day"))
    & (entry.c.recorded_at >= bindparam("since", type_=Instant))
    & (entry.c.recorded_at < bindparam("until", type_=Instant))
    & (entry.c.chain_id == decision.c.chain_id) & (entry.c.position == decision.c.position)
)  # fmt: skip
_LAST_OF_DAY = _ON_DAY & ~_NEWER.correlate(decision).exists()
_OF_DECISION = (decision_line.c.chain_id == decision.c.chain_id) & (decision_line.c.position == decision.c.position)
_LINES = select(func.count()).select_from(decision_line).where(_OF_DECISION)
_SUSPENDED = _LINES.where(decision_line.c.outcome == Outcome.SUSPENDED.value)
# The decisions of a day after which there is none, in the order in which they were taken.
_OF_DAY = (
    select(
        claim.c.claim_id, claim.c.public_id, claim.c.reference, identity.c.surname, identity.c.given_name,
        decision.c.sequence, decision.c.kind,
        _LINES.correlate(decision).scalar_subquery().label("lines"),
        _SUSPENDED.correlate(decision).scalar_subquery().label("suspended_lines"),
    )
    .select_from(
        decision.join(claim, claim.c.claim_id == decision.c.claim_id)
        .outerjoin(identity, identity.c.person_id == claim.c.person_id)
    )
    .where(_LAST_OF_DAY)
    .order_by(entry.c.recorded_at, entry.c.chain_id, entry.c.position)
)  # fmt: skip
_WHICH = select(decision.c.claim_id).where(_LAST_OF_DAY)


def _printed_on(connection: Connection, claim_ids: Sequence[int]) -> dict[tuple[int, int, str], date]:
    """When the letter of a decision was first printed, by request, number of the decision and kind."""
    same = (paper_issued.c.chain_id == claim_paper.c.chain_id) & (paper_issued.c.position == claim_paper.c.position)
    query = (
        select(claim_paper.c.claim_id, claim_paper.c.sequence, paper_issued.c.kind, paper_issued.c.issued_on)
        .select_from(claim_paper.join(paper_issued, same)).where(among(claim_paper.c.claim_id))
        .order_by(claim_paper.c.claim_id, claim_paper.c.position)
    )  # fmt: skip
    found: dict[tuple[int, int, str], date] = {}
    for claim_id, sequence, kind, on in connection.execute(query, {"ids": list(claim_ids)}):
        found.setdefault((claim_id, sequence, kind), on)
    return found


def asked_before(connection: Connection, claim_id: int) -> list[tuple[int, date]]:
    """When papers were asked for, each with the number of the decision that found them missing."""
    same = (paper_issued.c.chain_id == claim_paper.c.chain_id) & (paper_issued.c.position == claim_paper.c.position)
    query = (
        select(claim_paper.c.sequence, paper_issued.c.issued_on)
        .select_from(claim_paper.join(paper_issued, same))
        .where((claim_paper.c.claim_id == claim_id) & (paper_issued.c.kind == ASKED))
        .order_by(claim_paper.c.position)
    )
    return [(sequence, on) for sequence, on in connection.execute(query)]


# ---------------------------------------------------------------- printing


def ask_for_papers(
    at: Desktop, claim_id: int, vault: Vault | None = None, *, again: str = ""
) -> Printed | Refusal:  # fmt: skip
    """Prints the letter that asks for everything missing, and notes that it was asked.

    The same letter again is the same. `again`: why a second one is written, where the papers that came were not
    enough; without a reason it is refused. Who may give one is for the page to say (`Permission.PAPERS_AGAIN`).
    """
    with at.archive.reader.begin() as connection:
        wanted = wanted_letter(connection, at.plans, ASKED, claim_id, again.strip())
        if isinstance(wanted, Refusal):
            return wanted
        assert wanted.about is not None
        before = [on for sequence, on in asked_before(connection, claim_id) if sequence != wanted.about.sequence]
        printed_before = last_issued(connection, wanted) is not None
    if before and not printed_before and not again.strip():
        return Refusal("papers_asked_already", written_day(before[-1]))
    [printed] = print_and_note(at, [wanted], vault=vault)
    return printed.refusal if isinstance(printed, NotIssued) else printed


def print_letter(at: Desktop, claim_id: int, vault: Vault | None = None, *, kind: str = "") -> Printed | Refusal:
    """Prints the letter with the decision of a request, or that says that it was taken back; or another kind.

    With a vault the letter is kept there as it was sent.
    """
    with at.archive.reader.begin() as connection:
        decisions = decisions_of(connection, claim_id)
        kind = kind or (TAKEN_BACK if decisions and decisions[-1].kind == "reversal" else LETTER)
        wanted = wanted_letter(connection, at.plans, kind, claim_id)
    if isinstance(wanted, Refusal):
        return wanted
    [printed] = print_and_note(at, [wanted], vault=vault)
    return printed.refusal if isinstance(printed, NotIssued) else printed


def letters_wanted(
    at: Desktop, day: date, without: frozenset[int] = frozenset(), *, first: int = 1, asking: bool = False
) -> list[Wanted]:  # fmt: skip
    """The letters with the decisions of a day from the `first` of its list on, those of 100 decisions at most; those
    that wait for papers have none. `asking`: the letters that ask for everything missing instead, none for a request of
    which papers were asked for before: a second letter takes an approver, and a reason."""
    with at.archive.reader.begin() as connection:
        query = _of_others(_OF_DAY, without).limit(MOST_TOGETHER).offset(max(0, first - 1))
        found = _of_day(connection, query, day)
        return (_asking_of if asking else _wanted_of)(connection, at.plans, found)


def wanted_letters_of(
    connection: Connection, plans: PlanBook, day: date, without: frozenset[int] = frozenset()
) -> list[Wanted]:
    """The letters with the decisions of a day."""
    return _wanted_of(connection, plans, letters_of(connection, day, without))


def wanted_asking_of(
    connection: Connection, plans: PlanBook, day: date, without: frozenset[int] = frozenset()
) -> list[Wanted]:
    """The letters that ask for everything missing after the decisions of a day."""
    return _asking_of(connection, plans, letters_of(connection, day, without))


def _asking_of(connection: Connection, plans: PlanBook, found: Iterable[OfTheDay]) -> list[Wanted]:
    some = [one for one in found if one.suspended]
    waits = awaited_of(connection, [one.claim_id for one in some], "it")
    wanted = []
    for one in (each for each in some if theirs(waits[each.claim_id])):
        letter = wanted_letter(connection, plans, ASKED, one.claim_id)
        if isinstance(letter, Refusal) or letter.about is None:
            continue
        if all(sequence == letter.about.sequence for sequence, _ in asked_before(connection, one.claim_id)):
            wanted.append(letter)
    return wanted


def _wanted_of(connection: Connection, plans: PlanBook, found: Iterable[OfTheDay]) -> list[Wanted]:
    wanted = [wanted_letter(connection, plans, one.kind, one.claim_id) for one in found if not one.suspended]
    return [one for one in wanted if isinstance(one, Wanted)]
