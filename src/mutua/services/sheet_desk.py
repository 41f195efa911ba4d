"""A sheet that somebody at the counter brings: looked at as at the terminal, then brought in, all of it or nothing.

It is the same road as `mutua import` and `mutua year`, with the questions asked on pages. Nothing is written by a look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Connection, select

from mutua.intake.mistakes import Mistake
from mutua.intake.rough.mapping import SheetMapping
from mutua.intake.rough.proposals import Answer
from mutua.intake.rough.strict import RoughFile, said_for_all, understand
from mutua.intake.tabular import Table
from mutua.rules.engine.calendar import day_in_rome
from mutua.services import import_claims, import_contributions, import_later, import_members
from mutua.services.apart_values import FileRead
from mutua.services.bring_claims import ClaimsSheetPlan, look_at_claims
from mutua.services.bring_members import RowsEnded, SheetPlan, look_at_members
from mutua.services.claim_life import Desktop
from mutua.services.import_claims import ClaimsPlan
from mutua.services.import_contributions import ContributionsPlan
from mutua.services.import_later import LaterPlan
from mutua.services.import_members import Applied, MembersPlan
from mutua.services.import_trace import Brought, brought_before
from mutua.services.lots import Clock
from mutua.services.sheet_mappings import remembered, unconfirmed
from mutua.services.sheet_report import by_kind
from mutua.services.subjects import family_of, homes_of_family
from mutua.services.year_findings import Year, your_year
from mutua.store.accounts import Account
from mutua.store.tables import claim

Planned = MembersPlan | ClaimsPlan | LaterPlan | ContributionsPlan


class SheetKind(StrEnum):
    """What a sheet is said to hold."""

    MEMBERS = "members"
    CLAIMS = "claims"
    CONTRIBUTIONS = "contributions"
    PAPERS = "papers"
    YEAR = "year"

    @property
    def mapped(self) -> str:
        """Under which name the meanings of its columns are remembered."""
        return "claims" if self is SheetKind.YEAR else self.value


class WhyNot(StrEnum):
    """Why a sheet that was looked at is not brought in."""

    NOTHING = "nothing"  # it is a year, or nothing of it is new
    NONE_READ = "none_read"  # every row waits to be put right
    UNREADABLE = "unreadable"
    NOT_CLEAN = "not_clean"
    FAMILY = "family"
    OTHERWISE = "otherwise"  # what was seen is not the last look


@dataclass(slots=True)
class SheetLooked:
    """What a sheet holds and what it would do. `waiting`: columns that nobody confirmed; then nothing else is known.

    `unreadable`: why the file as a whole cannot be used. `family`: it would change something of whoever looks.
    """

    kind: SheetKind
    digest: str = ""
    unreadable: list[Mistake] = field(default_factory=list)
    file: RoughFile | None = None
    waiting: list[SheetMapping] = field(default_factory=list)
    own: SheetPlan | ClaimsSheetPlan | None = None
    plan: Planned | None = None
    year: Year | None = None
    before: Brought | None = None
    family: bool = False
    mess: Mapping[str, list[Mistake]] = field(default_factory=dict)  # by kind, of rows
    of_whole: list[Mistake] = field(default_factory=list)  # of no row

    @property
    def ended(self) -> RowsEnded | None:
        """Where each row of a society's own sheet ended."""
        if self.own is not None:
            return self.own.ended
        if self.year is not None and self.file is not None:
            return RowsEnded(self.year.seen.read, self.year.seen.set_aside, self.file.not_data)
        return None

    @property
    def names(self) -> Mapping[int, str]:
        """Of whom a row tells, where that is known."""
        if self.own is not None:
            return self.own.names
        return self.year.seen.names if self.year is not None else {}

    @property
    def clean(self) -> bool:
        """Whether every row that tells something may be used."""
        ended = self.ended
        return self.plan is not None and self.plan.right and not (ended and ended.set_aside)

    @property
    def changes(self) -> int:
        """How many households, requests or contributions would come in."""
        match self.plan:
            case MembersPlan():
                return len(self.plan.changes)
            case ClaimsPlan():
                return len(self.plan.requests)
            case LaterPlan():
                return len(self.plan.later)
            case ContributionsPlan():
                return len(self.plan.new) + len(self.plan.paid)
        return 0


def look_at_sheet(
    at: Desktop, who: Account, file: FileRead, kind: SheetKind, *, answers: Mapping[str, Answer], accept_all: bool
) -> SheetLooked:  # fmt: skip
    """What the sheet holds and would do. `answers`, `accept_all`: what was said of the households it proposes."""
    if file.mistakes:
        return SheetLooked(kind, unreadable=_each_once(file.mistakes))
    with at.archive.reader.begin() as connection:
        if file.ours is not None:
            looked = _of_ours(connection, at, file.ours, kind)
        else:
            looked = _of_own(connection, at, file, kind, answers, accept_all=accept_all)
        if looked.digest and kind is not SheetKind.YEAR:
            looked.before = brought_before(connection, kind.value, looked.digest)
        looked.family = _touches_family(connection, who, looked.plan)
    return looked


def _each_once(mistakes: list[Mistake]) -> list[Mistake]:
    """The first of each kind: a file without a header says so of every row."""
    return list({one.code: one for one in reversed(mistakes)}.values())[::-1]


def _of_ours(connection: Connection, at: Desktop, table: Table, kind: SheetKind) -> SheetLooked:
    plan: Planned
    if kind is SheetKind.MEMBERS:
        plan = import_members.preview(connection, at.plans, table, now=at.now)
    elif kind is SheetKind.CLAIMS:
        plan = import_claims.preview(connection, at.plans, table, now=at.now)
    elif kind is SheetKind.PAPERS:
        plan = import_later.preview(connection, at.plans, table, today=day_in_rome(at.now))
    else:
        plan = import_contributions.preview(connection, at.plans, table, today=day_in_rome(at.now))
    return _sorted(SheetLooked(kind, table.digest, plan=plan), list(plan.mistakes))


def _of_own(
    connection: Connection, at: Desktop, read: FileRead, kind: SheetKind, answers: Mapping[str, Answer], *,
    accept_all: bool,
) -> SheetLooked:  # fmt: skip
    assert read.own is not None
    known = remembered(connection, kind.mapped)
    file = understand(read.own, kind.mapped, known)
    if not file.sheets:
        return SheetLooked(kind, unreadable=_each_once([*file.mistakes, Mistake("header_not_found")]))
    looked = SheetLooked(kind, read.own.digest, file=file, waiting=unconfirmed(file, known))
    if looked.waiting:
        return looked
    if kind is SheetKind.YEAR:
        code = next((told for one in file.mappings if (told := one.choices.get("plan"))), "")
        looked.year = your_year(
            connection, at.plans, file, plan=at.plans.get(code) if code else None, today=day_in_rome(at.now)
        )
        return _sorted(looked, looked.year.seen.mistakes)
    if kind is SheetKind.MEMBERS:
        looked.own = look_at_members(
            connection, at.plans, file, now=at.now, answers=answers, accept_all=accept_all
        )
    else:
        looked.own = look_at_claims(connection, at.plans, file, now=at.now)
    looked.plan = looked.own.plan
    return _sorted(looked, looked.own.mistakes)


def _sorted(looked: SheetLooked, mistakes: list[Mistake]) -> SheetLooked:
    mistakes = mistakes if looked.file is None else said_for_all(looked.file, mistakes)
    looked.mess = by_kind(mistakes)
    looked.of_whole = [one for one in mistakes if not one.row]
    return looked


def _touches_family(connection: Connection, who: Account, plan: Planned | None) -> bool:
    """Whether something of the household of whoever looks would change: a colleague does that."""
    homes = homes_of_family(connection, who)
    if not homes:
        return False
    match plan:
        case MembersPlan():
            return any(one.household_id in homes for one in plan.changes)
        case ClaimsPlan():
            return any(home in homes for home, _ in plan.requests)
        case ContributionsPlan():
            return any(home in homes for home, _ in (*plan.new, *plan.paid))
        case LaterPlan():
            ids = [one.claim_id for one in plan.later]
            of_family = claim.c.person_id.in_(family_of(connection, who))
            theirs = set(connection.scalars(select(claim.c.claim_id).where(of_family)))
            return not theirs.isdisjoint(ids)
    return False


# ---------------------------------------------------------------- bringing it


def why_not(looked: SheetLooked, *, good_rows: bool) -> WhyNot | None:
    """Why it is not brought in, if so. `good_rows`: what could be read may come in without the rest."""
    if looked.plan is None:
        return WhyNot.UNREADABLE if looked.unreadable or looked.waiting else WhyNot.NOTHING
    if looked.family:
        return WhyNot.FAMILY
    if not looked.clean and not good_rows:
        return WhyNot.NOT_CLEAN
    if looked.changes:
        return None
    return WhyNot.NOTHING if looked.clean or looked.plan.unchanged_rows else WhyNot.NONE_READ


def bring_sheet(
    at: Desktop, looked: SheetLooked, *, progress: Callable[[int], None], clock: Clock
) -> Applied:  # fmt: skip
    """Brings in what was looked at, where `why_not` says nothing against it. Given again it changes nothing."""
    match looked.plan:
        case MembersPlan():
            return import_members.apply(
                at.archive, looked.plan, actor_id=at.actor_id, now=at.now, ids=at.ids, accept_good_rows=True,
                progress=progress, clock=clock,
            )  # fmt: skip
        case ClaimsPlan():
            return import_claims.apply(
                at.archive, looked.plan, actor_id=at.actor_id, now=at.now, ids=at.ids, accept_good_rows=True,
                progress=progress,
            )  # fmt: skip
        case LaterPlan():
            return import_later.apply(at, looked.plan, accept_good_rows=True, progress=progress)
        case ContributionsPlan():
            return import_contributions.apply(
                at.archive, looked.plan, actor_id=at.actor_id, now=at.now, accept_good_rows=True, progress=progress
            )
    raise AssertionError("nothing was looked at")
