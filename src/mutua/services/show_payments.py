"""Payments to look at: what can be paid, the runs there were, one run with its lines, what came back and waits."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.reading import BankMistake
from mutua.domain.bank_days import bank_days_after
from mutua.domain.four_eyes import Act, Matter, State
from mutua.services.bank_matches import Matched
from mutua.services.four_eyes import may_approve
from mutua.services.outgoing import Debited, debited, outgoing_matches
from mutua.services.payment_draft import Draft, Payable, draft, to_send_again
from mutua.services.payment_runs import (
    Live,
    check_draft,
    family_of_actor,
    live,
    may_release,
    proposal_of,
    run_name,
)
from mutua.store.approvals import Proposal, read_proposals, who_acts
from mutua.store.bulk import among
from mutua.store.database import Archive
from mutua.store.payment_runs import PREPARED, LineTold, RunTold, came_back, lines_of_run, runs_told
from mutua.store.tables import approval, claim, person
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
    """A run with its lines. `seen`: the digest of what is shown, which whoever approves sends back."""

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

    @property
    def back_cents(self) -> int:
        return sum(one.line.amount_cents for one in self.lines if one.line.event)


class Back(NamedTuple):
    """A payment that came back and was not sent again."""

    line: LineTold
    whose: Whose | None


class Today(NamedTuple):
    """Bank day: what can be paid on a day, what is wrong with it as a file, what came back, the runs."""

    on: date
    draft: Draft
    mistakes: tuple[BankMistake, ...]
    back: tuple[Back, ...]
    runs: tuple[RunShown, ...]


def usual_day(today: date) -> date:
    """The day that is proposed for a payment: the next bank day."""
    return bank_days_after(today, 1)


RUNS_SHOWN = 50


def bank_day(archive: Archive, actor_id: int, on: date, today: date, *, cbi: bool = True) -> Today:
    """All of bank day for whoever is in, without what is of their family."""
    with archive.snapshot() as connection:
        family = family_of_actor(connection, actor_id)
        found = draft(connection, on, family=family)
        back = came_back(connection)
        whose = whose_of(connection, [one.claim_id for one in back], family)
        runs = runs_told(connection)[:RUNS_SHOWN]
        gone = debited(connection, [one.run_id for one in runs])
        return Today(
            on, found, tuple(check_draft(connection, found, on, today, cbi=cbi)),
            tuple(Back(one, whose.get(one.claim_id)) for one in back if one.claim_id in whose),
            tuple(RunShown(one, _state(connection, one), gone.get(one.run_id)) for one in runs),
        )  # fmt: skip


def count_back(connection: Connection, actor_id: int, today: date) -> int:
    """How many payments came back and wait until somebody looked at the account; without those of the family."""
    return len(to_send_again(connection, today, family=family_of_actor(connection, actor_id)))


def _state(connection: Connection, run: RunTold, now: Live | None = None) -> str:
    """How far a run is, whether what was approved is still there included; `now`: what it is, where that is known."""
    if run.state != PREPARED:
        return run.state
    if (now or live(connection, run, lines_of_run(connection, run.run_id))).digest != run.content_digest:
        return "changed"
    waiting = proposal_of(connection, run.run_id)
    if waiting is None:
        return "ready" if may_release(connection, run) else "refused"
    return "approved" if waiting.state is State.APPROVED else "prepared"


def run_opened(archive: Archive, actor_id: int, run_id: int) -> RunOpened | None:
    """A run with its lines as they are now; None where there is none."""
    with archive.snapshot() as connection:
        found = runs_told(connection, [run_id])
        if not found:
            return None
        [run] = found
        lines, family = lines_of_run(connection, run_id), family_of_actor(connection, actor_id)
        now = live(connection, run, lines)
        state = _state(connection, run, now)
        whose = whose_of(connection, [one.claim_id for one in lines], family)
        shown = []
        for one in lines:
            to = now.now.get(one.claim_id)
            known = isinstance(to, Payable) and run.state == PREPARED and one.claim_id in whose
            holder, iban = (to.holder, to.iban) if isinstance(to, Payable) and known else ("", "")
            became = _line_state(run, one, changed=one.line_id in now.changed)
            shown.append(LineShown(one, whose.get(one.claim_id), holder, iban, became))
        who, waiting = who_acts(connection, actor_id), proposal_of(connection, run_id)
        mine = waiting is not None and waiting.acts[0].by.account_id == who.account_id is not None
        of_family = len(whose) < len({one.claim_id for one in lines})
        may = state == "prepared" and waiting is not None and may_approve(who) and not mine and not of_family
        gone = debited(connection, [run_id]).get(run_id)
        names = {run_name(run_id), *(one.end_to_end for one in lines)}
        went = [
            one for one in (outgoing_matches(connection) if run.end == RELEASED else [])
            if any(each.debits in names for each in one.proposals)
        ]  # fmt: skip
        return RunOpened(run, state, tuple(shown), waiting, now.digest, mine, of_family, may, gone, tuple(went))


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
