"""Papers and answers that came later, from a list or one at a time: first what would be recorded, then exactly that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, select

from mutua.domain.case import FactValue
from mutua.domain.italian import written_day
from mutua.intake.later_file import LaterTold, read_later_file
from mutua.intake.mistakes import Mistake, in_order
from mutua.intake.sheet import cells_under
from mutua.intake.tabular import Table
from mutua.rules.case_content import decode_facts
from mutua.services.asked import asked_of
from mutua.services.claim_life import Desktop, closed_to_more, complete
from mutua.services.decide_claim import Refusal
from mutua.services.desk_values import line_of
from mutua.services.import_members import Applied
from mutua.services.import_trace import leave_trace
from mutua.services.plan_book import PlanBook
from mutua.store.claims import ClaimRecord, read_claims
from mutua.store.tables import claim


@dataclass(frozen=True, slots=True)
class Later:
    """What is to be recorded of a request (line 0) or of one of its lines, told in these rows."""

    key: str
    claim_id: int
    line: int
    papers: Mapping[str, date | None]
    facts: Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class LaterPlan:
    """What a list of papers and answers would record. Each row of the file is in one of the four lists of rows.

    A row is changed where it tells otherwise what was told before: the newest word counts.
    """

    later: tuple[Later, ...]
    new_rows: tuple[int, ...]
    changed_rows: tuple[int, ...]
    unchanged_rows: tuple[int, ...]
    wrong_rows: tuple[int, ...]
    mistakes: tuple[Mistake, ...]
    digest: str = ""

    @property
    def right(self) -> bool:
        return all(one.warning for one in self.mistakes)


def preview(connection: Connection, plans: PlanBook, table: Table, *, today: date) -> LaterPlan:
    """What the table would record. Nothing is written."""
    records = requests_named(connection, cells_under(table, "pratica"))
    booked = {key: plans.get(record.plan_code) for key, record in records.items()}
    file = read_later_file(table, {key: asked_of(plan) for key, plan in booked.items() if plan is not None})
    look = _Look(connection, today, records, list(file.mistakes))
    for one in file.told:
        look.row(one)
    every = {row.number for row in table.rows}
    wrong = every - look.new - look.changed - look.unchanged
    return LaterPlan(
        tuple(look.later), tuple(sorted(look.new)), tuple(sorted(look.changed)), tuple(sorted(look.unchanged)),
        tuple(sorted(wrong)), tuple(in_order(look.mistakes)), table.digest,
    )  # fmt: skip


def requests_named(connection: Connection, keys: Iterable[str]) -> dict[str, ClaimRecord]:
    """The requests that the office calls so, else those with that public name; a number that two have is left out."""
    ids: dict[str, list[int]] = {}
    wanted = sorted(set(keys))
    for column in (claim.c.reference, claim.c.public_id):
        for first in range(0, len(wanted), 500):
            some = [key for key in wanted[first : first + 500] if column is claim.c.reference or key not in ids]
            for name, claim_id in connection.execute(select(column, claim.c.claim_id).where(column.in_(some))):
                ids.setdefault(name, []).append(claim_id)
    one_each = {claim_id: key for key, (claim_id, *others) in ids.items() if not others}
    return {one_each[record.claim_id]: record for record in read_claims(connection, sorted(one_each))}


@dataclass
class _Look:
    """The rows of a file beside the archive, one after the other; a row counts with those above it."""

    connection: Connection
    today: date
    records: Mapping[str, ClaimRecord]
    mistakes: list[Mistake]
    later: list[Later] = field(default_factory=list)
    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    unchanged: set[int] = field(default_factory=set)
    _papers: dict[tuple[int, int], dict[str, date | None]] = field(default_factory=dict)
    _facts: dict[tuple[int, int], dict[str, FactValue]] = field(default_factory=dict)

    def row(self, told: LaterTold) -> None:
        record = self.records[told.key]
        line = told.line or 0
        of_answers = line or (1 if len(record.lines) == 1 else 0)
        problem = self._problem(told, record, of_answers)
        if problem is not None:
            self.mistakes.append(problem)
            return
        for name, day in told.papers.items():
            if day is not None and day > self.today:
                found = f"{name} {written_day(day)}"
                self.mistakes.append(Mistake("paper_in_future", told.row, "documenti", found, warning=True))
        known_papers, known_facts = self._known(record, line, of_answers)
        papers = {
            name: day for name, day in told.papers.items()
            if name not in known_papers or (day is not None and known_papers[name] != day)
        }  # fmt: skip
        facts = {name: value for name, value in told.facts.items() if known_facts.get(name) != value}
        otherwise = papers.keys() & known_papers.keys() or facts.keys() & known_facts.keys()
        (self.changed if otherwise else self.new if papers or facts else self.unchanged).add(told.row)
        known_papers.update(papers)
        known_facts.update(facts)
        self._keep(told.key, record.claim_id, line, of_answers, papers, facts)

    def _problem(self, told: LaterTold, record: ClaimRecord, of_answers: int) -> Mistake | None:
        """Why nothing of the row is recorded."""
        refusal = closed_to_more(self.connection, record)
        if refusal is not None:
            return Mistake(_CLOSED[refusal.code], told.row, "pratica", told.key)
        if (told.line or 0) > len(record.lines):
            return Mistake("line_not_there", told.row, "riga", str(told.line), {"lines": str(len(record.lines))})
        for name in told.facts if not of_answers else ():
            lines = [str(one.number) for one in record.lines if name in line_of(record, one).facts]
            if lines:
                return Mistake("answer_of_a_line", told.row, name, values={"line": lines[0]})
        return None

    def _known(
        self, record: ClaimRecord, line: int, of_answers: int
    ) -> tuple[dict[str, date | None], dict[str, FactValue]]:
        """What was told before: papers of the line (or of the request), answers of the line (or of the request)."""
        papers = record.papers if line == 0 else record.lines[line - 1].papers
        if of_answers:
            facts = dict(line_of(record, record.lines[of_answers - 1]).facts)
        else:
            facts = decode_facts(record.facts)
            for text in record.answers:
                facts.update(decode_facts(text))
        at, of = (record.claim_id, line), (record.claim_id, of_answers)
        return self._papers.setdefault(at, dict(papers)), self._facts.setdefault(of, facts)

    def _keep(
        self, key: str, claim_id: int, line: int, of_answers: int,
        papers: Mapping[str, date | None], facts: Mapping[str, FactValue],
    ) -> None:  # fmt: skip
        if line == of_answers and (papers or facts):
            self.later.append(Later(key, claim_id, line, papers, facts))
            return
        if papers:
            self.later.append(Later(key, claim_id, line, papers, {}))
        if facts:
            self.later.append(Later(key, claim_id, of_answers, {}, facts))


# Why a request takes nothing more, as it is told of a row.
_CLOSED: Mapping[str, str] = {
    "claim_withdrawn": "request_withdrawn", "claim_reversed": "request_reversed",
    "authorisation_used": "request_used",
}  # fmt: skip


def apply(
    at: Desktop, plan: LaterPlan, *, accept_good_rows: bool = False, progress: Callable[[int], None] = lambda _: None
) -> Applied:
    """Records what the plan says, request by request; nothing of a file with mistakes, unless the good rows are wanted.

    Given again after a stop, what was recorded is found unchanged. A request that was withdrawn, reversed or used
    meanwhile is left alone and named.
    """
    done = Applied()
    if not plan.right and not accept_good_rows:
        return done
    if plan.later:
        leave_trace(at.archive, "papers", plan, actor_id=at.actor_id, now=at.now)
    for one in plan.later:
        answer = complete(at, one.claim_id, papers=one.papers, facts=one.facts, line=one.line)
        if isinstance(answer, Refusal):
            done.changed_meanwhile.append(one.key)
        else:
            done.done += 1
        progress(1)
    return done


def one_row(names: Sequence[str], cells: Sequence[str]) -> Table:
    """A list of one row, for what is told at the terminal: read as strictly as a file."""
    from mutua.intake.tabular import Cell, SheetRow

    return Table(tuple(names), 1, [SheetRow(0, tuple(Cell(text) for text in cells))])


def without_place(plan: LaterPlan) -> list[Mistake]:
    """The mistakes of a list of one row that nobody wrote as a file: without the columns that only a file has."""
    plain = [replace(one, row=0) for one in plan.mistakes]
    return [
        replace(one, column="", found="" if one.column == "pratica" else one.found) if one.column in _OF_A_FILE else one
        for one in plain
    ]


_OF_A_FILE = ("pratica", "riga", "documenti")
