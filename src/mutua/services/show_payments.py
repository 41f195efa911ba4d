"""Payments to look at: what can be paid, the runs there were, one run with its lines, what came back and waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.reading import BankMistake
from mutua.domain.bank_days import bank_days_after
from mutua.domain.four_eyes import Act, Matter, State
from mutua.services.bank_matches import Matched
from mutua.services.four_eyes import may_approve
from mutua.services.outgoing import Debited, debited, outgoing_matches
from mutua.services.payment_draft import LeftOut, Payable, draft, payable_again, to_send_again
from mutua.services.payment_runs import (
    check_lines,
    family_of_actor,
    live,
    may_release,
    proposal_of,
    run_name,
)
from mutua.services.payments_waiting import AT_ONCE, WaitingToPay, waiting_to_pay
from mutua.store.approvals import Proposal, read_proposals, who_acts
from mutua.store.bulk import among
from mutua.store.database import Archive
from mutua.store.payment_runs import PREPARED, LineTold, RunTold, came_back, lines_of_run, runs_told
from mutua.store.tables import approval, claim, payment_line, person
from mutua.store.tables_payments import RELEASED
from mutua.store.who import read_identities


class Whose(NamedTuple):
    """A request as lists name it; nothing of one of whoever looks, or of their family."""

    public_id: str
    number: str
    name: str
    person_public_id: str


class RunShown(NamedTuple):
    """A run in a list. `state`: a code of `wording.payments.RUN_STATES`; `debited`: what of it left the account."""

    run: RunTold
    state: str
    debited: Debited | None = None


class LineShown(NamedTuple):
    """A line of a run. `state`: a code of `LINE_STATES`; `holder`, `iban`: where it goes, as long as it is known."""

    line: LineTold
    whose: Whose | None
    holder: str
    iban: str
    state: str


class RunOpened(NamedTuple):
    """A run with a page of its lines. `seen`: the digest of the run, which whoever approves sends back.

    `whole`: all of it was looked at again, not the lines of the page alone. `people`: how many others it pays.
    """

    run: RunTold
    state: str
    lines: tuple[LineShown, ...]
    proposal: Proposal | None
    seen: str
    mine: bool  # whoever looks prepared it
    of_family: bool  # somebody of whoever looks is paid by it
    may: bool  # whoever looks may approve it
    debited: Debited | None = None  # what of it left the account
    outgoing: tuple[Matched, ...] = ()  # the movements that may be its debit, for a person to confirm
    back_cents: int = 0
    people: int = 0
    number: int = 1
    pages: int = 1
    whole: bool = True
    largest_cents: int = 0  # of its transfers


class Back(NamedTuple):
    """A payment that came back and was not sent again."""

    line: LineTold
    whose: Whose | None


class Today(NamedTuple):
    """Bank day: a page of what can be paid on a day, what is wrong with it as a file, what came back, the runs.

    `left`: all that cannot be paid, where that was asked for, as far as one run goes; else what of it the page has.
    """

    on: date
    waiting: WaitingToPay
    left: tuple[LeftOut, ...]
    mistakes: tuple[BankMistake, ...]
    back: tuple[Back, ...]
    runs: tuple[RunShown, ...]


def usual_day(today: date) -> date:
    """The day that is proposed for a payment: the next bank day."""
    return bank_days_after(today, 1)


RUNS_SHOWN = 50


def bank_day(
    archive: Archive, actor_id: int, on: date, today: date, number: int = 1, *, all_left: bool = False
) -> Today:
    """A page of bank day for whoever is in, without what is of their family. `all_left`: whoever cannot be paid."""
    with archive.snapshot() as connection:
        family = family_of_actor(connection, actor_id)
        found = waiting_to_pay(connection, on, number, family=family)
        left = draft(connection, on, family=family).left if all_left else found.left
        back = came_back(connection)
        whose = whose_of(connection, [one.claim_id for one in back], family)
        runs = runs_told(connection)[:RUNS_SHOWN]
        gone = debited(connection, [one.run_id for one in runs])
        return Today(
            on, found, tuple(one for one in left if one.why != "in_run"),
            tuple(check_lines(connection, found.lines, on, today, cbi=True)),
            tuple(Back(one, whose.get(one.claim_id)) for one in back if one.claim_id in whose),
            tuple(RunShown(one, _state(connection, one), gone.get(one.run_id)) for one in runs),
        )  # fmt: skip


def runs_page(archive: Archive, number: int) -> tuple[tuple[RunShown, ...], int]:
    """A page of all the runs there were, the newest first, and how many there are."""
    with archive.snapshot() as connection:
        every = runs_told(connection)
        some = every[(number - 1) * AT_ONCE : number * AT_ONCE]
        gone = debited(connection, [one.run_id for one in some])
        return tuple(RunShown(one, _state(connection, one), gone.get(one.run_id)) for one in some), len(every)


def count_back(connection: Connection, actor_id: int, today: date) -> int:
    """How many payments came back and wait until somebody looked at the account; without those of the family."""
    return len(to_send_again(connection, today, family=family_of_actor(connection, actor_id)))


def _state(connection: Connection, run: RunTold) -> str:
    """How far a run is. Whether anything of it changed since is looked at on its own page, and before it is paid."""
    if run.state != PREPARED:
        return run.state
    waiting = proposal_of(connection, run.run_id)
    if waiting is None:
        return "ready" if may_release(connection, run) else "refused"
    return "approved" if waiting.state is State.APPROVED else "prepared"


def run_opened(
    archive: Archive, actor_id: int, run_id: int, number: int | None = None, *, whole: bool = True
) -> RunOpened | None:
    """A run with a page of its lines as they are now (None: with all of them); None where there is none.

    `whole`: all of it is looked at again, which takes long where there are hundreds; what fits on a page always is.
    What changed stands first then.
    """
    with archive.snapshot() as connection:
        found = runs_told(connection, [run_id])
        if not found:
            return None
        [run] = found
        every, family = lines_of_run(connection, run_id), family_of_actor(connection, actor_id)
        whole = whole or len(every) <= AT_ONCE
        first = 0 if number is None else (number - 1) * AT_ONCE
        looked = _looked_again(connection, run, every if whole else every[first : first + AT_ONCE], whole=whole)
        if whole:
            every = sorted(every, key=lambda one: one.line_id not in looked.changed)
        lines = every if number is None else every[first : first + AT_ONCE]
        people, of_family = _people(connection, run_id, family)
        state = "changed" if looked.differs else _state(connection, run)
        who, waiting = who_acts(connection, actor_id), proposal_of(connection, run_id)
        mine = waiting is not None and waiting.acts[0].by.account_id == who.account_id is not None
        may = state == "prepared" and waiting is not None and may_approve(who) and not mine and not of_family
        return RunOpened(
            run, state, tuple(_lines_shown(connection, run, lines, looked, family)), waiting, looked.digest, mine,
            of_family, may, debited(connection, [run_id]).get(run_id), _went_out(connection, run, every),
            sum(one.amount_cents for one in every if one.event), people, number or 1,
            1 if number is None else max(1, -(-len(every) // AT_ONCE)), whole,
            max((one.amount_cents for one in every), default=0),
        )  # fmt: skip


class _Looked(NamedTuple):
    """Lines of a run as they would be paid now. `differs`: the run is no longer what was prepared."""

    now: Mapping[int, Payable | LeftOut]
    changed: Collection[int]
    digest: str
    differs: bool


def _looked_again(connection: Connection, run: RunTold, lines: Sequence[LineTold], *, whole: bool) -> _Looked:
    if run.state != PREPARED:
        return _Looked({}, (), run.content_digest, differs=False)
    if whole:
        found = live(connection, run, lines)
        return _Looked(found.now, found.changed, found.digest, found.digest != run.content_digest)
    now = payable_again(connection, [one.claim_id for one in lines], run.execute_on)
    changed = {one.line_id for one in lines if one.amount_cents != _payable_cents(now.get(one.claim_id))}
    return _Looked(now, changed, run.content_digest, differs=bool(changed))


def _payable_cents(one: Payable | LeftOut | None) -> int | None:
    return one.cents if isinstance(one, Payable) else None


def _people(connection: Connection, run_id: int, family: Collection[int]) -> tuple[int, bool]:
    """How many people a run pays, without the family of whoever looks, and whether it pays somebody of it."""
    query = select(claim.c.person_id).distinct().join(payment_line, payment_line.c.claim_id == claim.c.claim_id)
    paid = set(connection.scalars(query.where(payment_line.c.run_id == run_id)))
    return len(paid - set(family)), not paid.isdisjoint(family)


def _lines_shown(
    connection: Connection, run: RunTold, lines: Sequence[LineTold], looked: _Looked, family: Collection[int]
) -> Iterator[LineShown]:
    whose = whose_of(connection, [one.claim_id for one in lines], family)
    for one in lines:
        to = looked.now.get(one.claim_id)
        known = isinstance(to, Payable) and run.state == PREPARED and one.claim_id in whose
        holder, iban = (to.holder, to.iban) if isinstance(to, Payable) and known else ("", "")
        became = _line_state(run, one, changed=one.line_id in looked.changed)
        yield LineShown(one, whose.get(one.claim_id), holder, iban, became)


def _went_out(connection: Connection, run: RunTold, lines: Sequence[LineTold]) -> tuple[Matched, ...]:
    """The movements that may be the debit of a run whose file was made."""
    if run.end != RELEASED:
        return ()
    names = {run_name(run.run_id), *(one.end_to_end for one in lines)}
    found = outgoing_matches(connection)
    return tuple(one for one in found if any(each.debits in names for each in one.proposals))


def numbers_of(archive: Archive, public_ids: Collection[str]) -> frozenset[int]:
    """The numbers of the requests with these public names; unknown ones are left out."""
    with archive.reader.begin() as connection:
        query = select(claim.c.claim_id).where(claim.c.public_id.in_(sorted(public_ids)))
        return frozenset(connection.scalars(query))


def approvals_of(archive: Archive, run_id: int) -> list[tuple[str, datetime]]:
    """Who approved a run, and when; not of what became void."""
    with archive.reader.begin() as connection:
        about = (approval.c.matter == Matter.PAYMENT_RUN.value) & (approval.c.subject == str(run_id))
        return [
            (name, at)
            for one in read_proposals(connection, about) if one.state in (State.APPROVED, State.WAITING, State.DONE)
            for told, name, at in zip(one.acts, one.names, one.at, strict=True) if told.act is Act.APPROVED
        ]  # fmt: skip


def people_of_run(archive: Archive, run_id: int) -> list[int]:
    """Whose requests a run pays."""
    with archive.reader.begin() as connection:
        ids = [one.claim_id for one in lines_of_run(connection, run_id)]
        query = select(claim.c.person_id).distinct().where(among(claim.c.claim_id))
        return sorted(connection.scalars(query, {"ids": ids}))


def _line_state(run: RunTold, one: LineTold, *, changed: bool) -> str:
    if one.event:
        return one.event
    if run.end == RELEASED:
        return "paid"
    return "dropped" if run.end else "changed" if changed else ""


def whose_of(connection: Connection, claim_ids: Collection[int], family: Collection[int]) -> dict[int, Whose]:
    """How the requests are called and whose they are; those of the family are left out."""
    query = (
        select(claim.c.claim_id, claim.c.public_id, claim.c.reference, claim.c.person_id, person.c.public_id)
        .join(person, person.c.id == claim.c.person_id)
        .where(among(claim.c.claim_id))
    )
    rows = [row for row in connection.execute(query, {"ids": list(claim_ids)}) if row[3] not in family]
    who = read_identities(connection, {row[3] for row in rows})
    found = {}
    for claim_id, public_id, reference, person_id, person_public_id in rows:
        one = who.get(person_id)
        name = "" if one is None else f"{one.surname} {one.given_name}".strip()
        found[claim_id] = Whose(public_id, reference or str(claim_id), name, person_public_id)
    return found
