"""What a program is answered about money: what is paid to members, and what came in by the bank."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from mutua.web.api.answers import Answered


class PayableRow(Answered):
    """A request that can be paid. `iban`: masked."""

    claim: str
    number: str
    who: str
    holder: str
    iban: str
    cents: int
    decided_on: date | None


class LeftOutRow(Answered):
    """A request with something owed that is not paid now. `why` is a code that stays, `detail` the same in words."""

    claim: str
    number: str
    who: str
    cents: int
    why: str
    detail: str


class WaitingToPay(Answered):
    """A page of what could be paid on the day. `stamp` is what the run must name; `total`, `cents`: of all pages.

    `back`: what came back, which goes again only where it is named; `amiss`: what is wrong with a file of the page.
    """

    day: date
    stamp: str
    rows: list[PayableRow]
    left: list[LeftOutRow]
    back: list[PayableRow]
    amiss: list[str]
    total: int
    cents: int
    in_run: int
    of_family: int
    page: int
    pages: int


class RunRow(Answered):
    """A payment run. `state`: prepared, approved, ready, changed, refused, released, dropped."""

    id: str
    file: str
    state: str
    form: str
    execute_on: date
    requests: int
    cents: int
    prepared_at: datetime
    prepared_by: str
    ended_on: date | None
    ended_by: str
    debited_on: date | None


class RunsPage(Answered):
    rows: list[RunRow]
    total: int
    page: int
    pages: int


class RunLine(Answered):
    """A transfer of a run; whose it is stays empty where it is of one's own family."""

    end_to_end: str
    claim: str
    number: str
    who: str
    holder: str
    iban: str
    cents: int
    state: str
    on: date | None
    reason: str


class Run(Answered):
    """A run with a page of its transfers. It is approved and released on the pages, with the code of the phone."""

    run: RunRow
    approved_by: list[str]
    lines: list[RunLine]
    page: int
    pages: int


class MovementPart(Answered):
    """A part of a movement: of the due of a day, or (null) on account."""

    due_on: date | None
    cents: int


class MovementShare(Answered):
    name: str
    paid_by: str
    parts: list[MovementPart]


class MovementProposal(Answered):
    """What a movement may be. `stamp` is what confirming it must name; `reasons` in words.

    `effect`: receipt, taken_back (a debit went back), paid_back (a payment to a member came back), debit (of a run).
    """

    stamp: str
    grade: Literal["possible", "likely", "certain"]
    usable: bool
    effect: Literal["receipt", "taken_back", "paid_back", "debit"]
    reasons: list[str]
    shares: list[MovementShare]


class Movement(Answered):
    """A movement of the bank, accounts masked. `state`: open, confirmed, set_aside, not_ours.

    `proposals` where it waits, `became` where it was confirmed; `debit`: the run whose debit it is.
    """

    id: str
    account: str
    booked_on: date
    value_on: date | None
    amount_cents: int
    other_name: str
    other_iban: str
    text: str
    returned: bool
    return_reason: str
    state: str
    motive: str
    proposals: list[MovementProposal]
    became: list[MovementShare]
    debit: str


class MovementsPage(Answered):
    rows: list[Movement]
    total: int
    page: int
    pages: int


class OwedRow(Answered):
    what: str
    due_on: date
    who: str
    reference: str
    open_cents: int


class PayerRow(Answered):
    """Who may have paid: `what` names money on account for them, each of `owed` what they may pay."""

    what: str
    name: str
    owed: list[OwedRow]


class Payers(Answered):
    payers: list[PayerRow]
