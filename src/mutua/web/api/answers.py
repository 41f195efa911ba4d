"""What a program is answered: the same facts as on the pages. Money in cents, days as 2026-12-31."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Answered(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldWrong(Answered):
    """A mistake: where in the body, which kind (a code that stays), and in words."""

    field: str
    code: str
    detail: str


class Problem(Answered):
    """Why nothing was done (RFC 9457). `code` never changes its meaning; `detail` is for people."""

    type: str = "about:blank"
    status: int
    code: str
    title: str
    detail: str
    errors: list[FieldWrong] = []


class PersonRow(Answered):
    id: str
    surname: str
    given_name: str
    card_number: str
    born_on: date | None
    municipality: str
    mark: Literal["", "left", "dead"]


class ClaimRow(Answered):
    id: str
    number: int
    reference: str
    surname: str
    given_name: str


class FirmRow(Answered):
    name: str
    vat_number: str


class Found(Answered):
    people: list[PersonRow]
    claims: list[ClaimRow]
    firms: list[FirmRow]
    more: bool


class CoverNow(Answered):
    """A cover of today. `stops_on`: since when nothing is covered for want of a contribution."""

    plan: str
    title: str
    assistance: str
    since: date
    until: date | None
    seniority_from: date
    stops_on: date | None
    resumes_on: date | None


class Pot(Answered):
    """A ceiling or a deductible today, in its smallest unit (cents, minutes); `left` null where it is not known."""

    name: str
    title: str
    article: str
    unit: str
    whose: str
    size: int | None
    used: int
    reserved: int
    left: int | None
    period: str
    sentence: str


class PlanLeft(Answered):
    plan: str
    title: str
    pots: list[Pot]


class Request(Answered):
    id: str
    number: int
    reference: str
    received_on: date
    benefits: list[str]
    states: list[str]
    asked_cents: int
    granted_cents: int | None
    granted_in_kind: str
    owed_cents: int


class Relative(Answered):
    id: str
    surname: str
    given_name: str
    kinship: str
    dependent: bool
    covered: bool


class LateDue(Answered):
    plan: str
    due_on: date
    open_cents: int


class Person(Answered):
    """The sheet of a person today. `light`: good, wait or bad; `headline` and `details` say the same in words."""

    id: str
    surname: str
    given_name: str
    fiscal_code: str
    card_number: str
    born_on: date | None
    light: Literal["good", "wait", "bad"]
    headline: str
    details: list[str]
    read_aloud: list[str]
    covers: list[CoverNow]
    left: list[PlanLeft]
    household: list[Relative]
    requests: list[Request]
    requests_in_all: int
    late: list[LateDue]


class LineAnswered(Answered):
    """What comes of a line, in words: the outcome first, then the steps with their articles."""

    benefit: str
    outcome: str
    granted_cents: int
    sentences: list[str]


class LineEstimated(Answered):
    sentence: str
    steps: list[str]


class Estimate(Answered):
    """What would come back. `errors` must be mended and `warnings` looked at (`seen`) before it can be received."""

    granted_cents: int | None
    lines: list[LineEstimated]
    errors: list[FieldWrong]
    warnings: list[FieldWrong]
    seen: str


class Received(Answered):
    id: str


class Proposed(Answered):
    """What would be decided now; `stamp` is what the decision must name."""

    stamp: str
    granted_cents: int
    lines: list[LineAnswered]


class Decided(Answered):
    """The decision in force, told from its own record. `sentences` is empty where its facts were erased."""

    sequence: int
    kind: str
    decided_on: date
    granted_cents: int
    sentences: list[str]
    lines: list[LineAnswered]


class AskedLine(Answered):
    number: int
    benefit: str
    title: str
    service_on: date | None
    expense_cents: int | None
    invoice_number: str
    invoiced_on: date | None
    provider: str


class PaperHere(Answered):
    title: str
    line: int
    dated_on: date | None
    came_on: date | None
    with_file: bool


class Happened(Answered):
    code: str
    at: datetime
    on: date
    by: str
    cents: int | None
    motive: str


class Claim(Answered):
    id: str
    number: int
    reference: str
    person: str
    plan: str
    received_on: date
    authorisation: bool
    waits: bool
    states: list[str]
    lines: list[AskedLine]
    papers: list[PaperHere]
    awaited: list[str]
    decision: Decided | None
    history: list[Happened]


class QueueRow(Answered):
    """A request of a list. `waits_for`: in which list it waits, whoever has it; `missing`: what is awaited, in words;
    `back_on`: when its payment came back."""

    id: str
    number: int
    reference: str
    surname: str
    given_name: str
    benefits: list[str]
    since: date
    by: date | None
    days_left: int | None
    waits_for: str
    missing: list[str]
    taken_by: str
    asked_cents: int
    asked_in_kind: str
    owed_cents: int
    back_on: date | None


class QueuePage(Answered):
    """A page of a list; one after the last (`pages`) has no rows: the list ends before, as on the pages.

    `of_family`: how many are not in it for being of whoever holds the key, or their family.
    """

    rows: list[QueueRow]
    total: int
    page: int
    pages: int
    of_family: int


class ApprovalRow(Answered):
    """Something that waits for a second person. `about`: the number of a request or of a run, the code of a plan."""

    id: str
    matter: str
    about: str
    claim: str
    person: str
    name: str
    cents: int
    why: list[str]
    proposed_by: str
    proposed_at: datetime
    mine: bool
    people_wanted: int


class ApprovalsPage(Answered):
    rows: list[ApprovalRow]
    total: int
    page: int
    pages: int
